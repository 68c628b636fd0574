//! The page of a period's figures: on the left what was counted, on the right the records behind the figure that was clicked;
//! both levels below, and what fell short.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::day::Day;
use law::role::Act as Deed;
use papers::Cell;
use serde::Deserialize;

use super::beside::Listed;
use super::counting::Record;
use super::gathering::{Gathered, gather};
use super::kept::Numbers;
use super::numbers::{base, name_of, pointed, share, titled};
use super::paper::SIDE_BY_SIDE;
use super::splitting::value_name;
use super::tables::{self, Split};
use super::{INDICATORS, Indicator, Period, limits};
use crate::app::App;
use crate::councils;
use crate::councils::store::{self as council_store, CouncilRow};
use crate::db::Connection;
use crate::followups::line::named;
use crate::followups::pages::{heads, table_file};
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths};

/// Pages of figures.
pub fn routes() -> Routes {
    Routes::default().get("/bao-cao", Deed::ReadPapers, show).get("/bao-cao/tep", Deed::ReadPapers, file)
}

/// What is asked for: whose figures, of which days, and which one is opened.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Asked {
    pub hdnd: String,
    pub tu: String,
    pub den: String,
    /// The figure that was clicked: an indicator, one narrowed to a value, or a sentence on what fell short.
    pub so: String,
    /// Whose figure: the mark of a council; empty means one's own.
    pub cua: String,
    pub dang: String,
}

struct FigureLine {
    id: String,
    name: String,
    formula: String,
    by_hand: bool,
    number: Option<String>,
    share: String,
    before: String,
    source: String,
    href: String,
}

struct GroupLines {
    name: String,
    lines: Vec<FigureLine>,
    /// Figures that a person could enter and did not.
    lacking: usize,
}

struct TableView {
    id: &'static str,
    name: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<(String, String)>)>,
    sums: Vec<(String, String)>,
}

struct CouncilLine {
    mark: String,
    name: String,
    numbers: Vec<(String, String)>,
}

struct LimitLine {
    words: String,
    href: String,
}

struct Behind {
    title: String,
    formula: String,
    listed: Listed,
    /// All of them, for a file, and its address.
    all: Vec<Record>,
    file: String,
}

struct Seen {
    council: CouncilRow,
    groups: Vec<GroupLines>,
    tables: Vec<TableView>,
    councils: Vec<CouncilLine>,
    limits: Vec<LimitLine>,
    behind: Option<Behind>,
}

#[derive(Template)]
#[template(path = "reports/report.html")]
struct ReportPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    council: String,
    first: String,
    last: String,
    shown_first: String,
    shown_last: String,
    spans: Vec<(String, String, String)>,
    groups: Vec<GroupLines>,
    tables: Vec<TableView>,
    columns: Vec<(String, String)>,
    councils: Vec<CouncilLine>,
    limits: Vec<LimitLine>,
    behind: Option<Behind>,
    may_write: bool,
}

struct Address<'a> {
    mark: &'a str,
    period: Period,
}

impl Address<'_> {
    /// The records of a figure as a file.
    fn file(&self, figure: &str, whose: &str) -> String {
        self.of(figure, whose).replacen(paths::REPORT, &format!("{}/tep", paths::REPORT), 1).replace("#ho-so", "")
    }

    fn of(&self, figure: &str, whose: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("hdnd", self.mark);
        query.append_pair("tu", &self.period.first.to_string()).append_pair("den", &self.period.last.to_string());
        query.append_pair("so", figure);
        if !whose.is_empty() {
            query.append_pair("cua", whose);
        }
        format!("{}?{}#ho-so", paths::REPORT, query.finish())
    }
}

fn read(app: &App, db: &mut Connection, member: &Member, asked: &Asked, period: Period, w: &Words) -> Outcome<Seen> {
    let council = councils::meant_whole(db, member, &asked.hdnd, Deed::ReadPapers)?;
    let lower: Vec<CouncilRow> = council_store::lower(db, &council.id)?
        .into_iter()
        .filter(|one| councils::sees_all(member, one, Deed::ReadPapers))
        .collect();
    let gathered = gather(app, db, &council, period)?;
    let before = match period.year_before() {
        Some(before) => app.numbers.of(app, db, &council, before)?,
        None => Numbers::new(),
    };
    let short = limits::found(app, db, (&council, &lower), &gathered, period, w)?;
    let address = Address { mark: &council.mark, period };
    let mut councils = Vec::with_capacity(lower.len() + 1);
    for one in std::iter::once(&council).chain(&lower) {
        let numbers = app.numbers.of(app, db, one, period)?;
        let number = |id: &&str| INDICATORS.place(id).and_then(|place| numbers[place]).unwrap_or_default();
        councils.push(CouncilLine {
            mark: one.mark.clone(),
            name: one.name.clone(),
            numbers: SIDE_BY_SIDE.iter().map(|id| (address.of(id, &one.mark), pointed(number(id)))).collect(),
        });
    }
    let whose = lower.iter().find(|one| one.mark == asked.cua);
    let behind = match (short.iter().find(|limit| limit.id == asked.so), whose) {
        (Some(limit), _) => Some(Behind {
            title: limit.words.clone(),
            formula: String::new(),
            listed: Listed::of(limit.records.clone()),
            all: limit.records.clone(),
            file: String::new(),
        }),
        (None, Some(one)) => opened(app, &gather(app, db, one, period)?, one, &asked.so, w),
        (None, None) => opened(app, &gathered, &council, &asked.so, w),
    };
    let behind = behind.map(|behind| Behind { file: address.file(&asked.so, &asked.cua), ..behind });
    Ok(Seen {
        groups: groups(&gathered, &before, &address, w),
        tables: tables::all(app, &gathered, w)
            .into_iter()
            .filter(|one| !one.rows.is_empty())
            .map(|one| table(one, &address))
            .collect(),
        limits: short
            .into_iter()
            .map(|limit| LimitLine { href: address.of(&limit.id, ""), words: limit.words })
            .collect(),
        councils,
        behind,
        council,
    })
}

fn table(split: Split, address: &Address) -> TableView {
    let cells = |cells: Vec<tables::Cell>| {
        cells.into_iter().map(|(id, number)| (address.of(&id, ""), pointed(number))).collect()
    };
    TableView {
        id: split.id,
        name: split.name,
        columns: split.columns,
        rows: split.rows.into_iter().map(|(said, numbers)| (said, cells(numbers))).collect(),
        sums: cells(split.sums),
    }
}

/// The records behind a figure; none where it is no figure.
fn opened(app: &App, gathered: &Gathered, of: &CouncilRow, figure: &str, w: &Words) -> Option<Behind> {
    let indicator = INDICATORS.of_figure(figure)?;
    let counted = gathered.count(figure)?;
    let narrowed = figure.split_once('/').and_then(|(_, narrowed)| narrowed.split_once('='));
    let value = narrowed.map(|(by, value)| value_name(app, by, value, w));
    let all = gathered.records(&counted);
    Some(Behind {
        title: titled(figure, (counted.number, &value.unwrap_or_default()), &of.name, w),
        formula: indicator.formula.clone(),
        listed: Listed::of(all.clone()),
        all,
        file: String::new(),
    })
}

fn groups(gathered: &Gathered, before: &Numbers, address: &Address, w: &Words) -> Vec<GroupLines> {
    let counted = gathered.all();
    let numbers: Numbers = counted.iter().map(|one| one.as_ref().map(|one| one.number)).collect();
    let line = |n: usize, one: &Indicator| {
        let now = counted[n].as_ref();
        let of = base(&numbers, one);
        FigureLine {
            id: one.id.clone(),
            name: name_of(one, w),
            formula: one.formula.clone(),
            by_hand: now.is_some_and(|now| now.source.is_some()),
            number: now.map(|now| pointed(now.number)),
            share: now.zip(of).map(|(now, of)| share(now.number, of)).unwrap_or_default(),
            before: before.get(n).copied().flatten().map(pointed).unwrap_or_default(),
            source: now.and_then(|now| now.source.clone()).unwrap_or_default(),
            href: match now.and_then(|now| now.picked.as_ref()) {
                Some((_, picked)) if !picked.is_empty() => address.of(&one.id, ""),
                _ => String::new(),
            },
        }
    };
    let of_group = |group: &str| {
        let all = INDICATORS.all.iter().enumerate().filter(|(_, one)| one.group == group);
        let lines: Vec<FigureLine> = all.map(|(n, one)| line(n, one)).collect();
        let (standing, lacking): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.number.is_some());
        (standing, lacking.len())
    };
    INDICATORS
        .groups
        .iter()
        .map(|group| {
            let (lines, lacking) = of_group(&group.id);
            GroupLines { name: named(&group.name, &group.name_en, w), lines, lacking }
        })
        .collect()
}

/// The period asked for; without one this year up to today.
pub(super) fn period(asked: &Asked, today: Day) -> Outcome<Period> {
    if asked.tu.is_empty() && asked.den.is_empty() {
        let first = jiff::civil::date(today.year(), 1, 1);
        return Ok(Period { first, last: today });
    }
    Period::read(&asked.tu, &asked.den).ok_or_else(|| Trouble::field("tu", "invalid-figure-period", ""))
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let today = app.clock.today();
    let (period, form) = match period(&asked, today) {
        Ok(period) => (period, FormView::default()),
        Err(trouble) => (period(&Asked::default(), today)?, FormView::back("ky", Typed::default(), trouble, &w)?),
    };
    let (reader, words) = (member.clone(), w.clone());
    let seen = app.read(move |app, db| read(app, db, &reader, &asked, period, &words)).await?;
    let shown = ReportPage {
        frame: Frame::of(&app, &caller, w.t("nav-report"), paths::REPORT).await,
        first: period.first.to_string(),
        last: period.last.to_string(),
        shown_first: law::day::office_form(period.first),
        shown_last: law::day::office_form(period.last),
        spans: spans(&seen.council, today, &w),
        columns: SIDE_BY_SIDE
            .iter()
            .filter_map(|id| INDICATORS.by_id(id))
            .map(|one| (one.id.clone(), name_of(one, &w)))
            .collect(),
        may_write: member.may_in(Deed::DraftPaper, &seen.council.id),
        mark: seen.council.mark,
        council: seen.council.name,
        groups: seen.groups,
        tables: seen.tables,
        councils: seen.councils,
        limits: seen.limits,
        behind: seen.behind,
        form,
        w,
    };
    page(shown.form.status(), &shown)
}

/// The periods that offices report on: the half year, the year, the term so far.
pub(crate) fn spans(council: &CouncilRow, today: Day, w: &Words) -> Vec<(String, String, String)> {
    let year = today.year();
    let day = |year: i16, month: i8, day: i8| jiff::civil::date(year, month, day);
    let half =
        if today.month() <= 6 { (day(year, 1, 1), day(year, 6, 30)) } else { (day(year, 7, 1), day(year, 12, 31)) };
    let term: Day = council.starts_on.parse().unwrap_or(today);
    let mut spans: Vec<(String, String, String)> = [
        ("report-half", half),
        ("report-year", (day(year, 1, 1), day(year, 12, 31))),
        ("report-year-before", (day(year - 1, 1, 1), day(year - 1, 12, 31))),
        ("report-term", (term, today)),
    ]
    .into_iter()
    .map(|(key, (first, last))| (w.t(key).to_owned(), first.to_string(), last.min(today).to_string()))
    .collect();
    // Until July the half year and the year are the same days: one of them is offered.
    spans.dedup_by(|later, before| (&later.1, &later.2) == (&before.1, &before.2));
    spans
}

async fn file(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let period = period(&asked, app.clock.today())?;
    let (words, wanted) = (w.clone(), asked.clone());
    let seen = app.read(move |app, db| read(app, db, &member, &wanted, period, &words)).await?;
    let table = match asked.so.as_str() {
        "" => figures_table(&seen, &w),
        "hai-cap" => levels_table(&seen, &w),
        so => match split_table(&seen, so, &w) {
            Some(table) => table,
            None => records_table(seen.behind.ok_or(Trouble::NotFound)?, &w),
        },
    };
    let note = format!("{} {}", limits::named(period, &w), app.illustration.clone().unwrap_or_default());
    let table = papers::Table { note: note.trim().to_owned(), ..table };
    table_file("so-lieu", &table, asked.dang == "csv")
}

/// The records behind a figure, each with its address.
fn records_table(behind: Behind, w: &Words) -> papers::Table {
    let headings = [("report-behind", 80), ("report-address", 60)];
    papers::Table {
        title: behind.title,
        note: String::new(),
        columns: heads(&headings, w),
        rows: behind.all.iter().map(|one| vec![Cell::words(&one.words), Cell::words(&one.href)]).collect(),
    }
}

fn number(pointed: &str) -> Cell {
    pointed.replace('.', "").parse().map_or(Cell::Empty, Cell::Number)
}

fn columns(headings: impl IntoIterator<Item = (String, u8)>) -> Vec<papers::Column> {
    headings.into_iter().map(|(heading, width)| papers::Column { heading, width }).collect()
}

fn figures_table(seen: &Seen, w: &Words) -> papers::Table {
    let lines = seen.groups.iter().flat_map(|group| group.lines.iter().map(move |line| (group, line)));
    let headings = [
        ("report-group", 24),
        ("report-indicator", 36),
        ("report-number", 12),
        ("report-share", 12),
        ("report-before", 14),
        ("report-source", 30),
        ("report-formula", 60),
    ];
    papers::Table {
        title: format!("{} – {}", w.t("nav-report"), seen.council.name),
        note: String::new(),
        columns: heads(&headings, w),
        rows: lines
            .map(|(group, line)| {
                vec![
                    Cell::words(&group.name),
                    Cell::words(&line.name),
                    line.number.as_deref().map_or(Cell::Empty, number),
                    Cell::words(&line.share),
                    number(&line.before),
                    Cell::words(&line.source),
                    Cell::words(&line.formula),
                ]
            })
            .collect(),
    }
}

fn levels_table(seen: &Seen, w: &Words) -> papers::Table {
    let named = SIDE_BY_SIDE.iter().filter_map(|id| INDICATORS.by_id(id)).map(|one| (name_of(one, w), 14));
    let line = |one: &CouncilLine| {
        std::iter::once(Cell::words(&one.name)).chain(one.numbers.iter().map(|(_, shown)| number(shown))).collect()
    };
    papers::Table {
        title: format!("{} – {}", w.t("report-both-levels"), seen.council.name),
        note: String::new(),
        columns: columns(std::iter::once((w.t("council").to_owned(), 30)).chain(named)),
        rows: seen.councils.iter().map(line).collect(),
    }
}

/// One of the tables that split figures by a trait.
fn split_table(seen: &Seen, asked: &str, w: &Words) -> Option<papers::Table> {
    let table = seen.tables.iter().find(|one| Some(one.id) == asked.strip_prefix("bang-"))?;
    let line = |said: &str, cells: &[(String, String)]| {
        std::iter::once(Cell::words(said)).chain(cells.iter().map(|(_, shown)| number(shown))).collect()
    };
    let rows = table.rows.iter().map(|(said, cells)| line(said, cells));
    let first = (w.t("report-split").to_owned(), 40);
    Some(papers::Table {
        title: format!("{} – {}", table.name, seen.council.name),
        note: String::new(),
        columns: columns(std::iter::once(first).chain(table.columns.iter().map(|one| (one.clone(), 16)))),
        rows: rows.chain([line(w.t("report-sum"), &table.sums)]).collect(),
    })
}
