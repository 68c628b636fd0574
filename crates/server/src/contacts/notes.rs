//! What was said at a meeting, as it was noted: by a deputy's phone without a network, by a clerk at a desk.
//!
//! The phone makes the id of a note and of each change, so what it sends again is known again and nothing stands twice.
//! A note that two people changed keeps both versions, one beside the other; nobody's words are written over. Notes are
//! taken whenever they arrive, also after the meeting was put together: nothing that a voter said is turned away.

use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::store::{self, CheckinRow, MeetingRow};
use crate::db::act::Act;
use crate::db::schema::{contact_notes, contact_photos};
use crate::db::{Connection, saved_once};
use crate::documents::media_of;
use crate::followups::answering::Attached;
use crate::followups::recording::LONGEST;
use crate::petitions::LONGEST_LINE;
use crate::petitions::recording::MOST_VOTERS;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Notes that one request carries at the most.
const MOST_NOTES: usize = 200;
/// Photos of one meeting at the most.
const MOST_PHOTOS: i64 = 200;

/// A note as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = contact_notes, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct NoteRow {
    pub id: String,
    pub meeting_id: String,
    pub edit_id: String,
    pub edits: String,
    pub words: String,
    pub speaker: String,
    pub place: String,
    pub voters: i64,
    pub answered_by: String,
    pub answer: String,
    pub noted_at: String,
    pub received_at: String,
    pub account_id: String,
    pub by_name: String,
    pub beside_id: Option<String>,
    pub petition_number: Option<String>,
    pub dropped: Option<String>,
    pub version: i64,
    pub same_as: String,
}

/// A photo as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = contact_photos, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct PhotoRow {
    pub id: String,
    pub meeting_id: String,
    pub note_id: Option<String>,
    pub name: String,
    pub media: String,
    pub size: i64,
    pub content_hash: String,
    pub by_name: String,
    pub added_at: String,
}

/// A note as a phone sends it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SentNote {
    /// Made by the phone; the same when it is sent again.
    pub id: String,
    /// Made by the phone for this change of the note.
    pub edit: String,
    /// The changes that the same phone made before this one, since it last heard of the note.
    pub earlier: Vec<String>,
    /// The version that was changed; 0 for a new note.
    pub base: i64,
    /// What was said.
    pub words: String,
    /// Who said it, where the person wants to be named.
    pub speaker: String,
    /// Where, when it is not the place of the meeting.
    pub place: String,
    /// How many voters said it; 0 means one.
    pub voters: i64,
    /// Who answered on the spot; empty where nobody did.
    pub answered_by: String,
    /// What was answered.
    pub answer: String,
    /// When it was noted (instant).
    pub noted_at: String,
    /// Why the note is dropped; empty keeps it.
    pub dropped: String,
    /// Number of the petition that the deputy holds it to be the same as; empty where none.
    pub same_as: String,
}

/// What a phone sends of one meeting.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Sent {
    /// The notes.
    pub notes: Vec<SentNote>,
    /// When the person came, where they checked in (instant).
    pub came_at: String,
    /// How many voters they counted; 0 where they did not.
    pub counted: i64,
}

/// What became of a note that was sent.
#[derive(Debug, Clone, Serialize)]
pub struct Stored {
    /// Its id.
    pub id: String,
    /// `stored`, `known` (it had arrived before), `beside` (somebody else changed it too; both stand), `refused`.
    pub became: &'static str,
    /// The version that stands now.
    pub version: i64,
    /// What is wrong with it, where it is refused: key of the sentence.
    pub fault: Option<&'static str>,
}

/// Takes what a phone sends of a meeting. Sending the same again changes nothing.
pub fn take(act: &mut Act, meeting_id: &str, sent: &Sent) -> Outcome<Vec<Stored>> {
    let meeting = store::meeting(act.db, meeting_id)?;
    act.may(Deed::RecordPetition, &meeting.council_id, &[])?;
    if sent.notes.len() > MOST_NOTES {
        return Err(Trouble::field("notes", "invalid-too-many", MOST_NOTES.to_string()));
    }
    if !(0..=MOST_VOTERS).contains(&sent.counted) {
        return Err(Trouble::field("counted", "invalid-voters", sent.counted.to_string()));
    }
    let mut stored = Vec::with_capacity(sent.notes.len());
    for note in &sent.notes {
        stored.push(take_one(act, &meeting, note)?);
    }
    if !sent.came_at.is_empty() || sent.counted > 0 {
        let row = CheckinRow {
            id: act.new_id(),
            meeting_id: meeting.id.clone(),
            account_id: act.member.account_id.clone(),
            by_name: act.member.name.clone(),
            at: instant(&sent.came_at).unwrap_or_else(|| act.stamp()),
            voters: sent.counted,
        };
        store::check_in(act.db, &row)?;
    }
    let fresh = stored.iter().filter(|one| matches!(one.became, "stored" | "beside")).count();
    let body = serde_json::json!({ "notes": fresh, "known": stored.len() - fresh });
    act.record(&meeting.council_id, "contact_noted", &meeting.id, &body)?;
    Ok(stored)
}

/// An instant as a phone writes it, as we store it.
fn instant(text: &str) -> Option<String> {
    text.parse::<jiff::Timestamp>().ok().map(crate::clock::stored)
}

/// An id that a phone may make: letters, digits and dashes, no longer than ours.
fn fit_id(id: &str) -> bool {
    (8..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn fault_of(note: &SentNote) -> Option<&'static str> {
    let long = |text: &str, most: usize| FieldFault::too_long("words", text, most).is_some();
    let lines = [&note.speaker, &note.place, &note.answered_by, &note.dropped, &note.same_as];
    if !fit_id(&note.id) || !fit_id(&note.edit) {
        Some("invalid-note-id")
    } else if note.words.trim().is_empty() && note.dropped.trim().is_empty() {
        Some("invalid-petition-missing")
    } else if !(0..=MOST_VOTERS).contains(&note.voters) {
        Some("invalid-voters")
    } else if long(&note.words, LONGEST)
        || long(&note.answer, LONGEST)
        || lines.into_iter().any(|line| long(line, LONGEST_LINE))
    {
        Some("invalid-note-too-long")
    } else {
        None
    }
}

fn take_one(act: &mut Act, meeting: &MeetingRow, sent: &SentNote) -> Outcome<Stored> {
    let became = |became, version| Stored { id: sent.id.clone(), became, version, fault: None };
    if let Some(fault) = fault_of(sent) {
        return Ok(Stored { fault: Some(fault), ..became("refused", 0) });
    }
    let Some(mut row) = by_id(act.db, &sent.id)? else {
        let row = row_of(act, meeting, sent, sent.id.clone());
        insert(act.db, &row)?;
        return Ok(became("stored", row.version));
    };
    if row.meeting_id != meeting.id {
        return Ok(Stored { fault: Some("invalid-note-id"), ..became("refused", 0) });
    }
    let taken_before = row.edits.split(' ').any(|edit| edit == sent.edit);
    if taken_before || by_id(act.db, &sent.edit)?.is_some() {
        return Ok(became("known", row.version));
    }
    // What stands in the book of petitions already, or was changed by somebody else, keeps its words.
    // A change upon the phone's own earlier one, whose answer was lost on the way, is a change upon what stands.
    let upon = row.version == sent.base || sent.earlier.contains(&row.edit_id);
    if upon && row.petition_number.is_none() {
        let fresh = row_of(act, meeting, sent, row.id.clone());
        let edits = format!("{} {}", row.edits, fresh.edits);
        row = NoteRow {
            received_at: row.received_at,
            noted_at: row.noted_at,
            beside_id: row.beside_id,
            account_id: row.account_id,
            by_name: row.by_name,
            version: row.version,
            edits,
            ..fresh
        };
        save(act.db, &mut row)?;
        return Ok(became("stored", row.version));
    }
    let beside = NoteRow { beside_id: Some(row.id), ..row_of(act, meeting, sent, sent.edit.clone()) };
    insert(act.db, &beside)?;
    Ok(became("beside", row.version))
}

fn row_of(act: &Act, meeting: &MeetingRow, sent: &SentNote, id: String) -> NoteRow {
    let line = |text: &str| words::nfc(text.trim());
    NoteRow {
        id,
        meeting_id: meeting.id.clone(),
        edit_id: sent.edit.clone(),
        edits: sent.edit.clone(),
        words: line(&sent.words),
        speaker: line(&sent.speaker),
        place: line(&sent.place),
        voters: sent.voters.max(1),
        answered_by: line(&sent.answered_by),
        answer: line(&sent.answer),
        noted_at: instant(&sent.noted_at).unwrap_or_else(|| act.stamp()),
        received_at: act.stamp(),
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        beside_id: None,
        petition_number: None,
        dropped: Some(line(&sent.dropped)).filter(|why| !why.is_empty()),
        version: 1,
        same_as: line(&sent.same_as),
    }
}

/// Keeps a photo of a meeting; one that arrived before is known by its id. Says whether it is new.
pub fn keep_photo(act: &mut Act, meeting_id: &str, (id, note): (&str, &str), file: &Attached) -> Outcome<()> {
    let meeting = store::meeting(act.db, meeting_id)?;
    act.may(Deed::RecordPetition, &meeting.council_id, &[])?;
    if !fit_id(id) {
        return Err(Trouble::field("id", "invalid-note-id", id));
    }
    let known: Option<String> =
        contact_photos::table.find(id).select(contact_photos::meeting_id).first(act.db).optional()?;
    if known.as_ref().is_some_and(|known| *known != meeting.id) {
        return Err(Trouble::field("id", "invalid-note-id", id));
    }
    if known.is_none() {
        let count: i64 =
            contact_photos::table.filter(contact_photos::meeting_id.eq(&meeting.id)).count().get_result(act.db)?;
        if count >= MOST_PHOTOS {
            return Err(Trouble::field("files", "invalid-too-many", MOST_PHOTOS.to_string()));
        }
        let media = media_of(&file.name);
        if !media.starts_with("image/") {
            return Err(Trouble::field("files", "invalid-not-a-photo", &file.name));
        }
        let row = PhotoRow {
            id: id.to_owned(),
            meeting_id: meeting.id.clone(),
            note_id: Some(note).filter(|note| fit_id(note)).map(str::to_owned),
            name: file.name.chars().take(200).collect(),
            media: media.into(),
            size: file.size,
            content_hash: file.content_hash.clone(),
            by_name: act.member.name.clone(),
            added_at: act.stamp(),
        };
        diesel::insert_into(contact_photos::table).values(&row).execute(act.db)?;
    }
    let body = serde_json::json!({ "photo": file.content_hash, "known": known.is_some() });
    act.record(&meeting.council_id, "contact_photo_kept", &meeting.id, &body)
}

/// A note by id, if there is one.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<Option<NoteRow>> {
    Ok(contact_notes::table.find(id).select(NoteRow::as_select()).first(db).optional()?)
}

/// The notes of a meeting in the order in which they were made.
pub fn of_meeting(db: &mut Connection, meeting_id: &str) -> Outcome<Vec<NoteRow>> {
    Ok(contact_notes::table
        .filter(contact_notes::meeting_id.eq(meeting_id))
        .order((contact_notes::noted_at, contact_notes::id))
        .select(NoteRow::as_select())
        .load(db)?)
}

/// How many notes stand at each of some meetings.
pub fn counts(db: &mut Connection, meetings: &[String]) -> Outcome<Vec<(String, i64)>> {
    Ok(contact_notes::table
        .filter(contact_notes::meeting_id.eq_any(meetings).and(contact_notes::dropped.is_null()))
        .group_by(contact_notes::meeting_id)
        .select((contact_notes::meeting_id, diesel::dsl::count_star()))
        .load(db)?)
}

/// Writes a note down.
fn insert(db: &mut Connection, row: &NoteRow) -> Outcome<()> {
    diesel::insert_into(contact_notes::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a note if nobody saved it since it was read.
pub fn save(db: &mut Connection, row: &mut NoteRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = contact_notes::table.filter(contact_notes::id.eq(&row.id).and(contact_notes::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// The photos of a meeting, earliest first.
pub fn photos(db: &mut Connection, meeting_id: &str) -> Outcome<Vec<PhotoRow>> {
    Ok(contact_photos::table
        .filter(contact_photos::meeting_id.eq(meeting_id))
        .order(contact_photos::added_at)
        .select(PhotoRow::as_select())
        .load(db)?)
}
