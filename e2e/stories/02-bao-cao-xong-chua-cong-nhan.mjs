// A unit says that it is finished; only the Standing Committee's verdict ends the matter. The second half, the chair's,
// is done with the keyboard alone.
export default {
  name: "Đơn vị báo cáo xong nhưng Thường trực chưa công nhận (bàn phím)",
  async story(t) {
    await t.signIn("ubnd");
    await t.axe("desk of a unit");
    await t.goto("/viec-theo-doi?sap=-moi");
    await t.page.locator("tbody tr", { hasNotText: "chờ nhận xét" }).first().locator(".dh-task").click();
    const number = (await t.text(".dh-crumb .dh-code")).trim();
    await t.page.click("#bao-cao summary");
    await t.page.fill("#f-words-bc", "Đã hoàn thành toàn bộ (minh họa), gửi kèm biên bản.");
    await t.page.setInputFiles("#f-files", { name: "Biên bản nghiệm thu.txt", mimeType: "text/plain", buffer: Buffer.from("Biên bản minh họa") });
    await t.page.check("#bao-cao input[name=kind]");
    await t.page.click("#bao-cao button[type=submit]");
    await t.shows(".dh-timeline", "Biên bản nghiệm thu.txt", "the evidence is on file");
    t.expect((await t.page.locator("#nhan-xet").count()) === 0, "a unit has no form to judge with");
    t.expect(!(await t.text(".dh-stats")).includes("đã kết thúc"), "it is not closed");
    await t.axe("follow-up of a unit");
    await t.context.clearCookies();

    await t.goto("/dang-nhap");
    await t.keyboard.tabTo("#f-sign_in");
    await t.keyboard.type("thuongtruc");
    await t.keyboard.tabTo("#f-password");
    await t.keyboard.type(t.account("thuongtruc").password);
    await t.keyboard.press("Enter");
    await t.page.waitForURL("**/ban-lam-viec");
    await t.goto("/viec-theo-doi?tt=cho-nhan-xet");
    await t.keyboard.press("/");
    await t.keyboard.type(number);
    await t.keyboard.press("Enter");
    await t.page.waitForURL("**q=**");
    await t.keyboard.tabTo(".dh-task", { max: 80 });
    await t.keyboard.press("Enter");
    await t.page.waitForURL(`**/${number}`);
    await t.keyboard.tabTo("#nhan-xet input[type=radio]", { max: 120 });
    // Arrow keys choose within the group: done is first, partly is second.
    await t.keyboard.press("ArrowDown");
    t.expect((await t.page.inputValue("#nhan-xet input[type=radio]:checked")) === "partly", "partly is chosen");
    await t.keyboard.tabTo("#f-words-nx");
    await t.keyboard.type("Còn một điểm chưa xử lý xong");
    await t.keyboard.tabTo("#nhan-xet button[type=submit]");
    await t.keyboard.press("Enter");
    await t.page.locator(".dh-timeline", { hasText: "Còn một điểm chưa xử lý xong" }).waitFor();
    t.expect((await t.page.locator("#nhan-xet").count()) === 1, "and the matter goes on");
    await t.axe("follow-up after a verdict");
  },
};
