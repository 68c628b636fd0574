//! Scoring a council's year (chấm điểm): criteria with points as data, each point explained by the numbers that it came from.
//!
//! A frame is data (`commune.toml`, `upper.toml`); an office changes its points and thresholds on screen. What is not on record is not
//! scored: it stands as such, and no grade is given before everything is scored. Points are whole hundredths. No law prescribes the
//! frame; where it comes from stands with it and is shown.

mod files;
pub mod pages;
pub mod store;

use std::sync::LazyLock;

use law::role::Act as Deed;
use serde::Deserialize;

use super::kept::Numbers;
use super::{INDICATORS, Period};
use crate::app::App;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::db::act::Act;
use crate::people::LONGEST_NAME;
use crate::trouble::{Outcome, Trouble};
use store::{EntryRow, SettingRow};

/// Hundredths of a point.
pub type Points = i64;

/// One point.
const POINT: Points = 100;

/// A frame.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Stable name.
    pub id: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Levels of the councils that it scores.
    pub levels: Vec<String>,
    /// Where it comes from, and that it is no law.
    pub source: String,
    /// At most so many of a hundred councils get the highest grade.
    pub excellent_share: i64,
    /// Points that deductions take off at the most, all together.
    pub deductions_at_most: i64,
    /// Grades with the points from which each is given, the highest first.
    pub grades: Vec<(String, i64)>,
    /// Groups, in order.
    #[serde(rename = "group")]
    pub groups: Vec<super::Group>,
    /// Criteria, in order.
    #[serde(rename = "criterion")]
    pub criteria: Vec<Criterion>,
}

/// A criterion.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable name.
    pub id: String,
    /// Its group.
    pub group: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// The points that it gives at the most; for deductions those of each record.
    #[serde(deserialize_with = "hundredths")]
    pub points: Points,
    /// Does it stand beside the hundred?
    #[serde(default)]
    pub bonus: bool,
    /// How it is measured.
    pub measure: Measure,
}

/// How a criterion is measured.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// Points by the share of something.
    Share {
        /// What is counted.
        number: String,
        /// Out of what.
        of: String,
        /// What does not count as owed.
        #[serde(default)]
        less: Vec<String>,
        /// Is what is left of it counted?
        #[serde(default)]
        rest: bool,
    },
    /// All points from a share on; below it in proportion.
    ShareFrom {
        /// What is counted.
        number: String,
        /// Out of what.
        of: String,
        /// What does not count as owed.
        #[serde(default)]
        less: Vec<String>,
        /// The share, in percent.
        from: i64,
    },
    /// All points from a number on; below it in proportion.
    AtLeast {
        /// What is counted.
        number: String,
        /// The number.
        from: i64,
    },
    /// Points off for each record.
    Each {
        /// What is counted.
        number: String,
        /// At the most, in points.
        at_most: i64,
    },
    /// The better of two ways to the same points.
    Either {
        /// The one, whose threshold an office may change.
        one: Box<Measure>,
        /// The other.
        other: Box<Measure>,
    },
    /// Points by how many of several things there are any of.
    Steps {
        /// The things.
        numbers: Vec<String>,
        /// The points for none, for one, for two and so on.
        #[serde(deserialize_with = "steps")]
        steps: Vec<Points>,
    },
    /// A person declares the points, with a source.
    Declared,
}

#[expect(clippy::cast_possible_truncation, reason = "points of a frame are small numbers with two places")]
fn hundredth(points: f64) -> Points {
    (points * 100.0).round() as Points
}

fn hundredths<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Points, D::Error> {
    f64::deserialize(from).map(hundredth)
}

fn steps<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Points>, D::Error> {
    Vec::<f64>::deserialize(from).map(|all| all.into_iter().map(hundredth).collect())
}

/// The shipped frames. The files are ours: a fault in them is a fault of the build, and a test finds it.
pub static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    [("commune.toml", include_str!("commune.toml")), ("upper.toml", include_str!("upper.toml"))]
        .into_iter()
        .map(|(name, text)| toml::from_str(text).unwrap_or_else(|error| unreachable!("{name}: {error}")))
        .collect()
});

/// The frame that scores councils of a level.
pub fn frame_of(level: &str) -> Option<&'static Frame> {
    FRAMES.iter().find(|frame| frame.levels.iter().any(|one| one == level))
}

impl Measure {
    /// The threshold that an office may change.
    pub fn threshold(&self) -> Option<i64> {
        match self {
            Self::ShareFrom { from, .. } | Self::AtLeast { from, .. } => Some(*from),
            Self::Each { at_most, .. } => Some(*at_most),
            Self::Either { one, .. } => one.threshold(),
            Self::Share { .. } | Self::Steps { .. } | Self::Declared => None,
        }
    }

    fn with_threshold(mut self, threshold: Option<i64>) -> Self {
        match (&mut self, threshold) {
            (Self::ShareFrom { from, .. } | Self::AtLeast { from, .. }, Some(threshold)) => *from = threshold,
            (Self::Each { at_most, .. }, Some(threshold)) => *at_most = threshold,
            (Self::Either { one, .. }, Some(_)) => **one = one.as_ref().clone().with_threshold(threshold),
            _ => {}
        }
        self
    }

    /// The figures that it is measured by.
    pub fn figures(&self) -> Vec<&str> {
        match self {
            Self::Share { number, of, less, .. } | Self::ShareFrom { number, of, less, .. } => {
                [number, of].into_iter().chain(less).map(String::as_str).collect()
            }
            Self::AtLeast { number, .. } | Self::Each { number, .. } => vec![number],
            Self::Either { one, other } => one.figures().into_iter().chain(other.figures()).collect(),
            Self::Steps { numbers, .. } => numbers.iter().map(String::as_str).collect(),
            Self::Declared => Vec::new(),
        }
    }
}

/// What a criterion gave, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Points; none where nothing is on record.
    pub points: Option<Points>,
    /// The points that it can give.
    pub of: Points,
    /// Why.
    pub why: Why,
}

/// Why a criterion gave what it gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// So many of so many.
    Share {
        /// Counted.
        number: i64,
        /// Out of.
        of: i64,
        /// The share from which all points are given, where there is one.
        from: Option<i64>,
    },
    /// There is nothing that it could be a share of: it is left out.
    NothingOwed,
    /// So many, of at least so many.
    AtLeast {
        /// Counted.
        number: i64,
        /// At least.
        from: i64,
    },
    /// So many records, so many points off for each.
    Each {
        /// Counted.
        number: i64,
        /// Off for each.
        each: Points,
        /// At the most, in points.
        at_most: i64,
    },
    /// Of so many things there are so many.
    Steps {
        /// There are.
        number: i64,
        /// Of.
        of: i64,
    },
    /// A person declared it.
    Declared {
        /// By what.
        source: String,
        /// By whom.
        by: String,
    },
    /// A figure that it needs was not entered, or nobody declared it.
    NotOnRecord,
}

/// The points of a share, rounded to the hundredth.
fn part(points: Points, number: i64, of: i64) -> Points {
    (points * number.clamp(0, of) * 2 + of) / (of * 2)
}

/// Scores a criterion from the numbers of a council's year.
pub fn score(criterion: &Criterion, numbers: &Numbers, entry: Option<&EntryRow>) -> Scored {
    let number = |id: &str| INDICATORS.place(id).and_then(|place| numbers.get(place).copied().flatten());
    let all = criterion.points;
    let made = |points: Option<Points>, why: Why| Scored { points, of: all, why };
    let nothing = || made(None, Why::NotOnRecord);
    match &criterion.measure {
        Measure::Share { .. } | Measure::ShareFrom { .. } => {
            let (counted, of, less, rest, from) = match &criterion.measure {
                Measure::Share { number, of, less, rest } => (number, of, less, *rest, None),
                Measure::ShareFrom { number, of, less, from } => (number, of, less, false, Some(*from)),
                _ => return nothing(),
            };
            let (Some(counted), Some(of)) = (number(counted), number(of)) else { return nothing() };
            let of = of - less.iter().filter_map(|id| number(id)).sum::<i64>();
            if of <= 0 {
                return made(None, Why::NothingOwed);
            }
            let counted = if rest { of - counted } else { counted };
            let points = match from {
                Some(from) if counted * 100 < from * of => part(all, counted * 100, from * of),
                Some(_) => all,
                None => part(all, counted, of),
            };
            made(Some(points), Why::Share { number: counted, of, from })
        }
        Measure::AtLeast { number: counted, from } => match number(counted) {
            Some(counted) => {
                made(Some(part(all, counted, (*from).max(1))), Why::AtLeast { number: counted, from: *from })
            }
            None => nothing(),
        },
        Measure::Each { number: counted, at_most } => match number(counted) {
            Some(counted) => Scored {
                points: Some(-(counted * all).min(at_most * POINT)),
                of: 0,
                why: Why::Each { number: counted, each: all, at_most: *at_most },
            },
            // A deduction is no part of the hundred.
            None => Scored { of: 0, ..nothing() },
        },
        Measure::Either { one, other } => {
            let of =
                |measure: &Measure| score(&Criterion { measure: measure.clone(), ..criterion.clone() }, numbers, entry);
            let (one, other) = (of(one), of(other));
            // What the first way gives is told where the second gives no more.
            if other.points > one.points { other } else { one }
        }
        Measure::Steps { numbers: things, steps } => {
            let there = things.iter().filter(|id| number(id).is_some_and(|number| number > 0)).count();
            let points = steps.get(there).or(steps.last()).copied().unwrap_or(0).min(all);
            let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            made(Some(points), Why::Steps { number: whole(there), of: whole(things.len()) })
        }
        Measure::Declared => match entry {
            Some(entry) => made(
                Some(entry.points.min(all)),
                Why::Declared { source: entry.source.clone(), by: entry.by_name.clone() },
            ),
            None => nothing(),
        },
    }
}

/// A council's year scored.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Criteria with what each gave, in the order of the frame.
    pub lines: Vec<(Criterion, Scored)>,
    /// Points in all.
    pub points: Points,
    /// The points of the criteria that were scored.
    pub scored: Points,
    /// The points of those for which nothing is on record.
    pub open: Points,
}

impl Sheet {
    fn of(frame: &Frame, lines: Vec<(Criterion, Scored)>) -> Self {
        let counts = |(criterion, _): &&(Criterion, Scored)| !criterion.bonus;
        let open = |(_, scored): &&(Criterion, Scored)| scored.why == Why::NotOnRecord;
        Self {
            points: {
                let (given, off): (Vec<Points>, Vec<Points>) =
                    lines.iter().filter_map(|(_, scored)| scored.points).partition(|points| *points >= 0);
                given.iter().sum::<Points>() + off.iter().sum::<Points>().max(-frame.deductions_at_most * POINT)
            },
            scored: lines
                .iter()
                .filter(counts)
                .filter(|line| line.1.points.is_some())
                .map(|(_, scored)| scored.of)
                .sum(),
            open: lines.iter().filter(counts).filter(open).map(|(_, scored)| scored.of).sum(),
            lines,
        }
    }

    /// The grade; none while something is not on record.
    pub fn grade<'a>(&self, frame: &'a Frame) -> Option<&'a str> {
        // What nobody owed anything of does not count: the hundred shrinks by its points.
        let grades = || frame.grades.iter().find(|(_, from)| self.points * 100 >= from * self.scored);
        (self.open == 0).then(grades).flatten().map(|(name, _)| name.as_str())
    }
}

/// The days of a year, so far as they have been or not.
pub fn year_of(year: i16) -> Period {
    Period { first: jiff::civil::date(year, 1, 1), last: jiff::civil::date(year, 12, 31) }
}

/// The criteria of a frame as an office set them.
pub fn criteria(frame: &Frame, settings: &[SettingRow]) -> Vec<Criterion> {
    let set = |criterion: &Criterion| match settings.iter().find(|one| one.criterion == criterion.id) {
        Some(own) => Criterion {
            points: own.points,
            measure: criterion.measure.clone().with_threshold(own.threshold),
            ..criterion.clone()
        },
        None => criterion.clone(),
    };
    frame.criteria.iter().map(set).collect()
}

/// Scores a council's year, with the frame as the council that scores set it.
pub fn sheet(
    app: &App,
    db: &mut Connection,
    (council, frame): (&CouncilRow, &Frame),
    settings: &[SettingRow],
    year: i16,
) -> Outcome<Sheet> {
    let numbers = app.numbers.of(app, db, council, year_of(year))?;
    let entries = store::entries(db, (&council.id, &frame.id, i64::from(year)))?;
    let lines = criteria(frame, settings).into_iter().map(|criterion| {
        let scored = score(&criterion, &numbers, entries.iter().find(|one| one.criterion == criterion.id));
        (criterion, scored)
    });
    Ok(Sheet::of(frame, lines.collect()))
}

/// A year as typed.
pub fn read_year(typed: &str) -> Option<i16> {
    typed.trim().parse().ok().filter(|year| (2000..=2100).contains(year))
}

/// Points as typed: `4,5`.
fn read_points(typed: &str) -> Option<Points> {
    let typed = typed.trim().replace(',', ".");
    let (whole, part) = typed.split_once('.').unwrap_or((typed.as_str(), ""));
    let figures = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !figures(whole) || part.len() > 2 || !(part.is_empty() || figures(part)) {
        return None;
    }
    let part: Points = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<Points>().ok()? * POINT + part)
}

/// Points as people write them: `4,5`.
pub fn said(points: Points) -> String {
    let sign = if points < 0 { "−" } else { "" };
    let (whole, part) = (points.abs() / POINT, points.abs() % POINT);
    match part {
        0 => format!("{sign}{whole}"),
        _ if part % 10 == 0 => format!("{sign}{whole},{}", part / 10),
        _ => format!("{sign}{whole},{part:02}"),
    }
}

/// Points that a person declares.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Declaring {
    /// The criterion.
    pub criterion: String,
    /// The year.
    pub year: String,
    /// Points: `4,5`.
    pub points: String,
    /// By what.
    pub source: String,
}

/// Declares points for a criterion that the records do not measure.
pub fn declare(act: &mut Act, mark: &str, new: &Declaring) -> Outcome<()> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftPaper, &council.id, &[])?;
    let frame = frame_of(&council.level).ok_or(Trouble::NotFound)?;
    // The points of a criterion are those of the council that scores.
    let scorer = council.upper_id.as_ref().unwrap_or(&council.id);
    let year = read_year(&new.year).ok_or(Trouble::NotFound)?;
    let settings = store::settings(act.db, (scorer, &frame.id, i64::from(year)))?;
    let criterion = criteria(frame, &settings).into_iter().find(|one| one.id == new.criterion);
    let Some(criterion) = criterion.filter(|one| matches!(one.measure, Measure::Declared)) else {
        return Err(Trouble::field("criterion", "invalid-score-criterion", ""));
    };
    let points = read_points(&new.points)
        .filter(|points| *points <= criterion.points)
        .ok_or_else(|| Trouble::field("points", "invalid-score-points", said(criterion.points)))?;
    let source = words::nfc(new.source.trim());
    if source.is_empty() {
        return Err(Trouble::field("source", "invalid-score-source", ""));
    }
    Trouble::too_long("source", &source, LONGEST_NAME)?;
    let row = EntryRow {
        council_id: council.id.clone(),
        frame: frame.id.clone(),
        criterion: criterion.id.clone(),
        year: i64::from(year),
        points,
        source,
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
    };
    store::keep_entry(act.db, &row)?;
    let body = serde_json::json!({ "year": year, "points": row.points, "source": row.source });
    act.record(&council.id, "score_declared", &criterion.id, &body)
}

/// Points and threshold of a criterion, as an office sets them.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Setting {
    /// The criterion.
    pub criterion: String,
    /// Points: `4,5`.
    pub points: String,
    /// The threshold, where it has one.
    pub threshold: String,
}

/// Sets points and thresholds of a frame for the councils that a council scores, from a year on; what was left as it was shown is left
/// alone, whichever year it was shown for.
pub fn set(act: &mut Act, mark: &str, (frame, from, shown): (&str, &str, &str), new: &[Setting]) -> Outcome<()> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::AdoptPaper, &council.id, &[])?;
    let frame = FRAMES.iter().find(|one| one.id == frame).ok_or(Trouble::NotFound)?;
    let from = read_year(from).map(i64::from).ok_or_else(|| Trouble::field("nam", "invalid-score-year", from))?;
    let shown = read_year(shown).map_or(from, i64::from);
    let stands = criteria(frame, &store::settings(act.db, (&council.id, &frame.id, shown))?);
    let mut changed = serde_json::Map::new();
    for one in new {
        let Some(criterion) = stands.iter().find(|criterion| criterion.id == one.criterion) else {
            return Err(Trouble::field("criterion", "invalid-score-criterion", ""));
        };
        let named = |key| Trouble::field("points", key, criterion.name.clone());
        let points = read_points(&one.points).ok_or_else(|| named("invalid-score-setting"))?;
        let threshold = match criterion.measure.threshold() {
            None => None,
            Some(_) => {
                let typed = one.threshold.trim().parse::<i64>().ok().filter(|n| (1..=1_000).contains(n));
                Some(typed.ok_or_else(|| named("invalid-score-setting"))?)
            }
        };
        if (points, threshold) == (criterion.points, criterion.measure.threshold()) {
            continue;
        }
        let row = SettingRow {
            council_id: council.id.clone(),
            frame: frame.id.clone(),
            criterion: criterion.id.clone(),
            from_year: from,
            points,
            threshold,
            by_name: act.member.name.clone(),
            on_day: act.today.to_string(),
        };
        store::keep_setting(act.db, &row)?;
        changed.insert(row.criterion, serde_json::json!({ "from": from, "points": points, "threshold": threshold }));
    }
    if changed.is_empty() {
        return Err(Trouble::field("points", "invalid-score-nothing", ""));
    }
    act.record(&council.id, "score_frame_set", &frame.id, &serde_json::Value::Object(changed))
}

#[cfg(test)]
mod tests;
