// The office drafts the second further reminder as an official letter, the chair issues it: it takes the next number, the urging is
// signed under that number, and nothing of it can be changed any more.
export default {
  name: "Thư ký soạn và ban hành công văn đôn đốc lần 2",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/don-doc");
    await t.page.locator("tbody tr a", { hasText: "Đôn đốc tiếp (lần 2)" }).first().click();
    await t.page.getByRole("link", { name: "Soạn văn bản" }).click();
    await t.axe("choosing a form");
    await t.page.getByRole("button", { name: "Soạn Công văn đôn đốc" }).click();
    await t.page.waitForURL("**/van-ban/*");
    const draft = await t.text(".dh-letter");
    t.expect(draft.includes("V/v đôn đốc thực hiện kết luận, kiến nghị, lời hứa (lần 2)") && draft.includes("CV-HĐND"), "the list carries the log of earlier papers");
    await t.page.fill("#f-them", "Đề nghị quan tâm thực hiện.");
    await t.page.fill("#f-signer", "Người Ký Minh Họa");
    await t.page.getByRole("button", { name: "Lưu và xem lại" }).click();
    await t.page.locator(".dh-letter", { hasText: "Đề nghị quan tâm thực hiện." }).waitFor();
    await t.axe("draft of the letter");
    t.expect((await t.page.getByRole("button", { name: "Ban hành và lấy số" }).count()) === 0, "this rung is the Standing Committee's to sign");
    const address = new URL(t.page.url()).pathname;

    await t.context.clearCookies();
    await t.signIn("thuongtruc");
    await t.goto(address);
    await t.keyboard.tabTo("button[formaction$='/ban-hanh']", { max: 80 });
    await t.keyboard.press("Enter");
    await t.page.locator("h1", { hasText: "01/HĐND-VP" }).waitFor();
    t.expect((await t.page.getByRole("button", { name: "Ban hành và lấy số" }).count()) === 0, "an issued paper is not issued again");
    t.expect((await t.page.locator("#f-them").count()) === 0, "and not written on");
    await t.axe("issued letter");
    await t.phone();
    await t.noOverflow();
    await t.axe("issued letter on a phone");
    t.desk();
    const pdf = await t.page.request.get(t.base + address + "/tep?dang=pdf");
    t.expect((await pdf.body()).subarray(0, 8).toString() === "%PDF-1.7", "it comes as PDF");
    const docx = await t.page.request.get(t.base + address + "/tep?dang=docx");
    t.expect((await docx.body()).subarray(0, 2).toString() === "PK", "and as DOCX");
    await t.page.getByRole("link", { name: "Văn bản đôn đốc này" }).click();
    await t.shows(".dh-letter", "01/HĐND-VP", "the urging stands signed under that number");
    await t.goto("/van-ban");
    await t.shows("table", "01/HĐND-VP", "and the register of outgoing papers has it");
  },
};
