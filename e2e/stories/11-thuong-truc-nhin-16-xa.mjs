// The Standing Committee of the district looks at its 16 communes: every cell says what it is out of and opens its records.
export default {
  name: "Thường trực huyện nhìn 16 xã",
  async story(t) {
    await t.signIn("thuongtruc");
    await t.goto("/toan-canh");
    await t.shows("main", "17 hội đồng", "the district and its 16 communes");
    await t.axe("overview");
    t.expect((await t.page.locator(".dh-heat td.h-few").count()) > 0, "small denominators get no colour");
    const cells = await t.page.locator(".dh-heat tbody td").allInnerTexts();
    t.expect(cells.every((cell) => cell === "–" || / trên /.test(cell)), "no figure without what it is out of");
    await t.page.setViewportSize({ width: 1280, height: 900 });
    await t.page.locator(".dh-heat thead a").first().click();
    t.expect((await t.page.locator("th[aria-sort]").count()) === 1, "councils are put in order by an indicator");
    await t.goto("/toan-canh?nam=2023");
    await t.page.locator(".dh-heat tbody tr.b td a", { hasText: " trên " }).first().click();
    t.expect(new URL(t.page.url()).pathname === "/bao-cao", "a cell opens the records that it was counted from");
    t.expect((await t.page.locator("#ho-so li a").count()) > 0, "and they are there");
    await t.goto("/toan-canh?nam=2023");
    await t.page.locator(".dh-heat tbody tr:not(.b) td a", { hasText: " trên " }).first().click();
    const below = new URL(t.page.url()).searchParams.get("hdnd");
    await t.goto(`/giam-sat?hdnd=${below}&nam=2023`);
    await t.page.click("tbody a.dh-task >> nth=0");
    t.expect((await t.page.locator("form[method=post][action*='/giam-sat/']").count()) === 0, "the upper council reads and does not write");
    await t.goto("/chuong-trinh/dong-thoi-gian?nam=2024");
    t.expect((await t.page.locator(".dh-timeline-svg rect.t-done").count()) > 10, "the year of both levels on one timeline");
    await t.axe("timeline");
    await t.phone();
    await t.noOverflow();
    await t.goto("/toan-canh");
    await t.noOverflow();
    await t.axe("overview on a phone");
    await t.desk();
  },
};
