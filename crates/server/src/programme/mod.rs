//! Programmes of a year: what a council and its bodies set out to supervise, who proposed it, and what became of it.
//!
//! Verbs are split by ability: here items are drafted and moved, `proposals` says who asked for them, `deciding` decides on
//! overlaps and approves. Each body has its own programme of a year. It is drafted, overlaps and gaps are pointed out (`overlap`, `gaps`), a
//! person decides on each, and it is approved by a resolution or decision with its number and day. After that items are
//! postponed, carried over or dropped, each with a reason. Law: Luật 87/2015/QH13, Điều 58, 67, 77.

pub mod api;
pub mod deciding;
pub mod gaps;
mod import_pages;
mod item_pages;
pub mod overlap;
pub mod pages;
pub mod proposals;
pub mod published;
pub mod sheet;
pub mod store;
pub mod timeline;
pub mod weeks;

use law::day::Day;
use law::refusal::Refusal;
use law::role::Act as Deed;
use law::supervision::Supervisor;
use serde::Deserialize;
use store::{ItemRow, ProgrammeRow};

use crate::councils::store::{self as councils, BodyRow, CouncilRow};
use crate::db::act::Act;
use crate::followups::recording::LONGEST;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Most letters of a title: real ones reach 195.
const LONGEST_TITLE: usize = 600;
/// Most letters of a short name for lists.
const LONGEST_SHORT: usize = 60;
/// Years between which a programme can lie.
const YEARS: std::ops::RangeInclusive<i64> = 1990..=2098;

/// An item of a programme as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewItem {
    /// The year.
    pub year: String,
    /// Whose programme: id of a body of the council; empty means the council's own.
    pub by: String,
    /// `GS-01` to `GS-12`.
    pub form: String,
    /// The topic, as the programme words it.
    pub title: String,
    /// A short name for lists; empty takes the first words.
    pub short_name: String,
    /// The period that is looked at ("2021–2023").
    pub period: String,
    /// The area ("trên địa bàn huyện").
    pub area: String,
    /// Bodies to be supervised (ids, comma between).
    pub units: String,
    /// The published words that name them.
    pub unit_words: String,
    /// The published words about time ("quý II").
    pub time_words: String,
    /// First day, or a week of the year ("tuần 12").
    pub starts_on: String,
    /// Last day, or a week of the year.
    pub ends_on: String,
    /// The proposal that it takes up.
    pub proposal: String,
    /// Version that was read, when correcting.
    pub version: String,
}

/// What becomes of an item, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Moving {
    /// `postponed`, `carried`, `dropped`, `planned`.
    pub to: String,
    /// Why.
    pub reason: String,
    /// New first day, where it is postponed.
    pub starts_on: String,
    /// New last day.
    pub ends_on: String,
}

/// Whose programme or supervision it is, for the law.
pub fn supervisor_of(body: Option<&BodyRow>) -> Option<Supervisor> {
    match body.map(|body| body.kind.as_str()) {
        None => Some(Supervisor::Council),
        Some("standing_committee") => Some(Supervisor::StandingCommittee),
        Some("committee") => Some(Supervisor::Committee),
        Some("deputy_group") => Some(Supervisor::DeputyGroup),
        Some(_) => None,
    }
}

/// The council and the body that a record is for.
pub fn supervising_body(act: &mut Act, council: &CouncilRow, by: &str) -> Outcome<(Option<String>, Supervisor)> {
    let body = match by.trim() {
        "" => None,
        id => Some(
            councils::body(act.db, id)?
                .filter(|body| body.council_id == council.id)
                .ok_or_else(|| Trouble::field("by", "invalid-body", ""))?,
        ),
    };
    let kind = supervisor_of(body.as_ref()).ok_or_else(|| Trouble::field("by", "invalid-supervisor", ""))?;
    Ok((body.map(|body| body.id), kind))
}

/// May this body use this form at this level on this day? What stands in no form is refused.
pub fn form_allowed(act: &Act, form: &str, by: Supervisor, council: &CouncilRow, on: Day) -> Outcome<()> {
    let form = act
        .app
        .law
        .rulebook
        .form(form.trim())
        .ok_or_else(|| Trouble::field("form", "invalid-supervision-form", form))?;
    let level = level_of(council)?;
    if form.may_be_used_by(by.as_str(), level, on) { Ok(()) } else { Err(Refusal::FormNotTheirs.into()) }
}

/// The level of a council, as the law crate knows it.
pub fn level_of(council: &CouncilRow) -> Outcome<law::rulebook::Level> {
    serde_json::from_value(serde_json::Value::String(council.level.clone()))
        .map_err(|_| Trouble::Fault(format!("council {} has no readable level", council.mark)))
}

fn council_of(act: &mut Act, mark: &str, deed: Deed) -> Outcome<CouncilRow> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(deed, &council.id, &[])?;
    Ok(council)
}

/// An item is added to the programme of a year, which is opened with its first item. Returns the item's id.
pub fn add_item(act: &mut Act, mark: &str, new: &NewItem) -> Outcome<String> {
    let council = council_of(act, mark, Deed::DraftProgramme)?;
    let checked = check(act, &council, new)?;
    form_allowed(act, &new.form, checked.kind, &council, checked.on)?;
    let programme = open_programme(act, &council, &checked)?;
    let item = new_item(act, &programme, new, &checked);
    store::insert_item(act.db, &item, &checked.units)?;
    if !new.proposal.trim().is_empty() {
        let proposal = store::proposal(act.db, new.proposal.trim())?;
        if proposal.council_id != council.id {
            return Err(Trouble::NotFound);
        }
        store::answer_proposal(act.db, &proposal.id, "taken", "", Some(&item.id))?;
    }
    let body = serde_json::json!({ "year": programme.year, "form": item.form, "units": checked.units.len() });
    act.record(&council.id, "programme_item_added", &item.id, &body)?;
    Ok(item.id)
}

/// The words of an item are corrected while its programme is a draft.
pub fn correct_item(act: &mut Act, id: &str, new: &NewItem) -> Outcome<()> {
    let mut item = store::item(act.db, id)?;
    act.may(Deed::DraftProgramme, &item.council_id, &[])?;
    let programme = store::by_id(act.db, &item.programme_id)?;
    still_draft(&programme)?;
    let council = councils::by_id(act.db, &item.council_id)?.ok_or(Trouble::NotFound)?;
    let mut new = new.clone();
    new.year = programme.year.to_string();
    new.by = programme.body_id.clone().unwrap_or_default();
    let checked = check(act, &council, &new)?;
    form_allowed(act, &new.form, checked.kind, &council, checked.on)?;
    if new.version.parse() != Ok(item.version) {
        let stands = |key, stands: &str, typed: &str| (key, stands.to_owned(), typed.to_owned());
        let differences = [
            stands("field-topic", &item.title, new.title.trim()),
            stands("field-time-words", &item.time_words, new.time_words.trim()),
            stands("field-unit-words", &item.unit_words, new.unit_words.trim()),
        ];
        return Err(Trouble::Stale(Box::new(crate::trouble::Stale {
            by: String::new(),
            at: act.stamp(),
            differences: differences.into_iter().filter(|(_, stands, typed)| stands != typed).collect(),
            version: item.version,
        })));
    }
    let fresh = new_item(act, &programme, &new, &checked);
    item = ItemRow {
        id: item.id,
        state: item.state,
        reason: item.reason,
        carried_from: item.carried_from,
        taken_from: item.taken_from,
        version: item.version,
        ..fresh
    };
    store::save_item(act.db, &mut item)?;
    store::replace_units(act.db, &item.id, &checked.units)?;
    act.record(&council.id, "programme_item_corrected", &item.id, &serde_json::json!({ "version": item.version }))
}

/// An item is postponed, carried over to the next year, dropped, or put back; each with a reason.
pub fn move_item(act: &mut Act, id: &str, moving: &Moving) -> Outcome<()> {
    let mut item = store::item(act.db, id)?;
    let programme = store::by_id(act.db, &item.programme_id)?;
    // A draft is its drafters' own; an approved programme is changed by who decides.
    let deed = if programme.state == "approved" { Deed::DecideProgramme } else { Deed::DraftProgramme };
    act.may(deed, &item.council_id, &[])?;
    let mut faults = Vec::new();
    if moving.reason.trim().is_empty() {
        faults.push(FieldFault { field: "reason", key: "invalid-reason-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("reason", &moving.reason, LONGEST));
    let days = NewItem { starts_on: moving.starts_on.clone(), ends_on: moving.ends_on.clone(), ..NewItem::default() };
    let span = weeks::span_of(&days, item.year, &mut faults);
    let may_move = match moving.to.as_str() {
        "planned" => item.state == "postponed" || item.state == "dropped",
        _ => item.stands(),
    };
    if !may_move {
        faults.push(FieldFault { field: "to", key: "invalid-item-not-standing", words: item.title.clone() });
    }
    if is_under_way(act, &item.id)? {
        faults.push(FieldFault { field: "to", key: "invalid-item-opened", words: item.title.clone() });
    }
    if !["postponed", "carried", "dropped", "planned"].contains(&moving.to.as_str()) {
        faults.push(FieldFault { field: "to", key: "invalid-item-state", words: moving.to.clone() });
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    item.state.clone_from(&moving.to);
    item.reason = words::nfc(moving.reason.trim());
    if let Some((first, last)) = span.filter(|_| item.stands()) {
        item.starts_on = Some(first.to_string());
        item.ends_on = Some(last.to_string());
    }
    store::save_item(act.db, &mut item)?;
    let mut carried = None;
    if moving.to == "carried" {
        carried = Some(carry_over(act, &programme, &item)?);
    }
    let body = serde_json::json!({ "to": moving.to, "carried": carried });
    act.record(&item.council_id, "programme_item_moved", &item.id, &body)
}

fn carry_over(act: &mut Act, programme: &ProgrammeRow, item: &ItemRow) -> Outcome<String> {
    let council = councils::by_id(act.db, &item.council_id)?.ok_or(Trouble::NotFound)?;
    let by = programme.body_id.clone().unwrap_or_default();
    let new = NewItem { year: (item.year + 1).to_string(), by, ..NewItem::default() };
    let (body_id, kind) = supervising_body(act, &council, &new.by)?;
    let on = first_of(item.year + 1)?;
    let next = open_programme(
        act,
        &council,
        &Checked { year: item.year + 1, body_id, kind, units: Vec::new(), span: None, on },
    )?;
    still_draft(&next)?;
    let units: Vec<String> =
        store::units_of(act.db, std::slice::from_ref(&item.id))?.into_iter().map(|(_, body, _)| body).collect();
    let id = act.new_id();
    let row = ItemRow {
        id: id.clone(),
        programme_id: next.id,
        year: next.year,
        starts_on: None,
        ends_on: None,
        time_words: String::new(),
        state: "planned".into(),
        reason: String::new(),
        carried_from: Some(item.id.clone()),
        taken_from: None,
        version: 1,
        ..item.clone()
    };
    store::insert_item(act.db, &row, &units)?;
    Ok(id)
}

/// Has a supervision of this item been opened that was not dropped?
pub fn is_under_way(act: &mut Act, item_id: &str) -> Outcome<bool> {
    let held = crate::supervision::store::of_items(act.db, &[item_id.to_owned()])?;
    Ok(held.iter().any(|row| row.stage != "dropped"))
}

pub(super) fn still_draft(programme: &ProgrammeRow) -> Outcome<()> {
    match programme.resolved_on.as_deref().and_then(|day| day.parse().ok()) {
        Some(on) if programme.state == "approved" => Err(Refusal::ProgrammeApproved { on }.into()),
        Some(_) | None => Ok(()),
    }
}

/// What a typed item comes to, once each field has been read.
pub(super) struct Checked {
    pub(super) year: i64,
    pub(super) body_id: Option<String>,
    pub(super) kind: Supervisor,
    pub(super) units: Vec<String>,
    pub(super) span: Option<(Day, Day)>,
    /// The day on which the form must be open to the body.
    pub(super) on: Day,
}

pub(super) fn check(act: &mut Act, council: &CouncilRow, new: &NewItem) -> Outcome<Checked> {
    let year = read_year(&new.year)?;
    let mut faults = Vec::new();
    if new.title.trim().is_empty() {
        faults.push(FieldFault { field: "title", key: "invalid-topic-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("title", &new.title, LONGEST_TITLE));
    faults.extend(FieldFault::too_long("short_name", &new.short_name, LONGEST_SHORT));
    for (field, text) in [("period", &new.period), ("area", &new.area), ("time_words", &new.time_words)] {
        faults.extend(FieldFault::too_long(field, text, LONGEST_TITLE));
    }
    faults.extend(FieldFault::too_long("unit_words", &new.unit_words, LONGEST));
    let span = weeks::span_of(new, year, &mut faults);
    let units = named_units(act, council, &new.units, &mut faults)?;
    let (body_id, kind) = match supervising_body(act, council, &new.by) {
        Ok(found) => found,
        Err(Trouble::Invalid(more)) => {
            faults.extend(more);
            (None, Supervisor::Council)
        }
        Err(other) => return Err(other),
    };
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let on = match span {
        Some((first, _)) => first,
        None => first_of(year)?.max(council.starts_on.parse().unwrap_or(Day::MIN)),
    };
    Ok(Checked { year, body_id, kind, units, span, on })
}

/// The bodies behind typed ids; each must be one that the council may address.
pub fn named_units(
    act: &mut Act,
    council: &CouncilRow,
    ids: &str,
    faults: &mut Vec<FieldFault>,
) -> Outcome<Vec<String>> {
    let asked: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let known = councils::addressees(act.db, council)?;
    let mut units: Vec<String> = Vec::new();
    for id in asked {
        if !known.iter().any(|body| body.id == id) {
            faults.push(FieldFault { field: "units", key: "invalid-unit-unknown", words: id.to_owned() });
        } else if !units.iter().any(|taken| taken == id) {
            units.push(id.to_owned());
        }
    }
    Ok(units)
}

/// The programme of a body for a year, opened where there is none.
pub(super) fn open_programme(act: &mut Act, council: &CouncilRow, checked: &Checked) -> Outcome<ProgrammeRow> {
    let known =
        store::of_year(act.db, &council.id, checked.year)?.into_iter().find(|one| one.body_id == checked.body_id);
    if let Some(known) = known {
        still_draft(&known)?;
        return Ok(known);
    }
    let row = ProgrammeRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        body_id: checked.body_id.clone(),
        by_kind: checked.kind.as_str().into(),
        year: checked.year,
        state: "draft".into(),
        session_on: None,
        resolution: String::new(),
        resolved_on: None,
        resolved_by: String::new(),
        taken_from: None,
        version: 1,
    };
    store::insert(act.db, &row)?;
    Ok(row)
}

pub(super) fn new_item(act: &Act, programme: &ProgrammeRow, new: &NewItem, checked: &Checked) -> ItemRow {
    let title = words::nfc(new.title.trim());
    ItemRow {
        id: act.new_id(),
        programme_id: programme.id.clone(),
        council_id: programme.council_id.clone(),
        year: programme.year,
        form: new.form.trim().to_owned(),
        short_name: short_name(&new.short_name, &title),
        period: words::nfc(new.period.trim()),
        area: words::nfc(new.area.trim()),
        unit_words: words::nfc(new.unit_words.trim()),
        time_words: words::nfc(new.time_words.trim()),
        starts_on: checked.span.map(|(first, _)| first.to_string()),
        ends_on: checked.span.map(|(_, last)| last.to_string()),
        state: "planned".into(),
        reason: String::new(),
        carried_from: None,
        like_key: words::like_key(&title),
        title,
        taken_from: None,
        version: 1,
    }
}

/// The short name typed, or the first words of a long noun without the opening that every title has.
pub fn short_name(typed: &str, title: &str) -> String {
    const OPENINGS: &[&str] = &[
        "Việc thực hiện ",
        "Tình hình thực hiện ",
        "Công tác ",
        "Tình hình ",
        "Kết quả thực hiện ",
        "Kết quả ",
        "Việc ",
    ];
    if !typed.trim().is_empty() {
        return words::nfc(typed.trim());
    }
    let rest = OPENINGS.iter().find_map(|opening| title.strip_prefix(opening)).unwrap_or(title);
    let mut short = String::new();
    for word in rest.split(' ') {
        if short.chars().count() + word.chars().count() + 1 > 44 {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    papers::forms::upper_first(&short)
}

/// A year as typed, within reason.
pub fn read_year(text: &str) -> Outcome<i64> {
    text.trim()
        .parse()
        .ok()
        .filter(|year| YEARS.contains(year))
        .ok_or_else(|| Trouble::field("year", "invalid-year", text.trim()))
}

/// The first day of a year.
pub fn first_of(year: i64) -> Outcome<Day> {
    i16::try_from(year)
        .ok()
        .and_then(|year| Day::new(year, 1, 1).ok())
        .ok_or_else(|| Trouble::Fault(format!("no year {year}")))
}
