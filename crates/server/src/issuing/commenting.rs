//! Commenting (lấy ý kiến): a draft goes to named people, each comment is taken or explained, then the draft is adopted. Every version
//! that was saved stays to be compared.

use std::collections::BTreeMap;

use diesel::prelude::*;
use law::paper::State;
use law::refusal::Refusal;
use law::role::Act as Deed;
use papers::forms::Form;
use serde::{Deserialize, Serialize};

use super::store::{self, PaperRow};
use super::{load, state_of};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::{paper_comments, paper_readers, paper_versions};
use crate::people::{LONGEST_NAME, store as people};
use crate::trouble::{Outcome, Trouble};

/// The longest comment.
const LONGEST: usize = 6_000;

/// A version of a draft.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = paper_versions)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct VersionRow {
    pub paper_id: String,
    pub version: i64,
    pub by_name: String,
    pub at: String,
    pub fields: String,
}

/// Somebody who is asked to comment.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = paper_readers)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ReaderRow {
    pub paper_id: String,
    pub account_id: String,
    pub name: String,
    pub asked_by: String,
    pub asked_on: String,
    pub due_on: Option<String>,
}

/// A comment.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = paper_comments)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct CommentRow {
    pub id: String,
    pub paper_id: String,
    pub version: i64,
    pub field: String,
    pub words: String,
    #[serde(skip)]
    pub account_id: String,
    pub by_name: String,
    pub at: String,
    pub settled: String,
    pub settled_words: String,
    pub settled_by: String,
}

/// Keeps what a draft says now.
pub fn keep_version(act: &mut Act, row: &PaperRow) -> Outcome<()> {
    let version = VersionRow {
        paper_id: row.id.clone(),
        version: row.version,
        by_name: act.member.name.clone(),
        at: act.stamp(),
        fields: row.fields.clone(),
    };
    diesel::insert_into(paper_versions::table).values(&version).execute(act.db)?;
    Ok(())
}

/// Takes names that must not be kept out of what a draft said before, by what is told of them now.
pub fn mask_versions(db: &mut Connection, form: &Form, paper_id: &str, now: &BTreeMap<String, String>) -> Outcome<()> {
    for version in versions(db, paper_id)? {
        let mut fields = serde_json::from_str(&version.fields)?;
        form.mask_by(&mut fields, now);
        let fields = serde_json::to_string(&fields)?;
        if fields != version.fields {
            diesel::update(paper_versions::table.find((paper_id, version.version)))
                .set(paper_versions::fields.eq(fields))
                .execute(db)?;
        }
    }
    Ok(())
}

/// The versions of a paper, the newest first.
pub fn versions(db: &mut Connection, paper_id: &str) -> Outcome<Vec<VersionRow>> {
    Ok(paper_versions::table
        .filter(paper_versions::paper_id.eq(paper_id))
        .order(paper_versions::version.desc())
        .select(VersionRow::as_select())
        .load(db)?)
}

/// Who is asked to comment on a paper.
pub fn readers(db: &mut Connection, paper_id: &str) -> Outcome<Vec<ReaderRow>> {
    Ok(paper_readers::table
        .filter(paper_readers::paper_id.eq(paper_id))
        .order((paper_readers::name, paper_readers::account_id))
        .select(ReaderRow::as_select())
        .load(db)?)
}

/// Is this person asked to comment on this paper?
pub fn is_reader(db: &mut Connection, paper_id: &str, account_id: &str) -> Outcome<bool> {
    Ok(paper_readers::table.find((paper_id, account_id)).count().get_result::<i64>(db)? > 0)
}

/// The drafts of a council on which a person is asked to comment and has not: paper, its summary, until when.
pub fn waiting_for(
    db: &mut Connection,
    council_id: &str,
    account_id: &str,
) -> Outcome<Vec<(String, String, Option<String>)>> {
    use crate::db::schema::papers;
    let asked: Vec<(String, String, Option<String>)> = paper_readers::table
        .inner_join(papers::table.on(papers::id.eq(paper_readers::paper_id)))
        .filter(paper_readers::account_id.eq(account_id).and(papers::council_id.eq(council_id)))
        .filter(papers::state.eq(State::Asked.as_str()))
        .order(papers::id)
        .select((papers::id, papers::summary, paper_readers::due_on))
        .load(db)?;
    let mut waiting = Vec::new();
    for (paper, summary, due) in asked {
        let said: i64 = paper_comments::table
            .filter(paper_comments::paper_id.eq(&paper).and(paper_comments::account_id.eq(account_id)))
            .count()
            .get_result(db)?;
        if said == 0 {
            waiting.push((paper, summary, due));
        }
    }
    Ok(waiting)
}

/// The comments on a paper, in the order in which they came.
pub fn comments(db: &mut Connection, paper_id: &str) -> Outcome<Vec<CommentRow>> {
    Ok(paper_comments::table
        .filter(paper_comments::paper_id.eq(paper_id))
        .order(paper_comments::id)
        .select(CommentRow::as_select())
        .load(db)?)
}

/// Who is asked, and until when.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Asking {
    /// Accounts of the council.
    pub people: Vec<String>,
    /// The day; empty where none is set.
    pub until: String,
}

/// Sends a draft to people who are asked to comment.
pub fn ask(act: &mut Act, id: &str, asking: &Asking) -> Outcome<()> {
    let (mut row, council, _) = load(act, id, Deed::DraftPaper)?;
    row.state = state_of(&row)?.ask()?.as_str().into();
    let due = match asking.until.trim() {
        "" => None,
        typed => {
            let due = law::day::parse_day(typed).map_err(|_| Trouble::field("until", "invalid-day", typed))?;
            if due < act.today {
                return Err(Trouble::field("until", "invalid-comment-day", ""));
            }
            Some(due.to_string())
        }
    };
    let known = who_may(act.db, &council.id, &act.today.to_string())?;
    let stood = readers(act.db, id)?;
    let mut asked = 0_usize;
    for account in &asking.people {
        let Some((_, name)) = known.iter().find(|(known, _)| known == account) else {
            return Err(Trouble::field("people", "invalid-comment-person", ""));
        };
        if stood.iter().any(|one| one.account_id == *account) {
            continue;
        }
        let reader = ReaderRow {
            paper_id: id.to_owned(),
            account_id: account.clone(),
            name: name.clone(),
            asked_by: act.member.name.clone(),
            asked_on: act.today.to_string(),
            due_on: due.clone(),
        };
        diesel::insert_into(paper_readers::table).values(&reader).execute(act.db)?;
        asked += 1;
    }
    if asked == 0 && stood.is_empty() {
        return Err(Trouble::field("people", "invalid-comment-nobody", ""));
    }
    store::save(act.db, &mut row)?;
    act.record(&council.id, "paper_sent_around", id, &serde_json::json!({ "people": asked, "until": due }))
}

/// The people of a council who may be asked to comment: account and name.
pub fn who_may(db: &mut Connection, council_id: &str, today: &str) -> Outcome<Vec<(String, String)>> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in people::lines(db, council_id)? {
        let held = line.valid_from.as_str() <= today && line.valid_to.as_deref().is_none_or(|end| end >= today);
        let may = law::role::Role::read(&line.role)
            .is_some_and(|role| law::role::reach(role, Deed::CommentPaper) != law::role::Reach::Nothing);
        if held && may && !found.iter().any(|(account, _)| *account == line.account_id) {
            let title = if line.title.is_empty() { String::new() } else { format!(" – {}", line.title) };
            found.push((line.account_id, format!("{}{title}", line.name)));
        }
    }
    Ok(found)
}

/// A comment as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewComment {
    /// The field that it is about; empty for the whole.
    pub field: String,
    /// What is said.
    pub words: String,
}

/// Comments on a draft, as somebody who is asked to or who drafts it.
pub fn comment(act: &mut Act, id: &str, new: &NewComment) -> Outcome<()> {
    store::hold(act.db, id)?;
    let row = store::by_id(act.db, id)?;
    act.may(Deed::CommentPaper, &row.council_id, &[])?;
    let drafts = act.member.may_in(Deed::DraftPaper, &row.council_id);
    if !drafts && !is_reader(act.db, id, &act.member.account_id)? {
        return Err(Trouble::NotFound);
    }
    state_of(&row)?.write()?;
    let form = act.app.law.forms.form(&row.form).ok_or(Trouble::NotFound)?;
    if !new.field.is_empty() && !form.fields.iter().any(|field| field.name == new.field) {
        return Err(Trouble::field("field", "invalid-comment-field", ""));
    }
    let words = written("words", &new.words, LONGEST)?;
    let comment = CommentRow {
        id: act.new_id(),
        paper_id: id.to_owned(),
        version: row.version,
        field: new.field.clone(),
        words,
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        at: act.stamp(),
        settled: String::new(),
        settled_words: String::new(),
        settled_by: String::new(),
    };
    diesel::insert_into(paper_comments::table).values(&comment).execute(act.db)?;
    act.record(&row.council_id, "paper_commented", id, &serde_json::json!({ "comment": comment.id }))
}

fn written(field: &'static str, words: &str, longest: usize) -> Outcome<String> {
    let words = words::nfc(words.trim());
    if words.is_empty() {
        return Err(Trouble::field(field, "invalid-comment-empty", ""));
    }
    Trouble::too_long(field, &words, longest)?;
    Ok(words)
}

/// What is made of a comment.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Settling {
    /// The comment.
    pub comment: String,
    /// `taken`, or `explained` where it is not taken.
    pub how: String,
    /// Why it is not taken, or how it was.
    pub words: String,
}

/// Takes a comment, or explains why not.
pub fn settle(act: &mut Act, id: &str, settling: &Settling) -> Outcome<()> {
    let (row, ..) = load(act, id, Deed::DraftPaper)?;
    state_of(&row)?.write()?;
    if !["taken", "explained"].contains(&settling.how.as_str()) {
        return Err(Trouble::field("how", "invalid-comment-settling", ""));
    }
    let words = if settling.how == "explained" {
        written("settled_words", &settling.words, LONGEST)?
    } else {
        let words = words::nfc(settling.words.trim());
        Trouble::too_long("settled_words", &words, LONGEST)?;
        words
    };
    let mine = paper_comments::table
        .filter(paper_comments::id.eq(&settling.comment).and(paper_comments::paper_id.eq(id)))
        // What was settled stays as it was.
        .filter(paper_comments::settled.eq(""));
    let changed = diesel::update(mine)
        .set((
            paper_comments::settled.eq(&settling.how),
            paper_comments::settled_words.eq(&words),
            paper_comments::settled_by.eq(&act.member.name),
        ))
        .execute(act.db)?;
    if changed == 0 {
        return Err(Trouble::NotFound);
    }
    let body = serde_json::json!({ "comment": settling.comment, "how": settling.how });
    act.record(&row.council_id, "comment_settled", id, &body)
}

/// How a draft was adopted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Adopting {
    /// At which meeting, under which conclusion.
    pub words: String,
    /// The day; empty means today.
    pub on: String,
}

/// Adopts a draft: from then on its words stand.
pub fn adopt(act: &mut Act, id: &str, adopting: &Adopting) -> Outcome<()> {
    // Nobody comments while it is looked whether every comment is settled.
    store::hold(act.db, id)?;
    let (mut row, council, form) = load(act, id, Deed::AdoptPaper)?;
    let on = match adopting.on.trim() {
        "" => act.today,
        typed => law::day::parse_day(typed).map_err(|_| Trouble::field("on", "invalid-day", typed))?,
    };
    let drafted: Option<law::day::Day> = row.drafted_on.parse().ok();
    if on > act.today || drafted.is_some_and(|drafted| on < drafted) {
        return Err(Refusal::InTheFuture { on }.into());
    }
    let open = comments(act.db, id)?.iter().filter(|one| one.settled.is_empty()).count();
    let state = state_of(&row)?.adopt(on, open)?;
    let faults = super::incomplete(&form, &row)?;
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let words = words::nfc(adopting.words.trim());
    Trouble::too_long("words", &words, LONGEST_NAME)?;
    row.state = state.as_str().into();
    row.adopted_by = Some(act.member.name.clone());
    row.adopted_on = Some(on.to_string());
    row.adopted_words = words;
    row.adopted_hash = super::composing::said_hash(act.app, act.db, &council, &row, act.today)?;
    store::save(act.db, &mut row)?;
    act.record(
        &row.council_id,
        "paper_adopted",
        id,
        &serde_json::json!({ "on": row.adopted_on, "version": row.version }),
    )
}

/// Opens an adopted draft again.
pub fn reopen(act: &mut Act, id: &str) -> Outcome<()> {
    let (mut row, ..) = load(act, id, Deed::AdoptPaper)?;
    let was_asked = !readers(act.db, id)?.is_empty();
    row.state = state_of(&row)?.reopen(was_asked)?.as_str().into();
    row.adopted_by = None;
    row.adopted_on = None;
    row.adopted_words = String::new();
    row.adopted_hash = String::new();
    store::save(act.db, &mut row)?;
    act.record(&row.council_id, "paper_reopened", id, &serde_json::json!({}))
}
