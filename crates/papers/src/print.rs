//! Lists on paper: PDF/A-2a and PDF/UA-1 in one file, readable for decades and by a screen reader.
//!
//! The layout is `print.typ`; what people wrote is handed to it as data, never as text of that language, so that nothing written
//! in a record can change a paper or run.

use std::sync::LazyLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Rows that a list on paper has at the most: some three hundred pages.
pub const MOST_PRINTED: usize = 3000;

/// How a piece of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// As the text.
    Plain,
    /// Bold.
    Bold,
    /// Smaller: numbers, places, days.
    Small,
}

/// A piece of a cell, on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it says.
    pub words: String,
    /// How it stands.
    pub style: Style,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
}

/// A column of a list on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedColumn {
    /// Heading.
    pub heading: String,
    /// Its share of the width.
    pub share: u8,
    /// Do its cells stand in the middle?
    pub center: bool,
}

/// A list on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// Why a list could not be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPrinted {
    /// More rows than a paper holds.
    TooLong,
    /// A fault of the program.
    Fault(String),
}

static FACES: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let faces: [&'static [u8]; 4] = [
        include_bytes!("../fonts/Tinos_400Regular.ttf"),
        include_bytes!("../fonts/Tinos_400Regular_Italic.ttf"),
        include_bytes!("../fonts/Tinos_700Bold.ttf"),
        include_bytes!("../fonts/Tinos_700Bold_Italic.ttf"),
    ];
    let faces: Vec<Font> = faces.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
    (LazyHash::new(FontBook::from_fonts(&faces)), faces)
});
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

fn file(name: &str) -> FileId {
    // Both names are ours and are fine.
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("a plain name"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

static LAYOUT: LazyLock<Source> =
    LazyLock::new(|| Source::new(file("print.typ"), include_str!("print.typ").to_owned()));
static DATA: LazyLock<FileId> = LazyLock::new(|| file("list.json"));

/// Everything that the layout can reach: itself, our faces, and the list. No disk, no network, no clock.
struct Room {
    data: Bytes,
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.0
    }

    fn main(&self) -> FileId {
        LAYOUT.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == LAYOUT.id() { Ok(LAYOUT.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.1.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A list as PDF. The same list gives the same bytes.
pub fn pdf(list: &Printed) -> Result<Vec<u8>, NotPrinted> {
    if list.rows.len() > MOST_PRINTED {
        return Err(NotPrinted::TooLong);
    }
    let data = serde_json::to_vec(list).map_err(|error| NotPrinted::Fault(error.to_string()))?;
    let room = Room { data: Bytes::new(data) };
    let made = typst::compile::<PagedDocument>(&room);

    let said = |errors: &[typst::diag::SourceDiagnostic]| {
        NotPrinted::Fault(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
    };
    let document = made.output.map_err(|errors| said(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| NotPrinted::Fault(error.message().to_string()))?;
    let options =
        PdfOptions { creator: Smart::Custom(Some("Diên Hồng".into())), standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| said(&errors));
    // What was kept to make this paper goes, so that the memory does not grow with each.
    drop(document);
    typst::comemo::evict(0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every Vietnamese letter in both cases, with every tone.
    fn letters() -> Vec<char> {
        let vowels = "aăâeêioôơuưy";
        let tones = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];
        let small: Vec<String> = vowels
            .chars()
            .flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}")))
            .chain(["đ".to_owned()])
            .collect();
        let whole = small.iter().flat_map(|letter| [letter.clone(), letter.to_uppercase()]);
        whole.filter_map(|letter| composed(&letter)).filter(|letter| !letter.is_ascii()).collect()
    }

    fn composed(letter: &str) -> Option<char> {
        use unicode_normalization::UnicodeNormalization as _;
        letter.nfc().next()
    }

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
    fn every_vietnamese_letter_stands_in_each_of_our_faces() {
        let letters = letters();
        assert_eq!(letters.len(), 134, "{letters:?}");
        for face in &FACES.1 {
            for letter in &letters {
                assert!(face.info().coverage.contains(u32::from(*letter)), "{letter} in {:?}", face.info().family);
            }
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
