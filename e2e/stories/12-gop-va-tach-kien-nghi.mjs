// The same bridge is asked for three times; the clerk joins them, sees every place and count, and parts one again.
export default {
  name: "Thư ký gộp ba kiến nghị trùng và tách lại",
  async story(t) {
    await t.signIn("thuky");
    const write = async (words, place, voters) => {
      await t.goto("/kien-nghi/moi");
      await t.page.fill("#f-words", words);
      await t.page.fill("#f-place", place);
      await t.page.fill("#f-voters", voters);
      await t.page.click("form.dh-form button[type=submit]");
      await t.shows("#tach h2", "1 kiến nghị trong lời này", "one request is one piece");
      await t.axe("a petition looked at before it is saved");
      await t.page.selectOption("#f-to_1", "");
      await t.page.click("form.dh-form button[type=submit]");
      return (await t.text(".dh-crumb .dh-code")).trim();
    };
    const first = await write("Đề nghị sửa chữa cầu Bến Thử, hiện đã hư hỏng.", "thôn Minh Họa, xã Thử", "3");
    const second = await write("Cầu Bến Thử xuống cấp, bà con xin tu sửa.", "thôn Minh Họa, xã Thử", "5");
    const third = await write("Xin sửa lại cầu Bến Thử cho học sinh đi an toàn.", "xã Thử", "2");
    await t.goto(`/kien-nghi/${first}`);
    await t.shows("#giong", "cùng:", "the reason of the likeness is shown");
    for (const other of [second, third]) {
      await t.page.click(`#giong li:has-text("${other}") button`);
      await t.shows("#gop", other, `${other} stands within the first`);
    }
    await t.shows("main", "3 lần, 10 cử tri", "every place and count is kept");
    await t.axe("a petition with joined ones");
    await t.page.setViewportSize({ width: 390, height: 844 });
    await t.noOverflow();
    t.desk();
    await t.page.click(`#gop li:has-text("${third}") button`);
    await t.shows("main", "2 lần, 8 cử tri", "one was parted again");
    await t.goto(`/kien-nghi?q=${encodeURIComponent("cau ben thu")}`);
    const found = await t.text("tbody");
    t.expect(found.includes(first) && found.includes(third) && !found.includes(second), "search finds what stands for itself");
    await t.axe("the book of petitions");
  },
};
