//! The words for people: both languages hold the same keys with the same arguments, every key that code or a template
//! names exists, and no key is left over.

use std::collections::{BTreeMap, BTreeSet};

use dienhong::web::i18n::{ENGLISH, VIETNAMESE};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

fn arguments(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => inline_arguments(inline, found),
                Expression::Select { selector, variants } => {
                    inline_arguments(selector, found);
                    for variant in variants {
                        arguments(&variant.value, found);
                    }
                }
            }
        }
    }
}

fn inline_arguments(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = &**expression {
                inline_arguments(inner, found);
            }
        }
        _ => {}
    }
}

fn keys(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{faults:?}"));
    let mut keys = BTreeMap::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let mut found = BTreeSet::new();
            if let Some(pattern) = &message.value {
                arguments(pattern, &mut found);
            }
            let twice = keys.insert(message.id.name.to_owned(), found);
            assert!(twice.is_none(), "{} stands twice", message.id.name);
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_arguments() {
    let (vietnamese, english) = (keys(VIETNAMESE), keys(ENGLISH));
    let missing: Vec<_> = vietnamese.keys().filter(|key| !english.contains_key(*key)).collect();
    let extra: Vec<_> = english.keys().filter(|key| !vietnamese.contains_key(*key)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "not in English: {missing:?}; only in English: {extra:?}");
    for (key, arguments) in &vietnamese {
        assert_eq!(arguments, &english[key], "arguments of {key}");
    }
}

fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs" || end == "html") {
            found.push(std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The words between the quotation marks that follow an opening.
fn quoted_after(text: &str, opening: &str) -> Vec<String> {
    text.match_indices(opening)
        .filter_map(|(at, _)| {
            let rest = &text[at + opening.len()..];
            let word = rest.split('"').next()?;
            let is_key = !word.is_empty()
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
            is_key.then(|| word.to_owned())
        })
        .collect()
}

#[test]
fn every_key_that_a_page_or_a_verb_names_exists() {
    let known = keys(VIETNAMESE);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    sources(&root.join("src"), &mut texts);
    sources(&root.join("../law/src"), &mut texts);
    let mut missing = BTreeSet::new();
    for text in &texts {
        for opening in [
            "w.t(\"",
            "w.n(\"",
            "w.s(\"",
            "w.ns(\"",
            "w.nm(\"",
            "w.st(\"",
            "w.nms(\"",
            "w.format(\"",
            "\"refusal-",
            "\"invalid-",
            "\"warning-",
            "\"backup-",
            "\"lack-",
            "\"error-now-",
        ] {
            for word in quoted_after(text, opening) {
                let key = match opening.strip_prefix('"') {
                    Some(prefix) => format!("{prefix}{word}"),
                    None => word,
                };
                if !known.contains_key(&key) {
                    missing.insert(key);
                }
            }
        }
    }
    assert!(missing.is_empty(), "no words for {missing:?}");
}

#[test]
fn every_stored_word_has_a_name() {
    use law::contact;
    use law::followup::{Facing, Origin, Priority, Response, Verdict};
    use law::petition;
    use law::role::Role;
    let known = keys(VIETNAMESE);
    let mut wanted: Vec<String> = Vec::new();
    wanted.extend(Origin::ALL.iter().map(|one| format!("origin-{}", one.as_str())));
    wanted.extend(Origin::ALL.iter().map(|one| format!("origin-short-{}", one.as_str())));
    wanted.extend(Facing::ALL.iter().map(|one| format!("facing-{}", one.as_str())));
    wanted.extend(Priority::ALL.iter().map(|one| format!("priority-{}", one.as_str())));
    wanted.extend(Response::ALL.iter().map(|one| format!("response-{}", one.as_str())));
    wanted.extend(
        Verdict::ALL
            .iter()
            .flat_map(|one| [format!("verdict-{}", one.as_str()), format!("verdict-{}-hint", one.as_str())]),
    );
    wanted.extend(petition::Stage::WORDS.iter().map(|one| format!("petition-stage-{one}")));
    wanted.extend(petition::Ending::ALL.iter().map(|one| format!("petition-ending-{}", one.as_str())));
    wanted.extend(petition::Channel::ALL.iter().map(|one| format!("channel-{}", one.as_str())));
    wanted.extend(petition::Competence::ALL.iter().map(|one| format!("competence-{}", one.as_str())));
    wanted.extend(petition::Flaw::ALL.iter().map(|one| format!("flaw-{}", one.as_str())));
    wanted.extend(petition::Judge::ALL.iter().map(|one| format!("judge-{}", one.as_str())));
    wanted.extend(petition::Opinion::ALL.iter().map(|one| format!("opinion-{}", one.as_str())));

    wanted.extend(contact::Kind::ALL.iter().map(|one| format!("contact-kind-{}", one.as_str())));
    wanted.extend(contact::Way::ALL.iter().map(|one| format!("contact-way-{}", one.as_str())));
    wanted.extend(contact::MeetingState::ALL.iter().map(|one| format!("contact-state-{}", one.as_str())));
    wanted.extend(contact::Decision::ALL.iter().map(|one| format!("contact-decision-{}", one.as_str())));
    wanted.extend(dienhong::contacts::phone::WORDS.iter().map(|one| (*one).to_owned()));
    wanted.extend(Role::ALL.iter().map(|one| format!("role-{}", one.as_str())));
    wanted.extend(dienhong::councils::BODY_KINDS.iter().map(|kind| format!("body-kind-{kind}")));
    for key in wanted {
        assert!(known.contains_key(&key), "no words for {key}");
    }
}

#[test]
fn every_act_of_the_chain_has_a_name() {
    let known = keys(VIETNAMESE);
    let mut texts = Vec::new();
    sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    let mut missing = BTreeSet::new();
    for text in &texts {
        for (at, _) in text.match_indices("act.record(") {
            let call: String = text[at..].chars().take(240).collect();
            let act = call.split('"').nth(1).unwrap_or_default();
            let is_word = !act.is_empty() && act.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            if is_word && !known.contains_key(&format!("event-{act}")) {
                missing.insert(act.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "no words for {missing:?}");
}
