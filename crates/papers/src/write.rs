//! Lists as XLSX and CSV. Cells that begin like a formula are neutralised in CSV, where a spreadsheet would run them; in
//! XLSX they are written as text, which no spreadsheet runs.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day: year, month, day.
    Day(i16, i8, i8),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words; nothing where there are none.
    pub fn words(words: impl Into<String>) -> Self {
        let words: String = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }
}

/// One column: its heading and its width in letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub heading: String,
    /// Width in letters.
    pub width: u8,
}

/// A list to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Title above the list: what it is, of whom, on which day.
    pub title: String,
    /// A line under the title: filters, and that it is an illustration where it is one.
    pub note: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The longest text that a spreadsheet cell holds.
const LONGEST_CELL: usize = 32_767;

/// The list as CSV: UTF-8 with a byte-order mark, so that Excel reads the diacritics; days as offices write them.
pub fn csv(table: &Table) -> Result<Vec<u8>, String> {
    let mut out = vec![0xEF, 0xBB, 0xBF];
    {
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut out);
        let said = |error: ::csv::Error| error.to_string();
        writer.write_record(table.columns.iter().map(|column| column.heading.as_str())).map_err(said)?;
        for row in &table.rows {
            writer.write_record(row.iter().map(csv_cell)).map_err(said)?;
        }
        writer.flush().map_err(|error| error.to_string())?;
    }
    Ok(out)
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(year, month, day) => format!("{day:02}/{month:02}/{year}"),
        Cell::Empty => String::new(),
    }
}

/// The list as a workbook: title, note, headings that stay in view and repeat in print, landscape A4.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, String> {
    write_workbook(table).map_err(|error| error.to_string())
}

fn write_workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let title = Format::new().set_bold().set_font_size(14).set_font_name("Times New Roman");
    let note = Format::new().set_italic().set_font_name("Times New Roman");
    let heading = Format::new()
        .set_bold()
        .set_font_name("Times New Roman")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let text = Format::new()
        .set_font_name("Times New Roman")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let day = text.clone().set_num_format("dd/mm/yyyy");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(2, 2)?;
    sheet.write_string_with_format(0, 0, &table.title, &title)?;
    sheet.write_string_with_format(1, 0, &table.note, &note)?;
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(at, f64::from(column.width))?;
        sheet.write_string_with_format(2, at, &column.heading, &heading)?;
    }
    sheet.set_freeze_panes(3, 0)?;
    for (line, row) in (3_u32..).zip(&table.rows) {
        for (at, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Text(words) => {
                    let short: String = words.chars().take(LONGEST_CELL).collect();
                    sheet.write_string_with_format(line, at, short, &text)?;
                }
                #[expect(clippy::cast_precision_loss, reason = "counts of records stay far below 2^52")]
                Cell::Number(number) => {
                    sheet.write_number_with_format(line, at, *number as f64, &text)?;
                }
                Cell::Day(year, month, date) => {
                    let on = ExcelDateTime::from_ymd(
                        u16::try_from(*year).unwrap_or(1900),
                        u8::try_from(*month).unwrap_or(1),
                        u8::try_from(*date).unwrap_or(1),
                    )?;
                    sheet.write_datetime_with_format(line, at, &on, &day)?;
                }
                Cell::Empty => {
                    sheet.write_blank(line, at, &text)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Table {
        Table {
            title: "Sổ theo dõi".into(),
            note: "Số liệu minh hoạ".into(),
            columns: vec![
                Column { heading: "Việc phải làm".into(), width: 40 },
                Column { heading: "Hạn".into(), width: 12 },
            ],
            rows: vec![
                vec![Cell::Text("Nạo vét mương tiêu".into()), Cell::Day(2024, 6, 8)],
                vec![Cell::Text("=HYPERLINK(\"x\")".into()), Cell::Empty],
            ],
        }
    }

    #[test]
    fn a_cell_that_begins_like_a_formula_is_neutralised_in_csv() {
        let text = String::from_utf8(csv(&list()).expect("written")).expect("utf-8");
        assert!(text.contains("'=HYPERLINK"));
        assert!(text.contains("08/06/2024"));
        assert!(text.starts_with('\u{feff}'));
    }

    #[test]
    fn a_workbook_reads_back_with_its_diacritics() {
        let bytes = xlsx(&list()).expect("written");
        let sheet = crate::read_workbook(&bytes).expect("read");
        assert_eq!(sheet.rows[2][0], "Việc phải làm");
        assert_eq!(sheet.rows[3][0], "Nạo vét mương tiêu");
        assert_eq!(sheet.rows[3][1], "2024-06-08");
        assert_eq!(sheet.rows[4][0], "=HYPERLINK(\"x\")");
    }
}
