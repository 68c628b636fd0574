//! Setting type: a layout of ours and what people wrote become PDF/A-2a and PDF/UA-1 in one file, readable for decades and by a
//! screen reader.
//!
//! What people wrote is handed to the layout as data, never as text of its language, so that nothing written in a record can
//! change a paper or run.

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why a paper could not be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPrinted {
    /// More rows than a paper holds.
    TooLong,
    /// A fault of the program.
    Fault(String),
}

/// Sets data by a layout. The same data gives the same bytes.
pub fn typeset(layout: &Source, given: (&str, &impl Serialize)) -> Result<Vec<u8>, NotPrinted> {
    let document = pages(layout, given)?;
    // What was kept to set the pages makes room for the file.
    typst::comemo::evict(0);
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

/// Sets data by a layout, page by page.
pub fn pages(layout: &Source, (name, data): (&str, &impl Serialize)) -> Result<PagedDocument, NotPrinted> {
    let fault = |error: serde_json::Error| NotPrinted::Fault(error.to_string());
    let data = {
        let mut data = serde_json::to_value(data).map_err(fault)?;
        show(&mut data);
        serde_json::to_vec(&data).map_err(fault)?
    };
    let room = Room { layout, name: file(name), data: Bytes::new(data) };
    typst::compile::<PagedDocument>(&room).output.map_err(|errors| said(&errors))
}

fn said(errors: &[typst::diag::SourceDiagnostic]) -> NotPrinted {
    NotPrinted::Fault(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

/// Puts a box in place of each letter that our faces do not have, and leaves out what is no letter: an archive takes no paper
/// with a letter that cannot be shown, and one picture in a voter's words must not stop a table of three hundred.
fn show(data: &mut Value) {
    match data {
        Value::String(words) if !words.chars().all(is_shown) => {
            *words = words
                .chars()
                .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
                .map(|letter| if is_shown(letter) { letter } else { LACKING })
                .collect();
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::Array(all) => all.iter_mut().for_each(show),
        Value::Object(all) => all.values_mut().for_each(show),
    }
}

/// Stands for a letter that our faces do not have.
const LACKING: char = '□';

/// Letters for private use are not shown, even where our faces have them: an archive takes none (PDF/A-2, 6.2.11.7.3).
fn is_shown(letter: char) -> bool {
    let private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    matches!(letter, '\n' | '\t')
        || !private && FACES.1.iter().all(|face| face.info().coverage.contains(u32::from(letter)))
}

/// Upright, italic, bold, bold italic.
static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Tinos_400Regular.ttf"),
    include_bytes!("../fonts/Tinos_400Regular_Italic.ttf"),
    include_bytes!("../fonts/Tinos_700Bold.ttf"),
    include_bytes!("../fonts/Tinos_700Bold_Italic.ttf"),
];
static FACES: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let faces: Vec<Font> = FILES.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
    (LazyHash::new(FontBook::from_fonts(&faces)), faces)
});
/// How long words are when they are set on one line, in points, in a bold or an italic face.
pub fn length(words: &str, (bold, italic): (bool, bool), size: f64) -> f64 {
    static READ: LazyLock<Vec<ttf_parser::Face<'static>>> =
        LazyLock::new(|| FILES.into_iter().filter_map(|file| ttf_parser::Face::parse(file, 0).ok()).collect());
    let Some(face) = READ.get(usize::from(bold) * 2 + usize::from(italic)) else { return 0.0 };
    let advance = |letter| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(0);
    let all: f64 = words.chars().map(advance).map(f64::from).sum();
    all / f64::from(face.units_per_em()) * size
}

/// A picture as PNG.
#[derive(Debug)]
pub struct Drawn {
    /// The file.
    pub png: Vec<u8>,
    /// Its height in dots.
    pub high: u32,
}

/// Draws a picture with our faces, so many dots wide; none where it cannot be read or is too high for any page.
pub fn drawn(svg: &str, wide: u32) -> Option<Drawn> {
    const HIGHEST: f32 = 4.0;
    let mut options = resvg::usvg::Options::default();
    let faces = options.fontdb_mut();
    for face in FILES {
        faces.load_font_source(resvg::usvg::fontdb::Source::Binary(std::sync::Arc::new(face)));
    }
    let tree = resvg::usvg::Tree::from_str(svg, &options).ok()?;
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "dots of a page")]
    let across = wide as f32;
    let scale = across / size.width();
    let high = (size.height() * scale).round();
    if !(1.0..=across * HIGHEST).contains(&high) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range just asked for")]
    let high = high as u32;
    let mut dots = resvg::tiny_skia::Pixmap::new(wide, high)?;
    dots.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut dots.as_mut());
    Some(Drawn { png: dots.encode_png().ok()?, high })
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

fn file(name: &str) -> FileId {
    // Both names are ours and are fine.
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("a plain name"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// A layout of ours, by its name.
pub fn layout(name: &str, words: &str) -> Source {
    Source::new(file(name), words.to_owned())
}

/// Everything that a layout can reach: itself, our faces, and what is to be set. No disk, no network, no clock.
struct Room<'a> {
    layout: &'a Source,
    name: FileId,
    data: Bytes,
}

impl World for Room<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.0
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.name { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.1.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
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
    fn a_letter_that_no_face_has_becomes_a_box_and_stops_no_paper() {
        let mut data = serde_json::json!({ "words": ["đường 🚜 hỏng\u{1}", "道"], "n": 1 });
        show(&mut data);
        assert_eq!(data, serde_json::json!({ "words": ["đường □ hỏng", "□"], "n": 1 }));
        assert!(is_shown(LACKING), "the box itself can be shown");
    }
}
