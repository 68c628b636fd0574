//! Figures of a council's work over a period (báo cáo kết quả hoạt động): each with its definition, with what it is out of, and
//! with the records that were counted, so that nobody has to believe a number.
//!
//! The indicators are data (`indicators.toml`); how each is counted stands in `counting.rs`, one pass a council. Figures for
//! which there are no records yet are entered by a person with a source, and shown as such. What fell short (`limits.rs`) is
//! proposed in sentences that open their records; a person decides what a report says.

pub mod counting;
pub mod limits;
pub mod pages;

use std::sync::LazyLock;

use diesel::prelude::*;
use law::day::Day;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use crate::councils::store as councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::hand_figures;
use crate::people::LONGEST_NAME;
use crate::trouble::{Outcome, Trouble};

/// The days that a report is about, the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Period {
    /// From two days as typed; none where they are no days, or in the wrong order.
    pub fn read(first: &str, last: &str) -> Option<Self> {
        let day = |text: &str| text.parse().ok().or_else(|| law::day::parse_day(text).ok());
        let (first, last) = (day(first)?, day(last)?);
        (first <= last).then_some(Self { first, last })
    }

    /// Is this stored day within it?
    pub fn holds(self, day: Option<&str>) -> bool {
        day.and_then(|day| day.parse::<Day>().ok()).is_some_and(|day| self.first <= day && day <= self.last)
    }

    /// The same days of the year before, for comparison; a 29 February becomes the 28th.
    pub fn year_before(self) -> Option<Self> {
        let back = |day: Day| day.checked_sub(jiff::Span::new().years(1)).ok();
        Some(Self { first: back(self.first)?, last: back(self.last)? })
    }
}

/// A group of indicators.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable name.
    pub id: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
}

/// An indicator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable name.
    pub id: String,
    /// Its group.
    pub group: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// What is counted: people, sessions.
    pub unit: String,
    /// The indicator of which it is a share.
    #[serde(default)]
    pub of: Option<String>,
    /// Is it entered by a person, with a source?
    #[serde(default)]
    pub by_hand: bool,
    /// What is counted, in words.
    pub formula: String,
}

/// The indicators with their groups.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// Groups, in order.
    #[serde(rename = "group")]
    pub groups: Vec<Group>,
    /// Indicators, in order.
    #[serde(rename = "indicator")]
    pub all: Vec<Indicator>,
}

/// The shipped indicators. The file is ours: a fault in it is a fault of the build, and a test finds it.
pub static INDICATORS: LazyLock<Indicators> = LazyLock::new(|| {
    toml::from_str(include_str!("indicators.toml")).unwrap_or_else(|error| unreachable!("indicators.toml: {error}"))
});

/// A figure entered by a person.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = hand_figures)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct HandFigure {
    pub council_id: String,
    pub indicator: String,
    pub starts_on: String,
    pub ends_on: String,
    pub number: i64,
    pub source: String,
    pub by_name: String,
    pub on_day: String,
}

/// A figure as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewFigure {
    /// The indicator.
    pub indicator: String,
    /// The first day of the period.
    pub first: String,
    /// The last day of the period.
    pub last: String,
    /// The number.
    pub number: String,
    /// Where it comes from.
    pub source: String,
}

/// The figures that people entered for a council and a period.
pub fn by_hand(db: &mut Connection, council_id: &str, period: Period) -> Outcome<Vec<HandFigure>> {
    Ok(hand_figures::table
        .filter(hand_figures::council_id.eq(council_id))
        .filter(
            hand_figures::starts_on.eq(period.first.to_string()).and(hand_figures::ends_on.eq(period.last.to_string())),
        )
        .select(HandFigure::as_select())
        .load(db)?)
}

/// Enters a figure for which there are no records, with its source; one entered before is replaced, and the chain keeps both.
pub fn enter(act: &mut Act, mark: &str, new: &NewFigure) -> Outcome<()> {
    const LARGEST: i64 = 10_000_000;
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftPaper, &council.id, &[])?;
    if !INDICATORS.all.iter().any(|one| one.by_hand && one.id == new.indicator) {
        return Err(Trouble::field("indicator", "invalid-figure-indicator", ""));
    }
    let period =
        Period::read(&new.first, &new.last).ok_or_else(|| Trouble::field("first", "invalid-figure-period", ""))?;
    let number = new.number.trim().replace('.', "").parse::<i64>().ok().filter(|n| (0..=LARGEST).contains(n));
    let Some(number) = number else { return Err(Trouble::field("number", "invalid-figure-number", "")) };
    let source = words::nfc(new.source.trim());
    if source.is_empty() {
        return Err(Trouble::field("source", "invalid-figure-source", ""));
    }
    Trouble::too_long("source", &source, LONGEST_NAME)?;
    let row = HandFigure {
        council_id: council.id.clone(),
        indicator: new.indicator.clone(),
        starts_on: period.first.to_string(),
        ends_on: period.last.to_string(),
        number,
        source,
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
    };
    let key = (&row.council_id, &row.indicator, &row.starts_on, &row.ends_on);
    if diesel::update(hand_figures::table.find(key)).set(&row).execute(act.db)? == 0 {
        diesel::insert_into(hand_figures::table).values(&row).execute(act.db)?;
    }
    let body = serde_json::json!({ "number": number, "source": row.source, "from": row.starts_on, "to": row.ends_on });
    act.record(&council.id, "figure_entered", &row.indicator, &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_has_a_group_a_formula_and_a_base_that_comes_before_it() {
        for (n, one) in INDICATORS.all.iter().enumerate() {
            assert!(INDICATORS.groups.iter().any(|group| group.id == one.group), "{}", one.id);
            assert!(!one.formula.is_empty(), "{}", one.id);
            if let Some(of) = &one.of {
                assert!(INDICATORS.all[..n].iter().any(|base| base.id == *of), "{} is a share of {of}", one.id);
            }
        }
    }

    #[test]
    fn the_year_before_a_leap_day_ends_on_the_twenty_eighth() {
        let period = Period::read("1/1/2024", "29/2/2024").expect("a period");
        let before = period.year_before().expect("a year before");
        assert_eq!((before.first.to_string(), before.last.to_string()), ("2023-01-01".into(), "2023-02-28".into()));
        assert!(Period::read("2024-03-01", "2024-02-01").is_none() && Period::read("30/2/2024", "1/3/2024").is_none());
    }
}
