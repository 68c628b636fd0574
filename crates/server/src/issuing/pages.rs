//! Pages of official papers: a new one, and each as it will be issued. The register stands in `register_pages.rs`.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use law::role::Act as Deed;
use papers::forms::Form;
use papers::official::{Block, Official, Rank, Title};
use papers::{NotPrinted, Row};
use serde::Deserialize;

use super::store::{self, PaperRow, ReceiptRow};
use super::{Following, NewPaper, Receipt, Written};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::followups::line::named;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::urging;
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
        .post("/van-ban/{id}/da-nhan", Deed::IssuePaper, receive)
}

/// May this member see a paper? Drafts, and papers that name private people, are their own council's office's alone.
pub fn sees(app: &App, member: &Member, council: &CouncilRow, row: &PaperRow) -> bool {
    let private = app.law.forms.form(&row.form).is_none_or(|form| form.private);
    if private || row.state != "issued" {
        return member.may_in(Deed::DraftPaper, &council.id);
    }
    councils::sees_all(member, council, Deed::ReadPapers)
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
    let asked_about = about.clone();
    let (council, choices) = app
        .read(move |app, db| {
            let council = councils::meant(db, &member, Some(&asked.hdnd), Deed::DraftPaper)?;
            let free = ["council", "followups"];
            let forms = app.law.forms.forms.iter().filter(|form| {
                if asked_about.is_empty() { free.contains(&form.about.as_str()) } else { form.about == asked_about }
            });
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
            Ok((council, choices))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("official-new"), paths::PAPERS).await;
    page(form.status(), &ChoosePage { frame, form, mark: council.mark, subject, about, choices, w })
}

async fn begin(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let new: NewPaper = typed.read()?;
    let (mark, about) = (typed.get("hdnd").to_owned(), typed.get("about").to_owned());
    let (asked, subject) = (mark.clone(), new.subject.clone());
    match app.act(&caller.member()?, move |act| super::begin(act, &asked, &new)).await {
        Ok(id) => Ok(see(&paths::paper(&id))),
        Err(trouble) => {
            let form = FormView::back("moi", typed, trouble, &caller.words)?;
            let goc = if subject.is_empty() { String::new() } else { format!("{about}:{subject}") };
            choose_with(&app, &caller, AskedNew { hdnd: mark, goc }, form).await
        }
    }
}

/// A block of the paper as the screen draws it.
enum Shown {
    Chapter(String),
    Heading(String),
    Words(String),
    Table(Vec<String>, Vec<Vec<String>>),
}

fn shown(block: &Block) -> Shown {
    match block {
        Block::Heading { rank: Rank::Chapter, words } => Shown::Chapter(words.to_uppercase()),
        Block::Heading { rank: Rank::Section | Rank::Article, words } => Shown::Heading(words.clone()),
        Block::Words { words } => Shown::Words(words.clone()),
        Block::Table { columns, rows } => {
            let cells = |row: &Row| match row {
                Row::Section { words, .. } => vec![words.clone()],
                Row::Cells { cells } => cells
                    .iter()
                    .map(|parts| parts.iter().map(|part| part.words.as_str()).collect::<Vec<_>>().join(" "))
                    .collect(),
            };
            Shown::Table(columns.iter().map(|one| one.heading.clone()).collect(), rows.iter().map(cells).collect())
        }
    }
}

struct FieldView {
    name: String,
    label: String,
    lines: u8,
    required: bool,
    words: String,
    lacking: bool,
}

struct Standing {
    row: PaperRow,
    council: CouncilRow,
    official: Official,
    form: Form,
    receipts: Vec<ReceiptRow>,
    later: Vec<PaperRow>,
    earlier: Option<PaperRow>,
    signings: Vec<(String, String)>,
    /// Whose right it is to sign the paper of the ladder for which this one stands.
    also: Option<Deed>,
}

#[derive(Template)]
#[template(path = "issuing/paper.html")]
struct PaperPage {
    w: Words,
    frame: Frame,
    form: FormView,
    paper: PaperRow,
    name: String,
    source: String,
    o: Official,
    about: String,
    kind: String,
    body: Vec<Shown>,
    fields: Vec<FieldView>,
    signings: Vec<(String, String)>,
    receipts: Vec<(String, String, String)>,
    later: Vec<(String, String)>,
    earlier: Option<(String, String)>,
    back: Option<(String, String)>,
    standing: String,
    may_write: bool,
    may_issue: bool,
    waits_for_standing: bool,
    may_follow: bool,
    may_receive: bool,
}

async fn show(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show_with(&app, &caller, &id, FormView::default()).await
}

fn standing(app: &App, db: &mut Connection, member: &Member, id: &str) -> Outcome<Standing> {
    let row = store::by_id(db, id)?;
    let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    if !sees(app, member, &council, &row) {
        return Err(Trouble::NotFound);
    }
    let form = app.law.forms.form(&row.form).cloned().ok_or(Trouble::NotFound)?;
    let issuer = super::issuer_of(db, &council, &row.body_id)?;
    let signings = app.law.forms.signings.iter().filter(|one| one.issuer == issuer.kind && form.signers.is_empty());
    let also = match row.about.as_str() {
        "urging" => Some(urging::signing_deed(app, urging::store::by_id(db, &row.subject_id)?.rung)),
        _ => None,
    };
    Ok(Standing {
        also,
        official: super::content(app, db, &council, &row)?,
        receipts: store::receipts(db, id)?,
        later: store::later(db, id)?,
        earlier: row.earlier_id.as_deref().map(|id| store::by_id(db, id)).transpose()?,
        signings: signings
            .map(|one| (one.id.clone(), one.lines.join(" / ").replace("{chu_the}", &issuer.name.to_uppercase())))
            .collect(),
        row,
        council,
        form,
    })
}

async fn show_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (asked, reader) = (id.to_owned(), member.clone());
    let s = app.read(move |app, db| standing(app, db, &reader, &asked)).await?;
    let written: BTreeMap<String, String> = serde_json::from_str(&s.row.fields)?;
    let lacking: Vec<&str> = s.form.lacking(&written).into_iter().map(|field| field.name.as_str()).collect();
    let fields = s
        .form
        .fields
        .iter()
        .map(|field| FieldView {
            words: if form.which == "viet" {
                form.v(&format!("f-{}", field.name)).to_owned()
            } else {
                written.get(&field.name).cloned().unwrap_or_default()
            },
            lacking: lacking.contains(&field.name.as_str()) && form.which == "ban-hanh",
            label: named(&field.label, &field.label_en, &w),
            name: field.name.clone(),
            lines: field.lines,
            required: field.required,
        })
        .collect();
    let form = form.or(&[("signing", &s.row.signing), ("signer", &s.row.signer)]);
    let draft = s.row.state == "drafted";
    let may = |deed| member.may_in(deed, &s.council.id);
    let (about, kind) = match &s.official.title {
        Title::Named { name, summary } => (summary.clone(), name.to_uppercase()),
        Title::Letter { about } => (about.clone(), String::new()),
    };
    let on = ui::shown(Some(s.row.issued_on.as_deref().unwrap_or(&s.row.drafted_on)));
    let page_of = PaperPage {
        frame: Frame::of(app, caller, w.t("nav-papers"), paths::PAPERS).await,
        name: form_name(&s.form, &w),
        source: if s.form.checked {
            s.form.source.clone()
        } else {
            w.s("official-source-unchecked", s.form.source.clone())
        },
        standing: match s.row.state.as_str() {
            "issued" => w.st("official-issued-on", on, s.row.issued_by.clone().unwrap_or_default()),
            "discarded" => w.t("official-dropped").to_owned(),
            _ => w.st("official-draft-of", s.row.drafted_by.clone(), on),
        },
        body: s.official.body.iter().map(shown).collect(),
        receipts: s
            .receipts
            .iter()
            .map(|one| (one.by_whom.clone(), ui::shown(Some(&one.on_day)), one.noted_by.clone()))
            .collect(),
        later: s
            .later
            .iter()
            .map(|one| (one.id.clone(), w.s(&format!("official-later-{}", one.earlier_link), one.symbol.clone())))
            .collect(),
        earlier: s.earlier.map(|one| (one.id, w.s(&format!("official-earlier-{}", s.row.earlier_link), one.symbol))),
        back: subject_address(&s.row).map(|href| (href, w.k("official-about", &s.row.about))),
        may_write: draft && may(Deed::DraftPaper),
        may_issue: draft && may(Deed::IssuePaper) && s.also.is_none_or(may),
        waits_for_standing: draft && may(Deed::IssuePaper) && !s.also.is_none_or(may),
        may_follow: s.row.state == "issued" && may(Deed::DraftPaper),
        may_receive: s.row.state == "issued" && may(Deed::IssuePaper),
        about,
        kind,
        fields,
        signings: s.signings,
        o: s.official,
        paper: s.row,
        form,
        w,
    };
    page(page_of.form.status(), &page_of)
}

/// The page of the record that a paper belongs to.
fn subject_address(row: &PaperRow) -> Option<String> {
    let id = &row.subject_id;
    match row.about.as_str() {
        _ if id.is_empty() => None,
        "urging" => Some(paths::urging(id)),
        "supervision" => Some(format!("{}/{id}", paths::SUPERVISIONS)),
        "round" => Some(format!("{}/dot/{id}", paths::CONTACTS)),
        "meeting" => Some(format!("{}/cuoc/{id}", paths::CONTACTS)),
        "programme" => Some(paths::PROGRAMME.to_owned()),
        "period" => id.split_once(':').map(|(first, last)| format!("{}?tu={first}&den={last}", paths::REPORT)),
        _ => None,
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

/// Makes the handler of a form that stands on a paper's page.
macro_rules! act_on_paper {
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

act_on_paper!(write, "viet", |act, id, typed| super::write(act, id, &written(typed)), |_done| |id: String| id);
act_on_paper!(
    issue,
    "ban-hanh",
    |act, id, typed| {
        let _ = typed;
        super::issue(act, id)
    },
    |_done| |id: String| id
);
act_on_paper!(
    discard,
    "bo",
    |act, id, typed| {
        let _ = typed;
        super::discard(act, id)
    },
    |_done| |id: String| id
);
act_on_paper!(follow, "thay-the", |act, id, typed| super::follow(act, id, &typed.read::<Following>()?), |done| {
    |_: String| done
});
act_on_paper!(receive, "da-nhan", |act, id, typed| super::receive(act, id, &typed.read::<Receipt>()?), |_done| {
    |id: String| id
});

#[derive(Deserialize, Default)]
#[serde(default)]
struct AskedFile {
    dang: String,
}

async fn file(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<AskedFile>,
) -> Outcome<Response> {
    let member = caller.member()?;
    let (row, official) = app
        .read(move |app, db| standing(app, db, &member, &id).map(|standing| (standing.row, standing.official)))
        .await?;
    // A file's name names no person: the symbol, or the form of a draft.
    let name = if row.symbol.is_empty() { row.form.clone() } else { words::fold(&row.symbol).replace(['/', ' '], "-") };
    let docx = asked.dang == "docx";
    let made = tokio::task::spawn_blocking(move || {
        if docx { papers::official::docx(&official) } else { papers::official::pdf(&official) }
    })
    .await
    .map_err(|error| Trouble::Fault(format!("paper: {error}")))?;
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
