//! Pages of councils: the list at two levels, one council with its bodies and deputies, the handover.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;

use super::handover::{self, NewHandover};
use super::store::{self, BodyRow, CouncilRow, DeputyLine, PositionLine};
use super::{BODY_KINDS, BodyChange, NewBody, NewDeputy, NewPosition};
use crate::followups::store as followups;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of councils.
pub fn routes() -> Routes {
    Routes::default()
        .get("/hoi-dong", Deed::ReadCouncils, list)
        .get("/hoi-dong/{mark}", Deed::ReadCouncils, show)
        .post("/hoi-dong/{mark}/co-quan", Deed::KeepCouncil, add_body)
        .post("/hoi-dong/{mark}/co-quan/{id}", Deed::KeepCouncil, change_body)
        .post("/hoi-dong/{mark}/dai-bieu", Deed::KeepCouncil, add_deputy)
        .post("/hoi-dong/{mark}/chuc-vu", Deed::KeepCouncil, add_position)
        .post("/hoi-dong/{mark}/ket-thuc", Deed::HandOver, dissolve)
        .get("/hoi-dong/{mark}/ban-giao", Deed::HandOver, handover_page)
        .post("/hoi-dong/{mark}/ban-giao", Deed::HandOver, hand_over)
}

struct CouncilLine {
    mark: String,
    name: String,
    term: String,
    level: String,
    days: String,
    upper: bool,
    open: i64,
}

#[derive(Template)]
#[template(path = "councils/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    lines: Vec<CouncilLine>,
    units: (i64, i64),
}

async fn list(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (lines, units) = app
        .read(move |app, db| {
            let units = (store::count_units(db, "province")?, store::count_units(db, "commune")?);
            let mut lines = Vec::new();
            for council in store::all(db)? {
                if !super::sees(&member, &council, Deed::ReadCouncils) {
                    continue;
                }
                let reads = super::sees_all(&member, &council, Deed::ReadFollowups);
                let open = if reads { app.figures.of(db, &council.id, app.clock.today(), &app.law)?.open } else { 0 };
                lines.push(CouncilLine {
                    level: words.t(&format!("level-{}", council.level)).to_owned(),
                    days: ui::days(&words, &council.starts_on, council.ends_on.as_deref()),
                    upper: council.upper_id.is_none(),
                    mark: council.mark,
                    name: council.name,
                    term: council.term,
                    open,
                });
            }
            Ok((lines, units))
        })
        .await?;
    let frame = Frame::of(&app, &caller, w.t("nav-councils"), paths::COUNCILS).await;
    page(StatusCode::OK, &ListPage { w, frame, lines, units })
}

#[derive(Template)]
#[template(path = "councils/council.html")]
struct CouncilPage {
    w: Words,
    frame: Frame,
    form: FormView,
    c: CouncilRead,
    kinds: Vec<(String, String)>,
    mandates: Vec<(String, String)>,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(mark): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &mark, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, mark: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = mark.to_owned();
    let words = w.clone();
    let today = app.clock.today().to_string();
    let mut read = app
        .read(move |_, db| {
            let council = super::meant(db, &member, Some(&asked), Deed::ReadCouncils)?;
            let unit = store::unit(db, &council.unit_id)?;
            let upper = match &council.upper_id {
                Some(id) => store::by_id(db, id)?.map(|upper| (upper.mark, upper.name)),
                None => None,
            };
            let lower = store::lower(db, &council.id)?.into_iter().map(|row| (row.mark, row.name)).collect();
            let mut successors = Vec::new();
            for (to, share, _) in store::successors(db, &council.unit_id)? {
                let name = store::unit(db, &to)?.map(|unit| unit.full_name).unwrap_or_default();
                successors.push((name, words.t(&format!("share-{share}")).to_owned()));
            }
            let mut handovers = Vec::new();
            for one in handover::of_council(db, &council.id)? {
                let other = if one.from_council == council.id { &one.to_council } else { &one.from_council };
                let other = store::by_id(db, other)?.map(|one| words.st("council-of-term", one.name, one.term));
                let other = other.unwrap_or_default();
                let key = if one.from_council == council.id { "handover-to" } else { "handover-from" };
                let items = words.n("handover-count", handover::count_items(db, &one.id)?);
                let by = format!("{items} · {}, {}", one.decided_by, one.document);
                handovers.push((words.s(key, other), by, ui::shown(Some(&one.decided_on))));
            }
            Ok(CouncilRead {
                level: words.t(&format!("level-{}", council.level)).to_owned(),
                days: ui::days(&words, &council.starts_on, council.ends_on.as_deref()),
                over: council.is_over(&today),
                may_keep: member.may_in(Deed::KeepCouncil, &council.id),
                may_hand_over: member.may_in(Deed::HandOver, &council.id),
                unit: unit.map(|unit| (unit.code, unit.full_name)),
                bodies: store::bodies_of(db, &council.id)?,
                deputies: store::deputies(db, &council.id)?,
                positions: store::positions(db, &council.id)?,
                council,
                upper,
                lower,
                successors,
                handovers,
            })
        })
        .await?;
    let frame = Frame::of(app, caller, &read.council.name, paths::COUNCILS).await;
    let status = form.status();
    read.bodies.sort_by_key(|body| BODY_KINDS.iter().position(|kind| *kind == body.kind));
    let page_of = CouncilPage {
        kinds: BODY_KINDS
            .iter()
            .map(|kind| ((*kind).to_owned(), w.t(&format!("body-kind-{kind}")).to_owned()))
            .collect(),
        mandates: ["part_time", "full_time"]
            .iter()
            .map(|kind| ((*kind).to_owned(), w.t(&format!("mandate-{kind}")).to_owned()))
            .collect(),
        c: read,
        form,
        frame,
        w,
    };
    page(status, &page_of)
}

/// Everything that a council's page shows.
struct CouncilRead {
    council: CouncilRow,
    level: String,
    days: String,
    unit: Option<(String, String)>,
    upper: Option<(String, String)>,
    lower: Vec<(String, String)>,
    successors: Vec<(String, String)>,
    bodies: Vec<BodyRow>,
    deputies: Vec<DeputyLine>,
    positions: Vec<PositionLine>,
    handovers: Vec<(String, String, String)>,
    may_keep: bool,
    may_hand_over: bool,
    over: bool,
}

async fn back_to<T>(
    app: &Shared,
    caller: &Caller,
    mark: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&paths::council(mark))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, mark, form).await
        }
    }
}

async fn add_body(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewBody = typed.read()?;
    let asked = mark.clone();
    let outcome = app.act(&caller.member()?, move |act| super::add_body(act, &asked, &new)).await;
    back_to(&app, &caller, &mark, "co-quan", typed, outcome).await
}

async fn change_body(
    State(app): State<Shared>,
    caller: Caller,
    Path((mark, id)): Path<(String, String)>,
    typed: Typed,
) -> Outcome<Response> {
    let change: BodyChange = typed.read()?;
    let outcome = app.act(&caller.member()?, move |act| super::change_body(act, &id, &change)).await;
    back_to(&app, &caller, &mark, "sua-co-quan", typed, outcome).await
}

async fn add_deputy(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewDeputy = typed.read()?;
    let asked = mark.clone();
    let outcome =
        app.act(&caller.member()?, move |act| super::add_deputies(act, &asked, std::slice::from_ref(&new))).await;
    back_to(&app, &caller, &mark, "dai-bieu", typed, outcome).await
}

async fn add_position(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewPosition = typed.read()?;
    let asked = mark.clone();
    let outcome = app.act(&caller.member()?, move |act| super::add_position(act, &asked, &new)).await;
    back_to(&app, &caller, &mark, "chuc-vu", typed, outcome).await
}

async fn dissolve(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let (asked, last) = (mark.clone(), typed.get("ends_on").to_owned());
    let outcome = app.act(&caller.member()?, move |act| super::dissolve(act, &asked, &last)).await;
    back_to(&app, &caller, &mark, "ket-thuc", typed, outcome).await
}

struct Item {
    number: String,
    title: String,
    due: ui::Due,
}

#[derive(Template)]
#[template(path = "councils/handover.html")]
struct HandoverPage {
    w: Words,
    frame: Frame,
    form: FormView,
    council: CouncilRow,
    items: Vec<Item>,
    receivers: Vec<(String, String)>,
    successors: Vec<(String, String)>,
    fresh: bool,
}

async fn handover_page(State(app): State<Shared>, caller: Caller, Path(mark): Path<String>) -> Outcome<Response> {
    handover_with(&app, &caller, &mark, FormView::default()).await
}

async fn handover_with(app: &Shared, caller: &Caller, mark: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = mark.to_owned();
    let words = w.clone();
    let (council, items, receivers, successors) = app
        .read(move |app, db| {
            let council = store::by_mark(db, &asked)?
                .filter(|council| member.may_in(Deed::HandOver, &council.id))
                .ok_or(Trouble::NotFound)?;
            let today = app.clock.today();
            let items: Vec<Item> = followups::open_of(db, &council.id)?
                .into_iter()
                .map(|row| Item {
                    due: ui::due(&words, row.lateness(today, &app.law), row.due_day(), today),
                    number: row.number,
                    title: row.title,
                })
                .collect();
            let mut successors = Vec::new();
            let mut into = Vec::new();
            for (to, share, _) in store::successors(db, &council.unit_id)? {
                let name = store::unit(db, &to)?.map(|unit| unit.full_name).unwrap_or_default();
                successors.push((name, words.t(&format!("share-{share}")).to_owned()));
                into.push(to);
            }
            let mut receivers: Vec<(bool, String, String)> = store::all(db)?
                .into_iter()
                .filter(|other| other.id != council.id && !other.is_over(&today.to_string()))
                .map(|other| (!into.contains(&other.unit_id), other.mark, format!("{} ({})", other.name, other.term)))
                .collect();
            // Councils of the successor units come first; the decision is still a person's.
            receivers.sort();
            let mut receivers = receivers.into_iter().map(|(_, mark, name)| (mark, name)).collect::<Vec<_>>();
            if !receivers.is_empty() {
                receivers.insert(0, (String::new(), words.t("handover-choose").to_owned()));
            }
            Ok((council, items, receivers, successors))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("handover"), paths::COUNCILS).await;
    let status = form.status();
    let fresh = !form.is_back();
    page(status, &HandoverPage { w, frame, form, council, items, receivers, successors, fresh })
}

async fn hand_over(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewHandover = typed.read()?;
    let asked = mark.clone();
    match app.act(&caller.member()?, move |act| handover::hand_over(act, &asked, &new)).await {
        Ok(_) => Ok(see(&paths::council(&mark))),
        Err(trouble) => {
            let form = FormView::back("ban-giao", typed, trouble, &caller.words)?;
            handover_with(&app, &caller, &mark, form).await
        }
    }
}
