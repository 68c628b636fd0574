//! The desk: what is late, near and waiting for a verdict; papers, clocks of supervisions, notices; the councils below.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::day::Day;
use law::role::Act as Deed;

use super::Member;
use crate::app::App;
use crate::councils;
use crate::db::Connection;
use crate::followups::figures::Figures;
use crate::followups::line::{self, Line};
use crate::followups::register::{self, Filter, Scope};
use crate::followups::store::lateness;
use crate::issuing::commenting;
use crate::petitions;
use crate::supervision::notices;
use crate::trouble::{Outcome, Trouble};
use crate::urging;
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Shared, page, paths, ui};

/// A paper that waits for somebody.
struct PaperLine {
    id: String,
    words: String,
    meta: String,
}

#[derive(Template)]
#[template(path = "people/desk.html")]
struct DeskPage {
    w: Words,
    frame: Frame,
    greeting: String,
    figures: Option<std::sync::Arc<Figures>>,
    late: Vec<Line>,
    near: Vec<Line>,
    claimed: Vec<Line>,
    papers: Vec<PaperLine>,
    drafts: Vec<PaperLine>,
    papers_key: &'static str,
    steps_key: &'static str,
    notices: Vec<NoticeLine>,
    steps: Vec<StepLine>,
    voters: Vec<StepLine>,
    transfers: i64,
    lower: Vec<(String, String, i64, i64)>,
    mark: String,
    over: bool,
    may_judge: bool,
    may_record: bool,
    may_hand_over: bool,
    follows: bool,
}

/// Lines of each list on the desk: five on a phone, a few more on a table.
const ON_DESK: i64 = 7;

/// The desk of whoever signed in.
pub(super) async fn desk(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let asked = member.clone();
    let mut built = app.read(move |app, db| read_desk(app, db, &asked, &words)).await?;
    built.frame = Some(Frame::of(&app, &caller, w.t("nav-desk"), paths::DESK).await);
    let today = app.clock.today();
    let greeting = w.st(
        "desk-greeting",
        format!("{}, {}", w.t(ui::weekday_key(today)), law::day::office_form(today)),
        member.name.clone(),
    );
    let Some(frame) = built.frame else { return Err(Trouble::NotFound) };
    page(
        StatusCode::OK,
        &DeskPage {
            greeting,
            figures: built.figures,
            late: built.late,
            near: built.near,
            claimed: built.claimed,
            papers: built.papers,
            drafts: built.drafts,
            notices: built.notices,
            steps: built.steps,
            voters: built.voters,
            transfers: built.transfers,
            steps_key: if built.as_unit { "desk-steps-unit" } else { "desk-steps" },
            papers_key: if built.as_unit { "desk-papers-unit" } else { "desk-papers" },
            lower: built.lower,
            over: built.over,
            may_judge: member.may_in(Deed::Judge, &built.council_id),
            may_record: member.may_in(Deed::RecordFollowup, &built.council_id),
            may_hand_over: member.may_in(Deed::HandOver, &built.council_id),
            follows: member.may(Deed::ReadFollowups),
            mark: built.mark,
            frame,
            w,
        },
    )
}

/// A notice as the desk shows it.
struct NoticeLine {
    href: String,
    title: String,
    said: String,
    day: String,
}

/// A clock of a supervision as the desk shows it.
struct StepLine {
    href: String,
    words: String,
    name: String,
    due: ui::Due,
}

/// The clocks of supervisions that run out within the widest notice, or have run out.
fn step_lines(app: &App, db: &mut Connection, scope: &Scope, today: Day, w: &Words) -> Outcome<Vec<StepLine>> {
    let until = crate::deadlines::widest(app, today).unwrap_or(today);
    Ok(notices::running(db, scope, until, ON_DESK)?
        .into_iter()
        .map(|clock| StepLine {
            href: format!("/giam-sat/{}", clock.supervision_id),
            words: match &clock.unit {
                Some(unit) => w.st("clock-of", w.k("clock", &clock.step), unit.clone()),
                None => w.k("clock", &clock.step),
            },
            name: clock.name,
            due: ui::due(w, lateness(Some(&clock.due_on), None, today, &app.law), clock.due_on.parse().ok(), today),
        })
        .collect())
}

/// What a clock of voters' matters waits for, in the words of the rulebook.
fn duty(app: &App, rule: &str, today: Day, w: &Words) -> String {
    match app.law.rulebook.in_force(rule, today) {
        Ok(rule) => rule.duty.clone(),
        Err(_) => w.t("clock-reply-owed").to_owned(),
    }
}

/// The clocks of voters' petitions and of meetings with voters, likewise.
fn voter_lines(app: &App, db: &mut Connection, scope: &Scope, today: Day, w: &Words) -> Outcome<Vec<StepLine>> {
    let until = crate::deadlines::widest(app, today).unwrap_or(today);
    Ok(petitions::notices::running(db, scope, until, Some(ON_DESK))?
        .into_iter()
        .map(|clock| StepLine {
            words: duty(app, &clock.rule, today, w),
            due: ui::due(w, lateness(Some(&clock.due_on), None, today, &app.law), clock.due_on.parse().ok(), today),
            name: clock.name,
            href: clock.href,
        })
        .collect())
}

/// The latest notices of follow-ups, supervisions and voters' matters together, one for each.
fn notice_lines(app: &App, db: &mut Connection, scope: &Scope, w: &Words) -> Outcome<Vec<NoticeLine>> {
    let said = |kind: &str, of: String, day: &str| {
        // The days before due are data: the notice carries its own number.
        let bound = kind.strip_prefix("before-").and_then(|n| n.parse::<i64>().ok());
        let what = bound.map_or_else(|| w.t("notice-overdue").to_owned(), |n| w.n("notice-before", n));
        w.st("notice-line", format!("{of}: {what}"), ui::shown(Some(day)))
    };
    let mut told = std::collections::HashSet::new();
    let mut lines: Vec<NoticeLine> = crate::deadlines::latest_notices(db, scope, ON_DESK * 3)?
        .into_iter()
        .filter(|notice| told.insert(notice.number.clone()))
        .map(|notice| NoticeLine {
            href: format!("/viec-theo-doi/{}", notice.number),
            said: said(&notice.kind, format!("{} · {}", notice.number, w.k("deadline", &notice.of)), &notice.for_day),
            title: notice.title,
            day: notice.for_day,
        })
        .collect();
    let mut told = std::collections::HashSet::new();
    lines.extend(
        notices::latest(db, scope, ON_DESK * 3)?
            .into_iter()
            .filter(|notice| told.insert((notice.supervision_id.clone(), notice.step.clone())))
            .map(|notice| NoticeLine {
                href: format!("/giam-sat/{}", notice.supervision_id),
                said: said(&notice.kind, w.k("clock", &notice.step), &notice.for_day),
                title: notice.name,
                day: notice.for_day,
            }),
    );
    let mut told = std::collections::HashSet::new();
    lines.extend(
        petitions::notices::latest(app, db, scope, ON_DESK * 3)?
            .into_iter()
            .filter(|notice| told.insert(notice.clock.id.clone()))
            .map(|notice| NoticeLine {
                said: said(&notice.kind, duty(app, &notice.clock.rule, app.clock.today(), w), &notice.for_day),
                href: notice.clock.href,
                title: notice.clock.name,
                day: notice.for_day,
            }),
    );
    lines.sort_by(|a, b| b.day.cmp(&a.day));
    lines.truncate(usize::try_from(ON_DESK).unwrap_or(0));
    Ok(lines)
}

#[derive(Default)]
struct DeskRead {
    frame: Option<Frame>,
    council_id: String,
    mark: String,
    over: bool,
    /// Is the person here as a supervised unit, who sees what its body owes?
    as_unit: bool,
    figures: Option<std::sync::Arc<Figures>>,
    late: Vec<Line>,
    near: Vec<Line>,
    claimed: Vec<Line>,
    papers: Vec<PaperLine>,
    /// Drafts on which the person is asked to comment.
    drafts: Vec<PaperLine>,
    notices: Vec<NoticeLine>,
    steps: Vec<StepLine>,
    voters: Vec<StepLine>,
    transfers: i64,
    lower: Vec<(String, String, i64, i64)>,
}

fn read_desk(app: &App, db: &mut Connection, member: &Member, w: &Words) -> Outcome<DeskRead> {
    let Some(home) = member.home() else { return Ok(DeskRead::default()) };
    let council = councils::store::by_id(db, home)?.ok_or(Trouble::NotFound)?;
    let today = app.clock.today();
    let mut read = DeskRead {
        council_id: council.id.clone(),
        as_unit: !councils::sees_all(member, &council, Deed::ReadFollowups),
        mark: council.mark.clone(),
        over: council.is_over(&today.to_string()),
        ..DeskRead::default()
    };
    if !member.may(Deed::ReadFollowups) {
        return Ok(read);
    }
    let own = member.own_bodies();
    let scope = Scope::of(member, &council);
    let mut list = |tt: &str| -> Outcome<Vec<Line>> {
        let filter = Filter { tt: tt.into(), ..Filter::default() };
        let rows = register::page(db, &scope, &filter, today, &app.law, ON_DESK)?.rows;
        let mut ids: Vec<String> = rows.iter().filter_map(|row| row.lead_id.clone()).collect();
        ids.sort();
        ids.dedup();
        let names = councils::store::body_names(db, &ids)?.into_iter().collect();
        Ok(rows.iter().map(|row| line::line(row, &names, today, &app.law, w)).collect())
    };
    read.late = list("qua-han")?;
    read.near = list("sap-han")?;
    read.claimed = if read.as_unit { Vec::new() } else { list("cho-nhan-xet")? };
    read.notices = notice_lines(app, db, &scope, w)?;
    if member.may(Deed::ReadPetitions) {
        read.voters = voter_lines(app, db, &scope, today, w)?;
    }
    if member.may(Deed::ReadSupervisions) {
        read.steps = step_lines(app, db, &scope, today, w)?;
    }
    let papers = if read.as_unit {
        urging::store::to_bodies(db, &own, ON_DESK)?
    } else {
        urging::store::of_council(db, &council.id, &["drafted", "signed"], ON_DESK)?
    };
    let bodies: Vec<String> = papers.iter().map(|paper| paper.body_id.clone()).collect();
    let names: std::collections::HashMap<String, String> =
        councils::store::body_names(db, &bodies)?.into_iter().collect();
    read.papers = papers
        .iter()
        .map(|paper| PaperLine {
            id: paper.id.clone(),
            words: urging::pages::title(paper, names.get(&paper.body_id).map_or("", String::as_str), &app.law, w),
            meta: urging::pages::standing(paper, w),
        })
        .collect();
    let asked = if member.may_in(Deed::CommentPaper, &council.id) {
        commenting::waiting_for(db, &council.id, &member.account_id)?
    } else {
        Vec::new()
    };
    read.drafts = asked
        .into_iter()
        .map(|(id, words, due)| PaperLine {
            id,
            words,
            meta: due.map(|due| w.s("desk-comment-until", ui::shown(Some(&due)))).unwrap_or_default(),
        })
        .collect();
    if !read.as_unit {
        read.transfers = crate::transfers::store::waiting(db, &council.id)?;
        read.figures = Some(app.figures.of(db, &council.id, today, &app.law)?);
        for below in councils::store::lower(db, &council.id)? {
            if councils::sees_all(member, &below, Deed::ReadFollowups) {
                let figures = app.figures.of(db, &below.id, today, &app.law)?;
                read.lower.push((below.mark, below.name, figures.late, figures.open));
            }
        }
        read.lower.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
    }
    Ok(read)
}
