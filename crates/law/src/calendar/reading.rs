//! What do the files of the calendar say?
//!
//! A file with a `year` is the calendar of that year, whole; a file without one adds single days
//! or turns switches. The names of the statute's holidays come with the program and are always
//! read first. Which days a year without a file has is said in `proposal`.

use std::collections::BTreeMap;

use crate::calendar::proposal::{Naming, Statute, Statutory, day_in_lieu};
use crate::calendar::{Calendar, SpecialDay, SpecialKind, Switch, YearMark, is_weekend};
use crate::day::Day;
use crate::rulebook::sheet::{Page, Sheet};
use crate::rulebook::shipped::built_in;
use crate::rulebook::{Fault, FaultReason};

/// Years a data file may speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Every file of the calendar that comes with the program.
pub(super) fn shipped_files() -> Vec<(String, String)> {
    built_in!("calendar":
        "switches.toml",
        "2021.toml",
        "2022.toml",
        "2023.toml",
        "2024.toml",
        "2025.toml",
        "2026.toml",
        "2027.toml",
    )
}

/// Reads a calendar from its files.
pub(super) fn whole(files: &[(String, String)]) -> Result<Calendar, Fault> {
    let names = built_in!("calendar": "statute.toml");
    let empty = Calendar {
        statute: Statute::default(),
        years: BTreeMap::new(),
        days: BTreeMap::new(),
        switches: BTreeMap::new(),
        switched: BTreeMap::new(),
    };
    lay(lay(empty, &names)?, files)
}

/// Lays files over a calendar.
pub(super) fn lay(mut calendar: Calendar, files: &[(String, String)]) -> Result<Calendar, Fault> {
    let mut years_given = Vec::new();
    for file in files {
        let page = Page::new(file);
        let parsed = page.parse()?;
        let sheet = page.sheet(&parsed);
        sheet.knows_only(&["year", "confirmed", "day", "switch", "statutory"])?;
        if sheet.has("year") {
            let year = open_year(&mut calendar, &sheet)?;
            if years_given.contains(&year) {
                let reason = FaultReason::Duplicate { id: year.to_string() };
                return Err(sheet.fault_at("year", reason));
            }
            years_given.push(year);
        }
        add_days(&mut calendar, &sheet)?;
        for row in sheet.sheets("switch")? {
            let switch = switch(&row)?;
            calendar.switches.insert(switch.id.clone(), switch);
        }
        for row in sheet.sheets("statutory")? {
            let (holiday, naming) = naming(&row)?;
            calendar.statute.0.insert(holiday, naming);
        }
    }
    calendar.turn_switches();
    Ok(calendar)
}

/// Starts a year afresh and notes how well it is known.
fn open_year(calendar: &mut Calendar, file: &Sheet<'_>) -> Result<i16, Fault> {
    let year = file.number_within("year", YEARS)?;
    let mark = match file.optional_flag("confirmed")? {
        Some(true) => YearMark::Confirmed,
        Some(false) => YearMark::Unconfirmed,
        None => {
            let reason = FaultReason::MissingKey { key: "confirmed".to_owned() };
            return Err(file.fault_at("year", reason));
        }
    };
    calendar.years.insert(year, mark);
    calendar.days.retain(|day, _| day.year() != year);
    Ok(year)
}

fn add_days(calendar: &mut Calendar, file: &Sheet<'_>) -> Result<(), Fault> {
    let year = if file.has("year") { Some(file.number_within("year", YEARS)?) } else { None };
    let mut seen: Vec<Day> = Vec::new();
    for row in file.sheets("day")? {
        let special = special_day(&row, file)?;
        if let Some(year) = year.filter(|year| *year != special.day.year()) {
            return Err(row.fault_at("day", FaultReason::DayOutsideYear { year }));
        }
        if seen.contains(&special.day) {
            let reason = FaultReason::Duplicate { id: special.day.to_string() };
            return Err(row.fault_at("day", reason));
        }
        seen.push(special.day);
        calendar.days.insert(special.day, special);
    }
    Ok(())
}

fn special_day(row: &Sheet<'_>, file: &Sheet<'_>) -> Result<SpecialDay, Fault> {
    row.knows_only(&["day", "kind", "name", "source", "confirmed"])?;
    let confirmed = match row.optional_flag("confirmed")? {
        Some(confirmed) => confirmed,
        None => file.optional_flag("confirmed")?.unwrap_or(false),
    };
    Ok(SpecialDay {
        day: row.day("day")?,
        kind: row.word("kind")?,
        name: row.text("name")?,
        source: row.text("source")?,
        confirmed,
    })
}

fn switch(row: &Sheet<'_>) -> Result<Switch, Fault> {
    row.knows_only(&["id", "name", "in_lieu", "month", "day", "from_year", "on", "source", "note"])?;
    let (month, day) = (row.number_within("month", 1..=12)?, row.number_within("day", 1..=31)?);
    let impossible = || {
        let reason = FaultReason::BadDay { key: "day".to_owned(), value: format!("{day}/{month}") };
        row.fault_at("day", reason)
    };
    // 2001 is no leap year: a date that exists then exists every year.
    let date = match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => Day::new(2001, month, day).map_err(|_| impossible())?,
        _ => return Err(impossible()),
    };
    let on = row.optional_flag("on")?.ok_or_else(|| row.fault(FaultReason::MissingKey { key: "on".to_owned() }))?;
    Ok(Switch {
        id: row.text("id")?,
        name: row.text("name")?,
        in_lieu: row.text("in_lieu")?,
        month: date.month(),
        day: date.day(),
        from_year: row.number_within("from_year", YEARS)?,
        on,
        source: row.text("source")?,
        note: row.optional_text("note")?,
    })
}

fn naming(row: &Sheet<'_>) -> Result<(Statutory, Naming), Fault> {
    row.knows_only(&["id", "name", "in_lieu", "source"])?;
    let naming = Naming { name: row.text("name")?, in_lieu: row.text("in_lieu")?, source: row.text("source")? };
    Ok((row.word("id")?, naming))
}

impl Calendar {
    /// Works out the days that the switches turned on add to the calendar.
    fn turn_switches(&mut self) {
        self.switched.clear();
        let on: Vec<Switch> = self.switches.values().filter(|switch| switch.on).cloned().collect();
        for switch in on {
            for year in switch.from_year..=*YEARS.end() {
                self.add_switched(&switch, year);
            }
        }
    }

    fn add_switched(&mut self, switch: &Switch, year: i16) {
        let Ok(day) = Day::new(year, switch.month, switch.day) else {
            return;
        };
        let special = |day: Day, kind: SpecialKind, name: &str| SpecialDay {
            day,
            kind,
            name: name.to_owned(),
            source: switch.source.clone(),
            confirmed: true,
        };
        if self.special_kind(day).is_some() {
            return;
        }
        self.switched.insert(day, special(day, SpecialKind::Holiday, &switch.name));
        if is_weekend(day) {
            let free = day_in_lieu(day, |taken| self.special_kind(taken).is_some());
            let in_lieu = special(free, SpecialKind::Compensatory, &switch.in_lieu);
            self.switched.insert(free, in_lieu);
        }
    }
}
