//! Figures as JSON: of a period as they stand, of a report as it fixed them, each with the records behind it.

use axum::Json;
use axum::extract::{Path, Query, State};
use law::role::Act as Deed;
use serde_json::{Value, json};

use super::gathering::gather;
use super::pages::{Asked, period};
use super::{INDICATORS, NewFigure, fixing};
use crate::councils::{meant_whole, store as councils};
use crate::issuing::paper_page::sees;
use crate::issuing::store as papers;
use crate::trouble::{Outcome, Trouble};
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of figures.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/figures", Deed::ReadPapers, figures)
        .post_json("/api/v1/figures", Deed::DraftPaper, "Entering", enter)
        .get("/api/v1/papers/{id}/figures", Deed::ReadPapers, fixed)
}

/// Figures as a program enters them.
#[derive(Debug, Clone, serde::Deserialize, utoipa::ToSchema)]
pub struct Entering {
    /// Mark of the council.
    pub council: String,
    /// The figures.
    pub figures: Vec<NewFigure>,
}

async fn figures(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    let period = period(&asked, app.clock.today())?;
    app.read(move |app, db| {
        let council = meant_whole(db, &member, &asked.hdnd, Deed::ReadPapers)?;
        let gathered = gather(app, db, &council, period)?;
        if !asked.so.is_empty() {
            let counted = gathered.count(&asked.so).ok_or(Trouble::NotFound)?;
            let records = gathered.records(&counted);
            return Ok(Json(
                json!({ "figure": asked.so, "number": counted.number, "source": counted.source, "records": records }),
            ));
        }
        let figures: Vec<Value> = INDICATORS
            .all
            .iter()
            .zip(gathered.all())
            .map(|(one, counted)| {
                let number = counted.as_ref().map(|counted| counted.number);
                let source = counted.and_then(|counted| counted.source);
                json!({ "figure": one.id, "name": one.name, "unit": one.unit, "of": one.of, "formula": one.formula,
                        "by_hand": one.by_hand, "number": number, "source": source })
            })
            .collect();
        Ok(Json(json!({ "council": council.mark, "first": period.first, "last": period.last, "figures": figures })))
    })
    .await
}

async fn enter(State(app): State<Shared>, caller: Caller, Json(new): Json<Entering>) -> Outcome<Json<Value>> {
    let entered = app.act(&caller.member()?, move |act| super::enter(act, &new.council, &new.figures)).await?;
    Ok(Json(json!({ "entered": entered })))
}

async fn fixed(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let row = papers::by_id(db, &id)?;
        let council = councils::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
        if !sees(app, db, &member, &council, &row)? {
            return Err(Trouble::NotFound);
        }
        let period = fixing::period_of(&row).ok_or(Trouble::NotFound)?;
        let fixed = fixing::fixed(db, &id)?.ok_or(Trouble::NotFound)?;
        let differences = fixing::differences(app, db, &fixed, period)?;
        let behind = fixing::behind(db, &id, &council.id)?;
        let councils: Vec<Value> = fixed
            .councils
            .iter()
            .map(|one| json!({ "council": one.mark, "name": one.name, "figures": one.figures }))
            .collect();
        Ok(Json(json!({ "paper": id, "first": period.first, "last": period.last, "fixed_on": fixed.on,
                        "councils": councils, "limits": fixed.limits, "records": behind.records,
                        "counted": behind.of, "differences": differences })))
    })
    .await
}
