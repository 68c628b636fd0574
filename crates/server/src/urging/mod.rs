//! Urging (đôn đốc): the papers of the ladder, drafted by the program, decided by people.
//!
//! One body with several overdue follow-ups gets one paper for each rung and round. A paper is drafted, signed off and
//! numbered, sent, acknowledged. What was done in the meantime leaves the paper by itself when it is signed. A follow-up
//! stands in one live paper of a rung and round at the most: the table's unique key holds that, so nothing is sent
//! twice.

pub mod api;
pub mod pages;
pub mod store;

use law::day::Day;
use law::ladder::{Next, next_rung};
use law::refusal::Refusal;
use law::role::Act as Deed;
use law::rulebook::{Ladder, Rung};
use serde::Deserialize;
use store::{ItemRow, UrgingRow};

use crate::app::{App, Law};
use crate::councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::followups;
use crate::followups::store::FollowupRow;
use crate::trouble::{Outcome, Trouble};

/// What drafting did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drafted {
    /// Papers begun.
    pub papers: usize,
    /// Follow-ups put into papers.
    pub items: usize,
}

/// An overdue follow-up whose next rung is open today.
struct Ripe {
    followup_id: String,
    body_id: String,
    rung: u32,
    round: u32,
}

/// Of some follow-ups, those for which a paper may be drafted on a day: overdue, with a body to write to, not waiting for
/// the council's own verdict, in no paper that has not gone out, and with an open rung.
fn ripe(db: &mut Connection, ladder: &Ladder, followup_ids: &[String], day: Day) -> Outcome<Vec<Ripe>> {
    let rows = followups::store::by_ids(db, followup_ids)?;
    let papers = store::papers_of(db, followup_ids)?;
    let mut found = Vec::new();
    for row in rows {
        let (Some(body_id), Some(due)) = (row.lead_id.clone(), row.due_day()) else { continue };
        let in_draft = papers.iter().any(|(id, paper)| *id == row.id && paper.sent_on.is_none());
        if row.closed_on.is_some() || row.state == "claimed" || due >= day || in_draft {
            continue;
        }
        if let Next::Open { rung, round } = next_rung(ladder, due, &store::sent_of(&papers, &row.id), day) {
            found.push(Ripe { followup_id: row.id, body_id, rung, round });
        }
    }
    Ok(found)
}

/// The overdue follow-ups of a council for which the sweep drafts papers on a day.
pub fn ripe_of_council(app: &App, db: &mut Connection, council_id: &str, day: Day) -> Outcome<Vec<String>> {
    const AT_ONCE: usize = 500;
    let overdue = store::overdue(db, council_id, day)?;
    let mut found = Vec::new();
    for some in overdue.chunks(AT_ONCE) {
        found.extend(ripe(db, &app.law.rulebook.ladder, some, day)?.into_iter().map(|one| one.followup_id));
    }
    Ok(found)
}

/// Drafts the next paper for each overdue follow-up whose rung is open. Part of a larger act: it leaves no event.
pub fn draft(act: &mut Act, council_id: &str, followup_ids: &[String], day: Day) -> Outcome<Drafted> {
    let mut drafted = Drafted::default();
    let ladder = act.app.law.rulebook.ladder.clone();
    for one in ripe(act.db, &ladder, followup_ids, day)? {
        let (rung, round) = (i64::from(one.rung), i64::from(one.round));
        let paper_id = match store::draft_for(act.db, council_id, &one.body_id, rung, round)? {
            Some(id) => id,
            None => {
                drafted.papers += 1;
                let of_ladder = ladder.rungs.iter().find(|known| known.number == one.rung);
                begin_paper(act, council_id, &one.body_id, of_ladder, round, day)?
            }
        };
        let live_key = Some(format!("{}:{rung}:{round}", one.followup_id));
        let item =
            ItemRow { urging_id: paper_id, followup_id: one.followup_id, rung, round, dropped_on: None, live_key };
        store::insert_item(act.db, &item)?;
        drafted.items += 1;
    }
    Ok(drafted)
}

fn begin_paper(
    act: &mut Act,
    council_id: &str,
    body_id: &str,
    rung: Option<&Rung>,
    round: i64,
    day: Day,
) -> Outcome<String> {
    let rung = rung.ok_or_else(|| Trouble::Fault("the ladder has no such rung".into()))?;
    let id = act.new_id();
    let answer_by = act
        .app
        .law
        .calendar
        .next_working(day.checked_add(jiff::Span::new().days(i64::from(rung.answer_days))).unwrap_or(day));
    store::insert(
        act.db,
        &UrgingRow {
            id: id.clone(),
            council_id: council_id.to_owned(),
            body_id: body_id.to_owned(),
            rung: i64::from(rung.number),
            round,
            state: "drafted".into(),
            proposed_on: day.to_string(),
            answer_by: answer_by.to_string(),
            words: String::new(),
            symbol: String::new(),
            signed_on: None,
            signed_by: None,
            sent_on: None,
            acknowledged_on: None,
            acknowledged_by: None,
            version: 1,
        },
    )?;
    Ok(id)
}

/// Follow-ups picked in the register, as typed: numbers with commas between.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Picked {
    /// Numbers.
    pub viec: String,
}

/// Follow-ups picked at once at the most.
const MOST_PICKED: usize = 500;

/// Drafts papers for picked follow-ups. Refuses when none of them can be urged today, and says why.
pub fn draft_picked(act: &mut Act, mark: &str, picked: &Picked) -> Outcome<Drafted> {
    let council = councils::store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftUrging, &council.id, &[])?;
    let numbers: Vec<&str> = picked.viec.split(',').map(str::trim).filter(|number| !number.is_empty()).collect();
    if numbers.is_empty() {
        return Err(Trouble::field("viec", "invalid-nothing-picked", ""));
    }
    if numbers.len() > MOST_PICKED {
        return Err(Trouble::field("viec", "invalid-too-many", MOST_PICKED.to_string()));
    }
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let row = followups::store::by_number(act.db, number)?;
        if row.council_id != council.id {
            return Err(Trouble::NotFound);
        }
        rows.push(row);
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let day = act.today;
    let drafted = draft(act, &council.id, &ids, day)?;
    if drafted.items == 0 {
        return Err(why_none(act, &rows, &ids)?);
    }
    let body = serde_json::json!({ "papers": drafted.papers, "items": drafted.items });
    act.record(&council.id, "papers_drafted", &council.id, &body)?;
    Ok(drafted)
}

fn why_none(act: &mut Act, rows: &[FollowupRow], ids: &[String]) -> Outcome<Trouble> {
    let papers = store::papers_of(act.db, ids)?;
    if papers.iter().any(|(_, paper)| paper.sent_on.is_none()) {
        return Ok(Trouble::field("viec", "invalid-drafted-already", ""));
    }
    for row in rows {
        if let Some(on) = row.claimed_on.as_deref().and_then(|day| day.parse().ok()) {
            return Ok(Refusal::ClaimedAlready { on }.into());
        }
        let Some(due) = row.due_day().filter(|due| *due < act.today && row.closed_on.is_none()) else { continue };
        let sent = store::sent_of(&papers, &row.id);
        match next_rung(&act.app.law.rulebook.ladder, due, &sent, act.today) {
            Next::Waits { until, .. } => return Ok(Refusal::RungNotOpen { until }.into()),
            Next::Top => return Ok(Refusal::LadderClimbed.into()),
            Next::Open { .. } => {}
        }
        if row.lead_id.is_none() {
            return Ok(Trouble::field("viec", "invalid-no-lead", row.number.clone()));
        }
    }
    Ok(Refusal::NotOverdue.into())
}

fn load(act: &mut Act, id: &str, deed: Deed) -> Outcome<UrgingRow> {
    let paper = store::by_id(act.db, id)?;
    let bodies = [paper.body_id.clone()];
    act.may(deed, &paper.council_id, &bodies)?;
    Ok(paper)
}

/// A sign-off as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SignOff {
    /// Number and symbol, as the office's register of outgoing papers gives it.
    pub symbol: String,
    /// Words added to the drafted paper.
    pub words: String,
    /// The day by which the body answers; empty keeps the drafted one.
    pub answer_by: String,
}

/// Signs a paper off and numbers it. Follow-ups done in the meantime leave it first.
pub fn sign(act: &mut Act, id: &str, sign_off: &SignOff) -> Outcome<()> {
    let rung = store::by_id(act.db, id)?.rung;
    let mut paper = load(act, id, signing_deed(act.app, rung))?;
    if let Some(on) = &paper.signed_on {
        return Err(Refusal::SentAlready { on: on.parse().unwrap_or(act.today) }.into());
    }
    Trouble::too_long("words", &sign_off.words, followups::recording::LONGEST)?;
    let symbol = words::nfc(sign_off.symbol.trim());
    Trouble::too_long("symbol", &symbol, crate::people::LONGEST_NAME)?;
    if symbol.is_empty() {
        return Err(Trouble::field("symbol", "invalid-symbol-missing", ""));
    }
    if !sign_off.answer_by.trim().is_empty() {
        let day = law::day::parse_day(&sign_off.answer_by)
            .map_err(|_| Trouble::field("answer_by", "invalid-day", &sign_off.answer_by))?;
        if day <= act.today {
            return Err(Trouble::field("answer_by", "invalid-day-past", &sign_off.answer_by));
        }
        paper.answer_by = day.to_string();
    }
    let left = drop_what_is_over(act, &paper)?;
    if left == 0 {
        return Err(Refusal::NotOverdue.into());
    }
    paper.state = "signed".into();
    paper.symbol = symbol;
    paper.words = words::nfc(sign_off.words.trim());
    paper.signed_on = Some(act.today.to_string());
    paper.signed_by = Some(act.member.name.clone());
    store::save(act.db, &mut paper)?;
    let body = serde_json::json!({ "symbol": paper.symbol, "rung": paper.rung, "items": left });
    act.record(&paper.council_id, "paper_signed", id, &body)
}

fn drop_what_is_over(act: &mut Act, paper: &UrgingRow) -> Outcome<usize> {
    let today = act.today.to_string();
    let items: Vec<ItemRow> =
        store::items(act.db, &paper.id)?.into_iter().filter(|item| item.dropped_on.is_none()).collect();
    let ids: Vec<String> = items.iter().map(|item| item.followup_id.clone()).collect();
    let mut left = items.len();
    for row in followups::store::by_ids(act.db, &ids)? {
        let overdue = row.closed_on.is_none() && row.sort_due < today;
        if !overdue {
            store::drop_item(act.db, &paper.id, &row.id, &today)?;
            left -= 1;
        }
    }
    Ok(left)
}

/// Signs a paper off under the number of the official paper that stands for it. Part of a larger act: it leaves no event.
pub fn signed_as(act: &mut Act, id: &str, symbol: &str) -> Outcome<()> {
    let mut paper = store::by_id(act.db, id)?;
    if let Some(on) = &paper.signed_on {
        return Err(Refusal::SentAlready { on: on.parse().unwrap_or(act.today) }.into());
    }
    act.may(signing_deed(act.app, paper.rung), &paper.council_id, &[])?;
    if drop_what_is_over(act, &paper)? == 0 {
        return Err(Refusal::NotOverdue.into());
    }
    paper.state = "signed".into();
    symbol.clone_into(&mut paper.symbol);
    paper.signed_on = Some(act.today.to_string());
    paper.signed_by = Some(act.member.name.clone());
    store::save(act.db, &mut paper)
}

/// Which paper of its kind it is, counted from the first rung that asks for that kind: the first further reminder is the second
/// letter.
pub fn letter_number(law: &Law, paper: &UrgingRow) -> i64 {
    let rungs = &law.rulebook.ladder.rungs;
    let number = |rung: &Rung| i64::from(rung.number);
    let kind = rungs.iter().find(|rung| number(rung) == paper.rung).map(|rung| rung.paper.as_str());
    let before = rungs.iter().filter(|rung| number(rung) < paper.rung && Some(rung.paper.as_str()) == kind);
    before.map(|rung| i64::from(rung.times)).sum::<i64>() + paper.round
}

/// Who signs the papers of a rung: the office, or the Standing Committee.
pub fn signing_deed(app: &App, rung: i64) -> Deed {
    let by_office =
        app.law.rulebook.ladder.rungs.iter().any(|one| i64::from(one.number) == rung && one.signed_by == "clerk");
    if by_office { Deed::SignReminder } else { Deed::SignUrging }
}

/// Records a signed paper as sent: each follow-up in it climbs to the rung.
pub fn send(act: &mut Act, id: &str) -> Outcome<()> {
    let mut paper = load(act, id, Deed::SendUrging)?;
    if let Some(on) = &paper.sent_on {
        return Err(Refusal::SentAlready { on: on.parse().unwrap_or(act.today) }.into());
    }
    if paper.signed_on.is_none() {
        return Err(Refusal::NotSigned.into());
    }
    paper.state = "sent".into();
    paper.sent_on = Some(act.today.to_string());
    store::save(act.db, &mut paper)?;
    let items = store::items(act.db, id)?;
    let ids: Vec<String> =
        items.into_iter().filter(|item| item.dropped_on.is_none()).map(|item| item.followup_id).collect();
    let rows = followups::store::by_ids(act.db, &ids)?;
    for mut row in rows {
        row.rung = row.rung.max(paper.rung);
        followups::store::save(act.db, &mut row)?;
        followups::write_deed(act, &row.id, "urged", &paper.rung.to_string(), &paper.symbol)?;
    }
    let body = serde_json::json!({ "symbol": paper.symbol, "rung": paper.rung, "items": ids.len() });
    act.record(&paper.council_id, "paper_sent", id, &body)
}

/// Records that the body has the paper.
pub fn acknowledge(act: &mut Act, id: &str) -> Outcome<()> {
    let mut paper = load(act, id, Deed::AcknowledgeUrging)?;
    if paper.sent_on.is_none() {
        return Err(Refusal::NotSent.into());
    }
    if let Some(on) = &paper.acknowledged_on {
        return Err(Refusal::SentAlready { on: on.parse().unwrap_or(act.today) }.into());
    }
    paper.state = "acknowledged".into();
    paper.acknowledged_on = Some(act.today.to_string());
    paper.acknowledged_by = Some(act.member.name.clone());
    store::save(act.db, &mut paper)?;
    // The body that has it says so itself: the official paper under whose number it went has its receipt.
    let body = councils::store::body(act.db, &paper.body_id)?.map(|body| body.name).unwrap_or_default();
    let receipt = crate::issuing::following::receive_of_urging(act, id, &body)?;
    act.record(&paper.council_id, "paper_acknowledged", id, &serde_json::json!({ "receipt": receipt }))
}

/// Drops a paper that has not been signed; its follow-ups can be drafted again.
pub fn discard(act: &mut Act, id: &str) -> Outcome<()> {
    let mut paper = load(act, id, Deed::SendUrging)?;
    if paper.state != "drafted" {
        let on = paper.signed_on.as_deref().and_then(|day| day.parse().ok()).unwrap_or(act.today);
        return Err(Refusal::SentAlready { on }.into());
    }
    paper.state = "discarded".into();
    store::save(act.db, &mut paper)?;
    let today = act.today.to_string();
    for item in store::items(act.db, id)? {
        store::drop_item(act.db, id, &item.followup_id, &today)?;
    }
    act.record(&paper.council_id, "paper_discarded", id, &serde_json::json!({}))
}
