//! Pages of petitions: the book of a council, and one petition from mouth to proof with its acts.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::petition::{Channel, Competence, Ending, Flaw, Judge, Opinion, Stage};
use law::role::Act as Deed;
use serde::Deserialize;

use super::recording::{self, NewOccurrence};
use super::sorting::{self, Reason, Screening, Sending};
use super::store::{self, PetitionRow, Wanted};
use super::view::{self, View};
use super::{answering, finding, merging, topics, voices};
use crate::councils;
use crate::documents::media_of;
use crate::followups::pages::download;
use crate::programme::pages::council_choices;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of petitions.
pub fn routes() -> Routes {
    Routes::default()
        .get("/kien-nghi", Deed::ReadPetitions, list)
        .get("/kien-nghi/{number}", Deed::ReadPetitions, show)
        .get("/kien-nghi/{number}/tep/{id}", Deed::ReadPetitions, proof)
        .post("/kien-nghi/{number}/nhac-lai", Deed::RecordPetition, say_again)
        .post("/kien-nghi/{number}/phan-loai", Deed::HandlePetition, screen)
        .post("/kien-nghi/{number}/tra-loi-ngay", Deed::HandlePetition, answer_on_spot)
        .post("/kien-nghi/{number}/chuyen", Deed::HandlePetition, forward)
        .post("/kien-nghi/{number}/chuyen-cap", Deed::HandlePetition, send_outside)
        .post("/kien-nghi/{number}/tra-loi", Deed::AnswerPetition, answer)
        .post("/kien-nghi/{number}/minh-chung", Deed::AnswerPetition, add_proofs)
        .post("/kien-nghi/{number}/tra-lai", Deed::JudgeAnswer, send_back)
        .post("/kien-nghi/{number}/y-kien", Deed::JudgeAnswer, say)
        .post("/kien-nghi/{number}/ket-thuc", Deed::ClosePetition, close)
        .post("/kien-nghi/{number}/gop", Deed::HandlePetition, join)
        .post("/kien-nghi/{number}/tach", Deed::HandlePetition, part)
        .post("/kien-nghi/{number}/lap-lai", Deed::HandlePetition, tie)
        .post("/kien-nghi/{number}/khong-lap", Deed::HandlePetition, untie)
        .post("/kien-nghi/{number}/lui", Deed::HandlePetition, set_back)
        .post("/kien-nghi/{number}/cong-khai", Deed::HandlePetition, publish)
        .post("/kien-nghi/{number}/mo-lai", Deed::HandlePetition, reopen)
        .post("/kien-nghi/{number}/ma", Deed::HandlePetition, issue_code)
        .post("/kien-nghi/{number}/rut", Deed::HandlePetition, withdraw)
}

/// Rows on one page.
const PAGE: usize = 50;

/// Filters as they stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Mark of the council.
    pub hdnd: String,
    /// Stage word, or `tre` (reply late), `lap` (said again), `mo` (open).
    pub tt: String,
    /// Topic.
    pub lv: String,
    /// Words to find.
    pub q: String,
    /// Cursor: day and id of the last row seen.
    pub sau: String,
}

impl Asked {
    pub(super) fn wanted(&self, council_id: &str, bodies: Vec<String>, today: &str) -> Wanted {
        let stages = match self.tt.as_str() {
            "" | "mo" => Stage::WORDS[..7].to_vec(),
            word => Stage::WORDS.iter().copied().filter(|stage| *stage == word).collect(),
        };
        Wanted {
            council_id: council_id.to_owned(),
            bodies,
            stages,
            late_on: (self.tt == "tre").then(|| today.to_owned()),
            topic: self.lv.clone(),
            repeated: self.tt == "lap",
            after: self.sau.split_once('~').map(|(day, id)| (day.to_owned(), id.to_owned())),
        }
    }
}

/// A petition as the list shows it.
struct Line {
    number: String,
    title: String,
    place: String,
    topic: String,
    on: String,
    said: i64,
    voters: i64,
    body: String,
    stage: String,
    class: String,
    due: String,
    late: bool,
    high: bool,
}

#[derive(Template)]
#[template(path = "petitions/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    council: String,
    mark: String,
    own: bool,
    asked: Asked,
    stages: Vec<(String, String, i64)>,
    late: i64,
    topics: Vec<(String, String)>,
    councils: Vec<(String, String)>,
    lines: Vec<Line>,
    next: String,
    may_record: bool,
    may_import: bool,
    any: bool,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (own, council, choices, stages, late, lines, next, may, asked) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadPetitions)?;
            let today = app.clock.today();
            let own = !councils::sees_all(&member, &council, Deed::ReadPetitions);
            let bodies = if own { member.own_bodies() } else { Vec::new() };
            let wanted = asked.wanted(&council.id, bodies, &today.to_string());
            let mut rows = match asked.q.trim() {
                "" => store::list(db, &wanted, i64::try_from(PAGE + 1).unwrap_or(51))?,
                typed => finding::search(db, &council.id, typed, PAGE)?,
            };
            // What is searched for is shown wherever it stands, but to a unit only what was sent to it.
            rows.retain(|row| {
                let sent = !matches!(row.stage.as_str(), "received" | "screened" | "on_spot");
                !own || (sent && row.body_id.as_ref().is_some_and(|body| wanted.bodies.contains(body)))
            });
            let more = rows.len() > PAGE;
            rows.truncate(PAGE);
            let next = match (more, rows.last()) {
                (true, Some(last)) => format!("{}~{}", last.received_on, last.id),
                _ => String::new(),
            };
            let (counted, late) =
                if own { (Vec::new(), 0) } else { app.counts.of(db, &council.id, today)?.as_ref().clone() };
            let stages = Stage::WORDS
                .iter()
                .filter_map(|word| {
                    let count = counted.iter().find(|(stage, _)| stage == word)?.1;
                    Some(((*word).to_owned(), words.k("petition-stage", word), count))
                })
                .collect::<Vec<_>>();
            let ids: Vec<String> = rows.iter().filter_map(|row| row.body_id.clone()).collect();
            let names: std::collections::HashMap<String, String> =
                councils::store::body_names(db, &ids)?.into_iter().collect();
            let lines = rows.into_iter().map(|row| line(app, row, &names, &words)).collect::<Vec<_>>();
            let may =
                (member.may_in(Deed::RecordPetition, &council.id), member.may_in(Deed::ImportRecords, &council.id));
            let choices = if own { Vec::new() } else { council_choices(db, &member)? };
            Ok((own, council, choices, stages, late, lines, next, may, asked))
        })
        .await?;
    let frame = Frame::of(&app, &caller, w.t("nav-petitions"), paths::PETITIONS).await;
    let any = stages.iter().any(|(_, _, count)| *count > 0);
    let chosen = topics::choices(&w);
    page(
        StatusCode::OK,
        &ListPage {
            w,
            frame,
            mark: council.mark,
            council: council.name,
            own,
            asked,
            stages,
            late,
            topics: chosen,
            councils: choices,
            lines,
            next,
            may_record: may.0,
            may_import: may.1,
            any,
        },
    )
}

fn line(app: &crate::app::App, row: PetitionRow, names: &std::collections::HashMap<String, String>, w: &Words) -> Line {
    let class = row.answer_class.as_deref().and_then(|class| app.law.rulebook.answer(class));
    Line {
        late: row.is_late(app.clock.today()),
        topic: topics::name(&row.topic, w),
        on: ui::shown(Some(&row.received_on)),
        said: row.occurrences,
        voters: row.voters,
        body: row.body_id.as_ref().and_then(|id| names.get(id).cloned()).unwrap_or(row.body_words),
        stage: match &row.ending {
            Some(ending) => w.k("petition-ending", ending),
            None => w.k("petition-stage", &row.stage),
        },
        class: class
            .map(|one| if w.code() == "vi" { one.name.clone() } else { one.name_en.clone() })
            .unwrap_or_default(),
        due: ui::shown(row.reply_due.as_deref()),
        high: row.priority == "high",
        number: row.number,
        title: row.title,
        place: row.place,
    }
}

#[derive(Template)]
#[template(path = "petitions/show.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    form: FormView,
    v: View,
    topics: Vec<(String, String)>,
    competences: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    classes: Vec<(String, String)>,
    flaws: Vec<(String, String)>,
    judges: Vec<(String, String)>,
    opinions: Vec<(String, String)>,
    endings: Vec<(String, String)>,
    today: String,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &number, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, number: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let number = number.to_owned();
    let (v, bodies) = app
        .read(move |app, db| {
            let v = view::read(app, db, &member, &number, &words)?;
            let bodies = if v.may.screen { councils::store::addressees(db, &v.council)? } else { Vec::new() };
            Ok((v, bodies.into_iter().map(|body| (body.id, body.name)).collect()))
        })
        .await?;
    let frame = Frame::of(app, caller, &v.row.number, paths::PETITIONS).await;
    let of = |key: &str, all: Vec<&'static str>| {
        all.into_iter().map(|one| (one.to_owned(), w.k(key, one))).collect::<Vec<(String, String)>>()
    };
    let (today, stage) = (app.clock.today(), v.row.stage()?);
    let endings =
        Ending::ALL.iter().filter(|one| stage.close(**one, 1, today).is_ok()).map(|one| one.as_str()).collect();
    let vietnamese = w.code() == "vi";
    let name = |class: &law::rulebook::AnswerClass| if vietnamese { class.name.clone() } else { class.name_en.clone() };
    let status = form.status();
    let shown = ShowPage {
        topics: topics::choices(&w),
        competences: of("competence", Competence::ALL.iter().map(|one| one.as_str()).collect()),
        channels: of("channel", Channel::ALL.iter().map(|one| one.as_str()).collect()),
        classes: app.law.rulebook.answers.iter().map(|class| (class.id.clone(), name(class))).collect(),
        flaws: of("flaw", Flaw::ALL.iter().map(|one| one.as_str()).collect()),
        judges: of("judge", Judge::ALL.iter().map(|one| one.as_str()).collect()),
        opinions: of("opinion", Opinion::ALL.iter().map(|one| one.as_str()).collect()),
        endings: of("petition-ending", endings),
        today: law::day::office_form(today),
        bodies,
        w: w.clone(),
        frame,
        form,
        v,
    };
    page(status, &shown)
}

async fn came<T>(
    app: &Shared,
    caller: &Caller,
    number: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&format!("{}#{which}", paths::petition(number)))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, number, form).await
        }
    }
}

/// Makes the handler of an act of the page: its form, what is typed in it, the verb.
macro_rules! acts {
    ($($handler:ident($which:literal, $typed:ty, $verb:path);)*) => {$(
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(number): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let new: $typed = typed.read()?;
            let asked = number.clone();
            let outcome = app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await;
            came(&app, &caller, &number, $which, typed, outcome).await
        }
    )*};
}

acts! {
    say_again("nhac-lai", NewOccurrence, recording::say_again);
    screen("phan-loai", Screening, sorting::screen);
    answer_on_spot("tra-loi-ngay", answering::SpotAnswer, answering::answer_on_spot);
    forward("chuyen", Sending, sorting::forward);
    send_outside("chuyen-cap", Sending, sorting::send_outside);
    send_back("tra-lai", answering::Returning, answering::send_back);
    say("y-kien", answering::NewOpinion, answering::say);
    join("gop", merging::Joining, merging::join);
    part("tach", merging::Joining, merging::part);
    tie("lap-lai", merging::Joining, merging::tie);
    untie("khong-lap", merging::Joining, merging::untie);
    publish("cong-khai", voices::Publishing, voices::publish);
    reopen("mo-lai", NewOccurrence, voices::reopen);
    set_back("lui", Reason, sorting::set_back);
    withdraw("rut", Reason, sorting::withdraw);
}

/// Makes the handler of an act with files.
macro_rules! acts_with_files {
    ($($handler:ident($which:literal, $typed:ty, $verb:path);)*) => {$(
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(number): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let new: $typed = typed.read()?;
            let asked = number.clone();
            let member = caller.member()?;
            let outcome = match typed.keep_files(&app) {
                Ok(attached) => app.act(&member, move |act| $verb(act, &asked, &new, &attached)).await.map(|_| ()),
                Err(trouble) => Err(trouble),
            };
            came(&app, &caller, &number, $which, typed, outcome).await
        }
    )*};
}

acts_with_files! {
    answer("tra-loi", answering::NewAnswer, answering::answer);
    add_proofs("minh-chung", Reason, answering::add_proofs);
    close("ket-thuc", answering::Closing, answering::close);
}

/// The code is shown once, on the page that made it.
async fn issue_code(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Response> {
    let asked = number.clone();
    match app.act(&caller.member()?, move |act| voices::issue_code(act, &asked)).await {
        Ok(code) => show_with(&app, &caller, &number, FormView::with(&[("code", &code)])).await,
        Err(trouble) => {
            let form = FormView::back("ma", Typed::default(), trouble, &caller.words)?;
            show_with(&app, &caller, &number, form).await
        }
    }
}

async fn proof(
    State(app): State<Shared>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let (name, content) = app
        .read(move |app, db| {
            let (row, _) = view::seen(db, &member, &number)?;
            let proof = store::proof(db, &id)?;
            if proof.petition_id != row.id {
                return Err(Trouble::NotFound);
            }
            Ok((proof.name, app.files.read(&proof.content_hash)?))
        })
        .await?;
    Ok(download(&name, media_of(&name), content))
}
