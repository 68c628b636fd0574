// Every page that the navigation leads to: no finding of axe, nothing wider than the window, light and dark, in Vietnamese and in English.
const pages = {
  thuky: ["/ban-lam-viec", "/viec-theo-doi", "/viec-theo-doi?tt=tat-ca&q=khong-co-gi-ca", "/viec-theo-doi/moi", "/don-doc", "/don-doc?tt=da-gui", "/tai-giam-sat", "/ty-le", "/hoi-dong", "/hoi-dong/BG", "/nhap-du-lieu", "/quy-tac", "/quy-tac/voter-reply?ngay=1/4/2025", "/lich-lam-viec", "/nhat-ky", "/tai-khoan", "/khong-co-trang-nay", "/toan-canh", "/toan-canh?cach=so", "/chuong-trinh", "/chuong-trinh?nam=2030", "/chuong-trinh/dong-thoi-gian", "/chuong-trinh/nhap", "/giam-sat", "/giam-sat?gd=concluded", "/giam-sat/moi", "/hop-tac", "/phan-cong", "/chuyen-viec", "/kien-nghi", "/kien-nghi?tt=closed", "/kien-nghi?q=khong-co-gi-ca", "/kien-nghi/moi", "/van-ban", "/van-ban?tt=du-thao", "/van-ban/moi", "/van-ban/so-hieu", "/van-ban/mau", "/van-ban/mau/thong-bao", "/van-ban-den", "/van-ban-den?tt=tat-ca", "/van-ban-den/moi", "/bao-cao", "/bao-cao?so=due", "/bao-cao/nhap-so", "/cham-diem", "/cham-diem/BG", "/cham-diem/khung/commune", "/bao-cao?tu=2021-07-01&den=2024-06-20&so=petitions"],
  daibieu: ["/ban-lam-viec", "/viec-theo-doi", "/chuong-trinh", "/toan-canh", "/hop-tac", "/kien-nghi", "/van-ban"],
  quantri: ["/ban-lam-viec", "/nguoi-dung"],
  ubnd: ["/viec-theo-doi", "/don-doc", "/ty-le", "/giam-sat", "/hop-tac", "/kien-nghi"],
};

export default {
  name: "Mọi trang: không lỗi tiếp cận, không tràn ngang, sáng và tối, hai ngôn ngữ",
  async story(t) {
    await t.goto("/dang-nhap");
    await t.axe("sign in");
    for (const [who, paths] of Object.entries(pages)) {
      await t.context.clearCookies();
      await t.signIn(who);
      for (const path of paths) {
        t.desk();
        await t.goto(path);
        await t.axe(`${who} ${path}`);
        await t.noOverflow();
        for (const width of [390, 320]) {
          await t.page.setViewportSize({ width, height: 844 });
          await t.noOverflow();
        }
        await t.axe(`${who} ${path} at 320`);
      }
    }
    t.desk();
    await t.context.clearCookies();
    await t.signIn("thuky");
    await t.page.click("button[data-theme-toggle]");
    for (const path of ["/ban-lam-viec", "/viec-theo-doi", "/quy-tac", "/toan-canh", "/toan-canh?cach=so", "/chuong-trinh", "/chuong-trinh/dong-thoi-gian", "/giam-sat"]) {
      await t.goto(path);
      await t.axe(`${path} in the dark`);
    }
    await t.goto("/tai-khoan");
    await t.page.check("input[value=en]");
    await t.page.click("form[action='/tai-khoan/ngon-ngu'] button");
    await t.goto("/viec-theo-doi");
    t.expect((await t.page.getAttribute("html", "lang")) === "en", "the pages are in English");
    await t.axe("register in English");
    // Pages work without JavaScript: the register, its filters, and a form that comes back.
    const plain = await t.context.browser().newContext({ javaScriptEnabled: false });
    await plain.addCookies(await t.context.cookies());
    const page = await plain.newPage();
    await page.goto(`${t.base}/viec-theo-doi?tt=qua-han`);
    t.expect((await page.locator("tbody tr").count()) > 0, "the register works without JavaScript");
    await page.goto(`${t.base}/viec-theo-doi/moi`);
    await page.click("form.dh-form button[type=submit]");
    t.expect((await page.locator(".dh-errors").count()) === 1, "a form comes back without JavaScript");
    await plain.close();
  },
};
