//! Pages of intake: published supervisions, spreadsheets of deputies and bodies, their templates, and what came of each.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;

use super::sheets::{self, List};
use super::{Imported, supervision, table_in_turn, text_of};
use crate::councils;
use crate::followups::pages::download;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths};

/// Pages of intake.
pub fn routes() -> Routes {
    Routes::default()
        .get("/nhap-du-lieu", Deed::ImportRecords, show)
        .post("/nhap-du-lieu/giam-sat", Deed::ImportRecords, import_supervision)
        .post("/nhap-du-lieu/bang/{list}", Deed::KeepCouncil, import_sheet)
        .get("/nhap-du-lieu/mau/{list}", Deed::KeepCouncil, template)
}

/// What came of an import, line by line.
struct Report {
    taken: usize,
    unchanged: usize,
    refused: usize,
    warnings: Vec<(String, String)>,
    more: usize,
}

#[derive(Template)]
#[template(path = "intake/intake.html")]
struct IntakePage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    report: Option<Report>,
}

async fn show(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    show_with(&app, &caller, FormView::default(), None).await
}

async fn show_with(app: &Shared, caller: &Caller, form: FormView, imported: Option<Imported>) -> Outcome<Response> {
    const SHOWN: usize = 300;
    let member = caller.member()?;
    let w = caller.words.clone();
    let council = app.read(move |_, db| councils::meant(db, &member, None, Deed::ReadCouncils)).await?;
    let frame = Frame::of(app, caller, w.t("nav-intake"), paths::INTAKE).await;
    let report = imported.map(|imported| Report {
        taken: imported.taken,
        unchanged: imported.unchanged,
        refused: imported.refused,
        more: imported.warnings.len().saturating_sub(SHOWN),
        warnings: imported
            .warnings
            .iter()
            .take(SHOWN)
            .map(|warning| (warning.at.clone(), w.s(warning.key, warning.words.clone())))
            .collect(),
    });
    let status = form.status();
    page(status, &IntakePage { w, frame, form, mark: council.mark, report })
}

async fn import_supervision(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let mark = typed.get("council").to_owned();
    let text = typed.file().and_then(text_of);
    let outcome = match text {
        Ok(text) => app.act(&caller.member()?, move |act| supervision::import(act, &mark, &text)).await,
        Err(trouble) => Err(trouble),
    };
    came_of(&app, &caller, "giam-sat", typed, outcome).await
}

async fn import_sheet(
    State(app): State<Shared>,
    caller: Caller,
    Path(list): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let list = List::read(&list).ok_or(Trouble::NotFound)?;
    let mark = typed.get("council").to_owned();
    let outcome = match table_in_turn(&app, &typed).await {
        Ok(sheet) => app.act(&caller.member()?, move |act| sheets::import(act, &mark, list, &sheet.rows)).await,
        Err(trouble) => Err(trouble),
    };
    came_of(&app, &caller, list.word(), typed, outcome).await
}

async fn came_of(
    app: &Shared,
    caller: &Caller,
    which: &str,
    typed: Typed,
    outcome: Outcome<Imported>,
) -> Outcome<Response> {
    match outcome {
        Ok(imported) => show_with(app, caller, FormView::default(), Some(imported)).await,
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, form, None).await
        }
    }
}

async fn template(caller: Caller, Path(list): Path<String>) -> Outcome<Response> {
    let list = List::read(&list).ok_or(Trouble::NotFound)?;
    let bytes = sheets::template(list, &caller.words)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let response = download(&format!("mau-{}.xlsx", list.word()), media, bytes);
    debug_assert_eq!(response.status(), StatusCode::OK);
    Ok(response)
}
