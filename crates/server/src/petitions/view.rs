//! What the page and the JSON of a petition show: where it was said, its route, answers and promises, proof, opinions, what it
//! repeats, what may ask for the same, and what this person may do now.

use law::day::Day;
use law::petition::Stage;
use law::role::{Act as Deed, Reach, reach};
use serde::Serialize;

use super::store::{self, AnswerRow, ClockRow, MergeRow, OccurrenceRow, OpinionRow, PetitionRow, ProofRow, StepRow};
use super::{finding, topics};
use crate::app::App;
use crate::councils::{self, store::CouncilRow};
use crate::db::Connection;
use crate::followups::store::FollowupRow;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Words;

/// An answer with what it promised.
#[derive(Debug, Clone, Serialize)]
pub struct Answered {
    /// The answer.
    #[serde(flatten)]
    pub row: AnswerRow,
    /// Name of its class.
    pub class_name: String,
    /// Who answered.
    pub by: String,
    /// What it promised.
    pub promises: Vec<FollowupRow>,
}

/// A petition that asked for the same before, with its answers.
#[derive(Debug, Clone, Serialize)]
pub struct Earlier {
    /// The petition.
    pub row: PetitionRow,
    /// Its answers.
    pub answers: Vec<Answered>,
}

/// A petition that may ask for the same, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// The petition.
    pub row: PetitionRow,
    /// How likely, in hundredths.
    pub share: i64,
    /// Is it more likely than not?
    pub likely: bool,
    /// What both name.
    pub same: String,
    /// What differs.
    pub differs: String,
    /// May it be joined, or only tied?
    pub joins: bool,
}

/// What a person may do with a petition now.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one for each act")]
pub struct May {
    /// Say it again.
    pub say_again: bool,
    /// Sort it.
    pub screen: bool,
    /// Write down what was answered on the spot.
    pub on_spot: bool,
    /// Send it on or elsewhere.
    pub send: bool,
    /// Answer it.
    pub answer: bool,
    /// Send the answer back.
    pub send_back: bool,
    /// Write down opinions.
    pub say: bool,
    /// Close it.
    pub close: bool,
    /// Join, part, tie, set back, take back.
    pub handle: bool,
    /// Write down that the result was made public.
    pub publish: bool,
    /// Open it again.
    pub reopen: bool,
    /// Add proof.
    pub proof: bool,
}

/// A petition as shown.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// The record.
    pub row: PetitionRow,
    /// The council.
    #[serde(skip)]
    pub council: CouncilRow,
    /// Name of its topic.
    pub topic: String,
    /// Name of the competent body.
    pub body: String,
    /// Where it was said.
    pub occurrences: Vec<OccurrenceRow>,
    /// Petitions joined into it.
    pub joined: Vec<PetitionRow>,
    /// Joins, undone ones too.
    pub merges: Vec<MergeRow>,
    /// Into which it was joined.
    pub into: Option<PetitionRow>,
    /// Earlier ones that it repeats, latest first.
    pub earlier: Vec<Earlier>,
    /// Later ones that repeat it.
    pub later: Vec<PetitionRow>,
    /// In how many years, and since when, it was asked; how often something was promised.
    pub asked: (usize, String, usize),
    /// Answers.
    pub answers: Vec<Answered>,
    /// Proof.
    pub proofs: Vec<ProofRow>,
    /// Opinions.
    pub opinions: Vec<OpinionRow>,
    /// Clocks.
    pub clocks: Vec<ClockRow>,
    /// History.
    pub steps: Vec<StepRow>,
    /// What may ask for the same; only for who may join.
    pub candidates: Vec<Candidate>,
    /// Three guesses of the topic, for who sorts it: code, name, words that led to it.
    pub guesses: Vec<(String, String, String)>,
    /// The body usually asked, for who sorts it.
    pub usual_body: String,
    /// Is the reply late?
    pub late: bool,
    /// What may be done.
    pub may: May,
}

/// A petition, for somebody who may read it.
pub fn seen(db: &mut Connection, member: &Member, number: &str) -> Outcome<(PetitionRow, CouncilRow)> {
    let row = store::by_number(db, number)?;
    let council = councils::store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let own = member.own_bodies();
    let of_own_body = row.body_id.as_ref().is_some_and(|body| own.contains(body));
    // A body sees what was sent to it, not what is still being sorted.
    let sent = !matches!(row.stage.as_str(), "received" | "screened" | "on_spot");
    if councils::sees_all(member, &council, Deed::ReadPetitions) || (of_own_body && sent) {
        Ok((row, council))
    } else {
        Err(Trouble::NotFound)
    }
}

/// The earlier petitions that one repeats, latest first, itself first.
pub fn chain(db: &mut Connection, row: &PetitionRow) -> Outcome<Vec<PetitionRow>> {
    const LONGEST_CHAIN: usize = 30;
    let mut chain = vec![row.clone()];
    while let Some(earlier) = chain.last().and_then(|last| last.repeats_id.clone()) {
        if chain.len() >= LONGEST_CHAIN || chain.iter().any(|known| known.id == earlier) {
            break;
        }
        chain.push(store::by_id(db, &earlier)?);
    }
    Ok(chain)
}

/// Reads a petition for its page.
pub fn read(app: &App, db: &mut Connection, member: &Member, number: &str, w: &Words) -> Outcome<View> {
    let (row, council) = seen(db, member, number)?;
    let own_side = councils::sees_all(member, &council, Deed::ReadPetitions);
    let stage = row.stage()?;
    let may = may_do(member, &row, stage);
    let answers = answers_of(app, db, &row, w)?;
    let mut earlier = Vec::new();
    for one in chain(db, &row)?.into_iter().skip(1) {
        earlier.push(Earlier { answers: answers_of(app, db, &one, w)?, row: one });
    }
    let occurrences = store::occurrences(db, &row.id)?;
    let first = earlier.last().map_or(&row, |one| &one.row);
    let since = store::occurrences(db, &first.id)?.first().map(|one| one.on_day[..4].to_owned());
    let times =
        occurrences.len() + earlier.iter().map(|one| usize::try_from(one.row.occurrences).unwrap_or(0)).sum::<usize>();
    let promised =
        answers.iter().chain(earlier.iter().flat_map(|one| &one.answers)).map(|one| one.promises.len()).sum();
    let asked = (times, since.unwrap_or_else(|| row.received_on[..4].to_owned()), promised);
    let sorting = may.screen && row.merged_into.is_none();
    let comparing = may.handle && !stage.is_over();
    let candidates = if comparing { candidates_of(db, &row, w)? } else { Vec::new() };
    let guesses = if sorting { guesses_of(app, db, &row, w)? } else { Vec::new() };
    let usual_body = match (sorting, guesses.first()) {
        (true, Some((topic, _, _))) => store::usual_body(db, &row.council_id, topic)?.unwrap_or_default(),
        _ => String::new(),
    };
    let body = body_name(db, row.body_id.as_deref(), &row.body_words)?;
    let into = row.merged_into.as_deref().map(|id| store::by_id(db, id)).transpose()?;
    Ok(View {
        topic: topics::name(&row.topic, w),
        body,
        joined: store::merged(db, &row.id)?,
        merges: store::merges(db, &row.id)?,
        into,
        earlier,
        later: if own_side { store::repeating(db, &row.id)? } else { Vec::new() },
        asked,
        answers,
        proofs: store::proofs(db, &row.id)?,
        opinions: store::opinions(db, &row.id)?,
        clocks: store::clocks(db, &row.id)?,
        steps: if own_side { store::steps(db, &row.id)? } else { Vec::new() },
        late: row.is_late(app.clock.today()),
        occurrences,
        candidates,
        guesses,
        usual_body,
        may,
        council,
        row,
    })
}

/// What the law and the stage let this person do.
fn may_do(member: &Member, row: &PetitionRow, stage: Stage) -> May {
    let today: Day = stage.day();
    let in_council = |deed: Deed| member.may_in(deed, &row.council_id);
    let own_body = member.roles.iter().any(|held| {
        reach(held.role, Deed::AnswerPetition) == Reach::OwnBody
            && held.body_id.is_some()
            && held.body_id == row.body_id
    });
    let open = row.merged_into.is_none();
    let handle = open && in_council(Deed::HandlePetition);
    let judge = open && in_council(Deed::JudgeAnswer);
    May {
        say_again: open && in_council(Deed::RecordPetition),
        screen: handle && stage.screen(today).is_ok(),
        on_spot: handle && stage.answer_on_spot(today).is_ok(),
        send: handle && stage.forward(today).is_ok(),
        answer: open && (in_council(Deed::AnswerPetition) || own_body) && stage.answer(today).is_ok(),
        send_back: judge && stage.send_back(today).is_ok(),
        say: judge && stage.judge(today).is_ok(),
        publish: handle
            && row.is_public == 1
            && matches!(
                stage,
                Stage::OnSpot { .. } | Stage::Answered { .. } | Stage::Judged { .. } | Stage::Closed { .. }
            ),
        reopen: handle && matches!(stage, Stage::Closed { .. }),
        proof: open && (in_council(Deed::AnswerPetition) || own_body) && !stage.is_over(),
        close: open
            && in_council(Deed::ClosePetition)
            && law::petition::Ending::ALL.iter().any(|ending| stage.close(*ending, 1, today).is_ok()),
        handle,
    }
}

/// The answers to a petition with their class in words and what each promises.
pub fn answers_of(app: &App, db: &mut Connection, row: &PetitionRow, w: &Words) -> Outcome<Vec<Answered>> {
    let promises = store::promises(db, &row.id)?;
    let mut found = Vec::new();
    for answer in store::answers(db, &row.id)? {
        let class = app.law.rulebook.answer(&answer.class);
        let class_name = class
            .map_or(answer.class.clone(), |one| if w.code() == "vi" { one.name.clone() } else { one.name_en.clone() });
        let by = body_name(db, answer.body_id.as_deref(), &answer.body_words)?;
        let of_answer = promises.iter().filter(|(id, _)| *id == answer.id).map(|(_, followup)| followup.clone());
        found.push(Answered { class_name, by, promises: of_answer.collect(), row: answer });
    }
    Ok(found)
}

/// The name of a body of the register, or the words that were typed.
pub fn body_name(db: &mut Connection, id: Option<&str>, typed: &str) -> Outcome<String> {
    let known = id.map(|id| councils::store::body(db, id)).transpose()?.flatten();
    Ok(known.map_or_else(|| typed.to_owned(), |body| body.name))
}

fn candidates_of(db: &mut Connection, row: &PetitionRow, w: &Words) -> Outcome<Vec<Candidate>> {
    let like = finding::alike(db, &row.council_id, &row.words, &row.place, Some(&row.id))?;
    let tied = row.repeats_id.clone();
    Ok(like
        .into_iter()
        .filter(|(other, _)| Some(&other.id) != tied.as_ref())
        .map(|(other, alike)| candidate(other, &alike, w))
        .collect())
}

/// A candidate with its reason in words.
pub fn candidate(row: PetitionRow, alike: &words::Alike, w: &Words) -> Candidate {
    let named = |keys: &[&'static str]| keys.iter().map(|key| words::concept(key).to_owned()).collect::<Vec<_>>();
    let same = named(&alike.shared).into_iter().chain(alike.names.iter().cloned()).collect::<Vec<_>>().join(", ");
    let mut differs: Vec<String> = named(&alike.apart).into_iter().chain(alike.other_names.iter().cloned()).collect();
    if alike.other_commune {
        differs.push(w.t("petition-other-commune").to_owned());
    }
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 100")]
    let share = (alike.score * 100.0).round() as i64;
    Candidate {
        share,
        likely: alike.score >= 0.5,
        same,
        differs: differs.join(", "),
        joins: matches!(row.stage.as_str(), "received" | "screened"),
        row,
    }
}

fn guesses_of(app: &App, db: &mut Connection, row: &PetitionRow, w: &Words) -> Outcome<Vec<(String, String, String)>> {
    Ok(topics::guess(topics::learnt(app, db, &row.council_id)?.as_ref(), &row.words)
        .into_iter()
        .map(|guess| (guess.topic.clone(), topics::name(&guess.topic, w), guess.words.join(", ")))
        .collect())
}
