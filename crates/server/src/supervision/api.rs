//! Supervisions as JSON: the same verbs as the pages.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use law::role::Act as Deed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::concluding::{self, NewConclusion, NewRecommendation};
use super::cooperation_sheet::{self, NewSheet, SheetAnswer};
use super::outline::{self, NewFinding, NewPaper, NewQuestions};
use super::splitting::{self, Splitting};
use super::team::{self, Leaving, NewDuty, NewTeamMember};
use super::units::{self, NewUnit, UnitDeed};
use super::{NewSupervision, Stepping, cooperation, scope, store, view};
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::web::session::Caller;
use crate::web::{Routes, Shared};

/// JSON of supervisions.
pub fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/supervisions", Deed::ReadSupervisions, list)
        .post_json("/api/v1/supervisions", Deed::KeepSupervision, "SupervisionOf", open)
        .get("/api/v1/supervisions/{id}", Deed::ReadSupervisions, show)
        .post_json("/api/v1/supervisions/{id}/steps", Deed::KeepSupervision, "Stepping", step)
        .post_json("/api/v1/supervisions/{id}/members", Deed::KeepSupervision, "NewTeamMember", add_member)
        .post_json("/api/v1/supervision-members/{id}/leaving", Deed::KeepSupervision, "Leaving", leave)
        .post_json("/api/v1/supervisions/{id}/duties", Deed::KeepSupervision, "NewDuty", add_duty)
        .post_json("/api/v1/supervisions/{id}/questions", Deed::KeepSupervision, "NewQuestions", add_questions)
        .post_json("/api/v1/supervisions/{id}/units", Deed::KeepSupervision, "NewUnit", add_units)
        .post_json("/api/v1/supervision-units/{id}/deeds", Deed::SendUnitReport, "UnitDeed", unit_deed)
        .post_json("/api/v1/supervision-units/{id}/team-deeds", Deed::KeepSupervision, "UnitDeed", unit_deed)
        .post_json("/api/v1/supervisions/{id}/parts", Deed::KeepSupervision, "Splitting", split)
        .post_json("/api/v1/supervisions/{id}/papers", Deed::KeepSupervision, "NewPaper", add_paper)
        .post_json("/api/v1/supervisions/{id}/findings", Deed::KeepSupervision, "NewFinding", add_finding)
        .post_json("/api/v1/supervisions/{id}/conclusion", Deed::ConcludeSupervision, "NewConclusion", conclude)
        .post_json(
            "/api/v1/supervisions/{id}/recommendations",
            Deed::ConcludeSupervision,
            "NewRecommendation",
            recommend,
        )
        .get("/api/v1/cooperation", Deed::ReadSupervisions, cooperation_of)
        .post_json("/api/v1/cooperation-sheets", Deed::KeepSupervision, "SheetOf", show_sheet)
        .post_json("/api/v1/cooperation-sheets/{id}/answer", Deed::SendUnitReport, "SheetAnswer", answer_sheet)
        .post_json("/api/v1/cooperation-sheets/{id}/laying", Deed::ConcludeSupervision, "Nothing", lay_sheet)
        .get("/api/v1/team-balance", Deed::KeepSupervision, balance)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: Option<i64>,
}

/// A supervision with the council that it is of.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct SupervisionOf {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The supervision.
    #[serde(flatten)]
    pub new: NewSupervision,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadSupervisions)?;
        let rows = if councils::sees_all(&member, &council, Deed::ReadSupervisions) {
            store::of_council(db, &council.id, asked.nam, 1000)?
        } else {
            let of: Vec<String> =
                store::units_of_bodies(db, &member.own_bodies())?.into_iter().map(|unit| unit.supervision_id).collect();
            store::by_ids(db, &of)?
        };
        Ok(Json(json!({ "council": council.mark, "supervisions": rows })))
    })
    .await
}

async fn open(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<SupervisionOf>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::ReadSupervisions).await?;
    let id = app.act(&member, move |act| super::open(act, &mark, &new.new)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let row = store::by_id(db, &id)?;
        if !view::sees(db, &member, &row)? {
            return Err(Trouble::NotFound);
        }
        let own = member.own_bodies();
        let mut units = store::units(db, &id)?;
        if !view::sees_all(db, &member, &row)? {
            units.retain(|unit| unit.body_id.as_ref().is_some_and(|body| own.contains(body)));
            return Ok(Json(json!({ "supervision": row, "units": units })));
        }
        Ok(Json(json!({
            "units": units,
            "members": store::members(db, &id)?,
            "questions": store::questions(db, &id)?,
            "findings": store::findings(db, &id)?,
            "papers": store::papers(db, &id)?,
            "clocks": store::clocks(db, &id)?,
            "steps": store::steps(db, &id)?,
            "follow_ups": store::followups_of(db, &id)?,
            "scope": scope::weigh(db, &app.law, &row)?,
            "supervision": row,
        })))
    })
    .await
}

/// An act on one record, through its verb; what the verb gives back is the answer.
macro_rules! posted {
    ($name:ident, $new:ty, $verb:path, $key:literal) => {
        async fn $name(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            Json(new): Json<$new>,
        ) -> Outcome<(StatusCode, Json<Value>)> {
            let made = app.act(&caller.member()?, move |act| $verb(act, &id, &new)).await?;
            Ok((StatusCode::CREATED, Json(json!({ $key: made }))))
        }
    };
}

posted!(step, Stepping, super::step, "done");
posted!(split, Splitting, splitting::split, "parts");
posted!(add_member, NewTeamMember, team::add, "id");
posted!(leave, Leaving, team::leave, "done");
posted!(add_duty, NewDuty, team::add_duty, "id");
posted!(add_questions, NewQuestions, outline::add_questions, "questions");
posted!(add_units, NewUnit, units::add, "units");
posted!(unit_deed, UnitDeed, units::carry_out, "done");
posted!(add_finding, NewFinding, outline::add_finding, "id");
posted!(conclude, NewConclusion, concluding::conclude, "follow_ups");
posted!(recommend, NewRecommendation, concluding::recommend, "follow_up");

async fn add_paper(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewPaper>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let made = app.act(&caller.member()?, move |act| outline::add_papers(act, &id, &new, &[])).await?;
    Ok((StatusCode::CREATED, Json(json!({ "papers": made }))))
}

/// Sheets told at once.
const SHEETS: i64 = 500;

/// A sheet of cooperation with the council that keeps it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct SheetOf {
    /// Mark of the council; empty means one's own.
    #[serde(default)]
    pub council: String,
    /// The sheet.
    #[serde(flatten)]
    pub sheet: NewSheet,
}

async fn show_sheet(
    State(app): State<Shared>,
    caller: Caller,
    Json(new): Json<SheetOf>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &new.council, Deed::ReadSupervisions).await?;
    let id = app.act(&member, move |act| cooperation_sheet::show(act, &mark, &new.sheet)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

posted!(answer_sheet, SheetAnswer, cooperation_sheet::answer, "done");

async fn lay_sheet(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Outcome<(StatusCode, Json<Value>)> {
    let asked = id.clone();
    app.act(&caller.member()?, move |act| cooperation_sheet::lay(act, &asked)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn cooperation_of(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |app, db| {
        let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadSupervisions)?;
        let today = app.clock.today();
        let keeps = member.may_in(Deed::KeepSupervision, &council.id);
        let (records, sheets) = if councils::sees_all(&member, &council, Deed::ReadSupervisions) {
            let records = if keeps { cooperation::of_council(db, &council, today)? } else { Vec::new() };
            (records, cooperation_sheet::of_council(db, &council.id, !keeps, SHEETS)?)
        } else {
            let own = member.own_bodies();
            (cooperation::of_bodies(db, &own, today)?, cooperation_sheet::of_bodies(db, &own, SHEETS)?)
        };
        Ok(Json(json!({ "council": council.mark, "units": records, "sheets": sheets })))
    })
    .await
}

async fn balance(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Json<Value>> {
    let member = caller.member()?;
    app.read(move |_, db| {
        let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadSupervisions)?;
        Ok(Json(json!({ "council": council.mark, "deputies": scope::balance(db, &council.id)? })))
    })
    .await
}
