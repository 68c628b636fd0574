//! Voters' petitions (kiến nghị của cử tri): each from the mouth of the asker to a judged answer.
//!
//! Verbs are split by ability: here a petition is written down, sorted and sent on; `answering` takes answers, promises,
//! opinions and the end; `merging` joins, parts and ties repeats; `finding` searches and compares. What an answer promises is
//! a follow-up of the register and is followed there. Law: Nghị quyết liên tịch 72/2025/NQLT, Điều 41–51.

pub mod answering;
pub mod api;
pub mod code_pages;
pub mod counts;
pub mod finding;
pub mod form;
pub mod import;
pub mod merging;
pub mod notices;
pub mod pages;
pub mod sheet;
pub mod sheet_pages;
pub mod short_forms;
pub mod store;
pub mod synthesis;
pub mod topics;
pub mod view;
pub mod voices;

use std::collections::BTreeMap;

use law::day::Day;
use law::deadline::{Reckoning, reckon};
use law::petition::{Channel, Competence, Stage};
use law::role::Act as Deed;
use serde::Deserialize;
use short_forms::ShortForm;
use store::{ClockRow, OccurrenceRow, PetitionRow, StepRow};

use crate::councils::store::{self as councils, CouncilRow};
use crate::db::act::Act;
use crate::db::search::Book;
use crate::db::{chain, search};
use crate::followups::recording::{LONGEST, read_day};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Most letters of a line of facts.
pub(crate) const LONGEST_LINE: usize = 300;
/// Most voters that one meeting can have.
pub(crate) const MOST_VOTERS: i64 = 100_000;
/// The rule that gives the competent body its days to reply.
const REPLY: &str = "voter-reply";
/// The clock of a reply, as a word that the locale files name (`petition-clock-…`).
const REPLY_STEP: &str = "reply";
/// The rule that gives the council its days to make results public, counted from the day by which a reply was owed.
const PUBLISHED: &str = "voter-results-published";
/// The clock of making results public.
const PUBLISH_STEP: &str = "publish";
/// Every step that has a clock.
const STEPS: &[&str] = &[REPLY_STEP, PUBLISH_STEP];

/// A petition as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewPetition {
    /// What is asked for, as the voter said it.
    pub words: String,
    /// Short name for lists; empty takes the first words.
    pub title: String,
    /// Where, down to the hamlet.
    pub place: String,
    /// By which way: `council`, `front`, `reception`, `letter`, `other`; empty means a meeting of the council.
    pub channel: String,
    /// The day it was said; empty means today.
    pub on: String,
    /// The meeting or occasion.
    pub meeting: String,
    /// How many voters said it; empty means one.
    pub voters: String,
    /// Who wrote it down.
    pub noted_by: String,
    /// Code of the topic, where it is known.
    pub topic: String,
    /// `high`, or empty.
    pub priority: String,
    /// `1` where the public may see it.
    pub public: String,
}

/// An occurrence as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewOccurrence {
    /// What was said, in these words; empty where it was the same.
    pub words: String,
    /// Where.
    pub place: String,
    /// By which way.
    pub channel: String,
    /// The day; empty means today.
    pub on: String,
    /// The meeting or occasion.
    pub meeting: String,
    /// How many voters.
    pub voters: String,
    /// Who wrote it down.
    pub noted_by: String,
}

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

/// Writes a petition down. Returns its number.
pub fn record(act: &mut Act, mark: &str, new: &NewPetition) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::RecordPetition, &council.id, &[])?;
    let forms = short_forms::of(act.db, &council.id)?;
    let row = record_row(act, &council, &forms, new, None)?;
    let body = serde_json::json!({ "number": row.number, "topic": row.topic });
    act.record(&council.id, "petition_recorded", &row.id, &body)?;
    Ok(row.number)
}

/// The same without asking for a role or leaving an event: part of a larger act (a split speech, an import), which reads the
/// council's short forms once for all its rows.
pub fn record_row(
    act: &mut Act,
    council: &CouncilRow,
    forms: &[ShortForm],
    new: &NewPetition,
    taken_from: Option<String>,
) -> Outcome<PetitionRow> {
    let said = finding::said_words(forms, &new.words, &new.place);
    let fit = fit(act, council, new, taken_from)?;
    let written = write_down(act, council, vec![fit], &[&said])?;
    written.into_iter().next().ok_or_else(|| Trouble::Fault("no petition was written down".into()))
}

/// A petition that was looked at, found fit, and stands in no book yet.
struct Fit {
    row: PetitionRow,
    said: OccurrenceRow,
}

/// Looks at a petition as typed: what it would be written down as, but for its number.
fn fit(act: &Act, council: &CouncilRow, new: &NewPetition, taken_from: Option<String>) -> Outcome<Fit> {
    let mut faults = Vec::new();
    let words = words::nfc(new.words.trim());
    if words.is_empty() {
        faults.push(FieldFault { field: "words", key: "invalid-petition-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("words", &words, LONGEST));
    faults.extend(FieldFault::too_long("title", &new.title, LONGEST_LINE));
    if !new.topic.is_empty() && topics::by_code(&new.topic).is_none() {
        faults.push(FieldFault { field: "topic", key: "invalid-topic-code", words: new.topic.clone() });
    }
    let said = NewOccurrence {
        words: new.words.clone(),
        place: new.place.clone(),
        channel: new.channel.clone(),
        on: new.on.clone(),
        meeting: new.meeting.clone(),
        voters: new.voters.clone(),
        noted_by: new.noted_by.clone(),
    };
    let id = act.new_id();
    let said = occurrence_of(act, &id, &said, &mut faults);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let row = PetitionRow {
        number: String::new(),
        id,
        council_id: council.id.clone(),
        title: title_of(&new.title, &words),
        words,
        place: said.place.clone(),
        topic: new.topic.clone(),
        competence: None,
        body_id: None,
        body_words: String::new(),
        priority: priority_of(&new.priority),
        is_public: i64::from(new.public == "1"),
        stage: "received".into(),
        stage_on: said.on_day.clone(),
        received_on: said.on_day.clone(),
        reply_due: None,
        answer_class: None,
        ending: None,
        occurrences: 1,
        voters: said.voters,
        proofs: 0,
        merged_into: None,
        repeats_id: None,
        taken_from,
        recorded_at: act.stamp(),
        version: 1,
    };
    Ok(Fit { row, said })
}

/// Writes petitions that were found fit into the book of a council, each with the words of its index, which
/// `finding::said_words` makes: numbers first, then table by table, so that many cost little more than one.
fn write_down(act: &mut Act, council: &CouncilRow, fit: Vec<Fit>, index: &[&str]) -> Outcome<Vec<PetitionRow>> {
    let mut by_year: BTreeMap<i16, Vec<usize>> = BTreeMap::new();
    for (at, one) in fit.iter().enumerate() {
        by_year.entry(day_of(&one.said, act.today).year()).or_default().push(at);
    }
    let (mut rows, said): (Vec<PetitionRow>, Vec<OccurrenceRow>) =
        fit.into_iter().map(|one| (one.row, one.said)).unzip();
    for (year, places) in by_year {
        let first = first_number(act, council, year, places.len())?;
        for (running, at) in (first..).zip(places) {
            rows[at].number = number_of(council, year, running);
        }
    }
    let steps: Vec<StepRow> = rows
        .iter()
        .zip(&said)
        .map(|(row, said)| step_of(act, &row.id, "received", day_of(said, act.today), &said.channel, &said.meeting))
        .collect();
    store::insert_all(act.db, &rows, &said, &steps)?;
    let texts: Vec<(&str, &str, String)> = rows
        .iter()
        .zip(index)
        .map(|(row, said)| {
            (row.id.as_str(), council.id.as_str(), format!("{} {said}", words::index_words(&row.number)))
        })
        .collect();
    search::index(act.db, Book::Petitions, &texts)?;
    Ok(rows)
}

fn day_of(said: &OccurrenceRow, today: Day) -> Day {
    said.on_day.parse().unwrap_or(today)
}

/// The same petition was said again, elsewhere or by the other channel.
pub fn say_again(act: &mut Act, number: &str, new: &NewOccurrence) -> Outcome<()> {
    let row = load_for(act, number, Deed::RecordPetition)?;
    let (council, id) = (row.council_id.clone(), row.id.clone());
    let voters = say_again_row(act, row, new)?;
    act.record(&council, "petition_said_again", &id, &serde_json::json!({ "voters": voters }))
}

/// The same as part of a larger act. Returns by how many voters it was said.
pub(crate) fn say_again_row(act: &mut Act, mut row: PetitionRow, new: &NewOccurrence) -> Outcome<i64> {
    if row.merged_into.is_some() {
        return Err(Trouble::field("words", "invalid-petition-merged", &row.number));
    }
    let mut faults = Vec::new();
    faults.extend(FieldFault::too_long("words", &new.words, LONGEST));
    let mut said = occurrence_of(act, &row.id, new, &mut faults);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    if said.words.is_empty() {
        said.words.clone_from(&row.words);
    }
    row.occurrences += 1;
    row.voters += said.voters;
    store::save(act.db, &mut row)?;
    store::insert_occurrence(act.db, &said)?;
    let on = said.on_day.parse().unwrap_or(act.today);
    write_step(act, &row.id, "said_again", on, &said.channel, &said.meeting)?;
    Ok(said.voters)
}

pub(crate) fn occurrence_of(
    act: &Act,
    petition: &str,
    new: &NewOccurrence,
    faults: &mut Vec<FieldFault>,
) -> OccurrenceRow {
    for (field, text) in [("place", &new.place), ("meeting", &new.meeting), ("noted_by", &new.noted_by)] {
        faults.extend(FieldFault::too_long(field, text, LONGEST_LINE));
    }
    let on = read_day(&new.on, "on", faults).unwrap_or(act.today);
    if on > act.today {
        faults.push(FieldFault { field: "on", key: "invalid-day-future", words: new.on.clone() });
    }
    let channel = match new.channel.as_str() {
        "" => Some(Channel::Council),
        word => Channel::read(word),
    };
    if channel.is_none() {
        faults.push(FieldFault { field: "channel", key: "invalid-channel", words: new.channel.clone() });
    }
    let voters = match new.voters.trim() {
        "" => Some(1),
        typed => typed.parse::<i64>().ok().filter(|voters| (1..=MOST_VOTERS).contains(voters)),
    };
    if voters.is_none() {
        faults.push(FieldFault { field: "voters", key: "invalid-voters", words: new.voters.clone() });
    }
    OccurrenceRow {
        id: act.new_id(),
        petition_id: petition.to_owned(),
        origin_id: petition.to_owned(),
        channel: channel.unwrap_or(Channel::Council).as_str().into(),
        on_day: on.to_string(),
        place: words::nfc(new.place.trim()),
        meeting: words::nfc(new.meeting.trim()),
        voters: voters.unwrap_or(1),
        noted_by: words::nfc(new.noted_by.trim()),
        words: words::nfc(new.words.trim()),
    }
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
fn start_reply(act: &mut Act, row: &mut PetitionRow, on: Day, reply_by: &str) -> Outcome<()> {
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

/// Loads a petition and asks the law whether this member may do the deed on it.
pub fn load_for(act: &mut Act, number: &str, deed: Deed) -> Outcome<PetitionRow> {
    let row = store::by_number(act.db, number)?;
    let bodies: Vec<String> = row.body_id.iter().cloned().collect();
    match act.may(deed, &row.council_id, &bodies) {
        Ok(()) => Ok(row),
        // Who may not even read it is not told that it exists.
        Err(refused) => Err(view::seen(act.db, act.member, number).err().unwrap_or(refused)),
    }
}

/// The stage of a petition that stands for itself; one that was joined into another is handled there.
fn unmerged(row: &PetitionRow) -> Outcome<Stage> {
    match &row.merged_into {
        Some(_) => Err(Trouble::field("number", "invalid-petition-merged", &row.number)),
        None => row.stage(),
    }
}

fn reason_of(typed: &str) -> Outcome<String> {
    let reason = words::nfc(typed.trim());
    if reason.is_empty() {
        return Err(law::refusal::Refusal::ReasonMissing.into());
    }
    Trouble::too_long("words", &reason, LONGEST)?;
    Ok(reason)
}

fn priority_of(typed: &str) -> String {
    if typed == "high" { "high" } else { "normal" }.to_owned()
}

/// The first words of a text, up to a whole word, where no short name was typed.
fn title_of(typed: &str, words: &str) -> String {
    const LONG: usize = 110;
    let typed = words::nfc(typed.trim());
    if !typed.is_empty() {
        return typed;
    }
    let line = words.lines().next().unwrap_or_default();
    if line.chars().count() <= LONG {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONG).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", whole.trim_end_matches([',', ';', '.', ' ']))
}

/// One series per council and year, beside that of follow-ups: takes so many numbers, and says the first.
fn first_number(act: &mut Act, council: &CouncilRow, year: i16, many: usize) -> Outcome<i64> {
    let series = format!("{}:kn:{year}", council.id);
    chain::next_numbers(act.db, &series, i64::from(year), i64::try_from(many).unwrap_or(1))
}

fn number_of(council: &CouncilRow, year: i16, running: i64) -> String {
    format!("KN-{}-{year}-{running:04}", council.mark)
}

/// Writes a line of a petition's own history.
fn write_step(act: &mut Act, petition: &str, kind: &str, on: Day, value: &str, words: &str) -> Outcome<()> {
    let row = step_of(act, petition, kind, on, value, words);
    store::insert_step(act.db, &row)
}

fn step_of(act: &Act, petition: &str, kind: &str, on: Day, value: &str, words: &str) -> StepRow {
    StepRow {
        id: act.new_id(),
        petition_id: petition.to_owned(),
        kind: kind.to_owned(),
        on_day: on.to_string(),
        at: act.stamp(),
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        value: value.to_owned(),
        words: words::nfc(words.trim()),
    }
}
