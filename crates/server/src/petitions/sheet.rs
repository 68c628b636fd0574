//! A table of petitions from Excel, Word or CSV is read: which column holds what is guessed from its heading and told.
//!
//! Joined cells, headings of two lines, lines that head a section, hidden lines and saved values of formulas are read as the
//! people who made the table meant them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::recording::NewPetition;
use super::topics;
use crate::followups::recording::LONGEST;
use crate::intake::table_of;
use crate::trouble::{Outcome, Trouble};

/// Lines of one table at the most.
const MOST_LINES: usize = 60_000;
/// Lines in which the headings are looked for.
const HEADINGS_WITHIN: usize = 40;
/// A heading is not longer than this.
const LONGEST_HEADING: usize = 120;

#[derive(Deserialize)]
struct Known {
    field: Vec<Field>,
    classes: BTreeMap<String, String>,
    levels: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    headings: Vec<String>,
}

static KNOWN: LazyLock<Known> =
    LazyLock::new(|| toml::from_str(include_str!("sheet.toml")).expect("sheet.toml is well formed"));

/// The fields that a column can hold, in the order of a form.
pub fn fields() -> impl Iterator<Item = &'static str> {
    KNOWN.field.iter().map(|field| field.name.as_str()).filter(|name| !name.is_empty())
}

/// A column of the table: its heading, and what it is taken to hold (empty: nothing that is taken in).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The heading, of all its lines.
    pub heading: String,
    /// The field.
    pub field: String,
}

/// A line of the table, read.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What would be written down.
    pub petition: NewPetition,
    /// The body, as named.
    pub body: String,
    /// The competent level; empty where the table says none that we know.
    pub level: String,
    /// What it says of the answer.
    pub answer: Answer,
    /// Was it hidden in the file?
    pub hidden: bool,
    /// What is wrong: key of the sentence, words.
    pub problem: Option<(&'static str, String)>,
}

/// What a line says of the answer, as typed; empty where the table says nothing of one.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The answer.
    pub words: String,
    /// Its class of the rulebook, where the table names one that we know.
    pub class: String,
    /// Number and symbol of the answering document, often with its day.
    pub document: String,
    /// The day of the answer.
    pub on: String,
    /// The day by which something is promised.
    pub promised_by: String,
}

/// A table of petitions, read.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Reads a table of petitions; `fields` says what each column holds, where a person decided.
pub fn read(bytes: &[u8], fields: Option<&[String]>) -> Outcome<Table> {
    let sheet = if papers::is_word(bytes) {
        papers::read_word(bytes).map_err(|bad| Trouble::field("file", bad.key(), ""))?
    } else {
        table_of(bytes)?
    };
    let rows = sheet.filled();
    let Some((first, height)) = headings_at(&rows) else {
        return Err(Trouble::field("file", "invalid-file-column", "Nội dung kiến nghị"));
    };
    let columns = columns_of(&rows[first..first + height], fields);
    if !columns.iter().any(|column| column.field == "words") {
        return Err(Trouble::field("file", "invalid-file-column", "Nội dung kiến nghị"));
    }
    let words_at = columns.iter().position(|column| column.field == "words");
    let mut lines = Vec::new();
    let mut section = Section::default();
    for (at, row) in rows.iter().enumerate().skip(first + height) {
        let raw = &sheet.rows[at];
        if row.iter().all(|cell| cell.trim().is_empty()) || is_count(row) {
            continue;
        }
        // One petition over several lines of the table is one petition.
        let goes_on = words_at.is_some_and(|column| {
            sheet.joined.iter().any(|one| one.0 < at && at <= one.2 && (one.1..=one.3).contains(&column))
        });
        if goes_on {
            continue;
        }
        let spans = sheet.joined.iter().any(|one| one.0 == at && one.2 == at && one.3 > one.1);
        if let Some(heading) = section_heading(raw, words_at, spans) {
            section.read(&heading);
            continue;
        }
        lines.push(line_of(at + 1, row, &columns, &section, sheet.hidden.contains(&at)));
        if lines.len() > MOST_LINES {
            return Err(Trouble::field("file", "invalid-too-many", MOST_LINES.to_string()));
        }
    }
    if lines.is_empty() {
        return Err(Trouble::field("file", "invalid-file-empty", ""));
    }
    Ok(Table { columns, lines })
}

/// What a heading is taken to say; a folded heading holds the words of the field.
fn field_of(heading: &str) -> Option<&'static str> {
    let folded = format!(" {} ", words::fold(heading));
    let fields = KNOWN.field.iter();
    let found = fields.filter_map(|field| {
        let at = field.headings.iter().filter(|one| folded.contains(&format!(" {one} "))).map(String::len).max()?;
        Some((at, field.name.as_str()))
    });
    // The longest words win: "cơ quan thẩm quyền" is a body, not a level; the earlier field among equals.
    found
        .fold(None, |best: Option<(usize, &'static str)>, one| match best {
            Some(known) if known.0 >= one.0 => Some(known),
            _ => Some(one),
        })
        .map(|(_, name)| name)
}

/// Where the headings stand: first line, and how many lines they take.
fn headings_at(rows: &[Vec<String>]) -> Option<(usize, usize)> {
    let is_heading = |cell: &String| !cell.trim().is_empty() && cell.chars().count() <= LONGEST_HEADING;
    let first = rows.iter().take(HEADINGS_WITHIN).position(|row| {
        let known: std::collections::BTreeSet<&str> =
            row.iter().filter(|cell| is_heading(cell)).filter_map(|cell| field_of(cell)).collect();
        // A title over the table names petitions too, but it is one cell.
        let cells: std::collections::BTreeSet<&String> = row.iter().filter(|cell| is_heading(cell)).collect();
        known.contains("words") && cells.len() > 1
    })?;
    let words_at = rows[first].iter().position(|cell| field_of(cell) == Some("words"))?;
    let mut height = 1;
    // A heading goes on below where the column of the words repeats it, or is empty, and others name something.
    while let Some(next) = rows.get(first + height) {
        let same = next.get(words_at).is_some_and(|cell| cell.trim().is_empty() || *cell == rows[first][words_at]);
        let names = next.iter().any(|cell| is_heading(cell) && field_of(cell).is_some());
        let cells: std::collections::BTreeSet<&str> =
            next.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        // One text alone heads a section of the lines below, not their columns.
        if !(same && names && cells.len() > 1) || height >= 3 {
            break;
        }
        height += 1;
    }
    Some((first, height))
}

fn columns_of(headings: &[Vec<String>], fields: Option<&[String]>) -> Vec<Column> {
    let wide = headings.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<Column> = Vec::with_capacity(wide);
    for at in 0..wide {
        let mut parts: Vec<&str> = Vec::new();
        for cell in headings.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()) {
            if !cell.is_empty() && parts.last() != Some(&cell) {
                parts.push(cell);
            }
        }
        // The lowest line of a heading says most; the one above it only where that says nothing.
        let guess = parts.iter().rev().find_map(|part| field_of(part)).unwrap_or_default();
        let field = match fields {
            Some(fields) => fields.get(at).cloned().unwrap_or_default(),
            None if columns.iter().any(|column| column.field == guess) => String::new(),
            None => guess.to_owned(),
        };
        columns.push(Column { heading: parts.join(" – "), field });
    }
    columns
}

/// A line that numbers the columns: (1), (2), (3).
fn is_count(row: &[String]) -> bool {
    let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let number = |cell: &&str| {
        let inner = cell.trim_matches(|c| c == '(' || c == ')');
        inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit())
    };
    cells.len() > 1 && cells.iter().all(number)
}

/// The words of a line that heads a section: one text over all columns, or one beside a roman number or letter.
fn section_heading(raw: &[String], words_at: Option<usize>, spans: bool) -> Option<String> {
    let trimmed = raw.iter().map(|cell| cell.trim()).enumerate();
    let cells: Vec<(usize, &str)> = trimmed.filter(|(_, cell)| !cell.is_empty()).collect();
    let numbered = |cell: &str| {
        let inner = cell.trim_end_matches(['.', ')', '/']);
        let roman = !inner.is_empty() && inner.bytes().all(|byte| b"IVXLC".contains(&byte));
        roman || (inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    match cells[..] {
        [(_, first), (_, words)] if numbered(first) => Some(words.to_owned()),
        // A text that stands alone where petitions stand is a petition, unless it was laid over the whole line.
        [(at, words)] if spans || (Some(at) != words_at && words.chars().count() <= 80) => Some(words.to_owned()),
        _ => None,
    }
}

/// What the heading of a section says of the lines below it.
#[derive(Debug, Default)]
struct Section {
    topic: String,
    place: String,
}

impl Section {
    fn read(&mut self, heading: &str) {
        let folded = words::fold(heading);
        if let Some(topic) = topic_of(&folded) {
            self.topic = topic;
        } else if ["cu tri", "xa ", "phuong ", "thon ", "thi tran"].iter().any(|one| folded.contains(one)) {
            place_named(heading).clone_into(&mut self.place);
        }
    }
}

/// The place in the heading of a section: "xã Mẫu Tâm" of "I. Cử tri xã Mẫu Tâm".
fn place_named(heading: &str) -> &str {
    let number = |part: &str| part.len() <= 6 && part.ends_with(['.', ')', '/']);
    let heading = heading.trim();
    let heading = match heading.split_once(' ') {
        Some((first, rest)) if number(first) => rest.trim(),
        _ => heading,
    };
    let voters = ["Cử tri của ", "Cử tri ", "cử tri ", "CỬ TRI "].iter().find_map(|one| heading.strip_prefix(one));
    voters.unwrap_or(heading).trim_end_matches([':', '.'])
}

/// The topic whose name a folded text holds.
fn topic_of(folded: &str) -> Option<String> {
    let name = |topic: &topics::Topic| words::fold(&topic.name);
    let exact = topics::all().iter().find(|topic| name(topic) == folded || topic.code == folded);
    let within = || {
        topics::all().iter().find(|topic| {
            // A part of a name is enough: "Nông nghiệp" of "Nông nghiệp, lâm nghiệp".
            let mut parts = topic.name.split(", ").map(words::fold);
            folded.contains(&name(topic)) || parts.any(|part| part.len() > 5 && folded.contains(&part))
        })
    };
    exact.or_else(within).map(|topic| topic.code.clone())
}

/// The class of answers that a cell names; empty where it names none that we know.
fn class_of(cell: &str) -> String {
    let folded = words::fold(cell);
    let named = KNOWN.classes.iter().filter(|(words, _)| folded.contains(words.as_str()));
    named.max_by_key(|(words, _)| words.len()).map(|(_, class)| class.clone()).unwrap_or_default()
}

fn line_of(number: usize, row: &[String], columns: &[Column], section: &Section, hidden: bool) -> Line {
    let cell = |field: &str| {
        let at = columns.iter().position(|column| column.field == field);
        at.and_then(|at| row.get(at)).map(|cell| words::nfc(cell.trim())).unwrap_or_default()
    };
    let (words, topic, level) = (cell("words"), cell("topic"), words::fold(&cell("level")));
    let place = Some(cell("place")).filter(|place| !place.is_empty()).unwrap_or_else(|| section.place.clone());
    let petition = NewPetition {
        topic: topic_of(&words::fold(&topic)).filter(|_| !topic.is_empty()).unwrap_or_else(|| section.topic.clone()),
        voters: cell("voters").chars().filter(char::is_ascii_digit).collect(),
        on: cell("on"),
        meeting: cell("meeting"),
        place,
        words,
        ..NewPetition::default()
    };
    let problem = if petition.words.is_empty() {
        Some(("invalid-petition-missing", String::new()))
    } else if petition.words.chars().count() > LONGEST {
        Some(("invalid-too-long", LONGEST.to_string()))
    } else if words::looks_legacy(&petition.words).is_some() {
        Some(("invalid-legacy-font", petition.words.chars().take(40).collect()))
    } else if !petition.on.is_empty() && law::day::parse_day(&petition.on).is_err() {
        Some(("invalid-day", petition.on.clone()))
    } else {
        None
    };
    let known = KNOWN.levels.iter().find(|(name, _)| level.split(' ').collect::<Vec<_>>().join(" ").contains(*name));
    Line {
        number,
        body: cell("body"),
        level: known.map(|(_, level)| level.clone()).unwrap_or_default(),
        answer: Answer {
            words: cell("answer"),
            class: class_of(&cell("class")),
            document: cell("document"),
            on: cell("answered_on"),
            promised_by: cell("promised_by"),
        },
        hidden,
        problem,
        petition,
    }
}
