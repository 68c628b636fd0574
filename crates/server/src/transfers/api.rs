//! Transfers for programs: the same verbs as the pages.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{NewTransfer, TransferAcceptance, TransferAnswer, pages, store};
use crate::councils;
use crate::trouble::Outcome;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// Transfers as JSON.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/transfers", Deed::ReadFollowups, list)
        .get("/api/v1/transfers/{id}", Deed::ReadFollowups, show)
        .post_json("/api/v1/follow-ups/{number}/transfers", Deed::TransferFollowup, "NewTransfer", offer)
        .post_json("/api/v1/transfers/{id}/acceptance", Deed::TransferFollowup, "TransferAcceptance", accept)
        .post_json("/api/v1/transfers/{id}/refusal", Deed::TransferFollowup, "TransferAnswer", decline)
        .post_json("/api/v1/transfers/{id}/withdrawal", Deed::TransferFollowup, "TransferAnswer", withdraw)
}

/// Offers told at once.
const MOST: i64 = 500;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadFollowups)?;
        Ok(Json(json!({ "council": council.mark, "transfers": store::of_council(db, &council.id, MOST)? })))
    })
    .await
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| Ok(Json(json!({ "transfer": pages::seen(db, &member, &id)? })))).await
}

async fn offer(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    Json(new): Json<NewTransfer>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let id = app.act(&caller.member()?, move |act| super::offer(act, &number, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn accept(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<TransferAcceptance>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let number = app.act(&caller.member()?, move |act| super::accept(act, &id, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
}

/// Makes the handler of an answer that leaves the follow-up where it is.
macro_rules! ended {
    ($handler:ident, $verb:path) => {
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            Json(new): Json<TransferAnswer>,
        ) -> Outcome<(StatusCode, Json<Value>)> {
            let asked = id.clone();
            app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await?;
            Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
        }
    };
}

ended!(decline, super::decline);
ended!(withdraw, super::withdraw);
