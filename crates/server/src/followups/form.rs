//! The form of a follow-up: written down anew, looked at before it is written, corrected.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::{recording, store, view};
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// Pages of the form.
pub fn routes() -> Routes {
    Routes::default()
        .post("/viec-theo-doi", Deed::RecordFollowup, record)
        .get("/viec-theo-doi/moi", Deed::RecordFollowup, fresh_form)
        .get("/viec-theo-doi/{number}/sua", Deed::RecordFollowup, edit_form)
        .post("/viec-theo-doi/{number}/sua", Deed::RecordFollowup, correct)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Which {
    hdnd: String,
}

#[derive(Template)]
#[template(path = "followups/form.html")]
struct FormPage {
    w: Words,
    frame: Frame,
    form: FormView,
    head: String,
    action: String,
    back: String,
    mark: String,
    bodies: Vec<(String, String)>,
    origins: Vec<(String, String)>,
    facings: Vec<(String, String)>,
    priorities: Vec<(String, String)>,
    units: Vec<(String, String)>,
    is_new: bool,
    lacks: Option<Vec<view::Lack>>,
}

fn options<T: Copy>(w: &Words, prefix: &str, all: &[T], word: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (word(*one).to_owned(), w.t(&format!("{prefix}-{}", word(*one))).to_owned())).collect()
}

async fn form_page(
    app: &Shared,
    caller: &Caller,
    mark: Option<String>,
    number: Option<&str>,
    form: FormView,
    lacks: Option<Vec<view::Lack>>,
) -> Outcome<Response> {
    use law::followup::{Facing, Origin, Priority};
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, mut bodies) = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, mark.as_deref(), Deed::RecordFollowup)?;
            let bodies = councils::store::addressees(db, &council)?;
            Ok((council, bodies.into_iter().map(|body| (body.id, body.name)).collect::<Vec<_>>()))
        })
        .await?;
    bodies.insert(0, (String::new(), w.t("lead-nobody").to_owned()));
    let head = number.map_or_else(|| w.t("form-new").to_owned(), |number| w.s("form-edit", number));
    let frame = Frame::of(app, caller, &head, paths::REGISTER).await;
    let status = form.status();
    let page_of = FormPage {
        action: number.map_or_else(|| paths::REGISTER.to_owned(), |number| format!("{}/sua", paths::followup(number))),
        back: number.map_or_else(|| paths::REGISTER.to_owned(), paths::followup),
        origins: options(&w, "origin", Origin::ALL, Origin::as_str),
        facings: options(&w, "facing", Facing::ALL, Facing::as_str),
        priorities: options(&w, "priority", Priority::ALL, Priority::as_str),
        units: ["day", "working_day", "month"]
            .into_iter()
            .map(|word| (word.to_owned(), w.t(&format!("unit-{word}")).to_owned()))
            .collect(),
        mark: council.mark,
        is_new: number.is_none(),
        lacks,
        bodies,
        head,
        frame,
        form,
        w,
    };
    page(status, &page_of)
}

async fn fresh_form(State(app): State<Shared>, caller: Caller, Query(which): Query<Which>) -> Outcome<Response> {
    begun(&app, &caller, which.hdnd, &[]).await
}

/// The form of a new follow-up with what is known of it already.
pub async fn begun(app: &Shared, caller: &Caller, mark: String, known: &[(&str, &str)]) -> Outcome<Response> {
    let first = [("origin", "recommendation"), ("facing", "outward"), ("priority", "normal")];
    let known: Vec<(&str, &str)> = known.iter().filter(|(_, words)| !words.is_empty()).copied().collect();
    form_page(app, caller, Some(mark), None, FormView::with(&known).or(&first), None).await
}

async fn record(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let form: recording::NewFollowup = typed.read()?;
    let mark = typed.get("hdnd").to_owned();
    if typed.get("xem") == "1" {
        let lacks =
            view::lacks_of(&form.words, &form.lead_words, &form.due_words, &view::Filled::of(&form), &caller.words);
        return form_page(&app, &caller, Some(mark), None, FormView::checked(typed), Some(lacks)).await;
    }
    let asked = mark.clone();
    match app.act(&caller.member()?, move |act| recording::record(act, &asked, &form)).await {
        Ok(number) => Ok(see(&paths::followup(&number))),
        Err(trouble) => {
            let form = FormView::back("moi", typed, trouble, &caller.words)?;
            form_page(&app, &caller, Some(mark), None, form, None).await
        }
    }
}

async fn edit_form(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Response> {
    let member = caller.member()?;
    let asked = number.clone();
    let (row, co, council) = app
        .read(move |_, db| {
            let row = view::seen(db, &member, &asked)?;
            let co = store::co_bodies(db, &row.id)?;
            let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            Ok((row, co, council))
        })
        .await?;
    let version = row.version.to_string();
    let form = FormView::with(&[
        ("origin", &row.origin),
        ("facing", &row.facing),
        ("priority", &row.priority),
        ("title", &row.title),
        ("words", &row.words),
        ("source", &row.source),
        ("source_on", row.source_on.as_deref().unwrap_or_default()),
        ("lead", row.lead_id.as_deref().unwrap_or_default()),
        ("lead_words", &row.lead_words),
        ("co", &co.join(",")),
        ("product", &row.product),
        ("proof", &row.proof),
        ("due_words", &row.due_words),
        ("published_on", row.published_on.as_deref().unwrap_or_default()),
        ("version", &version),
    ]);
    form_page(&app, &caller, Some(council.mark), Some(&number), form, None).await
}

async fn correct(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let form: recording::NewFollowup = typed.read()?;
    let asked = number.clone();
    match app.act(&caller.member()?, move |act| recording::correct(act, &asked, &form)).await {
        Ok(()) => Ok(see(&paths::followup(&number))),
        Err(trouble) => {
            let mark = Some(typed.get("hdnd").to_owned());
            let form = FormView::back("sua", typed, trouble, &caller.words)?;
            form_page(&app, &caller, mark, Some(&number), form, None).await
        }
    }
}
