//! Programmes as JSON: the same verbs as the pages.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::deciding::{self, Approval, Deciding};
use super::proposals::{self, NewProposal};
use super::{Moving, NewItem, gaps, overlap, store};
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of programmes.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/programmes", Deed::ReadSupervisions, list)
        .post_json("/api/v1/programme-items", Deed::DraftProgramme, "ItemOf", add_item)
        .get("/api/v1/programme-items/{id}/overlaps", Deed::ReadSupervisions, overlaps)
        .post_json("/api/v1/programme-items/{id}/corrections", Deed::DraftProgramme, "NewItem", correct)
        .post_json("/api/v1/programme-items/{id}/moves", Deed::DraftProgramme, "Moving", move_item)
        .post_json("/api/v1/programme-items/{id}/decisions", Deed::DecideProgramme, "Deciding", decide)
        .post_json("/api/v1/proposals", Deed::ProposeTopic, "ProposalOf", propose)
        .post_json("/api/v1/programmes/{id}/approval", Deed::DecideProgramme, "Approval", approve)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: Option<i64>,
}

/// An item with the council that it is for.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct ItemOf {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The item.
    #[serde(flatten)]
    pub new: NewItem,
}

/// A proposal with the council that it is for.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct ProposalOf {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The proposal.
    #[serde(flatten)]
    pub new: NewProposal,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadSupervisions)?;
        let year = match asked.nam {
            Some(year) => super::read_year(&year.to_string())?,
            None => i64::from(app.clock.today().year()),
        };
        let items = store::items_of_year(db, &council.id, year)?;
        let expected = gaps::expected(db, &app.law, std::slice::from_ref(&council), year)?;
        let short: Vec<Value> = expected.iter().map(|one| json!({ "expected": one, "short": one.short() })).collect();
        Ok(Json(json!({
            "council": council.mark, "year": year,
            "programmes": store::of_year(db, &council.id, year)?,
            "items": items,
            "overlaps": overlap::of_items(db, &app.law, &council, &items)?,
            "proposals": store::proposals_of(db, &council.id, year)?,
            "expected": short,
            "not_supervised": gaps::not_supervised(db, &council)?,
        })))
    })
    .await
}

async fn add_item(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<ItemOf>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::ReadSupervisions).await?;
    let id = app.act(&member, move |act| super::add_item(act, &mark, &new.new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn overlaps(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let item = store::item(db, &id)?;
        let council = councils::store::by_id(db, &item.council_id)?.ok_or(Trouble::NotFound)?;
        if !councils::sees_all(&member, &council, Deed::ReadSupervisions) {
            return Err(Trouble::NotFound);
        }
        let found = overlap::of_items(db, &app.law, &council, std::slice::from_ref(&item))?;
        Ok(Json(json!({ "overlaps": found, "decisions": store::decisions(db, std::slice::from_ref(&item.id))? })))
    })
    .await
}

async fn correct(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewItem>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::correct_item(act, &id, &new)).await?;
    Ok(Json(json!({})))
}

async fn move_item(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(moving): Json<Moving>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::move_item(act, &id, &moving)).await?;
    Ok(Json(json!({})))
}

async fn decide(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<Deciding>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| deciding::decide(act, &id, &new)).await?;
    Ok(Json(json!({})))
}

async fn propose(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<ProposalOf>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::ReadSupervisions).await?;
    let id = app.act(&member, move |act| proposals::propose(act, &mark, &new.new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn approve(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(approval): Json<Approval>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| deciding::approve(act, &id, &approval)).await?;
    Ok(Json(json!({})))
}
