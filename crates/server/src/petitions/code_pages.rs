//! The page that a code opens for whoever asked: where the matter stands, what was answered, and one question: was it solved?
//! Open to all, without a name, without tracking; it works without JavaScript and shows nothing but the one petition.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::petition::Opinion;
use serde::Deserialize;

use super::store::PetitionRow;
use super::view::{Answered, answers_of, body_name};
use super::voices::{self, CodedOpinion};
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, see, ui};

/// The pages that a code opens.
pub fn routes() -> Routes {
    Routes::default()
        .open_get("/y-kien-cu-tri", ask)
        .open_get("/y-kien-cu-tri/{code}", show)
        .open_post("/y-kien-cu-tri/{code}", say)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    ma: String,
    xong: String,
}

/// What a code opens.
struct Opened {
    row: PetitionRow,
    /// Where it is answered.
    at: PetitionRow,
    body: String,
    answers: Vec<Answered>,
}

#[derive(Template)]
#[template(path = "petitions/code.html")]
struct CodePage {
    w: Words,
    frame: Frame,
    form: FormView,
    code: String,
    wrong: bool,
    thanked: bool,
    opened: Option<Opened>,
    opinions: Vec<(String, String)>,
    may_say: bool,
}

async fn ask(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let typed: String = asked.ma.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    if typed.is_empty() {
        return shown(&app, &caller, String::new(), FormView::default(), false).await;
    }
    Ok(see(&format!("/y-kien-cu-tri/{typed}")))
}

async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    shown(&app, &caller, code, FormView::default(), asked.xong == "1").await
}

async fn shown(app: &Shared, caller: &Caller, code: String, form: FormView, thanked: bool) -> Outcome<Response> {
    let w = caller.words.clone();
    let (words, typed) = (w.clone(), code.clone());
    let opened = app
        .read(move |app, db| match voices::of_code(db, &typed) {
            Ok(row) => {
                // Another's words are not shown: only what was answered to both.
                let at = voices::answered_in(db, &row)?;
                let body = body_name(db, at.body_id.as_deref(), &at.body_words)?;
                let mut answers = answers_of(app, db, &at, &words)?;
                answers.retain(|answer| answer.row.state != "sent_back");
                Ok(Some(Opened { row, at, body, answers }))
            }
            Err(Trouble::NotFound) => Ok(None),
            Err(trouble) => Err(trouble),
        })
        .await?;
    let wrong = opened.is_none() && !code.is_empty();
    let today = app.clock.today();
    let may_say = match &opened {
        Some(opened) => opened.at.stage()?.judge(today).is_ok(),
        None => false,
    };
    let frame = Frame::of(app, caller, w.t("code-title"), "").await;
    let opinions = Opinion::ALL.iter().map(|one| (one.as_str().to_owned(), w.k("opinion", one.as_str()))).collect();
    let status = if wrong { StatusCode::NOT_FOUND } else { form.status() };
    page(status, &CodePage { w, frame, form, code, wrong, thanked, opened, opinions, may_say })
}

async fn say(State(app): State<Shared>, caller: Caller, Path(code): Path<String>, typed: Typed) -> Outcome<Response> {
    let new: CodedOpinion = typed.read()?;
    let name = caller.words.t("judge-asker-by-code").to_owned();
    let asker = Arc::new(Member { account_id: "asker".into(), name, ..Member::program() });
    let by = code.clone();
    match app.act(&asker, move |act| voices::say_by_code(act, &by, &new)).await {
        Ok(()) => Ok(see(&format!("/y-kien-cu-tri/{code}?xong=1"))),
        Err(Trouble::NotFound) => shown(&app, &caller, code, FormView::default(), false).await,
        Err(trouble) => {
            let form = FormView::back("y-kien", typed, trouble, &caller.words)?;
            shown(&app, &caller, code, form, false).await
        }
    }
}
