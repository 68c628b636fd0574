// A commune ends; its open matters pass to a successor by a named decision, and both sides keep the list.
export default {
  name: "Bàn giao khi đơn vị hành chính giải thể",
  async story(t) {
    const chair = t.accounts.find((one) => one.role === "standing_committee" && one.council === "BM");
    const receiver = t.accounts.find((one) => one.role === "clerk" && one.council === "TH");
    t.expect(chair && receiver, "the demo has both communes");
    await t.signIn(chair.sign_in);
    await t.goto(`/hoi-dong/${chair.council}`);
    await t.axe("council");
    await t.page.locator("summary", { hasText: "Kết thúc" }).click();
    await t.page.fill("#f-ends_on", "19/6/2024");
    await t.page.locator("form[action$='/ket-thuc'] button").click();
    await t.goto("/ban-lam-viec");
    await t.page.locator(".dh-note a").click();
    await t.axe("handover");
    const items = await t.page.locator("input[name=viec]").count();
    t.expect(items > 0, "there are open matters");

    // Without a decision nothing passes, and what was chosen stays.
    await t.page.selectOption("#f-to", receiver.council);
    await t.page.locator("form.dh-form button[type=submit]").click();
    t.expect((await t.page.locator(".dh-errors").count()) === 1, "the decision is asked for");
    t.expect((await t.page.inputValue("#f-to")) === receiver.council, "the choice stays");
    await t.axe("handover with errors");
    await t.page.fill("#f-decided_by", "Chủ tịch HĐND xã (minh họa)");
    await t.page.fill("#f-document", "Biên bản 01/BB-HĐND (minh họa)");
    await t.page.locator("form.dh-form button[type=submit]").click();
    await t.shows("main", "Biên bản 01/BB-HĐND", "the giving side has it on record");

    await t.context.clearCookies();
    await t.signIn(receiver.sign_in);
    await t.goto(`/hoi-dong/${receiver.council}`);
    await t.shows("main", "Biên bản 01/BB-HĐND", "the receiving side has it on record");
    await t.goto("/viec-theo-doi?sap=moi");
    await t.page.locator("tbody .dh-task").first().click();
    await t.shows("main", "BM-", "the matter points back at where it came from");
    await t.axe("a matter taken over");
    await t.phone();
    await t.noOverflow();
  },
};
