//! Scores on screen: both levels with their points, a council's sheet with each point explained, the frame with its points and
//! thresholds to be set.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::day::Day;
use law::role::Act as Deed;
use serde::Deserialize;

use super::{
    Criterion, Declaring, FRAMES, Frame, Measure, Scored, Setting, Sheet, Why, frame_of, read_year, said, sheet, store,
};
use crate::app::App;
use crate::councils::store::{self as council_store, CouncilRow};
use crate::councils::{self, sees_all};
use crate::db::Connection;
use crate::followups::line::named;
use crate::people::Member;
use crate::reports::INDICATORS;
use crate::reports::numbers::{name_of, pointed, share};
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame as PageFrame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// Pages of scores.
pub fn routes() -> Routes {
    Routes::default()
        .get("/cham-diem", Deed::ReadPapers, list)
        .get("/cham-diem/tep", Deed::ReadPapers, super::files::list)
        .get("/cham-diem/{mark}/tep", Deed::ReadPapers, super::files::sheet)
        .get("/cham-diem/khung/{frame}", Deed::ReadPapers, show_frame)
        .post("/cham-diem/khung/{frame}", Deed::AdoptPaper, set)
        .get("/cham-diem/{mark}", Deed::ReadPapers, show)
        .post("/cham-diem/{mark}", Deed::DraftPaper, declare)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    pub hdnd: String,
    pub nam: String,
    /// As a file: `csv`, else XLSX.
    pub dang: String,
}

pub(super) fn year(asked: &str, today: Day) -> i16 {
    read_year(asked).unwrap_or(today.year())
}

/// The settings by which a council is scored for a year: those of the one above it.
fn settings(db: &mut Connection, council: &CouncilRow, frame: &Frame, year: i16) -> Outcome<Vec<store::SettingRow>> {
    store::settings(db, (council.upper_id.as_ref().unwrap_or(&council.id), &frame.id, i64::from(year)))
}

pub(super) struct CouncilLine {
    mark: String,
    pub name: String,
    pub points: String,
    pub scored: String,
    pub open: String,
    pub grade: String,
}

#[derive(Template)]
#[template(path = "reports/scoring/list.html")]
struct ListPage {
    w: Words,
    frame: PageFrame,
    mark: String,
    council: String,
    year: i16,
    lines: Vec<CouncilLine>,
    frames: Vec<(String, String)>,
    source: String,
    too_many: String,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let w = caller.words.clone();
    let year = year(&asked.nam, app.clock.today());
    let (council, lines, too_many) = side_by_side(&app, &caller, asked.hdnd, year).await?;
    let shown = ListPage {
        frame: PageFrame::of(&app, &caller, w.t("nav-scores"), paths::SCORES).await,
        frames: FRAMES.iter().map(|one| (one.id.clone(), named(&one.name, &one.name_en, &w))).collect(),
        source: FRAMES.first().map(|one| one.source.clone()).unwrap_or_default(),
        mark: council.mark,
        council: council.name,
        year,
        lines,
        too_many,
        w,
    };
    page(axum::http::StatusCode::OK, &shown)
}

/// The scores of a council and those below it, the highest first, and what is said where too many stand in the first grade.
pub(super) async fn side_by_side(
    app: &Shared,
    caller: &Caller,
    asked: String,
    year: i16,
) -> Outcome<(CouncilRow, Vec<CouncilLine>, String)> {
    let member = caller.member()?;
    let words = caller.words.clone();
    app.read(move |app, db| {
        let council = councils::meant_whole(db, &member, &asked, Deed::ReadPapers)?;
        let lower: Vec<CouncilRow> = council_store::lower(db, &council.id)?
            .into_iter()
            .filter(|one| sees_all(&member, one, Deed::ReadPapers))
            .collect();
        let (mut lines, mut highest, mut graded) = (Vec::with_capacity(lower.len() + 1), 0, 0);
        let mut share = 100;
        for one in lower.iter().chain([&council]) {
            let Some(frame) = frame_of(&one.level) else { continue };
            let settings = settings(db, one, frame, year)?;
            let sheet = sheet(app, db, (one, frame), &settings, year)?;
            let grade = sheet.grade(frame);
            if one.id != council.id && grade.is_some() {
                graded += 1;
                share = frame.excellent_share;
                highest += i64::from(grade == frame.grades.first().map(|(name, _)| name.as_str()));
            }
            lines.push((sheet.points, line(one, &sheet, grade, &words)));
        }
        lines.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        let lines: Vec<CouncilLine> = lines.into_iter().map(|(_, line)| line).collect();
        let over = highest * 100 > share * graded;
        let too_many = if over { words.nm("score-too-many", highest, share) } else { String::new() };
        Ok((council, lines, too_many))
    })
    .await
}

fn line(council: &CouncilRow, sheet: &Sheet, grade: Option<&str>, w: &Words) -> CouncilLine {
    CouncilLine {
        mark: council.mark.clone(),
        name: council.name.clone(),
        points: said(sheet.points),
        scored: said(sheet.scored),
        open: said(sheet.open),
        grade: grade.map_or_else(|| w.t("score-no-grade").to_owned(), str::to_owned),
    }
}

struct FigureLink {
    words: String,
    href: String,
}

struct CriterionLine {
    id: String,
    name: String,
    points: String,
    of: String,
    why: String,
    figures: Vec<FigureLink>,
    declared: bool,
    open: bool,
}

struct GroupLines {
    name: String,
    points: String,
    lines: Vec<CriterionLine>,
}

#[derive(Template)]
#[template(path = "reports/scoring/sheet.html")]
struct SheetPage {
    w: Words,
    frame: PageFrame,
    form: FormView,
    mark: String,
    council: String,
    year: i16,
    head: CouncilLine,
    groups: Vec<GroupLines>,
    frame_id: String,
    source: String,
    may_write: bool,
}

pub(super) struct Seen {
    pub council: CouncilRow,
    pub frame: &'static Frame,
    pub sheet: Sheet,
}

pub(super) fn read(app: &App, db: &mut Connection, member: &Member, mark: &str, year: i16) -> Outcome<Seen> {
    let council = council_store::by_mark(db, mark)?.ok_or(Trouble::NotFound)?;
    if !sees_all(member, &council, Deed::ReadPapers) {
        return Err(Trouble::NotFound);
    }
    let frame = frame_of(&council.level).ok_or(Trouble::NotFound)?;
    let settings = settings(db, &council, frame, year)?;
    let sheet = sheet(app, db, (&council, frame), &settings, year)?;
    Ok(Seen { council, frame, sheet })
}

async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let year = year(&asked.nam, app.clock.today());
    show_with(&app, &caller, mark, year, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, mark: String, year: i16, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let reader = member.clone();
    let seen = app.read(move |app, db| read(app, db, &reader, &mark, year)).await?;
    let grade = seen.sheet.grade(seen.frame);
    let groups = seen.frame.groups.iter().map(|group| {
        let of: Vec<&(Criterion, Scored)> = seen.sheet.lines.iter().filter(|line| line.0.group == group.id).collect();
        GroupLines {
            name: named(&group.name, &group.name_en, &w),
            points: said(of.iter().filter_map(|line| line.1.points).sum()),
            lines: of.into_iter().map(|line| criterion_line(line, &seen.council.mark, year, &w)).collect(),
        }
    });
    let shown = SheetPage {
        frame: PageFrame::of(app, caller, w.t("nav-scores"), paths::SCORES).await,
        head: line(&seen.council, &seen.sheet, grade, &w),
        groups: groups.collect(),
        frame_id: seen.frame.id.clone(),
        source: seen.frame.source.clone(),
        may_write: member.may_in(Deed::DraftPaper, &seen.council.id),
        mark: seen.council.mark,
        council: seen.council.name,
        year,
        form,
        w,
    };
    page(shown.form.status(), &shown)
}

fn criterion_line((criterion, scored): &(Criterion, Scored), mark: &str, year: i16, w: &Words) -> CriterionLine {
    let figures = criterion.measure.figures().into_iter().filter_map(|id| {
        let one = INDICATORS.by_id(id)?;
        let days = format!("hdnd={mark}&tu={year}-01-01&den={year}-12-31");
        // What a person enters is entered on a page of its own.
        let href = if one.by_hand {
            format!("{}/nhap-so?{days}#so-{id}", paths::REPORT)
        } else {
            format!("{}?{days}&so={id}#ho-so", paths::REPORT)
        };
        Some(FigureLink { words: name_of(one, w), href })
    });
    CriterionLine {
        id: criterion.id.clone(),
        name: named(&criterion.name, &criterion.name_en, w),
        points: scored.points.map_or_else(|| "–".to_owned(), said),
        of: if scored.of > 0 { said(scored.of) } else { String::new() },
        why: why(criterion, scored, w),
        figures: figures.collect(),
        declared: matches!(criterion.measure, Measure::Declared),
        open: scored.why == Why::NotOnRecord,
    }
}

/// Why a criterion gave what it gave, in one sentence with its numbers.
pub(super) fn why(criterion: &Criterion, scored: &Scored, w: &Words) -> String {
    let arguments = |all: &[(&'static str, String)]| {
        all.iter().map(|(name, words)| (*name, words.clone().into())).collect::<Vec<_>>()
    };
    let points = scored.points.map(said).unwrap_or_default();
    let of = said(criterion.points);
    match &scored.why {
        Why::Share { number, of: base, from } => {
            let mut all = vec![("n", pointed(*number)), ("m", pointed(*base)), ("p", of), ("r", points)];
            all.push(("s", share(*number, *base)));
            match from {
                Some(from) => {
                    all.push(("t", from.to_string()));
                    w.format("score-share-from", &arguments(&all))
                }
                None => w.format("score-share", &arguments(&all)),
            }
        }
        Why::NothingOwed => w.t("score-nothing-owed").to_owned(),
        Why::AtLeast { number, from } => w.format(
            "score-at-least",
            &arguments(&[("n", pointed(*number)), ("m", pointed(*from)), ("p", of), ("r", points)]),
        ),
        Why::Each { number, each, at_most } => w.format(
            "score-each",
            &arguments(&[("n", pointed(*number)), ("p", said(*each)), ("m", at_most.to_string()), ("r", points)]),
        ),
        Why::Steps { number, of: things } => w.format(
            "score-steps",
            &arguments(&[("n", number.to_string()), ("m", things.to_string()), ("p", of), ("r", points)]),
        ),
        Why::Declared { source, by } => w.st("score-declared", source.clone(), by.clone()),
        Why::NotOnRecord => w.t("score-not-on-record").to_owned(),
    }
}

async fn declare(
    State(app): State<Shared>,
    caller: Caller,
    Path(mark): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let year = year(typed.get("year"), app.clock.today());
    let new: Declaring = typed.read()?;
    let asked = mark.clone();
    match app.act(&caller.member()?, move |act| super::declare(act, &asked, &new)).await {
        Ok(()) => Ok(see(&format!("{}/{mark}?nam={year}", paths::SCORES))),
        Err(trouble) => {
            let form = FormView::back("khai", typed, trouble, &caller.words)?;
            show_with(&app, &caller, mark, year, form).await
        }
    }
}

struct SettingView {
    id: String,
    name: String,
    points: String,
    threshold: Option<String>,
    measure: String,
}

#[derive(Template)]
#[template(path = "reports/scoring/frame.html")]
struct FramePage {
    w: Words,
    frame: PageFrame,
    form: FormView,
    mark: String,
    id: String,
    name: String,
    source: String,
    year: String,
    /// The year whose points and thresholds stand in the form.
    displayed: String,
    years: Vec<i64>,
    groups: Vec<(String, Vec<SettingView>)>,
    sum: String,
    grades: Vec<(String, i64)>,
    may_write: bool,
}

async fn show_frame(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    show_frame_with(&app, &caller, &id, (asked.hdnd, asked.nam), FormView::default()).await
}

async fn show_frame_with(
    app: &Shared,
    caller: &Caller,
    id: &str,
    (mark, asked): (String, String),
    form: FormView,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let frame = FRAMES.iter().find(|one| one.id == id).ok_or(Trouble::NotFound)?;
    let reader = member.clone();
    let year = year(&asked, app.clock.today());
    let (council, settings, years) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &reader, &mark, Deed::ReadPapers)?;
            let settings = store::settings(db, (&council.id, &frame.id, i64::from(year)))?;
            let years = store::years(db, &council.id, &frame.id)?;
            Ok((council, settings, years))
        })
        .await?;
    let all = super::criteria(frame, &settings);
    let typed = form.which == "khung";
    let view = |one: &Criterion| {
        let or = |prefix: &str, stands: String| {
            if typed { form.v(&format!("{prefix}-{}", one.id)).to_owned() } else { stands }
        };
        SettingView {
            id: one.id.clone(),
            name: named(&one.name, &one.name_en, &w),
            points: or("diem", said(one.points)),
            threshold: one.measure.threshold().map(|stands| or("nguong", stands.to_string())),
            measure: w.k("score-measure", measure_word(&one.measure)),
        }
    };
    let groups = frame.groups.iter().map(|group| {
        let of = all.iter().filter(|one| one.group == group.id).map(view).collect();
        (named(&group.name, &group.name_en, &w), of)
    });
    let counted = all.iter().filter(|one| !one.bonus && !matches!(one.measure, Measure::Each { .. }));
    let shown = FramePage {
        frame: PageFrame::of(app, caller, w.t("nav-scores"), paths::SCORES).await,
        sum: said(counted.map(|one| one.points).sum()),
        may_write: member.may_in(Deed::AdoptPaper, &council.id),
        mark: council.mark,
        id: frame.id.clone(),
        name: named(&frame.name, &frame.name_en, &w),
        source: frame.source.clone(),
        grades: frame.grades.clone(),
        groups: groups.collect(),
        // What was typed stands, also where it is no year.
        displayed: if typed { form.v("nam_xem").to_owned() } else { year.to_string() },
        year: if typed { asked } else { year.to_string() },
        years,
        form,
        w,
    };
    page(shown.form.status(), &shown)
}

fn measure_word(measure: &Measure) -> &'static str {
    match measure {
        Measure::Share { .. } => "share",
        Measure::ShareFrom { .. } => "share_from",
        Measure::AtLeast { .. } => "at_least",
        Measure::Each { .. } => "each",
        Measure::Either { .. } => "either",
        Measure::Steps { .. } => "steps",
        Measure::Declared => "declared",
    }
}

async fn set(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let mark = typed.get("hdnd").to_owned();
    let thresholds = typed.beginning_with("nguong-");
    let new: Vec<Setting> = typed
        .beginning_with("diem-")
        .into_iter()
        .map(|(criterion, points)| Setting {
            threshold: thresholds.get(&criterion).cloned().unwrap_or_default(),
            criterion,
            points,
        })
        .collect();
    let (asked, frame) = (mark.clone(), id.clone());
    let (from, displayed) = (typed.get("nam").to_owned(), typed.get("nam_xem").to_owned());
    let year = from.clone();
    match app.act(&caller.member()?, move |act| super::set(act, &asked, (&frame, &from, &displayed), &new)).await {
        Ok(()) => Ok(see(&format!("{}?hdnd={mark}&nam={}", paths::SCORES, year.trim()))),
        Err(trouble) => {
            let form = FormView::back("khung", typed, trouble, &caller.words)?;
            show_frame_with(&app, &caller, &id, (mark, year), form).await
        }
    }
}
