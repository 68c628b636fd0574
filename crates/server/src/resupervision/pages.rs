//! Pages of re-supervision: earlier rounds with what they left undone, and the list of each that was opened.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::{NewResupervision, ResupervisionRow};
use crate::councils;
use crate::followups;
use crate::followups::line::{self, Line};
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of re-supervision.
pub fn routes() -> Routes {
    Routes::default()
        .get("/tai-giam-sat", Deed::ReadFollowups, list)
        .post("/tai-giam-sat", Deed::OpenResupervision, open)
        .get("/tai-giam-sat/{id}", Deed::ReadFollowups, show)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

#[derive(Template)]
#[template(path = "resupervision/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    opened: Vec<(String, String, String)>,
    sources: Vec<(String, i64)>,
    may_open: bool,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    list_with(&app, &caller, asked.hdnd, FormView::default()).await
}

async fn list_with(app: &Shared, caller: &Caller, mark: String, form: FormView) -> Outcome<Response> {
    const SOURCES: usize = 60;
    let member = caller.member()?;
    let w = caller.words.clone();
    let reader = member.clone();
    let (council, opened, mut sources) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &reader, &mark, Deed::ReadFollowups)?;
            let opened = super::of_council(db, &council.id)?;
            let sources = followups::store::sources_not_done(db, &council.id)?;
            Ok((council, opened, sources))
        })
        .await?;
    sources.truncate(SOURCES);
    let frame = Frame::of(app, caller, w.t("nav-resupervisions"), paths::RESUPERVISIONS).await;
    let status = form.status();
    let page_of = ListPage {
        may_open: member.may_in(Deed::OpenResupervision, &council.id),
        mark: council.mark,
        opened: opened.into_iter().map(|row| (row.id, row.title, ui::shown(Some(&row.opened_on)))).collect(),
        sources,
        form,
        frame,
        w,
    };
    page(status, &page_of)
}

async fn open(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewResupervision = typed.read()?;
    let mark = typed.get("hdnd").to_owned();
    let asked = mark.clone();
    match app.act(&caller.member()?, move |act| super::open(act, &asked, &new)).await {
        Ok(id) => Ok(see(&paths::resupervision(&id))),
        Err(trouble) => {
            let form = FormView::back("mo", typed, trouble, &caller.words)?;
            list_with(&app, &caller, mark, form).await
        }
    }
}

#[derive(Template)]
#[template(path = "resupervision/show.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    row: ResupervisionRow,
    opened_on: String,
    lines: Vec<Line>,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (row, lines) = app
        .read(move |app, db| {
            let row = super::by_id(db, &id)?;
            let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            if !councils::sees_all(&member, &council, Deed::ReadFollowups) {
                return Err(Trouble::NotFound);
            }
            let rows = super::items(db, &id)?;
            let ids: Vec<String> = rows.iter().filter_map(|row| row.lead_id.clone()).collect();
            let names: HashMap<String, String> = councils::store::body_names(db, &ids)?.into_iter().collect();
            let today = app.clock.today();
            let lines = rows.iter().map(|row| line::line(&row.into(), &names, today, &app.law, &words)).collect();
            Ok((row, lines))
        })
        .await?;
    let frame = Frame::of(&app, &caller, &row.title, paths::RESUPERVISIONS).await;
    page(StatusCode::OK, &ShowPage { opened_on: ui::shown(Some(&row.opened_on)), w, frame, row, lines })
}
