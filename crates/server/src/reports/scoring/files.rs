//! Scores as files: councils side by side, and a council's sheet with the reason of each point.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use papers::{Cell, Table};

use super::pages::{Asked, read, side_by_side, why, year};
use super::said;
use crate::app::App;
use crate::followups::line::named;
use crate::followups::pages::{heads, table_file};
use crate::trouble::Outcome;
use crate::web::Shared;
use crate::web::i18n::Words;
use crate::web::session::Caller;

/// That the frame is no law, and that an illustration is one.
fn note(app: &App, w: &Words) -> String {
    format!("{} {}", w.t("score-lead"), app.illustration.clone().unwrap_or_default()).trim().to_owned()
}

/// Councils side by side.
pub(super) async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let w = caller.words.clone();
    let (year, as_csv) = (year(&asked.nam, app.clock.today()), asked.dang == "csv");
    let (council, lines, _) = side_by_side(&app, &caller, asked.hdnd, year).await?;
    let headings =
        [("council", 36), ("score-points", 12), ("score-scored", 16), ("score-open", 16), ("score-grade", 24)];
    let table = Table {
        title: w.ns("score-year", year, council.name),
        note: note(&app, &w),
        columns: heads(&headings, &w),
        rows: lines
            .into_iter()
            .map(|one| [one.name, one.points, one.scored, one.open, one.grade].map(Cell::Text).to_vec())
            .collect(),
    };
    table_file("cham-diem", &table, as_csv)
}

/// A council's sheet.
pub(super) async fn sheet(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let year = year(&asked.nam, app.clock.today());
    let seen = app.read(move |app, db| read(app, db, &member, &mark, year)).await?;
    let rows = seen.frame.groups.iter().flat_map(|group| {
        let of = seen.sheet.lines.iter().filter(|line| line.0.group == group.id);
        of.map(|(criterion, scored)| {
            [
                named(&group.name, &group.name_en, &w),
                named(&criterion.name, &criterion.name_en, &w),
                why(criterion, scored, &w),
                scored.points.map(said).unwrap_or_default(),
                if scored.of > 0 { said(scored.of) } else { String::new() },
            ]
            .map(Cell::Text)
            .to_vec()
        })
    });
    let headings =
        [("report-group", 24), ("score-criterion", 44), ("score-why", 60), ("score-points", 10), ("score-most", 10)];
    let table = Table {
        title: format!("{} – {}", seen.council.name, w.n("score-of-year", year)),
        note: note(&app, &w),
        columns: heads(&headings, &w),
        rows: rows.collect(),
    };
    table_file("phieu-diem", &table, asked.dang == "csv")
}
