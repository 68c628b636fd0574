//! Pages of the programme of a year: its items by body, proposals, overlaps and gaps; one item; the timeline; the import.

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

use super::overlap::{self, Overlap};
use super::sheet::{self, NewItemCells, PreviewRow};
use super::store::{self, ItemRow, ProgrammeRow, ProposalRow};
use super::timeline::{self, Timeline};
use super::{Approval, Deciding, Moving, NewItem, NewProposal, gaps, weeks};
use crate::app::{App, Law};
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::db::act::Act;
use crate::followups::pages::download;
use crate::followups::store::lateness;
use crate::intake::table_of;
use crate::people::Member;
use crate::supervision::store as supervisions;
use crate::trouble::{Outcome, Trouble};
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
        .get("/chuong-trinh/nhap", Deed::DraftProgramme, show_import)
        .post("/chuong-trinh/nhap", Deed::DraftProgramme, preview_import)
        .post("/chuong-trinh/nhap/luu", Deed::DraftProgramme, save_import)
        .get("/chuong-trinh/mau", Deed::DraftProgramme, template)
        .post("/chuong-trinh/muc", Deed::DraftProgramme, add_item)
        .get("/chuong-trinh/muc/{id}", Deed::ReadSupervisions, show_item)
        .post("/chuong-trinh/muc/{id}", Deed::DraftProgramme, correct_item)
        .post("/chuong-trinh/muc/{id}/chuyen", Deed::DraftProgramme, move_item)
        .post("/chuong-trinh/muc/{id}/trung-lap", Deed::DecideProgramme, decide)
        .post("/chuong-trinh/de-xuat", Deed::ProposeTopic, propose)
        .post("/chuong-trinh/de-xuat/{id}/khong-dua-vao", Deed::DraftProgramme, decline)
        .post("/chuong-trinh/{id}/ky-hop", Deed::DraftProgramme, set_session)
        .post("/chuong-trinh/{id}/thong-qua", Deed::DecideProgramme, approve)
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: String,
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
type Choices = Vec<(String, String)>;

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

fn year_of(asked: &Asked, today: Day) -> i64 {
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
    let council = councils::meant(db, member, Some(mark), Deed::ReadSupervisions)?;
    if member.is_unit() {
        return Err(Trouble::NotFound);
    }
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
    let span = overlap::span_of(item);
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
fn when_words(span: Option<(Day, Day)>, time_words: &str, w: &Words) -> String {
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

fn address(asked: &Asked) -> String {
    format!("{}?hdnd={}&nam={}", paths::PROGRAMME, asked.hdnd, asked.nam)
}

fn asked_of(typed: &Typed) -> Asked {
    Asked { hdnd: typed.get("hdnd").to_owned(), nam: typed.get("year").to_owned() }
}

async fn add_item(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewItem = typed.read()?;
    let asked = asked_of(&typed);
    let mark = meant(&app, &caller, &asked.hdnd).await?;
    let outcome = app.act(&caller.member()?, move |act| super::add_item(act, &mark, &new)).await;
    match outcome {
        // What was just added is shown with what it meets.
        Ok(id) => Ok(see(&format!("{}/muc/{id}", paths::PROGRAMME))),
        Err(trouble) => came::<()>(&app, &caller, asked, "muc", typed, Err(trouble)).await,
    }
}

async fn meant(app: &Shared, caller: &Caller, mark: &str) -> Outcome<String> {
    let member = caller.member()?;
    let mark = mark.to_owned();
    let council = app.read(move |_, db| councils::meant(db, &member, Some(&mark), Deed::ReadSupervisions)).await?;
    Ok(council.mark)
}

async fn propose(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewProposal = typed.read()?;
    let asked = asked_of(&typed);
    let mark = meant(&app, &caller, &asked.hdnd).await?;
    let outcome = app.act(&caller.member()?, move |act| super::propose(act, &mark, &new)).await;
    came(&app, &caller, asked, "de-xuat", typed, outcome).await
}

async fn decline(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let reason = typed.get("reason").to_owned();
    let asked = asked_of(&typed);
    let outcome = app.act(&caller.member()?, move |act| super::decline(act, &id, &reason)).await;
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
    let outcome = app.act(&caller.member()?, move |act| super::set_session(act, &id, &on)).await;
    came(&app, &caller, asked, "ky-hop", typed, outcome).await
}

async fn approve(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let approval: Approval = typed.read()?;
    let asked = asked_of(&typed);
    let outcome = app.act(&caller.member()?, move |act| super::approve(act, &id, &approval)).await;
    came(&app, &caller, asked, "thong-qua", typed, outcome).await
}

/// Everything that an item's page shows.
struct ItemRead {
    item: ItemRow,
    mark: String,
    council: String,
    by: String,
    form: String,
    units: Vec<String>,
    unit_ids: Vec<String>,
    when: String,
    days: String,
    overlaps: Vec<(Overlap, String, String)>,
    held: Option<(String, String)>,
    carried: Option<String>,
    all_units: Choices,
    may_draft: bool,
    may_move: bool,
    may_decide: bool,
    may_open: bool,
}

#[derive(Template)]
#[template(path = "programme/item.html")]
struct ItemPage {
    w: Words,
    frame: Frame,
    form: FormView,
    i: ItemRead,
    forms: Choices,
    decisions: Choices,
    months: u32,
    days: u32,
}

async fn show_item(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show_item_with(&app, &caller, &id, FormView::default()).await
}

async fn show_item_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let id = id.to_owned();
    let i = app.read(move |app, db| read_item(app, db, &member, &id, &words)).await?;
    let frame = Frame::of(app, caller, &i.item.short_name, paths::PROGRAMME).await;
    let status = form.status();
    let form = if form.is_back() { form } else { item_form(&i) };
    let decisions = super::DECISIONS.iter().map(|one| ((*one).to_owned(), w.k("decision", one))).collect();
    let no_repeat = &app.law.rulebook.no_repeat;
    let (months, days) = (no_repeat.months, no_repeat.same_unit_days);
    page(status, &ItemPage { forms: form_choices(&app.law, &w), w, frame, form, i, decisions, months, days })
}

fn item_form(i: &ItemRead) -> FormView {
    let units = i.unit_ids.join(",");
    let version = i.item.version.to_string();
    let (first, last) = (ui::shown(i.item.starts_on.as_deref()), ui::shown(i.item.ends_on.as_deref()));
    FormView::with(&[
        ("title", &i.item.title),
        ("short_name", &i.item.short_name),
        ("form", &i.item.form),
        ("period", &i.item.period),
        ("area", &i.item.area),
        ("units", &units),
        ("unit_words", &i.item.unit_words),
        ("time_words", &i.item.time_words),
        ("starts_on", &first),
        ("ends_on", &last),
        ("version", &version),
    ])
}

fn read_item(app: &App, db: &mut Connection, member: &Member, id: &str, w: &Words) -> Outcome<ItemRead> {
    let item = store::item(db, id)?;
    let council = council_store::by_id(db, &item.council_id)?.ok_or(Trouble::NotFound)?;
    if member.is_unit() || !councils::sees(member, &council, Deed::ReadSupervisions) {
        return Err(Trouble::NotFound);
    }
    let programme = store::by_id(db, &item.programme_id)?;
    let found = overlap::of_items(db, &app.law, &council, std::slice::from_ref(&item))?;
    let overlaps = found
        .into_iter()
        .map(|one| {
            let span = one.span.map(ui::span).unwrap_or_default();
            let why = overlap_words(&one, w);
            (one, span, why)
        })
        .collect();
    let by = match &programme.body_id {
        Some(body) => council_store::body(db, body)?.map(|body| body.name).unwrap_or_default(),
        None => council.name.clone(),
    };
    let held = supervisions::of_items(db, std::slice::from_ref(&item.id))?
        .into_iter()
        .next()
        .map(|row| (row.id, w.k("stage", &row.stage)));
    let span = overlap::span_of(&item);
    let units = store::units_of(db, std::slice::from_ref(&item.id))?;
    let carried = match &item.carried_from {
        Some(from) => Some(store::item(db, from)?.year.to_string()),
        None => None,
    };
    let draft = programme.state != "approved";
    let decides = member.may_in(Deed::DecideProgramme, &council.id);
    Ok(ItemRead {
        by,
        form: form_name(&app.law, &item.form, w),
        when: when_words(span, &item.time_words, w),
        days: span.map(ui::span).unwrap_or_default(),
        unit_ids: units.iter().map(|(_, id, _)| id.clone()).collect(),
        units: units.into_iter().map(|(_, _, name)| name).collect(),
        all_units: unit_choices(db, &council)?,
        overlaps,
        carried,
        may_draft: draft && member.may_in(Deed::DraftProgramme, &council.id),
        may_move: if draft { member.may_in(Deed::DraftProgramme, &council.id) } else { decides },
        may_decide: decides,
        may_open: held.is_none() && item.stands() && member.may_in(Deed::KeepSupervision, &council.id),
        held,
        mark: council.mark,
        council: council.name,
        item,
    })
}

/// Why two records are shown side by side.
fn overlap_words(one: &Overlap, w: &Words) -> String {
    let mut why = Vec::new();
    if !one.units.is_empty() {
        let units = one.units.join(", ");
        why.push(if one.apart == 0 {
            w.s("overlap-same-days", units)
        } else {
            w.ns("overlap-near-days", one.apart, units)
        });
    }
    if let Some(alike) = one.alike {
        why.push(w.ns("overlap-alike", alike, one.shared.join(", ")));
    }
    why.join(" ")
}

async fn item_came<T>(
    app: &Shared,
    caller: &Caller,
    id: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&format!("{}/muc/{id}", paths::PROGRAMME))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_item_with(app, caller, id, form).await
        }
    }
}

async fn correct_item(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewItem = typed.read()?;
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| super::correct_item(act, &asked, &new)).await;
    item_came(&app, &caller, &id, "sua", typed, outcome).await
}

async fn move_item(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let moving: Moving = typed.read()?;
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| super::move_item(act, &asked, &moving)).await;
    item_came(&app, &caller, &id, "chuyen", typed, outcome).await
}

async fn decide(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let deciding: Deciding = typed.read()?;
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| super::decide(act, &asked, &deciding)).await;
    item_came(&app, &caller, &id, "trung-lap", typed, outcome).await
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
    let (mark, council, t, counts) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadSupervisions)?;
            if member.is_unit() {
                return Err(Trouble::NotFound);
            }
            let drawn = timeline::draw(db, &app.law, &member, &council, year, app.clock.today())?;
            let counts = crate::web::frame::Counts::read(app, db, &member)?;
            Ok((council.mark, council.name, drawn, counts))
        })
        .await?;
    let frame = Frame::with(&app, &caller, w.t("year-timeline"), paths::PROGRAMME, &counts).on_landscape();
    let days = app.law.rulebook.no_repeat.same_unit_days;
    page(StatusCode::OK, &TimelinePage { w, frame, mark, council, year, t, days })
}

#[derive(Template)]
#[template(path = "programme/import.html")]
struct ImportPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    year: i64,
    rows: Vec<PreviewRow>,
    good: usize,
    kept: String,
}

async fn show_import(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    import_with(&app, &caller, asked, FormView::default(), Vec::new()).await
}

async fn import_with(
    app: &Shared,
    caller: &Caller,
    asked: Asked,
    form: FormView,
    rows: Vec<PreviewRow>,
) -> Outcome<Response> {
    let w = caller.words.clone();
    let year = year_of(&asked, app.clock.today());
    let mark = meant(app, caller, &asked.hdnd).await?;
    let frame = Frame::of(app, caller, w.t("programme-import"), paths::PROGRAMME).await;
    let good: Vec<&NewItemCells> = rows.iter().filter(|row| row.problems.is_empty()).map(|row| &row.item).collect();
    let kept = serde_json::to_string(&good)?;
    let status = form.status();
    page(status, &ImportPage { good: good.len(), kept, w, frame, form, mark, year, rows })
}

async fn preview_import(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let asked = asked_of(&typed);
    let mark = meant(&app, &caller, &asked.hdnd).await?;
    let member = caller.member()?;
    let year = asked.nam.clone();
    let outcome = match typed.file().and_then(table_of) {
        Ok(table) => {
            app.read(move |app, db| {
                // Looked at with a reader, which cannot write.
                let mut act = Act::new(app, &member, db);
                sheet::preview(&mut act, &mark, &year, &table.rows)
            })
            .await
        }
        Err(trouble) => Err(trouble),
    };
    match outcome {
        Ok(rows) => import_with(&app, &caller, asked, FormView::default(), rows).await,
        Err(trouble) => {
            let form = FormView::back("nhap", typed, trouble, &caller.words)?;
            import_with(&app, &caller, asked, form, Vec::new()).await
        }
    }
}

async fn save_import(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let asked = asked_of(&typed);
    let mark = meant(&app, &caller, &asked.hdnd).await?;
    let rows: Result<Vec<NewItemCells>, _> = serde_json::from_str(typed.get("rows"));
    let outcome = match rows {
        Ok(rows) => app.act(&caller.member()?, move |act| sheet::save(act, &mark, &rows)).await,
        Err(error) => Err(Trouble::field("form", "invalid-form", error.to_string())),
    };
    match outcome {
        Ok(_) => Ok(see(&address(&asked))),
        Err(trouble) => {
            let form = FormView::back("nhap", typed, trouble, &caller.words)?;
            import_with(&app, &caller, asked, form, Vec::new()).await
        }
    }
}

async fn template(caller: Caller) -> Outcome<Response> {
    let bytes = sheet::template(&caller.words)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download("mau-chuong-trinh.xlsx", media, bytes))
}
