//! What a period's figures give to its report as an official paper: tables, figures within sentences, what fell short. Every number
//! carries whose figure it is, so that the reader of the screen opens the records behind it.

use std::collections::BTreeMap;

use papers::forms::{Catalogue, Columns, Grouped, Values};
use papers::official::{Piece, mark_first, marked, pieces};
use papers::{Part, Row, Style};

use super::fixing::{self, Figure, Fixed, LimitRow, OfCouncil};
use super::numbers::{pointed, share};
use super::{INDICATORS, Indicator, Period, Table, limits, pictures, tables};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::Connection;

use crate::issuing::store::PaperRow;
use crate::programme::store as programme;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::{Language, Words};

/// The columns in which councils stand side by side.
pub const SIDE_BY_SIDE: &[&str] =
    &["supervisions", "due", "done", "late", "meetings", "petitions", "answered", "settled"];

/// What the figures of a period give to a report: those that it fixed, or as they stand where it fixed none.
pub fn given(app: &App, db: &mut Connection, council: &CouncilRow, paper: &PaperRow, w: &Words) -> Outcome<Values> {
    let period = Period::of_subject(&paper.subject_id).ok_or(Trouble::NotFound)?;
    let fixed = match fixing::fixed(db, &paper.id)? {
        Some(fixed) => fixed,
        None => fixing::counted(app, db, council, period)?,
    };
    let forms = &app.law.forms;
    let mut values = Values::default();
    values.words.insert("ky_bao_cao".into(), limits::named(period, w));
    values.words.insert("han_che_ghi_nhan".into(), short(&fixed.limits));
    if let Some(own) = fixed.councils.first() {
        for figure in own.figures.iter().filter(|figure| !figure.id.contains('/')) {
            values.words.insert(format!("so {}", figure.id), marked(&pointed(figure.number), &figure.id));
        }
        for group in &INDICATORS.groups {
            let of = INDICATORS.all.iter().filter(|one| one.group == group.id);
            let rows = of.filter_map(|one| line(own, one)).collect();
            let name = format!("so_lieu_{}", group.id);
            let table = forms.table(("period", &name), rows);
            values.tables.insert(name, table);
        }
        for table in &INDICATORS.tables {
            let name = table.id.replace('-', "_");
            values.tables.insert(name.clone(), split(forms, own, table, &name));
        }
    }
    values.tables.insert("hai_cap".into(), both_levels(forms, &fixed));
    values.tables.insert("tung_hdnd".into(), each_council(forms, &fixed));
    pictures::put(app, db, &fixed, paper, &mut values, w)?;
    Ok(values)
}

/// A line of the table of a group; none for a figure that nobody entered.
fn line(own: &OfCouncil, one: &Indicator) -> Option<Vec<String>> {
    let figure = own.figure(&one.id)?;
    let of = one.of.as_ref().and_then(|of| own.figure(of)).map(|of| of.number);
    let name = figure.source.as_ref().map_or_else(|| one.name.clone(), |source| format!("{} ({source})", one.name));
    Some(vec![
        name,
        format!("{} {}", marked(&pointed(figure.number), &figure.id), one.unit),
        of.map(|of| share(figure.number, of)).unwrap_or_default(),
        figure.before.map(pointed).unwrap_or_default(),
    ])
}

fn cell(figure: Option<&Figure>) -> String {
    figure.map(|figure| marked(&pointed(figure.number), &figure.id)).unwrap_or_default()
}

/// A table split by a trait, with its sum.
fn split(forms: &Catalogue, own: &OfCouncil, table: &Table, name: &str) -> Columns {
    let cells =
        |of: &dyn Fn(&str) -> String| table.columns.iter().map(|column| cell(own.figure(&of(column)))).collect();
    let rows: Vec<Vec<String>> = own
        .values(table)
        .into_iter()
        .map(|(value, said)| {
            let numbers: Vec<String> = cells(&|column| tables::narrowed(column, &table.by, value));
            std::iter::once(said.to_owned()).chain(numbers).collect()
        })
        .collect();
    if rows.is_empty() {
        return Columns::default();
    }
    let mut made = forms.table(("period", name), rows);
    let sums: Vec<String> = cells(&str::to_owned);
    made.rows.push(summed(forms.say("sum", &[]), sums));
    made
}

fn summed(word: String, sums: Vec<String>) -> Row {
    let bold = |words: String| vec![Part { words, style: Style::Bold }];
    Row::Sum { cells: [Vec::new(), bold(word)].into_iter().chain(sums.into_iter().map(bold)).collect() }
}

/// Councils side by side, and their sum.
fn both_levels(forms: &Catalogue, fixed: &Fixed) -> Columns {
    let number = |council: &OfCouncil, id: &str| council.figure(id).map_or(0, |figure| figure.number);
    let rows = fixed.councils.iter().map(|council| {
        let numbers =
            SIDE_BY_SIDE.iter().map(|id| marked(&pointed(number(council, id)), &format!("{id}@{}", council.mark)));
        std::iter::once(forms.in_full(&council.name)).chain(numbers).collect()
    });
    let mut made = forms.table(("period", "hai_cap"), rows.collect());
    if fixed.councils.len() > 1 {
        let sum = |id: &&str| pointed(fixed.councils.iter().map(|council| number(council, id)).sum());
        made.rows.push(summed(forms.say("sum", &[]), SIDE_BY_SIDE.iter().map(sum).collect()));
    }
    made
}

/// The figures of each council below, one council after the other; what nobody has is left out.
fn each_council(forms: &Catalogue, fixed: &Fixed) -> Columns {
    let mut lines = Vec::new();
    for council in fixed.councils.get(1..).unwrap_or_default() {
        lines.push(Grouped::Heading(1, forms.in_full(&council.name)));
        for group in &INDICATORS.groups {
            let of = INDICATORS.all.iter().filter(|one| one.group == group.id);
            let told = of.filter(|one| council.figure(&one.id).is_some_and(|figure| figure.number > 0));
            let rows: Vec<Vec<String>> = told.filter_map(|one| line(council, one)).collect();
            if !rows.is_empty() {
                lines.push(Grouped::Heading(2, group.name.clone()));
                lines.extend(rows.into_iter().map(|mut row| {
                    // Whose figure it is, for the reader of the screen.
                    for cell in &mut row {
                        *cell = of_council(cell, &council.mark);
                    }
                    Grouped::Line(row)
                }));
            }
        }
    }
    forms.grouped(("period", "tung_hdnd"), lines)
}

/// A cell whose figure is that of a council below.
fn of_council(cell: &str, mark: &str) -> String {
    pieces(cell)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Figure { words, id } => marked(&words, &format!("{id}@{mark}")),
        })
        .collect()
}

/// A sentence with its number as a figure, with or without the points of thousands; none where it does not name it.
pub fn with_figure(words: &str, limit: &LimitRow) -> Option<String> {
    mark_first(words, &pointed(limit.number), &limit.limit_id)
        .or_else(|| mark_first(words, &limit.number.to_string(), &limit.limit_id))
}

/// The sentences that a person left in the report, each with its number as a figure.
fn short(limits: &[LimitRow]) -> String {
    let kept = limits.iter().filter(|limit| limit.kept == 1);
    let said = kept.map(|limit| {
        let words = limit.said();
        format!("- {}", with_figure(words, limit).unwrap_or_else(|| words.to_owned()))
    });
    said.collect::<Vec<_>>().join("\n")
}

/// What stands in a new report until people write on: what lies ahead, from what is still open and what was proposed for the year
/// after.
pub fn suggested(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    paper: &PaperRow,
) -> Outcome<BTreeMap<String, String>> {
    let w = &app.locales.words(Language::Vietnamese);
    let (Some(period), Some(fixed)) = (fixing::period_of(paper), fixing::fixed(db, &paper.id)?) else {
        return Ok(BTreeMap::new());
    };
    let Some(own) = fixed.councils.first() else { return Ok(BTreeMap::new()) };
    let number = |id: &str| own.figure(id).map_or(0, |figure| figure.number);
    let mut ahead = Vec::new();
    for (key, id) in
        [("ahead-open", "open"), ("ahead-late", "late"), ("ahead-no-day", "no-day"), ("ahead-unanswered", "unanswered")]
    {
        if number(id) > 0 {
            ahead.push(w.n(key, number(id)));
        }
    }
    let next = i64::from(period.last.year()) + 1;
    let planned = programme::items_of_year(db, &council.id, next)?.into_iter().filter(programme::ItemRow::stands);
    ahead.extend(planned.map(|item| w.s("ahead-item", item.title)));
    let proposed = programme::proposals_of(db, &council.id, next)?.into_iter().filter(|one| one.state == "open");
    ahead.extend(proposed.map(|one| w.s("ahead-proposed", one.content)));
    let lines: Vec<String> = ahead.into_iter().map(|line| format!("- {line}")).collect();
    Ok(if lines.is_empty() { BTreeMap::new() } else { BTreeMap::from([("phuong_huong".to_owned(), lines.join("\n"))]) })
}
