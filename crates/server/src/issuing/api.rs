//! Official papers as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::commenting::{self, Adopting, Asking, NewComment, Settling};
use super::following::{Following, Receipt};
use super::paper_page::sees;
use super::store::{self, Wanted};
use super::{NewPaper, Written};
use crate::councils::{self, store as council_store};
use crate::reports::reckoning;
use crate::trouble::{Outcome, Trouble};
use crate::urging::api::Nothing;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of official papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/papers", Deed::ReadPapers, list)
        .post_json("/api/v1/papers", Deed::DraftPaper, "Beginning", begin)
        .get("/api/v1/papers/{id}", Deed::ReadPapers, read)
        .post_json("/api/v1/papers/{id}/words", Deed::DraftPaper, "Written", write)
        .post_json("/api/v1/papers/{id}/issue", Deed::IssuePaper, "Nothing", issue)
        .post_json("/api/v1/papers/{id}/discard", Deed::DraftPaper, "Nothing", discard)
        .post_json("/api/v1/papers/{id}/followings", Deed::DraftPaper, "Following", follow)
        .post_json("/api/v1/papers/{id}/receipts", Deed::IssuePaper, "Receipt", receive)
        .post_json("/api/v1/papers/{id}/askings", Deed::DraftPaper, "Asking", ask)
        .post_json("/api/v1/papers/{id}/comments", Deed::CommentPaper, "NewComment", comment)
        .post_json("/api/v1/papers/{id}/settlings", Deed::DraftPaper, "Settling", settle)
        .post_json("/api/v1/papers/{id}/adoption", Deed::AdoptPaper, "Adopting", adopt)
        .post_json("/api/v1/papers/{id}/reopening", Deed::AdoptPaper, "Nothing", reopen)
}

/// A paper as it is begun by a program.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Beginning {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The paper.
    #[serde(flatten)]
    pub new: NewPaper,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: String,
    sau: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    const MOST: i64 = 200;
    let member = caller.member()?;
    app.read(move |app, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadPapers)?;
        let wanted = Wanted {
            council_id: council.id.clone(),
            states: [store::DRAFTS, &["issued"]].concat(),
            year: asked.nam.parse().ok(),
            before: Some(asked.sau).filter(|id| !id.is_empty()),
            ..Wanted::default()
        };
        let rows = store::list(db, &wanted, MOST)?;
        let next = (rows.len() == 200).then(|| rows.last().map(|row| row.id.clone())).flatten();
        let mut seen = Vec::with_capacity(rows.len());
        for row in rows {
            if sees(app, db, &member, &council, &row)? {
                seen.push(row);
            }
        }
        Ok(Json(json!({ "council": council.mark, "papers": seen, "next": next })))
    })
    .await
}

async fn read(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let row = store::by_id(db, &id)?;
        let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
        if !sees(app, db, &member, &council, &row)? {
            return Err(Trouble::NotFound);
        }
        let content = super::content(app, db, &council, &row)?;
        let receipts = store::receipts(db, &id)?;
        let mut all = json!({ "paper": row, "content": content, "receipts": receipts });
        // What was said of a draft is its own office's, and theirs who are asked, while it is a draft.
        let asked = row.state != "issued" && commenting::is_reader(db, &id, &member.account_id)?;
        if asked || member.may_in(Deed::DraftPaper, &council.id) {
            all["comments"] = json!(commenting::comments(db, &id)?);
            all["versions"] = json!(commenting::versions(db, &id)?);
        }
        Ok(Json(all))
    })
    .await
}

async fn begin(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<Beginning>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let (asked, reader) = (new.council.clone(), member.clone());
    let council = app.read(move |_, db| councils::meant(db, &reader, Some(&asked), Deed::DraftPaper)).await?;
    let subject = super::reports_on(&app, &new.new);
    let act = || app.act(&member, move |act| super::begin(act, &council.mark, &new.new));
    let id = reckoning::ahead(&app, &member, (council.id.clone(), &subject), act).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn write(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(written): Json<Written>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::write(act, &id, &written)).await?;
    Ok(Json(json!({})))
}

async fn issue(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Outcome<Json<Value>> {
    let symbol = app.act(&caller.member()?, move |act| super::issue(act, &id)).await?;
    Ok(Json(json!({ "symbol": symbol })))
}

async fn discard(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::discard(act, &id)).await?;
    Ok(Json(json!({})))
}

async fn follow(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(following): Json<Following>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let id = app.act(&caller.member()?, move |act| super::following::follow(act, &id, &following)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn receive(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(receipt): Json<Receipt>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| super::following::receive(act, &id, &receipt)).await?;
    Ok(Json(json!({})))
}

async fn ask(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asking): Json<Asking>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| commenting::ask(act, &id, &asking)).await?;
    Ok(Json(json!({})))
}

async fn comment(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewComment>,
) -> Outcome<(StatusCode, Json<Value>)> {
    app.act(&caller.member()?, move |act| commenting::comment(act, &id, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({}))))
}

async fn settle(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(settling): Json<Settling>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| commenting::settle(act, &id, &settling)).await?;
    Ok(Json(json!({})))
}

async fn adopt(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(adopting): Json<Adopting>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| commenting::adopt(act, &id, &adopting)).await?;
    Ok(Json(json!({})))
}

async fn reopen(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Outcome<Json<Value>> {
    app.act(&caller.member()?, move |act| commenting::reopen(act, &id)).await?;
    Ok(Json(json!({})))
}
