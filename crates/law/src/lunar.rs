//! On which civil day does a day of the Vietnamese lunar year fall?
//!
//! Only what holidays need: the first day of a lunar year and any day of a month that is not a
//! leap month. The months are found from the new moons and the sun's longitude at UTC+7, after
//! the method Hồ Ngọc Đức published; the formulas of the moon and the sun are those of Jean
//! Meeus, "Astronomical Algorithms" (1998), good for some centuries around 2000. The calendar of
//! China, reckoned at UTC+8, sometimes differs by a day (2007, 2030) or a month (1985).

use std::f64::consts::TAU;

use crate::day::Day;

/// Vietnamese time is seven hours ahead of universal time.
const ZONE_IN_DAYS: f64 = 7.0 / 24.0;
/// Mean length of a lunar month, in days.
const LUNATION: f64 = 29.530_588_68;
/// Julian day number of 1 January 1900, noon, and the new moon the count starts at.
const EPOCH: f64 = 2_415_021.076_998_695;
/// Julian day of 1 January 2000, noon.
const J2000: f64 = 2_451_545.0;
/// Julian day number of 1 January 1970.
const UNIX_DAY: i64 = 2_440_588;

/// The first day of the lunar year that begins in a civil year: Tết.
pub fn new_year(year: i16) -> Option<Day> {
    date(year, 1, 1)
}

/// The tenth day of the third lunar month: the Hùng Kings' day.
pub fn hung_kings(year: i16) -> Option<Day> {
    date(year, 3, 10)
}

/// A day of a month (1 to 12, not a leap month) of the lunar year that begins in a civil year.
pub fn date(lunar_year: i16, month: u8, day: u8) -> Option<Day> {
    if !matches!(month, 1..=12) || !matches!(day, 1..=30) {
        return None;
    }
    let first = first_of_month(lunar_year, month);
    civil(first + i64::from(day) - 1)
}

/// Julian day number of the first day of a lunar month.
fn first_of_month(lunar_year: i16, month: u8) -> i64 {
    // Month 11 is the one that holds the winter solstice; months 11 and 12 close their year.
    let (before, after) = match month {
        11 | 12 => (lunar_year, lunar_year + 1),
        _ => (lunar_year - 1, lunar_year),
    };
    let (eleventh, next_eleventh) = (month_eleven(before), month_eleven(after));
    let first = lunation_of(eleventh);
    let mut months_on = i64::from((month + 1) % 12);
    if next_eleventh - eleventh > 365 && months_on >= leap_offset(first) {
        months_on += 1;
    }
    new_moon(first + months_on)
}

/// Number of the lunation that begins on a day, counted from the one of 1900.
fn lunation_of(day: i64) -> i64 {
    whole((to_float(day) - EPOCH) / LUNATION + 0.5)
}

/// Julian day number of the first day of the month that holds the winter solstice.
fn month_eleven(year: i16) -> i64 {
    let last_of_year = julian_day(year, 12, 31);
    let lunation = whole((to_float(last_of_year) - 2_415_021.0) / LUNATION);
    let begins = new_moon(lunation);
    // Sector 9 begins at the solstice: the month must not start after it.
    if sun_sector(begins) >= 9 { new_moon(lunation - 1) } else { begins }
}

/// How many months after month 11 the leap month stands: the first one in which the sun enters
/// no new sector.
fn leap_offset(first: i64) -> i64 {
    let sector = |offset: i64| sun_sector(new_moon(first + offset));
    (1..14).find(|offset| sector(*offset) == sector(*offset + 1)).unwrap_or(14)
}

/// Julian day number, at UTC+7, of the day of a new moon (Meeus, chapter 49, shortened).
fn new_moon(lunation: i64) -> i64 {
    let k = to_float(lunation);
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let turn = |degrees: f64| degrees.to_radians();
    let mean = 2_415_020.759_33 + LUNATION * k + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * turn(166.56 + 132.87 * t - 0.009_173 * t2).sin();
    let sun = turn(359.2242 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3);
    let moon = turn(306.0253 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3);
    let node = turn(21.2964 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3);
    let correction = (0.1734 - 0.000_393 * t) * sun.sin() + 0.0021 * (2.0 * sun).sin() - 0.4068 * moon.sin()
        + 0.0161 * (2.0 * moon).sin()
        - 0.0004 * (3.0 * moon).sin()
        + 0.0104 * (2.0 * node).sin()
        - 0.0051 * (sun + moon).sin()
        - 0.0074 * (sun - moon).sin()
        + 0.0004 * (2.0 * node + sun).sin()
        - 0.0004 * (2.0 * node - sun).sin()
        - 0.0006 * (2.0 * node + moon).sin()
        + 0.0010 * (2.0 * node - moon).sin()
        + 0.0005 * (2.0 * moon + sun).sin();
    whole(mean + correction - clock_drift(t) + 0.5 + ZONE_IN_DAYS)
}

/// How far the even time of the formulas runs ahead of the turning earth, in days.
fn clock_drift(t: f64) -> f64 {
    let (t2, t3) = (t * t, t * t * t);
    if t < -11.0 {
        0.001 + 0.000_839 * t + 0.000_226_1 * t2 - 0.000_008_45 * t3 - 0.000_000_081 * t * t3
    } else {
        -0.000_278 + 0.000_265 * t + 0.000_262 * t2
    }
}

/// In which twelfth of its yearly path the sun stands at midnight, UTC+7; 0 from the March
/// equinox on (Meeus, chapter 25, low accuracy).
fn sun_sector(day: i64) -> i64 {
    let t = (to_float(day) - 0.5 - ZONE_IN_DAYS - J2000) / 36_525.0;
    let t2 = t * t;
    let anomaly = (357.529_10 + 35_999.050_30 * t - 0.000_155_9 * t2 - 0.000_000_48 * t * t2).to_radians();
    let mean = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let centre = (1.914_600 - 0.004_817 * t - 0.000_014 * t2) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_290 * (3.0 * anomaly).sin();
    whole((mean + centre).to_radians().rem_euclid(TAU) / TAU * 12.0)
}

fn julian_day(year: i16, month: i64, day: i64) -> i64 {
    let shift = (14 - month) / 12;
    let (y, m) = (i64::from(year) + 4800 - shift, month + 12 * shift - 3);
    day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32_045
}

fn civil(julian: i64) -> Option<Day> {
    let days = jiff::Span::new().try_days(julian - UNIX_DAY).ok()?;
    Day::new(1970, 1, 1).ok()?.checked_add(days).ok()
}

#[expect(clippy::cast_precision_loss, reason = "day and month numbers stay far below 2^52")]
fn to_float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "day and month numbers fit an i64")]
fn whole(number: f64) -> i64 {
    number.floor() as i64
}
