//! What stands beside the text of a report: the records behind the figure that was clicked, what changed since the figures were
//! fixed, and the sentences on what fell short that a person keeps, rewords or leaves out.

use super::counting::Record;
use super::fixing::{self, Fixed};
use super::numbers::{name_of, pointed, titled};
use super::paper::with_figure;
use super::{INDICATORS, limits};
use crate::app::App;
use law::role::Act as Deed;

use crate::councils::sees_all;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::issuing::store::PaperRow;
use crate::people::Member;
use crate::trouble::Outcome;
use crate::web::i18n::Words;
use crate::web::{paths, ui};

/// Records that a page lists at the most; the annex of the printed report has all.
const LISTED: usize = 300;

/// A list of records.
#[derive(Default)]
pub struct Listed {
    /// The first of them.
    pub records: Vec<Record>,
    /// How many more there are.
    pub more: usize,
}

impl Listed {
    /// A list cut to what a page shows.
    pub fn of(mut records: Vec<Record>) -> Self {
        let more = records.len().saturating_sub(LISTED);
        records.truncate(LISTED);
        Self { records, more }
    }
}

/// A figure that was opened.
pub struct OpenedView {
    /// Its name.
    pub title: String,
    /// What is counted.
    pub formula: String,
    /// Where a figure that a person entered comes from.
    pub source: String,
    /// As the report fixed it.
    pub fixed: Listed,
    /// Counted now, and not in the report.
    pub come: Listed,
    /// Counted in the report, and not now.
    pub gone: Listed,
}

/// A figure that stands otherwise in the records now.
pub struct DiffersView {
    /// Whose.
    pub council: String,
    /// What is counted.
    pub name: String,
    /// As the report has it.
    pub then: String,
    /// As it is now.
    pub now: String,
    /// Opens it.
    pub href: String,
}

/// A sentence on what fell short.
pub struct LimitView {
    /// Which.
    pub id: String,
    /// As the program proposes it.
    pub proposed: String,
    /// As it stands.
    pub words: String,
    /// Does it stand in the report?
    pub kept: bool,
    /// Does a person's wording still name the number?
    pub names_number: bool,
    /// The number.
    pub number: String,
    /// Opens its records.
    pub href: String,
}

/// What stands beside a report.
pub struct Beside {
    /// The day on which its figures were fixed.
    pub fixed_on: String,
    /// The figure that was clicked.
    pub opened: Option<OpenedView>,
    /// What changed since.
    pub differs: Vec<DiffersView>,
    /// What fell short.
    pub limits: Vec<LimitView>,
    /// The page of the period's figures as they stand now.
    pub figures: String,
}

/// The address that opens a figure on the page of a report; `due@HK` is the figure of the council HK.
pub fn address(page: &str, figure: &str) -> String {
    let narrowed = figure.contains(['/', ':']);
    let (id, mark) = figure.rsplit_once('@').filter(|_| !narrowed).unwrap_or((figure, ""));
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("so", id).append_pair("cua", mark).finish();
    format!("{page}?{query}#ho-so")
}

/// Reads what stands beside a report; none for papers that fixed no figures.
pub fn read(
    app: &App,
    db: &mut Connection,
    row: &PaperRow,
    (council, member): (&CouncilRow, &Member),
    asked: (&str, &str),
    w: &Words,
) -> Outcome<Option<Beside>> {
    let Some(period) = fixing::period_of(row) else { return Ok(None) };
    let Some(fixed) = fixing::fixed(db, &row.id)? else { return Ok(None) };
    let page = paths::paper(&row.id);
    let opened = opened(app, db, (row, council, member), (&fixed, period), asked, w)?;
    // A sentence is told as it stands, a cell of a table by its indicator and the value.
    let name = |one: &fixing::Difference| match INDICATORS.of_figure(&one.indicator) {
        Some(indicator) if one.said.is_empty() => name_of(indicator, w),
        Some(indicator) => format!("{}: {}", name_of(indicator, w), one.said),
        None => one.said.clone(),
    };
    let none = || w.t("report-not-entered").to_owned();
    let differs = fixing::differences(app, db, &fixed, period)?.into_iter().map(|one| DiffersView {
        name: name(&one),
        then: one.fixed.map_or_else(none, pointed),
        now: if one.fixed == one.now {
            w.t("report-other-records").to_owned()
        } else {
            one.now.map_or_else(none, pointed)
        },
        href: address(
            &page,
            &if one.indicator.contains(['/', ':']) {
                one.indicator.clone()
            } else {
                format!("{}@{}", one.indicator, one.mark)
            },
        ),
        council: one.council,
    });
    let limits = fixed.limits.iter().map(|one| LimitView {
        id: one.limit_id.clone(),
        proposed: one.words.clone(),
        words: one.said().to_owned(),
        kept: one.kept == 1,
        names_number: with_figure(one.said(), one).is_some(),
        number: pointed(one.number),
        href: address(&page, &one.limit_id),
    });
    Ok(Some(Beside {
        fixed_on: ui::shown(fixed.on.as_deref()),
        opened,
        differs: differs.collect(),
        limits: limits.collect(),
        figures: format!("{}?hdnd={}&tu={}&den={}", paths::REPORT, council.mark, period.first, period.last),
    }))
}

fn opened(
    app: &App,
    db: &mut Connection,
    (row, council, member): (&PaperRow, &CouncilRow, &Member),
    (fixed, period): (&Fixed, super::Period),
    (figure, mark): (&str, &str),
    w: &Words,
) -> Outcome<Option<OpenedView>> {
    if let Some(limit) = fixed.limits.iter().find(|one| one.limit_id == figure) {
        return Ok(Some(OpenedView {
            title: limit.said().to_owned(),
            formula: String::new(),
            source: String::new(),
            fixed: Listed::of(limit.records()?),
            come: Listed::default(),
            gone: Listed::default(),
        }));
    }
    let of = fixed.councils.iter().find(|one| if mark.is_empty() { one.id == council.id } else { one.mark == mark });
    let Some((of, entry)) = of.and_then(|of| Some((of, of.figure(figure)?))) else { return Ok(None) };
    // A report shows numbers of the councils below; their records only whoever may read there.
    let counted = councils::by_id(db, &of.id)?.filter(|one| sees_all(member, one, Deed::ReadPapers));
    let Some(counted) = counted else { return Ok(None) };
    let opened = fixing::open(app, db, &row.id, (&counted, period), figure)?;
    let formula = INDICATORS.of_figure(figure).map_or("", |one| &one.formula);
    Ok(Some(OpenedView {
        title: titled(figure, (entry.number, &entry.said), &of.name, w),
        formula: format!("{formula} {}", limits::named(period, w)),
        source: entry.source.clone().unwrap_or_default(),
        fixed: Listed::of(opened.records),
        come: Listed::of(opened.come),
        gone: Listed::of(opened.gone),
    }))
}
