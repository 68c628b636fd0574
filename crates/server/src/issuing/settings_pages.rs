//! How an office numbers its papers: the pattern of number and symbol of each body, and from where a year's numbers go on.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use serde::Deserialize;

use super::{composing, store};
use crate::councils::{self, store as council_store};
use crate::db::act::Act;
use crate::people::LONGEST_NAME;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see};

/// Pages of the numbers of papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/van-ban/so-hieu", Deed::IssuePaper, show)
        .post("/van-ban/so-hieu", Deed::IssuePaper, set_pattern)
        .post("/van-ban/so-hieu/tiep", Deed::IssuePaper, go_on)
}

/// A pattern as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewPattern {
    /// The body; empty for the council itself.
    pub body: String,
    /// Papers with a name.
    pub named: String,
    /// Letters.
    pub letter: String,
}

/// Keeps how a body writes number and symbol: with a place for the number, and for papers with a name one for the kind.
pub fn keep_pattern(act: &mut Act, mark: &str, new: &NewPattern) -> Outcome<()> {
    let council = council_store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::IssuePaper, &council.id, &[])?;
    super::issuer_of(act.db, &council, &new.body)?;
    let (named, letter) = (words::nfc(new.named.trim()), words::nfc(new.letter.trim()));
    for (field, pattern) in [("named", &named), ("letter", &letter)] {
        Trouble::too_long(field, pattern, LONGEST_NAME)?;
        if !pattern.contains("{so}") || (field == "named" && !pattern.contains("{loai}")) {
            return Err(Trouble::field(field, "invalid-paper-pattern", ""));
        }
    }
    store::keep_pattern(act.db, (&council.id, &new.body), &named, &letter)?;
    let body = serde_json::json!({ "named": named, "letter": letter });
    act.record(&council.id, "paper_pattern_kept", &new.body, &body)
}

/// Numbers given elsewhere, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GivenElsewhere {
    /// The body; empty for the council itself.
    pub body: String,
    /// The kind.
    pub series: String,
    /// The last number.
    pub last: String,
}

/// Begins this year's numbers of a body and kind after the last one that was given elsewhere; once one was given here they
/// only go on.
pub fn begin_after(act: &mut Act, mark: &str, given: &GivenElsewhere) -> Outcome<()> {
    let council = council_store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::IssuePaper, &council.id, &[])?;
    super::issuer_of(act.db, &council, &given.body)?;
    if !act.app.law.forms.forms.iter().any(|form| store::series(form) == given.series) {
        return Err(Trouble::field("series", "invalid-paper-series", ""));
    }
    let last = given.last.trim().parse::<i64>().ok().filter(|last| (1..100_000).contains(last));
    let Some(last) = last else { return Err(Trouble::field("last", "invalid-paper-last", "")) };
    let mine = (council.id.as_str(), given.body.as_str(), given.series.as_str(), i64::from(act.today.year()));
    if let Some(standing) = store::last_number(act.db, mine)? {
        return Err(Trouble::field("last", "invalid-paper-numbered", format!("{standing:02}")));
    }
    store::start_series(act.db, mine, last)?;
    let body = serde_json::json!({ "series": given.series, "last": last });
    act.record(&council.id, "paper_series_begun", &given.body, &body)
}

struct BodyLine {
    id: String,
    name: String,
    named: String,
    letter: String,
    example: String,
    numbers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "issuing/numbers.html")]
struct NumbersPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    year: i64,
    bodies: Vec<BodyLine>,
    choices: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hdnd: String,
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    show_with(&app, &caller, &asked.hdnd, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, hdnd: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let year = i64::from(app.clock.today().year());
    let asked = hdnd.to_owned();
    let (mark, bodies) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked), Deed::IssuePaper)?;
            let given = store::series_of(db, &council.id, year)?;
            let mut known: Vec<super::Issuer> = Vec::new();
            for form in &app.law.forms.forms {
                for issuer in super::issuers(db, &council, form)? {
                    if !known.contains(&issuer) {
                        known.push(issuer);
                    }
                }
            }
            let mut bodies = Vec::new();
            for issuer in known {
                let (named, letter) = composing::pattern(app, db, &council.id, &issuer)?;
                let mine = given.iter().filter(|(body, ..)| *body == issuer.id);
                bodies.push(BodyLine {
                    example: composing::symbol(&named, "07", "KH", year),
                    numbers: mine.map(|(_, kind, last)| (kind.clone(), format!("{last:02}"))).collect(),
                    id: issuer.id,
                    name: issuer.name,
                    named,
                    letter,
                });
            }
            Ok((council.mark, bodies))
        })
        .await?;
    let mut kinds: Vec<(String, String)> = Vec::new();
    for one in &app.law.forms.forms {
        let code = store::series(one).to_owned();
        if !kinds.iter().any(|(known, _)| *known == code) {
            let name = if one.letter { w.t("official-letters").to_owned() } else { one.called().to_owned() };
            kinds.push((code.clone(), format!("{code} · {name}")));
        }
    }
    let frame = Frame::of(app, caller, w.t("officials-numbers"), paths::PAPERS).await;
    let choices = bodies.iter().map(|body| (body.id.clone(), body.name.clone())).collect();
    page(form.status(), &NumbersPage { w, frame, form, mark, year, bodies, choices, kinds })
}

async fn set_pattern(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewPattern = typed.read()?;
    let mark = typed.get("hdnd").to_owned();
    let asked = mark.clone();
    let outcome = app.act(&caller.member()?, move |act| keep_pattern(act, &asked, &new)).await;
    ended(&app, &caller, &mark, "mau", typed, outcome).await
}

async fn go_on(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let given: GivenElsewhere = typed.read()?;
    let mark = typed.get("hdnd").to_owned();
    let asked = mark.clone();
    let outcome = app.act(&caller.member()?, move |act| begin_after(act, &asked, &given)).await;
    ended(&app, &caller, &mark, "tiep", typed, outcome).await
}

async fn ended(
    app: &Shared,
    caller: &Caller,
    mark: &str,
    which: &str,
    typed: Typed,
    outcome: Outcome<()>,
) -> Outcome<Response> {
    match outcome {
        Ok(()) => Ok(see(&format!("{}/so-hieu?hdnd={mark}", paths::PAPERS))),
        Err(trouble) => {
            let form = FormView::back(which, typed, trouble, &caller.words)?;
            show_with(app, caller, mark, form).await
        }
    }
}
