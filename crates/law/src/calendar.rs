//! Is a day a working day, and which is the next one?
//!
//! The calendar holds, year by year, the holidays, the days off in lieu and the days swapped with
//! a Saturday, as the Prime Minister's notices set them (Labour Code 45/2019/QH14, Articles 111
//! and 112). A year without a file is proposed from the lunar calendar and marked unconfirmed. It
//! counts days; what a period means is said in `deadline`. All days are civil days of Vietnam.

mod proposal;
mod reading;

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::rulebook::Fault;
use crate::rulebook::terms::words;

/// The name given to a weekly rest day; screens translate it.
pub const WEEKEND: &str = "weekend";

words! {
    /// Why offices are closed on a day.
    RestKind {
        /// Saturday or Sunday.
        Weekend = "weekend",
        /// A public holiday.
        Holiday = "holiday",
        /// A day off in lieu of a holiday that fell on a weekly rest day.
        Compensatory = "compensatory",
        /// A working day given off against a Saturday worked.
        SwappedOff = "swapped_off",
    }
}

words! {
    /// What makes a day unlike its weekday.
    SpecialKind {
        /// A public holiday.
        Holiday = "holiday",
        /// A day off in lieu of a holiday that fell on a weekly rest day.
        Compensatory = "compensatory",
        /// A working day given off against a Saturday worked.
        SwappedOff = "swapped_off",
        /// A weekly rest day worked against a day given off.
        SwappedWorking = "swapped_working",
    }
}

impl SpecialKind {
    fn rest(self) -> Option<RestKind> {
        match self {
            Self::Holiday => Some(RestKind::Holiday),
            Self::Compensatory => Some(RestKind::Compensatory),
            Self::SwappedOff => Some(RestKind::SwappedOff),
            Self::SwappedWorking => None,
        }
    }
}

/// Why offices are closed on a day, and who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// The kind of rest.
    pub kind: RestKind,
    /// Name of the holiday in Vietnamese, or [`WEEKEND`].
    pub name: String,
    /// Where it was read; empty for a weekend.
    pub source: String,
    /// Whether an official paper was seen.
    pub confirmed: bool,
}

/// A day unlike its weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// The day.
    pub day: Day,
    /// What makes it special.
    pub kind: SpecialKind,
    /// Name in Vietnamese.
    pub name: String,
    /// Where it was read.
    pub source: String,
    /// Whether an official paper was seen.
    pub confirmed: bool,
}

/// A holiday whose law may change: it counts only once an office turns it on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// Stable name.
    pub id: String,
    /// Name of the holiday in Vietnamese.
    pub name: String,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// First year it may count for.
    pub from_year: i16,
    /// Whether it counts.
    pub on: bool,
    /// Name of the day in lieu when it falls on a weekly rest day, in Vietnamese.
    pub in_lieu: String,
    /// Where it was read.
    pub source: String,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
}

/// The working days of Vietnamese offices.
#[derive(Clone, Debug)]
pub struct Calendar {
    statute: proposal::Statute,
    years: BTreeMap<i16, YearMark>,
    days: BTreeMap<Day, SpecialDay>,
    switches: BTreeMap<String, Switch>,
    switched: BTreeMap<Day, SpecialDay>,
}

/// Whether the file of a year rests on official papers throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearMark {
    Confirmed,
    Unconfirmed,
}

impl Calendar {
    /// The calendar that comes with the program.
    pub fn shipped() -> Result<Self, Fault> {
        Self::read(&reading::shipped_files())
    }

    /// A calendar from files given as (name, text).
    pub fn read(files: &[(String, String)]) -> Result<Self, Fault> {
        reading::whole(files)
    }

    /// The same calendar with an office's files on top: a year given again replaces the year,
    /// single days replace or add days, a switch replaces the switch of its name.
    pub fn with(self, files: &[(String, String)]) -> Result<Self, Fault> {
        reading::lay(self, files)
    }

    /// Why offices are closed on a day; none when they work.
    pub fn rest(&self, d: Day) -> Option<Rest> {
        match self.special(d) {
            Some(special) => special.kind.rest().map(|kind| Rest {
                kind,
                name: special.name,
                source: special.source,
                confirmed: special.confirmed,
            }),
            None => is_weekend(d).then(|| Rest {
                kind: RestKind::Weekend,
                name: WEEKEND.to_owned(),
                source: String::new(),
                confirmed: true,
            }),
        }
    }

    /// Whether offices work on a day.
    pub fn is_working(&self, d: Day) -> bool {
        match self.special_kind(d) {
            Some(kind) => kind.rest().is_none(),
            None => !is_weekend(d),
        }
    }

    /// The day itself if offices work on it, else the first working day after it.
    pub fn next_working(&self, d: Day) -> Day {
        self.first_working(d, tomorrow)
    }

    /// The day itself if offices work on it, else the last working day before it.
    pub fn previous_working(&self, d: Day) -> Day {
        self.first_working(d, yesterday)
    }

    /// The day reached after so many working days, the given day not counted.
    pub fn after(&self, d: Day, working_days: u32) -> Day {
        let last = (0..working_days).fold(d, |day, _| self.first_working(tomorrow(day), tomorrow));
        self.next_working(last)
    }

    /// The day reached so many working days earlier, the given day not counted.
    pub fn before(&self, d: Day, working_days: u32) -> Day {
        let last = (0..working_days).fold(d, |day, _| self.first_working(yesterday(day), yesterday));
        self.previous_working(last)
    }

    /// How many working days lie after `from` up to and including `to`; negative when `to` is
    /// the earlier one.
    pub fn working_days_between(&self, from: Day, to: Day) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        if (from.year()..=to.year()).all(|year| self.years.contains_key(&year)) {
            return weekdays_between(from, to) + self.unlike_their_weekday(from, to);
        }
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = tomorrow(day);
            count += i64::from(self.is_working(day));
        }
        count
    }

    /// Over the listed days after `from` up to `to`: one more for each weekend day that is worked, one less for each
    /// weekday that is not.
    fn unlike_their_weekday(&self, from: Day, to: Day) -> i64 {
        let range = (std::ops::Bound::Excluded(from), std::ops::Bound::Included(to));
        let own = self.days.range(range);
        let switched = self.switched.range(range).filter(|(day, _)| !self.days.contains_key(*day));
        own.chain(switched)
            .map(|(day, special)| match (special.kind.rest().is_none(), is_weekend(*day)) {
                (true, true) => 1,
                (false, false) => -1,
                (true, false) | (false, true) => 0,
            })
            .sum()
    }

    /// Whether the year rests on official papers throughout.
    pub fn is_confirmed(&self, year: i16) -> bool {
        self.years.get(&year) == Some(&YearMark::Confirmed)
    }

    /// Every day of a year that is unlike its weekday, in order.
    pub fn year(&self, year: i16) -> Vec<SpecialDay> {
        let mut days: BTreeMap<Day, SpecialDay> = BTreeMap::new();
        if !self.years.contains_key(&year) {
            days.extend(self.statute.year(year).into_iter().map(|special| (special.day, special)));
        }
        for known in [&self.switched, &self.days] {
            days.extend(
                known.iter().filter(|(day, _)| day.year() == year).map(|(day, special)| (*day, special.clone())),
            );
        }
        days.into_values().collect()
    }

    /// The holidays that wait to be turned on, and those that were.
    pub fn switches(&self) -> impl Iterator<Item = &Switch> {
        self.switches.values()
    }

    /// For a weekly rest day that offices work: what it was swapped for.
    pub(crate) fn worked_instead(&self, d: Day) -> Option<String> {
        let special = self.special(d)?;
        (special.kind == SpecialKind::SwappedWorking).then_some(special.name)
    }

    fn special(&self, d: Day) -> Option<SpecialDay> {
        match self.listed(d) {
            Some(special) => Some(special.clone()),
            None if self.years.contains_key(&d.year()) => None,
            None => self.statute.proposed(d),
        }
    }

    fn special_kind(&self, d: Day) -> Option<SpecialKind> {
        match self.listed(d) {
            Some(special) => Some(special.kind),
            None if self.years.contains_key(&d.year()) => None,
            None => proposal::kind(d),
        }
    }

    fn listed(&self, d: Day) -> Option<&SpecialDay> {
        self.days.get(&d).or_else(|| self.switched.get(&d))
    }

    fn first_working(&self, d: Day, step: fn(Day) -> Day) -> Day {
        let mut day = d;
        // At either end of the calendar a step no longer moves.
        while !self.is_working(day) && step(day) != day {
            day = step(day);
        }
        day
    }
}

/// The day after; the last day of all stays itself.
pub(crate) fn tomorrow(d: Day) -> Day {
    d.tomorrow().unwrap_or(d)
}

/// The day before; the first day of all stays itself.
pub(crate) fn yesterday(d: Day) -> Day {
    d.yesterday().unwrap_or(d)
}

/// Mondays to Fridays after `from` up to and including `to`, by arithmetic alone.
fn weekdays_between(from: Day, to: Day) -> i64 {
    let days = i64::from(from.until(to).map_or(0, |span| span.get_days()));
    let whole = days / 7 * 5;
    let first = i64::from(from.weekday().to_monday_zero_offset());
    whole + (1..=days % 7).map(|ahead| i64::from((first + ahead) % 7 < 5)).sum::<i64>()
}

fn is_weekend(d: Day) -> bool {
    matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday)
}
