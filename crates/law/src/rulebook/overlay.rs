//! What becomes of the rulebook when an office lays its own files over it?
//!
//! A rule that was used is never edited: a later edition supersedes it from a day, and the
//! earlier one stays readable. Confirmations put an office's name to a figure. The ladder and
//! the no-repeat period are replaced as a whole; forms and answer classes by their name; a
//! minimum supersedes the one of the same body, level, form and stretch from its first day.

use crate::day::Day;
use crate::rulebook::reading::{self, Placed};
use crate::rulebook::{Confirmation, Fault, FaultReason, Minimum, Rule, Rulebook};

/// Lays an office's files over a rulebook.
pub(super) fn lay(mut book: Rulebook, files: &[(String, String)]) -> Result<Rulebook, Fault> {
    let parts = reading::parts(files)?;
    for rule in parts.rules {
        admit(&mut book.rules, rule)?;
    }
    if let Some(ladder) = parts.ladder {
        book.ladder = ladder.read;
    }
    if let Some(no_repeat) = parts.no_repeat {
        book.no_repeat = no_repeat.read;
    }
    if let Some(capacity) = parts.capacity {
        book.capacity = capacity.read;
    }
    for form in parts.forms {
        replace(&mut book.forms, form.read, |one, other| one.id == other.id);
    }
    for class in parts.answers {
        replace(&mut book.answers, class.read, |one, other| one.id == other.id);
    }
    confirm(expect(book, parts.minimums)?, parts.confirmations)
}

/// Puts offices' names to editions of rules.
pub(super) fn confirm(
    mut book: Rulebook,
    confirmations: Vec<Placed<(String, u32, Confirmation)>>,
) -> Result<Rulebook, Fault> {
    for placed in confirmations {
        let (id, edition, _) = &placed.read;
        let known = book.rules.iter().position(|rule| rule.id == *id && rule.edition == *edition);
        let Some(place) = known else {
            let (key, value) = ("rule".to_owned(), id.clone());
            return Err(placed.fault(FaultReason::UnknownName { key, value }));
        };
        book.rules[place].confirmed = Some(placed.read.2);
    }
    Ok(book)
}

/// Adds minimums; each must name a known form.
pub(super) fn expect(mut book: Rulebook, minimums: Vec<Placed<Minimum>>) -> Result<Rulebook, Fault> {
    for placed in minimums {
        if book.form(&placed.read.form).is_none() {
            let (key, value) = ("form".to_owned(), placed.read.form.clone());
            return Err(placed.fault(FaultReason::UnknownName { key, value }));
        }
        let later = placed.read;
        let same = |known: &Minimum| {
            (&known.body, known.level, &known.form, &known.per) == (&later.body, later.level, &later.form, &later.per)
        };
        for known in book.minimums.iter_mut().filter(|known| same(known)) {
            known.to = Some(ended_before(known.to, later.from));
        }
        book.minimums.push(later);
    }
    Ok(book)
}

/// Adds a new rule, or the next edition of a known one.
fn admit(rules: &mut Vec<Rule>, placed: Placed<Rule>) -> Result<(), Fault> {
    let id = placed.read.id.clone();
    let latest = rules.iter_mut().filter(|rule| rule.id == id).max_by_key(|rule| rule.edition);
    let wanted = latest.as_ref().map_or(1, |rule| rule.edition + 1);
    if placed.read.edition != wanted {
        return Err(placed.fault(FaultReason::EditionOutOfOrder { id, wanted }));
    }
    if let Some(earlier) = latest {
        if placed.read.from < earlier.from {
            return Err(placed.fault(FaultReason::EditionBeginsTooEarly { id }));
        }
        // An edition that begins on the same day leaves the earlier one never in force: a
        // figure that was wrong from the start.
        earlier.to = Some(ended_before(earlier.to, placed.read.from));
    }
    rules.push(placed.read);
    Ok(())
}

fn ended_before(to: Option<Day>, next: Day) -> Day {
    let last = next.yesterday().unwrap_or(next);
    to.map_or(last, |to| to.min(last))
}

fn replace<T>(known: &mut Vec<T>, later: T, same: impl Fn(&T, &T) -> bool) {
    match known.iter().position(|one| same(one, &later)) {
        Some(place) => known[place] = later,
        None => known.push(later),
    }
}
