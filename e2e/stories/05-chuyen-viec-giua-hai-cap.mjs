// The district offers one of its matters to a commune; nothing moves until the commune takes it.
export default {
  name: "Huyện đề nghị chuyển việc xuống xã, xã nhận theo dõi",
  async story(t) {
    const chair = t.accounts.find((one) => one.role === "standing_committee" && one.council === "BG");
    const commune = t.accounts.find((one) => one.role === "standing_committee" && one.council === "HK");
    await t.signIn(chair.sign_in);
    await t.goto("/viec-theo-doi?tt=qua-han");
    const number = (await t.page.locator("tbody .dh-code").first().innerText()).trim();
    await t.goto(`/viec-theo-doi/${number}`);
    await t.page.locator("a[href$='/chuyen']").click();
    await t.axe("the offer");

    // Without a reason nothing is sent, and the choice stays.
    await t.page.selectOption("#f-to", "HK");
    await t.page.locator("form.dh-form button[type=submit]").click();
    t.expect((await t.page.locator("#e-reason").count()) === 1, "the reason is asked for");
    t.expect((await t.page.inputValue("#f-to")) === "HK", "the choice stays");
    await t.axe("the offer with an error");
    await t.page.fill("#f-reason", "Công trình do UBND xã quản lý, xã theo dõi sát hơn");
    await t.page.locator("form.dh-form button[type=submit]").click();
    await t.shows("main", "Chờ trả lời", "it waits for the commune");
    await t.axe("an offer that waits");
    await t.goto(`/viec-theo-doi/${number}`);
    await t.shows("main", "đề nghị chuyển sang", "the matter itself tells of the offer");

    await t.context.clearCookies();
    await t.signIn(commune.sign_in);
    await t.goto("/ban-lam-viec");
    await t.page.locator("a[href='/chuyen-viec']").click();
    await t.axe("offers received");
    await t.phone();
    await t.noOverflow();
    await t.page.locator(".dh-list a").first().click();
    await t.noOverflow();
    await t.axe("an offer on a phone");
    await t.page.locator("form[action$='/nhan'] button[type=submit]").click();
    await t.shows("main", "Đã nhận", "it is taken over");
    await t.page.locator(".dh-actions .btn-main").click();
    await t.shows("main", number, "the commune's own matter points back at the district's");
    await t.axe("the matter taken over");
  },
};
