//! Papers of the office in the illustration: a submission and its verification, a question and its answer, citizens' letters.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::places::Council;
use super::story::{Actor, Deed, Step};
use super::{Known, day_of};
use crate::app::App;
use crate::clock::instant;
use crate::councils::store as councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::issuing::incoming::{self, NewIncoming};
use crate::issuing::{self, NewPaper, Written, store};
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};

/// Keys of these papers among what is known, above those of meetings.
const FIRST_PAPER: usize = 70_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    paper: Vec<Paper>,
}

/// A paper as the file tells it: what came in, or what is issued.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    on: String,
    #[serde(default)]
    incoming: Option<NewIncoming>,
    /// The paper that it answers, by its place in the file.
    #[serde(default)]
    answers: Option<usize>,
    /// The paper that came in and from which it goes on.
    #[serde(default)]
    from: Option<usize>,
    #[serde(default)]
    form: String,
    /// With what the name of the body that issues it begins; the first that may where it is empty.
    #[serde(default)]
    body: String,
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

impl Paper {
    /// The paper that it needs to know.
    pub fn other(&self) -> Option<usize> {
        self.from.or(self.answers).map(|at| FIRST_PAPER + at)
    }
}

/// Plans the papers of the upper council.
pub fn plan() -> Outcome<Vec<Step>> {
    let file: File = toml::from_str(include_str!("office.toml")).map_err(|error| Trouble::Fault(error.to_string()))?;
    let steps = file.paper.into_iter().enumerate().map(|(n, paper)| {
        Ok(Step {
            at: instant(day_of(&paper.on)?, 9, 30),
            council: 0,
            actor: Actor::Clerk,
            followup: FIRST_PAPER + n,
            deed: Deed::Office(Box::new(paper)),
        })
    });
    steps.collect()
}

/// Carries one out.
pub fn take(
    app: &App,
    db: &mut Connection,
    (member, council): (&Member, &Council),
    (key, paper): (usize, &Paper),
    (known, fresh): (&mut Known, &mut Known),
) -> Outcome<usize> {
    let other = paper.other().and_then(|at| known.get(&at).cloned());
    let made = if let Some(new) = &paper.incoming {
        let new = NewIncoming { answers: other.map(|(_, symbol)| symbol).unwrap_or_default(), ..new.clone() };
        Act::new(app, member, db).run(&|act| Ok((incoming::note(act, &council.mark, &new, &[])?, String::new())))?
    } else {
        let bodies = councils::bodies_of(db, &council.id)?.into_iter();
        let body = bodies.filter(|body| body.name.starts_with(&paper.body)).find(|_| !paper.body.is_empty());
        let new = NewPaper {
            form: paper.form.clone(),
            body: body.map(|body| body.id).unwrap_or_default(),
            about: if other.is_some() { papers::forms::INCOMING.into() } else { String::new() },
            subject: other.map(|(id, _)| id).unwrap_or_default(),
        };
        let id = Act::new(app, member, db).run(&|act| issuing::begin(act, &council.mark, &new))?;
        let mut fields: BTreeMap<String, String> = serde_json::from_str(&store::by_id(db, &id)?.fields)?;
        fields.extend(paper.fields.clone());
        let written = Written { fields, signer: council.people[1].clone(), ..Written::default() };
        Act::new(app, member, db).run(&|act| issuing::write(act, &id, &written))?;
        let symbol = Act::new(app, member, db).run(&|act| issuing::issue(act, &id))?;
        (id, symbol)
    };
    known.insert(key, made.clone());
    fresh.insert(key, made);
    Ok(1)
}
