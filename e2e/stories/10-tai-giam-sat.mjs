// What a supervision left undone opens the re-supervision; a conclusion becomes follow-ups.
export default {
  name: "Tái giám sát mở sẵn những việc chưa xong",
  async story(t) {
    await t.signIn("thuongtruc");
    await t.goto("/giam-sat/moi");
    await t.page.selectOption("#f-by", { label: "Thường trực HĐND huyện" });
    await t.page.selectOption("#f-form", "GS-05");
    await t.page.fill("#f-title", "Công tác quản lý nghĩa trang nhân dân (minh họa)");
    await t.page.fill("#f-planned_from", "03/6/2024");
    await t.page.fill("#f-planned_to", "14/6/2024");
    await t.page.check('.dh-pick-list label:has-text("UBND xã Tân Hồng") input');
    await t.page.click("text=Mở cuộc giám sát >> nth=-1");
    const step = async (name, on) => {
      await t.page.click("#buoc summary");
      await t.page.click(`#buoc .dh-radios >> text=${name}`);
      await t.page.fill("#f-step-on", on);
      await t.page.click("#buoc button[type=submit]");
    };
    await step("Thành lập đoàn giám sát", "20/5/2024");
    await t.page.click("details.dh-reckon summary");
    await t.shows("details.dh-reckon", "Luật 87/2015/QH13", "the clock shows the law");
    await step("Kết thúc làm việc với đơn vị", "12/6/2024");
    await step("Đoàn nộp báo cáo kết quả", "17/6/2024");
    await t.page.fill("#f-c-symbol", "19/KL-TTHĐND");
    await t.page.fill("#f-c-words", "Việc quy hoạch nghĩa trang còn chậm");
    await t.page.click("#ket-luan button[type=submit]");
    for (const [words, due] of [["Lập quy hoạch chi tiết nghĩa trang xã, có phê duyệt", "30/9/2024"], ["Đóng cửa khu mai táng cũ, có biên bản", ""]]) {
      if (!(await t.page.isVisible("#f-r-words"))) await t.page.click("#them-kien-nghi summary");
      await t.page.fill("#f-r-words", words);
      await t.page.selectOption("#f-r-lead", { label: "UBND xã Tân Hồng" });
      await t.page.fill("#f-r-due", due);
      await t.page.click("#them-kien-nghi button[type=submit]");
    }
    t.expect((await t.page.locator("#kien-nghi a.dh-task").count()) === 2, "two follow-ups came of it");
    await t.axe("a concluded supervision");
    await t.page.click("#kien-nghi a.dh-task >> nth=0");
    await t.shows("main", "quản lý nghĩa trang nhân dân", "the follow-up names where it comes from");
    await t.page.goBack();

    await t.page.click("text=Mở tái giám sát");
    t.expect((await t.page.inputValue("#f-form")) === "GS-12", "the form of a re-supervision is chosen");
    await t.page.selectOption("#f-by", { label: "Thường trực HĐND huyện" });
    await t.page.fill("#f-planned_from", "07/10/2024");
    await t.page.fill("#f-planned_to", "11/10/2024");
    await t.page.click("text=Mở cuộc giám sát >> nth=-1");
    t.expect((await t.page.locator("#kien-nghi a.dh-task").count()) === 2, "what was not done stands in it");
    await t.shows("main", "Tái giám sát của", "and the earlier round is named");
    await t.axe("a re-supervision");
  },
};
