//! Overlaps, found before they happen: the same unit within a few weeks by a council above, below or the same; the same
//! topic within the months that a topic should rest. Each is shown with its reason; a person decides.
//!
//! A unit is compared wherever it is supervised at either level, since it is the unit that is burdened twice. A topic is
//! compared with what the council itself and the council above did, and with what lower councils do at the same unit:
//! the same topic in another commune is no repetition.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan as _;
use law::day::Day;
use serde::Serialize;

use super::store::{self, DecisionRow, ItemRow};
use crate::app::Law;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::supervision::store as supervisions;
use crate::trouble::Outcome;

/// From this likeness of words on, two topics are called alike.
const ALIKE: f64 = 0.55;

/// Two records that meet, with why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlap {
    /// The item.
    pub item: String,
    /// The other record: `item:ID` or `supervision:ID`.
    pub other: String,
    /// Its topic.
    pub title: String,
    /// Mark of its council.
    pub council: String,
    /// Name of its council.
    pub council_name: String,
    /// Its first and last day, where they are known.
    pub span: Option<(Day, Day)>,
    /// Units in common, where that is the reason.
    pub units: Vec<String>,
    /// Days between the two where a unit is in common; 0 where they meet.
    pub apart: i64,
    /// Likeness of the topics in percent, where that is the reason.
    pub alike: Option<i64>,
    /// Telling words in common.
    pub shared: Vec<String>,
    /// What was decided.
    #[serde(skip)]
    pub decision: Option<Decided>,
}

/// A decision on an overlap, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// `keep`, `move`, `join`, `drop`.
    pub decision: String,
    /// Why.
    pub words: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: String,
}

impl From<DecisionRow> for Decided {
    fn from(row: DecisionRow) -> Self {
        Self { decision: row.decision, words: row.words, by: row.decided_by, on: row.decided_on }
    }
}

/// Something that an item is compared with.
struct Other {
    key: String,
    council_id: String,
    title: String,
    like_key: HashSet<String>,
    span: Option<(Day, Day)>,
    units: Vec<String>,
}

/// The overlaps of items of a council with everything at both levels, those of each item together.
pub fn of_items(db: &mut Connection, law: &Law, council: &CouncilRow, items: &[ItemRow]) -> Outcome<Vec<Overlap>> {
    let Some(years) = years_of(items, law) else { return Ok(Vec::new()) };
    let family = Family::read(db, council)?;
    let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    let mut names: HashMap<String, String> = HashMap::new();
    let mut own_units: HashMap<String, Vec<String>> = HashMap::new();
    for (item, body, name) in store::units_of(db, &ids)? {
        names.insert(body.clone(), name);
        own_units.entry(item).or_default().push(body);
    }
    let others = others(db, &family, &own_units, years)?;
    let mut decisions: HashMap<(String, String), DecisionRow> = HashMap::new();
    for row in store::decisions(db, &ids)? {
        decisions.entry((row.item_id.clone(), row.other.clone())).or_insert(row);
    }
    let mut found = Vec::new();
    for item in items.iter().filter(|item| item.stands()) {
        let units = own_units.get(&item.id).map_or(&[][..], Vec::as_slice);
        for other in &others {
            if other.key.strip_prefix("item:") == Some(item.id.as_str()) {
                continue;
            }
            if let Some(mut overlap) = compare(item, units, other, &family, law) {
                overlap.units = overlap.units.iter().filter_map(|id| names.get(id).cloned()).collect();
                overlap.decision = decisions.get(&(item.id.clone(), overlap.other.clone())).cloned().map(Decided::from);
                found.push(overlap);
            }
        }
    }
    Ok(found)
}

/// The council with those above and below it.
struct Family {
    own: String,
    upper: Option<String>,
    /// Id to mark and name.
    names: HashMap<String, (String, String)>,
}

impl Family {
    fn read(db: &mut Connection, council: &CouncilRow) -> Outcome<Self> {
        let mut names = HashMap::new();
        names.insert(council.id.clone(), (council.mark.clone(), council.name.clone()));
        for lower in councils::lower(db, &council.id)? {
            names.insert(lower.id, (lower.mark, lower.name));
        }
        if let Some(upper) = &council.upper_id
            && let Some(row) = councils::by_id(db, upper)?
        {
            names.insert(row.id, (row.mark, row.name));
        }
        Ok(Self { own: council.id.clone(), upper: council.upper_id.clone(), names })
    }

    /// The councils whose topics are compared: itself and the one above.
    fn near(&self) -> Vec<String> {
        std::iter::once(self.own.clone()).chain(self.upper.clone()).collect()
    }
}

fn years_of(items: &[ItemRow], law: &Law) -> Option<(i64, i64)> {
    let rest = i64::from(law.rulebook.no_repeat.months.div_ceil(12));
    let first = items.iter().map(|item| item.year).min()?;
    let last = items.iter().map(|item| item.year).max()?;
    Some((first - rest, last + rest))
}

fn others(
    db: &mut Connection,
    family: &Family,
    own_units: &HashMap<String, Vec<String>>,
    years: (i64, i64),
) -> Outcome<Vec<Other>> {
    let units: Vec<String> = own_units.values().flatten().cloned().collect::<HashSet<_>>().into_iter().collect();
    let mut items = store::drawn_between(db, &family.near(), years)?;
    let mut held = supervisions::drawn_between(db, &family.near(), years)?;
    // At lower councils, and wherever else a unit is shared, only what touches the same units.
    let meeting: Vec<String> = store::items_with_units(db, &units)?.into_iter().map(|(item, _)| item).collect();
    let known: HashSet<String> = items.iter().map(|item| item.id.clone()).collect();
    let more: HashSet<String> = meeting.into_iter().filter(|id| !known.contains(id)).collect();
    let more: Vec<String> = more.into_iter().collect();
    items.extend(store::drawn(db, &more)?.into_iter().filter(|item| (years.0..=years.1).contains(&item.year)));
    let known: HashSet<String> = held.iter().map(|row| row.id.clone()).collect();
    let mut more = supervisions::with_bodies(db, &units)?;
    more.retain(|id| !known.contains(id));
    held.extend(supervisions::drawn(db, &more)?.into_iter().filter(|row| (years.0..=years.1).contains(&row.year)));
    items.retain(|item| family.names.contains_key(&item.council_id));
    held.retain(|row| row.stage != "dropped" && family.names.contains_key(&row.council_id));
    // Of the council above only what is decided: its drafts are its own, and it sees the overlap from its side.
    if let Some(upper) = &family.upper {
        let approved = store::approved(db, std::slice::from_ref(upper), years)?;
        items.retain(|item| item.council_id != *upper || approved.contains(&item.programme_id));
        held.retain(|row| row.council_id != *upper || row.stage != "planned");
    }

    let item_ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    let mut units_of: HashMap<String, Vec<String>> = HashMap::new();
    for (item, body, _) in store::units_of(db, &item_ids)? {
        units_of.entry(format!("item:{item}")).or_default().push(body);
    }
    let held_ids: Vec<String> = held.iter().map(|row| row.id.clone()).collect();
    let keys: HashMap<String, String> = held.iter().map(|row| (row.id.clone(), key_of(row))).collect();
    for (supervision, body, _) in supervisions::unit_names(db, &held_ids)? {
        if let Some(body) = body {
            let key = keys.get(&supervision).cloned().unwrap_or_default();
            units_of.entry(key).or_default().push(body);
        }
    }
    // A supervision stands for the item that it carries out, under the item's key: a decision on the item still holds.
    let carried: HashSet<&str> = held.iter().filter_map(|row| row.item_id.as_deref()).collect();
    let mut others: Vec<Other> = items
        .iter()
        .filter(|item| !carried.contains(item.id.as_str()))
        .map(|item| Other {
            key: format!("item:{}", item.id),
            council_id: item.council_id.clone(),
            title: item.title.clone(),
            like_key: key_words(&item.like_key),
            span: item.span(),
            units: Vec::new(),
        })
        .collect();
    others.extend(held.iter().map(|row| Other {
        key: key_of(row),
        council_id: row.council_id.clone(),
        title: row.title.clone(),
        like_key: key_words(&row.like_key),
        span: row.span(),
        units: Vec::new(),
    }));
    for other in &mut others {
        let mut units = units_of.remove(&other.key).unwrap_or_default();
        units.sort_unstable();
        units.dedup();
        other.units = units;
    }
    Ok(others)
}

fn key_of(row: &supervisions::DrawnRow) -> String {
    match &row.item_id {
        Some(item) => format!("item:{item}"),
        None => format!("supervision:{}", row.id),
    }
}

fn key_words(like_key: &str) -> HashSet<String> {
    like_key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn compare(item: &ItemRow, units: &[String], other: &Other, family: &Family, law: &Law) -> Option<Overlap> {
    let shared_units: Vec<String> = other.units.iter().filter(|unit| units.contains(unit)).cloned().collect();
    let span = item.span();
    let apart = match (span, other.span) {
        (Some(mine), Some(theirs)) if !shared_units.is_empty() => Some(days_apart(mine, theirs)),
        _ => None,
    };
    let meets = apart.is_some_and(|days| days <= i64::from(law.rulebook.no_repeat.same_unit_days));
    let near = other.council_id == family.own || Some(&other.council_id) == family.upper.as_ref();
    // One word of the key in common is the least that two like topics have; it spares most comparisons.
    let may_be_alike = (near || !shared_units.is_empty())
        && within_months(item, span, other, law.rulebook.no_repeat.months)
        && item.like_key.split(' ').any(|word| other.like_key.contains(word));
    let likeness = may_be_alike.then(|| words::likeness(&item.title, &other.title)).filter(|one| one.score >= ALIKE);
    if !meets && likeness.is_none() {
        return None;
    }
    let (mark, name) = family.names.get(&other.council_id)?;
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1 as percent")]
    let alike = likeness.as_ref().map(|one| (one.score * 100.0).round() as i64);
    Some(Overlap {
        item: item.id.clone(),
        other: other.key.clone(),
        title: other.title.clone(),
        council: mark.clone(),
        council_name: name.clone(),
        span: other.span,
        units: if meets { shared_units } else { Vec::new() },
        apart: apart.filter(|_| meets).unwrap_or(0),
        alike,
        shared: likeness.map(|one| one.shared).unwrap_or_default(),
        decision: None,
    })
}

/// Days between two stretches; 0 where they meet.
fn days_apart(a: (Day, Day), b: (Day, Day)) -> i64 {
    let days = |from: Day, to: Day| from.until(to).map_or(0, |span| i64::from(span.get_days()));
    if a.1 < b.0 {
        days(a.1, b.0)
    } else if b.1 < a.0 {
        days(b.1, a.0)
    } else {
        0
    }
}

fn within_months(item: &ItemRow, span: Option<(Day, Day)>, other: &Other, months: u32) -> bool {
    let middle = |year: i64| super::first_of(year).ok();
    let mine = span.map(|(first, _)| first).or_else(|| middle(item.year));
    let theirs = other.span.map(|(first, _)| first);
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => {
            let (early, late) = if mine <= theirs { (mine, theirs) } else { (theirs, mine) };
            early.checked_add(i64::from(months).months()).is_ok_and(|end| late < end)
        }
        // Without days the years were compared already.
        _ => true,
    }
}
