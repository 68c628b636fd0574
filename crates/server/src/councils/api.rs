//! Councils as JSON: the list, one council, its bodies and deputies, the handover, intake of published supervisions.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::handover::{self, NewHandover};
use super::{BodyChange, NewBody, NewDeputy, NewPosition, store};
use crate::intake::{Imported, supervision};
use crate::trouble::Outcome;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of councils.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/councils", Deed::ReadCouncils, list)
        .get("/api/v1/councils/{mark}", Deed::ReadCouncils, show)
        .post_json("/api/v1/councils/{mark}/bodies", Deed::KeepCouncil, "NewBody", add_body)
        .post_json("/api/v1/bodies/{id}/changes", Deed::KeepCouncil, "BodyChange", change_body)
        .post_json("/api/v1/councils/{mark}/deputies", Deed::KeepCouncil, "NewDeputy", add_deputy)
        .post_json("/api/v1/councils/{mark}/positions", Deed::KeepCouncil, "NewPosition", add_position)
        .post_json("/api/v1/councils/{mark}/ending", Deed::HandOver, "Ending", dissolve)
        .post_json("/api/v1/councils/{mark}/handovers", Deed::HandOver, "NewHandover", hand_over)
        .post_json("/api/v1/councils/{mark}/supervision-records", Deed::ImportRecords, "Records", import)
}

/// The end of a council.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Ending {
    /// Last day.
    pub ends_on: String,
}

/// Published records: one JSON object a line.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Records {
    /// The lines.
    pub lines: String,
}

async fn list(State(app): State<Shared>, caller: Caller) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let councils: Vec<_> =
            store::all(db)?.into_iter().filter(|council| super::sees(&member, council, Deed::ReadCouncils)).collect();
        Ok(Json(json!({ "councils": councils })))
    })
    .await
}

async fn show(State(app): State<Shared>, caller: Caller, Path(mark): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = super::meant(db, &member, Some(&mark), Deed::ReadCouncils)?;
        Ok(Json(json!({
            "bodies": store::bodies_of(db, &council.id)?,
            "deputies": store::deputies(db, &council.id)?,
            "positions": store::positions(db, &council.id)?,
            "handovers": handover::of_council(db, &council.id)?,
            "council": council,
        })))
    })
    .await
}

async fn add_body(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Json(new): Json<NewBody>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let id = app.act(&caller.member()?, move |act| super::add_body(act, &mark, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn change_body(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(change): Json<BodyChange>,
) -> Outcome<Json<Value>> {
    let asked = id.clone();
    app.act(&caller.member()?, move |act| super::change_body(act, &asked, &change)).await?;
    Ok(Json(json!({ "id": id })))
}

async fn add_deputy(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Json(new): Json<NewDeputy>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let added =
        app.act(&caller.member()?, move |act| super::add_deputies(act, &mark, std::slice::from_ref(&new))).await?;
    Ok((StatusCode::CREATED, Json(json!({ "added": added }))))
}

async fn add_position(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Json(new): Json<NewPosition>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let id = app.act(&caller.member()?, move |act| super::add_position(act, &mark, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn dissolve(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Json(ending): Json<Ending>,
) -> Outcome<Json<Value>> {
    let last = ending.ends_on.clone();
    app.act(&caller.member()?, move |act| super::dissolve(act, &mark, &last)).await?;
    Ok(Json(json!({ "ends_on": ending.ends_on })))
}

async fn hand_over(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Json(new): Json<NewHandover>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let passed = app.act(&caller.member()?, move |act| handover::hand_over(act, &mark, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "passed": passed }))))
}

async fn import(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Json(records): Json<Records>,
) -> Outcome<Json<Imported>> {
    app.act(&caller.member()?, move |act| supervision::import(act, &mark, &records.lines)).await.map(Json)
}
