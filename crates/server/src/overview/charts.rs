//! The pictures of both levels, drawn once: they carry the colours of paper, over which a page lays its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use papers::Style;

use crate::reports::numbers::pointed;
use crate::reports::splitting::FLOW;

/// A station of the flow of petitions.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// Which.
    pub id: &'static str,
    /// How many came there.
    pub number: i64,
    /// Where it is drawn.
    pub x: i64,
    /// Its upper edge.
    pub y: i64,
    /// Its height.
    pub height: i64,
}

/// A band from one station to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// From and to.
    pub ends: (&'static str, &'static str),
    /// How many.
    pub number: i64,
    /// The outline.
    pub path: String,
}

/// The flow of petitions from asked to proved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flow {
    /// Stations.
    pub stations: Vec<Station>,
    /// Bands.
    pub bands: Vec<Band>,
    /// The picture's height.
    pub height: i64,
}

/// Width of a station.
pub const STATION: i64 = 14;

const COLUMN: i64 = 225;
const TALL: i64 = 300;
const GAP: i64 = 26;

/// Which stations stand in which column, from above.
const COLUMNS: [&[&str]; 5] = [
    &["asked"],
    &["sent", "on-spot", "not-sent"],
    &["answered", "waiting"],
    &["said-done", "promised", "explained", "refused"],
    &["proved", "open"],
];

/// Draws the flow from how many petitions came how far; nothing where there are none.
fn flow(came: &BTreeMap<&'static str, i64>) -> Flow {
    let of = |ids: &[&str]| ids.iter().map(|id| came.get(id).copied().unwrap_or(0)).sum::<i64>();
    let answered = ["proved", "promise-proved", "said-done", "promised", "explained", "refused"];
    let links: [(&'static str, &'static str, i64); 13] = [
        ("asked", "sent", of(&answered) + of(&["waiting"])),
        ("asked", "on-spot", of(&["on-spot"])),
        ("asked", "not-sent", of(&["not-sent"])),
        ("sent", "answered", of(&answered)),
        ("sent", "waiting", of(&["waiting"])),
        ("answered", "said-done", of(&["proved", "said-done"])),
        ("answered", "promised", of(&["promised", "promise-proved"])),
        ("answered", "explained", of(&["explained"])),
        ("answered", "refused", of(&["refused"])),
        ("said-done", "proved", of(&["proved"])),
        ("said-done", "open", of(&["said-done"])),
        ("promised", "proved", of(&["promise-proved"])),
        ("promised", "open", of(&["promised"])),
    ];
    let all: i64 = came.values().sum();
    if all == 0 {
        return Flow::default();
    }
    let number = |id: &str| match id {
        "asked" => all,
        id => links.iter().filter(|(_, to, _)| *to == id).map(|(.., number)| number).sum(),
    };
    // What there is at all is seen: at least two pixels.
    let tall = |number: i64| if number == 0 { 0 } else { (number * TALL / all).max(2) };
    let mut stations: Vec<Station> = Vec::new();
    let mut height = 0;
    for (column, x) in COLUMNS.iter().zip((0..).map(|n| n * COLUMN)) {
        let mut y = 10;
        for id in column.iter().filter(|id| number(id) > 0) {
            let station = Station { id, number: number(id), x, y, height: tall(number(id)) };
            y += station.height + GAP;
            stations.push(station);
        }
        height = height.max(y);
    }
    let mut left: BTreeMap<&str, i64> = BTreeMap::new();
    let mut right: BTreeMap<&str, i64> = BTreeMap::new();
    let find = |id: &str| stations.iter().find(|one| one.id == id);
    let mut bands = Vec::new();
    for (from, to, number) in links.into_iter().filter(|(.., number)| *number > 0) {
        let (Some(start), Some(end)) = (find(from), find(to)) else { continue };
        let thick = tall(number);
        let y1 = start.y + *left.entry(from).or_insert(0);
        let y2 = end.y + *right.entry(to).or_insert(0);
        *left.entry(from).or_default() += thick;
        *right.entry(to).or_default() += thick;
        let (x1, x2) = (start.x + STATION, end.x);
        let middle = i64::midpoint(x1, x2);
        let path = format!(
            "M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}V{}C{middle} {} {middle} {} {x1} {}Z",
            y2 + thick,
            y2 + thick,
            y1 + thick,
            y1 + thick
        );
        bands.push(Band { ends: (from, to), number, path });
    }
    Flow { stations, bands, height }
}

/// The flow from the figures of a council, or of several; none where there are no petitions.
pub fn flow_of(number: impl Fn(&str) -> Option<i64>) -> Option<Flow> {
    let drawn = flow(&FLOW.iter().filter_map(|id| Some((*id, number(id)?))).collect());
    (!drawn.stations.is_empty()).then_some(drawn)
}

/// A class of the page's style with the colour that it has on paper, as attributes of a shape.
fn painted(class: &str) -> String {
    let ground = |style: Style| format!(r##"fill="#{}""##, style.ground().unwrap_or("ffffff"));
    let (met, close, short) = (ground(Style::Met), ground(Style::Close), ground(Style::Short));
    let paint = match class {
        "f-proved" | "h-met" => met.as_str(),
        "f-open" => r##"fill="#e3e6ec""##,
        "f-way" | "h-close" => close.as_str(),
        "h-short" => short.as_str(),
        "h-few" => r##"fill="#ffffff" stroke="#8a909c" stroke-dasharray="2 3""##,
        "f-station" => r##"fill="#444b5a""##,
        "f-bar" | "s-other" => r##"fill="#8a909c""##,
        "s-axis" => r##"stroke="#8a909c""##,
        "s-middle" => r##"stroke="#111111" stroke-width="2""##,
        "s-own" => r##"fill="#c8452f" stroke="#111111""##,
        _ => r##"fill="#eef0f4""##,
    };
    format!(r#"class="{class}" {paint}"#)
}

/// A picture of a width and a height: on paper as it is, on a page in the page's own colours and letters.
fn picture(class: &str, (width, height): (i64, i64), size: i64, shapes: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" viewBox="0 0 {width} {height}" font-family="Tinos" font-size="{size}" focusable="false">{shapes}</svg>"#
    )
}

/// Words within a picture: names that people typed are words, never shapes.
fn said(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Flow {
    /// The picture; `name` says what a station is called.
    pub fn svg(&self, name: impl Fn(&str) -> String) -> String {
        let mut all = String::new();
        for band in &self.bands {
            let class = match band.ends.1 {
                "proved" => "f-proved",
                "waiting" | "not-sent" | "open" | "refused" => "f-open",
                _ => "f-way",
            };
            let _ = write!(all, r#"<path {} d="{}"/>"#, painted(class), band.path);
        }
        for one in &self.stations {
            let (x, y) = (one.x + STATION + 6, one.y + (one.height / 2).max(4) + 5);
            let _ = write!(
                all,
                r#"<rect {} x="{}" y="{}" width="{STATION}" height="{}"/><text x="{x}" y="{y}">{}: {}</text>"#,
                painted("f-station"),
                one.x,
                one.y,
                one.height,
                said(&name(one.id)),
                pointed(one.number)
            );
        }
        picture("dh-flow-svg", (1120, self.height), 17, &all)
    }
}

/// Rows of bars over the same values: ages, months.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bars {
    /// What the values are called.
    pub labels: Vec<String>,
    /// Names of the rows with their numbers.
    pub rows: Vec<(String, Vec<i64>)>,
}

impl Bars {
    /// The picture; the largest number of each row is as tall as every other row's.
    pub fn svg(&self) -> String {
        const WIDE: i64 = 920;
        const NAMES: i64 = 200;
        const TALL: i64 = 70;
        const ROW: i64 = 110;
        let step = (WIDE / i64::try_from(self.labels.len()).unwrap_or(1).max(1)).max(1);
        let width = (step - 4).clamp(1, 130);
        let mut all = String::new();
        let mut foot = 0;
        for ((name, numbers), top) in self.rows.iter().zip((0..).map(|n| n * ROW + 24)) {
            let most = numbers.iter().copied().max().unwrap_or(0).max(1);
            let _ = write!(all, r#"<text x="0" y="{}">{}</text>"#, top + TALL / 2, said(name));
            for (number, n) in numbers.iter().zip(0..) {
                let tall = if *number == 0 { 0 } else { (number * TALL / most).max(2) };
                let (x, y) = (NAMES + n * step + (step - width) / 2, top + TALL - tall);
                let middle = x + width / 2;
                let _ = write!(all, r#"<rect {} x="{x}" y="{y}" width="{width}" height="{tall}"/>"#, painted("f-bar"));
                if *number > 0 {
                    let _ = write!(
                        all,
                        r#"<text x="{middle}" y="{}" text-anchor="middle">{}</text>"#,
                        y - 5,
                        pointed(*number)
                    );
                }
            }
            foot = top + TALL + 22;
        }
        // Every so many labels, where they would touch.
        let longest = self.labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        let every = (i64::try_from(longest).unwrap_or(0) * 8 + 8) / step + 1;
        for (label, n) in self.labels.iter().zip(0..).filter(|(_, n)| n % every == 0) {
            let x = NAMES + n * step + step / 2;
            let _ = write!(all, r#"<text x="{x}" y="{foot}" text-anchor="middle">{}</text>"#, said(label));
        }
        picture("dh-flow-svg", (NAMES + WIDE, foot + 8), 16, &all)
    }
}

/// Where a council stands beside others, by an indicator, in percent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strip {
    /// What is counted.
    pub name: String,
    /// The others.
    pub others: Vec<i64>,
    /// Their middle.
    pub middle: i64,
    /// The council itself; none where it has nothing to count.
    pub own: Option<i64>,
}

/// All strips as one picture: a dot for each of the others, a line at their middle, a square for the council.
pub fn strips(all: &[Strip]) -> String {
    const LINE: i64 = 30;
    const NAMES: i64 = 640;
    let at = |percent: i64| NAMES + percent.clamp(0, 100) * 4;
    let mut drawn = String::new();
    for (strip, y) in all.iter().zip((0..).map(|n| n * LINE + 18)) {
        let _ = write!(
            drawn,
            r#"<text x="0" y="{}">{}</text><line {} x1="{}" y1="{y}" x2="{}" y2="{y}"/>"#,
            y + 6,
            said(&strip.name),
            painted("s-axis"),
            at(0),
            at(100)
        );
        for other in &strip.others {
            let _ = write!(drawn, r#"<circle {} cx="{}" cy="{y}" r="5"/>"#, painted("s-other"), at(*other));
        }
        let x = at(strip.middle);
        let _ = write!(drawn, r#"<line {} x1="{x}" y1="{}" x2="{x}" y2="{}"/>"#, painted("s-middle"), y - 12, y + 12);
        if let Some(own) = strip.own {
            let (x, y) = (at(own) - 7, y - 7);
            let _ = write!(drawn, r#"<rect {} x="{x}" y="{y}" width="14" height="14"/>"#, painted("s-own"));
        }
    }
    let foot = i64::try_from(all.len()).unwrap_or(0) * LINE + 22;
    for percent in [0, 50, 100] {
        let _ = write!(drawn, r#"<text x="{}" y="{foot}" text-anchor="middle">{percent}%</text>"#, at(percent));
    }
    picture("dh-flow-svg", (NAMES + 440, foot + 10), 22, &drawn)
}

/// A unit on the map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// The outline.
    pub path: String,
    /// The class of its colour.
    pub class: &'static str,
    /// What it is called, with its share.
    pub words: String,
    /// Opens the records; empty on paper.
    pub href: String,
}

/// The map as a picture.
pub fn map(shapes: &[Shape], height: i64) -> String {
    let mut all = String::new();
    for shape in shapes {
        let path = format!(
            r#"<path {} d="{}"><title>{}</title></path>"#,
            painted(shape.class),
            shape.path,
            said(&shape.words)
        );
        if shape.href.is_empty() {
            all.push_str(&path);
        } else {
            let _ = write!(all, r#"<a href="{}">{path}</a>"#, said(&shape.href));
        }
    }
    let all = format!(r##"<g stroke="#444b5a">{all}</g>"##);
    picture("dh-map-svg", (super::map::WIDTH, height), 14, &all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_flows_in_flows_out_and_bands_fill_their_stations() {
        let came = BTreeMap::from([
            ("not-sent", 5),
            ("on-spot", 10),
            ("waiting", 15),
            ("explained", 30),
            ("promised", 20),
            ("promise-proved", 4),
            ("said-done", 6),
            ("proved", 10),
        ]);
        let flow = flow(&came);
        let number = |id: &str| flow.stations.iter().find(|one| one.id == id).map_or(0, |one| one.number);
        assert_eq!(["asked", "sent", "answered", "promised", "proved", "open"].map(number), [100, 85, 70, 24, 14, 26]);
        for station in &flow.stations {
            let out: i64 = flow.bands.iter().filter(|band| band.ends.0 == station.id).map(|band| band.number).sum();
            assert!(out == 0 || out == station.number, "{}", station.id);
            let into: i64 = flow.bands.iter().filter(|band| band.ends.1 == station.id).map(|band| band.number).sum();
            assert!(station.id == "asked" || into == station.number, "{}", station.id);
        }
        assert_eq!(super::flow(&BTreeMap::new()), Flow::default());
    }

    #[test]
    fn a_name_in_a_picture_is_words_and_labels_do_not_touch() {
        let labels = (1..=24).map(|n| format!("{n}/2024")).collect();
        let bars = Bars { labels, rows: vec![("<b>&".into(), vec![3; 24])] };
        let svg = bars.svg();
        assert!(svg.contains("&lt;b&gt;&amp;") && !svg.contains("<b>"), "{svg}");
        assert!(svg.contains(">1/2024<") && !svg.contains(">2/2024<"), "{svg}");
    }
}
