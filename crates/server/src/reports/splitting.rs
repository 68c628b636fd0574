//! Splitting: what indicators count, by the values of a trait of their records (`answered/topic=giao_thong`), as tables and pictures
//! show it.

use std::collections::{BTreeMap, HashMap};

use law::day::Day;
use law::petition::Competence;

use super::counting::Kind;
use super::gathering::Gathered;
use super::{Period, Table};
use crate::app::App;
use crate::petitions::topics;
use crate::web::i18n::Words;

/// How far petitions come, in the order of their way.
pub const FLOW: &[&str] =
    &["not-sent", "on-spot", "waiting", "refused", "explained", "promised", "said-done", "promise-proved", "proved"];

/// Ages of what is open, each with the days up to which it goes; what is older stands in the last.
pub const AGES: &[(&str, Option<i32>)] =
    &[("30", Some(30)), ("90", Some(90)), ("180", Some(180)), ("365", Some(365)), ("older", None)];

impl Gathered {
    /// The value of a trait of a record; empty where it has none, so that no row is missing in a sum.
    pub(super) fn trait_of(&self, kind: Kind, by: &str, n: usize) -> &str {
        let said = match (kind, by) {
            (Kind::Petitions, "competence") => self.petitions[n].competence.as_deref(),
            (Kind::Petitions, "topic") => Some(self.petitions[n].topic.as_str()),
            (Kind::Petitions, "committee") => {
                topics::by_code(&self.petitions[n].topic).map(|topic| topic.committee.as_str())
            }
            (Kind::Petitions, "class") => self.petitions[n].class(),
            (Kind::Petitions, "body") => Some(self.petitions[n].body_words.as_str()),
            (Kind::Petitions, "flow") => Some(self.petitions[n].flow()),
            (Kind::Supervisions, "form") => Some(self.supervisions[n].form.as_str()),
            (Kind::Supervisions, "supervisor") => Some(self.supervisions[n].by_kind.as_str()),
            (Kind::Supervisions, "held-by") => Some(self.held_by[n].as_str()),
            (Kind::Units, "form" | "supervisor" | "held-by") => {
                self.place_of(&self.units[n].supervision_id).map(|of| self.trait_of(Kind::Supervisions, by, of))
            }
            (Kind::Followups, "origin") => Some(self.followups[n].origin.as_str()),
            (Kind::Followups, "body") => Some(self.followups[n].lead_words.as_str()),
            (Kind::Followups, "level") => Some(self.beside[n].level.as_str()),
            (Kind::Followups, "form") => Some(self.beside[n].form.as_str()),
            (Kind::Followups, "supervisor") => Some(self.beside[n].supervisor.as_str()),
            (Kind::Followups, "held-by") => Some(self.beside[n].held_by.as_str()),
            (Kind::Meetings, "contact") => {
                self.place_of(&self.meetings[n].round_id).map(|of| self.trait_of(Kind::Rounds, by, of))
            }
            (Kind::Rounds, "contact") => Some(self.rounds[n].kind.as_str()),
            (Kind::Notes, "contact") => {
                self.place_of(&self.notes[n].meeting_id).map(|of| self.trait_of(Kind::Meetings, by, of))
            }
            (Kind::OpenFollowups, "age") => self.open_followups[n].since.as_deref().map(|since| self.age(since)),
            (Kind::OpenPetitions, "age") => self.open_petitions[n].since.as_deref().map(|since| self.age(since)),
            (Kind::Supervisions, "time") => {
                let row = &self.supervisions[n];
                let began = row.established_on.as_ref().filter(|on| self.holds(Some(on)));
                began.or(row.concluded_on.as_ref()).map(|on| self.time(on))
            }
            (Kind::Meetings, "time") => Some(self.time(&self.meetings[n].on_day)),
            (Kind::Petitions, "time") => Some(self.time(&self.petitions[n].received_on)),
            (Kind::Followups, "time") => self.followups[n].due_on.as_ref().map(|on| self.time(on)),
            _ => None,
        };
        said.unwrap_or_default()
    }

    /// The month of a day, or its year where the period has too many months.
    fn time<'a>(&self, day: &'a str) -> &'a str {
        day.get(..if self.period.is_some_and(|(period, _)| period.in_years()) { 4 } else { 7 }).unwrap_or_default()
    }

    /// How long something has been open at the end of the period: the place of its bound, in days.
    fn age(&self, since: &str) -> &'static str {
        let days = self.period.zip(since.parse::<Day>().ok()).and_then(|((_, until), day)| day.until(until).ok());
        let days = days.map_or(0, |span| span.get_days());
        AGES.iter().find(|(_, bound)| bound.is_none_or(|bound| days <= bound)).map_or("", |(id, _)| id)
    }

    /// The values that a trait has among what indicators count, in the order of their list; those of no list by how many.
    pub fn values(&self, app: &App, table: &Table) -> Vec<String> {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for column in &table.columns {
            for (value, of) in self.grouped(column, &table.by).1 {
                *found.entry(value).or_default() += of.len();
            }
        }
        let whole = match self.period.filter(|_| !found.is_empty()) {
            Some((period, until)) => listed_in(table, period, until),
            None => Vec::new(),
        };
        let order: Vec<&str> = listed(app, &table.by).into_iter().chain(whole.iter().map(String::as_str)).collect();
        // A time in which nothing happened is told too.
        for value in &whole {
            found.entry(value).or_default();
        }
        let mut values: Vec<(&str, usize)> = found.into_iter().collect();
        values.sort_by_key(|(value, count)| {
            let place = order.iter().position(|one| one == value).unwrap_or(order.len());
            (value.is_empty(), place, std::cmp::Reverse(*count))
        });
        values.into_iter().map(|(value, _)| value.to_owned()).collect()
    }

    /// What an indicator counts, by the values of a trait.
    pub fn grouped(&self, id: &str, by: &str) -> (Option<Kind>, HashMap<&str, Vec<usize>>) {
        let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
        let Some((kind, picked)) = self.count(id).and_then(|counted| counted.picked) else { return (None, groups) };
        for n in picked {
            groups.entry(self.trait_of(kind, by, n)).or_default().push(n);
        }
        (Some(kind), groups)
    }
}

/// The values of a trait that has a list, in its order.
fn listed<'a>(app: &'a App, by: &str) -> Vec<&'a str> {
    match by {
        "competence" => Competence::ALL.iter().map(|one| one.as_str()).collect(),
        "topic" => topics::all().iter().map(|one| one.code.as_str()).collect(),
        "committee" => vec!["economy_budget", "culture_society", "legal"],
        "class" => app.law.rulebook.answers.iter().map(|one| one.id.as_str()).collect(),
        "form" => app.law.rulebook.forms.iter().map(|one| one.id.as_str()).collect(),
        "supervisor" => vec!["council", "standing_committee", "committee", "deputy_group", "deputy"],
        "flow" => FLOW.to_vec(),
        "level" => vec!["commune", "district", "province"],
        "contact" => law::contact::Kind::ALL.iter().map(|one| one.as_str()).collect(),
        "origin" => law::followup::Origin::ALL.iter().map(|one| one.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The values of ages, or of the times of a period up to a day, whether anything was counted there or not.
pub fn listed_in(table: &Table, period: Period, until: Day) -> Vec<String> {
    match table.by.as_str() {
        "age" => AGES.iter().map(|(id, _)| (*id).to_owned()).collect(),
        "time" => period.times(until),
        _ => Vec::new(),
    }
}

/// What a value of a trait is called.
pub fn value_name(app: &App, by: &str, value: &str, w: &Words) -> String {
    use crate::followups::line::named;
    let of_rulebook = |found: Option<(&String, &String)>| found.map(|(name, name_en)| named(name, name_en, w));
    let found = match by {
        _ if value.is_empty() => Some(w.t(if by == "body" { "limit-nobody" } else { "report-unsorted" }).to_owned()),
        "competence" | "origin" | "supervisor" | "committee" | "flow" | "level" | "contact" => {
            let family = match by {
                "committee" => "report-committee",
                "flow" => "report-flow",
                "contact" => "contact-kind",
                _ => by,
            };
            Some(w.k(family, value))
        }
        "age" => Some(age_name(value, w)),
        "time" => Some(match value.split_once('-') {
            Some((year, month)) => format!("{}/{year}", month.trim_start_matches('0')),
            None => value.to_owned(),
        }),
        "topic" => Some(topics::name(value, w)),
        "class" => of_rulebook(
            app.law.rulebook.answers.iter().find(|one| one.id == value).map(|one| (&one.name, &one.name_en)),
        ),
        "form" => of_rulebook(app.law.rulebook.form(value).map(|one| (&one.name, &one.name_en))),
        _ => None,
    };
    found.unwrap_or_else(|| value.to_owned())
}

/// What an age is called: up to so many days, between, over.
fn age_name(id: &str, w: &Words) -> String {
    let Some(place) = AGES.iter().position(|(one, _)| *one == id) else { return id.to_owned() };
    let over = place.checked_sub(1).and_then(|before| AGES[before].1);
    match (over, AGES[place].1) {
        (None, Some(to)) => w.n("age-up-to", i64::from(to)),
        (Some(from), Some(to)) => w.nm("age-between", i64::from(from) + 1, i64::from(to)),
        (Some(from), None) => w.n("age-over", i64::from(from)),
        (None, None) => String::new(),
    }
}
