// An overdue matter climbs the ladder: the program has drafted the paper for questioning, the chair signs it off and it
// goes out, with the keyboard alone. Nothing goes out twice.
export default {
  name: "Việc quá hạn leo thang đến chất vấn (bàn phím)",
  async story(t) {
    await t.signIn("thuongtruc");
    await t.axe("desk of the chair");
    await t.goto("/don-doc");
    await t.axe("papers");
    const questioning = t.page.locator("tbody tr", { hasText: "Chất vấn" }).first().locator("a");
    t.expect((await questioning.count()) === 1, "a paper for questioning has been drafted");
    const href = await questioning.getAttribute("href");
    await t.keyboard.tabTo(`a[href='${href}']`, { max: 120 });
    await t.keyboard.press("Enter");
    await t.page.waitForURL(`**${href}`);
    await t.axe("paper");
    const letter = await t.text(".dh-letter");
    t.expect(letter.includes("Kính gửi") && letter.includes("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "it reads as a letter");
    t.expect(/CV-HĐND/.test(letter), "it names the earlier papers");
    const followup = await t.page.locator(".dh-list a[href^='/viec-theo-doi/']").first().getAttribute("href");

    await t.keyboard.tabTo("#f-symbol", { max: 60 });
    await t.keyboard.type("99/HĐND-TT");
    await t.keyboard.tabTo("form[action$='/ky'] button[type=submit]");
    await t.keyboard.press("Enter");
    await t.page.locator(".dh-letter", { hasText: "99/HĐND-TT" }).waitFor();
    await t.keyboard.tabTo("form[action$='/gui'] button[type=submit]", { max: 60 });
    await t.keyboard.press("Enter");
    await t.page.locator("form[action$='/gui']").waitFor({ state: "detached" });

    await t.goto(followup);
    await t.shows(".dh-ladder [aria-current=step]", "Chất vấn", "the matter stands at questioning");
    await t.shows(".dh-timeline", "99/HĐND-TT", "and the history says so");
    await t.phone();
    await t.noOverflow();
    await t.axe("follow-up at questioning, on a phone");
    t.desk();
    // The chain of everything that was done still holds.
    const verified = await t.dienhong(["verify"]);
    t.expect(verified.code === 0, verified.stdout);
  },
};
