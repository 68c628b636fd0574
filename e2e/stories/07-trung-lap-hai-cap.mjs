// Two levels mean the same People's Committee in the same weeks: it is seen before approval, and a person decides.
export default {
  name: "Trùng lặp giữa hai cấp bị cảnh báo trước khi duyệt",
  async story(t) {
    await t.signIn("thuongtruc");
    await t.goto("/chuong-trinh?nam=2025");
    await t.page.click("#thong-qua summary");
    await t.shows("#thong-qua", "chưa có quyết định", "the overlaps stand before the approval");
    await t.page.fill("#thong-qua [name=resolution]", "41/CTr-TTHĐND");
    await t.page.click("#thong-qua button[type=submit]");
    await t.shows(".dh-errors", "trùng lặp", "an undecided overlap stops the approval");
    t.expect((await t.page.inputValue("#thong-qua [name=resolution]")) === "41/CTr-TTHĐND", "what was typed stays");
    await t.axe("programme with a refusal");

    await t.goto("/chuong-trinh?nam=2025");
    const items = await t.page.locator("a.dh-due.is-near").evaluateAll((links) => links.map((one) => one.getAttribute("href").split("#")[0]));
    t.expect(items.length > 0, "marked items lead to their overlaps");
    await t.goto(items[0]);
    const why = await t.text("#trung-lap");
    t.expect(/Cùng thời gian tại: UBND/.test(why) && /HĐND (xã|thị trấn)/.test(why), `the reason names unit and council: ${why}`);
    await t.axe("item with overlaps");
    await t.phone();
    await t.noOverflow();
    t.desk();
    for (const item of items) {
      await t.goto(item);
      for (let left = await t.page.locator("#trung-lap details").count(); left > 0; left = await t.page.locator("#trung-lap details").count()) {
        const one = t.page.locator("#trung-lap details").first();
        await one.locator("summary").click();
        await one.locator("text=Phối hợp giám sát chung").click();
        await one.locator("textarea").fill("Huyện và xã cùng làm việc một buổi, dùng chung báo cáo");
        await one.locator("button").click();
      }
      await t.shows("#trung-lap", "Phối hợp giám sát chung", "the decision and its reason stay");
    }
    await t.goto("/chuong-trinh?nam=2025");
    await t.page.click("#thong-qua summary");
    await t.page.fill("#thong-qua [name=resolution]", "41/CTr-TTHĐND");
    await t.page.click("#thong-qua button[type=submit]");
    await t.shows("main", "41/CTr-TTHĐND, ngày 20/6/2024", "the programme is approved");
    await t.goto("/chuong-trinh/dong-thoi-gian?nam=2025");
    t.expect((await t.page.locator("rect.t-meets").count()) > 0, "the timeline marks what meets");
    await t.axe("timeline");
  },
};
