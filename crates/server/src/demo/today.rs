//! Today's view: the same promises, followed through everything that happened to the councils that hold them. Two communes
//! become one in December 2024; the district and its communes end in June 2025 and the communes of Hải Phòng take over;
//! the term ends in the spring of 2026 and the councils of the term 2026–2031 take over again. Each time open follow-ups
//! pass on by a named decision, with their words and their day.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use diesel::prelude::*;
use law::day::Day;

use super::chance::Chance;
use super::places::{self, Account, Council, Founding, Units};
use super::story::{Actor, Step};
use super::{COMMUNE, DISTRICT, Known, Making, REACH, SEED, carry_out, day_of, found, member, owed_by_communes, plan};
use crate::councils::handover::{self, NewHandover};
use crate::councils::{self};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::followups;
use crate::people::Member;
use crate::trouble::Outcome;

/// The day that is shown: a Friday of November 2026.
const SHOWN_DAY: &str = "2026-11-20";
/// The last day on which the district's people still wrote something down.
const LAST_WORK: &str = "2025-06-20";
/// Last day of the term 2021–2026 and first day of the next; the election was on 15 March 2026.
const TERM_TO: &str = "2026-03-31";
const NEXT_TERM_FROM: &str = "2026-04-01";
/// New follow-ups of the term 2026–2031, of the city and of each commune.
const NEW_CITY: usize = 90;
const NEW_COMMUNE: usize = 24;
/// Days between the first of them and the day shown.
const NEW_REACH: i64 = 225;

/// Day shown, councils, follow-ups, acts, accounts.
pub(super) type Shown = (&'static str, usize, usize, usize, Vec<Account>);

/// Makes the view.
pub(super) fn make(making: &Making) -> Outcome<Shown> {
    let (units, first, _) = found(making, false)?;
    let mut known = Known::new();
    let (steps, mut follow_ups) = plan(making, &first, (day_of(LAST_WORK)?, REACH), (DISTRICT, COMMUNE), &[]);
    let merged: Vec<usize> = (1..first.len())
        .filter(|at| heir(&units, &first[*at].unit_id).is_some_and(|to| *to == units.thai_minh))
        .collect();
    let merging = crate::clock::instant(day_of(places::THAI_MINH_BEFORE)?, 0, 0);
    let (before, after): (Vec<Step>, Vec<Step>) = steps.into_iter().partition(|step| step.at < merging);
    let after: Vec<Step> = after.into_iter().filter(|step| !merged.contains(&step.council)).collect();
    let mut acts = carry_out(making, &first, &before, &mut known)?;

    // Two communes become one.
    let ended: Vec<Council> = merged.iter().map(|at| first[*at].clone()).collect();
    end(making, &ended, places::THAI_MINH_BEFORE)?;
    let days = (places::THAI_MINH_FROM, places::THAI_MINH_FROM);
    let (thai_minh, _) = begin(making, &units.thai_minh, Some(&first[0]), "2021–2026", days, "", 40, false)?;
    acts += pass_on(making, &units, &ended, std::slice::from_ref(&thai_minh), places::THAI_MINH_FROM, &[])?;
    acts += carry_out(making, &first, &after, &mut known)?;

    // The district and its communes end; the city and its new communes follow.
    let mut ended: Vec<Council> =
        first.iter().filter(|one| ended.iter().all(|gone| gone.id != one.id)).cloned().collect();
    ended.push(thai_minh);
    end(making, &ended, places::DISTRICTS_TO)?;
    let (second, _) = level(making, &units, "2021–2026", places::TWO_LEVELS_FROM, "C", 50, false)?;
    acts += pass_on(making, &units, &ended, &second, places::TWO_LEVELS_FROM, &first)?;

    // The term ends; the same units begin the next.
    end(making, &second, TERM_TO)?;
    let (mut third, accounts) = level(making, &units, "2026–2031", NEXT_TERM_FROM, "", 60, true)?;
    acts += pass_on(making, &units, &second, &third, NEXT_TERM_FROM, &second)?;

    owed_by_communes(&mut third);
    let mut taken: Vec<(usize, Option<Day>)> = Vec::new();
    let mut open: Known = HashMap::new();
    for (at, council) in third.iter().enumerate() {
        for row in making.app.store.read_here(|db| open_of(db, &council.id))? {
            open.insert(taken.len(), (row.id, row.number));
            taken.push((at, row.due_on.as_deref().and_then(|day| day.parse().ok())));
        }
    }
    let (steps, more) = plan(making, &third, (day_of(SHOWN_DAY)?, NEW_REACH), (NEW_CITY, NEW_COMMUNE), &taken);
    acts += carry_out(making, &third, &steps, &mut open)?;
    follow_ups += more;
    Ok((SHOWN_DAY, first.len() + 1 + second.len() + third.len(), follow_ups, acts, accounts))
}

/// The unit that took the most of another.
fn heir<'a>(units: &'a Units, unit_id: &str) -> Option<&'a String> {
    units.heirs.iter().find(|(from, _)| from == unit_id).map(|(_, to)| to)
}

/// Ends councils on their last day.
fn end(making: &Making, councils: &[Council], last: &str) -> Outcome<()> {
    making.app.clock.move_to(crate::clock::instant(day_of(last)?, 16, 0));
    for council in councils {
        let (mark, last) = (council.mark.clone(), last.to_owned());
        let chair = Arc::new(member(council, Actor::Standing));
        making.app.act_here(&chair, move |act: &mut Act| councils::dissolve(act, &mark, &last))?;
    }
    Ok(())
}

/// Founds the councils of the city and of its communes.
fn level(
    making: &Making,
    units: &Units,
    term: &'static str,
    from: &'static str,
    mark_end: &'static str,
    seed: u64,
    with_accounts: bool,
) -> Outcome<(Vec<Council>, Vec<Account>)> {
    let mut founded: Vec<Council> = Vec::new();
    let mut accounts = Vec::new();
    for (n, unit) in std::iter::once(&units.city).chain(&units.today).enumerate() {
        let seed = seed + u64::try_from(n).unwrap_or(0);
        let upper = founded.first().cloned();
        let (council, more) = begin(making, unit, upper.as_ref(), term, (from, from), mark_end, seed, with_accounts)?;
        founded.push(council);
        accounts.extend(more);
    }
    Ok((founded, accounts))
}

#[expect(clippy::too_many_arguments, reason = "a founding needs all of it")]
fn begin(
    making: &Making,
    unit: &str,
    upper: Option<&Council>,
    term: &'static str,
    (from, on): (&'static str, &'static str),
    mark_end: &'static str,
    seed: u64,
    with_accounts: bool,
) -> Outcome<(Council, Vec<Account>)> {
    making.app.clock.move_to(crate::clock::instant(day_of(from)?, 8, 0));
    let (words, unit, upper) = (Arc::clone(&making.words), unit.to_owned(), upper.cloned());
    making.app.act_here(&Arc::new(Member::operator()), move |act| {
        let mut more = Vec::new();
        let new = Founding { unit_id: &unit, upper: upper.as_ref(), term, from, on, mark_end };
        let opened = with_accounts.then_some(&mut more);
        let council = places::council(act, &new, &words, &mut Chance::new(SEED + seed), opened)?;
        Ok((council, more))
    })
}

/// An open follow-up.
#[derive(Queryable)]
struct Open {
    id: String,
    number: String,
    lead_id: Option<String>,
    due_on: Option<String>,
}

fn open_of(db: &mut Connection, council_id: &str) -> Outcome<Vec<Open>> {
    Ok(followups::table
        .filter(followups::council_id.eq(council_id).and(followups::closed_on.is_null()))
        .order(followups::id)
        .select((followups::id, followups::number, followups::lead_id, followups::due_on))
        .load(db)?)
}

/// Open follow-ups pass on, by one decision for each pair of councils. What a commune's People's Committee owed follows its
/// commune, and where that was divided, one in three goes with the smaller part; what is left follows the council's own
/// unit, or goes to the upper council. Returns how many acts it took.
fn pass_on(
    making: &Making,
    units: &Units,
    ended: &[Council],
    receivers: &[Council],
    on: &str,
    owners: &[Council],
) -> Outcome<usize> {
    /// Follow-ups of one decision.
    const AT_ONCE: usize = 1000;
    let to_unit = |unit_id: &str, nth: usize| -> Option<usize> {
        if let Some(same) = receivers.iter().position(|one| one.unit_id == unit_id) {
            return Some(same);
        }
        let heirs_of = |unit: &str| -> Vec<String> {
            units.heirs.iter().filter(|(from, _)| from == unit).map(|(_, to)| to.clone()).collect()
        };
        let receiver = |unit: &String| receivers.iter().position(|one| one.unit_id == *unit);
        let mut found: Vec<usize> = heirs_of(unit_id).iter().filter_map(receiver).collect();
        if found.is_empty() {
            // What became of it has itself become something else since.
            found =
                heirs_of(unit_id).iter().flat_map(|heir| heirs_of(heir)).filter_map(|unit| receiver(&unit)).collect();
        }
        found.get(usize::from(found.len() > 1 && nth % 3 == 2)).copied()
    };
    let committees: HashMap<&str, &str> =
        owners.iter().skip(1).filter_map(|one| Some((one.owing.first()?.0.as_str(), one.unit_id.as_str()))).collect();
    let mut acts = 0;
    making.app.clock.move_to(crate::clock::instant(day_of(on)?, 9, 0));
    for council in ended {
        let mut groups: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (nth, open) in making.app.store.read_here(|db| open_of(db, &council.id))?.into_iter().enumerate() {
            let committee = open.lead_id.as_deref().and_then(|lead| committees.get(lead));
            let of_lead = committee.and_then(|unit| to_unit(unit, nth));
            let to = of_lead.or_else(|| to_unit(&council.unit_id, nth)).unwrap_or(0);
            groups.entry(to).or_default().push(open.number);
        }
        for (to, numbers) in groups {
            for (n, some) in numbers.chunks(AT_ONCE).enumerate() {
                acts += 1;
                let new = NewHandover {
                    to: receivers[to].mark.clone(),
                    decided_by: format!("{} (minh họa)", council.people[1]),
                    document: format!("Biên bản {:02}/BB-HĐND (minh họa)", acts + n),
                    viec: some.join(","),
                    ..NewHandover::default()
                };
                let mark = council.mark.clone();
                let chair = Arc::new(member(council, Actor::Standing));
                making.app.act_here(&chair, move |act: &mut Act| handover::hand_over(act, &mark, &new).map(drop))?;
            }
        }
    }
    Ok(acts)
}
