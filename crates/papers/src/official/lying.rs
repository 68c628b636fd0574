//! How papers lie on their pages, read from the pages themselves: every letter has a shape, nothing runs over a margin, no cell touches
//! another, a heading stands with what is under it, the headings of a table on each page that it goes on to.

use typst::foundations::NativeElement as _;
use typst::introspection::Introspector as _;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

use super::layout::LAYOUT;
use super::pdf::pages;
use super::tests::{cell, letter};
use super::*;

/// A piece of text: page, left and right end, its line, what it says; in points.
#[derive(Debug, Clone)]
struct Said {
    page: usize,
    from: f64,
    to: f64,
    line: f64,
    words: String,
}

fn said(document: &PagedDocument) -> Vec<Said> {
    fn walk(frame: &Frame, at: Point, page: usize, all: &mut Vec<Said>) {
        for (place, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let moved = Point::new(group.transform.tx, group.transform.ty);
                    walk(&group.frame, at + *place + moved, page, all);
                }
                FrameItem::Text(text) => {
                    assert!(
                        text.glyphs.iter().all(|glyph| glyph.id != 0),
                        "a letter without a shape in “{}”",
                        text.text
                    );
                    let from = (at + *place).x.to_pt();
                    // A space at the end of a line hangs over its margin and is not seen.
                    let spaces = text.text.chars().rev().take_while(|letter| letter.is_whitespace()).count();
                    let seen = &text.glyphs[..text.glyphs.len().saturating_sub(spaces)];
                    let long: f64 = seen.iter().map(|glyph| glyph.x_advance.at(text.size).to_pt()).sum();
                    let (to, line) = (from + long, (at + *place).y.to_pt());
                    all.push(Said { page, from, to, line, words: text.text.to_string() });
                }
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    for (page, laid) in document.pages().iter().enumerate() {
        walk(&laid.frame, Point::zero(), page, &mut all);
    }
    all
}

/// Fails where words run over a margin, or over other words of their line.
fn within(document: &PagedDocument, all: &[Said]) {
    let millimetres = |length: f64| length * 72.0 / 25.4;
    let page = &LAYOUT.page;
    for one in all {
        let wide = document.pages()[one.page].frame.size().x.to_pt();
        let (left, right) = (millimetres(page.left) - 1.0, wide - millimetres(page.right) + 1.0);
        assert!(one.from >= left && one.to <= right, "over the margin: {one:?}");
    }
    for (n, one) in all.iter().enumerate() {
        let beside = |other: &&Said| other.page == one.page && (other.line - one.line).abs() < 1.0;
        for other in all[n + 1..].iter().filter(beside) {
            assert!(other.from >= one.to - 0.5 || other.to <= one.from + 0.5, "{one:?} and {other:?} touch");
        }
    }
}

fn table(rows: usize, words: &str) -> Block {
    let column = |heading: &str, share, center| PrintedColumn { heading: heading.into(), share, center };
    let row =
        |n: usize| Row::Cells { cells: vec![cell(&n.to_string()), cell(words), cell("30/4/2024"), cell("UBND xã")] };
    Block::Table {
        columns: vec![
            column("STT", 8, true),
            column("Kiến nghị của cử tri", 50, false),
            column("Thời hạn", 20, true),
            column("Cơ quan", 22, false),
        ],
        rows: (1..=rows).map(row).collect(),
    }
}

#[test]
fn a_table_of_three_hundred_rows_repeats_its_headings_and_keeps_to_its_margins() {
    let mut paper = letter("Lời văn.", 1);
    let long = "Nạo vét mương tiêu thôn Đông Giả, xã Mẫu Tâm, đoạn từ cầu Đò đến trạm bơm Nghĩa Trang ".repeat(3);
    paper.body.push(table(300, &long));
    paper.annexes[0].body = vec![table(300, &long)];
    let document = pages(&paper);
    let all = said(&document);
    within(&document, &all);
    let of = |words: &str| all.iter().filter(|one| one.words == words).map(|one| one.page).collect::<Vec<_>>();
    let (heads, days) = (of("Thời hạn"), of("30/4/2024"));
    assert!(days.len() >= 600, "{} rows", days.len());
    for page in &days {
        assert!(heads.contains(page), "page {page} has rows without headings");
    }
    assert!(heads.len() >= 40, "{} pages", heads.len());
    for number in 1..=300 {
        assert!(of(&number.to_string()).len() >= 2, "row {number} is missing");
    }
}

#[test]
fn a_heading_never_stands_alone_at_the_end_of_a_page() {
    for lines in 20..64 {
        let mut paper = letter("Lời văn.", 1);
        let line = Block::Words { words: "Một dòng.".into() };
        paper.body = vec![line.clone(); lines];
        paper.body.push(Block::Heading { rank: Rank::Article, words: "9. Đầu mục ở cuối trang".into() });
        paper.body.push(Block::Words { words: "Lời ngay dưới đầu mục.".into() });
        paper.body.extend(vec![line; 5]);
        let all = said(&pages(&paper));
        let page = |words: &str| all.iter().find(|one| one.words.contains(words)).map(|one| one.page);
        assert_eq!(page("Đầu mục"), page("ngay dưới"), "after {lines} lines");
        assert!(page("CHỦ TỊCH") == page("Người Đặt Ra"), "the signature is not torn apart");
    }
}

#[test]
fn every_form_of_a_head_keeps_to_its_columns_and_headings_are_bookmarks() {
    let mut paper = letter("Lời văn dài. ".repeat(40).as_str(), 3);
    for issuer in
        ["Thường trực", "Ban Kinh tế - Ngân sách Hội đồng nhân dân thành phố trực thuộc trung ương rất dài tên"]
    {
        paper.issuer = issuer.into();
        for title in [
            Title::Letter {
                about: "V/v đôn đốc thực hiện kết luận giám sát việc quản lý, sử dụng kinh phí (lần 2)".into(),
            },
            Title::Named {
                name: "Nghị quyết".into(), summary: "Về Chương trình giám sát năm 2026 ".repeat(4)
            },
        ] {
            paper.title = title;
            paper.body.insert(0, Block::Article { number: "Điều 1.".into(), words: "Thông qua.".into() });
            paper.body.insert(0, Block::Heading { rank: Rank::Chapter, words: "Chương I\nQuy định chung".into() });
            let document = pages(&paper);
            within(&document, &said(&document));
            let named = usize::from(matches!(paper.title, Title::Named { .. }));
            let headings = document.introspector().query(&HeadingElem::ELEM.select());
            let asked = paper.body.iter().filter(|block| block.rank().is_some()).count();
            assert_eq!(headings.len(), asked + named + paper.annexes.len(), "headings are what bookmarks are made of");
        }
    }
}

#[test]
fn pages_are_numbered_from_the_second_on_and_each_annex_counts_its_own() {
    let mut paper = letter("Lời văn.", 1);
    let long = Block::Words { words: "Một đoạn dài của văn bản. ".repeat(60) };
    paper.body = vec![long.clone(); 6];
    let mut annex = paper.annexes[0].clone();
    annex.body = vec![long; 6];
    annex.lies = Lies::Upright;
    paper.annexes.push(annex);
    let document = pages(&paper);
    // The number stands alone on the uppermost line.
    let all = said(&document);
    let number = |page: usize| {
        let first = all.iter().filter(|one| one.page == page).min_by(|a, b| a.line.total_cmp(&b.line));
        first.and_then(|one| one.words.parse::<usize>().ok())
    };
    let numbers: Vec<Option<usize>> = (0..document.pages().len()).map(number).collect();
    let begins = |words: &str| all.iter().find(|one| one.words.contains(words)).map(|one| one.page).expect("a page");
    let (across, upright) =
        (begins("Phụ lục"), all.iter().rfind(|one| one.words.contains("Phụ lục")).expect("it").page);
    assert_eq!(numbers[..2], [None, Some(2)], "{numbers:?}");
    assert_eq!((numbers[across], numbers[upright], numbers[upright + 1]), (None, None, Some(2)), "{numbers:?}");
}
