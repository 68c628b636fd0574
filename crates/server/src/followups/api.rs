//! The register as JSON: the same verbs and the same rows as the pages.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::judging::{self, NewVerdict, Reopening};
use super::register::{self, Filter, PAGE};
use super::{answering, due, figures, recording, store, view};
use crate::councils;
use crate::followups::answering::Attached;
use crate::trouble::{Outcome, Trouble};
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of the register.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/follow-ups", Deed::ReadFollowups, list)
        .post_json("/api/v1/follow-ups", Deed::RecordFollowup, "Recording", record)
        .get("/api/v1/follow-ups/{number}", Deed::ReadFollowups, show)
        .post_json("/api/v1/follow-ups/{number}/corrections", Deed::RecordFollowup, "NewFollowup", correct)
        .post_json("/api/v1/follow-ups/{number}/responses", Deed::Respond, "NewResponse", respond)
        .post_json("/api/v1/follow-ups/{number}/reports", Deed::Report, "ReportWithFiles", report)
        .post_json("/api/v1/follow-ups/{number}/verdicts", Deed::Judge, "NewVerdict", judge)
        .post_json("/api/v1/follow-ups/{number}/reopenings", Deed::Judge, "Reopening", reopen)
        .post_json("/api/v1/follow-ups/{number}/due-days", Deed::SetDue, "NewDue", set_due)
        .post_json("/api/v1/follow-ups/{number}/explanation-demands", Deed::AskExplanation, "NewDemand", ask)
        .post_json("/api/v1/follow-ups/{number}/explanations", Deed::Explain, "NewExplanation", explain)
        .post_json("/api/v1/follow-ups/{number}/partings", Deed::RecordFollowup, "Nothing", part)
        .get("/api/v1/notices", Deed::ReadFollowups, notices)
        .get("/api/v1/rates", Deed::ReadFollowups, rates)
}

/// Notices told at once.
const NOTICES: i64 = 500;

/// A follow-up to be recorded, with the council that is owed.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct Recording {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The follow-up.
    #[serde(flatten)]
    pub followup: recording::NewFollowup,
}

/// A file within JSON.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct FileInJson {
    /// Name.
    pub name: String,
    /// Content, base64.
    pub content: String,
}

/// A report with its files.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct ReportWithFiles {
    /// The report.
    #[serde(flatten)]
    pub report: answering::NewReport,
    /// Evidence.
    #[serde(default)]
    pub files: Vec<FileInJson>,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(filter): Query<Filter>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let (council, scope) = register::scope_of(db, &member, &filter)?;
        let page = register::whole_page(db, &scope, &filter, app.clock.today(), &app.law, PAGE)?;
        Ok(Json(json!({ "council": council.mark, "follow_ups": page.rows, "next": page.next })))
    })
    .await
}

async fn record(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<Recording>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let asked = member.clone();
    let mark = new.council.clone();
    let council = app.read(move |_, db| councils::meant(db, &asked, Some(&mark), Deed::RecordFollowup)).await?;
    let number = app.act(&member, move |act| recording::record(act, &council.mark, &new.followup)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
}

async fn show(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let row = view::seen(db, &member, &number)?;
        Ok(Json(json!({
            "deeds": store::deeds(db, &row.id)?,
            "evidence": store::evidence(db, &row.id)?,
            "deadlines": store::deadlines(db, &row.id)?,
            "co_bodies": store::co_bodies(db, &row.id)?,
            "earlier": store::earlier_selves(db, &row)?.iter().map(|one| one.number.clone()).collect::<Vec<_>>(),
            "follow_up": row,
        })))
    })
    .await
}

async fn correct(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    Json(new): Json<recording::NewFollowup>,
) -> Outcome<Json<Value>> {
    let asked = number.clone();
    app.act(&caller.member()?, move |act| recording::correct(act, &asked, &new)).await?;
    Ok(Json(json!({ "number": number })))
}

async fn report(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    Json(new): Json<ReportWithFiles>,
) -> Outcome<(StatusCode, Json<Value>)> {
    // The right to read comes first: a file for somebody else's record is not even kept.
    let (reader, asked) = (caller.member()?, number.clone());
    app.read(move |_, db| view::seen(db, &reader, &asked)).await?;
    let mut attached = Vec::with_capacity(new.files.len());
    for file in &new.files {
        let content =
            STANDARD.decode(&file.content).map_err(|_| Trouble::field("files", "invalid-base64", file.name.clone()))?;
        attached.push(Attached {
            name: words::nfc(&file.name),
            size: i64::try_from(content.len()).unwrap_or(i64::MAX),
            content_hash: app.files.keep(&content)?,
        });
    }
    let asked = number.clone();
    app.act(&caller.member()?, move |act| answering::report(act, &asked, &new.report, &attached)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
}

/// Makes the handler of an act on a follow-up.
macro_rules! act_on {
    ($handler:ident, $form:ty, $verb:path) => {
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(number): Path<String>,
            Json(new): Json<$form>,
        ) -> Outcome<(StatusCode, Json<Value>)> {
            let asked = number.clone();
            app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await?;
            Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
        }
    };
}

act_on!(respond, answering::NewResponse, answering::respond);
act_on!(judge, NewVerdict, judging::judge);
act_on!(reopen, Reopening, judging::reopen);
act_on!(set_due, due::NewDue, due::set_due);
act_on!(ask, answering::NewDemand, answering::ask_explanation);
act_on!(explain, answering::NewExplanation, answering::explain);

async fn part(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Json<Value>> {
    let asked = number.clone();
    app.act(&caller.member()?, move |act| recording::part_from_earlier(act, &asked)).await?;
    Ok(Json(json!({ "number": number })))
}

/// Notices of due days on follow-ups still open and of clocks of supervisions that run, newest first, as the desk shows
/// them.
async fn notices(State(app): State<Shared>, caller: Caller, Query(filter): Query<Filter>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let (council, scope) = register::scope_of(db, &member, &filter)?;
        let notices = crate::deadlines::latest_notices(db, &scope, NOTICES)?;
        let clocks = crate::supervision::notices::latest(db, &scope, NOTICES)?;
        Ok(Json(json!({ "council": council.mark, "notices": notices, "supervision_notices": clocks })))
    })
    .await
}

async fn rates(State(app): State<Shared>, caller: Caller, Query(filter): Query<Filter>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let council = councils::meant(db, &member, Some(&filter.hdnd), Deed::ReadFollowups)?;
        let today = app.clock.today();
        let mut bodies = figures::by_body(db, &council.id, today)?;
        if !councils::sees_all(&member, &council, Deed::ReadFollowups) {
            let own = member.own_bodies();
            bodies.retain(|line| own.contains(&line.body_id));
            return Ok(Json(json!({ "council": council.mark, "bodies": bodies })));
        }
        let figures = app.figures.of(db, &council.id, today, &app.law)?;
        Ok(Json(json!({ "council": council.mark, "day": today.to_string(), "figures": &*figures, "bodies": bodies })))
    })
    .await
}
