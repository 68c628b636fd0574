//! The page of cooperation: the office counts, the unit is shown its sheet and answers, the council sees what was laid
//! before it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::cooperation::{self, Cooperation};
use super::cooperation_sheet::{self as sheets, NewSheet, SheetAnswer, SheetRow};
use crate::councils;
use crate::people::Member;
use crate::programme::pages::council_choices;
use crate::trouble::Outcome;
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// The page and what is done on it.
pub fn routes() -> Routes {
    Routes::default()
        .get("/hop-tac", Deed::ReadSupervisions, show)
        .post("/hop-tac", Deed::KeepSupervision, send)
        .post("/hop-tac/{id}/y-kien", Deed::SendUnitReport, answer)
        .post("/hop-tac/{id}/trinh", Deed::ConcludeSupervision, lay)
}

/// Sheets on the page.
const SHEETS: i64 = 60;

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

/// A sheet as the page shows it.
struct Sheet {
    row: SheetRow,
    figures: Cooperation,
    shown_on: String,
    answer_by: String,
    answered_on: String,
    laid_on: String,
    may_answer: bool,
    may_lay: bool,
}

struct Read {
    mark: String,
    council: String,
    councils: Vec<(String, String)>,
    /// Reads as a unit: what is on record about itself.
    own: bool,
    /// May count, and show a unit its sheet.
    keeps: bool,
    lines: Vec<Cooperation>,
    sheets: Vec<Sheet>,
}

#[derive(Template)]
#[template(path = "supervision/cooperation.html")]
struct CooperationPage {
    w: Words,
    frame: Frame,
    form: FormView,
    r: Read,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    show_with(&app, &caller, asked, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, asked: Asked, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let r = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadSupervisions)?;
            let today = app.clock.today();
            let own = !councils::sees_all(&member, &council, Deed::ReadSupervisions);
            let keeps = member.may_in(Deed::KeepSupervision, &council.id);
            let (lines, rows) = if own {
                let bodies = member.own_bodies();
                (cooperation::of_bodies(db, &bodies, today)?, sheets::of_bodies(db, &bodies, SHEETS)?)
            } else if keeps {
                let rows = sheets::of_council(db, &council.id, false, SHEETS)?;
                (cooperation::of_council(db, &council, today)?, rows)
            } else {
                (Vec::new(), sheets::of_council(db, &council.id, true, SHEETS)?)
            };
            Ok(Read {
                sheets: views(&member, rows, &today.to_string())?,
                councils: if own { Vec::new() } else { council_choices(db, &member)? },
                mark: council.mark,
                council: council.name,
                own,
                keeps,
                lines,
            })
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("nav-cooperation"), paths::COOPERATION).await;
    let status = form.status();
    page(status, &CooperationPage { w, frame, form, r })
}

fn views(member: &Member, rows: Vec<SheetRow>, today: &str) -> Outcome<Vec<Sheet>> {
    rows.into_iter()
        .map(|row| {
            let open = row.laid_on.is_none();
            Ok(Sheet {
                figures: row.figures()?,
                shown_on: ui::shown(Some(&row.shown_on)),
                answered_on: ui::shown(row.answered_on.as_deref()),
                answer_by: ui::shown(Some(&row.answer_by)),
                laid_on: ui::shown(row.laid_on.as_deref()),
                may_answer: open
                    && (member.own_bodies().contains(&row.body_id)
                        || member.may_in_whole(Deed::SendUnitReport, &row.council_id)),
                may_lay: open
                    && (row.answered_on.is_some() || row.answer_by.as_str() < today)
                    && member.may_in(Deed::ConcludeSupervision, &row.council_id),
                row,
            })
        })
        .collect()
}

async fn came<T>(app: &Shared, caller: &Caller, which: &str, typed: Typed, outcome: Outcome<T>) -> Outcome<Response> {
    let asked = Asked { hdnd: typed.get("hdnd").to_owned() };
    match outcome {
        Ok(_) => Ok(see(&format!("{}?hdnd={}#phieu", paths::COOPERATION, asked.hdnd))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, asked, form).await
        }
    }
}

async fn send(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewSheet = typed.read()?;
    let mark = councils::mark_meant(&app, &caller.member()?, typed.get("hdnd"), Deed::ReadSupervisions).await?;
    let outcome = app.act(&caller.member()?, move |act| sheets::show(act, &mark, &new)).await;
    came(&app, &caller, "gui", typed, outcome).await
}

async fn answer(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let new: SheetAnswer = typed.read()?;
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| sheets::answer(act, &asked, &new)).await;
    came(&app, &caller, &id, typed, outcome).await
}

async fn lay(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| sheets::lay(act, &asked)).await;
    came(&app, &caller, &id, typed, outcome).await
}
