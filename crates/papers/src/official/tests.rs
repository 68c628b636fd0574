use std::io::Read as _;

use super::layout::LAYOUT;
use super::*;
use crate::{Part, Style};

pub(super) fn cell(words: &str) -> Vec<Part> {
    vec![Part { words: words.to_owned(), style: Style::Plain }]
}

fn column(heading: &str, share: u8, center: bool) -> PrintedColumn {
    PrintedColumn { heading: heading.into(), share, center }
}

pub(super) fn letter(words: &str, rows: usize) -> Official {
    Official {
        language: "vi".into(),
        motto: ["Cộng hòa xã hội chủ nghĩa Việt Nam".into(), "Độc lập - Tự do - Hạnh phúc".into()],
        parent: "Hội đồng nhân dân huyện Mẫu".into(),
        issuer: "Thường trực".into(),
        reference: "Số: 07/CV-HĐND".into(),
        place: "Mẫu Tâm, ngày 20 tháng 6 năm 2024".into(),
        day: (2024, 6, 20),
        title: Title::Letter { about: "V/v đôn đốc thực hiện kết luận giám sát (lần 2)".into() },
        to: Addressed { word: "Kính gửi:".into(), names: vec!["Ủy ban nhân dân huyện Mẫu".into()] },
        lies: Lies::Upright,
        authority: vec!["Hội đồng nhân dân huyện Mẫu".into()],
        grounds: vec!["Căn cứ Luật Tổ chức chính quyền địa phương;".into()],
        body: vec![
            Block::Heading { rank: Rank::Article, words: "1. Những việc đã quá hạn".into() },
            Block::Words { words: words.to_owned() },
            Block::Table {
                columns: vec![column("TT", 8, true), column("Việc", 70, false), column("Hạn", 22, true)],
                rows: std::iter::once(Row::Section { level: 1, words: "A. Giao thông".into() })
                    .chain((1..=rows).map(|n| Row::Cells {
                        cells: vec![cell(&n.to_string()), cell("Nạo vét mương tiêu"), cell("30/4/2024")],
                    }))
                    .collect(),
            },
        ],
        signers: vec![Signer {
            authority: vec!["TM. THƯỜNG TRỰC HĐND".into(), "CHỦ TỊCH".into()],
            name: "Người Đặt Ra".into(),
        }],
        recipients: Addressed { word: "Nơi nhận:".into(), names: vec!["Như trên;".into(), "Lưu: VT.".into()] },
        annexes: vec![Annex {
            word: "Phụ lục".into(),
            title: "Danh mục".into(),
            of: "(Kèm theo Công văn số 07/CV-HĐND)".into(),
            lies: Lies::Across,
            body: vec![Block::Words { words: "Một trang ngang.".into() }],
        }],
        mark: "DỰ THẢO".into(),
    }
}

fn part_of(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut words = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut words).expect("text");
    words
}

/// The words of a DOCX, a paragraph a line, as whoever opens it reads them; fails where it is not well formed.
fn words_of(bytes: &[u8]) -> String {
    use quick_xml::events::Event;
    let document = part_of(bytes, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&document);
    let mut said = String::new();
    loop {
        match reader.read_event().expect("well formed") {
            Event::Text(text) => said.push_str(&text),
            Event::GeneralRef(name) => said.push_str(match &*name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                _ => "\"",
            }),
            Event::End(end) if end.name().as_ref() == "w:p" => said.push('\n'),
            Event::Eof => return said,
            _ => {}
        }
    }
}

#[test]
fn a_paper_comes_as_pdf_for_the_archive_and_as_docx_with_the_same_words() {
    let paper = letter("Thường trực Hội đồng nhân dân đề nghị báo cáo trước ngày 05/7/2024.", 3);
    let bytes = pdf(&paper).expect("a PDF");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let head = String::from_utf8_lossy(&bytes);
    assert!(head.contains("pdfaid:part") && head.contains("pdfuaid:part"), "both standards are declared");
    assert_eq!(bytes, pdf(&paper).expect("again"), "the same paper, the same bytes");

    let bytes = docx(&paper).expect("a DOCX");
    assert_eq!(bytes, docx(&paper).expect("again"), "the same paper, the same bytes");
    let said = words_of(&bytes);
    for words in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/CV-HĐND",
        "V/v đôn đốc thực hiện kết luận giám sát (lần 2)",
        "Kính gửi: Ủy ban nhân dân huyện Mẫu",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Thường trực Hội đồng nhân dân đề nghị báo cáo trước ngày 05/7/2024.",
        "A. Giao thông",
        "CHỦ TỊCH",
        "- Lưu: VT.",
        "(Kèm theo Công văn số 07/CV-HĐND)",
        "DỰ THẢO",
    ] {
        assert!(said.contains(words), "{words} is missing in:\n{said}");
    }
}

#[test]
fn a_docx_has_headings_that_repeat_and_pages_across_for_an_annex() {
    let document = part_of(&docx(&letter("Lời văn.", 300)).expect("a DOCX"), "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(document.matches(r#"w:orient="landscape""#).count(), 1);
    assert_eq!(document.matches("<w:sectPr>").count(), 2);
    assert_eq!(document.matches(r#"<w:pgNumType w:start="1"/>"#).count(), 2, "an annex counts its own pages");
    assert!(document.contains(r#"<w:pStyle w:val="Heading1"/>"#));
}

#[test]
fn what_people_wrote_changes_no_paper_and_runs_nowhere() {
    let hostile = "#panic(\"chạy\") $x$ *đậm* <w:p/> & ]]> \u{b}\u{1} #read(\"/etc/passwd\") 🚜道\ndòng hai\tcột";
    let paper = letter(hostile, 1);
    pdf(&paper).expect("a paper with those words on it");
    let said = words_of(&docx(&paper).expect("a paper with those words on it"));
    assert!(said.contains("#panic(\"chạy\") $x$ *đậm* <w:p/> & ]]>  #read"), "{said}");
}

#[test]
fn headings_never_skip_a_depth() {
    let heading = |rank| Block::Heading { rank, words: "x".into() };
    let words = Block::Words { words: "x".into() };
    let article_first = [heading(Rank::Article), words, heading(Rank::Chapter), heading(Rank::Article)];
    assert_eq!(depths(&article_first), [1, 0, 1, 2]);
    assert_eq!(depths(&[heading(Rank::Article), heading(Rank::Article)]), [1, 1]);
}

#[test]
fn minutes_are_signed_by_two_and_a_paper_may_have_no_signer_and_no_words() {
    let mut paper = letter("Lời văn.", 0);
    paper.title = Title::Named { name: "Biên bản".into(), summary: "Hội nghị tiếp xúc cử tri".into() };
    paper.signers.insert(0, Signer { authority: vec!["THƯ KÝ".into()], name: String::new() });
    pdf(&paper).expect("minutes");
    docx(&paper).expect("minutes");
    let bare = Official { day: (2024, 2, 29), language: "vi".into(), ..Official::default() };
    docx(&bare).expect("an empty paper");
    pdf(&Official { title: Title::Named { name: "Kế hoạch".into(), summary: String::new() }, ..bare })
        .expect("an empty paper");
}

#[test]
fn parts_chapters_and_articles_are_headings_and_an_article_goes_on_in_its_line() {
    let mut paper = letter("Lời văn.", 1);
    let heading = |rank, words: &str| Block::Heading { rank, words: words.into() };
    paper.body = vec![
        heading(Rank::Part, "Phần I\nQuy định chung"),
        heading(Rank::Chapter, "Chương I\nMức chi"),
        heading(Rank::Division, "Mục 1\nMức chi thường xuyên"),
        heading(Rank::Article, "Điều 1. Phạm vi điều chỉnh"),
        Block::Words { words: "1. Một khoản.".into() },
        Block::Article { number: "Điều 2.".into(), words: "Thông qua mức chi.".into() },
    ];
    let document = part_of(&docx(&paper).expect("a DOCX"), "word/document.xml");
    assert!(document.contains("Phần I</w:t><w:br/>") && document.contains("QUY ĐỊNH CHUNG"), "{document}");
    assert!(document.contains(r#"<w:outlineLvl w:val="3"/>"#), "{document}");
}

#[test]
fn pictures_stand_in_the_docx_too() {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" font-family="Tinos" font-size="20"><rect width="150" height="100" fill="#b7dec6"/><text x="10" y="50">Đã trả lời</text></svg>"##;
    let mut paper = letter("Lời văn.", 1);
    paper.body.push(Block::Picture { svg: svg.into(), words: "Đường đi của \"kiến nghị\"".into() });
    paper.annexes[0].body.push(Block::Picture { svg: svg.into(), words: "Lần nữa".into() });
    paper.annexes[0].body.push(Block::Picture { svg: "<svg".into(), words: "Hỏng".into() });
    let bytes = docx(&paper).expect("a DOCX");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a package");
    assert!(archive.by_name("word/media/hinh3.png").is_err(), "what cannot be drawn keeps its words alone");
    let mut png = Vec::new();
    archive.by_name("word/media/hinh1.png").expect("a picture").read_to_end(&mut png).expect("read");
    assert!(png.starts_with(b"\x89PNG"));
    assert!(part_of(&bytes, "word/_rels/document.xml.rels").contains(r#"Target="media/hinh2.png""#));
    let said = words_of(&bytes);
    assert!(said.contains("Lần nữa") && said.contains("Hỏng"), "{said}");
}

#[test]
fn lines_under_words_are_as_long_as_the_decree_asks() {
    let motto = crate::typeset::length("Độc lập - Tự do - Hạnh phúc", (true, false), LAYOUT.part("motto").size);
    assert!((150.0..170.0).contains(&motto), "{motto} points");
    assert!((LAYOUT.lines.motto - 100.0).abs() < 0.1);
    for share in [LAYOUT.lines.issuer, LAYOUT.lines.summary] {
        assert!((33.0..=50.0).contains(&share), "{share} percent is not between a third and a half");
    }
}
