// A team of part-time deputies with too much before it: the page says so in numbers and proposes to split.
export default {
  name: "Đoàn giám sát kiêm nhiệm bị cảnh báo phạm vi",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/giam-sat/moi");
    await t.axe("a new supervision");
    await t.page.selectOption("#f-by", { label: "Thường trực HĐND huyện" });
    await t.page.selectOption("#f-form", "GS-05");
    await t.page.fill("#f-title", "Việc quản lý, khai thác công trình thủy lợi nội đồng (minh họa)");
    await t.page.fill("#f-planned_from", "01/7/2024");
    await t.page.fill("#f-planned_to", "05/7/2024");
    for (const unit of ["UBND xã Cổ Bì", "UBND xã Hồng Khê", "UBND xã Tân Việt"]) await t.page.check(`.dh-pick-list label:has-text("${unit}") input`);
    await t.page.click("text=Mở cuộc giám sát >> nth=-1");
    t.expect((await t.page.locator("#don-vi li[id^=dv-]").count()) === 3, "three units stand in it");

    await t.page.click("#cau-hoi summary");
    await t.page.fill("#f-questions", Array.from({ length: 24 }, (_, n) => `Câu hỏi số ${n + 1}`).join("\n"));
    await t.page.click("#cau-hoi button[type=submit]");
    for (const [at, part] of [[8, "leader"], [9, "member"]]) {
      await t.page.click("#doan summary >> text=Thêm thành viên");
      await t.page.selectOption("#f-m-person", { index: at });
      await t.page.selectOption("#f-m-part", part);
      await t.page.click("#doan form[action$='/doan'] button");
    }
    const warned = await t.text("#pham-vi");
    t.expect(/cần 42 ngày công, đoàn chỉ có \d+/.test(warned), `the warning has its numbers: ${warned}`);
    t.expect(warned.includes("chia làm"), "and a proposal");
    await t.axe("a supervision with too wide a scope");
    await t.phone();
    await t.noOverflow();
    await t.axe("the same on a phone");
    t.desk();

    // Two of the units by report instead of a visit is what the proposal says; a member who leaves is said with the reason.
    await t.page.click("#doan details >> text=Rời đoàn >> nth=0");
    await t.page.fill("#doan li:first-child [name=words]", "Chuyển công tác");
    await t.page.click("#doan li:first-child button");
    await t.shows("#doan", "Chuyển công tác", "who left stays in the list");
    await t.goto("/phan-cong");
    await t.axe("balance");
  },
};
