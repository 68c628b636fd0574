//! What is done with official papers on screen: a new one, each step, its files. The paper's own page stands in `paper_page.rs`, the
//! register in `register_pages.rs`.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use law::role::Act as Deed;
use papers::NotPrinted;
use papers::forms::{Form, ISSUED};
use serde::Deserialize;

use super::commenting::{self, Adopting, Asking, NewComment, Settling, VersionRow};
use super::comparing::{self, Change, Differs};
use super::following::{Following, Receipt};
use super::paper_page::{show, show_with, standing};
use super::{NewPaper, Written, files, onward, store, wording};
use crate::app::App;
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::followups::line::named;
use crate::reports;
use crate::reports::{fixing, reckoning};
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages of official papers.
pub fn routes() -> Routes {
    Routes::default()
        .get("/van-ban/moi", Deed::DraftPaper, choose)
        .post("/van-ban", Deed::DraftPaper, begin)
        .get("/van-ban/{id}", Deed::ReadPapers, show)
        .post("/van-ban/{id}", Deed::DraftPaper, write)
        .get("/van-ban/{id}/tep", Deed::ReadPapers, file)
        .post("/van-ban/{id}/ban-hanh", Deed::IssuePaper, issue)
        .post("/van-ban/{id}/bo", Deed::DraftPaper, discard)
        .post("/van-ban/{id}/thay-the", Deed::DraftPaper, follow)
        .get("/van-ban/{id}/ghi-viec", Deed::RecordFollowup, record)
        .post("/van-ban/{id}/da-nhan", Deed::IssuePaper, receive)
        .post("/van-ban/{id}/lay-y-kien", Deed::DraftPaper, ask)
        .post("/van-ban/{id}/gop-y", Deed::CommentPaper, comment)
        .post("/van-ban/{id}/gop-y/xu-ly", Deed::DraftPaper, settle)
        .post("/van-ban/{id}/thong-qua", Deed::AdoptPaper, adopt)
        .post("/van-ban/{id}/mo-lai", Deed::AdoptPaper, reopen)
        .post("/van-ban/{id}/chot-so-lieu", Deed::DraftPaper, fix_again)
        .post("/van-ban/{id}/han-che", Deed::DraftPaper, choose_limits)
        .get("/van-ban/{id}/so-sanh", Deed::ReadPapers, compare)
        .post("/van-ban/{id}/ban-ky", Deed::IssuePaper, attach)
        .get("/van-ban/{id}/tep/{file}", Deed::ReadPapers, kept_file)
}

/// By what people know a form.
pub(super) fn form_name(form: &Form, w: &Words) -> String {
    named(form.called(), &form.name_en, w)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AskedNew {
    hdnd: String,
    /// What the paper is about, and of which record: `supervision:ID`.
    goc: String,
}

struct Choice {
    id: String,
    name: String,
    source: String,
    issuers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "issuing/choose.html")]
struct ChoosePage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    subject: String,
    about: String,
    /// The paper from which the new one goes on: its page, how others refer to it.
    origin: Option<(String, String)>,
    choices: Vec<Choice>,
}

async fn choose(State(app): State<Shared>, caller: Caller, Query(asked): Query<AskedNew>) -> Outcome<Response> {
    choose_with(&app, &caller, asked, FormView::default()).await
}

async fn choose_with(app: &Shared, caller: &Caller, asked: AskedNew, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let words = w.clone();
    let (about, subject) = asked.goc.split_once(':').unwrap_or(("", ""));
    let (about, subject) = (about.to_owned(), subject.to_owned());
    let (asked_about, asked_subject) = (about.clone(), subject.clone());
    let (council, origin, choices) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::DraftPaper)?;
            let free = ["council", "followups"];
            let rung = rung_of(app, db, &council.id, &asked_about, &asked_subject)?;
            let origin = onward::origin(app, db, &council, (&asked_about, &asked_subject))?;
            let offered = |form: &&Form| {
                let on_rung = form.rungs.is_empty() || rung.as_ref().is_none_or(|rung| form.rungs.contains(rung));
                match asked_about.as_str() {
                    "" => free.contains(&form.about.as_str()),
                    about => on_rung && form.abouts().any(|one| one == about),
                }
            };
            let forms = match &origin {
                Some(origin) => origin.forms(app),
                None => app.law.forms.forms.iter().filter(offered).collect(),
            };
            let mut choices = Vec::new();
            for form in forms {
                let issuers = super::issuers(db, &council, form)?.into_iter().map(|one| (one.id, one.name)).collect();
                let source = if form.checked {
                    form.source.clone()
                } else {
                    words.s("official-source-unchecked", form.source.clone())
                };
                choices.push(Choice { id: form.id.clone(), name: form_name(form, &words), source, issuers });
            }
            Ok((council, origin.map(|one| (one.href.clone(), one.told().to_owned())), choices))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("official-new"), paths::PAPERS).await;
    page(form.status(), &ChoosePage { frame, form, mark: council.mark, subject, about, origin, choices, w })
}

/// The rung of the ladder on which a paper stands; none for a paper about something else.
fn rung_of(app: &App, db: &mut Connection, council_id: &str, about: &str, subject: &str) -> Outcome<Option<String>> {
    if about != "urging" {
        return Ok(None);
    }
    let urging = crate::urging::store::by_id(db, subject)?;
    let rungs = app.law.rulebook.ladder.rungs.iter();
    let mut mine = rungs.filter(|rung| urging.council_id == council_id && i64::from(rung.number) == urging.rung);
    mine.next().map(|rung| Some(rung.id.clone())).ok_or(Trouble::NotFound)
}

async fn begin(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewPaper = typed.read()?;
    let (mark, about) = (typed.get("hdnd").to_owned(), typed.get("about").to_owned());
    let (asked, subject) = (mark.clone(), new.subject.clone());
    let (member, wanted) = (caller.member()?, mark.clone());
    let council = app.read(move |_, db| council_store::by_mark(db, &wanted)).await?;
    let (id, period) = (council.map(|council| council.id).unwrap_or_default(), super::reports_on(&app, &new));
    let act = || app.act(&member, move |act| super::begin(act, &asked, &new));
    match reckoning::ahead(&app, &member, (id, &period), act).await {
        Ok(id) => Ok(see(&paths::paper(&id))),
        Err(trouble) => {
            let form = FormView::back("moi", typed, trouble, &caller.words)?;
            let goc = if subject.is_empty() { String::new() } else { format!("{about}:{subject}") };
            choose_with(&app, &caller, AskedNew { hdnd: mark, goc }, form).await
        }
    }
}

/// What was typed, field by field.
fn written(typed: &Typed) -> Written {
    Written {
        fields: typed.beginning_with("f-"),
        signing: typed.get("signing").to_owned(),
        signer: typed.get("signer").to_owned(),
        version: typed.get("version").to_owned(),
    }
}

/// Makes the handler of a form that stands on a paper's page; it goes back there, or where the last part says.
macro_rules! act_on_paper {
    ($handler:ident, $which:literal, |$act:ident, $id:ident, $typed:ident| $verb:expr) => {
        act_on_paper!($handler, $which, |$act, $id, $typed| $verb, |_done| |id: String| id);
    };
    ($handler:ident, $which:literal, |$act:ident, $id:ident, $typed:ident| $verb:expr, |$done:ident| $to:expr) => {
        async fn $handler(
            State(app): State<Shared>,
            caller: Caller,
            Path(id): Path<String>,
            typed: Typed,
        ) -> Outcome<Response> {
            let (back, asked) = (typed.clone(), id.clone());
            let outcome = app
                .act(&caller.member()?, move |$act| {
                    let ($id, $typed) = (&asked, &typed);
                    $verb
                })
                .await;
            match outcome {
                Ok($done) => Ok(see(&paths::paper(&$to(id)))),
                Err(trouble) => {
                    let form = FormView::back($which, back, trouble, &caller.words)?;
                    show_with(&app, &caller, &id, form).await
                }
            }
        }
    };
}

act_on_paper!(write, "viet", |act, id, typed| super::write(act, id, &written(typed)));
act_on_paper!(issue_as_read, "ban-hanh", |act, id, typed| {
    super::as_read(act, id, typed.get("version"))?;
    super::issue(act, id)
});

async fn issue(state: State<Shared>, caller: Caller, path: Path<String>, typed: Typed) -> Outcome<Response> {
    match saved_first(&state, &caller, &path.0, "ban-hanh", &typed).await? {
        Some(page) => Ok(page),
        None => issue_as_read(state, caller, path, typed).await,
    }
}

/// What was typed and not saved yet is saved before anybody decides on a draft, and shown: nobody issues words that they have not
/// seen. None where nothing of it was new.
async fn saved_first(app: &Shared, caller: &Caller, id: &str, which: &str, typed: &Typed) -> Outcome<Option<Response>> {
    let written = written(typed);
    if written.fields.is_empty() {
        return Ok(None);
    }
    let (of, says) = (id.to_owned(), written.clone());
    let more = app
        .read(move |app, db| {
            let row = store::by_id(db, &of)?;
            let form = app.law.forms.form(&row.form).ok_or(Trouble::NotFound)?;
            super::says_more(&row, form, &says)
        })
        .await?;
    if !more {
        return Ok(None);
    }
    let asked = id.to_owned();
    let (which, trouble) = match app.act(&caller.member()?, move |act| super::write(act, &asked, &written)).await {
        Ok(()) => (which, Trouble::field("fields", "invalid-paper-just-saved", "")),
        Err(trouble) => ("viet", trouble),
    };
    let form = FormView::back(which, typed.clone(), trouble, &caller.words)?;
    show_with(app, caller, id, form).await.map(Some)
}
act_on_paper!(discard, "bo", |act, id, _typed| super::discard(act, id));
act_on_paper!(
    follow,
    "thay-the",
    |act, id, typed| super::following::follow(act, id, &typed.read::<Following>()?),
    |done| { |_: String| done }
);
act_on_paper!(receive, "da-nhan", |act, id, typed| super::following::receive(act, id, &typed.read::<Receipt>()?));

act_on_paper!(ask, "lay-y-kien", |act, id, typed| {
    let people = typed.beginning_with("nguoi-").into_keys().collect();
    commenting::ask(act, id, &Asking { people, until: typed.get("until").to_owned() })
});
act_on_paper!(comment, "gop-y", |act, id, typed| commenting::comment(act, id, &typed.read::<NewComment>()?));
act_on_paper!(settle, "xu-ly", |act, id, typed| {
    let words = typed.get("settled_words").to_owned();
    let (comment, how) = (typed.get("comment").to_owned(), typed.get("how").to_owned());
    commenting::settle(act, id, &Settling { comment, how, words })
});
act_on_paper!(adopt_as_read, "thong-qua", |act, id, typed| {
    let (words, on) = (typed.get("adopted_words").to_owned(), typed.get("adopted_on").to_owned());
    super::as_read(act, id, typed.get("version"))?;
    commenting::adopt(act, id, &Adopting { words, on })
});

async fn adopt(state: State<Shared>, caller: Caller, path: Path<String>, typed: Typed) -> Outcome<Response> {
    match saved_first(&state, &caller, &path.0, "thong-qua", &typed).await? {
        Some(page) => Ok(page),
        None => adopt_as_read(state, caller, path, typed).await,
    }
}

act_on_paper!(reopen, "mo-lai", |act, id, _typed| commenting::reopen(act, id));
act_on_paper!(fix_reckoned, "chot-so-lieu", |act, id, _typed| fixing::fix_again(act, id));

async fn fix_again(state: State<Shared>, caller: Caller, path: Path<String>, typed: Typed) -> Outcome<Response> {
    let id = path.0.clone();
    let row = state.read(move |_, db| store::by_id(db, &id)).await?;
    let (app, member) = (state.0.clone(), caller.member()?);
    // What is not a draft any more is refused, and needs no counting.
    let subject = if super::as_draft(&row).is_ok() { row.subject_id } else { String::new() };
    reckoning::ahead(&app, &member, (row.council_id, &subject), || fix_reckoned(state, caller, path, typed)).await
}

act_on_paper!(choose_limits, "han-che", |act, id, typed| {
    let kept = typed.beginning_with("giu-");
    let words = typed.beginning_with("cau-");
    let chosen = typed.beginning_with("ma-").into_iter().map(|(n, limit)| fixing::Choice {
        limit,
        kept: kept.contains_key(&n),
        words: words.get(&n).cloned().unwrap_or_default(),
    });
    fixing::choose(act, id, &chosen.collect::<Vec<_>>())
});

#[derive(Deserialize, Default)]
#[serde(default)]
struct AskedFile {
    dang: String,
    /// With the records that its figures counted, as an annex.
    kem: String,
}

async fn file(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<AskedFile>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let with_records = asked.kem == "ho-so";
    let own = asked.dang == "mau-rieng";
    let (row, official, own) = app
        .read(move |app, db| {
            let mut standing = standing(app, db, &member, &id)?;
            let own = if own { wording::filled(app, db, &standing.council, &standing.row)? } else { None };
            if with_records {
                standing.official.annexes.extend(reports::annex::of(app, db, &member, &id, &standing.official)?);
            }
            Ok((standing.row, standing.official, own))
        })
        .await?;
    if asked.dang == "mau-rieng" {
        return Ok(files::sent(own.ok_or(Trouble::NotFound)?));
    }
    // A file's name names no person: the symbol, or the form of a draft.
    let name = if row.symbol.is_empty() { row.form.clone() } else { words::fold(&row.symbol).replace(['/', ' '], "-") };
    let docx = asked.dang == "docx";
    let made = app
        .in_turn(move || if docx { papers::official::docx(&official) } else { papers::official::pdf(&official) })
        .await?;
    let bytes = made.map_err(|not| match not {
        NotPrinted::TooLong => Trouble::field("form", "invalid-paper-too-long", ""),
        NotPrinted::Fault(words) => Trouble::Fault(words),
    })?;
    let (end, media) = if docx {
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    } else {
        ("pdf", "application/pdf")
    };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{end}\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// The form of a follow-up, begun from an issued paper.
async fn record(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    onward::record(&app, &caller, ISSUED, id).await
}

/// A file that belongs to a paper.
async fn kept_file(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let read = app
        .read(move |app, db| {
            standing(app, db, &member, &id)?;
            files::read(app, db, &id, &file)
        })
        .await?;
    Ok(files::sent(read))
}

async fn attach(State(app): State<Shared>, caller: Caller, Path(id): Path<String>, typed: Typed) -> Outcome<Response> {
    let asked = id.clone();
    let done = match typed.keep_files(&app).and_then(files::single) {
        Ok(file) => app.act(&caller.member()?, move |act| super::attach(act, &asked, &file)).await,
        Err(trouble) => Err(trouble),
    };
    match done {
        Ok(()) => Ok(see(&paths::paper(&id))),
        Err(trouble) => {
            let form = FormView::back("ban-ky", typed, trouble, &caller.words)?;
            show_with(&app, &caller, &id, form).await
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AskedVersions {
    tu: String,
    den: String,
}

#[derive(Template)]
#[template(path = "issuing/compare.html")]
struct ComparePage {
    w: Words,
    frame: Frame,
    id: String,
    name: String,
    versions: Vec<(String, String)>,
    earlier: String,
    later: String,
    differs: Vec<Differs>,
}

async fn compare(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<AskedVersions>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let of = id.clone();
    let (standing, versions) = app
        .read(move |app, db| {
            let standing = standing(app, db, &member, &of)?;
            if standing.row.state == "issued" && !member.may_in(Deed::DraftPaper, &standing.council.id) {
                return Err(Trouble::NotFound);
            }
            Ok((standing, commenting::versions(db, &of)?))
        })
        .await?;
    let by = |asked: &str, otherwise: usize| {
        let wanted = versions.iter().find(|one| one.version.to_string() == asked);
        wanted.or_else(|| versions.get(otherwise).or_else(|| versions.last()))
    };
    let fields = |version: Option<&VersionRow>| -> Outcome<BTreeMap<String, String>> {
        Ok(version.map(|one| serde_json::from_str(&one.fields)).transpose()?.unwrap_or_default())
    };
    let (earlier, later) = (by(&asked.tu, 1), by(&asked.den, 0));
    let differs = comparing::compare(&standing.form, &fields(earlier)?, &fields(later)?, &w);
    let number = |version: Option<&VersionRow>| version.map(|one| one.version.to_string()).unwrap_or_default();
    let shown = ComparePage {
        frame: Frame::of(&app, &caller, w.t("official-compare"), paths::PAPERS).await,
        name: form_name(&standing.form, &w),
        earlier: number(earlier),
        later: number(later),
        versions: versions
            .iter()
            .map(|one| {
                (one.version.to_string(), format!("{} – {}, {}", one.version, one.by_name, ui::shown_instant(&one.at)))
            })
            .collect(),
        differs,
        id,
        w,
    };
    page(axum::http::StatusCode::OK, &shown)
}
