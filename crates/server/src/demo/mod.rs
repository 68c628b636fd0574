//! The illustration: the two-level system of Bình Giang district and its 16 communes and towns in June 2024, with
//! invented people and invented follow-ups, from one seed, through the same verbs that people use.
//!
//! Names and codes of units are facts; everybody and everything else is made up, and every page says so.

mod chance;
mod meetings;
mod office;
mod places;
mod rounds;
mod story;
mod today;
mod voices;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use law::day::Day;
use serde::{Deserialize, Serialize};

pub use places::{Account, PASSWORD};

use crate::app::{App, Config};
use crate::clock::{Clock, Ids};
use crate::councils::store as councils;
use crate::db::Target;
use crate::db::act::Act;
use crate::documents::Files;
use crate::followups::answering::{self, Attached, NewDemand, NewExplanation, NewReport, NewResponse};
use crate::followups::due::NewDue;
use crate::followups::judging::NewVerdict;
use crate::followups::recording::{Alike, Taken};
use crate::followups::{due, judging, recording};
use crate::people::{Held, Member};
use crate::trouble::{Outcome, Trouble};
use crate::urging::{self, SignOff};
use chance::Chance;
use places::{Council, Founding, Units};
use story::{Actor, Deed, Planner, Step};

/// The day of the illustration: a Thursday, four days before the conference.
pub const SHOWN_DAY: &str = "2024-06-20";
/// How many days before it the first follow-up was laid down.
const REACH: i64 = 1080;
/// The seed.
const SEED: u64 = 1284;
/// Follow-ups of the district and of each commune, at scale 1.
const DISTRICT: usize = 230;
const COMMUNE: usize = 34;

/// Invented words.
#[derive(Debug, Clone, Deserialize)]
pub struct Words {
    middle_men: Vec<String>,
    middle_women: Vec<String>,
    family: Vec<String>,
    given_men: Vec<String>,
    given_women: Vec<String>,
    hamlets: Vec<String>,
    source: Vec<Source>,
    task: Vec<Task>,
    said: Said,
    round: rounds::RoundWords,
    voice: Vec<voices::Voice>,
    voiced: voices::Voiced,
    #[serde(skip)]
    hash: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Source {
    origin: String,
    title: String,
    /// The topic of the supervision that it concludes; empty where it is no supervision.
    #[serde(default)]
    topic: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    by: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Task {
    text: String,
    product: String,
    proof: String,
    #[serde(default)]
    soft: bool,
}

#[derive(Debug, Clone, Deserialize)]
struct Said {
    vague: Vec<String>,
    event: Vec<String>,
    rhythm: Vec<String>,
    others: Vec<String>,
    progress: Vec<String>,
    completion: Vec<String>,
    partly: Vec<String>,
    rejected: Vec<String>,
    not_done: Vec<String>,
    half_done: Vec<String>,
    off_request: Vec<String>,
    excused: Vec<String>,
    read: Vec<String>,
}

/// Which day the illustration shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The two levels of June 2024: a district and its communes.
    June2024,
    /// Today: the communes of Hải Phòng that they became, in the term 2026–2031, with what was handed over to them.
    Today,
}

/// What was made.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// The day of the illustration.
    pub day: &'static str,
    /// Councils.
    pub councils: usize,
    /// Follow-ups.
    pub follow_ups: usize,
    /// Supervisions.
    pub supervisions: i64,
    /// Voters' petitions.
    pub petitions: i64,
    /// Meetings with voters.
    pub meetings: i64,
    /// Acts carried out.
    pub acts: usize,
    /// Accounts.
    pub accounts: Vec<Account>,
}

/// Makes the illustration in an empty installation.
pub fn make(
    data: &Path,
    target: &Target,
    (scale, petitions): (usize, usize),
    view: View,
    progress: &dyn Fn(usize, usize),
) -> Outcome<Made> {
    let mut app = App::open(data, target, Config::default())?;
    if app.store.read_here(councils::count)? > 0 {
        return Err(Trouble::field("data", "demo-not-empty", data.display().to_string()));
    }
    app.clock = Clock::standing(day_of(SHOWN_DAY)?);
    app.ids = Ids::Counted(std::sync::atomic::AtomicU64::new(1));
    app.files = Files::in_folder(&data.join("files"));
    let app = Arc::new(app);
    let mut words: Words =
        toml::from_str(include_str!("words.toml")).map_err(|error| Trouble::Fault(error.to_string()))?;
    words.hash = crate::people::hash_password(PASSWORD)?;
    let making = Making { evidence: Arc::new(evidence(&app)?), words: Arc::new(words), app, scale, progress };
    let (shown, councils, follow_ups, acts, accounts) = match view {
        View::June2024 => {
            let (_, councils, accounts) = found(&making, true)?;
            let (mut steps, follow_ups) =
                plan(&making, &councils, (day_of(SHOWN_DAY)?, REACH), (DISTRICT, COMMUNE), &[]);
            steps.extend(voices::plan(&making.words, &councils, (day_of(SHOWN_DAY)?, REACH), petitions));
            // The illustration that is measured on follow-ups alone has no voters.
            if petitions > 0 {
                steps.extend(meetings::plan(&making.words, &councils, (day_of(SHOWN_DAY)?, REACH)));
                steps.extend(office::plan()?);
            }
            steps.sort_by_key(|step| (step.at, step.followup));
            let acts = carry_out(&making, &councils, &steps, &mut Known::new())?;
            (SHOWN_DAY, councils.len(), follow_ups, acts, accounts)
        }
        View::Today => today::make(&making)?,
    };
    let app = &making.app;
    let note = app
        .locales
        .words(crate::web::i18n::Language::Vietnamese)
        .s("illustration-note", law::day::office_form(day_of(shown)?));
    app.clock.move_to(crate::clock::instant(day_of(shown)?, 7, 0));
    app.store.write_here(move |db| {
        councils::set_setting(db, "shown_day", shown)?;
        councils::set_setting(db, "illustration", &note)
    })?;
    let supervisions = app.store.read_here(crate::supervision::store::count)?;
    let petitions = app.store.read_here(crate::petitions::store::count)?;
    let meetings = app.store.read_here(crate::contacts::store::count)?;
    Ok(Made {
        petitions,
        meetings,
        day: shown,
        councils,
        follow_ups,
        supervisions,
        acts: acts + councils + 1,
        accounts,
    })
}

fn day_of(stored: &str) -> Outcome<Day> {
    stored.parse().map_err(|_| Trouble::Fault(format!("{stored} is no day")))
}

/// What every part of the making needs.
struct Making<'a> {
    app: Arc<App>,
    words: Arc<Words>,
    evidence: Arc<Vec<Attached>>,
    scale: usize,
    progress: &'a dyn Fn(usize, usize),
}

/// Founds the district and its communes, with accounts where people of that day are to sign in.
fn found(making: &Making, with_accounts: bool) -> Outcome<(Units, Vec<Council>, Vec<Account>)> {
    let operator = Arc::new(Member::operator());
    making.app.clock.move_to(crate::clock::instant(day_of(places::TERM_FROM)?, 8, 0));
    let units = making.app.act_here(&operator, places::units)?;
    let mut councils: Vec<Council> = Vec::new();
    let mut accounts = Vec::new();
    for (n, unit) in std::iter::once(&units.district).chain(&units.communes).enumerate() {
        let (words, upper, unit) = (Arc::clone(&making.words), councils.first().cloned(), unit.clone());
        let (council, more) = making.app.act_here(&operator, move |act| {
            let mut chance = Chance::new(SEED + u64::try_from(n).unwrap_or(0));
            let mut more = Vec::new();
            let new = Founding {
                unit_id: &unit,
                upper: upper.as_ref(),
                term: "2021–2026",
                from: places::TERM_FROM,
                on: SHOWN_DAY,
                mark_end: "",
            };
            let opened = with_accounts.then_some(&mut more);
            let council = places::council(act, &new, &words, &mut chance, opened)?;
            Ok((council, more))
        })?;
        councils.push(council);
        accounts.extend(more);
    }
    owed_by_communes(&mut councils);
    Ok((units, councils, accounts))
}

/// The first council also watches over the People's Committees of the communes below it.
fn owed_by_communes(councils: &mut [Council]) {
    let below: Vec<(String, String)> = councils[1..].iter().map(|one| one.owing[0].clone()).collect();
    councils[0].owing.extend(below);
}

/// Plans the lives of so many follow-ups at each level until a day, with the supervisions that they came out of, and what
/// becomes of those taken over before: council, due day.
fn plan(
    making: &Making,
    councils: &[Council],
    (shown, reach): (Day, i64),
    (upper, lower): (usize, usize),
    taken_over: &[(usize, Option<Day>)],
) -> (Vec<Step>, usize) {
    let mut chance = Chance::new(SEED);
    let mut planner = Planner {
        words: &making.words,
        ladder: &making.app.law.rulebook.ladder,
        shown,
        reach,
        chance: &mut chance,
        steps: Vec::new(),
        count: 0,
        rounds: std::collections::BTreeMap::new(),
    };
    for (council, due) in taken_over {
        planner.taken_over(*council, *due, story::later(shown, -reach));
    }
    let communes: Vec<String> = councils[1..].iter().map(|one| crate::councils::within_sentence(&one.unit)).collect();
    for (at, council) in councils.iter().enumerate() {
        let (places, many) = if at == 0 {
            (communes.clone(), upper)
        } else {
            (vec![crate::councils::within_sentence(&council.unit)], lower)
        };
        planner.council(at, council, &places, many * making.scale);
    }
    let count = planner.count;
    let rounds = std::mem::take(&mut planner.rounds);
    let mut steps = planner.steps;
    steps.extend(rounds::plan(&making.words, councils, rounds, (shown, reach), &mut Chance::new(SEED + 1000)));
    steps.sort_by_key(|step| (step.at, step.followup));
    (steps, count - taken_over.len())
}

/// The few files that stand for evidence, kept once.
fn evidence(app: &App) -> Outcome<Vec<Attached>> {
    let w = app.locales.words(crate::web::i18n::Language::Vietnamese);
    ["demo-file-minutes", "demo-file-photo", "demo-file-letter"]
        .iter()
        .map(|key| {
            let content = format!("{}\n{}\n", w.t(key), w.t("illustration"));
            Ok(Attached {
                name: format!("{}.txt", w.t(key)),
                content_hash: app.files.keep(content.as_bytes())?,
                size: i64::try_from(content.len()).unwrap_or(0),
            })
        })
        .collect()
}

fn member(council: &Council, actor: Actor) -> Member {
    use law::role::Role;
    let (role, name, body_id) = match actor {
        Actor::Clerk => (Role::Clerk, &council.people[0], None),
        Actor::Standing => (Role::StandingCommittee, &council.people[1], None),
        // The clerk writes down what units send on paper; the name is the unit's.
        Actor::Unit => (Role::Clerk, &council.people[2], None),
    };
    Member {
        account_id: "program".into(),
        name: name.clone(),
        roles: vec![Held { council_id: council.id.clone(), body_id, role }],
        ..Member::program()
    }
}

/// Steps that share one transaction: the illustration is made once, and nobody waits for its single acts.
const STEPS_A_COMMIT: usize = 400;

/// What is known of a follow-up that was written down: id, number.
type Known = HashMap<usize, (String, String)>;

/// Carries steps out in the order of time; `known` grows by what they write down.
fn carry_out(making: &Making, councils: &[Council], steps: &[Step], known: &mut Known) -> Outcome<usize> {
    let app = &making.app;
    let all = steps.len();
    let mut done = 0;
    let councils = Arc::new(councils.to_vec());
    for some in steps.chunks(STEPS_A_COMMIT) {
        let (app_then, councils, evidence) = (Arc::clone(app), Arc::clone(&councils), Arc::clone(&making.evidence));
        let some = some.to_vec();
        let known_then = known.clone_for(&some);
        let (acts, fresh) = app.store.write_here(move |db| {
            let mut known = known_then.clone();
            let mut fresh: Known = HashMap::new();
            let mut acts = 0;
            for step in &some {
                app_then.clock.move_to(step.at);
                let council = &councils[step.council];
                let member = member(council, step.actor);
                acts += take_step(&app_then, db, &member, council, step, &evidence, &mut known, &mut fresh)?;
            }
            Ok((acts, fresh))
        })?;
        known.extend(fresh);
        done += acts;
        (making.progress)(known.len(), all);
    }
    Ok(done)
}

trait CloneFor {
    /// Only what these steps need: the whole map would be copied for each commit.
    fn clone_for(&self, steps: &[Step]) -> Known;
}

impl CloneFor for Known {
    fn clone_for(&self, steps: &[Step]) -> Known {
        let repeats = steps.iter().filter_map(|step| match &step.deed {
            Deed::Record(_, repeats, _) => *repeats,
            Deed::Voice(deed) => deed.other(),
            Deed::Office(paper) => paper.other(),
            _ => None,
        });
        let rounds = steps.iter().filter_map(|step| match &step.deed {
            Deed::Record(_, _, round) => *round,
            Deed::Round(deed) => deed.item(),
            Deed::Meet(deed) => deed.round(),
            _ => None,
        });
        steps
            .iter()
            .map(|step| step.followup)
            .chain(repeats)
            .chain(rounds)
            .filter_map(|at| self.get(&at).map(|known| (at, known.clone())))
            .collect()
    }
}

/// Carries one step out. A step that the order of things no longer allows (already closed, already claimed) is left
/// out: the plan does not look at what the others did.
#[expect(clippy::too_many_arguments, reason = "one step needs all of it, and nobody else calls it")]
fn take_step(
    app: &App,
    db: &mut crate::db::Connection,
    member: &Member,
    council: &Council,
    step: &Step,
    evidence: &[Attached],
    known: &mut Known,
    fresh: &mut Known,
) -> Outcome<usize> {
    if let Deed::Round(deed) = &step.deed {
        return rounds::take(app, db, member, council, step.followup, deed, known, fresh);
    }
    if let Deed::Record(new, repeats, round) = &step.deed {
        let round = round.and_then(|at| known.get(&at).map(|(id, _)| id.clone()));
        let mut new = new.clone();
        let earlier = repeats.and_then(|at| known.get(&at).cloned());
        let earlier_id = earlier.map(|(id, _)| id);
        if let Some(id) = &earlier_id {
            // The same thing is asked of the same body again.
            let before = crate::followups::store::by_id(db, id)?;
            if before.council_id == council.id {
                new.words = before.words;
                new.title = before.title;
                new.lead = before.lead_id.unwrap_or_default();
                new.lead_words = before.lead_words;
            }
        }
        let row = Act::new(app, member, db).run(&|act: &mut Act| {
            let row = councils::by_id(act.db, &council.id)?.ok_or(Trouble::NotFound)?;
            let taken = Taken {
                from: format!("demo:{}:{}", council.mark, step.followup),
                year: None,
                alike: Alike::Known(earlier_id.clone()),
            };
            let (row, _) = recording::record_row(act, &row, &new, Some(taken))?;
            if let Some(round) = &round {
                crate::supervision::store::insert_followup(act.db, round, &row.id, None)?;
            }
            act.record(&council.id, "followup_recorded", &row.id, &serde_json::json!({ "number": row.number }))?;
            Ok(row)
        })?;
        known.insert(step.followup, (row.id.clone(), row.number.clone()));
        fresh.insert(step.followup, (row.id, row.number));
        return Ok(1);
    }
    if let Deed::Voice(deed) = &step.deed {
        let at = step.followup;
        return kept(db, |db| voices::take(app, db, member, council, at, deed, evidence, (known, fresh)));
    }
    if let Deed::Meet(deed) = &step.deed {
        let at = step.followup;
        return kept(db, |db| meetings::take(app, db, member, council, at, deed, (known, fresh)));
    }
    if let Deed::Office(paper) = &step.deed {
        let at = (step.followup, paper.as_ref());
        return kept(db, |db| office::take(app, db, (member, council), at, (known, fresh)));
    }
    let Some((id, number)) = known.get(&step.followup).cloned() else { return Ok(0) };
    // A step that the law refuses takes its own savepoint back, not the whole commit.
    kept(db, |db| one_deed(app, db, member, council, &step.deed, &id, &number, evidence))
}

/// Keeps what a step did, or takes it back where the law refuses it.
fn kept(
    db: &mut crate::db::Connection,
    step: impl FnOnce(&mut crate::db::Connection) -> Outcome<usize>,
) -> Outcome<usize> {
    use diesel::connection::SimpleConnection;
    db.batch_execute("SAVEPOINT step")?;
    match step(db) {
        Ok(acts) => {
            db.batch_execute("RELEASE SAVEPOINT step")?;
            Ok(acts)
        }
        Err(Trouble::Refused(_) | Trouble::Invalid(_)) => {
            db.batch_execute("ROLLBACK TO SAVEPOINT step; RELEASE SAVEPOINT step")?;
            Ok(0)
        }
        Err(trouble) => Err(trouble),
    }
}

#[expect(clippy::too_many_arguments, reason = "one deed needs all of it, and nobody else calls it")]
fn one_deed(
    app: &App,
    db: &mut crate::db::Connection,
    member: &Member,
    council: &Council,
    deed: &Deed,
    id: &str,
    number: &str,
    evidence: &[Attached],
) -> Outcome<usize> {
    let mut run = |verb: &dyn Fn(&mut Act) -> Outcome<()>| Act::new(app, member, db).run(verb).map(|()| 1);
    match deed {
        Deed::Record(..) | Deed::Round(_) | Deed::Voice(_) | Deed::Meet(_) | Deed::Office(_) => Ok(0),
        Deed::Respond(response, words) => {
            let new = NewResponse { response: (*response).into(), words: words.clone() };
            run(&|act| answering::respond(act, number, &new))
        }
        Deed::Report(words, completion, pieces) => {
            let kind = if *completion { "completion" } else { "" };
            let new = NewReport { words: words.clone(), kind: kind.into(), ..NewReport::default() };
            let attached: Vec<Attached> = evidence.iter().cycle().take(*pieces).cloned().collect();
            run(&|act| answering::report(act, number, &new, &attached))
        }
        Deed::SetDue(day, reason) => {
            let new = NewDue { due_on: day.to_string(), reason: reason.clone(), ..NewDue::default() };
            run(&|act| due::set_due(act, number, &new).map(drop))
        }
        Deed::Judge(verdict, words) => {
            let new = NewVerdict { verdict: (*verdict).into(), words: words.clone() };
            run(&|act| judging::judge(act, number, &new))
        }
        Deed::Ask(by) => {
            let new = NewDemand {
                rule: String::new(),
                by: by.to_string(),
                words: app.locales.words(crate::web::i18n::Language::Vietnamese).t("demo-demand").to_owned(),
            };
            run(&|act| answering::ask_explanation(act, number, &new))
        }
        Deed::Explain => {
            let words = app.locales.words(crate::web::i18n::Language::Vietnamese).t("demo-explanation").to_owned();
            let new = NewExplanation { words };
            run(&|act| answering::explain(act, number, &new))
        }
        Deed::Paper => paper(app, db, member, council, id),
    }
}

/// Drafts, signs and sends one paper for one follow-up.
fn paper(app: &App, db: &mut crate::db::Connection, member: &Member, council: &Council, id: &str) -> Outcome<usize> {
    let ids = [id.to_owned()];
    let drafted = Act::new(app, member, db).run(&|act: &mut Act| {
        let day = act.today;
        let drafted = urging::draft(act, &council.id, &ids, day)?;
        let body = serde_json::json!({ "papers": drafted.papers, "items": drafted.items });
        act.record(&council.id, "papers_drafted", &council.id, &body)?;
        Ok(drafted)
    })?;
    if drafted.items == 0 {
        return Ok(1);
    }
    let papers = urging::store::papers_of(db, &ids)?;
    let Some((_, paper)) = papers.into_iter().find(|(_, paper)| paper.sent_on.is_none()) else { return Ok(1) };
    let running =
        crate::db::chain::next_number(db, &format!("{}:papers", council.id), i64::from(app.clock.today().year()))?;
    let sign_off = SignOff { symbol: format!("{running:02}/CV-HĐND"), ..SignOff::default() };
    Act::new(app, member, db).run(&|act: &mut Act| urging::sign(act, &paper.id, &sign_off))?;
    Act::new(app, member, db).run(&|act: &mut Act| urging::send(act, &paper.id))?;
    Ok(3)
}
