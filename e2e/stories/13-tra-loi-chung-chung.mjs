// A general answer is sent back with a reason and a new day; the next one promises, and the promise is followed.
export default {
  name: "Câu trả lời chung chung bị trả lại",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/kien-nghi/moi");
    await t.page.fill("#f-words", "Trạm bơm Đồng Thử hỏng máy, đề nghị sửa trước vụ mùa.");
    await t.page.fill("#f-place", "xã Thử (minh họa)");
    await t.page.click("form.dh-form button[type=submit]");
    await t.page.click("form.dh-form button[type=submit]");
    const number = (await t.text(".dh-crumb .dh-code")).trim();
    t.expect((await t.page.inputValue("#f-topic")) === "thuy_loi", "the topic is proposed");
    await t.page.selectOption("#f-competence", "district");
    await t.page.selectOption("#f-body", { index: 1 });
    await t.page.click("#phan-loai button[type=submit]");
    await t.page.fill("#f-document-c", "15/TTHĐND");
    await t.page.fill("#f-reply_by", "20/7/2024");
    await t.page.click("#chuyen button[type=submit]");
    await t.shows("main", "Chờ trả lời", "the body owes a reply");
    const answer = async (kind, words, more = async () => {}) => {
      await t.page.click("#viet-tra-loi summary");
      await t.page.selectOption("#f-class", kind);
      await t.page.fill("#f-words-a", words);
      await more();
      await t.page.click("#viet-tra-loi button[type=submit]");
    };
    await answer("accepted_with_time", "Tiếp thu.");
    await t.shows(".dh-errors", "cần văn bản chỉ đạo", "the class says what it needs");
    t.expect((await t.page.inputValue("#f-words-a")) === "Tiếp thu.", "what was typed stays");
    await t.axe("an answer that lacks something");
    await t.page.selectOption("#f-class", "accepted_without_document");
    await t.page.click("#viet-tra-loi button[type=submit]");
    await t.shows("#tra-loi", "Tiếp thu.", "the answer stands");

    await t.context.clearCookies();
    await t.signIn("daibieu");
    await t.goto(`/kien-nghi/${number}`);
    await t.page.click("#tra-lai summary");
    await t.page.fill("#f-words-r", "Chưa nói sửa khi nào, ai làm.");
    await t.page.fill("#f-reply_by-r", "30/7/2024");
    await t.page.click("#tra-lai button[type=submit]");
    await t.shows("#tra-loi", "Trả lời chung chung", "it went back with what is wrong");
    await t.shows("main", "30/7/2024", "a new day runs");

    await t.context.clearCookies();
    await t.signIn("thuky");
    await t.goto(`/kien-nghi/${number}`);
    await answer("accepted_with_time", "Giao công ty thủy nông thay máy.", async () => {
      await t.page.fill("#f-document-a", "88/UBND");
      await t.page.fill("#f-promise", "Thay máy trạm bơm Đồng Thử");
      await t.page.fill("#f-product", "Biên bản chạy thử");
      await t.page.fill("#f-promised_by", "30/9/2024");
    });
    await t.axe("an answered petition");
    await t.page.click("#tra-loi a:has-text('Thay máy trạm bơm')");
    await t.shows("main", "30/9/2024", "the promise is followed in the register");
    await t.shows("main", number, "the promise is followed in the register");
  },
};
