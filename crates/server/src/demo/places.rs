//! The places and people of the illustration: a real district and its 16 communes and towns as they stood in June 2024,
//! with their codes and what they became; bodies by level; invented people.

use std::collections::HashMap;

use serde::Deserialize;

use super::Words;
use super::chance::Chance;
use crate::councils::store::{self, NewUnit};
use crate::councils::{self, NewCouncil, NewDeputy};
use crate::db::act::Act;
use crate::db::chain;
use crate::people::{self, NewAccount};
use crate::trouble::{Outcome, Trouble};

const SOURCE: &str = "thanglequoc/vietnamese-provinces-database (MIT); NQ 1669/NQ-UBTVQH15";

/// First and last day of the term.
pub const TERM_FROM: &str = "2021-07-01";
/// The day on which district councils ended.
pub const DISTRICTS_TO: &str = "2025-06-30";
/// The two levels begin.
pub const TWO_LEVELS_FROM: &str = "2025-07-01";
/// Two communes became one before that.
pub const THAI_MINH_FROM: &str = "2024-12-01";
/// Their last day.
pub const THAI_MINH_BEFORE: &str = "2024-11-30";

/// The password of every account of the illustration.
pub const PASSWORD: &str = "DienHong-2024";

#[derive(Deserialize)]
struct Facts {
    district: District,
    units_2024_06: Vec<Unit>,
    units_2025_07: Vec<Unit>,
    successor_city: City,
    succession: Vec<Succession>,
}

#[derive(Deserialize)]
struct District {
    code: String,
    full_name: String,
    province: String,
    province_code: String,
}

#[derive(Deserialize)]
struct Unit {
    code: String,
    name: String,
    full_name: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct City {
    code: String,
    full_name: String,
}

#[derive(Deserialize)]
struct Succession {
    from: String,
    to: String,
    share: String,
}

/// A council of the illustration.
#[derive(Debug, Clone)]
pub struct Council {
    /// Its id.
    pub id: String,
    /// Its unit.
    pub unit_id: String,
    /// Full name of its unit.
    pub unit: String,
    /// Bodies that may owe it something: id, name.
    pub owing: Vec<(String, String)>,
    /// Bodies that supervise: kind, id.
    pub supervising: Vec<(String, String)>,
    /// Deputies (ids).
    pub deputies: Vec<String>,
    /// Mark.
    pub mark: String,
    /// Clerk, chair of the Standing Committee, person of the People's Committee: names.
    pub people: [String; 3],
}

/// An account of the illustration.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Account {
    /// Name to sign in with.
    pub sign_in: String,
    /// Password.
    pub password: &'static str,
    /// Role word.
    pub role: String,
    /// Mark of the council.
    pub council: String,
    /// Name for people.
    pub name: String,
    /// Office.
    pub title: String,
}

fn facts() -> Outcome<Facts> {
    Ok(serde_json::from_str(include_str!("binh_giang.json"))?)
}

/// The units of the illustration (ids), and which became which.
#[derive(Debug, Clone)]
pub struct Units {
    /// The district.
    pub district: String,
    /// Its communes and towns of June 2024.
    pub communes: Vec<String>,
    /// The commune that two of them became half a year later.
    pub thai_minh: String,
    /// The city of today.
    pub city: String,
    /// The communes of today.
    pub today: Vec<String>,
    /// From, to; of several, the one that took the most stands first.
    pub heirs: Vec<(String, String)>,
}

/// Writes the units and their successions down.
pub fn units(act: &mut Act) -> Outcome<Units> {
    let facts = facts()?;
    let mut ids: HashMap<String, String> = HashMap::new();
    let province = unit(
        act,
        (&facts.district.province_code, "province", "province", &facts.district.province),
        ("1945-09-02", Some(DISTRICTS_TO)),
        None,
    )?;
    let city = unit(
        act,
        (&facts.successor_city.code, "province", "city", &facts.successor_city.full_name),
        (TWO_LEVELS_FROM, None),
        None,
    )?;
    let district = unit(
        act,
        (&facts.district.code, "district", "district", &facts.district.full_name),
        ("1997-01-01", Some(DISTRICTS_TO)),
        Some(&province),
    )?;
    let mut communes = Vec::new();
    for one in &facts.units_2024_06 {
        // Two of them became Thái Minh before the districts ended.
        let to =
            if ["Bình Minh", "Thái Học"].contains(&one.name.as_str()) { THAI_MINH_BEFORE } else { DISTRICTS_TO };
        let id =
            unit(act, (&one.code, "commune", &one.kind, &one.full_name), ("1997-01-01", Some(to)), Some(&district))?;
        let key = if one.kind == "township" { format!("thị trấn {}", one.name) } else { one.name.clone() };
        ids.insert(key, id.clone());
        communes.push(id);
    }
    let thai_minh = unit(
        act,
        ("10981", "commune", "commune", "Xã Thái Minh"),
        (THAI_MINH_FROM, Some(DISTRICTS_TO)),
        Some(&district),
    )?;
    ids.insert("Thái Minh".into(), thai_minh.clone());
    let mut today = Vec::new();
    for one in &facts.units_2025_07 {
        let id = unit(act, (&one.code, "commune", &one.kind, &one.full_name), (TWO_LEVELS_FROM, None), Some(&city))?;
        today.push(id.clone());
        ids.insert(format!("→{}", one.name), id);
    }
    let mut heirs = Vec::new();
    for edge in &facts.succession {
        let from = match ids.get(&edge.from) {
            Some(id) => id.clone(),
            None => {
                let name = format!("Xã {}", edge.from);
                let id = unit(act, ("", "commune", "commune", &name), ("1997-01-01", Some(DISTRICTS_TO)), None)?;
                ids.insert(edge.from.clone(), id.clone());
                id
            }
        };
        let (to, on) = match ids.get(&format!("→{}", edge.to)) {
            Some(id) if edge.to != "Thái Minh" => (id.clone(), TWO_LEVELS_FROM),
            _ => (ids.get(&edge.to).cloned().ok_or(Trouble::NotFound)?, THAI_MINH_FROM),
        };
        let share = if edge.share == "area_only" { "area" } else { edge.share.as_str() };
        store::insert_succession(act.db, &from, &to, share, on, SOURCE)?;
        // Where only ground passed and no people, no promise did.
        if let Some(order) = ["all", "rest", "part"].iter().position(|known| *known == share) {
            heirs.push((order, from, to));
        }
    }
    heirs.sort_by_key(|(order, _, _)| *order);
    act.record(chain::INSTALLATION, "units_imported", "", &serde_json::json!({ "taken": ids.len() + 3 }))?;
    let heirs = heirs.into_iter().map(|(_, from, to)| (from, to)).collect();
    Ok(Units { district, communes, thai_minh, city, today, heirs })
}

fn unit(
    act: &mut Act,
    what: (&str, &str, &str, &str),
    days: (&str, Option<&str>),
    parent: Option<&str>,
) -> Outcome<String> {
    let (code, level, kind, full_name) = what;
    let (id, name_id) = (act.new_id(), act.new_id());
    let short = ["Thành phố ", "Tỉnh ", "Huyện ", "Xã ", "Thị trấn "]
        .into_iter()
        .find_map(|prefix| full_name.strip_prefix(prefix))
        .unwrap_or(full_name);
    store::insert_units(
        act.db,
        &[NewUnit {
            id: &id,
            name_id: &name_id,
            code,
            level,
            kind,
            name: short,
            full_name,
            full_name_en: full_name,
            from: days.0,
            to: days.1,
            parent,
            source: SOURCE,
        }],
    )?;
    Ok(id)
}

/// A council to be founded.
pub struct Founding<'a> {
    /// Its unit (id).
    pub unit_id: &'a str,
    /// The council above.
    pub upper: Option<&'a Council>,
    /// The term.
    pub term: &'a str,
    /// Its first day.
    pub from: &'a str,
    /// A day on which its bodies stand as they are shown.
    pub on: &'a str,
    /// End of the mark, so that a term that is over leaves the plain mark to today's.
    pub mark_end: &'a str,
}

/// Departments of a People's Committee at the upper level.
fn departments(level: &str) -> &'static [&'static str] {
    match level {
        "province" => &[
            "Sở Nông nghiệp và Môi trường",
            "Sở Xây dựng",
            "Sở Giáo dục và Đào tạo",
            "Sở Tài chính",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Công an thành phố",
        ],
        "district" => &[
            "Phòng Tài nguyên và Môi trường",
            "Phòng Kinh tế và Hạ tầng",
            "Phòng Giáo dục và Đào tạo",
            "Phòng Tài chính - Kế hoạch",
            "Phòng Văn hóa và Thông tin",
            "Công an huyện",
        ],
        _ => &[],
    }
}

/// Founds the council of an upper unit or of a commune, with bodies, deputies and, where there is room for them, accounts.
pub fn council(
    act: &mut Act,
    new: &Founding,
    words: &Words,
    chance: &mut Chance,
    accounts: Option<&mut Vec<Account>>,
) -> Outcome<Council> {
    let upper = new.upper;
    let unit = store::unit(act.db, new.unit_id)?.ok_or(Trouble::NotFound)?;
    let level = unit.level.clone();
    let lower_name = crate::councils::within_sentence(&unit.full_name);
    let mark = format!("{}{}", councils::propose_mark(act.db, &unit.full_name)?, new.mark_end);
    let mut bodies: Vec<(String, String)> = crate::setup::default_bodies(&level, new.on)
        .into_iter()
        .map(|(kind, name)| {
            let own = ["UBND", "Thường trực HĐND"].contains(&name.as_str());
            let name = name.replace("cấp tỉnh", &lower_name);
            (kind, if own { format!("{name} {lower_name}") } else { name })
        })
        .collect();
    if upper.is_none() {
        for name in departments(&level) {
            bodies.push(("department".into(), (*name).into()));
        }
        for n in 1..=6 {
            bodies.push(("deputy_group".into(), format!("Tổ đại biểu số {n}")));
        }
        for body in &mut bodies {
            if body.0 == "peoples_committee" {
                body.1 = format!("UBND {lower_name}");
            }
        }
    } else {
        bodies.push(("office".into(), format!("Bộ phận giúp việc HĐND {lower_name}")));
    }
    let named: Vec<(&str, String)> = bodies.iter().map(|(kind, name)| (kind.as_str(), name.clone())).collect();
    let founded = NewCouncil {
        unit_id: new.unit_id.to_owned(),
        mark: mark.clone(),
        name: format!("HĐND {lower_name}"),
        level,
        term: new.term.into(),
        starts_on: new.from.into(),
        ends_on: None,
        upper_id: upper.map(|one| one.id.clone()),
        illustration: Some("demo".into()),
    };
    let (id, ids) = councils::found_rows(act, &founded, &named)?;
    let row = store::by_id(act.db, &id)?.ok_or(Trouble::NotFound)?;
    let seats = if upper.is_some() { 24 } else { 34 };
    let deputies: Vec<NewDeputy> = (0..seats)
        .map(|n| NewDeputy {
            name: person(words, chance),
            kind: if n < if upper.is_some() { 1 } else { 4 } { "full_time".into() } else { "part_time".into() },
            group: if upper.is_some() { String::new() } else { format!("Tổ đại biểu số {}", n % 6 + 1) },
            from: String::new(),
        })
        .collect();
    councils::add_deputy_rows(act, &row, &deputies)?;
    let standing = named.iter().position(|(kind, _)| *kind == "standing_committee").map_or(0, |at| at);
    for (n, deputy) in store::deputies(act.db, &id)?.iter().filter(|one| one.kind == "full_time").enumerate() {
        let title = if n == 0 { "Chủ tịch HĐND" } else { "Phó Chủ tịch HĐND" };
        let position = act.new_id();
        store::insert_position(act.db, &position, &ids[standing], &deputy.id, title, new.from)?;
    }
    let owing: Vec<(String, String)> = named
        .iter()
        .zip(&ids)
        .filter(|((kind, _), _)| ["peoples_committee", "department"].contains(kind))
        .map(|((_, name), id)| (id.clone(), name.clone()))
        .collect();
    let supervising = named
        .iter()
        .zip(&ids)
        .filter(|((kind, _), _)| ["standing_committee", "committee", "deputy_group"].contains(kind))
        .map(|((kind, _), id)| ((*kind).to_owned(), id.clone()))
        .collect();
    let seated = store::deputies(act.db, &id)?.into_iter().map(|one| one.id).collect();
    let people = [person(words, chance), deputies[0].name.clone(), person(words, chance)];
    let named = [deputies[1].name.clone(), deputies[6].name.clone(), person(words, chance)];
    if let Some(accounts) = accounts {
        let held = Opening { council: &id, mark: &mark, is_upper: upper.is_none(), from: new.from };
        open_accounts(act, &held, &people, &named, &owing[0].0, &words.hash, accounts)?;
    }
    act.record(&id, "council_founded", &id, &serde_json::json!({ "mark": mark, "illustration": true }))?;
    let unit_id = new.unit_id.to_owned();
    Ok(Council { id, unit_id, unit: unit.full_name, owing, supervising, deputies: seated, mark, people })
}

/// Where accounts are opened.
struct Opening<'a> {
    council: &'a str,
    mark: &'a str,
    is_upper: bool,
    from: &'a str,
}

/// Opens the accounts of a council: clerk, chair, the People's Committee's person, and at the upper level a committee
/// head, a deputy and an IT officer.
fn open_accounts(
    act: &mut Act,
    held: &Opening,
    people: &[String; 3],
    named: &[String; 3],
    body: &str,
    hash: &str,
    accounts: &mut Vec<Account>,
) -> Outcome<()> {
    let Opening { council: id, mark, is_upper, from } = *held;
    let suffix = if is_upper { String::new() } else { format!(".{}", mark.to_lowercase()) };
    let mut roles = vec![
        ("thuky", "clerk", &people[0], "Chuyên viên giúp việc HĐND", ""),
        ("thuongtruc", "standing_committee", &people[1], "Phó Chủ tịch HĐND", ""),
        ("ubnd", "unit", &people[2], "Đầu mối báo cáo của UBND", body),
    ];
    if is_upper {
        roles.push(("ban", "committee", &named[0], "Trưởng Ban Kinh tế - Xã hội", ""));
        roles.push(("daibieu", "deputy", &named[1], "Đại biểu HĐND, Tổ số 1", ""));
        roles.push(("quantri", "administrator", &named[2], "Cán bộ công nghệ thông tin", ""));
    }
    for (sign_in, role, name, title, body) in roles {
        let sign_in = format!("{sign_in}{suffix}");
        let new = NewAccount {
            sign_in: sign_in.clone(),
            name: name.clone(),
            title: title.into(),
            password: PASSWORD.into(),
            council: mark.to_owned(),
            role: role.into(),
            body: body.into(),
            from: from.into(),
            to: String::new(),
        };
        people::open_account_hashed(act, &new, id, hash)?;
        accounts.push(Account {
            sign_in,
            password: PASSWORD,
            role: role.into(),
            council: mark.to_owned(),
            name: name.clone(),
            title: title.into(),
        });
    }
    Ok(())
}

fn person(words: &Words, chance: &mut Chance) -> String {
    let family = chance.pick(&words.family).clone();
    let (middle, given) = if chance.in_hundred(60) {
        (chance.pick(&words.middle_men).clone(), chance.pick(&words.given_men).clone())
    } else {
        (chance.pick(&words.middle_women).clone(), chance.pick(&words.given_women).clone())
    };
    format!("{family} {middle} {given}")
}
