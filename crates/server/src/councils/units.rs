//! Administrative units from the published list: 34 provinces and cities, 3,321 communes, wards and special zones.
//!
//! A code alone does not name an era, so a unit is its code with the first day of its validity. What is already there is
//! left as it is: running the import twice adds nothing.

use std::collections::HashMap;

use super::store::{self, NewUnit};
use crate::db::act::Act;
use crate::db::chain;
use crate::intake::{Imported, Warning};
use crate::trouble::{Outcome, Trouble};

/// The two levels of local government begin on this day.
pub const TWO_LEVELS_FROM: &str = "2025-07-01";

struct Line<'a> {
    province_code: &'a str,
    province: &'a str,
    province_en: &'a str,
    code: &'a str,
    name: &'a str,
    full_name: &'a str,
    full_name_en: &'a str,
    kind: &'a str,
}

/// The list that the program ships, for the first start of an office.
pub const SHIPPED: &str = include_str!("../../data/vn_units.csv");
/// Where the shipped list comes from.
pub const SHIPPED_SOURCE: &str = "thanglequoc/vietnamese-provinces-database (MIT)";

/// Writes the shipped list down.
pub fn import_shipped(act: &mut Act) -> Outcome<Imported> {
    let sheet = papers::read_csv(SHIPPED).map_err(|bad| Trouble::field("file", bad.key(), ""))?;
    import(act, &sheet.rows, SHIPPED_SOURCE)
}

/// Imports the list from rows of words, the first of which names the columns.
pub fn import(act: &mut Act, rows: &[Vec<String>], source: &str) -> Outcome<Imported> {
    let heading = rows.first().ok_or_else(|| Trouble::field("file", "invalid-file-empty", ""))?;
    let column = |name: &str| {
        heading
            .iter()
            .position(|cell| cell.trim() == name)
            .ok_or_else(|| Trouble::field("file", "invalid-file-column", name))
    };
    let at = [
        column("province_code")?,
        column("province_name")?,
        column("province_name_en")?,
        column("commune_code")?,
        column("commune_name")?,
        column("commune_full_name")?,
        column("commune_full_name_en")?,
        column("commune_type")?,
    ];
    let mut imported = Imported::default();
    let mut provinces: HashMap<String, String> =
        store::known_codes(act.db, "province", TWO_LEVELS_FROM)?.into_iter().collect();
    let mut communes: HashMap<String, String> =
        store::known_codes(act.db, "commune", TWO_LEVELS_FROM)?.into_iter().collect();
    let mut lines = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate().skip(1) {
        let cell = |column: usize| row.get(at[column]).map_or("", |cell| cell.trim());
        let line = Line {
            province_code: cell(0),
            province: cell(1),
            province_en: cell(2),
            code: cell(3),
            name: cell(4),
            full_name: cell(5),
            full_name_en: cell(6),
            kind: cell(7),
        };
        if line.province_code.is_empty() || line.code.is_empty() || line.full_name.is_empty() {
            imported.refused += 1;
            imported.warnings.push(Warning::new(format!("{}", number + 1), "warning-unit-incomplete", ""));
        } else if communes.contains_key(line.code) {
            imported.unchanged += 1;
        } else {
            communes.insert(line.code.to_owned(), String::new());
            lines.push(line);
        }
    }
    let ids: Vec<(String, String)> = lines.iter().map(|_| (act.new_id(), act.new_id())).collect();
    let mut new_provinces: Vec<(String, String, &Line)> = Vec::new();
    for line in &lines {
        if !provinces.contains_key(line.province_code) {
            let id = act.new_id();
            provinces.insert(line.province_code.to_owned(), id.clone());
            new_provinces.push((id, act.new_id(), line));
        }
    }
    let upper: Vec<NewUnit> = new_provinces
        .iter()
        .map(|(id, name_id, line)| NewUnit {
            id,
            name_id,
            code: line.province_code,
            level: "province",
            kind: if line.province.starts_with("Thành phố") { "city" } else { "province" },
            name: line.province.trim_start_matches("Thành phố ").trim_start_matches("Tỉnh "),
            full_name: line.province,
            full_name_en: line.province_en,
            from: TWO_LEVELS_FROM,
            to: None,
            parent: None,
            source,
        })
        .collect();
    store::insert_units(act.db, &upper)?;
    let lower: Vec<NewUnit> = lines
        .iter()
        .zip(&ids)
        .map(|(line, (id, name_id))| NewUnit {
            id,
            name_id,
            code: line.code,
            level: "commune",
            kind: line.kind,
            name: line.name,
            full_name: line.full_name,
            full_name_en: line.full_name_en,
            from: TWO_LEVELS_FROM,
            to: None,
            parent: provinces.get(line.province_code).map(String::as_str),
            source,
        })
        .collect();
    store::insert_units(act.db, &lower)?;
    imported.taken = lower.len();
    let body = serde_json::json!({ "taken": imported.taken, "unchanged": imported.unchanged });
    act.record(chain::INSTALLATION, "units_imported", "", &body)?;
    Ok(imported)
}
