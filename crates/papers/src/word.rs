//! The largest table of a Word document as rows of words: joined cells told, a table within a cell read as words of that cell.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use crate::read::{
    BadTable, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, Sheet, cut, has_part, part_of, refuse_over,
};

/// How deep tables stand within each other at the most.
const DEEPEST: usize = 20;

/// A table that is being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    joined: Vec<(usize, usize, usize, usize)>,
    /// The latest join that begins in a column.
    latest: BTreeMap<usize, usize>,
    cell: String,
    /// Columns that the cell takes.
    wide: usize,
    /// Does the cell go on from the one above?
    goes_on: bool,
}

impl Table {
    fn end_cell(&mut self) {
        let words = cut(self.cell.trim());
        let (row, wide) = (self.rows.len().saturating_sub(1), self.wide.max(1));
        let Some(cells) = self.rows.last_mut() else { return };
        let at = cells.len();
        if at + wide > MOST_COLUMNS {
            return;
        }
        cells.push(words);
        cells.extend(std::iter::repeat_n(String::new(), wide - 1));
        if self.goes_on && row > 0 {
            // The cell above, or the one that it goes on from in its turn, gets one row more.
            let latest = self.latest.get(&at).and_then(|&place| self.joined.get_mut(place));
            match latest.filter(|one| one.2 + 1 == row) {
                Some(known) => known.2 = row,
                None => self.join((row - 1, at, row, at + wide - 1)),
            }
        } else if wide > 1 {
            self.join((row, at, row, at + wide - 1));
        }
        self.cell.clear();
        self.wide = 1;
        self.goes_on = false;
    }

    fn join(&mut self, one: (usize, usize, usize, usize)) {
        self.latest.insert(one.1, self.joined.len());
        self.joined.push(one);
    }
}

/// Is this a Word document?
pub fn is_word(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && has_part(bytes, "word/document.xml")
}

/// Reads the table with most cells of a Word document.
pub fn read_word(bytes: &[u8]) -> Result<Sheet, BadTable> {
    refuse_over(bytes, MOST_UNPACKED)?;
    let xml = part_of(bytes, "word/document.xml").ok_or_else(|| BadTable::NotATable("no document".into()))?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut open, mut best): (Vec<Table>, Option<Table>) = (Vec::new(), None);
    let (mut in_text, mut cells) = (false, 0);
    loop {
        let event = reader.read_event().map_err(|error| BadTable::NotATable(error.to_string()))?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "tbl" if open.len() >= DEEPEST => return Err(BadTable::TooLarge),
                "tbl" => open.push(Table { wide: 1, ..Table::default() }),
                "tr" => {
                    if let Some(table) = open.last_mut() {
                        if table.rows.len() >= MOST_ROWS {
                            return Err(BadTable::TooLarge);
                        }
                        table.rows.push(Vec::new());
                    }
                }
                "t" => in_text = true,
                _ => {}
            },
            Event::Empty(tag) => {
                let value = tag.try_get_attribute("w:val").ok().flatten();
                let value = value.map(|one| one.value.into_owned());
                if let Some(table) = open.last_mut() {
                    match tag.local_name().as_ref() {
                        "gridSpan" => {
                            table.wide = value.and_then(|n| n.parse().ok()).map_or(1, |n: usize| n.clamp(1, 100));
                        }
                        "vMerge" => table.goes_on = value.is_none_or(|word| word == "continue"),
                        "br" | "tab" => table.cell.push(' '),
                        _ => {}
                    }
                }
            }
            Event::Text(text) if in_text => {
                if let Some(table) = open.last_mut() {
                    table.cell.push_str(&text);
                }
            }
            Event::GeneralRef(entity) if in_text => {
                if let (Some(table), Some(one)) = (open.last_mut(), named(&entity)) {
                    table.cell.push(one);
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" => {
                    if let Some(table) = open.last_mut().filter(|table| !table.cell.is_empty()) {
                        table.cell.push(' ');
                    }
                }
                "tc" => {
                    if let Some(table) = open.last_mut() {
                        cells += table.wide;
                        if cells > MOST_CELLS {
                            return Err(BadTable::TooLarge);
                        }
                        table.end_cell();
                    }
                }
                "tbl" => end_table(&mut open, &mut best),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let Some(table) = best else { return Err(BadTable::Empty) };
    Ok(Sheet { joined: table.joined, ..Sheet::plain(String::new(), table.rows) })
}

/// A table within a cell becomes words of that cell; one that stands alone is kept where it is the largest.
fn end_table(open: &mut Vec<Table>, best: &mut Option<Table>) {
    let Some(ended) = open.pop() else { return };
    if let Some(outer) = open.last_mut() {
        let words: Vec<&str> =
            ended.rows.iter().flatten().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        outer.cell.push_str(&words.join("; "));
        outer.cell.push(' ');
        return;
    }
    let cells = |table: &Table| table.rows.iter().map(Vec::len).sum::<usize>();
    if cells(&ended) > best.as_ref().map_or(0, cells) {
        *best = Some(ended);
    }
}

fn named(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn document(body: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        archive.write_all(xml.as_bytes()).expect("written");
        archive.finish().expect("closed").into_inner()
    }

    fn cell(words: &str) -> String {
        format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    }

    #[test]
    fn the_largest_table_is_read_with_joined_cells_and_nested_ones_as_words() {
        let span =
            "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>Nơi &amp; ngày</w:t></w:r></w:p></w:tc>";
        let on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
        let nested = format!("<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>", cell("đèn"), cell("đường"));
        let body = format!(
            "<w:tbl><w:tr>{}</w:tr></w:tbl><w:tbl><w:tr>{}{span}</w:tr><w:tr>{on}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
            cell("nhỏ"),
            cell("Nội dung"),
            cell("Thôn"),
            cell("Ngày"),
            nested,
            cell("Đông"),
            cell("12/3")
        );
        let bytes = document(&body);
        assert!(is_word(&bytes));
        let sheet = read_word(&bytes).expect("a table");
        let filled = sheet.filled();
        assert_eq!(filled[0], ["Nội dung", "Nơi & ngày", "Nơi & ngày"]);
        assert_eq!(filled[1], ["Nội dung", "Thôn", "Ngày"]);
        assert_eq!(filled[2], ["đèn; đường", "Đông", "12/3"]);
    }
}
