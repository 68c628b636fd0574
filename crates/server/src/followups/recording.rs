//! Writing a follow-up down, and correcting its words.
//!
//! The published words are kept as they are. The wording check points out what a recommendation lacks and never blocks;
//! what cannot be a day is said, not swallowed. Two people who correct the same record are both shown both versions.

use law::day::Day;
use law::followup::{DueKind, Facing, Origin, Priority};
use law::role::Act as Deed;
use serde::Deserialize;

use super::due::{self, DueAsked};
use super::store::{self, FollowupRow};
use super::{load_for, write_deed};
use crate::councils;
use crate::councils::store::CouncilRow;
use crate::db::act::Act;
use crate::db::search::Book;
use crate::db::{chain, search};
use crate::trouble::{FieldFault, Outcome, Stale, Trouble};

/// Most letters that one text field takes: far above any real recommendation, far below a pasted book.
pub const LONGEST: usize = 20_000;

/// Co-bodies of one follow-up at the most.
const MOST_CO: usize = 60;

/// Years between which a day that people type can lie: a slip of the finger is told from a plan.
const EARLIEST: i16 = 1945;
const LATEST: i16 = 2099;

/// From this likeness on, a recommendation points at its earlier self.
const ALIKE: f64 = 0.7;

/// A follow-up as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewFollowup {
    /// Origin word.
    pub origin: String,
    /// Which way it faces; empty means outward.
    pub facing: String,
    /// Priority word; empty means normal.
    pub priority: String,
    /// Short name for lists; empty takes the first words of `words`.
    pub title: String,
    /// The published words of what is owed.
    pub words: String,
    /// The paper or occasion that laid it down.
    pub source: String,
    /// The day of that paper.
    pub source_on: String,
    /// Lead body (id); empty where the published words name nobody.
    pub lead: String,
    /// The published words that name the addressees.
    pub lead_words: String,
    /// Co-bodies (ids, comma between).
    pub co: String,
    /// Product expected.
    pub product: String,
    /// How we will know that it is done.
    pub proof: String,
    /// The published words about time.
    pub due_words: String,
    /// Due day, where a person turns the words into one.
    pub due_on: String,
    /// Or a span from the day of the paper: how many…
    pub due_count: String,
    /// … and of what: `day`, `working_day`, `month`.
    pub due_unit: String,
    /// First day on which the public may see it; empty keeps it in the office.
    pub published_on: String,
    /// Version that was read, when correcting.
    pub version: String,
    /// First line of its history, where an import knows more than the source's name.
    #[serde(skip)]
    pub deed_words: String,
}

/// Where a record was taken from, so that the same record is not taken twice.
#[derive(Debug, Clone)]
pub struct Taken {
    /// A key of the outer record.
    pub from: String,
    /// The year of its number, where its day is not known.
    pub year: Option<i16>,
    /// Whether an earlier self is looked for.
    pub alike: Alike,
}

/// How the earlier self of a new follow-up is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alike {
    /// By likeness of words among what the same body owes.
    Look,
    /// It is known, or known that there is none.
    Known(Option<String>),
}

/// What a typed follow-up comes to, once each field has been read.
struct Checked {
    origin: Origin,
    facing: Facing,
    priority: Priority,
    title: String,
    words: String,
    source_on: Option<Day>,
    lead_id: Option<String>,
    co: Vec<String>,
    due_kind: DueKind,
    due: Option<DueAsked>,
    published_on: Option<Day>,
}

/// Writes a follow-up down in a council's register. Returns its number.
pub fn record(act: &mut Act, mark: &str, new: &NewFollowup) -> Outcome<String> {
    let council = councils::store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::RecordFollowup, &council.id, &[])?;
    let (row, earlier) = record_row(act, &council, new, None)?;
    let body = serde_json::json!({ "number": row.number, "origin": row.origin, "due": row.due_on, "earlier": earlier });
    act.record(&council.id, "followup_recorded", &row.id, &body)?;
    Ok(row.number)
}

/// The same without asking for a role or leaving an event: part of a larger act (an import, a handover).
pub fn record_row(
    act: &mut Act,
    council: &CouncilRow,
    new: &NewFollowup,
    taken: Option<Taken>,
) -> Outcome<(FollowupRow, Option<String>)> {
    let checked = check(act, council, new)?;
    let id = act.new_id();
    let taken_year = taken.as_ref().and_then(|taken| taken.year);
    let year = checked.source_on.map(Day::year).or(taken_year).unwrap_or(act.today.year());
    let number = number_of(act, council, year)?;
    let lead_words = words::nfc(new.lead_words.trim());
    let like_key = words::like_key(&checked.words);
    let earlier = match taken.as_ref().map(|taken| taken.alike.clone()) {
        Some(Alike::Known(earlier)) => earlier,
        Some(Alike::Look) | None => earlier_self(act, council, &checked.words, &like_key, checked.lead_id.as_deref())?,
    };
    let mut row = FollowupRow {
        id: id.clone(),
        council_id: council.id.clone(),
        number,
        origin: checked.origin.as_str().into(),
        facing: checked.facing.as_str().into(),
        priority: checked.priority.as_str().into(),
        title: checked.title,
        words: checked.words,
        source: words::nfc(new.source.trim()),
        source_on: checked.source_on.map(|day| day.to_string()),
        lead_id: checked.lead_id,
        lead_words,
        product: words::nfc(new.product.trim()),
        proof: words::nfc(new.proof.trim()),
        due_kind: checked.due_kind.as_str().into(),
        due_words: words::nfc(new.due_words.trim()),
        due_on: None,
        due_by: None,
        state: "waiting".into(),
        response: None,
        claimed_on: None,
        verdict: None,
        closed_on: None,
        rung: 0,
        evidence: 0,
        published_on: checked.published_on.map(|day| day.to_string()),
        earlier_id: earlier.clone(),
        like_key,
        sort_due: store::NO_DAY.into(),
        taken_from: taken.map(|taken| taken.from),
        recorded_at: act.stamp(),
        version: 1,
    };
    let deadline = checked.due.map(|asked| due::reckoned(act, &row, &asked)).transpose()?;
    if let Some(deadline) = &deadline {
        row.set_due(deadline.due_on.parse().ok());
        row.due_by = Some(act.member.name.clone());
    }
    store::insert(act.db, &row)?;
    if let Some(deadline) = deadline {
        store::insert_deadline(act.db, &deadline)?;
    }
    store::insert_co_bodies(act.db, &id, &checked.co)?;
    search::index(act.db, Book::Followups, &[(id.as_str(), council.id.as_str(), search_text(&row))])?;
    let first_words = if new.deed_words.is_empty() { &row.source } else { &new.deed_words };
    write_deed(act, &id, "recorded", "", first_words)?;
    Ok((row, earlier))
}

/// Corrects the words of a follow-up. The due day has its own act, since it needs a reason.
pub fn correct(act: &mut Act, number: &str, new: &NewFollowup) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::RecordFollowup)?;
    let council = councils::store::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let checked = check(act, &council, new)?;
    if new.version.parse() != Ok(row.version) {
        return Err(stale(act, &row, new)?);
    }
    row.origin = checked.origin.as_str().into();
    row.facing = checked.facing.as_str().into();
    row.priority = checked.priority.as_str().into();
    row.title = checked.title;
    row.words = checked.words;
    row.source = words::nfc(new.source.trim());
    row.source_on = checked.source_on.map(|day| day.to_string());
    row.lead_id = checked.lead_id;
    row.lead_words = words::nfc(new.lead_words.trim());
    row.product = words::nfc(new.product.trim());
    row.proof = words::nfc(new.proof.trim());
    row.due_words = words::nfc(new.due_words.trim());
    row.published_on = checked.published_on.map(|day| day.to_string());
    store::save(act.db, &mut row)?;
    store::clear_co_bodies(act.db, &row.id)?;
    store::insert_co_bodies(act.db, &row.id, &checked.co)?;
    search::reindex(act.db, Book::Followups, &row.id, &row.council_id, &search_text(&row))?;
    write_deed(act, &row.id, "corrected", "", "")?;
    act.record(&row.council_id, "followup_corrected", &row.id, &serde_json::json!({ "version": row.version }))
}

/// Takes the link to an earlier self away: the program proposes it by likeness of words, a person decides.
pub fn part_from_earlier(act: &mut Act, number: &str) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::RecordFollowup)?;
    if row.was_taken_over() {
        return Err(Trouble::NotFound);
    }
    let earlier = row.earlier_id.take().ok_or(Trouble::NotFound)?;
    store::save(act.db, &mut row)?;
    write_deed(act, &row.id, "parted", "", "")?;
    act.record(&row.council_id, "parted_from_earlier", &row.id, &serde_json::json!({ "earlier": earlier }))
}

fn stale(act: &mut Act, row: &FollowupRow, typed: &NewFollowup) -> Outcome<Trouble> {
    let last = store::last_deed(act.db, &row.id)?;
    let differences = [
        ("field-title", &row.title, &typed.title),
        ("field-words", &row.words, &typed.words),
        ("field-source", &row.source, &typed.source),
        ("field-lead-words", &row.lead_words, &typed.lead_words),
        ("field-product", &row.product, &typed.product),
        ("field-proof", &row.proof, &typed.proof),
        ("field-due-words", &row.due_words, &typed.due_words),
    ]
    .into_iter()
    .filter(|(_, stands, typed)| stands.as_str() != words::nfc(typed.trim()))
    .map(|(key, stands, typed)| (key, stands.clone(), typed.clone()))
    .collect();
    Ok(Trouble::Stale(Box::new(Stale {
        by: last.as_ref().map(|deed| deed.by_name.clone()).unwrap_or_default(),
        at: last.map(|deed| deed.at).unwrap_or_default(),
        differences,
        version: row.version,
    })))
}

/// The text that a search finds a follow-up by, folded.
pub fn search_text(row: &FollowupRow) -> String {
    let text =
        [&row.number, &row.title, &row.words, &row.source, &row.lead_words, &row.product].map(String::as_str).join(" ");
    words::fold(&text)
}

fn number_of(act: &mut Act, council: &CouncilRow, year: i16) -> Outcome<String> {
    // One series per council and year of the source; the counter stands in the chain's row, which the act locks.
    let series = format!("{}:{year}", council.id);
    let running = chain::next_number(act.db, &series, i64::from(year))?;
    Ok(format!("{}-{year}-{running:04}", council.mark))
}

fn earlier_self(
    act: &mut Act,
    council: &CouncilRow,
    text: &str,
    like_key: &str,
    lead_id: Option<&str>,
) -> Outcome<Option<String>> {
    let best = store::like_candidates(act.db, &council.id, like_key, lead_id)?
        .into_iter()
        .map(|(id, _, words_then, _)| (words::likeness(text, &words_then).score, id))
        .filter(|(score, _)| *score >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Ok(best.map(|(_, id)| id))
}

fn check(act: &mut Act, council: &CouncilRow, new: &NewFollowup) -> Outcome<Checked> {
    let mut faults = Vec::new();
    for (field, text) in [
        ("words", &new.words),
        ("title", &new.title),
        ("product", &new.product),
        ("proof", &new.proof),
        ("source", &new.source),
        ("lead_words", &new.lead_words),
        ("due_words", &new.due_words),
    ] {
        if let Some(fault) = FieldFault::too_long(field, text, LONGEST) {
            faults.push(fault);
        } else if words::looks_legacy(text).is_some() {
            faults.push(FieldFault { field, key: "invalid-legacy-font", words: text.chars().take(40).collect() });
        }
    }
    let text = words::nfc(new.words.trim());
    if text.is_empty() {
        faults.push(FieldFault { field: "words", key: "invalid-words-missing", words: String::new() });
    }
    let origin = read_word(&new.origin, Origin::read, None, "origin", "invalid-origin", &mut faults);
    let facing = read_word(&new.facing, Facing::read, Some(Facing::Outward), "facing", "invalid-facing", &mut faults);
    let priority =
        read_word(&new.priority, Priority::read, Some(Priority::Normal), "priority", "invalid-priority", &mut faults);
    let source_on = read_day(&new.source_on, "source_on", &mut faults);
    if source_on.is_some_and(|day| day > act.today) {
        faults.push(FieldFault { field: "source_on", key: "invalid-day-future", words: new.source_on.clone() });
    }
    let published_on = read_day(&new.published_on, "published_on", &mut faults);
    let lead_id = known_body(act, council, &new.lead, "lead", &mut faults)?;
    let mut co = Vec::new();
    for id in new.co.split(',').map(str::trim).filter(|id| !id.is_empty()).take(MOST_CO) {
        co.extend(known_body(act, council, id, "co", &mut faults)?.filter(|id| Some(id) != lead_id.as_ref()));
    }
    co.sort();
    co.dedup();
    let due = due::asked(&new.due_on, &new.due_count, &new.due_unit, source_on, &mut faults);
    match (origin, facing, priority) {
        (Some(origin), Some(facing), Some(priority)) if faults.is_empty() => Ok(Checked {
            origin,
            facing,
            priority,
            title: title_of(&new.title, &text),
            words: text,
            source_on,
            lead_id,
            co,
            due_kind: due::kind_of(&new.due_words, due.as_ref()),
            due,
            published_on,
        }),
        _ => Err(Trouble::Invalid(faults)),
    }
}

fn read_word<T>(
    typed: &str,
    read: fn(&str) -> Option<T>,
    otherwise: Option<T>,
    field: &'static str,
    key: &'static str,
    faults: &mut Vec<FieldFault>,
) -> Option<T> {
    let found = if typed.trim().is_empty() { otherwise } else { read(typed.trim()) };
    if found.is_none() {
        faults.push(FieldFault { field, key, words: typed.to_owned() });
    }
    found
}

/// Reads an optional day; an impossible one is named as such.
pub fn read_day(typed: &str, field: &'static str, faults: &mut Vec<FieldFault>) -> Option<Day> {
    if typed.trim().is_empty() {
        return None;
    }
    match law::day::parse_day(typed) {
        Ok(day) if !(EARLIEST..=LATEST).contains(&day.year()) => {
            faults.push(FieldFault { field, key: "invalid-day-far", words: typed.trim().to_owned() });
            None
        }
        Ok(day) => Some(day),
        Err(fault) => {
            let key = match fault {
                law::day::DayFault::Impossible { .. } => "invalid-day-impossible",
                law::day::DayFault::Malformed => "invalid-day",
            };
            faults.push(FieldFault { field, key, words: typed.trim().to_owned() });
            None
        }
    }
}

/// A body that this council may address: its own, or one of a council directly above or below it.
fn known_body(
    act: &mut Act,
    council: &CouncilRow,
    id: &str,
    field: &'static str,
    faults: &mut Vec<FieldFault>,
) -> Outcome<Option<String>> {
    if id.trim().is_empty() {
        return Ok(None);
    }
    let body = councils::store::body(act.db, id.trim())?;
    let fits = match &body {
        Some(body) if body.council_id == council.id => true,
        Some(body) if council.upper_id.as_ref() == Some(&body.council_id) => true,
        Some(body) => councils::store::by_id(act.db, &body.council_id)?
            .is_some_and(|other| other.upper_id.as_ref() == Some(&council.id)),
        None => false,
    };
    if !fits {
        faults.push(FieldFault { field, key: "invalid-body", words: id.chars().take(60).collect() });
    }
    Ok(body.filter(|_| fits).map(|body| body.id))
}

/// The short name: as typed, or the first words up to a natural end.
fn title_of(typed: &str, text: &str) -> String {
    const AIM: usize = 120;
    let typed = words::nfc(typed.trim());
    if !typed.is_empty() {
        return typed;
    }
    let first = text.split(['.', ';', '\n']).next().unwrap_or(text).trim();
    if first.chars().count() <= AIM {
        return first.to_owned();
    }
    let mut title = String::new();
    for word in first.split(' ') {
        if title.chars().count() + word.chars().count() >= AIM {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title.push('…');
    title
}
