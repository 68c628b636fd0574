//! Checks that every place of a form has something to stand in it, whoever wrote the form.

use std::collections::BTreeMap;

use super::form::{GOES_ON_FROM, ISSUED, LETTER};
use super::{Catalogue, FieldKind, Form};

impl Catalogue {
    /// Says which place of a form nothing stands in.
    pub(super) fn check(&self, form: &Form) -> Result<(), String> {
        if let Some(about) = form.abouts().find(|about| !self.given.contains_key(*about)) {
            return Err(format!("form `{}`: about nothing that is known: `{about}`", form.id));
        }
        if form.issuers.is_empty() {
            return Err(format!("form `{}`: nobody issues it", form.id));
        }
        // Which indicators there are, whoever counts them knows.
        if let Some(place) = self.unknown_places(form, |_| true).first() {
            return Err(format!("form `{}`: nothing stands in `{{{{{place}}}}}`", form.id));
        }
        let told = |name: &str| form.masks.iter().any(|mask| mask.told_by == name);
        let shared = |name: &str| self.shared.iter().any(|field| field.name == name);
        let chosen = |kind| matches!(kind, FieldKind::Annexes | FieldKind::Share);
        for field in form.fields.iter().filter(|field| !chosen(field.kind)) {
            let stands = form.texts().flat_map(places).any(|place| name_in(place) == field.name);
            if !stands && !told(&field.name) && !shared(&field.name) {
                return Err(format!("form `{}`: the field `{}` stands nowhere", form.id, field.name));
            }
        }
        for (about, fields) in &form.suggest {
            let (words, _) = self.given(about);
            check_fields(form, about, fields, |place| words.contains(&place))?;
        }
        for (from, fields) in &form.after {
            let open = self.goes_on_from(form, from)?;
            check_fields(form, from, fields, |place| self.is_of_origin(open, place))?;
        }
        for text in form.referred_issuer.iter().chain(&form.referred_about) {
            let known = |place: &&str| form.fields.iter().any(|field| field.name == *place);
            if let Some(place) = places(text).into_iter().find(|place| !known(place)) {
                return Err(format!("form `{}`: nothing stands in `{{{{{place}}}}}`", form.id));
            }
        }
        for (field, lines) in &form.gather {
            for (from, line) in lines {
                let open = self.goes_on_from(form, from)?;
                let line = [(field.clone(), line.clone())].into();
                check_fields(form, from, &line, |place| self.is_of_origin(open, place))?;
            }
        }
        Ok(())
    }

    /// The form from which another goes on by this name; none where the name is not of one form. What names private people goes on
    /// in forms that do so too, which others do not see.
    fn goes_on_from(&self, form: &Form, name: &str) -> Result<Option<&Form>, String> {
        let from = self.form(name).filter(|_| !GOES_ON_FROM.contains(&name));
        if from.is_none() && !GOES_ON_FROM.contains(&name) {
            return Err(format!("form `{}`: goes on from nothing that is known: `{name}`", form.id));
        }
        let private = name == LETTER || from.is_some_and(|from| from.private);
        if private && !form.private {
            return Err(format!("form `{}`: is open, and goes on from what names private people: `{name}`", form.id));
        }
        Ok(from)
    }

    /// Does the paper from which another goes on, or an issued one that is gathered, give this?
    fn is_of_origin(&self, from: Option<&Form>, place: &str) -> bool {
        let (words, _) = self.given(ISSUED);
        let written = place.strip_prefix("goc.").zip(from);
        let written = written.is_some_and(|(name, from)| from.fields.iter().any(|field| field.name == name));
        written || words.contains(&place)
    }

    /// The places of a form that nothing stands in.
    pub fn unknown_places<'a>(&self, form: &'a Form, is_figure: impl Fn(&str) -> bool) -> Vec<&'a str> {
        form.texts().flat_map(places).filter(|place| !self.knows(form, place, &is_figure)).collect()
    }

    /// Does something stand in a place of a form: a table, a figure, a word that records give, a field that people write?
    pub fn knows(&self, form: &Form, place: &str, is_figure: impl Fn(&str) -> bool) -> bool {
        let (words, tables) = self.given(&form.about);
        let name = place.trim_start_matches('?');
        let name = name.strip_prefix("articles ").unwrap_or(name);
        let rows = |name: &str| form.fields.iter().any(|one| one.kind == FieldKind::Rows && one.name == name);
        if let Some(picture) = place.strip_prefix("picture ") {
            return self.given.get(&form.about).is_some_and(|given| given.pictures.contains_key(picture.trim()));
        }
        match (name.strip_prefix("table "), name.strip_prefix("so ")) {
            (Some(table), _) => tables.contains(&table.trim()) || rows(table.trim()),
            (None, Some(figure)) => self.given.get(&form.about).is_some_and(|given| given.figures) && is_figure(figure),
            (None, None) => words.contains(&name) || form.fields.iter().any(|field| field.name == name),
        }
    }

    /// The names of the places of a form, for whoever words it.
    pub fn place_names(&self, form: &Form) -> Vec<String> {
        let (words, tables) = self.given(&form.about);
        let written = form.fields.iter().filter_map(|field| match field.kind {
            FieldKind::Words | FieldKind::Choice | FieldKind::Day => Some(field.name.clone()),
            FieldKind::Rows => Some(format!("table {}", field.name)),
            FieldKind::Annexes | FieldKind::Share => None,
        });
        let fields = written;
        let tables = tables.into_iter().map(|table| format!("table {table}"));
        let pictures = self.given.get(&form.about).into_iter().flat_map(|given| given.pictures.keys());
        let pictures = pictures.map(|picture| format!("picture {picture}"));
        words.into_iter().map(str::to_owned).chain(fields).chain(tables).chain(pictures).collect()
    }
}

/// Says which text of a field nothing stands in, or that it is of no field.
fn check_fields(
    form: &Form,
    about: &str,
    fields: &BTreeMap<String, String>,
    knows: impl Fn(&str) -> bool,
) -> Result<(), String> {
    for (field, text) in fields {
        if !form.fields.iter().any(|one| one.name == *field) {
            return Err(format!("form `{}`: words for `{field}`, which is no field", form.id));
        }
        if let Some(place) = places(text).into_iter().find(|place| !knows(name_in(place))) {
            return Err(format!("form `{}`: nothing stands in `{{{{{place}}}}}` for `{about}`", form.id));
        }
    }
    Ok(())
}

/// The name in a place, without what says how it stands there.
fn name_in(place: &str) -> &str {
    let name = place.trim_start_matches('?');
    ["articles ", "table "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name).trim()
}

/// The places of a text, as they are written between the braces.
pub(super) fn places(text: &str) -> Vec<&str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}").map(|(place, _)| place)).collect()
}
