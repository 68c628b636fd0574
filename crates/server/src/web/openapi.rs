//! The OpenAPI document, made from the list of routes and the schemas of the bodies that they take: a route that is
//! served is described, since there is one list.

use std::collections::BTreeMap;

use axum::Json;
use serde_json::{Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::routes;
use crate::{
    contacts, councils, followups, issuing, people, petitions, programme, reports, resupervision, rules, supervision,
    transfers, urging,
};

/// The document.
pub async fn document() -> Json<Value> {
    Json(describe())
}

/// Describes every route under `/api/v1`.
pub fn describe() -> Value {
    let mut paths: BTreeMap<&str, serde_json::Map<String, Value>> = BTreeMap::new();
    for route in routes().list.into_iter().filter(|route| route.path.starts_with("/api/v1/")) {
        let parameters: Vec<Value> = route
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        let deed = route.deed.map(law::role::Act::as_str).unwrap_or_default();
        let mut operation = json!({
            "operationId": format!("{}{}", route.method.to_lowercase(), route.path.replace(['/', '{', '}', '-'], "_")),
            "summary": deed,
            "parameters": parameters,
            "responses": {
                "200": { "description": "Done", "content": { "application/json": { "schema": { "type": "object" } } } },
                "401": { "$ref": "#/components/responses/Problem" },
                "403": { "$ref": "#/components/responses/Problem" },
                "404": { "$ref": "#/components/responses/Problem" },
                "409": { "$ref": "#/components/responses/Problem" },
                "422": { "$ref": "#/components/responses/Problem" },
            },
        });
        if let Some(body) = route.body {
            operation["requestBody"] = json!({
                "required": true,
                "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{body}") } } },
            });
        }
        paths.entry(route.path).or_default().insert(route.method.to_lowercase(), operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Diên Hồng", "version": env!("CARGO_PKG_VERSION"),
            "description": "Mọi việc hứa với Hội đồng nhân dân, theo đến cùng. Same verbs as the pages; bearer tokens.",
        },
        "paths": paths,
        "security": [{ "bearer": [] }],
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(),
            "responses": { "Problem": {
                "description": "What happened, why, and what to do now",
                "content": { "application/problem+json": { "schema": {
                    "type": "object",
                    "properties": {
                        "title": { "type": "string" }, "status": { "type": "integer" }, "detail": { "type": "string" },
                        "errors": { "type": "array", "items": { "type": "object" } },
                    },
                } } },
            } },
        },
    })
}

fn schemas() -> Value {
    let mut schemas: Vec<(String, RefOr<Schema>)> = Vec::new();
    macro_rules! with {
        ($($body:ty),+ $(,)?) => {$(
            schemas.push((<$body>::name().into_owned(), <$body>::schema()));
            <$body>::schemas(&mut schemas);
        )+};
    }
    with!(
        followups::api::Recording,
        followups::recording::NewFollowup,
        followups::answering::NewResponse,
        followups::api::ReportWithFiles,
        followups::judging::NewVerdict,
        followups::judging::Reopening,
        followups::due::NewDue,
        followups::answering::NewDemand,
        followups::answering::NewExplanation,
        issuing::api::Beginning,
        issuing::Written,
        issuing::incoming_api::Arriving,
        issuing::incoming::Dealing,
        issuing::incoming::Correction,
        issuing::following::Following,
        issuing::following::Receipt,
        issuing::commenting::Asking,
        issuing::commenting::NewComment,
        issuing::commenting::Settling,
        issuing::commenting::Adopting,
        reports::api::Entering,
        urging::api::Drafting,
        urging::SignOff,
        urging::api::Nothing,
        resupervision::api::Opening,
        programme::api::ItemOf,
        programme::api::ProposalOf,
        programme::NewItem,
        programme::Moving,
        programme::deciding::Deciding,
        programme::deciding::Approval,
        supervision::api::SupervisionOf,
        supervision::Stepping,
        supervision::splitting::Splitting,
        supervision::api::SheetOf,
        supervision::cooperation_sheet::SheetAnswer,
        supervision::team::NewTeamMember,
        supervision::team::Leaving,
        supervision::team::NewDuty,
        supervision::outline::NewQuestions,
        supervision::outline::NewFinding,
        supervision::outline::NewPaper,
        supervision::units::NewUnit,
        supervision::units::UnitDeed,
        supervision::concluding::NewConclusion,
        supervision::concluding::NewRecommendation,
        councils::NewBody,
        councils::BodyChange,
        councils::NewDeputy,
        councils::NewPosition,
        councils::api::Ending,
        councils::handover::NewHandover,
        contacts::api::RoundOf,
        contacts::NewMeeting,
        contacts::Holding,
        contacts::CallingOff,
        contacts::ClockMet,
        contacts::Deciding,
        contacts::notes::Sent,
        petitions::api::PetitionOf,
        petitions::recording::NewOccurrence,
        petitions::sorting::Screening,
        petitions::sorting::Sending,
        petitions::sorting::Reason,
        petitions::answering::NewAnswer,
        petitions::answering::SpotAnswer,
        petitions::answering::Returning,
        petitions::answering::NewOpinion,
        petitions::answering::Closing,
        petitions::merging::Joining,
        petitions::voices::Publishing,
        transfers::NewTransfer,
        transfers::TransferAcceptance,
        transfers::TransferAnswer,
        councils::api::Records,
        people::NewAccount,
        people::api::NewLanguage,
        people::api::NewPassword,
        people::api::RoleEnding,
        rules::Confirming,
    );
    schemas.into_iter().map(|(name, schema)| (name, json!(schema))).collect::<serde_json::Map<_, _>>().into()
}
