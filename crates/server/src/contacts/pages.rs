//! Pages of rounds and meetings: the plan, one meeting with what was said, its invitation, what became of earlier petitions.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::contact::{Decision, Kind, Way};
use law::role::Act as Deed;
use serde::Deserialize;

use super::earlier::{self, Earlier};
use super::notes::{self, NoteRow};
use super::store::{self, RoundRow};
use super::taking::{self, MOST_PIECES, Piece};
use super::view::{self, Load, MeetingView, RoundView};
use super::{CallingOff, ClockMet, Deciding, Holding, NewMeeting, NewRound};
use crate::app::App;
use crate::councils;
use crate::db::Connection;
use crate::documents::media_of;
use crate::followups::pages::download;
use crate::petitions::form::{Shown, looked_at};
use crate::petitions::topics;
use crate::programme::pages::council_choices;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of rounds and meetings.
pub fn routes() -> Routes {
    Routes::default()
        .get("/tiep-xuc", Deed::ReadContacts, list)
        .post("/tiep-xuc", Deed::PlanContacts, plan)
        .get("/tiep-xuc/dot/{id}", Deed::ReadContacts, round)
        .post("/tiep-xuc/dot/{id}/cuoc", Deed::PlanContacts, set_meeting)
        .post("/tiep-xuc/dot/{id}/da-lam", Deed::PlanContacts, meet_clock)
        .post("/tiep-xuc/dot/{id}/quyet-dinh", Deed::DecideContact, decide)
        .get("/tiep-xuc/cuoc/{id}", Deed::ReadContacts, meeting)
        .post("/tiep-xuc/cuoc/{id}/sua", Deed::PlanContacts, change_meeting)
        .post("/tiep-xuc/cuoc/{id}/da-dien-ra", Deed::PlanContacts, hold)
        .post("/tiep-xuc/cuoc/{id}/hoan", Deed::PlanContacts, call_off)
        .get("/tiep-xuc/cuoc/{id}/giay-moi", Deed::ReadContacts, invitation)
        .get("/tiep-xuc/cuoc/{id}/bien-ban", Deed::ReadContacts, minutes)
        .get("/tiep-xuc/cuoc/{id}/kien-nghi-truoc", Deed::ReadContacts, earlier_page)
        .get("/tiep-xuc/cuoc/{id}/vao-so", Deed::RecordPetition, show_taking)
        .post("/tiep-xuc/cuoc/{id}/vao-so", Deed::RecordPetition, take_in)
        .get("/tiep-xuc/cuoc/{id}/anh/{photo}", Deed::ReadContacts, photo)
}

/// Rounds on the page.
const ROUNDS: i64 = 60;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

/// A round as the list shows it.
struct RoundLine {
    row: RoundRow,
    planned: i64,
    held: i64,
    cancelled: i64,
}

#[derive(Template)]
#[template(path = "contacts/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    council: String,
    councils: Vec<(String, String)>,
    rounds: Vec<RoundLine>,
    balance: Vec<Load>,
    kinds: Vec<(String, String)>,
    may_plan: bool,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    list_with(&app, &caller, &asked.hdnd, FormView::default()).await
}

async fn list_with(app: &Shared, caller: &Caller, mark: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let mark = mark.to_owned();
    let (council, choices, rounds, balance, may_plan) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&mark), Deed::ReadContacts)?;
            let counted = store::counted(db, &council.id)?;
            let of = |round: &str, state: &str| {
                counted.iter().find(|(id, word, _)| id == round && word == state).map_or(0, |(_, _, count)| *count)
            };
            let rounds = store::rounds(db, &council.id, ROUNDS)?
                .into_iter()
                .map(|row| RoundLine {
                    planned: of(&row.id, "planned"),
                    held: of(&row.id, "held"),
                    cancelled: of(&row.id, "cancelled"),
                    row,
                })
                .collect::<Vec<_>>();
            let balance = view::balance(app, db, &council.id)?;
            let may_plan = member.may_in(Deed::PlanContacts, &council.id);
            Ok((council, council_choices(db, &member)?, rounds, balance, may_plan))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("nav-contacts"), paths::CONTACTS).await;
    let kinds = Kind::ALL.iter().map(|one| (one.as_str().to_owned(), w.k("contact-kind", one.as_str()))).collect();
    let status = form.status();
    let (mark, name) = (council.mark, council.name);
    let shown = ListPage { kinds, w, frame, form, mark, council: name, councils: choices, rounds, balance, may_plan };
    page(status, &shown)
}

async fn plan(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewRound = typed.read()?;
    let asked = typed.get("hdnd").to_owned();
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &asked, Deed::PlanContacts).await?;
    match app.act(&member, move |act| super::plan(act, &mark, &new)).await {
        Ok(id) => Ok(see(&paths::round(&id))),
        Err(trouble) => {
            let form = FormView::back("dot", typed, trouble, &caller.words)?;
            list_with(&app, &caller, &asked, form).await
        }
    }
}

#[derive(Template)]
#[template(path = "contacts/round.html")]
struct RoundPage {
    w: Words,
    frame: Frame,
    form: FormView,
    v: RoundView,
    ways: Vec<(String, String)>,
    groups: Vec<(String, String)>,
    deputies: Vec<Load>,
    decisions: Vec<(String, String)>,
    may_plan: bool,
    may_decide: bool,
    owed: bool,
}

/// Who can be chosen for a meeting: the groups (id, name), and the deputies, those with fewest meetings first.
type Chosen = (Vec<(String, String)>, Vec<Load>);

fn choices(app: &App, db: &mut Connection, council_id: &str) -> Outcome<Chosen> {
    let bodies = councils::store::bodies_of(db, council_id)?.into_iter();
    let groups = bodies.filter(|body| body.kind == "deputy_group" && body.valid_to.is_none());
    Ok((groups.map(|body| (body.id, body.name)).collect(), view::balance(app, db, council_id)?))
}

fn ways(w: &Words) -> Vec<(String, String)> {
    Way::ALL.iter().map(|one| (one.as_str().to_owned(), w.k("contact-way", one.as_str()))).collect()
}

async fn round(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    round_with(&app, &caller, &id, FormView::default()).await
}

async fn round_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (words, id) = (w.clone(), id.to_owned());
    let (v, groups, deputies, may_plan, may_decide) = app
        .read(move |app, db| {
            let v = view::round(app, db, &member, &id, &words)?;
            let may_plan = member.may_in(Deed::PlanContacts, &v.council.id);
            let may_decide = member.may_in(Deed::DecideContact, &v.council.id)
                && super::kind_of(&v.row)?.is_asked_for()
                && v.row.decision.is_none();
            let (groups, deputies) = if may_plan { choices(app, db, &v.council.id)? } else { (Vec::new(), Vec::new()) };
            Ok((v, groups, deputies, may_plan, may_decide))
        })
        .await?;
    let frame = Frame::of(app, caller, &v.row.title, paths::CONTACTS).await;
    let decisions = Decision::ALL.iter();
    let decisions = decisions.map(|one| (one.as_str().to_owned(), w.k("contact-decision", one.as_str()))).collect();
    let status = form.status();
    let ways = ways(&w);
    let owed = v.clocks.iter().any(|clock| clock.row.open_on.is_some());
    page(status, &RoundPage { w, frame, form, v, ways, groups, deputies, decisions, may_plan, may_decide, owed })
}

async fn came_round<T>(
    app: &Shared,
    caller: &Caller,
    id: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&format!("{}#{which}", paths::round(id)))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            round_with(app, caller, id, form).await
        }
    }
}

/// Makes the handler of an act of a page: its form, what is typed in it, the verb, and the page that it comes back to.
macro_rules! acts {
    ($($handler:ident($came:ident, $which:literal, $typed:ty, $verb:path);)*) => {$(
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let new: $typed = typed.read()?;
            let asked = id.clone();
            let outcome = app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await;
            $came(&app, &caller, &id, $which, typed, outcome).await
        }
    )*};
}

acts! {
    set_meeting(came_round, "cuoc", NewMeeting, super::set_meeting);
    meet_clock(came_round, "thoi-han", ClockMet, super::meet_clock);
    decide(came_round, "quyet-dinh", Deciding, super::decide);
    change_meeting(came_meeting, "sua", NewMeeting, super::change_meeting);
    hold(came_meeting, "da-dien-ra", Holding, super::hold);
    call_off(came_meeting, "hoan", CallingOff, super::call_off);
}

#[derive(Template)]
#[template(path = "contacts/meeting.html")]
struct MeetingPage {
    w: Words,
    frame: Frame,
    form: FormView,
    v: MeetingView,
    ways: Vec<(String, String)>,
    groups: Vec<(String, String)>,
    deputies: Vec<Load>,
    waiting: usize,
    may_plan: bool,
    may_record: bool,
}

async fn meeting(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    meeting_with(&app, &caller, &id, FormView::default()).await
}

async fn meeting_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (words, id) = (w.clone(), id.to_owned());
    let (v, groups, deputies, may_plan, may_record) = app
        .read(move |app, db| {
            let v = view::meeting(app, db, &member, &id, &words)?;
            let planned = v.row.state == "planned";
            let may_plan = planned && member.may_in(Deed::PlanContacts, &v.council.id);
            let may_record = member.may_in(Deed::RecordPetition, &v.council.id);
            let (groups, deputies) = if may_plan { choices(app, db, &v.council.id)? } else { (Vec::new(), Vec::new()) };
            Ok((v, groups, deputies, may_plan, may_record))
        })
        .await?;
    let frame = Frame::of(app, caller, &v.row.area, paths::CONTACTS).await;
    let status = form.status();
    let waiting = taking::waiting(v.notes.clone()).len();
    let ways = ways(&w);
    page(status, &MeetingPage { w, frame, form, v, ways, groups, deputies, waiting, may_plan, may_record })
}

async fn came_meeting<T>(
    app: &Shared,
    caller: &Caller,
    id: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&paths::meeting(id))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            meeting_with(app, caller, id, form).await
        }
    }
}

#[derive(Template)]
#[template(path = "contacts/invitation.html")]
struct InvitationPage {
    w: Words,
    frame: Frame,
    v: MeetingView,
}

async fn invitation(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    let (v, w, frame) = read_meeting(&app, &caller, id, "contact-invitation").await?;
    page(StatusCode::OK, &InvitationPage { w, frame, v })
}

#[derive(Template)]
#[template(path = "contacts/minutes.html")]
struct MinutesPage {
    w: Words,
    frame: Frame,
    v: MeetingView,
    notes: Vec<NoteRow>,
}

async fn minutes(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    let (v, w, frame) = read_meeting(&app, &caller, id, "contact-minutes").await?;
    let notes = v.notes.iter().filter(|note| note.dropped.is_none()).cloned().collect();
    page(StatusCode::OK, &MinutesPage { w, frame, v, notes })
}

async fn read_meeting(app: &Shared, caller: &Caller, id: String, title: &str) -> Outcome<(MeetingView, Words, Frame)> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let v = app.read(move |app, db| view::meeting(app, db, &member, &id, &words)).await?;
    let mut frame = Frame::of(app, caller, w.t(title), paths::CONTACTS).await;
    frame.landscape = false;
    Ok((v, w, frame))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AskedEarlier {
    doc: String,
}

#[derive(Template)]
#[template(path = "contacts/earlier.html")]
struct EarlierPage {
    w: Words,
    frame: Frame,
    v: MeetingView,
    lines: Vec<Earlier>,
    aloud: bool,
}

/// Earlier petitions of one report.
const EARLIER: usize = 100;

async fn earlier_page(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<AskedEarlier>,
) -> Outcome<Response> {
    let (v, w, frame) = read_meeting(&app, &caller, id, "contact-earlier").await?;
    let (council, area, words) = (v.council.id.clone(), v.row.area.clone(), w.clone());
    let lines = app.read(move |app, db| earlier::of_area(app, db, &council, &area, EARLIER, &words)).await?;
    page(StatusCode::OK, &EarlierPage { w, frame, v, lines, aloud: asked.doc == "1" })
}

/// A note with its pieces.
struct Taken {
    note: NoteRow,
    pieces: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "contacts/taking.html")]
struct TakingPage {
    w: Words,
    frame: Frame,
    form: FormView,
    v: MeetingView,
    notes: Vec<Taken>,
    topics: Vec<(String, String)>,
}

async fn show_taking(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    taking_with(&app, &caller, id, FormView::default(), Vec::new()).await
}

async fn taking_with(
    app: &Shared,
    caller: &Caller,
    id: String,
    form: FormView,
    typed: Vec<Piece>,
) -> Outcome<Response> {
    let (v, w, frame) = read_meeting(app, caller, id, "contact-taking").await?;
    let waiting = taking::waiting(v.notes.clone());
    let (council, area, words) = (v.council.id.clone(), v.row.area.clone(), w.clone());
    let notes = app
        .read(move |app, db| {
            let known = topics::learnt(app, db, &council)?;
            let mut notes = Vec::new();
            let mut n = 0;
            for note in waiting {
                let mut pieces: Vec<(String, String, String)> = typed
                    .iter()
                    .filter(|piece| piece.note == note.id)
                    .map(|piece| (piece.words.clone(), piece.to.clone(), piece.topic.clone()))
                    .collect();
                if pieces.is_empty() {
                    let cut = words::split(&note.words).into_iter();
                    // What the deputy at the meeting held to be the same stands chosen where the note is one piece.
                    let pieces_of: Vec<String> = cut.map(|piece| piece.text).collect();
                    let same = if pieces_of.len() == 1 { note.same_as.clone() } else { String::new() };
                    pieces = pieces_of.into_iter().map(|text| (text, same.clone(), String::new())).collect();
                }
                if n + pieces.len() > MOST_PIECES {
                    break;
                }
                let place = if note.place.is_empty() { &area } else { &note.place };
                let shown = looked_at(db, (&council, place), &known, pieces, n, &words)?;
                n += shown.len();
                notes.push(Taken { pieces: shown, note });
            }
            Ok(notes)
        })
        .await?;
    let mut choices = vec![(String::new(), w.t("topic-later").to_owned())];
    choices.extend(topics::choices(&w));
    let status = form.status();
    page(status, &TakingPage { topics: choices, w, frame, form, v, notes })
}

async fn take_in(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let pieces: Vec<Piece> = (1..=MOST_PIECES)
        .map(|n| {
            let of = |name: &str| typed.get(&format!("{name}_{n}")).trim().to_owned();
            Piece { note: of("note"), words: of("piece"), to: of("to"), topic: of("topic") }
        })
        .filter(|piece| !piece.note.is_empty() && !piece.words.is_empty())
        .collect();
    let (meeting, confirmed) = (id.clone(), pieces.clone());
    match app.act(&caller.member()?, move |act| taking::take_in(act, &meeting, &confirmed)).await {
        Ok(_) => Ok(see(&format!("{}#y-kien", paths::meeting(&id)))),
        Err(trouble) => {
            let form = FormView::back("", typed, trouble, &caller.words)?;
            taking_with(&app, &caller, id, form, pieces).await
        }
    }
}

async fn photo(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, photo)): Path<(String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let (name, content) = app
        .read(move |app, db| {
            let row = store::meeting(db, &id)?;
            view::seen(db, &member, &row.round_id)?;
            let found = notes::photos(db, &id)?.into_iter().find(|one| one.id == photo).ok_or(Trouble::NotFound)?;
            Ok((found.name, app.files.read(&found.content_hash)?))
        })
        .await?;
    Ok(download(&name, media_of(&name), content))
}
