//! Meetings with voters of the illustration: four rounds a year at both levels, each in some hamlets, shared evenly among
//! deputies; the last ones with what was said, the next ones still to come.

use law::day::Day;

use super::chance::Chance;
use super::places::Council;
use super::story::{Actor, Deed, Step, later};
use super::{Known, Words};
use crate::app::App;
use crate::clock::instant;
use crate::contacts::notes::{self, Sent, SentNote};
use crate::contacts::{self, Holding, NewMeeting, NewRound};
use crate::db::Connection;
use crate::db::act::Act;
use crate::people::Member;
use crate::trouble::Outcome;

/// Keys of rounds and meetings among what is known, above those of petitions.
const FIRST_MEETING: usize = 60_000_000;
/// Days from one round to the next.
const APART: i64 = 91;
/// Days that a round takes.
const LASTS: i64 = 9;
/// Meetings of a round: of the upper council, of a lower one.
const MEETINGS: (usize, usize) = (4, 2);

/// A deed in the life of a round.
#[derive(Debug, Clone)]
pub enum MeetDeed {
    /// Planned.
    Plan(NewRound),
    /// A meeting of a round (its key) is set.
    Set(usize, NewMeeting),
    /// Notes arrive.
    Note(Sent),
    /// Held.
    Hold(Holding),
}

impl MeetDeed {
    /// The round that it needs to know.
    pub fn round(&self) -> Option<usize> {
        match self {
            Self::Set(round, _) => Some(*round),
            Self::Plan(_) | Self::Note(_) | Self::Hold(_) => None,
        }
    }
}

/// Plans the rounds of the days before a day, and the one that comes.
pub fn plan(words: &Words, councils: &[Council], (shown, reach): (Day, i64)) -> Vec<Step> {
    let mut chance = Chance::new(super::SEED + 3000);
    let mut steps = Vec::new();
    let mut key = FIRST_MEETING;
    for (at, council) in councils.iter().enumerate() {
        let count = if at == 0 { MEETINGS.0 } else { MEETINGS.1 };
        let mut turn = 0;
        for round in -1..=(reach / APART) {
            let last = later(shown, if round < 0 { LASTS } else { -round * APART });
            let first = later(last, -LASTS);
            let before = round.rem_euclid(2) == 1;
            let new = NewRound {
                kind: if before { "before_session" } else { "after_session" }.into(),
                session: format!("kỳ họp {} năm {}", if last.month() <= 8 { "giữa" } else { "cuối" }, last.year()),
                starts_on: first.to_string(),
                ends_on: last.to_string(),
                plan_document: format!("{}/KH-TTHĐND", chance.between(3, 90)),
                ..NewRound::default()
            };
            let round_key = key;
            key += 1;
            let mut step = |day: Day, hour: i8, key: usize, deed: MeetDeed| {
                if day <= shown {
                    let at_time = instant(day, hour, i8::try_from(chance.below(60)).unwrap_or(0));
                    let deed = Deed::Meet(Box::new(deed));
                    steps.push(Step { at: at_time, council: at, followup: key, actor: Actor::Clerk, deed });
                }
            };
            step(later(first, -12), 8, round_key, MeetDeed::Plan(new));
            for n in 0..count {
                let on = later(first, i64::try_from(n).unwrap_or(0) * 2 + 1);
                let hamlet = &words.hamlets[(turn * 3 + n + at) % words.hamlets.len()];
                let named: Vec<String> = (0..2)
                    .filter_map(|one| council.deputies.get((turn * 2 + one) % council.deputies.len().max(1)).cloned())
                    .collect();
                turn += 1;
                let group =
                    council.supervising.iter().find(|(kind, _)| kind == "deputy_group").map(|(_, id)| id.clone());
                let meeting = NewMeeting {
                    on: on.to_string(),
                    at: "19 giờ 30".into(),
                    area: format!("thôn {hamlet}, {}", crate::councils::within_sentence(&council.unit)),
                    place: format!("Nhà văn hóa thôn {hamlet}"),
                    group: group.unwrap_or_default(),
                    deputies: named.join(","),
                    chair: "Đại diện Ban Thường trực Ủy ban MTTQ".into(),
                    ..NewMeeting::default()
                };
                step(later(first, -11), 9, key, MeetDeed::Set(round_key, meeting));
                if round == 0 {
                    let voice = &words.voice[(turn * 5 + at) % words.voice.len()];
                    let other = &words.voice[(turn * 7 + at + 3) % words.voice.len()];
                    step(on, 20, key, MeetDeed::Note(said(key, on, [voice.say(0, hamlet), other.say(1, hamlet)])));
                }
                let voters = 40 + (turn * 17 + at * 5) % 60;
                let minutes = "Hội nghị diễn ra đúng chương trình; ý kiến cử tri đã ghi đầy đủ (minh họa).";
                let holding = Holding { voters: voters.to_string(), minutes: minutes.into(), ..Holding::default() };
                if on < shown {
                    step(later(on, 1), 8, key, MeetDeed::Hold(holding));
                }
                key += 1;
            }
        }
    }
    steps
}

/// What was noted at a meeting, as a phone sends it.
fn said(key: usize, on: Day, words: [String; 2]) -> Sent {
    let notes = words.into_iter().enumerate().map(|(n, words)| SentNote {
        id: format!("demo-note-{key}-{n}"),
        edit: format!("demo-edit-{key}-{n}"),
        words,
        voters: 1 + i64::try_from(key % 4).unwrap_or(0),
        noted_at: format!("{on}T12:4{n}:00Z"),
        ..SentNote::default()
    });
    Sent { notes: notes.collect(), came_at: format!("{on}T12:20:00Z"), counted: 50 }
}

/// Carries a deed out through the verb that people use.
pub fn take(
    app: &App,
    db: &mut Connection,
    member: &Member,
    council: &Council,
    key: usize,
    deed: &MeetDeed,
    (known, fresh): (&mut Known, &mut Known),
) -> Outcome<usize> {
    let id = known.get(&key).map(|(id, _)| id.clone());
    let round = deed.round().and_then(|key| known.get(&key)).map(|(id, _)| id.clone());
    let made = Act::new(app, member, db).run(&|act: &mut Act| match (deed, &id, &round) {
        (MeetDeed::Plan(new), _, _) => contacts::plan(act, &council.mark, new).map(Some),
        (MeetDeed::Set(_, new), _, Some(round)) => contacts::set_meeting(act, round, new).map(Some),
        (MeetDeed::Note(sent), Some(id), _) => notes::take(act, id, sent).map(|_| None),
        (MeetDeed::Hold(new), Some(id), _) => contacts::hold(act, id, new).map(|()| None),
        (MeetDeed::Set(..) | MeetDeed::Note(_) | MeetDeed::Hold(_), _, _) => Err(crate::trouble::Trouble::NotFound),
    })?;
    if let Some(id) = made {
        known.insert(key, (id.clone(), id.clone()));
        fresh.insert(key, (id.clone(), id));
    }
    Ok(1)
}
