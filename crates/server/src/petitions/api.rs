//! Petitions as JSON: the same verbs as the pages.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::pages::Asked;
use super::recording::{self, NewOccurrence, NewPetition};
use super::sorting::{self, Reason, Screening, Sending};
use super::{answering, finding, merging, store, view, voices};
use crate::councils;
use crate::trouble::Outcome;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of petitions.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/petitions", Deed::ReadPetitions, list)
        .post_json("/api/v1/petitions", Deed::RecordPetition, "PetitionOf", record)
        .get("/api/v1/petitions/{number}", Deed::ReadPetitions, show)
        .post_json("/api/v1/petitions/{number}/occurrences", Deed::RecordPetition, "NewOccurrence", say_again)
        .post_json("/api/v1/petitions/{number}/screening", Deed::HandlePetition, "Screening", screen)
        .post_json("/api/v1/petitions/{number}/spot-answer", Deed::HandlePetition, "SpotAnswer", answer_on_spot)
        .post_json("/api/v1/petitions/{number}/forwarding", Deed::HandlePetition, "Sending", forward)
        .post_json("/api/v1/petitions/{number}/sending-outside", Deed::HandlePetition, "Sending", send_outside)
        .post_json("/api/v1/petitions/{number}/answers", Deed::AnswerPetition, "NewAnswer", answer)
        .post_json("/api/v1/petitions/{number}/return", Deed::JudgeAnswer, "Returning", send_back)
        .post_json("/api/v1/petitions/{number}/opinions", Deed::JudgeAnswer, "NewOpinion", say)
        .post_json("/api/v1/petitions/{number}/closing", Deed::ClosePetition, "Closing", close)
        .post_json("/api/v1/petitions/{number}/joined", Deed::HandlePetition, "Joining", join)
        .post_json("/api/v1/petitions/{number}/parted", Deed::HandlePetition, "Joining", part)
        .post_json("/api/v1/petitions/{number}/earlier", Deed::HandlePetition, "Joining", tie)
        .post_json("/api/v1/petitions/{number}/not-earlier", Deed::HandlePetition, "Joining", untie)
        .post_json("/api/v1/petitions/{number}/setting-back", Deed::HandlePetition, "Reason", set_back)
        .post_json("/api/v1/petitions/{number}/publication", Deed::HandlePetition, "Publishing", publish)
        .post_json("/api/v1/petitions/{number}/reopening", Deed::HandlePetition, "NewOccurrence", reopen)
        .post_json("/api/v1/petitions/{number}/withdrawal", Deed::HandlePetition, "Reason", withdraw)
}

/// Petitions told at once.
const MOST: usize = 200;

/// A petition with the council whose book it goes into.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct PetitionOf {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The petition.
    #[serde(flatten)]
    pub petition: NewPetition,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadPetitions)?;
        let rows = match asked.q.trim() {
            "" => {
                let wanted = asked.wanted(&council.id, Vec::new(), &app.clock.today().to_string());
                store::list(db, &wanted, i64::try_from(MOST).unwrap_or(200))?
            }
            typed => finding::search(db, &council.id, typed, MOST)?,
        };
        Ok(Json(json!({ "council": council.mark, "petitions": rows })))
    })
    .await
}

async fn show(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    let words = caller.words.clone();
    app.read(move |app, db| Ok(Json(json!(view::read(app, db, &member, &number, &words)?)))).await
}

async fn record(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<PetitionOf>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::RecordPetition).await?;
    let number = app.act(&member, move |act| recording::record(act, &mark, &new.petition)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
}

/// Makes the handler of an act.
macro_rules! acts {
    ($($handler:ident($typed:ty, $verb:expr);)*) => {$(
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(number): Path<String>,
            Json(new): Json<$typed>,
        ) -> Outcome<(StatusCode, Json<Value>)> {
            let asked = number.clone();
            app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await?;
            Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
        }
    )*};
}

acts! {
    say_again(NewOccurrence, recording::say_again);
    screen(Screening, sorting::screen);
    answer_on_spot(answering::SpotAnswer, answering::answer_on_spot);
    forward(Sending, sorting::forward);
    send_outside(Sending, sorting::send_outside);
    send_back(answering::Returning, answering::send_back);
    say(answering::NewOpinion, answering::say);
    join(merging::Joining, merging::join);
    part(merging::Joining, merging::part);
    tie(merging::Joining, merging::tie);
    untie(merging::Joining, merging::untie);
    publish(voices::Publishing, voices::publish);
    reopen(NewOccurrence, voices::reopen);
    set_back(Reason, sorting::set_back);
    withdraw(Reason, sorting::withdraw);
}

/// An answer without files; proof comes by the page.
async fn answer(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    Json(new): Json<answering::NewAnswer>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let asked = number.clone();
    let promised = app.act(&caller.member()?, move |act| answering::answer(act, &asked, &new, &[])).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number, "follow_up": promised }))))
}

async fn close(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    Json(new): Json<answering::Closing>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let asked = number.clone();
    app.act(&caller.member()?, move |act| answering::close(act, &asked, &new, &[])).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
}
