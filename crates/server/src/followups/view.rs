//! Everything on a follow-up's own page.

use std::collections::HashMap;

use law::day::{Day, office_form};
use law::followup::{State, Verdict};
use law::ladder::{Next, next_rung};
use law::role::{Act as Deed, Reach, reach};

use super::line::{lead_name, lit, named, rung_name, standing_words};
use super::selves::{self, SelfLink};
use super::store::{self, DeedRow, EvidenceRow, FollowupRow};
use crate::app::{App, Law};
use crate::councils;
use crate::councils::store::CouncilRow;
use crate::db::Connection;
use crate::people::Member;
use crate::rules::steps::{StepLine, lines_of};
use crate::trouble::{Outcome, Trouble};
use crate::urging;
use crate::web::i18n::Words;
use crate::web::ui::{self, Due};

/// A step of the ladder on a follow-up's page.
pub struct RungView {
    /// Number.
    pub number: u32,
    /// Name.
    pub name: String,
    /// `done`, `here`, `next`, `todo`.
    pub class: &'static str,
    /// Lines under it: day and number of the paper, or when it opens.
    pub lines: Vec<String>,
}

/// A deadline on a follow-up's page.
pub struct DeadlineView {
    /// Kind in words.
    pub kind: String,
    /// Day, ISO and shown.
    pub day: (String, String),
    /// Who set it, and why.
    pub set_by: String,
    /// Reason, where it was moved.
    pub reason: String,
    /// Reckoning.
    pub steps: Vec<StepLine>,
    /// Citation and confidence of the rule behind it.
    pub citation: String,
    /// Has no office confirmed the rule?
    pub unconfirmed: bool,
    /// Rule id, where a rule stands behind it.
    pub rule: String,
    /// Is it the one in force?
    pub open: bool,
    /// Met on this day.
    pub met: String,
}

/// A deed on the timeline.
pub struct DeedView {
    /// Day shown, and time.
    pub day: String,
    /// Hour.
    pub hour: String,
    /// Class and mark.
    pub class: &'static str,
    /// Mark.
    pub mark: &'static str,
    /// Head line.
    pub head: String,
    /// Words.
    pub words: String,
    /// Files.
    pub files: Vec<(String, String, String)>,
}

/// Something that the wording lacks.
pub struct Lack {
    /// What is missing.
    pub words: String,
    /// What to do.
    pub hint: String,
}

/// What the member may do here.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each form of the page")]
pub struct May {
    /// Correct its words.
    pub correct: bool,
    /// Set the due day.
    pub set_due: bool,
    /// Respond.
    pub respond: bool,
    /// Report.
    pub report: bool,
    /// Judge.
    pub judge: bool,
    /// Reopen.
    pub reopen: bool,
    /// Ask to explain.
    pub ask: bool,
    /// Explain.
    pub explain: bool,
    /// Draft a paper.
    pub draft: bool,
    /// Offer it to the council above or below.
    pub transfer: bool,
}

/// Everything on a follow-up's page.
pub struct FollowupView {
    /// The row.
    pub row: FollowupRow,
    /// Council that is owed.
    pub council: String,
    /// Its mark.
    pub mark: String,
    /// The program linked it to its earlier self, and a person may part them.
    pub partable: bool,
    /// Lead body.
    pub lead: String,
    /// Co-bodies.
    pub co: Vec<String>,
    /// Due mark.
    pub due: Due,
    /// What stands about it.
    pub standing: String,
    /// Rungs lit.
    pub rungs: Vec<bool>,
    /// Name of the rung.
    pub rung_name: String,
    /// The ladder.
    pub ladder: Vec<RungView>,
    /// Source day shown.
    pub source_on: String,
    /// Deadlines, the one in force first.
    pub deadlines: Vec<DeadlineView>,
    /// Timeline.
    pub deeds: Vec<DeedView>,
    /// What the wording lacks.
    pub lacks: Vec<Lack>,
    /// “lần thứ 3 kể từ 2022”.
    pub repeated: String,
    /// Earlier selves.
    pub earlier: Vec<SelfLink>,
    /// Later selves.
    pub later: Vec<SelfLink>,
    /// What may be done.
    pub may: May,
    /// Rules in force today that set the time for an explanation: id, words.
    pub explanation_rules: Vec<(String, String)>,
    /// Verdicts to choose from.
    pub verdicts: Vec<(String, String, String)>,
    /// Does it stand in a paper that has not gone out?
    pub in_draft: bool,
    /// Papers in which it stands: id, words.
    pub papers: Vec<(String, String)>,
    /// Open demand to explain: its day.
    pub explain_by: String,
}

/// The follow-up behind a number, if this member may read it.
pub fn seen(db: &mut Connection, member: &Member, number: &str) -> Outcome<FollowupRow> {
    let row = store::by_number(db, number)?;
    let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    if !councils::sees_all(member, &council, Deed::ReadFollowups) {
        let own = member.own_bodies();
        let mut addressed = store::co_bodies(db, &row.id)?;
        addressed.extend(row.lead_id.clone());
        return if addressed.iter().any(|body| own.contains(body)) { Ok(row) } else { Err(Trouble::NotFound) };
    }
    Ok(row)
}

/// Reads everything on a follow-up's page.
pub fn read(app: &App, db: &mut Connection, member: &Member, number: &str, w: &Words) -> Outcome<FollowupView> {
    let row = seen(db, member, number)?;
    let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let today = app.clock.today();
    let co_ids = store::co_bodies(db, &row.id)?;
    let mut ids = co_ids.clone();
    ids.extend(row.lead_id.clone());
    let names: HashMap<String, String> = councils::store::body_names(db, &ids)?.into_iter().collect();
    let evidence = store::evidence(db, &row.id)?;
    let deeds = store::deeds(db, &row.id)?;
    let papers = urging::store::papers_of(db, std::slice::from_ref(&row.id))?;
    let earlier = store::earlier_selves(db, &row)?;
    let later = store::later_selves(db, &row.id)?;
    let mut deadlines = store::deadlines(db, &row.id)?;
    // The due day in force comes first; a stable sort keeps the history behind it newest first.
    deadlines.sort_by_key(|one| (one.open_on.is_none(), one.kind != "due"));
    let may = may(member, &row, &ids)?;
    let state = row.state()?;
    Ok(FollowupView {
        council: council.name.clone(),
        mark: council.mark.clone(),
        lead: lead_name(row.lead_id.as_ref(), &row.lead_words, &names),
        co: co_ids.iter().filter_map(|id| names.get(id)).cloned().collect(),
        due: ui::due(w, row.lateness(today, &app.law), row.due_day(), today),
        standing: standing_words(&row, w),
        rungs: lit(row.rung, &app.law),
        rung_name: rung_name(row.rung, &app.law, w),
        ladder: ladder(&row, &papers, today, &app.law, w),
        source_on: ui::shown(row.source_on.as_deref()),
        explain_by: deadlines
            .iter()
            .find(|one| one.kind == "explanation" && one.open_on.is_some())
            .map(|one| ui::shown(Some(&one.due_on)))
            .unwrap_or_default(),
        deadlines: deadline_views(db, &deadlines, &app.law, w)?,
        deeds: deeds.iter().map(|deed| deed_view(deed, &row, &evidence, &app.law, w)).collect(),
        lacks: if matches!(state, State::Closed { .. }) { Vec::new() } else { lacks(&row, w) },
        partable: row.earlier_id.is_some() && !row.was_taken_over(),
        repeated: selves::repeated(&earlier, w)?,
        earlier: selves::links(db, member, &earlier, w)?,
        later: selves::links(db, member, &later, w)?,
        explanation_rules: explanation_rules(&council, today, &app.law, w),
        verdicts: Verdict::ALL
            .iter()
            .map(|verdict| {
                let word = verdict.as_str();
                let name = w.t(&format!("verdict-{word}")).to_owned();
                let hint = w.t(&format!("verdict-{word}-hint")).to_owned();
                (word.to_owned(), name, hint)
            })
            .collect(),
        in_draft: papers.iter().any(|(_, paper)| paper.sent_on.is_none()),
        papers: papers.iter().map(|(_, paper)| (paper.id.clone(), paper_words(paper, &app.law, w))).collect(),
        may,
        row,
    })
}

fn may(member: &Member, row: &FollowupRow, bodies: &[String]) -> Outcome<May> {
    let state = row.state()?;
    let open = !state.is_closed();
    let can = |deed: Deed| {
        member.roles.iter().any(|held| match reach(held.role, deed) {
            Reach::Nothing => false,
            Reach::OwnBody => held.body_id.as_ref().is_some_and(|body| bodies.contains(body)),
            Reach::OwnCouncil | Reach::OwnAndLower => held.council_id == row.council_id,
        })
    };
    Ok(May {
        correct: can(Deed::RecordFollowup) && open,
        set_due: can(Deed::SetDue) && open,
        respond: can(Deed::Respond) && open,
        report: can(Deed::Report) && open,
        judge: can(Deed::Judge) && open,
        reopen: can(Deed::Judge) && !open && row.verdict.is_some(),
        ask: can(Deed::AskExplanation) && open,
        explain: can(Deed::Explain) && open,
        draft: can(Deed::DraftUrging) && open,
        transfer: can(Deed::TransferFollowup) && open,
    })
}

fn paper_words(paper: &urging::store::UrgingRow, law: &Law, w: &Words) -> String {
    let rung = rung_name(paper.rung, law, w);
    if paper.symbol.is_empty() {
        format!("{rung} ({})", w.t(&format!("paper-{}", paper.state)))
    } else {
        format!("{rung}: {}", paper.symbol)
    }
}

fn ladder(
    row: &FollowupRow,
    papers: &[(String, urging::store::UrgingRow)],
    today: Day,
    law: &Law,
    w: &Words,
) -> Vec<RungView> {
    let sent = urging::store::sent_of(papers, &row.id);
    let open = row.due_day().filter(|due| row.closed_on.is_none() && *due < today);
    let next = open.map(|due| next_rung(&law.rulebook.ladder, due, &sent, today));
    law.rulebook
        .ladder
        .rungs
        .iter()
        .map(|rung| {
            let number = rung.number;
            let here = i64::from(number) == row.rung;
            let mut lines: Vec<String> = papers
                .iter()
                .filter(|(_, paper)| paper.rung == i64::from(number))
                .map(|(_, paper)| match &paper.sent_on {
                    Some(on) => format!("{} · {}", paper.symbol, ui::shown(Some(on))),
                    None => w.t(&format!("paper-{}", paper.state)).to_owned(),
                })
                .collect();
            let class = match next {
                Some(Next::Open { rung: open, .. }) if open == number && !here => {
                    // A paper that has been drafted says so itself.
                    if lines.is_empty() {
                        lines.push(w.t("rung-open").to_owned());
                    }
                    "next"
                }
                Some(Next::Waits { until, rung: open, .. }) if open == number && !here => {
                    lines.push(w.s("rung-waits", office_form(until)));
                    "next"
                }
                _ if here => "here",
                _ if i64::from(number) < row.rung => "done",
                _ => "todo",
            };
            RungView { number, name: named(&rung.name, &rung.name_en, w), class, lines }
        })
        .collect()
}

fn deadline_views(
    db: &mut Connection,
    rows: &[store::DeadlineRow],
    law: &Law,
    w: &Words,
) -> Outcome<Vec<DeadlineView>> {
    rows.iter()
        .map(|row| {
            let reckoning: Option<law::deadline::Reckoning> = serde_json::from_str(&row.reckoning).ok();
            let edition = reckoning.as_ref().map_or(0, |reckoning| reckoning.edition);
            let in_book = law.rulebook.edition(&row.rule, edition).is_some_and(|rule| rule.confirmed.is_some());
            let confirmed =
                row.rule.is_empty() || in_book || crate::rules::is_confirmed(db, &row.council_id, &row.rule, edition)?;
            Ok(deadline_view(row, reckoning, confirmed, w))
        })
        .collect()
}

fn deadline_view(
    row: &store::DeadlineRow,
    reckoning: Option<law::deadline::Reckoning>,
    confirmed: bool,
    w: &Words,
) -> DeadlineView {
    let given = reckoning.as_ref().is_some_and(|reckoning| reckoning.count == 0 && reckoning.rule.is_empty());
    let steps = match &reckoning {
        Some(reckoning) if !given => lines_of(reckoning, w),
        _ => Vec::new(),
    };
    DeadlineView {
        kind: w.t(&format!("deadline-{}", row.kind)).to_owned(),
        day: (row.due_on.clone(), ui::shown(Some(&row.due_on))),
        set_by: if given { w.s("due-given", row.set_by.clone()) } else { w.s("due-reckoned", row.set_by.clone()) },
        reason: row.reason.clone(),
        steps,
        citation: reckoning.map(|reckoning| reckoning.citation).unwrap_or_default(),
        unconfirmed: !confirmed,
        rule: row.rule.clone(),
        open: row.open_on.is_some(),
        met: ui::shown(row.met_on.as_deref()),
    }
}

fn deed_view(deed: &DeedRow, row: &FollowupRow, evidence: &[EvidenceRow], law: &Law, w: &Words) -> DeedView {
    let head = match deed.kind.as_str() {
        "responded" => w.st("deed-responded", deed.by_name.clone(), w.t(&format!("response-{}", deed.value))),
        "judged" => w.st("deed-judged", deed.by_name.clone(), w.t(&format!("verdict-{}", deed.value))),
        "due_set" | "explanation_asked" => {
            w.st(&format!("deed-{}", deed.kind), deed.by_name.clone(), ui::shown(Some(&deed.value)))
        }
        "urged" => w.st("deed-urged", rung_name(deed.value.parse().unwrap_or(0), law, w), deed.words.clone()),
        "transfer_offered" | "transfer_declined" | "transfer_withdrawn" => {
            w.st(&format!("deed-{}", deed.kind), deed.by_name.clone(), deed.value.clone())
        }
        "handed_over" | "taken_over" => w.st(&format!("deed-{}", deed.kind), deed.value.clone(), deed.words.clone()),
        kind => w.s(&format!("deed-{kind}"), deed.by_name.clone()),
    };
    let (class, mark) = match (deed.kind.as_str(), deed.value.as_str()) {
        ("judged", "done") => ("is-proved", "m-proved"),
        ("judged" | "claimed", _) => ("is-near", "m-claim"),
        _ => ("is-run", "m-run"),
    };
    let files = evidence
        .iter()
        .filter(|file| file.deed_id == deed.id)
        .map(|file| {
            let href = format!("/viec-theo-doi/{}/minh-chung/{}", row.number, file.id);
            (href, file.name.clone(), ui::size(file.size))
        })
        .collect();
    let shows_words = !matches!(deed.kind.as_str(), "urged" | "handed_over" | "taken_over");
    DeedView {
        day: ui::shown(Some(&deed.on_day)),
        hour: crate::clock::hour_of(&deed.at),
        class,
        mark,
        head,
        words: if shows_words { deed.words.clone() } else { String::new() },
        files,
    }
}

/// Which of the fields that a wording check asks about are filled in.
pub struct Filled {
    lead: bool,
    product: bool,
    proof: bool,
    due: bool,
}

impl Filled {
    /// Of a follow-up as typed.
    pub fn of(new: &super::recording::NewFollowup) -> Self {
        let filled = |text: &str| !text.trim().is_empty();
        Self {
            lead: filled(&new.lead),
            product: filled(&new.product),
            proof: filled(&new.proof),
            due: filled(&new.due_on) || filled(&new.due_count),
        }
    }
}

fn lacks(row: &FollowupRow, w: &Words) -> Vec<Lack> {
    let filled = Filled {
        lead: row.lead_id.is_some(),
        product: !row.product.is_empty(),
        proof: !row.proof.is_empty(),
        due: row.due_on.is_some(),
    };
    lacks_of(&row.words, &row.lead_words, &row.due_words, &filled, w)
}

/// What the wording lacks: pointed out with a suggestion, never a block.
pub fn lacks_of(text: &str, addressee: &str, time: &str, filled: &Filled, w: &Words) -> Vec<Lack> {
    use words::TimeWords;
    let wording = words::check_wording(text, addressee, time);
    let mut lacks = Vec::new();
    let mut lack = |words: String, hint: &str| lacks.push(Lack { words, hint: w.t(hint).to_owned() });
    if let Some(found) = &wording.soft_verb {
        lack(w.s("lack-soft-verb", found.words.clone()), "lack-soft-verb-hint");
    }
    match (&wording.unnamed_addressee, filled.lead) {
        (Some(found), false) => lack(w.s("lack-unnamed", found.words.clone()), "lack-unnamed-hint"),
        (None, false) => lack(w.t("lack-nobody").to_owned(), "lack-unnamed-hint"),
        (Some(found), true) => lack(w.s("lack-unnamed-others", found.words.clone()), "lack-unnamed-others-hint"),
        (None, true) => {}
    }
    if !filled.product && !wording.names_product {
        lack(w.t("lack-product").to_owned(), "lack-product-hint");
    }
    if !filled.due {
        match &wording.time {
            TimeWords::ImpossibleDay { words } => lack(w.s("lack-impossible", words.clone()), "lack-time-hint"),
            TimeWords::Vague { words } => lack(w.s("lack-vague", words.clone()), "lack-time-hint"),
            TimeWords::Event { words, .. } => lack(w.s("lack-event", words.clone()), "lack-event-hint"),
            TimeWords::Rhythm { words, .. } => lack(w.s("lack-rhythm", words.clone()), "lack-event-hint"),
            TimeWords::Period { words, .. } => lack(w.s("lack-event", words.clone()), "lack-event-hint"),
            TimeWords::Day { .. } | TimeWords::None => lack(w.t("lack-time").to_owned(), "lack-time-hint"),
        }
    }
    if !filled.proof && !wording.names_proof {
        lack(w.t("lack-proof").to_owned(), "lack-proof-hint");
    }
    lacks
}

/// The rules in force today that a demand to explain starts.
fn explanation_rules(council: &CouncilRow, today: Day, law: &Law, w: &Words) -> Vec<(String, String)> {
    let level = law::rulebook::Level::named(&council.level).unwrap_or(law::rulebook::Level::Commune);
    law.rulebook
        .started_by("explanation_request.received", level, today)
        .into_iter()
        .map(|rule| {
            let span = w.n(&format!("span-{}", rule.unit.as_str()), rule.count);
            (rule.id.clone(), format!("{} ({span}; {})", rule.duty, rule.citation))
        })
        .collect()
}
