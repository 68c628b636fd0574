//! Pages of the register: the list, one follow-up with all that can be done to it, the rates.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use law::role::Act as Deed;

use super::figures::{self, BodyRate, Figures};
use super::judging::{self, NewVerdict, Reopening};
use super::line::{self, Line};
use super::register::{self, Filter, PAGE, Scope, Standing};
use super::store;
use super::view::{self, FollowupView};
use super::{answering, due, recording};
use crate::app::App;
use crate::councils;
use crate::db::Connection;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::{Counts, Frame};
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// The pages of the register.
pub fn routes() -> Routes {
    Routes::default()
        .get("/viec-theo-doi", Deed::ReadFollowups, list)
        .get("/viec-theo-doi.csv", Deed::ReadFollowups, csv)
        .get("/viec-theo-doi.xlsx", Deed::ReadFollowups, xlsx)
        .get("/viec-theo-doi/{number}", Deed::ReadFollowups, show)
        .post("/viec-theo-doi/{number}/tra-loi", Deed::Respond, respond)
        .post("/viec-theo-doi/{number}/bao-cao", Deed::Report, report)
        .post("/viec-theo-doi/{number}/nhan-xet", Deed::Judge, judge)
        .post("/viec-theo-doi/{number}/mo-lai", Deed::Judge, reopen)
        .post("/viec-theo-doi/{number}/han", Deed::SetDue, set_due)
        .post("/viec-theo-doi/{number}/yeu-cau-giai-trinh", Deed::AskExplanation, ask_explanation)
        .post("/viec-theo-doi/{number}/giai-trinh", Deed::Explain, explain)
        .post("/viec-theo-doi/{number}/khong-cung-viec", Deed::RecordFollowup, part)
        .get("/viec-theo-doi/{number}/minh-chung/{evidence}", Deed::ReadFollowups, evidence)
        .get("/ty-le", Deed::ReadFollowups, rates)
}

/// A chip of the filter bar.
struct Chip {
    href: String,
    label: String,
    count: Option<i64>,
    mark: &'static str,
    here: bool,
}

#[derive(Template)]
#[template(path = "followups/register.html")]
struct RegisterPage {
    w: Words,
    frame: Frame,
    filter: Filter,
    council: String,
    mark: String,
    lines: Vec<Line>,
    standings: Vec<Chip>,
    origins: Vec<Chip>,
    figures: Option<Arc<Figures>>,
    next: Option<String>,
    first: String,
    export: String,
    sort_due: String,
    sort_new: String,
    by_due: &'static str,
    body_name: String,
    may_record: bool,
    may_draft: bool,
    own: bool,
}

/// What a list is read from.
struct Read {
    council: councils::store::CouncilRow,
    scope: Scope,
    page: register::Page<register::ListRow>,
    figures: Option<Arc<Figures>>,
    names: HashMap<String, String>,
    body_name: String,
    counts: Counts,
}

fn read_list(app: &App, db: &mut Connection, member: &Member, filter: &Filter) -> Outcome<Read> {
    let (council, scope) = register::scope_of(db, member, filter)?;
    let today = app.clock.today();
    let page = register::page(db, &scope, filter, today, &app.law, PAGE)?;
    let figures = match &scope {
        Scope::Council(id) => Some(app.figures.of(db, id, today, &app.law)?),
        Scope::Bodies(_) => None,
    };
    let mut ids: Vec<String> = page.rows.iter().filter_map(|row| row.lead_id.clone()).collect();
    ids.extend((!filter.dv.is_empty()).then(|| filter.dv.clone()));
    ids.sort();
    ids.dedup();
    let names: HashMap<String, String> = councils::store::body_names(db, &ids)?.into_iter().collect();
    let body_name = names.get(&filter.dv).cloned().unwrap_or_default();
    let counts = Counts::read(app, db, member)?;
    Ok(Read { council, scope, page, figures, names, body_name, counts })
}

async fn list(State(app): State<Shared>, caller: Caller, Query(filter): Query<Filter>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (reader, asked) = (Arc::clone(&member), filter.clone());
    let read = app.read(move |app, db| read_list(app, db, &reader, &asked)).await?;
    let frame = Frame::with(&app, &caller, w.t("nav-register"), paths::REGISTER, &read.counts).on_landscape();
    let today = app.clock.today();
    let lines = read.page.rows.iter().map(|row| line::line(row, &read.names, today, &app.law, &w)).collect::<Vec<_>>();
    let standings =
        Standing::ALL.iter().map(|standing| standing_chip(&w, &filter, *standing, read.figures.as_deref())).collect();
    let page_of = RegisterPage {
        standings,
        origins: origin_chips(&w, &filter, read.figures.as_deref()),
        first: filter.with("", ""),
        next: read.page.next.as_ref().map(|cursor| filter.with("sau", cursor)),
        export: filter.with("", ""),
        sort_due: filter.with("sap", if matches!(filter.order(), register::Order::Due) { "-han" } else { "han" }),
        sort_new: filter.with("sap", if filter.sap == "moi" { "-moi" } else { "moi" }),
        by_due: match filter.order() {
            register::Order::Due => "ascending",
            register::Order::DueDown => "descending",
            register::Order::Newest | register::Order::Oldest => "",
        },
        own: matches!(read.scope, Scope::Bodies(_)),
        may_record: member.may_in(Deed::RecordFollowup, &read.council.id),
        may_draft: member.may_in(Deed::DraftUrging, &read.council.id),
        council: read.council.name.clone(),
        mark: read.council.mark.clone(),
        figures: read.figures,
        body_name: read.body_name,
        lines,
        filter,
        frame,
        w,
    };
    page(StatusCode::OK, &page_of)
}

fn standing_chip(w: &Words, filter: &Filter, standing: Standing, figures: Option<&Figures>) -> Chip {
    let (key, mark) = match standing {
        Standing::Open => ("standing-open", ""),
        Standing::Late => ("standing-late", "m-late"),
        Standing::Near => ("standing-near", "m-near"),
        Standing::Claimed => ("standing-claimed", "m-claim"),
        Standing::NoDay => ("standing-no-day", ""),
        Standing::Closed => ("standing-closed", "m-proved"),
        Standing::All => ("standing-all", ""),
    };
    Chip {
        href: format!("{}{}", paths::REGISTER, filter.with("tt", standing.word())),
        label: w.t(key).to_owned(),
        count: figures.map(|figures| match standing {
            Standing::Open => figures.open,
            Standing::Late => figures.late,
            Standing::Near => figures.near,
            Standing::Claimed => figures.claimed,
            Standing::NoDay => figures.no_day,
            Standing::Closed => figures.closed,
            Standing::All => figures.all,
        }),
        mark,
        here: filter.standing() == standing,
    }
}

fn origin_chips(w: &Words, filter: &Filter, figures: Option<&Figures>) -> Vec<Chip> {
    let mut chips = vec![Chip {
        href: format!("{}{}", paths::REGISTER, filter.with("nguon", "")),
        label: w.t("origin-all").to_owned(),
        count: None,
        mark: "",
        here: filter.nguon.is_empty(),
    }];
    for origin in law::followup::Origin::ALL {
        let word = origin.as_str();
        let count =
            figures.and_then(|figures| figures.by_origin.iter().find(|(name, _)| name == word)).map(|(_, n)| *n);
        chips.push(Chip {
            href: format!("{}{}", paths::REGISTER, filter.with("nguon", word)),
            label: w.k("origin-short", word),
            count,
            mark: "",
            here: filter.nguon == word,
        });
    }
    chips
}

/// Most rows of one export.
const EXPORT: i64 = 20_000;

async fn export(app: &Shared, caller: &Caller, filter: Filter) -> Outcome<papers::Table> {
    let member = caller.member()?;
    let w = caller.words.clone();
    app.read(move |app, db| {
        let (council, scope) = register::scope_of(db, &member, &filter)?;
        let today = app.clock.today();
        let rows = register::whole_page(db, &scope, &filter, today, &app.law, EXPORT)?.rows;
        let ids: std::collections::BTreeSet<String> = rows.iter().filter_map(|row| row.lead_id.clone()).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let names = councils::store::body_names(db, &ids)?.into_iter().collect();
        Ok(line::table(&rows, &names, &council, today, app, &w))
    })
    .await
}

async fn csv(State(app): State<Shared>, caller: Caller, Query(filter): Query<Filter>) -> Outcome<Response> {
    let table = export(&app, &caller, filter).await?;
    table_file("so-theo-doi", &table, true)
}

async fn xlsx(State(app): State<Shared>, caller: Caller, Query(filter): Query<Filter>) -> Outcome<Response> {
    let table = export(&app, &caller, filter).await?;
    table_file("so-theo-doi", &table, false)
}

/// Columns of a file, by the keys of their headings and their widths in letters.
pub fn heads(named: &[(&str, u8)], w: &Words) -> Vec<papers::Column> {
    named.iter().map(|(key, width)| papers::Column { heading: w.t(key).to_owned(), width: *width }).collect()
}

/// A table offered as a file, as CSV or as a workbook; the name without its end.
pub fn table_file(name: &str, table: &papers::Table, as_csv: bool) -> Outcome<Response> {
    let (end, media, made) = if as_csv {
        ("csv", "text/csv; charset=utf-8", papers::csv(table))
    } else {
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", papers::xlsx(table))
    };
    Ok(download(&format!("{name}.{end}"), media, made.map_err(Trouble::Fault)?))
}

/// Bytes offered as a file.
pub fn download(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let ascii: String = name.chars().map(|c| if c.is_ascii_graphic() && c != '"' { c } else { '_' }).collect();
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

#[derive(Template)]
#[template(path = "followups/followup.html")]
struct FollowupPage {
    w: Words,
    frame: Frame,
    form: FormView,
    v: FollowupView,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(number): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &number, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, number: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = number.to_owned();
    let words = w.clone();
    let (v, counts) = app
        .read(move |app, db| Ok((view::read(app, db, &member, &asked, &words)?, Counts::read(app, db, &member)?)))
        .await?;
    let frame = Frame::with(app, caller, number, paths::REGISTER, &counts);
    let status = form.status();
    page(status, &FollowupPage { w, frame, form, v })
}

/// Runs an act of a follow-up's page: back to the page, or back to the form with what was typed.
async fn back_to<T: Send + 'static>(
    app: &Shared,
    caller: &Caller,
    number: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<T>,
) -> Outcome<Response> {
    match outcome {
        Ok(_) => Ok(see(&paths::followup(number))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, number, form).await
        }
    }
}

/// Makes the handler of a form that stands on a follow-up's page.
macro_rules! act_on_page {
    ($handler:ident, $which:literal, $form:ty, $verb:path) => {
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(number): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let form: $form = typed.read()?;
            let asked = number.clone();
            let outcome = app.act(&caller.member()?, move |act| $verb(act, &asked, &form)).await;
            back_to(&app, &caller, &number, $which, typed, outcome).await
        }
    };
}

act_on_page!(respond, "tra-loi", answering::NewResponse, answering::respond);
act_on_page!(judge, "nhan-xet", NewVerdict, judging::judge);
act_on_page!(reopen, "mo-lai", Reopening, judging::reopen);
act_on_page!(set_due, "han", due::NewDue, due::set_due);
act_on_page!(ask_explanation, "yeu-cau-giai-trinh", answering::NewDemand, answering::ask_explanation);
act_on_page!(explain, "giai-trinh", answering::NewExplanation, answering::explain);

async fn part(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let asked = number.clone();
    let outcome = app.act(&caller.member()?, move |act| recording::part_from_earlier(act, &asked)).await;
    back_to(&app, &caller, &number, "khong-cung-viec", typed, outcome).await
}

async fn report(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let form: answering::NewReport = typed.read()?;
    // The right to read comes first: a file for somebody else's record is not even kept.
    let (reader, asked) = (caller.member()?, number.clone());
    app.read(move |_, db| view::seen(db, &reader, &asked)).await?;
    let asked = number.clone();
    let outcome = match typed.keep_files(&app) {
        Ok(attached) => app.act(&caller.member()?, move |act| answering::report(act, &asked, &form, &attached)).await,
        Err(trouble) => Err(trouble),
    };
    back_to(&app, &caller, &number, "bao-cao", typed, outcome).await
}

async fn evidence(
    State(app): State<Shared>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let (name, media, content) = app
        .read(move |app, db| {
            let row = view::seen(db, &member, &number)?;
            let evidence = store::one_evidence(db, &id)?;
            if evidence.followup_id != row.id {
                return Err(Trouble::NotFound);
            }
            Ok((evidence.name, evidence.media, app.files.read(&evidence.content_hash)?))
        })
        .await?;
    let media = ["application/pdf", "image/jpeg", "image/png"]
        .into_iter()
        .find(|known| *known == media)
        .unwrap_or("application/octet-stream");
    Ok(download(&name, media, content))
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Which {
    hdnd: String,
}

#[derive(Template)]
#[template(path = "followups/rates.html")]
struct RatesPage {
    w: Words,
    frame: Frame,
    council: String,
    mark: String,
    whole: Option<Arc<Figures>>,
    lines: Vec<BodyRate>,
}

async fn rates(State(app): State<Shared>, caller: Caller, Query(which): Query<Which>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, whole, lines) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&which.hdnd), Deed::ReadFollowups)?;
            let today = app.clock.today();
            let mut lines = figures::by_body(db, &council.id, today)?;
            if !councils::sees_all(&member, &council, Deed::ReadFollowups) {
                // A unit sees its own rate; the council's whole is the council's.
                let own = member.own_bodies();
                lines.retain(|line| own.contains(&line.body_id));
                return Ok((council, None, lines));
            }
            let whole = app.figures.of(db, &council.id, today, &app.law)?;
            Ok((council, Some(whole), lines))
        })
        .await?;
    let frame = Frame::of(&app, &caller, w.t("nav-rates"), paths::RATES).await;
    page(StatusCode::OK, &RatesPage { w, frame, council: council.name, mark: council.mark, whole, lines })
}
