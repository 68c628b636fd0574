//! Everything that the page of a supervision shows, read in one go.

use std::collections::HashMap;

use law::day::{Day, office_form};
use law::deadline::Reckoning;
use law::role::Act as Deed;
use law::supervision::Stage;

use super::outline;
use super::scope::{self, Weighed};
use super::splitting;
use super::store::{self, ClockRow, FindingRow, MemberRow, PaperRow, QuestionRow, SupervisionRow, UnitRow};
use crate::app::App;
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::followups::line::{self, Line};
use crate::followups::store::lateness;
use crate::people::Member;
use crate::programme::pages::{form_name, unit_choices};
use crate::rules::steps::{StepLine, lines_of};
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Words;
use crate::web::ui;

/// A clock as the page shows it.
pub struct ClockLine {
    /// What must be done.
    pub step: String,
    /// The unit that it is about, if one.
    pub unit: String,
    /// The due day.
    pub due: ui::Due,
    /// The provision; empty where an office set the day.
    pub citation: String,
    /// The figure is not verified.
    pub recalled: bool,
    /// The law that started it is no longer in force: its last day.
    pub earlier_law: String,
    /// The reckoning.
    pub steps: Vec<StepLine>,
}

/// A unit as the page shows it.
pub struct UnitView {
    /// The row.
    pub row: UnitRow,
    /// The form of its own that comes back.
    pub way_back: String,
    /// Its way, in words.
    pub way: String,
    /// Where its report stands, in words.
    pub report: String,
    /// The mark of its report's due day; empty class where nothing is owed.
    pub due: Option<ui::Due>,
    /// Days late against the first day asked for.
    pub late: Option<i64>,
    /// Planned and held visit, for people.
    pub planned_on: String,
    /// The day of the visit.
    pub visited_on: String,
    /// Since when the visit is put off.
    pub postponed_on: String,
    /// Received on.
    pub received_on: String,
    /// The body has ended: its last day.
    pub ended_on: String,
    /// What may be done now: deed words.
    pub deeds: Vec<&'static str>,
}

/// A paper as the page shows it.
pub struct PaperLine {
    /// The row.
    pub row: PaperRow,
    /// Kind, in words.
    pub kind: String,
    /// Day.
    pub on: String,
    /// The unit that it is from.
    pub unit: String,
    /// Size of the file.
    pub size: String,
}

/// What happened, for people.
pub struct HistoryLine {
    /// Day.
    pub on: String,
    /// What.
    pub words: String,
    /// By whom.
    pub by: String,
    /// The words that were written.
    pub said: String,
}

/// A stage of the stepper.
pub struct StageLine {
    /// Name.
    pub name: String,
    /// `done`, `now`, or nothing.
    pub class: &'static str,
    /// The day of its event.
    pub on: String,
}

/// What this reader may do.
pub struct May {
    /// Keep the record.
    pub keep: bool,
    /// Conclude.
    pub conclude: bool,
    /// Send the unit's report.
    pub send: bool,
}

/// The whole page.
pub struct View {
    /// The row.
    pub row: SupervisionRow,
    /// Its council.
    pub mark: String,
    /// Name of its council.
    pub council: String,
    /// Who supervises.
    pub by: String,
    /// Form.
    pub form: String,
    /// Planned days.
    pub planned: String,
    /// Stages.
    pub stages: Vec<StageLine>,
    /// Clocks.
    pub clocks: Vec<ClockLine>,
    /// Units.
    pub units: Vec<UnitView>,
    /// The unit of this reader, where the reader is one.
    pub own: bool,
    /// Team.
    pub team: Vec<(MemberRow, String, String)>,
    /// The work against the team.
    pub weighed: Weighed,
    /// Units that would go into further supervisions, where the work is too much: those of each.
    pub split: Vec<Vec<String>>,
    /// Outline.
    pub questions: Vec<QuestionRow>,
    /// Findings: row, unit, question.
    pub findings: Vec<(FindingRow, String, String)>,
    /// Which findings recommendations answer: finding, number of the follow-up.
    pub answered: Vec<(String, String)>,
    /// Papers.
    pub papers: Vec<PaperLine>,
    /// Follow-ups that came of it.
    pub followups: Vec<Line>,
    /// The earlier one: id, name, link.
    pub earlier: Option<Linked>,
    /// Later ones: id, name, link.
    pub later: Vec<Linked>,
    /// Councils that supervise together.
    pub joint: Vec<String>,
    /// History.
    pub history: Vec<HistoryLine>,
    /// Deputies, as choices.
    pub deputies: Vec<(String, String)>,
    /// Bodies that may be supervised, as choices.
    pub bodies: Vec<(String, String)>,
    /// The steps that are open now.
    pub steps: Vec<&'static str>,
    /// Still takes something.
    pub open: bool,
    /// Rights.
    pub may: May,
}

/// May this member see all of the supervision, by a role in its council, in the one above or in one that carries it out too?
pub fn sees_all(db: &mut Connection, member: &Member, row: &SupervisionRow) -> Outcome<bool> {
    let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    if councils::sees_all(member, &council, Deed::ReadSupervisions) {
        return Ok(true);
    }
    let joint = store::joint_councils(db, &row.id)?;
    Ok(joint.iter().any(|other| member.may_in_whole(Deed::ReadSupervisions, other)))
}

/// May this member see the supervision? A unit sees those that it stands in.
pub fn sees(db: &mut Connection, member: &Member, row: &SupervisionRow) -> Outcome<bool> {
    if sees_all(db, member, row)? {
        return Ok(true);
    }
    let own = member.own_bodies();
    Ok(store::units(db, &row.id)?.iter().any(|unit| unit.body_id.as_ref().is_some_and(|body| own.contains(body))))
}

/// Reads the page.
pub fn read(app: &App, db: &mut Connection, member: &Member, id: &str, w: &Words) -> Outcome<View> {
    let row = store::by_id(db, id)?;
    if !sees(db, member, &row)? {
        return Err(Trouble::NotFound);
    }
    let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let today = app.clock.today();
    let own_bodies = member.own_bodies();
    let own = !sees_all(db, member, &row)?;
    let mut units = store::units(db, id)?;
    if own {
        // A unit sees its own line, not how others fared.
        units.retain(|unit| unit.body_id.as_ref().is_some_and(|body| own_bodies.contains(body)));
    }
    let stage = row.stage()?;
    let open = stage.still_open().is_ok();
    let may = May {
        keep: open && member.may_in(Deed::KeepSupervision, &council.id),
        conclude: member.may_in(Deed::ConcludeSupervision, &council.id),
        send: open && (own || member.may_in(Deed::SendUnitReport, &council.id)),
    };
    let names: HashMap<String, String> = units.iter().map(|unit| (unit.id.clone(), unit.name.clone())).collect();
    let clocks = store::clocks(db, id)?
        .into_iter()
        .filter(|clock| !own || clock.unit_id.as_ref().is_some_and(|unit| names.contains_key(unit)))
        .filter(|clock| clock.met_on.is_some() || clock.open_on.is_some())
        .map(|clock| clock_line(app, &clock, &names, today, w))
        .collect::<Outcome<Vec<_>>>()?;
    let body_ids: Vec<String> = units.iter().filter_map(|unit| unit.body_id.clone()).collect();
    let ended: HashMap<String, String> = council_store::ended_bodies(db, &body_ids, &today.to_string())?;
    let unit_views = units.into_iter().map(|unit| unit_view(unit, &ended, &may, own, app, today, w)).collect();
    let questions = store::questions(db, id)?;
    let findings = finding_lines(db, id, &questions, &names, own, w)?;
    let papers = paper_lines(db, id, &names, own, w)?;
    let weighed = if own { Weighed::nothing() } else { scope::weigh(db, &app.law, &row)? };
    let split = splitting::offered(db, &row, &weighed)?;
    let by = match &row.body_id {
        Some(body) => council_store::body(db, body)?.map(|body| body.name).unwrap_or_default(),
        None => council.name.clone(),
    };
    let team = store::members(db, id)?
        .into_iter()
        .map(|member| {
            let days = ui::days(w, &member.valid_from, member.valid_to.as_deref());
            let part = w.k("team-part", &member.part);
            (member, part, days)
        })
        .collect();
    let (bodies, deputies) = if may.keep || may.conclude {
        let deputies = council_store::deputies(db, &council.id)?;
        (unit_choices(db, &council)?, deputies.into_iter().map(|one| (one.id, one.name)).collect())
    } else {
        (Vec::new(), Vec::new())
    };
    let followups = followup_lines(app, db, id, &own_bodies, own, today, w)?;
    let (earlier, later) = linked(db, &row, w)?;
    let mut joint = Vec::new();
    for other in store::joint_councils(db, id)? {
        joint.extend(council_store::by_id(db, &other)?.map(|council| council.name));
    }
    let history = if own { Vec::new() } else { history(db, id, &names, w)? };
    Ok(View {
        stages: stages(&row, stage, w),
        steps: steps(stage),
        planned: match (&row.planned_from, &row.planned_to) {
            (Some(from), Some(to)) => format!("{} – {}", ui::shown(Some(from)), ui::shown(Some(to))),
            _ => String::new(),
        },
        form: form_name(&app.law, &row.form, w),
        mark: council.mark.clone(),
        council: council.name.clone(),
        units: unit_views,
        by,
        clocks,
        own,
        team,
        split,
        weighed,
        questions,
        findings,
        answered: if own { Vec::new() } else { store::answered_findings(db, id)? },
        papers,
        followups,
        earlier,
        later,
        joint,
        history,
        deputies,
        bodies,
        open,
        may,
        row,
    })
}

fn finding_lines(
    db: &mut Connection,
    id: &str,
    questions: &[QuestionRow],
    names: &HashMap<String, String>,
    own: bool,
    w: &Words,
) -> Outcome<Vec<(FindingRow, String, String)>> {
    let place: HashMap<&str, i64> = questions.iter().map(|one| (one.id.as_str(), one.place)).collect();
    Ok(store::findings(db, id)?
        .into_iter()
        .filter(|finding| !own || finding.unit_id.as_ref().is_some_and(|unit| names.contains_key(unit)))
        .map(|finding| {
            let unit = finding.unit_id.as_ref().and_then(|unit| names.get(unit).cloned()).unwrap_or_default();
            let question = finding.question_id.as_deref().and_then(|question| place.get(question));
            let question = question.map(|place| w.n("question-place", *place)).unwrap_or_default();
            (finding, unit, question)
        })
        .collect())
}

fn paper_lines(
    db: &mut Connection,
    id: &str,
    names: &HashMap<String, String>,
    own: bool,
    w: &Words,
) -> Outcome<Vec<PaperLine>> {
    Ok(store::papers(db, id)?
        .into_iter()
        .filter(|paper| match &paper.unit_id {
            Some(unit) => !own || names.contains_key(unit),
            None => !own || outline::open_to_units(&paper.kind),
        })
        .map(|paper| PaperLine {
            kind: w.k("paper-kind", &paper.kind),
            on: ui::shown(paper.on_day.as_deref()),
            unit: paper.unit_id.as_ref().and_then(|unit| names.get(unit).cloned()).unwrap_or_default(),
            size: ui::size(paper.size),
            row: paper,
        })
        .collect())
}

/// A supervision that this one hangs on, or that hangs on it: id, name, link.
pub type Linked = (String, String, String);

fn linked(db: &mut Connection, row: &SupervisionRow, w: &Words) -> Outcome<(Option<Linked>, Vec<Linked>)> {
    let earlier = match &row.earlier_id {
        Some(earlier) => {
            let earlier = store::by_id(db, earlier)?;
            Some((earlier.id, earlier.title, w.k("link", row.earlier_link.as_deref().unwrap_or("follow_up"))))
        }
        None => None,
    };
    let later = store::later(db, &row.id)?
        .into_iter()
        .map(|later| (later.id, later.title, w.k("link-back", later.earlier_link.as_deref().unwrap_or("follow_up"))))
        .collect();
    Ok((earlier, later))
}

fn followup_lines(
    app: &App,
    db: &mut Connection,
    id: &str,
    own_bodies: &[String],
    own: bool,
    today: Day,
    w: &Words,
) -> Outcome<Vec<Line>> {
    let rows: Vec<_> = store::followups_of(db, id)?
        .into_iter()
        .filter(|row| !own || row.lead_id.as_ref().is_some_and(|lead| own_bodies.contains(lead)))
        .collect();
    let leads: Vec<String> = rows.iter().filter_map(|row| row.lead_id.clone()).collect();
    let names: HashMap<String, String> = council_store::body_names(db, &leads)?.into_iter().collect();
    Ok(rows.iter().map(|row| line::line(&row.into(), &names, today, &app.law, w)).collect())
}

fn clock_line(
    app: &App,
    clock: &ClockRow,
    names: &HashMap<String, String>,
    today: Day,
    w: &Words,
) -> Outcome<ClockLine> {
    let reckoning: Reckoning = serde_json::from_str(&clock.reckoning)?;
    let rule = app.law.rulebook.edition(&clock.rule, reckoning.edition);
    let ended = rule.and_then(|rule| rule.to).filter(|to| *to < today && clock.met_on.is_none());
    Ok(ClockLine {
        step: w.k("clock", &clock.step),
        unit: clock.unit_id.as_ref().and_then(|unit| names.get(unit).cloned()).unwrap_or_default(),
        due: ui::due(
            w,
            lateness(Some(&clock.due_on), clock.met_on.as_deref(), today, &app.law),
            Some(reckoning.due_on),
            today,
        ),
        citation: reckoning.citation.clone(),
        recalled: reckoning.confidence == law::rulebook::Confidence::Recalled && !reckoning.confirmed,
        earlier_law: ended.map(office_form).unwrap_or_default(),
        steps: lines_of(&reckoning, w),
    })
}

fn unit_view(
    unit: UnitRow,
    ended: &HashMap<String, String>,
    may: &May,
    own: bool,
    app: &App,
    today: Day,
    w: &Words,
) -> UnitView {
    let owed = unit.report().ok().and_then(law::supervision::UnitReport::owed_by);
    let due = owed.map(|due| ui::due(w, lateness(Some(&due.to_string()), None, today, &app.law), Some(due), today));
    UnitView {
        way_back: format!("dv-{}", unit.id),
        way: w.k("way", &unit.way),
        report: w.k("unit-report", &unit.report),
        late: unit.late_days(today),
        planned_on: ui::shown(unit.planned_on.as_deref()),
        visited_on: ui::shown(unit.visited_on.as_deref()),
        postponed_on: ui::shown(unit.postponed_on.as_deref()),
        received_on: ui::shown(unit.received_on.as_deref()),
        ended_on: unit
            .body_id
            .as_ref()
            .and_then(|body| ended.get(body))
            .map(|day| ui::shown(Some(day)))
            .unwrap_or_default(),
        deeds: deeds_of(&unit, may, own),
        due,
        row: unit,
    }
}

/// What may be done with a unit now, the likeliest first.
fn deeds_of(unit: &UnitRow, may: &May, own: bool) -> Vec<&'static str> {
    let mut deeds = Vec::new();
    let keeps = may.keep && !own;
    let owes = matches!(unit.report.as_str(), "asked" | "returned");
    if may.send && (owes || keeps && unit.report == "not_asked") {
        deeds.push("receive");
    }
    if keeps && unit.report == "received" {
        deeds.push("send_back");
    }
    if keeps && unit.report != "received" {
        deeds.push("ask");
    }
    if keeps && unit.visited_on.is_none() {
        deeds.push("plan_visit");
        if unit.planned_on.is_some() {
            deeds.extend(["notify", "visit", "postpone"]);
        }
    }
    if keeps && unit.comment_asked_on.is_none() {
        deeds.push("ask_comment");
    }
    if may.send && unit.comment_asked_on.is_some() && unit.comment.is_empty() {
        deeds.push("comment");
    }
    if keeps {
        deeds.push("replace");
    }
    deeds
}

fn stages(row: &SupervisionRow, stage: Stage, w: &Words) -> Vec<StageLine> {
    const ORDER: &[&str] = &["planned", "established", "ended", "reported", "concluded"];
    let here = ORDER.iter().position(|word| *word == stage.as_str()).unwrap_or(0);
    let day_of = |word: &str| match word {
        "planned" => row.planned_from.as_deref(),
        "established" => row.established_on.as_deref(),
        "ended" => row.ended_on.as_deref(),
        "reported" => row.reported_on.as_deref(),
        _ => row.concluded_on.as_deref(),
    };
    ORDER
        .iter()
        .enumerate()
        .map(|(n, word)| StageLine {
            name: w.k("stage", word),
            class: if n < here || (n == here && *word == "concluded") {
                "done"
            } else if n == here {
                "now"
            } else {
                ""
            },
            on: ui::shown(day_of(word)),
        })
        .collect()
}

/// The steps that the law leaves open now.
fn steps(stage: Stage) -> Vec<&'static str> {
    match stage {
        Stage::Planned => vec!["establish", "end", "drop"],
        Stage::Established { .. } => vec!["end", "drop"],
        Stage::Ended { .. } => vec!["report"],
        Stage::Reported { .. } | Stage::Concluded { .. } | Stage::Dropped { .. } => Vec::new(),
    }
}

fn history(db: &mut Connection, id: &str, names: &HashMap<String, String>, w: &Words) -> Outcome<Vec<HistoryLine>> {
    Ok(store::steps(db, id)?
        .into_iter()
        .map(|step| {
            let unit = step.unit_id.as_ref().and_then(|unit| names.get(unit).cloned()).unwrap_or_default();
            let what = w.k("step", &step.kind);
            HistoryLine {
                on: ui::shown(Some(&step.on_day)),
                words: if unit.is_empty() { what } else { format!("{unit}: {what}") },
                by: step.by_name,
                said: step.words,
            }
        })
        .collect())
}
