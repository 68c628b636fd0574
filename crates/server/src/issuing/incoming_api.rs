//! Papers that come in as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::files;
use super::incoming::{self, Correction, Dealing, NewIncoming};
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::urging::api::Nothing;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of incoming papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/incoming", Deed::DraftPaper, list)
        .post_json("/api/v1/incoming", Deed::DraftPaper, "Arriving", note)
        .get("/api/v1/incoming/{id}", Deed::DraftPaper, read)
        .post_json("/api/v1/incoming/{id}/dealing", Deed::DraftPaper, "Dealing", deal)
        .post_json("/api/v1/incoming/{id}/telling", Deed::DraftPaper, "Nothing", tell)
        .post_json("/api/v1/incoming/{id}/corrections", Deed::DraftPaper, "Correction", correct)
}

/// An incoming paper as a program notes it; its files are added on screen.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Arriving {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The paper.
    #[serde(flatten)]
    pub new: NewIncoming,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: String,
    /// `tat-ca` for those that were dealt with too.
    tt: String,
    sau: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    const MOST: usize = 200;
    let member = caller.member()?;
    app.read(move |app, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::DraftPaper)?;
        let year = asked.nam.parse().unwrap_or_else(|_| i64::from(app.clock.today().year()));
        let wanted = (year, asked.tt != "tat-ca", asked.sau.parse().ok());
        let rows = incoming::list(db, &council.id, wanted, i64::try_from(MOST).unwrap_or(i64::MAX))?;
        let next = rows.last().map(|row| row.number).filter(|_| rows.len() == MOST);
        Ok(Json(json!({ "council": council.mark, "year": year, "papers": rows, "next": next })))
    })
    .await
}

async fn read(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let row = incoming::by_id(db, &id)?;
        if !member.may_in(Deed::DraftPaper, &row.council_id) {
            return Err(Trouble::NotFound);
        }
        Ok(Json(json!({ "paper": row, "files": files::of(db, &id)? })))
    })
    .await
}

async fn note(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<Arriving>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let (asked, reader) = (new.council.clone(), member.clone());
    let council = app.read(move |_, db| councils::meant(db, &reader, Some(&asked), Deed::DraftPaper)).await?;
    let id = app.act(&member, move |act| incoming::note(act, &council.mark, &new.new, &[])).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn deal(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(dealing): Json<Dealing>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| incoming::deal(act, &id, &dealing)).await?;
    Ok(Json(json!({})))
}

async fn tell(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| incoming::tell(act, &id)).await?;
    Ok(Json(json!({})))
}

async fn correct(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(correction): Json<Correction>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| incoming::correct(act, &id, &correction)).await?;
    Ok(Json(json!({})))
}
