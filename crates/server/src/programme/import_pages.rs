//! The import of a programme from a spreadsheet: looked at row by row, saved once a person confirms.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::role::Act as Deed;

use super::pages::{Asked, address, asked_of, year_of};
use super::sheet::{self, NewItemCells, PreviewRow};
use crate::councils;
use crate::db::act::Act;
use crate::followups::pages::download;
use crate::intake::table_in_turn;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Shared, page, paths, see};

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

pub(super) async fn show_import(
    State(app): State<Shared>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
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
    let mark = councils::mark_meant(app, &caller.member()?, &asked.hdnd, Deed::ReadSupervisions).await?;
    let frame = Frame::of(app, caller, w.t("programme-import"), paths::PROGRAMME).await;
    let good: Vec<&NewItemCells> = rows.iter().filter(|row| row.problems.is_empty()).map(|row| &row.item).collect();
    let kept = serde_json::to_string(&good)?;
    let status = form.status();
    page(status, &ImportPage { good: good.len(), kept, w, frame, form, mark, year, rows })
}

pub(super) async fn preview_import(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let asked = asked_of(&typed);
    let mark = councils::mark_meant(&app, &caller.member()?, &asked.hdnd, Deed::ReadSupervisions).await?;
    let member = caller.member()?;
    let year = asked.nam.clone();
    let outcome = match table_in_turn(&app, &typed).await {
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

pub(super) async fn save_import(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let asked = asked_of(&typed);
    let mark = councils::mark_meant(&app, &caller.member()?, &asked.hdnd, Deed::ReadSupervisions).await?;
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

pub(super) async fn template(caller: Caller) -> Outcome<Response> {
    let bytes = sheet::template(&caller.words)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download("mau-chuong-trinh.xlsx", media, bytes))
}
