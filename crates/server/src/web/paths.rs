//! Addresses: the text of each stands here once.

/// Sign in.
pub const SIGN_IN: &str = "/dang-nhap";
/// Sign out.
pub const SIGN_OUT: &str = "/dang-xuat";
/// Guided set-up.
pub const SET_UP: &str = "/thiet-lap";
/// The desk.
pub const DESK: &str = "/ban-lam-viec";
/// The register.
pub const REGISTER: &str = "/viec-theo-doi";
/// Papers of the ladder.
pub const URGING: &str = "/don-doc";
/// Figures of a period.
pub const REPORT: &str = "/bao-cao";
/// Papers that came in.
pub const INCOMING: &str = "/van-ban-den";
/// Scores of both levels.
pub const SCORES: &str = "/cham-diem";
/// Official papers.
pub const PAPERS: &str = "/van-ban";
/// Re-supervisions.
pub const RESUPERVISIONS: &str = "/tai-giam-sat";
/// Programmes of a year.
pub const PROGRAMME: &str = "/chuong-trinh";
/// Supervisions.
pub const SUPERVISIONS: &str = "/giam-sat";
/// Voters' petitions.
pub const PETITIONS: &str = "/kien-nghi";
/// Writing a petition down.
pub const PETITION_NEW: &str = "/kien-nghi/moi";
/// Meetings with voters.
pub const CONTACTS: &str = "/tiep-xuc";
/// The page for a phone without a network.
pub const PHONE: &str = "/tiep-xuc/dien-thoai";
/// How units cooperate.
pub const COOPERATION: &str = "/hop-tac";
/// Who takes part in how many teams.
pub const BALANCE: &str = "/phan-cong";
/// Both levels side by side.
pub const OVERVIEW: &str = "/toan-canh";
/// Rates.
pub const RATES: &str = "/ty-le";
/// Councils.
pub const COUNCILS: &str = "/hoi-dong";
/// Rulebook.
pub const RULES: &str = "/quy-tac";
/// Calendar.
pub const CALENDAR: &str = "/lich-lam-viec";
/// Accounts.
pub const ACCOUNTS: &str = "/nguoi-dung";
/// One's own account.
pub const OWN_ACCOUNT: &str = "/tai-khoan";
/// The chain of events.
pub const EVENTS: &str = "/nhat-ky";
/// Intake.
pub const INTAKE: &str = "/nhap-du-lieu";

/// A follow-up.
pub fn followup(number: &str) -> String {
    format!("{REGISTER}/{number}")
}

/// An official paper.
pub fn paper(id: &str) -> String {
    format!("{PAPERS}/{id}")
}

/// A paper that came in.
pub fn incoming(id: &str) -> String {
    format!("{INCOMING}/{id}")
}

/// An offer of a follow-up between two levels.
pub fn transfer(id: &str) -> String {
    format!("/chuyen-viec/{id}")
}

/// A paper of the ladder.
pub fn urging(id: &str) -> String {
    format!("{URGING}/{id}")
}

/// A re-supervision.
pub fn resupervision(id: &str) -> String {
    format!("{RESUPERVISIONS}/{id}")
}

/// A supervision.
pub fn supervision(id: &str) -> String {
    format!("{SUPERVISIONS}/{id}")
}

/// A petition.
pub fn petition(number: &str) -> String {
    format!("{PETITIONS}/{number}")
}

/// A round of meetings with voters.
pub fn round(id: &str) -> String {
    format!("{CONTACTS}/dot/{id}")
}

/// A meeting with voters.
pub fn meeting(id: &str) -> String {
    format!("{CONTACTS}/cuoc/{id}")
}

/// A council.
pub fn council(mark: &str) -> String {
    format!("{COUNCILS}/{mark}")
}

/// A rule.
pub fn rule(id: &str) -> String {
    format!("{RULES}/{id}")
}
