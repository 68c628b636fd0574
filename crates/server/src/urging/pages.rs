//! Pages of the papers: what waits, what was sent, and each paper as it will be printed.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, UrgingRow};
use super::{Picked, SignOff};
use crate::app::Law;
use crate::councils;
use crate::followups;
use crate::followups::line::named;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of the papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/don-doc", Deed::ReadFollowups, list)
        .post("/don-doc", Deed::DraftUrging, draft)
        .get("/don-doc/{id}", Deed::ReadFollowups, show)
        .post("/don-doc/{id}/ky", Deed::SignReminder, sign)
        .post("/don-doc/{id}/gui", Deed::SendUrging, send)
        .post("/don-doc/{id}/da-nhan", Deed::AcknowledgeUrging, acknowledge)
        .post("/don-doc/{id}/bo", Deed::SendUrging, discard)
}

/// What a paper is called: its rung, the body.
pub fn title(paper: &UrgingRow, body: &str, law: &Law, w: &Words) -> String {
    let rung = law.rulebook.ladder.rungs.iter().find(|rung| i64::from(rung.number) == paper.rung);
    let name = rung.map(|rung| named(&rung.name, &rung.name_en, w)).unwrap_or_default();
    let name = if rung.is_some_and(|rung| rung.times > 1) {
        w.ns("rung-round", super::letter_number(law, paper), name)
    } else {
        name
    };
    format!("{name}: {body}")
}

/// How a paper stands, with its day.
pub fn standing(paper: &UrgingRow, w: &Words) -> String {
    let on = match paper.state.as_str() {
        "drafted" | "discarded" => Some(paper.proposed_on.as_str()),
        "signed" => paper.signed_on.as_deref(),
        "sent" => paper.sent_on.as_deref(),
        _ => paper.acknowledged_on.as_deref(),
    };
    w.st("paper-standing", w.t(&format!("paper-{}", paper.state)), ui::shown(on))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
    tt: String,
}

struct PaperRow {
    id: String,
    title: String,
    standing: String,
    symbol: String,
    answer_by: String,
    rung: i64,
}

#[derive(Template)]
#[template(path = "urging/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    tt: String,
    mark: String,
    rows: Vec<PaperRow>,
    own: bool,
    problem: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    list_with(&app, &caller, asked, String::new(), StatusCode::OK).await
}

async fn list_with(
    app: &Shared,
    caller: &Caller,
    asked: Asked,
    problem: String,
    status: StatusCode,
) -> Outcome<Response> {
    const MOST: i64 = 200;
    let member = caller.member()?;
    let w = caller.words.clone();
    let tt = asked.tt.clone();
    let (own, mark, papers, names) = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadFollowups)?;
            let own = !councils::sees_all(&member, &council, Deed::ReadFollowups);
            let papers = if own {
                store::to_bodies(db, &member.own_bodies(), MOST)?
            } else {
                let wanted: &[&str] = match asked.tt.as_str() {
                    "da-gui" => &["sent", "acknowledged"],
                    "da-bo" => &["discarded"],
                    _ => &["drafted", "signed"],
                };
                store::of_council(db, &council.id, wanted, MOST)?
            };
            let bodies: Vec<String> = papers.iter().map(|paper| paper.body_id.clone()).collect();
            let names: HashMap<String, String> = councils::store::body_names(db, &bodies)?.into_iter().collect();
            Ok((own, council.mark, papers, names))
        })
        .await?;
    let rows = papers
        .iter()
        .map(|paper| PaperRow {
            id: paper.id.clone(),
            title: title(paper, names.get(&paper.body_id).map_or("", String::as_str), &app.law, &w),
            standing: standing(paper, &w),
            symbol: paper.symbol.clone(),
            answer_by: ui::shown(Some(&paper.answer_by)),
            rung: paper.rung,
        })
        .collect();
    let frame = Frame::of(app, caller, w.t("nav-urging"), paths::URGING).await;
    page(status, &ListPage { w, frame, tt, mark, rows, own, problem })
}

async fn draft(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let picked: Picked = typed.read()?;
    let mark = typed.get("hdnd").to_owned();
    let asked = mark.clone();
    match app.act(&caller.member()?, move |act| super::draft_picked(act, &asked, &picked)).await {
        Ok(_) => Ok(see(&format!("{}?hdnd={mark}", paths::URGING))),
        Err(trouble @ (Trouble::Refused(_) | Trouble::Invalid(_))) => {
            let form = FormView::back("soan", typed, trouble, &caller.words)?;
            let problem = form.said.clone().unwrap_or_else(|| form.fault("viec").to_owned());
            let asked = Asked { hdnd: mark, tt: String::new() };
            list_with(&app, &caller, asked, problem, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(trouble) => Err(trouble),
    }
}

struct ItemLine {
    number: String,
    title: String,
    source: String,
    due: String,
    days: i64,
    earlier: String,
    dropped: bool,
}

#[derive(Template)]
#[template(path = "urging/paper.html")]
struct PaperPage {
    w: Words,
    frame: Frame,
    form: FormView,
    paper: UrgingRow,
    title: String,
    mark: String,
    council: String,
    place: String,
    body: String,
    paper_kind: String,
    by_office: bool,
    standing: String,
    answer_by: String,
    signed_on: (i8, i8, i16),
    lines: Vec<ItemLine>,
    left: usize,
    may_sign: bool,
    may_draft_paper: bool,
    may_send: bool,
    may_acknowledge: bool,
    may_discard: bool,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &id, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = id.to_owned();
    let words = w.clone();
    let today = app.clock.today();
    let reader = member.clone();
    let (paper, council, body, lines) = app
        .read(move |_, db| {
            let paper = store::by_id(db, &asked)?;
            let council = councils::store::by_id(db, &paper.council_id)?.ok_or(Trouble::NotFound)?;
            let sent_to_own = paper.sent_on.is_some() && reader.own_bodies().contains(&paper.body_id);
            let allowed = sent_to_own || councils::sees_all(&reader, &council, Deed::ReadFollowups);
            if !allowed {
                return Err(Trouble::NotFound);
            }
            let body = councils::store::body(db, &paper.body_id)?.ok_or(Trouble::NotFound)?;
            let items = store::items(db, &asked)?;
            let ids: Vec<String> = items.iter().map(|item| item.followup_id.clone()).collect();
            let mut rows = followups::store::by_ids(db, &ids)?;
            rows.sort_by(|a, b| (&a.sort_due, &a.id).cmp(&(&b.sort_due, &b.id)));
            let papers = store::papers_of(db, &ids)?;
            let at = paper.signed_on.as_deref().and_then(|day| day.parse().ok()).unwrap_or(today);
            let lines: Vec<ItemLine> =
                rows.iter().map(|row| item_line(row, &papers, &paper, &items, at, &words)).collect();
            Ok((paper, council, body, lines))
        })
        .await?;
    let rung = app.law.rulebook.ladder.rungs.iter().find(|rung| i64::from(rung.number) == paper.rung);
    let signing =
        if rung.is_some_and(|rung| rung.signed_by == "clerk") { Deed::SignReminder } else { Deed::SignUrging };
    let signed = paper.signed_on.as_deref().and_then(|day| day.parse().ok()).unwrap_or(today);
    let frame = Frame::of(app, caller, w.t("nav-urging"), paths::URGING).await;
    let status = form.status();
    let page_of = PaperPage {
        title: title(&paper, &body.name, &app.law, &w),
        by_office: rung.is_some_and(|rung| rung.signed_by == "clerk"),
        paper_kind: rung.map(|rung| rung.paper.clone()).unwrap_or_default(),
        standing: standing(&paper, &w),
        answer_by: ui::shown(Some(&paper.answer_by)),
        signed_on: (signed.day(), signed.month(), signed.year()),
        left: lines.iter().filter(|line| !line.dropped).count(),
        may_draft_paper: paper.state == "drafted" && member.may_in(Deed::DraftPaper, &council.id),
        may_sign: paper.state == "drafted" && member.may_in(signing, &council.id),
        may_send: paper.state == "signed" && member.may_in(Deed::SendUrging, &council.id),
        may_acknowledge: paper.state == "sent"
            && (member.own_bodies().contains(&paper.body_id)
                || member.may_in_whole(Deed::AcknowledgeUrging, &council.id)),
        may_discard: paper.state == "drafted" && member.may_in(Deed::SendUrging, &council.id),
        place: council.place().to_uppercase(),
        mark: council.mark.clone(),
        council: council.name,
        body: body.name,
        lines,
        paper,
        form,
        frame,
        w,
    };
    page(status, &page_of)
}

fn item_line(
    row: &followups::store::FollowupRow,
    papers: &[(String, UrgingRow)],
    paper: &UrgingRow,
    items: &[store::ItemRow],
    at: law::day::Day,
    w: &Words,
) -> ItemLine {
    let days = row.due_day().and_then(|due| due.until(at).ok()).map_or(0, |span| i64::from(span.get_days()));
    let earlier: Vec<String> = papers
        .iter()
        .filter(|(id, one)| *id == row.id && one.id != paper.id && one.sent_on.is_some())
        .filter(|(_, one)| (one.rung, one.round) < (paper.rung, paper.round))
        .map(|(_, one)| w.st("earlier-paper", one.symbol.clone(), ui::shown(one.sent_on.as_deref())))
        .collect();
    ItemLine {
        number: row.number.clone(),
        title: row.words.clone(),
        source: row.source.clone(),
        due: ui::shown(row.due_on.as_deref()),
        days,
        earlier: earlier.join("; "),
        dropped: items.iter().any(|item| item.followup_id == row.id && item.dropped_on.is_some()),
    }
}

/// Makes the handler of a form that stands on a paper's page.
macro_rules! act_on_paper {
    ($handler:ident, $which:literal, |$act:ident, $id:ident, $typed:ident| $verb:expr) => {
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path($id): Path<String>,
            $typed: Typed,
        ) -> Outcome<Response> {
            let id = $id.clone();
            let back = $typed.clone();
            let outcome = app.act(&caller.member()?, move |$act| $verb).await;
            match outcome {
                Ok(()) => Ok(see(&paths::urging(&id))),
                Err(trouble) => {
                    let form = FormView::back($which, back, trouble, &caller.words)?;
                    show_with(&app, &caller, &id, form).await
                }
            }
        }
    };
}

act_on_paper!(sign, "ky", |act, id, typed| super::sign(act, &id, &typed.read::<SignOff>()?));
act_on_paper!(send, "gui", |act, id, typed| {
    let _ = &typed;
    super::send(act, &id)
});
act_on_paper!(acknowledge, "da-nhan", |act, id, typed| {
    let _ = &typed;
    super::acknowledge(act, &id)
});
act_on_paper!(discard, "bo", |act, id, typed| {
    let _ = &typed;
    super::discard(act, &id)
});
