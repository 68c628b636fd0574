//! A petition is sorted and sent: whose matter it is, which body owes the reply and by when; set back or withdrawn by name.

use law::day::Day;
use law::deadline::{Reckoning, reckon};
use law::petition::{Competence, Stage};
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, ClockRow, PetitionRow};
use super::{LONGEST_LINE, finding, load_for, priority_of, reason_of, short_forms, topics, unmerged, write_step};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::db::search::{self, Book};
use crate::followups::recording::{LONGEST, read_day};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// The rule that gives the competent body its days to reply.
const REPLY: &str = "voter-reply";
/// The clock of a reply, as a word that the locale files name (`petition-clock-…`).
pub(super) const REPLY_STEP: &str = "reply";
/// The rule that gives the council its days to make results public, counted from the day by which a reply was owed.
const PUBLISHED: &str = "voter-results-published";
/// The clock of making results public.
pub(super) const PUBLISH_STEP: &str = "publish";
/// Every step that has a clock.
const STEPS: &[&str] = &[REPLY_STEP, PUBLISH_STEP];

/// A sorting as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Screening {
    /// Code of the topic.
    pub topic: String,
    /// `commune`, `district`, `province`, `central`, `enterprise`.
    pub competence: String,
    /// The competent body (id); empty where it is in no register here.
    pub body: String,
    /// Its name then.
    pub body_words: String,
    /// `high`, or empty.
    pub priority: String,
    /// `1` where the public may see it.
    pub public: String,
}

/// A sending as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Sending {
    /// The day on which the body receives it; empty means today.
    pub on: String,
    /// Number and symbol of the letter.
    pub document: String,
    /// The office's own day for the reply, where no rule is in force.
    pub reply_by: String,
    /// A word to the body, or why it goes elsewhere.
    pub words: String,
}

/// A reason as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Reason {
    /// Why.
    pub words: String,
    /// The day; empty means today.
    pub on: String,
}

/// Sorts a petition: its topic, whose matter it is, which body is competent.
pub fn screen(act: &mut Act, number: &str, new: &Screening) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    row.set_stage(unmerged(&row)?.screen(act.today)?);
    let mut faults = Vec::new();
    if topics::by_code(&new.topic).is_none() {
        faults.push(FieldFault { field: "topic", key: "invalid-topic-code", words: new.topic.clone() });
    }
    let competence = Competence::read(&new.competence);
    if competence.is_none() {
        faults.push(FieldFault { field: "competence", key: "invalid-competence", words: new.competence.clone() });
    }
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let body = Some(new.body.trim()).filter(|id| !id.is_empty());
    if let Some(id) = body
        && !councils::addressees(act.db, &council)?.iter().any(|one| one.id == id)
    {
        faults.push(FieldFault { field: "body", key: "invalid-body", words: id.to_owned() });
    }
    if body.is_none() && new.body_words.trim().is_empty() {
        faults.push(FieldFault { field: "body", key: "invalid-competent-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("body_words", &new.body_words, LONGEST_LINE));
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    row.topic.clone_from(&new.topic);
    row.competence = competence.map(|one| one.as_str().to_owned());
    row.body_id = body.map(str::to_owned);
    row.body_words = words::nfc(new.body_words.trim());
    row.priority = priority_of(&new.priority);
    row.is_public = i64::from(new.public == "1");
    store::save(act.db, &mut row)?;
    let text = finding::index_text(&short_forms::of(act.db, &row.council_id)?, &row);
    search::reindex(act.db, Book::Petitions, &row.id, &row.council_id, &text)?;
    write_step(act, &row.id, "screened", act.today, &row.topic.clone(), "")?;
    let body = serde_json::json!({ "topic": row.topic, "competence": row.competence, "body": row.body_id });
    act.record(&row.council_id, "petition_screened", &row.id, &body)
}

/// Sends a petition to the competent body, which owes a reply from the day on which it receives it.
pub fn forward(act: &mut Act, number: &str, new: &Sending) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let on = crate::supervision::day_of_act(act, &new.on, "on")?;
    row.set_stage(unmerged(&row)?.forward(on)?);
    check_sending(new)?;
    start_reply(act, &mut row, on, &new.reply_by)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "forwarded", on, new.document.trim(), &new.words)?;
    let body = serde_json::json!({ "on": on.to_string(), "reply_due": row.reply_due, "body": row.body_id });
    act.record(&row.council_id, "petition_forwarded", &row.id, &body)
}

/// Sends a petition to the level whose matter it is.
pub fn send_outside(act: &mut Act, number: &str, new: &Sending) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let on = crate::supervision::day_of_act(act, &new.on, "on")?;
    row.set_stage(unmerged(&row)?.send_outside(on)?);
    check_sending(new)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "outside", on, new.document.trim(), &new.words)?;
    act.record(&row.council_id, "petition_sent_outside", &row.id, &serde_json::json!({ "on": on.to_string() }))
}

fn check_sending(new: &Sending) -> Outcome<()> {
    Trouble::too_long("document", &new.document, LONGEST_LINE)?;
    Trouble::too_long("words", &new.words, LONGEST)
}

/// The reply is owed within the days of the rule in force on the day of receipt, or by the office's own day where the law of
/// that day has none.
pub(super) fn start_reply(act: &mut Act, row: &mut PetitionRow, on: Day, reply_by: &str) -> Outcome<()> {
    let mut faults = Vec::new();
    let given = read_day(reply_by, "reply_by", &mut faults);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let law = &act.app.law;
    let rule = law.rulebook.in_force(REPLY, on).ok().map(|rule| reckon(rule, on, &law.calendar));
    let reckoning = match (given, rule) {
        (Some(day), _) if day < on => return Err(Trouble::field("reply_by", "invalid-day-past", reply_by)),
        // An office may ask for less than the law allows, not for more.
        (Some(day), Some(rule)) if day > rule.due_on => {
            let words = law::day::office_form(rule.due_on);
            return Err(Trouble::field("reply_by", "invalid-reply-later-than-law", words));
        }
        (Some(day), _) => crate::followups::due::given(day, on),
        (None, Some(rule)) => rule,
        (None, None) => {
            row.reply_due = None;
            return Ok(());
        }
    };
    store::end_clocks(act.db, &row.id, STEPS, None)?;
    let due = reckoning.due_on;
    start_clock(act, row, REPLY_STEP, on, &reckoning)?;
    row.reply_due = Some(due.to_string());
    // What is not shown to the public is not made public.
    let published = law.rulebook.in_force(PUBLISHED, on).ok().filter(|_| row.is_public == 1);
    match published.map(|rule| reckon(rule, due, &law.calendar)) {
        Some(reckoning) => start_clock(act, row, PUBLISH_STEP, due, &reckoning),
        None => Ok(()),
    }
}

fn start_clock(act: &mut Act, row: &PetitionRow, step: &str, on: Day, reckoning: &Reckoning) -> Outcome<()> {
    let clock = ClockRow {
        id: act.new_id(),
        council_id: row.council_id.clone(),
        petition_id: row.id.clone(),
        step: step.into(),
        rule: reckoning.rule.clone(),
        started_on: on.to_string(),
        due_on: reckoning.due_on.to_string(),
        reckoning: serde_json::to_string(reckoning)?,
        set_by: act.member.name.clone(),
        met_on: None,
        open_on: Some(reckoning.due_on.to_string()),
    };
    store::insert_clock(act.db, &clock)
}

/// Sets a petition back to an earlier step, by name and with a reason.
pub fn set_back(act: &mut Act, number: &str, new: &Reason) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let reason = reason_of(&new.words)?;
    let before = unmerged(&row)?;
    let next = before.set_back(act.today)?;
    row.set_stage(next);
    if before.is_over() {
        row.ending = None;
    }
    match next {
        Stage::Forwarded { .. } => start_reply(act, &mut row, act.today, "")?,
        _ => {
            store::end_clocks(act.db, &row.id, STEPS, None)?;
            row.reply_due = None;
        }
    }
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "set_back", act.today, next.as_str(), &reason)?;
    let body = serde_json::json!({ "from": before.as_str(), "to": next.as_str() });
    act.record(&row.council_id, "petition_set_back", &row.id, &body)
}

/// The asker takes a petition back, or it was written down by mistake.
pub fn withdraw(act: &mut Act, number: &str, new: &Reason) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let reason = reason_of(&new.words)?;
    row.set_stage(unmerged(&row)?.withdraw(act.today)?);
    row.reply_due = None;
    store::end_clocks(act.db, &row.id, STEPS, None)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "withdrawn", act.today, "", &reason)?;
    act.record(&row.council_id, "petition_withdrawn", &row.id, &serde_json::json!({}))
}
