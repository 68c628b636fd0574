// A submission comes in and is noted; the clerk goes on from it to the verification report, and from that to the resolution. Each next
// paper begins with what the one before says. A denunciation is noted without whoever denounces.
export default {
  name: "Thư ký soạn báo cáo thẩm tra và nghị quyết từ tờ trình đến",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/van-ban-den/moi");
    await t.page.selectOption("#f-letter", { label: "Đơn tố cáo" });
    await t.page.fill("#f-sender", "Ông Người Kín Tên");
    await t.page.fill("#f-summary", "Đơn của ông Người Kín Tên về thu quỹ");
    await t.page.getByRole("button", { name: "Lưu và lấy số đến" }).click();
    await t.shows("main", "Ô này có tên người tố cáo", "the name in the summary is told");
    await t.axe("a name that must not be kept");
    await t.page.fill("#f-summary", "Việc thu quỹ của một thôn");
    await t.page.getByRole("button", { name: "Lưu và lấy số đến" }).click();
    await t.shows("h1", "Việc thu quỹ của một thôn", "the letter is noted");
    const kept = await t.text("main");
    t.expect(kept.includes("Đơn tố cáo") && kept.includes("công dân") && !kept.includes("Kín"), "without whoever denounces");

    await t.goto("/van-ban-den/moi");
    await t.page.fill("#f-sender", "UBND huyện Bình Giang");
    await t.page.fill("#f-symbol", "70/TTr-UBND");
    await t.page.fill("#f-paper_on", "19/6/2024");
    await t.page.fill("#f-summary", "Về việc đề nghị thông qua mức thu dịch vụ bến bãi");
    await t.page.getByRole("button", { name: "Lưu và lấy số đến" }).click();
    await t.shows("h1", "mức thu dịch vụ bến bãi", "the submission is noted");
    const submission = new URL(t.page.url()).pathname;
    await t.axe("an incoming paper");
    await t.phone();
    await t.noOverflow();
    t.desk();
    await t.page.getByRole("link", { name: "Soạn văn bản tiếp theo" }).click();
    await t.shows("main", "Tờ trình số 70/TTr-UBND ngày 19 tháng 6 năm 2024 của Ủy ban nhân dân huyện Bình Giang", "the choice says from what");
    await t.axe("choosing what goes on");
    await t.page.getByRole("button", { name: "Soạn Báo cáo thẩm tra" }).click();
    await t.page.waitForURL(/van-ban\/[^m]/);
    t.expect((await t.page.inputValue("#f-ho_so")).startsWith("Tờ trình số 70/TTr-UBND"), "the report says what it verifies");
    for (const [field, words] of [["ngay_hop", "19/6/2024"], ["co_so", "Đúng thẩm quyền."], ["ho_so_thu_tuc", "Đủ."], ["y_kien", "Nhất trí."], ["de_nghi", "Đề nghị thông qua."]]) {
      await t.page.fill(`#f-${field}`, words);
    }
    await t.page.fill("#f-signer", "Người Ký Minh Họa");
    await t.page.press("#f-signer", "Enter");
    await t.page.locator(".dh-letter", { hasText: "Đề nghị thông qua." }).waitFor();
    t.expect((await t.text("h1")) === "Báo cáo thẩm tra", "Enter in a field saves and issues nothing");
    await t.page.fill("#f-de_nghi", "Đề nghị thông qua với danh mục kèm theo.");
    await t.page.getByRole("button", { name: "Ban hành và lấy số" }).click();
    await t.shows("main", "Nội dung vừa gõ đã được lưu", "what was typed last is shown before it is issued");
    t.expect((await t.text(".dh-letter")).includes("với danh mục kèm theo"), "in the paper beside");
    await t.page.getByRole("button", { name: "Ban hành và lấy số" }).click();
    await t.page.locator("h1", { hasText: "BC-" }).waitFor();
    const report = (await t.text("h1")).split(" ").pop();
    await t.axe("an issued report that may be gone on from");
    await t.page.getByRole("link", { name: "Soạn văn bản tiếp theo" }).click();
    await t.page.getByRole("button", { name: "Soạn Nghị quyết (cá biệt)" }).click();
    await t.shows(".dh-letter", `Báo cáo thẩm tra số ${report}`, "the resolution stands on the report");
    t.expect((await t.text(".dh-letter")).includes("Xét Tờ trình số 70/TTr-UBND"), "and on the submission");
    await t.page.getByRole("link", { name: "Soạn tiếp từ văn bản", exact: true }).click();
    await t.shows("aside", "Nghị quyết (cá biệt) (dự thảo)", "the report names what goes on from it");

    await t.goto(submission);
    await t.shows("aside", report, "the submission names the report");
    t.expect((await t.page.inputValue("#f-words")).includes(report), "and how it was dealt with is proposed");
  },
};
