//! Programmes and supervisions of the illustration: those that the follow-ups came out of, one under way in each council,
//! and drafts for next year that overlap, all through the verbs that people use and in the order of time.

use std::collections::BTreeMap;

use law::day::Day;
use serde::Deserialize;

use super::chance::Chance;
use super::places::Council;
use super::story::{Actor, Deed, Step, later};
use super::{Known, Source, Words};
use crate::app::App;
use crate::clock::instant;
use crate::db::Connection;
use crate::db::act::Act;
use crate::people::Member;
use crate::programme::deciding::{self, Approval, Deciding};
use crate::programme::proposals::{self, NewProposal};
use crate::programme::{self, NewItem, overlap};
use crate::supervision::concluding::{self, NewConclusion};
use crate::supervision::outline::{self, NewFinding, NewPaper, NewQuestions};
use crate::supervision::team::{self, NewTeamMember};
use crate::supervision::units::{self, UnitDeed};
use crate::supervision::{self, NewSupervision, Stepping, store};
use crate::trouble::{Outcome, Trouble};

/// Keys of supervisions among what is known, far above those of follow-ups.
pub const FIRST_ROUND: usize = 10_000_000;
/// Keys of items of programmes.
const FIRST_ITEM: usize = 20_000_000;

/// Invented words of supervisions.
#[derive(Debug, Clone, Deserialize)]
pub struct RoundWords {
    underway: Vec<String>,
    planned: Vec<String>,
    next_year: Vec<String>,
    questions: Vec<String>,
    findings: Vec<String>,
    minutes: Vec<String>,
    returned: Vec<String>,
    absent: Vec<String>,
    postponed: Vec<String>,
    comments: Vec<String>,
    result: Vec<String>,
    needs: Vec<String>,
}

/// A supervision that follow-ups came out of.
#[derive(Debug, Clone)]
pub struct Round {
    /// Its key.
    pub key: usize,
    /// The day of its conclusion.
    pub concluded: Day,
    topic: String,
    form: String,
    by: String,
    leads: Vec<String>,
}

impl Round {
    /// A supervision that ends in a paper of this day.
    pub fn new(key: usize, source: &Source, concluded: Day) -> Self {
        Self {
            key,
            concluded,
            topic: source.topic.clone(),
            form: source.form.clone(),
            by: source.by.clone(),
            leads: Vec::new(),
        }
    }

    /// A body that a recommendation of it names.
    pub fn meets(&mut self, lead: &str) {
        if !lead.is_empty() && !self.leads.iter().any(|known| known == lead) {
            self.leads.push(lead.to_owned());
        }
    }
}

/// What happens in the life of a programme or a supervision.
#[derive(Debug, Clone)]
pub enum RoundDeed {
    /// An item is drafted.
    Item(NewItem),
    /// Everything drafted for a year is approved; overlaps are kept with a reason.
    Approve(i64),
    /// A topic is proposed.
    Propose(NewProposal),
    /// A supervision opens, from an item where there is one.
    Open(NewSupervision, Option<usize>),
    /// It goes to its next stage.
    Step(Stepping),
    /// Somebody joins the team.
    Join(NewTeamMember),
    /// The outline is written.
    Questions(String),
    /// Something is done with its nth unit.
    Unit(usize, UnitDeed),
    /// A paper joins the chain.
    Paper(NewPaper),
    /// Something was found at its nth unit.
    Finding(usize, String),
    /// It is concluded.
    Conclude(NewConclusion),
}

impl RoundDeed {
    /// The item that it needs to know.
    pub fn item(&self) -> Option<usize> {
        match self {
            Self::Open(_, item) => *item,
            _ => None,
        }
    }
}

struct Rounds<'a> {
    words: &'a RoundWords,
    councils: &'a [Council],
    shown: Day,
    /// How many days before that day the first record stands.
    reach: i64,
    chance: &'a mut Chance,
    steps: Vec<Step>,
    items: usize,
    /// Years of which a council's drafts are to be approved.
    years: BTreeMap<(usize, i64), Day>,
}

/// Plans every programme and supervision.
pub fn plan(
    words: &Words,
    councils: &[Council],
    rounds: BTreeMap<(usize, String), Round>,
    (shown, reach): (Day, i64),
    chance: &mut Chance,
) -> Vec<Step> {
    let mut plan = Rounds {
        words: &words.round,
        councils,
        shown,
        reach,
        chance,
        steps: Vec::new(),
        items: 0,
        years: BTreeMap::new(),
    };
    let mut next = FIRST_ROUND + rounds.len();
    let earliest = later(shown, 120 - reach);
    for ((council, _), round) in rounds {
        if round.concluded > earliest {
            plan.finished(council, &round);
        }
    }
    for council in 0..councils.len() {
        plan.under_way(council, next);
        next += 1;
        plan.ahead(council);
    }
    for ((council, year), on) in plan.years.clone() {
        plan.step(on, 11, council, 0, Actor::Standing, RoundDeed::Approve(year));
    }
    plan.next_year();
    plan.steps
}

impl Rounds<'_> {
    fn step(&mut self, on: Day, hour: i8, council: usize, key: usize, actor: Actor, deed: RoundDeed) {
        if on <= self.shown {
            let on = match on.weekday() {
                jiff::civil::Weekday::Saturday => later(on, -1),
                jiff::civil::Weekday::Sunday => later(on, -2),
                _ => on,
            };
            let deed = Deed::Round(Box::new(deed));
            self.steps.push(Step { at: instant(on, hour, 0), council, followup: key, actor, deed });
        }
    }

    fn body(&self, council: usize, kind: &str) -> String {
        let of = &self.councils[council].supervising;
        let own: Vec<&(String, String)> = of.iter().filter(|(known, _)| known == kind).collect();
        own.first().map(|(_, id)| id.clone()).unwrap_or_default()
    }

    /// An item for a year, drafted in the December before, or at the beginning of the term.
    fn item(&mut self, council: usize, topic: &str, form: &str, by: &str, units: &str, days: (Day, Day)) -> usize {
        let year = days.0.year();
        let drafted = Day::new(year - 1, 12, 5).map_or(days.0, |day| day.max(later(self.shown, 10 - self.reach)));
        let key = FIRST_ITEM + self.items;
        self.items += 1;
        let new = NewItem {
            year: year.to_string(),
            by: self.body(council, by),
            form: form.into(),
            title: topic.into(),
            period: format!("{}–{}", year - 2, year - 1),
            units: units.into(),
            starts_on: days.0.to_string(),
            ends_on: days.1.to_string(),
            ..NewItem::default()
        };
        self.step(drafted, 9, council, key, Actor::Clerk, RoundDeed::Item(new));
        self.years.entry((council, i64::from(year))).or_insert_with(|| later(drafted, 14));
        key
    }

    fn units(&mut self, council: usize, leads: &[String]) -> Vec<String> {
        let mut units = leads.to_vec();
        let owing = self.councils[council].owing.clone();
        for _ in 0..if council == 0 { 3 } else { 1 } {
            let one = self.chance.pick(&owing).0.clone();
            if !units.contains(&one) {
                units.push(one);
            }
        }
        units.truncate(6);
        units
    }

    fn finished(&mut self, council: usize, round: &Round) {
        let end = round.concluded;
        let units = self.units(council, &round.leads);
        let has_team = round.form == "GS-05";
        let first = later(end, if has_team { -52 } else { -1 });
        let last = later(end, if has_team { -28 } else { -1 });
        let item = self.item(council, &round.topic, &round.form, &round.by, &units.join(","), (first, last));
        let key = round.key;
        let begin = later(end, -72);
        let new = NewSupervision { units: units.join(","), ..NewSupervision::default() };
        self.step(begin, 8, council, key, Actor::Clerk, RoundDeed::Open(new, Some(item)));
        if has_team {
            let symbol = self.symbol("QĐ");
            self.step(begin, 9, council, key, Actor::Standing, step("establish", &symbol));
            self.team(council, key, begin);
            self.outline(council, key, later(begin, 3));
            for at in 0..units.len() {
                self.unit(council, key, at, (begin, later(begin, 24), end));
            }
        }
        self.step(later(end, -27), 16, council, key, Actor::Clerk, step("end", ""));
        if has_team {
            let symbol = self.symbol("BC");
            self.step(later(end, -14), 10, council, key, Actor::Clerk, step("report", &symbol));
        }
        let conclusion = NewConclusion {
            symbol: self.symbol("KL"),
            words: self.chance.pick(&self.words.result).clone(),
            ..NewConclusion::default()
        };
        self.step(end, 7, council, key, Actor::Standing, RoundDeed::Conclude(conclusion));
    }

    fn symbol(&mut self, kind: &str) -> String {
        format!("{:02}/{kind}-HĐND", self.chance.between(3, 58))
    }

    fn team(&mut self, council: usize, key: usize, on: Day) {
        let deputies = self.councils[council].deputies.clone();
        let many = if council == 0 { 6 } else { 4 };
        let first = self.chance.below(deputies.len());
        for n in 0..many {
            let part = match n {
                0 => "leader",
                1 => "secretary",
                _ => "member",
            };
            let person = deputies[(first + n * 5) % deputies.len()].clone();
            let new = NewTeamMember { person, part: part.into(), ..NewTeamMember::default() };
            self.step(on, 10, council, key, Actor::Clerk, RoundDeed::Join(new));
        }
    }

    fn outline(&mut self, council: usize, key: usize, on: Day) {
        let many = usize::try_from(self.chance.between(5, 10)).unwrap_or(6);
        let questions = self.words.questions.iter().take(many).cloned().collect::<Vec<_>>().join("\n");
        self.step(on, 8, council, key, Actor::Clerk, RoundDeed::Questions(questions));
        let plan =
            NewPaper { kind: "plan".into(), symbol: self.symbol("KH"), on: on.to_string(), ..NewPaper::default() };
        self.step(on, 9, council, key, Actor::Clerk, RoundDeed::Paper(plan));
    }

    /// A unit: asked, reports in time or late or is sent back, visited or put off.
    fn unit(&mut self, council: usize, key: usize, at: usize, (begin, due, end): (Day, Day, Day)) {
        let words = self.words;
        let asked = later(begin, 5);
        let visit = later(end, -40 + i64::try_from(at % 3).unwrap_or(0) * 2);
        let deed = |deed: &str| UnitDeed { deed: deed.into(), ..UnitDeed::default() };
        let planned = UnitDeed { due: visit.to_string(), ..deed("plan_visit") };
        self.step(asked, 9, council, key, Actor::Clerk, RoundDeed::Unit(at, planned));
        let ask = UnitDeed { due: due.to_string(), ..deed("ask") };
        self.step(asked, 10, council, key, Actor::Clerk, RoundDeed::Unit(at, ask));
        let fate = self.chance.below(100);
        let came =
            if fate < 64 { later(due, -self.chance.between(0, 4)) } else { later(due, self.chance.between(1, 9)) };
        self.step(came, 14, council, key, Actor::Clerk, RoundDeed::Unit(at, deed("receive")));
        if self.chance.in_hundred(18) {
            let why = self.chance.pick(&words.returned).clone();
            let back = UnitDeed { due: later(came, 5).to_string(), words: why, ..deed("send_back") };
            self.step(later(came, 1), 8, council, key, Actor::Clerk, RoundDeed::Unit(at, back));
            self.step(later(came, 5), 15, council, key, Actor::Clerk, RoundDeed::Unit(at, deed("receive")));
        }
        if self.chance.in_hundred(9) {
            let why = self.chance.pick(&words.postponed).clone();
            let put_off = UnitDeed { words: why, ..deed("postpone") };
            self.step(later(visit, -1), 9, council, key, Actor::Clerk, RoundDeed::Unit(at, put_off));
        } else {
            self.step(later(visit, -12), 9, council, key, Actor::Clerk, RoundDeed::Unit(at, deed("notify")));
            let absent =
                if self.chance.in_hundred(8) { self.chance.pick(&words.absent).clone() } else { String::new() };
            let held = UnitDeed { words: self.chance.pick(&words.minutes).clone(), absent, ..deed("visit") };
            self.step(visit, 16, council, key, Actor::Clerk, RoundDeed::Unit(at, held));
            let found = self.chance.pick(&words.findings).clone();
            self.step(later(visit, 1), 9, council, key, Actor::Clerk, RoundDeed::Finding(at, found));
        }
        self.step(later(end, -26), 9, council, key, Actor::Clerk, RoundDeed::Unit(at, deed("ask_comment")));
        if self.chance.in_hundred(60) {
            let comment = UnitDeed { words: self.chance.pick(&words.comments).clone(), ..deed("comment") };
            self.step(later(end, -22), 9, council, key, Actor::Clerk, RoundDeed::Unit(at, comment));
        }
    }

    /// One that is under way today: reports due, some late, visits next week.
    fn under_way(&mut self, council: usize, key: usize) {
        let words = self.words;
        let topic = words.underway[council % words.underway.len()].clone();
        let begin = later(self.shown, -45);
        let end = later(self.shown, 42);
        let units = self.units(council, &[]);
        let days = (later(self.shown, -20), later(self.shown, 20));
        let item = self.item(council, &topic, "GS-05", "standing_committee", &units.join(","), days);
        let new = NewSupervision { units: units.join(","), ..NewSupervision::default() };
        self.step(begin, 8, council, key, Actor::Clerk, RoundDeed::Open(new, Some(item)));
        let symbol = self.symbol("QĐ");
        self.step(begin, 9, council, key, Actor::Standing, step("establish", &symbol));
        self.team(council, key, begin);
        self.outline(council, key, later(begin, 3));
        for at in 0..units.len() {
            self.unit(council, key, at, (begin, later(self.shown, -6), end));
        }
    }

    /// What stands in this year's programme and has not begun.
    fn ahead(&mut self, council: usize) {
        let words = self.words;
        let topic = words.planned[council % words.planned.len()].clone();
        let units = self.units(council, &[]).join(",");
        let week = i64::try_from(council % 6).unwrap_or(0) * 7;
        let days = (later(self.shown, 80 + week), later(self.shown, 94 + week));
        self.item(council, &topic, "GS-05", "committee", &units, days);
    }

    /// Drafts for next year: the district and two communes mean the same People's Committees in the same weeks.
    fn next_year(&mut self) {
        let words = self.words;
        let Ok(first) = Day::new(self.shown.year() + 1, 3, 10) else { return };
        for council in 0..3 {
            let topic = words.next_year[usize::from(council == 1)].clone();
            // The district's list of those that owe it ends with the People's Committees of its communes, in order.
            let of_commune = |n: usize| self.councils[n].owing.first().map(|(id, _)| id.clone()).unwrap_or_default();
            let units = if council == 0 { [of_commune(1), of_commune(2)].join(",") } else { of_commune(council) };
            let days = (later(first, i64::try_from(council).unwrap_or(0) * 7), later(first, 18));
            let key = FIRST_ITEM + self.items;
            self.items += 1;
            let new = NewItem {
                year: days.0.year().to_string(),
                by: self.body(council, "standing_committee"),
                form: "GS-05".into(),
                title: topic,
                units,
                starts_on: days.0.to_string(),
                ends_on: days.1.to_string(),
                ..NewItem::default()
            };
            self.step(later(self.shown, -9), 9, council, key, Actor::Clerk, RoundDeed::Item(new));
            let proposal = NewProposal {
                year: days.0.year().to_string(),
                content: words.planned[council % words.planned.len()].clone(),
                need: self.chance.pick(&words.needs).clone(),
                ..NewProposal::default()
            };
            self.step(later(self.shown, -8), 9, council, 0, Actor::Clerk, RoundDeed::Propose(proposal));
        }
    }
}

fn step(word: &str, symbol: &str) -> RoundDeed {
    RoundDeed::Step(Stepping { step: word.into(), symbol: symbol.into(), ..Stepping::default() })
}

/// Carries one out. What the order of things no longer allows is left out: the plan does not look at what others did.
#[expect(clippy::too_many_arguments, reason = "one step needs all of it, and nobody else calls it")]
pub fn take(
    app: &App,
    db: &mut Connection,
    member: &Member,
    council: &Council,
    key: usize,
    deed: &RoundDeed,
    known: &mut Known,
    fresh: &mut Known,
) -> Outcome<usize> {
    use diesel::connection::SimpleConnection;
    db.batch_execute("SAVEPOINT step")?;
    match carry_out(app, db, member, council, key, deed, known) {
        Ok(made) => {
            db.batch_execute("RELEASE SAVEPOINT step")?;
            if let Some(id) = made {
                known.insert(key, (id.clone(), String::new()));
                fresh.insert(key, (id, String::new()));
            }
            Ok(1)
        }
        Err(Trouble::Refused(_) | Trouble::Invalid(_) | Trouble::NotFound) => {
            db.batch_execute("ROLLBACK TO SAVEPOINT step; RELEASE SAVEPOINT step")?;
            Ok(0)
        }
        Err(trouble) => Err(trouble),
    }
}

/// Returns the id of what was made, where something was.
fn carry_out(
    app: &App,
    db: &mut Connection,
    member: &Member,
    council: &Council,
    key: usize,
    deed: &RoundDeed,
    known: &Known,
) -> Outcome<Option<String>> {
    let mark = council.mark.as_str();
    match deed {
        RoundDeed::Item(new) => {
            Act::new(app, member, db).run(&|act: &mut Act| programme::add_item(act, mark, new)).map(Some)
        }
        RoundDeed::Approve(year) => approve(app, db, member, council, *year).map(|()| None),
        RoundDeed::Propose(new) => {
            Act::new(app, member, db).run(&|act: &mut Act| proposals::propose(act, mark, new)).map(|_| None)
        }
        RoundDeed::Open(new, item) => {
            let item = item.and_then(|item| known.get(&item)).map(|(id, _)| id.clone()).unwrap_or_default();
            let new = NewSupervision { item, ..new.clone() };
            Act::new(app, member, db).run(&|act: &mut Act| supervision::open(act, mark, &new)).map(Some)
        }
        RoundDeed::Step(_)
        | RoundDeed::Join(_)
        | RoundDeed::Questions(_)
        | RoundDeed::Unit(..)
        | RoundDeed::Paper(_)
        | RoundDeed::Finding(..)
        | RoundDeed::Conclude(_) => {
            let (id, _) = known.get(&key).ok_or(Trouble::NotFound)?;
            within(app, db, member, id, deed).map(|()| None)
        }
    }
}

/// What happens within a supervision that is open.
fn within(app: &App, db: &mut Connection, member: &Member, id: &str, deed: &RoundDeed) -> Outcome<()> {
    let mut run = |verb: &dyn Fn(&mut Act) -> Outcome<()>| Act::new(app, member, db).run(verb);
    let unit_at = |act: &mut Act, at: usize| -> Outcome<String> {
        store::units(act.db, id)?.get(at).map(|unit| unit.id.clone()).ok_or(Trouble::NotFound)
    };
    match deed {
        RoundDeed::Step(stepping) => run(&|act| supervision::step(act, id, stepping)),
        RoundDeed::Join(new) => run(&|act| team::add(act, id, new).map(drop)),
        RoundDeed::Questions(words) => {
            run(&|act| outline::add_questions(act, id, &NewQuestions { words: words.clone() }).map(drop))
        }
        RoundDeed::Paper(new) => run(&|act| outline::add_papers(act, id, new, &[]).map(drop)),
        RoundDeed::Conclude(new) => run(&|act| concluding::conclude(act, id, new).map(drop)),
        RoundDeed::Unit(at, deed) => run(&|act| {
            let unit = unit_at(act, *at)?;
            units::carry_out(act, &unit, deed)
        }),
        RoundDeed::Finding(at, words) => run(&|act| {
            let unit = unit_at(act, *at)?;
            outline::add_finding(act, id, &NewFinding { unit, words: words.clone(), ..NewFinding::default() }).map(drop)
        }),
        RoundDeed::Item(..) | RoundDeed::Approve(_) | RoundDeed::Propose(_) | RoundDeed::Open(..) => Ok(()),
    }
}

/// Decides on every overlap, then approves each programme of the year.
fn approve(app: &App, db: &mut Connection, member: &Member, council: &Council, year: i64) -> Outcome<()> {
    let w = app.locales.words(crate::web::i18n::Language::Vietnamese);
    let row = crate::councils::store::by_id(db, &council.id)?.ok_or(Trouble::NotFound)?;
    let items = programme::store::items_of_year(db, &council.id, year)?;
    let undecided: Vec<overlap::Overlap> =
        overlap::of_items(db, &app.law, &row, &items)?.into_iter().filter(|one| one.decision.is_none()).collect();
    for one in undecided {
        let decision = Deciding {
            other: one.other.clone(),
            decision: if one.alike.is_some() { "keep" } else { "join" }.into(),
            words: w.t("demo-overlap").to_owned(),
        };
        Act::new(app, member, db).run(&|act: &mut Act| deciding::decide(act, &one.item, &decision))?;
    }
    for (n, programme) in programme::store::of_year(db, &council.id, year)?.into_iter().enumerate() {
        let approval = Approval { resolution: format!("{:02}/CTr-HĐND", 31 + n), on: String::new() };
        Act::new(app, member, db).run(&|act: &mut Act| deciding::approve(act, &programme.id, &approval))?;
    }
    Ok(())
}
