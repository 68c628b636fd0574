// A unit reports late and off the outline: the report goes back with a reason, and the unit sees its own record.
export default {
  name: "Đơn vị báo cáo chậm bị trả lại",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/giam-sat/moi");
    await t.page.selectOption("#f-by", { label: "Thường trực HĐND huyện" });
    await t.page.selectOption("#f-form", "GS-05");
    await t.page.fill("#f-title", "Việc thực hiện chính sách hỗ trợ hộ nghèo (minh họa)");
    await t.page.fill("#f-planned_from", "17/6/2024");
    await t.page.fill("#f-planned_to", "12/7/2024");
    await t.page.check('.dh-pick-list label:has-text("UBND huyện Bình Giang") input');
    await t.page.click("text=Mở cuộc giám sát >> nth=-1");
    const address = new URL(t.page.url()).pathname;
    const act = async (deed, fields) => {
      // After a fault the form is open already.
      if (!(await t.page.isVisible("#don-vi li form"))) await t.page.click("#don-vi li summary >> text=Cập nhật về đơn vị này");
      await t.page.click(`#don-vi li .dh-radios >> text=${deed}`);
      for (const [name, value] of Object.entries(fields)) await t.page.fill(`#don-vi li form [name=${name}]`, value);
      await t.page.click("#don-vi li form button[type=submit]");
    };
    // Asked ten days ago, due the day before yesterday.
    await act("Yêu cầu gửi báo cáo", { on: "10/6/2024", due: "18/6/2024" });
    await t.shows("#don-vi", "quá hạn 2 ngày", "late is said with its days");
    await t.axe("a supervision with a late report");

    await t.signIn("ubnd");
    await t.goto("/giam-sat");
    await t.shows("main", "hộ nghèo", "the unit finds what it stands in");
    await t.axe("the unit's supervisions");
    await t.goto(address);
    await t.page.click("#don-vi li summary");
    await t.page.click("#don-vi li form button[type=submit]");
    await t.shows("#don-vi", "đã nhận", "the report is in");

    await t.signIn("thuky");
    await t.goto(address);
    await act("Trả lại báo cáo để sửa", { due: "28/6/2024" });
    await t.shows(".dh-errors", "lý do", "a reason is asked for");
    await act("Trả lại báo cáo để sửa", { due: "28/6/2024", words: "Thiếu số liệu hai xã, chưa theo đề cương" });
    const unit = await t.text("#don-vi");
    t.expect(unit.includes("đã trả lại để sửa") && unit.includes("28/6/2024") && unit.includes("trả lại 1 lần"), unit);

    await t.signIn("ubnd");
    await t.goto("/hop-tac");
    t.expect((await t.page.locator("tbody tr").count()) === 1, "the unit sees its own record alone");
    await t.axe("cooperation");
    await t.phone();
    await t.noOverflow();
    t.desk();
  },
};
