// A table as offices make it, with a title, headings of two lines and joined cells: guessed, looked at, taken in, taken back.
import { deflateRawSync, crc32 } from "node:zlib";

/** A workbook of one sheet, packed by hand: enough for a table with joined cells. */
function workbook(rows, joined) {
  const letter = (n) => String.fromCharCode(65 + n);
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const cells = rows.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => text === "" ? "" : `<c r="${letter(c)}${r + 1}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`).join("")}</row>`);
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const parts = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": `<?xml version="1.0"?><workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Bang" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet ${main}><sheetData>${cells.join("")}</sheetData><mergeCells count="${joined.length}">${joined.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells></worksheet>`,
  };
  const local = [], central = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text), packed = deflateRawSync(bytes), path = Buffer.from(name);
    const head = Buffer.alloc(30), entry = Buffer.alloc(46);
    head.writeUInt32LE(0x04034b50, 0); head.writeUInt16LE(20, 4); head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(bytes), 14); head.writeUInt32LE(packed.length, 18); head.writeUInt32LE(bytes.length, 22); head.writeUInt16LE(path.length, 26);
    entry.writeUInt32LE(0x02014b50, 0); entry.writeUInt16LE(20, 4); entry.writeUInt16LE(20, 6); entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(bytes), 16); entry.writeUInt32LE(packed.length, 20); entry.writeUInt32LE(bytes.length, 24); entry.writeUInt16LE(path.length, 28); entry.writeUInt32LE(offset, 42);
    local.push(head, path, packed); central.push(entry, path);
    offset += 30 + path.length + packed.length;
  }
  const index = Buffer.concat(central), end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(5, 8); end.writeUInt16LE(5, 10); end.writeUInt32LE(index.length, 12); end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, index, end]);
}

export default {
  name: "Nhập bảng tổng hợp Excel hai dòng tiêu đề",
  async story(t) {
    const rows = [
      ["TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI TRƯỚC KỲ HỌP", "", "", "", "", ""],
      ["", "", "", "", "", ""],
      ["TT", "Nội dung kiến nghị", "Phân loại", "", "Cơ quan giải quyết", "Cử tri (thôn, xã)"],
      ["", "", "Lĩnh vực", "Cấp thẩm quyền", "", ""],
      ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
      ["1", "Đề nghị sửa mái che bảng tin thôn Vạn Phúc Minh Họa", "", "Xã", "UBND xã", "thôn Vạn Phúc, xã Thử"],
      ["2", "Đề nghị bổ sung ghế đá ở sân đình Vạn Phúc Minh Họa", "", "Xã", "UBND xã", "thôn Vạn Phúc, xã Thử"],
      ["3", "", "", "", "", "thôn Vạn Phúc, xã Thử"],
    ];
    const bytes = workbook(rows, ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4"]);
    await t.signIn("thuky");
    await t.goto("/kien-nghi");
    await t.page.click("a:has-text('Nhập bảng tổng hợp')");
    await t.axe("the page that takes a table in");
    const file = { name: "tong-hop.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: bytes };
    await t.page.setInputFiles("#f-file", { ...file, name: "hong.xlsx", buffer: Buffer.from("PK not a workbook") });
    await t.page.click("button:has-text('Xem trước')");
    t.expect((await t.text(".dh-errors")).length > 20, "a broken file is refused in words");
    await t.page.setInputFiles("#f-file", file);
    await t.page.click("button:has-text('Xem trước')");
    await t.page.waitForSelector("#xem");
    const seen = await t.text("#xem");
    t.expect(seen.includes("Phân loại – Lĩnh vực") && seen.includes("Phân loại – Cấp thẩm quyền"), "both lines of the headings are read");
    t.expect((await t.page.inputValue("#f-col_1")) === "words" && (await t.page.inputValue("#f-col_5")) === "place", "the columns are guessed");
    t.expect(seen.includes("sân đình Vạn Phúc"), "every line is shown");
    await t.axe("a table looked at");
    await t.shot("xem-truoc", { full: true });
    await t.phone();
    await t.noOverflow();
    await t.desk();
    await t.page.click("button:has-text('Nhập 2 kiến nghị')");
    await t.page.waitForSelector("text=đã nhập xong");
    await t.shows(".dh-head", "2 kiến nghị từ 3 dòng", "two petitions of three lines");
    await t.axe("a table that was taken in");
    const progress = t.page.url();
    await t.goto("/kien-nghi?q=van+phuc+minh+hoa");
    await t.shows("tbody", "sân đình", "they stand in the book");
    await t.goto("/kien-nghi/tong-hop");
    await t.axe("the table of a time");
    await t.shot("tong-hop");
    await t.page.goto(progress);
    await t.page.click("button:has-text('Lấy lại cả bảng')");
    await t.page.waitForSelector("text=đã lấy lại");
    await t.goto("/kien-nghi?q=van+phuc+minh+hoa");
    t.expect(!(await t.text("main")).includes("sân đình"), "the whole table is gone again");
  },
};
