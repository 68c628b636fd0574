//! From the notes of a meeting into the book of petitions: each note looked at, cut where it asks for several things, and
//! compared with what was asked before. A person confirms; nothing is joined by itself.

use law::role::Act as Deed;

use super::notes::{self, NoteRow};
use super::store::{self, MeetingRow};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::petitions;
use crate::petitions::answering::{self, SpotAnswer};
use crate::petitions::recording::{self, NewOccurrence, NewPetition};
use crate::petitions::short_forms::{self, ShortForm};
use crate::trouble::{Outcome, Trouble};

/// Pieces that one act takes in at the most.
pub const MOST_PIECES: usize = 200;

/// A piece of a note as confirmed.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// The note (id).
    pub note: String,
    /// Its words.
    pub words: String,
    /// The petition that it says again; empty for a new one.
    pub to: String,
    /// Code of the topic, where it is known.
    pub topic: String,
}

/// The notes of a meeting that stand in no book yet.
pub fn waiting(act_notes: Vec<NoteRow>) -> Vec<NoteRow> {
    act_notes.into_iter().filter(|note| note.petition_number.is_none() && note.dropped.is_none()).collect()
}

/// How a meeting is named where a petition says where it was said.
pub fn named(meeting: &MeetingRow, title: &str) -> String {
    let day = meeting.on_day.parse().map_or_else(|_| meeting.on_day.clone(), law::day::office_form);
    format!("{title}, {} ({day})", meeting.area)
}

/// Takes confirmed pieces into the book of the council, as one act. Returns the numbers.
pub fn take_in(act: &mut Act, meeting_id: &str, pieces: &[Piece]) -> Outcome<Vec<String>> {
    let meeting = store::meeting(act.db, meeting_id)?;
    act.may(Deed::RecordPetition, &meeting.council_id, &[])?;
    let council = councils::by_id(act.db, &meeting.council_id)?.ok_or(Trouble::NotFound)?;
    let round = store::round(act.db, &meeting.round_id)?;
    if pieces.is_empty() {
        return Err(Trouble::field("words", "invalid-notes-none", ""));
    }
    if pieces.len() > MOST_PIECES {
        return Err(Trouble::field("words", "invalid-too-many", MOST_PIECES.to_string()));
    }
    let title = named(&meeting, &round.title);
    let forms = short_forms::of(act.db, &council.id)?;
    let mut numbers: Vec<String> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let note_id = &pieces[at].note;
        let of_note = pieces[at..].iter().take_while(|piece| piece.note == *note_id).count();
        let mut note = notes::by_id(act.db, note_id)?.ok_or(Trouble::NotFound)?;
        if note.meeting_id != meeting.id {
            return Err(Trouble::NotFound);
        }
        // Somebody else took it in meanwhile: what stands in the book stays as it stands.
        if note.petition_number.is_none() {
            let mut taken = Vec::new();
            for piece in &pieces[at..at + of_note] {
                taken.push(take_piece(act, (&council, &forms), (&meeting, &title), &note, piece)?);
            }
            note.petition_number = Some(taken.join(", "));
            notes::save(act.db, &mut note)?;
            numbers.extend(taken);
        }
        at += of_note;
    }
    if numbers.is_empty() {
        return Err(Trouble::field("words", "invalid-notes-none", ""));
    }
    let body = serde_json::json!({ "meeting": meeting.id, "numbers": numbers });
    act.record(&council.id, "petitions_recorded", &meeting.id, &body)?;
    Ok(numbers)
}

fn take_piece(
    act: &mut Act,
    (council, forms): (&councils::CouncilRow, &[ShortForm]),
    (meeting, title): (&MeetingRow, &str),
    note: &NoteRow,
    piece: &Piece,
) -> Outcome<String> {
    let place = if note.place.is_empty() { meeting.area.clone() } else { note.place.clone() };
    // Noted at a meeting that the plan sets for a later day: it was said today.
    let on = meeting.on_day.clone().min(act.today.to_string());
    if !piece.to.is_empty() {
        let row = petitions::store::by_number(act.db, &piece.to)?;
        if row.council_id != council.id {
            return Err(Trouble::field("words", "invalid-petition-other", &piece.to));
        }
        let again = NewOccurrence {
            words: piece.words.clone(),
            place,
            channel: "council".into(),
            on,
            meeting: title.to_owned(),
            voters: note.voters.to_string(),
            noted_by: note.by_name.clone(),
        };
        recording::say_again_row(act, row, &again)?;
        return Ok(piece.to.clone());
    }
    let new = NewPetition {
        words: piece.words.clone(),
        place,
        channel: "council".into(),
        on: on.clone(),
        meeting: title.to_owned(),
        voters: note.voters.to_string(),
        noted_by: note.by_name.clone(),
        topic: piece.topic.clone(),
        public: "1".into(),
        ..NewPetition::default()
    };
    let mut row = recording::record_row(act, council, forms, &new, None)?;
    if !note.answered_by.is_empty() && !note.answer.is_empty() {
        let spot = SpotAnswer { by: note.answered_by.clone(), words: note.answer.clone(), on: on.clone() };
        let on = on.parse().unwrap_or(act.today);
        answering::answer_on_spot_row(act, &mut row, &spot, on)?;
    }
    Ok(row.number)
}
