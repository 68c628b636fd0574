//! A template that an office made itself in Word (DOCX), filled with the words and tables of a paper.
//!
//! Places are written in it as in our own forms (`forms.rs`): `{{name}}`; `{{?name}}`, whose paragraph is left out where there is
//! nothing; `{{table name}}`, alone in its paragraph, which becomes a table. They may stand in the text, in cells, in headers and
//! in footers, and Word may have cut them into several runs. Everything else of the file stays as the office made it, byte for
//! byte: a part of the file without places is copied as it is packed. A template with macros is refused and none is ever run.
//! This file opens and closes the package; `own/part.rs` reads a part and `own/filling.rs` fills it. Law: Nghị định
//! 30/2020/NĐ-CP, Phụ lục I and III, whose layout the template itself has to keep: nothing here looks at it.

mod filling;
mod part;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};

use zip::read::ZipFile;
use zip::{ZipArchive, ZipWriter};

use crate::forms::Values;
use part::Part;

/// Most bytes to which one part of a template unpacks.
const MOST_OF_A_PART: u64 = 30 * 1024 * 1024;
/// Most bytes to which all parts unpack that are read.
const MOST_UNPACKED: u64 = 60 * 1024 * 1024;
/// Most parts.
const MOST_PARTS: usize = 2000;

/// Why a template is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// No Word document, or a broken one: how it is broken, for the log.
    NotADocument(String),
    /// It holds macros.
    Macros,
    /// It declares words of its own (DTD), which no Word document does.
    Declarations,
    /// It unpacks to too much, has too many places, or would become too long.
    TooLarge,
    /// Braces that open no place or close none: the words around them.
    Unbalanced(String),
    /// The place of a table does not stand alone in a paragraph: the words of that paragraph.
    TableNotAlone(String),
}

/// Every place of a template once, in the order of the file, as it stands between the braces: `name`, `?name`, `table name`.
pub fn places(docx: &[u8]) -> Result<Vec<String>, NotRead> {
    let mut archive = opened(docx)?;
    let (mut all, mut known) = (Vec::new(), BTreeSet::new());
    for xml in filled_parts(&mut archive)?.into_iter().flatten() {
        for place in filling::places(&Part::read(&xml)?)? {
            if known.insert(place.clone()) {
                all.push(place);
            }
        }
    }
    Ok(all)
}

/// Fills a template. Where a word is lacking or a table has no rows stands `lacking`. The same template and the same words give
/// the same bytes.
pub fn fill(docx: &[u8], values: &Values, lacking: &str) -> Result<Vec<u8>, NotRead> {
    let mut archive = opened(docx)?;
    let parts = filled_parts(&mut archive)?;
    let mut written = ZipWriter::new(Cursor::new(Vec::with_capacity(docx.len())));
    for (at, xml) in parts.into_iter().enumerate() {
        let filled = match &xml {
            Some(xml) => Some(filling::filled(&Part::read(xml)?, (values, lacking))?).filter(|filled| filled != xml),
            None => None,
        };
        let packed = archive.by_index_raw(at).map_err(broken)?;
        match filled {
            None => written.raw_copy_file(packed).map_err(broken)?,
            Some(filled) => {
                let options = packed.options().compression_method(zip::CompressionMethod::Deflated);
                let name = packed.name().map_err(broken)?.into_owned();
                drop(packed);
                written.start_file(name, options).map_err(broken)?;
                written.write_all(filled.as_bytes()).map_err(broken)?;
            }
        }
    }
    Ok(written.finish().map_err(broken)?.into_inner())
}

type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The package, where it is a document without macros and of a size that can be unpacked.
fn opened(docx: &[u8]) -> Result<Package<'_>, NotRead> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).map_err(broken)?;
    if archive.len() > MOST_PARTS {
        return Err(NotRead::TooLarge);
    }
    if archive.index_for_name("word/document.xml").is_none() {
        return Err(NotRead::NotADocument("no word/document.xml".to_owned()));
    }
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        if name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml") {
            return Err(NotRead::Macros);
        }
        if part.size() > MOST_OF_A_PART {
            return Err(NotRead::TooLarge);
        }
        if is_filled(&name) {
            unpacked = unpacked.saturating_add(part.size());
        }
    }
    if unpacked > MOST_UNPACKED {
        return Err(NotRead::TooLarge);
    }
    if let Some(at) = archive.index_for_name("[Content_Types].xml") {
        let kinds = words(archive.by_index(at).map_err(broken)?)?;
        if kinds.to_lowercase().contains("macroenabled") {
            return Err(NotRead::Macros);
        }
    }
    Ok(archive)
}

/// The words of each part that has places, in the order of the package; none for the others.
fn filled_parts(archive: &mut Package) -> Result<Vec<Option<String>>, NotRead> {
    let mut all = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let is_filled = is_filled(&archive.by_index_raw(at).map_err(broken)?.name().map_err(broken)?);
        all.push(if is_filled { Some(words(archive.by_index(at).map_err(broken)?)?) } else { None });
    }
    Ok(all)
}

/// Are places filled in a part of this name?
fn is_filled(name: &str) -> bool {
    let Some(name) = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml")) else { return false };
    let numbered = |kind| name.strip_prefix(kind).is_some_and(|number| number.bytes().all(|one| one.is_ascii_digit()));
    name == "document" || numbered("header") || numbered("footer")
}

/// The words of a part. The size that the package tells of it was looked at, and is not believed.
fn words(part: ZipFile<'_, Cursor<&[u8]>>) -> Result<String, NotRead> {
    let mut bytes = Vec::new();
    part.take(MOST_OF_A_PART + 1).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() as u64 > MOST_OF_A_PART {
        return Err(NotRead::TooLarge);
    }
    String::from_utf8(bytes).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> NotRead {
    NotRead::NotADocument(error.to_string())
}

#[cfg(test)]
mod tests;
