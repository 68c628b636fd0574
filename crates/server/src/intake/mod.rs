//! Intake: published records and spreadsheets brought into a council's register, with a report of what was taken, what
//! was not, and why. Running the same file twice adds nothing.

pub mod pages;
pub mod sheets;
pub mod supervision;

use serde::Serialize;

use crate::app::App;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::Typed;

/// Something in a file that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Where: a line number, or a record's id.
    pub at: String,
    /// Key of the sentence in the locale files.
    pub key: &'static str,
    /// The words that it is about.
    pub words: String,
}

impl Warning {
    /// A warning.
    pub fn new(at: impl Into<String>, key: &'static str, words: impl Into<String>) -> Self {
        Self { at: at.into(), key, words: words.into() }
    }
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// New records.
    pub taken: usize,
    /// Records already there.
    pub unchanged: usize,
    /// New supervisions, where the file holds any.
    pub supervisions: usize,
    /// Records that could not be taken.
    pub refused: usize,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// Reads a file's text; an old font's bytes are named, with a preview of what they probably say.
pub fn text_of(bytes: &[u8]) -> Outcome<String> {
    match words::decode(bytes) {
        Ok(decoded) => Ok(decoded.text),
        Err(encoding) => {
            let preview: String =
                words::to_unicode(&bytes[..bytes.len().min(4000)], encoding).chars().take(80).collect();
            let key = match encoding {
                words::Encoding::Tcvn3 => "invalid-file-tcvn3",
                words::Encoding::Vni => "invalid-file-vni",
                words::Encoding::Windows1258 => "invalid-file-cp1258",
                words::Encoding::Utf8
                | words::Encoding::Utf8Bom
                | words::Encoding::Utf16Le
                | words::Encoding::Utf16Be
                | words::Encoding::Unknown => "invalid-file-encoding",
            };
            Err(Trouble::field("file", key, preview))
        }
    }
}

/// Reads a table from a workbook or a CSV text, whichever the bytes are.
pub fn table_of(bytes: &[u8]) -> Outcome<papers::Sheet> {
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let sheet = if is_workbook { papers::read_workbook(bytes) } else { papers::read_csv(&text_of(bytes)?) };
    sheet.map_err(|bad| Trouble::field("file", bad.key(), ""))
}

/// Reads the table that came with a form, when it is its turn.
pub async fn table_in_turn(app: &App, typed: &Typed) -> Outcome<papers::Sheet> {
    let bytes = typed.file()?.to_vec();
    app.in_turn(move || table_of(&bytes)).await?
}
