//! The page of both levels: a coloured table, and pictures each with its table.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use law::day::Day;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::charts;
use super::{Spread, cell, columns, counted, map, number, on_map, quarter};
use crate::app::App;
use crate::councils::store::{self as council_store, CouncilRow};
use crate::councils::{self, sees_all};
use crate::db::Connection;
use crate::people::Member;
use crate::reports::kept::Counts;
use crate::reports::numbers::{name_of, pointed};
use crate::reports::pages::spans;
use crate::reports::splitting::{listed_in, value_name};
use crate::reports::tables::narrowed;
use crate::reports::{INDICATORS, Indicator, Period};
use crate::trouble::Outcome;
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths};

/// The page of both levels, its table as a file, and its figures as JSON.
pub fn routes() -> Routes {
    Routes::default()
        .get("/toan-canh", Deed::ReadSupervisions, show)
        .get("/toan-canh/tep", Deed::ReadSupervisions, super::files::file)
        .get("/api/v1/overview", Deed::ReadSupervisions, data)
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Asked {
    hdnd: String,
    tu: String,
    den: String,
    /// A whole year, in place of two days.
    nam: String,
    /// The indicator by which councils are put in order, the worst first.
    xep: String,
    /// The indicator that colours the map.
    ban_do: String,
    /// The council that stands beside the others.
    so_voi: String,
    /// How the table of both levels counts: `so` for numbers, else shares.
    pub(super) cach: String,
    /// Which table comes as a file: that of both levels, or that of a picture.
    pub(super) bang: String,
    pub(super) dang: String,
}

/// The councils that a person sees side by side, with their counts.
pub(super) struct Read {
    pub council: CouncilRow,
    pub period: Period,
    pub of: Vec<CouncilRow>,
    pub counts: Vec<Arc<Counts>>,
    codes: HashMap<String, String>,
    may_write: bool,
}

/// The period asked for: two days, a year, or this year up to today.
fn period(asked: &Asked, today: Day) -> Period {
    let year = asked.nam.parse::<i16>().ok().filter(|year| (2000..=2100).contains(year));
    let of_year = |year: i16| Period { first: jiff::civil::date(year, 1, 1), last: jiff::civil::date(year, 12, 31) };
    let days = Period::read(&asked.tu, &asked.den);
    days.or_else(|| year.map(of_year))
        .unwrap_or_else(|| Period { first: jiff::civil::date(today.year(), 1, 1), last: today })
}

pub(super) fn read(app: &App, db: &mut Connection, member: &Member, asked: &Asked) -> Outcome<Read> {
    let council = councils::meant_whole(db, member, &asked.hdnd, Deed::ReadSupervisions)?;
    let period = period(asked, app.clock.today());
    let lower = council_store::lower(db, &council.id)?;
    let mut of = vec![council.clone()];
    of.extend(lower.into_iter().filter(|lower| sees_all(member, lower, Deed::ReadSupervisions)));
    let counts = app.numbers.of_all(app, db, &of, period)?;
    let codes = if app.map.is_empty() {
        HashMap::new()
    } else {
        let ids: Vec<String> = of.iter().map(|one| one.id.clone()).collect();
        council_store::unit_codes(db, &ids)?.into_iter().collect()
    };
    let may_write = member.may_in(Deed::DraftPaper, &council.id);
    Ok(Read { council, period, of, counts, codes, may_write })
}

impl Read {
    /// The shares that some council has something to count for.
    pub fn columns(&self) -> Vec<&'static Indicator> {
        columns(|one| self.counts.iter().map(|counts| cell(counts, one)).collect())
    }

    /// The indicators that are no shares and that some council has any of.
    pub fn counted(&self) -> Vec<&'static Indicator> {
        counted(|| self.counts.iter().map(Arc::as_ref).collect())
    }

    /// The numbers of the councils below.
    fn below(&self, one: &Indicator) -> Vec<i64> {
        let lower = self.of.iter().zip(&self.counts).filter(|(council, _)| council.id != self.council.id);
        lower.filter_map(|(_, counts)| number(counts, &one.id)).collect()
    }

    /// The council that stands beside the others.
    fn beside(&self, asked: &Asked) -> &CouncilRow {
        self.of.iter().find(|one| one.mark == asked.so_voi).unwrap_or(&self.council)
    }
}

struct CellView {
    words: String,
    class: &'static str,
    href: String,
}

struct RowView {
    name: String,
    mark: String,
    upper: bool,
    cells: Vec<CellView>,
}

struct ColumnView {
    name: String,
    href: String,
    sorted: bool,
}

/// A picture with its table.
pub(super) struct PictureView {
    svg: String,
    pub heads: Vec<String>,
    /// What a row is called, its numbers, and what opens their records.
    pub rows: Vec<(String, Vec<(String, String)>)>,
}

pub(super) struct StripView {
    pub name: String,
    href: String,
    pub own: String,
    pub middle: String,
    /// The lowest and the highest of the others.
    pub least: String,
    pub most: String,
    /// Where the others, the middle and the council stand, in percent.
    others: Vec<i64>,
    median_at: i64,
    own_at: Option<i64>,
}

struct MapView {
    svg: String,
    by: String,
    /// Councils with their share, what it is of, and what opens its records.
    rows: Vec<(String, String, String, String)>,
}

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct OverviewPage {
    w: Words,
    frame: Frame,
    council: String,
    mark: String,
    first: String,
    last: String,
    shown_first: String,
    shown_last: String,
    spans: Vec<(String, String, String)>,
    rows: Vec<RowView>,
    columns: Vec<ColumnView>,
    /// Does it show numbers, and the addresses of shares and of numbers.
    by_number: bool,
    ways: [String; 2],
    flow: Option<PictureView>,
    ages: Option<PictureView>,
    times: Option<PictureView>,
    strips: Vec<StripView>,
    beside: Vec<(String, String)>,
    beside_mark: String,
    map: Option<MapView>,
    choices: Vec<(String, String)>,
    may_write: bool,
    /// The address of a picture's table as a file, but for its name.
    tables: String,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (reader, wanted) = (member.clone(), asked.clone());
    let (read, counts) = app
        .read(move |app, db| {
            let read = read(app, db, &reader, &wanted)?;
            Ok((read, crate::web::frame::Counts::read(app, db, &member)?))
        })
        .await?;
    let frame = Frame::with(&app, &caller, w.t("nav-overview"), paths::OVERVIEW, &counts).on_landscape();
    let shown = build(&app, &read, &asked, frame, w);
    page(axum::http::StatusCode::OK, &shown)
}

/// Addresses of the page with one thing changed.
struct Addresses<'a> {
    read: &'a Read,
    asked: &'a Asked,
}

impl Addresses<'_> {
    fn days(&self) -> String {
        format!("tu={}&den={}", self.read.period.first, self.read.period.last)
    }

    fn with(&self, name: &str, value: &str) -> String {
        let asked = self.asked;
        let kept = [("xep", &asked.xep), ("ban_do", &asked.ban_do), ("so_voi", &asked.so_voi), ("cach", &asked.cach)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("hdnd", &self.read.council.mark);
        for (key, stands) in kept.into_iter().filter(|(key, stands)| *key != name && !stands.is_empty()) {
            query.append_pair(key, stands);
        }
        query.append_pair(name, value);
        format!("{}?{}&{}", paths::OVERVIEW, query.finish(), self.days())
    }

    fn records(&self, mark: &str, figure: &str) -> String {
        let figure: String = form_urlencoded::byte_serialize(figure.as_bytes()).collect();
        format!("{}?hdnd={mark}&{}&so={figure}#ho-so", paths::REPORT, self.days())
    }
}

fn build(app: &App, read: &Read, asked: &Asked, frame: Frame, w: Words) -> OverviewPage {
    let at = Addresses { read, asked };
    let columns = read.columns();
    let by_number = asked.cach == "so";
    let shown = if by_number { read.counted() } else { columns.clone() };
    let mut order: Vec<usize> = (0..read.of.len()).collect();
    if by_number {
        // The most first.
        order.sort_by_key(|n| std::cmp::Reverse(number(&read.counts[*n], &asked.xep)));
    }
    if let Some(by) = columns.iter().find(|one| one.id == asked.xep) {
        // What cannot be set beside others stands last; the worst first, whichever way is better.
        let worth = |n: &usize| {
            let percent = cell(&read.counts[*n], by).comparable();
            let less = by.better == Some(crate::reports::Better::Less);
            percent.map_or((1, 0), |percent| (0, if less { -percent } else { percent }))
        };
        order.sort_by_key(worth);
    }
    let beside: Vec<Vec<i64>> = shown.iter().map(|one| read.below(one)).collect();
    let cells = |n: usize| -> Vec<CellView> {
        let (council, counts) = (&read.of[n], &read.counts[n]);
        let told = |(one, beside): (&&'static Indicator, &Vec<i64>)| {
            if by_number {
                number_view(counts, one, beside, &at, council)
            } else {
                share_view(counts, one, &at, council, &w)
            }
        };
        shown.iter().zip(&beside).map(told).collect()
    };
    let rows = order.iter().map(|n| RowView {
        name: read.of[*n].place().to_owned(),
        mark: read.of[*n].mark.clone(),
        upper: read.of[*n].id == read.council.id,
        cells: cells(*n),
    });
    let heads = shown.iter().map(|one| ColumnView {
        name: name_of(one, &w),
        href: at.with("xep", &one.id),
        sorted: asked.xep == one.id,
    });
    let beside = read.beside(asked);
    OverviewPage {
        by_number,
        ways: [at.with("cach", ""), at.with("cach", "so")],
        rows: rows.collect(),
        columns: heads.collect(),
        flow: picture(FLOW, app, read, asked, &w),
        ages: picture(AGES, app, read, asked, &w),
        times: picture(TIMES, app, read, asked, &w),
        strips: strips(read, asked, &w),
        beside: read.of.iter().map(|one| (one.mark.clone(), one.name.clone())).collect(),
        beside_mark: beside.mark.clone(),
        map: map_view(app, read, &columns, &asked.ban_do, &at, &w),
        choices: columns.iter().map(|one| (one.id.clone(), name_of(one, &w))).collect(),
        spans: spans(&read.council, app.clock.today(), &w),
        first: read.period.first.to_string(),
        last: read.period.last.to_string(),
        shown_first: law::day::office_form(read.period.first),
        shown_last: law::day::office_form(read.period.last),
        council: read.council.name.clone(),
        mark: read.council.mark.clone(),
        may_write: read.may_write,
        tables: format!("{}/tep?hdnd={}&{}&bang=", paths::OVERVIEW, read.council.mark, at.days()),
        frame,
        w,
    }
}

fn share_view(counts: &Counts, one: &Indicator, at: &Addresses, council: &CouncilRow, w: &Words) -> CellView {
    let cell = cell(counts, one);
    CellView {
        words: match (cell.of, cell.all) {
            (Some(of), 1..) => w.nm("cell-of", of, cell.all),
            _ => "–".to_owned(),
        },
        class: cell.class(one.better),
        href: at.records(&council.mark, &one.id),
    }
}

fn number_view(counts: &Counts, one: &Indicator, beside: &[i64], at: &Addresses, council: &CouncilRow) -> CellView {
    let number = number(counts, &one.id);
    CellView {
        words: number.map_or_else(|| "–".to_owned(), pointed),
        class: number.map_or("h-q0", |number| quarter(number, beside)),
        href: at.records(&council.mark, &one.id),
    }
}

/// Names of pictures in the addresses of their tables.
pub(super) const FLOW: &str = "duong-di";
pub(super) const AGES: &str = "ton-dong";
pub(super) const TIMES: &str = "thoi-gian";
pub(super) const MEDIAN: &str = "trung-vi";

/// A picture by its name, with its table; none where there is nothing to draw.
pub(super) fn picture(name: &str, app: &App, read: &Read, asked: &Asked, w: &Words) -> Option<PictureView> {
    let (sums, at) = (sums(&read.counts), Addresses { read, asked });
    match name {
        FLOW => flow(&sums, read, &at, w),
        AGES => bars("open-by-age", &sums, app, read, &at, w),
        TIMES => bars("work-by-time", &sums, app, read, &at, w),
        _ => None,
    }
}

/// Cells of all councils together.
fn sums(counts: &[Arc<Counts>]) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for (figure, number) in counts.iter().flat_map(|counts| &counts.cells) {
        *sums.entry(figure.clone()).or_default() += number;
    }
    sums
}

/// A figure and what opens its records: where several councils are summed up, nothing does.
fn opening(read: &Read, at: &Addresses, figure: &str, number: i64) -> (String, String) {
    let opens = read.of.len() == 1 && number > 0 && !figure.is_empty();
    (pointed(number), if opens { at.records(&read.council.mark, figure) } else { String::new() })
}

fn flow(sums: &BTreeMap<String, i64>, read: &Read, at: &Addresses, w: &Words) -> Option<PictureView> {
    let drawn = charts::flow_of(|id| sums.get(&narrowed("petitions", "flow", id)).copied())?;
    let figure = |id: &str| match id {
        "asked" => "petitions".to_owned(),
        "sent" | "answered" | "explained" | "on-spot" => id.to_owned(),
        "proved" => "settled".to_owned(),
        "said-done" => "answered-done".to_owned(),
        "promised" => "answered-under-way".to_owned(),
        "not-sent" | "waiting" | "refused" => narrowed("petitions", "flow", id),
        _ => String::new(),
    };
    let station = |one: &charts::Station| (w.k("flow", one.id), vec![opening(read, at, &figure(one.id), one.number)]);
    Some(PictureView {
        svg: drawn.svg(|id| w.k("flow", id)),
        heads: vec![w.t("flow-station").to_owned(), w.t("report-number").to_owned()],
        rows: drawn.stations.iter().map(station).collect(),
    })
}

/// Bars over ages or times, with their table.
fn bars(
    table: &str,
    sums: &BTreeMap<String, i64>,
    app: &App,
    read: &Read,
    at: &Addresses,
    w: &Words,
) -> Option<PictureView> {
    let table = INDICATORS.tables.iter().find(|one| one.id == table)?;
    let mut values = listed_in(table, read.period, app.clock.today());
    if table.columns.iter().any(|column| sums.contains_key(&narrowed(column, &table.by, ""))) {
        values.push(String::new());
    }
    let number = |column: &str, value: &str| sums.get(&narrowed(column, &table.by, value)).copied().unwrap_or(0);
    let drawn = charts::Bars {
        labels: values.iter().map(|value| value_name(app, &table.by, value, w)).collect(),
        rows: table
            .columns
            .iter()
            .map(|column| (heading(column, w), values.iter().map(|value| number(column, value)).collect()))
            .collect(),
    };
    let row = |value: &String| {
        let cells = table
            .columns
            .iter()
            .map(|column| opening(read, at, &narrowed(column, &table.by, value), number(column, value)));
        (value_name(app, &table.by, value, w), cells.collect())
    };
    let first = w.t(if table.by == "age" { "age" } else { "times" }).to_owned();
    let any = drawn.rows.iter().any(|(_, numbers)| numbers.iter().any(|number| *number > 0));
    (any && values.len() > 1).then(|| PictureView {
        svg: drawn.svg(),
        heads: std::iter::once(first).chain(table.columns.iter().map(|column| heading(column, w))).collect(),
        rows: values.iter().map(row).collect(),
    })
}

fn heading(column: &str, w: &Words) -> String {
    INDICATORS.by_id(column).map(|one| name_of(one, w)).unwrap_or_default()
}

/// Where a council stands beside the others of its level, indicator by indicator; nothing where there are no others.
pub(super) fn strips(read: &Read, asked: &Asked, w: &Words) -> Vec<StripView> {
    let (columns, beside, at) = (read.columns(), read.beside(asked), Addresses { read, asked });
    if read.of.len() <= 2 {
        return Vec::new();
    }
    let strip = |one: &&'static Indicator| {
        let level = read.of.iter().zip(&read.counts).filter(|(council, _)| council.level != read.council.level);
        let others: Vec<i64> = level.filter_map(|(_, counts)| cell(counts, one).comparable()).collect();
        let spread = Spread::of(&others)?;
        let [least, middle, most] = spread.said();
        let place = read.of.iter().position(|council| council.id == beside.id)?;
        let own = cell(&read.counts[place], one);
        Some(StripView {
            name: name_of(one, w),
            href: at.records(&beside.mark, &one.id),
            own: own.said(),
            least,
            middle,
            most,
            own_at: own.percent().map(|percent| percent.clamp(0, 100)),
            median_at: spread.middle.clamp(0, 100),
            others: others.into_iter().map(|percent| percent.clamp(0, 100)).collect(),
        })
    };
    columns.iter().filter_map(strip).collect()
}

/// The map, where the office supplies outlines of these councils' units.
fn map_view(
    app: &App,
    read: &Read,
    columns: &[&'static Indicator],
    by: &str,
    at: &Addresses,
    w: &Words,
) -> Option<MapView> {
    let by = on_map(columns, by)?;
    let named = read.of.iter().zip(&read.counts).map(|(council, counts)| {
        let cell = cell(counts, by);
        let unit = map::Unit { code: read.codes.get(&council.id).map(String::as_str), name: council.place() };
        let shape = charts::Shape {
            class: cell.class(by.better),
            words: format!("{}: {}", council.place(), cell.said()),
            href: at.records(&council.mark, &by.id),
            ..Default::default()
        };
        (unit, shape)
    });
    let rows = read.of.iter().zip(&read.counts).map(|(council, counts)| {
        let cell = cell(counts, by);
        let of = cell.of.map_or_else(|| "–".to_owned(), |of| w.nm("cell-of", of, cell.all));
        (council.place().to_owned(), cell.said(), of, at.records(&council.mark, &by.id))
    });
    Some(MapView { svg: map::picture(&app.map, named.collect())?, by: name_of(by, w), rows: rows.collect() })
}

async fn data(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let read = read(app, db, &member, &asked)?;
        let rows: Vec<Value> = read
            .of
            .iter()
            .zip(&read.counts)
            .map(|(one, counts)| {
                let numbers = INDICATORS.all.iter().zip(&counts.numbers);
                let numbers: serde_json::Map<String, Value> =
                    numbers.map(|(indicator, number)| (indicator.id.clone(), json!(number))).collect();
                json!({ "council": one.mark, "name": one.name, "figures": numbers, "cells": counts.cells })
            })
            .collect();
        let (first, last) = (read.period.first, read.period.last);
        Ok(Json(json!({ "council": read.council.mark, "first": first, "last": last, "councils": rows })))
    })
    .await
}
