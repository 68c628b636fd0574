//! What is counted from records that other rooms keep for their own sake: bodies and positions, days of work, places of meetings, issued
//! papers. An office that does not keep these here enters the figure by hand, and then its own number stands.

use std::collections::{BTreeMap, HashSet};

use ::papers::forms::Catalogue;
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

/// The issued papers to which something came in answer until a day.
fn answered(db: &mut Connection, council: &CouncilRow, until: &str) -> Outcome<HashSet<String>> {
    let all: Vec<Option<String>> = incoming_papers::table
        .filter(incoming_papers::council_id.eq(&council.id).and(incoming_papers::answers_id.is_not_null()))
        .filter(incoming_papers::arrived_on.le(until))
        .select(incoming_papers::answers_id)
        .load(db)?;
    Ok(all.into_iter().flatten().collect())
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
    let rows: Vec<(String, String, String, String, String, String)> = papers::table
        .filter(papers::council_id.eq(&council.id).and(papers::state.eq("issued")))
        .filter(papers::issued_on.between(first, last))
        // What stands in the place of another, or corrects it, counts once.
        .filter(papers::earlier_id.is_null())
        .order(papers::id)
        .select((papers::id, papers::form, papers::body_id, papers::symbol, papers::summary, papers::fields))
        .load(db)?;
    let by: BTreeMap<String, (String, String)> =
        councils::bodies_of(db, &council.id)?.into_iter().map(|body| (body.id, (body.kind, body.name))).collect();
    let answered = answered(db, council, until)?;
    let mut all = Vec::new();
    for (n, (id, form, body, symbol, summary, fields)) in rows.iter().enumerate() {
        let (kind, name) = by.get(body).map_or(("council", ""), |(kind, name)| (kind.as_str(), name.as_str()));
        for (figure, of) in counting.iter().filter(|(_, of)| of.counts(form, kind, name)) {
            let due = &of.unanswered_after;
            if (of.answered && !answered.contains(id))
                || (!due.is_empty() && (answered.contains(id) || !has_passed(fields, due, until)?))
            {
                continue;
            }
            // Those that name private people are counted, and told by nothing but that they are.
            let (href, words) = if forms.form(form).is_none_or(|form| form.private) {
                (paths::PAPERS.to_owned(), forms.say("private_paper", &[("n", &(n + 1).to_string())]))
            } else {
                (paths::paper(id), format!("{symbol} {summary}"))
            };
            all.push(Further { figure, key: id.clone(), href, words });
        }
    }
    Ok(all)
}
