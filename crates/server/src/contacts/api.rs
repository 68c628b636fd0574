//! Rounds and meetings as JSON: the same verbs as the pages, and what the page of the phone asks for and sends.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Span;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::notes::{self, Sent};
use super::{CallingOff, ClockMet, Deciding, Holding, NewMeeting, NewRound, earlier, store, view};
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::Typed;
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of rounds and meetings.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/contact-rounds", Deed::ReadContacts, rounds)
        .post_json("/api/v1/contact-rounds", Deed::PlanContacts, "RoundOf", plan)
        .get("/api/v1/contact-rounds/{id}", Deed::ReadContacts, round)
        .post_json("/api/v1/contact-rounds/{id}/decision", Deed::DecideContact, "Deciding", decide)
        .post_json("/api/v1/contact-rounds/{id}/meetings", Deed::PlanContacts, "NewMeeting", set_meeting)
        .post_json("/api/v1/contact-rounds/{id}/clocks-met", Deed::PlanContacts, "ClockMet", meet_clock)
        .get("/api/v1/voter-meetings", Deed::RecordPetition, mine)
        .get("/api/v1/voter-meetings/{id}", Deed::ReadContacts, meeting)
        .post_json("/api/v1/voter-meetings/{id}/changes", Deed::PlanContacts, "NewMeeting", change_meeting)
        .post_json("/api/v1/voter-meetings/{id}/holding", Deed::PlanContacts, "Holding", hold)
        .post_json("/api/v1/voter-meetings/{id}/calling-off", Deed::PlanContacts, "CallingOff", call_off)
        .post_json("/api/v1/voter-meetings/{id}/notes", Deed::RecordPetition, "Sent", take_notes)
        .post("/tiep-xuc/cuoc/{id}/anh", Deed::RecordPetition, take_photo)
}

/// How many days back and ahead a phone holds meetings.
const BACK: i32 = 21;
const AHEAD: i32 = 60;
/// Earlier petitions that a phone holds for a place.
const EARLIER: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

/// A round with the council that plans it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct RoundOf {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The round.
    #[serde(flatten)]
    pub round: NewRound,
}

async fn rounds(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadContacts)?;
        Ok(Json(json!({ "council": council.mark, "rounds": store::rounds(db, &council.id, 200)? })))
    })
    .await
}

async fn plan(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<RoundOf>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::PlanContacts).await?;
    let id = app.act(&member, move |act| super::plan(act, &mark, &new.round)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn round(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let (member, words) = (caller.member()?, caller.words.clone());
    app.read(move |app, db| Ok(Json(json!(view::round(app, db, &member, &id, &words)?)))).await
}

async fn meeting(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let (member, words) = (caller.member()?, caller.words.clone());
    app.read(move |app, db| Ok(Json(json!(view::meeting(app, db, &member, &id, &words)?)))).await
}

async fn set_meeting(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewMeeting>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let made = app.act(&caller.member()?, move |act| super::set_meeting(act, &id, &new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": made }))))
}

/// Makes the handler of an act.
macro_rules! acts {
    ($($handler:ident($typed:ty, $verb:expr);)*) => {$(
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            Json(new): Json<$typed>,
        ) -> Outcome<(StatusCode, Json<Value>)> {
            let asked = id.clone();
            app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await?;
            Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
        }
    )*};
}

acts! {
    decide(Deciding, super::decide);
    meet_clock(ClockMet, super::meet_clock);
    change_meeting(NewMeeting, super::change_meeting);
    hold(Holding, super::hold);
    call_off(CallingOff, super::call_off);
}

/// What a phone holds for days without a network: the meetings near today, those of this deputy marked, what was noted at
/// them by anybody, and what their places asked before.
async fn mine(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    let words = caller.words.clone();
    app.read(move |app, db| {
        let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::RecordPetition)?;
        let today = app.clock.today();
        let shifted = |days: i32| today.checked_add(Span::new().days(days)).unwrap_or(today).to_string();
        let rows = store::meetings_between(db, &council.id, (&shifted(-BACK), &shifted(AHEAD)))?;
        let lines = view::lines(db, rows)?;
        let own = words::fold(&member.name);
        let mut areas: BTreeMap<String, Value> = BTreeMap::new();
        let mut titles: BTreeMap<String, String> = BTreeMap::new();
        let mut meetings = Vec::with_capacity(lines.len());
        for line in lines {
            if !areas.contains_key(&line.row.area) {
                let known = earlier::of_area(app, db, &council.id, &line.row.area, EARLIER, &words)?;
                areas.insert(line.row.area.clone(), json!(known));
            }
            if !titles.contains_key(&line.row.round_id) {
                titles.insert(line.row.round_id.clone(), store::round(db, &line.row.round_id)?.title);
            }
            meetings.push(json!({
                "id": line.row.id,
                "on": line.row.on_day,
                "at": line.row.at_time,
                "place": line.row.place,
                "area": line.row.area,
                "state": line.row.state,
                "title": titles[&line.row.round_id],
                "mine": line.deputies.iter().any(|name| words::fold(name) == own),
                "deputies": line.deputies,
                "notes": notes::of_meeting(db, &line.row.id)?,
                "photos": notes::photos(db, &line.row.id)?.len(),
            }));
        }
        Ok(Json(json!({
            "account": member.account_id, "name": member.name, "council": council.name, "today": today.to_string(),
            "meetings": meetings, "earlier": areas,
        })))
    })
    .await
}

async fn take_notes(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(sent): Json<Sent>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let stored = app.act(&caller.member()?, move |act| notes::take(act, &id, &sent)).await?;
    // A phone shows what is wrong with a note beside it.
    let told: Vec<Value> = stored
        .into_iter()
        .map(|one| {
            let words = one.fault.map(|key| caller.words.s(key, ""));
            json!({ "id": one.id, "became": one.became, "version": one.version, "fault": one.fault, "words": words })
        })
        .collect();
    Ok((StatusCode::CREATED, Json(json!({ "notes": told }))))
}

/// A photo as a form with `id`, `note` and one file.
async fn take_photo(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let files = typed.keep_files(&app)?;
    let Some(file) = files.into_iter().next() else {
        return Err(Trouble::field("files", "invalid-file-missing", ""));
    };
    let (photo, note) = (typed.get("id").to_owned(), typed.get("note").to_owned());
    let made = photo.clone();
    app.act(&member, move |act| notes::keep_photo(act, &id, (&photo, &note), &file)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": made }))))
}
