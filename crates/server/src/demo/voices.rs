//! Voters' petitions of the illustration: said in rounds of meetings before and after each session, doubled by the Front,
//! answered in all classes, sent back, judged; in shares that published reports show.

use law::day::Day;
use serde::Deserialize;

use super::chance::Chance;
use super::places::Council;
use super::story::{Actor, Deed, Step, later};
use super::{Known, Words};
use crate::app::App;
use crate::clock::instant;
use crate::db::Connection;
use crate::db::act::Act;
use crate::followups::answering::Attached;
use crate::people::Member;
use crate::petitions::answering::{self, Closing, NewAnswer, NewOpinion, Returning, SpotAnswer};
use crate::petitions::merging::{self, Joining};
use crate::petitions::recording::{self, NewOccurrence, NewPetition};
use crate::petitions::sorting::{self, Screening, Sending};
use crate::trouble::Outcome;

/// Keys of petitions among what is known, far above those of follow-ups and supervisions.
const FIRST_VOICE: usize = 30_000_000;

/// What voters ask for.
#[derive(Debug, Clone, Deserialize)]
pub struct Voice {
    topic: String,
    says: Vec<String>,
    promise: String,
}

impl Voice {
    /// One way in which it is said in a hamlet.
    pub fn say(&self, n: usize, hamlet: &str) -> String {
        self.says[n % self.says.len()].replace("{h}", hamlet)
    }
}

/// What is said of petitions.
#[derive(Debug, Clone, Deserialize)]
pub struct Voiced {
    spot_by: Vec<String>,
    spot: Vec<String>,
    taken_up: Vec<String>,
    explained: Vec<String>,
    done: Vec<String>,
    elsewhere: Vec<String>,
    general: Vec<String>,
    content: Vec<String>,
    discontent: Vec<String>,
}

/// A deed in the life of a petition.
#[derive(Debug, Clone)]
pub enum VoiceDeed {
    /// Written down.
    Record(NewPetition),
    /// Said again by the other channel.
    Again(NewOccurrence),
    /// Another one (its key) is joined into it.
    Join(usize),
    /// It asks again for what another one (its key) asked for.
    Tie(usize),
    /// Sorted.
    Screen(Screening),
    /// Answered on the spot.
    Spot(SpotAnswer),
    /// Sent to the body.
    Forward(Sending),
    /// Sent to another level.
    Outside(Sending),
    /// Answered, with so many pieces of proof.
    Answer(NewAnswer, usize),
    /// The answer goes back.
    Back(Returning),
    /// Judged.
    Say(NewOpinion),
    /// Closed.
    Close(Closing),
}

impl VoiceDeed {
    /// The other petition that it needs to know.
    pub fn other(&self) -> Option<usize> {
        match self {
            Self::Join(other) | Self::Tie(other) => Some(*other),
            _ => None,
        }
    }
}

struct Voices<'a> {
    words: &'a Words,
    shown: Day,
    chance: &'a mut Chance,
    steps: Vec<Step>,
    count: usize,
}

/// Plans so many petitions in all over the days before a day.
pub fn plan(words: &Words, councils: &[Council], (shown, reach): (Day, i64), many: usize) -> Vec<Step> {
    let mut chance = Chance::new(super::SEED + 2000);
    let mut voices = Voices { words, shown, chance: &mut chance, steps: Vec::new(), count: 0 };
    // The district hears one in five; each commune its share of the rest.
    for (at, council) in councils.iter().enumerate() {
        let share = if at == 0 { many / 5 } else { (many - many / 5) / (councils.len() - 1).max(1) };
        let mut past: Vec<(usize, usize, usize, i64)> = Vec::new();
        for _ in 0..share {
            // Meetings come before and after sessions: four rounds a year.
            let before = voices.chance.between(0, reach / 91) * 91 + voices.chance.between(0, 9);
            voices.petition(at, council, before.min(reach), &mut past);
        }
    }
    voices.steps
}

impl Voices<'_> {
    fn step(&mut self, council: usize, key: usize, day: Day, actor: Actor, deed: VoiceDeed) {
        if day <= self.shown {
            let at = instant(
                day,
                i8::try_from(8 + self.chance.below(9)).unwrap_or(8),
                i8::try_from(self.chance.below(60)).unwrap_or(0),
            );
            self.steps.push(Step { at, council, followup: key, actor, deed: Deed::Voice(Box::new(deed)) });
        }
    }

    fn petition(&mut self, at: usize, council: &Council, before: i64, past: &mut Vec<(usize, usize, usize, i64)>) {
        let (words, key) = (self.words, FIRST_VOICE + self.count);
        self.count += 1;
        let said_on = later(self.shown, -before);
        let (voice, hamlet) = (self.chance.below(words.voice.len()), self.chance.below(words.hamlets.len()));
        let fill = |text: &str| text.replace("{h}", &words.hamlets[hamlet]);
        let of = &words.voice[voice];
        let unit = crate::councils::within_sentence(&council.unit);
        let place = format!("thôn {}, {unit}", words.hamlets[hamlet]);
        let text = fill(&of.says[self.chance.below(of.says.len())]);
        let meeting = format!(
            "Tiếp xúc cử tri {} tháng {}/{}",
            if before % 2 == 0 { "trước kỳ họp" } else { "sau kỳ họp" },
            said_on.month(),
            said_on.year()
        );
        let new = NewPetition {
            words: text,
            place: place.clone(),
            on: said_on.to_string(),
            meeting: meeting.clone(),
            voters: self.chance.between(1, 14).to_string(),
            noted_by: council.people[0].clone(),
            public: "1".into(),
            ..NewPetition::default()
        };
        self.step(at, key, said_on, Actor::Clerk, VoiceDeed::Record(new));
        let twin = past
            .iter()
            .find(|(_, one, there, then)| *one == voice && *there == hamlet && (then - before).abs() < 2)
            .copied();
        let earlier =
            past.iter().find(|(_, one, there, then)| *one == voice && *there == hamlet && *then > before + 60).copied();
        past.push((key, voice, hamlet, before));
        if let Some((other, ..)) = twin {
            // Two people wrote the same down: the office joins most of them.
            if self.chance.in_hundred(70) {
                self.step(at, other.min(key), later(said_on, 2), Actor::Clerk, VoiceDeed::Join(other.max(key)));
                return;
            }
        }
        if self.chance.in_hundred(15) {
            let again = NewOccurrence {
                place,
                channel: "front".into(),
                on: later(said_on, 1).to_string(),
                meeting,
                voters: self.chance.between(1, 6).to_string(),
                ..NewOccurrence::default()
            };
            self.step(at, key, later(said_on, 1), Actor::Clerk, VoiceDeed::Again(again));
        }
        if self.chance.in_hundred(40) {
            self.on_the_spot(at, key, said_on);
            return;
        }
        let outside = self.chance.in_hundred(12);
        let screening = Screening {
            topic: of.topic.clone(),
            competence: if outside {
                "province"
            } else if at == 0 {
                "district"
            } else {
                "commune"
            }
            .into(),
            body: if outside {
                String::new()
            } else {
                council.owing[self.chance.below(council.owing.len().min(4))].0.clone()
            },
            body_words: if outside { "UBND tỉnh".into() } else { String::new() },
            public: "1".into(),
            ..Screening::default()
        };
        self.step(at, key, later(said_on, 3), Actor::Clerk, VoiceDeed::Screen(screening));
        if let Some((other, ..)) = earlier {
            self.step(at, key, later(said_on, 3), Actor::Clerk, VoiceDeed::Tie(other));
        }
        let sent_on = later(said_on, self.chance.between(4, 9));
        let sending = Sending {
            on: sent_on.to_string(),
            document: format!("{}/HĐND", self.chance.between(1, 180)),
            reply_by: if outside { String::new() } else { later(sent_on, 30).to_string() },
            ..Sending::default()
        };
        if outside {
            self.step(at, key, sent_on, Actor::Clerk, VoiceDeed::Outside(sending));
            let ending = Closing {
                ending: "elsewhere".into(),
                words: self.chance.pick(&words.voiced.elsewhere).clone(),
                ..Closing::default()
            };
            self.step(at, key, later(sent_on, 20), Actor::Standing, VoiceDeed::Close(ending));
            return;
        }
        self.step(at, key, sent_on, Actor::Clerk, VoiceDeed::Forward(sending));
        self.answers(at, key, sent_on, &fill(&of.promise));
    }

    fn on_the_spot(&mut self, at: usize, key: usize, said_on: Day) {
        let words = self.words;
        let spot = SpotAnswer {
            by: self.chance.pick(&words.voiced.spot_by).clone(),
            words: self.chance.pick(&words.voiced.spot).clone(),
            on: said_on.to_string(),
        };
        self.step(at, key, later(said_on, 1), Actor::Clerk, VoiceDeed::Spot(spot));
        let ending = Closing { ending: "explained".into(), ..Closing::default() };
        self.step(at, key, later(said_on, 12), Actor::Standing, VoiceDeed::Close(ending));
    }

    fn answers(&mut self, at: usize, key: usize, sent_on: Day, promise: &str) {
        let voiced = &self.words.voiced;
        // One in eight is not answered yet, one in five answered late.
        if self.chance.in_hundred(12) {
            return;
        }
        let days = if self.chance.in_hundred(20) { self.chance.between(31, 75) } else { self.chance.between(10, 30) };
        let on = later(sent_on, days);
        let document = format!("{}/UBND-VP", self.chance.between(20, 900));
        let promised_by = later(on, self.chance.between(60, 400));
        let answer = |class: &str, words: &String| NewAnswer {
            class: class.into(),
            document: document.clone(),
            on: on.to_string(),
            words: words.clone(),
            ..NewAnswer::default()
        };
        let share = self.chance.below(100);
        let (given, proofs, ending) = match share {
            0..8 => (answer("done", self.chance.pick(&voiced.done)), 1, "done"),
            8..24 => {
                let mut given = answer("under_way", self.chance.pick(&voiced.taken_up));
                (given.promise, given.promised_by) = (promise.to_owned(), promised_by.to_string());
                (given, 0, "")
            }
            24..36 => {
                let mut given = answer("accepted_with_time", self.chance.pick(&voiced.taken_up));
                (given.promise, given.promised_by) = (promise.to_owned(), promised_by.to_string());
                (given, 0, "")
            }
            36..48 => {
                let mut given = answer("accepted_without_time", self.chance.pick(&voiced.taken_up));
                promise.clone_into(&mut given.promise);
                (given, 0, "")
            }
            48..56 => (answer("accepted_without_document", self.chance.pick(&voiced.taken_up)), 0, ""),
            _ => (answer("explained", self.chance.pick(&voiced.explained)), 0, "explained"),
        };
        let general = (36..70).contains(&share) && self.chance.in_hundred(30);
        self.step(at, key, on, Actor::Unit, VoiceDeed::Answer(given, proofs));
        if general {
            let flaw = ["general", "off_point", "no_evidence"][self.chance.below(3)];
            let back = Returning {
                flaw: flaw.into(),
                words: self.chance.pick(&voiced.general).clone(),
                reply_by: later(on, 35).to_string(),
            };
            self.step(at, key, later(on, 7), Actor::Standing, VoiceDeed::Back(back));
            let mut second = answer("accepted_with_time", self.chance.pick(&voiced.taken_up));
            second.on = later(on, 30).to_string();
            (second.promise, second.promised_by) = (promise.to_owned(), promised_by.to_string());
            if self.chance.in_hundred(65) {
                self.step(at, key, later(on, 30), Actor::Unit, VoiceDeed::Answer(second, 0));
            }
            return;
        }
        if self.chance.in_hundred(45) {
            let solved = share < 8 || self.chance.in_hundred(35);
            let said = NewOpinion {
                judge: if self.chance.in_hundred(50) { "meeting" } else { "deputy_group" }.into(),
                opinion: if solved {
                    "solved"
                } else if self.chance.in_hundred(50) {
                    "partly"
                } else {
                    "not_solved"
                }
                .into(),
                words: self.chance.pick(if solved { &voiced.content } else { &voiced.discontent }).clone(),
                ..NewOpinion::default()
            };
            self.step(at, key, later(on, 40), Actor::Standing, VoiceDeed::Say(said));
        }
        if !ending.is_empty() {
            let ending = Closing { ending: ending.into(), ..Closing::default() };
            self.step(at, key, later(on, 45), Actor::Standing, VoiceDeed::Close(ending));
        }
    }
}

/// Carries a deed out through the verb that people use. What the order of things no longer allows is left out.
#[expect(clippy::too_many_arguments, reason = "one deed needs all of it, and nobody else calls it")]
pub fn take(
    app: &App,
    db: &mut Connection,
    member: &Member,
    council: &Council,
    key: usize,
    deed: &VoiceDeed,
    evidence: &[Attached],
    (known, fresh): (&mut Known, &mut Known),
) -> Outcome<usize> {
    if let VoiceDeed::Record(new) = deed {
        let number = Act::new(app, member, db).run(&|act: &mut Act| recording::record(act, &council.mark, new))?;
        known.insert(key, (number.clone(), number.clone()));
        fresh.insert(key, (number.clone(), number));
        return Ok(1);
    }
    let Some((_, number)) = known.get(&key).cloned() else { return Ok(0) };
    let other = || {
        let other = deed.other().and_then(|key| known.get(&key)).map(|(_, number)| number.clone());
        Joining { other: other.unwrap_or_default(), words: String::new() }
    };
    Act::new(app, member, db).run(&|act: &mut Act| match deed {
        VoiceDeed::Record(_) => Ok(()),
        VoiceDeed::Again(new) => recording::say_again(act, &number, new),
        VoiceDeed::Join(_) => merging::join(act, &number, &other()),
        VoiceDeed::Tie(_) => merging::tie(act, &number, &other()),
        VoiceDeed::Screen(new) => sorting::screen(act, &number, new),
        VoiceDeed::Spot(new) => answering::answer_on_spot(act, &number, new),
        VoiceDeed::Forward(new) => sorting::forward(act, &number, new),
        VoiceDeed::Outside(new) => sorting::send_outside(act, &number, new),
        VoiceDeed::Answer(new, proofs) => {
            answering::answer(act, &number, new, &evidence[..(*proofs).min(evidence.len())]).map(drop)
        }
        VoiceDeed::Back(new) => answering::send_back(act, &number, new),
        VoiceDeed::Say(new) => answering::say(act, &number, new),
        VoiceDeed::Close(new) => answering::close(act, &number, new, &[]),
    })?;
    Ok(1)
}
