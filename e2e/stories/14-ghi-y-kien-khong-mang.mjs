// A deputy writes down what voters say in a hall without a signal. The phone dies, an answer is lost on the way, a second
// person notes at the same meeting: nothing is lost, nothing stands twice.
import { deflateSync } from "node:zlib";

/** The check sum that PNG asks for. */
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ -1) >>> 0;
}

/** A white picture, one bit a dot, as a PNG. */
function hugePicture(side) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const dots = deflateSync(Buffer.alloc(side * (side / 8 + 1)));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", dots), chunk("IEND", Buffer.alloc(0))]);
}

export default {
  name: "Đại biểu ghi ý kiến ở nhà văn hóa thôn không có mạng",
  async story(t) {
    await t.signIn("daibieu");
    await t.phone();
    await t.goto("/tiep-xuc/dien-thoai");
    await t.page.waitForSelector("#ds-cuoc a");
    await t.page.evaluate(async () => { await navigator.serviceWorker.ready; });
    await t.page.waitForFunction(async () => (await caches.keys()).length > 0 && (await (await caches.open((await caches.keys())[0])).match("/tiep-xuc/dien-thoai")) !== undefined);
    await t.axe("the meetings on a phone");
    await t.noOverflow();
    await t.shot("cac-cuoc");
    const href = await t.page.getAttribute("#ds-cuoc a", "href");
    const meeting = href.slice(1);
    await t.page.click("#ds-cuoc a");
    await t.page.waitForSelector("#mot-cuoc:not([hidden])");

    // The hall has no signal. The page opens all the same.
    t.tolerate(/ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED/);
    await t.context.setOffline(true);
    await t.page.reload();
    await t.page.waitForSelector("#mot-cuoc:not([hidden])");
    await t.shows("#tinh-trang", "Đang không có mạng", "the page says that there is no network");
    const note = async (words) => {
      await t.page.fill("#noi", words);
      await t.page.click("#luu");
      await t.page.waitForFunction(() => document.querySelector("#noi").value === "");
    };
    // What the place asked before lies on the phone: a voter who asks it again is recognised without the office.
    const before = await t.page.evaluate((id) => PhoneStore.one("meetings", id).then((row) => row.earlier[0]), meeting);
    t.expect(before, "the phone holds earlier petitions of the place");
    await t.page.fill("#noi", before.words);
    await t.page.waitForSelector("#giong:not([hidden])");
    await t.shows("#giong", `Giống ${before.number}`, `the earlier one and why: ${await t.text("#giong")}`);
    await t.shows("#giong", "Vì cùng có", `the earlier one and why: ${await t.text("#giong")}`);
    await t.axe("an earlier petition pointed out");
    await t.shot("giong");
    await t.page.click("#dung-viec");
    await t.page.waitForFunction(() => document.querySelector("#giong").textContent.includes("Hỏi lại"));
    await t.page.click("#luu");
    await t.page.waitForFunction((number) => document.querySelector("#ds-y-kien").textContent.includes(`cùng việc với ${number}`), before.number);
    await t.page.fill("#noi", before.words);
    await t.page.waitForSelector("#giong:not([hidden])");
    await t.page.click("#viec-khac");
    await t.page.waitForFunction((number) => document.querySelector("#giong").hidden || document.querySelector("#giong").dataset.number !== number, before.number);
    await t.page.fill("#noi", "");
    const first = "Mương tiêu sau trường bị bồi lấp, mưa to là ngập ba chục nhà.";
    await t.page.click("#luu");
    await t.page.waitForSelector("#loi-noi:not([hidden])");
    await t.shows("#loi-noi", "Xin ghi cử tri nói gì", "an empty note is refused in words");
    await note(first);
    await t.page.fill("#noi", "Đề nghị nâng cấp đường ra đồng. Ngoài ra đề nghị lắp đèn ở cổng làng.");
    await t.shows("#co-the-tach", "Có thể là 2 việc", "two requests in one speech are seen");
    await t.page.click("#tach");
    await t.page.waitForFunction(() => document.querySelectorAll("#ds-y-kien .dh-opinion").length >= 3);
    await t.page.setInputFiles("#chup", { name: "muong.png", mimeType: "image/png", buffer: await t.page.screenshot() });
    await t.page.waitForSelector("#anh img");
    // A picture of 20,000 dots a side would fill the phone's memory; one that is none is told as such. Both lose nothing.
    await t.page.fill("#noi", "Lời đang ghi dở");
    await t.page.setInputFiles("#chup", { name: "rat-lon.png", mimeType: "image/png", buffer: hugePicture(20000) });
    await t.page.waitForSelector("#loi-noi:not([hidden])");
    await t.shows("#loi-noi", "rat-lon.png quá lớn", `too large a picture is refused in words: ${await t.text("#loi-noi")}`);
    await t.page.setInputFiles("#chup", { name: "hong.jpg", mimeType: "image/jpeg", buffer: Buffer.from("khong phai anh") });
    await t.page.waitForFunction(() => document.querySelector("#loi-noi").textContent.includes("không đọc được ảnh hong.jpg"));
    t.expect((await t.page.inputValue("#noi")) === "Lời đang ghi dở" && (await t.page.locator("#anh img").count()) === 1, "what is written and the first photo stand");
    await note("Ảnh kèm theo: cống thoát nước trước cổng trường bị vỡ.");
    await t.page.click("#diem-danh");
    await t.page.waitForFunction(() => document.querySelector("#da-den").textContent.includes("Đã điểm danh"));
    await t.shows("#tinh-trang", "6 ý kiến, 1 ảnh", `what is not sent is said plainly: ${await t.text("#tinh-trang")}`);
    await t.axe("a note without a network");
    await t.noOverflow();
    await t.shot("khong-mang", { full: true });

    // Half a sentence, and the phone dies.
    await t.page.fill("#noi", "Bà con hỏi khi nào trả giấy chứng nhận đất");
    await t.page.waitForTimeout(600);
    await t.page.close();
    t.page = await t.context.newPage();
    await t.phone();
    await t.page.goto(`${t.base}/tiep-xuc/dien-thoai#${meeting}`);
    await t.page.waitForSelector("#mot-cuoc:not([hidden])");
    t.expect((await t.page.inputValue("#noi")).includes("giấy chứng nhận đất"), "half a sentence is still there");
    const kept = await t.text("#ds-y-kien");
    t.expect(kept.includes("Mương tiêu sau trường") && kept.includes("lắp đèn ở cổng làng"), "and so is every note");
    await t.page.click("#luu");
    await t.page.waitForFunction(() => document.querySelectorAll("#ds-y-kien .dh-opinion").length >= 5);

    // The clerk notes at the same meeting, with a network.
    const clerk = await t.another();
    await clerk.signIn("thuky");
    await clerk.goto(`/tiep-xuc/dien-thoai#${meeting}`);
    await clerk.page.waitForSelector("#mot-cuoc:not([hidden])");
    await clerk.page.fill("#noi", "Thư ký ghi: loa truyền thanh của thôn hỏng từ đầu năm.");
    await clerk.page.click("#luu");
    await clerk.page.waitForFunction(() => document.querySelector("#tinh-trang").dataset.unsent === "0");

    // The network comes back, but the first answer of the office is lost on the way: what arrived is sent once more.
    let lost = 0;
    await t.page.route("**/notes", async (route) => {
      if (lost === 0) { lost += 1; await route.fetch(); await route.abort(); } else await route.continue();
    });
    await t.context.setOffline(false);
    await t.page.waitForFunction(() => !document.querySelector("#tinh-trang").textContent.includes("không có mạng"), null, { timeout: 15000 });
    for (let n = 0; n < 40 && (await t.page.getAttribute("#tinh-trang", "data-unsent")) !== "0"; n += 1) {
      await t.page.evaluate(() => dispatchEvent(new Event("online")));
      await t.page.waitForTimeout(300);
    }
    t.expect(lost === 1, "one answer was lost");
    await t.shows("#tinh-trang", "Mọi ý kiến đã gửi", `everything is sent: ${await t.text("#tinh-trang")}`);
    await t.page.waitForFunction(() => document.querySelector("#ds-y-kien").textContent.includes("loa truyền thanh"));

    await clerk.goto(`/tiep-xuc/cuoc/${meeting}`);
    const office = await clerk.text("#y-kien");
    for (const words of ["Mương tiêu sau trường", "nâng cấp đường ra đồng", "lắp đèn ở cổng làng", "cống thoát nước", "giấy chứng nhận đất", "loa truyền thanh"]) {
      t.expect(office.split(words).length === 2, `the office holds “${words}” once`);
    }
    t.expect((await clerk.text("main")).includes(".jpg"), "and the photo");
    await clerk.axe("a meeting with what was said");
    await clerk.page.click("a:has-text('ý kiến vào sổ kiến nghị')");
    await clerk.axe("notes looked at before they go into the book");
    t.expect(await clerk.page.$(`select option[value="${before.number}"][selected]`), "what the deputy held to be the same stands chosen");
    await clerk.page.click("form.dh-form button[type=submit]");
    const taken = await clerk.text("#y-kien");
    t.expect(!taken.includes("chưa vào sổ") && taken.includes("KN-"), "every note stands in the book of petitions");
    await clerk.goto(`/tiep-xuc/cuoc/${meeting}/kien-nghi-truoc?doc=1`);
    t.expect((await clerk.text("main")).includes("xin báo cáo với bà con cử tri"), "the hamlet hears what became of it");
    await clerk.axe("words for the loudspeaker");
    await clerk.page.context().close();
  },
};
