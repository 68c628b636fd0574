//! Gathering: everything of a council that its figures of a period are counted from, in one pass.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use law::day::Day;

use super::further::{self, Further};
use super::{Period, by_hand};
use crate::app::App;
use crate::contacts::store::MeetingRow;
use crate::councils::store::{self as councils, CouncilRow, DeputyLine};
use crate::db::Connection;
use crate::db::schema::{
    bodies, contact_deputies, contact_meetings, contact_notes, contact_rounds, councils as council_table, followups,
    papers, petition_clocks, petitions, supervision_followups, supervisions, urgings,
};
use crate::programme::store::{self as programmes, ItemRow};
use crate::supervision::store::{self as supervision_store, SupervisionRow, UnitRow};
use crate::trouble::Outcome;
use crate::web::paths;

#[derive(Debug, Clone, Queryable)]
pub(super) struct Followup {
    pub id: String,
    pub number: String,
    pub title: String,
    pub origin: String,
    pub source_on: Option<String>,
    pub lead_id: Option<String>,
    pub lead_words: String,
    pub due_on: Option<String>,
    pub state: String,
    pub response: Option<String>,
    pub verdict: Option<String>,
    pub closed_on: Option<String>,
}

#[derive(Debug, Clone, Queryable)]
pub(super) struct Petition {
    pub id: String,
    pub number: String,
    pub title: String,
    pub topic: String,
    pub competence: Option<String>,
    pub body_id: Option<String>,
    pub body_words: String,
    pub stage: String,
    pub received_on: String,
    pub reply_due: Option<String>,
    pub answer_class: Option<String>,
    pub ending: Option<String>,
    pub repeats_id: Option<String>,
}

#[derive(Debug, Clone, Queryable)]
pub(super) struct Note {
    pub meeting_id: String,
    pub words: String,
    pub speaker: String,
}

/// A round of meetings with voters.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Round {
    pub id: String,
    pub title: String,
    pub kind: String,
}

/// What is open at the end of a period, whenever it came.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Open {
    pub number: String,
    pub title: String,
    pub since: Option<String>,
}

/// What a follow-up is counted by beside its own columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// The level of the body that carries it out.
    pub level: String,
    /// Form of the supervision that laid it down, and who supervised.
    pub form: String,
    pub supervisor: String,
    /// The body that supervised, by its name.
    pub held_by: String,
}

/// An item of the programmes of the period's years.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub title: String,
    pub year: i64,
    pub concluded: bool,
}

/// The records of a council in a period.
#[derive(Default)]
pub struct Gathered {
    /// The last day of the period that has been: nothing is late before its day.
    pub(super) until: String,
    /// The period, and that last day.
    pub(super) period: Option<(Period, Day)>,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) mark: String,
    pub(super) deputies: Vec<DeputyLine>,
    pub(super) items: Vec<Item>,
    pub(super) supervisions: Vec<SupervisionRow>,
    /// The bodies that held these, by their names, in their order.
    pub(super) held_by: Vec<String>,
    pub(super) units: Vec<UnitRow>,
    pub(super) followups: Vec<Followup>,
    /// Beside each of these, in their order.
    pub(super) beside: Vec<Beside>,
    pub(super) open_followups: Vec<Open>,
    pub(super) open_petitions: Vec<Open>,
    pub(super) urgings: Vec<(String, String)>,
    pub(super) meetings: Vec<MeetingRow>,
    /// Rounds in which these were held.
    pub(super) rounds: Vec<Round>,
    /// Who took part in these meetings.
    pub(super) met: HashSet<String>,
    pub(super) notes: Vec<Note>,
    pub(super) petitions: Vec<Petition>,
    /// By petition: the day of its first reply clock, and when that was met.
    pub(super) replies: HashMap<String, (String, Option<String>)>,
    pub(super) papers: Vec<(String, String)>,
    pub(super) further: Vec<Further>,
    pub(super) by_hand: HashMap<String, (i64, String)>,
    pub(super) again: HashSet<String>,
    /// Where supervisions, rounds and meetings stand in their lists, by their ids.
    places: HashMap<String, usize>,
}

/// Gathers what a council's figures of a period are counted from, as it stands today.
pub fn gather(app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Gathered> {
    let (first, last) = (period.first.to_string(), period.last.to_string());
    let until = last.clone().min(app.clock.today().to_string());
    let supervisions = supervisions(db, council, (&first, &last))?;
    let held: Vec<String> = supervisions.iter().map(|row| row.id.clone()).collect();
    let meetings: Vec<MeetingRow> = contact_meetings::table
        .filter(contact_meetings::council_id.eq(&council.id).and(contact_meetings::state.eq("held")))
        .filter(contact_meetings::on_day.between(&first, &last))
        .order((contact_meetings::on_day, contact_meetings::id))
        .select(MeetingRow::as_select())
        .load(db)?;
    let met: Vec<String> = meetings.iter().map(|one| one.id.clone()).collect();
    let (followups, beside) = followups(db, council, (&first, &last))?;
    let forms = &app.law.rulebook.forms;
    let rounds = rounds(db, &meetings)?;
    let bodies = bodies_of(db, supervisions.iter().filter_map(|one| one.body_id.clone()))?;
    let name = |id: &Option<String>| id.as_ref().and_then(|id| bodies.get(id)).map(|(name, _)| name.clone());
    let held_by = supervisions.iter().map(|one| name(&one.body_id).unwrap_or_else(|| council.name.clone())).collect();
    let ids = |of: &mut dyn Iterator<Item = &String>| of.cloned().zip(0..).collect::<Vec<(String, usize)>>();
    let places = [
        ids(&mut supervisions.iter().map(|one| &one.id)),
        ids(&mut rounds.iter().map(|one| &one.id)),
        ids(&mut meetings.iter().map(|one| &one.id)),
    ];
    let units = in_parts(&held, |some| supervision_store::units_of(db, some))?;
    let further =
        further::gather(&app.law.forms, db, council, (&first, &last, &until), (&supervisions, &units, &meetings))?;
    Ok(Gathered {
        further,
        places: places.into_iter().flatten().collect(),
        period: Some((period, period.last.min(app.clock.today()))),
        until: until.clone(),
        deputies: councils::deputies(db, &council.id)?
            .into_iter()
            .filter(|one| one.valid_from <= last && one.valid_to.as_ref().is_none_or(|end| *end >= last))
            .collect(),
        items: items(db, council, period, &last)?,
        mark: council.mark.clone(),
        units,
        supervisions,
        held_by,
        followups,
        beside,
        urgings: urgings::table
            .filter(urgings::council_id.eq(&council.id).and(urgings::sent_on.between(&first, &last)))
            .order((urgings::sent_on, urgings::id))
            .select((urgings::id, urgings::symbol))
            .load(db)?,
        met: in_parts(&met, |some| {
            Ok(contact_deputies::table
                .filter(contact_deputies::meeting_id.eq_any(some))
                .select(contact_deputies::person_id)
                .load::<String>(db)?)
        })?
        .into_iter()
        .collect(),
        notes: in_parts(&met, |some| {
            Ok(contact_notes::table
                .filter(contact_notes::meeting_id.eq_any(some).and(contact_notes::dropped.is_null()))
                .order(contact_notes::id)
                .select((contact_notes::meeting_id, contact_notes::words, contact_notes::speaker))
                .load(db)?)
        })?,
        rounds,
        meetings,
        petitions: petitions(db, council, (&first, &last))?,
        open_followups: open_followups(db, council, &until)?,
        open_petitions: open_petitions(db, council, &until)?,
        replies: replies(db, council, (&first, &last))?,
        papers: issued(app, db, council, (&first, &last))?,
        by_hand: by_hand(db, &council.id, period)?
            .into_iter()
            .map(|one| (one.indicator, (one.number, one.source)))
            .collect(),
        again: forms.iter().filter(|form| form.supervises_again).map(|form| form.id.clone()).collect(),
        first,
        last,
    })
}

/// Issued papers: address, words. Those that name private people are counted, and told by nothing but that they are.
fn issued(app: &App, db: &mut Connection, council: &CouncilRow, days: (&str, &str)) -> Outcome<Vec<(String, String)>> {
    let rows: Vec<(String, String, String, String)> = papers::table
        .filter(papers::council_id.eq(&council.id).and(papers::state.eq("issued")))
        .filter(papers::issued_on.between(days.0, days.1))
        .order(papers::id)
        .select((papers::id, papers::form, papers::symbol, papers::summary))
        .load(db)?;
    let forms = &app.law.forms;
    let told = |(n, (id, form, symbol, summary)): (usize, (String, String, String, String))| {
        if forms.form(&form).is_none_or(|form| form.private) {
            (paths::PAPERS.to_owned(), forms.say("private_paper", &[("n", &(n + 1).to_string())]))
        } else {
            (paths::paper(&id), format!("{symbol} {summary}"))
        }
    };
    Ok(rows.into_iter().enumerate().map(told).collect())
}

/// Asks for what belongs to many records a few hundred at a time, which every engine takes.
fn in_parts<T>(ids: &[String], mut ask: impl FnMut(&[String]) -> Outcome<Vec<T>>) -> Outcome<Vec<T>> {
    const AT_ONCE: usize = 500;
    let mut all = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        all.extend(ask(some)?);
    }
    Ok(all)
}

/// What the programmes of the period's years planned and still stands, and whether a supervision of it was concluded.
fn items(db: &mut Connection, council: &CouncilRow, period: Period, last: &str) -> Outcome<Vec<Item>> {
    let (from, to) = (i64::from(period.first.year()), i64::from(period.last.year()));
    let planned: Vec<_> = programmes::items_between(db, std::slice::from_ref(&council.id), (from, to))?
        .into_iter()
        .filter(ItemRow::stands)
        .collect();
    let concluded: Vec<Option<String>> = supervisions::table
        .filter(supervisions::council_id.eq(&council.id).and(supervisions::item_id.is_not_null()))
        .filter(supervisions::concluded_on.le(last))
        .select(supervisions::item_id)
        .load(db)?;
    let concluded: HashSet<String> = concluded.into_iter().flatten().collect();
    let item = |row: ItemRow| Item { concluded: concluded.contains(&row.id), title: row.title, year: row.year };
    Ok(planned.into_iter().map(item).collect())
}

/// Begun or concluded in the period, and not dropped.
fn supervisions(db: &mut Connection, council: &CouncilRow, days: (&str, &str)) -> Outcome<Vec<SupervisionRow>> {
    Ok(supervisions::table
        .filter(supervisions::council_id.eq(&council.id).and(supervisions::stage.ne("dropped")))
        .filter(
            supervisions::established_on.between(days.0, days.1).or(supervisions::concluded_on.between(days.0, days.1)),
        )
        .order((supervisions::sort_day, supervisions::id))
        .select(SupervisionRow::as_select())
        .load(db)?)
}

/// The rounds in which meetings were held, in the order of these.
fn rounds(db: &mut Connection, meetings: &[MeetingRow]) -> Outcome<Vec<Round>> {
    let ids: HashSet<&str> = meetings.iter().map(|one| one.round_id.as_str()).collect();
    let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
    let mut found: Vec<Round> = in_parts(&ids, |some| {
        Ok(contact_rounds::table
            .filter(contact_rounds::id.eq_any(some))
            .select((contact_rounds::id, contact_rounds::title, contact_rounds::kind))
            .load(db)?)
    })?;
    found.sort_by_cached_key(|round| meetings.iter().position(|meeting| meeting.round_id == round.id));
    Ok(found)
}

/// Names and levels of bodies, those that ended among them.
fn bodies_of(db: &mut Connection, ids: impl Iterator<Item = String>) -> Outcome<HashMap<String, (String, String)>> {
    let ids: Vec<String> = ids.collect::<HashSet<_>>().into_iter().collect();
    let found: Vec<(String, String, String)> = in_parts(&ids, |some| {
        Ok(bodies::table
            .inner_join(council_table::table.on(council_table::id.eq(bodies::council_id)))
            .filter(bodies::id.eq_any(some))
            .select((bodies::id, bodies::name, council_table::level))
            .load(db)?)
    })?;
    Ok(found.into_iter().map(|(id, name, level)| (id, (name, level))).collect())
}

/// Follow-ups that are open on a day.
fn open_followups(db: &mut Connection, council: &CouncilRow, on: &str) -> Outcome<Vec<Open>> {
    // Of what names no day of its source the day due tells, or when it was recorded.
    let without_source =
        followups::source_on.is_null().and(followups::due_on.le(on).or(followups::recorded_at.le(format!("{on}T99"))));
    Ok(followups::table
        .filter(followups::council_id.eq(&council.id).and(followups::source_on.le(on).or(without_source)))
        .filter(followups::closed_on.is_null().or(followups::closed_on.gt(on)))
        .order((followups::source_on, followups::id))
        .select((followups::number, followups::title, followups::source_on))
        .load(db)?)
}

/// The same of petitions; when each ended is not asked, so that those open now are told.
fn open_petitions(db: &mut Connection, council: &CouncilRow, on: &str) -> Outcome<Vec<Open>> {
    const OVER: [&str; 3] = ["on_spot", "closed", "withdrawn"];
    Ok(petitions::table
        .filter(petitions::council_id.eq(&council.id).and(petitions::received_on.le(on)))
        .filter(petitions::merged_into.is_null().and(petitions::stage.ne_all(OVER)))
        .order((petitions::received_on, petitions::id))
        .select((petitions::number, petitions::title, petitions::received_on.nullable()))
        .load(db)?)
}

/// By follow-up: form of the supervision that laid it down, and who supervised; a later one may have taken it up again.
fn laid_down_by(db: &mut Connection, council: &CouncilRow) -> Outcome<HashMap<String, Beside>> {
    let links: Vec<(String, String, String, Option<String>)> = supervision_followups::table
        .inner_join(supervisions::table.on(supervisions::id.eq(supervision_followups::supervision_id)))
        .filter(supervisions::council_id.eq(&council.id).and(supervisions::stage.ne("dropped")))
        // The latest first, so that the earliest stays.
        .order((supervisions::sort_day.desc(), supervisions::id.desc()))
        .select((supervision_followups::followup_id, supervisions::form, supervisions::by_kind, supervisions::body_id))
        .load(db)?;
    let bodies = bodies_of(db, links.iter().filter_map(|(.., body)| body.clone()))?;
    let beside = |(followup, form, supervisor, body): (String, String, String, Option<String>)| {
        let held_by =
            body.and_then(|id| bodies.get(&id)).map_or_else(|| council.name.clone(), |(name, _)| name.clone());
        (followup, Beside { level: String::new(), form, supervisor, held_by })
    };
    Ok(links.into_iter().map(beside).collect())
}

fn followups(db: &mut Connection, council: &CouncilRow, days: (&str, &str)) -> Outcome<(Vec<Followup>, Vec<Beside>)> {
    let mut rows: Vec<Followup> = followups::table
        .filter(followups::council_id.eq(&council.id))
        .filter(followups::source_on.between(days.0, days.1).or(followups::due_on.between(days.0, days.1)))
        .order((followups::sort_due, followups::id))
        .select((
            followups::id,
            followups::number,
            followups::title,
            followups::origin,
            followups::source_on,
            followups::lead_id,
            followups::lead_words,
            followups::due_on,
            followups::state,
            followups::response,
            followups::verdict,
            followups::closed_on,
        ))
        .load(db)?;
    // What passed to another council is that one's now.
    rows.retain(|one| one.closed_on.is_none() || matches!(one.verdict.as_deref(), Some("done" | "excused")));
    let bodies = bodies_of(db, rows.iter().filter_map(|one| one.lead_id.clone()))?;
    let mut laid_down = laid_down_by(db, council)?;
    let mut beside = Vec::with_capacity(rows.len());
    for one in &mut rows {
        let mut level = String::new();
        // By its name, or by the published words where none was found for them.
        if let Some((name, of)) = one.lead_id.as_ref().and_then(|id| bodies.get(id)) {
            one.lead_words.clone_from(name);
            level.clone_from(of);
        }
        beside.push(Beside { level, ..laid_down.remove(&one.id).unwrap_or_default() });
    }
    Ok((rows, beside))
}

fn petitions(db: &mut Connection, council: &CouncilRow, days: (&str, &str)) -> Outcome<Vec<Petition>> {
    let mut rows: Vec<Petition> = petitions::table
        .filter(petitions::council_id.eq(&council.id))
        .filter(petitions::received_on.between(days.0, days.1))
        .filter(petitions::merged_into.is_null().and(petitions::stage.ne("withdrawn")))
        .order((petitions::received_on, petitions::id))
        .select((
            petitions::id,
            petitions::number,
            petitions::title,
            petitions::topic,
            petitions::competence,
            petitions::body_id,
            petitions::body_words,
            petitions::stage,
            petitions::received_on,
            petitions::reply_due,
            petitions::answer_class,
            petitions::ending,
            petitions::repeats_id,
        ))
        .load(db)?;
    let bodies = bodies_of(db, rows.iter().filter_map(|one| one.body_id.clone()))?;
    for one in &mut rows {
        if let Some((name, _)) = one.body_id.as_ref().and_then(|id| bodies.get(id)) {
            one.body_words.clone_from(name);
        }
        // An answer that was sent back, or set back with its petition, is none.
        if !["answered", "judged", "closed"].contains(&one.stage.as_str()) {
            one.answer_class = None;
        }
    }
    Ok(rows)
}

fn replies(
    db: &mut Connection,
    council: &CouncilRow,
    days: (&str, &str),
) -> Outcome<HashMap<String, (String, Option<String>)>> {
    let clocks: Vec<(String, String, Option<String>)> = petition_clocks::table
        .inner_join(petitions::table.on(petitions::id.eq(petition_clocks::petition_id)))
        .filter(petitions::council_id.eq(&council.id))
        .filter(petitions::received_on.between(days.0, days.1))
        // Merged ones are not counted; saying so is what the index asks for.
        .filter(petitions::merged_into.is_null().and(petition_clocks::step.eq("reply")))
        // The latest first, so that the earliest stays: what was sent back counts by its first answer.
        .order((petition_clocks::started_on.desc(), petition_clocks::id.desc()))
        .select((petition_clocks::petition_id, petition_clocks::due_on, petition_clocks::met_on))
        .load(db)?;
    Ok(clocks.into_iter().map(|(petition, due, met)| (petition, (due, met))).collect())
}

impl Gathered {
    /// Where a supervision, a round or a meeting stands in its list.
    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
}
