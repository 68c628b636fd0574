//! The page of one item: what it meets at both levels, the decision on each, its correction and its moving.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use law::role::Act as Deed;

use super::deciding::{self, Deciding};
use super::overlap::{self, Overlap};
use super::pages::{Choices, form_choices, form_name, unit_choices, when_words};
use super::store::{self, ItemRow};
use super::{Moving, NewItem};
use crate::app::App;
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::people::Member;
use crate::supervision::store as supervisions;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Shared, page, paths, see, ui};

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

pub(super) async fn show_item(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
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
    let decisions = deciding::DECISIONS.iter().map(|one| ((*one).to_owned(), w.k("decision", one))).collect();
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
    if !councils::sees_all(member, &council, Deed::ReadSupervisions) {
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
    let span = item.span();
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

pub(super) async fn correct_item(
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

pub(super) async fn move_item(
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

pub(super) async fn decide(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: Deciding = typed.read()?;
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| deciding::decide(act, &asked, &new)).await;
    item_came(&app, &caller, &id, "trung-lap", typed, outcome).await
}
