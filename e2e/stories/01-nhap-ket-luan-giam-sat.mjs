// Published conclusions come in from a file, with everything that they lack, and are followed from then on.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const records = [
  {
    id: "E1", body: "standing_committee", form: "thematic", year: 2024, period: "2024-05-06 – 2024-05-10",
    title: "Giám sát (minh họa) việc quản lý chợ và nước sạch nông thôn", source: "https://example.org/minh-hoa",
    recommendations: [
      { text: "Hoàn thành hệ thống cấp nước sạch cho chợ trung tâm, có biên bản nghiệm thu", addressee: "UBND huyện Bình Giang", deadline: "trước ngày 30/9/2024" },
      { text: "Tăng cường tuyên truyền về nước sạch", addressee: "các đơn vị liên quan", deadline: "sớm" },
      { text: "Báo cáo kết quả sắp xếp chợ", addressee: "Phòng Kinh tế và Hạ tầng và các xã", deadline: "trước ngày 31.11" },
    ],
  },
];

export default {
  name: "Nhập kết luận giám sát có thật rồi theo dõi",
  async story(t) {
    const file = join(tmpdir(), `dienhong-e2e-${process.pid}.jsonl`);
    writeFileSync(file, records.map((one) => JSON.stringify(one)).join("\n"));
    await t.signIn("thuky");
    await t.goto("/nhap-du-lieu");
    await t.axe("intake");
    await t.page.setInputFiles("#f-file", file);
    await t.page.click("form[action='/nhap-du-lieu/giam-sat'] button");
    const report = await t.text("[role=status]");
    t.expect(/Đã nhận|nhận/i.test(report) && report.includes("3"), `three are taken: ${report}`);
    t.expect(report.includes("31.11"), "the impossible day is said");
    t.expect(report.includes("các đơn vị liên quan"), "the unnamed addressee is said");
    await t.axe("intake report");

    // Twice adds nothing.
    await t.page.setInputFiles("#f-file", file);
    await t.page.click("form[action='/nhap-du-lieu/giam-sat'] button");
    t.expect((await t.text("[role=status] .dh-stat:nth-child(1) .of")) === "0", "nothing is taken twice");

    // Found without marks, with its due day and its origin.
    await t.goto("/viec-theo-doi?q=cap%20nuoc%20sach%20cho%20cho%20trung%20tam");
    t.expect((await t.page.locator("tbody tr").count()) === 1, "the search finds it");
    await t.axe("register");
    await t.page.click("tbody .dh-task");
    await t.shows(".dh-quote", "hệ thống cấp nước sạch", "the published words stand there");
    await t.shows(".dh-stats", "/9/2024", "the day is read from the words");
    await t.axe("follow-up");
    await t.phone();
    await t.noOverflow();
    await t.axe("follow-up on a phone");
    t.desk();

    // The one without a day is a finding, and gets one from a named person with a reason.
    await t.goto("/viec-theo-doi?tt=chua-co-han&q=tuyen%20truyen%20ve%20nuoc%20sach");
    await t.page.click("tbody .dh-task");
    await t.shows(".dh-lack", "các đơn vị liên quan", "the wording check names what is missing");
    await t.page.click("#han summary");
    await t.page.fill("#f-due_on", "30/02/2025");
    await t.page.fill("#f-reason", "Thống nhất tại phiên họp tháng 6");
    await t.page.click("#han button[type=submit]");
    await t.shows(".dh-errors", "30/02/2025", "an impossible day is said");
    t.expect((await t.page.inputValue("#f-reason")) === "Thống nhất tại phiên họp tháng 6", "what was typed stays");
    await t.axe("follow-up with an error");
    await t.page.fill("#f-due_on", "30/8/2024");
    await t.page.click("#han button[type=submit]");
    await t.shows(".dh-stats", "30/8/2024", "the day is set");
    await t.shows(".dh-timeline", "30/8/2024", "and stands in the history");
  },
};
