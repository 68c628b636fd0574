//! What fell short in a period: sentences that the program proposes, each with its numbers and the records behind it. A person keeps,
//! changes or leaves out each; none is written into a report by itself.

use std::collections::BTreeMap;

use law::day::office_form;

use super::Period;
use super::counting::{Counted, Kind, Record};
use super::gathering::Gathered;
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::Connection;
use crate::programme::gaps;
use crate::supervision::scope;
use crate::trouble::Outcome;
use crate::web::i18n::Words;
use crate::web::paths;

/// A sentence with the records that it counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What it is about, stable from one count to the next: `late:UBND xã Mẫu`.
    pub id: String,
    /// The sentence.
    pub words: String,
    /// The number that it names first, of which the records are the proof.
    pub number: i64,
    /// The records.
    pub records: Vec<Record>,
}

/// Bodies that are named one by one at the most, the worst first.
const NAMED: usize = 5;

/// What fell short in a council's period, as far as records show it.
pub fn found(
    app: &App,
    db: &mut Connection,
    (council, lower): (&CouncilRow, &[CouncilRow]),
    gathered: &Gathered,
    period: Period,
    w: &Words,
) -> Outcome<Vec<Limit>> {
    let followups = |wanted: &dyn Fn(&super::gathering::Followup) -> bool| {
        let found = gathered.followups.iter().enumerate().filter(|(_, one)| wanted(one));
        found.map(|(n, one)| (one.lead_words.clone(), gathered.record(Kind::Followups, n))).collect::<Vec<_>>()
    };
    let petitions = gathered.petitions.iter().enumerate().filter(|(_, one)| gathered.is_unanswered(one));
    let petitions = petitions.map(|(n, one)| (one.body_words.clone(), gathered.record(Kind::Petitions, n))).collect();
    let late_units = gathered.late_units().into_iter();
    let late_units = late_units.map(|n| (gathered.units[n].name.clone(), gathered.record(Kind::Units, n))).collect();
    let absent =
        gathered.units.iter().enumerate().filter(|(_, unit)| unit.postponed_on.is_some() || !unit.absent.is_empty());
    let absent = absent.map(|(n, unit)| (unit.name.clone(), gathered.record(Kind::Units, n))).collect();

    let mut all = Vec::new();
    all.extend(by_body("limit-late", followups(&|one| gathered.is_late(one)), w));
    all.extend(by_body("limit-silent", followups(&|one| gathered.is_silent(one)), w));
    all.extend(by_body("limit-unanswered", petitions, w));
    all.extend(by_body("limit-unit-reports", late_units, w));
    all.extend(by_body("limit-absent", absent, w));
    all.extend(of_teams(app, db, gathered, w)?);

    let count = |id: &str| gathered.count(id).unwrap_or_default();
    all.extend(share_of("limit-no-day", gathered, &count("no-day"), count("laid-down").number, w));
    let (explained, answered) = (count("explained"), count("answered").number);
    if explained.number * 2 > answered {
        all.extend(share_of("limit-explained", gathered, &explained, answered, w));
    }
    let repeated = count("repeated");
    all.extend(share_of("limit-repeated", gathered, &repeated, count("petitions").number, w));

    let mine: Vec<CouncilRow> = std::iter::once(council).chain(lower).cloned().collect();
    for year in i64::from(period.first.year())..=i64::from(period.last.year()) {
        for short in gaps::expected(db, &app.law, &mine, year)?.into_iter().filter(|one| one.short() > 0) {
            let number = short.planned.max(short.done);
            all.push(Limit {
                id: format!("limit-minimum:{}:{}:{}:{year}", short.council, short.body_name, short.minimum.form),
                words: w.format(
                    "limit-minimum",
                    &[
                        ("s", short.body_name.clone().into()),
                        ("t", short.council_name.clone().into()),
                        ("n", number.into()),
                        ("m", short.count.into()),
                        ("y", year.to_string().into()),
                    ],
                ),
                number,
                records: vec![Record {
                    href: format!("{}?hdnd={}&nam={year}", paths::PROGRAMME, short.council),
                    words: format!("{} {year} – {}", w.t("nav-programme"), short.council_name),
                }],
            });
        }
    }
    Ok(all)
}

/// What fell short in a council below, as the report of the upper one tells it: what is late, and what voters wait for.
pub fn of_lower(council: &CouncilRow, gathered: &Gathered, w: &Words) -> Vec<Limit> {
    let late = gathered.count("late").unwrap_or_default();
    let unanswered = gathered.count("unanswered").unwrap_or_default();
    let said = |(key, counted): (&str, Counted)| {
        (counted.number > 0).then(|| Limit {
            id: format!("{key}:@{}", council.mark),
            words: w.ns(key, counted.number, council.name.clone()),
            number: counted.number,
            records: gathered.records(&counted),
        })
    };
    [("limit-late", late), ("limit-unanswered", unanswered)].into_iter().filter_map(said).collect()
}

/// So many of so many, where there is any.
fn share_of(key: &str, gathered: &Gathered, counted: &Counted, of: i64, w: &Words) -> Option<Limit> {
    (counted.number > 0).then(|| Limit {
        id: key.to_owned(),
        words: w.nm(key, counted.number, of),
        number: counted.number,
        records: gathered.records(counted),
    })
}

/// Supervisions whose work is more than their team has days, and teams without anybody full-time.
fn of_teams(app: &App, db: &mut Connection, gathered: &Gathered, w: &Words) -> Outcome<Vec<Limit>> {
    let (mut wide, mut part_time, mut weighed) = (Vec::new(), Vec::new(), 0_i64);
    for (n, row) in gathered.supervisions.iter().enumerate() {
        let of = scope::weigh(db, &app.law, row)?;
        if of.members.is_empty() {
            continue;
        }
        weighed += 1;
        if of.too_wide() {
            wide.push(gathered.record(Kind::Supervisions, n));
        }
        if of.members.iter().all(|member| !member.full_time) {
            part_time.push(gathered.record(Kind::Supervisions, n));
        }
    }
    let said = |key: &str, records: Vec<Record>| {
        let number = i64::try_from(records.len()).unwrap_or(i64::MAX);
        (number > 0).then(|| Limit { id: key.to_owned(), words: w.nm(key, number, weighed), number, records })
    };
    Ok([said("limit-too-wide", wide), said("limit-part-time", part_time)].into_iter().flatten().collect())
}

/// One sentence a body, the worst first; a body that nobody named stands as such.
fn by_body(key: &str, records: Vec<(String, Record)>, w: &Words) -> Vec<Limit> {
    let mut bodies: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for (body, record) in records {
        bodies.entry(body).or_default().push(record);
    }
    let mut bodies: Vec<(String, Vec<Record>)> = bodies.into_iter().collect();
    bodies.sort_by_key(|(_, records)| std::cmp::Reverse(records.len()));
    let others = bodies.split_off(NAMED.min(bodies.len()));
    let limit = |id: String, said: String, records: Vec<Record>| {
        let number = i64::try_from(records.len()).unwrap_or(i64::MAX);
        Limit { id, words: w.ns(key, number, said), number, records }
    };
    let mut all: Vec<Limit> = bodies
        .into_iter()
        .map(|(body, records)| {
            let said = if body.is_empty() { w.t("limit-nobody").to_owned() } else { body.clone() };
            limit(format!("{key}:{body}"), said, records)
        })
        .collect();
    if !others.is_empty() {
        // Those that are not named one by one are told together: none is cut off silently.
        let said = w.n("limit-others", others.len());
        all.push(limit(format!("{key}:*"), said, others.into_iter().flat_map(|(_, records)| records).collect()));
    }
    all
}

/// The period in words: a year and its first six or nine months by their names.
pub fn named(period: Period, w: &Words) -> String {
    let (first, last) = (period.first, period.last);
    if (first.month(), first.day()) == (1, 1) && first.year() == last.year() {
        let year = i64::from(first.year());
        match (last.month(), last.day()) {
            (6, 30) => return w.n("report-first-half", year),
            (9, 30) => return w.n("report-nine-months", year),
            (12, 31) => return w.n("report-whole-year", year),
            _ => {}
        }
    }
    w.st("report-period", office_form(period.first), office_form(period.last))
}
