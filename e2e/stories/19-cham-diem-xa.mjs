// The Standing Committee looks at the points of the communes: each point says why, opens its records, and nothing is scored that is
// not on record.
export default {
  name: "Chấm điểm xã có giải thích",
  async story(t) {
    await t.signIn("thuongtruc");
    await t.goto("/cham-diem");
    await t.axe("scores of both levels");
    await t.shows("main", "không phải quy định của pháp luật", "the page says that the frame is no law");
    await t.page.locator("tbody th a").first().click();
    const sheet = await t.text("main");
    t.expect(sheet.includes("Chưa có căn cứ.") && sheet.includes("Chưa xếp loại"), "what is not on record is not scored");
    t.expect(/\d+\/\d+ × [\d,]+ = [\d,]+ điểm\./.test(sheet), "a point is explained by its numbers");
    await t.axe("a council's sheet");
    await t.page.locator("td a[href*='so=']").first().click();
    t.expect((await t.page.locator("#ho-so h2").count()) === 1, "its figure opens the records");

    await t.goto("/cham-diem/khung/commune");
    const year = Number(await t.page.inputValue("#nam"));
    const before = await t.page.inputValue("#diem-thematic");
    await t.page.fill("#diem-thematic", "7,5");
    await t.page.getByRole("button", { name: "Lưu khung điểm" }).click();
    await t.page.waitForURL("**/cham-diem?**");
    await t.goto("/cham-diem/khung/commune");
    t.expect((await t.page.inputValue("#diem-thematic")) === "7,5", "the office's own points stand");
    await t.goto(`/cham-diem/khung/commune?nam=${year - 1}`);
    t.expect((await t.page.inputValue("#diem-thematic")) === before, "and the years before are scored as they were");
    await t.axe("the frame");

    await t.goto("/toan-canh");
    await t.page.selectOption("#so_voi", { index: 3 });
    await t.page.locator("#so-sanh form button").click();
    t.expect((await t.page.locator(".dh-strip-svg .s-own").count()) > 0, "a council stands beside the median");
    await t.phone();
    await t.goto("/cham-diem");
    await t.noOverflow();
    await t.axe("scores on a phone");
    await t.desk();
  },
};
