//! The illustration: the two-level system of Bình Giang district and its 16 communes and towns in June 2024, with
//! invented people and invented follow-ups, from one seed, through the same verbs that people use.
//!
//! Names and codes of units are facts; everybody and everything else is made up, and every page says so.

mod chance;
mod places;
mod rounds;
mod story;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use law::day::Day;
use serde::{Deserialize, Serialize};

pub use places::{Account, PASSWORD};

use crate::app::{App, Config};
use crate::clock::{Clock, Ids, stored};
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
use places::Council;
use story::{Actor, Deed, Planner, Step};

/// The day of the illustration: a Thursday, four days before the conference.
pub const SHOWN_DAY: &str = "2024-06-20";
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
    /// Acts carried out.
    pub acts: usize,
    /// Accounts.
    pub accounts: Vec<Account>,
}

/// Makes the illustration in an empty installation.
pub fn make(data: &Path, target: &Target, scale: usize, progress: &dyn Fn(usize, usize)) -> Outcome<Made> {
    let mut app = App::open(data, target, Config::default())?;
    if app.store.read_here(councils::count)? > 0 {
        return Err(Trouble::field("data", "demo-not-empty", data.display().to_string()));
    }
    let shown: Day = SHOWN_DAY.parse().map_err(|_| Trouble::Fault("the shown day is no day".into()))?;
    app.clock = Clock::standing(shown);
    app.ids = Ids::Counted(std::sync::atomic::AtomicU64::new(1));
    app.files = Files::in_folder(&data.join("files"));
    let app = Arc::new(app);
    let mut words: Words =
        toml::from_str(include_str!("words.toml")).map_err(|error| Trouble::Fault(error.to_string()))?;
    words.hash = crate::people::hash_password(PASSWORD)?;
    let words = Arc::new(words);
    let (councils, accounts) = found(&app, &words)?;
    let (steps, follow_ups) = plan(&app, &words, &councils, shown, scale);
    let evidence = evidence(&app)?;
    let acts = carry_out(&app, &councils, &steps, &evidence, progress)?;
    let note = app.locales.words(crate::web::i18n::Language::Vietnamese).t("illustration-note").to_owned();
    app.clock.move_to(crate::clock::instant(shown, 7, 0));
    app.store.write_here(move |db| {
        councils::set_setting(db, "shown_day", SHOWN_DAY)?;
        councils::set_setting(db, "illustration", &note)
    })?;
    let supervisions = app.store.read_here(crate::supervision::store::count)?;
    Ok(Made {
        day: SHOWN_DAY,
        councils: councils.len(),
        follow_ups,
        supervisions,
        acts: acts + councils.len() + 1,
        accounts,
    })
}

fn found(app: &Arc<App>, words: &Arc<Words>) -> Outcome<(Vec<Council>, Vec<Account>)> {
    let operator = Arc::new(Member::operator());
    let first_day: Day = places::TERM_FROM.parse().map_err(|_| Trouble::Fault("the term has no first day".into()))?;
    app.clock.move_to(crate::clock::instant(first_day, 8, 0));
    let (district, communes) = app.act_here(&operator, places::units)?;
    let mut councils: Vec<Council> = Vec::new();
    let mut accounts = Vec::new();
    for (n, unit) in std::iter::once(district).chain(communes).enumerate() {
        let (words, upper) = (Arc::clone(words), councils.first().cloned());
        let (council, more) = app.act_here(&operator, move |act| {
            let mut chance = Chance::new(SEED + u64::try_from(n).unwrap_or(0));
            let mut more = Vec::new();
            let council = places::council(act, &unit, upper.as_ref(), &words, &mut chance, &mut more)?;
            Ok((council, more))
        })?;
        councils.push(council);
        accounts.extend(more);
    }
    // The district also watches over the People's Committees of its communes.
    let below: Vec<(String, String)> = councils[1..].iter().map(|one| one.owing[0].clone()).collect();
    councils[0].owing.extend(below);
    Ok((councils, accounts))
}

fn plan(app: &App, words: &Words, councils: &[Council], shown: Day, scale: usize) -> (Vec<Step>, usize) {
    let mut chance = Chance::new(SEED);
    let mut planner = Planner {
        words,
        ladder: &app.law.rulebook.ladder,
        shown,
        chance: &mut chance,
        steps: Vec::new(),
        count: 0,
        rounds: std::collections::BTreeMap::new(),
    };
    let communes: Vec<String> = councils[1..].iter().map(|one| crate::councils::within_sentence(&one.unit)).collect();
    for (at, council) in councils.iter().enumerate() {
        let (places, many) = if at == 0 {
            (communes.clone(), DISTRICT)
        } else {
            (vec![crate::councils::within_sentence(&council.unit)], COMMUNE)
        };
        planner.council(at, council, &places, many * scale);
    }
    let count = planner.count;
    let rounds = std::mem::take(&mut planner.rounds);
    let mut steps = planner.steps;
    steps.extend(rounds::plan(words, councils, rounds, shown, &mut Chance::new(SEED + 1000)));
    steps.sort_by_key(|step| (step.at, step.followup));
    (steps, count)
}

/// The few files that stand for evidence, kept once.
fn evidence(app: &App) -> Outcome<Vec<Attached>> {
    let w = app.locales.words(crate::web::i18n::Language::Vietnamese);
    ["demo-file-minutes", "demo-file-photo", "demo-file-letter"]
        .iter()
        .map(|key| {
            let content = format!("{}\n{}\n", w.t(key), w.t("illustration-note"));
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

fn carry_out(
    app: &Arc<App>,
    councils: &[Council],
    steps: &[Step],
    evidence: &[Attached],
    progress: &dyn Fn(usize, usize),
) -> Outcome<usize> {
    let all = steps.len();
    let mut known: Known = HashMap::new();
    let mut done = 0;
    let councils = Arc::new(councils.to_vec());
    let evidence = Arc::new(evidence.to_vec());
    for some in steps.chunks(STEPS_A_COMMIT) {
        let (app_then, councils, evidence) = (Arc::clone(app), Arc::clone(&councils), Arc::clone(&evidence));
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
        progress(known.len(), all);
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
            _ => None,
        });
        let rounds = steps.iter().filter_map(|step| match &step.deed {
            Deed::Record(_, _, round) => *round,
            Deed::Round(deed) => deed.item(),
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
    use diesel::connection::SimpleConnection;
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
            let taken =
                Taken { from: format!("demo:{}", step.followup), year: None, alike: Alike::Known(earlier_id.clone()) };
            let (row, _) = recording::record_row(act, &row, &new, Some(taken))?;
            if let Some(round) = &round {
                crate::supervision::store::insert_followup(act.db, round, &row.id)?;
            }
            act.record(&council.id, "followup_recorded", &row.id, &serde_json::json!({ "number": row.number }))?;
            Ok(row)
        })?;
        known.insert(step.followup, (row.id.clone(), row.number.clone()));
        fresh.insert(step.followup, (row.id, row.number));
        return Ok(1);
    }
    let Some((id, number)) = known.get(&step.followup).cloned() else { return Ok(0) };
    // A step that the law refuses takes its own savepoint back, not the whole commit.
    db.batch_execute("SAVEPOINT step")?;
    let outcome = one_deed(app, db, member, council, &step.deed, &id, &number, evidence);
    match outcome {
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
        Deed::Record(..) | Deed::Round(_) => Ok(0),
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

/// The instant at which the illustration ends, as stored: nothing in it is later.
pub fn shown_until() -> String {
    SHOWN_DAY.parse::<Day>().map(|day| stored(crate::clock::instant(day, 17, 0))).unwrap_or_default()
}
