//! What the pages and the JSON of rounds and meetings show.

use law::contact::MeetingState;
use law::day::Day;
use law::deadline::Reckoning;
use law::role::Act as Deed;
use serde::Serialize;

use super::notes::{self, NoteRow, PhotoRow};
use super::store::{self, CheckinRow, ClockRow, MeetingRow, RoundRow};
use crate::app::App;
use crate::councils::{self, store::CouncilRow};
use crate::db::Connection;
use crate::people::Member;
use crate::rules::steps::{StepLine, lines_of};
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::FormView;
use crate::web::i18n::Words;

/// A clock as shown.
#[derive(Serialize)]
pub struct Clock {
    /// As stored.
    pub row: ClockRow,
    /// What is owed, in the words of the rulebook.
    pub duty: String,
    /// The article.
    pub citation: String,
    /// Whose voters, where it belongs to one meeting.
    pub area: String,
    /// Is it past and not met?
    pub late: bool,
    /// The reckoning, step by step.
    #[serde(skip)]
    pub steps: Vec<StepLine>,
}

/// A meeting in a list.
#[derive(Serialize)]
pub struct MeetingLine {
    /// As stored.
    pub row: MeetingRow,
    /// Names of the deputies.
    pub deputies: Vec<String>,
    /// Notes that stand.
    pub notes: i64,
}

/// A round with its meetings.
#[derive(Serialize)]
pub struct RoundView {
    /// As stored.
    pub row: RoundRow,
    /// The council.
    #[serde(skip)]
    pub council: CouncilRow,
    /// Its meetings.
    pub meetings: Vec<MeetingLine>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
}

/// A meeting with what was said.
#[derive(Serialize)]
pub struct MeetingView {
    /// As stored.
    pub row: MeetingRow,
    /// Its round.
    pub round: RoundRow,
    /// The council.
    #[serde(skip)]
    pub council: CouncilRow,
    /// Name of the deputy group.
    pub group: String,
    /// Deputies: person, name.
    pub deputies: Vec<(String, String)>,
    /// Who was there.
    pub checkins: Vec<CheckinRow>,
    /// What was said.
    pub notes: Vec<NoteRow>,
    /// Photos.
    pub photos: Vec<PhotoRow>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
}

impl MeetingView {
    /// The meeting as it stands, for the form that changes it.
    pub fn stands(&self) -> FormView {
        let row = &self.row;
        let deputies: Vec<&str> = self.deputies.iter().map(|(id, _)| id.as_str()).collect();
        let on = row.on_day.parse().map_or_else(|_| row.on_day.clone(), law::day::office_form);
        FormView::with(&[
            ("on", &on),
            ("at", &row.at_time),
            ("area", &row.area),
            ("place", &row.place),
            ("way", &row.way),
            ("group", row.group_id.as_deref().unwrap_or_default()),
            ("chair", &row.chair),
            ("deputies", &deputies.join(",")),
        ])
    }
}

/// In how many meetings of the term a deputy takes part.
pub struct Load {
    /// The person.
    pub id: String,
    /// The name.
    pub name: String,
    /// Meetings to come.
    pub planned: i64,
    /// Meetings held.
    pub held: i64,
}

/// A round that this member may read.
pub fn seen(db: &mut Connection, member: &Member, id: &str) -> Outcome<(RoundRow, CouncilRow)> {
    let row = store::round(db, id)?;
    let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    if councils::sees(member, &council, Deed::ReadContacts) { Ok((row, council)) } else { Err(Trouble::NotFound) }
}

/// Reads a round.
pub fn round(app: &App, db: &mut Connection, member: &Member, id: &str, w: &Words) -> Outcome<RoundView> {
    let (row, council) = seen(db, member, id)?;
    let meetings = store::meetings(db, id)?;
    let meetings = lines(db, meetings)?;
    let today = app.clock.today();
    let mut clocks = Vec::new();
    for clock in store::clocks(db, id)? {
        let area = meetings.iter().find(|line| Some(&line.row.id) == clock.meeting_id.as_ref());
        let area = area.map(|line| line.row.area.clone()).unwrap_or_default();
        clocks.push(clock_of(app, clock, area, today, w)?);
    }
    Ok(RoundView { row, council, meetings, clocks })
}

/// Meetings with their deputies and counts.
pub fn lines(db: &mut Connection, rows: Vec<MeetingRow>) -> Outcome<Vec<MeetingLine>> {
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let named = store::deputies_of(db, &ids)?;
    let counted = notes::counts(db, &ids)?;
    Ok(rows
        .into_iter()
        .map(|row| MeetingLine {
            deputies: named.iter().filter(|(id, _)| *id == row.id).map(|(_, name)| name.clone()).collect(),
            notes: counted.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count),
            row,
        })
        .collect())
}

fn clock_of(app: &App, row: ClockRow, area: String, today: Day, w: &Words) -> Outcome<Clock> {
    let reckoning: Reckoning = serde_json::from_str(&row.reckoning)?;
    let rule = app.law.rulebook.edition(&row.rule, reckoning.edition);
    Ok(Clock {
        duty: rule.map_or_else(|| row.rule.clone(), |rule| rule.duty.clone()),
        citation: reckoning.citation.clone(),
        late: row.open_on.as_deref().is_some_and(|due| due < today.to_string().as_str()),
        steps: lines_of(&reckoning, w),
        area,
        row,
    })
}

/// Reads a meeting.
pub fn meeting(app: &App, db: &mut Connection, member: &Member, id: &str, w: &Words) -> Outcome<MeetingView> {
    let row = store::meeting(db, id)?;
    let (round, council) = seen(db, member, &row.round_id)?;
    let group = match row.group_id.as_deref() {
        Some(group) => councils::store::body(db, group)?.map(|body| body.name).unwrap_or_default(),
        None => String::new(),
    };
    let today = app.clock.today();
    let mut clocks = Vec::new();
    for clock in store::clocks(db, &round.id)? {
        if clock.meeting_id.as_deref() == Some(id) {
            clocks.push(clock_of(app, clock, String::new(), today, w)?);
        }
    }
    Ok(MeetingView {
        group,
        deputies: store::deputies(db, id)?,
        checkins: store::checkins(db, id)?,
        notes: notes::of_meeting(db, id)?,
        photos: notes::photos(db, id)?,
        clocks,
        row,
        round,
        council,
    })
}

/// Who took part in how many meetings of the term, those with fewest first: so that the next plan is even.
pub fn balance(app: &App, db: &mut Connection, council_id: &str) -> Outcome<Vec<Load>> {
    let today = app.clock.today().to_string();
    let counted = store::balance(db, council_id)?;
    let count = |person: &str, wanted: MeetingState| {
        let found = counted.iter().find(|(id, state, _)| id == person && state == wanted.as_str());
        found.map_or(0, |(_, _, count)| *count)
    };
    let mut loads: Vec<Load> = councils::store::deputies(db, council_id)?
        .into_iter()
        .filter(|one| one.valid_to.as_deref().is_none_or(|last| last >= today.as_str()))
        .map(|one| Load {
            planned: count(&one.id, MeetingState::Planned),
            held: count(&one.id, MeetingState::Held),
            id: one.id,
            name: one.name,
        })
        .collect();
    loads.sort_by_key(|one| one.planned + one.held);
    Ok(loads)
}
