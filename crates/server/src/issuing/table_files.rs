//! Tables of papers as XLSX and CSV: the registers of outgoing and incoming papers, and what a report fixed, figure by figure with
//! the records behind each.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use papers::{Cell, Table};
use serde::Deserialize;

use super::incoming;
use super::paper_page::sees;
use super::register_pages::{Asked, lines_of};
use super::store as paper_store;
use crate::councils::{self, sees_all, store as council_store};
use crate::followups::pages::{heads, table_file};
use crate::reports::{INDICATORS, fixing};
use crate::trouble::{Outcome, Trouble};
use crate::web::session::Caller;
use crate::web::{Routes, Shared, ui};

/// Rows of a file at the most.
const MOST: usize = 20_000;

/// The files.
pub fn routes() -> Routes {
    Routes::default()
        .get("/van-ban/tep", Deed::ReadPapers, outgoing)
        .get("/van-ban-den/tep", Deed::DraftPaper, incoming_register)
        .get("/van-ban/{id}/so-lieu", Deed::ReadPapers, fixed)
}

async fn outgoing(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (words, as_csv) = (w.clone(), asked.dang == "csv");
    let (council, rows, _) = app.read(move |app, db| lines_of(app, db, &member, &asked, MOST, &words)).await?;
    let rows = rows.into_iter().map(|row| {
        vec![
            Cell::words(row.symbol),
            Cell::words(row.on),
            Cell::words(row.name),
            Cell::words(row.summary),
            Cell::words(row.issuer),
            Cell::words(row.follows),
        ]
    });
    let table = Table {
        title: format!("{} – {}", w.t("nav-papers"), council.name),
        note: app.illustration.clone().unwrap_or_default(),
        columns: heads(
            &[
                ("official-symbol", 18),
                ("official-on", 14),
                ("officials-kind", 28),
                ("official-summary", 60),
                ("official-issuer", 32),
                ("official-follows", 18),
            ],
            &w,
        ),
        rows: rows.collect(),
    };
    table_file("so-van-ban-di", &table, as_csv)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AskedIncoming {
    hdnd: String,
    nam: String,
    tt: String,
    dang: String,
}

async fn incoming_register(
    State(app): State<Shared>,
    caller: Caller,
    Query(asked): Query<AskedIncoming>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let year = asked.nam.parse().unwrap_or_else(|_| i64::from(app.clock.today().year()));
    let (open, as_csv) = (asked.tt != "tat-ca", asked.dang == "csv");
    let (council, rows) = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::DraftPaper)?;
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let rows = incoming::list(db, &council.id, (year, open, None), most)?;
            Ok((council, rows))
        })
        .await?;
    let rows = rows.into_iter().map(|row| {
        let letter = incoming::letter_words(&app.law.forms, &row).unwrap_or_default();
        vec![
            Cell::Number(row.number),
            Cell::words(ui::shown(Some(&row.arrived_on))),
            Cell::words(letter),
            Cell::words(row.sender),
            Cell::words(row.symbol),
            Cell::words(row.summary),
            Cell::words(row.handler),
            Cell::words(row.due_on.as_deref().map(|due| ui::shown(Some(due))).unwrap_or_default()),
            Cell::words(row.done_on.as_deref().map(|on| ui::shown(Some(on))).unwrap_or_default()),
        ]
    });
    let table = Table {
        title: format!("{} {year} – {}", w.t("nav-incoming"), council.name),
        note: app.illustration.clone().unwrap_or_default(),
        columns: heads(
            &[
                ("incoming-number", 10),
                ("incoming-arrived", 14),
                ("incoming-letter-kind", 16),
                ("incoming-sender", 30),
                ("official-symbol", 18),
                ("official-summary", 60),
                ("incoming-handler", 24),
                ("incoming-due", 14),
                ("incoming-done-day", 14),
            ],
            &w,
        ),
        rows: rows.collect(),
    };
    table_file("so-van-ban-den", &table, as_csv)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AskedFixed {
    dang: String,
}

/// What a report fixed: a row for each figure and sentence, with the records that were counted, for whoever may read them.
async fn fixed(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<AskedFixed>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (title, rows) = app
        .read(move |app, db| {
            let row = paper_store::by_id(db, &id)?;
            let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            if !sees(app, db, &member, &council, &row)? {
                return Err(Trouble::NotFound);
            }
            let fixed = fixing::fixed(db, &id)?.ok_or(Trouble::NotFound)?;
            let mut rows = Vec::new();
            for (n, of) in fixed.councils.iter().enumerate() {
                let may_read = match council_store::by_id(db, &of.id)? {
                    Some(lower) if n > 0 => sees_all(&member, &lower, Deed::ReadPapers),
                    of => of.is_some(),
                };
                let behind = if may_read { fixing::behind(db, &id, &of.id)? } else { fixing::Behind::default() };
                for figure in &of.figures {
                    let Some(one) = INDICATORS.of_figure(&figure.id) else { continue };
                    let names: Vec<String> = behind.records(&figure.id).into_iter().map(|one| one.words).collect();
                    rows.push(vec![
                        Cell::words(of.name.clone()),
                        Cell::words(one.name.clone()),
                        Cell::words(figure.said.clone()),
                        Cell::Number(figure.number),
                        figure.before.map_or(Cell::Empty, Cell::Number),
                        Cell::words(one.unit.clone()),
                        Cell::words(figure.source.clone().unwrap_or_default()),
                        Cell::words(cut(&names)),
                    ]);
                }
            }
            let own = fixed.councils.first().map(|own| own.name.clone()).unwrap_or_default();
            for limit in fixed.limits.iter().filter(|limit| limit.kept == 1) {
                let names: Vec<String> = limit.records()?.into_iter().map(|one| one.words).collect();
                let said =
                    [Cell::words(own.clone()), Cell::words(limit.said()), Cell::Empty, Cell::Number(limit.number)];
                let rest = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::words(cut(&names))];
                rows.push(said.into_iter().chain(rest).collect());
            }
            Ok((format!("{} {}", row.summary, row.symbol), rows))
        })
        .await?;
    let table = Table {
        title: title.trim().to_owned(),
        note: app.illustration.clone().unwrap_or_default(),
        columns: heads(
            &[
                ("council", 26),
                ("report-indicator", 44),
                ("report-value", 24),
                ("report-number", 12),
                ("report-before", 14),
                ("report-unit", 12),
                ("report-source", 30),
                ("report-behind", 80),
            ],
            &w,
        ),
        rows,
    };
    table_file("so-lieu-da-chot", &table, asked.dang == "csv")
}

/// Names of records in one cell: no longer than a spreadsheet takes.
fn cut(names: &[String]) -> String {
    const LONGEST: usize = 30_000;
    let mut said = String::new();
    for name in names {
        if said.len() + name.len() > LONGEST {
            said.push('…');
            break;
        }
        if !said.is_empty() {
            said.push_str("; ");
        }
        said.push_str(name);
    }
    said
}
