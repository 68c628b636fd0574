//! Entering the figures for which there are no records yet: all of a period on one page, each with its source.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::role::Act as Deed;

use super::numbers::{name_of, pointed};
use super::pages::{Asked, period};
use super::{INDICATORS, NewFigure, Period, by_hand, limits};
use crate::councils;
use crate::followups::line::named;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// The page of figures that people enter.
pub fn routes() -> Routes {
    Routes::default().get("/bao-cao/nhap-so", Deed::DraftPaper, show).post("/bao-cao/nhap-so", Deed::DraftPaper, enter)
}

struct EntryView {
    id: String,
    name: String,
    formula: String,
    unit: String,
    number: String,
    source: String,
    by: String,
}

#[derive(Template)]
#[template(path = "reports/by_hand.html")]
struct HandPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    council: String,
    first: String,
    last: String,
    named: String,
    groups: Vec<(String, Vec<EntryView>)>,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let period = period(&asked, app.clock.today())?;
    show_with(&app, &caller, asked.hdnd, period, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, mark: String, period: Period, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, entered) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &member, &mark, Deed::ReadPapers)?;
            if !member.may_in(Deed::DraftPaper, &council.id) {
                return Err(Trouble::NotFound);
            }
            let entered = by_hand(db, &council.id, period)?;
            Ok((council, entered))
        })
        .await?;
    let typed = form.which == "nhap-so";
    let entry = |one: &super::Indicator| {
        let stands = entered.iter().find(|entered| entered.indicator == one.id);
        let field = |prefix: &str| form.v(&format!("{prefix}-{}", one.id)).to_owned();
        EntryView {
            id: one.id.clone(),
            name: name_of(one, &w),
            formula: one.formula.clone(),
            unit: one.unit.clone(),
            number: if typed { field("so") } else { stands.map(|one| pointed(one.number)).unwrap_or_default() },
            source: if typed { field("nguon") } else { stands.map(|one| one.source.clone()).unwrap_or_default() },
            by: stands
                .map(|one| w.st("report-entered-by", one.by_name.clone(), crate::web::ui::shown(Some(&one.on_day))))
                .unwrap_or_default(),
        }
    };
    let groups = INDICATORS.groups.iter().map(|group| {
        let of = INDICATORS.all.iter().filter(|one| one.by_hand && one.group == group.id);
        (named(&group.name, &group.name_en, &w), of.map(entry).collect::<Vec<_>>())
    });
    let groups = groups.filter(|(_, entries)| !entries.is_empty()).collect();
    let shown = HandPage {
        frame: Frame::of(app, caller, w.t("report-enter"), paths::REPORT).await,
        mark: council.mark,
        council: council.name,
        first: period.first.to_string(),
        last: period.last.to_string(),
        named: limits::named(period, &w),
        groups,
        form,
        w,
    };
    page(shown.form.status(), &shown)
}

async fn enter(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let (mark, first, last) =
        (typed.get("hdnd").to_owned(), typed.get("first").to_owned(), typed.get("last").to_owned());
    let period = Period::read(&first, &last).ok_or_else(|| Trouble::field("first", "invalid-figure-period", ""))?;
    let sources = typed.beginning_with("nguon-");
    let shared = typed.get("nguon").to_owned();
    let numbers = typed.beginning_with("so-").into_iter().filter(|(_, number)| !number.trim().is_empty());
    let new: Vec<NewFigure> = numbers
        .map(|(indicator, number)| {
            let own = sources.get(&indicator).filter(|source| !source.trim().is_empty());
            let source = own.unwrap_or(&shared).clone();
            NewFigure { indicator, first: first.clone(), last: last.clone(), number, source }
        })
        .collect();
    let asked = mark.clone();
    match app.act(&caller.member()?, move |act| super::enter(act, &asked, &new)).await {
        Ok(_) => Ok(see(&format!("{}?hdnd={mark}&tu={first}&den={last}", paths::REPORT))),
        Err(trouble) => {
            let form = FormView::back("nhap-so", typed, trouble, &caller.words)?;
            show_with(&app, &caller, mark, period, form).await
        }
    }
}
