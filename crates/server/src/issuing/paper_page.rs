//! The page of an official paper: as it will be issued, with what people write, say and decide beside it. Figures of a report open
//! the records behind them.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use law::role::Act as Deed;
use papers::forms::{AnnexForm, Field, FieldKind, Form, INCOMING, ISSUED};
use papers::official::{Lies, Official, Title};
use serde::Deserialize;

use super::commenting::{self, ReaderRow};
use super::drawing::{Drawing, Shown};
use super::files::{self, FileView};
use super::incoming;
use super::onward;
use super::pages::form_name;
use super::store::{self, PaperRow, ReceiptRow};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::councils::{self, store as council_store};
use crate::db::Connection;
use crate::followups::line::named;
use crate::people::Member;
use crate::reports::INDICATORS;
use crate::reports::beside::{self, Beside};
use crate::reports::numbers::name_of;
use crate::trouble::{Outcome, Trouble};
use crate::urging;
use crate::web::forms::FormView;
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Shared, page, paths, ui};

/// May this member see a paper? Drafts, and papers that name private people, are their own council's office's alone; a draft is also
/// for those who are asked to comment on it.
pub fn sees(app: &App, db: &mut Connection, member: &Member, council: &CouncilRow, row: &PaperRow) -> Outcome<bool> {
    if member.may_in(Deed::DraftPaper, &council.id) {
        return Ok(true);
    }
    if row.state == "issued" {
        let private = app.law.forms.form(&row.form).is_none_or(|form| form.private);
        return Ok(!private && councils::sees_all(member, council, Deed::ReadPapers));
    }
    Ok(member.may_in(Deed::CommentPaper, &council.id) && commenting::is_reader(db, &row.id, &member.account_id)?)
}

struct AnnexView {
    word: String,
    title: String,
    of: String,
    across: bool,
    body: Vec<Shown>,
}

struct FieldView {
    name: String,
    label: String,
    lines: u8,
    required: bool,
    words: String,
    lacking: bool,
    /// Ids, names, and which of them are chosen, where nothing is written: of annexes several, of shares one.
    choices: Vec<(String, String, bool)>,
    several: bool,
    /// Headings of the columns that are typed; empty where words are.
    columns: String,
    /// What the last issued paper of this form said there: symbol and words.
    last: Option<(String, String)>,
}

struct CommentView {
    id: String,
    by: String,
    about: String,
    words: String,
    settled: String,
    settled_words: String,
    settled_by: String,
}

/// A paper with what belongs to it.
pub(super) struct Standing {
    pub row: PaperRow,
    pub council: CouncilRow,
    pub official: Official,
    pub form: Form,
    receipts: Vec<ReceiptRow>,
    later: Vec<PaperRow>,
    earlier: Option<PaperRow>,
    has_template: bool,
    signings: Vec<(String, String)>,
    /// Whose right it is to sign the paper of the ladder for which this one stands.
    also: Option<Deed>,
}

/// A paper for somebody who may see it.
pub(super) fn standing(app: &App, db: &mut Connection, member: &Member, id: &str) -> Outcome<Standing> {
    let row = store::by_id(db, id)?;
    let council = council_store::by_id(db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    if !sees(app, db, member, &council, &row)? {
        return Err(Trouble::NotFound);
    }
    let form = app.law.forms.form(&row.form).cloned().ok_or(Trouble::NotFound)?;
    let issuer = super::issuer_of(db, &council, &row.body_id)?;
    let signings = app.law.forms.signings(&issuer.kind, &row.about).filter(|_| form.signers.is_empty());
    let also = match row.about.as_str() {
        "urging" => Some(urging::signing_deed(app, urging::store::by_id(db, &row.subject_id)?.rung)),
        _ => None,
    };
    Ok(Standing {
        also,
        has_template: super::wording::template(db, &council.id, &row.form)?.is_some(),
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

/// Files of a paper, and what came in answer to it: the page alone shows them.
struct Attached {
    files: Vec<FileView>,
    came: Vec<(String, String)>,
    /// Papers that went on from it, and whether any form may.
    onward: Vec<(String, String)>,
    may_go_on: bool,
    /// May a follow-up be written down from it?
    records: bool,
}

fn attached(app: &App, db: &mut Connection, member: &Member, s: &Standing, w: &Words) -> Outcome<Attached> {
    // What comes in is the office's own.
    let own = member.may_in(Deed::DraftPaper, &s.council.id);
    let came = if own { incoming::answers(db, &s.row.id)? } else { Vec::new() };
    let said = |row: incoming::IncomingRow| {
        let on = ui::shown(Some(&row.arrived_on));
        (paths::incoming(&row.id), w.st("incoming-answer", row.sender, on))
    };
    let issued = own && s.row.state == "issued";
    let from = (ISSUED, s.row.id.as_str());
    let origin = if issued { onward::origin(app, db, &s.council, from)? } else { None };
    Ok(Attached {
        files: files::views(app, db, &s.row.id, w)?,
        came: came.into_iter().map(said).collect(),
        onward: if issued { onward::went_on(app, db, from, w)? } else { Vec::new() }
            .into_iter()
            .map(|one| (one.href, one.words))
            .collect(),
        may_go_on: origin.as_ref().is_some_and(|origin| !origin.forms(app).is_empty()),
        records: origin.is_some_and(|origin| origin.records.is_some())
            && member.may_in(Deed::RecordFollowup, &s.council.id),
    })
}

/// What people said of a draft.
#[derive(Default)]
struct Talk {
    readers: Vec<ReaderRow>,
    comments: Vec<commenting::CommentRow>,
    may_be_asked: Vec<(String, String)>,
    versions: usize,
    last: Option<PaperRow>,
}

fn talk(app: &App, db: &mut Connection, s: &Standing) -> Outcome<Talk> {
    let readers = commenting::readers(db, &s.row.id)?;
    let today = app.clock.today().to_string();
    let mut may_be_asked = commenting::who_may(db, &s.council.id, &today)?;
    may_be_asked.retain(|(account, _)| !readers.iter().any(|one| one.account_id == *account));
    Ok(Talk {
        comments: commenting::comments(db, &s.row.id)?,
        versions: commenting::versions(db, &s.row.id)?.len(),
        last: store::last_issued(db, &s.council.id, &s.row.form)?.filter(|last| last.id != s.row.id),
        readers,
        may_be_asked,
    })
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
    annexes: Vec<AnnexView>,
    fields: Vec<FieldView>,
    signings: Vec<(String, String)>,
    receipts: Vec<(String, String, String)>,
    files: Vec<FileView>,
    files_at: String,
    came: Vec<(String, String)>,
    onward: Vec<(String, String)>,
    may_go_on: bool,
    records: bool,
    has_template: bool,
    mark: String,
    later: Vec<(String, String)>,
    earlier: Option<(String, String)>,
    back: Option<(String, String)>,
    standing: String,
    adopted: String,
    readers: Vec<(String, String)>,
    comments: Vec<CommentView>,
    comment_fields: Vec<(String, String)>,
    may_be_asked: Vec<(String, String)>,
    versions: usize,
    beside: Option<Beside>,
    may_write: bool,
    may_comment: bool,
    may_adopt: bool,
    may_reopen: bool,
    may_issue: bool,
    may_discard: bool,
    waits_for_standing: bool,
    may_follow: bool,
    may_receive: bool,
}

/// The figure of a report that was clicked, and whose it is.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct AskedFigure {
    so: String,
    cua: String,
}

pub(super) async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<AskedFigure>,
) -> Outcome<Response> {
    show_asked(&app, &caller, &id, FormView::default(), asked).await
}

/// The page with a form that came back.
pub(super) async fn show_with(app: &Shared, caller: &Caller, id: &str, form: FormView) -> Outcome<Response> {
    show_asked(app, caller, id, form, AskedFigure::default()).await
}

async fn show_asked(app: &Shared, caller: &Caller, id: &str, form: FormView, asked: AskedFigure) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (of, reader, words) = (id.to_owned(), member.clone(), w.clone());
    let (s, (t, a), beside) = app
        .read(move |app, db| {
            let s = standing(app, db, &reader, &of)?;
            let beside = beside::read(app, db, &s.row, (&s.council, &reader), (&asked.so, &asked.cua), &words)?;
            let t = if s.row.state == "issued" { Talk::default() } else { talk(app, db, &s)? };
            let a = attached(app, db, &reader, &s, &words)?;
            Ok((s, (t, a), beside))
        })
        .await?;
    let page_of = build(
        &member,
        form,
        w.clone(),
        (s, t, a),
        beside,
        Frame::of(app, caller, w.t("nav-papers"), paths::PAPERS).await,
    )?;
    page(page_of.form.status(), &page_of)
}

fn fields(s: &Standing, t: &Talk, form: &FormView, w: &Words) -> Outcome<Vec<FieldView>> {
    let written: BTreeMap<String, String> = serde_json::from_str(&s.row.fields)?;
    let last: BTreeMap<String, String> =
        t.last.as_ref().map(|last| serde_json::from_str(&last.fields)).transpose()?.unwrap_or_default();
    let symbol = t.last.as_ref().map(|last| last.symbol.clone()).unwrap_or_default();
    let lacking: Vec<&str> = s.form.lacking(&written).into_iter().map(|field| field.name.as_str()).collect();
    let shown = s.form.fields.iter().map(|field| {
        let words = if form.which == "viet" {
            form.v(&format!("f-{}", field.name)).to_owned()
        } else {
            written.get(&field.name).cloned().unwrap_or_default()
        };
        FieldView {
            lacking: lacking.contains(&field.name.as_str()) && ["ban-hanh", "thong-qua"].contains(&form.which.as_str()),
            label: named(&field.label, &field.label_en, w),
            last: last.get(&field.name).filter(|_| field.lines > 1).map(|words| (symbol.clone(), words.clone())),
            name: field.name.clone(),
            lines: field.lines,
            required: field.required,
            choices: choices(&s.form, field, &words, w),
            several: field.kind == FieldKind::Annexes,
            columns: field.columns.iter().map(|(heading, _)| heading.as_str()).collect::<Vec<_>>().join(" | "),
            words,
        }
    });
    Ok(shown.collect())
}

/// What is chosen from in a field, where people do not write words there.
fn choices(form: &Form, field: &Field, words: &str, w: &Words) -> Vec<(String, String, bool)> {
    match field.kind {
        FieldKind::Words | FieldKind::Day | FieldKind::Rows => Vec::new(),
        FieldKind::Choice => field.choices.iter().map(|one| (one.clone(), one.clone(), one == words)).collect(),
        FieldKind::Annexes => {
            let written = BTreeMap::from([(field.name.clone(), words.to_owned())]);
            let offered = form.annexes.iter().filter(|annex| !annex.id.is_empty());
            let choice = |annex: &AnnexForm| {
                (annex.id.clone(), named(&annex.called, &annex.called_en, w), form.has(annex, &written))
            };
            offered.map(choice).collect()
        }
        FieldKind::Share => {
            let shares = INDICATORS.all.iter().filter(|one| one.of.is_some());
            shares.map(|one| (one.id.clone(), name_of(one, w), one.id == words)).collect()
        }
    }
}

fn comment_views(s: &Standing, t: &Talk, w: &Words) -> Vec<CommentView> {
    let about = |name: &str| {
        let field = s.form.fields.iter().find(|field| field.name == name);
        field.map_or_else(|| w.t("comment-whole").to_owned(), |field| named(&field.label, &field.label_en, w))
    };
    let shown = t.comments.iter().map(|one| CommentView {
        id: one.id.clone(),
        by: w.st("comment-by", one.by_name.clone(), ui::shown_instant(&one.at)),
        about: about(&one.field),
        words: one.words.clone(),
        settled: if one.settled.is_empty() { String::new() } else { w.k("comment", &one.settled) },
        settled_words: one.settled_words.clone(),
        settled_by: one.settled_by.clone(),
    });
    shown.collect()
}

fn build(
    member: &Member,
    form: FormView,
    w: Words,
    (s, t, a): (Standing, Talk, Attached),
    beside: Option<Beside>,
    frame: Frame,
) -> Outcome<PaperPage> {
    let state = super::state_of(&s.row)?;
    let form = form.or(&[("signing", &s.row.signing), ("signer", &s.row.signer)]);
    let writable = state.write().is_ok();
    let may = |deed| member.may_in(deed, &s.council.id);
    let may_sign = s.also.is_none_or(may);
    let issuable = state.issue(jiff::civil::Date::MAX).is_ok();
    let said = |words: &String| papers::official::plain(words).into_owned();
    let (about, kind) = match &s.official.title {
        Title::Named { name, summary } => (said(summary), name.to_uppercase()),
        Title::Letter { about } => (said(about), String::new()),
    };
    let on = ui::shown(Some(s.row.issued_on.as_deref().unwrap_or(&s.row.drafted_on)));
    let page = paths::paper(&s.row.id);
    let drawing = Drawing { page: beside.as_ref().map(|_| page.as_str()) };
    let annexes = s.official.annexes.iter().map(|annex| AnnexView {
        word: annex.word.clone(),
        title: annex.title.clone(),
        of: annex.of.clone(),
        across: annex.lies == Lies::Across,
        body: drawing.blocks(&annex.body),
    });
    let mut comment_fields = vec![(String::new(), w.t("comment-whole").to_owned())];
    comment_fields
        .extend(s.form.fields.iter().map(|field| (field.name.clone(), named(&field.label, &field.label_en, &w))));
    Ok(PaperPage {
        frame,
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
        adopted: s.row.adopted_by.clone().map_or_else(String::new, |by| {
            let said = w.st("official-adopted-on", ui::shown(s.row.adopted_on.as_deref()), by);
            format!("{said} {}", s.row.adopted_words).trim().to_owned()
        }),
        body: drawing.blocks(&s.official.body),
        annexes: annexes.collect(),
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
        earlier: s
            .earlier
            .as_ref()
            .map(|one| (one.id.clone(), w.s(&format!("official-earlier-{}", s.row.earlier_link), one.symbol.clone()))),
        back: subject_address(&s.row)
            // What came in, and what names private people, is the office's own.
            .filter(|_| may(Deed::DraftPaper) || ![ISSUED, INCOMING].contains(&s.row.about.as_str()))
            .map(|href| (href, w.k("official-about", &s.row.about))),
        readers: t
            .readers
            .iter()
            .map(|one| (one.name.clone(), one.due_on.as_ref().map(|due| ui::shown(Some(due))).unwrap_or_default()))
            .collect(),
        comments: comment_views(&s, &t, &w),
        fields: fields(&s, &t, &form, &w)?,
        comment_fields,
        may_be_asked: t.may_be_asked,
        versions: t.versions,
        may_write: writable && may(Deed::DraftPaper),
        may_comment: writable && may(Deed::CommentPaper),
        may_adopt: writable && may(Deed::AdoptPaper),
        may_reopen: state.reopen(false).is_ok() && may(Deed::AdoptPaper),
        may_issue: issuable && may(Deed::IssuePaper) && may_sign,
        may_discard: state.discard().is_ok() && may(Deed::DraftPaper),
        waits_for_standing: issuable && may(Deed::IssuePaper) && !may_sign,
        may_follow: s.row.state == "issued" && may(Deed::DraftPaper),
        may_receive: s.row.state == "issued" && may(Deed::IssuePaper),
        files: a.files,
        files_at: page,
        came: a.came,
        onward: a.onward,
        may_go_on: a.may_go_on,
        records: a.records,
        has_template: s.has_template,
        mark: s.council.mark,
        signings: s.signings,
        o: s.official,
        paper: s.row,
        about,
        kind,
        beside,
        form,
        w,
    })
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
        ISSUED => Some(paths::paper(id)),
        INCOMING => Some(paths::incoming(id)),
        "programme" => Some(paths::PROGRAMME.to_owned()),
        "period" => id.split_once(':').map(|(first, last)| format!("{}?tu={first}&den={last}", paths::REPORT)),
        _ => None,
    }
}
