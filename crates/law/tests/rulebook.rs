//! Does the shipped rulebook hold, and is the right edition given for a day?

use law::day::{Day, parse_day};
use law::rulebook::{Confidence, Level, NotInForce, RuleKind, Rulebook, Settles};

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

fn shipped() -> Rulebook {
    Rulebook::shipped().expect("the shipped rulebook")
}

fn file(text: &str) -> Vec<(String, String)> {
    vec![("rulebook.d/van-phong.toml".to_owned(), text.to_owned())]
}

const SECOND_EDITION: &str = r#"
[[rule]]
id = "voter-reply"
edition = 2
duty = "Trả lời kiến nghị của cử tri"
starts = "voter_petition.received_by_competent_body"
count = 20
unit = "working_day"
direction = "after"
applies_to = "voter_petition"
from = "2027-01-01"
citation = "Nghị quyết của địa phương"
confidence = "verified"
"#;

#[test]
fn the_shipped_rulebook_holds_eighty_six_rules() {
    let book = shipped();
    // What offices do where the law is silent is named so, and counted apart.
    let of_law = book.rules.iter().filter(|rule| !rule.id.starts_with("office-"));
    assert_eq!(of_law.count(), 86);
    let of = |kind: RuleKind| book.rules.iter().filter(|rule| rule.kind == kind).count();
    assert_eq!(of(RuleKind::Placeholder), 6);
    assert_eq!(of(RuleKind::Period), 2);
    assert_eq!(of(RuleKind::Earliest), 2);
}

#[test]
fn the_shipped_rulebook_has_seven_rungs_twelve_forms_and_seven_classes_of_answers() {
    let book = shipped();
    assert_eq!(book.ladder.rungs.len(), 7);
    assert_eq!(book.ladder.notices_before_working_days, [15, 7, 3]);
    assert_eq!(book.forms.len(), 12);
    assert_eq!(book.answers.len(), 7);
    assert_eq!(book.no_repeat.months, 24);
    assert_eq!(book.minimums.len(), 8);
}

#[test]
fn only_one_class_of_answers_can_end_a_matter() {
    let book = shipped();
    let done: Vec<_> = book.answers.iter().filter(|class| class.settles == Settles::Done).collect();
    assert_eq!(done.len(), 1);
    assert_eq!(done[0].id, "done");
}

#[test]
fn what_is_office_practice_is_never_called_verified() {
    let book = shipped();
    assert!(book.ladder.rungs.iter().all(|rung| rung.confidence == Confidence::Recalled));
    assert!(book.minimums.iter().all(|minimum| minimum.confidence == Confidence::Recalled));
    assert!(
        book.rules
            .iter()
            .filter(|rule| rule.kind == RuleKind::Placeholder)
            .all(|rule| rule.confidence == Confidence::Recalled)
    );
}

#[test]
fn every_verified_rule_says_where_it_was_read() {
    let silent: Vec<_> = shipped()
        .rules
        .into_iter()
        .filter(|rule| rule.confidence == Confidence::Verified && rule.source.is_none())
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn a_rule_is_given_only_for_days_on_which_it_is_in_force() {
    let book = shipped();
    assert_eq!(book.in_force("verification-meeting", day("2024-07-09")).expect("a rule").count, 10);
    assert_eq!(
        book.in_force("verification-meeting", day("2026-03-01")),
        Err(NotInForce::OutsideForce {
            id: "verification-meeting".to_owned(),
            from: day("2016-07-01"),
            to: Some(day("2026-02-28")),
        })
    );
}

#[test]
fn an_unknown_name_is_answered_with_its_nearest() {
    let book = shipped();
    let Err(NotInForce::Unknown { nearest, .. }) = book.in_force("voter-replay", day("2026-01-05")) else {
        panic!("the name should be unknown")
    };
    assert_eq!(nearest.first().map(String::as_str), Some("voter-reply"));
}

#[test]
fn an_event_starts_the_rules_of_its_day_and_level() {
    let book = shipped();
    let ids = |level: Level, on: &str| -> Vec<String> {
        book.started_by("resolution.signed", level, day(on)).iter().map(|rule| rule.id.clone()).collect()
    };
    assert_eq!(ids(Level::District, "2024-07-10"), ["resolution-sent-up-district"]);
    assert_eq!(ids(Level::Commune, "2025-12-10"), ["draft-effect-commune", "resolution-sent-up-commune"]);
    assert_eq!(ids(Level::Province, "2026-07-10"), ["draft-effect-province", "carry-resolution-sent-up"]);
    assert!(ids(Level::District, "2026-03-01").iter().all(|id| id != "resolution-sent-up-district"));
}

#[test]
fn a_later_edition_supersedes_from_its_day_and_the_earlier_stays_readable() {
    let book = shipped().with(&file(SECOND_EDITION)).expect("a second edition");
    assert_eq!(book.in_force("voter-reply", day("2026-12-31")).expect("a rule").edition, 1);
    assert_eq!(book.in_force("voter-reply", day("2027-01-01")).expect("a rule").edition, 2);
    let first = book.edition("voter-reply", 1).expect("the first edition");
    assert_eq!((first.count, first.to), (30, Some(day("2026-12-31"))));
}

#[test]
fn a_later_edition_from_the_same_day_replaces_a_figure_that_was_never_right() {
    let text = SECOND_EDITION.replace("2027-01-01", "2025-02-20");
    let book = shipped().with(&file(&text)).expect("a second edition");
    assert_eq!(book.in_force("voter-reply", day("2025-02-20")).expect("a rule").edition, 2);
    assert_eq!(book.edition("voter-reply", 1).expect("the first edition").count, 30);
}

#[test]
fn an_office_puts_its_name_to_a_figure() {
    let text = r#"
[[confirmation]]
rule = "carry-visit-notice"
by = "Văn phòng"
on = "2026-04-02"
document = "Công văn 12/VP"
"#;
    let unknown = shipped().with(&file(text)).expect_err("an unknown rule");
    assert_eq!((unknown.line, unknown.reason.key()), (2, "unknown-name"));
    let text = text.replace("carry-visit", "carry-thematic-visit");
    let book = shipped().with(&file(&text)).expect("a confirmation");
    let rule = book.in_force("carry-thematic-visit-notice", day("2026-05-01")).expect("a rule");
    assert_eq!(rule.confirmed.as_ref().expect("a confirmation").by, "Văn phòng");
}

#[test]
fn a_deputy_group_supervises_at_commune_level_only_since_july_2025() {
    let book = shipped();
    let form = book.form("GS-08").expect("the form");
    assert!(!form.may_be_used_by("deputy_group", Level::Commune, day("2025-06-30")));
    assert!(form.may_be_used_by("deputy_group", Level::Commune, day("2025-07-01")));
    assert!(form.may_be_used_by("deputy", Level::Commune, day("2024-06-01")));
}

#[test]
fn no_form_of_the_district_level_outlives_it() {
    let book = shipped();
    assert!(
        book.forms
            .iter()
            .flat_map(|form| &form.users)
            .all(|user| { user.level != Level::District || user.to == Some(day("2025-06-30")) })
    );
}

#[test]
fn an_office_climbs_a_ladder_of_its_own() {
    let text = include_str!("../rulebook/ladder.toml");
    let end = text.find("[[rung]]\nnumber = 3").expect("a third rung");
    let shorter = text[..end].replace("wait_days = 10", "wait_days = 5");
    let book = shipped().with(&file(&shorter)).expect("a shorter ladder");
    assert_eq!(book.ladder.rungs.len(), 2);
    assert_eq!(book.ladder.rungs[1].wait_days, 5);
}

#[test]
fn a_minimum_of_an_office_supersedes_from_its_day() {
    let text = r#"[[minimum]]
body = "council"
level = "commune"
form = "GS-05"
per = "year"
count = 3
from = "2027-01-01"
citation = "Nghị quyết của Hội đồng nhân dân"
confidence = "verified"
"#;
    let book = shipped().with(&file(text)).expect("a minimum");
    let of: Vec<_> = book
        .minimums
        .iter()
        .filter(|one| one.body == "council" && one.level == Level::Commune && one.form == "GS-05")
        .map(|one| (one.count, one.to))
        .collect();
    assert_eq!(of, [(2, Some(day("2026-12-31"))), (3, None)]);
}
