//! The styles of a DOCX: one for each part of a paper, named in Vietnamese as an office sees them in its list, and the headings that
//! Word and LibreOffice know by their names.

use std::fmt::Write as _;

use super::super::layout::{LAYOUT, Part};
use super::{NAMES, OPENED, escaped, half_points, millimetres, twips, whole};

/// How a style's paragraphs stand.
#[derive(Clone, Copy)]
enum Stands {
    Left,
    Middle,
    /// Justified, with the first line drawn in.
    Text,
}

/// The styles: those of a paper's parts, and the headings that Word and LibreOffice know by their names.
pub fn styles(language: &str) -> String {
    let body = &LAYOUT.body;
    let mut all = format!(
        concat!(
            "{opened}<w:styles {names}><w:docDefaults><w:rPrDefault><w:rPr>",
            r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>"#,
            r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="{language}-VN" w:eastAsia="{language}-VN"/>"#,
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#,
            r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>"#,
            r#"<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
            r#"<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"#
        ),
        opened = OPENED,
        names = NAMES,
        size = half_points(body.size),
        language = escaped(language),
        borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
            .concat(),
    );
    let text = Part { size: body.size, ..Part::default() };
    let number = Part { size: LAYOUT.number.size, ..Part::default() };
    let part = |name: &str| LAYOUT.part(name);
    for (id, name, part, stands, space) in [
        ("Nation", "VB Quốc hiệu", part("nation"), Stands::Middle, (0.0, 0.0)),
        ("Motto", "VB Tiêu ngữ", part("motto"), Stands::Middle, (0.0, 0.0)),
        ("Parent", "VB Cơ quan chủ quản", part("parent"), Stands::Middle, (0.0, 0.0)),
        ("Issuer", "VB Cơ quan ban hành", part("issuer"), Stands::Middle, (0.0, 0.0)),
        ("Reference", "VB Số, ký hiệu", part("reference"), Stands::Middle, (6.0, 0.0)),
        ("Place", "VB Địa danh, ngày tháng", part("place"), Stands::Middle, (6.0, 0.0)),
        ("About", "VB Trích yếu công văn", part("about"), Stands::Middle, (0.0, 0.0)),
        ("Summary", "VB Trích yếu", part("summary"), Stands::Middle, (0.0, 0.0)),
        ("AnnexOf", "VB Phụ lục kèm theo", part("annex_of"), Stands::Middle, (0.0, 6.0)),
        ("To", "VB Kính gửi", part("to"), Stands::Middle, (12.0, 6.0)),
        ("ToEach", "VB Kính gửi nhiều nơi", part("to"), Stands::Left, (0.0, 2.0)),
        ("Grounds", "VB Căn cứ", part("grounds"), Stands::Text, (0.0, body.after)),
        ("Words", "VB Nội dung", text, Stands::Text, (0.0, body.after)),
        ("Cell", "VB Ô bảng", part("cell"), Stands::Left, (2.0, 2.0)),
        ("Authority", "VB Quyền hạn, chức vụ", part("authority"), Stands::Middle, (0.0, 0.0)),
        ("SignerName", "VB Họ tên người ký", part("name"), Stands::Middle, (LAYOUT.spaces.signature, 0.0)),
        ("RecipientsWord", "VB Nơi nhận", part("recipients_word"), Stands::Left, (0.0, 0.0)),
        ("Recipients", "VB Nơi nhận, từng nơi", part("recipients"), Stands::Left, (0.0, 0.0)),
        ("Mark", "VB Dấu", part("mark"), Stands::Middle, (0.0, 4.0)),
        ("Rule", "VB Đường kẻ", Part { size: 2.0, ..Part::default() }, Stands::Middle, (0.0, 0.0)),
        ("Header", "header", number, Stands::Middle, (0.0, 0.0)),
    ] {
        let _ = write!(
            all,
            r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>"#,
            stood(stands, space),
            looks(part)
        );
    }
    for level in 1..=4 {
        let (looked, stands) = match level {
            1 => (part("kind"), Stands::Middle),
            _ => (part("heading"), Stands::Text),
        };
        let _ = write!(
            all,
            r#"<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="Words"/><w:qFormat/><w:pPr><w:keepNext/>{}<w:outlineLvl w:val="{}"/></w:pPr><w:rPr>{}</w:rPr></w:style>"#,
            stood(stands, (6.0, body.after)),
            level - 1,
            looks(looked)
        );
    }
    all.push_str("</w:styles>");
    all
}

fn stood(stands: Stands, (before, after): (f64, f64)) -> String {
    let body = &LAYOUT.body;
    let line = match stands {
        Stands::Text => whole(body.line * 240.0),
        Stands::Left | Stands::Middle => 240,
    };
    let spacing = format!(
        r#"<w:spacing w:before="{}" w:after="{}" w:line="{line}" w:lineRule="auto"/>"#,
        twips(before),
        twips(after)
    );
    match stands {
        Stands::Left => spacing,
        Stands::Middle => format!(r#"{spacing}<w:jc w:val="center"/>"#),
        Stands::Text => {
            format!(r#"{spacing}<w:ind w:firstLine="{}"/><w:jc w:val="both"/>"#, millimetres(body.indent))
        }
    }
}

fn looks(part: Part) -> String {
    format!(
        r#"{}{}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#,
        if part.bold { "<w:b/><w:bCs/>" } else { "" },
        if part.italic { "<w:i/><w:iCs/>" } else { "" },
        size = half_points(part.size)
    )
}
