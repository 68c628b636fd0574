//! Pages of the programme of a year: its items by body, proposals, overlaps and gaps; the timeline. One item and the import
//! have pages of their own.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::day::Day;
use law::deadline::reckon;
use law::role::Act as Deed;
use law::rulebook::{Confidence, Level};
use serde::Deserialize;

use super::deciding::{self, Approval};
use super::overlap::{self, Overlap};
use super::proposals::{self, NewProposal};
use super::store::{self, ItemRow, ProgrammeRow, ProposalRow};
use super::timeline::{self, Timeline};
use super::{NewItem, gaps, import_pages, item_pages, weeks};
use crate::app::{App, Law};
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::followups::store::lateness;
use crate::people::Member;
use crate::supervision::store as supervisions;
use crate::trouble::Outcome;
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::{Language, Words};
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of the programme.
pub fn routes() -> Routes {
    Routes::default()
        .get("/chuong-trinh", Deed::ReadSupervisions, show)
        .get("/chuong-trinh/dong-thoi-gian", Deed::ReadSupervisions, show_timeline)
        .get("/chuong-trinh/nhap", Deed::DraftProgramme, import_pages::show_import)
        .post("/chuong-trinh/nhap", Deed::DraftProgramme, import_pages::preview_import)
        .post("/chuong-trinh/nhap/luu", Deed::DraftProgramme, import_pages::save_import)
        .get("/chuong-trinh/mau", Deed::DraftProgramme, import_pages::template)
        .post("/chuong-trinh/muc", Deed::DraftProgramme, add_item)
        .get("/chuong-trinh/muc/{id}", Deed::ReadSupervisions, item_pages::show_item)
        .post("/chuong-trinh/muc/{id}", Deed::DraftProgramme, item_pages::correct_item)
        .post("/chuong-trinh/muc/{id}/chuyen", Deed::DraftProgramme, item_pages::move_item)
        .post("/chuong-trinh/muc/{id}/trung-lap", Deed::DecideProgramme, item_pages::decide)
        .post("/chuong-trinh/de-xuat", Deed::ProposeTopic, propose)
        .post("/chuong-trinh/de-xuat/{id}/khong-dua-vao", Deed::DraftProgramme, decline)
        .post("/chuong-trinh/{id}/ky-hop", Deed::DraftProgramme, set_session)
        .post("/chuong-trinh/{id}/thong-qua", Deed::DecideProgramme, approve)
}

/// Which programme is asked for.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) hdnd: String,
    pub(super) nam: String,
    /// Part of the timeline, from 1.
    pub(super) phan: String,
}

/// An item as the list shows it.
struct ItemLine {
    id: String,
    title: String,
    form: String,
    units: String,
    when: String,
    days: String,
    state: String,
    reason: String,
    held: Option<(String, String)>,
    undecided: usize,
    decided: usize,
}

/// A programme as the page shows it.
struct ProgrammeView {
    id: String,
    by: String,
    approved: Option<(String, String)>,
    draft: bool,
    session_on: String,
    clocks: Vec<Clock>,
    items: Vec<ItemLine>,
    undecided: usize,
    may_decide: bool,
}

/// A clock of drafting a programme.
struct Clock {
    duty: String,
    due: ui::Due,
    citation: String,
    recalled: bool,
}

/// A choice of a list: value, words.
pub(super) type Choices = Vec<(String, String)>;

struct Read {
    mark: String,
    council: String,
    councils: Choices,
    programmes: Vec<ProgrammeView>,
    proposals: Vec<ProposalRow>,
    expected: Vec<gaps::Expected>,
    not_supervised: Vec<String>,
    bodies: Choices,
    units: Choices,
    years: Vec<i64>,
    may_draft: bool,
    may_propose: bool,
}

#[derive(Template)]
#[template(path = "programme/programme.html")]
struct ProgrammePage {
    w: Words,
    frame: Frame,
    form: FormView,
    r: Read,
    year: i64,
    forms: Choices,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    show_with(&app, &caller, asked, FormView::default()).await
}

pub(super) fn year_of(asked: &Asked, today: Day) -> i64 {
    asked.nam.trim().parse().ok().filter(|year| super::YEARS.contains(year)).unwrap_or(i64::from(today.year()))
}

async fn show_with(app: &Shared, caller: &Caller, asked: Asked, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let year = year_of(&asked, app.clock.today());
    let r = app.read(move |app, db| read(app, db, &member, &asked.hdnd, year, &words)).await?;
    let frame = Frame::of(app, caller, w.t("nav-programme"), paths::PROGRAMME).await;
    let status = form.status();
    let forms = form_choices(&app.law, &w);
    page(status, &ProgrammePage { w, frame, form, r, year, forms })
}

/// The forms of supervision, but the secret ballot, as choices.
pub fn form_choices(law: &Law, w: &Words) -> Choices {
    law.rulebook
        .forms
        .iter()
        .filter(|form| !form.is_ballot)
        .map(|form| (form.id.clone(), format!("{} · {}", form.id, form_name(law, &form.id, w))))
        .collect()
}

/// The name of a form in the reader's language.
pub fn form_name(law: &Law, id: &str, w: &Words) -> String {
    match law.rulebook.form(id) {
        Some(form) if w.language() == Language::English => form.name_en.clone(),
        Some(form) => form.name.clone(),
        None => w.t("form-unknown").to_owned(),
    }
}

/// The council itself and its bodies that supervise, as choices.
pub fn supervisor_choices(db: &mut Connection, council: &council_store::CouncilRow) -> Outcome<Choices> {
    let own = council_store::bodies_of(db, &council.id)?
        .into_iter()
        .filter(|body| super::supervisor_of(Some(body)).is_some() && body.valid_to.is_none())
        .map(|body| (body.id, body.name));
    Ok(std::iter::once((String::new(), council.name.clone())).chain(own).collect())
}

/// The bodies that a council may supervise, as choices.
pub fn unit_choices(db: &mut Connection, council: &council_store::CouncilRow) -> Outcome<Choices> {
    const OWING: &[&str] = &["peoples_committee", "department", "court", "procuracy", "other"];
    Ok(council_store::addressees(db, council)?
        .into_iter()
        .filter(|body| OWING.contains(&body.kind.as_str()))
        .map(|body| (body.id, body.name))
        .collect())
}

/// The councils that a member may look into, for the choice at the top.
pub fn council_choices(db: &mut Connection, member: &Member) -> Outcome<Choices> {
    Ok(council_store::all(db)?
        .into_iter()
        .filter(|council| councils::sees(member, council, Deed::ReadSupervisions))
        .map(|council| (council.mark, council.name))
        .collect())
}

fn read(app: &App, db: &mut Connection, member: &Member, mark: &str, year: i64, w: &Words) -> Outcome<Read> {
    let council = councils::meant_whole(db, member, mark, Deed::ReadSupervisions)?;
    let programmes = store::of_year(db, &council.id, year)?;
    let items = store::items_of_year(db, &council.id, year)?;
    let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    let overlaps = overlap::of_items(db, &app.law, &council, &items)?;
    let held: HashMap<String, (String, String)> = supervisions::of_items(db, &ids)?
        .into_iter()
        .filter_map(|row| {
            let stage = w.k("stage", &row.stage);
            Some((row.item_id?, (row.id, stage)))
        })
        .collect();
    let mut units: HashMap<String, Vec<String>> = HashMap::new();
    for (item, _, name) in store::units_of(db, &ids)? {
        units.entry(item).or_default().push(name);
    }
    let body_ids: Vec<String> = programmes.iter().filter_map(|one| one.body_id.clone()).collect();
    let names: HashMap<String, String> = council_store::body_names(db, &body_ids)?.into_iter().collect();
    let may_decide = member.may_in(Deed::DecideProgramme, &council.id);
    let level = super::level_of(&council)?;
    let views = programmes
        .iter()
        .map(|programme| {
            let lines: Vec<ItemLine> = items
                .iter()
                .filter(|item| item.programme_id == programme.id)
                .map(|item| item_line(app, item, &units, &held, &overlaps, w))
                .collect();
            ProgrammeView {
                id: programme.id.clone(),
                by: programme
                    .body_id
                    .as_ref()
                    .and_then(|id| names.get(id).cloned())
                    .unwrap_or_else(|| council.name.clone()),
                approved: (programme.state == "approved").then(|| {
                    let on = ui::shown(programme.resolved_on.as_deref());
                    (programme.resolution.clone(), on)
                }),
                draft: programme.state != "approved",
                session_on: ui::shown(programme.session_on.as_deref()),
                clocks: drafting_clocks(app, programme, level, w),
                undecided: lines.iter().map(|line| line.undecided).sum(),
                items: lines,
                may_decide,
            }
        })
        .collect();
    let mut below = vec![council.clone()];
    below.extend(council_store::lower(db, &council.id)?);
    let mut years = store::years(db, &council.id)?;
    for known in [year, i64::from(app.clock.today().year()), i64::from(app.clock.today().year()) + 1] {
        if !years.contains(&known) {
            years.push(known);
        }
    }
    years.sort_unstable_by(|a, b| b.cmp(a));
    Ok(Read {
        programmes: views,
        proposals: store::proposals_of(db, &council.id, year)?,
        expected: gaps::expected(db, &app.law, &below, year)?,
        not_supervised: gaps::not_supervised(db, &council)?.into_iter().map(|body| body.name).collect(),
        bodies: supervisor_choices(db, &council)?,
        units: unit_choices(db, &council)?,
        councils: council_choices(db, member)?,
        years,
        may_draft: member.may_in(Deed::DraftProgramme, &council.id),
        may_propose: member.may_in(Deed::ProposeTopic, &council.id),
        mark: council.mark,
        council: council.name,
    })
}

fn item_line(
    app: &App,
    item: &ItemRow,
    units: &HashMap<String, Vec<String>>,
    held: &HashMap<String, (String, String)>,
    overlaps: &[Overlap],
    w: &Words,
) -> ItemLine {
    let own = overlaps.iter().filter(|one| one.item == item.id);
    let named = units.get(&item.id).cloned().unwrap_or_default();
    let span = item.span();
    ItemLine {
        id: item.id.clone(),
        title: item.title.clone(),
        form: form_name(&app.law, &item.form, w),
        units: if named.is_empty() { item.unit_words.clone() } else { named.join(", ") },
        when: when_words(span, &item.time_words, w),
        days: span.map(ui::span).unwrap_or_default(),
        state: w.k("item-state", &item.state),
        reason: item.reason.clone(),
        held: held.get(&item.id).cloned(),
        undecided: own.clone().filter(|one| one.decision.is_none()).count(),
        decided: own.filter(|one| one.decision.is_some()).count(),
    }
}

/// “tuần 12–14”, or the published words, or that there is no time.
pub(super) fn when_words(span: Option<(Day, Day)>, time_words: &str, w: &Words) -> String {
    match span {
        Some((first, last)) => {
            let (from, to) = weeks::numbers(first, last);
            if from == to {
                w.n("week-one", i64::from(from))
            } else {
                w.nm("week-span", i64::from(from), i64::from(to))
            }
        }
        None if time_words.is_empty() => w.t("week-none").to_owned(),
        None => format!("“{time_words}”"),
    }
}

/// The clocks that the law sets on drafting a programme, reckoned from the session that it goes to.
fn drafting_clocks(app: &App, programme: &ProgrammeRow, level: Level, w: &Words) -> Vec<Clock> {
    let concerned = match programme.by_kind.as_str() {
        "council" => "supervision_programme.council",
        "standing_committee" => "supervision_programme.standing",
        _ => return Vec::new(),
    };
    let today = app.clock.today();
    let session: Option<Day> = programme.session_on.as_deref().and_then(|day| day.parse().ok());
    let year = super::first_of(programme.year).ok();
    let approved = programme.resolved_on.as_deref();
    app.law
        .rulebook
        .rules
        .iter()
        .filter(|rule| rule.applies_to == concerned && rule.concerns(level))
        .filter_map(|rule| {
            let start = if rule.fixed_date().is_some() { year? } else { session? };
            let reckoning = reckon(rule, start, &app.law.calendar);
            // The law of the day on which the clock runs out decides whether it binds.
            rule.is_in_force(reckoning.due_on).then(|| Clock {
                duty: rule.duty.clone(),
                due: ui::due(
                    w,
                    lateness(Some(&reckoning.due_on.to_string()), approved, today, &app.law),
                    Some(reckoning.due_on),
                    today,
                ),
                citation: rule.citation.clone(),
                recalled: rule.confidence == Confidence::Recalled,
            })
        })
        .collect()
}

async fn came<T>(
    app: &Shared,
    caller: &Caller,
    asked: Asked,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&address(&asked))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, asked, form).await
        }
    }
}

pub(super) fn address(asked: &Asked) -> String {
    format!("{}?hdnd={}&nam={}", paths::PROGRAMME, asked.hdnd, asked.nam)
}

pub(super) fn asked_of(typed: &Typed) -> Asked {
    Asked { hdnd: typed.get("hdnd").to_owned(), nam: typed.get("year").to_owned(), ..Asked::default() }
}

async fn add_item(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewItem = typed.read()?;
    let asked = asked_of(&typed);
    let mark = councils::mark_meant(&app, &caller.member()?, &asked.hdnd, Deed::ReadSupervisions).await?;
    let outcome = app.act(&caller.member()?, move |act| super::add_item(act, &mark, &new)).await;
    match outcome {
        // What was just added is shown with what it meets.
        Ok(id) => Ok(see(&format!("{}/muc/{id}", paths::PROGRAMME))),
        Err(trouble) => came::<()>(&app, &caller, asked, "muc", typed, Err(trouble)).await,
    }
}

async fn propose(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewProposal = typed.read()?;
    let asked = asked_of(&typed);
    let mark = councils::mark_meant(&app, &caller.member()?, &asked.hdnd, Deed::ReadSupervisions).await?;
    let outcome = app.act(&caller.member()?, move |act| proposals::propose(act, &mark, &new)).await;
    came(&app, &caller, asked, "de-xuat", typed, outcome).await
}

async fn decline(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let reason = typed.get("reason").to_owned();
    let asked = asked_of(&typed);
    let outcome = app.act(&caller.member()?, move |act| proposals::decline(act, &id, &reason)).await;
    came(&app, &caller, asked, "khong-dua-vao", typed, outcome).await
}

async fn set_session(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let on = typed.get("session_on").to_owned();
    let asked = asked_of(&typed);
    let outcome = app.act(&caller.member()?, move |act| deciding::set_session(act, &id, &on)).await;
    came(&app, &caller, asked, "ky-hop", typed, outcome).await
}

async fn approve(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let approval: Approval = typed.read()?;
    let asked = asked_of(&typed);
    let outcome = app.act(&caller.member()?, move |act| deciding::approve(act, &id, &approval)).await;
    came(&app, &caller, asked, "thong-qua", typed, outcome).await
}

#[derive(Template)]
#[template(path = "programme/timeline.html")]
struct TimelinePage {
    w: Words,
    frame: Frame,
    mark: String,
    council: String,
    year: i64,
    t: Timeline,
    days: u32,
}

async fn show_timeline(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let year = year_of(&asked, app.clock.today());
    let part = asked.phan.trim().parse().unwrap_or(1);
    let (mark, council, t, counts) = app
        .read(move |app, db| {
            let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadSupervisions)?;
            let drawn = timeline::draw(db, &app.law, &member, &council, (year, part), app.clock.today())?;
            let counts = crate::web::frame::Counts::read(app, db, &member)?;
            Ok((council.mark, council.name, drawn, counts))
        })
        .await?;
    let frame = Frame::with(&app, &caller, w.t("year-timeline"), paths::PROGRAMME, &counts).on_landscape();
    let days = app.law.rulebook.no_repeat.same_unit_days;
    page(StatusCode::OK, &TimelinePage { w, frame, mark, council, year, t, days })
}
