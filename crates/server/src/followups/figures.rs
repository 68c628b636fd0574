//! Figures of a register: how many are open, late, near, done; the rate of what was due, and what is not in it.
//!
//! Figures are counted in one pass over a covering index and kept in memory for as long as the council's chain has not
//! grown and the day has not changed: every act lengthens the chain, so a kept figure is never stale.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use law::day::Day;
use law::followup::Origin;
use serde::Serialize;

use super::register::near_limit;
use super::store::NO_DAY;
use crate::app::Law;
use crate::db::{Connection, chain};
use crate::trouble::Outcome;

/// Counts of one register on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Not over.
    pub open: i64,
    /// Past due.
    pub late: i64,
    /// Near.
    pub near: i64,
    /// Not answered by the addressee yet, open or not.
    pub waiting: i64,
    /// Waiting for the verdict.
    pub claimed: i64,
    /// Not over and without a day.
    pub no_day: i64,
    /// Over.
    pub closed: i64,
    /// All.
    pub all: i64,
    /// Open ones by origin.
    pub by_origin: Vec<(String, i64)>,
    /// The rate.
    pub rate: Rate,
}

/// The rate of due obligations that were done, with what is not in it named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Due day has come: the denominator.
    pub due: i64,
    /// Of those, judged done.
    pub done: i64,
    /// Of those, excused in writing.
    pub excused: i64,
    /// Of those, still open.
    pub open: i64,
    /// Left out: the due day has not come.
    pub not_yet_due: i64,
    /// Left out: nobody set a day.
    pub no_day: i64,
    /// Left out: passed to a successor.
    pub handed_over: i64,
}

impl Rate {
    /// Done of due, in whole percent; none where nothing was due.
    pub fn percent(&self) -> Option<i64> {
        (self.due > 0).then(|| (self.done * 100 + self.due / 2) / self.due)
    }

    fn add(&mut self, bucket: &Bucket) {
        let n = bucket.n;
        let verdict = bucket.verdict.as_deref();
        if bucket.closing == "closed" && !matches!(verdict, Some("done" | "excused")) {
            self.handed_over += n;
            return;
        }
        match bucket.due.as_str() {
            "none" => self.no_day += n,
            "near" | "ahead" => self.not_yet_due += n,
            _ => {
                self.due += n;
                match (bucket.closing.as_str(), verdict) {
                    ("closed", Some("done")) => self.done += n,
                    ("closed", _) => self.excused += n,
                    _ => self.open += n,
                }
            }
        }
    }
}

#[derive(QueryableByName)]
struct Bucket {
    #[diesel(sql_type = Text)]
    origin: String,
    #[diesel(sql_type = Text)]
    closing: String,
    #[diesel(sql_type = Text)]
    due: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Nullable<Text>)]
    verdict: Option<String>,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

// Reads `followups_figures` alone: the index holds every column named here.
const COUNT_BY_BUCKET: &str = "
SELECT origin,
       CASE WHEN closed_on IS NULL THEN 'open' ELSE 'closed' END AS closing,
       CASE WHEN sort_due = '9999-12-31' THEN 'none'
            WHEN sort_due < $1 THEN 'late'
            WHEN sort_due <= $2 THEN 'near'
            ELSE 'ahead' END AS due,
       state,
       verdict,
       COUNT(*) AS n
FROM followups
WHERE council_id = $3
GROUP BY 1, 2, 3, 4, 5";

/// Counts a register on a day.
pub fn count(db: &mut Connection, council_id: &str, today: Day, law: &Law) -> Outcome<Figures> {
    debug_assert_eq!(NO_DAY, "9999-12-31");
    let buckets: Vec<Bucket> = diesel::sql_query(COUNT_BY_BUCKET)
        .bind::<Text, _>(today.to_string())
        .bind::<Text, _>(near_limit(today, law).to_string())
        .bind::<Text, _>(council_id)
        .load(db)?;
    let mut figures = Figures::default();
    let mut by_origin: HashMap<String, i64> = HashMap::new();
    for bucket in &buckets {
        figures.all += bucket.n;
        figures.rate.add(bucket);
        if bucket.state == "waiting" {
            figures.waiting += bucket.n;
        }
        if bucket.closing == "closed" {
            figures.closed += bucket.n;
            continue;
        }
        figures.open += bucket.n;
        *by_origin.entry(bucket.origin.clone()).or_default() += bucket.n;
        if bucket.state == "claimed" {
            figures.claimed += bucket.n;
        }
        match bucket.due.as_str() {
            "none" => figures.no_day += bucket.n,
            "late" => figures.late += bucket.n,
            "near" => figures.near += bucket.n,
            _ => {}
        }
    }
    figures.by_origin = Origin::ALL
        .iter()
        .map(|origin| (origin.as_str().to_owned(), by_origin.get(origin.as_str()).copied().unwrap_or(0)))
        .collect();
    Ok(figures)
}

/// Figures kept in memory.
#[derive(Default)]
pub struct FiguresKept {
    kept: Mutex<HashMap<String, (i64, Day, Arc<Figures>)>>,
}

impl FiguresKept {
    /// The figures of a register today: kept ones, if the chain has not grown.
    pub fn of(&self, db: &mut Connection, council_id: &str, today: Day, law: &Law) -> Outcome<Arc<Figures>> {
        let length = chain::length(db, council_id)?;
        if let Some((at, day, figures)) = self.lock().get(council_id)
            && *at == length
            && *day == today
        {
            return Ok(Arc::clone(figures));
        }
        let figures = Arc::new(count(db, council_id, today, law)?);
        self.lock().insert(council_id.to_owned(), (length, today, Arc::clone(&figures)));
        Ok(figures)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (i64, Day, Arc<Figures>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rate of one lead body.
#[derive(Debug, Clone, Serialize)]
pub struct BodyRate {
    /// Body (id); empty where nobody was named.
    pub body_id: String,
    /// Its name.
    pub name: String,
    /// The rate.
    pub rate: Rate,
}

#[derive(QueryableByName)]
struct BodyBucket {
    #[diesel(sql_type = Nullable<Text>)]
    lead_id: Option<String>,
    #[diesel(sql_type = Text)]
    closing: String,
    #[diesel(sql_type = Text)]
    due: String,
    #[diesel(sql_type = Nullable<Text>)]
    verdict: Option<String>,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COUNT_BY_BODY: &str = "
SELECT lead_id,
       CASE WHEN closed_on IS NULL THEN 'open' ELSE 'closed' END AS closing,
       CASE WHEN sort_due = '9999-12-31' THEN 'none' WHEN sort_due < $1 THEN 'late' ELSE 'ahead' END AS due,
       verdict,
       COUNT(*) AS n
FROM followups
WHERE council_id = $2
GROUP BY 1, 2, 3, 4";

/// Rates by lead body, most overdue first.
pub fn by_body(db: &mut Connection, council_id: &str, today: Day) -> Outcome<Vec<BodyRate>> {
    let buckets: Vec<BodyBucket> =
        diesel::sql_query(COUNT_BY_BODY).bind::<Text, _>(today.to_string()).bind::<Text, _>(council_id).load(db)?;
    let mut rates: HashMap<String, Rate> = HashMap::new();
    for bucket in buckets {
        let as_bucket = Bucket {
            origin: String::new(),
            closing: bucket.closing,
            due: bucket.due,
            state: String::new(),
            verdict: bucket.verdict,
            n: bucket.n,
        };
        rates.entry(bucket.lead_id.unwrap_or_default()).or_default().add(&as_bucket);
    }
    let ids: Vec<String> = rates.keys().filter(|id| !id.is_empty()).cloned().collect();
    let names: HashMap<String, String> = crate::councils::store::body_names(db, &ids)?.into_iter().collect();
    let mut lines: Vec<BodyRate> = rates
        .into_iter()
        .map(|(body_id, rate)| BodyRate { name: names.get(&body_id).cloned().unwrap_or_default(), body_id, rate })
        .collect();
    lines.sort_by(|a, b| b.rate.open.cmp(&a.rate.open).then_with(|| a.name.cmp(&b.name)));
    Ok(lines)
}
