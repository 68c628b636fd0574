//! Is a bad rulebook refused with the file, the line and the reason?

use law::rulebook::{Fault, FaultReason, Rulebook};

const RULE: &str = r#"# A rule of an office.
[[rule]]
id = "office-rule"
duty = "Gửi báo cáo tháng"
starts = "month.ended"
count = 5
unit = "working_day"
direction = "after"
applies_to = "report"
from = "2026-01-01"
to = "2026-12-31"
citation = "Quy chế làm việc"
confidence = "verified"
"#;

fn laid_over(text: &str) -> Result<Rulebook, Fault> {
    let files = vec![("rulebook.d/bao-cao.toml".to_owned(), text.to_owned())];
    Rulebook::shipped().expect("the shipped rulebook").with(&files)
}

/// The line and the key of the fault after one change to a good rule.
fn after(change: (&str, &str)) -> (usize, &'static str) {
    assert!(RULE.contains(change.0));
    let fault = laid_over(&RULE.replace(change.0, change.1)).expect_err("a fault");
    assert_eq!(fault.file, "rulebook.d/bao-cao.toml");
    (fault.line, fault.reason.key())
}

#[test]
fn the_good_rule_is_taken() {
    let shipped = law::rulebook::Rulebook::shipped().expect("the shipped rulebook").rules.len();
    assert_eq!(laid_over(RULE).expect("a rulebook").rules.len(), shipped + 1);
}

#[test]
fn an_unknown_key_is_refused_where_it_stands() {
    assert_eq!(after(("starts", "trigger")), (5, "unknown-key"));
    assert_eq!(after(("[[rule]]", "[[rules]]")), (2, "unknown-key"));
}

#[test]
fn a_missing_key_is_refused_at_its_table() {
    assert_eq!(after(("unit = \"working_day\"\n", "")), (2, "missing-key"));
}

#[test]
fn a_text_that_says_nothing_is_refused() {
    assert_eq!(after(("Quy chế làm việc", " ")), (12, "empty-text"));
}

#[test]
fn a_day_that_cannot_be_is_refused() {
    assert_eq!(after(("2026-01-01", "2026-02-30")), (10, "bad-day"));
    assert_eq!(after(("month.ended", "fixed_date:02-30_of_year_before_programme")), (5, "bad-day"));
}

#[test]
fn an_end_before_the_beginning_is_refused() {
    assert_eq!(after(("2026-12-31", "2025-12-31")), (11, "ends-before-it-begins"));
}

#[test]
fn a_word_outside_its_list_is_refused() {
    assert_eq!(after(("working_day", "week")), (7, "unknown-word"));
    assert_eq!(after(("\"after\"", "\"from\"")), (8, "unknown-word"));
    assert_eq!(after(("\"verified\"", "\"sure\"")), (13, "unknown-word"));
}

#[test]
fn a_count_that_cannot_be_meant_is_refused() {
    assert_eq!(after(("count = 5", "count = -5")), (6, "absurd-count"));
    assert_eq!(after(("count = 5", "count = 30000")), (6, "absurd-count"));
    assert_eq!(after(("count = 5", "count = \"5\"")), (6, "wrong-type"));
}

#[test]
fn a_text_that_is_not_toml_is_refused_at_its_line() {
    assert_eq!(after(("count = 5", "count = ")), (6, "not-toml"));
}

#[test]
fn a_known_rule_can_only_be_given_its_next_edition() {
    assert_eq!(after(("office-rule", "voter-reply")), (2, "edition-out-of-order"));
    let early = RULE.replace("office-rule\"", "voter-reply\"\nedition = 2").replace("2026-01-01", "2020-01-01");
    let fault = laid_over(&early).expect_err("a fault");
    assert_eq!(fault.reason, FaultReason::EditionBeginsTooEarly { id: "voter-reply".to_owned() });
}

#[test]
fn two_rules_of_one_name_in_force_together_are_refused() {
    let whole = |second: &str| {
        let rest = r#"
[ladder]
notices_before_working_days = [3]
near_working_days = 3
[[rung]]
number = 1
id = "a"
name = "a"
name_en = "a"
after_overdue_days = 1
wait_days = 0
times = 1
paper = "a"
signed_by = "clerk"
answer_days = 1
citation = "a"
confidence = "recalled"
[no_repeat]
months = 24
same_unit_days = 30
citation = "a"
confidence = "recalled"
[capacity]
part_time_share_percent = 33
questions_a_day = 10
people_a_visit = 4
reading_days_a_report = 1
writing_days = 6
citation = "a"
confidence = "recalled"
[[form]]
id = "GS-01"
name = "a"
name_en = "a"
citation = "a"
confidence = "recalled"
[[answer]]
id = "done"
name = "a"
name_en = "a"
settles = "done"
"#;
        Rulebook::read(&[("a.toml".to_owned(), format!("{RULE}{second}{rest}"))])
    };
    assert!(whole("").is_ok());
    let fault = whole(RULE).expect_err("a fault");
    assert_eq!(fault.reason, FaultReason::OverlappingForce { id: "office-rule".to_owned() });
    assert_eq!(fault.line, RULE.lines().count() + 2);
    let later = RULE
        .replace("office-rule\"", "office-rule\"\nedition = 2")
        .replace("2026-12-31", "2027-12-31")
        .replace("2026-01-01", "2027-01-01");
    assert!(whole(&later).is_ok());
}

#[test]
fn a_rulebook_without_a_ladder_is_refused() {
    let fault = Rulebook::read(&[("a.toml".to_owned(), RULE.to_owned())]).expect_err("a fault");
    assert_eq!(fault.reason.key(), "missing-part");
}

#[test]
fn a_minimum_for_an_unknown_form_is_refused() {
    let text = r#"[[minimum]]
body = "council"
level = "commune"
form = "GS-13"
per = "year"
count = 2
from = "2026-01-01"
citation = "a"
confidence = "recalled"
"#;
    let fault = laid_over(text).expect_err("a fault");
    assert_eq!((fault.line, fault.reason.key()), (1, "unknown-name"));
}

#[test]
fn a_fault_reads_as_file_line_and_reason() {
    let fault = laid_over(&RULE.replace("working_day", "week")).expect_err("a fault");
    assert_eq!(fault.to_string(), "rulebook.d/bao-cao.toml:7: `unit` is `week`; allowed: day, working_day, month");
}
