//! Writing petitions down: one speech, the pieces that it is cut into, and what each may already stand as.
//!
//! What is typed is looked at before it is saved: the pieces can be changed, joined or dropped, and a piece that was asked for
//! before is written down as said again. Nothing is saved until a person says so.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::petition::Channel;
use law::role::Act as Deed;
use serde::Deserialize;

use super::recording::{NewOccurrence, NewPetition, record_row, say_again_row};
use super::view::{Candidate, candidate};
use super::{finding, short_forms, store, topics};
use crate::councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// The pages that write petitions down.
pub fn routes() -> Routes {
    Routes::default().get("/kien-nghi/moi", Deed::RecordPetition, show).post(
        "/kien-nghi/moi",
        Deed::RecordPetition,
        save,
    )
}

/// Pieces of one speech at the most.
const MOST_PIECES: usize = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

/// Petitions that may ask for the same, shown beside a piece.
const SHOWN_LIKE: usize = 3;

/// A piece of a speech as looked at.
pub struct Shown {
    /// Its place on the page, from 1.
    pub n: usize,
    /// Its words.
    pub words: String,
    /// Number of the petition that it says again; empty for a new one.
    pub to: String,
    /// Code of the topic that is proposed or was chosen.
    pub topic: String,
    /// The words that led to the topic.
    pub guessed: String,
    /// What may ask for the same.
    pub like: Vec<Candidate>,
}

/// Looks at pieces of a speech: the topic that is likely, and what of a council may ask for the same at a place. They are
/// numbered after `before`.
pub fn looked_at(
    db: &mut Connection,
    (council_id, place): (&str, &str),
    known: &words::Topics,
    pieces: Vec<(String, String, String)>,
    before: usize,
    w: &Words,
) -> Outcome<Vec<Shown>> {
    let mut shown = Vec::with_capacity(pieces.len());
    for (n, (piece, to, topic)) in pieces.into_iter().enumerate() {
        let mut like = finding::alike(db, council_id, &piece, place, None)?;
        like.truncate(SHOWN_LIKE);
        // One that a person named stands among them, however it is worded.
        if !to.is_empty() && like.iter().all(|(row, _)| row.number != to) {
            like.extend(finding::alike_to(db, council_id, &piece, place, &to)?);
        }
        let guess = topics::guess(known, &piece).into_iter().next();
        let guessed = guess.as_ref().map(|one| one.words.join(", ")).unwrap_or_default();
        shown.push(Shown {
            n: before + n + 1,
            to,
            topic: if topic.is_empty() { guess.map(|one| one.topic).unwrap_or_default() } else { topic },
            guessed,
            like: like.into_iter().map(|(row, alike)| candidate(row, &alike, w)).collect(),
            words: piece,
        });
    }
    Ok(shown)
}

#[derive(Template)]
#[template(path = "petitions/new.html")]
struct NewPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    council: String,
    channels: Vec<(String, String)>,
    topics: Vec<(String, String)>,
    pieces: Vec<Shown>,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    with(&app, &caller, &asked.hdnd, FormView::default(), Vec::new()).await
}

async fn with(
    app: &Shared,
    caller: &Caller,
    mark: &str,
    form: FormView,
    pieces: Vec<(String, String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (mark, place) = (mark.to_owned(), form.v("place").to_owned());
    let (council, pieces) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&mark), Deed::RecordPetition)?;
            if pieces.is_empty() {
                return Ok((council, Vec::new()));
            }
            let known = topics::learnt(app, db, &council.id)?;
            let shown = looked_at(db, (&council.id, &place), &known, pieces, 0, &words)?;
            Ok((council, shown))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("petition-new"), paths::PETITION_NEW).await;
    let channels = Channel::ALL.iter().map(|one| (one.as_str().to_owned(), w.k("channel", one.as_str()))).collect();
    let mut choices = vec![(String::new(), w.t("topic-later").to_owned())];
    choices.extend(topics::choices(&w));
    let status = form.status();
    let (mark, name) = (council.mark, council.name);
    page(status, &NewPage { channels, topics: choices, w, frame, form, mark, council: name, pieces })
}

/// A speech as confirmed: what all pieces share, and each piece.
#[derive(Debug, Clone, Default)]
pub struct Speech {
    /// Place, day, channel, meeting, voters, who noted it.
    pub said: NewPetition,
    /// Each piece: its words, the petition that it says again where it does, its topic.
    pub pieces: Vec<(String, String, String)>,
}

/// Writes a speech down, piece by piece, as one act. Returns the numbers.
pub fn record_speech(act: &mut Act, mark: &str, speech: &Speech) -> Outcome<Vec<String>> {
    let council = councils::store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::RecordPetition, &council.id, &[])?;
    if speech.pieces.is_empty() {
        return Err(Trouble::field("words", "invalid-petition-missing", ""));
    }
    if speech.pieces.len() > MOST_PIECES {
        return Err(Trouble::field("words", "invalid-too-many", MOST_PIECES.to_string()));
    }
    let forms = short_forms::of(act.db, &council.id)?;
    let mut numbers = Vec::new();
    for (words, to, topic) in &speech.pieces {
        let said = &speech.said;
        if to.is_empty() {
            let new = NewPetition { words: words.clone(), topic: topic.clone(), ..said.clone() };
            numbers.push(record_row(act, &council, &forms, &new, None)?.number);
        } else {
            let again = NewOccurrence {
                words: words.clone(),
                place: said.place.clone(),
                channel: said.channel.clone(),
                on: said.on.clone(),
                meeting: said.meeting.clone(),
                voters: said.voters.clone(),
                noted_by: said.noted_by.clone(),
            };
            let row = store::by_number(act.db, to)?;
            if row.council_id != council.id {
                return Err(Trouble::field("words", "invalid-petition-other", to));
            }
            say_again_row(act, row, &again)?;
            numbers.push(to.clone());
        }
    }
    let body = serde_json::json!({ "numbers": numbers });
    act.record(&council.id, "petitions_recorded", &council.id, &body)?;
    Ok(numbers)
}

async fn save(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let said: NewPetition = typed.read()?;
    let asked = typed.get("hdnd").to_owned();
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &asked, Deed::RecordPetition).await?;
    let confirmed = typed.get("confirmed") == "1";
    if !confirmed {
        if said.words.trim().is_empty() {
            let trouble = Trouble::field("words", "invalid-petition-missing", "");
            let form = FormView::back("", typed, trouble, &caller.words)?;
            return with(&app, &caller, &asked, form, Vec::new()).await;
        }
        let pieces = words::split(&words::nfc(&said.words));
        let pieces =
            pieces.into_iter().take(MOST_PIECES).map(|piece| (piece.text, String::new(), String::new())).collect();
        return with(&app, &caller, &asked, FormView::checked(typed), pieces).await;
    }
    let pieces: Vec<(String, String, String)> = (1..=MOST_PIECES)
        .map(|n| {
            let of = |name: &str| typed.get(&format!("{name}_{n}")).trim().to_owned();
            (of("piece"), of("to"), of("topic"))
        })
        .filter(|(words, _, _)| !words.is_empty())
        .collect();
    let speech = Speech { said, pieces: pieces.clone() };
    match app.act(&member, move |act| record_speech(act, &mark, &speech)).await {
        Ok(numbers) if numbers.len() == 1 => Ok(see(&paths::petition(&numbers[0]))),
        Ok(_) => Ok(see(&format!("{}?hdnd={asked}", paths::PETITIONS))),
        Err(trouble) => {
            let form = FormView::back("", typed, trouble, &caller.words)?;
            with(&app, &caller, &asked, form, pieces).await
        }
    }
}
