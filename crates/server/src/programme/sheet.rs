//! A programme from a spreadsheet: read, shown row by row with what is wrong, and saved only once a person confirms.
//!
//! Merged cells come as empty ones below the first: a body or form that is empty takes that of the row above, and the
//! preview says so. Nothing is saved by looking.

use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::{Checked, NewItem, check, form_allowed, new_item, open_programme, store};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::trouble::{FieldFault, Outcome, Trouble};
use crate::web::i18n::{Language, Locales, Words};

/// Rows of one file at the most.
const MOST_ROWS: usize = 500;

/// The headings, in the order of the template.
pub const HEADINGS: &[&str] = &[
    "sheet-by",
    "sheet-form",
    "sheet-topic",
    "sheet-units",
    "sheet-period",
    "sheet-first",
    "sheet-last",
    "sheet-time",
];

/// A row of the file as it would be saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Line of the file.
    pub line: usize,
    /// What would be written down.
    pub item: NewItemCells,
    /// Name of the body, as shown.
    pub by_name: String,
    /// Names of the units that were recognised.
    pub unit_names: Vec<String>,
    /// What is wrong: key of the sentence, words.
    pub problems: Vec<(String, String)>,
    /// What a person should look at, but does not stop the row.
    pub hints: Vec<(String, String)>,
}

/// The cells of a row, read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields of NewItem that a row fills")]
pub struct NewItemCells {
    pub year: String,
    pub by: String,
    pub form: String,
    pub title: String,
    pub period: String,
    pub units: String,
    pub unit_words: String,
    pub time_words: String,
    pub starts_on: String,
    pub ends_on: String,
}

impl From<&NewItemCells> for NewItem {
    fn from(cells: &NewItemCells) -> Self {
        let cells = cells.clone();
        Self {
            year: cells.year,
            by: cells.by,
            form: cells.form,
            title: cells.title,
            period: cells.period,
            units: cells.units,
            unit_words: cells.unit_words,
            time_words: cells.time_words,
            starts_on: cells.starts_on,
            ends_on: cells.ends_on,
            ..Self::default()
        }
    }
}

/// The template as a workbook.
pub fn template(w: &Words) -> Outcome<Vec<u8>> {
    use papers::{Cell, Column, Table};
    let columns = HEADINGS.iter().map(|key| Column { heading: w.t(key).to_owned(), width: 26 }).collect();
    let text = |key: &str| Cell::Text(w.t(key).to_owned());
    let row = vec![
        text("sheet-example-by"),
        text("sheet-example-form"),
        text("sheet-example-topic"),
        text("sheet-example-units"),
        text("sheet-example-period"),
        text("sheet-example-first"),
        text("sheet-example-last"),
        Cell::Empty,
    ];
    let table = Table {
        title: w.t("sheet-title-programme").to_owned(),
        note: w.t("sheet-programme-note").to_owned(),
        columns,
        rows: vec![row],
    };
    papers::xlsx(&table).map_err(Trouble::Fault)
}

/// Reads the rows of a file against what the council knows. Saves nothing, whatever it finds.
pub fn preview(act: &mut Act, mark: &str, year: &str, rows: &[Vec<String>]) -> Outcome<Vec<PreviewRow>> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftProgramme, &council.id, &[])?;
    let table = read_cells(&act.app.locales, rows)?;
    if table.len() > MOST_ROWS {
        return Err(Trouble::field("file", "invalid-too-many", MOST_ROWS.to_string()));
    }
    let bodies = councils::bodies_of(act.db, &council.id)?;
    let addressees = councils::addressees(act.db, &council)?;
    // What stands already, and what is approved, is said before anybody confirms.
    let year_read = super::read_year(year)?;
    let programmes = store::of_year(act.db, &council.id, year_read)?;
    let mut seen = standing(act, &council.id, year_read, &programmes)?;
    let mut found = Vec::with_capacity(table.len());
    for (line, cells) in table {
        let mut problems = Vec::new();
        let mut hints = Vec::new();
        let by = match by_of(&bodies, &cells.by) {
            Some(by) => by,
            None => {
                problems.push(("invalid-sheet-by".to_owned(), cells.by.clone()));
                (String::new(), cells.by.clone())
            }
        };
        let form = form_of(act, &cells.form);
        if form.is_none() {
            problems.push(("invalid-sheet-form".to_owned(), cells.form.clone()));
        }
        let mut units: Vec<(String, String)> = Vec::new();
        for name in cells.units.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
            let key = words::fold(name);
            match addressees.iter().find(|body| body.search_key == key) {
                Some(body) if !units.iter().any(|(id, _)| *id == body.id) => {
                    units.push((body.id.clone(), body.name.clone()));
                }
                Some(_) => {}
                None => hints.push(("hint-sheet-unit".to_owned(), name.to_owned())),
            }
        }
        for field in &cells.taken_from_above {
            hints.push(("hint-sheet-merged".to_owned(), (*field).to_owned()));
        }
        let twin = (words::fold(&cells.topic), by.0.clone());
        if seen.contains(&twin) {
            problems.push(("invalid-sheet-twin".to_owned(), cells.topic.clone()));
        }
        seen.push(twin);
        let programme = programmes.iter().find(|one| one.body_id.as_deref().unwrap_or_default() == by.0);
        if let Some(Err(Trouble::Refused(refusal))) = programme.map(super::still_draft) {
            let on = refusal.day().map(law::day::office_form).unwrap_or_default();
            problems.push((refusal.key().to_owned(), on));
        }
        let item = NewItemCells {
            year: year.trim().to_owned(),
            by: by.0,
            form: form.unwrap_or_default(),
            title: cells.topic,
            period: cells.period,
            units: units.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(","),
            unit_words: cells.units,
            time_words: cells.time,
            starts_on: cells.first,
            ends_on: cells.last,
        };
        match check(act, &council, &NewItem::from(&item)) {
            Ok(checked) => {
                if checked.span.is_none() {
                    hints.push(("warning-no-weeks".to_owned(), item.time_words.clone()));
                }
                if !item.form.is_empty()
                    && let Err(Trouble::Refused(refusal)) =
                        form_allowed(act, &item.form, checked.kind, &council, checked.on)
                {
                    problems.push((refusal.key().to_owned(), String::new()));
                }
            }
            Err(Trouble::Invalid(faults)) => {
                problems.extend(faults.into_iter().map(|fault| (fault.key.to_owned(), fault.words)));
            }
            Err(other) => return Err(other),
        }
        let unit_names = units.into_iter().map(|(_, name)| name).collect();
        found.push(PreviewRow { line, item, by_name: by.1, unit_names, problems, hints });
    }
    Ok(found)
}

/// The items that stand in programmes of a year: folded topic, body.
fn standing(
    act: &mut Act,
    council_id: &str,
    year: i64,
    programmes: &[store::ProgrammeRow],
) -> Outcome<Vec<(String, String)>> {
    let by = |id: &str| {
        let programme = programmes.iter().find(|programme| programme.id == id);
        programme.and_then(|programme| programme.body_id.clone()).unwrap_or_default()
    };
    Ok(store::items_of_year(act.db, council_id, year)?
        .into_iter()
        .map(|item| (words::fold(&item.title), by(&item.programme_id)))
        .collect())
}

/// Saves the rows that a person confirmed, all of them or none; those that stand already are left as they are, so that
/// confirming twice adds nothing. Returns how many were new.
pub fn save(act: &mut Act, mark: &str, rows: &[NewItemCells]) -> Outcome<usize> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftProgramme, &council.id, &[])?;
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return Err(Trouble::field("file", "invalid-sheet-empty", ""));
    }
    let mut faults: Vec<FieldFault> = Vec::new();
    let mut saved = 0_usize;
    for cells in rows {
        let new = NewItem::from(cells);
        match check(act, &council, &new) {
            Ok(checked) => {
                let programmes = store::of_year(act.db, &council.id, checked.year)?;
                let known = standing(act, &council.id, checked.year, &programmes)?;
                let twin = (words::fold(&new.title), checked.body_id.clone().unwrap_or_default());
                if !known.contains(&twin) {
                    save_row(act, &council, &new, &checked)?;
                    saved += 1;
                }
            }
            Err(Trouble::Invalid(more)) => faults.extend(more),
            Err(other) => return Err(other),
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let body = serde_json::json!({ "items": saved });
    act.record(&council.id, "programme_sheet_imported", &council.id, &body)?;
    Ok(saved)
}

fn save_row(act: &mut Act, council: &councils::CouncilRow, new: &NewItem, checked: &Checked) -> Outcome<()> {
    form_allowed(act, &new.form, checked.kind, council, checked.on)?;
    let programme = open_programme(act, council, checked)?;
    let item = new_item(act, &programme, new, checked);
    store::insert_item(act.db, &item, &checked.units)
}

#[derive(Debug, Clone, Default)]
struct Cells {
    by: String,
    form: String,
    topic: String,
    units: String,
    period: String,
    first: String,
    last: String,
    time: String,
    taken_from_above: Vec<&'static str>,
}

/// The rows below the headings, with their line; headings of both languages are understood.
fn read_cells(locales: &Locales, rows: &[Vec<String>]) -> Outcome<Vec<(usize, Cells)>> {
    let both = [locales.words(Language::Vietnamese), locales.words(Language::English)];
    let says = |cell: &str, key: &str| {
        let folded = words::fold(cell);
        !folded.is_empty() && both.iter().any(|w| words::fold(w.t(key)) == folded)
    };
    let heading = rows
        .iter()
        .position(|row| row.iter().any(|cell| says(cell, "sheet-topic")))
        .ok_or_else(|| Trouble::field("file", "invalid-file-column", both[0].t("sheet-topic")))?;
    let at: Vec<Option<usize>> =
        HEADINGS.iter().map(|key| rows[heading].iter().position(|cell| says(cell, key))).collect();
    let mut above = Cells::default();
    let mut found = Vec::new();
    for (n, row) in rows.iter().enumerate().skip(heading + 1) {
        let cell = |column: usize| {
            at[column].and_then(|at| row.get(at)).map(|cell| words::nfc(cell.trim())).unwrap_or_default()
        };
        if row.iter().all(|cell| cell.trim().is_empty()) || says(&cell(2), "sheet-example-topic") {
            continue;
        }
        if row.iter().any(|cell| words::looks_legacy(cell).is_some()) {
            return Err(Trouble::field("file", "invalid-legacy-font", format!("{} ({})", cell(2), n + 1)));
        }
        let mut cells = Cells {
            by: cell(0),
            form: cell(1),
            topic: cell(2),
            units: cell(3),
            period: cell(4),
            first: cell(5),
            last: cell(6),
            time: cell(7),
            taken_from_above: Vec::new(),
        };
        for (mine, theirs, key) in
            [(&mut cells.by, &above.by, "sheet-by"), (&mut cells.form, &above.form, "sheet-form")]
        {
            if mine.is_empty() && !theirs.is_empty() {
                mine.clone_from(theirs);
                cells.taken_from_above.push(key);
            }
        }
        above = cells.clone();
        found.push((n + 1, cells));
    }
    if found.is_empty() { Err(Trouble::field("file", "invalid-sheet-empty", "")) } else { Ok(found) }
}

/// The body that a cell names: the council itself, or one of its bodies by the words of its name.
fn by_of(bodies: &[councils::BodyRow], cell: &str) -> Option<(String, String)> {
    let key = words::fold(cell);
    if key.is_empty() || key == "hdnd" || key == "hoi dong nhan dan" || key == "council" {
        return Some((String::new(), cell.trim().to_owned()));
    }
    let own = |body: &&councils::BodyRow| super::supervisor_of(Some(body)).is_some();
    let exact = bodies.iter().filter(own).find(|body| body.search_key == key);
    let begins: Vec<&councils::BodyRow> = bodies
        .iter()
        .filter(own)
        .filter(|body| body.search_key.starts_with(&key) || body.search_key.ends_with(&key))
        .collect();
    let body = exact.or_else(|| (begins.len() == 1).then(|| begins[0]))?;
    Some((body.id.clone(), body.name.clone()))
}

/// The form that a cell names: its number, its name, or the word that published records use.
fn form_of(act: &Act, cell: &str) -> Option<String> {
    let key = words::fold(cell);
    act.app
        .law
        .rulebook
        .forms
        .iter()
        .find(|form| {
            words::fold(&form.id) == key
                || words::fold(&form.name) == key
                || words::fold(&form.name_en) == key
                || form.also_called.contains(&key)
        })
        .map(|form| form.id.clone())
}
