//! The next rung of the ladder for one overdue follow-up.
//!
//! This file answers whether a further paper may be drafted today, at which rung and for which time, from what was sent
//! before. The rungs, their waits and who signs are data (`rulebook/ladder.toml`). It drafts and sends nothing: a person
//! signs off each paper. Nothing is sent twice, since a rung and its round are fixed by the papers already sent.

use crate::day::Day;
use crate::rulebook::Ladder;

/// A paper that was sent for this follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Rung, from 1.
    pub rung: u32,
    /// Which paper of that rung, from 1.
    pub round: u32,
    /// The day it went out.
    pub on: Day,
}

/// What the ladder says today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A paper of this rung and round may be drafted.
    Open {
        /// Rung, from 1.
        rung: u32,
        /// Which paper of that rung, from 1.
        round: u32,
    },
    /// The addressee still has time until this day; then this rung opens.
    Waits {
        /// The last day of the wait.
        until: Day,
        /// Rung, from 1.
        rung: u32,
        /// Which paper of that rung, from 1.
        round: u32,
    },
    /// Every rung has been climbed.
    Top,
}

/// The next rung for something due on `due_on`, after the papers in `sent`, on `today`.
pub fn next_rung(ladder: &Ladder, due_on: Day, sent: &[Sent], today: Day) -> Next {
    let last = sent.iter().max_by_key(|paper| (paper.rung, paper.round));
    let (rung, round, opens) = match last {
        None => match ladder.rungs.first() {
            Some(first) => (first.number, 1, days_after(due_on, first.after_overdue_days.max(1))),
            None => return Next::Top,
        },
        Some(paper) => {
            let Some(here) = ladder.rungs.iter().position(|rung| rung.number == paper.rung) else {
                return Next::Top;
            };
            let same = &ladder.rungs[here];
            if paper.round < same.times {
                (same.number, paper.round + 1, days_after(paper.on, same.wait_days))
            } else if let Some(above) = ladder.rungs.get(here + 1) {
                let after_earlier = days_after(paper.on, above.wait_days);
                let after_due = days_after(due_on, above.after_overdue_days);
                (above.number, 1, after_earlier.max(after_due))
            } else {
                return Next::Top;
            }
        }
    };
    if today >= opens { Next::Open { rung, round } } else { Next::Waits { until: opens, rung, round } }
}

fn days_after(day: Day, days: u32) -> Day {
    day.checked_add(jiff::Span::new().days(i64::from(days))).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn the_first_paper_opens_when_the_due_day_has_passed_and_not_before() {
        let book = Rulebook::shipped().expect("the shipped rulebook");
        let due = day("2024-05-17");
        assert!(matches!(next_rung(&book.ladder, due, &[], due), Next::Waits { rung: 1, round: 1, .. }));
        assert_eq!(next_rung(&book.ladder, due, &[], day("2024-07-01")), Next::Open { rung: 1, round: 1 });
    }

    #[test]
    fn a_paper_sent_today_closes_the_ladder_until_its_wait_is_over() {
        let book = Rulebook::shipped().expect("the shipped rulebook");
        let sent = [Sent { rung: 1, round: 1, on: day("2024-06-10") }];
        assert!(matches!(next_rung(&book.ladder, day("2024-05-17"), &sent, day("2024-06-10")), Next::Waits { .. }));
    }

    #[test]
    fn every_rung_is_climbed_in_order_and_the_ladder_ends_at_the_council() {
        let book = Rulebook::shipped().expect("the shipped rulebook");
        let mut sent = Vec::new();
        let mut today = day("2022-01-10");
        let mut climbed = Vec::new();
        for _ in 0..60 {
            match next_rung(&book.ladder, day("2022-01-03"), &sent, today) {
                Next::Open { rung, round } => {
                    climbed.push(rung);
                    sent.push(Sent { rung, round, on: today });
                }
                Next::Waits { until, .. } => today = until,
                Next::Top => break,
            }
        }
        assert!(climbed.is_sorted());
        climbed.dedup();
        assert_eq!(climbed, vec![1, 2, 3, 4, 5, 6, 7]);
    }
}
