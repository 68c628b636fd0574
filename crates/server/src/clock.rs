//! The only place that asks the machine for the time, and that makes identifiers.
//!
//! Everything else receives the instant and the day as arguments, so tests and the demo move the clock. Civil days are
//! those of `Asia/Ho_Chi_Minh`; instants are UTC, written with a fixed width so that they sort as text.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use law::day::Day;

/// Where "now" comes from.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// The machine's time of day laid on another day: how an illustration is served.
    Shifted(SignedDuration),
    /// A clock that stands until it is moved: tests, and the making of the demo.
    Standing(Mutex<Timestamp>),
}

impl Clock {
    /// A clock that stands at nine in the morning of a day.
    pub fn standing(day: Day) -> Self {
        Self::Standing(Mutex::new(instant(day, 9, 0)))
    }

    /// A clock that runs, but on another day than today.
    pub fn shifted_to(day: Day) -> Self {
        let now = machine_now();
        let today = civil_day(now);
        let days = today.until(day).map_or(0, |span| i64::from(span.get_days()));
        Self::Shifted(SignedDuration::from_hours(24 * days))
    }

    /// The instant.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Machine => machine_now(),
            Self::Shifted(by) => machine_now().saturating_add(*by).unwrap_or_else(|_| machine_now()),
            Self::Standing(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    /// The civil day in Vietnam.
    pub fn today(&self) -> Day {
        civil_day(self.now())
    }

    /// Moves a standing clock; a running one stays as it is.
    pub fn move_to(&self, to: Timestamp) {
        match self {
            Self::Standing(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to,
            Self::Machine | Self::Shifted(_) => {}
        }
    }
}

/// The machine's time, by which files on its disk are dated, whatever day an illustration is served on.
#[expect(clippy::disallowed_methods, reason = "this file is the clock")]
pub fn disk_now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

#[expect(clippy::disallowed_methods, reason = "this file is the clock")]
fn machine_now() -> Timestamp {
    Timestamp::now()
}

fn hanoi() -> TimeZone {
    // Vietnam keeps UTC+7 the year round, so a fixed offset is the zone.
    TimeZone::fixed(jiff::tz::offset(7))
}

/// The civil day in Vietnam of an instant.
pub fn civil_day(at: Timestamp) -> Day {
    at.to_zoned(hanoi()).date()
}

/// An hour and minute of a civil day in Vietnam as an instant.
pub fn instant(day: Day, hour: i8, minute: i8) -> Timestamp {
    day.at(hour, minute, 0, 0).to_zoned(hanoi()).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// An instant as stored: UTC, milliseconds, fixed width.
pub fn stored(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The hour and minute in Vietnam of a stored instant, for people.
pub fn hour_of(stored: &str) -> String {
    stored.parse::<Timestamp>().map_or_else(|_| String::new(), |at| at.to_zoned(hanoi()).strftime("%H:%M").to_string())
}

/// The civil day in Vietnam of a stored instant.
pub fn day_of(stored: &str) -> Option<Day> {
    stored.parse::<Timestamp>().ok().map(civil_day)
}

/// Where identifiers come from.
#[derive(Debug)]
pub enum Ids {
    /// UUIDv7: the time and chance.
    Chance,
    /// UUIDv7 form from a counter: the same demo each time.
    Counted(AtomicU64),
}

impl Ids {
    /// A new identifier at this instant.
    pub fn new_id(&self, at: Timestamp) -> String {
        match self {
            Self::Chance => uuid::Uuid::now_v7().hyphenated().to_string(),
            Self::Counted(counter) => {
                let n = counter.fetch_add(1, Ordering::Relaxed);
                let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
                let mut bytes = [0_u8; 10];
                bytes[2..].copy_from_slice(&n.to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().hyphenated().to_string()
            }
        }
    }
}
