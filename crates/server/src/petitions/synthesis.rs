//! The table of petitions of a time (bảng tổng hợp): by competent level and field, with who answered what and what is still
//! owed, as offices send it to the People's Committee; on screen, as PDF, XLSX and CSV. And the same sample of a year,
//! drawn anew by anybody: which answers are checked on the spot.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use diesel::prelude::*;
use law::day::Day;
use law::role::Act as Deed;
use papers::{Cell, MOST_PRINTED, NotPrinted, Part, Printed, PrintedColumn, Row, Style};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::store::{AnswerRow, PetitionRow};
use super::topics;
use crate::app::App;
use crate::councils;
use crate::db::Connection;
use crate::db::chain::hex;
use crate::db::schema::{followups, petition_answers, petition_occurrences, petition_promises, petitions};
use crate::followups::pages::{download, heads, table_file};
use crate::programme::pages::council_choices;
use crate::trouble::{Outcome, Trouble};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, ui};

/// The table's pages.
pub fn routes() -> Routes {
    Routes::default().get("/kien-nghi/tong-hop", Deed::ReadPetitions, show)
}

/// Petitions of one table at the most.
const MOST: i64 = 10_000;
/// Lines that the page shows; the file holds all.
const SHOWN: usize = 500;
/// Petitions of a sample, where nobody says how many.
const SAMPLE: usize = 20;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    hdnd: String,
    tu: String,
    den: String,
    lv: String,
    /// How many are drawn as a sample; empty shows all.
    mau: String,
    dang: String,
}

/// A line of the table.
pub struct Line {
    /// As stored.
    pub row: PetitionRow,
    /// Topic, in words.
    pub topic: String,
    /// Level, in words.
    pub level: String,
    /// The competent body.
    pub body: String,
    /// By which ways and on which occasions it was said.
    pub source: String,
    /// Document and day of the answer.
    pub document: String,
    /// The answer.
    pub answer: String,
    /// Its class.
    pub class: String,
    /// The day by which what it promises is to be done, where one was given.
    pub promised_by: Option<Day>,
    /// New, asked before, said so many times, joined from which.
    pub note: String,
    /// Stage or end.
    pub standing: String,
}

/// The table of a council between two days.
pub fn read(
    app: &App,
    db: &mut Connection,
    council_id: &str,
    (first, last): (Day, Day),
    topic: &str,
    w: &Words,
) -> Outcome<Vec<Line>> {
    let mut query = petitions::table
        .filter(petitions::council_id.eq(council_id).and(petitions::merged_into.is_null()))
        .filter(petitions::received_on.between(first.to_string(), last.to_string()))
        .filter(petitions::stage.ne("withdrawn"))
        .order((petitions::received_on, petitions::id))
        .limit(MOST)
        .select(PetitionRow::as_select())
        .into_boxed::<crate::db::Backend>();
    if !topic.is_empty() {
        query = query.filter(petitions::topic.eq(topic.to_owned()));
    }
    let mut rows: Vec<PetitionRow> = query.load(db)?;
    let level = |row: &PetitionRow| {
        let all = law::petition::Competence::ALL;
        all.iter().position(|one| row.competence.as_deref() == Some(one.as_str())).unwrap_or(all.len())
    };
    let field = |row: &PetitionRow| topics::all().iter().position(|one| one.code == row.topic).unwrap_or(usize::MAX);
    rows.sort_by_key(|row| (level(row), field(row)));
    lines_of(app, db, rows, w)
}

fn lines_of(app: &App, db: &mut Connection, rows: Vec<PetitionRow>, w: &Words) -> Outcome<Vec<Line>> {
    let mut answers: HashMap<String, AnswerRow> = HashMap::new();
    let mut sources: HashMap<String, Vec<String>> = HashMap::new();
    let mut joined: HashMap<String, Vec<String>> = HashMap::new();
    let mut promised: HashMap<String, Day> = HashMap::new();
    for some in rows.chunks(500) {
        let ids: Vec<&str> = some.iter().map(|row| row.id.as_str()).collect();
        let found: Vec<AnswerRow> = petition_answers::table
            .filter(petition_answers::petition_id.eq_any(&ids).and(petition_answers::state.ne("sent_back")))
            .order((petition_answers::answered_on, petition_answers::id))
            .select(AnswerRow::as_select())
            .load(db)?;
        answers.extend(found.into_iter().map(|answer| (answer.petition_id.clone(), answer)));
        let days: Vec<(String, Option<String>)> = petition_promises::table
            .inner_join(followups::table.on(followups::id.eq(petition_promises::followup_id)))
            .filter(petition_promises::petition_id.eq_any(&ids))
            .select((petition_promises::answer_id, followups::due_on))
            .load(db)?;
        promised.extend(days.into_iter().filter_map(|(answer, day)| Some((answer, day?.parse().ok()?))));
        let said: Vec<(String, String, String)> = petition_occurrences::table
            .filter(petition_occurrences::petition_id.eq_any(&ids))
            .order(petition_occurrences::id)
            .select((petition_occurrences::petition_id, petition_occurrences::channel, petition_occurrences::meeting))
            .load(db)?;
        for (id, channel, meeting) in said {
            let source = if meeting.is_empty() { w.k("channel", &channel) } else { meeting };
            let known = sources.entry(id).or_default();
            if !known.contains(&source) {
                known.push(source);
            }
        }
        let within: Vec<(Option<String>, String)> = petitions::table
            .filter(petitions::merged_into.eq_any(&ids))
            .order(petitions::id)
            .select((petitions::merged_into, petitions::number))
            .load(db)?;
        for (into, number) in within {
            joined.entry(into.unwrap_or_default()).or_default().push(number);
        }
    }
    let mut ids: Vec<String> = rows.iter().filter_map(|row| row.body_id.clone()).collect();
    ids.sort();
    ids.dedup();
    let names: HashMap<String, String> = councils::store::body_names(db, &ids)?.into_iter().collect();
    let vietnamese = w.code() == "vi";
    Ok(rows
        .into_iter()
        .map(|row| {
            let answer = answers.remove(&row.id);
            let class = answer.as_ref().and_then(|one| app.law.rulebook.answer(&one.class));
            let mut notes = Vec::new();
            if row.repeats_id.is_some() {
                notes.push(w.t("synthesis-repeated").to_owned());
            }
            if row.occurrences > 1 {
                notes.push(w.nm("said-times", row.occurrences, row.voters));
            }
            if let Some(numbers) = joined.remove(&row.id) {
                notes.push(w.s("synthesis-joined", numbers.join(", ")));
            }
            Line {
                topic: topics::name(&row.topic, w),
                level: row.competence.as_deref().map(|one| w.k("competence", one)).unwrap_or_default(),
                body: row
                    .body_id
                    .as_ref()
                    .and_then(|id| names.get(id).cloned())
                    .unwrap_or_else(|| row.body_words.clone()),
                source: sources.remove(&row.id).unwrap_or_default().join("; "),
                document: answer
                    .as_ref()
                    .map(|one| with_day(&one.document, &ui::shown(Some(&one.answered_on))))
                    .unwrap_or_default(),
                promised_by: answer.as_ref().and_then(|one| promised.get(&one.id).copied()),
                class: class
                    .map(|one| if vietnamese { one.name.clone() } else { one.name_en.clone() })
                    .unwrap_or_default(),
                answer: answer.map(|one| one.words).unwrap_or_default(),
                note: notes.join("; "),
                standing: match &row.ending {
                    Some(ending) => w.k("petition-ending", ending),
                    None => w.k("petition-stage", &row.stage),
                },
                row,
            }
        })
        .collect())
}

/// A document with its day, which many a document names itself.
fn with_day(document: &str, day: &str) -> String {
    if document.contains(day) { document.to_owned() } else { format!("{document} {day}").trim().to_owned() }
}

/// A sample that anybody draws again: the petitions whose hash with the year and the council comes first.
pub fn sample(lines: Vec<Line>, seed: &str, many: usize) -> Vec<Line> {
    let mut drawn: Vec<(String, Line)> = lines
        .into_iter()
        .filter(|line| !line.answer.is_empty() || line.row.ending.is_some())
        .map(|line| (hex(&Sha256::digest(format!("{seed}:{}", line.row.number))), line))
        .collect();
    drawn.sort_by(|a, b| a.0.cmp(&b.0));
    drawn.truncate(many);
    drawn.into_iter().map(|(_, line)| line).collect()
}

#[derive(Template)]
#[template(path = "petitions/synthesis.html")]
struct SynthesisPage {
    w: Words,
    frame: Frame,
    mark: String,
    council: String,
    councils: Vec<(String, String)>,
    topics: Vec<(String, String)>,
    asked: Asked,
    levels: Vec<String>,
    counts: Vec<(String, Vec<usize>, usize)>,
    lines: Vec<Line>,
    all: usize,
    address: String,
    drawn: bool,
}

/// The days of the table: as asked, or the last half year.
fn days(asked: &Asked, today: Day) -> Outcome<(Day, Day)> {
    let read = |typed: &str, field: &'static str, or: Day| match typed.trim() {
        "" => Ok(or),
        typed => law::day::parse_day(typed).map_err(|_| Trouble::field(field, "invalid-day", typed)),
    };
    let last = read(&asked.den, "den", today)?;
    let half_year = last.checked_sub(jiff::Span::new().months(6)).unwrap_or(last);
    Ok((read(&asked.tu, "tu", half_year)?, last))
}

async fn show(State(app): State<Shared>, caller: Caller, Query(mut asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let today = app.clock.today();
    let (first, last) = days(&asked, today)?;
    let (mark, topic) = (asked.hdnd.clone(), asked.lv.clone());
    let (council, choices, lines) = app
        .read(move |app, db| {
            let council = councils::meant_whole(db, &member, &mark, Deed::ReadPetitions)?;
            let lines = read(app, db, &council.id, (first, last), &topic, &words)?;
            Ok((council, council_choices(db, &member)?, lines))
        })
        .await?;
    (asked.tu, asked.den) = (law::day::office_form(first), law::day::office_form(last));
    let drawn = !asked.mau.is_empty();
    let (levels, counts) = counted(&lines, &w);
    let mut lines = lines;
    if drawn {
        let many = asked.mau.parse().unwrap_or(SAMPLE);
        lines = sample(lines, &format!("{}:{}", council.mark, last.year()), many);
    }
    if asked.dang == "xlsx" || asked.dang == "csv" {
        return exported(&app, &lines, &asked, &council.name, &w);
    }
    if asked.dang == "pdf" {
        let paper = printed(&app, &lines, &asked, &council.name, &w);
        let bytes = app.in_turn(move || papers::pdf(&paper)).await?.map_err(|not| match not {
            NotPrinted::TooLong => Trouble::field("dang", "invalid-too-long-to-print", MOST_PRINTED.to_string()),
            NotPrinted::Fault(words) => Trouble::Fault(words),
        })?;
        return Ok(download("tong-hop-kien-nghi.pdf", "application/pdf", bytes));
    }
    let all = lines.len();
    lines.truncate(SHOWN);
    let address =
        format!("/kien-nghi/tong-hop?hdnd={}&tu={first}&den={last}&lv={}&mau={}", council.mark, asked.lv, asked.mau);
    let mut frame = Frame::of(&app, &caller, w.t("synthesis"), paths::PETITIONS).await;
    frame.landscape = true;
    let topics = topics::choices(&w);
    let (mark, council) = (council.mark, council.name);
    let shown = SynthesisPage {
        w,
        frame,
        mark,
        council,
        councils: choices,
        topics,
        asked,
        levels,
        counts,
        lines,
        all,
        address,
        drawn,
    };
    page(StatusCode::OK, &shown)
}

/// How many of each field and level.
fn counted(lines: &[Line], w: &Words) -> (Vec<String>, Vec<(String, Vec<usize>, usize)>) {
    let mut levels: Vec<String> = Vec::new();
    let mut counts: BTreeMap<(usize, String), BTreeMap<String, usize>> = BTreeMap::new();
    for line in lines {
        let level = if line.level.is_empty() { w.t("synthesis-no-level").to_owned() } else { line.level.clone() };
        let topic = if line.topic.is_empty() { w.t("topic-not-yet").to_owned() } else { line.topic.clone() };
        let order = topics::all().iter().position(|one| one.code == line.row.topic).unwrap_or(usize::MAX);
        if !levels.contains(&level) {
            levels.push(level.clone());
        }
        *counts.entry((order, topic)).or_default().entry(level).or_default() += 1;
    }
    let table = counts
        .into_iter()
        .map(|((_, topic), of)| {
            let cells: Vec<usize> = levels.iter().map(|level| of.get(level).copied().unwrap_or(0)).collect();
            let sum = cells.iter().sum();
            (topic, cells, sum)
        })
        .collect();
    (levels, table)
}

/// Columns of the file, by the key of their heading, with their width.
const COLUMNS: &[(&str, u8)] = &[
    ("synthesis-no", 6),
    ("synthesis-number", 18),
    ("synthesis-place", 26),
    ("field-petition-topic", 18),
    ("synthesis-words", 60),
    ("synthesis-source", 30),
    ("field-competence", 14),
    ("field-competent", 28),
    ("field-reply-due", 12),
    ("synthesis-document", 24),
    ("synthesis-answer", 50),
    ("field-answer-class", 28),
    ("field-promised-by", 14),
    ("synthesis-standing", 18),
    ("synthesis-note", 28),
];

fn exported(app: &App, lines: &[Line], asked: &Asked, council: &str, w: &Words) -> Outcome<Response> {
    let rows = lines
        .iter()
        .zip(1_i64..)
        .map(|(line, n)| {
            let due = line.row.reply_due.as_deref().and_then(|day| day.parse::<Day>().ok());
            let cell = |day: Option<Day>| day.map_or(Cell::Empty, |day| Cell::Day(day.year(), day.month(), day.day()));
            vec![
                Cell::Number(n),
                Cell::words(&line.row.number),
                Cell::words(&line.row.place),
                Cell::words(&line.topic),
                Cell::words(&line.row.words),
                Cell::words(&line.source),
                Cell::words(&line.level),
                Cell::words(&line.body),
                cell(due),
                Cell::words(&line.document),
                Cell::words(&line.answer),
                Cell::words(&line.class),
                cell(line.promised_by),
                Cell::words(&line.standing),
                Cell::words(&line.note),
            ]
        })
        .collect();
    let illustration = app.illustration.clone().unwrap_or_default();
    let columns = heads(COLUMNS, w);
    let table = papers::Table {
        title: format!("{} – {council}", w.t("synthesis")),
        note: format!("{} {}", w.st("synthesis-days", asked.tu.clone(), asked.den.clone()), illustration)
            .trim()
            .to_owned(),
        columns,
        rows,
    };
    table_file("tong-hop-kien-nghi", &table, asked.dang == "csv")
}

/// Columns on paper, by the key of their heading: share of the width, in the middle or not. Level and field stand as headings
/// over the lines, as offices set such a table.
const PRINTED: &[(&str, u8, bool)] = &[
    ("synthesis-no", 4, true),
    ("synthesis-words", 32, false),
    ("field-competent", 14, false),
    ("synthesis-document", 12, false),
    ("synthesis-answer", 24, false),
    ("synthesis-note", 14, false),
];

fn printed(app: &App, lines: &[Line], asked: &Asked, council: &str, w: &Words) -> Printed {
    let part = |words: &str, style| Part { words: words.to_owned(), style };
    let some = |parts: Vec<Part>| parts.into_iter().filter(|part| !part.words.is_empty()).collect::<Vec<_>>();
    let mut rows = Vec::with_capacity(lines.len() + 40);
    let (mut level, mut field) = (None, None);
    let (mut levels, mut fields) = (0, 0);
    // A sample stands in the order in which it was drawn, without headings.
    let headed = asked.mau.is_empty();
    for (n, line) in lines.iter().enumerate() {
        if headed && level != Some(&line.level) {
            (level, field, fields) = (Some(&line.level), None, 0);
            let name = if line.level.is_empty() { w.t("synthesis-no-level") } else { &line.level };
            rows.push(Row::Section {
                level: 1,
                words: format!("{}. {}", letter(levels), papers::forms::upper_first(name)),
            });
            levels += 1;
        }
        if headed && field != Some(&line.topic) {
            field = Some(&line.topic);
            fields += 1;
            let name = if line.topic.is_empty() { w.t("topic-not-yet") } else { &line.topic };
            rows.push(Row::Section { level: 2, words: format!("{fields}. {name}") });
        }
        let said = [line.row.number.as_str(), &line.row.place, &line.source];
        let said = said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        let due =
            line.row.reply_due.as_deref().map(|day| w.s("synthesis-due", ui::shown(Some(day)))).unwrap_or_default();
        let standing = if line.answer.is_empty() { line.standing.as_str() } else { "" };
        let promised = line.promised_by.map(|day| w.s("synthesis-promised", law::day::office_form(day)));
        rows.push(Row::Cells {
            cells: vec![
                vec![part(&(n + 1).to_string(), Style::Plain)],
                some(vec![part(&line.row.words, Style::Plain), part(&said, Style::Small)]),
                some(vec![part(&line.body, Style::Plain), part(&due, Style::Small)]),
                some(vec![part(&line.document, Style::Plain)]),
                some(vec![
                    part(&line.class, Style::Bold),
                    part(&line.answer, Style::Plain),
                    part(standing, Style::Small),
                    part(&promised.unwrap_or_default(), Style::Small),
                ]),
                some(vec![part(&line.note, Style::Plain)]),
            ],
        });
    }
    let today = app.clock.today();
    let days = w.st("synthesis-days", asked.tu.clone(), asked.den.clone());
    let drawn = if headed { "" } else { w.t("synthesis-drawn") };
    let notes = [days.as_str(), drawn, app.illustration.as_deref().unwrap_or_default()];
    Printed {
        language: w.code().to_owned(),
        issuer: council.to_uppercase(),
        motto: [w.t("letterhead-nation").to_owned(), w.t("letterhead-motto").to_owned()],
        title: w.t("synthesis").to_owned(),
        note: notes.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". "),
        day: (today.year(), today.month(), today.day()),
        columns: PRINTED
            .iter()
            .map(|(key, share, center)| PrintedColumn { heading: w.t(key).to_owned(), share: *share, center: *center })
            .collect(),
        rows,
        closing: w.n("synthesis-count", lines.len()),
    }
}

/// A, B, C, …: how chief headings are counted.
fn letter(n: u8) -> char {
    char::from(b'A' + n.min(25))
}
