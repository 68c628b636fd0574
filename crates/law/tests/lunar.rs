//! Does the lunar reckoning agree with the published days of Tết and of the Hùng Kings?

use law::day::parse_day;
use law::lunar;

/// Tết as kept in Vietnam. China keeps another day in 2007 and 2030.
const NEW_YEARS: &str = "
    1985-01-21
    1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07
    1998-01-28 1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09
    2006-01-29 2007-02-17 2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10
    2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12
    2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
    2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15
    2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17
    2046-02-06 2047-01-26 2048-02-14 2049-02-02 2050-01-23
";

/// The tenth of the third lunar month.
const HUNG_KINGS: &str = "
    2007-04-26 2008-04-15 2009-04-04 2010-04-23 2011-04-12 2012-03-31 2013-04-19 2014-04-09
    2015-04-28 2016-04-16 2017-04-06 2018-04-25 2019-04-14 2020-04-02 2021-04-21 2022-04-10
    2023-04-29 2024-04-18 2025-04-07 2026-04-26 2027-04-16
";

#[test]
fn the_lunar_new_year_falls_on_the_published_day() {
    for published in NEW_YEARS.split_whitespace() {
        let day = parse_day(published).expect("a day");
        assert_eq!(lunar::new_year(day.year()), Some(day));
    }
}

#[test]
fn the_hung_kings_day_falls_on_the_published_day() {
    for published in HUNG_KINGS.split_whitespace() {
        let day = parse_day(published).expect("a day");
        assert_eq!(lunar::hung_kings(day.year()), Some(day));
    }
}

#[test]
fn a_lunar_day_outside_a_month_is_none() {
    assert_eq!(lunar::date(2026, 0, 1), None);
    assert_eq!(lunar::date(2026, 13, 1), None);
    assert_eq!(lunar::date(2026, 1, 31), None);
}
