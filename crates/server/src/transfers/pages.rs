//! Pages of follow-ups offered between two levels: the list, one offer with its answer, and the offer made from a
//! follow-up's own page.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, TransferRow};
use super::{NewTransfer, TransferAcceptance, TransferAnswer};
use crate::councils::{self, store::CouncilRow};
use crate::db::Connection;
use crate::followups::{self, store::FollowupRow};
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of transfers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/chuyen-viec", Deed::ReadFollowups, list)
        .get("/chuyen-viec/{id}", Deed::ReadFollowups, show)
        .post("/chuyen-viec/{id}/nhan", Deed::TransferFollowup, accept)
        .post("/chuyen-viec/{id}/khong-nhan", Deed::TransferFollowup, decline)
        .post("/chuyen-viec/{id}/rut", Deed::TransferFollowup, withdraw)
        .get("/viec-theo-doi/{number}/chuyen", Deed::TransferFollowup, offer_form)
        .post("/viec-theo-doi/{number}/chuyen", Deed::TransferFollowup, offer)
}

/// Offers listed at the most.
const MOST: i64 = 200;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

/// An offer as the list shows it.
struct Line {
    id: String,
    title: String,
    number: String,
    between: String,
    on: String,
    state: String,
    waits: bool,
}

#[derive(Template)]
#[template(path = "transfers/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    council: String,
    received: Vec<Line>,
    sent: Vec<Line>,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (council, received, sent) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadFollowups)?;
            let (mut received, mut sent) = (Vec::new(), Vec::new());
            for row in store::of_council(db, &council.id, MOST)? {
                let (line, list) = if row.to_council == council.id {
                    (line_of(db, &row, &row.from_council, ("transfer-from", &member), &words)?, &mut received)
                } else {
                    (line_of(db, &row, &row.to_council, ("transfer-to", &member), &words)?, &mut sent)
                };
                list.push(line);
            }
            Ok((council, received, sent))
        })
        .await?;
    let frame = Frame::of(&app, &caller, w.t("transfers"), paths::REGISTER).await;
    page(StatusCode::OK, &ListPage { council: council.name, w, frame, received, sent })
}

fn line_of(
    db: &mut Connection,
    row: &TransferRow,
    other: &str,
    (key, member): (&str, &Member),
    w: &Words,
) -> Outcome<Line> {
    let followup = followups::store::by_id(db, &row.followup_id)?;
    let from = councils::store::by_id(db, &row.from_council)?.ok_or(Trouble::NotFound)?;
    let other = councils::store::by_id(db, other)?.map(|one| one.name).unwrap_or_default();
    let shown = councils::sees(member, &from, Deed::ReadFollowups) || row.is_shown_to_the_asked();
    Ok(Line {
        id: row.id.clone(),
        title: if shown { followup.title } else { w.t("transfer-not-shown").to_owned() },
        number: followup.number,
        between: w.s(key, other),
        on: ui::shown(Some(&row.offered_on)),
        state: w.k("transfer", &row.state),
        waits: row.live_key.is_some(),
    })
}

/// An offer with what is offered.
struct View {
    row: TransferRow,
    followup: FollowupRow,
    from: CouncilRow,
    to: CouncilRow,
    lead: String,
    /// The number that it has now, where the reader may open it.
    taken: String,
    /// The first follow-up opens for who may read it.
    opens: bool,
    /// What is owed is shown.
    shown: bool,
    leads: Vec<(String, String)>,
    may_answer: bool,
    may_withdraw: bool,
}

#[derive(Template)]
#[template(path = "transfers/show.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    form: FormView,
    title: String,
    v: View,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &id, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = id.to_owned();
    let v = app.read(move |app, db| view(db, &member, &asked, &app.clock.today().to_string())).await?;
    let title = if v.shown { v.followup.title.clone() } else { w.t("transfer-not-shown").to_owned() };
    let frame = Frame::of(app, caller, &title, paths::REGISTER).await;
    let status = form.status();
    page(status, &ShowPage { w, frame, form, title, v })
}

fn view(db: &mut Connection, member: &Member, id: &str, today: &str) -> Outcome<View> {
    let row = seen(db, member, id)?;
    let council = |db: &mut Connection, id: &str| councils::store::by_id(db, id)?.ok_or(Trouble::NotFound);
    let (from, to) = (council(db, &row.from_council)?, council(db, &row.to_council)?);
    let followup = followups::store::by_id(db, &row.followup_id)?;
    let lead_names = councils::store::body_names(db, followup.lead_id.as_slice())?;
    let taken = match &row.taken_id {
        Some(id) if councils::sees(member, &to, Deed::ReadFollowups) => followups::store::by_id(db, id)?.number,
        Some(_) | None => String::new(),
    };
    let opens = councils::sees(member, &from, Deed::ReadFollowups);
    let open = row.live_key.is_some() && followup.closed_on.is_none();
    let may_answer = open && member.may_in(Deed::TransferFollowup, &to.id) && !to.is_over(today);
    let leads = if may_answer {
        councils::store::addressees(db, &to)?.into_iter().map(|body| (body.id, body.name)).collect()
    } else {
        Vec::new()
    };
    Ok(View {
        lead: lead_names.into_iter().next().map_or_else(|| followup.lead_words.clone(), |(_, name)| name),
        // Who was asked and did not take it over no longer reads what the other council follows.
        shown: opens || row.is_shown_to_the_asked(),
        opens,
        may_withdraw: row.live_key.is_some() && member.may_in(Deed::TransferFollowup, &from.id),
        taken,
        leads,
        may_answer,
        row,
        followup,
        from,
        to,
    })
}

/// An offer, for somebody of either council.
pub(super) fn seen(db: &mut Connection, member: &Member, id: &str) -> Outcome<TransferRow> {
    let row = store::by_id(db, id)?;
    for council in [row.from_council.clone(), row.to_council.clone()] {
        let council = councils::store::by_id(db, &council)?.ok_or(Trouble::NotFound)?;
        if councils::sees_all(member, &council, Deed::ReadFollowups) {
            return Ok(row);
        }
    }
    Err(Trouble::NotFound)
}

async fn came<T>(
    app: &Shared,
    caller: &Caller,
    id: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&paths::transfer(id))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, id, form).await
        }
    }
}

/// Makes the handler of a form that answers an offer.
macro_rules! answered {
    ($handler:ident, $which:literal, $form:ty, $verb:path) => {
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let new: $form = typed.read()?;
            let asked = id.clone();
            let outcome = app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await;
            came(&app, &caller, &id, $which, typed, outcome).await
        }
    };
}

answered!(accept, "nhan", TransferAcceptance, super::accept);
answered!(decline, "khong-nhan", TransferAnswer, super::decline);
answered!(withdraw, "rut", TransferAnswer, super::withdraw);

#[derive(Template)]
#[template(path = "transfers/offer.html")]
struct OfferPage {
    w: Words,
    frame: Frame,
    form: FormView,
    followup: FollowupRow,
    receivers: Vec<(String, String)>,
    standing: Option<(String, String)>,
}

async fn offer_form(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Response> {
    offer_with(&app, &caller, &number, FormView::default()).await
}

async fn offer_with(app: &Shared, caller: &Caller, number: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = number.to_owned();
    let (followup, receivers, standing) = app
        .read(move |app, db| {
            let followup = followups::view::seen(db, &member, &asked)?;
            let council = councils::store::by_id(db, &followup.council_id)?.ok_or(Trouble::NotFound)?;
            let receivers = super::receivers(db, &council, &app.clock.today().to_string())?;
            let standing = match store::standing_offer(db, &followup.id)? {
                Some(offer) => {
                    let to = councils::store::by_id(db, &offer.to_council)?.map(|one| one.name).unwrap_or_default();
                    Some((offer.id, to))
                }
                None => None,
            };
            Ok((followup, receivers, standing))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("transfer-offer"), paths::REGISTER).await;
    let status = form.status();
    let first = std::iter::once((String::new(), w.t("transfer-choose").to_owned()));
    let receivers = first.chain(receivers.into_iter().map(|one| (one.mark, one.name))).collect();
    page(status, &OfferPage { w, frame, form, followup, receivers, standing })
}

async fn offer(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewTransfer = typed.read()?;
    let asked = number.clone();
    match app.act(&caller.member()?, move |act| super::offer(act, &asked, &new)).await {
        Ok(id) => Ok(see(&paths::transfer(&id))),
        Err(trouble) => {
            let form = FormView::back("chuyen", typed, trouble, &caller.words)?;
            offer_with(&app, &caller, &number, form).await
        }
    }
}
