//! The outline with its questions, what was found at each unit, and the chain of documents with what visits brought back.

use law::day::Day;
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, FindingRow, PaperRow, QuestionRow, SupervisionRow};
use super::{clocks, load_open, write_step};
use crate::db::act::Act;
use crate::documents::media_of;
use crate::followups::answering::Attached;
use crate::followups::recording::{LONGEST, read_day};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Kinds of papers, as words that the locale files name (`paper-kind-…`), in the order of the work.
pub const PAPER_KINDS: &[&str] = &[
    "programme",
    "decision",
    "plan",
    "outline",
    "request",
    "notice",
    "unit_report",
    "minutes",
    "photo",
    "draft",
    "report",
    "conclusion",
    "resolution",
    "other",
];

/// Papers of the whole supervision that a supervised unit may read: those that are sent to it or published. Drafts and the
/// team's own notes are not among them.
pub fn open_to_units(kind: &str) -> bool {
    ["programme", "decision", "plan", "outline", "request", "notice", "conclusion", "resolution"].contains(&kind)
}

/// Questions of one outline at the most.
const MOST_QUESTIONS: usize = 300;

/// Questions as typed, one a line.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewQuestions {
    /// One question a line.
    pub words: String,
}

/// A finding as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewFinding {
    /// The unit within the supervision (id); empty means all of them.
    pub unit: String,
    /// The question (id); empty means none.
    pub question: String,
    /// What was found.
    pub words: String,
}

/// A paper as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewPaper {
    /// Kind word.
    pub kind: String,
    /// Number and symbol, as text ("14/KH-ĐGS").
    pub symbol: String,
    /// Its day.
    pub on: String,
    /// What it is about.
    pub title: String,
    /// The unit within the supervision (id).
    pub unit: String,
    /// Where a photo was taken.
    pub place: String,
    /// A note.
    pub note: String,
}

/// Adds questions to the outline. Returns how many.
pub fn add_questions(act: &mut Act, id: &str, new: &NewQuestions) -> Outcome<usize> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    Trouble::too_long("words", &new.words, LONGEST)?;
    let lines: Vec<String> =
        new.words.lines().map(|line| words::nfc(line.trim())).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(Trouble::field("words", "invalid-questions-missing", ""));
    }
    let known = store::questions(act.db, id)?;
    if known.len() + lines.len() > MOST_QUESTIONS {
        return Err(Trouble::field("words", "invalid-too-many", MOST_QUESTIONS.to_string()));
    }
    let next = known.last().map_or(0, |question| question.place) + 1;
    for (place, line) in (next..).zip(&lines) {
        let question = QuestionRow { id: act.new_id(), supervision_id: row.id.clone(), place, words: line.clone() };
        store::insert_question(act.db, &question)?;
    }
    write_step(act, id, None, "questions_added", act.today, &lines.len().to_string(), "")?;
    act.record(&row.council_id, "outline_questions_added", id, &serde_json::json!({ "questions": lines.len() }))?;
    Ok(lines.len())
}

/// Writes a finding down. Returns its id.
pub fn add_finding(act: &mut Act, id: &str, new: &NewFinding) -> Outcome<String> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-finding-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    let unit_id = unit_of(act, &row, &new.unit)?;
    let question_id = match new.question.trim() {
        "" => None,
        question => Some(
            store::questions(act.db, id)?
                .into_iter()
                .find(|one| one.id == question)
                .ok_or_else(|| Trouble::field("question", "invalid-question", ""))?
                .id,
        ),
    };
    let finding = FindingRow {
        id: act.new_id(),
        supervision_id: row.id.clone(),
        unit_id,
        question_id,
        words: words::nfc(new.words.trim()),
        by_name: act.member.name.clone(),
        at: act.stamp(),
    };
    store::insert_finding(act.db, &finding)?;
    act.record(&row.council_id, "finding_recorded", id, &serde_json::json!({ "finding": finding.id }))?;
    Ok(finding.id)
}

fn unit_of(act: &mut Act, row: &SupervisionRow, unit: &str) -> Outcome<Option<String>> {
    match unit.trim() {
        "" => Ok(None),
        id => store::units(act.db, &row.id)?
            .into_iter()
            .find(|one| one.id == id)
            .map(|one| Some(one.id))
            .ok_or_else(|| Trouble::field("unit", "invalid-unit-unknown", "")),
    }
}

/// Adds a paper to the chain of documents, or what a visit brought back, with its files. Returns how many rows.
pub fn add_papers(act: &mut Act, id: &str, new: &NewPaper, attached: &[Attached]) -> Outcome<usize> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    let mut faults = Vec::new();
    if !PAPER_KINDS.contains(&new.kind.as_str()) {
        faults.push(FieldFault { field: "kind", key: "invalid-paper-kind", words: new.kind.clone() });
    }
    if new.symbol.trim().is_empty() && new.title.trim().is_empty() && attached.is_empty() {
        faults.push(FieldFault { field: "symbol", key: "invalid-paper-empty", words: String::new() });
    }
    for (field, text, most) in
        [("symbol", &new.symbol, 60), ("title", &new.title, 600), ("place", &new.place, 300), ("note", &new.note, 2000)]
    {
        faults.extend(FieldFault::too_long(field, text, most));
    }
    let on = read_day(&new.on, "on", &mut faults);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let unit_id = unit_of(act, &row, &new.unit)?;
    let none = [Attached { name: String::new(), content_hash: String::new(), size: 0 }];
    let files = if attached.is_empty() { &none[..] } else { attached };
    for file in files {
        let mut paper = blank_paper(act, &row, &new.kind, on);
        paper.unit_id.clone_from(&unit_id);
        paper.symbol = words::nfc(new.symbol.trim());
        paper.title = words::nfc(new.title.trim());
        paper.place = words::nfc(new.place.trim());
        paper.note = words::nfc(new.note.trim());
        take_file(&mut paper, file);
        store::insert_paper(act.db, &paper)?;
    }
    if new.kind == "outline" {
        clocks::meet(act, &row, None, "outline", on.unwrap_or(act.today))?;
    }
    let hashes: Vec<&str> = attached.iter().map(|file| file.content_hash.as_str()).collect();
    write_step(act, id, unit_id.as_deref(), "paper_added", on.unwrap_or(act.today), &new.kind, new.symbol.trim())?;
    let body = serde_json::json!({ "kind": new.kind, "files": hashes });
    act.record(&row.council_id, "supervision_paper_added", id, &body)?;
    Ok(files.len())
}

/// A paper that another act names: part of that act.
pub fn add_paper_row(
    act: &mut Act,
    row: &SupervisionRow,
    kind: &str,
    symbol: &str,
    on: Option<Day>,
    title: &str,
) -> Outcome<()> {
    let mut paper = blank_paper(act, row, kind, on);
    paper.symbol = words::nfc(symbol.trim());
    paper.title = words::nfc(title.trim());
    store::insert_paper(act.db, &paper)
}

/// A file that came along with something done to a unit: part of that act.
pub fn add_file_row(
    act: &mut Act,
    row: &SupervisionRow,
    unit_id: &str,
    kind: &str,
    on: Day,
    place: &str,
    file: &Attached,
) -> Outcome<()> {
    let mut paper = blank_paper(act, row, kind, Some(on));
    paper.unit_id = Some(unit_id.to_owned());
    paper.place = words::nfc(place.trim());
    take_file(&mut paper, file);
    store::insert_paper(act.db, &paper)
}

fn take_file(paper: &mut PaperRow, file: &Attached) {
    if !file.name.is_empty() {
        paper.name = file.name.chars().take(200).collect();
        paper.media = media_of(&file.name).into();
        paper.size = file.size;
        paper.content_hash.clone_from(&file.content_hash);
    }
}

fn blank_paper(act: &Act, row: &SupervisionRow, kind: &str, on: Option<Day>) -> PaperRow {
    PaperRow {
        id: act.new_id(),
        supervision_id: row.id.clone(),
        unit_id: None,
        kind: kind.to_owned(),
        symbol: String::new(),
        on_day: on.map(|day| day.to_string()),
        title: String::new(),
        place: String::new(),
        note: String::new(),
        name: String::new(),
        media: String::new(),
        size: 0,
        content_hash: String::new(),
        by_name: act.member.name.clone(),
        at: act.stamp(),
    }
}
