//! How an office words a form otherwise, and the template that it made itself in Word. Both are an office's own data: checked when
//! they are kept, shown before they are used, dropped to go back to ours.

use diesel::prelude::*;
use law::role::Act as Deed;
use papers::forms::{Catalogue, Form, Values};
use papers::own;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::councils::store as councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::{paper_templates, paper_wordings};
use crate::followups::answering::Attached;
use crate::trouble::{Outcome, Trouble};

/// The longest text of a form.
const LONGEST: usize = 40_000;
/// How often one place stands in a form at the most: what is typed there may be long.
const MOST_TIMES: usize = 4;

/// What an office says otherwise in a form, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = paper_wordings)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct WordingRow {
    pub council_id: String,
    pub form: String,
    pub summary: String,
    pub grounds: String,
    pub body: String,
    pub by_name: String,
    pub on_day: String,
}

/// An office's own template of a form, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = paper_templates)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct TemplateRow {
    pub council_id: String,
    pub form: String,
    pub name: String,
    pub size: i64,
    pub content_hash: String,
    pub by_name: String,
    pub on_day: String,
}

/// What an office says otherwise in a form; none where it says what ours does.
pub fn of(db: &mut Connection, council_id: &str, form: &str) -> Outcome<Option<WordingRow>> {
    Ok(paper_wordings::table.find((council_id, form)).select(WordingRow::as_select()).first(db).optional()?)
}

/// The forms that an office worded otherwise, and those for which it has a template.
pub fn own_forms(db: &mut Connection, council_id: &str) -> Outcome<(Vec<String>, Vec<String>)> {
    let worded = paper_wordings::table.filter(paper_wordings::council_id.eq(council_id)).select(paper_wordings::form);
    let made = paper_templates::table.filter(paper_templates::council_id.eq(council_id)).select(paper_templates::form);
    Ok((worded.load(db)?, made.load(db)?))
}

/// An office's own template of a form.
pub fn template(db: &mut Connection, council_id: &str, form: &str) -> Outcome<Option<TemplateRow>> {
    Ok(paper_templates::table.find((council_id, form)).select(TemplateRow::as_select()).first(db).optional()?)
}

/// A form in an office's words.
pub fn form_of(app: &App, db: &mut Connection, council_id: &str, id: &str) -> Outcome<Form> {
    let form = app.law.forms.form(id).ok_or_else(|| Trouble::Fault(format!("form `{id}` is gone")))?;
    Ok(match of(db, council_id, id)? {
        Some(own) => form.reworded(&own.summary, &own.grounds, &own.body),
        None => form.clone(),
    })
}

/// A form's words as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewWording {
    /// What it is about.
    pub summary: String,
    /// Grounds, a line each.
    pub grounds: String,
    /// The text.
    pub body: String,
}

/// A form in these words, where every place of it exists.
pub fn checked(forms: &Catalogue, form: &Form, new: &NewWording) -> Outcome<Form> {
    for (field, words) in [("summary", &new.summary), ("grounds", &new.grounds), ("body", &new.body)] {
        Trouble::too_long(field, words, LONGEST)?;
    }
    if new.body.trim().is_empty() {
        return Err(Trouble::field("body", "invalid-wording-empty", ""));
    }
    for line in new.summary.lines().chain(new.grounds.lines()).chain(new.body.lines()).map(str::trim) {
        if line.matches("{{").count() != line.matches("}}").count() {
            return Err(Trouble::field("body", "invalid-wording-unbalanced", line));
        }
        let begins = ["{{table ", "{{?table ", "{{picture "];
        let alone = |begin: &&str| line.starts_with(*begin) && line.ends_with("}}") && line.matches("{{").count() == 1;
        if begins.iter().any(|begin| line.contains(*begin)) && !begins.iter().any(alone) {
            return Err(Trouble::field("body", "invalid-wording-table", line));
        }
    }
    for place in new.body.split("{{").skip(1).filter_map(|rest| rest.split_once("}}").map(|(place, _)| place)) {
        if new.body.matches(&format!("{{{{{place}}}}}")).count() > MOST_TIMES {
            return Err(Trouble::field("body", "invalid-wording-often", format!("{{{{{place}}}}}")));
        }
    }
    let nfc = |words: &str| words::nfc(words.trim());
    let reworded = form.reworded(&nfc(&new.summary), &nfc(&new.grounds), &nfc(&new.body));
    let unknown = forms.unknown_places(&reworded, crate::reports::is_indicator);
    match unknown.first() {
        Some(place) => Err(Trouble::field("body", "invalid-wording-place", format!("{{{{{place}}}}}"))),
        None => Ok(reworded),
    }
}

/// Keeps how an office words a form.
pub fn keep(act: &mut Act, mark: &str, form: &str, new: &NewWording) -> Outcome<()> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::IssuePaper, &council.id, &[])?;
    let shipped = act.app.law.forms.form(form).cloned().ok_or(Trouble::NotFound)?;
    checked(&act.app.law.forms, &shipped, new)?;
    let row = WordingRow {
        council_id: council.id.clone(),
        form: form.to_owned(),
        summary: words::nfc(new.summary.trim()),
        grounds: words::nfc(new.grounds.trim()),
        body: words::nfc(new.body.trim()),
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
    };
    if diesel::update(paper_wordings::table.find((&row.council_id, &row.form))).set(&row).execute(act.db)? == 0 {
        diesel::insert_into(paper_wordings::table).values(&row).execute(act.db)?;
    }
    act.record(&council.id, "form_reworded", form, &serde_json::json!({ "body": row.body }))
}

/// Goes back to our words of a form.
pub fn drop_wording(act: &mut Act, mark: &str, form: &str) -> Outcome<()> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::IssuePaper, &council.id, &[])?;
    if diesel::delete(paper_wordings::table.find((&council.id, form))).execute(act.db)? == 0 {
        return Err(Trouble::NotFound);
    }
    act.record(&council.id, "form_as_shipped", form, &serde_json::json!({}))
}

/// Why a template that was brought is not taken.
fn not_taken(not: &own::NotRead) -> Trouble {
    let (key, words) = match not {
        own::NotRead::NotADocument(_) => ("invalid-template-no-document", String::new()),
        own::NotRead::Macros => ("invalid-template-macros", String::new()),
        own::NotRead::Declarations => ("invalid-template-no-document", String::new()),
        own::NotRead::TooLarge => ("invalid-file-too-large", String::new()),
        own::NotRead::Unbalanced(around) => ("invalid-template-unbalanced", around.clone()),
        own::NotRead::TableNotAlone(place) => ("invalid-template-table", place.clone()),
    };
    Trouble::field("files", key, words)
}

/// Keeps an office's own template of a form, where every place of it exists.
pub fn keep_template(act: &mut Act, mark: &str, form: &str, file: &Attached) -> Outcome<()> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::IssuePaper, &council.id, &[])?;
    let shipped = act.app.law.forms.form(form).cloned().ok_or(Trouble::NotFound)?;
    let places = own::places(&act.app.files.read(&file.content_hash)?).map_err(|not| not_taken(&not))?;
    if places.is_empty() {
        return Err(Trouble::field("files", "invalid-template-no-place", ""));
    }
    let known = |place: &str| {
        super::composing::HEAD.contains(&place.trim_start_matches('?'))
            || act.app.law.forms.knows(&shipped, place, crate::reports::is_indicator)
    };
    if let Some(unknown) = places.iter().find(|place| !known(place)) {
        return Err(Trouble::field("files", "invalid-template-place", format!("{{{{{unknown}}}}}")));
    }
    // Filled once for a try: what cannot be filled is found now, not when a paper is issued.
    let content = act.app.files.read(&file.content_hash)?;
    own::fill(&content, &Values::default(), &act.app.law.forms.lacking).map_err(|not| not_taken(&not))?;
    let row = TemplateRow {
        council_id: council.id.clone(),
        form: form.to_owned(),
        name: file.name.clone(),
        size: file.size,
        content_hash: file.content_hash.clone(),
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
    };
    if diesel::update(paper_templates::table.find((&row.council_id, &row.form))).set(&row).execute(act.db)? == 0 {
        diesel::insert_into(paper_templates::table).values(&row).execute(act.db)?;
    }
    act.record(&council.id, "template_kept", form, &serde_json::json!({ "hash": row.content_hash }))
}

/// Drops an office's own template.
pub fn drop_template(act: &mut Act, mark: &str, form: &str) -> Outcome<()> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::IssuePaper, &council.id, &[])?;
    if diesel::delete(paper_templates::table.find((&council.id, form))).execute(act.db)? == 0 {
        return Err(Trouble::NotFound);
    }
    act.record(&council.id, "template_dropped", form, &serde_json::json!({}))
}

/// Fills an office's own template; none where it has none.
pub fn filled(
    app: &App,
    db: &mut Connection,
    council: &councils::CouncilRow,
    row: &super::store::PaperRow,
) -> Outcome<Option<(String, Vec<u8>)>> {
    let Some(template) = template(db, &council.id, &row.form)? else { return Ok(None) };
    let values = super::composing::values(app, db, council, row, app.clock.today())?;
    let content = app.files.read(&template.content_hash)?;
    let made = own::fill(&content, &values, &app.law.forms.lacking).map_err(|not| not_taken(&not))?;
    Ok(Some((template.name, made)))
}
