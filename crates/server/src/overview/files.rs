//! Tables of both levels as files: the shares side by side, and the table of each picture.

use axum::extract::{Query, State};
use axum::response::Response;

use super::pages::{Asked, MEDIAN, PictureView, Read, picture, read, strips};
use super::{cell, number};
use crate::followups::pages::{heads as columns_of, table_file};
use crate::reports::INDICATORS;
use crate::reports::limits::named;
use crate::reports::numbers::name_of;
use crate::trouble::{Outcome, Trouble};
use crate::web::Shared;
use crate::web::i18n::Words;
use crate::web::session::Caller;

/// A table as XLSX or CSV.
pub(super) async fn file(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let wanted = asked.clone();
    let read = app.read(move |app, db| read(app, db, &member, &wanted)).await?;
    let (name, columns, rows) = match asked.bang.as_str() {
        "" if asked.cach == "so" => ("hai-cap-so-luong", number_heads(&read, &w), numbers(&read)),
        "" => ("hai-cap", heads(&read, &w), shares(&read)),
        MEDIAN => (MEDIAN, median_heads(&w), median_rows(&read, &asked, &w)),
        name => {
            let view = picture(name, &app, &read, &asked, &w).ok_or(Trouble::NotFound)?;
            (name, picture_heads(&view), picture_rows(&view))
        }
    };
    let note = format!("{} {}", named(read.period, &w), app.illustration.clone().unwrap_or_default());
    let title = format!("{} – {}", w.t("nav-overview"), read.council.name);
    table_file(name, &papers::Table { title, note: note.trim().to_owned(), columns, rows }, asked.dang == "csv")
}

type Rows = Vec<Vec<papers::Cell>>;

fn head(heading: String, width: u8) -> papers::Column {
    papers::Column { heading, width }
}

fn heads(read: &Read, w: &Words) -> Vec<papers::Column> {
    let shares = read.columns().into_iter().flat_map(|one| {
        let base = one.of.as_deref().and_then(|of| INDICATORS.by_id(of)).map(|base| name_of(base, w));
        [head(name_of(one, w), 14), head(w.s("overview-out-of", base.unwrap_or_default()), 14)]
    });
    std::iter::once(head(w.t("council").to_owned(), 30)).chain(shares).collect()
}

fn shares(read: &Read) -> Rows {
    let columns = read.columns();
    let rows = read.of.iter().zip(&read.counts).map(|(council, counts)| {
        let cells = columns.iter().flat_map(|one| {
            let cell = cell(counts, one);
            [cell.of.map_or(papers::Cell::Empty, papers::Cell::Number), papers::Cell::Number(cell.all)]
        });
        std::iter::once(papers::Cell::Text(council.name.clone())).chain(cells).collect()
    });
    rows.collect()
}

fn number_heads(read: &Read, w: &Words) -> Vec<papers::Column> {
    let named = read.counted().into_iter().map(|one| head(format!("{} ({})", name_of(one, w), one.unit), 14));
    std::iter::once(head(w.t("council").to_owned(), 30)).chain(named).collect()
}

fn numbers(read: &Read) -> Rows {
    let columns = read.counted();
    let rows = read.of.iter().zip(&read.counts).map(|(council, counts)| {
        let cells = columns.iter().map(|one| number(counts, &one.id).map_or(papers::Cell::Empty, papers::Cell::Number));
        std::iter::once(papers::Cell::Text(council.name.clone())).chain(cells).collect()
    });
    rows.collect()
}

fn picture_heads(view: &PictureView) -> Vec<papers::Column> {
    view.heads.iter().map(|words| head(words.clone(), 24)).collect()
}

fn picture_rows(view: &PictureView) -> Rows {
    let number = |said: &str| said.replace('.', "").parse().map_or(papers::Cell::Empty, papers::Cell::Number);
    let row = |(name, cells): &(String, Vec<(String, String)>)| {
        let numbers = cells.iter().map(|(said, _)| number(said));
        std::iter::once(papers::Cell::Text(name.clone())).chain(numbers).collect()
    };
    view.rows.iter().map(row).collect()
}

fn median_heads(w: &Words) -> Vec<papers::Column> {
    let named = [
        ("report-indicator", 44),
        ("overview-own", 16),
        ("overview-least", 16),
        ("overview-middle", 16),
        ("overview-most", 16),
    ];
    columns_of(&named, w)
}

fn median_rows(read: &Read, asked: &Asked, w: &Words) -> Rows {
    let row = |one: super::pages::StripView| {
        [one.name, one.own, one.least, one.middle, one.most].map(papers::Cell::Text).to_vec()
    };
    strips(read, asked, w).into_iter().map(row).collect()
}
