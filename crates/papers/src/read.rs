//! The first sheet of a workbook, or a CSV text, as rows of words.
//!
//! Days come out as 2024-06-08, numbers without a needless fraction. Limits keep a hostile file from filling the memory;
//! each refusal names its reason by a key for the locale files.

mod bounds;

use std::io::Cursor;

pub(crate) use bounds::{MOST_UNPACKED, refuse_over};
use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use quick_xml::events::Event;

/// Rows of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the sheet; empty for CSV.
    pub name: String,
    /// Rows; all cells as words.
    pub rows: Vec<Vec<String>>,
    /// Joined cells: first row, first column, last row, last column.
    pub joined: Vec<(usize, usize, usize, usize)>,
    /// Rows that whoever wrote the sheet hid.
    pub hidden: Vec<usize>,
}

impl Sheet {
    /// Rows of words, nothing joined, nothing hidden.
    pub(crate) fn plain(name: String, rows: Vec<Vec<String>>) -> Self {
        Self { name, rows, joined: Vec::new(), hidden: Vec::new() }
    }

    /// The rows with the words of joined cells in each of them: a heading that spans two columns heads both.
    pub fn filled(&self) -> Vec<Vec<String>> {
        let mut rows = self.rows.clone();
        let mut budget = MOST_FILLED;
        for &(top, left, bottom, right) in &self.joined {
            let words = rows.get(top).and_then(|row| row.get(left)).cloned().unwrap_or_default();
            for row in rows.iter_mut().take(bottom + 1).skip(top) {
                for cell in row.iter_mut().take(right + 1).skip(left) {
                    // A page of words laid over a whole sheet is copied no further than this.
                    budget = budget.saturating_sub(words.len() + 1);
                    if budget == 0 {
                        return rows;
                    }
                    cell.clone_from(&words);
                }
            }
        }
        rows
    }
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadTable {
    /// Not a workbook, or broken.
    NotATable(String),
    /// No rows.
    Empty,
    /// Too many rows or cells.
    TooLarge,
}

impl BadTable {
    /// Key of the sentence in the locale files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotATable(_) => "invalid-file-not-a-table",
            Self::Empty => "invalid-file-empty",
            Self::TooLarge => "invalid-file-too-large",
        }
    }
}

/// Most rows that are read.
pub(crate) const MOST_ROWS: usize = 100_000;
/// Most bytes that joined cells are filled with.
const MOST_FILLED: usize = 64 * 1024 * 1024;
/// Most columns.
pub(crate) const MOST_COLUMNS: usize = 500;
/// Most cells of a sheet, with words or without.
pub(crate) const MOST_CELLS: usize = 5_000_000;
/// Longest cell that is kept; the rest is cut and can be seen to be cut.
const LONGEST_CELL: usize = 40_000;
/// Reads the first sheet that has rows.
pub fn read_workbook(bytes: &[u8]) -> Result<Sheet, BadTable> {
    bounds::refuse(bytes)?;
    let mut workbook =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| BadTable::NotATable(error.to_string()))?;
    for name in workbook.sheet_names() {
        refuse_vast(&mut workbook, &name)?;
        let range = workbook.worksheet_range(&name).map_err(|error| BadTable::NotATable(error.to_string()))?;
        if range.height() > MOST_ROWS || range.width() > MOST_COLUMNS {
            return Err(BadTable::TooLarge);
        }
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(words_of).collect()).collect();
        if rows.iter().any(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty())) {
            let (top, left) = range.start().map_or((0, 0), |(row, column)| (row as usize, column as usize));
            let mut joined = Vec::new();
            if let Sheets::Xlsx(book) = &mut workbook
                && let Ok(regions) = book.merge_cells_by_sheet_name(&name)
            {
                joined.extend(regions.into_iter().filter_map(|one| {
                    let within = |at: u32, from: usize| (at as usize).checked_sub(from);
                    Some((
                        within(one.start.0, top)?,
                        within(one.start.1, left)?,
                        within(one.end.0, top)?,
                        within(one.end.1, left)?,
                    ))
                }));
            }
            let hidden = hidden_rows(bytes, &name).into_iter().filter_map(|row| row.checked_sub(top)).collect();
            return Ok(Sheet { name, rows, joined, hidden });
        }
    }
    Err(BadTable::Empty)
}

/// Two cells at the far corners of a sheet span all cells between them: refused before room is made for those.
fn refuse_vast<R: std::io::Read + std::io::Seek>(workbook: &mut Sheets<R>, name: &str) -> Result<(), BadTable> {
    let Sheets::Xlsx(book) = workbook else { return Ok(()) };
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| BadTable::NotATable(error.to_string()))?;
    let (mut first, mut last): ((u32, u32), (u32, u32)) = ((u32::MAX, u32::MAX), (0, 0));
    while let Some(cell) = cells.next_cell().map_err(|error| BadTable::NotATable(error.to_string()))? {
        let (row, column) = cell.get_position();
        first = (first.0.min(row), first.1.min(column));
        last = (last.0.max(row), last.1.max(column));
    }
    let tall = last.0.saturating_sub(first.0) as usize + 1;
    let wide = last.1.saturating_sub(first.1) as usize + 1;
    if tall > MOST_ROWS || wide > MOST_COLUMNS || tall * wide > MOST_CELLS { Err(BadTable::TooLarge) } else { Ok(()) }
}

/// Rows that are hidden in a sheet of a workbook; none where the file does not say.
fn hidden_rows(bytes: &[u8], sheet: &str) -> Vec<usize> {
    let Some(xml) = part_of_sheet(bytes, sheet).and_then(|part| part_of(bytes, &part)) else { return Vec::new() };
    let mut hidden = Vec::new();
    each_tag(&xml, "row", |said| {
        let is_hidden = said("hidden").is_some_and(|value| value == "1" || value == "true");
        if let Some(row) = said("r").filter(|_| is_hidden).and_then(|row| row.parse::<usize>().ok()) {
            hidden.push(row.saturating_sub(1));
        }
    });
    hidden
}

/// The part that holds a sheet: its name leads to a mark, the mark to the part. Sheets that were moved or deleted leave parts
/// whose numbers tell nothing of their order.
fn part_of_sheet(bytes: &[u8], sheet: &str) -> Option<String> {
    let (mut mark, mut part) = (None, None);
    each_tag(&part_of(bytes, "xl/workbook.xml")?, "sheet", |said| {
        if said("name").as_deref() == Some(sheet) {
            mark = said("r:id");
        }
    });
    let mark = mark?;
    each_tag(&part_of(bytes, "xl/_rels/workbook.xml.rels")?, "Relationship", |said| {
        if said("Id").as_deref() == Some(mark.as_str()) {
            part = said("Target");
        }
    });
    // Targets stand beside the workbook, or are written from the root.
    part.map(|part| part.strip_prefix('/').map_or_else(|| format!("xl/{part}"), str::to_owned))
}

/// Visits every tag of a name, with what it says under the name of an attribute.
fn each_tag(xml: &str, name: &str, mut visit: impl FnMut(&dyn Fn(&str) -> Option<String>)) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == name => visit(&|attribute| {
                let found = tag.try_get_attribute(attribute).ok().flatten()?;
                Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
            }),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Does a packed file have a part? It is not unpacked for that.
pub(crate) fn has_part(bytes: &[u8], name: &str) -> bool {
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(name).is_some())
}

/// A part of a packed file as text.
pub(crate) fn part_of(bytes: &[u8], name: &str) -> Option<String> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name(name).ok()?.take(MOST_UNPACKED).read_to_string(&mut text).ok()?;
    Some(text)
}

fn words_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => cut(text),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(error) => error.to_string(),
        #[expect(unreachable_patterns, reason = "the library may add kinds of cells")]
        _ => String::new(),
    }
}

/// Reads a CSV text; comma, semicolon or tab, whichever the first line has most of.
pub fn read_csv(text: &str) -> Result<Sheet, BadTable> {
    let first = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count())
        .unwrap_or(b',');
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let (mut rows, mut cells) = (Vec::new(), 0);
    for record in reader.records() {
        let record = record.map_err(|error| BadTable::NotATable(error.to_string()))?;
        cells += record.len();
        if rows.len() >= MOST_ROWS || record.len() > MOST_COLUMNS || cells > MOST_CELLS {
            return Err(BadTable::TooLarge);
        }
        rows.push(record.iter().map(cut).collect());
    }
    if rows.is_empty() { Err(BadTable::Empty) } else { Ok(Sheet::plain(String::new(), rows)) }
}

pub(crate) fn cut(text: &str) -> String {
    if text.len() <= LONGEST_CELL { text.to_owned() } else { text.chars().take(LONGEST_CELL).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const LONG: u32 = 2_000_000;

    fn packed() -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(&vec![b'0'; LONG as usize]).expect("written");
        archive.finish().expect("closed").into_inner()
    }

    #[test]
    fn hidden_rows_are_those_of_the_sheet_that_is_read_whatever_its_part_is_called() {
        // The first tab stands in the second part; the first part belongs to a tab behind it.
        let sheet = |hidden: usize| {
            let row = |row: usize| {
                let hide = if row == hidden { " hidden=\"1\"" } else { "" };
                format!(r#"<row r="{row}"{hide}><c r="A{row}" t="inlineStr"><is><t>dòng {row}</t></is></c></row>"#)
            };
            let rows = [row(1), row(2), row(3)].concat();
            format!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
            )
        };
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let link = |id: &str, part: &str| {
            format!(r#"<Relationship Id="{id}" Type="{relations}/worksheet" Target="worksheets/{part}.xml"/>"#)
        };
        let parts = [
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relations}"><sheets><sheet name="Bảng &amp; biểu" sheetId="2" r:id="rId2"/><sheet name="Khác" sheetId="1" r:id="rId1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}{}</Relationships>"#,
                    link("rId1", "sheet1"),
                    link("rId2", "sheet2")
                ),
            ),
            ("xl/worksheets/sheet1.xml", sheet(1)),
            ("xl/worksheets/sheet2.xml", sheet(3)),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            archive.write_all(text.as_bytes()).expect("written");
        }
        let bytes = archive.finish().expect("closed").into_inner();
        let read = read_workbook(&bytes).expect("a table");
        assert_eq!((read.name.as_str(), read.rows.len(), read.hidden), ("Bảng & biểu", 3, vec![2]));
    }

    #[test]
    fn a_file_that_unpacks_to_too_much_is_refused_and_one_that_lies_of_its_size_gains_nothing() {
        let honest = packed();
        assert!(honest.len() < 100_000);
        assert_eq!(refuse_over(&honest, u64::from(LONG)), Ok(()));
        assert_eq!(refuse_over(&honest, 1_000_000), Err(BadTable::TooLarge));
        // The same file, saying of itself that it holds ten bytes: whoever unpacks it gets no more.
        let mut lying = honest;
        let places: Vec<usize> = (0..lying.len() - 4).filter(|&at| lying[at..at + 4] == LONG.to_le_bytes()).collect();
        assert!(!places.is_empty());
        for at in places {
            lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        let mut archive = zip::ZipArchive::new(Cursor::new(&lying)).expect("an archive");
        let mut got = Vec::new();
        let _ = std::io::Read::read_to_end(&mut archive.by_index(0).expect("a part"), &mut got);
        assert!(got.len() <= 64 * 1024, "{} bytes of a part that says ten", got.len());
    }
}
