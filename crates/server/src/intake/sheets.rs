//! Deputies and bodies from a spreadsheet: the template that can be downloaded, and how it is read back.
//!
//! Columns are known by their headings, folded, in any order; a row that cannot be taken is named with its line and
//! nothing is saved until every row can be.

use law::role::Act as Deed;

use super::Imported;
use crate::councils::store::CouncilRow;
use crate::councils::{self, BODY_KINDS, NewDeputy};
use crate::db::act::Act;
use crate::trouble::{FieldFault, Outcome, Trouble};
use crate::web::i18n::{Language, Locales, Words};

/// Which list a spreadsheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Deputies with their mandates.
    Deputies,
    /// Bodies.
    Bodies,
}

impl List {
    /// The word in the address.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "dai-bieu" => Some(Self::Deputies),
            "co-quan" => Some(Self::Bodies),
            _ => None,
        }
    }

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deputies => "dai-bieu",
            Self::Bodies => "co-quan",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Deputies => "sheet-example-name",
            Self::Bodies => "sheet-example-body",
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Deputies => &["sheet-name", "sheet-mandate", "sheet-group", "sheet-from"],
            Self::Bodies => &["sheet-body", "sheet-kind", "sheet-from"],
        }
    }
}

/// The template as a workbook, with one line that shows how to fill it in.
pub fn template(list: List, w: &Words) -> Outcome<Vec<u8>> {
    use papers::{Cell, Column, Table};
    let columns = list.headings().iter().map(|key| Column { heading: w.t(key).to_owned(), width: 28 }).collect();
    let text = |key: &str| Cell::Text(w.t(key).to_owned());
    let row = match list {
        List::Deputies => {
            vec![text("sheet-example-name"), text("mandate-part_time"), text("sheet-example-group"), Cell::Empty]
        }
        List::Bodies => vec![text("sheet-example-body"), text("body-kind-department"), Cell::Empty],
    };
    let title = w.t(match list {
        List::Deputies => "sheet-title-deputies",
        List::Bodies => "sheet-title-bodies",
    });
    let table = Table { title: title.to_owned(), note: w.t("sheet-note").to_owned(), columns, rows: vec![row] };
    papers::xlsx(&table).map_err(Trouble::Fault)
}

/// What a filled template holds, once each row has been read.
#[derive(Default)]
struct Filled {
    deputies: Vec<NewDeputy>,
    bodies: Vec<(&'static str, String)>,
    faults: Vec<FieldFault>,
}

impl Filled {
    /// A line that cannot be taken, with its number.
    fn refuse(&mut self, key: &'static str, words: &str, line: usize) {
        self.faults.push(FieldFault { field: "file", key, words: format!("{words} ({line})") });
    }
}

/// Takes a filled template in, all of it or nothing: a list half taken is worse than one that says which lines to mend.
pub fn import(act: &mut Act, mark: &str, list: List, rows: &[Vec<String>]) -> Outcome<Imported> {
    let council = councils::store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepCouncil, &council.id, &[])?;
    let filled = read_rows(&act.app.locales, list, rows)?;
    if !filled.faults.is_empty() {
        return Err(Trouble::Invalid(filled.faults));
    }
    let imported = save(act, &council, &filled)?;
    let body = serde_json::json!({ "list": list.word(), "taken": imported.taken });
    act.record(&council.id, "sheet_imported", &council.id, &body)?;
    Ok(imported)
}

/// Reads the rows below the headings. The words of both languages are understood.
fn read_rows(locales: &Locales, list: List, rows: &[Vec<String>]) -> Outcome<Filled> {
    let both = [locales.words(Language::Vietnamese), locales.words(Language::English)];
    let says = |cell: &str, key: &str| {
        let folded = words::fold(cell);
        !folded.is_empty() && both.iter().any(|w| words::fold(w.t(key)) == folded)
    };
    let first = list.headings()[0];
    let heading = rows
        .iter()
        .position(|row| row.iter().any(|cell| says(cell, first)))
        .ok_or_else(|| Trouble::field("file", "invalid-file-column", both[0].t(first)))?;
    let at: Vec<Option<usize>> =
        list.headings().iter().map(|key| rows[heading].iter().position(|cell| says(cell, key))).collect();
    let cell = |row: &[String], n: usize| {
        at[n].and_then(|column| row.get(column)).map(|cell| words::nfc(cell.trim())).unwrap_or_default()
    };
    let mut filled = Filled::default();
    for (n, row) in rows.iter().enumerate().skip(heading + 1) {
        let name = cell(row, 0);
        if name.is_empty() || says(&name, list.example()) {
            continue;
        }
        if words::looks_legacy(&name).is_some() {
            filled.refuse("invalid-legacy-font", &name, n + 1);
            continue;
        }
        let typed = cell(row, 1);
        match list {
            List::Deputies => {
                let kind = ["full_time", "part_time"].into_iter().find(|kind| says(&typed, &format!("mandate-{kind}")));
                let from = cell(row, 3);
                if !from.is_empty() && law::day::parse_day(&from).is_err() {
                    filled.refuse("invalid-day", &from, n + 1);
                } else if kind.is_none() && !typed.is_empty() {
                    filled.refuse("invalid-mandate", &typed, n + 1);
                } else {
                    let kind = kind.unwrap_or("part_time").into();
                    filled.deputies.push(NewDeputy { name, kind, group: cell(row, 2), from });
                }
            }
            List::Bodies => match BODY_KINDS.iter().find(|kind| says(&typed, &format!("body-kind-{kind}"))) {
                Some(kind) => filled.bodies.push((kind, name)),
                None if typed.is_empty() => filled.bodies.push(("other", name)),
                None => filled.refuse("invalid-kind", &typed, n + 1),
            },
        }
    }
    Ok(filled)
}

fn save(act: &mut Act, council: &CouncilRow, filled: &Filled) -> Outcome<Imported> {
    let mut imported =
        Imported { taken: councils::add_deputy_rows(act, council, &filled.deputies)?, ..Imported::default() };
    imported.unchanged = filled.deputies.len() - imported.taken;
    let known = councils::store::bodies_of(act.db, &council.id)?;
    for (kind, name) in &filled.bodies {
        let key = words::fold(name);
        if known.iter().any(|body| body.search_key == key) {
            imported.unchanged += 1;
        } else {
            councils::add_body_row(act, &council.id, kind, name, &council.starts_on)?;
            imported.taken += 1;
        }
    }
    Ok(imported)
}
