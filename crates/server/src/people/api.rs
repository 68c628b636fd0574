//! Accounts, passes and the chain as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{NewAccount, passes, store};
use crate::councils;
use crate::db::chain;
use crate::trouble::Outcome;
use crate::web::i18n::Language;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON about people.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/me", Deed::KeepOwnAccount, me)
        .post_json("/api/v1/me/language", Deed::KeepOwnAccount, "NewLanguage", choose_language)
        .post_json("/api/v1/me/password", Deed::KeepOwnAccount, "NewPassword", change_password)
        .post_json("/api/v1/me/passes/{id}/revocation", Deed::KeepOwnAccount, "Nothing", revoke)
        .get("/api/v1/accounts", Deed::KeepAccounts, accounts)
        .post_json("/api/v1/accounts", Deed::KeepAccounts, "NewAccount", open_account)
        .post_json("/api/v1/roles/{id}/ending", Deed::KeepAccounts, "RoleEnding", end_role)
        .get("/api/v1/events", Deed::ReadEvents, events)
}

/// A language of the pages.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct NewLanguage {
    /// `vi` or `en`.
    pub language: String,
}

/// A change of one's own password.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct NewPassword {
    /// The present one.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// The end of a role.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct RoleEnding {
    /// Last day.
    pub to: String,
}

async fn me(State(app): State<Shared>, caller: Caller) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let passes = passes::open_ones(db, &member.account_id, app.clock.today())?;
        Ok(Json(json!({
            "account": member.account_id, "name": member.name, "title": member.title,
            "language": member.language.code(), "roles": member.roles, "passes": passes,
        })))
    })
    .await
}

async fn choose_language(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<NewLanguage>,
) -> Outcome<Json<Value>> {
    let language = Language::read(&new.language);
    app.act(&caller.member()?, move |act| super::choose_language(act, language)).await?;
    Ok(Json(json!({ "language": language.code() })))
}

async fn change_password(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<NewPassword>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::change_password(act, &new.current, &new.new)).await?;
    Ok(Json(json!({ "changed": true })))
}

async fn revoke(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| passes::revoke(act, &id)).await?;
    Ok(Json(json!({ "revoked": true })))
}

async fn accounts(State(app): State<Shared>, caller: Caller) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant(db, &member, None, Deed::KeepAccounts)?;
        Ok(Json(json!({ "council": council.mark, "accounts": store::lines(db, &council.id)? })))
    })
    .await
}

async fn open_account(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<NewAccount>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let id = app.act(&caller.member()?, move |act| super::open_account(act, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn end_role(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(ending): Json<RoleEnding>,
) -> Outcome<Json<Value>> {
    let last = ending.to.clone();
    app.act(&caller.member()?, move |act| super::end_role(act, &id, &last)).await?;
    Ok(Json(json!({ "to": ending.to })))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    truoc: Option<i64>,
    hdnd: String,
}

async fn events(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    const MOST: i64 = 500;
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadEvents)?;
        Ok(Json(json!({ "council": council.mark, "events": chain::latest(db, &council.id, asked.truoc, MOST)? })))
    })
    .await
}
