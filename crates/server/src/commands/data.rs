//! Commands that read or write data: imports, reckoning, the rulebook, the sweep, tokens.

use std::path::Path;
use std::sync::Arc;

use super::{Ended, Ending, Place, Voice};
use crate::app::{App, Config, Law, toml_files};
use crate::councils::{self, units};
use crate::db::act::Act;
use crate::db::chain;
use crate::intake::{self, Imported};
use crate::people::{self, Held, Member, passes};
use crate::rules::{self, steps::lines_of};
use crate::trouble::{Outcome, Trouble};

fn open(place: &Place, voice: &Voice) -> Result<Arc<App>, Ending> {
    App::open(&place.data, &place.target(), Config::default()).map(Arc::new).map_err(|trouble| voice.unable(&trouble))
}

fn read_file(file: &Path, voice: &Voice) -> Result<Vec<u8>, Ending> {
    std::fs::read(file)
        .map_err(|error| Ending::Unable(voice.w.st("cmd-cannot-read", file.display().to_string(), error.to_string())))
}

/// Imports administrative units.
pub fn import_units(place: &Place, file: &Path, json: bool, voice: &Voice) -> Ended {
    let sheet = intake::table_of(&read_file(file, voice)?).map_err(|trouble| voice.unable(&trouble))?;
    let app = open(place, voice)?;
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let imported = app
        .act_here(&Arc::new(Member::operator()), move |act| units::import(act, &sheet.rows, &source))
        .map_err(|trouble| voice.unable(&trouble))?;
    report(&imported, json, voice)
}

/// Imports published records (supervisions, programmes) into a council.
pub fn import_records(
    place: &Place,
    file: &Path,
    council: &str,
    json: bool,
    voice: &Voice,
    import: fn(&mut Act, &str, &str) -> Outcome<Imported>,
) -> Ended {
    let text = intake::text_of(&read_file(file, voice)?).map_err(|trouble| voice.unable(&trouble))?;
    let app = open(place, voice)?;
    let row = app.store.read_here(|db| the_council(db, council)).map_err(|trouble| voice.unable(&trouble))?;
    let operator = Member {
        roles: vec![Held { council_id: row.id, body_id: None, role: law::role::Role::Clerk }],
        ..Member::operator()
    };
    let mark = row.mark;
    let imported = app
        .act_here(&Arc::new(operator), move |act| import(act, &mark, &text))
        .map_err(|trouble| voice.unable(&trouble))?;
    report(&imported, json, voice)
}

/// The council that a command means: the one named, or the only one, or the upper one.
fn the_council(db: &mut crate::db::Connection, mark: &str) -> Outcome<councils::store::CouncilRow> {
    if mark.is_empty() {
        let all = councils::store::all(db)?;
        let mut upper: Vec<_> = all.into_iter().filter(|one| one.upper_id.is_none()).collect();
        return match upper.len() {
            1 => Ok(upper.remove(0)),
            0 => Err(Trouble::field("council", "invalid-no-council", "")),
            _ => Err(Trouble::field("council", "invalid-council-unnamed", "")),
        };
    }
    councils::store::by_mark(db, mark)?.ok_or_else(|| Trouble::field("council", "invalid-council", mark))
}

fn report(imported: &Imported, json: bool, voice: &Voice) -> Ended {
    let w = &voice.w;
    if json {
        let warnings: Vec<serde_json::Value> = imported
            .warnings
            .iter()
            .map(|warning| {
                serde_json::json!({
                    "at": warning.at, "key": warning.key, "words": warning.words,
                    "text": w.s(warning.key, warning.words.clone()),
                })
            })
            .collect();
        say!(
            "{}",
            serde_json::json!({
                "taken": imported.taken, "unchanged": imported.unchanged, "refused": imported.refused,
                "supervisions": imported.supervisions, "warnings": warnings,
            })
        );
    } else {
        say!("{}", w.n("cmd-imported-taken", imported.taken));
        say!("{}", w.n("cmd-imported-unchanged", imported.unchanged));
        say!("{}", w.n("cmd-imported-refused", imported.refused));
        for warning in &imported.warnings {
            say!("  {}: {}", warning.at, w.s(warning.key, warning.words.clone()));
        }
    }
    if imported.refused > 0 { Err(Ending::Found(w.n("cmd-imported-refused", imported.refused))) } else { Ok(()) }
}

fn law_of(place: &Place, voice: &Voice) -> Result<Law, Ending> {
    Law::read(&place.data).map_err(|fault| Ending::Unable(voice.w.s("cmd-bad-rulebook", fault)))
}

/// Reckons a due day and prints how.
pub fn reckon(place: &Place, rule: &str, date: &str, json: bool, voice: &Voice) -> Ended {
    let w = &voice.w;
    let law = law_of(place, voice)?;
    let on = law::day::parse_day(date).map_err(|fault| Ending::Unable(w.s(rules::day_fault_key(fault), date)))?;
    let reckoning = rules::reckon_rule(&law, rule, on).map_err(|fault| Ending::Unable(rules::why_not(&fault, w)))?;
    if json {
        say!("{}", serde_json::json!(reckoning));
        return Ok(());
    }
    let standing = law.rulebook.in_force(rule, on).ok();
    say!("{}", w.st("cmd-reckon-head", reckoning.rule.clone(), reckoning.citation.clone()));
    if let Some(rule) = standing {
        say!("{}", rule.duty);
    }
    for line in lines_of(&reckoning, w) {
        let small = if line.small.is_empty() { String::new() } else { format!(" ({})", line.small) };
        say!("  {}{small}: {}", line.words, line.figure);
    }
    if reckoning.confidence == law::rulebook::Confidence::Recalled {
        say!("{}", w.t("rule-recalled-long"));
    }
    Ok(())
}

/// Lists the rules.
pub fn list_rules(place: &Place, json: bool, voice: &Voice) -> Ended {
    let law = law_of(place, voice)?;
    if json {
        say!("{}", serde_json::json!({ "rules": rules::rules_as_data(&law) }));
    } else {
        for rule in &law.rulebook.rules {
            let to = rule.to.map(|day| day.to_string()).unwrap_or_default();
            say!("{:<36} {} – {:<10} {} ({})", rule.id, rule.from, to, rule.duty, rule.citation);
        }
    }
    Ok(())
}

/// Checks a folder of rulebook files without starting anything. A whole rulebook is checked as one; other files are
/// checked as an office's own, on top of the shipped ones.
pub fn check_rules(dir: &Path, json: bool, voice: &Voice) -> Ended {
    let w = &voice.w;
    if !dir.is_dir() {
        return Err(Ending::Unable(w.s("cmd-no-folder", dir.display().to_string())));
    }
    let mut files = toml_files(dir);
    for folder in std::fs::read_dir(dir).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir()) {
        let name = folder.file_name().to_string_lossy().into_owned();
        files.extend(toml_files(&folder.path()).into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
    }
    if files.is_empty() {
        return Err(Ending::Unable(w.s("cmd-no-rules", dir.display().to_string())));
    }
    let whole = files.iter().any(|(_, text)| text.contains("[ladder]"));
    let checked = if whole {
        law::rulebook::Rulebook::read(&files)
    } else {
        law::rulebook::Rulebook::shipped().and_then(|book| book.with(&files))
    };
    match checked {
        Ok(book) => {
            if json {
                say!("{}", serde_json::json!({ "files": files.len(), "rules": book.rules.len(), "fault": null }));
            } else {
                say!("{}", w.nm("cmd-rules-good", files.len(), book.rules.len()));
            }
            Ok(())
        }
        Err(fault) => {
            if json {
                let fault =
                    serde_json::json!({ "file": fault.file, "line": fault.line, "reason": fault.reason.to_string() });
                say!("{}", serde_json::json!({ "files": files.len(), "fault": fault }));
            }
            Err(Ending::Found(w.s("cmd-bad-rulebook", fault.to_string())))
        }
    }
}

/// Sweeps now.
pub fn sweep(place: &Place, json: bool, voice: &Voice) -> Ended {
    let app = open(place, voice)?;
    let swept = crate::deadlines::sweep(&app).map_err(|trouble| voice.unable(&trouble))?;
    if json {
        say!("{}", serde_json::json!(swept));
    } else {
        say!("{}", voice.w.nm("cmd-swept", swept.notices, swept.drafted));
    }
    Ok(())
}

/// Writes a sample of each kind of paper, filled from the records of the first council, into a folder.
pub fn samples(place: &Place, dir: &std::path::Path, voice: &Voice) -> Ended {
    let app = open(place, voice)?;
    let unable = |trouble: Trouble| voice.unable(&trouble);
    let papers = app.store.read_here(|db| crate::issuing::samples::all(&app, db)).map_err(unable)?;
    std::fs::create_dir_all(dir).map_err(|error| unable(error.into()))?;
    for (name, paper) in &papers {
        let not_made = |not: papers::NotPrinted| unable(Trouble::Fault(format!("{name}: {not:?}")));
        let pdf = papers::official::pdf(paper).map_err(not_made)?;
        let docx = papers::official::docx(paper).map_err(not_made)?;
        for (end, bytes) in [("pdf", pdf), ("docx", docx)] {
            std::fs::write(dir.join(format!("{name}.{end}")), bytes).map_err(|error| unable(error.into()))?;
        }
    }
    say!("{}", voice.w.ns("cmd-samples-done", papers.len(), dir.display().to_string()));
    Ok(())
}

/// Creates a bearer token.
pub fn create_token(place: &Place, user: &str, label: &str, json: bool, voice: &Voice) -> Ended {
    let app = open(place, voice)?;
    let (user_then, label) = (user.to_owned(), label.to_owned());
    let secret = app
        .act_here(&Arc::new(Member::operator()), move |act: &mut Act| {
            let account = people::store::account_by_sign_in(act.db, &user_then)?
                .ok_or_else(|| Trouble::field("user", "invalid-user", user_then.clone()))?;
            passes::open(act, &account.id, passes::Kind::Token, &label)
        })
        .map_err(|trouble| voice.unable(&trouble))?;
    if json {
        say!("{}", serde_json::json!({ "token": secret }));
    } else {
        say!("{secret}");
    }
    Ok(())
}

/// Gives an account a new password and ends its sessions: for the one who lost it.
pub fn reset_account(place: &Place, user: &str, voice: &Voice) -> Ended {
    let app = open(place, voice)?;
    let password = crate::setup::one_time_code();
    let (user, typed) = (user.to_owned(), password.clone());
    app.act_here(&Arc::new(Member::operator()), move |act: &mut Act| {
        let account = people::store::account_by_sign_in(act.db, &user)?
            .ok_or_else(|| Trouble::field("user", "invalid-user", user.clone()))?;
        people::store::set_password(act.db, &account.id, &people::hash_password(&typed)?)?;
        let stamp = act.stamp();
        passes::revoke_others(act.db, &account.id, "", &stamp)?;
        act.record(chain::INSTALLATION, "password_reset", &account.id, &serde_json::json!({}))
    })
    .map_err(|trouble| voice.unable(&trouble))?;
    say!("{}", voice.w.s("cmd-password-reset", password));
    Ok(())
}
