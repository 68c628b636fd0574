//! What do the files of a rulebook say, and do they agree with each other?
//!
//! A file may hold any part: rules, confirmations, the ladder, forms, minimums, the no-repeat
//! period, answer classes. Each table is checked as it is read; then the parts are checked
//! against each other. Laying an office's files over a rulebook is done in `overlay`.

use crate::day::Day;
use crate::followup::Origin;
use crate::rulebook::sheet::{Page, Sheet};
use crate::rulebook::{
    AnswerClass, Body, Capacity, Confirmation, Fault, FaultReason, FormUser, Ladder, Minimum, NoRepeat, Per, Rule,
    RuleKind, Rulebook, Rung, Signer, SupervisionForm,
};

/// Something read, with the fault to raise if it turns out not to fit.
pub(super) struct Placed<T> {
    /// What was read.
    pub read: T,
    file: String,
    line: usize,
}

impl<T> Placed<T> {
    fn new(sheet: &Sheet<'_>, read: T) -> Self {
        let Fault { file, line, .. } = sheet.fault(FaultReason::EndsBeforeItBegins);
        Self { read, file, line }
    }

    /// A fault of this table.
    pub(super) fn fault(&self, reason: FaultReason) -> Fault {
        Fault { file: self.file.clone(), line: self.line, reason }
    }
}

/// Everything that a set of files holds, in order.
#[derive(Default)]
pub(super) struct Parts {
    pub rules: Vec<Placed<Rule>>,
    pub confirmations: Vec<Placed<(String, u32, Confirmation)>>,
    pub ladder: Option<Placed<Ladder>>,
    pub forms: Vec<Placed<SupervisionForm>>,
    pub minimums: Vec<Placed<Minimum>>,
    pub no_repeat: Option<Placed<NoRepeat>>,
    pub capacity: Option<Placed<Capacity>>,
    pub answers: Vec<Placed<AnswerClass>>,
}

/// Reads a rulebook that must be whole.
pub(super) fn whole(files: &[(String, String)]) -> Result<Rulebook, Fault> {
    let parts = parts(files)?;
    let last_file = files.last().map_or("", |(name, _)| name.as_str());
    let missing =
        |part: &'static str| Fault { file: last_file.to_owned(), line: 1, reason: FaultReason::MissingPart { part } };
    for (part, is_empty) in
        [("rule", parts.rules.is_empty()), ("form", parts.forms.is_empty()), ("answer", parts.answers.is_empty())]
    {
        if is_empty {
            return Err(missing(part));
        }
    }
    refuse_twins(&parts.forms, |form| form.id.clone())?;
    refuse_twins(&parts.answers, |class| class.id.clone())?;
    refuse_overlaps(&parts.rules)?;
    let ladder = parts.ladder.ok_or_else(|| missing("ladder"))?.read;
    let no_repeat = parts.no_repeat.ok_or_else(|| missing("no_repeat"))?.read;
    let capacity = parts.capacity.ok_or_else(|| missing("capacity"))?.read;
    let forms: Vec<SupervisionForm> = parts.forms.into_iter().map(|form| form.read).collect();
    let answers = parts.answers.into_iter().map(|class| class.read).collect();
    let rules = parts.rules.into_iter().map(|rule| rule.read).collect();
    let book = Rulebook { rules, ladder, forms, minimums: Vec::new(), no_repeat, capacity, answers };
    super::overlay::confirm(super::overlay::expect(book, parts.minimums)?, parts.confirmations)
}

/// Reads whatever a set of files holds.
pub(super) fn parts(files: &[(String, String)]) -> Result<Parts, Fault> {
    let mut parts = Parts::default();
    for file in files {
        let page = Page::new(file);
        let parsed = page.parse()?;
        parts.gather(&page.sheet(&parsed))?;
    }
    Ok(parts)
}

impl Parts {
    fn gather(&mut self, file: &Sheet<'_>) -> Result<(), Fault> {
        file.knows_only(&[
            "rule",
            "confirmation",
            "ladder",
            "rung",
            "form",
            "minimum",
            "no_repeat",
            "capacity",
            "answer",
        ])?;
        for sheet in file.sheets("rule")? {
            self.rules.push(Placed::new(&sheet, rule(&sheet)?));
        }
        for sheet in file.sheets("confirmation")? {
            self.confirmations.push(Placed::new(&sheet, confirmation(&sheet)?));
        }
        for sheet in file.sheets("form")? {
            self.forms.push(Placed::new(&sheet, form(&sheet)?));
        }
        for sheet in file.sheets("minimum")? {
            self.minimums.push(Placed::new(&sheet, minimum(&sheet)?));
        }
        for sheet in file.sheets("answer")? {
            self.answers.push(Placed::new(&sheet, answer(&sheet)?));
        }
        if let Some(sheet) = file.sheet("ladder")? {
            let read = Placed::new(&sheet, ladder(&sheet, &file.sheets("rung")?)?);
            once(&mut self.ladder, read, "ladder")?;
        } else if let Some(rung) = file.sheets("rung")?.first() {
            return Err(rung.fault(FaultReason::MissingPart { part: "ladder" }));
        }
        if let Some(sheet) = file.sheet("no_repeat")? {
            let read = Placed::new(&sheet, no_repeat(&sheet)?);
            once(&mut self.no_repeat, read, "no_repeat")?;
        }
        if let Some(sheet) = file.sheet("capacity")? {
            let read = Placed::new(&sheet, capacity(&sheet)?);
            once(&mut self.capacity, read, "capacity")?;
        }
        Ok(())
    }
}

fn once<T>(slot: &mut Option<Placed<T>>, read: Placed<T>, part: &str) -> Result<(), Fault> {
    if slot.is_some() {
        return Err(read.fault(FaultReason::Duplicate { id: part.to_owned() }));
    }
    *slot = Some(read);
    Ok(())
}

fn rule(sheet: &Sheet<'_>) -> Result<Rule, Fault> {
    sheet.knows_only(&[
        "id",
        "edition",
        "duty",
        "starts",
        "count",
        "unit",
        "direction",
        "applies_to",
        "level",
        "from",
        "to",
        "citation",
        "confidence",
        "source",
        "note",
        "kind",
    ])?;
    let (from, to) = force(sheet)?;
    let rule = Rule {
        id: sheet.text("id")?,
        edition: edition(sheet)?,
        duty: sheet.text("duty")?,
        starts: sheet.text("starts")?,
        count: sheet.count("count")?,
        unit: sheet.word("unit")?,
        direction: sheet.word("direction")?,
        applies_to: sheet.text("applies_to")?,
        level: sheet.optional_word("level")?,
        from,
        to,
        citation: sheet.text("citation")?,
        confidence: sheet.word("confidence")?,
        source: sheet.optional_text("source")?,
        note: sheet.optional_text("note")?,
        confirmed: None,
        kind: sheet.optional_word("kind")?.unwrap_or(RuleKind::Deadline),
    };
    if rule.names_a_date() && rule.fixed_date().is_none() {
        let reason = FaultReason::BadDay { key: "starts".to_owned(), value: rule.starts };
        return Err(sheet.fault_at("starts", reason));
    }
    Ok(rule)
}

fn edition(sheet: &Sheet<'_>) -> Result<u32, Fault> {
    match sheet.optional_count("edition")? {
        None => Ok(1),
        Some(0) => {
            let reason = FaultReason::AbsurdCount { key: "edition".to_owned(), value: 0 };
            Err(sheet.fault_at("edition", reason))
        }
        Some(edition) => Ok(edition),
    }
}

fn force(sheet: &Sheet<'_>) -> Result<(Day, Option<Day>), Fault> {
    let (from, to) = (sheet.day("from")?, sheet.optional_day("to")?);
    match to {
        Some(last) if last < from => Err(sheet.fault_at("to", FaultReason::EndsBeforeItBegins)),
        Some(_) | None => Ok((from, to)),
    }
}

fn confirmation(sheet: &Sheet<'_>) -> Result<(String, u32, Confirmation), Fault> {
    sheet.knows_only(&["rule", "edition", "by", "on", "document"])?;
    let confirmation = Confirmation { by: sheet.text("by")?, on: sheet.day("on")?, document: sheet.text("document")? };
    Ok((sheet.text("rule")?, edition(sheet)?, confirmation))
}

fn ladder(sheet: &Sheet<'_>, rungs: &[Sheet<'_>]) -> Result<Ladder, Fault> {
    sheet.knows_only(&["notices_before_working_days", "near_working_days"])?;
    if rungs.is_empty() {
        return Err(sheet.fault(FaultReason::MissingPart { part: "rung" }));
    }
    Ok(Ladder {
        notices_before_working_days: sheet.counts("notices_before_working_days")?,
        near_working_days: sheet.count("near_working_days")?,
        rungs: (1..).zip(rungs).map(|(place, sheet)| rung(sheet, place)).collect::<Result<_, _>>()?,
    })
}

fn rung(sheet: &Sheet<'_>, place: u32) -> Result<Rung, Fault> {
    sheet.knows_only(&[
        "number",
        "id",
        "name",
        "name_en",
        "after_overdue_days",
        "wait_days",
        "times",
        "paper",
        "signed_by",
        "answer_days",
        "citation",
        "confidence",
        "note",
    ])?;
    if sheet.count("number")? != place {
        return Err(sheet.fault_at("number", FaultReason::RungOutOfOrder { wanted: place }));
    }
    let times = sheet.count("times")?;
    if times == 0 {
        let reason = FaultReason::AbsurdCount { key: "times".to_owned(), value: 0 };
        return Err(sheet.fault_at("times", reason));
    }
    Ok(Rung {
        number: place,
        id: sheet.text("id")?,
        name: sheet.text("name")?,
        name_en: sheet.text("name_en")?,
        after_overdue_days: sheet.count("after_overdue_days")?,
        wait_days: sheet.count("wait_days")?,
        times,
        paper: sheet.text("paper")?,
        signed_by: sheet.word::<Signer>("signed_by")?.as_str().to_owned(),
        answer_days: sheet.count("answer_days")?,
        citation: sheet.text("citation")?,
        confidence: sheet.word("confidence")?,
        note: sheet.optional_text("note")?,
    })
}

fn form(sheet: &Sheet<'_>) -> Result<SupervisionForm, Fault> {
    sheet.knows_only(&[
        "id",
        "name",
        "name_en",
        "also_called",
        "gives",
        "has_team",
        "supervises_again",
        "is_ballot",
        "citation",
        "confidence",
        "note",
        "user",
    ])?;
    Ok(SupervisionForm {
        also_called: if sheet.has("also_called") { sheet.texts("also_called")? } else { Vec::new() },
        gives: sheet.optional_word("gives")?.unwrap_or(Origin::Recommendation),
        has_team: sheet.optional_flag("has_team")?.unwrap_or(false),
        supervises_again: sheet.optional_flag("supervises_again")?.unwrap_or(false),
        is_ballot: sheet.optional_flag("is_ballot")?.unwrap_or(false),
        id: sheet.text("id")?,
        name: sheet.text("name")?,
        name_en: sheet.text("name_en")?,
        citation: sheet.text("citation")?,
        confidence: sheet.word("confidence")?,
        note: sheet.optional_text("note")?,
        users: sheet.sheets("user")?.iter().map(user).collect::<Result<_, _>>()?,
    })
}

fn user(sheet: &Sheet<'_>) -> Result<FormUser, Fault> {
    sheet.knows_only(&["level", "bodies", "from", "to"])?;
    let (from, to) = force(sheet)?;
    sheet.texts("bodies")?;
    let bodies = sheet.words::<Body>("bodies")?;
    Ok(FormUser {
        level: sheet.word("level")?,
        bodies: bodies.into_iter().map(|body| body.as_str().to_owned()).collect(),
        from,
        to,
    })
}

fn minimum(sheet: &Sheet<'_>) -> Result<Minimum, Fault> {
    sheet.knows_only(&["body", "level", "form", "per", "count", "from", "to", "citation", "confidence", "note"])?;
    let (from, to) = force(sheet)?;
    Ok(Minimum {
        body: sheet.word::<Body>("body")?.as_str().to_owned(),
        level: sheet.word("level")?,
        form: sheet.text("form")?,
        per: sheet.word::<Per>("per")?.as_str().to_owned(),
        count: sheet.count("count")?,
        from,
        to,
        citation: sheet.text("citation")?,
        confidence: sheet.word("confidence")?,
        note: sheet.optional_text("note")?,
    })
}

fn no_repeat(sheet: &Sheet<'_>) -> Result<NoRepeat, Fault> {
    sheet.knows_only(&["months", "same_unit_days", "citation", "confidence", "note"])?;
    Ok(NoRepeat {
        months: sheet.count("months")?,
        same_unit_days: sheet.count("same_unit_days")?,
        citation: sheet.text("citation")?,
        confidence: sheet.word("confidence")?,
        note: sheet.optional_text("note")?,
    })
}

fn capacity(sheet: &Sheet<'_>) -> Result<Capacity, Fault> {
    sheet.knows_only(&[
        "part_time_share_percent",
        "questions_a_day",
        "people_a_visit",
        "reading_days_a_report",
        "writing_days",
        "citation",
        "confidence",
        "note",
    ])?;
    Ok(Capacity {
        part_time_share_percent: sheet.count("part_time_share_percent")?,
        questions_a_day: sheet.count("questions_a_day")?,
        people_a_visit: sheet.count("people_a_visit")?,
        reading_days_a_report: sheet.count("reading_days_a_report")?,
        writing_days: sheet.count("writing_days")?,
        citation: sheet.text("citation")?,
        confidence: sheet.word("confidence")?,
        note: sheet.optional_text("note")?,
    })
}

fn answer(sheet: &Sheet<'_>) -> Result<AnswerClass, Fault> {
    sheet.knows_only(&["id", "name", "name_en", "settles", "requires"])?;
    Ok(AnswerClass {
        id: sheet.text("id")?,
        name: sheet.text("name")?,
        name_en: sheet.text("name_en")?,
        settles: sheet.word("settles")?,
        requires: sheet.words("requires")?,
    })
}

fn refuse_twins<T>(read: &[Placed<T>], name: impl Fn(&T) -> String) -> Result<(), Fault> {
    for (place, later) in read.iter().enumerate() {
        let id = name(&later.read);
        if read[..place].iter().any(|earlier| name(&earlier.read) == id) {
            return Err(later.fault(FaultReason::Duplicate { id }));
        }
    }
    Ok(())
}

fn refuse_overlaps(rules: &[Placed<Rule>]) -> Result<(), Fault> {
    for (place, later) in rules.iter().enumerate() {
        for earlier in rules[..place].iter().filter(|earlier| earlier.read.id == later.read.id) {
            let (one, other) = (&earlier.read, &later.read);
            let id = other.id.clone();
            if one.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| one.from <= to) {
                return Err(later.fault(FaultReason::OverlappingForce { id }));
            }
            if one.edition == other.edition {
                return Err(later.fault(FaultReason::Duplicate { id }));
            }
        }
    }
    Ok(())
}
