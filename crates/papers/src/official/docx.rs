//! A paper as DOCX: real styles, real tables whose headings repeat, real headings, so that an office goes on writing in Word or
//! LibreOffice. The words and the layout are those of the PDF.
//!
//! The file's own language is written here (decision 0012): the kept library has no table headings that repeat.

mod picture;
mod styles;
pub(crate) mod table;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::layout::LAYOUT;
use super::{Addressed, Annex, Block, Lies, Official, Rank, Signer, Title, depths};
use crate::print::{PrintedColumn, Row};
use crate::typeset::{NotPrinted, length};
use picture::Pictures;
use styles::styles;
use table::Dress;

const OPENED: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const NAMES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
);

/// A paper as DOCX. The same paper gives the same bytes.
pub fn docx(paper: &Official) -> Result<Vec<u8>, NotPrinted> {
    let paper = &paper.plain();
    let fault = |error: &dyn std::fmt::Display| NotPrinted::Fault(error.to_string());
    let mut pictures = Pictures::default();
    let words = document(paper, &mut pictures);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core(paper)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.replace("{pictures}", &pictures.relations())),
        ("word/settings.xml", SETTINGS.replace("{names}", NAMES)),
        ("word/styles.xml", styles(&paper.language)),
        ("word/header1.xml", header()),
        ("word/document.xml", words),
    ] {
        archive.start_file(name, options).map_err(|error| fault(&error))?;
        archive.write_all(content.as_bytes()).map_err(|error| fault(&error))?;
    }
    for (name, content) in pictures.files() {
        archive.start_file(name, options).map_err(|error| fault(&error))?;
        archive.write_all(content).map_err(|error| fault(&error))?;
    }
    Ok(archive.finish().map_err(|error| fault(&error))?.into_inner())
}

const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Default Extension="png" ContentType="image/png"/>"#,
    r#"<Default Extension="svg" ContentType="image/svg+xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    "</Types>"
);
const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>"
);
const DOCUMENT_RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>"#,
    "{pictures}</Relationships>"
);
const SETTINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:settings {names}><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/></w:settings>"#
);

/// What the file says of itself.
fn core(paper: &Official) -> String {
    let (year, month, day) = paper.day;
    format!(
        concat!(
            "{opened}",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>"#,
            "<dc:creator>{issuer}</dc:creator><dc:language>{language}</dc:language>",
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>"#,
            "</cp:coreProperties>"
        ),
        opened = OPENED,
        title = escaped(&paper.title.words()),
        issuer = escaped(&paper.issuer),
        language = escaped(&paper.language),
        day = format_args!("{year:04}-{month:02}-{day:02}"),
    )
}

/// The number of the page, in the middle of the upper margin.
fn header() -> String {
    format!(
        concat!(
            "{opened}<w:hdr {names}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>",
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#
        ),
        opened = OPENED,
        names = NAMES,
    )
}

fn document(paper: &Official, pictures: &mut Pictures) -> String {
    let mut all = format!("{OPENED}<w:document {NAMES}><w:body>");
    if !paper.mark.is_empty() {
        let _ = write!(
            all,
            r#"<w:p><w:pPr><w:pStyle w:val="Mark"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:rPr>{}</w:r></w:p>"#,
            text(&format!(" {} ", paper.mark))
        );
    }
    all.push_str(&head(paper));
    let under = match &paper.title {
        Title::Named { name, summary } => {
            all.push_str(&paragraph("Heading1", &name.to_uppercase()));
            if !summary.is_empty() {
                all.push_str(&paragraph("Summary", summary));
            }
            let (part, words) =
                if summary.is_empty() { ("kind", name.to_uppercase()) } else { ("summary", summary.clone()) };
            all.push_str(&rule(width(paper.lies), (LAYOUT.lines.summary, part, &words), 8.0));
            1
        }
        Title::Letter { .. } => 0,
    };
    match paper.to.names.as_slice() {
        [] => {}
        [one] => all.push_str(&paragraph("To", &format!("{} {one}", paper.to.word))),
        many => {
            all.push_str(&paragraph("To", &paper.to.word));
            all.extend(many.iter().map(|name| {
                let left = millimetres(LAYOUT.body.indent * 3.0);
                paragraph_with("ToEach", &format!(r#"<w:ind w:left="{left}"/>"#), &run("", &format!("- {name}")))
            }));
        }
    }
    all.extend(paper.authority.iter().map(|words| paragraph("Authority", &words.to_uppercase())));
    all.extend(paper.grounds.iter().map(|ground| paragraph("Grounds", ground)));
    all.push_str(&blocks(&paper.body, under, width(paper.lies), pictures));
    all.push_str(&feet(paper));
    all.push_str(&annexes(paper, pictures));
    all.push_str("</w:body></w:document>");
    all
}

/// Who issues it on the left, the State and its motto on the right; number under the one, place and day under the other.
fn head(paper: &Official) -> String {
    let column = |percent: f64| share(width(paper.lies), percent / 100.0);
    let (left, right) = (column(LAYOUT.head.left), column(LAYOUT.head.right));
    let mut issuer = String::new();
    if !paper.parent.is_empty() {
        issuer.push_str(&paragraph("Parent", &paper.parent.to_uppercase()));
    }
    issuer.push_str(&paragraph("Issuer", &paper.issuer.to_uppercase()));
    issuer.push_str(&rule(left, (LAYOUT.lines.issuer, "issuer", &paper.issuer.to_uppercase()), 0.0));
    let mut reference = paragraph("Reference", &paper.reference);
    if let Title::Letter { about } = &paper.title
        && !about.is_empty()
    {
        reference.push_str(&paragraph("About", about));
    }
    let nation = format!(
        "{}{}{}",
        paragraph("Nation", &paper.motto[0].to_uppercase()),
        paragraph("Motto", &paper.motto[1]),
        rule(right, (LAYOUT.lines.motto, "motto", &paper.motto[1]), 0.0)
    );
    side_by_side((left, right), &[(issuer, nation), (reference, paragraph("Place", &paper.place))])
}

/// Recipients on the left and who signs on the right; two who sign stand side by side, and recipients below.
fn feet(paper: &Official) -> String {
    let half = width(paper.lies) / 2;
    let Some(last) = paper.signers.last() else { return recipients(&paper.recipients) };
    let empty = || paragraph("Cell", "");
    if paper.signers.len() > 1 {
        let both = (signed(&paper.signers[0]), signed(last));
        return empty() + &side_by_side((half, half), &[both]) + &recipients(&paper.recipients);
    }
    let listed = recipients(&paper.recipients);
    empty() + &side_by_side((half, half), &[(if listed.is_empty() { empty() } else { listed }, signed(last))])
}

fn recipients(to: &Addressed) -> String {
    if to.names.is_empty() {
        return String::new();
    }
    let each = to.names.iter().map(|name| paragraph("Recipients", &format!("- {name}")));
    std::iter::once(paragraph("RecipientsWord", &to.word)).chain(each).collect()
}

fn signed(signer: &Signer) -> String {
    let authority = signer.authority.iter().map(|words| paragraph("Authority", words));
    authority.chain([paragraph("SignerName", &signer.name)]).collect()
}

/// The sections: the paper itself, then each annex on pages that lie as it asks.
fn annexes(paper: &Official, pictures: &mut Pictures) -> String {
    let mut all = String::new();
    // A section's own figures stand in its last paragraph; the last section's stand at the end of the file.
    let mut standing = section(paper.lies);
    for annex in &paper.annexes {
        let _ = write!(all, r#"<w:p><w:pPr><w:pStyle w:val="Rule"/>{standing}</w:pPr></w:p>"#);
        all.push_str(&annexed(annex, pictures));
        standing = section(annex.lies);
    }
    all + &standing
}

fn annexed(annex: &Annex, pictures: &mut Pictures) -> String {
    let mut all = paragraph("Heading1", &annex.word) + &paragraph("Summary", &annex.title.to_uppercase());
    if !annex.of.is_empty() {
        all.push_str(&paragraph_with("AnnexOf", "", &run("", &annex.of)));
    }
    all + &blocks(&annex.body, 1, width(annex.lies), pictures)
}

fn section(lies: Lies) -> String {
    let page = &LAYOUT.page;
    let (wide, high, orient) = match lies {
        Lies::Upright => (page.width, page.height, ""),
        Lies::Across => (page.height, page.width, r#" w:orient="landscape""#),
    };
    format!(
        concat!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/>"#,
            r#"<w:pgSz w:w="{wide}" w:h="{high}"{orient}/>"#,
            r#"<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" w:footer="0" w:gutter="0"/>"#,
            r#"<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#
        ),
        wide = millimetres(wide),
        high = millimetres(high),
        orient = orient,
        top = millimetres(page.top),
        right = millimetres(page.right),
        bottom = millimetres(page.bottom),
        left = millimetres(page.left),
        header = millimetres(page.top / 2.0),
    )
}

fn blocks(all: &[Block], under: u8, wide: i64, pictures: &mut Pictures) -> String {
    let last = all.len().saturating_sub(1);
    let indent = millimetres(LAYOUT.body.indent);
    all.iter()
        .zip(depths(all))
        .enumerate()
        .map(|(n, (block, deep))| match block {
            Block::Heading { rank: Rank::Part | Rank::Chapter | Rank::Division, words } => {
                // What is numbered stands on a line of its own as it is written, its title below it in capitals.
                let words = match words.split_once('\n') {
                    Some((number, title)) => format!("{number}\n{}", title.to_uppercase()),
                    None => words.to_uppercase(),
                };
                let style = format!("Heading{}", (under + deep).min(4));
                paragraph_with(&style, r#"<w:ind w:firstLine="0"/><w:jc w:val="center"/>"#, &run("", &words))
            }
            Block::Heading { rank: Rank::Section | Rank::Article, words } => paragraph_with(
                &format!("Heading{}", (under + deep).min(4)),
                &format!(r#"<w:ind w:firstLine="{indent}"/><w:jc w:val="both"/>"#),
                &run("", words),
            ),
            Block::Article { number, words } => paragraph_with(
                "Words",
                &format!(r#"<w:outlineLvl w:val="{}"/>"#, (under + deep).min(4) - 1),
                &(run("<w:b/><w:bCs/>", &format!("{number} ")) + &run("", words)),
            ),
            // Whoever signs does not stand on a page alone.
            Block::Words { words } if n == last => paragraph_with("Words", "<w:keepNext/>", &run("", words)),
            Block::Words { words } => paragraph("Words", words),
            Block::Table { columns, rows } => table(columns, rows, wide),
            Block::Picture { svg, words } => {
                let below = paragraph_with("Cell", r#"<w:jc w:val="center"/>"#, &run("<w:i/>", words));
                pictures
                    .put(svg, words, wide)
                    .map(|drawn| paragraph_with("Cell", r#"<w:keepNext/><w:jc w:val="center"/>"#, &drawn))
                    .unwrap_or_default()
                    + &below
            }
        })
        .collect()
}

fn table(columns: &[PrintedColumn], rows: &[Row], wide: i64) -> String {
    let dress = Dress {
        table: format!(
            r#"<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{wide}" w:type="dxa"/><w:tblLayout w:type="fixed"/>"#
        ),
        unit: "dxa",
        wide,
        style: r#"<w:pStyle w:val="Cell"/>"#.to_owned(),
        spacing: String::new(),
        face: String::new(),
        size: None,
        small: Some(half_points(LAYOUT.part("cell").size - 1.0)),
    };
    // Word joins tables that meet, and asks for a paragraph after the last.
    table::table(columns, rows, &dress) + &paragraph_with("Rule", r#"<w:spacing w:before="0" w:after="120"/>"#, "")
}

fn cell((wide, unit): (i64, &str), looks: &str, content: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="{unit}"/>{looks}</w:tcPr>{content}</w:tc>"#)
}

/// A table without lines: two cells in each row.
fn side_by_side((left, right): (i64, i64), rows: &[(String, String)]) -> String {
    let mut all = format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>"#,
        left + right
    );
    for (one, other) in rows {
        let _ = write!(
            all,
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}</w:tr>",
            cell((left, "dxa"), "", one),
            cell((right, "dxa"), "", other)
        );
    }
    all + "</w:tbl>"
}

fn paragraph(style: &str, words: &str) -> String {
    paragraph_with(style, "", &run("", words))
}

fn paragraph_with(style: &str, more: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>"#)
}

/// A line under words in a column, a share of their length.
fn rule(column: i64, (percent, part, words): (f64, &str, &str), after: f64) -> String {
    let after = twips(after);
    let part = LAYOUT.part(part);
    let long = twips(length(words, (part.bold, part.italic), part.size)).min(column);
    let from_the_side = (column - share(long, percent / 100.0)) / 2;
    let thick = whole(LAYOUT.lines.thick * 8.0);
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Rule"/><w:pBdr><w:bottom w:val="single" w:sz="{thick}" w:space="0" w:color="000000"/></w:pBdr><w:spacing w:before="40" w:after="{after}"/><w:ind w:left="{from_the_side}" w:right="{from_the_side}"/></w:pPr></w:p>"#
    )
}

fn run(looks: &str, words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let looks = if looks.is_empty() { String::new() } else { format!("<w:rPr>{looks}</w:rPr>") };
    run_dressed(&looks, words)
}

/// A run of words with its properties as they are written, their tags with them.
pub(crate) fn run_dressed(properties: &str, words: &str) -> String {
    format!("<w:r>{properties}{}</w:r>", text(words))
}

/// Words of a run; a new line is a break, a tab a tab.
pub(crate) fn text(words: &str) -> String {
    let lines = words.split('\n').map(|line| {
        let parts = line.split('\t').map(|part| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(part)));
        parts.collect::<Vec<_>>().join("<w:tab/>")
    });
    lines.collect::<Vec<_>>().join("<w:br/>")
}

/// Words as XML takes them: what it forbids is left out.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + 8);
    for letter in words.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => safe.push(other),
        }
    }
    safe
}

/// The width of the text, in twentieths of a point.
fn width(lies: Lies) -> i64 {
    let page = &LAYOUT.page;
    let paper = match lies {
        Lies::Upright => page.width,
        Lies::Across => page.height,
    };
    millimetres(paper - page.left - page.right)
}

fn share(wide: i64, share: f64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "a width of paper")]
    let wide = wide as f64;
    whole(wide * share)
}

fn millimetres(length: f64) -> i64 {
    whole(length * 1440.0 / 25.4)
}

fn twips(points: f64) -> i64 {
    whole(points * 20.0)
}

fn half_points(points: f64) -> i64 {
    whole(points * 2.0)
}

#[expect(clippy::cast_possible_truncation, reason = "lengths of paper")]
fn whole(length: f64) -> i64 {
    length.round() as i64
}
