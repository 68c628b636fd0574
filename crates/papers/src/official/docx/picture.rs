//! Pictures of a DOCX: drawn as PNG with our own faces, so that Word, LibreOffice and a phone show the letters of the PDF.

use std::fmt::Write as _;

use super::escaped;
use crate::typeset::drawn;

/// Length units of a drawing in a twentieth of a point.
const UNITS: i64 = 635;
/// Dots of a picture in an inch; an inch has 1,440 twentieths of a point.
const DOTS: i64 = 200;

/// The pictures that stand in a paper, in their order.
#[derive(Debug, Default)]
pub struct Pictures {
    files: Vec<(String, Vec<u8>)>,
}

impl Pictures {
    /// Puts in a picture over a width in twentieths of a point; none where it cannot be drawn. Returns the run that shows it.
    pub fn put(&mut self, svg: &str, words: &str, wide: i64) -> Option<String> {
        let across = u32::try_from(wide * DOTS / 1440).ok()?;
        let picture = drawn(svg, across)?;
        let n = self.files.len() + 1;
        self.files.push((format!("word/media/hinh{n}.png"), picture.png));
        let (wide, high) = (wide * UNITS, wide * UNITS * i64::from(picture.high) / i64::from(across));
        let described = escaped(words);
        Some(format!(
            concat!(
                "<w:r><w:drawing>",
                r#"<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">"#,
                r#"<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{n}" name="hinh{n}" descr="{described}"/>"#,
                r#"<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">"#,
                r#"<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">"#,
                r#"<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">"#,
                r#"<pic:nvPicPr><pic:cNvPr id="{n}" name="hinh{n}.png" descr="{described}"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                r#"<pic:blipFill><a:blip r:embed="rIdHinh{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
                r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>"#,
                r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>"#,
                "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
            ),
            wide = wide,
            high = high,
            n = n,
            described = described,
        ))
    }

    /// By which names the text finds them.
    pub fn relations(&self) -> String {
        (1..=self.files.len()).fold(String::new(), |mut all, n| {
            let _ = write!(
                all,
                r#"<Relationship Id="rIdHinh{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/hinh{n}.png"/>"#
            );
            all
        })
    }

    /// Their files, with the places in the package.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, content)| (name.as_str(), content.as_slice()))
    }
}
