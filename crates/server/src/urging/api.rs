//! The papers of the ladder as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Picked, SignOff, store};
use crate::councils;
use crate::trouble::Outcome;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of the papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/urgings", Deed::ReadFollowups, list)
        .post_json("/api/v1/urgings", Deed::DraftUrging, "Drafting", draft)
        .post_json("/api/v1/urgings/{id}/sign-offs", Deed::SignReminder, "SignOff", sign)
        .post_json("/api/v1/urgings/{id}/dispatches", Deed::SendUrging, "Nothing", send)
        .post_json("/api/v1/urgings/{id}/acknowledgements", Deed::AcknowledgeUrging, "Nothing", acknowledge)
        .post_json("/api/v1/urgings/{id}/discards", Deed::SendUrging, "Nothing", discard)
}

/// Follow-ups for which papers are drafted.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Drafting {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The follow-ups.
    #[serde(flatten)]
    pub picked: Picked,
}

/// An act that needs no words.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct Nothing {}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    const MOST: i64 = 500;
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadFollowups)?;
        let papers = if councils::sees_all(&member, &council, Deed::ReadFollowups) {
            store::of_council(db, &council.id, &["drafted", "signed", "sent", "acknowledged"], MOST)?
        } else {
            store::to_bodies(db, &member.own_bodies(), MOST)?
        };
        let mut lines = Vec::with_capacity(papers.len());
        for paper in papers {
            let items: Vec<String> = store::items(db, &paper.id)?
                .into_iter()
                .filter(|item| item.dropped_on.is_none())
                .map(|item| item.followup_id)
                .collect();
            let numbers: Vec<String> =
                crate::followups::store::by_ids(db, &items)?.into_iter().map(|row| row.number).collect();
            lines.push(json!({ "urging": paper, "follow_ups": numbers }));
        }
        Ok(Json(json!({ "council": council.mark, "urgings": lines })))
    })
    .await
}

async fn draft(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<Drafting>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let asked = member.clone();
    let mark = new.council.clone();
    let council = app.read(move |_, db| councils::meant(db, &asked, Some(&mark), Deed::DraftUrging)).await?;
    let drafted = app.act(&member, move |act| super::draft_picked(act, &council.mark, &new.picked)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "papers": drafted.papers, "follow_ups": drafted.items }))))
}

async fn sign(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<SignOff>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::sign(act, &id, &new)).await?;
    Ok(Json(json!({ "state": "signed" })))
}

async fn send(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::send(act, &id)).await?;
    Ok(Json(json!({ "state": "sent" })))
}

async fn acknowledge(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::acknowledge(act, &id)).await?;
    Ok(Json(json!({ "state": "acknowledged" })))
}

async fn discard(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::discard(act, &id)).await?;
    Ok(Json(json!({ "state": "discarded" })))
}
