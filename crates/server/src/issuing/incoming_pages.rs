//! Pages of the register of incoming papers.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use papers::forms::INCOMING;
use serde::Deserialize;

use super::files::{self, FileView};
use super::incoming::{self, Correction, Dealing, IncomingRow, NewIncoming};
use super::{onward, store};
use crate::councils::{self, store as council_store};
use crate::followups::store::lateness;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of incoming papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/van-ban-den", Deed::DraftPaper, list)
        .get("/van-ban-den/moi", Deed::DraftPaper, new)
        .post("/van-ban-den", Deed::DraftPaper, note)
        .get("/van-ban-den/{id}", Deed::DraftPaper, show)
        .post("/van-ban-den/{id}", Deed::DraftPaper, deal)
        .post("/van-ban-den/{id}/bao-nhan", Deed::DraftPaper, tell)
        .post("/van-ban-den/{id}/sua", Deed::DraftPaper, correct)
        .post("/van-ban-den/{id}/tep", Deed::DraftPaper, attach)
        .get("/van-ban-den/{id}/ghi-viec", Deed::RecordFollowup, record)
        .get("/van-ban-den/{id}/tep/{file}", Deed::DraftPaper, file)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: String,
    /// `tat-ca` shows those that were dealt with too.
    tt: String,
    sau: String,
    /// Symbol of the issued paper that a new one answers.
    tra_loi: String,
}

struct LineView {
    id: String,
    number: i64,
    arrived: String,
    sender: String,
    symbol: String,
    summary: String,
    handler: String,
    due: Option<ui::Due>,
    done: String,
    told: bool,
    letter: String,
}

#[derive(Template)]
#[template(path = "issuing/incoming.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    mark: String,
    year: i64,
    all: bool,
    lines: Vec<LineView>,
    next: Option<i64>,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    const MOST: usize = 50;
    let member = caller.member()?;
    let w = caller.words.clone();
    let today = app.clock.today();
    let year = asked.nam.parse().unwrap_or_else(|_| i64::from(today.year()));
    let all = asked.tt == "tat-ca";
    let (council, mut rows) = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::DraftPaper)?;
            let wanted = (year, !all, asked.sau.parse().ok());
            let rows = incoming::list(db, &council.id, wanted, i64::try_from(MOST + 1).unwrap_or(i64::MAX))?;
            Ok((council, rows))
        })
        .await?;
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    let next = rows.last().map(|row| row.number).filter(|_| more);
    let line = |row: IncomingRow| LineView {
        letter: letter_line(&row, &w),
        due: row
            .due_on
            .as_ref()
            .filter(|_| row.done_on.is_none())
            .map(|due| ui::due(&w, lateness(Some(due), None, today, &app.law), due.parse().ok(), today)),
        done: row.done_on.as_deref().map(|on| w.s("incoming-done-on", ui::shown(Some(on)))).unwrap_or_default(),
        arrived: ui::shown(Some(&row.arrived_on)),
        // Offices are told; a citizen gets a receipt.
        told: row.told_on.is_some() || !row.letter.is_empty(),
        id: row.id,
        number: row.number,
        sender: row.sender,
        symbol: row.symbol,
        summary: row.summary,
        handler: row.handler,
    };
    let lines = rows.into_iter().map(line).collect();
    let frame = Frame::of(&app, &caller, w.t("nav-incoming"), paths::INCOMING).await;
    page(axum::http::StatusCode::OK, &ListPage { mark: council.mark, frame, year, all, lines, next, w })
}

#[derive(Template)]
#[template(path = "issuing/incoming_new.html")]
struct NewPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    letters: Vec<(String, String)>,
}

/// What kind of letter an incoming paper is, as a line says it; empty for papers of offices.
fn letter_line(row: &IncomingRow, w: &Words) -> String {
    if row.letter.is_empty() { String::new() } else { w.k("incoming-letter", &row.letter) }
}

/// What an incoming paper may be.
fn letters(w: &Words) -> Vec<(String, String)> {
    let letters = incoming::LETTERS.iter().map(|one| ((*one).to_owned(), w.k("incoming-letter", one)));
    std::iter::once((String::new(), w.t("incoming-letter-none").to_owned())).chain(letters).collect()
}

async fn new(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let today = law::day::office_form(app.clock.today());
    let form = FormView::with(&[("arrived_on", &today), ("answers", &asked.tra_loi)]);
    new_with(&app, &caller, asked.hdnd, form).await
}

async fn new_with(app: &Shared, caller: &Caller, mark: String, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let council = app.read(move |_, db| councils::meant(db, &member, Some(&mark), Deed::DraftPaper)).await?;
    let frame = Frame::of(app, caller, w.t("incoming-new"), paths::INCOMING).await;
    let letters = letters(&w);
    page(form.status(), &NewPage { mark: council.mark, frame, form, letters, w })
}

async fn note(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let (new, mark): (NewIncoming, _) = (typed.read()?, typed.get("hdnd").to_owned());
    let asked = mark.clone();
    let done = match incoming::refuse(&new, typed.file_names()).and_then(|()| typed.keep_files(&app)) {
        Ok(kept) => app.act(&caller.member()?, move |act| incoming::note(act, &asked, &new, &kept)).await,
        Err(trouble) => Err(trouble),
    };
    match done {
        Ok(id) => Ok(see(&paths::incoming(&id))),
        Err(trouble) => {
            let form = FormView::back("moi", typed, trouble, &caller.words)?;
            new_with(&app, &caller, mark, form).await
        }
    }
}

#[derive(Template)]
#[template(path = "issuing/incoming_one.html")]
struct OnePage {
    w: Words,
    frame: Frame,
    form: FormView,
    row: IncomingRow,
    letter: String,
    mark: String,
    onward: Vec<(String, String)>,
    records: bool,
    letters: Vec<(String, String)>,
    arrived: String,
    paper_on: String,
    due: String,
    done_on: String,
    told: String,
    answers: Option<(String, String)>,
    files: Vec<FileView>,
    files_at: String,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, id, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, id: String, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (row, mark, answers, files, onward, records) = app
        .read(move |app, db| {
            let row = incoming::by_id(db, &id)?;
            if !member.may_in(Deed::DraftPaper, &row.council_id) {
                return Err(Trouble::NotFound);
            }
            let answers = row.answers_id.as_deref().map(|id| store::by_id(db, id)).transpose()?;
            let files = files::views(app, db, &row.id, &words)?;
            let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            let onward = onward::went_on(app, db, (INCOMING, &row.id), &words)?;
            let origin = onward::origin(app, db, &council, (INCOMING, &row.id))?;
            let may_record = member.may_in(Deed::RecordFollowup, &council.id);
            let records = may_record && origin.is_some_and(|origin| origin.records.is_some());
            Ok((row, council.mark, answers, files, onward, records))
        })
        .await?;
    let shown = |day: &Option<String>| day.as_deref().map(|day| ui::shown(Some(day))).unwrap_or_default();
    // The last paper that went out of it says how it was dealt with; a person keeps or changes that.
    let issued = onward.iter().rev().find(|one| one.issued);
    let suggested = issued.map(|one| w.s("incoming-dealt-by", one.words.clone())).unwrap_or_default();
    let page_of = OnePage {
        frame: Frame::of(app, caller, w.t("nav-incoming"), paths::INCOMING).await,
        letter: letter_line(&row, &w),
        mark,
        records,
        letters: letters(&w),
        form: form.or(&[
            ("words", &suggested),
            ("letter", &row.letter),
            ("sender", &row.sender),
            ("symbol", &row.symbol),
            ("paper_on", &shown(&row.paper_on)),
            ("arrived_on", &ui::shown(Some(&row.arrived_on))),
            ("summary", &row.summary),
            ("answers", answers.as_ref().map_or("", |row| row.symbol.as_str())),
            ("handler", &row.handler),
            ("due_on", &shown(&row.due_on)),
        ]),
        onward: onward.into_iter().map(|one| (one.href, one.words)).collect(),
        arrived: ui::shown(Some(&row.arrived_on)),
        paper_on: shown(&row.paper_on),
        due: shown(&row.due_on),
        done_on: shown(&row.done_on),
        told: row
            .told_on
            .as_deref()
            .map(|on| w.st("incoming-told-on", ui::shown(Some(on)), row.told_by.clone()))
            .unwrap_or_default(),
        answers: answers.map(|row| (paths::paper(&row.id), row.symbol)),
        files_at: paths::incoming(&row.id),
        files,
        row,
        w,
    };
    page(page_of.form.status(), &page_of)
}

async fn deal(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let dealing: Dealing = typed.read()?;
    let asked = id.clone();
    match app.act(&caller.member()?, move |act| incoming::deal(act, &asked, &dealing)).await {
        Ok(()) => Ok(see(&paths::incoming(&id))),
        Err(trouble) => {
            let form = FormView::back("xong", typed, trouble, &caller.words)?;
            show_with(&app, &caller, id, form).await
        }
    }
}

async fn tell(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let asked = id.clone();
    match app.act(&caller.member()?, move |act| incoming::tell(act, &asked)).await {
        Ok(()) => Ok(see(&paths::incoming(&id))),
        Err(trouble) => {
            let form = FormView::back("bao-nhan", typed, trouble, &caller.words)?;
            show_with(&app, &caller, id, form).await
        }
    }
}

async fn correct(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let correction: Correction = typed.read()?;
    let asked = id.clone();
    match app.act(&caller.member()?, move |act| incoming::correct(act, &asked, &correction)).await {
        Ok(()) => Ok(see(&paths::incoming(&id))),
        Err(trouble) => {
            let form = FormView::back("sua", typed, trouble, &caller.words)?;
            show_with(&app, &caller, id, form).await
        }
    }
}

async fn attach(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let (asked, of) = (id.clone(), id.clone());
    let row = app.read(move |_, db| incoming::by_id(db, &of)).await?;
    let done = match incoming::refuse_files(&row, typed.file_names()).and_then(|()| typed.keep_files(&app)) {
        Ok(kept) => app.act(&caller.member()?, move |act| incoming::attach(act, &asked, &kept)).await,
        Err(trouble) => Err(trouble),
    };
    match done {
        Ok(()) => Ok(see(&paths::incoming(&id))),
        Err(trouble) => {
            let form = FormView::back("tep", typed, trouble, &caller.words)?;
            show_with(&app, &caller, id, form).await
        }
    }
}

/// The form of a follow-up, begun from what came in.
async fn record(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    onward::record(&app, &caller, INCOMING, id).await
}

async fn file(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let read = app
        .read(move |app, db| {
            let row = incoming::by_id(db, &id)?;
            let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
            if !member.may_in(Deed::DraftPaper, &council.id) {
                return Err(Trouble::NotFound);
            }
            files::read(app, db, &row.id, &file)
        })
        .await?;
    Ok(files::sent(read))
}
