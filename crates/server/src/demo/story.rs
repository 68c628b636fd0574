//! The life of each follow-up of the illustration, planned first and then carried out in the order of time, through the
//! same verbs that people use. Shares follow what offices report: most things get done, many late, some never.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan};
use law::day::Day;
use law::ladder::{Next, Sent, next_rung};
use law::rulebook::Ladder;

use super::chance::Chance;
use super::meetings::MeetDeed;
use super::office::Paper;
use super::places::Council;
use super::rounds::{FIRST_ROUND, Round, RoundDeed};
use super::voices::VoiceDeed;
use super::{Source, Words};
use crate::clock::instant;
use crate::followups::recording::NewFollowup;

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The clerk.
    Clerk,
    /// The chair.
    Standing,
    /// The addressee.
    Unit,
}

/// What is done.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Written down; the words of an earlier one where it repeats it; the supervision that it came out of.
    Record(Box<NewFollowup>, Option<usize>, Option<usize>),
    /// Something in the life of a programme or a supervision.
    Round(Box<RoundDeed>),
    /// Something in the life of a voters' petition.
    Voice(Box<VoiceDeed>),
    /// Something in the life of a round of meetings with voters.
    Meet(Box<MeetDeed>),
    /// A paper that comes in or goes out.
    Office(Box<Paper>),
    /// Responded: word, reason.
    Respond(&'static str, String),
    /// Reported: words, completion, pieces of evidence.
    Report(String, bool, usize),
    /// Due day moved or read: day, reason.
    SetDue(Day, String),
    /// Judged: word, reason.
    Judge(&'static str, String),
    /// A paper of the ladder goes out.
    Paper,
    /// Asked to explain, by a day.
    Ask(Day),
    /// Explained.
    Explain,
}

/// One step of one life.
#[derive(Debug, Clone)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Which council.
    pub council: usize,
    /// Which follow-up.
    pub followup: usize,
    /// By whom.
    pub actor: Actor,
    /// What.
    pub deed: Deed,
}

/// Plans the lives of a council's follow-ups.
pub struct Planner<'a> {
    /// Words.
    pub words: &'a Words,
    /// Ladder.
    pub ladder: &'a Ladder,
    /// The day of the illustration.
    pub shown: Day,
    /// How many days before it the first of them was laid down.
    pub reach: i64,
    /// Chance.
    pub chance: &'a mut Chance,
    /// Steps so far.
    pub steps: Vec<Step>,
    /// Follow-ups so far.
    pub count: usize,
    /// Supervisions that follow-ups came out of, by council and paper.
    pub rounds: BTreeMap<(usize, String), Round>,
}

impl Planner<'_> {
    /// Plans `many` follow-ups of a council; `places` are the communes that tasks speak of.
    pub fn council(&mut self, at: usize, council: &Council, places: &[String], many: usize) {
        for _ in 0..many {
            self.life(at, council, places);
        }
    }

    /// Plans what becomes of a follow-up that was handed over to a council on a day. Returns its key.
    pub fn taken_over(&mut self, council: usize, due: Option<Day>, since: Day) -> usize {
        let followup = self.count;
        self.count += 1;
        match self.chance.below(100) {
            0..52 => {
                let on = later(since, self.chance.between(15, 190));
                self.finish(council, followup, on);
            }
            52..68 => {
                let on = later(since, self.chance.between(10, 150));
                self.progress(council, followup, on);
            }
            68..84 => {
                if let Some(due) = due {
                    let rungs = usize::try_from(self.chance.between(1, 4)).unwrap_or(1);
                    self.climb(council, followup, due.max(since), later(self.shown, 1), rungs);
                }
            }
            _ => {}
        }
        followup
    }

    fn life(&mut self, council_at: usize, council: &Council, places: &[String]) {
        let followup = self.count;
        self.count += 1;
        let words = self.words;
        let source = self.chance.pick(&words.source);
        let first = self.birthday();
        let title = titled(&source.title, first.year());
        // What one paper asks for was laid down on one day.
        let round = (!source.topic.is_empty()).then(|| {
            let key = FIRST_ROUND + self.rounds.len();
            let round =
                self.rounds.entry((council_at, title.clone())).or_insert_with(|| Round::new(key, source, first));
            (round.key, round.concluded)
        });
        let born = round.map_or(first, |(_, concluded)| concluded);
        let (new, due, is_soft) = self.wording(council, places, born, source, title.clone());
        if let Some(round) = self.rounds.get_mut(&(council_at, title)).filter(|_| round.is_some()) {
            round.meets(&new.lead);
        }
        let repeats = (followup > 40 && self.chance.in_hundred(4)).then(|| followup - 1 - self.chance.below(30));
        self.step(
            born,
            council_at,
            followup,
            Actor::Clerk,
            Deed::Record(Box::new(new), repeats, round.map(|(key, _)| key)),
        );
        self.answer(council_at, followup, born);
        let due = due.or_else(|| self.read_due(council_at, followup, born));
        match due {
            Some(due) => self.toward(council_at, followup, born, due),
            None => self.drift(council_at, followup, born, is_soft),
        }
    }

    fn birthday(&mut self) -> Day {
        // More is laid down in the weeks of the two yearly sessions.
        let days = self.chance.between(20, self.reach);
        let day = self.shown.checked_sub(days.days()).unwrap_or(self.shown);
        match day.weekday() {
            jiff::civil::Weekday::Saturday => later(day, 2),
            jiff::civil::Weekday::Sunday => later(day, 1),
            _ => day,
        }
    }

    fn wording(
        &mut self,
        council: &Council,
        places: &[String],
        born: Day,
        source: &Source,
        title: String,
    ) -> (NewFollowup, Option<Day>, bool) {
        let words = self.words;
        let task = self.chance.pick(&words.task);
        let hamlet = self.chance.pick(&words.hamlets).clone();
        let n = self.chance.between(2, 9).to_string();
        let body = if council.owing.len() > 1 && self.chance.in_hundred(45) {
            self.chance.pick(&council.owing[1..]).clone()
        } else {
            council.owing[0].clone()
        };
        // A commune's own People's Committee answers for its own commune.
        let place = match body.1.strip_prefix("UBND ").filter(|place| places.iter().any(|known| known == place)) {
            Some(place) => place.to_owned(),
            None => self.chance.pick(places).clone(),
        };
        let fill = |text: &str| text.replace("{x}", &place).replace("{t}", &hamlet).replace("{n}", &n);
        let unnamed = self.chance.in_hundred(6);
        let (due_words, due_on, span) = self.time_words(born, task.soft);
        let lead_words = if unnamed { self.chance.pick(&words.said.others).clone() } else { body.1.clone() };
        let new = NewFollowup {
            origin: source.origin.clone(),
            facing: if self.chance.in_hundred(5) { "upward".into() } else { "outward".into() },
            priority: if self.chance.in_hundred(12) { "high".into() } else { "normal".into() },
            words: fill(&task.text),
            source: title,
            source_on: born.to_string(),
            lead: if unnamed { String::new() } else { body.0 },
            lead_words,
            product: fill(&task.product),
            proof: task.proof.clone(),
            due_words,
            due_on: due_on.map(|day| day.to_string()).unwrap_or_default(),
            due_count: span.map(|(count, _)| count.to_string()).unwrap_or_default(),
            due_unit: span.map(|(_, unit)| unit.to_owned()).unwrap_or_default(),
            published_on: if self.chance.in_hundred(40) { born.to_string() } else { String::new() },
            ..NewFollowup::default()
        };
        // A span's exact day is reckoned when it is written down; the plan needs it only roughly.
        let roughly = span.map(|(count, unit)| {
            later(born, if unit == "working_day" { i64::from(count) * 7 / 5 + 3 } else { i64::from(count) + 2 })
        });
        (new, due_on.or(roughly), task.soft)
    }

    fn time_words(&mut self, born: Day, soft: bool) -> (String, Option<Day>, Option<(u32, &'static str)>) {
        let said = &self.words.said;
        let roll = self.chance.below(100);
        if soft || roll >= 78 {
            return match roll % 4 {
                0 => (String::new(), None, None),
                1 => (self.chance.pick(&said.event).clone(), None, None),
                2 => (self.chance.pick(&said.rhythm).clone(), None, None),
                _ => (self.chance.pick(&said.vague).clone(), None, None),
            };
        }
        if roll < 45 {
            let days = self.chance.between(20, 200);
            let due = later(born, days);
            (format!("trước ngày {}", law::day::office_form(due)), Some(due), None)
        } else {
            let (count, unit, name) = *self.chance.pick(&[
                (30_u32, "day", "30 ngày"),
                (45, "working_day", "45 ngày làm việc"),
                (15, "working_day", "15 ngày làm việc"),
                (60, "day", "60 ngày"),
                (90, "day", "90 ngày"),
            ]);
            (format!("trong {name} kể từ ngày ban hành"), None, Some((count, unit)))
        }
    }

    fn answer(&mut self, council: usize, followup: usize, born: Day) {
        let said = &self.words.said;
        let on = later(born, self.chance.between(3, 25));
        match self.chance.below(100) {
            0..70 => self.step(on, council, followup, Actor::Unit, Deed::Respond("accepted", String::new())),
            70..82 => {
                let why = self.chance.pick(&said.partly).clone();
                self.step(on, council, followup, Actor::Unit, Deed::Respond("partly", why));
            }
            82..85 => {
                let why = self.chance.pick(&said.rejected).clone();
                self.step(on, council, followup, Actor::Unit, Deed::Respond("rejected", why));
            }
            _ => {}
        }
    }

    fn read_due(&mut self, council: usize, followup: usize, born: Day) -> Option<Day> {
        if !self.chance.in_hundred(35) {
            return None;
        }
        let why = self.chance.pick(&self.words.said.read).clone();
        let read_on = later(born, self.chance.between(5, 30));
        let due = later(read_on, self.chance.between(40, 200));
        self.step(read_on, council, followup, Actor::Standing, Deed::SetDue(due, why));
        (read_on <= self.shown).then_some(due)
    }

    /// A follow-up with a day: done in time, done late, excused, or late to this day with the ladder climbing.
    fn toward(&mut self, council: usize, followup: usize, born: Day, due: Day) {
        let span = born.until(due).map_or(30, |span| i64::from(span.get_days())).max(10);
        let midway = later(born, span / 2);
        if self.chance.in_hundred(55) {
            self.progress(council, followup, midway);
        }
        // What is long past due has mostly been dealt with; what has just come due is still in the works.
        let old = due.until(self.shown).is_ok_and(|span| span.get_days() > 300);
        let fate = self.chance.below(if old { 90 } else { 100 });
        if fate < 62 {
            let finished = later(due, -self.chance.between(0, (span / 4).max(1)));
            self.finish(council, followup, finished);
        } else if fate < 80 {
            let late = self.chance.between(12, 110);
            let finished = later(due, late);
            self.climb(council, followup, due, finished, 3);
            self.finish(council, followup, finished);
        } else if fate < 85 {
            let why = self.chance.pick(&self.words.said.excused).clone();
            self.step(later(due, 5), council, followup, Actor::Standing, Deed::Judge("excused", why));
        } else {
            let rungs = usize::try_from(self.chance.between(1, 6)).unwrap_or(1);
            let end = later(self.shown, 1);
            self.climb(council, followup, due, end, rungs);
            if self.chance.in_hundred(40) {
                let why = self.chance.pick(&self.words.said.not_done).clone();
                self.step(later(due, 40), council, followup, Actor::Standing, Deed::Judge("not_done", why));
            }
            if self.chance.in_hundred(25) {
                let asked = later(due, 30);
                self.step(asked, council, followup, Actor::Standing, Deed::Ask(later(asked, 15)));
                if self.chance.in_hundred(60) {
                    self.step(later(asked, 12), council, followup, Actor::Unit, Deed::Explain);
                }
            }
        }
    }

    /// A follow-up without a day: now and then done, mostly drifting.
    fn drift(&mut self, council: usize, followup: usize, born: Day, is_soft: bool) {
        let first = later(born, self.chance.between(40, 120));
        if self.chance.in_hundred(40) {
            self.progress(council, followup, first);
        }
        if self.chance.in_hundred(if is_soft { 25 } else { 45 }) {
            self.finish(council, followup, later(first, 90));
        }
    }

    fn progress(&mut self, council: usize, followup: usize, on: Day) {
        let words = self.chance.pick(&self.words.said.progress).clone();
        let pieces = self.chance.below(2);
        self.step(on, council, followup, Actor::Unit, Deed::Report(words, false, pieces));
    }

    fn finish(&mut self, council: usize, followup: usize, on: Day) {
        let words = self.chance.pick(&self.words.said.completion).clone();
        let pieces = 1 + self.chance.below(3);
        self.step(on, council, followup, Actor::Unit, Deed::Report(words, true, pieces));
        let mut judged = later(on, self.chance.between(4, 22));
        if self.chance.in_hundred(14) {
            let (verdict, why) = if self.chance.in_hundred(70) {
                ("partly", self.chance.pick(&self.words.said.half_done).clone())
            } else {
                ("off_request", self.chance.pick(&self.words.said.off_request).clone())
            };
            self.step(judged, council, followup, Actor::Standing, Deed::Judge(verdict, why));
            if self.chance.in_hundred(35) {
                return;
            }
            let again = self.chance.pick(&self.words.said.completion).clone();
            self.step(later(judged, 20), council, followup, Actor::Unit, Deed::Report(again, true, 1));
            judged = later(judged, 30);
        }
        self.step(judged, council, followup, Actor::Standing, Deed::Judge("done", String::new()));
    }

    /// Papers of the ladder between the due day and an end, as the rulebook spaces them.
    fn climb(&mut self, council: usize, followup: usize, due: Day, end: Day, most: usize) {
        let mut sent: Vec<Sent> = Vec::new();
        let mut today = later(due, 4);
        while sent.len() < most && today < end && today <= self.shown {
            match next_rung(self.ladder, due, &sent, today) {
                Next::Open { rung, round } => {
                    self.step(today, council, followup, Actor::Standing, Deed::Paper);
                    sent.push(Sent { rung, round, on: today });
                }
                Next::Waits { until, .. } => today = later(until, self.chance.between(0, 4)),
                Next::Top => return,
            }
        }
    }

    fn step(&mut self, on: Day, council: usize, followup: usize, actor: Actor, deed: Deed) {
        if on > self.shown {
            return;
        }
        let minute = self.chance.between(0, 59);
        let hour = self.chance.between(8, 16);
        let at = instant(on, i8::try_from(hour).unwrap_or(9), i8::try_from(minute).unwrap_or(0));
        self.steps.push(Step { at, council, followup, actor, deed });
    }
}

/// The title of a paper of a year.
fn titled(title: &str, year: i16) -> String {
    title
        .replace("{y0}", &(year - 2).to_string())
        .replace("{y1}", &(year + 1).to_string())
        .replace("{y}", &year.to_string())
}

/// So many days later, or earlier.
pub fn later(day: Day, days: i64) -> Day {
    day.checked_add(days.days()).unwrap_or(day)
}
