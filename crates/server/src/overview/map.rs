//! A map of the councils' units from boundaries that the office supplies: `GeoJSON` files in `map.d/` of the data folder, each
//! feature with the code or the name of its unit. Boundaries are not shipped: whoever publishes them decides who may.

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::charts::{self, Shape};

/// A unit's outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Code of the unit, where the file names one.
    pub code: String,
    /// Name, folded.
    pub name: String,
    rings: Vec<Vec<(f64, f64)>>,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    geometry: Option<Value>,
}

/// Names by which files of boundaries call the code and the name of a unit.
const CODES: &[&str] = &["code", "ma", "ma_xa", "maxa", "ward_code", "ward_id", "commune_code", "district_code"];
const NAMES: &[&str] = &["name", "ten", "ten_xa", "tenxa", "ward_name", "commune_name", "full_name", "fullname"];

/// Reads the files of a folder; a missing folder has none. The error names file and fault.
pub fn read(folder: &Path) -> Result<Vec<Outline>, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "geojson" || end == "json"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        all.extend(outlines(&text).map_err(|words| format!("{}: {words}", path.display()))?);
    }
    Ok(all)
}

/// The outlines of a text of `GeoJSON`.
pub fn outlines(text: &str) -> Result<Vec<Outline>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let features = match value.get("type").and_then(Value::as_str) {
        Some("Feature") => vec![Feature::deserialize(value).map_err(|error| error.to_string())?],
        _ => Collection::deserialize(value).map_err(|error| error.to_string())?.features,
    };
    Ok(features.into_iter().filter_map(outline).collect())
}

/// Rings of points.
type Polygon = Vec<Vec<Vec<f64>>>;

fn outline(feature: Feature) -> Option<Outline> {
    let properties = feature.properties.unwrap_or_default();
    let said = |names: &[&str]| {
        let of =
            |name: &&str| properties.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        names.iter().find_map(of).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let geometry = feature.geometry?;
    let coordinates = geometry.get("coordinates")?.clone();
    let polygons: Vec<Polygon> = match geometry.get("type")?.as_str()? {
        "Polygon" => vec![serde_json::from_value(coordinates).ok()?],
        "MultiPolygon" => serde_json::from_value(coordinates).ok()?,
        // Points and lines bound nothing.
        _ => return None,
    };
    let points = |ring: Vec<Vec<f64>>| -> Vec<(f64, f64)> {
        ring.into_iter().filter_map(|point| Some((*point.first()?, *point.get(1)?))).collect()
    };
    let rings = polygons.into_iter().flatten().map(points).collect();
    let name = said(NAMES).unwrap_or_default();
    Some(Outline { code: said(CODES).unwrap_or_default(), name: words::fold(&name), rings })
}

/// A unit that is looked for on the map.
pub struct Unit<'a> {
    /// Its code, where it is known.
    pub code: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
}

/// The picture of the units that have an outline; none where there are none.
pub fn picture(outlines: &[Outline], units: Vec<(Unit, Shape)>) -> Option<String> {
    let outline = |unit: &Unit| {
        let name = words::fold(unit.name);
        let is = |one: &&Outline| unit.code == Some(one.code.as_str()) || (!name.is_empty() && one.name == name);
        outlines.iter().find(is)
    };
    let found: Vec<_> = units.into_iter().filter_map(|(unit, shape)| Some((outline(&unit)?, shape))).collect();
    let (paths, height) = drawn(&found.iter().map(|(outline, _)| *outline).collect::<Vec<_>>());
    let shapes = found.into_iter().zip(paths).map(|((_, shape), path)| Shape { path, ..shape });
    let shapes: Vec<Shape> = shapes.collect();
    (!shapes.is_empty()).then(|| charts::map(&shapes, height))
}

/// How wide the picture is.
pub const WIDTH: i64 = 800;

/// The outlines as paths of one picture, in their order, and how tall it is. Points nearer than the eye sees are left out.
fn drawn(all: &[&Outline]) -> (Vec<String>, i64) {
    let points = || all.iter().flat_map(|one| one.rings.iter().flatten());
    let fold = |start: f64, of: fn(f64, f64) -> f64, x: bool| {
        points().fold(start, |sum, point| of(sum, if x { point.0 } else { point.1 }))
    };
    let (west, east) = (fold(f64::MAX, f64::min, true), fold(f64::MIN, f64::max, true));
    let (south, north) = (fold(f64::MAX, f64::min, false), fold(f64::MIN, f64::max, false));
    if !(east > west && north > south) {
        return (Vec::new(), 0);
    }
    // A degree of longitude is shorter the farther from the equator.
    let squeeze = (f64::midpoint(south, north)).to_radians().cos();
    #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
    let scale = WIDTH as f64 / ((east - west) * squeeze);
    let place = |(x, y): (f64, f64)| ((x - west) * squeeze * scale, (north - y) * scale);
    let path = |outline: &&Outline| {
        let mut path = String::new();
        for ring in &outline.rings {
            let mut last: Option<(f64, f64)> = None;
            for point in ring.iter().map(|point| place(*point)) {
                let near = last.is_some_and(|last| (last.0 - point.0).hypot(last.1 - point.1) < 0.8);
                if !near {
                    let begun = if last.is_none() { 'M' } else { 'L' };
                    let _ = write!(path, "{begun}{:.1} {:.1}", point.0, point.1);
                    last = Some(point);
                }
            }
            path.push('Z');
        }
        path
    };
    #[expect(clippy::cast_possible_truncation, reason = "a height in pixels")]
    let height = ((north - south) * scale).ceil() as i64;
    (all.iter().map(path).collect(), height.clamp(1, 4 * WIDTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"10999","name":"Xã Mẫu Tâm"},"geometry":{"type":"Polygon","coordinates":[[[106.0,20.0],[106.1,20.0],[106.1,20.1],[106.0,20.0]]]}},
        {"type":"Feature","properties":{"MA":123,"Ten":"Xã Đông"},"geometry":{"type":"MultiPolygon","coordinates":[[[[106.1,20.0],[106.2,20.0],[106.2,20.1],[106.1,20.0]]]]}},
        {"type":"Feature","properties":null,"geometry":null}]}"#;

    #[test]
    fn outlines_are_known_by_code_or_name_and_drawn_north_up() {
        let all = outlines(TWO).expect("outlines");
        assert_eq!((all.len(), all[0].code.as_str(), all[1].code.as_str()), (2, "10999", "123"));
        assert_eq!(all[1].name, words::fold("Xã Đông"));
        let (paths, height) = drawn(&all.iter().collect::<Vec<_>>());
        assert!(paths[0].starts_with("M0.0 ") && paths[0].ends_with('Z'), "{paths:?}");
        assert!((400..440).contains(&height), "{height}");
        assert_eq!(drawn(&[]), (Vec::new(), 0));
        assert!(outlines("{").is_err() && outlines("[]").is_err());
    }
}
