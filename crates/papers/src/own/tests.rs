use std::io::{Read as _, Write as _};

use zip::write::SimpleFileOptions;

use super::*;
use crate::forms::Columns;
use crate::official::{Block, Official, Signer, Title, docx};
use crate::print::{Part as Said, PrintedColumn, Row, Style};
use crate::word::read_word;

const LACKING: &str = "……";
const RUN: &str = r#"<w:rPr><w:rFonts w:ascii="Arial"/><w:b/><w:sz w:val="26"/></w:rPr>"#;

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(xml.as_bytes()).expect("written");
    }
    archive.finish().expect("closed").into_inner()
}

fn part_of(docx: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut words = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut words).expect("text");
    words
}

fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}<w:sectPr/></w:body></w:document>"#)
}

/// A template with a body.
fn template(body: &str) -> Vec<u8> {
    packed(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document(body))])
}

fn paragraph(words: &str) -> String {
    format!(r#"<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r>{RUN}<w:t>{words}</w:t></w:r></w:p>"#)
}

fn values(words: &[(&str, &str)]) -> Values {
    let words = words.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect();
    Values { words, ..Values::default() }
}

/// Two rows, of which one has letters that XML means something by.
fn rows() -> Values {
    let cell = |words: &str, style| vec![Said { words: words.into(), style }];
    let column = |heading: &str, share, center| PrintedColumn { heading: heading.into(), share, center };
    let row = |n: &str, words: &str| Row::Cells { cells: vec![cell(n, Style::Plain), cell(words, Style::Small)] };
    let columns = vec![column("TT", 10, true), column("Nội dung", 90, false)];
    let rows = vec![row("1", "Nạo vét mương tiêu"), row("2", "Đường < 3 m & cầu")];
    let mut all = Values::default();
    all.tables.insert("kien_nghi".into(), Columns { columns, rows, whole: false });
    all
}

/// The body of a template, filled.
fn filled(body: &str, values: &Values) -> String {
    let docx = fill(&template(body), values, LACKING).expect("filled");
    let xml = part_of(&docx, "word/document.xml");
    part::Part::read(&xml).expect("still well formed");
    let (_, behind) = xml.split_once("<w:body>").expect("a body");
    behind.strip_suffix("<w:sectPr/></w:body></w:document>").expect("its end").to_owned()
}

/// The words of a body, a paragraph a line.
fn words_of(body: &str) -> String {
    let xml = document(body);
    let part = part::Part::read(&xml).expect("well formed");
    let lines = part.paragraphs.iter().map(|one| one.pieces.iter().map(|piece| piece.words.as_str()).collect());
    lines.collect::<Vec<String>>().join("\n")
}

#[test]
fn a_place_that_word_cut_into_three_runs_is_filled_in_the_looks_of_the_first() {
    let body = concat!(
        r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Gửi {{ho</w:t></w:r><w:proofErr w:type="spellStart"/>"#,
        r#"<w:bookmarkStart w:id="0" w:name="x"/><w:r><w:rPr><w:i/></w:rPr><w:t>i_d</w:t></w:r>"#,
        r#"<w:bookmarkEnd w:id="0"/><w:r><w:t xml:space="preserve">ong}} để biết </w:t></w:r></w:p>"#
    );
    let told = filled(body, &values(&[("hoi_dong", "Hội đồng nhân dân xã Mẫu Tâm")]));
    assert_eq!(
        told,
        concat!(
            r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Gửi Hội đồng nhân dân xã Mẫu Tâm</w:t></w:r>"#,
            r#"<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="x"/>"#,
            r#"<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"></w:t></w:r>"#,
            r#"<w:bookmarkEnd w:id="0"/><w:r><w:t xml:space="preserve"> để biết </w:t></w:r></w:p>"#
        )
    );
}

#[test]
fn places_are_filled_in_headers_footers_and_cells_and_other_parts_stay_byte_for_byte() {
    let header = format!(r#"<w:hdr xmlns:w="w">{}</w:hdr>"#, paragraph("{{hoi_dong}}"));
    let cell = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("Số: {{so}} {{ so }}"));
    let styles = "<w:styles>{{so}}</w:styles>";
    let given = packed(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/styles.xml", styles),
        ("word/document.xml", &document(&cell)),
        ("word/header1.xml", &header),
        ("word/footer2.xml", &header.replace("hdr", "ftr")),
        ("word/header3.xml", &header.replace("{{hoi_dong}}", "Không có chỗ nào")),
        ("word/media/image1.png", "\u{1}hình\u{0}"),
    ]);
    assert_eq!(places(&given), Ok(vec!["so".to_owned(), "hoi_dong".to_owned()]));
    let values = values(&[("hoi_dong", "HĐND xã Mẫu Tâm"), ("so", "07")]);
    let done = fill(&given, &values, LACKING).expect("filled");
    for part in ["word/header1.xml", "word/footer2.xml"] {
        assert!(part_of(&done, part).contains(">HĐND xã Mẫu Tâm</w:t>"), "{part}");
    }
    assert_eq!(read_word(&done).expect("a table").rows, [["Số: 07 07"]]);
    for part in ["[Content_Types].xml", "word/styles.xml", "word/header3.xml", "word/media/image1.png"] {
        assert_eq!(part_of(&done, part), part_of(&given, part), "{part}");
    }
    assert_eq!(done, fill(&given, &values, LACKING).expect("again"), "the same words, the same bytes");
}

#[test]
fn every_place_is_listed_once_whether_anything_stands_in_it_or_not() {
    let body = paragraph("{{ten}} và {{?ghi_chu}} {{ten}}") + &paragraph("{{table  kien_nghi}}") + &paragraph("{{lạ}}");
    assert_eq!(places(&template(&body)).expect("read"), ["ten", "?ghi_chu", "table kien_nghi", "lạ"]);
}

#[test]
fn a_word_that_is_lacking_is_told_and_a_paragraph_with_nothing_is_left_out() {
    let body = [paragraph("Trước"), paragraph("Ghi chú: {{?ghi_chu}}"), paragraph("Sau {{ten}}")].concat();
    assert_eq!(words_of(&filled(&body, &values(&[("ghi_chu", " ")]))), "Trước\nSau ……");
    let all = values(&[("ghi_chu", "hỏa tốc"), ("ten", "{{ten}}")]);
    assert_eq!(words_of(&filled(&body, &all)), "Trước\nGhi chú: hỏa tốc\nSau {{ten}}", "what is filled in is no place");
}

#[test]
fn a_paragraph_that_something_else_needs_stays_without_its_words() {
    let nothing = values(&[]);
    let cell = |body: &str| format!("<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>");
    let only = filled(&cell(&paragraph("{{?x}}")), &nothing);
    assert!(only.contains(r#"<w:t xml:space="preserve"></w:t>"#), "a cell has a paragraph: {only}");
    let second = filled(&cell(&(paragraph("Một") + &paragraph("{{?x}}"))), &nothing);
    assert_eq!(words_of(&second), "Một");
    let between = filled(&[cell(&paragraph("a")), paragraph("{{?x}}"), cell(&paragraph("b"))].concat(), &nothing);
    assert_eq!(words_of(&between), "a\n\nb", "tables do not meet");
    let section = paragraph("{{?x}}").replace("<w:jc", "<w:sectPr><w:pgSz/></w:sectPr><w:jc");
    assert!(filled(&section, &nothing).contains("<w:pgSz/>"));
    let marked = paragraph("{{?x}}").replace("<w:r>", r#"<w:bookmarkStart w:id="7"/><w:r>"#);
    assert_eq!(filled(&marked, &nothing), r#"<w:bookmarkStart w:id="7"/>"#);
}

#[test]
fn several_lines_become_paragraphs_where_the_place_stands_alone_and_lines_where_it_does_not() {
    let given = values(&[("y_kien", "Một & hai\n\n  Ba <bốn>\r\nNăm")]);
    let alone = filled(&paragraph("{{y_kien}}"), &given);
    let line = |words: &str| paragraph(words).replace("<w:t>", r#"<w:t xml:space="preserve">"#);
    assert_eq!(alone, [line("Một &amp; hai"), line("Ba &lt;bốn&gt;"), line("Năm")].concat());
    let within = filled(&paragraph("Ý kiến: {{y_kien}}."), &given);
    assert_eq!(words_of(&within), "Ý kiến: Một & hai\nBa <bốn>\nNăm.");
    assert_eq!(within.matches("<w:br/>").count(), 2);
    let section = paragraph("{{y_kien}}").replace("<w:jc", "<w:sectPr/><w:jc");
    let told = filled(&section, &given);
    assert_eq!((told.matches("<w:sectPr/>").count(), told.matches("<w:jc").count()), (1, 3), "a section ends once");
}

#[test]
fn a_table_repeats_its_headings_has_lines_and_takes_the_face_of_its_place() {
    let body = paragraph("Trước") + &paragraph(" {{table kien_nghi}} ");
    let told = filled(&body, &rows());
    assert_eq!((told.matches("<w:tblHeader/>").count(), told.matches("<w:tblBorders>").count()), (1, 1));
    assert!(told.contains(r#"<w:rFonts w:ascii="Arial"/><w:sz w:val="24"/>"#), "{told}");
    assert!(told.ends_with("</w:p>"), "a paragraph stands after it");
    let docx = fill(&template(&body), &rows(), LACKING).expect("filled");
    let sheet = read_word(&docx).expect("a table");
    assert_eq!(sheet.rows, [["TT", "Nội dung"], ["1", "Nạo vét mương tiêu"], ["2", "Đường < 3 m & cầu"]]);

    assert_eq!(words_of(&filled(&paragraph("{{table kien_nghi}}"), &values(&[]))), LACKING);
    let twice = paragraph("{{table kien_nghi}}") + &paragraph("{{table kien_nghi}}");
    assert!(!filled(&twice, &rows()).contains("</w:tbl><w:tbl>"));
    let under =
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}", paragraph("a"), paragraph("{{table kien_nghi}}"));
    assert!(!filled(&under, &rows()).contains("</w:tbl><w:tbl>"));
    let not_alone = template(&paragraph("Bảng: {{table kien_nghi}}"));
    assert_eq!(fill(&not_alone, &rows(), LACKING), Err(NotRead::TableNotAlone("Bảng: {{table kien_nghi}}".into())));
}

#[test]
fn a_paper_of_ours_is_a_template_too() {
    let words = |words: &str| Block::Words { words: words.into() };
    let paper = Official {
        language: "vi".into(),
        issuer: "{{hoi_dong}}".into(),
        reference: "Số: {{so}}/KH-HĐND".into(),
        day: (2024, 6, 20),
        title: Title::Named { name: "Kế hoạch".into(), summary: "{{ten}}".into() },
        body: vec![words("Căn cứ tình hình, {{y_kien}}"), words("{{table kien_nghi}}"), words("{{?ghi_chu}}")],
        signers: vec![Signer { authority: vec!["CHỦ TỊCH".into()], name: "{{nguoi_ky}}".into() }],
        ..Official::default()
    };
    let given = docx(&paper).expect("a DOCX");
    // The name of the issuer stands in capitals there, and so does its place.
    let all = ["HOI_DONG", "so", "ten", "y_kien", "table kien_nghi", "?ghi_chu", "nguoi_ky"];
    let mut told = places(&given).expect("read");
    told.retain(|place| all.contains(&place.as_str()));
    assert_eq!(told, all);
    let words = [("HOI_DONG", "HĐND XÃ MẪU TÂM"), ("ten", "Giám sát việc \"cấp nước\""), ("nguoi_ky", "Người Đặt Ra")];
    let values = Values { tables: rows().tables, ..values(&words) };
    let done = fill(&given, &values, LACKING).expect("filled");
    let xml = part_of(&done, "word/document.xml");
    for words in ["HĐND XÃ MẪU TÂM", "Giám sát việc &quot;cấp nước&quot;", "Số: ……/KH-HĐND", "Người Đặt Ra"]
    {
        assert!(xml.contains(words), "{words} in {xml}");
    }
    assert_eq!(read_word(&done).expect("a table").rows[2], ["2", "Đường < 3 m & cầu"]);
    assert!(places(&done).expect("read").is_empty(), "every place is filled");
}

#[test]
fn braces_that_open_no_place_are_told_with_the_words_around_them() {
    for (words, around) in [
        ("Kính gửi {{ten", "Kính gửi {{ten"),
        ("ten}} kính gửi", "ten}} kính gửi"),
        ("{{a {{b}}", "{{a {{b}}"),
        ("}} {{", "}} {{"),
        ("{{}}", "{{}}"),
        ("{{{x}}", "{{{x}}"),
    ] {
        assert_eq!(places(&template(&paragraph(words))), Err(NotRead::Unbalanced(around.into())), "{words}");
    }
    let apart = paragraph("{{ten") + &paragraph("}}");
    assert_eq!(fill(&template(&apart), &values(&[]), LACKING), Err(NotRead::Unbalanced("{{ten".into())));
    let long = format!("{}}}}}{}", "ấ".repeat(90), "ọ".repeat(90));
    let Err(NotRead::Unbalanced(around)) = places(&template(&paragraph(&long))) else { panic!("not balanced") };
    assert_eq!(around.chars().count(), 60);
    assert_eq!(places(&template(&paragraph("một { và } hai"))), Ok(Vec::new()));
}

#[test]
fn places_in_a_box_and_its_copy_for_old_programs_are_both_filled() {
    let box_of = |kind: &str| format!("<mc:{kind}><w:txbxContent>{}</w:txbxContent></mc:{kind}>", paragraph("{{ten}}"));
    let body = format!(
        "<w:p><w:r><w:t>Ngoài {{{{ten}}}}</w:t></w:r><w:r><mc:AlternateContent>{}{}</mc:AlternateContent></w:r></w:p>",
        box_of("Choice"),
        box_of("Fallback")
    );
    let told = filled(&body, &values(&[("ten", "Mẫu")]));
    assert_eq!(words_of(&told), "Ngoài Mẫu\nMẫu\nMẫu");
}

#[test]
fn letters_written_by_number_and_a_mark_of_the_byte_order_move_nothing() {
    let xml = format!("\u{feff}{}", document(&paragraph("A &amp; B &#x1EA5; {{ten}} &lt;")));
    let given = packed(&[("word/document.xml", &xml)]);
    let done = fill(&given, &values(&[("ten", "Đỗ")]), LACKING).expect("filled");
    let told = part_of(&done, "word/document.xml");
    assert_eq!(told, xml.replace("<w:t>", r#"<w:t xml:space="preserve">"#).replace("&#x1EA5; {{ten}}", "ấ Đỗ"));
}

#[test]
fn what_is_no_template_is_refused_with_its_reason() {
    let is_none = |docx: &[u8]| matches!(places(docx), Err(NotRead::NotADocument(_)));
    assert!(is_none(b""));
    assert!(is_none(b"%PDF-1.7"));
    assert!(is_none(&packed(&[("word/other.xml", "<a/>")])));
    assert!(is_none(&template("<w:p>")));
    assert!(is_none(&template("</w:p>")));
    let with = |name: &str, xml: &str| packed(&[("word/document.xml", &document("")), (name, xml)]);
    assert_eq!(places(&with("word/vbaProject.bin", "x")), Err(NotRead::Macros));
    let kind = r#"<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;
    assert_eq!(places(&with("[Content_Types].xml", kind)), Err(NotRead::Macros));
    let declared = r#"<!DOCTYPE w:hdr [<!ENTITY a "b">]><w:hdr><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:hdr>"#;
    assert_eq!(places(&with("word/header1.xml", declared)), Err(NotRead::Declarations));
    let entity = "<w:hdr><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:hdr>";
    assert_eq!(places(&with("word/header1.xml", entity)), Err(NotRead::Declarations));
    assert_eq!(places(&template(&"<w:p>".repeat(100_000))), Err(NotRead::TooLarge));
}

#[test]
fn a_template_that_unpacks_to_too_much_is_refused_and_one_that_is_cut_ends_nothing() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    let blank = vec![b' '; 1024 * 1024];
    for _ in 0..31 {
        archive.write_all(&blank).expect("written");
    }
    let bomb = archive.finish().expect("closed").into_inner();
    assert!(bomb.len() < 100_000);
    assert_eq!(places(&bomb), Err(NotRead::TooLarge));
    let names: Vec<String> = (0..=MOST_PARTS).map(|n| format!("word/{n}.xml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(places(&packed(&many)), Err(NotRead::TooLarge));

    let places_of = |many: usize| template(&paragraph(&"{{ten}}".repeat(many)));
    assert_eq!(places(&places_of(2001)), Err(NotRead::TooLarge));
    let page = "x".repeat(100_000);
    let vast = template(&paragraph("{{ten}}").repeat(1500));
    assert_eq!(fill(&vast, &values(&[("ten", &page)]), LACKING), Err(NotRead::TooLarge));

    let whole = template(&(paragraph("{{ten}}") + &paragraph("{{table kien_nghi}}")));
    for end in 0..whole.len() {
        let _ = fill(&whole[..end], &rows(), LACKING);
    }
    for place in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[place] ^= 0x11;
        let _ = fill(&flipped, &rows(), LACKING);
    }
    let body = document(&(paragraph("{{te") + &paragraph("{{table kien_nghi}}") + &paragraph("n}}{{?x}}")));
    for place in (0..body.len()).filter(|place| body.is_char_boundary(*place)) {
        let cut = packed(&[("word/document.xml", &body[place..])]);
        let _ = fill(&cut, &rows(), LACKING);
    }
}
