//! The rulebook and the calendar on screen: each rule with its citation, its force, and whether an office confirmed it;
//! a due day reckoned for any rule and day.

pub mod steps;

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use diesel::prelude::*;
use law::day::{Day, office_form};
use law::deadline::{Reckoning, reckon};
use law::role::Act as Deed;
use law::rulebook::{Confidence, NotInForce, Rule};
use serde::Deserialize;

use crate::app::Law;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::rule_confirmations;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};
use steps::{StepLine, lines_of, span};

/// Pages and API of the rulebook.
pub fn routes() -> Routes {
    Routes::default()
        .get("/quy-tac", Deed::ReadRules, list)
        .get("/quy-tac/{id}", Deed::ReadRules, show)
        .post("/quy-tac/{id}/xac-nhan", Deed::ConfirmRule, confirm_page)
        .get("/lich-lam-viec", Deed::ReadRules, calendar)
        .get("/api/v1/calendar", Deed::ReadRules, api_calendar)
        .get("/api/v1/rules", Deed::ReadRules, api_rules)
        .get("/api/v1/rules/{id}/reckoning", Deed::ReadRules, api_reckon)
        .post_json("/api/v1/rules/{id}/confirmations", Deed::ConfirmRule, "Confirming", api_confirm)
}

/// Reckons a rule of the rulebook from a day.
pub fn reckon_rule(law: &Law, id: &str, on: Day) -> Result<Reckoning, NotInForce> {
    law.rulebook.in_force(id, on).map(|rule| reckon(rule, on, &law.calendar))
}

/// Puts into words why a rule cannot be reckoned.
pub fn why_not(fault: &NotInForce, w: &Words) -> String {
    match fault {
        NotInForce::Unknown { id, nearest } if nearest.is_empty() => w.s("rule-unknown", id.clone()),
        NotInForce::Unknown { id, nearest } => w.st("rule-unknown-near", id.clone(), nearest.join(", ")),
        NotInForce::OutsideForce { id, from, to } => {
            let to = to.map_or_else(|| w.t("rule-open-end").to_owned(), office_form);
            w.st("rule-outside-force", id.clone(), format!("{} – {to}", office_form(*from)))
        }
    }
}

/// A confirmation as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Confirming {
    /// Number and day of the paper by which the office confirms.
    pub document: String,
}

/// Has the council's office confirmed this edition of a rule on screen?
pub fn is_confirmed(db: &mut Connection, council_id: &str, rule: &str, edition: u32) -> Outcome<bool> {
    Ok(confirmations(db, council_id)?.iter().any(|one| one.rule == rule && one.edition == i64::from(edition)))
}

#[derive(Queryable, Clone)]
struct Confirmed {
    rule: String,
    edition: i64,
    by: String,
    document: String,
    on: String,
}

fn confirmations(db: &mut Connection, council_id: &str) -> Outcome<Vec<Confirmed>> {
    Ok(rule_confirmations::table
        .filter(rule_confirmations::council_id.eq(council_id))
        .select((
            rule_confirmations::rule,
            rule_confirmations::edition,
            rule_confirmations::confirmed_by,
            rule_confirmations::document,
            rule_confirmations::on_day,
        ))
        .load(db)?)
}

/// Confirms the present edition of a rule in the office's name.
pub fn confirm(act: &mut Act, id: &str, confirming: &Confirming) -> Outcome<()> {
    let council = act.member.home().ok_or(Trouble::NotFound)?.to_owned();
    act.may(Deed::ConfirmRule, &council, &[])?;
    let edition = latest(&act.app.law, id).ok_or(Trouble::NotFound)?.edition;
    if confirming.document.trim().is_empty() {
        return Err(Trouble::field("document", "invalid-document-missing", ""));
    }
    if confirmations(act.db, &council)?.iter().any(|one| one.rule == id && one.edition == i64::from(edition)) {
        return Err(Trouble::field("document", "invalid-confirmed-already", id));
    }
    diesel::insert_into(rule_confirmations::table)
        .values((
            rule_confirmations::id.eq(act.new_id()),
            rule_confirmations::council_id.eq(&council),
            rule_confirmations::rule.eq(id),
            rule_confirmations::edition.eq(i64::from(edition)),
            rule_confirmations::confirmed_by.eq(&act.member.name),
            rule_confirmations::document.eq(words::nfc(confirming.document.trim())),
            rule_confirmations::on_day.eq(act.today.to_string()),
        ))
        .execute(act.db)?;
    act.record(&council, "rule_confirmed", id, &serde_json::json!({ "edition": edition }))
}

fn latest<'a>(law: &'a Law, id: &str) -> Option<&'a Rule> {
    law.rulebook.rules.iter().filter(|rule| rule.id == id).max_by_key(|rule| rule.edition)
}

struct RuleLine {
    id: String,
    duty: String,
    span: String,
    force: String,
    citation: String,
    verified: bool,
    confirmed: bool,
    in_force: bool,
}

fn line(rule: &Rule, today: Day, confirmed: &[Confirmed], w: &Words) -> RuleLine {
    let to = rule.to.map_or_else(|| w.t("rule-open-end").to_owned(), office_form);
    RuleLine {
        id: rule.id.clone(),
        duty: rule.duty.clone(),
        span: span_words(rule, w),
        force: format!("{} – {to}", office_form(rule.from)),
        citation: rule.citation.clone(),
        verified: rule.confidence == Confidence::Verified,
        confirmed: rule.confirmed.is_some()
            || confirmed.iter().any(|one| one.rule == rule.id && one.edition == i64::from(rule.edition)),
        in_force: rule.is_in_force(today),
    }
}

fn span_words(rule: &Rule, w: &Words) -> String {
    if rule.fixed_date().is_some() {
        return w.t("rule-fixed-date").to_owned();
    }
    let key = match rule.direction {
        law::rulebook::Direction::Before => "span-before",
        law::rulebook::Direction::After => "span-after",
    };
    w.s(key, span(rule.count, rule.unit, w))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    tt: String,
    q: String,
    ngay: String,
    nam: String,
}

#[derive(Template)]
#[template(path = "rules/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    asked: Asked,
    lines: Vec<RuleLine>,
    all: usize,
    forms: Vec<(String, String, String)>,
    rungs: Vec<(u32, String, String, String)>,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let w = caller.words.clone();
    let today = app.clock.today();
    let home = caller.member()?.home().unwrap_or_default().to_owned();
    let confirmed = app.read(move |_, db| confirmations(db, &home)).await?;
    let wanted = words::fold(&asked.q);
    let lines: Vec<RuleLine> = app
        .law
        .rulebook
        .rules
        .iter()
        .map(|rule| line(rule, today, &confirmed, &w))
        .filter(|line| match asked.tt.as_str() {
            "het-hieu-luc" => !line.in_force,
            "chua-doc-van-ban" => !line.verified,
            "tat-ca" => true,
            _ => line.in_force,
        })
        .filter(|line| {
            wanted.is_empty() || words::fold(&format!("{} {} {}", line.id, line.duty, line.citation)).contains(&wanted)
        })
        .collect();
    let forms = app
        .law
        .rulebook
        .forms
        .iter()
        .map(|form| {
            let name = crate::followups::line::named(&form.name, &form.name_en, &w);
            (form.id.clone(), name, form.citation.clone())
        })
        .collect();
    let rungs = app
        .law
        .rulebook
        .ladder
        .rungs
        .iter()
        .map(|rung| {
            let name = crate::followups::line::named(&rung.name, &rung.name_en, &w);
            let waits = w.nm("rung-waits-days", rung.after_overdue_days, rung.wait_days);
            (rung.number, name, rung.paper.clone(), waits)
        })
        .collect();
    let frame = Frame::of(&app, &caller, w.t("nav-rules"), paths::RULES).await;
    let all = app.law.rulebook.rules.len();
    page(StatusCode::OK, &ListPage { w, frame, asked, lines, all, forms, rungs })
}

#[derive(Template)]
#[template(path = "rules/rule.html")]
struct RulePage {
    w: Words,
    frame: Frame,
    form: FormView,
    line: RuleLine,
    rule: Rule,
    editions: Vec<(u32, String)>,
    day: String,
    steps: Vec<StepLine>,
    problem: String,
    confirmed: Vec<(String, String, String)>,
    may_confirm: bool,
}

async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    show_with(&app, &caller, &id, &asked.ngay, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, id: &str, day: &str, form: FormView) -> Outcome<Response> {
    let w = caller.words.clone();
    let member = caller.member()?;
    let home = member.home().unwrap_or_default().to_owned();
    let confirmed = app.read(move |_, db| confirmations(db, &home)).await?;
    let today = app.clock.today();
    let rule = latest(&app.law, id).ok_or(Trouble::NotFound)?.clone();
    let asked = if day.trim().is_empty() { Ok(today) } else { law::day::parse_day(day) };
    let (steps, problem) = match asked {
        Ok(on) => match reckon_rule(&app.law, id, on) {
            Ok(reckoning) => (lines_of(&reckoning, &w), String::new()),
            Err(fault) => (Vec::new(), why_not(&fault, &w)),
        },
        Err(fault) => (Vec::new(), w.s(day_fault_key(fault), day.trim())),
    };
    let status = form.status();
    let frame = Frame::of(app, caller, id, paths::RULES).await;
    let page_of = RulePage {
        line: line(&rule, today, &confirmed, &w),
        editions: app
            .law
            .rulebook
            .rules
            .iter()
            .filter(|one| one.id == id && one.edition != rule.edition)
            .map(|one| (one.edition, one.citation.clone()))
            .collect(),
        confirmed: confirmed
            .iter()
            .filter(|one| one.rule == id)
            .map(|one| (one.by.clone(), crate::web::ui::shown(Some(&one.on)), one.document.clone()))
            .collect(),
        may_confirm: member.may(Deed::ConfirmRule),
        day: asked.map_or_else(|_| day.to_owned(), office_form),
        rule,
        steps,
        problem,
        form,
        frame,
        w,
    };
    page(status, &page_of)
}

/// The sentence for a day that cannot be read.
pub fn day_fault_key(fault: law::day::DayFault) -> &'static str {
    match fault {
        law::day::DayFault::Impossible { .. } => "invalid-day-impossible",
        law::day::DayFault::Malformed => "invalid-day",
    }
}

async fn confirm_page(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let form: Confirming = typed.read()?;
    let asked = id.clone();
    match app.act(&caller.member()?, move |act| confirm(act, &asked, &form)).await {
        Ok(()) => Ok(see(&paths::rule(&id))),
        Err(trouble) => {
            let form = FormView::back("xac-nhan", typed, trouble, &caller.words)?;
            show_with(&app, &caller, &id, "", form).await
        }
    }
}

struct DayLine {
    day: String,
    weekday: String,
    kind: String,
    name: String,
    source: String,
    confirmed: bool,
}

#[derive(Template)]
#[template(path = "rules/calendar.html")]
struct CalendarPage {
    w: Words,
    frame: Frame,
    year: i16,
    confirmed: bool,
    lines: Vec<DayLine>,
    switches: Vec<(String, bool, String)>,
}

fn asked_year(app: &crate::app::App, asked: &Asked) -> i16 {
    asked.nam.parse().ok().filter(|year| (1990..=2100).contains(year)).unwrap_or(app.clock.today().year())
}

async fn calendar(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let w = caller.words.clone();
    let year = asked_year(&app, &asked);
    let calendar = &app.law.calendar;
    let lines = calendar
        .year(year)
        .into_iter()
        .map(|one| DayLine {
            day: office_form(one.day),
            weekday: w.t(crate::web::ui::weekday_key(one.day)).to_owned(),
            kind: w.t(&format!("special-{}", one.kind.as_str())).to_owned(),
            name: one.name,
            source: one.source,
            confirmed: one.confirmed,
        })
        .collect();
    let switches = calendar.switches().map(|one| (one.name.clone(), one.on, one.source.clone())).collect();
    let confirmed = calendar.is_confirmed(year);
    let frame = Frame::of(&app, &caller, w.t("nav-calendar"), paths::CALENDAR).await;
    page(StatusCode::OK, &CalendarPage { w, frame, year, confirmed, lines, switches })
}

/// Every rule as data.
pub fn rules_as_data(law: &Law) -> Vec<serde_json::Value> {
    law.rulebook
        .rules
        .iter()
        .map(|rule| {
            serde_json::json!({
                "id": rule.id, "edition": rule.edition, "duty": rule.duty, "starts": rule.starts, "count": rule.count,
                "unit": rule.unit, "direction": rule.direction, "applies_to": rule.applies_to, "level": rule.level,
                "from": rule.from.to_string(), "to": rule.to.map(|day| day.to_string()), "citation": rule.citation,
                "confidence": rule.confidence, "source": rule.source, "note": rule.note,
                "confirmed": rule.confirmed.is_some(),
            })
        })
        .collect()
}

async fn api_calendar(State(app): State<Shared>, Query(asked): Query<Asked>) -> Json<serde_json::Value> {
    let year = asked_year(&app, &asked);
    let special = |one: law::calendar::SpecialDay| {
        serde_json::json!({
            "day": one.day.to_string(), "kind": one.kind.as_str(), "name": one.name, "source": one.source,
            "confirmed": one.confirmed,
        })
    };
    let days: Vec<_> = app.law.calendar.year(year).into_iter().map(special).collect();
    let confirmed = app.law.calendar.is_confirmed(year);
    Json(serde_json::json!({ "year": year, "confirmed": confirmed, "days": days }))
}

async fn api_rules(State(app): State<Shared>) -> Json<serde_json::Value> {
    Json(serde_json::json!({ "rules": rules_as_data(&app.law) }))
}

async fn api_reckon(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Json<Reckoning>> {
    let on = law::day::parse_day(&asked.ngay)
        .map_err(|fault| Trouble::field("ngay", day_fault_key(fault), asked.ngay.clone()))?;
    reckon_rule(&app.law, &id, on)
        .map(Json)
        .map_err(|fault| Trouble::field("rule", "invalid-rule-not-in-force", why_not(&fault, &caller.words)))
}

async fn api_confirm(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(form): Json<Confirming>,
) -> Outcome<Json<serde_json::Value>> {
    app.act(&caller.member()?, move |act| confirm(act, &id, &form)).await?;
    Ok(Json(serde_json::json!({ "confirmed": true })))
}
