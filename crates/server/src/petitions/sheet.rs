//! A table of petitions from Excel, Word or CSV: which column holds what is guessed from its heading and told, every line is
//! looked at before anything is saved, and what was taken in can be taken back whole.
//!
//! Joined cells, headings of two lines, lines that head a section, hidden lines and saved values of formulas are read as the
//! people who made the table meant them. A long table goes in part by part, so that others can work in between; a stop
//! leaves what was taken, and it goes on from there. Nothing joins by itself: lines like an earlier petition are pointed out.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use diesel::prelude::*;
use law::petition::{Competence, Stage};
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::short_forms::{self, ShortForm};
use super::{Fit, NewPetition, finding, fit, merging, store, topics, write_down};
use crate::app::App;
use crate::councils::store::{self as councils, BodyRow, CouncilRow};
use crate::db::act::Act;
use crate::db::schema::petition_imports;
use crate::db::{Connection, saved_once};
use crate::followups::recording::LONGEST;
use crate::intake::table_of;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};

/// Lines of one table at the most.
const MOST_LINES: usize = 60_000;
/// Lines that one act takes in, so that others' acts come in between.
const LINES_AN_ACT: usize = 1000;
/// Lines in which the headings are looked for.
const HEADINGS_WITHIN: usize = 40;
/// A heading is not longer than this.
const LONGEST_HEADING: usize = 120;

#[derive(Deserialize)]
struct Known {
    field: Vec<Field>,
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
    KNOWN.field.iter().map(|field| field.name.as_str())
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
    /// Was it hidden in the file?
    pub hidden: bool,
    /// What is wrong: key of the sentence, words.
    pub problem: Option<(&'static str, String)>,
}

/// A table of petitions, read.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// How a table goes in, as a person decided.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Plan {
    /// What each column holds.
    pub fields: Vec<String>,
    /// Lines that say an earlier petition again: line, number of the petition.
    pub again: BTreeMap<usize, String>,
    /// Lines that are left out.
    pub without: Vec<usize>,
    /// The day on which what carries no day was said.
    pub on: String,
    /// The occasion of what names none.
    pub meeting: String,
    /// By which way: `council`, `front`, ….
    pub channel: String,
}

/// An import as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = petition_imports, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ImportRow {
    pub id: String,
    pub council_id: String,
    pub file_name: String,
    pub content_hash: String,
    pub plan: String,
    pub state: String,
    pub lines: i64,
    pub done: i64,
    pub taken: i64,
    pub kept: i64,
    pub account_id: String,
    pub by_name: String,
    pub on_day: String,
    pub undone_by: Option<String>,
    pub undone_on: Option<String>,
    pub version: i64,
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
            let name = name(topic);
            folded.contains(&name) || name.split(", ").any(|part| part.len() > 5 && folded.contains(part))
        })
    };
    exact.or_else(within).map(|topic| topic.code.clone())
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
        hidden,
        problem,
        petition,
    }
}

/// Starts an import: the file is kept, the plan written down. Returns its id; `take_in` does the work.
pub fn start(act: &mut Act, mark: &str, (name, hash): (&str, &str), plan: &Plan, lines: usize) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::ImportRecords, &council.id, &[])?;
    let row = ImportRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        file_name: name.chars().take(200).collect(),
        content_hash: hash.to_owned(),
        plan: serde_json::to_string(plan)?,
        state: "running".into(),
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
        done: 0,
        taken: 0,
        kept: 0,
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
        undone_by: None,
        undone_on: None,
        version: 1,
    };
    diesel::insert_into(petition_imports::table).values(&row).execute(act.db)?;
    let body = serde_json::json!({ "lines": row.lines, "file": row.content_hash });
    act.record(&council.id, "petitions_import_started", &row.id, &body)?;
    Ok(row.id)
}

/// An import by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<ImportRow> {
    Ok(petition_imports::table.find(id).select(ImportRow::as_select()).first(db)?)
}

/// The latest imports of a council.
pub fn latest(db: &mut Connection, council_id: &str, most: i64) -> Outcome<Vec<ImportRow>> {
    Ok(petition_imports::table
        .filter(petition_imports::council_id.eq(council_id))
        .order(petition_imports::id.desc())
        .limit(most)
        .select(ImportRow::as_select())
        .load(db)?)
}

fn save(db: &mut Connection, row: &mut ImportRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = petition_imports::table.filter(petition_imports::id.eq(&row.id).and(petition_imports::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// What of the next lines can be reckoned before their act: their words in the index, by the short forms known then.
struct Reckoned {
    from: usize,
    forms: Vec<ShortForm>,
    said: Vec<String>,
}

fn reckoned(forms: Vec<ShortForm>, table: &Table, from: usize) -> Reckoned {
    let part = table.lines.iter().skip(from).take(LINES_AN_ACT);
    let said = part.map(|line| finding::said_words(&forms, &line.petition.words, &line.petition.place)).collect();
    Reckoned { from, forms, said }
}

/// Takes the lines of an import in, act by act, until it is done or somebody stops it; while one act is written the words
/// of the next are reckoned.
pub fn take_in(app: &Arc<App>, member: &Arc<Member>, id: &str, table: &Arc<Table>) -> Outcome<()> {
    const AHEAD: usize = 2;
    let row = app.store.read_here(|db| by_id(db, id))?;
    let mut from = usize::try_from(row.done).unwrap_or(0);
    std::thread::scope(|scope| {
        let (ready, next) = std::sync::mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            loop {
                let part = app
                    .store
                    .read_here(|db| short_forms::of(db, &row.council_id))
                    .map(|forms| Arc::new(reckoned(forms, table, from)));
                // Nobody takes it any more: the import was stopped.
                if ready.send(part).is_err() || from >= table.lines.len() {
                    return;
                }
                from += LINES_AN_ACT;
            }
        });
        loop {
            let part = next.recv().unwrap_or_else(|_| Err(Trouble::Fault("no more lines were reckoned".into())))?;
            let (id, table) = (id.to_owned(), Arc::clone(table));
            if !app.act_here(member, move |act| take_part(act, &id, &table, &part))? {
                return Ok(());
            }
        }
    })
}

/// Takes the next lines of an import in. Says whether there is more to do.
fn take_part(act: &mut Act, id: &str, table: &Table, ahead: &Reckoned) -> Outcome<bool> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ImportRecords, &row.council_id, &[])?;
    if row.state != "running" {
        // Stopped meanwhile: the act still has to leave its line.
        act.record(&row.council_id, "petitions_import_rested", id, &serde_json::json!({ "state": row.state }))?;
        return Ok(false);
    }
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let plan: Plan = serde_json::from_str(&row.plan)?;
    let forms = short_forms::of(act.db, &council.id)?;
    let known = Office { bodies: councils::addressees(act.db, &council)?, council };
    let done = usize::try_from(row.done).unwrap_or(0);
    // A short form came or went meanwhile, or somebody else took lines in: then they are reckoned anew.
    let anew = (ahead.from != done || ahead.forms != forms).then(|| reckoned(forms, table, done));
    let said = &anew.as_ref().unwrap_or(ahead).said;
    let part = table.lines.iter().skip(done).take(LINES_AN_ACT);
    let (mut fits, mut index, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for (line, said) in part.clone().zip(said) {
        if line.problem.is_some() || plan.without.contains(&line.number) {
            continue;
        }
        match fit_line(act, &known, &plan, id, line) {
            Ok(fit) => {
                again.extend(plan.again.get(&line.number).map(|number| (fits.len(), number)));
                fits.push(fit);
                index.push(said.as_str());
            }
            // Looked at before anything of the line is written: a day that has not come, a word too long.
            Err(Trouble::Invalid(_) | Trouble::Refused(_)) => row.kept += 1,
            Err(trouble) => return Err(trouble),
        }
    }
    let written = write_down(act, &known.council, fits, &index)?;
    for (at, number) in again {
        // The earlier petition may have ended, or been joined, since the table was looked at: then the line stands alone.
        let mut into = store::by_number(act.db, number)?;
        let stands = into.council_id == known.council.id
            && into.merged_into.is_none()
            && into.ending.is_none()
            && into.stage != "withdrawn";
        if stands {
            merging::join_rows(act, &mut into, written[at].clone(), "")?;
        }
    }
    let taken = i64::try_from(written.len()).unwrap_or(0);
    row.done += i64::try_from(part.count()).unwrap_or(0);
    row.taken += taken;
    let more = row.done < row.lines;
    if !more {
        row.state = "done".into();
    }
    save(act.db, &mut row)?;
    let body = serde_json::json!({ "taken": taken, "done": row.done, "of": row.lines });
    act.record(&row.council_id, "petitions_imported", id, &body)?;
    Ok(more)
}

/// What of an office is read once for all lines of a part.
struct Office {
    council: CouncilRow,
    bodies: Vec<BodyRow>,
}

/// A line as it would be written down; sorted already where the table says all that sorting asks for.
fn fit_line(act: &Act, office: &Office, plan: &Plan, id: &str, line: &Line) -> Outcome<Fit> {
    let or = |own: &str, common: &str| if own.is_empty() { common.to_owned() } else { own.to_owned() };
    let new = NewPetition {
        on: or(&line.petition.on, &plan.on),
        meeting: or(&line.petition.meeting, &plan.meeting).chars().take(super::LONGEST_LINE).collect(),
        place: line.petition.place.chars().take(super::LONGEST_LINE).collect(),
        channel: plan.channel.clone(),
        voters: Some(line.petition.voters.trim_start_matches('0').to_owned())
            .filter(|n| n.len() < 6)
            .unwrap_or_default(),
        public: "1".into(),
        ..line.petition.clone()
    };
    let mut fit = fit(act, &office.council, &new, Some(format!("sheet:{id}:{}", line.number)))?;
    let row = &mut fit.row;
    if !row.topic.is_empty()
        && !line.body.is_empty()
        && let Some(level) = Competence::read(&line.level)
    {
        let named = words::fold(&line.body);
        let body = office.bodies.iter().find(|body| body.search_key == named);
        row.set_stage(Stage::Screened { on: row.stage()?.day() });
        row.competence = Some(level.as_str().into());
        row.body_id = body.map(|body| body.id.clone());
        row.body_words = line.body.chars().take(super::LONGEST_LINE).collect();
    }
    Ok(fit)
}

/// Stops an import, lets it go on, or begins to take it back.
pub fn turn(act: &mut Act, id: &str, to: &'static str) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ImportRecords, &row.council_id, &[])?;
    let fits = match to {
        "stopped" => row.state == "running",
        "running" => row.state == "stopped",
        // Taking back that was cut off by a stop of the server begins again.
        _ => matches!(row.state.as_str(), "done" | "stopped" | "undoing"),
    };
    if !fits {
        return Err(Trouble::field("file", "invalid-import-state", &row.file_name));
    }
    if to == "undoing" && row.state != "undoing" {
        row.kept = 0;
    }
    row.state = to.into();
    if to == "undoing" {
        row.undone_by = Some(act.member.name.clone());
        row.undone_on = Some(act.today.to_string());
    }
    save(act.db, &mut row)?;
    act.record(&row.council_id, "petitions_import_turned", id, &serde_json::json!({ "to": to }))
}

/// Takes an import back, act by act, until nothing of it is left that nobody worked on.
pub fn take_back(app: &Arc<App>, member: &Arc<Member>, id: &str) -> Outcome<()> {
    loop {
        let id = id.to_owned();
        if !app.act_here(member, move |act| undo_part(act, &id))? {
            return Ok(());
        }
    }
}

/// Takes the next petitions of an import back. What somebody worked on since stays, and is counted. Says whether there is
/// more to do.
fn undo_part(act: &mut Act, id: &str) -> Outcome<bool> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ImportRecords, &row.council_id, &[])?;
    if row.state != "undoing" {
        return Err(Trouble::field("file", "invalid-import-state", &row.file_name));
    }
    // Figures come before letters in every order of letters that an engine may have.
    let (from, to) = (format!("sheet:{id}:"), format!("sheet:{id}:z"));
    let part = store::taken_between(act.db, (&from, &to), i64::try_from(LINES_AN_ACT).unwrap_or(500))?;
    let more = part.len() == LINES_AN_ACT;
    let (mut back, mut kept) = (0, 0);
    for mut petition in part {
        // Joined while it came in: it is parted first, so that the other stands as it stood.
        if let Some(into) = petition.merged_into.clone() {
            let mut into = store::by_id(act.db, &into)?;
            petition = merging::part_rows(act, &mut into, petition, "")?;
        }
        if store::is_untouched(act.db, &petition)? {
            store::erase(act.db, &petition.id)?;
            back += 1;
        } else {
            petition.taken_from = None;
            store::save(act.db, &mut petition)?;
            kept += 1;
        }
    }
    row.kept += kept;
    row.taken -= back;
    if !more {
        row.state = "undone".into();
    }
    save(act.db, &mut row)?;
    act.record(&row.council_id, "petitions_import_undone", id, &serde_json::json!({ "back": back, "kept": kept }))?;
    Ok(more)
}
