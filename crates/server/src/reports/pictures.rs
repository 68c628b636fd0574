//! Pictures that a person puts into a report, each with its table: from the figures that the report fixed, so that they stand still
//! with its words.

use std::collections::BTreeMap;

use papers::forms::{Columns, FieldKind, Values};
use papers::official::marked;
use papers::{Part, Style};

use super::fixing::{Fixed, OfCouncil};
use super::numbers::{name_of, pointed};
use super::{INDICATORS, Indicator};
use crate::app::App;
use crate::councils::store as councils;
use crate::db::Connection;
use crate::issuing::store::PaperRow;
use crate::issuing::wording;
use crate::overview::{self, CLOSE, Cell, FEW, MET, Spread, charts, map};
use crate::reports::tables::narrowed;
use crate::trouble::Outcome;
use crate::web::i18n::Words;

/// Puts the pictures that a paper has, with their tables, into what its form is filled from.
pub fn put(
    app: &App,
    db: &mut Connection,
    fixed: &Fixed,
    paper: &PaperRow,
    values: &mut Values,
    w: &Words,
) -> Outcome<()> {
    let Some(own) = fixed.councils.first() else { return Ok(()) };
    let forms = &app.law.forms;
    let written: BTreeMap<String, String> = serde_json::from_str(&paper.fields)?;
    let form = wording::form_of(app, db, &paper.council_id, &paper.form)?;
    // In an annex that is chosen, in the office's own words of the form, or in its own template, which may name any table.
    let in_template = wording::template(db, &paper.council_id, &paper.form)?.is_some();
    let has = |name: &str| {
        let chosen = form.annexes.iter().any(|annex| annex.id == name && form.has(annex, &written));
        chosen || in_template || form.body.contains(name)
    };
    let numbers = [("met", MET), ("close", CLOSE), ("few", FEW)].map(|(name, number)| (name, number.to_string()));
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, number)| (*name, number.as_str())).collect();
    values.words.insert("chu_giai_mau".into(), forms.say("grounds", &numbers));
    if has("duong_di") {
        let drawn = charts::flow_of(|id| own.figure(&narrowed("petitions", "flow", id)).map(|one| one.number));
        let svg = drawn.map(|flow| flow.svg(|id| w.k("flow", id)));
        values.pictures.extend(svg.map(|svg| ("duong_di".to_owned(), svg)));
    }
    for (name, table) in [("tuoi", "open-by-age"), ("thoi_gian", "work-by-time")] {
        if has(name) {
            values.pictures.extend(bars(own, table).map(|drawn| (name.to_owned(), drawn.svg())));
        }
    }
    if !["ty_le", "vi_tri", "ban_do"].into_iter().any(has) {
        return Ok(());
    }
    let columns = overview::columns(|one| fixed.councils.iter().map(|council| cell(council, one)).collect());
    if has("ty_le") {
        for group in &INDICATORS.groups {
            let of: Vec<_> = columns.iter().copied().filter(|one| one.group == group.id).collect();
            values.tables.insert(format!("ty_le_{}", group.id), shares(app, fixed, &of, &group.name, w));
        }
    }
    if has("vi_tri") {
        let (drawn, table) = beside(app, fixed, &columns, w);
        values.tables.insert("vi_tri".into(), table);
        if !drawn.is_empty() {
            values.pictures.insert("vi_tri".into(), charts::strips(&drawn));
        }
    }
    if has("ban_do") {
        let field = form.fields.iter().find(|field| field.kind == FieldKind::Share);
        let asked = field.and_then(|field| written.get(&field.name)).map_or("", String::as_str);
        // One that nobody counted anything for is named, and has no map.
        let by = overview::on_map(&columns, asked);
        let named = by.or_else(|| INDICATORS.by_id(asked));
        values.words.extend(named.map(|one| ("chi_tieu_ban_do".to_owned(), name_of(one, w))));
        if let Some(by) = by {
            put_map(app, db, fixed, by, values)?;
        }
    }
    Ok(())
}

/// The share of an indicator in the figures of a council.
fn cell(council: &OfCouncil, one: &Indicator) -> Cell {
    let number = |id: &str| council.figure(id).map(|figure| figure.number);
    Cell { of: number(&one.id), all: one.of.as_deref().and_then(number).unwrap_or(0) }
}

/// Bars over the values that a table of the fixed figures has: they stand still with it.
fn bars(own: &OfCouncil, table: &str) -> Option<charts::Bars> {
    let table = INDICATORS.tables.iter().find(|one| one.id == table)?;
    let values = own.values(table);
    let number =
        |column: &str, value: &str| own.figure(&narrowed(column, &table.by, value)).map_or(0, |figure| figure.number);
    let row = |column: &String| {
        // A paper is Vietnamese.
        let name = INDICATORS.by_id(column).map(|one| one.name.clone()).unwrap_or_default();
        (name, values.iter().map(|(value, _)| number(column, value)).collect::<Vec<i64>>())
    };
    let rows: Vec<_> = table.columns.iter().map(row).collect();
    let any = rows.iter().any(|(_, numbers)| numbers.iter().any(|number| *number > 0));
    any.then(|| charts::Bars { labels: values.iter().map(|(_, said)| (*said).to_owned()).collect(), rows })
}

/// Councils side by side in the indicators of a group, on coloured ground; nothing where there is nothing to count.
fn shares(app: &App, fixed: &Fixed, columns: &[&'static Indicator], group: &str, w: &Words) -> Columns {
    const SHARE: u8 = 11;
    if columns.is_empty() {
        return Columns::default();
    }
    // Names take what a few shares leave.
    let taken = u8::try_from(columns.len()).unwrap_or(u8::MAX).saturating_mul(SHARE);
    let name = 93_u8.saturating_sub(taken).max(2 * SHARE);
    let heads = std::iter::once((group.to_owned(), name)).chain(columns.iter().map(|one| (name_of(one, w), SHARE)));
    let said = |council: &OfCouncil, one: &&'static Indicator| {
        let cell = cell(council, one);
        let words = match (cell.percent(), cell.of) {
            (Some(percent), Some(of)) => {
                let figure = marked(&pointed(of), &format!("{}@{}", one.id, council.mark));
                format!("{percent}% ({figure}/{})", pointed(cell.all))
            }
            _ => "–".to_owned(),
        };
        let style = match cell.class(one.better) {
            "h-met" => Style::Met,
            "h-close" => Style::Close,
            "h-short" => Style::Short,
            _ => Style::Plain,
        };
        vec![Part { words, style }]
    };
    let row = |council: &OfCouncil| {
        let name = vec![Part { words: councils::place_in(&council.name).to_owned(), style: Style::Plain }];
        std::iter::once(name).chain(columns.iter().map(|one| said(council, one))).collect()
    };
    app.law.forms.counted(heads, fixed.councils.iter().map(row).collect())
}

/// Where the council that reports stands beside those below it; nothing where there are too few of them.
fn beside(app: &App, fixed: &Fixed, columns: &[&'static Indicator], w: &Words) -> (Vec<charts::Strip>, Columns) {
    const LEAST: usize = 2;
    let Some((own, lower)) = fixed.councils.split_first() else { return (Vec::new(), Columns::default()) };
    let percent = |number: i64| format!("{number}%");
    let (mut strips, mut rows) = (Vec::new(), Vec::new());
    for one in columns {
        let others: Vec<i64> = lower.iter().filter_map(|council| cell(council, one).comparable()).collect();
        let Some(spread) = Spread::of(&others).filter(|_| others.len() >= LEAST) else { continue };
        let [least, middle, most] = spread.said();
        let mine = cell(own, one).percent();
        let said = mine.map_or_else(|| "–".to_owned(), |mine| marked(&percent(mine), &one.id));
        rows.push(vec![name_of(one, w), said, least, middle, most]);
        strips.push(charts::Strip { name: name_of(one, w), own: mine, middle: spread.middle, others });
    }
    (strips, app.law.forms.table(("period", "vi_tri"), rows))
}

/// The map of the councils below, where the office supplies outlines of their units, with its table.
fn put_map(app: &App, db: &mut Connection, fixed: &Fixed, by: &'static Indicator, values: &mut Values) -> Outcome<()> {
    let lower = fixed.councils.get(1..).unwrap_or_default();
    let row = |council: &OfCouncil| {
        let cell = cell(council, by);
        let (percent, of) = (cell.percent()?, cell.of?);
        let figure = marked(&pointed(of), &format!("{}@{}", by.id, council.mark));
        let name = councils::place_in(&council.name).to_owned();
        Some(vec![name, format!("{percent}%"), format!("{figure}/{}", pointed(cell.all))])
    };
    let table = app.law.forms.table(("period", "ban_do"), lower.iter().filter_map(row).collect());
    values.tables.insert("ban_do".into(), table);
    if app.map.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = lower.iter().map(|council| council.id.clone()).collect();
    let codes: BTreeMap<String, String> = councils::unit_codes(db, &ids)?.into_iter().collect();
    let named = lower.iter().map(|council| {
        let cell = cell(council, by);
        let place = councils::place_in(&council.name);
        let unit = map::Unit { code: codes.get(&council.id).map(String::as_str), name: place };
        (
            unit,
            charts::Shape {
                class: cell.class(by.better),
                words: format!("{place}: {}", cell.said()),
                ..Default::default()
            },
        )
    });
    if let Some(svg) = map::picture(&app.map, named.collect()) {
        values.pictures.insert("ban_do".into(), svg);
    }
    Ok(())
}
