//! Small things that many pages show: a due mark, a day, a size. What they say comes from the locale files.

use law::day::{Day, office_form};
use law::followup::Lateness;

use super::i18n::Words;

/// How a due day is shown: the class and mark of its state, and the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// `is-late`, `is-near`, `is-run`, `is-proved`.
    pub class: &'static str,
    /// `m-late`, …
    pub mark: &'static str,
    /// “quá hạn 12 ngày”.
    pub words: String,
    /// 2024-05-17; empty where there is none.
    pub day: String,
    /// 17/5/2024.
    pub shown: String,
}

/// How a due day is shown.
pub fn due(w: &Words, lateness: Lateness, day: Option<Day>, today: Day) -> Due {
    let (class, mark, words) = match lateness {
        Lateness::NoDay => ("is-near", "m-near", w.t("due-none").to_owned()),
        Lateness::Late { days } => ("is-late", "m-late", w.n("due-late", days)),
        Lateness::Near { .. } if day == Some(today) => ("is-near", "m-near", w.t("due-today").to_owned()),
        Lateness::Near { working_days } => ("is-near", "m-near", w.n("due-in", working_days)),
        Lateness::Ahead { working_days } => ("is-run", "m-run", w.n("due-in", working_days)),
        Lateness::Over { late_days: 0 } => ("is-proved", "m-proved", w.t("due-over").to_owned()),
        Lateness::Over { late_days } => ("is-run", "m-proved", w.n("due-over-late", late_days)),
    };
    Due {
        class,
        mark,
        words,
        day: day.map(|day| day.to_string()).unwrap_or_default(),
        shown: day.map(office_form).unwrap_or_default(),
    }
}

/// A stored day as offices write it; empty where there is none.
pub fn shown(day: Option<&str>) -> String {
    day.and_then(|day| day.parse().ok()).map(office_form).unwrap_or_default()
}

/// “18/3/2024 – 05/4/2024”.
pub fn span((first, last): (Day, Day)) -> String {
    format!("{} – {}", office_form(first), office_form(last))
}

/// The civil day of a stored instant as offices write it.
pub fn shown_instant(at: &str) -> String {
    crate::clock::day_of(at).map(office_form).unwrap_or_default()
}

/// A file's size for people.
pub fn size(bytes: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "sizes of attachments are far below 2^52")]
    let bytes = bytes as f64;
    if bytes >= 1_048_576.0 {
        format!("{:.1} MB", bytes / 1_048_576.0).replace('.', ",")
    } else {
        format!("{:.0} kB", (bytes / 1024.0).ceil())
    }
}

/// The weekday key of a day, for the locale files.
pub fn weekday_key(day: Day) -> &'static str {
    match day.weekday() {
        jiff::civil::Weekday::Monday => "weekday-1",
        jiff::civil::Weekday::Tuesday => "weekday-2",
        jiff::civil::Weekday::Wednesday => "weekday-3",
        jiff::civil::Weekday::Thursday => "weekday-4",
        jiff::civil::Weekday::Friday => "weekday-5",
        jiff::civil::Weekday::Saturday => "weekday-6",
        jiff::civil::Weekday::Sunday => "weekday-7",
    }
}

/// “01/7/2021 – 30/6/2025”, or “từ 01/7/2021” where there is no end.
pub fn days(w: &Words, from: &str, to: Option<&str>) -> String {
    match to {
        Some(to) => format!("{} – {}", shown(Some(from)), shown(Some(to))),
        None => w.s("from-day", shown(Some(from))),
    }
}
