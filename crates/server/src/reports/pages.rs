//! The page of a period's figures: on the left what was counted, on the right the records behind the figure that was clicked;
//! both levels below, and what fell short.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::day::Day;
use law::role::Act as Deed;
use papers::Cell;
use serde::Deserialize;

use super::counting::{Counted, Record, gather};
use super::{INDICATORS, Indicator, NewFigure, Period, limits};
use crate::app::App;
use crate::councils::store::{self as council_store, CouncilRow};
use crate::councils::{self, sees_all};
use crate::db::Connection;
use crate::followups::line::named;
use crate::followups::pages::download;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// Pages of figures.
pub fn routes() -> Routes {
    Routes::default().get("/bao-cao", Deed::ReadPapers, show).get("/bao-cao/tep", Deed::ReadPapers, file).post(
        "/bao-cao/nhap-so",
        Deed::DraftPaper,
        enter,
    )
}

/// The columns in which councils stand side by side.
pub const SIDE_BY_SIDE: &[&str] =
    &["supervisions", "due", "done", "late", "meetings", "petitions", "answered", "settled"];

/// Records that a page lists at the most; the file has all.
const LISTED: usize = 300;

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    hdnd: String,
    tu: String,
    den: String,
    /// The figure that was clicked: an indicator, or `han-che-3`.
    so: String,
    /// Whose figure: the mark of a council; empty means one's own.
    cua: String,
    dang: String,
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
    counted: bool,
}

struct GroupLines {
    name: String,
    lines: Vec<FigureLine>,
}

struct CouncilLine {
    mark: String,
    name: String,
    numbers: Vec<(String, String)>,
}

struct Behind {
    title: String,
    formula: String,
    records: Vec<Record>,
    more: usize,
}

struct Seen {
    council: CouncilRow,
    groups: Vec<GroupLines>,
    councils: Vec<CouncilLine>,
    limits: Vec<limits::Limit>,
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
    columns: Vec<(String, String)>,
    councils: Vec<CouncilLine>,
    limits: Vec<limits::Limit>,
    behind: Option<Behind>,
    by_hand: Vec<(String, String)>,
    may_write: bool,
}

/// A number with the points of thousands, as Vietnamese papers write it.
pub fn pointed(number: i64) -> String {
    let digits = number.abs().to_string();
    let mut said = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            said.push('.');
        }
        said.push(digit);
    }
    if number < 0 { format!("-{said}") } else { said }
}

/// So many of so many, in percent with one place; empty where there is nothing to be a share of.
pub fn share(number: i64, of: i64) -> String {
    if of <= 0 {
        return String::new();
    }
    let thousandths = (number * 1000 + of / 2) / of;
    format!("{},{} %", thousandths / 10, thousandths % 10)
}

/// The name of an indicator in the reader's language.
pub fn name_of(one: &Indicator, w: &Words) -> String {
    named(&one.name, &one.name_en, w)
}

/// The number that an indicator is a share of.
pub fn base(counted: &[Option<Counted>], one: &Indicator) -> Option<i64> {
    let of = one.of.as_ref()?;
    let place = INDICATORS.all.iter().position(|base| base.id == *of)?;
    counted[place].as_ref().map(|base| base.number)
}

fn read(app: &App, db: &mut Connection, member: &Member, asked: &Asked, period: Period, w: &Words) -> Outcome<Seen> {
    let council = councils::meant(db, member, Some(&asked.hdnd), Deed::ReadPapers)?;
    if !sees_all(member, &council, Deed::ReadPapers) {
        return Err(Trouble::NotFound);
    }
    let lower = council_store::lower(db, &council.id)?;
    let gathered = gather(app, db, &council, period)?;
    let counted = gathered.all();
    let before = match period.year_before() {
        Some(before) => gather(app, db, &council, before)?.all(),
        None => Vec::new(),
    };
    let limits = limits::found(app, db, (&council, &lower), &gathered, period, w)?;
    let mut behind = None;
    let mut councils = Vec::with_capacity(lower.len() + 1);
    for one in std::iter::once(&council).chain(&lower) {
        let figures = if one.id == council.id { None } else { Some(gather(app, db, one, period)?) };
        let figures = figures.as_ref().unwrap_or(&gathered);
        let numbers = SIDE_BY_SIDE.iter().map(|id| {
            let counted = figures.count(id).unwrap_or_default();
            ((*id).to_owned(), pointed(counted.number))
        });
        councils.push(CouncilLine { mark: one.mark.clone(), name: one.name.clone(), numbers: numbers.collect() });
        let wanted = if asked.cua.is_empty() { one.id == council.id } else { one.mark == asked.cua };
        if let (true, Some(indicator)) = (wanted, INDICATORS.all.iter().find(|indicator| indicator.id == asked.so)) {
            let title = format!("{} – {}", name_of(indicator, w), one.name);
            let records = figures.count(&indicator.id).unwrap_or_default().records;
            behind = Some(listed(title, indicator.formula.clone(), records));
        }
    }
    if let Some(limit) =
        asked.so.strip_prefix("han-che-").and_then(|n| n.parse::<usize>().ok()).and_then(|n| limits.get(n))
    {
        behind = Some(listed(limit.words.clone(), String::new(), limit.records.clone()));
    }
    let line = |n: usize, one: &Indicator| {
        let now = counted[n].as_ref();
        let of = base(&counted, one);
        FigureLine {
            id: one.id.clone(),
            name: name_of(one, w),
            formula: one.formula.clone(),
            by_hand: one.by_hand,
            number: now.map(|now| pointed(now.number)),
            share: now.zip(of).map(|(now, of)| share(now.number, of)).unwrap_or_default(),
            before: before.get(n).and_then(Option::as_ref).map(|then| pointed(then.number)).unwrap_or_default(),
            source: now.and_then(|now| now.source.clone()).unwrap_or_default(),
            counted: now.is_some_and(|now| !now.records.is_empty()),
        }
    };
    let groups = INDICATORS
        .groups
        .iter()
        .map(|group| GroupLines {
            name: named(&group.name, &group.name_en, w),
            lines: INDICATORS
                .all
                .iter()
                .enumerate()
                .filter(|(_, one)| one.group == group.id)
                .map(|(n, one)| line(n, one))
                .collect(),
        })
        .collect();
    Ok(Seen { council, groups, councils, limits, behind })
}

fn listed(title: String, formula: String, mut records: Vec<Record>) -> Behind {
    let more = records.len().saturating_sub(LISTED);
    records.truncate(LISTED);
    Behind { title, formula, records, more }
}

/// The period asked for; without one this year up to today.
fn period(asked: &Asked, today: Day) -> Outcome<Period> {
    if asked.tu.is_empty() && asked.den.is_empty() {
        let first = jiff::civil::date(today.year(), 1, 1);
        return Ok(Period { first, last: today });
    }
    Period::read(&asked.tu, &asked.den).ok_or_else(|| Trouble::field("tu", "invalid-figure-period", ""))
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    show_with(&app, &caller, asked, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, asked: Asked, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let today = app.clock.today();
    let (period, form) = match period(&asked, today) {
        Ok(period) => (period, form),
        Err(trouble) => {
            let typed = Typed::default();
            (period(&Asked::default(), today)?, FormView::back("ky", typed, trouble, &w)?)
        }
    };
    let (reader, words, wanted) = (member.clone(), w.clone(), asked.clone());
    let seen = app.read(move |app, db| read(app, db, &reader, &wanted, period, &words)).await?;
    let shown = ReportPage {
        frame: Frame::of(app, caller, w.t("nav-report"), paths::REPORT).await,
        first: period.first.to_string(),
        last: period.last.to_string(),
        shown_first: law::day::office_form(period.first),
        shown_last: law::day::office_form(period.last),
        spans: spans(&seen.council, today, &w),
        columns: SIDE_BY_SIDE
            .iter()
            .filter_map(|id| INDICATORS.all.iter().find(|one| one.id == *id))
            .map(|one| (one.id.clone(), name_of(one, &w)))
            .collect(),
        by_hand: INDICATORS
            .all
            .iter()
            .filter(|one| one.by_hand)
            .map(|one| (one.id.clone(), name_of(one, &w)))
            .collect(),
        may_write: member.may_in(Deed::DraftPaper, &seen.council.id),
        mark: seen.council.mark,
        council: seen.council.name,
        groups: seen.groups,
        councils: seen.councils,
        limits: seen.limits,
        behind: seen.behind,
        form,
        w,
    };
    page(shown.form.status(), &shown)
}

/// The periods that offices report on: the half year, the year, the term so far.
fn spans(council: &CouncilRow, today: Day, w: &Words) -> Vec<(String, String, String)> {
    let year = today.year();
    let day = |year: i16, month: i8, day: i8| jiff::civil::date(year, month, day);
    let half =
        if today.month() <= 6 { (day(year, 1, 1), day(year, 6, 30)) } else { (day(year, 7, 1), day(year, 12, 31)) };
    let term: Day = council.starts_on.parse().unwrap_or(today);
    [
        ("report-half", half),
        ("report-year", (day(year, 1, 1), day(year, 12, 31))),
        ("report-year-before", (day(year - 1, 1, 1), day(year - 1, 12, 31))),
        ("report-term", (term, today)),
    ]
    .into_iter()
    .map(|(key, (first, last))| (w.t(key).to_owned(), first.to_string(), last.min(today).to_string()))
    .collect()
}

async fn file(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let period = period(&asked, app.clock.today())?;
    let (words, wanted) = (w.clone(), asked.clone());
    let seen = app.read(move |app, db| read(app, db, &member, &wanted, period, &words)).await?;
    let text = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) };
    let rows = seen
        .groups
        .iter()
        .flat_map(|group| group.lines.iter().map(move |line| (group, line)))
        .map(|(group, line)| {
            let number = line.number.as_ref().and_then(|number| number.replace('.', "").parse().ok());
            vec![
                text(&group.name),
                text(&line.name),
                number.map_or(Cell::Empty, Cell::Number),
                text(&line.share),
                text(&line.before),
                text(&line.source),
                text(&line.formula),
            ]
        })
        .collect();
    let columns = [
        ("report-group", 24),
        ("report-indicator", 36),
        ("report-number", 12),
        ("report-share", 12),
        ("report-before", 14),
        ("report-source", 30),
        ("report-formula", 60),
    ];
    let table = papers::Table {
        title: format!("{} – {}", w.t("nav-report"), seen.council.name),
        note: format!("{} {}", limits::named(period, &w), app.illustration.clone().unwrap_or_default())
            .trim()
            .to_owned(),
        columns: columns
            .iter()
            .map(|(key, width)| papers::Column { heading: w.t(key).to_owned(), width: *width })
            .collect(),
        rows,
    };
    if asked.dang == "csv" {
        return Ok(download("so-lieu.csv", "text/csv; charset=utf-8", papers::csv(&table).map_err(Trouble::Fault)?));
    }
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download("so-lieu.xlsx", media, papers::xlsx(&table).map_err(Trouble::Fault)?))
}

async fn enter(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewFigure = typed.read()?;
    let asked =
        Asked { hdnd: typed.get("hdnd").to_owned(), tu: new.first.clone(), den: new.last.clone(), ..Asked::default() };
    let mark = asked.hdnd.clone();
    match app.act(&caller.member()?, move |act| super::enter(act, &mark, &new)).await {
        Ok(()) => Ok(see(&format!("{}?hdnd={}&tu={}&den={}", paths::REPORT, asked.hdnd, asked.tu, asked.den))),
        Err(trouble) => {
            let form = FormView::back("nhap-so", typed, trouble, &caller.words)?;
            show_with(&app, &caller, asked, form).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_points_and_shares_one_place_after_the_comma() {
        assert_eq!([0, 999, 1000, 50_000, 1_234_567].map(pointed), ["0", "999", "1.000", "50.000", "1.234.567"]);
        assert_eq!((share(2, 3), share(0, 7), share(1, 0)), ("66,7 %".into(), "0,0 %".into(), String::new()));
    }
}
