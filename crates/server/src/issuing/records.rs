//! What the records give to a paper: words and tables by the names that the forms know (`forms.toml`, `given`).
//!
//! A record is found only in the council that drafts; a test holds that every name of the catalogue is given.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use law::day::Day;
use law::petition::Competence;
use papers::forms::{Catalogue, Columns, Grouped, INCOMING, ISSUED, Values};

use super::onward;
use super::store::PaperRow;
use crate::app::App;
use crate::contacts::{notes, store as contacts};
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::followups::register::{self, Filter, Scope};
use crate::followups::store::{self as followups, FollowupRow};
use crate::petitions::{store as petitions, topics};
use crate::programme::store as programme;
use crate::supervision::store as supervision;
use crate::trouble::{Outcome, Trouble};
use crate::urging::store as urging;
use crate::web::i18n::{Language, Words};
use crate::web::ui::shown;

/// What the record that a paper is about gives to it.
pub fn of(app: &App, db: &mut Connection, council: &CouncilRow, paper: &PaperRow, today: Day) -> Outcome<Values> {
    let id = paper.subject_id.as_str();
    let w = app.locales.words(Language::Vietnamese);
    match paper.about.as_str() {
        "urging" => of_urging(app, db, council, id, today),
        "supervision" => of_supervision(app, db, council, id, &w),
        "programme" => of_programme(app, db, council, id),
        "round" => of_round(app, db, council, id, &w),
        "meeting" => of_meeting(app, db, council, id),
        "period" => crate::reports::paper::given(app, db, council, paper, &w),
        "followups" => of_followups(app, db, council, today),
        ISSUED | INCOMING => onward::given(app, db, council, paper),
        "council" if id.is_empty() => of_council(app, db, council, paper),
        _ if id.is_empty() => Ok(Values::default()),
        _ => Err(Trouble::NotFound),
    }
}

fn words(all: &[(&str, String)]) -> BTreeMap<String, String> {
    all.iter().map(|(name, words)| ((*name).to_owned(), words.clone())).collect()
}

/// Tables of papers about something, by their names.
fn tables<const N: usize>(
    forms: &Catalogue,
    about: &str,
    all: [(&str, Vec<Vec<String>>); N],
) -> BTreeMap<String, Columns> {
    all.into_iter().map(|(name, rows)| (name.to_owned(), forms.table((about, name), rows))).collect()
}

/// What a paper about no record is given: since when it gathers what was issued, where it does.
fn of_council(app: &App, db: &mut Connection, council: &CouncilRow, paper: &PaperRow) -> Outcome<Values> {
    let gathers = app.law.forms.form(&paper.form).is_some_and(|form| form.gathered_forms().next().is_some());
    let from = if gathers { shown(Some(&onward::gathers_from(db, council, paper)?.0)) } else { String::new() };
    Ok(Values { words: words(&[("gom_tu", from)]), ..Values::default() })
}

/// A paper of the ladder: the body, what is overdue, with the log of earlier papers.
fn of_urging(app: &App, db: &mut Connection, council: &CouncilRow, id: &str, today: Day) -> Outcome<Values> {
    let paper = urging::by_id(db, id)?;
    if paper.council_id != council.id {
        return Err(Trouble::NotFound);
    }
    let body = councils::body(db, &paper.body_id)?.ok_or(Trouble::NotFound)?;
    let standing: Vec<String> = urging::items(db, id)?
        .into_iter()
        .filter(|item| item.dropped_on.is_none())
        .map(|item| item.followup_id)
        .collect();
    let mut rows = followups::by_ids(db, &standing)?;
    rows.sort_by(|a, b| (&a.sort_due, &a.id).cmp(&(&b.sort_due, &b.id)));
    let papers = urging::papers_of(db, &standing)?;
    let forms = &app.law.forms;
    let line = |followup: &FollowupRow| {
        let source = if followup.source.is_empty() { String::new() } else { format!(" ({})", followup.source) };
        let late = followup.due_day().and_then(|due| due.until(today).ok()).map_or(0, |span| span.get_days());
        let earlier: Vec<String> = papers
            .iter()
            .filter(|(of, one)| *of == followup.id && one.id != paper.id && one.sent_on.is_some())
            .map(|(_, one)| {
                let on = shown(one.sent_on.as_deref());
                forms.say("earlier_urging", &[("symbol", &one.symbol), ("on", &on)])
            })
            .collect();
        vec![
            format!("{}{source} [{}]", followup.words, followup.number),
            shown(followup.due_on.as_deref()),
            late.to_string(),
            if earlier.is_empty() { forms.say("no_earlier_urging", &[]) } else { earlier.join("; ") },
        ]
    };
    let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
    let told: Vec<String> = lines
        .iter()
        .map(|line| forms.say("one_late", &[("words", &line[0]), ("on", &line[1]), ("days", &line[2])]))
        .collect();
    Ok(Values {
        words: words(&[
            ("don_vi_ten", forms.in_full(&body.name)),
            ("so_viec", lines.len().to_string()),
            ("han_tra_loi", shown(Some(&paper.answer_by))),
            ("lan", crate::urging::letter_number(&app.law, &paper).to_string()),
            ("viec_liet_ke", told.join("\n")),
            ("loi_them", paper.words),
        ]),
        tables: tables(forms, "urging", [("viec", lines)]),
        ..Values::default()
    })
}

fn of_supervision(app: &App, db: &mut Connection, council: &CouncilRow, id: &str, w: &Words) -> Outcome<Values> {
    let forms = &app.law.forms;
    let row = supervision::by_id(db, id)?;
    if row.council_id != council.id {
        return Err(Trouble::NotFound);
    }
    let units = supervision::units(db, id)?;
    let names: HashMap<&str, &str> = units.iter().map(|unit| (unit.id.as_str(), unit.name.as_str())).collect();
    let team = supervision::members(db, id)?;
    let members: Vec<Vec<String>> = team
        .iter()
        .filter(|member| member.valid_to.is_none())
        .map(|member| vec![member.name.clone(), w.k("team-part", &member.part)])
        .collect();
    let listed = units
        .iter()
        .map(|unit| {
            vec![forms.in_full(&unit.name), shown(unit.planned_on.as_deref()), shown(unit.report_due.as_deref())]
        })
        .collect();
    let questions = supervision::questions(db, id)?.into_iter().map(|question| vec![question.words]).collect();
    let findings = supervision::findings(db, id)?
        .into_iter()
        .map(|finding| {
            let unit = finding.unit_id.as_deref().and_then(|id| names.get(id)).copied().unwrap_or_default();
            vec![finding.words, forms.in_full(unit)]
        })
        .collect();
    let owed = supervision::followups_of(db, id)?;
    let bodies = names_of(db, &owed)?;
    let owed_lines = owed
        .iter()
        .map(|one| vec![one.words.clone(), forms.in_full(lead(&bodies, one)), due_words(forms, one)])
        .collect();
    let due = units.iter().filter_map(|unit| unit.report_due.as_deref()).max();
    // With whom the team works: whom it saw last, or else whom it sees next.
    let seen = units.iter().filter(|unit| unit.visited_on.is_some()).max_by_key(|unit| unit.visited_on.clone());
    let next = units.iter().filter(|unit| unit.planned_on.is_some()).min_by_key(|unit| unit.planned_on.clone());
    let works = |unit: Option<&supervision::UnitRow>| unit.map(|unit| forms.in_full(&unit.name)).unwrap_or_default();
    let leader = team.iter().find(|member| member.valid_to.is_none() && member.part == "leader");
    let concluded: Vec<String> = owed
        .iter()
        .map(|one| {
            let due = due_words(forms, one);
            forms.say("one_owed", &[("words", &one.words), ("body", &forms.in_full(lead(&bodies, one))), ("due", &due)])
        })
        .collect();
    Ok(Values {
        words: words(&[
            ("thoi_ky", row.period.clone()),
            ("han_gui_bao_cao", shown(due)),
            ("truong_doan", leader.map(|member| member.name.clone()).unwrap_or_default()),
            ("don_vi_da_lam_viec", works(seen)),
            ("ngay_da_lam_viec", shown(seen.and_then(|unit| unit.visited_on.as_deref()))),
            ("vang_mat", seen.map(|unit| unit.absent.clone()).unwrap_or_default()),
            ("don_vi_se_lam_viec", works(next)),
            ("ngay_se_lam_viec", shown(next.and_then(|unit| unit.planned_on.as_deref()))),
            ("ngay_ket_luan", shown(row.concluded_on.as_deref())),
            ("kien_nghi_liet_ke", concluded.join("\n")),
            ("chuyen_de", forms.lower_first(forms.about_what(&row.title))),
            ("don_vi_ten", units.iter().map(|unit| forms.in_full(&unit.name)).collect::<Vec<_>>().join("\n")),
        ]),
        tables: tables(
            forms,
            "supervision",
            [
                ("doan", members),
                ("don_vi", listed),
                ("cau_hoi", questions),
                ("phat_hien", findings),
                ("kien_nghi", owed_lines),
            ],
        ),
        ..Values::default()
    })
}

/// The names of the lead bodies of follow-ups.
fn names_of(db: &mut Connection, rows: &[FollowupRow]) -> Outcome<HashMap<String, String>> {
    let ids: Vec<String> = rows.iter().filter_map(|row| row.lead_id.clone()).collect();
    Ok(councils::body_names(db, &ids)?.into_iter().collect())
}

/// The lead body by its name, or by the published words where none was found for them.
fn lead<'a>(bodies: &'a HashMap<String, String>, one: &'a FollowupRow) -> &'a str {
    one.lead_id.as_ref().and_then(|id| bodies.get(id)).unwrap_or(&one.lead_words)
}

/// The day of a follow-up, or the published words where there is none.
fn due_words(forms: &Catalogue, one: &FollowupRow) -> String {
    match (&one.due_on, one.due_words.is_empty()) {
        (Some(day), _) => shown(Some(day)),
        (None, false) => one.due_words.clone(),
        (None, true) => forms.say("no_day", &[]),
    }
}

fn of_programme(app: &App, db: &mut Connection, council: &CouncilRow, id: &str) -> Outcome<Values> {
    let forms = &app.law.forms;
    let programme = programme::by_id(db, id)?;
    if programme.council_id != council.id {
        return Err(Trouble::NotFound);
    }
    let items: Vec<_> = programme::items_of_year(db, &council.id, programme.year)?
        .into_iter()
        .filter(|item| item.programme_id == id && item.stands())
        .collect();
    let lines: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            let form = app.law.rulebook.form(&item.form);
            let span = item.span().map_or_else(|| item.time_words.clone(), crate::web::ui::span);
            vec![
                item.title.clone(),
                form.map(|form| form.name.clone()).unwrap_or_default(),
                forms.in_full(&item.unit_words),
                span,
            ]
        })
        .collect();
    let told = |(n, line): (usize, &Vec<String>)| {
        forms.say("one_planned", &[("n", &n.to_string()), ("words", &line[0]), ("when", &line[3])])
    };
    let listed: Vec<String> = (1..).zip(&lines).map(told).collect();
    Ok(Values {
        words: words(&[("nam", programme.year.to_string()), ("noi_dung_liet_ke", listed.join("\n"))]),
        tables: tables(forms, "programme", [("noi_dung", lines)]),
        ..Values::default()
    })
}

fn of_round(app: &App, db: &mut Connection, council: &CouncilRow, id: &str, w: &Words) -> Outcome<Values> {
    let forms = &app.law.forms;
    let round = contacts::round(db, id)?;
    if round.council_id != council.id {
        return Err(Trouble::NotFound);
    }
    let meetings: Vec<_> = contacts::meetings(db, id)?.into_iter().filter(|one| one.state != "cancelled").collect();
    let ids: Vec<String> = meetings.iter().map(|one| one.id.clone()).collect();
    let mut deputies: HashMap<String, Vec<String>> = HashMap::new();
    for (meeting, name) in contacts::deputies_of(db, &ids)? {
        deputies.entry(meeting).or_default().push(name);
    }
    let listed = meetings
        .iter()
        .map(|one| {
            let who = deputies.get(&one.id).map(|all| all.join(", ")).unwrap_or_default();
            vec![when(forms, one), one.whereabouts(), who]
        })
        .collect();
    let notes = notes_of(db, &ids)?;
    // A note that was taken in as several petitions names them all.
    let taken = notes.iter().filter_map(|note| note.petition_number.as_deref()).flat_map(|all| all.split(", "));
    let numbers: BTreeSet<String> = taken.map(str::to_owned).collect();
    let on_spot = notes.iter().filter(|note| !note.answer.is_empty()).count();
    // By the level that answers, and within it by field.
    let mut levels: BTreeMap<(usize, String), Vec<Vec<String>>> = BTreeMap::new();
    for number in &numbers {
        let row = petitions::by_number(db, number)?;
        let level = Competence::ALL.iter().position(|one| row.competence.as_deref() == Some(one.as_str()));
        let line = vec![row.words.clone(), row.place.clone(), forms.in_full(&row.body_words)];
        levels.entry((level.unwrap_or(usize::MAX), topics::name(&row.topic, w))).or_default().push(line);
    }
    let mut said: Vec<Grouped> = Vec::new();
    let mut last = None;
    for ((level, topic), lines) in levels {
        if last != Some(level) {
            let heading = match Competence::ALL.get(level) {
                Some(level) => forms.say("of_level", &[("level", &w.k("competence", level.as_str()))]),
                None => forms.say("no_level", &[]),
            };
            said.push(Grouped::Heading(1, heading));
            last = Some(level);
        }
        if !topic.is_empty() {
            said.push(Grouped::Heading(2, topic));
        }
        said.extend(lines.into_iter().map(Grouped::Line));
    }
    let voters: i64 = meetings.iter().map(|one| one.voters).sum();
    let mut tables = tables(forms, "round", [("lich", listed)]);
    tables.insert("kien_nghi".into(), forms.grouped(("round", "kien_nghi"), said));
    Ok(Values {
        words: words(&[
            ("dot", forms.lower_first(forms.about_what(&round.title))),
            ("so_cuoc", meetings.iter().filter(|one| one.state == "held").count().to_string()),
            ("so_cu_tri", voters.to_string()),
            ("so_y_kien", notes.len().to_string()),
            ("so_kien_nghi", numbers.len().to_string()),
            ("so_tra_loi_tai_cho", on_spot.to_string()),
        ]),
        tables,
        ..Values::default()
    })
}

fn notes_of(db: &mut Connection, meetings: &[String]) -> Outcome<Vec<notes::NoteRow>> {
    let mut all = Vec::new();
    for meeting in meetings {
        all.extend(notes::of_meeting(db, meeting)?.into_iter().filter(|note| note.dropped.is_none()));
    }
    Ok(all)
}

/// When a meeting is: the hour, where one is set, and the day.
fn when(forms: &Catalogue, meeting: &contacts::MeetingRow) -> String {
    let on = shown(Some(&meeting.on_day));
    if meeting.at_time.is_empty() { on } else { forms.say("at", &[("time", &meeting.at_time), ("on", &on)]) }
}

fn of_meeting(app: &App, db: &mut Connection, council: &CouncilRow, id: &str) -> Outcome<Values> {
    let forms = &app.law.forms;
    let meeting = contacts::meeting(db, id)?;
    if meeting.council_id != council.id {
        return Err(Trouble::NotFound);
    }
    let round = contacts::round(db, &meeting.round_id)?;
    let deputies: Vec<String> = contacts::deputies(db, id)?.into_iter().map(|(_, name)| name).collect();
    let said = notes_of(db, std::slice::from_ref(&meeting.id))?
        .into_iter()
        .map(|note| {
            let answered =
                if note.answer.is_empty() { String::new() } else { format!("{}: {}", note.answered_by, note.answer) };
            vec![note.words, note.speaker, answered]
        })
        .collect();
    let voters = if meeting.voters > 0 { meeting.voters.to_string() } else { String::new() };
    Ok(Values {
        words: words(&[
            ("dot", forms.lower_first(forms.about_what(&round.title))),
            ("thoi_gian", when(forms, &meeting)),
            ("dia_diem", meeting.whereabouts()),
            ("dai_bieu", deputies.join(", ")),
            ("so_cu_tri", voters),
            ("dien_bien_da_ghi", meeting.minutes),
        ]),
        tables: tables(forms, "meeting", [("y_kien", said)]),
        ..Values::default()
    })
}

/// Everything that is open in the register, the latest due first; what a paper cannot hold is told.
fn of_followups(app: &App, db: &mut Connection, council: &CouncilRow, today: Day) -> Outcome<Values> {
    const MOST: i64 = 2000;
    let forms = &app.law.forms;
    let scope = Scope::Council(council.id.clone());
    let page = register::whole_page(db, &scope, &Filter::default(), today, &app.law, MOST)?;
    let mut rows = page.rows;
    rows.sort_by(|a, b| (&a.sort_due, &a.id).cmp(&(&b.sort_due, &b.id)));
    let bodies = names_of(db, &rows)?;
    let late = rows.iter().filter(|one| one.due_day().is_some_and(|due| due < today)).count();
    let lines: Vec<Vec<String>> = rows
        .iter()
        .map(|one| {
            let standing = match (one.state.as_str(), one.due_day().is_some_and(|due| due < today)) {
                ("claimed", _) => "claimed",
                (_, true) => "late",
                (_, false) => "under_way",
            };
            let proof = match one.evidence {
                0 => forms.say("no_evidence", &[]),
                n => forms.say("evidence", &[("n", &n.to_string())]),
            };
            vec![
                format!("{} [{}]", one.words, one.number),
                forms.in_full(lead(&bodies, one)),
                due_words(forms, one),
                forms.say(standing, &[]),
                proof,
            ]
        })
        .collect();
    let more =
        if page.next.is_some() { forms.say("not_all", &[("n", &lines.len().to_string())]) } else { String::new() };
    Ok(Values {
        words: words(&[
            ("so_viec_mo", lines.len().to_string()),
            ("so_viec_qua_han", late.to_string()),
            ("con_nua", more),
        ]),
        tables: tables(forms, "followups", [("viec_mo", lines)]),
        ..Values::default()
    })
}
