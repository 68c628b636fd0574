//! A petition is written down, or said again: what was typed is looked at whole, then stands in the book of its council.

use std::collections::BTreeMap;

use law::day::Day;
use law::petition::Channel;
use law::role::Act as Deed;
use serde::Deserialize;

use super::short_forms::{self, ShortForm};
use super::store::{self, OccurrenceRow, PetitionRow, StepRow};
use super::{LONGEST_LINE, finding, load_for, priority_of, step_of, topics, write_step};
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::act::Act;
use crate::db::search::Book;
use crate::db::{chain, search};
use crate::followups::recording::{LONGEST, read_day};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Most voters that one meeting can have.
pub(crate) const MOST_VOTERS: i64 = 100_000;

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
pub(super) struct Fit {
    /// What the book would hold.
    pub row: PetitionRow,
    /// Where it was said.
    pub said: OccurrenceRow,
}

/// Looks at a petition as typed: what it would be written down as, but for its number.
pub(super) fn fit(act: &Act, council: &CouncilRow, new: &NewPetition, taken_from: Option<String>) -> Outcome<Fit> {
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
pub(super) fn write_down(
    act: &mut Act,
    council: &CouncilRow,
    fit: Vec<Fit>,
    index: &[&str],
) -> Outcome<Vec<PetitionRow>> {
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
