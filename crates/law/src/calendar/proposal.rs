//! Which holidays will a year without a file have?
//!
//! The statute fixes the holidays, the Prime Minister's notice their place around Tết and the
//! National Day (Labour Code 45/2019/QH14, Article 112). Before that notice the usual placing is
//! proposed: Tết from the last day of the old lunar year to the fourth of the new one, and the
//! neighbour of 2 September that makes the longer rest. Days in lieu follow Article 111(3). A
//! proposal swaps no days with Saturdays and is never confirmed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::calendar::{SpecialDay, SpecialKind, is_weekend, tomorrow, yesterday};
use crate::day::Day;
use crate::lunar;
use crate::rulebook::terms::words;

/// The years for which the lunar formulas are trusted.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

words! {
    /// A holiday of the statute.
    Statutory {
        /// 1 January.
        NewYear = "new_year",
        /// Tết, five days.
        LunarNewYear = "lunar_new_year",
        /// The Hùng Kings' day.
        HungKings = "hung_kings",
        /// 30 April.
        Reunification = "reunification",
        /// 1 May.
        Labour = "labour",
        /// 2 September and one neighbour.
        National = "national",
    }
}

/// How the holidays of the statute are called.
#[derive(Clone, Debug, Default)]
pub(super) struct Statute(pub(super) BTreeMap<Statutory, Naming>);

/// The names of one holiday of the statute, in Vietnamese.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// The holiday.
    pub name: String,
    /// The day in lieu of it.
    pub in_lieu: String,
    /// The provision.
    pub source: String,
}

/// A proposed day, before it is named.
#[derive(Clone, Copy, Debug)]
struct Proposed {
    holiday: Statutory,
    kind: SpecialKind,
}

/// The lunar formulas cost more than a look-up, and their outcome never changes.
static PROPOSED: LazyLock<BTreeMap<Day, Proposed>> = LazyLock::new(|| YEARS.flat_map(propose).collect());

/// What a day of a year without a file is proposed to be.
pub(super) fn kind(day: Day) -> Option<SpecialKind> {
    PROPOSED.get(&day).map(|proposed| proposed.kind)
}

impl Statute {
    /// A proposed day with its name.
    pub(super) fn proposed(&self, day: Day) -> Option<SpecialDay> {
        PROPOSED.get(&day).map(|proposed| self.named(day, *proposed))
    }

    /// Every proposed day of a year, in order.
    pub(super) fn year(&self, year: i16) -> Vec<SpecialDay> {
        let mut days: Vec<SpecialDay> =
            propose(year).into_iter().map(|(day, proposed)| self.named(day, proposed)).collect();
        days.sort_unstable_by_key(|special| special.day);
        days
    }

    fn named(&self, day: Day, proposed: Proposed) -> SpecialDay {
        let naming = self.0.get(&proposed.holiday);
        let name = naming.map(|naming| match proposed.kind {
            SpecialKind::Compensatory => naming.in_lieu.clone(),
            SpecialKind::Holiday | SpecialKind::SwappedOff | SpecialKind::SwappedWorking => naming.name.clone(),
        });
        SpecialDay {
            day,
            kind: proposed.kind,
            name: name.unwrap_or_default(),
            source: naming.map(|naming| naming.source.clone()).unwrap_or_default(),
            confirmed: false,
        }
    }
}

fn propose(year: i16) -> Vec<(Day, Proposed)> {
    if !YEARS.contains(&year) {
        return Vec::new();
    }
    let holidays = holidays(year);
    let mut days: BTreeMap<Day, Proposed> = holidays
        .iter()
        .map(|(day, holiday)| (*day, Proposed { holiday: *holiday, kind: SpecialKind::Holiday }))
        .collect();
    for (day, holiday) in holidays.into_iter().filter(|(day, _)| is_weekend(*day)) {
        let in_lieu = day_in_lieu(day, |taken| days.contains_key(&taken));
        days.insert(in_lieu, Proposed { holiday, kind: SpecialKind::Compensatory });
    }
    days.into_iter().collect()
}

/// The first day after a holiday on a weekly rest day that is neither one nor taken already.
pub(super) fn day_in_lieu(holiday: Day, is_taken: impl Fn(Day) -> bool) -> Day {
    let mut day = tomorrow(holiday);
    while is_weekend(day) || is_taken(day) {
        day = tomorrow(day);
    }
    day
}

fn holidays(year: i16) -> Vec<(Day, Statutory)> {
    let fixed = [
        (1, 1, Statutory::NewYear),
        (4, 30, Statutory::Reunification),
        (5, 1, Statutory::Labour),
        (9, 2, Statutory::National),
    ];
    let mut days: Vec<(Day, Statutory)> = fixed
        .into_iter()
        .filter_map(|(month, day, holiday)| Some((Day::new(year, month, day).ok()?, holiday)))
        .collect();
    days.extend(beside_national_day(year).map(|day| (day, Statutory::National)));
    days.extend(lunar::hung_kings(year).map(|day| (day, Statutory::HungKings)));
    days.extend(lunar::new_year(year).into_iter().flat_map(around_new_year));
    days.sort_unstable();
    // In some years the Hùng Kings' day falls on 30 April or 1 May and adds no day of its own.
    days.dedup_by_key(|(day, _)| *day);
    days
}

fn around_new_year(first: Day) -> impl Iterator<Item = (Day, Statutory)> {
    (-1..=3).map(move |away: i64| (first.saturating_add(away.days()), Statutory::LunarNewYear))
}

/// The neighbour of 2 September that joins it to a weekend, as the notices usually choose.
fn beside_national_day(year: i16) -> Option<Day> {
    let day = Day::new(year, 9, 2).ok()?;
    Some(match day.weekday() {
        Weekday::Sunday | Weekday::Monday | Weekday::Thursday => tomorrow(day),
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Friday | Weekday::Saturday => yesterday(day),
    })
}
