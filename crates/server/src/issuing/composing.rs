//! Composing (soạn): a form, what people wrote and what the records give become one paper.
//!
//! The words of a paper are those of its form and of people, in Vietnamese whatever language the screen has. Nothing is stored
//! here; an issued paper is not composed again.

use std::collections::BTreeMap;

use law::day::{Day, office_form};
use papers::forms::{Catalogue, FIRST_SIGNER, Filled, Form, Values};
use papers::official::{Addressed, Annex, Block, Official, Signer, Title, plain};
use sha2::{Digest as _, Sha256};

use super::records;
use super::store::{self, PaperRow};
use super::{Issuer, issuer_of, wording};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::Connection;
use crate::db::chain::hex;
use crate::trouble::{Outcome, Trouble};

/// How number and symbol are written: `{so}` the number, `{loai}` the code of the kind, `{nam}` the year.
pub fn symbol(pattern: &str, number: &str, code: &str, year: i64) -> String {
    pattern.replace("{so}", number).replace("{loai}", code).replace("{nam}", &year.to_string())
}

/// The short form of a body's name by its first letters: “Ban Kinh tế - Xã hội” is BKTXH.
fn short_form(name: &str) -> String {
    let words = name.split(' ').take_while(|word| word.chars().count() < 2 || !word.chars().all(char::is_uppercase));
    let first = words.filter_map(|word| word.chars().next().filter(|letter| letter.is_alphabetic()));
    first.flat_map(char::to_uppercase).collect()
}

/// How a body writes number and symbol: as its office said, else as the catalogue does. Papers with a name, then letters.
pub fn pattern(app: &App, db: &mut Connection, council_id: &str, issuer: &Issuer) -> Outcome<(String, String)> {
    if let Some(own) = store::pattern(db, council_id, &issuer.id)? {
        return Ok(own);
    }
    let shipped = app.law.forms.patterns.iter().find(|one| one.issuer == issuer.kind);
    let short = |pattern: &str| pattern.replace("{ban}", &short_form(&issuer.name));
    Ok(shipped.map(|one| (short(&one.named), short(&one.letter))).unwrap_or_default())
}

/// The bodies with which the issuer of a paper counts, in a lasting order. Number and symbol are one in a year (Nghị định
/// 30/2020/NĐ-CP, Điều 15): bodies of a council that write the same symbol count together.
pub fn count_together(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    (row, form): (&PaperRow, &Form),
) -> Outcome<Vec<String>> {
    let issuer = issuer_of(db, council, &row.body_id)?;
    let mine = pattern_of(app, db, &council.id, &issuer, form)?;
    let mut together = vec![issuer.id];
    for other in super::all_issuers(app, db, council)? {
        if pattern_of(app, db, &council.id, &other, form)? == mine {
            together.push(other.id);
        }
    }
    together.sort();
    together.dedup();
    Ok(together)
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

pub(super) fn values_of(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    row: &PaperRow,
    (issuer, today): (&Issuer, Day),
) -> Outcome<Values> {
    let mut values: Values = records::of(app, db, council, row, today)?;
    values.words.extend(app.law.forms.laws_on(&today.to_string()));
    for (name, words) in [
        ("hoi_dong", app.law.forms.in_full(&council.name)),
        ("chu_the", whole_name(&app.law.forms, council, issuer)),
        ("noi", council.place().to_owned()),
        ("ngay", office_form(today)),
        ("ngay_dai", in_full(&app.law.forms, today)),
        ("nam", today.year().to_string()),
    ] {
        // What the record says stands: a programme drafted in December is of the year after.
        values.words.entry(name.to_owned()).or_insert(words);
    }
    let fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    values.words.extend(fields);
    Ok(values)
}

/// The name of an issuer that says of which council it is.
pub(super) fn whole_name(words: &Catalogue, council: &CouncilRow, issuer: &Issuer) -> String {
    let name = words.in_full(&issuer.name);
    let council_kind = words.say("council_full", &[]);
    match issuer.kind.as_str() {
        "standing_committee" | "committee" if name.contains(council.place()) => name,
        // “Thường trực HĐND huyện” says the kind of unit already.
        "standing_committee" | "committee" if name.contains(&council_kind) => {
            let place = council.place();
            let kind = place.strip_suffix(words.place(place).as_str()).unwrap_or_default().trim();
            format!("{} {place}", name.trim_end_matches(kind).trim_end())
        }
        "standing_committee" | "committee" => format!("{name} {}", words.in_full(&council.name)),
        _ => name,
    }
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

/// What a paper says on a day, as a hash: without number and signature, which come when it is issued.
pub fn said_hash(app: &App, db: &mut Connection, council: &CouncilRow, row: &PaperRow, on: Day) -> Outcome<String> {
    let mut paper = compose(app, db, council, row, on)?;
    paper.reference.clear();
    paper.mark.clear();
    paper.signers.clear();
    paper.annexes.iter_mut().for_each(|annex| annex.of.clear());
    Ok(hex(&Sha256::digest(serde_json::to_string(&paper)?.as_bytes())))
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
    let name = words.in_full(&issuer.name);
    let administration = words.say("committee_full", &[]);
    let (parent, name) = match issuer.kind.as_str() {
        "council" | "standing_committee" => (String::new(), words.in_full(&council.name)),
        // An office that serves both is one of the People's Committee.
        "office" if name.contains(&administration) => (format!("{administration} {}", council.place()), name),
        _ => (words.in_full(&council.name), name),
    };
    // A line breaks before the place, never within its name.
    let kept = |name: String| name.replace(council.place(), &council.place().replace(' ', "\u{a0}"));
    let (parent, name) = (kept(parent), kept(name));
    let mark = match (row.state.as_str(), app.illustration.is_some()) {
        ("issued", false) => String::new(),
        ("issued", true) => words.say("illustration", &[]),
        (_, false) => words.say("draft", &[]),
        (_, true) => words.say("draft_illustration", &[]),
    };
    let mut body = filled.body;
    if let Some(earlier) = row.earlier_id.as_deref().map(|id| store::by_id(db, id)).transpose()? {
        body.push(Block::Words { words: follows(app, db, council, (row, form), &earlier)? });
    }
    if !form.unnumbered {
        ended(&mut body);
    }
    let on = in_full(words, today);
    let place = words.place(council.place());
    Ok(Official {
        language: "vi".into(),
        motto: [words.say("nation", &[]), words.say("motto", &[])],
        parent,
        issuer: name.clone(),
        place: if form.undated { String::new() } else { words.say("place", &[("place", &place), ("on", &on)]) },
        lies: form.lies,
        authority: filled.authority,
        day: (today.year(), today.month(), today.day()),
        title: if form.letter {
            Title::Letter { about: filled.summary }
        } else {
            Title::Named { name: form.name.clone(), summary: filled.summary }
        },
        to: Addressed { word: words.say("to", &[]), names: filled.to },
        grounds: filled.grounds,
        body,
        signers: signers(app, form, &issuer, row)?,
        recipients: Addressed { word: words.say("recipients", &[]), names: filled.recipients },
        annexes: annexes(
            words,
            &[("name", &form.name), ("symbol", &symbol), ("issuer", &name), ("on", &on)],
            filled.annexes,
        ),
        reference: if form.unnumbered { String::new() } else { words.say("reference", &[("symbol", &symbol)]) },
        mark,
    })
}

/// A day as papers write it out: below ten, and in the first two months, with a nought (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II,
/// khoản 4).
pub(super) fn in_full(words: &Catalogue, day: Day) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    let (day, year) = (format!("{:02}", day.day()), day.year().to_string());
    words.say("day", &[("day", &day), ("month", &month), ("year", &year)])
}

/// What a paper says of the one in whose place it stands, or which it corrects: kind, number, day, who issued it, on what
/// (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 6).
fn follows(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    (row, form): (&PaperRow, &Form),
    earlier: &PaperRow,
) -> Outcome<String> {
    let words = &app.law.forms;
    let kind = words.form(&earlier.form).map_or_else(String::new, |form| form.name.clone());
    let by = words.in_full(&issuer_of(db, council, &earlier.body_id)?.name);
    let on = earlier.issued_on.as_deref().and_then(|day| day.parse().ok());
    let on = on.map(|day| in_full(words, day)).unwrap_or_default();
    let said = [
        ("name", form.name.as_str()),
        ("kind", kind.as_str()),
        ("symbol", earlier.symbol.as_str()),
        ("on", on.as_str()),
        ("issuer", by.as_str()),
        ("summary", earlier.summary.as_str()),
    ];
    Ok(words.say(&row.earlier_link, &said))
}

/// The last sentence of a paper ends with its sign of the end (Nghị định 30/2020/NĐ-CP, Phụ lục III).
fn ended(body: &mut [Block]) {
    if let Some(Block::Words { words } | Block::Article { words, .. }) = body.last_mut() {
        let said = words.trim_end_matches(['.', '/', ' ', ';']).len();
        words.truncate(said);
        words.push_str("./.");
    }
}

/// Annexes say to which paper they belong; a single one has no number.
fn annexes(words: &Catalogue, of: &[(&str, &str)], mut all: Vec<Annex>) -> Vec<Annex> {
    let of = words.say("annex_of", of);
    let single = all.len() == 1;
    for annex in &mut all {
        annex.of.clone_from(&of);
        if single {
            words.say("annex", &[("n", "")]).trim_end().clone_into(&mut annex.word);
        }
    }
    all
}

fn signers(app: &App, form: &Form, issuer: &Issuer, row: &PaperRow) -> Outcome<Vec<Signer>> {
    if form.unsigned {
        return Ok(Vec::new());
    }
    if !form.signers.is_empty() {
        let last = form.signers.len() - 1;
        let fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
        let first = fields.get(FIRST_SIGNER).cloned().unwrap_or_default();
        let named = |n: usize| if n == last { row.signer.clone() } else { first.clone() };
        let all = form.signers.iter().enumerate();
        return Ok(all.map(|(n, words)| Signer { authority: vec![words.clone()], name: named(n) }).collect());
    }
    let mut signings = app.law.forms.signings(&issuer.kind, &row.about);
    let lines = signings
        .find(|one| one.id == row.signing)
        .map(|one| one.lines.iter().map(|line| line.replace("{chu_the}", &issuer.name.to_uppercase())).collect())
        .unwrap_or_default();
    Ok(vec![Signer { authority: lines, name: row.signer.clone() }])
}

#[cfg(test)]
mod tests {
    use super::short_form;

    #[test]
    fn a_committee_is_written_by_its_first_letters() {
        for (name, short) in [
            ("Ban Pháp chế", "BPC"),
            ("Ban Kinh tế - Xã hội", "BKTXH"),
            ("Ban Kinh tế - Ngân sách HĐND tỉnh Mẫu", "BKTNS"),
            ("Ban Văn hóa - Xã hội", "BVHXH"),
            ("Ban Đô thị", "BĐT"),
        ] {
            assert_eq!(short_form(name), short);
        }
    }
}
