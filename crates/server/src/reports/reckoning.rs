//! Reckoning (tính số liệu): the figures of a report with the records behind them and what fell short, of a council and those
//! below it. It may take a while, so that a reader does it just before the act that fixes it, and the act counts again only where
//! something was written in between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use law::day::Day;
use law::role::Act as Deed;
use sha2::{Digest as _, Sha256};

use super::counting::{Kind, Known};
use super::fixing::{self, Behind, Figure, LimitRow, OfCouncil};
use super::gathering::{Gathered, gather};
use super::limits::{self, Limit};
use super::splitting::value_name;
use super::{INDICATORS, Period, tables};
use crate::app::App;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::{Connection, chain};
use crate::people::Member;
use crate::trouble::Outcome;
use crate::web::i18n::{Language, Words};

/// What was reckoned.
pub struct Reckoned {
    /// The council that reports, then those below it, each with the records behind its figures.
    pub councils: Vec<(OfCouncil, Behind)>,
    /// What fell short.
    pub limits: Vec<Limit>,
    of: Of,
}

/// Of what it was reckoned: council and period, the day, and how long the chains were.
#[derive(PartialEq, Eq)]
struct Of {
    council: String,
    period: Period,
    today: Day,
    lengths: Vec<i64>,
}

impl Of {
    fn now(
        app: &App,
        db: &mut Connection,
        (council, lower): (&CouncilRow, &[CouncilRow]),
        period: Period,
    ) -> Outcome<Self> {
        let lengths = chain::lengths(db)?;
        let all = std::iter::once(council).chain(lower);
        Ok(Self {
            council: council.id.clone(),
            period,
            today: app.clock.today(),
            lengths: all.map(|one| lengths.get(&one.id).copied().unwrap_or(0)).collect(),
        })
    }
}

/// What a reader reckoned for the act that follows: one at a time, so that it does not fill the memory.
#[derive(Default)]
pub struct Ahead(Mutex<Option<Reckoned>>);

impl Ahead {
    /// Reckons for the act that follows.
    pub fn reckon(&self, app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<()> {
        let reckoned = reckon(app, db, council, period)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(reckoned);
        Ok(())
    }

    /// What was reckoned for this act, where nothing was written since.
    pub fn take(
        &self,
        app: &App,
        db: &mut Connection,
        council: &CouncilRow,
        period: Period,
    ) -> Outcome<Option<Reckoned>> {
        let lower = councils::lower(db, &council.id)?;
        let now = Of::now(app, db, (council, &lower), period)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody else's stays for them.
        Ok(if kept.as_ref().is_some_and(|reckoned| reckoned.of == now) { kept.take() } else { None })
    }

    /// Forgets what was reckoned for a council, where the act did not take it.
    pub fn forget(&self, council_id: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|reckoned| reckoned.of.council == council_id) {
            *kept = None;
        }
    }
}

/// The figures of a council and those below it, and what fell short, as they stand.
pub struct Standing {
    /// The council that reports, then those below it.
    pub councils: Vec<OfCouncil>,
    /// What fell short.
    pub limits: Vec<LimitRow>,
}

/// How figures stand now, for whoever compares a report with them: reckoned anew only where something was written since.
#[derive(Default)]
pub struct Stands(Mutex<HashMap<(String, String, String), (Of, Arc<Standing>)>>);

impl Stands {
    /// As they stand now.
    pub fn now(&self, app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Arc<Standing>> {
        const MOST: usize = 16;
        let key = (council.id.clone(), period.first.to_string(), period.last.to_string());
        let lower = councils::lower(db, &council.id)?;
        let of = Of::now(app, db, (council, &lower), period)?;
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, standing)) = kept().get(&key).filter(|(then, _)| *then == of) {
            return Ok(Arc::clone(standing));
        }
        let reckoned = reckon(app, db, council, period)?;
        let standing = Arc::new(Standing {
            councils: reckoned.councils.into_iter().map(|(of, _)| of).collect(),
            limits: fixing::limit_rows("", reckoned.limits)?,
        });
        let mut all = kept();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, (of, Arc::clone(&standing)));
        Ok(standing)
    }
}

/// Reckons, for somebody who may draft papers of a council, what an act will fix of a period (`2024-01-01:2024-06-30`), and then acts.
/// Who may not is told by the act.
pub async fn ahead<T, F>(
    app: &Arc<App>,
    member: &Arc<Member>,
    (council_id, subject): (String, &str),
    act: impl FnOnce() -> F,
) -> Outcome<T>
where
    F: Future<Output = Outcome<T>>,
{
    let Some(period) = Period::of_subject(subject).filter(|_| member.may_in(Deed::DraftPaper, &council_id)) else {
        return act().await;
    };
    let id = council_id.clone();
    app.read(move |app, db| match councils::by_id(db, &id)? {
        Some(council) => app.reckoned.reckon(app, db, &council, period),
        None => Ok(()),
    })
    .await?;
    let done = act().await;
    app.reckoned.forget(&council_id);
    done
}

/// Reckons the figures of a council and those below it.
pub fn reckon(app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Reckoned> {
    // A paper is Vietnamese, whatever language the screen has.
    let w = app.locales.words(Language::Vietnamese);
    let lower = councils::lower(db, &council.id)?;
    // Before anything is counted: what is written meanwhile makes the chains longer.
    let of = Of::now(app, db, (council, &lower), period)?;
    let mut all = Vec::with_capacity(lower.len() + 1);
    let mut short = Vec::new();
    for one in std::iter::once(council).chain(&lower) {
        let gathered = gather(app, db, one, period)?;
        let before = match period.year_before() {
            Some(before) => app.numbers.of(app, db, one, before)?,
            None => Vec::new(),
        };
        if one.id == council.id {
            short = limits::found(app, db, (council, &lower), &gathered, period, &w)?;
        } else {
            short.extend(limits::of_lower(one, &gathered, &w));
        }
        let (figures, behind) = figures(app, &gathered, &before, one.id == council.id, &w);
        let of = OfCouncil { id: one.id.clone(), mark: one.mark.clone(), name: one.name.clone(), figures };
        all.push((of, behind));
    }
    Ok(Reckoned { councils: all, limits: short, of })
}

/// The records behind figures as they are put together: each once.
struct Gathering<'a> {
    gathered: &'a Gathered,
    behind: Behind,
    /// Where a record stands among them, and its mark.
    seen: HashMap<Known<'a>, (usize, u64)>,
}

impl Gathering<'_> {
    /// Puts in the records of a figure; returns the mark of which they are.
    fn put(&mut self, figure: &str, kind: Kind, picked: &[usize]) -> String {
        if picked.is_empty() {
            return String::new();
        }
        let (gathered, records) = (self.gathered, &mut self.behind.records);
        let mut sum = 0_u64;
        let mut places = Vec::with_capacity(picked.len());
        for n in picked {
            let (place, mark) = *self.seen.entry(gathered.known(kind, *n)).or_insert_with(|| {
                let record = gathered.record(kind, *n);
                records.push((record.href, record.words));
                let hash = Sha256::digest(gathered.key(kind, *n).as_bytes());
                (records.len() - 1, hash.iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte)))
            });
            places.push(place);
            sum = sum.wrapping_add(mark);
        }
        self.behind.of.insert(figure.to_owned(), places);
        format!("{sum:016x}")
    }
}

/// The figures of a council with what is behind them; with tables for the council that reports.
fn figures(
    app: &App,
    gathered: &Gathered,
    before: &[Option<i64>],
    with_tables: bool,
    w: &Words,
) -> (Vec<Figure>, Behind) {
    let mut all = Gathering { gathered, behind: Behind::default(), seen: HashMap::new() };
    let mut figures = Vec::new();
    for (n, one) in INDICATORS.all.iter().enumerate() {
        let Some(counted) = gathered.count(&one.id) else { continue };
        let of = counted.picked.as_ref().map(|(kind, picked)| all.put(&one.id, *kind, picked)).unwrap_or_default();
        let (before, source) = (before.get(n).copied().flatten(), counted.source);
        figures.push(Figure { id: one.id.clone(), number: counted.number, before, source, said: String::new(), of });
    }
    if with_tables {
        for table in &INDICATORS.tables {
            let columns: Vec<_> =
                table.columns.iter().map(|column| (column, gathered.grouped(column, &table.by))).collect();
            for value in gathered.values(app, table) {
                let said = value_name(app, &table.by, &value, w);
                for (column, (kind, groups)) in &columns {
                    let id = tables::narrowed(column, &table.by, &value);
                    let picked = groups.get(value.as_str()).map_or(&[][..], Vec::as_slice);
                    let of = kind.map(|kind| all.put(&id, kind, picked)).unwrap_or_default();
                    let number = i64::try_from(picked.len()).unwrap_or(i64::MAX);
                    figures.push(Figure { id, number, before: None, source: None, said: said.clone(), of });
                }
            }
        }
    }
    (figures, all.behind)
}
