use super::*;

fn numbers(known: &[(&str, i64)]) -> Numbers {
    let number = |id: &str| known.iter().find(|(one, _)| *one == id).map(|(_, number)| *number);
    INDICATORS.all.iter().map(|one| number(&one.id)).collect()
}

fn criterion(frame: &str, id: &str) -> Criterion {
    let frame = FRAMES.iter().find(|one| one.id == frame).expect("the frame");
    frame.criteria.iter().find(|one| one.id == id).expect("the criterion").clone()
}

#[test]
fn every_frame_gives_a_hundred_points_and_counts_what_is_counted() {
    for frame in FRAMES.iter() {
        let counted = |one: &&Criterion| !one.bonus && !matches!(one.measure, Measure::Each { .. });
        let all: Points = frame.criteria.iter().filter(counted).map(|one| one.points).sum();
        assert_eq!(all, 100 * POINT, "{}", frame.id);
        for one in &frame.criteria {
            assert!(frame.groups.iter().any(|group| group.id == one.group), "{}", one.id);
            assert!(one.measure.figures().iter().all(|id| INDICATORS.by_id(id).is_some()), "{}", one.id);
        }
    }
}

#[test]
fn what_is_not_yet_due_or_excused_is_not_held_against_a_council() {
    let done = criterion("commune", "done-of-due");
    let scored = score(&done, &numbers(&[("done", 3), ("due", 6), ("excused", 2)]), None);
    assert_eq!((scored.points, &scored.why), (Some(450), &Why::Share { number: 3, of: 4, from: None }));
    let nothing = score(&done, &numbers(&[("done", 0), ("due", 2), ("excused", 2)]), None);
    assert_eq!((nothing.points, nothing.why), (None, Why::NothingOwed));
}

#[test]
fn a_threshold_gives_all_points_and_below_it_a_share() {
    let in_time = criterion("commune", "petitions-in-time");
    let points = |number, of| score(&in_time, &numbers(&[("in-time", number), ("replies-due", of)]), None).points;
    assert_eq!((points(9, 10), points(10, 10)), (Some(500), Some(500)));
    assert_eq!(points(45, 100), Some(250), "half of ninety percent");
    let urged = numbers(&[("in-time", 45), ("replies-due", 100), ("urgings", 2)]);
    assert_eq!(score(&in_time, &urged, None).points, Some(500), "or whoever was late was urged in writing");
    let held = criterion("commune", "standing-meetings");
    let points = |number| score(&held, &numbers(&[("standing-meetings", number)]), None).points;
    assert_eq!((points(14), points(8), points(0)), (Some(300), Some(200), Some(0)));
}

#[test]
fn deductions_stop_at_their_bound() {
    let minus = criterion("commune", "minus-unanswered");
    let points = |number| score(&minus, &numbers(&[("unanswered", number)]), None).points;
    assert_eq!((points(0), points(3), points(500)), (Some(0), Some(-150), Some(-1000)));
    let undone = criterion("upper", "minus-undone");
    let scored = score(&undone, &numbers(&[("planned-undone", 2)]), None);
    assert_eq!((scored.points, scored.why), (Some(-200), Why::Each { number: 2, each: 100, at_most: 10 }));
    let frame = frame_of("commune").expect("a frame");
    let late = numbers(&[("unanswered", 90), ("letters-late", 90), ("reports-late", 90)]);
    let off = frame.criteria.iter().filter(|one| matches!(one.measure, Measure::Each { .. }));
    let sheet = Sheet::of(frame, off.map(|one| (one.clone(), score(one, &late, None))).collect());
    assert_eq!(sheet.points, -20 * POINT, "all deductions together");
}

#[test]
fn registers_give_points_by_how_many_are_kept() {
    let registers = criterion("commune", "registers");
    let points = |known: &[(&str, i64)]| score(&registers, &numbers(known), None).points;
    assert_eq!(points(&[("petitions", 3), ("laid-down", 2), ("letters", 1)]), Some(500));
    assert_eq!((points(&[("petitions", 3), ("laid-down", 2)]), points(&[("petitions", 3)])), (Some(300), Some(150)));
    assert_eq!(points(&[("petitions", 0)]), Some(0));
}

#[test]
fn nothing_is_scored_that_is_not_on_record_and_no_grade_is_given_before_all_is() {
    let frame = frame_of("commune").expect("a frame");
    let numbers = numbers(&[("done", 4), ("due", 4), ("excused", 0)]);
    let lines = frame.criteria.iter().map(|one| (one.clone(), score(one, &numbers, None)));
    let sheet = Sheet::of(frame, lines.collect());
    assert_eq!(sheet.grade(frame), None);
    assert_eq!(sheet.points, 600, "the rest is not on record");
    assert_eq!(sheet.scored + sheet.open, 100 * POINT);
    let full = Sheet { lines: Vec::new(), points: 8_050, scored: 10_000, open: 0 };
    assert_eq!(full.grade(frame), Some("Tốt"));
    let less = Sheet { scored: 8_900, ..full };
    assert_eq!(less.grade(frame), Some("Xuất sắc"), "what nobody owed anything of does not count");
}

#[test]
fn points_are_read_and_said_as_people_write_them() {
    assert_eq!(["4,5", "4.50", "20", "0,25"].map(read_points), [Some(450), Some(450), Some(2000), Some(25)]);
    assert_eq!(["", "-1", "4,555", "x", "1,", ",5"].map(read_points), [None, None, None, None, Some(100), None]);
    assert_eq!([450, 2000, 25, -150, 0].map(said), ["4,5", "20", "0,25", "−1,5", "0"]);
}

#[test]
fn what_an_office_sets_takes_the_place_of_the_frame() {
    let frame = frame_of("commune").expect("a frame");
    let own = SettingRow {
        council_id: "c".into(),
        frame: "commune".into(),
        criterion: "standing-meetings".into(),
        from_year: 2024,
        points: 500,
        threshold: Some(6),
        by_name: "x".into(),
        on_day: "2024-01-01".into(),
    };
    let set = criteria(frame, &[own]).into_iter().find(|one| one.id == "standing-meetings").expect("it");
    assert_eq!(score(&set, &numbers(&[("standing-meetings", 6)]), None).points, Some(500));
}
