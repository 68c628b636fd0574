//! Composing (soạn): a form, what people wrote and what the records give become one paper.
//!
//! The words of a paper are those of its form and of people, in Vietnamese whatever language the screen has. Nothing is stored
//! here; an issued paper is not composed again.

use std::collections::BTreeMap;

use law::day::{Day, office_form};
use papers::forms::{Catalogue, Filled, Form, Values};
use papers::official::{Addressed, Annex, Block, Official, Signer, Title, plain};

use super::records;
use super::store::{self, PaperRow};
use super::{Issuer, issuer_of, wording};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::Connection;
use crate::trouble::{Outcome, Trouble};

/// How number and symbol are written: `{so}` the number, `{loai}` the code of the kind, `{nam}` the year.
pub fn symbol(pattern: &str, number: &str, code: &str, year: i64) -> String {
    pattern.replace("{so}", number).replace("{loai}", code).replace("{nam}", &year.to_string())
}

/// How a body writes number and symbol: as its office said, else as the catalogue does. Papers with a name, then letters.
pub fn pattern(app: &App, db: &mut Connection, council_id: &str, issuer: &Issuer) -> Outcome<(String, String)> {
    if let Some(own) = store::pattern(db, council_id, &issuer.id)? {
        return Ok(own);
    }
    let shipped = app.law.forms.patterns.iter().find(|one| one.issuer == issuer.kind);
    Ok(shipped.map(|one| (one.named.clone(), one.letter.clone())).unwrap_or_default())
}

/// The pattern by which a form of a body is numbered.
pub fn pattern_of(app: &App, db: &mut Connection, council_id: &str, issuer: &Issuer, form: &Form) -> Outcome<String> {
    if !form.symbol.is_empty() {
        return Ok(form.symbol.clone());
    }
    let (named, letter) = pattern(app, db, council_id, issuer)?;
    Ok(if form.letter { letter } else { named })
}

/// What a paper is about, as its register shows it.
pub fn summary(app: &App, db: &mut Connection, council: &CouncilRow, row: &PaperRow, today: Day) -> Outcome<String> {
    Ok(plain(&filled(app, db, council, row, today)?.1.summary).into_owned())
}

/// Words of the head and the foot, which a template of an office's own may name beside those of the form.
pub const HEAD: &[&str] = &[
    "trich_yeu",
    "so_ky_hieu",
    "dia_danh_ngay",
    "co_quan_chu_quan",
    "co_quan_ban_hanh",
    "nguoi_ky",
    "noi_nhan",
    "kinh_gui",
];

fn values_of(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    row: &PaperRow,
    (issuer, today): (&Issuer, Day),
) -> Outcome<Values> {
    let mut values: Values = records::of(app, db, council, row, today)?.values;
    values.words.extend(app.law.forms.laws_on(&today.to_string()));
    for (name, words) in [
        ("hoi_dong", app.law.forms.in_full(&council.name)),
        ("chu_the", app.law.forms.in_full(&issuer.name)),
        ("ngay", office_form(today)),
        ("nam", today.year().to_string()),
    ] {
        // What the record says stands: a programme drafted in December is of the year after.
        values.words.entry(name.to_owned()).or_insert(words);
    }
    let fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    values.words.extend(fields);
    Ok(values)
}

fn filled(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    row: &PaperRow,
    today: Day,
) -> Outcome<(Issuer, Filled)> {
    let form = wording::form_of(app, db, &council.id, &row.form)?;
    let issuer = issuer_of(db, council, &row.body_id)?;
    let values = values_of(app, db, council, row, (&issuer, today))?;
    Ok((issuer, app.law.forms.fill(&form, &values)))
}

/// A form in other words, filled for a paper.
pub fn preview(app: &App, db: &mut Connection, council: &CouncilRow, row: &PaperRow, form: &Form) -> Outcome<Filled> {
    let issuer = issuer_of(db, council, &row.body_id)?;
    let values = values_of(app, db, council, row, (&issuer, app.clock.today()))?;
    Ok(app.law.forms.fill(form, &values))
}

/// What stands in the places of an office's own template: the form's, and those of head and foot. Figures are said, not marked.
pub fn values(app: &App, db: &mut Connection, council: &CouncilRow, row: &PaperRow, today: Day) -> Outcome<Values> {
    let paper = compose(app, db, council, row, today)?;
    let issuer = issuer_of(db, council, &row.body_id)?;
    let mut values = values_of(app, db, council, row, (&issuer, today))?;
    let said = [
        paper.title.about().to_owned(),
        paper.reference.clone(),
        paper.place.clone(),
        paper.parent.clone(),
        paper.issuer.clone(),
        paper.signers.last().map(|signer| signer.name.clone()).unwrap_or_default(),
        paper.recipients.names.join("\n"),
        paper.to.names.join("\n"),
    ];
    values.words.extend(HEAD.iter().map(|name| (*name).to_owned()).zip(said));
    values.be_plain();
    Ok(values)
}

/// The whole paper as it would be issued today.
pub fn compose(app: &App, db: &mut Connection, council: &CouncilRow, row: &PaperRow, today: Day) -> Outcome<Official> {
    let form = app.law.forms.form(&row.form).ok_or_else(|| Trouble::Fault(format!("form `{}` is gone", row.form)))?;
    let (issuer, filled) = filled(app, db, council, row, today)?;
    let pattern = pattern_of(app, db, &council.id, &issuer, form)?;
    let symbol =
        if row.symbol.is_empty() { symbol(&pattern, "……", &form.code, row.year) } else { row.symbol.clone() };
    // A committee or office issues under its council; a council and its Standing Committee under their own name.
    let words = &app.law.forms;
    let (parent, name) = match issuer.kind.as_str() {
        "council" | "standing_committee" => (String::new(), words.in_full(&council.name)),
        _ => (words.in_full(&council.name), words.in_full(&issuer.name)),
    };
    let mark = match (row.state.as_str(), app.illustration.is_some()) {
        ("issued", false) => String::new(),
        ("issued", true) => words.say("illustration", &[]),
        (_, false) => words.say("draft", &[]),
        (_, true) => words.say("draft_illustration", &[]),
    };
    let mut body = filled.body;
    if let Some(earlier) = row.earlier_id.as_deref().map(|id| store::by_id(db, id)).transpose()? {
        let on = crate::web::ui::shown(earlier.issued_on.as_deref());
        let said = words.say(&row.earlier_link, &[("symbol", &earlier.symbol), ("on", &on)]);
        body.insert(0, Block::Words { words: said });
    }
    let reference = words.say("reference", &[("symbol", &symbol)]);
    // Days below ten, and the first two months, carry a nought (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    let day = format!("{:02}", today.day());
    let month = if today.month() < 3 { format!("{:02}", today.month()) } else { today.month().to_string() };
    let year = today.year().to_string();
    Ok(Official {
        language: "vi".into(),
        motto: [words.say("nation", &[]), words.say("motto", &[])],
        parent,
        issuer: name.clone(),
        place: words.say(
            "place",
            &[("place", words.place(council.place())), ("day", &day), ("month", &month), ("year", &year)],
        ),
        day: (today.year(), today.month(), today.day()),
        title: if form.letter {
            Title::Letter { about: filled.summary }
        } else {
            Title::Named { name: form.name.clone(), summary: filled.summary }
        },
        to: Addressed { word: words.say("to", &[]), names: filled.to },
        grounds: filled.grounds,
        body,
        signers: signers(app, form, &issuer, row),
        recipients: Addressed { word: words.say("recipients", &[]), names: filled.recipients },
        annexes: annexes(words, (&form.name, &symbol, &name), filled.annexes),
        reference,
        mark,
    })
}

/// Annexes say to which paper they belong; a single one has no number.
fn annexes(words: &Catalogue, (name, symbol, issuer): (&str, &str, &str), mut all: Vec<Annex>) -> Vec<Annex> {
    let of = words.say("annex_of", &[("name", name), ("symbol", symbol), ("issuer", issuer)]);
    let single = all.len() == 1;
    for annex in &mut all {
        annex.of.clone_from(&of);
        if single {
            words.say("annex", &[("n", "")]).trim_end().clone_into(&mut annex.word);
        }
    }
    all
}

fn signers(app: &App, form: &Form, issuer: &Issuer, row: &PaperRow) -> Vec<Signer> {
    if !form.signers.is_empty() {
        let last = form.signers.len() - 1;
        let named = |n: usize| if n == last { row.signer.clone() } else { String::new() };
        let all = form.signers.iter().enumerate();
        return all.map(|(n, words)| Signer { authority: vec![words.clone()], name: named(n) }).collect();
    }
    let lines = app
        .law
        .forms
        .signings
        .iter()
        .find(|one| one.issuer == issuer.kind && one.id == row.signing)
        .map(|one| one.lines.iter().map(|line| line.replace("{chu_the}", &issuer.name.to_uppercase())).collect())
        .unwrap_or_default();
    vec![Signer { authority: lines, name: row.signer.clone() }]
}
