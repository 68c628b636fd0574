//! The year on one timeline, both levels: a bar for each item and supervision, with what meets at one unit marked.
//!
//! Geometry is worked out here and drawn by the template as SVG without inline styles; the same records stand in a table
//! behind the picture.

use std::collections::HashMap;
use std::ops::Range;

use law::day::Day;

use super::store;
use crate::app::Law;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::people::Member;
use crate::supervision::store as supervisions;
use crate::trouble::Outcome;

/// Width of the names at the left.
const NAMES: i64 = 188;
/// Width of a month.
const MONTH: i64 = 66;
/// Height of a lane of bars.
const LANE: i64 = 24;
/// Height of the months at the top.
const TOP: i64 = 26;

/// A record of the year.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it opens; empty where the reader may not open it.
    pub href: String,
    /// Short name.
    pub name: String,
    /// Whole topic.
    pub title: String,
    /// Name of the council.
    pub council: String,
    /// First and last day, where known.
    pub span: Option<(Day, Day)>,
    /// The published words about time.
    pub time_words: String,
    /// Names of units.
    pub units: Vec<String>,
    /// `planned`, `running`, `done`, `behind`.
    pub standing: &'static str,
    /// It meets another of those shown at the same unit.
    pub meets: bool,
    row: usize,
    bodies: Vec<String>,
}

/// Units of a record: those that stand in the register of bodies, and the names of all.
#[derive(Default)]
struct Units {
    bodies: Vec<String>,
    names: Vec<String>,
}

impl Units {
    fn push(&mut self, body: Option<String>, name: String) {
        self.bodies.extend(body);
        self.names.push(name);
    }
}

/// A bar of the picture.
pub struct Bar {
    /// Left, top, width.
    pub x: i64,
    /// Top.
    pub y: i64,
    /// Width.
    pub width: i64,
    /// Class of its standing.
    pub class: &'static str,
    /// What it is of.
    pub entry: usize,
    /// As much of the name as fits.
    pub label: String,
}

/// A council in the picture.
pub struct Row {
    /// Name.
    pub name: String,
    /// Top.
    pub y: i64,
    /// Height.
    pub height: i64,
    /// Own council?
    pub upper: bool,
}

/// The picture and the records behind it.
pub struct Timeline {
    /// The records, by council and day.
    pub entries: Vec<Entry>,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Left edges of the months.
    pub months: Vec<(i64, i64)>,
    /// Where today stands, in that year.
    pub today: Option<i64>,
    /// Whole width.
    pub width: i64,
    /// Whole height.
    pub height: i64,
    /// The parts that the councils below are shown in: first and last place of each; empty where one part holds all.
    pub parts: Vec<(String, String)>,
    /// The part shown, from 1.
    pub part: usize,
}

/// Records drawn at once: what a person can look over, and what a page draws within its time.
const RECORDS: i64 = 80;

/// Councils whose records are counted to see how many councils make a part.
const SAMPLE: usize = 16;

/// So many of these, spread evenly from the first on; all where there are no more.
fn sample<T>(of: &[T], most: usize) -> impl Iterator<Item = &T> {
    of.iter().step_by(of.len().div_ceil(most).max(1))
}

/// How many councils make a part that holds about as many records as there is room for, at so many records in so many.
fn councils_a_part(room: i64, records: i64, of_councils: usize) -> usize {
    let councils = i64::try_from(of_councils).unwrap_or(i64::MAX);
    usize::try_from(room.saturating_mul(councils) / records.max(1)).unwrap_or(usize::MAX).max(1)
}

/// Reads and draws a year of a council with those below it, and what the council above has published.
pub fn draw(
    db: &mut Connection,
    law: &Law,
    member: &Member,
    council: &CouncilRow,
    (year, part): (i64, usize),
    today: Day,
) -> Outcome<Timeline> {
    let mut of: Vec<CouncilRow> = Vec::new();
    if let Some(upper) = &council.upper_id {
        of.extend(councils::by_id(db, upper)?);
    }
    of.push(council.clone());
    let lower = councils::lower_names(db, &council.id)?;
    let sampled: Vec<&str> = sample(&lower, SAMPLE).map(|(id, _)| id.as_str()).collect();
    let asked: Vec<&str> = of.iter().map(|one| one.id.as_str()).chain(sampled.iter().copied()).collect();
    let counted = store::records_of_year(db, &asked, year)?;
    let in_all = |ids: &[&str]| ids.iter().filter_map(|id| counted.get(*id)).sum::<i64>();
    let room = (RECORDS - in_all(&asked[..of.len()])).max(RECORDS / 2);
    let size = councils_a_part(room, in_all(&sampled), sampled.len());
    let parts: Vec<Range<usize>> =
        (0..lower.len()).step_by(size).map(|first| first..first.saturating_add(size).min(lower.len())).collect();
    let part = part.clamp(1, parts.len().max(1));
    let place = |at: usize| councils::place_in(&lower[at].1).to_owned();
    let choices = match parts.len() {
        0 | 1 => Vec::new(),
        _ => parts.iter().map(|one| (place(one.start), place(one.end - 1))).collect(),
    };
    if let Some(shown) = parts.get(part - 1) {
        for (id, _) in &lower[shown.clone()] {
            of.extend(councils::by_id(db, id)?);
        }
    }
    let rows: HashMap<&str, usize> = of.iter().enumerate().map(|(n, one)| (one.id.as_str(), n)).collect();
    let ids: Vec<String> = of.iter().map(|one| one.id.clone()).collect();
    let opens = |one: &CouncilRow| crate::councils::sees(member, one, law::role::Act::ReadSupervisions);

    let held = supervisions::drawn_between(db, &ids, (year, year))?;
    let items = store::drawn_between(db, &ids, (year, year))?;
    // Of councils that the reader does not open, what is approved may be seen.
    let closed: Vec<String> = of.iter().filter(|one| !opens(one)).map(|one| one.id.clone()).collect();
    let public = store::approved(db, &closed, (year, year))?;
    let by_item: HashMap<&str, &supervisions::DrawnRow> =
        held.iter().filter_map(|row| Some((row.item_id.as_deref()?, row))).collect();
    let item_ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    // What a supervision is of is drawn by its item, with the item's units.
    let alone = || held.iter().filter(|row| row.item_id.is_none() && row.stage != "dropped");
    let alone_ids: Vec<String> = alone().map(|row| row.id.clone()).collect();
    let mut bodies: HashMap<String, Units> = HashMap::new();
    for (item, body, name) in store::units_of(db, &item_ids)? {
        bodies.entry(item).or_default().push(Some(body), name);
    }
    for (supervision, body, name) in supervisions::unit_names(db, &alone_ids)? {
        bodies.entry(supervision).or_default().push(body, name);
    }

    let mut entries = Vec::with_capacity(items.len() + alone_ids.len());
    for item in &items {
        let Some(&row) = rows.get(item.council_id.as_str()) else { continue };
        let visible = opens(&of[row]);
        if !visible && !public.contains(&item.programme_id) {
            continue;
        }
        let carried = by_item.get(item.id.as_str());
        let span = carried.and_then(|row| row.span()).or_else(|| item.span());
        let Units { bodies, names } = bodies.remove(&item.id).unwrap_or_default();
        entries.push(Entry {
            href: match carried {
                _ if !visible => String::new(),
                Some(held) => format!("/giam-sat/{}", held.id),
                None => format!("/chuong-trinh/muc/{}", item.id),
            },
            name: item.short_name.clone(),
            title: item.title.clone(),
            council: of[row].name.clone(),
            time_words: item.time_words.clone(),
            units: names,
            standing: standing(carried.map(|row| row.stage.as_str()), span, today),
            meets: false,
            span,
            row,
            bodies,
        });
    }
    for held in alone() {
        let Some(&row) = rows.get(held.council_id.as_str()) else { continue };
        if !opens(&of[row]) {
            continue;
        }
        let Units { bodies, names } = bodies.remove(&held.id).unwrap_or_default();
        entries.push(Entry {
            href: format!("/giam-sat/{}", held.id),
            name: held.short_name.clone(),
            title: held.title.clone(),
            council: of[row].name.clone(),
            time_words: held.period.clone(),
            units: names,
            standing: standing(Some(&held.stage), held.span(), today),
            meets: false,
            span: held.span(),
            row,
            bodies,
        });
    }
    mark_meetings(&mut entries, i64::from(law.rulebook.no_repeat.same_unit_days));
    entries.sort_by_key(|entry| (entry.row, entry.span.map(|(first, _)| first)));
    Ok(Timeline { parts: choices, part, ..lay_out(entries, &of, &council.id, year, today) })
}

fn standing(stage: Option<&str>, span: Option<(Day, Day)>, today: Day) -> &'static str {
    match stage {
        Some("concluded") => "done",
        Some("established" | "ended" | "reported") => "running",
        _ if span.is_some_and(|(_, last)| last < today) => "behind",
        _ => "planned",
    }
}

/// Marks entries that have a unit in common within so many days.
fn mark_meetings(entries: &mut [Entry], days: i64) {
    let mut at: HashMap<&str, Vec<(Day, Day, usize)>> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        let Some((first, last)) = entry.span else { continue };
        for body in &entry.bodies {
            at.entry(body).or_default().push((first, last, n));
        }
    }
    let near = |end: Day, start: Day| end.checked_add(jiff::Span::new().days(days)).is_ok_and(|until| until >= start);
    let mut met: Vec<usize> = Vec::new();
    for together in at.values_mut() {
        // By first day, the longest reach so far is the only one to be compared with.
        together.sort_unstable();
        let mut reach: Option<(Day, usize)> = None;
        for &(first, last, n) in together.iter() {
            if let Some((until, other)) = reach
                && other != n
                && near(until, first)
            {
                met.extend([n, other]);
            }
            if reach.is_none_or(|(until, _)| last >= until) {
                reach = Some((last, n));
            }
        }
    }
    for n in met {
        entries[n].meets = true;
    }
}

fn lay_out(entries: Vec<Entry>, of: &[CouncilRow], own: &str, year: i64, today: Day) -> Timeline {
    let first = super::first_of(year).unwrap_or(today);
    let last = super::first_of(year + 1).ok().and_then(|day| day.yesterday().ok()).unwrap_or(today);
    let x_of = |day: Day| {
        let day = day.clamp(first, last);
        NAMES + i64::from(day.month() - 1) * MONTH + i64::from(day.day() - 1) * MONTH / i64::from(day.days_in_month())
    };
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    let mut y = TOP;
    for (n, council) in of.iter().enumerate() {
        let mut lanes: Vec<i64> = Vec::new();
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.row == n) {
            let Some((from, to)) = entry.span.filter(|(from, to)| *from <= last && *to >= first) else { continue };
            let x = x_of(from);
            let width = (x_of(to) - x + 3).max(14);
            let lane = lanes.iter().position(|end| *end < x).unwrap_or_else(|| {
                lanes.push(0);
                lanes.len() - 1
            });
            lanes[lane] = x + width + 2;
            let fits = usize::try_from((width - 8) / 9).unwrap_or(0);
            let label = if fits < 6 { String::new() } else { shortened(&entry.name, fits) };
            let y = y + i64::try_from(lane).unwrap_or(0) * LANE + 3;
            bars.push(Bar { x, y, width, class: class_of(entry), entry: at, label });
        }
        let height = i64::try_from(lanes.len().max(1)).unwrap_or(1) * LANE + 4;
        rows.push(Row { name: council.place().to_owned(), y, height, upper: council.id == own });
        y += height;
    }
    Timeline {
        months: (0..12).map(|n| (n + 1, NAMES + n * MONTH)).collect(),
        today: (first <= today && today <= last).then(|| x_of(today)),
        width: NAMES + 12 * MONTH + 6,
        height: y + 4,
        parts: Vec::new(),
        part: 1,
        entries,
        bars,
        rows,
    }
}

fn class_of(entry: &Entry) -> &'static str {
    match entry.standing {
        "done" => "t-done",
        "running" => "t-run",
        "behind" => "t-behind",
        _ => "t-plan",
    }
}

fn shortened(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(letters.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::{councils_a_part, sample};

    #[test]
    fn a_part_holds_about_as_much_as_there_is_room_for() {
        assert_eq!(councils_a_part(80, 16 * 5, 16), 16);
        assert_eq!(councils_a_part(40, 16 * 41, 16), 1, "a council with more than a part stands alone");
        assert_eq!(councils_a_part(40, 0, 3), 120, "where nothing is recorded one part holds all");
        assert_eq!(councils_a_part(40, 0, 0), 1, "nobody is below");
    }

    #[test]
    fn a_sample_is_spread_evenly() {
        assert_eq!(sample(&[1, 2, 3], 16).collect::<Vec<_>>(), [&1, &2, &3]);
        let of: Vec<usize> = (0..168).collect();
        let taken: Vec<usize> = sample(&of, 16).copied().collect();
        assert_eq!((taken.len(), taken[0], taken[15]), (16, 0, 165));
        assert_eq!(sample::<u8>(&[], 16).count(), 0);
    }
}
