//! Re-supervision as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::NewResupervision;
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of re-supervision.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/resupervisions", Deed::ReadFollowups, list)
        .post_json("/api/v1/resupervisions", Deed::OpenResupervision, "Opening", open)
        .get("/api/v1/resupervisions/{id}", Deed::ReadFollowups, show)
}

/// A re-supervision to be opened.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Opening {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// Which.
    #[serde(flatten)]
    pub new: NewResupervision,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadFollowups)?;
        Ok(Json(json!({ "council": council.mark, "resupervisions": super::of_council(db, &council.id)? })))
    })
    .await
}

async fn open(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<Opening>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::OpenResupervision).await?;
    let id = app.act(&member, move |act| super::open(act, &mark, &new.new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let row = super::by_id(db, &id)?;
        let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
        if !councils::sees_all(&member, &council, Deed::ReadFollowups) {
            return Err(Trouble::NotFound);
        }
        let items = super::items(db, &id)?;
        Ok(Json(json!({ "resupervision": row, "follow_ups": items })))
    })
    .await
}
