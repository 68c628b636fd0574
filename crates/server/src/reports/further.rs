//! What is counted from records that other rooms keep for their own sake: bodies and positions, days of work, places of meetings, issued
//! papers. An office that does not keep these here enters the figure by hand, and then its own number stands.

use std::collections::{BTreeMap, HashSet};

use ::papers::forms::{Catalogue, INCOMING};
use diesel::prelude::*;

use super::{INDICATORS, OfPapers};
use crate::contacts::store::MeetingRow;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::db::schema::{bodies, incoming_papers, mandates, papers, people, positions};
use crate::supervision::store::{SupervisionRow, UnitRow};
use crate::trouble::Outcome;
use crate::web::{paths, ui};

/// A record that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Further {
    /// Which figure.
    pub figure: &'static str,
    /// By what it is known again.
    pub key: String,
    /// Its page.
    pub href: String,
    /// What it is called.
    pub words: String,
}

/// The figures that are counted so, besides those of issued papers.
pub(super) const FIGURES: [&str; 9] = [
    "deputy-groups",
    "committee-members",
    "deputies-left",
    "supervision-days",
    "contact-points",
    "letters",
    "letters-petition",
    "letters-complaint",
    "letters-denunciation",
];

/// What a council has of these in a period.
pub(super) fn gather(
    forms: &Catalogue,
    db: &mut Connection,
    council: &CouncilRow,
    (first, last, until): (&str, &str, &str),
    (supervisions, units, meetings): (&[SupervisionRow], &[UnitRow], &[MeetingRow]),
) -> Outcome<Vec<Further>> {
    let mut all = organisation(db, council, (first, last))?;
    let titles: BTreeMap<&str, &str> = supervisions.iter().map(|row| (row.id.as_str(), row.title.as_str())).collect();
    let mut days = HashSet::new();
    for unit in units {
        let Some(on) =
            unit.visited_on.as_deref().filter(|on| days.insert((unit.supervision_id.clone(), (*on).to_owned())))
        else {
            continue;
        };
        let title = titles.get(unit.supervision_id.as_str()).copied().unwrap_or_default();
        all.push(Further {
            figure: "supervision-days",
            key: format!("{} {on}", unit.supervision_id),
            href: format!("{}/{}", paths::SUPERVISIONS, unit.supervision_id),
            words: format!("{} – {title}", ui::shown(Some(on))),
        });
    }
    let mut places = HashSet::new();
    for meeting in meetings {
        let place = meeting.whereabouts();
        if places.insert(words::fold(&place)) {
            all.push(Further {
                figure: "contact-points",
                key: words::fold(&place),
                href: format!("{}/cuoc/{}", paths::CONTACTS, meeting.id),
                words: place,
            });
        }
    }
    all.extend(letters(forms, db, council, (first, last))?);
    all.extend(issued(forms, db, council, (first, last, until))?);
    Ok(all)
}

/// Groups and members of committees on the last day, deputies who left in the period.
fn organisation(db: &mut Connection, council: &CouncilRow, (first, last): (&str, &str)) -> Outcome<Vec<Further>> {
    let told =
        |figure, (key, words): (String, String)| Further { figure, key, href: paths::COUNCILS.to_owned(), words };
    let stands = bodies::valid_from.le(last).and(bodies::valid_to.is_null().or(bodies::valid_to.ge(last)));
    let groups: Vec<(String, String)> = bodies::table
        .filter(bodies::council_id.eq(&council.id).and(bodies::kind.eq("deputy_group")).and(stands))
        .order((bodies::name, bodies::id))
        .select((bodies::id, bodies::name))
        .load(db)?;
    let members: Vec<(String, String, String)> = positions::table
        .inner_join(bodies::table.on(bodies::id.eq(positions::body_id)))
        .inner_join(people::table.on(people::id.eq(positions::person_id)))
        .filter(bodies::council_id.eq(&council.id).and(bodies::kind.eq("committee")))
        .filter(positions::valid_from.le(last).and(positions::valid_to.is_null().or(positions::valid_to.ge(last))))
        .order((bodies::name, people::sort_key, positions::id))
        .select((positions::id, people::name, bodies::name))
        .load(db)?;
    let left: Vec<(String, String, Option<String>)> = mandates::table
        .inner_join(people::table.on(people::id.eq(mandates::person_id)))
        .filter(mandates::council_id.eq(&council.id).and(mandates::valid_to.between(first, last)))
        .order((mandates::valid_to, mandates::id))
        .select((mandates::id, people::name, mandates::valid_to))
        .load(db)?;
    // With the council itself every mandate ends; that is no leaving.
    let left = left.into_iter().filter(|(.., on)| *on != council.ends_on);
    let groups = groups.into_iter().map(|one| told("deputy-groups", one));
    let members =
        members.into_iter().map(|(id, person, body)| told("committee-members", (id, format!("{person} – {body}"))));
    let left =
        left.map(|(id, person, on)| told("deputies-left", (id, format!("{person} – {}", ui::shown(on.as_deref())))));
    Ok(groups.chain(members).chain(left).collect())
}

/// Citizens' letters that came in, all and by kind. They are told by their number alone: whoever reads a report is not of the office
/// that keeps them.
fn letters(
    forms: &Catalogue,
    db: &mut Connection,
    council: &CouncilRow,
    (first, last): (&str, &str),
) -> Outcome<Vec<Further>> {
    let rows: Vec<(String, String, i64, i64)> = incoming_papers::table
        .filter(incoming_papers::council_id.eq(&council.id).and(incoming_papers::letter.ne("")))
        .filter(incoming_papers::arrived_on.between(first, last))
        .order((incoming_papers::year, incoming_papers::number))
        .select((incoming_papers::id, incoming_papers::letter, incoming_papers::number, incoming_papers::year))
        .load(db)?;
    let told = |(id, letter, number, year): (String, String, i64, i64)| {
        let of_kind = FIGURES.into_iter().filter(move |figure| figure.strip_prefix("letters-") == Some(&letter));
        let words = forms.say("private_letter", &[("n", &number.to_string()), ("year", &year.to_string())]);
        let of = move |figure| Further { figure, key: id.clone(), href: paths::incoming(&id), words: words.clone() };
        std::iter::once("letters").chain(of_kind).map(of)
    };
    Ok(rows.into_iter().flat_map(told).collect())
}

/// What is told of an issued paper by what followed it: whether something came in answer to it or to what took its place, and the
/// fields of the one that stands now.
struct Standing {
    answered: bool,
    fields: String,
}

/// Of each of these papers, by its id, how it stands on a day.
fn standing(
    db: &mut Connection,
    council: &CouncilRow,
    heads: &[String],
    until: &str,
) -> Outcome<BTreeMap<String, Standing>> {
    let answered: Vec<Option<String>> = incoming_papers::table
        .filter(incoming_papers::council_id.eq(&council.id).and(incoming_papers::answers_id.is_not_null()))
        .filter(incoming_papers::arrived_on.le(until))
        .select(incoming_papers::answers_id)
        .load(db)?;
    let answered: HashSet<String> = answered.into_iter().flatten().collect();
    let issued: Vec<(String, Option<String>, String, String)> = papers::table
        .filter(papers::council_id.eq(&council.id).and(papers::state.eq("issued")).and(papers::issued_on.le(until)))
        .filter(papers::id.eq_any(heads).or(papers::earlier_id.is_not_null()))
        .order(papers::id)
        .select((papers::id, papers::earlier_id, papers::form, papers::fields))
        .load(db)?;
    let by: BTreeMap<&str, (&str, &str)> =
        issued.iter().map(|(id, _, form, fields)| (id.as_str(), (form.as_str(), fields.as_str()))).collect();
    // The one of the same form that took the place of another; a letter that corrects takes none.
    let next: BTreeMap<&str, &str> = issued
        .iter()
        .filter_map(|(id, earlier, form, _)| Some((earlier.as_deref()?, id.as_str(), form.as_str())))
        .filter(|(earlier, _, form)| by.get(earlier).is_none_or(|(of, _)| of == form))
        .map(|(earlier, id, _)| (earlier, id))
        .collect();
    let stands = |head: &String| {
        let chain = std::iter::successors(Some(head.as_str()), |id| next.get(id).copied());
        let chain: Vec<&str> = chain.collect();
        let fields = chain.last().and_then(|last| by.get(last)).map(|(_, fields)| (*fields).to_owned());
        let answered = chain.iter().any(|id| answered.contains(*id));
        (head.clone(), Standing { answered, fields: fields.unwrap_or_else(|| "{}".into()) })
    };
    Ok(heads.iter().map(stands).collect())
}

/// Has the day that was written in a field of a paper passed?
fn has_passed(fields: &str, field: &str, until: &str) -> Outcome<bool> {
    let fields: BTreeMap<String, String> = serde_json::from_str(fields)?;
    let day = fields.get(field).and_then(|words| law::day::parse_day(words.trim()).ok());
    Ok(day.is_some_and(|day| day.to_string().as_str() < until))
}

/// Issued papers by form and issuer, for each indicator that counts them.
fn issued(
    forms: &Catalogue,
    db: &mut Connection,
    council: &CouncilRow,
    (first, last, until): (&str, &str, &str),
) -> Outcome<Vec<Further>> {
    let counting: Vec<(&'static str, &'static OfPapers)> =
        INDICATORS.all.iter().filter_map(|one| Some((one.id.as_str(), one.papers.as_ref()?))).collect();
    let rows: Vec<Issued> = papers::table
        .filter(papers::council_id.eq(&council.id).and(papers::state.eq("issued")))
        .filter(papers::issued_on.between(first, last))
        // What stands in the place of another, or corrects it, counts once.
        .filter(papers::earlier_id.is_null())
        .order(papers::id)
        .select(Issued::as_select())
        .load(db)?;
    let by: BTreeMap<String, (String, String)> =
        councils::bodies_of(db, &council.id)?.into_iter().map(|body| (body.id, (body.kind, body.name))).collect();
    let waits = |row: &&Issued| counting.iter().any(|(_, of)| of.waits() && of.forms.contains(&row.form));
    let heads: Vec<String> = rows.iter().filter(waits).map(|row| row.id.clone()).collect();
    let standing = if heads.is_empty() { BTreeMap::new() } else { standing(db, council, &heads, until)? };
    let mut all = Vec::new();
    // A letter counts once, however many slips went on from it.
    let mut letters = HashSet::new();
    for (n, row) in rows.iter().enumerate() {
        let (kind, name) = by.get(&row.body_id).map_or(("council", ""), |(kind, name)| (kind.as_str(), name.as_str()));
        for (figure, of) in counting.iter().filter(|(_, of)| of.counts(&row.form, kind, name)) {
            if of.of_letters && (row.about != INCOMING || !letters.insert((*figure, row.subject_id.as_str()))) {
                continue;
            }
            if let Some(stands) = standing.get(&row.id).filter(|_| of.waits()) {
                let late = !of.unanswered_after.is_empty();
                if late == stands.answered || (late && !has_passed(&stands.fields, &of.unanswered_after, until)?) {
                    continue;
                }
            }
            // Those that name private people are counted, and told by nothing but that they are.
            let (href, words) = if forms.form(&row.form).is_none_or(|form| form.private) {
                (paths::PAPERS.to_owned(), forms.say("private_paper", &[("n", &(n + 1).to_string())]))
            } else {
                (paths::paper(&row.id), format!("{} {}", row.symbol, row.summary))
            };
            all.push(Further { figure, key: row.id.clone(), href, words });
        }
    }
    Ok(all)
}

/// An issued paper as it is counted.
#[derive(Queryable, Selectable)]
#[diesel(table_name = papers)]
struct Issued {
    id: String,
    form: String,
    body_id: String,
    symbol: String,
    summary: String,
    about: String,
    subject_id: String,
}
