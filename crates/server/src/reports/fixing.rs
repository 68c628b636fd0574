//! Fixing (chốt số liệu): a report that is drafted keeps its figures with the records that were counted, so that its words and its
//! numbers stand still while people write, comment and decide. What changed in the records since is shown beside it, never put
//! in silently; a person has them counted anew while it is a draft.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::counting::Record;
use super::gathering::gather;
use super::limits::Limit;
use super::reckoning::reckon;
use super::tables::narrowed;
use super::{INDICATORS, Period, Table};
use crate::app::App;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::chain::hex;
use crate::db::schema::{report_counts, report_limits};
use crate::issuing::store::{self as papers, PaperRow};
use crate::trouble::{Outcome, Trouble};

/// A fixed figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The indicator, or one narrowed to a value of a trait.
    pub id: String,
    /// The number.
    pub number: i64,
    /// The number of the same days of the year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Where a figure entered by a person comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What the value of the trait is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// A mark of which records were counted, whatever their order; empty where none were.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
}

/// The records behind the figures of a council: each once, and by figure the places of those that it counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// Address and name.
    pub records: Vec<(String, String)>,
    /// Places in that list, by figure.
    pub of: BTreeMap<String, Vec<usize>>,
}

impl Behind {
    /// Keeps what some figures counted alone.
    pub fn keep<'a>(&mut self, figures: impl Iterator<Item = &'a str>) {
        let wanted: HashSet<&str> = figures.collect();
        self.of.retain(|figure, _| wanted.contains(figure.as_str()));
        let mut places: Vec<usize> = self.of.values().flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let anew: HashMap<usize, usize> = places.iter().copied().zip(0..).collect();
        self.records = places.iter().filter_map(|place| self.records.get(*place).cloned()).collect();
        for counted in self.of.values_mut() {
            *counted = counted.iter().filter_map(|place| anew.get(place).copied()).collect();
        }
    }

    /// The records behind a figure.
    pub fn records(&self, figure: &str) -> Vec<Record> {
        let places = self.of.get(figure).into_iter().flatten();
        let found = places.filter_map(|place| self.records.get(*place));
        found.map(|(href, words)| Record { href: href.clone(), words: words.clone() }).collect()
    }
}

/// A council in a report, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = report_counts)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct CountsRow {
    pub paper_id: String,
    pub council_id: String,
    pub position: i64,
    pub mark: String,
    pub name: String,
    pub fixed_on: String,
    pub figures: String,
    #[serde(skip)]
    pub behind: String,
}

/// A sentence on what fell short in a report, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = report_limits)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct LimitRow {
    pub paper_id: String,
    pub limit_id: String,
    pub position: i64,
    pub words: String,
    pub number: i64,
    #[serde(skip)]
    pub behind: String,
    pub kept: i64,
    pub own_words: String,
}

impl LimitRow {
    /// The sentence as it stands in the report.
    pub fn said(&self) -> &str {
        if self.own_words.is_empty() { &self.words } else { &self.own_words }
    }

    /// The records behind it.
    pub fn records(&self) -> Outcome<Vec<Record>> {
        let stored: Vec<(String, String)> = serde_json::from_str(&self.behind)?;
        Ok(stored.into_iter().map(|(href, words)| Record { href, words }).collect())
    }
}

/// A council in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfCouncil {
    /// Its id.
    pub id: String,
    /// Its mark.
    pub mark: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Vec<Figure>,
}

impl OfCouncil {
    /// A figure by its id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|one| one.id == id)
    }

    /// The values that a table was split by when it was fixed, and what each is called.
    pub fn values(&self, table: &Table) -> Vec<(&str, &str)> {
        let Some(first) = table.columns.first() else { return Vec::new() };
        let begun = narrowed(first, &table.by, "");
        let split = self.figures.iter();
        split.filter_map(|figure| Some((figure.id.strip_prefix(&begun)?, figure.said.as_str()))).collect()
    }
}

/// What a report fixed.
#[derive(Debug, Clone, Default)]
pub struct Fixed {
    /// On which day; none where it was counted for looking at only.
    pub on: Option<String>,
    /// The council that reports, then those below it.
    pub councils: Vec<OfCouncil>,
    /// What fell short.
    pub limits: Vec<LimitRow>,
}

/// What a report fixed; none where it fixed nothing.
pub fn fixed(db: &mut Connection, paper_id: &str) -> Outcome<Option<Fixed>> {
    type Stored = (String, String, String, String, String);
    let rows: Vec<Stored> = report_counts::table
        .filter(report_counts::paper_id.eq(paper_id))
        .order((report_counts::position, report_counts::council_id))
        .select((
            report_counts::council_id,
            report_counts::mark,
            report_counts::name,
            report_counts::fixed_on,
            report_counts::figures,
        ))
        .load(db)?;
    let Some(on) = rows.first().map(|row| row.3.clone()) else { return Ok(None) };
    let mut councils = Vec::with_capacity(rows.len());
    for (id, mark, name, _, figures) in rows {
        councils.push(OfCouncil { id, mark, name, figures: serde_json::from_str(&figures)? });
    }
    Ok(Some(Fixed { on: Some(on), councils, limits: limits_of(db, paper_id)? }))
}

/// What fell short, as a report keeps it.
pub fn limits_of(db: &mut Connection, paper_id: &str) -> Outcome<Vec<LimitRow>> {
    Ok(report_limits::table
        .filter(report_limits::paper_id.eq(paper_id))
        .order((report_limits::position, report_limits::limit_id))
        .select(LimitRow::as_select())
        .load(db)?)
}

/// The records that a report fixed behind the figures of a council.
pub fn behind(db: &mut Connection, paper_id: &str, council_id: &str) -> Outcome<Behind> {
    let stored: Option<String> =
        report_counts::table.find((paper_id, council_id)).select(report_counts::behind).first(db).optional()?;
    Ok(stored.map(|behind| serde_json::from_str(&behind)).transpose()?.unwrap_or_default())
}

/// Counts a period for looking at, without keeping it.
pub fn counted(app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Fixed> {
    let reckoned = reckon(app, db, council, period)?;
    let limits = limit_rows("", reckoned.limits)?;
    Ok(Fixed { on: None, councils: reckoned.councils.into_iter().map(|(of, _)| of).collect(), limits })
}

/// The sentences on what fell short as rows of a report.
pub(super) fn limit_rows(paper_id: &str, limits: Vec<Limit>) -> Outcome<Vec<LimitRow>> {
    let mut told: Vec<LimitRow> = Vec::with_capacity(limits.len());
    for (position, mut limit) in (0..).zip(limits) {
        // Two bodies of one name say the same twice; each keeps a place of its own.
        if told.iter().any(|one| one.limit_id == limit.id) {
            limit.id = format!("{} ({position})", limit.id);
        }
        told.push(limit_row(paper_id, position, limit)?);
    }
    Ok(told)
}

/// A sentence that the program proposes stands in the report until a person leaves it out.
fn limit_row(paper_id: &str, position: i64, limit: Limit) -> Outcome<LimitRow> {
    let behind: Vec<(String, String)> = limit.records.into_iter().map(|one| (one.href, one.words)).collect();
    Ok(LimitRow {
        paper_id: paper_id.to_owned(),
        limit_id: limit.id,
        position,
        words: limit.words,
        number: limit.number,
        behind: serde_json::to_string(&behind)?,
        kept: 1,
        own_words: String::new(),
    })
}

/// Fixes the figures of a report as they stand now; what a person made of a sentence stays with it. Returns the hash of what was
/// fixed, for the event of whoever calls.
pub fn fix(act: &mut Act, council: &CouncilRow, paper_id: &str, period: Period) -> Outcome<String> {
    // What was counted just before by a reader, so that nobody else waits meanwhile; else counted here.
    let reckoned = match act.app.reckoned.take(act.app, act.db, council, period)? {
        Some(reckoned) => reckoned,
        None => reckon(act.app, act.db, council, period)?,
    };
    let stood = limits_of(act.db, paper_id)?;
    diesel::delete(report_counts::table.filter(report_counts::paper_id.eq(paper_id))).execute(act.db)?;
    diesel::delete(report_limits::table.filter(report_limits::paper_id.eq(paper_id))).execute(act.db)?;
    let mut hash = Sha256::new();
    for (position, (of, behind)) in (0..).zip(reckoned.councils) {
        let row = CountsRow {
            paper_id: paper_id.to_owned(),
            council_id: of.id,
            position,
            mark: of.mark,
            name: of.name,
            fixed_on: act.today.to_string(),
            figures: serde_json::to_string(&of.figures)?,
            behind: serde_json::to_string(&behind)?,
        };
        hash.update(row.figures.as_bytes());
        hash.update(row.behind.as_bytes());
        diesel::insert_into(report_counts::table).values(&row).execute(act.db)?;
    }
    for mut row in limit_rows(paper_id, reckoned.limits)? {
        if let Some(earlier) = stood.iter().find(|one| one.limit_id == row.limit_id) {
            row.kept = earlier.kept;
            // A person's words hold for the number that they were written beside.
            if earlier.number == row.number {
                row.own_words.clone_from(&earlier.own_words);
            }
        }
        diesel::insert_into(report_limits::table).values(&row).execute(act.db)?;
    }
    Ok(hex(&hash.finalize()))
}

/// Gives a report that follows another what that one fixed: its figures stand until somebody counts anew.
pub fn carry_over(db: &mut Connection, from: &str, to: &str) -> Outcome<()> {
    let counts: Vec<CountsRow> =
        report_counts::table.filter(report_counts::paper_id.eq(from)).select(CountsRow::as_select()).load(db)?;
    for row in counts {
        let row = CountsRow { paper_id: to.to_owned(), ..row };
        diesel::insert_into(report_counts::table).values(&row).execute(db)?;
    }
    for row in limits_of(db, from)? {
        let row = LimitRow { paper_id: to.to_owned(), ..row };
        diesel::insert_into(report_limits::table).values(&row).execute(db)?;
    }
    Ok(())
}

/// A report with its council and period, while it may be written on.
fn draft(act: &mut Act, paper_id: &str) -> Outcome<(PaperRow, CouncilRow, Period)> {
    let row = papers::by_id(act.db, paper_id)?;
    act.may(Deed::DraftPaper, &row.council_id, &[])?;
    crate::issuing::as_draft(&row)?;
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let period = period_of(&row).ok_or(Trouble::NotFound)?;
    Ok((row, council, period))
}

/// The period that a report is about; none for other papers.
pub fn period_of(row: &PaperRow) -> Option<Period> {
    (row.about == "period").then(|| Period::of_subject(&row.subject_id)).flatten()
}

/// Counts the figures of a draft anew.
pub fn fix_again(act: &mut Act, paper_id: &str) -> Outcome<()> {
    let (mut row, council, period) = draft(act, paper_id)?;
    // Whoever issues at the same time is found by the version.
    papers::save(act.db, &mut row)?;
    let hash = fix(act, &council, paper_id, period)?;
    act.record(&council.id, "figures_fixed", paper_id, &serde_json::json!({ "hash": hash }))
}

/// What a person makes of a proposed sentence.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Choice {
    /// Which.
    pub limit: String,
    /// Does it stand in the report?
    pub kept: bool,
    /// In whose words; empty for the program's.
    pub words: String,
}

/// Keeps, rewords or leaves out what the program proposed as fallen short.
pub fn choose(act: &mut Act, paper_id: &str, choices: &[Choice]) -> Outcome<()> {
    const LONGEST: usize = 2_000;
    let (mut row, ..) = draft(act, paper_id)?;
    papers::save(act.db, &mut row)?;
    let mut left_out = Vec::new();
    for mut limit in limits_of(act.db, paper_id)? {
        let Some(choice) = choices.iter().find(|one| one.limit == limit.limit_id) else { continue };
        let words = words::nfc(choice.words.split_whitespace().collect::<Vec<_>>().join(" ").as_str());
        Trouble::too_long("words", &words, LONGEST)?;
        limit.kept = i64::from(choice.kept);
        limit.own_words = if words == limit.words { String::new() } else { words };
        if !choice.kept {
            left_out.push(limit.limit_id.clone());
        }
        let mine = report_limits::table.find((&limit.paper_id, &limit.limit_id));
        diesel::update(mine).set(&limit).execute(act.db)?;
    }
    act.record(&row.council_id, "limits_chosen", paper_id, &serde_json::json!({ "left_out": left_out }))
}

/// A figure that stands otherwise in the records than in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Mark of the council.
    pub mark: String,
    /// Its name.
    pub council: String,
    /// The figure: an indicator, one narrowed to a value of a trait, or a sentence on what fell short.
    pub indicator: String,
    /// What is said of it: the value of the trait, the sentence; empty for an indicator.
    pub said: String,
    /// As the report has it; none where it has no such figure.
    pub fixed: Option<i64>,
    /// As it stands now; the same number where other records are counted.
    pub now: Option<i64>,
}

/// What changed in the records since the figures of a report were fixed: numbers, and records that took the place of others.
pub fn differences(app: &App, db: &mut Connection, fixed: &Fixed, period: Period) -> Outcome<Vec<Difference>> {
    let Some(own) = fixed.councils.first() else { return Ok(Vec::new()) };
    let Some(council) = councils::by_id(db, &own.id)? else { return Ok(Vec::new()) };
    let stands = app.stands.now(app, db, &council, period)?;
    let mut all = Vec::new();
    for council in &fixed.councils {
        let Some(now) = stands.councils.iter().find(|one| one.id == council.id) else { continue };
        let told = |figure: &Figure, then: Option<i64>, now: Option<i64>| Difference {
            mark: council.mark.clone(),
            council: council.name.clone(),
            indicator: figure.id.clone(),
            said: figure.said.clone(),
            fixed: then,
            now,
        };
        let mut changed: HashSet<&str> = HashSet::new();
        for figure in &council.figures {
            let base = figure.id.split_once('/').map_or(figure.id.as_str(), |(base, _)| base);
            let is_cell = base.len() < figure.id.len();
            let now = now.figure(&figure.id);
            let number = now.map(|now| now.number).or(is_cell.then_some(0));
            let mark = now.map_or("", |now| now.of.as_str());
            // What was fixed before records were marked has a number to compare alone.
            let other = now.is_some() && !figure.of.is_empty() && !mark.is_empty() && figure.of != mark;
            // A cell tells nothing new where its indicator changed.
            if (number != Some(figure.number) || other) && !(is_cell && changed.contains(base)) {
                changed.insert(base);
                all.push(told(figure, Some(figure.number), number));
            }
        }
        // What a person entered since; an indicator that came with a later version was not counted then, and is no difference.
        let entered = now.figures.iter().filter(|figure| council.figure(&figure.id).is_none());
        for figure in entered.filter(|figure| INDICATORS.by_id(&figure.id).is_some_and(|one| one.by_hand)) {
            all.push(told(figure, None, Some(figure.number)));
        }
    }
    let sentence = |limit: &LimitRow, now: Option<i64>| Difference {
        mark: own.mark.clone(),
        council: own.name.clone(),
        indicator: limit.limit_id.clone(),
        said: limit.words.clone(),
        fixed: Some(limit.number),
        now,
    };
    for limit in fixed.limits.iter().filter(|limit| limit.kept == 1) {
        let now = stands.limits.iter().find(|one| one.limit_id == limit.limit_id);
        if now.is_none_or(|now| (now.number, &now.behind) != (limit.number, &limit.behind)) {
            all.push(sentence(limit, now.map(|now| now.number)));
        }
    }
    Ok(all)
}

/// What is behind a figure of a report: the records that it counted, and those that would be counted now and were not, and the other way.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Opened {
    /// As the report fixed it.
    pub records: Vec<Record>,
    /// Counted now, and not in the report.
    pub come: Vec<Record>,
    /// Counted in the report, and not now.
    pub gone: Vec<Record>,
}

/// Opens a figure of a report.
pub fn open(
    app: &App,
    db: &mut Connection,
    paper_id: &str,
    (council, period): (&CouncilRow, Period),
    figure: &str,
) -> Outcome<Opened> {
    let records = behind(db, paper_id, &council.id)?.records(figure);
    let gathered = gather(app, db, council, period)?;
    let now = gathered.count(figure).map(|counted| gathered.records(&counted)).unwrap_or_default();
    let mut pages: HashMap<&str, usize> = HashMap::new();
    for list in [&records, &now] {
        let mut here: HashMap<&str, usize> = HashMap::new();
        for one in list {
            *here.entry(one.href.as_str()).or_default() += 1;
        }
        for (page, many) in here {
            let most = pages.entry(page).or_default();
            *most = many.max(*most);
        }
    }
    let beside = |these: &[Record], those: &[Record]| -> Vec<Record> {
        // Several records may share a page: they are told apart by their words, a single one is not.
        let single: HashSet<&str> = pages.iter().filter(|(_, many)| **many <= 1).map(|(page, _)| *page).collect();
        let key = |one: &Record| {
            let words = if single.contains(one.href.as_str()) { "" } else { one.words.as_str() };
            (one.href.clone(), words.to_owned())
        };
        let known: HashSet<(String, String)> = those.iter().map(key).collect();
        these.iter().filter(|one| !known.contains(&key(one))).cloned().collect()
    };
    let (come, gone) = (beside(&now, &records), beside(&records, &now));
    Ok(Opened { records, come, gone })
}
