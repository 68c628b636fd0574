//! Answers, what they promise, what voters and deputies say of them, and how a petition ends.
//!
//! An answer belongs to a class of the rulebook, which says what it must carry; a promise becomes a follow-up of the register,
//! with its product and day, or without a day where none was given. Nobody but the council's side sends an answer back or
//! closes a petition.

use law::day::Day;
use law::followup::Origin;
use law::petition::{Ending, Flaw, Judge, Opinion};
use law::role::Act as Deed;
use law::rulebook::{Requirement, Rulebook, Settles};
use serde::Deserialize;

use super::sorting::{REPLY_STEP, Reason, start_reply};
use super::store::{self, AnswerRow, OpinionRow, PetitionRow, ProofRow};
use super::{LONGEST_LINE, load_for, unmerged, write_step};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::documents::media_of;
use crate::followups::answering::Attached;
use crate::followups::recording::{self, LONGEST, NewFollowup, read_day};
use crate::supervision::day_of_act;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// An answer as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewAnswer {
    /// Class of the rulebook.
    pub class: String,
    /// Number and symbol of the answering document.
    pub document: String,
    /// Day of the answer; empty means today.
    pub on: String,
    /// The answer, in short or whole.
    pub words: String,
    /// Who answers, where it is not the body that the petition is with.
    pub body_words: String,
    /// What is promised; empty where nothing is.
    pub promise: String,
    /// The product of it.
    pub product: String,
    /// The day by which it is promised; empty is kept as “no day given”.
    pub promised_by: String,
}

/// An answer given where the petition was said, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SpotAnswer {
    /// Who answered.
    pub by: String,
    /// What was answered.
    pub words: String,
    /// The day; empty means the day on which it was said.
    pub on: String,
}

/// An answer sent back, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Returning {
    /// What is wrong: `general`, `off_point`, `no_evidence`, `no_day`, `other`.
    pub flaw: String,
    /// Why.
    pub words: String,
    /// The office's day for the new answer, where it asks for less than the law allows.
    pub reply_by: String,
}

/// What somebody says, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewOpinion {
    /// `asker`, `meeting`, `deputy_group`.
    pub judge: String,
    /// `solved`, `partly`, `not_solved`.
    pub opinion: String,
    /// The day; empty means today.
    pub on: String,
    /// In which words, at which meeting.
    pub words: String,
}

/// The end of a petition, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Closing {
    /// `done`, `explained`, `elsewhere`, `impossible`.
    pub ending: String,
    /// Why.
    pub words: String,
    /// What the proof shows and where.
    pub note: String,
}

/// Somebody who may answered where it was said.
pub fn answer_on_spot(act: &mut Act, number: &str, new: &SpotAnswer) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let on = if new.on.trim().is_empty() { row.stage()?.day() } else { day_of_act(act, &new.on, "on")? };
    answer_on_spot_row(act, &mut row, new, on)?;
    act.record(&row.council_id, "petition_answered_on_spot", &row.id, &serde_json::json!({ "on": on.to_string() }))
}

/// The same as part of a larger act.
pub(crate) fn answer_on_spot_row(act: &mut Act, row: &mut PetitionRow, new: &SpotAnswer, on: Day) -> Outcome<()> {
    row.set_stage(unmerged(row)?.answer_on_spot(on)?);
    let mut faults =
        missing(&[("by", &new.by, "invalid-answered-by"), ("words", &new.words, "invalid-petition-answer-missing")]);
    faults.extend(FieldFault::too_long("by", &new.by, LONGEST_LINE));
    faults.extend(FieldFault::too_long("words", &new.words, LONGEST));
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    store::save(act.db, row)?;
    write_step(act, &row.id, "on_spot", on, new.by.trim(), &new.words)
}

fn missing(fields: &[(&'static str, &str, &'static str)]) -> Vec<FieldFault> {
    let empty = fields.iter().filter(|(_, typed, _)| typed.trim().is_empty());
    empty.map(|(field, _, key)| FieldFault { field, key, words: String::new() }).collect()
}

/// The competent body answers, or a clerk writes its answer down. Returns the number of the follow-up of its promise.
pub fn answer(act: &mut Act, number: &str, new: &NewAnswer, attached: &[Attached]) -> Outcome<Option<String>> {
    let mut row = load_for(act, number, Deed::AnswerPetition)?;
    let on = day_of_act(act, &new.on, "on")?;
    row.set_stage(unmerged(&row)?.answer(on)?);
    let promised_by = check(&act.app.law.rulebook, new, !attached.is_empty())?;
    let promised = answer_row(act, &mut row, new, on, promised_by, attached)?;
    let body = serde_json::json!({ "class": new.class, "on": on.to_string(), "follow_up": promised });
    act.record(&row.council_id, "petition_answered", &row.id, &body)?;
    Ok(promised)
}

/// The same as part of a larger act, of an answer that was looked at and a petition at the stage that the law gave back.
pub(super) fn answer_row(
    act: &mut Act,
    row: &mut PetitionRow,
    new: &NewAnswer,
    on: Day,
    promised_by: Option<Day>,
    attached: &[Attached],
) -> Outcome<Option<String>> {
    let answer = AnswerRow {
        id: act.new_id(),
        petition_id: row.id.clone(),
        class: new.class.clone(),
        body_id: row.body_id.clone().filter(|_| new.body_words.trim().is_empty()),
        body_words: words::nfc(new.body_words.trim()),
        document: words::nfc(new.document.trim()),
        answered_on: on.to_string(),
        words: words::nfc(new.words.trim()),
        state: "given".into(),
        flaw: None,
        reason: String::new(),
        by_name: act.member.name.clone(),
    };
    store::insert_answer(act.db, &answer)?;
    let promised = promise(act, row, &answer, new, promised_by)?;
    keep_proofs(act, row, attached, &answer.document)?;
    row.answer_class = Some(answer.class.clone());
    row.reply_due = None;
    store::end_clocks(act.db, &row.id, &[REPLY_STEP], Some(&on.to_string()))?;
    store::save(act.db, row)?;
    write_step(act, &row.id, "answered", on, &answer.class, &answer.document)?;
    Ok(promised)
}

/// What an answer of its class must carry; a promised day, where one is given.
pub(super) fn check(rulebook: &Rulebook, new: &NewAnswer, has_proof: bool) -> Outcome<Option<Day>> {
    let mut faults = missing(&[("words", &new.words, "invalid-petition-answer-missing")]);
    let promised_by = read_day(&new.promised_by, "promised_by", &mut faults);
    match rulebook.answer(&new.class) {
        None => faults.push(FieldFault { field: "class", key: "invalid-answer-class", words: new.class.clone() }),
        Some(class) => {
            for required in &class.requires {
                let fault = match required {
                    Requirement::Evidence if !has_proof => Some(("files", "invalid-answer-evidence")),
                    Requirement::Document if new.document.trim().is_empty() => {
                        Some(("document", "invalid-answer-document"))
                    }
                    Requirement::DueDay if new.promised_by.trim().is_empty() => {
                        Some(("promised_by", "invalid-answer-day"))
                    }
                    Requirement::CompetentBody if new.body_words.trim().is_empty() => {
                        Some(("body_words", "invalid-answer-body"))
                    }
                    _ => None,
                };
                faults.extend(fault.map(|(field, key)| FieldFault { field, key, words: class.name.clone() }));
            }
        }
    }
    if promised_by.is_some() && new.promise.trim().is_empty() {
        faults.push(FieldFault { field: "promise", key: "invalid-promise-missing", words: String::new() });
    }
    for (field, text, most) in [
        ("words", &new.words, LONGEST),
        ("promise", &new.promise, LONGEST),
        ("document", &new.document, LONGEST_LINE),
        ("body_words", &new.body_words, LONGEST_LINE),
        ("product", &new.product, LONGEST_LINE),
    ] {
        faults.extend(FieldFault::too_long(field, text, most));
    }
    if faults.is_empty() { Ok(promised_by) } else { Err(Trouble::Invalid(faults)) }
}

/// A promise becomes a follow-up: the register follows it to the end.
fn promise(
    act: &mut Act,
    row: &PetitionRow,
    answer: &AnswerRow,
    new: &NewAnswer,
    by: Option<Day>,
) -> Outcome<Option<String>> {
    if new.promise.trim().is_empty() {
        return Ok(None);
    }
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let source =
        if answer.document.is_empty() { row.number.clone() } else { format!("{} ({})", answer.document, row.number) };
    let followup = NewFollowup {
        origin: Origin::Petition.as_str().into(),
        words: new.promise.clone(),
        source,
        source_on: answer.answered_on.clone(),
        lead: row.body_id.clone().unwrap_or_default(),
        lead_words: if answer.body_words.is_empty() { row.body_words.clone() } else { answer.body_words.clone() },
        product: new.product.clone(),
        due_on: by.map(|day| day.to_string()).unwrap_or_default(),
        priority: if row.priority == "high" { "high".into() } else { String::new() },
        ..NewFollowup::default()
    };
    let (followup, _) = recording::record_row(act, &council, &followup, None)?;
    let id = act.new_id();
    store::insert_promise(act.db, &id, &row.id, &answer.id, &followup.id)?;
    Ok(Some(followup.number))
}

fn keep_proofs(act: &mut Act, row: &mut PetitionRow, attached: &[Attached], note: &str) -> Outcome<()> {
    for file in attached {
        let proof = ProofRow {
            id: act.new_id(),
            petition_id: row.id.clone(),
            name: file.name.chars().take(200).collect(),
            media: media_of(&file.name).into(),
            size: file.size,
            content_hash: file.content_hash.clone(),
            note: words::nfc(note.trim()),
            added_on: act.today.to_string(),
        };
        store::insert_proof(act.db, &proof)?;
        row.proofs += 1;
    }
    Ok(())
}

/// The latest answer goes back to the body with what is wrong with it, and a new clock runs.
pub fn send_back(act: &mut Act, number: &str, new: &Returning) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::JudgeAnswer)?;
    row.set_stage(unmerged(&row)?.send_back(act.today)?);
    let mut faults = missing(&[("words", &new.words, "invalid-return-reason")]);
    let flaw = Flaw::read(&new.flaw);
    if flaw.is_none() {
        faults.push(FieldFault { field: "flaw", key: "invalid-flaw", words: new.flaw.clone() });
    }
    faults.extend(FieldFault::too_long("words", &new.words, LONGEST));
    let (Some(flaw), true) = (flaw, faults.is_empty()) else { return Err(Trouble::Invalid(faults)) };
    let latest = store::answers(act.db, &row.id)?.into_iter().find(|answer| answer.state == "given");
    let Some(latest) = latest else { return Err(law::refusal::Refusal::PetitionNotAnswered.into()) };
    let reason = words::nfc(new.words.trim());
    store::mark_answer(act.db, &latest.id, "sent_back", Some(flaw.as_str()), &reason)?;
    row.answer_class = None;
    start_reply(act, &mut row, act.today, &new.reply_by)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "sent_back", act.today, flaw.as_str(), &reason)?;
    let body = serde_json::json!({ "flaw": flaw.as_str(), "reply_due": row.reply_due });
    act.record(&row.council_id, "petition_sent_back", &row.id, &body)
}

/// What the asker, the meeting or the deputy group says of the answer.
pub fn say(act: &mut Act, number: &str, new: &NewOpinion) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::JudgeAnswer)?;
    let on = day_of_act(act, &new.on, "on")?;
    row.set_stage(unmerged(&row)?.judge(on)?);
    let mut faults = Vec::new();
    let (judge, opinion) = (Judge::read(&new.judge), Opinion::read(&new.opinion));
    if judge.is_none() {
        faults.push(FieldFault { field: "judge", key: "invalid-judge", words: new.judge.clone() });
    }
    if opinion.is_none() {
        faults.push(FieldFault { field: "opinion", key: "invalid-opinion", words: new.opinion.clone() });
    }
    if opinion.is_some_and(|one| one != Opinion::Solved) && new.words.trim().is_empty() {
        faults.push(FieldFault { field: "words", key: "invalid-opinion-reason", words: String::new() });
    }
    faults.extend(FieldFault::too_long("words", &new.words, LONGEST));
    let (Some(judge), Some(opinion), true) = (judge, opinion, faults.is_empty()) else {
        return Err(Trouble::Invalid(faults));
    };
    let said = OpinionRow {
        id: act.new_id(),
        petition_id: row.id.clone(),
        judge: judge.as_str().into(),
        opinion: opinion.as_str().into(),
        on_day: on.to_string(),
        by_name: act.member.name.clone(),
        words: words::nfc(new.words.trim()),
    };
    store::insert_opinion(act.db, &said)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "judged", on, &said.opinion, &said.words)?;
    let body = serde_json::json!({ "judge": said.judge, "opinion": said.opinion });
    act.record(&row.council_id, "petition_judged", &row.id, &body)
}

/// The council's side closes a petition: as done only with proof.
pub fn close(act: &mut Act, number: &str, new: &Closing, attached: &[Attached]) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::ClosePetition)?;
    let Some(ending) = Ending::read(&new.ending) else {
        return Err(Trouble::field("ending", "invalid-ending", &new.ending));
    };
    Trouble::too_long("words", &new.words, LONGEST)?;
    Trouble::too_long("note", &new.note, LONGEST_LINE)?;
    keep_proofs(act, &mut row, attached, &new.note)?;
    let proofs = usize::try_from(row.proofs).unwrap_or(0);
    row.set_stage(unmerged(&row)?.close(ending, proofs, act.today)?);
    if ending == Ending::Impossible && new.words.trim().is_empty() {
        return Err(law::refusal::Refusal::ReasonMissing.into());
    }
    if matches!(ending, Ending::Done | Ending::Explained)
        && let Some(on) = disputed(act, &row.id)?
    {
        return Err(law::refusal::Refusal::PetitionDisputed { on }.into());
    }
    let settles =
        row.answer_class.as_deref().and_then(|class| act.app.law.rulebook.answer(class)).map(|one| one.settles);
    // "Answered" is not "done": an answer that only informs may end the wish to know, never the matter.
    if ending == Ending::Explained && settles.is_some_and(|settles| settles == Settles::Nothing) {
        return Err(Trouble::field("ending", "invalid-ending-explained", ""));
    }
    if let Some(given) = store::answers(act.db, &row.id)?.into_iter().find(|answer| answer.state == "given") {
        store::mark_answer(act.db, &given.id, "accepted", None, "")?;
    }
    row.ending = Some(ending.as_str().into());
    row.reply_due = None;
    store::end_clocks(act.db, &row.id, &[REPLY_STEP], None)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "closed", act.today, ending.as_str(), &new.words)?;
    let body = serde_json::json!({ "ending": ending.as_str(), "proofs": row.proofs });
    act.record(&row.council_id, "petition_closed", &row.id, &body)
}

/// Since when the deputy group does not accept the answer that stands: its latest word, unless an answer came after it.
pub fn disputed(act: &mut Act, petition_id: &str) -> Outcome<Option<Day>> {
    let opinions = store::opinions(act.db, petition_id)?;
    let Some(last) = opinions.into_iter().find(|one| one.judge == Judge::DeputyGroup.as_str()) else {
        return Ok(None);
    };
    let answered = store::answers(act.db, petition_id)?.into_iter().find(|answer| answer.state == "given");
    let stands =
        last.opinion == Opinion::NotSolved.as_str() && answered.is_none_or(|answer| answer.answered_on <= last.on_day);
    Ok(last.on_day.parse().ok().filter(|_| stands))
}

/// More proof, from the body or from the council's side.
pub fn add_proofs(act: &mut Act, number: &str, new: &Reason, attached: &[Attached]) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::AnswerPetition)?;
    unmerged(&row)?.still_open()?;
    if attached.is_empty() {
        return Err(Trouble::field("files", "invalid-file-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST_LINE)?;
    keep_proofs(act, &mut row, attached, &new.words)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "proof_added", act.today, "", &new.words)?;
    let hashes: Vec<&str> = attached.iter().map(|file| file.content_hash.as_str()).collect();
    act.record(&row.council_id, "petition_proof_added", &row.id, &serde_json::json!({ "proofs": hashes }))
}
