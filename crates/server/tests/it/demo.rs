//! The illustration of today: what was owed to councils that ended is owed to those that followed them, and nothing is lost
//! on the way.

use std::collections::HashMap;

use dienhong::app::{App, Config};
use dienhong::councils::store as councils;
use dienhong::db::chain;
use dienhong::demo::{self, View};
use dienhong::followups::register::{self, Filter, Scope};
use dienhong::followups::store::earlier_selves;
use dienhong::issuing::store::{self, Wanted};

use crate::app::fresh_place;

#[test]
fn nothing_open_stays_behind_in_a_council_that_ended() {
    let (folder, target) = fresh_place();
    let made = demo::make(&folder, &target, (1, 0), View::Today, &|_, _| {}).expect("made");
    assert_eq!((made.day, made.councils), ("2026-11-20", 30));
    let app = App::open(&folder, &target, Config::default()).expect("opened");
    let today = app.clock.today();
    app.store
        .read_here(|db| {
            let mut oldest: HashMap<String, usize> = HashMap::new();
            for council in councils::all(db)? {
                let filter = Filter::default();
                let open =
                    register::whole_page(db, &Scope::Council(council.id.clone()), &filter, today, &app.law, 500)?;
                if council.is_over(&today.to_string()) {
                    assert!(open.rows.is_empty(), "{} keeps {}", council.name, open.rows.len());
                    continue;
                }
                assert_eq!(council.term, "2026–2031");
                for row in open.rows.iter().filter(|row| row.was_taken_over()) {
                    let selves = earlier_selves(db, row)?;
                    assert!(selves.len() >= 2, "{} passed through the first and the second council", row.number);
                    for one in &selves[..2] {
                        assert_eq!((&one.words, one.closed_on.is_some()), (&row.words, true), "{}", row.number);
                    }
                    *oldest.entry(selves.last().expect("the first").council_id.clone()).or_default() += 1;
                }
            }
            assert!(oldest.len() >= 16, "from {} of the old councils", oldest.len());
            assert!(chain::verify(db)?.broken.is_none());
            Ok(())
        })
        .expect("read");
}

#[test]
fn petitions_of_the_illustration_stand_at_every_stage_in_believable_shares() {
    let (folder, target) = fresh_place();
    let made = demo::make(&folder, &target, (1, 600), View::June2024, &|_, _| {}).expect("made");
    assert!((560..=600).contains(&made.petitions), "{}", made.petitions);
    assert!(made.meetings >= 400, "{}", made.meetings);
    let app = App::open(&folder, &target, Config::default()).expect("opened");
    app.store
        .read_here(|db| {
            let mut at: HashMap<String, i64> = HashMap::new();
            for council in councils::all(db)? {
                for (stage, count) in dienhong::petitions::counts::stages(db, &council.id)? {
                    *at.entry(stage).or_default() += count;
                }
            }
            for stage in ["screened", "forwarded", "answered", "judged", "closed"] {
                assert!(at.get(stage).is_some_and(|count| *count > 0), "none is {stage}: {at:?}");
            }
            let district = councils::by_mark(db, "BG")?.expect("the district").id;
            let came = dienhong::issuing::incoming::list(db, &district, (2024, false, None), 100)?;
            assert_eq!(came.len(), 5, "no paper of the office was left out");
            let wanted = Wanted { council_id: district, states: vec!["issued"], ..Wanted::default() };
            let forms: Vec<String> = store::list(db, &wanted, 100)?.into_iter().map(|row| row.form).collect();
            assert_eq!(forms, ["bao-cao-tham-tra", "phieu-chuyen-don", "phieu-chat-van"]);
            assert!(chain::verify(db)?.broken.is_none());
            Ok(())
        })
        .expect("read");
}

#[test]
fn every_form_is_filled_from_the_records_and_becomes_a_pdf_and_a_docx() {
    let (folder, target) = fresh_place();
    demo::make(&folder, &target, (1, 60), View::June2024, &|_, _| {}).expect("made");
    let app = App::open(&folder, &target, Config::default()).expect("opened");
    let samples = app.store.read_here(|db| dienhong::issuing::samples::all(&app, db)).expect("samples");
    assert_eq!(samples.len(), app.law.forms.forms.len(), "the illustration has a record for each form");
    for (name, paper) in &samples {
        let words = serde_json::to_string(&(&paper.title, &paper.to, &paper.grounds, &paper.body)).expect("json");
        // A record may lack a word; that no record gives one would be a name that nothing fills.
        assert!(!words.contains("{{") && !words.contains("……"), "{name} lacks a word: {words}");
        assert!(papers::official::pdf(paper).is_ok_and(|bytes| bytes.starts_with(b"%PDF")), "{name} as PDF");
        assert!(papers::official::docx(paper).is_ok_and(|bytes| bytes.starts_with(b"PK")), "{name} as DOCX");
    }
}
