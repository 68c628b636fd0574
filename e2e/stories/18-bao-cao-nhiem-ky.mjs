// The office drafts the report of the term, a deputy comments on it, and a click on a figure of the text opens what was counted.
export default {
  name: "Báo cáo nhiệm kỳ: bấm vào con số",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/bao-cao");
    await t.page.getByRole("link", { name: "Từ đầu nhiệm kỳ" }).click();
    await t.page.getByRole("link", { name: "Soạn báo cáo" }).click();
    await t.page.getByRole("button", { name: /Soạn Báo cáo kết quả hoạt động/ }).click();
    await t.page.waitForURL("**/van-ban/*");
    await t.axe("draft of the report");
    const address = new URL(t.page.url()).pathname;
    const figure = t.page.locator(".dh-letter p a").first();
    const number = await figure.innerText();
    await figure.click();
    const title = await t.text("#ho-so h2");
    t.expect(title.startsWith(`${number}:`), `the right side opens the figure that was clicked: ${title}`);
    const listed = await t.page.locator("#ho-so ol li").count();
    t.expect(listed === Number(number.replace(".", "")) || listed === 300, "as many records as the figure says");
    await t.axe("a figure opened");
    await t.page.locator("#ho-so ol li a").first().click();
    t.expect((await t.page.locator("h1").count()) === 1, "a record opens");

    await t.goto(address);
    const first = t.page.locator("fieldset textarea").first();
    const proposed = await first.inputValue();
    await t.shows(".dh-letter", proposed, "what fell short stands in the report as it is proposed");
    await t.page.locator("fieldset input[type=checkbox]").first().uncheck();
    await t.page.getByRole("button", { name: "Lưu các câu hạn chế" }).click();
    t.expect(!(await t.text(".dh-letter")).includes(proposed), "a person left it out");

    // Every picture of both levels is put in; what stands in the report is from the figures that it fixed.
    for (const name of ["thoi_gian", "tuoi", "ty_le", "vi_tri"]) await t.page.check(`input[name=f-phu_luc][value=${name}]`);
    await t.page.fill("#f-nguyen_nhan", "Nguyên nhân thứ nhất.");
    await t.page.fill("#f-to_chuc", "Bộ máy ổn định.");
    await t.page.getByRole("button", { name: "Lưu và xem lại" }).click();
    t.expect((await t.page.locator(".dh-letter-picture svg").count()) === 4, "four pictures stand in the annexes");
    t.expect((await t.page.locator(".dh-letter td.h-short a").count()) > 0, "a share on red ground opens its records");
    await t.axe("report with its pictures");
    await t.page.locator("details summary", { hasText: "Lấy ý kiến dự thảo" }).click();
    await t.page.locator("input[name^='nguoi-']").first().check();
    await t.page.getByRole("button", { name: "Gửi lấy ý kiến" }).click();
    await t.page.fill("#f-words", "Nêu rõ trách nhiệm từng cơ quan.");
    await t.page.getByRole("button", { name: "Gửi góp ý" }).click();
    await t.page.getByRole("button", { name: "Tiếp thu", exact: true }).click();
    await t.shows("main", "Đã tiếp thu", "the comment is settled");
    await t.page.getByRole("link", { name: /So sánh .* bản/ }).click();
    t.expect((await t.page.locator("ins").count()) > 0, "the versions are compared word by word");
    await t.axe("versions compared");

    await t.context.clearCookies();
    await t.signIn("thuongtruc");
    await t.goto(address);
    await t.page.fill("#f-adopted_words", "Phiên họp Thường trực minh họa");
    await t.page.getByRole("button", { name: "Thông qua", exact: true }).click();
    await t.shows("main", "Thông qua ngày", "it is adopted");
    t.expect((await t.page.locator("#f-nguyen_nhan").count()) === 0, "and its words stand");
    const pdf = await t.page.request.get(t.base + address + "/tep?dang=pdf&kem=ho-so");
    t.expect((await pdf.body()).subarray(0, 5).toString() === "%PDF-", "it comes as PDF with its records");
    await t.phone();
    await t.noOverflow();
    await t.axe("report on a phone");
    await t.desk();
  },
};
