//! What the addressee does: accept or reject, report progress with evidence, claim completion, explain.
//!
//! A clerk may write the same down for a unit that sent paper. Nothing here closes a follow-up.

use law::day::Day;
use law::followup::{Event, ReportKind, Response, plausible_day};
use law::refusal::Refusal;
use law::role::Act as Deed;
use serde::Deserialize;
use words::TimeWords;

use super::due;
use super::recording::LONGEST;
use super::store::{self, EvidenceRow};
use super::{load_for, write_deed};
use crate::db::act::Act;
use crate::documents::media_of;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// A file that was sent along, already kept in the folder of attachments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Hash of its content.
    pub content_hash: String,
    /// Its size in bytes.
    pub size: i64,
}

/// A response as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewResponse {
    /// `accepted`, `partly`, `rejected`.
    pub response: String,
    /// Why, where it is not accepted in full; the plan, where it is.
    pub words: String,
}

/// The addressee accepts, partly accepts or rejects.
pub fn respond(act: &mut Act, number: &str, new: &NewResponse) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::Respond)?;
    let response =
        Response::read(&new.response).ok_or_else(|| Trouble::field("response", "invalid-response", &new.response))?;
    Trouble::too_long("words", &new.words, LONGEST)?;
    let (next, _) = row.state()?.respond(response, &new.words, act.today)?;
    row.set_state(next);
    row.response = Some(response.as_str().into());
    store::save(act.db, &mut row)?;
    write_deed(act, &row.id, "responded", response.as_str(), &new.words)?;
    act.record(&row.council_id, "responded", &row.id, &serde_json::json!({ "response": response.as_str() }))
}

/// A report as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewReport {
    /// What was done, what is left.
    pub words: String,
    /// Day of the report; empty means today.
    pub on: String,
    /// Day of the next report, as an office's date; empty leaves it to the rhythm that the published words name.
    pub next_on: String,
    /// `completion` where the addressee says that it is finished; anything else is progress.
    pub kind: String,
}

/// The addressee reports progress, or claims completion, with evidence.
pub fn report(act: &mut Act, number: &str, new: &NewReport, attached: &[Attached]) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::Report)?;
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-report-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    let mut faults = Vec::new();
    let on = super::recording::read_day(&new.on, "on", &mut faults).unwrap_or(act.today);
    let next_on = super::recording::read_day(&new.next_on, "next_on", &mut faults);
    if next_on.is_some_and(|next| next <= on) {
        faults.push(FieldFault { field: "next_on", key: "invalid-next-report", words: new.next_on.clone() });
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    plausible_day(on, row.source_day(), act.today)?;
    let kind = if new.kind == "completion" { ReportKind::Completion } else { ReportKind::Progress };
    let before = row.state()?;
    let (next, event) = before.report(kind, on)?;
    row.set_state(next);
    row.evidence += i64::try_from(attached.len()).unwrap_or(0);
    if next == before {
        store::save_evidence(act.db, &mut row)?;
    } else {
        store::save(act.db, &mut row)?;
    }
    let deed_id = write_deed(act, &row.id, event.as_str(), &on.to_string(), &new.words)?;
    for file in attached {
        let evidence = EvidenceRow {
            id: act.new_id(),
            followup_id: row.id.clone(),
            deed_id: deed_id.clone(),
            name: file.name.chars().take(200).collect(),
            media: media_of(&file.name).into(),
            size: file.size,
            content_hash: file.content_hash.clone(),
        };
        store::insert_evidence(act.db, &evidence)?;
    }
    let next_on = next_report(act, &row, kind, on, next_on)?;
    let hashes: Vec<&str> = attached.iter().map(|file| file.content_hash.as_str()).collect();
    let body = serde_json::json!({ "on": on.to_string(), "evidence": hashes, "next": next_on });
    let act_word = if matches!(event, Event::Claimed) { "claimed" } else { "reported" };
    act.record(&row.council_id, act_word, &row.id, &body)
}

/// A report meets the clock of the report that was awaited, unless it is older than that clock. After a report of progress
/// the next one is awaited on the day agreed, or when the rhythm of the published words ("hằng quý") comes round. Where the
/// words name a rhythm, only the council's side may agree on a later day.
fn next_report(
    act: &mut Act,
    row: &store::FollowupRow,
    kind: ReportKind,
    on: Day,
    agreed: Option<Day>,
) -> Outcome<Option<String>> {
    // A clock never begins later than today, so only a paper of an earlier day can be older than it.
    if on < act.today && store::open_since(act.db, &row.id, "report")?.is_some_and(|since| since > on.to_string()) {
        return Ok(None);
    }
    store::meet_deadlines(act.db, &row.id, "report", &on.to_string())?;
    if kind == ReportKind::Completion {
        return Ok(None);
    }
    let rhythm = match agreed {
        Some(_) if act.may(Deed::SetDue, &row.council_id, &[]).is_ok() => None,
        _ => rhythm_from(row, on),
    };
    match (agreed, rhythm) {
        (Some(agreed), Some((next, words))) if next < agreed => await_report(act, row, on, next, words).map(Some),
        (Some(agreed), _) => await_report(act, row, on, agreed, String::new()).map(Some),
        (None, Some((next, words))) => await_report(act, row, on, next, words).map(Some),
        (None, None) => Ok(None),
    }
}

/// What the council did not accept goes on: the rhythm of the published words runs again from today.
pub fn resume_rhythm(act: &mut Act, row: &store::FollowupRow) -> Outcome<()> {
    let today = act.today;
    if let Some((next, words)) = rhythm_from(row, today) {
        let stamp = act.stamp();
        store::supersede_deadlines(act.db, &row.id, "report", &stamp)?;
        await_report(act, row, today, next, words)?;
    }
    Ok(())
}

fn await_report(act: &mut Act, row: &store::FollowupRow, on: Day, next: Day, reason: String) -> Outcome<String> {
    let mut deadline = due::deadline(act, row, "report", &due::given(next, on))?;
    deadline.reason = reason;
    store::insert_deadline(act.db, &deadline)?;
    Ok(deadline.due_on)
}

/// The day on which the rhythm of the published words comes round, and those words.
fn rhythm_from(row: &store::FollowupRow, on: Day) -> Option<(Day, String)> {
    match words::time_words(&row.due_words) {
        TimeWords::Rhythm { words, every } => {
            let months = jiff::Span::new().months(every.months()?);
            Some((on.checked_add(months).ok()?, words))
        }
        _ => None,
    }
}

/// A demand to explain as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewDemand {
    /// Rule of the rulebook that sets the time; empty where the office sets a day itself.
    pub rule: String,
    /// The office's own day, where no rule is in force.
    pub by: String,
    /// What is to be explained.
    pub words: String,
}

/// The council asks the addressee to explain; the clock comes from the rulebook, or from the office where the law of
/// that day has none.
pub fn ask_explanation(act: &mut Act, number: &str, new: &NewDemand) -> Outcome<()> {
    let row = load_for(act, number, Deed::AskExplanation)?;
    row.still_open(act.today)?;
    let open = store::deadlines(act.db, &row.id)?
        .into_iter()
        .find(|deadline| deadline.kind == "explanation" && deadline.open_on.is_some());
    if let Some(open) = open {
        let due = open.due_on.parse().unwrap_or(act.today);
        return Err(Refusal::ExplanationAskedAlready { due }.into());
    }
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-demand-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    let deadline = if new.rule.trim().is_empty() {
        let mut faults = Vec::new();
        let asked = due::asked(&new.by, "", "", None, &mut faults);
        match asked {
            Some(due::DueAsked::Day(day)) if day >= act.today => {
                let mut row_then = row.clone();
                row_then.source_on = Some(act.today.to_string());
                let mut deadline = due::reckoned(act, &row_then, &due::DueAsked::Day(day))?;
                deadline.kind = "explanation".into();
                deadline
            }
            Some(_) => return Err(Trouble::field("by", "invalid-day-past", &new.by)),
            None if faults.is_empty() => return Err(Trouble::field("by", "invalid-day-missing", "")),
            None => {
                let words = new.by.clone();
                return Err(Trouble::field("by", faults[0].key, words));
            }
        }
    } else {
        due::by_rule(act, &row, "explanation", new.rule.trim())?
    };
    store::insert_deadline(act.db, &deadline)?;
    write_deed(act, &row.id, "explanation_asked", &deadline.due_on, &new.words)?;
    let body = serde_json::json!({ "due": deadline.due_on, "rule": deadline.rule });
    act.record(&row.council_id, "explanation_asked", &row.id, &body)
}

/// An explanation as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewExplanation {
    /// The explanation.
    pub words: String,
}

/// The addressee explains; the clock of the demand is met.
pub fn explain(act: &mut Act, number: &str, new: &NewExplanation) -> Outcome<()> {
    let row = load_for(act, number, Deed::Explain)?;
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-explanation-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    let today = act.today.to_string();
    if store::meet_deadlines(act.db, &row.id, "explanation", &today)? == 0 {
        return Err(Refusal::NoExplanationAsked.into());
    }
    write_deed(act, &row.id, "explained", "", &new.words)?;
    act.record(&row.council_id, "explained", &row.id, &serde_json::json!({}))
}
