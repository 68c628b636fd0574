//! What fell short in a period: sentences that the program proposes, each with its numbers and the records behind it. A person keeps,
//! changes or leaves out each; none is written into a report by itself.

use std::collections::BTreeMap;

use law::day::office_form;

use super::Period;
use super::counting::{Gathered, Record, followup, petition};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::Connection;
use crate::programme::gaps;
use crate::trouble::Outcome;
use crate::web::i18n::Words;
use crate::web::paths;

/// A sentence with the records that it counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The sentence.
    pub words: String,
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
    let mut all = Vec::new();
    let late = gathered.followups.iter().filter(|one| gathered.is_late(one));
    all.extend(by_body("limit-late", late.map(|one| (one.lead_words.clone(), followup(one))), w));
    let unanswered = gathered.petitions.iter().filter(|one| gathered.is_unanswered(one));
    all.extend(by_body("limit-unanswered", unanswered.map(|one| (one.body_words.clone(), petition(one))), w));
    all.extend(by_body("limit-unit-reports", gathered.late_units().into_iter(), w));

    let no_day = gathered.count("no-day").unwrap_or_default();
    let laid_down = gathered.count("laid-down").unwrap_or_default().number;
    if no_day.number > 0 {
        all.push(Limit { words: w.nm("limit-no-day", no_day.number, laid_down), records: no_day.records });
    }
    let explained = gathered.count("explained").unwrap_or_default();
    let answered = gathered.count("answered").unwrap_or_default().number;
    if explained.number * 2 > answered {
        all.push(Limit { words: w.nm("limit-explained", explained.number, answered), records: explained.records });
    }
    let mine: Vec<CouncilRow> = std::iter::once(council).chain(lower).cloned().collect();
    let year = i64::from(period.last.year());
    for short in gaps::expected(db, &app.law, &mine, year)?.into_iter().filter(|one| one.short() > 0) {
        all.push(Limit {
            words: w.format(
                "limit-minimum",
                &[
                    ("s", short.body_name.clone().into()),
                    ("t", short.council_name.clone().into()),
                    ("n", short.planned.max(short.done).into()),
                    ("m", short.count.into()),
                    ("y", year.to_string().into()),
                ],
            ),
            records: vec![Record {
                href: format!("{}?hdnd={}&nam={year}", paths::PROGRAMME, short.council),
                words: w.t("nav-programme").to_owned(),
            }],
        });
    }
    Ok(all)
}

/// One sentence a body, the worst first; a body that nobody named stands as such.
fn by_body(key: &str, records: impl Iterator<Item = (String, Record)>, w: &Words) -> Vec<Limit> {
    let mut bodies: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for (body, record) in records {
        bodies.entry(body).or_default().push(record);
    }
    let mut bodies: Vec<(String, Vec<Record>)> = bodies.into_iter().collect();
    bodies.sort_by_key(|(_, records)| std::cmp::Reverse(records.len()));
    bodies.truncate(NAMED);
    bodies
        .into_iter()
        .map(|(body, records)| {
            let body = if body.is_empty() { w.t("limit-nobody").to_owned() } else { body };
            Limit { words: w.ns(key, records.len(), body), records }
        })
        .collect()
}

/// The period in words.
pub fn named(period: Period, w: &Words) -> String {
    w.st("report-period", office_form(period.first), office_form(period.last))
}
