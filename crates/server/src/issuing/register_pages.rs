//! The register of outgoing papers: what was issued, and the drafts of one's own council.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::pages::form_name;
use super::store::{self, PaperRow, Wanted};
use crate::app::App;
use crate::councils;
use crate::councils::store::CouncilRow;
use crate::db::Connection;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, ui};

/// The page of the register.
pub fn routes() -> Routes {
    Routes::default().get("/van-ban", Deed::ReadPapers, list)
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Asked {
    hdnd: String,
    tt: String,
    nam: String,
    loai: String,
    sau: String,
    /// `csv`, where it comes as a file.
    pub(super) dang: String,
}

/// A line of the register.
pub(super) struct Line {
    id: String,
    pub symbol: String,
    pub name: String,
    pub summary: String,
    pub issuer: String,
    pub on: String,
    pub follows: String,
}

#[derive(Template)]
#[template(path = "issuing/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    mark: String,
    drafts: bool,
    year: String,
    kind: String,
    years: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    rows: Vec<Line>,
    next: String,
    may_draft: bool,
    may_set: bool,
}

async fn list(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    const MOST: usize = 50;
    let member = caller.member()?;
    let w = caller.words.clone();
    let today = app.clock.today();
    let drafts = asked.tt == "du-thao";
    let (words, reader, wanted) = (w.clone(), member.clone(), asked.clone());
    let (council, rows, more) = app.read(move |app, db| lines_of(app, db, &reader, &wanted, MOST, &words)).await?;
    let any = || (String::new(), w.t("officials-all").to_owned());
    let first: i16 = council.starts_on.get(..4).and_then(|year| year.parse().ok()).unwrap_or(today.year());
    let years = (first..=today.year()).rev().map(|year| (year.to_string(), year.to_string()));
    let mine = member.may_in(Deed::DraftPaper, &council.id);
    let kinds = app.law.forms.forms.iter().filter(|form| mine || !form.private);
    let kinds = kinds.map(|form| (form.id.clone(), form_name(form, &w)));
    let shown = ListPage {
        frame: Frame::of(&app, &caller, w.t("nav-papers"), paths::PAPERS).await,
        years: std::iter::once(any()).chain(years).collect(),
        kinds: std::iter::once(any()).chain(kinds).collect(),
        next: if more { rows.last().map(|row| row.id.clone()).unwrap_or_default() } else { String::new() },
        may_draft: member.may_in(Deed::DraftPaper, &council.id),
        may_set: member.may_in(Deed::IssuePaper, &council.id),
        mark: council.mark,
        year: asked.nam,
        kind: asked.loai,
        drafts,
        rows,
        w,
    };
    page(StatusCode::OK, &shown)
}

/// The lines of the register that somebody asks for and may see, and whether there are more.
pub(super) fn lines_of(
    app: &App,
    db: &mut Connection,
    member: &Member,
    asked: &Asked,
    most: usize,
    w: &Words,
) -> Outcome<(CouncilRow, Vec<Line>, bool)> {
    let council = councils::meant(db, member, Some(&asked.hdnd), Deed::ReadPapers)?;
    let mine = member.may_in(Deed::DraftPaper, &council.id);
    let drafts = asked.tt == "du-thao";
    if drafts && !mine {
        return Err(Trouble::NotFound);
    }
    // Papers that name private people are not asked for where they may not be seen.
    let forms = app.law.forms.forms.iter();
    let kinds = forms.filter(|form| (mine || !form.private) && (asked.loai.is_empty() || form.id == asked.loai));
    let wanted = Wanted {
        council_id: council.id.clone(),
        states: if drafts { store::DRAFTS.to_vec() } else { vec!["issued"] },
        year: asked.nam.parse().ok(),
        forms: Some(kinds.map(|form| form.id.clone()).collect()),
        before: Some(asked.sau.clone()).filter(|id| !id.is_empty()),
    };
    let mut rows = store::list(db, &wanted, i64::try_from(most + 1).unwrap_or(i64::MAX))?;
    let more = rows.len() > most;
    rows.truncate(most);
    let rows = rows.into_iter().map(|row| line(app, db, &council, row, w)).collect::<Outcome<Vec<_>>>()?;
    Ok((council, rows, more))
}

fn line(app: &App, db: &mut Connection, council: &CouncilRow, row: PaperRow, w: &Words) -> Outcome<Line> {
    let form = app.law.forms.form(&row.form);
    Ok(Line {
        name: form.map(|form| form_name(form, w)).unwrap_or_default(),
        issuer: super::issuer_of(db, council, &row.body_id)?.name,
        on: ui::shown(Some(row.issued_on.as_deref().unwrap_or(&row.drafted_on))),
        follows: if row.earlier_id.is_some() { w.k("official-link", &row.earlier_link) } else { String::new() },
        id: row.id,
        symbol: row.symbol,
        summary: row.summary,
    })
}
