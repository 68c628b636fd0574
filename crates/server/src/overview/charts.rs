//! The pictures of the overview as shapes: where rectangles and bands stand. Words and colours are the page's.

use std::collections::BTreeMap;

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
pub fn flow(came: &BTreeMap<&'static str, i64>) -> Flow {
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

/// The flow as a picture of its own, with its colours and letters; `name` says what a station is called.
pub fn svg(flow: &Flow, name: impl Fn(&str) -> String) -> String {
    use std::fmt::Write as _;
    let colour = |to: &str| match to {
        "proved" => "#b7dec6",
        "waiting" | "not-sent" | "open" | "refused" => "#e3e6ec",
        _ => "#f6e3b4",
    };
    let mut all = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1120 {}" font-family="Tinos" font-size="17">"#,
        flow.height
    );
    for band in &flow.bands {
        let _ = write!(all, r#"<path d="{}" fill="{}"/>"#, band.path, colour(band.ends.1));
    }
    for one in &flow.stations {
        let (x, y) = (one.x + STATION + 6, one.y + (one.height / 2).max(4) + 5);
        let _ = write!(
            all,
            r##"<rect x="{}" y="{}" width="{STATION}" height="{}" fill="#444b5a"/><text x="{x}" y="{y}">{}: {}</text>"##,
            one.x,
            one.y,
            one.height,
            name(one.id),
            crate::reports::numbers::pointed(one.number)
        );
    }
    all + "</svg>"
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: i64,
    /// Upper edge.
    pub y: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
    /// How many.
    pub number: i64,
}

/// Bars side by side, the largest as tall as is given.
pub fn bars(numbers: &[i64], step: i64, tall: i64) -> Vec<Bar> {
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let bar = |(n, number): (i64, &i64)| {
        let height = if *number == 0 { 0 } else { (number * tall / most).max(2) };
        Bar { x: n * step + 1, y: tall - height, width: step - 2, height, number: *number }
    };
    (0..).zip(numbers).map(bar).collect()
}

/// Months that stand in one picture at the most; a longer time is told in years.
const MONTHS: usize = 24;

/// The months of a time with their counts, none left out; years where there are too many.
pub fn times(first: &str, last: &str, months: &BTreeMap<String, [i64; 4]>) -> Vec<(String, [i64; 4])> {
    let read = |day: &str| Some((day.get(..4)?.parse::<i64>().ok()?, day.get(5..7)?.parse::<i64>().ok()?));
    let (Some((year, month)), Some((last_year, last_month))) = (read(first), read(last)) else { return Vec::new() };
    let count = usize::try_from((last_year - year) * 12 + last_month - month + 1).unwrap_or(0);
    if count > MONTHS {
        let of = |year: i64| {
            let mut sum = [0; 4];
            for (_, counts) in months.range(format!("{year:04}-01")..=format!("{year:04}-12")) {
                sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
            (year.to_string(), sum)
        };
        return (year..=last_year).map(of).collect();
    }
    (0..i64::try_from(count).unwrap_or(0))
        .map(|n| {
            let (year, month) = (year + (month - 1 + n) / 12, (month - 1 + n) % 12 + 1);
            let counts = months.get(&format!("{year:04}-{month:02}")).copied().unwrap_or_default();
            (format!("{month}/{year}"), counts)
        })
        .collect()
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
    fn no_month_is_left_out_and_a_term_is_told_in_years() {
        let months = BTreeMap::from([("2024-02".to_owned(), [1, 0, 0, 0]), ("2024-12".to_owned(), [0, 2, 0, 0])]);
        let told = times("2024-01-15", "2024-03-01", &months);
        assert_eq!(told.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["1/2024", "2/2024", "3/2024"]);
        assert_eq!(told[1].1, [1, 0, 0, 0]);
        let years = times("2021-07-01", "2024-12-31", &months);
        assert_eq!((years.len(), years[3].1), (4, [1, 2, 0, 0]));
    }
}
