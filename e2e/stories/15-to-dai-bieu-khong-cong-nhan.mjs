// An answer says that the matter is done. The deputy group went to look and does not accept it: nobody can close the petition
// by that answer. It goes back; only after the group is content does it end.
export default {
  name: "Tổ đại biểu không công nhận lời trả lời",
  async story(t) {
    await t.signIn("thuky");
    await t.goto("/kien-nghi/moi");
    await t.page.fill("#f-words", "Đề nghị thay nắp cống vỡ trước cổng trường tiểu học thôn Minh Họa.");
    await t.page.fill("#f-place", "thôn Minh Họa, xã Thử");
    await t.page.click("form.dh-form button[type=submit]");
    await t.page.click("form.dh-form button[type=submit]");
    const number = (await t.text(".dh-crumb .dh-code")).trim();
    const open = async (id) => {
      const form = t.page.locator(`details#${id}`);
      if (!(await form.evaluate((e) => e.open))) await form.locator("summary").click();
      return form;
    };
    let form = await open("phan-loai");
    await form.locator("#f-topic").selectOption({ index: 1 });
    await form.locator("#f-body").selectOption({ index: 1 });
    await form.locator("input[name=public]").check();
    await form.locator("button").click();
    form = await open("chuyen");
    await form.locator("#f-reply_by").fill("20/7/2024");
    await form.locator("button").click();
    form = await open("viet-tra-loi");
    await form.locator("#f-class").selectOption("explained");
    await form.locator("textarea[name=words]").fill("Đã thay nắp cống, người dân đi lại an toàn.");
    await form.locator("button").click();
    await t.shows("#tra-loi", "Đã thay nắp cống", "the answer stands on the page");

    const deputy = await t.another();
    await deputy.signIn("daibieu");
    await deputy.goto(`/kien-nghi/${number}`);
    const say = async (opinion, words) => {
      const said = deputy.page.locator("details#ghi-y-kien");
      if (!(await said.evaluate((e) => e.open))) await said.locator("summary").click();
      await said.locator("#f-judge").selectOption("deputy_group");
      await said.locator("#f-opinion").selectOption(opinion);
      await said.locator("textarea").fill(words);
      await said.locator("button").click();
    };
    await say("not_solved", "Tổ đại biểu đi xem ngày 20/6: nắp cống vẫn vỡ.");
    t.expect((await deputy.text("#y-kien")).includes("nắp cống vẫn vỡ"), "what the group found is on record");

    await t.signIn("thuongtruc");
    await t.goto(`/kien-nghi/${number}`);
    form = await open("ket-thuc");
    await form.locator("#f-ending").selectOption("explained");
    await form.locator("button").click();
    await t.shows(".dh-errors", "Tổ đại biểu chưa công nhận câu trả lời", "the refusal names who does not accept it");
    await t.axe("a petition whose answer is disputed");
    await t.phone();
    await t.noOverflow();
    await t.desk();

    await say("solved", "Tổ đại biểu đi xem lại: nắp cống đã thay.");
    await deputy.page.context().close();
    await t.goto(`/kien-nghi/${number}`);
    form = await open("ket-thuc");
    await form.locator("#f-ending").selectOption("explained");
    await form.locator("button").click();
    await t.shows(".dh-head", "giải trình", `it ends once the group is content: ${await t.text(".dh-head")}`);
  },
};
