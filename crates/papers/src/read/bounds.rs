//! How large a table would become, told before a library makes room for it: a file of a few hundred letters can name a sheet with
//! all the cells that there are, and a program that asks for more memory than the machine has is ended by it.

use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};

use super::{BadTable, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, part_of};

/// Most bytes that a packed workbook may unpack to.
pub const MOST_UNPACKED: u64 = 120 * 1024 * 1024;

/// Refuses a workbook that would take more memory than its words need, or is none that is read here.
pub fn refuse(bytes: &[u8]) -> Result<(), BadTable> {
    const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
    refuse_over(bytes, MOST_UNPACKED)?;
    if bytes.starts_with(OLD) {
        return refuse_old(bytes);
    }
    if !bytes.starts_with(b"PK") {
        return Err(BadTable::NotATable("neither packed nor an old workbook".into()));
    }
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| BadTable::NotATable(error.to_string()))?;
    let names: Vec<String> =
        (0..archive.len()).filter_map(|at| archive.name_for_index(at)?.ok()).map(Into::into).collect();
    if names.iter().any(|name| name.to_lowercase().ends_with("workbook.bin")) {
        return Err(BadTable::NotATable("a binary workbook".into()));
    }
    for name in names.iter().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")) {
        let told = part_of(bytes, name).and_then(|xml| first(&xml, "sst", "uniqueCount"));
        if told.is_some_and(|told| told.trim().parse::<usize>().map_or(!told.trim().is_empty(), |n| n > MOST_CELLS)) {
            return Err(BadTable::TooLarge);
        }
    }
    match part_of(bytes, "content.xml") {
        Some(xml) => refuse_open(&xml),
        None => Ok(()),
    }
}

/// A packed file says how large its parts are; one that unpacks to gigabytes is refused before it is unpacked. One that lies
/// gains nothing: the library that unpacks stops at the size that a part names.
pub fn refuse_over(bytes: &[u8], most: u64) -> Result<(), BadTable> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| BadTable::NotATable(error.to_string()))?;
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| BadTable::NotATable(error.to_string()))?;
        unpacked = unpacked.saturating_add(part.size());
    }
    if unpacked > most { Err(BadTable::TooLarge) } else { Ok(()) }
}

/// What the first tag of a name says under the name of an attribute.
fn first(xml: &str, name: &str, attribute: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                return said(&tag, attribute);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn said(tag: &BytesStart, attribute: &str) -> Option<String> {
    Some(tag.try_get_attribute(attribute).ok()??.value.into_owned())
}

/// Sheets of an open document: rows and cells stand once and say how often they are repeated. Empty ones at the end count for
/// nothing: every program fills the sheet with them.
fn refuse_open(xml: &str) -> Result<(), BadTable> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let times = |tag: &BytesStart, attribute: &str| {
        said(tag, attribute).map_or(1, |n| n.trim().parse::<usize>().unwrap_or(usize::MAX))
    };
    // Of a row: its cells up to the last with words, those that wait for one; of a sheet: the same of rows.
    let (mut wide, mut waiting, mut repeats) = (0_usize, 0_usize, 1_usize);
    let (mut widest, mut tall, mut empty) = (0_usize, 0_usize, 0_usize);
    let mut all = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| BadTable::NotATable(error.to_string()))?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "table-row" => {
                    (wide, waiting, repeats) = (0, 0, times(tag, "table:number-rows-repeated"));
                    if matches!(event, Event::Empty(_)) {
                        empty = empty.saturating_add(repeats);
                    }
                }
                "table-cell" | "covered-table-cell" => {
                    let n = times(tag, "table:number-columns-repeated");
                    // Any attribute of a value, or anything within the cell, may give it words.
                    let says = matches!(event, Event::Start(_))
                        || tag.attributes().flatten().any(|one| one.key.as_ref().starts_with("office:"));
                    waiting = waiting.saturating_add(n);
                    if says {
                        wide = wide.saturating_add(std::mem::take(&mut waiting));
                    }
                }
                "table" => (widest, tall, empty) = (0, 0, 0),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table-row" if wide == 0 => empty = empty.saturating_add(repeats),
                "table-row" => {
                    widest = widest.max(wide);
                    tall = tall.saturating_add(std::mem::take(&mut empty)).saturating_add(repeats);
                }
                "table" => {
                    all = all.saturating_add(tall.saturating_mul(widest));
                    if tall > MOST_ROWS || widest > MOST_COLUMNS || all > MOST_CELLS {
                        return Err(BadTable::TooLarge);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An old workbook (BIFF): each sheet says how large it is, and each cell where it stands.
fn refuse_old(bytes: &[u8]) -> Result<(), BadTable> {
    const SHEET: u16 = 0x0809;
    const SIZE: u16 = 0x0200;
    const CELLS: &[u16] =
        &[0x0006, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e, 0x0406, 0x0206];
    let broken = |error: std::io::Error| BadTable::NotATable(error.to_string());
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let mut book = Vec::new();
    for name in ["/Workbook", "/Book"] {
        if file.is_stream(name) {
            file.open_stream(name).map_err(broken)?.take(MOST_UNPACKED).read_to_end(&mut book).map_err(broken)?;
            break;
        }
    }
    let number = |at: usize| book.get(at..at + 2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
    let long = |at: usize| Some(number(at)? | (number(at + 2)? << 16));
    let (mut at, mut all) = (0, 0_usize);
    // The first and the last row and column of the sheet.
    let (mut rows, mut columns) = ((usize::MAX, 0), (usize::MAX, 0));
    let area = |(top, bottom): (usize, usize), (left, right): (usize, usize)| match (top, left) {
        (usize::MAX, _) | (_, usize::MAX) => 0,
        _ => (bottom.saturating_sub(top) + 1).saturating_mul(right.saturating_sub(left) + 1),
    };
    while let (Some(kind), Some(size)) = (number(at), number(at + 2)) {
        let content = at + 4;
        let kind = u16::try_from(kind).unwrap_or_default();
        if kind == SHEET {
            all = all.saturating_add(area(rows, columns));
            (rows, columns) = ((usize::MAX, 0), (usize::MAX, 0));
        } else if kind == SIZE {
            // Rows as four bytes each, then columns as two; in the oldest files all as two.
            let told = if size >= 14 {
                [long(content), long(content + 4), number(content + 8), number(content + 10)]
            } else {
                [0, 2, 4, 6].map(|from| number(content + from))
            };
            let [top, bottom, left, right] = told.map(Option::unwrap_or_default);
            // What is told is believed at once: the library makes room for it.
            if area((top, bottom), (left, right)) > MOST_CELLS {
                return Err(BadTable::TooLarge);
            }
        } else if CELLS.contains(&kind)
            && let (Some(row), Some(column)) = (number(content), number(content + 2))
        {
            rows = (rows.0.min(row), rows.1.max(row));
            columns = (columns.0.min(column), columns.1.max(column));
        }
        if all.saturating_add(area(rows, columns)) > MOST_CELLS {
            return Err(BadTable::TooLarge);
        }
        at = content + size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::read_workbook;
    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, words) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            archive.write_all(words.as_bytes()).expect("written");
        }
        archive.finish().expect("a package").into_inner()
    }

    #[test]
    fn a_small_file_that_asks_for_all_the_memory_is_refused_before_room_is_made() {
        for count in ["100000000000", "9223372036854775807", "99999999999999999999999"] {
            let strings = format!(r#"<sst xmlns="x" count="1" uniqueCount="{count}"><si><t>a</t></si></sst>"#);
            let book = packed(&[
                (
                    "_rels/.rels",
                    r#"<Relationships xmlns="x"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
                ),
                ("xl/workbook.xml", r#"<workbook xmlns="x"><sheets/></workbook>"#),
                ("xl/sharedStrings.xml", &strings),
            ]);
            assert_eq!(read_workbook(&book), Err(BadTable::TooLarge), "{count}");
        }
        let odd = packed(&[("xl/workbook.bin", "x")]);
        assert!(matches!(read_workbook(&odd), Err(BadTable::NotATable(_))));
        assert!(matches!(read_workbook(b"neither"), Err(BadTable::NotATable(_))));
    }

    #[test]
    fn an_open_document_that_repeats_a_cell_over_the_whole_sheet_is_refused_and_its_usual_empty_end_is_not() {
        let sheet = |rows: &str| {
            format!(
                r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
            )
        };
        let cell = r#"<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>"#;
        let usual = format!(
            r#"<table:table-row>{cell}<table:table-cell table:number-columns-repeated="16383"/></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#
        );
        assert_eq!(refuse_open(&sheet(&usual)), Ok(()));
        let apart = format!(
            r#"<table:table-row><table:table-cell table:number-columns-repeated="16000"/>{cell}</table:table-row>"#
        );
        assert_eq!(refuse_open(&sheet(&apart)), Err(BadTable::TooLarge));
        let tall = format!(
            r#"<table:table-row>{cell}</table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row>{cell}</table:table-row>"#
        );
        assert_eq!(refuse_open(&sheet(&tall)), Err(BadTable::TooLarge));
        let many = format!(r#"<table:table-row table:number-rows-repeated="99999999999">{cell}</table:table-row>"#);
        assert_eq!(refuse_open(&sheet(&many)), Err(BadTable::TooLarge));
    }

    #[test]
    fn an_old_workbook_that_says_it_is_vast_or_has_cells_far_apart_is_refused() {
        let record = |kind: u16, content: &[u8]| {
            let size = u16::try_from(content.len()).expect("short").to_le_bytes();
            [&kind.to_le_bytes()[..], &size, content].concat()
        };
        let book = |records: &[Vec<u8>]| {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
            file.create_stream("/Workbook").expect("a stream").write_all(&records.concat()).expect("written");
            file.flush().expect("flushed");
            file.into_inner().into_inner()
        };
        let begins = record(0x0809, &[0; 16]);
        let size = |rows: u32, columns: u16| {
            record(
                0x0200,
                &[&0_u32.to_le_bytes()[..], &rows.to_le_bytes(), &0_u16.to_le_bytes(), &columns.to_le_bytes(), &[0, 0]]
                    .concat(),
            )
        };
        let cell =
            |row: u16, column: u16| record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat());
        assert_eq!(refuse(&book(&[begins.clone(), size(300, 20), cell(0, 0), cell(299, 19)])), Ok(()));
        assert_eq!(refuse(&book(&[begins.clone(), size(u32::MAX, u16::MAX)])), Err(BadTable::TooLarge));
        let far = [begins.clone(), cell(0, 0), cell(65_535, 255)];
        assert_eq!(refuse(&book(&far)), Err(BadTable::TooLarge));
        let sheets: Vec<Vec<u8>> = (0..40).flat_map(|_| [begins.clone(), cell(0, 0), cell(65_535, 3)]).collect();
        assert_eq!(refuse(&book(&sheets)), Err(BadTable::TooLarge), "sheets are read together");
    }
}
