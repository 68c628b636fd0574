//! The pages that take a table of petitions in: looked at first, then taken part by part with progress, stopped, gone on
//! with, or taken back whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use law::petition::Channel;
use law::role::Act as Deed;
use serde::Deserialize;

use super::sheet::{self, Column, Line, Table};
use super::taking_in::{self, ImportRow, Plan};
use super::view::{Candidate, candidate};
use super::{finding, taking_back, topics};
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
    preview: Option<Preview>,
    imports: Vec<ImportRow>,
}

async fn ask(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    shown(&app, &caller, &asked.hdnd, FormView::default(), None).await
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
    let status = form.status();
    page(status, &SheetPage { w, frame, form, mark: council.mark, fields, channels, preview, imports })
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

async fn table_of(bytes: Vec<u8>, fields: Option<Vec<String>>) -> Outcome<Table> {
    tokio::task::spawn_blocking(move || sheet::read(&bytes, fields.as_deref()))
        .await
        .unwrap_or_else(|error| Err(Trouble::Fault(format!("the table could not be read: {error}"))))
}

async fn looked_at(app: &Shared, caller: &Caller, typed: &Typed) -> Outcome<Preview> {
    let (member, w, mark) = (caller.member()?, caller.words.clone(), typed.get("hdnd").to_owned());
    let (name, hash, bytes) = file_of(app, &member, typed)?;
    let seal = app.files.seal(&member.account_id, &hash);
    let table = table_of(bytes, chosen(typed)).await?;
    app.read(move |_, db| {
        let council = councils::meant_whole(db, &member, &mark, Deed::ReadPetitions)?;
        let all = table.lines.len();
        let bad = table.lines.iter().filter(|line| line.problem.is_some()).count();
        let hidden = table.lines.iter().filter(|line| line.hidden && line.problem.is_none()).count();
        let mut lines = Vec::new();
        for (at, line) in table.lines.into_iter().enumerate() {
            let mut like = Vec::new();
            if at < COMPARED && line.problem.is_none() {
                let found = finding::alike(db, &council.id, &line.petition.words, &line.petition.place, None)?;
                let near = found.into_iter().filter(|(row, alike)| alike.score >= LIKELY && row.ending.is_none());
                like = near.take(2).map(|(row, alike)| candidate(row, &alike, &w)).collect();
            }
            // The first lines are shown, and later ones where a person has something to decide.
            if lines.len() < SHOWN || !like.is_empty() || (line.problem.is_some() && lines.len() < SHOWN * 3) {
                let problem = line.problem.as_ref().map(|(key, words)| w.s(key, words.clone())).unwrap_or_default();
                lines.push(Looked { topic: topics::name(&line.petition.topic, &w), problem, like, line });
            }
        }
        Ok(Preview { hash, seal, name, columns: table.columns, lines, all, good: all - bad, hidden, bad })
    })
    .await
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
    let table = table_of(bytes, Some(fields.clone())).await?;
    let on = typed.get("on").trim();
    let day = if on.is_empty() { Ok(app.clock.today()) } else { law::day::parse_day(on) };
    let Ok(day) = day else { return Err(Trouble::field("on", "invalid-day", on)) };
    if day > app.clock.today() {
        return Err(Trouble::field("on", "invalid-day-future", on));
    }
    let channel = Channel::read(typed.get("channel")).unwrap_or(Channel::Council);
    let mut again = BTreeMap::new();
    let mut without = Vec::new();
    for line in &table.lines {
        let number = typed.get(&format!("again_{}", line.number)).trim();
        if !number.is_empty() {
            again.insert(line.number, number.to_owned());
        }
        if typed.get(&format!("without_{}", line.number)) == "1" || (line.hidden && typed.get("hidden") != "1") {
            without.push(line.number);
        }
    }
    let plan = Plan {
        fields,
        again,
        without,
        on: day.to_string(),
        meeting: typed.get("meeting").to_owned(),
        channel: channel.as_str().into(),
    };
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
}

async fn progress(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    progress_with(&app, &caller, id, FormView::default()).await
}

async fn progress_with(app: &Shared, caller: &Caller, id: String, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (row, mark) = app
        .read(move |_, db| {
            let row = taking_in::by_id(db, &id)?;
            let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            if !member.may_in(Deed::ImportRecords, &row.council_id) {
                return Err(Trouble::NotFound);
            }
            Ok((row, council.mark))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("sheet-import"), paths::PETITIONS).await;
    let share = if row.lines == 0 { 100 } else { row.done * 100 / row.lines };
    let going = matches!(row.state.as_str(), "running" | "undoing");
    let status = form.status();
    let mut response = page(status, &ProgressPage { w, frame, form, row, mark, share })?;
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
                let table = table_of(app.files.read(&row.content_hash)?, Some(plan.fields)).await?;
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
