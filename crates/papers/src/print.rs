//! Lists on paper: PDF/A-2a and PDF/UA-1 in one file, readable for decades and by a screen reader.
//!
//! The layout is `print.typ`; what people wrote is handed to it as data, never as text of that language, so that nothing written
//! in a record can change a paper or run.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use typst::syntax::Source;

use crate::typeset::{NotPrinted, layout, typeset};

/// Rows that a list on paper has at the most: some three hundred pages.
pub const MOST_PRINTED: usize = 3000;

/// How a piece of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// As the text.
    Plain,
    /// Bold.
    Bold,
    /// Smaller: numbers, places, days.
    Small,
    /// On the ground of a share that is met.
    Met,
    /// Of one that is close.
    Close,
    /// Of one that falls short.
    Short,
}

impl Style {
    /// The grounds of shares, red, green and blue in sixteens; their words say the share too, for whoever prints in grey.
    pub const GROUNDS: [(Self, &'static str); 3] =
        [(Self::Met, "b7dec6"), (Self::Close, "f6e3b4"), (Self::Short, "f0c4bb")];

    /// Its ground; none for words on white.
    pub fn ground(self) -> Option<&'static str> {
        Self::GROUNDS.iter().find(|(style, _)| *style == self).map(|(_, ground)| *ground)
    }
}

/// A piece of a cell, on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it says.
    pub words: String,
    /// How it stands.
    pub style: Style,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Row {
    /// A heading over all columns.
    Section {
        /// 1 for a chief heading, 2 for one under it.
        level: u8,
        /// The heading.
        words: String,
    },
    /// One cell for each column.
    Cells {
        /// The cells, each of its pieces.
        cells: Vec<Vec<Part>>,
    },
    /// The sums below all rows, which do not stand on a page alone.
    Sum {
        /// The cells, each of its pieces.
        cells: Vec<Vec<Part>>,
    },
}

impl Row {
    /// Its cells; none for a heading.
    pub fn cells_mut(&mut self) -> &mut [Vec<Part>] {
        match self {
            Self::Section { .. } => &mut [],
            Self::Cells { cells } | Self::Sum { cells } => cells,
        }
    }
}

/// A column of a list on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedColumn {
    /// Heading.
    pub heading: String,
    /// Its share of the width.
    pub share: u8,
    /// Do its cells stand in the middle?
    pub center: bool,
}

/// A list on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// `vi` or `en`.
    pub language: String,
    /// Who issues it, in capitals as on letters.
    pub issuer: String,
    /// The name of the State and its motto, which every paper carries.
    pub motto: [String; 2],
    /// What it is.
    pub title: String,
    /// A line under the title: of which days, and that it is an illustration where it is one.
    pub note: String,
    /// The day on which it is made: year, month, day.
    pub day: (i16, i8, i8),
    /// The columns.
    pub columns: Vec<PrintedColumn>,
    /// The rows.
    pub rows: Vec<Row>,
    /// A line under the table; empty for none.
    pub closing: String,
}

/// A list as PDF. The same list gives the same bytes.
pub fn pdf(list: &Printed) -> Result<Vec<u8>, NotPrinted> {
    if list.rows.len() > MOST_PRINTED {
        return Err(NotPrinted::TooLong);
    }
    typeset(&LAYOUT, ("list.json", list))
}

static LAYOUT: LazyLock<Source> = LazyLock::new(|| layout("print.typ", include_str!("print.typ")));

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &str, rows: usize) -> Printed {
        let part = |words: &str, style| Part { words: words.to_owned(), style };
        let row = |n: usize| Row::Cells {
            cells: vec![
                vec![part(&n.to_string(), Style::Plain)],
                vec![part(words, Style::Plain), part("thôn Đông Giả, xã Mẫu Tâm", Style::Small)],
            ],
        };
        let column = |heading: &str, share, center| PrintedColumn { heading: heading.into(), share, center };
        Printed {
            language: "vi".into(),
            issuer: "HỘI ĐỒNG NHÂN DÂN HUYỆN MẪU".into(),
            motto: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".into(), "Độc lập - Tự do - Hạnh phúc".into()],
            title: "Tổng hợp kiến nghị của cử tri".into(),
            note: "Số liệu minh họa".into(),
            day: (2024, 6, 20),
            columns: vec![column("TT", 6, true), column("Nội dung kiến nghị", 94, false)],
            rows: std::iter::once(Row::Section { level: 1, words: "A. Cấp xã".into() })
                .chain((1..=rows).map(row))
                .collect(),
            closing: String::new(),
        }
    }

    #[test]
    fn a_list_becomes_one_file_for_the_archive_and_for_a_screen_reader() {
        let bytes = pdf(&list("Đề nghị nạo vét mương tiêu", 40)).expect("a paper");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1.7"));
        assert!(text.contains("pdfaid:part") && text.contains("pdfuaid:part"), "both standards are declared");
        assert_eq!(
            bytes,
            pdf(&list("Đề nghị nạo vét mương tiêu", 40)).expect("again"),
            "the same list, the same bytes"
        );
    }

    #[test]
    fn what_people_wrote_is_never_read_as_commands() {
        let hostile = "#panic(\"chạy\") $x^2$ *đậm* _nghiêng_ \\ <nhãn> @ai = đầu - dòng /* #read(\"/etc/passwd\") */";
        pdf(&list(hostile, 3)).expect("a paper with those words on it");
    }

    #[test]
    fn a_list_that_no_paper_holds_is_refused() {
        assert_eq!(pdf(&list("Đề nghị", MOST_PRINTED)), Err(NotPrinted::TooLong));
    }
}
