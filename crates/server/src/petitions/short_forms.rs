//! Short forms that an office writes, besides those that the product knows: NTM is "nông thôn mới" here, something else
//! elsewhere. What carries one is found and compared by its meaning too.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::{finding, store};
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::short_forms;
use crate::db::search::{self, Asked as Wanted, Book};
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// The pages.
pub fn routes() -> Routes {
    Routes::default()
        .get("/kien-nghi/chu-viet-tat", Deed::HandlePetition, show)
        .post("/kien-nghi/chu-viet-tat", Deed::HandlePetition, add_one)
        .post("/kien-nghi/chu-viet-tat/{id}/bo", Deed::HandlePetition, drop_one)
}

/// Most letters of a short form, and of what it means.
const LONGEST: (usize, usize) = (20, 100);
/// Short forms of one council at the most.
const MOST: i64 = 500;
/// Petitions that are put into the index anew when a short form comes or goes.
const MOST_ANEW: i64 = 100_000;

/// A short form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = short_forms, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ShortForm {
    pub id: String,
    pub council_id: String,
    pub said: String,
    pub meant: String,
    pub added_by: String,
    pub added_on: String,
}

/// A short form as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewShortForm {
    /// What is written: one word.
    pub said: String,
    /// What it means.
    pub meant: String,
}

/// The short forms of a council.
pub fn of(db: &mut Connection, council_id: &str) -> Outcome<Vec<ShortForm>> {
    Ok(short_forms::table
        .filter(short_forms::council_id.eq(council_id))
        .order(short_forms::said)
        .limit(MOST)
        .select(ShortForm::as_select())
        .load(db)?)
}

/// A text with the short forms in it written out behind them.
pub fn written_out(forms: &[ShortForm], text: &str) -> String {
    let mut whole = text.to_owned();
    for form in forms {
        let said = words::fold(&form.said);
        if text.split(|one: char| !one.is_alphanumeric()).any(|word| words::fold(word) == said) {
            whole.push(' ');
            whole.push_str(&form.meant);
        }
    }
    whole
}

/// A query with its short forms put as what they mean.
pub fn meant(forms: &[ShortForm], typed: &str) -> String {
    let word = |word: &str| {
        let folded = words::fold(word);
        forms.iter().find(|form| words::fold(&form.said) == folded).map_or(word.to_owned(), |form| form.meant.clone())
    };
    typed.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// Adds a short form; petitions that carry it are found by its meaning from now on.
pub fn add(act: &mut Act, mark: &str, new: &NewShortForm) -> Outcome<String> {
    let council = council_store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::HandlePetition, &council.id, &[])?;
    let (said, meant) = (words::nfc(new.said.trim()), words::nfc(new.meant.trim()));
    let one_word = said.chars().count() >= 2 && said.chars().all(char::is_alphanumeric);
    if !one_word || said.chars().count() > LONGEST.0 {
        return Err(Trouble::field("said", "invalid-short-form", said));
    }
    if meant.is_empty() {
        return Err(Trouble::field("meant", "invalid-short-form-meant", ""));
    }
    Trouble::too_long("meant", &meant, LONGEST.1)?;
    let known = of(act.db, &council.id)?;
    if known.iter().any(|form| words::fold(&form.said) == words::fold(&said)) {
        return Err(Trouble::field("said", "invalid-short-form-known", said));
    }
    let row = ShortForm {
        id: act.new_id(),
        council_id: council.id.clone(),
        said,
        meant,
        added_by: act.member.name.clone(),
        added_on: act.today.to_string(),
    };
    diesel::insert_into(short_forms::table).values(&row).execute(act.db)?;
    index_anew(act, &row)?;
    act.record(&council.id, "short_form_added", &row.id, &serde_json::json!({ "said": row.said, "meant": row.meant }))?;
    Ok(row.id)
}

/// Drops a short form.
pub fn remove(act: &mut Act, id: &str) -> Outcome<()> {
    let row: ShortForm = short_forms::table.find(id).select(ShortForm::as_select()).first(act.db)?;
    act.may(Deed::HandlePetition, &row.council_id, &[])?;
    diesel::delete(short_forms::table.find(id)).execute(act.db)?;
    index_anew(act, &row)?;
    act.record(&row.council_id, "short_form_dropped", id, &serde_json::json!({ "said": row.said }))
}

fn index_anew(act: &mut Act, form: &ShortForm) -> Outcome<()> {
    let forms = of(act.db, &form.council_id)?;
    let word = Wanted::Word(words::fold(&form.said));
    let found = search::ask(act.db, Book::Petitions, &form.council_id, &word, None, MOST_ANEW)?;
    for some in found.chunks(500) {
        for row in store::by_ids(act.db, some)? {
            let text = finding::index_text(&forms, &row);
            search::reindex(act.db, Book::Petitions, &row.id, &row.council_id, &text)?;
        }
    }
    Ok(())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

#[derive(Template)]
#[template(path = "petitions/short_forms.html")]
struct ShortFormsPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    forms: Vec<ShortForm>,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    shown(&app, &caller, &asked.hdnd, FormView::default()).await
}

async fn shown(app: &Shared, caller: &Caller, mark: &str, form: FormView) -> Outcome<Response> {
    let (member, w, mark) = (caller.member()?, caller.words.clone(), mark.to_owned());
    let (council, forms) = app
        .read(move |_, db| {
            let council = councils::meant_whole(db, &member, &mark, Deed::ReadPetitions)?;
            let forms = of(db, &council.id)?;
            Ok((council, forms))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("short-forms"), paths::PETITIONS).await;
    let status = form.status();
    page(status, &ShortFormsPage { w, frame, form, mark: council.mark, forms })
}

async fn came<T>(app: &Shared, caller: &Caller, typed: Typed, outcome: Outcome<T>) -> Outcome<Response> {
    let mark = typed.get("hdnd").to_owned();
    match outcome {
        Ok(_) => Ok(see(&format!("/kien-nghi/chu-viet-tat?hdnd={mark}"))),
        Err(trouble) => {
            let form = FormView::back("", typed, trouble, &caller.words)?;
            shown(app, caller, &mark, form).await
        }
    }
}

async fn add_one(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let (member, new): (_, NewShortForm) = (caller.member()?, typed.read()?);
    let mark = councils::mark_meant(&app, &member, typed.get("hdnd"), Deed::HandlePetition).await?;
    let outcome = app.act(&member, move |act| add(act, &mark, &new)).await;
    came(&app, &caller, typed, outcome).await
}

async fn drop_one(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let outcome = app.act(&caller.member()?, move |act| remove(act, &id)).await;
    came(&app, &caller, typed, outcome).await
}
