//! Answers in a table: what a line says of the answer of the competent body goes into the book with its petition, as the verb
//! that writes answers down would take it, so that what it promises is followed like every promise.
//!
//! A table carries no photo: a petition said to be done comes in as such, and is closed as done only with proof, like any
//! other. What is not clear enough stays out, with the reason; its petition comes in all the same.

use law::day::{Day, parse_day};
use law::rulebook::Rulebook;

use super::answering::{self, NewAnswer};
use super::sheet::Line;
use super::store::PetitionRow;
use super::taking_in::Plan;
use crate::db::act::Act;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// An answer that a line carries, found fit.
pub struct Told {
    new: NewAnswer,
    on: Day,
    promised_by: Option<Day>,
}

/// Looks at what a line says of an answer: none where it says nothing; what is missing is named.
pub fn told(rulebook: &Rulebook, plan: &Plan, line: &Line, today: Day) -> Outcome<Option<Told>> {
    let answer = &line.answer;
    if answer.words.is_empty() {
        return Ok(None);
    }
    let mut faults = Vec::new();
    let mut fault = |field, key, words: &str| faults.push(FieldFault { field, key, words: words.to_owned() });
    if line.petition.topic.is_empty() {
        fault("topic", "sheet-answer-no-topic", "");
    }
    if plan.level_of(line).is_none() {
        fault("level", "sheet-answer-no-level", "");
    }
    if plan.body_of(line).is_empty() {
        fault("body", "sheet-answer-no-body", "");
    }
    let class = if answer.class.is_empty() { &plan.class } else { &answer.class };
    if class.is_empty() {
        fault("class", "sheet-answer-no-class", "");
    }
    let given = if answer.on.is_empty() { day_within(&answer.document) } else { Some(answer.on.clone()) };
    let typed = given.unwrap_or_else(|| plan.answered_on.clone());
    let on = if typed.is_empty() { Ok(today) } else { parse_day(&typed) };
    let received = if line.petition.on.is_empty() { parse_day(&plan.on) } else { parse_day(&line.petition.on) };
    match (&on, received) {
        (Err(_), _) => fault("answered_on", "sheet-answer-day", &typed),
        (Ok(on), _) if *on > today => fault("answered_on", "invalid-day-future", &typed),
        (Ok(on), Ok(received)) if *on < received => fault("answered_on", "sheet-answer-before", &typed),
        _ => {}
    }
    let (Ok(on), true) = (on, faults.is_empty()) else { return Err(Trouble::Invalid(faults)) };
    // A day without a year or a month is no day: the promise is then kept as one without a day, in the answer's own words.
    let promised_by = parse_day(&answer.promised_by).ok();
    let new = NewAnswer {
        class: class.clone(),
        document: answer.document.clone(),
        words: answer.words.clone(),
        body_words: if class == "not_within_competence" { plan.body_of(line).to_owned() } else { String::new() },
        promise: if promised_by.is_some() { answer.words.clone() } else { String::new() },
        promised_by: promised_by.map(|day| day.to_string()).unwrap_or_default(),
        ..NewAnswer::default()
    };
    let promised_by = answering::check(rulebook, &new, true)?;
    Ok(Some(Told { new, on, promised_by }))
}

/// Writes an answer down with the petition that it came with, which was sent on the day on which it was received.
pub(super) fn write(act: &mut Act, row: &mut PetitionRow, told: &Told) -> Outcome<()> {
    row.set_stage(row.stage()?.forward(row.stage()?.day())?.answer(told.on)?);
    answering::answer_row(act, row, &told.new, told.on, told.promised_by, &[])?;
    Ok(())
}

/// The first day within the name of a document: "số 12/BC-UBND ngày 05/3/2026".
fn day_within(document: &str) -> Option<String> {
    let parts = document.split_whitespace().map(|part| part.trim_matches(|c: char| !c.is_ascii_digit()));
    parts
        .filter(|part| part.matches(['/', '-', '.']).count() == 2)
        .find(|part| parse_day(part).is_ok())
        .map(str::to_owned)
}
