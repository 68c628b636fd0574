//! All queries about accounts and roles.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::Connection;
use crate::db::schema::{accounts, bodies, councils, roles};
use crate::trouble::Outcome;

/// An account.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct AccountRow {
    pub id: String,
    pub sign_in: String,
    pub name: String,
    pub title: String,
    pub password_hash: String,
    pub language: String,
    pub created_at: String,
    pub disabled_on: Option<String>,
    pub version: i64,
}

/// A role from a day to a day.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = roles, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct RoleRow {
    pub id: String,
    pub account_id: String,
    pub council_id: String,
    pub body_id: Option<String>,
    pub role: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
}

/// An account's role as the page of accounts lists it; never the password's hash.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct AccountLine {
    /// Account.
    pub account_id: String,
    /// Name to sign in with.
    pub sign_in: String,
    /// Full name.
    pub name: String,
    /// Office.
    pub title: String,
    /// Role.
    pub role_id: String,
    /// Role word.
    pub role: String,
    /// Body, where the role has one.
    pub body: Option<String>,
    /// First day.
    pub valid_from: String,
    /// Last day.
    pub valid_to: Option<String>,
}

/// Writes an account down.
pub fn insert_account(db: &mut Connection, row: &AccountRow) -> Outcome<()> {
    diesel::insert_into(accounts::table).values(row).execute(db)?;
    Ok(())
}

/// Writes a role down.
pub fn insert_role(db: &mut Connection, row: &RoleRow) -> Outcome<()> {
    diesel::insert_into(roles::table).values(row).execute(db)?;
    Ok(())
}

/// An account by id.
pub fn account(db: &mut Connection, id: &str) -> Outcome<Option<AccountRow>> {
    Ok(accounts::table.find(id).select(AccountRow::as_select()).first(db).optional()?)
}

/// An account by the name that signs in.
pub fn account_by_sign_in(db: &mut Connection, sign_in: &str) -> Outcome<Option<AccountRow>> {
    Ok(accounts::table.filter(accounts::sign_in.eq(sign_in)).select(AccountRow::as_select()).first(db).optional()?)
}

/// How many accounts there are.
pub fn count_accounts(db: &mut Connection) -> Outcome<i64> {
    Ok(accounts::table.count().get_result(db)?)
}

/// A role by id.
pub fn role(db: &mut Connection, id: &str) -> Outcome<Option<RoleRow>> {
    Ok(roles::table.find(id).select(RoleRow::as_select()).first(db).optional()?)
}

/// The roles that an account holds on a day.
pub fn roles_on(db: &mut Connection, account_id: &str, day: &str) -> Outcome<Vec<RoleRow>> {
    Ok(roles::table
        .filter(roles::account_id.eq(account_id))
        .filter(roles::valid_from.le(day))
        .filter(roles::valid_to.is_null().or(roles::valid_to.ge(day)))
        .order(roles::id)
        .select(RoleRow::as_select())
        .load(db)?)
}

/// Ends a role.
pub fn end_role(db: &mut Connection, id: &str, last_day: &str) -> Outcome<()> {
    diesel::update(roles::table.find(id)).set(roles::valid_to.eq(last_day)).execute(db)?;
    Ok(())
}

/// Sets the language.
pub fn set_language(db: &mut Connection, id: &str, language: &str) -> Outcome<()> {
    diesel::update(accounts::table.find(id)).set(accounts::language.eq(language)).execute(db)?;
    Ok(())
}

/// Sets the password's hash.
pub fn set_password(db: &mut Connection, id: &str, hash: &str) -> Outcome<()> {
    diesel::update(accounts::table.find(id)).set(accounts::password_hash.eq(hash)).execute(db)?;
    Ok(())
}

/// Accounts with a role in a council, one line a role.
pub fn lines(db: &mut Connection, council_id: &str) -> Outcome<Vec<AccountLine>> {
    Ok(roles::table
        .inner_join(accounts::table)
        .left_join(bodies::table)
        .filter(roles::council_id.eq(council_id))
        .order((accounts::name, roles::id))
        .select((
            accounts::id,
            accounts::sign_in,
            accounts::name,
            accounts::title,
            roles::id,
            roles::role,
            bodies::name.nullable(),
            roles::valid_from,
            roles::valid_to,
        ))
        .load(db)?)
}

diesel::joinable!(roles -> accounts (account_id));
diesel::joinable!(roles -> bodies (body_id));
diesel::joinable!(roles -> councils (council_id));
