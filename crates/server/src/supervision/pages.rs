//! Pages of supervisions: the list, one supervision with everything that is done to it, balance of teams.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;
use law::supervision::{Link, Part};
use serde::Deserialize;

use super::concluding::{self, NewConclusion, NewRecommendation};
use super::outline::{self, NewFinding, NewPaper, NewQuestions, PAPER_KINDS};
use super::scope::{self, Workload};
use super::splitting::{self, Splitting};
use super::team::{self, Leaving, NewDuty, NewTeamMember};
use super::units::{self, NewUnit, UnitDeed};
use super::view::{self, View};
use super::{NewSupervision, Stepping, store};
use crate::councils::{self, store as council_store};
use crate::db::act::Act;
use crate::followups::pages::download;
use crate::programme::pages::{council_choices, form_choices, form_name, supervisor_choices, unit_choices};
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of supervisions.
pub fn routes() -> Routes {
    Routes::default()
        .get("/giam-sat", Deed::ReadSupervisions, list)
        .post("/giam-sat", Deed::KeepSupervision, open)
        .get("/giam-sat/moi", Deed::KeepSupervision, show_new)
        .get("/giam-sat/{id}", Deed::ReadSupervisions, show)
        .post("/giam-sat/{id}/buoc", Deed::KeepSupervision, step)
        .post("/giam-sat/{id}/tach", Deed::KeepSupervision, split)
        .post("/giam-sat/{id}/doan", Deed::KeepSupervision, add_member)
        .post("/giam-sat/{id}/doan/{member}/roi", Deed::KeepSupervision, member_leaves)
        .post("/giam-sat/{id}/viec-khac", Deed::KeepSupervision, add_duty)
        .post("/giam-sat/{id}/cau-hoi", Deed::KeepSupervision, add_questions)
        .post("/giam-sat/{id}/don-vi", Deed::KeepSupervision, add_units)
        .post("/giam-sat/{id}/don-vi/{unit}", Deed::SendUnitReport, unit_deed)
        .post("/giam-sat/{id}/don-vi/{unit}/doan", Deed::KeepSupervision, unit_deed)
        .post("/giam-sat/{id}/giay-to", Deed::KeepSupervision, add_papers)
        .get("/giam-sat/{id}/giay-to/{paper}", Deed::ReadSupervisions, paper)
        .post("/giam-sat/{id}/phat-hien", Deed::KeepSupervision, add_finding)
        .post("/giam-sat/{id}/ket-luan", Deed::ConcludeSupervision, conclude)
        .post("/giam-sat/{id}/kien-nghi", Deed::ConcludeSupervision, recommend)
        .get("/phan-cong", Deed::KeepSupervision, show_balance)
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    hdnd: String,
    nam: String,
    /// Stage, as stored.
    gd: String,
    /// Item of the programme, for a new one.
    muc: String,
    /// Earlier supervision, for a new one.
    tu: String,
    /// How it hangs on it.
    lk: String,
}

/// A supervision as the list shows it.
struct ListLine {
    id: String,
    title: String,
    form: String,
    by: String,
    days: String,
    stage: String,
    units: usize,
    owed: usize,
    followups: i64,
}

#[derive(Template)]
#[template(path = "supervision/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    mark: String,
    council: String,
    councils: Vec<(String, String)>,
    year: String,
    years: Vec<String>,
    stage: String,
    stages: Vec<(String, String, usize)>,
    lines: Vec<ListLine>,
    own: bool,
    may_open: bool,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    const MOST: i64 = 400;
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let year: Option<i64> = asked.nam.trim().parse().ok();
    let stage = asked.gd.clone();
    let page_of = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::ReadSupervisions)?;
            let own = !councils::sees_all(&member, &council, Deed::ReadSupervisions);
            let own_bodies = member.own_bodies();
            let all = if own {
                let of: Vec<String> = store::units_of_bodies(db, &member.own_bodies())?
                    .into_iter()
                    .map(|unit| unit.supervision_id)
                    .collect();
                let mut rows = store::by_ids(db, &of)?;
                rows.sort_by(|a, b| b.sort_day.cmp(&a.sort_day));
                rows
            } else {
                store::of_council(db, &council.id, year, MOST)?
            };
            let years = if own {
                let mut years: Vec<i64> = all.iter().map(|row| row.year).collect();
                years.sort_unstable_by(|a, b| b.cmp(a));
                years.dedup();
                years
            } else {
                store::years_of(db, &council.id)?
            };
            let of_year: Vec<_> = all.into_iter().filter(|row| year.is_none_or(|year| row.year == year)).collect();
            let stages = law::supervision::Stage::WORDS
                .iter()
                .map(|word| {
                    let count = of_year.iter().filter(|row| row.stage == *word).count();
                    ((*word).to_owned(), words.k("stage", word), count)
                })
                .filter(|(_, _, count)| *count > 0)
                .collect();
            let shown: Vec<_> = of_year.into_iter().filter(|row| stage.is_empty() || row.stage == stage).collect();
            let ids: Vec<String> = shown.iter().map(|row| row.id.clone()).collect();
            let mut units = store::units_of(db, &ids)?;
            // A unit counts what it owes itself, not how others fare.
            units.retain(|unit| !own || unit.body_id.as_ref().is_some_and(|body| own_bodies.contains(body)));
            let followups = store::count_followups(db, &ids)?;
            let bodies: Vec<String> = shown.iter().filter_map(|row| row.body_id.clone()).collect();
            let names: std::collections::HashMap<String, String> =
                council_store::body_names(db, &bodies)?.into_iter().collect();
            let lines = shown
                .into_iter()
                .map(|row| {
                    let own_units = units.iter().filter(|unit| unit.supervision_id == row.id);
                    ListLine {
                        form: form_name(&app.law, &row.form, &words),
                        by: row
                            .body_id
                            .as_ref()
                            .and_then(|body| names.get(body).cloned())
                            .unwrap_or_else(|| words.t("by-council").to_owned()),
                        days: row.span().map_or_else(|| row.period.clone(), ui::span),
                        stage: words.k("stage", &row.stage),
                        units: own_units.clone().count(),
                        owed: own_units.filter(|unit| matches!(unit.report.as_str(), "asked" | "returned")).count(),
                        followups: followups.get(&row.id).copied().unwrap_or(0),
                        title: row.title,
                        id: row.id,
                    }
                })
                .collect();
            let may_open = member.may_in(Deed::KeepSupervision, &council.id);
            let choices = if own { Vec::new() } else { council_choices(db, &member)? };
            Ok((own, council, choices, years, stages, lines, may_open, stage))
        })
        .await?;
    let (own, council, choices, years, stages, lines, may_open, stage) = page_of;
    let frame = Frame::of(&app, &caller, w.t("nav-supervisions"), paths::SUPERVISIONS).await;
    page(
        StatusCode::OK,
        &ListPage {
            w,
            frame,
            mark: council.mark,
            council: council.name,
            councils: choices,
            year: year.map(|year| year.to_string()).unwrap_or_default(),
            years: years.iter().map(ToString::to_string).collect(),
            stage,
            stages,
            lines,
            own,
            may_open,
        },
    )
}

#[derive(Template)]
#[template(path = "supervision/new.html")]
struct NewPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    council: String,
    bodies: Vec<(String, String)>,
    units: Vec<(String, String)>,
    forms: Vec<(String, String)>,
    links: Vec<(String, String)>,
    lower: Vec<(String, String)>,
    from: String,
}

async fn show_new(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    new_with(&app, &caller, asked, None).await
}

async fn new_with(app: &Shared, caller: &Caller, asked: Asked, back: Option<FormView>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, bodies, units, lower, filled, from) = app
        .read(move |app, db| {
            let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadSupervisions)?;
            let mut lower: Vec<(String, String)> =
                council_store::lower(db, &council.id)?.into_iter().map(|one| (one.mark, one.name)).collect();
            if let Some(upper) = &council.upper_id {
                lower.extend(council_store::by_id(db, upper)?.map(|one| (one.mark, one.name)));
            }
            let new = NewSupervision {
                item: asked.muc.clone(),
                earlier: asked.tu.clone(),
                link: asked.lk.clone(),
                ..NewSupervision::default()
            };
            // What the item or the earlier round says is shown before anything is written down.
            let mut act = Act::new(app, &member, db);
            let filled = super::filled(&mut act, &council, &new)?;
            let from = match (asked.muc.is_empty(), asked.tu.is_empty()) {
                (true, false) => store::by_id(db, &asked.tu)?.title,
                _ => String::new(),
            };
            Ok((council.clone(), supervisor_choices(db, &council)?, unit_choices(db, &council)?, lower, filled, from))
        })
        .await?;
    let shown = |stored: &str| ui::shown(Some(stored).filter(|day| !day.is_empty()));
    let form = back.unwrap_or_else(|| {
        let (first, last) = (shown(&filled.planned_from), shown(&filled.planned_to));
        FormView::with(&[
            ("item", &filled.item),
            ("by", &filled.by),
            ("form", &filled.form),
            ("title", &filled.title),
            ("short_name", &filled.short_name),
            ("period", &filled.period),
            ("area", &filled.area),
            ("units", &filled.units),
            ("planned_from", &first),
            ("planned_to", &last),
            ("earlier", &filled.earlier),
            ("link", &filled.link),
        ])
    });
    let frame = Frame::of(app, caller, w.t("supervision-new"), paths::SUPERVISIONS).await;
    // A part comes out of a split, not of a choice.
    let links = Link::ALL
        .iter()
        .filter(|link| **link != Link::Part)
        .map(|link| (link.as_str().to_owned(), w.k("link", link.as_str())))
        .collect();
    let status = form.status();
    let forms = form_choices(&app.law, &w);
    let (mark, name) = (council.mark, council.name);
    page(status, &NewPage { forms, links, w, frame, form, mark, council: name, bodies, units, lower, from })
}

async fn open(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewSupervision = typed.read()?;
    let asked = Asked { hdnd: typed.get("hdnd").to_owned(), ..Asked::default() };
    let member = caller.member()?;
    let mark = councils::mark_meant(&app, &member, &asked.hdnd, Deed::ReadSupervisions).await?;
    match app.act(&member, move |act| super::open(act, &mark, &new)).await {
        Ok(id) => Ok(see(&paths::supervision(&id))),
        Err(trouble) => {
            let form = FormView::back("moi", typed, trouble, &caller.words)?;
            new_with(&app, &caller, asked, Some(form)).await
        }
    }
}

#[derive(Template)]
#[template(path = "supervision/supervision.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    form: FormView,
    v: View,
    parts: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    capacity: law::rulebook::Capacity,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &id, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let id = id.to_owned();
    let v = app.read(move |app, db| view::read(app, db, &member, &id, &words)).await?;
    let frame = Frame::of(app, caller, &v.row.short_name, paths::SUPERVISIONS).await;
    let parts = Part::ALL.iter().map(|part| (part.as_str().to_owned(), w.k("team-part", part.as_str()))).collect();
    let kinds = PAPER_KINDS.iter().map(|kind| ((*kind).to_owned(), w.k("paper-kind", kind))).collect();
    let status = form.status();
    let capacity = app.law.rulebook.capacity.clone();
    page(status, &ShowPage { w, frame, form, v, parts, kinds, capacity })
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
        Ok(_) => Ok(see(&format!("{}#{which}", paths::supervision(id)))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, id, form).await
        }
    }
}

/// One form of the page, through its verb.
macro_rules! posted {
    ($name:ident, $which:literal, $new:ty, $verb:path) => {
        async fn $name(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let new: $new = typed.read()?;
            let asked = id.clone();
            let outcome = app.act(&caller.member()?, move |act| $verb(act, &asked, &new)).await;
            came(&app, &caller, &id, $which, typed, outcome).await
        }
    };
}

posted!(step, "buoc", Stepping, super::step);
posted!(add_member, "doan", NewTeamMember, team::add);
posted!(add_duty, "viec-khac", NewDuty, team::add_duty);
posted!(split, "tach", Splitting, splitting::split);
posted!(add_questions, "cau-hoi", NewQuestions, outline::add_questions);
posted!(add_units, "don-vi", NewUnit, units::add);
posted!(add_finding, "phat-hien", NewFinding, outline::add_finding);
posted!(recommend, "kien-nghi", NewRecommendation, concluding::recommend);

async fn conclude(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new = NewConclusion {
        on: typed.get("on").to_owned(),
        symbol: typed.get("symbol").to_owned(),
        words: typed.get("words").to_owned(),
        recommendations: Vec::new(),
    };
    let asked = id.clone();
    let outcome = app.act(&caller.member()?, move |act| concluding::conclude(act, &asked, &new)).await;
    came(&app, &caller, &id, "ket-luan", typed, outcome).await
}

async fn member_leaves(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, member)): Path<(String, String)>,
    typed: Typed,
) -> Outcome<Response> {
    let leaving: Leaving = typed.read()?;
    let asked = member.clone();
    let outcome = app.act(&caller.member()?, move |act| team::leave(act, &asked, &leaving)).await;
    came(&app, &caller, &id, &member, typed, outcome).await
}

/// What the team and what the unit itself does come in at two addresses, so that each asks for its own right.
async fn unit_deed(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, unit)): Path<(String, String)>,
    typed: Typed,
) -> Outcome<Response> {
    let deed: UnitDeed = typed.read()?;
    let asked = unit.clone();
    let member = caller.member()?;
    let outcome = match typed.keep_files(&app) {
        Ok(attached) => app.act(&member, move |act| units::carry_out_with(act, &asked, &deed, &attached)).await,
        Err(trouble) => Err(trouble),
    };
    came(&app, &caller, &id, &format!("dv-{unit}"), typed, outcome).await
}

async fn add_papers(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let new: NewPaper = typed.read()?;
    let asked = id.clone();
    let member = caller.member()?;
    let outcome = match typed.keep_files(&app) {
        Ok(attached) => app.act(&member, move |act| outline::add_papers(act, &asked, &new, &attached)).await,
        Err(trouble) => Err(trouble),
    };
    came(&app, &caller, &id, "giay-to", typed, outcome).await
}

async fn paper(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, paper)): Path<(String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let (row, content) = app
        .read(move |app, db| {
            let supervision = store::by_id(db, &id)?;
            if !view::sees(db, &member, &supervision)? {
                return Err(Trouble::NotFound);
            }
            let row = store::paper(db, &paper)?;
            let own: Vec<String> = member.own_bodies();
            let of_another = !view::sees_all(db, &member, &supervision)?
                && match &row.unit_id {
                    Some(unit) => store::unit(db, unit)?.body_id.is_none_or(|body| !own.contains(&body)),
                    None => !outline::open_to_units(&row.kind),
                };
            if row.supervision_id != supervision.id || row.content_hash.is_empty() || of_another {
                return Err(Trouble::NotFound);
            }
            let content = app.files.read(&row.content_hash)?;
            Ok((row, content))
        })
        .await?;
    Ok(download(&row.name, crate::documents::media_of(&row.name), content))
}

#[derive(Template)]
#[template(path = "supervision/balance.html")]
struct BalancePage {
    w: Words,
    frame: Frame,
    council: String,
    lines: Vec<Workload>,
    most: i64,
}

async fn show_balance(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, lines) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &member, &asked.hdnd, Deed::ReadSupervisions)?;
            let lines = scope::balance(db, &council.id)?;
            Ok((council.name, lines))
        })
        .await?;
    let most = lines.iter().map(|line| line.teams).max().unwrap_or(0).max(1);
    let frame = Frame::of(&app, &caller, w.t("nav-balance"), paths::BALANCE).await;
    page(StatusCode::OK, &BalancePage { w, frame, council, lines, most })
}
