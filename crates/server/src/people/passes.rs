//! Passes: what a browser's cookie or a program's bearer token opens. Only the secret's hash is stored, and each pass
//! can be revoked on one page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::prelude::*;
use law::day::Day;
use law::role::Role;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Held, Member, store};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::chain::{self, hex};
use crate::db::schema::passes;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Language;

/// Days that a browser stays signed in without being used.
const BROWSER_DAYS: i64 = 14;
/// Days that a program's token is good for.
const TOKEN_DAYS: i64 = 365;

/// What a pass is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A browser.
    Browser,
    /// A program.
    Token,
}

impl Kind {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Token => "token",
        }
    }

    fn days(self) -> i64 {
        match self {
            Self::Browser => BROWSER_DAYS,
            Self::Token => TOKEN_DAYS,
        }
    }
}

/// A pass as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = passes, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct PassRow {
    pub id: String,
    pub account_id: String,
    pub kind: String,
    #[serde(skip)]
    pub secret_hash: String,
    pub label: String,
    pub created_at: String,
    pub seen_on: String,
    pub expires_on: String,
    pub revoked_at: Option<String>,
}

/// Opens a pass and returns its secret: the only time that it is seen.
pub fn open(act: &mut Act, account_id: &str, kind: Kind, label: &str) -> Outcome<String> {
    let mut secret = [0_u8; 32];
    rand::fill(&mut secret);
    let secret = format!("dh_{}", URL_SAFE_NO_PAD.encode(secret));
    let id = act.new_id();
    let row = PassRow {
        id: id.clone(),
        account_id: account_id.to_owned(),
        kind: kind.as_str().into(),
        secret_hash: hash_of(&secret),
        label: label.chars().take(120).collect(),
        created_at: act.stamp(),
        seen_on: act.today.to_string(),
        expires_on: days_after(act.today, kind.days()).to_string(),
        revoked_at: None,
    };
    diesel::insert_into(passes::table).values(&row).execute(act.db)?;
    act.record(chain::INSTALLATION, "pass_opened", account_id, &serde_json::json!({ "kind": kind.as_str() }))?;
    Ok(secret)
}

/// The member behind a secret today, and whether the pass wants to be marked as seen.
pub fn member(db: &mut Connection, secret: &str, today: Day) -> Outcome<Option<(Member, bool)>> {
    let today = today.to_string();
    let found: Option<PassRow> = passes::table
        .filter(passes::secret_hash.eq(hash_of(secret)))
        .select(PassRow::as_select())
        .first(db)
        .optional()?;
    let Some(pass) = found.filter(|pass| pass.revoked_at.is_none() && pass.expires_on >= today) else {
        return Ok(None);
    };
    let Some(account) = store::account(db, &pass.account_id)?.filter(|account| account.disabled_on.is_none()) else {
        return Ok(None);
    };
    let roles = store::roles_on(db, &account.id, &today)?
        .into_iter()
        .filter_map(|row| Some(Held { council_id: row.council_id, body_id: row.body_id, role: Role::read(&row.role)? }))
        .collect();
    let seen_before = pass.seen_on < today;
    let member = Member {
        account_id: account.id,
        name: account.name,
        title: account.title,
        language: Language::read(&account.language),
        roles,
        pass_id: pass.id,
    };
    Ok(Some((member, seen_before)))
}

/// Marks a pass as seen today and moves its last day; once a day, outside the chain, since nothing was decided.
pub fn mark_seen(db: &mut Connection, pass_id: &str, today: Day) -> Outcome<()> {
    let last = days_after(today, BROWSER_DAYS).to_string();
    diesel::update(passes::table.find(pass_id)).set(passes::seen_on.eq(today.to_string())).execute(db)?;
    diesel::update(passes::table.find(pass_id).filter(passes::kind.eq(Kind::Browser.as_str())))
        .set(passes::expires_on.eq(last))
        .execute(db)?;
    Ok(())
}

/// The passes of an account that still open.
pub fn open_ones(db: &mut Connection, account_id: &str, today: Day) -> Outcome<Vec<PassRow>> {
    Ok(passes::table
        .filter(passes::account_id.eq(account_id).and(passes::revoked_at.is_null()))
        .filter(passes::expires_on.ge(today.to_string()))
        .order(passes::created_at.desc())
        .select(PassRow::as_select())
        .load(db)?)
}

/// Revokes one of one's own passes.
pub fn revoke(act: &mut Act, pass_id: &str) -> Outcome<()> {
    let stamp = act.stamp();
    let own = act.member.account_id.clone();
    let revoked = diesel::update(
        passes::table.find(pass_id).filter(passes::account_id.eq(&own).and(passes::revoked_at.is_null())),
    )
    .set(passes::revoked_at.eq(&stamp))
    .execute(act.db)?;
    if revoked == 0 {
        return Err(Trouble::NotFound);
    }
    act.record(chain::INSTALLATION, "pass_revoked", &own, &serde_json::json!({}))
}

/// Revokes every pass of an account but one.
pub fn revoke_others(db: &mut Connection, account_id: &str, but: &str, stamp: &str) -> Outcome<()> {
    diesel::update(
        passes::table
            .filter(passes::account_id.eq(account_id).and(passes::id.ne(but)).and(passes::revoked_at.is_null())),
    )
    .set(passes::revoked_at.eq(stamp))
    .execute(db)?;
    Ok(())
}

fn hash_of(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn days_after(day: Day, days: i64) -> Day {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Day::MAX)
}
