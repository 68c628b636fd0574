//! Meetings with voters (tiếp xúc cử tri): rounds, meetings, who takes part, what each step owes to the law.
//!
//! Verbs are split by ability: here a round is planned and its meetings are set, moved, held or called off; `notes` takes
//! what was said, from a phone without a network too; `taking` brings it into the book of petitions; `earlier` tells a
//! hamlet what became of what it asked before. Law: Nghị quyết liên tịch 72/2025/NQLT, Điều 9–42.

pub mod api;
pub mod earlier;
pub mod notes;
pub mod pages;
pub mod phone;
pub mod store;
pub mod taking;
pub mod view;

use law::contact::{Decision, Kind, MeetingState, Start, Way};
use law::day::Day;
use law::deadline::reckon;
use law::role::Act as Deed;
use serde::Deserialize;
use store::{ClockRow, MeetingRow, RoundRow};

use crate::councils::store::{self as councils, CouncilRow};
use crate::db::act::Act;
use crate::followups::recording::{LONGEST, read_day};
use crate::petitions::LONGEST_LINE;
use crate::petitions::recording::MOST_VOTERS;
use crate::programme::level_of;
use crate::supervision::day_of_act;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Deputies at one meeting at the most.
const MOST_DEPUTIES: usize = 60;

/// A round as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewRound {
    /// Its name; empty takes kind and session.
    pub title: String,
    /// `before_session`, `after_session`, `thematic`, `outside_constituency`, `individual`.
    pub kind: String,
    /// The session, or the theme.
    pub session: String,
    /// The day on which the session opens, where it is known.
    pub session_opens_on: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// Number and symbol of the plan.
    pub plan_document: String,
    /// What else the plan says.
    pub words: String,
    /// Which deputy asked, where one has to ask.
    pub asked_by: String,
    /// The day on which the request came.
    pub asked_on: String,
}

/// A meeting as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewMeeting {
    /// The day.
    pub on: String,
    /// The hour, as people write it.
    pub at: String,
    /// `in_person`, `online`, `both`.
    pub way: String,
    /// The house in which one meets, or the link.
    pub place: String,
    /// Whose voters: hamlet, commune.
    pub area: String,
    /// Deputy group (id).
    pub group: String,
    /// Deputies (ids with commas).
    pub deputies: String,
    /// Who chairs.
    pub chair: String,
}

/// The end of a meeting as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Holding {
    /// The day on which it was held; empty means the day it was set for.
    pub on: String,
    /// How many voters came.
    pub voters: String,
    /// The minutes.
    pub minutes: String,
}

/// A meeting called off, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CallingOff {
    /// Why.
    pub words: String,
}

/// What a clock waits for, done: as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ClockMet {
    /// The clock (id).
    pub clock: String,
    /// The day; empty means today.
    pub on: String,
    /// Number and symbol of the document.
    pub document: String,
}

/// What the Standing Committee decides of a request, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Deciding {
    /// `agreed` or `refused`.
    pub decision: String,
    /// The day; empty means today.
    pub on: String,
    /// Number of the decision, or why not.
    pub words: String,
}

/// Plans a round. Returns its id.
pub fn plan(act: &mut Act, mark: &str, new: &NewRound) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::PlanContacts, &council.id, &[])?;
    let row = round_of(act, &council, new)?;
    store::insert_round(act.db, &row)?;
    let kind = kind_of(&row)?;
    if let Some(asked) = row.asked_on.as_deref().and_then(|day| day.parse().ok()) {
        start_clocks(act, &council, &row, None, Start::Asked, asked)?;
    }
    if let Some(opens) = row.session_opens_on.as_deref().and_then(|day| day.parse().ok()) {
        start_clocks(act, &council, &row, None, Start::SessionOn, opens)?;
    }
    let body = serde_json::json!({ "kind": kind.as_str(), "from": row.starts_on, "to": row.ends_on });
    act.record(&council.id, "contact_planned", &row.id, &body)?;
    Ok(row.id)
}

fn round_of(act: &Act, council: &CouncilRow, new: &NewRound) -> Outcome<RoundRow> {
    let mut faults = Vec::new();
    let kind = Kind::read(&new.kind);
    if kind.is_none() {
        faults.push(FieldFault { field: "kind", key: "invalid-contact-kind", words: new.kind.clone() });
    }
    let starts_on = read_day(&new.starts_on, "starts_on", &mut faults);
    let ends_on = read_day(&new.ends_on, "ends_on", &mut faults).or(starts_on);
    let opens_on = read_day(&new.session_opens_on, "session_opens_on", &mut faults);
    let asked_on = read_day(&new.asked_on, "asked_on", &mut faults);
    let missing = |field, key| FieldFault { field, key, words: String::new() };
    if starts_on.is_none() && new.starts_on.trim().is_empty() {
        faults.push(missing("starts_on", "invalid-contact-days"));
    }
    if let (Some(first), Some(last)) = (starts_on, ends_on)
        && last < first
    {
        faults.push(FieldFault { field: "ends_on", key: "invalid-contact-ends", words: new.ends_on.clone() });
    }
    if kind.is_some_and(Kind::is_asked_for) && new.asked_by.trim().is_empty() {
        faults.push(missing("asked_by", "invalid-contact-asked"));
    }
    for (field, text) in [
        ("title", &new.title),
        ("session", &new.session),
        ("plan_document", &new.plan_document),
        ("asked_by", &new.asked_by),
    ] {
        faults.extend(FieldFault::too_long(field, text, LONGEST_LINE));
    }
    faults.extend(FieldFault::too_long("words", &new.words, LONGEST));
    let (Some(kind), Some(first), Some(last), true) = (kind, starts_on, ends_on, faults.is_empty()) else {
        return Err(Trouble::Invalid(faults));
    };
    let line = |text: &str| words::nfc(text.trim());
    let vietnamese = act.app.locales.words(crate::web::i18n::Language::Vietnamese);
    let title = match line(&new.title) {
        title if !title.is_empty() => title,
        _ => named_after(&vietnamese.k("contact-kind", kind.as_str()), &line(&new.session)),
    };
    Ok(RoundRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        title,
        kind: kind.as_str().into(),
        session: line(&new.session),
        session_opens_on: opens_on.map(|day| day.to_string()),
        starts_on: first.to_string(),
        ends_on: last.to_string(),
        plan_document: line(&new.plan_document),
        words: line(&new.words),
        asked_by: line(&new.asked_by),
        asked_on: kind.is_asked_for().then(|| asked_on.unwrap_or(act.today).to_string()),
        decision: None,
        decided_on: None,
        recorded_at: act.stamp(),
        version: 1,
    })
}

/// The name of a round from its kind and session; words that end the one and begin the other stand once: "trước kỳ họp" and
/// "kỳ họp thứ 9" are "trước kỳ họp thứ 9".
fn named_after(kind: &str, session: &str) -> String {
    let (head, tail): (Vec<&str>, Vec<&str>) = (kind.split(' ').collect(), session.split(' ').collect());
    let same = (1..=head.len().min(tail.len())).rev().find(|n| {
        let pairs = head[head.len() - n..].iter().zip(&tail[..*n]);
        pairs.into_iter().all(|(one, other)| one.to_lowercase() == other.to_lowercase())
    });
    format!("{kind} {}", tail[same.unwrap_or(0)..].join(" ")).trim().to_owned()
}

/// The kind of a round.
pub fn kind_of(row: &RoundRow) -> Outcome<Kind> {
    Kind::read(&row.kind).ok_or_else(|| Trouble::Fault(format!("round {} has no readable kind", row.id)))
}

/// Starts the clocks of an event; those that ran for the same rules before give way.
fn start_clocks(
    act: &mut Act,
    council: &CouncilRow,
    round: &RoundRow,
    meeting: Option<&str>,
    start: Start,
    on: Day,
) -> Outcome<()> {
    let level = level_of(council)?;
    let law = &act.app.law;
    let rules = law::contact::clocks(&law.rulebook, start, kind_of(round)?, level, on);
    let reckoned: Vec<_> = rules.into_iter().map(|rule| reckon(rule, on, &law.calendar)).collect();
    let ids: Vec<&str> = reckoned.iter().map(|one| one.rule.as_str()).collect();
    store::stop_clocks(act.db, &round.id, meeting, &ids)?;
    for reckoning in &reckoned {
        let row = ClockRow {
            id: act.new_id(),
            council_id: council.id.clone(),
            round_id: round.id.clone(),
            meeting_id: meeting.map(str::to_owned),
            rule: reckoning.rule.clone(),
            started_on: on.to_string(),
            due_on: reckoning.due_on.to_string(),
            reckoning: serde_json::to_string(reckoning)?,
            met_on: None,
            met_words: String::new(),
            open_on: Some(reckoning.due_on.to_string()),
        };
        store::insert_clock(act.db, &row)?;
    }
    Ok(())
}

/// A round that this member may plan, with its council.
fn round_for(act: &mut Act, id: &str, deed: Deed) -> Outcome<(RoundRow, CouncilRow)> {
    let row = store::round(act.db, id)?;
    act.may(deed, &row.council_id, &[])?;
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    Ok((row, council))
}

/// The Standing Committee decides on a deputy's request to meet voters elsewhere.
pub fn decide(act: &mut Act, id: &str, new: &Deciding) -> Outcome<()> {
    let (mut row, council) = round_for(act, id, Deed::DecideContact)?;
    let Some(decision) = Decision::read(&new.decision) else {
        return Err(Trouble::field("decision", "invalid-contact-decision", &new.decision));
    };
    if !kind_of(&row)?.is_asked_for() {
        return Err(Trouble::field("decision", "invalid-contact-not-asked", ""));
    }
    if decision == Decision::Refused && new.words.trim().is_empty() {
        return Err(law::refusal::Refusal::ReasonMissing.into());
    }
    Trouble::too_long("words", &new.words, LONGEST_LINE)?;
    let on = day_of_act(act, &new.on, "on")?;
    row.decision = Some(decision.as_str().into());
    row.decided_on = Some(on.to_string());
    store::save_round(act.db, &mut row)?;
    let kind = kind_of(&row)?;
    let asked: Day = row.asked_on.as_deref().and_then(|day| day.parse().ok()).unwrap_or(on);
    let rules = law::contact::clocks(&act.app.law.rulebook, Start::Asked, kind, level_of(&council)?, asked);
    for clock in store::clocks(act.db, id)? {
        if clock.open_on.is_some() && rules.iter().any(|rule| rule.id == clock.rule) {
            store::meet_clock(act.db, &clock.id, &on.to_string(), new.words.trim())?;
        }
    }
    act.record(&council.id, "contact_decided", id, &serde_json::json!({ "decision": decision.as_str() }))
}

/// Sets a meeting of a round. Returns its id.
pub fn set_meeting(act: &mut Act, round_id: &str, new: &NewMeeting) -> Outcome<String> {
    let (round, council) = round_for(act, round_id, Deed::PlanContacts)?;
    if round.decision.as_deref() == Some(Decision::Refused.as_str()) {
        return Err(Trouble::field("on", "invalid-contact-refused", &round.title));
    }
    let id = act.new_id();
    let (row, deputies) = meeting_of(act, &council, &round, new, id)?;
    store::insert_meeting(act.db, &row)?;
    name_deputies(act, &row.id, &deputies)?;
    let on: Day = row.on_day.parse().unwrap_or(act.today);
    start_clocks(act, &council, &round, Some(&row.id), Start::MeetingOn, on)?;
    let body = serde_json::json!({ "round": round.id, "on": row.on_day, "deputies": deputies.len() });
    act.record(&council.id, "contact_meeting_set", &row.id, &body)?;
    Ok(row.id)
}

fn name_deputies(act: &mut Act, meeting_id: &str, deputies: &[String]) -> Outcome<()> {
    let named: Vec<(String, &String)> = deputies.iter().map(|person| (act.new_id(), person)).collect();
    store::assign(act.db, meeting_id, &named)
}

fn meeting_of(
    act: &mut Act,
    council: &CouncilRow,
    round: &RoundRow,
    new: &NewMeeting,
    id: String,
) -> Outcome<(MeetingRow, Vec<String>)> {
    let mut faults = Vec::new();
    let on = read_day(&new.on, "on", &mut faults);
    if on.is_none() && new.on.trim().is_empty() {
        faults.push(FieldFault { field: "on", key: "invalid-contact-day", words: String::new() });
    }
    let way = if new.way.is_empty() { Some(Way::InPerson) } else { Way::read(&new.way) };
    if way.is_none() {
        faults.push(FieldFault { field: "way", key: "invalid-contact-way", words: new.way.clone() });
    }
    for (field, text) in [("at", &new.at), ("place", &new.place), ("area", &new.area), ("chair", &new.chair)] {
        faults.extend(FieldFault::too_long(field, text, LONGEST_LINE));
    }
    if new.area.trim().is_empty() {
        faults.push(FieldFault { field: "area", key: "invalid-contact-area", words: String::new() });
    }
    let group = Some(new.group.trim()).filter(|group| !group.is_empty());
    if let Some(group) = group
        && councils::body(act.db, group)?.is_none_or(|body| body.council_id != council.id)
    {
        faults.push(FieldFault { field: "group", key: "invalid-body", words: group.to_owned() });
    }
    let mut deputies: Vec<String> =
        new.deputies.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
    deputies.sort();
    deputies.dedup();
    if deputies.len() > MOST_DEPUTIES {
        faults.push(FieldFault { field: "deputies", key: "invalid-too-many", words: MOST_DEPUTIES.to_string() });
    }
    for person in deputies.iter().take(MOST_DEPUTIES) {
        if !councils::is_person_of(act.db, &council.id, person)? {
            faults.push(FieldFault { field: "deputies", key: "invalid-deputy", words: person.clone() });
        }
    }
    let (Some(on), Some(way), true) = (on, way, faults.is_empty()) else { return Err(Trouble::Invalid(faults)) };
    let line = |text: &str| words::nfc(text.trim());
    let row = MeetingRow {
        id,
        council_id: council.id.clone(),
        round_id: round.id.clone(),
        on_day: on.to_string(),
        at_time: line(&new.at),
        way: way.as_str().into(),
        place: line(&new.place),
        area_key: words::fold(new.area.trim()),
        area: line(&new.area),
        group_id: group.map(str::to_owned),
        chair: line(&new.chair),
        state: MeetingState::Planned.as_str().into(),
        state_words: String::new(),
        voters: 0,
        minutes: String::new(),
        version: 1,
    };
    Ok((row, deputies))
}

/// A meeting that this member may plan, not over yet, with its round and council.
fn planned_for(act: &mut Act, id: &str) -> Outcome<(MeetingRow, RoundRow, CouncilRow)> {
    let row = store::meeting(act.db, id)?;
    let (round, council) = round_for(act, &row.round_id, Deed::PlanContacts)?;
    if row.state == MeetingState::Planned.as_str() {
        Ok((row, round, council))
    } else {
        Err(Trouble::field("on", "invalid-contact-over", &row.area))
    }
}

/// A meeting gets another day, place or other people. A clock that waited for another day gives way to a new one.
pub fn change_meeting(act: &mut Act, id: &str, new: &NewMeeting) -> Outcome<()> {
    let (known, round, council) = planned_for(act, id)?;
    let (mut row, deputies) = meeting_of(act, &council, &round, new, known.id.clone())?;
    row.version = known.version;
    store::save_meeting(act.db, &mut row)?;
    name_deputies(act, id, &deputies)?;
    if row.on_day != known.on_day {
        let on: Day = row.on_day.parse().unwrap_or(act.today);
        start_clocks(act, &council, &round, Some(id), Start::MeetingOn, on)?;
    }
    let body = serde_json::json!({ "from": known.on_day, "on": row.on_day, "deputies": deputies.len() });
    act.record(&council.id, "contact_meeting_changed", id, &body)
}

/// A meeting was held: how many came, the minutes; the clock of the synthesis starts.
pub fn hold(act: &mut Act, id: &str, new: &Holding) -> Outcome<()> {
    let (mut row, round, council) = planned_for(act, id)?;
    let set_for: Day = row.on_day.parse().unwrap_or(act.today);
    let on = if new.on.trim().is_empty() { set_for } else { day_of_act(act, &new.on, "on")? };
    if on > act.today {
        return Err(law::refusal::Refusal::InTheFuture { on }.into());
    }
    let voters = match new.voters.trim() {
        "" => store::checkins(act.db, id)?.iter().map(|one| one.voters).max().unwrap_or(0),
        typed => typed
            .parse()
            .ok()
            .filter(|voters| (0..=MOST_VOTERS).contains(voters))
            .ok_or_else(|| Trouble::field("voters", "invalid-voters", typed))?,
    };
    Trouble::too_long("minutes", &new.minutes, LONGEST)?;
    row.state = MeetingState::Held.as_str().into();
    row.on_day = on.to_string();
    row.voters = voters;
    row.minutes = words::nfc(new.minutes.trim());
    store::save_meeting(act.db, &mut row)?;
    start_clocks(act, &council, &round, Some(id), Start::Held, on)?;
    act.record(&council.id, "contact_held", id, &serde_json::json!({ "on": row.on_day, "voters": voters }))
}

/// A meeting is called off; its clocks stop. What was noted stays.
pub fn call_off(act: &mut Act, id: &str, new: &CallingOff) -> Outcome<()> {
    let (mut row, round, council) = planned_for(act, id)?;
    if new.words.trim().is_empty() {
        return Err(law::refusal::Refusal::ReasonMissing.into());
    }
    Trouble::too_long("words", &new.words, LONGEST_LINE)?;
    row.state = MeetingState::Cancelled.as_str().into();
    row.state_words = words::nfc(new.words.trim());
    store::save_meeting(act.db, &mut row)?;
    let open = store::clocks(act.db, &round.id)?;
    let mine: Vec<&str> =
        open.iter().filter(|clock| clock.meeting_id.as_deref() == Some(id)).map(|clock| clock.rule.as_str()).collect();
    store::stop_clocks(act.db, &round.id, Some(id), &mine)?;
    act.record(&council.id, "contact_called_off", id, &serde_json::json!({ "words": row.state_words }))
}

/// What a clock waits for was done: the plan went to the press, the synthesis to the People's Committee.
pub fn meet_clock(act: &mut Act, round_id: &str, new: &ClockMet) -> Outcome<()> {
    let (round, council) = round_for(act, round_id, Deed::PlanContacts)?;
    let clock = store::clock(act.db, &new.clock)?;
    if clock.round_id != round.id || clock.open_on.is_none() {
        return Err(Trouble::NotFound);
    }
    let on = day_of_act(act, &new.on, "on")?;
    Trouble::too_long("document", &new.document, LONGEST_LINE)?;
    store::meet_clock(act.db, &clock.id, &on.to_string(), &words::nfc(new.document.trim()))?;
    let body = serde_json::json!({ "rule": clock.rule, "on": on.to_string(), "document": new.document.trim() });
    act.record(&council.id, "contact_clock_met", round_id, &body)
}
