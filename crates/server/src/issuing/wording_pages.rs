//! Pages on which an office words the forms its own way: a preview before anything is kept, and templates of its own.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use papers::forms::Form;
use serde::Deserialize;

use super::drawing::{Drawing, Shown};
use super::pages::form_name;
use super::wording::{self, NewWording, TemplateRow};
use super::{composing, files, samples};
use crate::councils;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// Pages of forms.
pub fn routes() -> Routes {
    Routes::default()
        .get("/van-ban/mau", Deed::IssuePaper, list)
        .get("/van-ban/mau/{form}", Deed::IssuePaper, show)
        .post("/van-ban/mau/{form}", Deed::IssuePaper, keep)
        .post("/van-ban/mau/{form}/tra-lai", Deed::IssuePaper, back)
        .post("/van-ban/mau/{form}/tep", Deed::IssuePaper, bring)
        .post("/van-ban/mau/{form}/bo-tep", Deed::IssuePaper, drop_file)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

struct FormLine {
    id: String,
    name: String,
    source: String,
    own: bool,
    template: bool,
}

#[derive(Template)]
#[template(path = "issuing/wordings.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    mark: String,
    forms: Vec<FormLine>,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, (worded, made)) = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::IssuePaper)?;
            let own = wording::own_forms(db, &council.id)?;
            Ok((council, own))
        })
        .await?;
    let line = |form: &Form| FormLine {
        name: form_name(form, &w),
        source: form.source.clone(),
        own: worded.contains(&form.id),
        template: made.contains(&form.id),
        id: form.id.clone(),
    };
    let forms = app.law.forms.forms.iter().map(line).collect();
    let frame = Frame::of(&app, &caller, w.t("wordings"), paths::PAPERS).await;
    page(axum::http::StatusCode::OK, &ListPage { mark: council.mark, frame, forms, w })
}

#[derive(Template)]
#[template(path = "issuing/wording.html")]
struct WordingPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    id: String,
    name: String,
    places: Vec<String>,
    heads: Vec<String>,
    own: String,
    template: Option<TemplateRow>,
    /// What it is about, grounds, text, as it would stand.
    preview: Option<(String, Vec<String>, Vec<Shown>)>,
    no_record: bool,
}

async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    show_with(&app, &caller, &id, asked.hdnd, FormView::default(), None).await
}

async fn show_with(
    app: &Shared,
    caller: &Caller,
    id: &str,
    mark: String,
    form: FormView,
    looked_at: Option<Form>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let shipped = app.law.forms.form(id).cloned().ok_or(Trouble::NotFound)?;
    let of = shipped.clone();
    let (council, own, template, preview, no_record) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&mark), Deed::IssuePaper)?;
            let own = wording::of(db, &council.id, &of.id)?;
            let template = wording::template(db, &council.id, &of.id)?;
            let stands = looked_at.unwrap_or(wording::form_of(app, db, &council.id, &of.id)?);
            let sample = samples::row(app, db, &council, &of)?;
            let no_record = sample.is_none();
            let preview = match sample {
                Some(row) => Some(composing::preview(app, db, &council, &row, &stands)?),
                None => None,
            };
            Ok((council, own, template, preview, no_record))
        })
        .await?;
    let stands = own.as_ref().map_or(shipped.clone(), |own| shipped.reworded(&own.summary, &own.grounds, &own.body));
    let form =
        form.or(&[("summary", &stands.summary), ("grounds", &stands.grounds.join("\n")), ("body", stands.body.trim())]);
    let drawing = Drawing { page: None };
    let shown = WordingPage {
        frame: Frame::of(app, caller, w.t("wordings"), paths::PAPERS).await,
        name: form_name(&shipped, &w),
        places: app.law.forms.place_names(&shipped),
        heads: composing::HEAD.iter().map(|name| (*name).to_owned()).collect(),
        own: own
            .map(|own| w.st("wording-own", own.by_name, crate::web::ui::shown(Some(&own.on_day))))
            .unwrap_or_default(),
        preview: preview.map(|filled| (filled.summary, filled.grounds, drawing.blocks(&filled.body))),
        mark: council.mark,
        id: shipped.id,
        template,
        no_record,
        form,
        w,
    };
    page(shown.form.status(), &shown)
}

async fn keep(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let new: NewWording = typed.read()?;
    let mark = typed.get("hdnd").to_owned();
    let shipped = app.law.forms.form(&id).ok_or(Trouble::NotFound)?;
    let looked = wording::checked(&app.law.forms, shipped, &new);
    let only_looks = typed.get("lam") == "xem";
    match looked {
        Ok(looked) if only_looks => {
            let words = [("summary", &new.summary), ("grounds", &new.grounds), ("body", &new.body)];
            let typed: Vec<(&str, &str)> = words.iter().map(|(name, words)| (*name, words.as_str())).collect();
            show_with(&app, &caller, &id, mark, FormView::with(&typed), Some(looked)).await
        }
        looked => {
            let (asked, form) = (mark.clone(), id.clone());
            let done = match looked {
                Ok(_) => app.act(&caller.member()?, move |act| wording::keep(act, &asked, &form, &new)).await,
                Err(trouble) => Err(trouble),
            };
            after(&app, &caller, &id, mark, typed, done).await
        }
    }
}

/// Back to the form's page, with what was typed where something was wrong.
async fn after(
    app: &Shared,
    caller: &Caller,
    id: &str,
    mark: String,
    typed: Typed,
    done: Outcome<()>,
) -> Outcome<Response> {
    match done {
        Ok(()) => Ok(see(&format!("/van-ban/mau/{id}?hdnd={mark}"))),
        Err(trouble) => {
            let form = FormView::back("mau", typed, trouble, &caller.words)?;
            show_with(app, caller, id, mark, form, None).await
        }
    }
}

async fn back(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let mark = typed.get("hdnd").to_owned();
    let (asked, form) = (mark.clone(), id.clone());
    let done = app.act(&caller.member()?, move |act| wording::drop_wording(act, &asked, &form)).await;
    after(&app, &caller, &id, mark, typed, done).await
}

async fn bring(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let mark = typed.get("hdnd").to_owned();
    let (asked, form) = (mark.clone(), id.clone());
    let done = match typed.keep_files(&app).and_then(files::single) {
        Ok(file) => app.act(&caller.member()?, move |act| wording::keep_template(act, &asked, &form, &file)).await,
        Err(trouble) => Err(trouble),
    };
    // The words of the form were not sent along: they stand as they were kept.
    let typed = if done.is_ok() { typed } else { Typed::default() };
    after(&app, &caller, &id, mark, typed, done).await
}

async fn drop_file(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let mark = typed.get("hdnd").to_owned();
    let (asked, form) = (mark.clone(), id.clone());
    let done = app.act(&caller.member()?, move |act| wording::drop_template(act, &asked, &form)).await;
    after(&app, &caller, &id, mark, typed, done).await
}
