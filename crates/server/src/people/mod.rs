//! People who use the system: accounts, what each is to which council from when to when, and how they sign in.
//!
//! A role ends with the mandate: it is read for today at each request, so nobody has to remember to take it away.

pub mod api;
pub mod attempts;
mod desk;
pub mod pages;
pub mod passes;
pub mod store;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use law::day::Day;
use law::role::{Act as Deed, Reach, Role, reach};
use serde::{Deserialize, Serialize};

use crate::db::act::Act;
use crate::db::chain;
use crate::trouble::{FieldFault, Outcome, Trouble};
use crate::web::i18n::Language;

/// A role that a person holds today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// In which council.
    pub council_id: String,
    /// For which body, where the role needs one.
    pub body_id: Option<String>,
    /// As what.
    pub role: Role,
}

/// A signed-in person with the roles that hold today.
#[derive(Debug, Clone)]
pub struct Member {
    /// Whose account.
    pub account_id: String,
    /// Name for people.
    pub name: String,
    /// Office, for people.
    pub title: String,
    /// Language of the pages.
    pub language: Language,
    /// Roles that hold today.
    pub roles: Vec<Held>,
    /// The pass that this request came with.
    pub pass_id: String,
}

impl Member {
    /// The program itself, which drafts and reminds but never decides.
    pub fn program() -> Self {
        Self {
            account_id: "program".into(),
            name: "Diên Hồng".into(),
            title: String::new(),
            language: Language::Vietnamese,
            roles: Vec::new(),
            pass_id: String::new(),
        }
    }

    /// Somebody with access to the machine itself, through a command.
    pub fn operator() -> Self {
        Self { account_id: "operator".into(), name: "Quản trị máy chủ".into(), ..Self::program() }
    }

    /// Does any role allow this deed at all?
    pub fn may(&self, deed: Deed) -> bool {
        self.roles.iter().any(|held| reach(held.role, deed) != Reach::Nothing)
    }

    /// Does a role in this council allow this deed?
    pub fn may_in(&self, deed: Deed, council_id: &str) -> bool {
        self.roles.iter().any(|held| held.council_id == council_id && reach(held.role, deed) != Reach::Nothing)
    }

    /// The council that pages open with.
    pub fn home(&self) -> Option<&str> {
        self.roles.first().map(|held| held.council_id.as_str())
    }

    /// The bodies for which the person answers, as a supervised unit.
    pub fn own_bodies(&self) -> Vec<String> {
        self.roles.iter().filter(|held| held.role == Role::Unit).filter_map(|held| held.body_id.clone()).collect()
    }

    /// Does a role in this council allow this deed for all of it, not only for the person's own body?
    pub fn may_in_whole(&self, deed: Deed, council_id: &str) -> bool {
        self.roles.iter().any(|held| held.council_id == council_id && reach(held.role, deed) >= Reach::OwnCouncil)
    }
}

/// A new account as typed.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct NewAccount {
    /// Name to sign in with.
    pub sign_in: String,
    /// Full name.
    pub name: String,
    /// Office or position.
    #[serde(default)]
    pub title: String,
    /// First password.
    pub password: String,
    /// Mark of the council of the first role.
    pub council: String,
    /// Role word.
    pub role: String,
    /// Body of the first role, where it needs one.
    #[serde(default)]
    pub body: String,
    /// First day of the role; empty means today.
    #[serde(default)]
    pub from: String,
    /// Last day of the role; empty means open.
    #[serde(default)]
    pub to: String,
}

/// Most letters of a name, an office or a password.
pub const LONGEST_NAME: usize = 200;

/// Shortest password that is taken.
pub const SHORTEST_PASSWORD: usize = 10;

/// Opens an account with its first role.
pub fn open_account(act: &mut Act, new: &NewAccount) -> Outcome<String> {
    let council = crate::councils::store::by_mark(act.db, &new.council)?
        .ok_or_else(|| Trouble::field("council", "invalid-council", &new.council))?;
    act.may(Deed::KeepAccounts, &council.id, &[])?;
    let sits = |held: &Held| held.role == Role::StandingCommittee && held.council_id == council.id;
    if new.role == Role::StandingCommittee.as_str() && !act.member.roles.iter().any(sits) {
        // Who keeps the machines does not make himself a judge: a sitting member gives this role.
        return Err(Trouble::field("role", "invalid-role-standing", ""));
    }
    open_account_unchecked(act, new, &council.id)
}

/// The same without asking for a role: the demo and the commands open the first accounts.
pub fn open_account_unchecked(act: &mut Act, new: &NewAccount, council_id: &str) -> Outcome<String> {
    let id = open_account_rows(act, new, council_id)?;
    act.record(council_id, "account_opened", &id, &serde_json::json!({ "role": new.role }))?;
    Ok(id)
}

/// A further role of an account from today, without an event of its own: part of a larger act.
pub fn add_role_rows(act: &mut Act, account_id: &str, council_id: &str, role: &str) -> Outcome<()> {
    let row = store::RoleRow {
        id: act.new_id(),
        account_id: account_id.to_owned(),
        council_id: council_id.to_owned(),
        body_id: None,
        role: role.to_owned(),
        valid_from: act.today.to_string(),
        valid_to: None,
    };
    store::insert_role(act.db, &row)
}

/// An account with its first role, without an event of its own: part of a larger act.
pub fn open_account_rows(act: &mut Act, new: &NewAccount, council_id: &str) -> Outcome<String> {
    // The password is hashed only once everything else is known to be right: hashing is slow on purpose.
    checked(act, new)?;
    let hash = hash_password(&new.password)?;
    open_account_hashed(act, new, council_id, &hash)
}

/// The same with a hash at hand: the demo's accounts share one password.
pub fn open_account_hashed(act: &mut Act, new: &NewAccount, council_id: &str, hash: &str) -> Outcome<String> {
    let (role, from, to) = checked(act, new)?;
    let body_id = body_of(act, new, role, council_id)?;
    let id = act.new_id();
    store::insert_account(
        act.db,
        &store::AccountRow {
            id: id.clone(),
            sign_in: new.sign_in.trim().to_owned(),
            name: words::nfc(new.name.trim()),
            title: words::nfc(new.title.trim()),
            password_hash: hash.to_owned(),
            language: Language::Vietnamese.code().into(),
            created_at: act.stamp(),
            disabled_on: None,
            version: 1,
        },
    )?;
    let role_id = act.new_id();
    store::insert_role(
        act.db,
        &store::RoleRow {
            id: role_id,
            account_id: id.clone(),
            council_id: council_id.to_owned(),
            body_id,
            role: role.as_str().into(),
            valid_from: from.to_string(),
            valid_to: to.map(|day| day.to_string()),
        },
    )?;
    Ok(id)
}

/// The body of a role: one of the same council, so that nobody answers for a neighbour's.
fn body_of(act: &mut Act, new: &NewAccount, role: Role, council_id: &str) -> Outcome<Option<String>> {
    let named = new.body.trim();
    if named.is_empty() {
        return if role == Role::Unit { Err(Trouble::field("body", "invalid-body-missing", "")) } else { Ok(None) };
    }
    let body = crate::councils::store::body(act.db, named)?
        .filter(|body| body.council_id == council_id)
        .ok_or_else(|| Trouble::field("body", "invalid-body", named))?;
    Ok(Some(body.id))
}

fn checked(act: &mut Act, new: &NewAccount) -> Outcome<(Role, Day, Option<Day>)> {
    let mut faults = Vec::new();
    let named = [("sign_in", &new.sign_in), ("name", &new.name), ("title", &new.title), ("password", &new.password)];
    faults.extend(named.iter().filter_map(|(field, text)| FieldFault::too_long(field, text, LONGEST_NAME)));
    let mut fault = |field, key, words: &str| faults.push(FieldFault { field, key, words: words.to_owned() });
    let sign_in = new.sign_in.trim();
    if sign_in.len() < 3 || !sign_in.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_@".contains(&byte)) {
        fault("sign_in", "invalid-sign-in", sign_in);
    }
    if new.name.trim().is_empty() {
        fault("name", "invalid-name-missing", "");
    }
    if new.password.chars().count() < SHORTEST_PASSWORD {
        fault("password", "invalid-password-short", "");
    }
    let role = Role::read(&new.role);
    if role.is_none() {
        fault("role", "invalid-role", &new.role);
    }
    let from = day_or(&new.from, act.today);
    if from.is_none() {
        fault("from", "invalid-day", &new.from);
    }
    let to = if new.to.trim().is_empty() { Some(None) } else { law::day::parse_day(&new.to).ok().map(Some) };
    if to.is_none() {
        fault("to", "invalid-day", &new.to);
    }
    if store::account_by_sign_in(act.db, sign_in)?.is_some() {
        faults.push(FieldFault { field: "sign_in", key: "invalid-sign-in-taken", words: sign_in.into() });
    }
    match (role, from, to) {
        (Some(role), Some(from), Some(to)) if faults.is_empty() => Ok((role, from, to)),
        _ => Err(Trouble::Invalid(faults)),
    }
}

fn day_or(text: &str, otherwise: Day) -> Option<Day> {
    if text.trim().is_empty() { Some(otherwise) } else { law::day::parse_day(text).ok() }
}

/// Ends a role on a day: access ends with it.
pub fn end_role(act: &mut Act, role_id: &str, last_day: &str) -> Outcome<()> {
    let role = store::role(act.db, role_id)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepAccounts, &role.council_id, &[])?;
    let last = law::day::parse_day(last_day).map_err(|_| Trouble::field("to", "invalid-day", last_day))?;
    if role.valid_to.as_deref().is_some_and(|known| last.to_string().as_str() > known) {
        // An end can come earlier, never later: a longer role is a new one, on record as such.
        return Err(Trouble::field("to", "invalid-role-ended", last_day));
    }
    store::end_role(act.db, role_id, &last.to_string())?;
    act.record(&role.council_id, "role_ended", &role.account_id, &serde_json::json!({ "to": last.to_string() }))
}

/// Changes one's own language.
pub fn choose_language(act: &mut Act, language: Language) -> Outcome<()> {
    let id = act.member.account_id.clone();
    store::set_language(act.db, &id, language.code())?;
    act.record(chain::INSTALLATION, "language_chosen", &id, &serde_json::json!({ "language": language.code() }))
}

/// Changes one's own password; every other session ends.
pub fn change_password(act: &mut Act, current: &str, new: &str) -> Outcome<()> {
    let id = act.member.account_id.clone();
    let account = store::account(act.db, &id)?.ok_or(Trouble::NotFound)?;
    if !password_fits(current, &account.password_hash) {
        return Err(Trouble::field("current", "invalid-password-wrong", ""));
    }
    if new.chars().count() < SHORTEST_PASSWORD {
        return Err(Trouble::field("new", "invalid-password-short", ""));
    }
    store::set_password(act.db, &id, &hash_password(new)?)?;
    let stamp = act.stamp();
    let own = act.member.pass_id.clone();
    passes::revoke_others(act.db, &id, &own, &stamp)?;
    act.record(chain::INSTALLATION, "password_changed", &id, &serde_json::json!({}))
}

fn hasher() -> Argon2<'static> {
    // 19 MiB, two passes: the least that OWASP recommends, about 28 ms here.
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash that is stored for a password.
pub fn hash_password(password: &str) -> Outcome<String> {
    hasher()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Trouble::Fault(format!("password: {error}")))
}

/// Does the password fit the stored hash?
pub fn password_fits(password: &str, stored: &str) -> bool {
    argon2::PasswordHash::new(stored).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}
