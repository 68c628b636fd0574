//! The register as a list: filters that stand in the address, pages by cursor, the same rows for screen, CSV and XLSX.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use law::day::Day;
use law::followup::Origin;
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{FollowupRow, NO_DAY};
use crate::app::Law;
use crate::councils::{self, store::CouncilRow};
use crate::db::schema::{followup_bodies, followups};
use crate::db::search::Last;
use crate::db::{Backend, Connection, search};
use crate::people::Member;
use crate::trouble::Outcome;

/// Rows on one page.
pub const PAGE: i64 = 50;

/// Filters as they stand in the address. Every word is Vietnamese without marks, so that a link can be read aloud.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Filter {
    /// Mark of the council; empty means one's own.
    pub hdnd: String,
    /// `chua-xong` (as empty), `qua-han`, `sap-han`, `cho-nhan-xet`, `da-xong`, `chua-co-han`, `tat-ca`.
    pub tt: String,
    /// Origin word.
    pub nguon: String,
    /// Lead body (id).
    pub dv: String,
    /// Rung on which it stands.
    pub bac: String,
    /// Words to find.
    pub q: String,
    /// `han`, `-han`, `moi`, `-moi`. Empty means by due day, and newest first where words are searched.
    pub sap: String,
    /// Cursor: sort key and id of the last row seen.
    pub sau: String,
}

/// Which rows are meant by `tt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not over.
    Open,
    /// Past due.
    Late,
    /// Near its due day.
    Near,
    /// Claimed, waiting for the verdict.
    Claimed,
    /// Over.
    Closed,
    /// Not over and without a day.
    NoDay,
    /// All.
    All,
}

impl Standing {
    /// Every standing, in the order of the filter.
    pub const ALL: &'static [Self] =
        &[Self::Open, Self::Late, Self::Near, Self::Claimed, Self::NoDay, Self::Closed, Self::All];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Late => "qua-han",
            Self::Near => "sap-han",
            Self::Claimed => "cho-nhan-xet",
            Self::Closed => "da-xong",
            Self::NoDay => "chua-co-han",
            Self::All => "tat-ca",
        }
    }

    /// The standing behind a word; an unknown word means the open ones.
    pub fn read(word: &str) -> Self {
        Self::ALL.iter().copied().find(|standing| standing.word() == word).unwrap_or(Self::Open)
    }
}

/// Order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By due day, earliest first.
    Due,
    /// By due day, latest first.
    DueDown,
    /// By the time of writing down, newest first.
    Newest,
    /// By the time of writing down, oldest first.
    Oldest,
}

impl Order {
    fn read(word: &str) -> Self {
        match word {
            "-han" => Self::DueDown,
            "moi" => Self::Newest,
            "-moi" => Self::Oldest,
            _ => Self::Due,
        }
    }
}

/// Whose rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A council's register.
    Council(String),
    /// What these bodies owe, to any council.
    Bodies(Vec<String>),
}

impl Scope {
    /// What a member may read of a council's register: a supervised unit only what it owes itself.
    pub fn of(member: &Member, council: &CouncilRow) -> Self {
        let whole = crate::councils::sees_all(member, council, Deed::ReadFollowups);
        if whole { Self::Council(council.id.clone()) } else { Self::Bodies(member.own_bodies()) }
    }
}

/// The council that a member's filter means, and whose rows of it are read.
pub fn scope_of(db: &mut Connection, member: &Member, filter: &Filter) -> Outcome<(CouncilRow, Scope)> {
    let council = councils::meant(db, member, Some(&filter.hdnd), Deed::ReadFollowups)?;
    let scope = Scope::of(member, &council);
    Ok((council, scope))
}

impl Filter {
    /// The standing asked for.
    pub fn standing(&self) -> Standing {
        Standing::read(&self.tt)
    }

    /// The order asked for.
    pub fn order(&self) -> Order {
        if self.sap.is_empty() && !self.q.trim().is_empty() { Order::Newest } else { Order::read(&self.sap) }
    }

    /// The address of the register with one filter changed; the cursor starts anew.
    pub fn with(&self, name: &str, value: &str) -> String {
        let pairs = [
            ("hdnd", &self.hdnd),
            ("tt", &self.tt),
            ("nguon", &self.nguon),
            ("dv", &self.dv),
            ("bac", &self.bac),
            ("q", &self.q),
            ("sap", &self.sap),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, kept) in pairs {
            let taken = if key == name { value } else { kept };
            if !taken.is_empty() {
                query.append_pair(key, taken);
            }
        }
        if name == "sau" {
            query.append_pair("sau", value);
        }
        let query = query.finish();
        if query.is_empty() { String::new() } else { format!("?{query}") }
    }
}

/// A follow-up as a list shows it: without its long words.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = followups)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ListRow {
    pub id: String,
    pub number: String,
    pub origin: String,
    pub title: String,
    pub source: String,
    pub lead_id: Option<String>,
    pub lead_words: String,
    pub product: String,
    pub due_on: Option<String>,
    pub state: String,
    pub response: Option<String>,
    pub verdict: Option<String>,
    pub closed_on: Option<String>,
    pub rung: i64,
    pub evidence: i64,
    pub sort_due: String,
}

impl From<&FollowupRow> for ListRow {
    fn from(row: &FollowupRow) -> Self {
        Self {
            id: row.id.clone(),
            number: row.number.clone(),
            origin: row.origin.clone(),
            title: row.title.clone(),
            source: row.source.clone(),
            lead_id: row.lead_id.clone(),
            lead_words: row.lead_words.clone(),
            product: row.product.clone(),
            due_on: row.due_on.clone(),
            state: row.state.clone(),
            response: row.response.clone(),
            verdict: row.verdict.clone(),
            closed_on: row.closed_on.clone(),
            rung: row.rung,
            evidence: row.evidence,
            sort_due: row.sort_due.clone(),
        }
    }
}

/// One page of rows, and the cursor of the next.
pub struct Page<Row> {
    /// The rows.
    pub rows: Vec<Row>,
    /// The cursor of the next page, where there is one.
    pub next: Option<String>,
}

type Query<'a> = followups::BoxedQuery<'a, Backend>;

/// How the rows of a page are loaded, and what the page needs to know of each.
trait Listed: Sized {
    fn load(db: &mut Connection, query: Query<'_>) -> Outcome<Vec<Self>>;
    fn id(&self) -> &str;
    fn sort_due(&self) -> &str;
}

impl Listed for ListRow {
    fn load(db: &mut Connection, query: Query<'_>) -> Outcome<Vec<Self>> {
        Ok(query.select(Self::as_select()).load(db)?)
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn sort_due(&self) -> &str {
        &self.sort_due
    }
}

impl Listed for FollowupRow {
    fn load(db: &mut Connection, query: Query<'_>) -> Outcome<Vec<Self>> {
        Ok(query.select(Self::as_select()).load(db)?)
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn sort_due(&self) -> &str {
        &self.sort_due
    }
}

/// Reads one page as a list shows it.
pub fn page(
    db: &mut Connection,
    scope: &Scope,
    filter: &Filter,
    today: Day,
    law: &Law,
    most: i64,
) -> Outcome<Page<ListRow>> {
    read(db, scope, filter, today, law, most)
}

/// Reads one page with everything that is stored: exports and programs.
pub fn whole_page(
    db: &mut Connection,
    scope: &Scope,
    filter: &Filter,
    today: Day,
    law: &Law,
    most: i64,
) -> Outcome<Page<FollowupRow>> {
    read(db, scope, filter, today, law, most)
}

fn read<Row: Listed>(
    db: &mut Connection,
    scope: &Scope,
    filter: &Filter,
    today: Day,
    law: &Law,
    most: i64,
) -> Outcome<Page<Row>> {
    let tokens = words::query_tokens(&filter.q);
    let mut rows: Vec<Row> = match scope {
        Scope::Council(council_id) if !tokens.is_empty() => match filter.order() {
            Order::Newest => searched(db, council_id, &tokens, filter, today, law, most + 1)?,
            Order::Due | Order::DueDown | Order::Oldest => {
                let (_, hits) = first_hits(db, council_id, &tokens, MOST_IN_ORDER)?;
                let query = query(db, scope, filter, today, law)?;
                let query = picked(db, query, council_id, &hits);
                Row::load(db, after(query, filter).limit(most + 1))?
            }
        },
        Scope::Council(council_id) => {
            let own = query(db, scope, filter, today, law)?.filter(followups::council_id.eq(council_id.clone()));
            Row::load(db, after(own, filter).limit(most + 1))?
        }
        Scope::Bodies(_) => {
            let owed = query(db, scope, filter, today, law)?;
            Row::load(db, after(owed, filter).limit(most + 1))?
        }
    };
    // One row more than the page was asked for says that there is a next one.
    let more = rows.len() > usize::try_from(most).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.sort_due(), row.id()));
    Ok(Page { rows, next })
}

/// Hits that are put into another order than newest first: more than an office's register holds.
const MOST_IN_ORDER: i64 = 20_000;

/// What a search finds, newest first: hits are read in parts until the page is full.
fn searched<Row: Listed>(
    db: &mut Connection,
    council_id: &str,
    tokens: &[String],
    filter: &Filter,
    today: Day,
    law: &Law,
    most: i64,
) -> Outcome<Vec<Row>> {
    /// Hits read at once: some pages, since a filter may drop most.
    const PART: i64 = 160;
    let wanted = usize::try_from(most).unwrap_or(usize::MAX);
    let scope = Scope::Council(council_id.to_owned());
    let mut seen = filter.sau.split_once('~').map(|(_, id)| id.to_owned());
    let (last, first) = first_hits(db, council_id, tokens, PART)?;
    let mut found =
        if seen.is_none() { first } else { search::find(db, council_id, tokens, last, seen.as_deref(), PART)? };
    let mut part = PART;
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let query = query(db, &scope, filter, today, law)?;
        let query = picked(db, query, council_id, &found);
        let mut some: Vec<Row> = Row::load(db, query)?;
        let place: HashMap<&str, usize> = found.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        some.sort_by_key(|row: &Row| place.get(row.id()).copied());
        rows.extend(some);
        let all = usize::try_from(part).is_ok_and(|part| found.len() < part);
        if all || rows.len() >= wanted {
            break;
        }
        part = (part * 2).min(1000);
        seen = found.last().cloned();
        found = search::find(db, council_id, tokens, last, seen.as_deref(), part)?;
    }
    rows.truncate(wanted);
    Ok(rows)
}

/// The newest hits, and how the last word is read: where few are found by the word as typed, it may be the beginning of one.
fn first_hits(db: &mut Connection, council_id: &str, tokens: &[String], most: i64) -> Outcome<(Last, Vec<String>)> {
    /// Fewer hits than these are few: they do not fill a page.
    const FEW: usize = 50;
    let found = search::find(db, council_id, tokens, Last::Whole, None, most)?;
    if found.len() < FEW {
        Ok((Last::Beginning, search::find(db, council_id, tokens, Last::Beginning, None, most)?))
    } else {
        Ok((Last::Whole, found))
    }
}

/// The follow-ups with these ids. Joined to nothing, the council's column stands in no index: the hits are to be looked up
/// by id, not searched for along the council's whole register.
fn picked<'a>(db: &Connection, query: Query<'a>, council_id: &str, ids: &[String]) -> Query<'a> {
    let query = query.filter(followups::council_id.concat("").eq(council_id.to_owned()));
    match db {
        // One value in place of a hundred, so that the statement stays prepared. Ids need no escape.
        Connection::Sqlite(_) => query.filter(
            sql::<Bool>("followups.id IN (SELECT value FROM json_each(")
                .bind::<Text, _>(format!("[\"{}\"]", ids.join("\",\"")))
                .sql("))"),
        ),
        #[cfg(feature = "postgres")]
        Connection::Postgres(_) => query.filter(followups::id.eq_any(ids.to_vec())),
    }
}

fn query<'a>(db: &mut Connection, scope: &Scope, filter: &Filter, today: Day, law: &Law) -> Outcome<Query<'a>> {
    let mut query = followups::table.into_boxed::<Backend>();
    if let Scope::Bodies(bodies) = scope {
        let co: Vec<String> = followup_bodies::table
            .filter(followup_bodies::body_id.eq_any(bodies))
            .select(followup_bodies::followup_id)
            .limit(5000)
            .load(db)?;
        query = query.filter(followups::lead_id.eq_any(bodies.clone()).or(followups::id.eq_any(co)));
    }
    let day = today.to_string();
    query = match filter.standing() {
        Standing::Open => query.filter(followups::closed_on.is_null()),
        Standing::Late => query.filter(followups::closed_on.is_null()).filter(followups::sort_due.lt(day)),
        Standing::Near => query
            .filter(followups::closed_on.is_null())
            .filter(followups::sort_due.ge(day))
            .filter(followups::sort_due.le(near_limit(today, law).to_string())),
        Standing::Claimed => query.filter(followups::state.eq("claimed")),
        Standing::Closed => query.filter(followups::closed_on.is_not_null()),
        Standing::NoDay => query.filter(followups::closed_on.is_null()).filter(followups::sort_due.eq(NO_DAY)),
        Standing::All => query,
    };
    if let Some(origin) = Origin::read(&filter.nguon) {
        query = query.filter(followups::origin.eq(origin.as_str()));
    }
    if !filter.dv.is_empty() {
        query = query.filter(followups::lead_id.eq(filter.dv.clone()));
    }
    if let Ok(rung) = filter.bac.parse::<i64>() {
        query = query.filter(followups::rung.eq(rung));
    }
    Ok(query)
}

/// The order asked for, continued from the last row seen.
fn after<'a>(query: Query<'a>, filter: &Filter) -> Query<'a> {
    let cursor = filter.sau.split_once('~').map(|(key, id)| (key.to_owned(), id.to_owned()));
    let (due, id) = (followups::sort_due, followups::id);
    match (filter.order(), cursor) {
        (Order::Due, None) => query.order((due, id)),
        (Order::Due, Some((key, last))) => {
            // `sort_due >= key` lets the index start at the cursor; the second condition drops the rows already seen.
            query.filter(due.ge(key.clone())).filter(due.gt(key).or(id.gt(last))).order((due, id))
        }
        (Order::DueDown, None) => query.order((due.desc(), id.desc())),
        (Order::DueDown, Some((key, last))) => {
            query.filter(due.le(key.clone())).filter(due.lt(key).or(id.lt(last))).order((due.desc(), id.desc()))
        }
        (Order::Newest, None) => query.order(id.desc()),
        (Order::Newest, Some((_, last))) => query.filter(id.lt(last)).order(id.desc()),
        (Order::Oldest, None) => query.order(id),
        (Order::Oldest, Some((_, last))) => query.filter(id.gt(last)).order(id),
    }
}

/// The last day that the ladder calls near.
pub fn near_limit(today: Day, law: &Law) -> Day {
    law.calendar.after(today, law.rulebook.ladder.near_working_days)
}
