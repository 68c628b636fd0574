//! Tables of a DOCX with lines, whose headings repeat on each page: in our own papers, which have styles for them, and in an
//! office's template, which has none that we know.

use std::fmt::Write as _;

use super::{cell, run};
use crate::print::{PrintedColumn, Row, Style};

/// How a table is dressed. Each piece is in the file's own language and stands where Word asks for it.
pub struct Dress {
    /// Of the whole table: its style or its lines, and its width.
    pub table: String,
    /// In which unit widths are told: `dxa` for twentieths of a point, `pct` for fiftieths of a hundredth.
    pub unit: &'static str,
    /// The whole width in that unit.
    pub wide: i64,
    /// The style of a cell's paragraph; empty for none.
    pub style: String,
    /// Where a cell's paragraph stands, where no style says it.
    pub spacing: String,
    /// The face of the words, where no style says it.
    pub face: String,
    /// The size of the words in half points, where no style says it.
    pub size: Option<i64>,
    /// The size of small words in half points; that of the others where it is not known.
    pub small: Option<i64>,
}

/// A table. Word joins tables that meet, and asks for a paragraph after the last: whoever calls writes one.
pub fn table(columns: &[PrintedColumn], rows: &[Row], dress: &Dress) -> String {
    let shares: i64 = columns.iter().map(|column| i64::from(column.share)).sum::<i64>().max(1);
    let widths: Vec<i64> = columns.iter().map(|column| dress.wide * i64::from(column.share) / shares).collect();
    let mut all = format!(
        "<w:tbl><w:tblPr>{}</w:tblPr><w:tblGrid>{}</w:tblGrid>",
        dress.table,
        widths.iter().map(|one| format!(r#"<w:gridCol w:w="{one}"/>"#)).collect::<Vec<_>>().concat()
    );
    // The headings stand on each page that the table goes on to.
    all.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, wide) in columns.iter().zip(&widths) {
        let heading = dress.paragraph(("", CENTER), ("<w:b/>", dress.size), &column.heading);
        all.push_str(&cell((*wide, dress.unit), r#"<w:vAlign w:val="center"/>"#, &heading));
    }
    all.push_str("</w:tr>");
    for (n, row) in rows.iter().enumerate() {
        // The last row stays with the sums below it.
        let keeps = if matches!(rows.get(n + 1), Some(Row::Sum { .. })) { "<w:keepNext/>" } else { "" };
        match row {
            Row::Section { level, words } => {
                let look = if *level == 1 { "<w:b/>" } else { "<w:b/><w:i/>" };
                let named = dress.paragraph(("<w:keepNext/>", ""), (look, dress.size), words);
                let spans = format!(r#"<w:gridSpan w:val="{}"/>"#, columns.len());
                let across = cell((dress.wide, dress.unit), &spans, &named);
                let _ = write!(all, "<w:tr><w:trPr><w:cantSplit/></w:trPr>{across}</w:tr>");
            }
            Row::Cells { cells } | Row::Sum { cells } => {
                all.push_str(if keeps.is_empty() { "<w:tr>" } else { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" });
                for ((parts, column), wide) in cells.iter().zip(columns).zip(&widths) {
                    let stands = if column.center { CENTER } else { "" };
                    let mut said: String = parts
                        .iter()
                        .map(|part| dress.paragraph((keeps, stands), dress.look(part.style), &part.words))
                        .collect();
                    if said.is_empty() {
                        said = dress.paragraph((keeps, ""), ("", None), "");
                    }
                    let ground = parts.first().and_then(|part| part.style.ground());
                    let ground =
                        ground.map(|ground| format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>"#));
                    all.push_str(&cell((*wide, dress.unit), &ground.unwrap_or_default(), &said));
                }
                all.push_str("</w:tr>");
            }
        }
    }
    all + "</w:tbl>"
}

const CENTER: &str = r#"<w:jc w:val="center"/>"#;

impl Dress {
    fn look(&self, style: Style) -> (&'static str, Option<i64>) {
        match style {
            Style::Plain | Style::Met | Style::Close | Style::Short => ("", self.size),
            Style::Bold => ("<w:b/>", self.size),
            Style::Small => ("", self.small.or(self.size)),
        }
    }

    fn paragraph(&self, (keeps, stands): (&str, &str), (look, size): (&str, Option<i64>), words: &str) -> String {
        let size = size.map(|size| format!(r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#)).unwrap_or_default();
        let looks = [self.face.as_str(), look, &size].concat();
        format!("<w:p><w:pPr>{}{keeps}{}{stands}</w:pPr>{}</w:p>", self.style, self.spacing, run(&looks, words))
    }
}
