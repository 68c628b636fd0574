//! The pages that take a table of petitions in: looked at first, then taken part by part with progress, stopped, gone on
//! with, or taken back whole.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use law::petition::{Channel, Competence};
use law::role::Act as Deed;
use law::rulebook::AnswerClass;
use serde::Deserialize;

use super::sheet::{self, Column, Line, Table};
use super::taking_in::{self, ImportRow, Plan};
use super::view::{Candidate, candidate};
use super::{LONGEST_LINE, finding, sheet_answers, taking_back, topics};
use crate::councils;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// The pages.
pub fn routes() -> Routes {
    Routes::default()
        .get("/kien-nghi/nhap", Deed::ImportRecords, ask)
        .post("/kien-nghi/nhap", Deed::ImportRecords, look)
        .post("/kien-nghi/nhap/luu", Deed::ImportRecords, start)
        .get("/kien-nghi/nhap/{id}", Deed::ImportRecords, progress)
        .post("/kien-nghi/nhap/{id}/dung", Deed::ImportRecords, stop)
        .post("/kien-nghi/nhap/{id}/tiep", Deed::ImportRecords, go_on)
        .post("/kien-nghi/nhap/{id}/lay-lai", Deed::ImportRecords, undo)
}

/// Lines that the page shows.
const SHOWN: usize = 100;
/// Lines that are compared with the book before anything is saved; the others are compared when each is opened.
const COMPARED: usize = 300;
/// From this likeness on an earlier petition is pointed out.
const LIKELY: f64 = 0.5;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

/// A line as looked at.
struct Looked {
    line: Line,
    topic: String,
    problem: String,
    class: String,
    answer_out: String,
    like: Vec<Candidate>,
}

/// A table as looked at.
struct Preview {
    hash: String,
    seal: String,
    name: String,
    columns: Vec<Column>,
    lines: Vec<Looked>,
    all: usize,
    good: usize,
    hidden: usize,
    bad: usize,
    has_answers: bool,
    answered: usize,
    left_out: usize,
}

#[derive(Template)]
#[template(path = "petitions/sheet.html")]
struct SheetPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    fields: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    classes: Vec<(String, String)>,
    preview: Option<Preview>,
    imports: Vec<ImportRow>,
}

async fn ask(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    shown(&app, &caller, &asked.hdnd, FormView::default(), None).await
}

/// The name of a class of answers, in the language of the page.
fn class_name(class: &AnswerClass, w: &Words) -> String {
    if w.code() == "vi" { class.name.clone() } else { class.name_en.clone() }
}

async fn shown(
    app: &Shared,
    caller: &Caller,
    mark: &str,
    form: FormView,
    preview: Option<Preview>,
) -> Outcome<Response> {
    const IMPORTS: i64 = 20;
    let member = caller.member()?;
    let w = caller.words.clone();
    let mark = mark.to_owned();
    let (council, imports) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &member, &mark, Deed::ReadPetitions)?;
            let imports = taking_in::latest(db, &council.id, IMPORTS)?;
            Ok((council, imports))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("sheet-import"), paths::PETITIONS).await;
    let mut fields = vec![(String::new(), w.t("sheet-field-none").to_owned())];
    fields.extend(sheet::fields().map(|field| (field.to_owned(), w.k("sheet-field", field))));
    let channels = Channel::ALL.iter().map(|one| (one.as_str().to_owned(), w.k("channel", one.as_str()))).collect();
    let none = || (String::new(), w.t("sheet-common-none").to_owned());
    let mut levels = vec![none()];
    levels.extend(Competence::ALL.iter().map(|one| (one.as_str().to_owned(), w.k("competence", one.as_str()))));
    let mut classes = vec![none()];
    classes.extend(app.law.rulebook.answers.iter().map(|class| (class.id.clone(), class_name(class, &w))));
    let status = form.status();
    let mark = council.mark;
    page(status, &SheetPage { w, frame, form, mark, fields, channels, levels, classes, preview, imports })
}

/// What each column holds, as chosen; none where nobody chose yet.
fn chosen(typed: &Typed) -> Option<Vec<String>> {
    let count: usize = typed.get("columns").parse().ok()?;
    Some((0..count.min(500)).map(|at| typed.get(&format!("col_{at}")).to_owned()).collect())
}

async fn look(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let mark = typed.get("hdnd").to_owned();
    match looked_at(&app, &caller, &typed).await {
        Ok(preview) => shown(&app, &caller, &mark, FormView::checked(typed), Some(preview)).await,
        Err(trouble) => {
            let form = FormView::back("nhap", typed, trouble, &caller.words)?;
            shown(&app, &caller, &mark, form, None).await
        }
    }
}

/// The file that came, or the one that this person brought when it was looked at before.
fn file_of(app: &Shared, member: &Member, typed: &Typed) -> Outcome<(String, String, Vec<u8>)> {
    let kept = typed.keep_files(app)?.into_iter().next();
    let (name, hash) = match kept {
        Some(file) => {
            let bytes = app.files.read(&file.content_hash)?;
            return Ok((file.name, file.content_hash, bytes));
        }
        None if typed.get("hash").is_empty() => return Err(Trouble::field("file", "invalid-file-missing", "")),
        None => (typed.get("name").to_owned(), typed.get("hash").to_owned()),
    };
    let bytes = app.files.read_own(&member.account_id, &hash, typed.get("seal"))?;
    Ok((name, hash, bytes))
}

async fn table_of(app: &Shared, bytes: Vec<u8>, fields: Option<Vec<String>>) -> Outcome<Table> {
    app.in_turn(move || sheet::read(&bytes, fields.as_deref())).await?
}

async fn looked_at(app: &Shared, caller: &Caller, typed: &Typed) -> Outcome<Preview> {
    let (member, w, mark) = (caller.member()?, caller.words.clone(), typed.get("hdnd").to_owned());
    let (name, hash, bytes) = file_of(app, &member, typed)?;
    let seal = app.files.seal(&member.account_id, &hash);
    let table = table_of(app, bytes, chosen(typed)).await?;
    let plan = plan_of(app, typed, &table);
    app.read(move |app, db| {
        let council = councils::meant_whole(db, &member, &mark, Deed::ReadPetitions)?;
        let all = table.lines.len();
        let bad = table.lines.iter().filter(|line| line.problem.is_some()).count();
        let hidden = table.lines.iter().filter(|line| line.hidden && line.problem.is_none()).count();
        let has_answers = table.columns.iter().any(|column| column.field == "answer");
        let (mut answered, mut left_out) = (0, 0);
        let mut lines = Vec::new();
        for (at, line) in table.lines.into_iter().enumerate() {
            let mut like = Vec::new();
            if at < COMPARED && line.problem.is_none() {
                let found = finding::alike(db, &council.id, &line.petition.words, &line.petition.place, None)?;
                let near = found.into_iter().filter(|(row, alike)| alike.score >= LIKELY && row.ending.is_none());
                like = near.take(2).map(|(row, alike)| candidate(row, &alike, &w)).collect();
            }
            let rulebook = &app.law.rulebook;
            let mut answer_out = String::new();
            if line.problem.is_none() {
                match sheet_answers::told(rulebook, &plan, &line, app.clock.today()) {
                    Ok(told) => answered += usize::from(told.is_some()),
                    Err(Trouble::Invalid(faults)) => {
                        left_out += 1;
                        let said: Vec<String> = faults.iter().map(|one| w.s(one.key, one.words.clone())).collect();
                        answer_out = said.join(" ");
                    }
                    Err(trouble) => return Err(trouble),
                }
            }
            // The first lines are shown, and later ones where a person has something to decide.
            let wrong = line.problem.is_some() || !answer_out.is_empty();
            if lines.len() < SHOWN || !like.is_empty() || (wrong && lines.len() < SHOWN * 3) {
                let problem = line.problem.as_ref().map(|(key, words)| w.s(key, words.clone())).unwrap_or_default();
                let class = rulebook.answer(&line.answer.class).map(|class| class_name(class, &w)).unwrap_or_default();
                let topic = topics::name(&line.petition.topic, &w);
                lines.push(Looked { line, topic, problem, class, answer_out, like });
            }
        }
        let (columns, good) = (table.columns, all - bad);
        Ok(Preview { hash, seal, name, columns, lines, all, good, hidden, bad, has_answers, answered, left_out })
    })
    .await
}

/// What is common to the lines of a table, as typed; each line's own words come before it.
fn plan_of(app: &Shared, typed: &Typed, table: &Table) -> Plan {
    let of = |name: &str| typed.get(name).trim().to_owned();
    let on = of("on");
    Plan {
        fields: table.columns.iter().map(|column| column.field.clone()).collect(),
        on: if on.is_empty() { app.clock.today().to_string() } else { on },
        meeting: of("meeting"),
        channel: Channel::read(&of("channel")).unwrap_or(Channel::Council).as_str().into(),
        level: of("level"),
        body: words::nfc(&of("body")),
        class: of("class"),
        answered_on: of("answered_on"),
        ..Plan::default()
    }
}

async fn start(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let member = caller.member()?;
    let mark = typed.get("hdnd").to_owned();
    match started(&app, &member, &typed).await {
        Ok(id) => Ok(see(&format!("/kien-nghi/nhap/{id}"))),
        Err(trouble) => {
            // The file was kept: what was chosen stands again with what is wrong.
            let preview = looked_at(&app, &caller, &typed).await.ok();
            let form = FormView::back("nhap", typed, trouble, &caller.words)?;
            shown(&app, &caller, &mark, form, preview).await
        }
    }
}

async fn started(app: &Shared, member: &Arc<Member>, typed: &Typed) -> Outcome<String> {
    let (name, hash, bytes) = file_of(app, member, typed)?;
    let fields = chosen(typed).unwrap_or_default();
    let table = table_of(app, bytes, Some(fields.clone())).await?;
    let on = typed.get("on").trim();
    let day = if on.is_empty() { Ok(app.clock.today()) } else { law::day::parse_day(on) };
    let Ok(day) = day else { return Err(Trouble::field("on", "invalid-day", on)) };
    if day > app.clock.today() {
        return Err(Trouble::field("on", "invalid-day-future", on));
    }
    let answered_on = typed.get("answered_on").trim();
    if !answered_on.is_empty() && law::day::parse_day(answered_on).is_err() {
        return Err(Trouble::field("answered_on", "invalid-day", answered_on));
    }
    Trouble::too_long("body", typed.get("body"), LONGEST_LINE)?;
    let mut plan = Plan { fields, on: day.to_string(), ..plan_of(app, typed, &table) };
    for line in &table.lines {
        let number = typed.get(&format!("again_{}", line.number)).trim();
        if !number.is_empty() {
            plan.again.insert(line.number, number.to_owned());
        }
        if typed.get(&format!("without_{}", line.number)) == "1" || (line.hidden && typed.get("hidden") != "1") {
            plan.without.push(line.number);
        }
    }
    let mark = councils::mark_meant(app, member, typed.get("hdnd"), Deed::ImportRecords).await?;
    let lines = table.lines.len();
    let id = app.act(member, move |act| taking_in::start(act, &mark, (&name, &hash), &plan, lines)).await?;
    work(Arc::clone(app), Arc::clone(member), id.clone(), Some(table));
    Ok(id)
}

/// Does the work of an import beside the requests, act by act; what it did stands when it is stopped.
fn work(app: Shared, member: Arc<Member>, id: String, table: Option<Table>) {
    tokio::task::spawn_blocking(move || {
        let outcome = match table {
            Some(table) => taking_in::take_in(&app, &member, &id, &Arc::new(table)),
            None => taking_back::take_back(&app, &member, &id),
        };
        if let Err(trouble) = outcome {
            tracing::error!(%trouble, import = %id, "an import of petitions stopped");
            let _ = app.act_here(&member, move |act| taking_back::turn(act, &id, "stopped"));
        }
    });
}

#[derive(Template)]
#[template(path = "petitions/sheet_progress.html")]
struct ProgressPage {
    w: Words,
    frame: Frame,
    form: FormView,
    row: ImportRow,
    mark: String,
    share: i64,
    answers: i64,
}

async fn progress(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    progress_with(&app, &caller, id, FormView::default()).await
}

async fn progress_with(app: &Shared, caller: &Caller, id: String, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (row, mark, answers) = app
        .read(move |_, db| {
            let row = taking_in::by_id(db, &id)?;
            let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            if !member.may_in(Deed::ImportRecords, &row.council_id) {
                return Err(Trouble::NotFound);
            }
            let answers = taking_in::answers(db, &row.id)?;
            Ok((row, council.mark, answers))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("sheet-import"), paths::PETITIONS).await;
    let share = if row.lines == 0 { 100 } else { row.done * 100 / row.lines };
    let going = matches!(row.state.as_str(), "running" | "undoing");
    let status = form.status();
    let mut response = page(status, &ProgressPage { w, frame, form, row, mark, share, answers })?;
    if going && status == StatusCode::OK {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

async fn turned(app: &Shared, caller: &Caller, id: String, to: &'static str) -> Outcome<Response> {
    let member = caller.member()?;
    let asked = id.clone();
    let outcome = app.act(&member, move |act| taking_back::turn(act, &asked, to)).await;
    match outcome {
        Ok(()) => {
            if to == "undoing" {
                work(Arc::clone(app), member, id.clone(), None);
            } else if to == "running" {
                let asked = id.clone();
                let row = app.read(move |_, db| taking_in::by_id(db, &asked)).await?;
                let plan: Plan = serde_json::from_str(&row.plan)?;
                let table = table_of(app, app.files.read(&row.content_hash)?, Some(plan.fields)).await?;
                work(Arc::clone(app), member, id.clone(), Some(table));
            }
            Ok(see(&format!("/kien-nghi/nhap/{id}")))
        }
        Err(trouble) => {
            let form = FormView::back("nhap", Typed::default(), trouble, &caller.words)?;
            progress_with(app, caller, id, form).await
        }
    }
}

async fn stop(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    turned(&app, &caller, id, "stopped").await
}

async fn go_on(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    turned(&app, &caller, id, "running").await
}

async fn undo(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    turned(&app, &caller, id, "undoing").await
}
