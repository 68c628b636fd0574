// A clerk draws up next year's programme from a spreadsheet: what is wrong is seen row by row before anything is saved.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rows = [
  "Chủ thể giám sát,Hình thức,Nội dung giám sát,Đơn vị chịu sự giám sát,Thời kỳ xem xét,Từ ngày hoặc tuần,Đến ngày hoặc tuần,Thời gian theo lời văn bản",
  "Thường trực HĐND huyện,Giám sát chuyên đề,Việc bảo vệ và phát triển đất trồng lúa (minh họa),UBND xã Cổ Bì; UBND xã Hồng Khê,2022-2024,tuần 20,tuần 22,",
  ",,Công tác tiếp nhận thủ tục trực tuyến (minh họa),UBND xã Thái Học,,,,quý II",
  "Ban Pháp chế,GS-05,Việc thi hành án dân sự (minh họa),Cơ quan không có,,31/11/2025,,",
];

export default {
  name: "Thư ký lập chương trình từ tệp Excel",
  async story(t) {
    const file = join(tmpdir(), `dienhong-e2e-chuong-trinh-${process.pid}.csv`);
    writeFileSync(file, rows.join("\n"));
    await t.signIn("thuky");
    await t.goto("/chuong-trinh?nam=2025");
    await t.axe("programme");
    const before = await t.page.locator("a.dh-task").count();
    await t.page.click("text=Nhập chương trình từ bảng tính");
    await t.axe("import");
    const download = t.page.waitForEvent("download");
    await t.page.click("text=Tải mẫu bảng tính");
    t.expect((await download).suggestedFilename().endsWith(".xlsx"), "the template is a workbook");

    await t.page.fill("#f-year", "2025");
    await t.page.setInputFiles("#f-file", file);
    await t.page.click("text=Đọc thử tệp");
    const preview = await t.text("main");
    t.expect(preview.includes("2 trên 3 dòng dùng được"), `two rows can be used: ${preview}`);
    t.expect(preview.includes("31/11/2025"), "the impossible day is said");
    t.expect(preview.includes("lấy theo dòng trên"), "a merged cell is said");
    t.expect(preview.includes("Cơ quan không có"), "the unknown unit is said");
    await t.axe("preview");
    await t.phone();
    await t.noOverflow();
    t.desk();
    await t.goto("/chuong-trinh?nam=2025");
    t.expect((await t.page.locator("a.dh-task").count()) === before, "looking saves nothing");

    await t.goto("/chuong-trinh/nhap?nam=2025");
    await t.page.fill("#f-year", "2025");
    await t.page.setInputFiles("#f-file", file);
    await t.page.click("text=Đọc thử tệp");
    await t.page.click("text=Lưu 2 dòng vào dự thảo");
    t.expect((await t.page.locator("a.dh-task").count()) === before + 2, "the good rows are in the draft");
    const page = await t.text("main");
    t.expect(page.includes("tuần 20–22"), "weeks are read");
    t.expect(page.includes("01/4/2025 – 30/6/2025"), "a quarter becomes its days");
  },
};
