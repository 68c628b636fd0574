//! How numbers of figures are written.

use super::{INDICATORS, Indicator};
use crate::followups::line::named;
use crate::web::i18n::Words;

/// A number with the points of thousands, as Vietnamese papers write it.
pub fn pointed(number: i64) -> String {
    let digits = number.abs().to_string();
    let mut said = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            said.push('.');
        }
        said.push(digit);
    }
    if number < 0 { format!("-{said}") } else { said }
}

/// So many of so many, in percent with one place; empty where there is nothing to be a share of.
pub fn share(number: i64, of: i64) -> String {
    if of <= 0 {
        return String::new();
    }
    let thousandths = (number * 1000 + of / 2) / of;
    format!("{},{}%", thousandths / 10, thousandths % 10)
}

/// The name of an indicator in the reader's language.
pub fn name_of(one: &Indicator, w: &Words) -> String {
    named(&one.name, &one.name_en, w)
}

/// The title of a figure that was opened: its number, what is counted, of which value of a trait, whose it is.
pub fn titled(figure: &str, (number, said): (i64, &str), whose: &str, w: &Words) -> String {
    let name = INDICATORS.of_figure(figure).map(|one| name_of(one, w)).unwrap_or_default();
    let said = if said.is_empty() { String::new() } else { format!(" ({said})") };
    format!("{}: {name}{said} – {whose}", pointed(number))
}

/// The number that an indicator is a share of, among the numbers of all in the order of the file.
pub fn base(numbers: &[Option<i64>], one: &Indicator) -> Option<i64> {
    numbers[INDICATORS.place(one.of.as_ref()?)?]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_points_and_shares_one_place_after_the_comma() {
        assert_eq!([0, 999, 1000, 50_000, 1_234_567].map(pointed), ["0", "999", "1.000", "50.000", "1.234.567"]);
        assert_eq!((share(2, 3), share(0, 7), share(1, 0)), ("66,7%".into(), "0,0%".into(), String::new()));
    }
}
