//! The page of both levels: a heat map drawn as SVG, with the same cells in a table behind it.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Cell, INDICATORS, Line};
use crate::councils::{self, store as council_store};
use crate::people::Member;
use crate::programme;
use crate::trouble::Outcome;
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths};

/// The page of both levels, and its figures as JSON.
pub fn routes() -> Routes {
    Routes::default().get("/toan-canh", Deed::ReadSupervisions, show).get(
        "/api/v1/overview",
        Deed::ReadSupervisions,
        data,
    )
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: String,
}

const NAMES: i64 = 190;
const COLUMN: i64 = 108;
const ROW: i64 = 30;
const TOP: i64 = 62;

/// The indicators whose sum stands above the picture.
const TOTALS: &[usize] = &[0, 3, 4, 5];

/// A cell where it is drawn.
struct Drawn {
    x: i64,
    y: i64,
    words: String,
    class: &'static str,
    href: String,
}

struct Row {
    name: String,
    mark: String,
    y: i64,
    upper: bool,
    cells: Vec<Drawn>,
}

struct Column {
    x: i64,
    lines: Vec<(i64, String)>,
    whole: String,
}

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct OverviewPage {
    w: Words,
    frame: Frame,
    council: String,
    mark: String,
    year: i64,
    rows: Vec<Row>,
    columns: Vec<Column>,
    totals: Vec<(String, Cell)>,
    width: i64,
    height: i64,
}

type Read = (council_store::CouncilRow, Vec<(council_store::CouncilRow, Arc<Line>)>, i64);

fn read(app: &crate::app::App, db: &mut crate::db::Connection, member: &Member, asked: &Asked) -> Outcome<Read> {
    let council = councils::meant_whole(db, member, &asked.hdnd, Deed::ReadSupervisions)?;
    let today = app.clock.today();
    let year = programme::read_year(&asked.nam).unwrap_or(i64::from(today.year()));
    let mut of = vec![council.clone()];
    of.extend(
        council_store::lower(db, &council.id)?
            .into_iter()
            .filter(|lower| councils::sees_all(member, lower, Deed::ReadSupervisions)),
    );
    let mut lines = Vec::with_capacity(of.len());
    for one in of {
        let line = app.overview.of(app, db, &one, year, today)?;
        lines.push((one, line));
    }
    Ok((council, lines, year))
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let ((council, lines, year), counts) = app
        .read(move |app, db| {
            let lines = read(app, db, &member, &asked)?;
            Ok((lines, crate::web::frame::Counts::read(app, db, &member)?))
        })
        .await?;
    let frame = Frame::with(&app, &caller, w.t("nav-overview"), paths::OVERVIEW, &counts).on_landscape();
    let sum = |n: usize| {
        lines
            .iter()
            .fold(Cell::default(), |sum, (_, line)| Cell { of: sum.of + line[n].of, all: sum.all + line[n].all })
    };
    // A column in which nobody has anything to count says nothing.
    let shown: Vec<usize> = (0..INDICATORS.len()).filter(|n| sum(*n).all > 0).collect();
    let totals =
        TOTALS.iter().filter(|n| shown.contains(n)).map(|n| (w.k("indicator", INDICATORS[*n]), sum(*n))).collect();
    let rows: Vec<Row> = lines
        .iter()
        .enumerate()
        .map(|(n, (one, line))| row(n, one, line, &shown, (one.id == council.id, year), &w))
        .collect();
    let columns = shown.iter().enumerate().map(|(k, n)| column(k, &w.k("indicator", INDICATORS[*n]))).collect();
    let height = TOP + i64::try_from(rows.len()).unwrap_or(0) * ROW + 4;
    let width = NAMES + i64::try_from(shown.len()).unwrap_or(0) * COLUMN + 4;
    let (mark, council) = (council.mark, council.name);
    page(StatusCode::OK, &OverviewPage { w, frame, council, mark, year, rows, columns, totals, width, height })
}

fn row(
    n: usize,
    council: &council_store::CouncilRow,
    line: &Line,
    shown: &[usize],
    (upper, year): (bool, i64),
    w: &Words,
) -> Row {
    let y = TOP + i64::try_from(n).unwrap_or(0) * ROW;
    let cells = shown
        .iter()
        .map(|n| (line[*n], INDICATORS[*n]))
        .enumerate()
        .map(|(k, (cell, word))| Drawn {
            x: NAMES + i64::try_from(k).unwrap_or(0) * COLUMN,
            y,
            words: if cell.all == 0 { "–".to_owned() } else { w.nm("cell-of", cell.of, cell.all) },
            class: cell.class(),
            href: records_of(word, &council.mark, year),
        })
        .collect();
    Row { name: council.place().to_owned(), mark: council.mark.clone(), y, upper, cells }
}

/// The records that a cell was counted from.
fn records_of(indicator: &str, mark: &str, year: i64) -> String {
    match indicator {
        "done" => format!("{}?hdnd={mark}", paths::RATES),
        "answered" => format!("{}?hdnd={mark}&tt=tat-ca", paths::REGISTER),
        "with_day" => format!("{}?hdnd={mark}&tt=chua-co-han", paths::REGISTER),
        "reports" => format!("{}?hdnd={mark}", paths::COOPERATION),
        "minimum" => format!("{}?hdnd={mark}&nam={year}", paths::PROGRAMME),
        _ => format!("{}?hdnd={mark}&nam={year}", paths::SUPERVISIONS),
    }
}

/// A heading broken into lines that fit the column.
fn column(n: usize, words: &str) -> Column {
    const LETTERS: usize = 15;
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let first = TOP - 12 - i64::try_from(lines.len().saturating_sub(1)).unwrap_or(0) * 16;
    Column {
        x: NAMES + i64::try_from(n).unwrap_or(0) * COLUMN + COLUMN / 2,
        lines: lines
            .into_iter()
            .enumerate()
            .map(|(k, line)| (first + i64::try_from(k).unwrap_or(0) * 16, line))
            .collect(),
        whole: words.to_owned(),
    }
}

async fn data(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let (council, lines, year) = read(app, db, &member, &asked)?;
        let rows: Vec<Value> = lines
            .iter()
            .map(|(one, line)| {
                let cells: serde_json::Map<String, Value> = INDICATORS
                    .iter()
                    .zip(line.iter())
                    .map(|(word, cell)| ((*word).to_owned(), json!({ "of": cell.of, "all": cell.all })))
                    .collect();
                json!({ "council": one.mark, "name": one.name, "indicators": cells })
            })
            .collect();
        Ok(Json(json!({ "council": council.mark, "year": year, "councils": rows })))
    })
    .await
}
