//! Figures of a council's work over a period (báo cáo kết quả hoạt động): each with its definition, with what it is out of, and
//! with the records that were counted, so that nobody has to believe a number.
//!
//! The indicators are data (`indicators.toml`); what they are counted from is gathered in one pass a council (`gathering.rs`),
//! how each is counted stands in `counting.rs`, by which traits it is split in `splitting.rs`. Figures for which there are no records yet are entered by a person with a
//! source, and shown as such. What fell short (`limits.rs`) is proposed in sentences that open their records; a person decides
//! what a report says. A report that is drafted fixes its figures with the records behind them (`fixing.rs`, reckoned ahead in `reckoning.rs`).

pub mod annex;
pub mod api;
pub mod beside;
pub mod counting;
pub mod fixing;
mod further;
pub mod gathering;
pub mod hand_pages;
pub mod kept;
pub mod limits;
pub mod numbers;
pub mod pages;
pub mod paper;
pub mod pictures;
pub mod reckoning;
pub mod scoring;
pub mod splitting;
pub mod tables;

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
        let told = |day: Day| (1900..=2200).contains(&day.year());
        (first <= last && told(first) && told(last)).then_some(Self { first, last })
    }

    /// A period as an address or a paper names it: `2024-01-01:2024-06-30`.
    pub fn of_subject(subject: &str) -> Option<Self> {
        subject.split_once(':').and_then(|(first, last)| Self::read(first, last))
    }

    /// Is it so long that its times are told in years, not in months?
    pub fn in_years(self) -> bool {
        const MONTHS: i32 = 24;
        month(self.last) - month(self.first) >= MONTHS
    }

    /// Its months up to a day (`2024-06`), or its years where there are too many.
    pub fn times(self, until: Day) -> Vec<String> {
        let last = self.last.min(until);
        if self.in_years() {
            return (self.first.year()..=last.year()).map(|year| format!("{year:04}")).collect();
        }
        let months = month(self.first)..=month(last);
        months.map(|month| format!("{:04}-{:02}", month / 12, month % 12 + 1)).collect()
    }

    /// The same days of the year before, for comparison; a 29 February becomes the 28th.
    pub fn year_before(self) -> Option<Self> {
        let back = |day: Day| day.checked_sub(jiff::Span::new().years(1)).ok();
        Some(Self { first: back(self.first)?, last: back(self.last)? })
    }
}

/// Months since the year nought.
fn month(day: Day) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
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
    /// Is more of it better, or less? None where that cannot be said.
    #[serde(default)]
    pub better: Option<Better>,
    /// May a person enter it, with a source? Where records tell it too, what a person entered stands.
    #[serde(default)]
    pub by_hand: bool,
    /// Another indicator narrowed to a value of a trait, where it counts just that.
    #[serde(default)]
    pub counts: Option<String>,
    /// Issued papers that it counts.
    #[serde(default)]
    pub papers: Option<OfPapers>,
    /// What is counted, in words.
    pub formula: String,
}

/// Which issued papers an indicator counts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfPapers {
    /// Of which forms; of all where none is named.
    #[serde(default)]
    pub forms: Vec<String>,
    /// By which kind of body; by all where it is empty.
    #[serde(default)]
    pub issuer: String,
    /// With what the name of the body begins; any where it is empty.
    #[serde(default)]
    pub body: String,
    /// Those alone that went on from a citizen's letter, and each letter once?
    #[serde(default)]
    pub of_letters: bool,
    /// Those alone that something came in answer to?
    #[serde(default)]
    pub answered: bool,
    /// The field with the day that passed without an answer; all where it is empty.
    #[serde(default)]
    pub unanswered_after: String,
}

impl OfPapers {
    /// Does it ask whether something came in answer?
    pub fn waits(&self) -> bool {
        self.answered || !self.unanswered_after.is_empty()
    }

    /// Does it count a paper of this form and issuer?
    pub fn counts(&self, form: &str, kind: &str, name: &str) -> bool {
        (self.forms.is_empty() || self.forms.iter().any(|one| one == form))
            && (self.issuer.is_empty() || self.issuer == kind)
            && name.starts_with(&self.body)
    }
}

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// The more the better.
    More,
    /// The less the better.
    Less,
}

/// A table: indicators split by a trait of their records.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Stable name.
    pub id: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// The trait.
    pub by: String,
    /// The indicators that stand in its columns.
    pub columns: Vec<String>,
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
    /// Tables, in order.
    #[serde(rename = "table")]
    pub tables: Vec<Table>,
}

impl Indicators {
    /// An indicator by its id.
    pub fn by_id(&self, id: &str) -> Option<&Indicator> {
        self.all.iter().find(|one| one.id == id)
    }

    /// The indicator that a figure counts, narrowed to a value or not.
    pub fn of_figure(&self, figure: &str) -> Option<&Indicator> {
        self.by_id(figure.split_once('/').map_or(figure, |(base, _)| base))
    }

    /// The place of an indicator in the order of the file.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.all.iter().position(|one| one.id == id)
    }
}

/// The shipped indicators. The file is ours: a fault in it is a fault of the build, and a test finds it.
pub static INDICATORS: LazyLock<Indicators> = LazyLock::new(|| {
    toml::from_str(include_str!("indicators.toml")).unwrap_or_else(|error| unreachable!("indicators.toml: {error}"))
});

/// Is there an indicator of this id?
pub fn is_indicator(id: &str) -> bool {
    INDICATORS.by_id(id).is_some()
}

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

/// Enters figures for which there are no records, each with its source; one entered before is replaced, and the chain keeps both. What
/// stands already as typed is left alone.
pub fn enter(act: &mut Act, mark: &str, new: &[NewFigure]) -> Outcome<usize> {
    const LARGEST: i64 = 10_000_000;
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftPaper, &council.id, &[])?;
    let mut entered = 0;
    let mut changed = serde_json::Map::new();
    for new in new {
        if !INDICATORS.all.iter().any(|one| one.by_hand && one.id == new.indicator) {
            return Err(Trouble::field("indicator", "invalid-figure-indicator", ""));
        }
        let period =
            Period::read(&new.first, &new.last).ok_or_else(|| Trouble::field("first", "invalid-figure-period", ""))?;
        let named = |key| Trouble::field("number", key, name_in_vietnamese(&new.indicator));
        let number = whole(&new.number).filter(|n| (0..=LARGEST).contains(n));
        let Some(number) = number else { return Err(named("invalid-figure-number")) };
        let source = words::nfc(new.source.trim());
        if source.is_empty() {
            return Err(named("invalid-figure-source"));
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
        let stood: Option<HandFigure> =
            hand_figures::table.find(key).select(HandFigure::as_select()).first(act.db).optional()?;
        match stood {
            Some(stood) if (stood.number, &stood.source) == (row.number, &row.source) => continue,
            Some(_) => diesel::update(hand_figures::table.find(key)).set(&row).execute(act.db)?,
            None => diesel::insert_into(hand_figures::table).values(&row).execute(act.db)?,
        };
        entered += 1;
        let said =
            serde_json::json!({ "number": number, "source": row.source, "from": row.starts_on, "to": row.ends_on });
        changed.insert(row.indicator, said);
    }
    if entered == 0 {
        return Err(Trouble::field("number", "invalid-figure-nothing", ""));
    }
    act.record(&council.id, "figure_entered", &council.id, &serde_json::Value::Object(changed))?;
    Ok(entered)
}

/// A whole number as typed, with or without the points of thousands: `1.205` is one, `1.5` is none.
fn whole(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    let mut groups = typed.split('.');
    let first = groups.next()?;
    let grouped = groups.clone().count() == 0 || (1..=3).contains(&first.len());
    (grouped && groups.all(|group| group.len() == 3)).then(|| typed.replace('.', "").parse().ok()).flatten()
}

fn name_in_vietnamese(indicator: &str) -> String {
    INDICATORS.by_id(indicator).map(|one| one.name.clone()).unwrap_or_default()
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
        for table in &INDICATORS.tables {
            for column in &table.columns {
                assert!(INDICATORS.by_id(column).is_some_and(|one| !one.by_hand), "{}: {column}", table.id);
            }
        }
    }

    #[test]
    fn the_forms_name_no_figure_that_is_not_counted() {
        let forms = papers::forms::Catalogue::read(&[]).expect("the catalogue");
        assert!(forms.figures().count() > 10);
        for (form, figure) in forms.figures() {
            assert!(INDICATORS.by_id(figure).is_some(), "{form} names `{figure}`");
        }
    }

    #[test]
    fn a_whole_number_may_carry_points_of_thousands() {
        assert_eq!(
            ["12", "1.205", "1.000.000", "1.5", "12.05", "", "-3"].map(whole),
            [Some(12), Some(1205), Some(1_000_000), None, None, None, Some(-3)]
        );
    }

    #[test]
    fn no_month_is_left_out_and_a_term_is_told_in_years() {
        let period = Period::read("15/11/2024", "1/3/2025").expect("a period");
        assert_eq!(period.times(period.last), ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]);
        assert_eq!(period.times("2024-12-31".parse().expect("a day")).len(), 2);
        let term = Period::read("1/7/2021", "30/6/2026").expect("a period");
        assert_eq!(term.times(term.last), ["2021", "2022", "2023", "2024", "2025", "2026"]);
        assert!(term.times("2020-01-01".parse().expect("a day")).is_empty());
    }

    #[test]
    fn the_year_before_a_leap_day_ends_on_the_twenty_eighth() {
        let period = Period::read("1/1/2024", "29/2/2024").expect("a period");
        let before = period.year_before().expect("a year before");
        assert_eq!((before.first.to_string(), before.last.to_string()), ("2023-01-01".into(), "2023-02-28".into()));
        assert!(Period::read("1000-01-01", "2024-02-01").is_none(), "a thousand years are no period");
        assert!(Period::read("2024-03-01", "2024-02-01").is_none() && Period::read("30/2/2024", "1/3/2024").is_none());
    }
}
