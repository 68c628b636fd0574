//! The register of papers that come in (sổ văn bản đến): numbered on arrival, given to somebody with a day, dealt with. What answers an
//! issued paper is tied to it (Nghị định 30/2020/NĐ-CP, Điều 20–24).

use ::papers::forms::Catalogue;
use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::files::{self, Kind};
use super::store as papers;
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::db::schema::incoming_papers;
use crate::db::{Connection, saved_once};
use crate::followups::answering::Attached;
use crate::people::LONGEST_NAME;
use crate::trouble::{Outcome, Trouble};

/// The longest summary.
const LONGEST: usize = 2_000;

/// The kinds of citizens' letters.
pub const LETTERS: [&str; 3] = ["petition", "complaint", DENUNCIATION];
/// The kind of which no sender is kept.
const DENUNCIATION: &str = "denunciation";

/// The series in which incoming papers are numbered; no form has this code.
const SERIES: &str = "DEN";

/// A paper that came in, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = incoming_papers, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct IncomingRow {
    pub id: String,
    pub council_id: String,
    pub year: i64,
    pub number: i64,
    pub arrived_on: String,
    pub sender: String,
    pub symbol: String,
    pub paper_on: Option<String>,
    pub summary: String,
    pub answers_id: Option<String>,
    pub handler: String,
    pub due_on: Option<String>,
    pub done_on: Option<String>,
    pub done_words: String,
    pub noted_by: String,
    pub version: i64,
    pub told_on: Option<String>,
    pub told_by: String,
    pub letter: String,
}

/// A paper that came in, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewIncoming {
    /// What kind of citizen's letter it is: `petition`, `complaint`, `denunciation`; empty for a paper of an office. The sender of a
    /// denunciation is not kept.
    pub letter: String,
    /// Who sent it.
    pub sender: String,
    /// Its own number and symbol.
    pub symbol: String,
    /// Its own day.
    pub paper_on: String,
    /// The day of arrival; empty means today.
    pub arrived_on: String,
    /// What it is about.
    pub summary: String,
    /// Number and symbol of the issued paper that it answers; empty where it answers none.
    pub answers: String,
    /// Who deals with it.
    pub handler: String,
    /// By when.
    pub due_on: String,
}

fn words(field: &'static str, typed: &str, longest: usize) -> Outcome<String> {
    let words = words::nfc(typed.trim());
    Trouble::too_long(field, &words, longest)?;
    Ok(words)
}

fn day(field: &'static str, typed: &str) -> Outcome<Option<law::day::Day>> {
    match typed.trim() {
        "" => Ok(None),
        typed => law::day::parse_day(typed).map(Some).map_err(|_| Trouble::field(field, "invalid-day", typed)),
    }
}

/// Words by which a paper says that it is a state secret: such a paper does not enter (Luật Bảo vệ bí mật nhà nước).
fn is_marked_secret(words: &str) -> bool {
    let folded = words::fold(words);
    ["tuyet mat", "toi mat", "do mat"].iter().any(|mark| folded.contains(mark))
        || words.split_whitespace().any(|word| word == "MẬT")
}

/// Refuses, before anything of it is kept, a paper marked secret, a citizen's letter noted as a paper of an office, and what would tell
/// who denounces: a file, or the name in other words (Luật Tố cáo 25/2018/QH14, Điều 47, 56).
pub fn refuse<'a>(new: &'a NewIncoming, files: impl Iterator<Item = &'a str>) -> Outcome<()> {
    let files: Vec<&str> = files.collect();
    if [new.summary.as_str(), &new.symbol].into_iter().chain(files.iter().copied()).any(is_marked_secret) {
        return Err(Trouble::field("summary", "invalid-incoming-secret", ""));
    }
    if !new.letter.is_empty() && !LETTERS.contains(&new.letter.as_str()) {
        return Err(Trouble::field("letter", "invalid-incoming-letter", ""));
    }
    let summary = words::fold(&new.summary);
    if new.letter.is_empty() && BEGIN_LETTERS.iter().any(|begun| summary.starts_with(begun)) {
        return Err(Trouble::field("letter", "invalid-incoming-is-letter", ""));
    }
    if new.letter != DENUNCIATION {
        return Ok(());
    }
    if !files.is_empty() {
        return Err(Trouble::field("files", "invalid-incoming-denunciation-files", ""));
    }
    tells_nobody(&new.sender, &[("summary", &new.summary), ("symbol", &new.symbol), ("handler", &new.handler)])
}

/// With what the summary of a citizen's letter begins.
const BEGIN_LETTERS: &[&str] =
    &["don to cao", "to cao", "don khieu nai", "khieu nai ", "don kien nghi", "don phan anh", "don cua "];

/// Refuses words in which a name of the sender stands, or whose letter it is. A name that is written another way is not found: the page
/// asks to write none.
fn tells_nobody(sender: &str, said: &[(&'static str, &str)]) -> Outcome<()> {
    let names = names_in(sender);
    for (field, said) in said {
        let said = format!(" {} ", words::fold(said));
        let found = names.iter().any(|name| said.contains(&format!(" {name} ")));
        let letter_of = [" don cua ", " don to cao cua ", " don thu cua ", " nguoi to cao la "];
        if found || letter_of.iter().any(|of| said.contains(of)) {
            return Err(Trouble::field(field, "invalid-incoming-denouncer", ""));
        }
    }
    Ok(())
}

/// The names in what was typed as sender, as they would be found elsewhere: of each part what stands before an address, without titles.
fn names_in(sender: &str) -> Vec<String> {
    const TITLES: &[&str] = &["ong ba", "cong dan", "dong chi", "ong", "ba", "anh", "chi", "cu", "em", "thay", "co"];
    const PLACES: &[&str] =
        &["thôn", "xóm", "xã", "phường", "tổ", "khu", "ấp", "bản", "đội", "số", "trú", "ở", "huyện", "tỉnh"];
    let lower = words::nfc(&sender.to_lowercase()).replace("đại diện", ",");
    let mut names = Vec::new();
    for part in lower.split([',', ';', '(', ')', '/', ':', '\n', '-', '–']).flat_map(|part| part.split(" và ")) {
        let person: Vec<&str> = part.split_whitespace().take_while(|word| !PLACES.contains(word)).collect();
        let whole = words::fold(&person.join(" "));
        let titled = TITLES.iter().find_map(|title| whole.strip_prefix(&format!("{title} ")).map(str::to_owned));
        let bare = titled.unwrap_or_else(|| whole.clone());
        // A single word would be found in many others; with its title it is somebody.
        let tells = |name: &String| name.contains(' ') && !TITLES.contains(&name.as_str());
        names.extend([bare, whole].into_iter().find(tells));
    }
    names
}

/// What kind of letter an incoming paper is, in the words of the forms; none for a paper of an office.
pub fn letter_words(forms: &Catalogue, row: &IncomingRow) -> Option<String> {
    (!row.letter.is_empty()).then(|| forms.say(&format!("letter_{}", row.letter), &[]))
}

/// What was typed of an incoming paper, once each field has been read.
struct Told {
    letter: String,
    sender: String,
    symbol: String,
    paper_on: Option<law::day::Day>,
    arrived: law::day::Day,
    summary: String,
    answers_id: Option<String>,
    handler: String,
    due: Option<law::day::Day>,
}

impl Told {
    fn put_in(self, row: &mut IncomingRow) {
        row.letter = self.letter;
        row.sender = self.sender;
        row.symbol = self.symbol;
        row.paper_on = self.paper_on.map(|on| on.to_string());
        row.arrived_on = self.arrived.to_string();
        row.summary = self.summary;
        row.answers_id = self.answers_id;
        row.handler = self.handler;
        row.due_on = self.due.map(|due| due.to_string());
    }
}

fn check<'a>(
    act: &mut Act,
    council_id: &str,
    new: &'a NewIncoming,
    files: impl Iterator<Item = &'a str>,
) -> Outcome<Told> {
    refuse(new, files)?;
    let (mut sender, summary) = (words("sender", &new.sender, LONGEST_NAME)?, words("summary", &new.summary, LONGEST)?);
    if new.letter == DENUNCIATION {
        sender = act.app.law.forms.say("denouncer", &[]);
    }
    if sender.is_empty() {
        return Err(Trouble::field("sender", "invalid-incoming-sender", ""));
    }
    if summary.is_empty() {
        return Err(Trouble::field("summary", "invalid-incoming-summary", ""));
    }
    let symbol = words("symbol", &new.symbol, LONGEST_NAME)?;
    let arrived = day("arrived_on", &new.arrived_on)?.unwrap_or(act.today);
    let paper_on = day("paper_on", &new.paper_on)?;
    if arrived > act.today || paper_on.is_some_and(|on| on > arrived) {
        return Err(Trouble::field("arrived_on", "invalid-incoming-day", ""));
    }
    let due = day("due_on", &new.due_on)?;
    if due.is_some_and(|due| due < arrived) {
        return Err(Trouble::field("due_on", "invalid-incoming-due", ""));
    }
    let answers_id = match words("answers", &new.answers, LONGEST_NAME)?.as_str() {
        "" => None,
        symbol => Some(
            papers::by_symbol(act.db, council_id, symbol)?
                .ok_or_else(|| Trouble::field("answers", "invalid-incoming-answers", symbol))?
                .id,
        ),
    };
    let handler = words("handler", &new.handler, LONGEST_NAME)?;
    Ok(Told { letter: new.letter.clone(), sender, symbol, paper_on, arrived, summary, answers_id, handler, due })
}

/// Writes down a paper that came in, under the next number of its year. Returns its id.
pub fn note(act: &mut Act, mark: &str, new: &NewIncoming, kept: &[Attached]) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftPaper, &council.id, &[])?;
    let kept_names = kept.iter().map(|file| file.name.as_str());
    let told = check(act, &council.id, new, kept_names)?;
    let year = i64::from(told.arrived.year());
    let mut row = IncomingRow {
        id: act.new_id(),
        number: papers::next_number(act.db, (&council.id, &[String::new()]), (SERIES, year))?,
        year,
        council_id: council.id.clone(),
        arrived_on: String::new(),
        sender: String::new(),
        symbol: String::new(),
        paper_on: None,
        summary: String::new(),
        answers_id: None,
        handler: String::new(),
        due_on: None,
        done_on: None,
        done_words: String::new(),
        noted_by: act.member.name.clone(),
        version: 1,
        told_on: None,
        told_by: String::new(),
        letter: String::new(),
    };
    told.put_in(&mut row);
    diesel::insert_into(incoming_papers::table).values(&row).execute(act.db)?;
    for file in kept {
        files::add(act, Kind::Incoming, &row.id, file)?;
    }
    let body = serde_json::json!({ "number": row.number, "year": year, "files": kept.len(), "letter": row.letter });
    act.record(&council.id, "incoming_noted", &row.id, &body)?;
    Ok(row.id)
}

/// How a paper was dealt with.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Dealing {
    /// How.
    pub words: String,
    /// On which day; empty means today.
    pub on: String,
}

/// Notes that a paper was dealt with.
pub fn deal(act: &mut Act, id: &str, dealing: &Dealing) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::DraftPaper, &row.council_id, &[])?;
    if row.done_on.is_some() {
        return Err(Trouble::field("words", "invalid-incoming-dealt-with", ""));
    }
    if row.letter == DENUNCIATION {
        tells_nobody("", &[("words", &dealing.words)])?;
    }
    let done = words("words", &dealing.words, LONGEST)?;
    if done.is_empty() {
        return Err(Trouble::field("words", "invalid-incoming-done", ""));
    }
    let on = day("on", &dealing.on)?.unwrap_or(act.today);
    if on > act.today || on.to_string() < row.arrived_on {
        let arrived = crate::web::ui::shown(Some(&row.arrived_on));
        return Err(Trouble::field("on", "invalid-incoming-done-day", arrived));
    }
    row.done_on = Some(on.to_string());
    row.done_words = done;
    save(act, &mut row)?;
    act.record(&row.council_id, "incoming_dealt_with", id, &serde_json::json!({ "on": row.done_on }))
}

/// Notes that the sender was told that the paper has arrived: on the same day, by the function of the system through which it came
/// (Nghị định 30/2020/NĐ-CP, Điều 21 khoản 2 điểm c). The program tells nobody by itself.
pub fn tell(act: &mut Act, id: &str) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::DraftPaper, &row.council_id, &[])?;
    // Offices are told; a citizen gets a receipt.
    if row.told_on.is_some() || !row.letter.is_empty() {
        return Err(Trouble::field("told", "invalid-incoming-told", ""));
    }
    row.told_on = Some(act.today.to_string());
    row.told_by = act.member.name.clone();
    save(act, &mut row)?;
    act.record(&row.council_id, "incoming_told", id, &serde_json::json!({ "on": row.told_on }))
}

/// What an incoming paper should say that was noted wrongly.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct Correction {
    /// All of what was noted, as it is right.
    #[serde(flatten)]
    pub new: NewIncoming,
    /// The version that was read.
    #[serde(default)]
    pub version: String,
}

/// Corrects what was noted of an incoming paper; its number stays, and so does the year in which it was counted. One that turns out to
/// be a denunciation loses its sender and its files, and drafts that went on from it lose the name with all their versions; what was
/// issued stays as it is.
pub fn correct(act: &mut Act, id: &str, correction: &Correction) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::DraftPaper, &row.council_id, &[])?;
    if !correction.version.is_empty() && correction.version != row.version.to_string() {
        return Err(Trouble::field("version", "invalid-incoming-version", ""));
    }
    let new = &correction.new;
    let told = check(act, &row.council_id, new, std::iter::empty())?;
    if i64::from(told.arrived.year()) != row.year {
        return Err(Trouble::field("arrived_on", "invalid-incoming-year", row.year.to_string()));
    }
    let mut dropped = 0;
    if new.letter == DENUNCIATION {
        let said = [("summary", new.summary.as_str()), ("handler", &new.handler), ("words", &row.done_words)];
        tells_nobody(&row.sender, &said)?;
        dropped = files::drop_of(act.db, id)?;
        super::onward::hide_sender(act, id)?;
    }
    let before = row.letter.clone();
    told.put_in(&mut row);
    save(act, &mut row)?;
    let body = serde_json::json!({ "letter": row.letter, "before": before, "files": dropped });
    act.record(&row.council_id, "incoming_corrected", id, &body)
}

/// Refuses files for what came in before any of them is kept: a denunciation takes none, and none is marked secret.
pub fn refuse_files<'a>(row: &IncomingRow, mut names: impl Iterator<Item = &'a str>) -> Outcome<()> {
    if row.letter == DENUNCIATION {
        return Err(Trouble::field("files", "invalid-incoming-denunciation-files", ""));
    }
    if names.any(is_marked_secret) {
        return Err(Trouble::field("files", "invalid-incoming-secret", ""));
    }
    Ok(())
}

/// Adds files that came later, as a scan does.
pub fn attach(act: &mut Act, id: &str, kept: &[Attached]) -> Outcome<()> {
    let row = by_id(act.db, id)?;
    act.may(Deed::DraftPaper, &row.council_id, &[])?;
    refuse_files(&row, kept.iter().map(|file| file.name.as_str()))?;
    if kept.is_empty() {
        return Err(Trouble::field("files", "invalid-incoming-no-file", ""));
    }
    for file in kept {
        files::add(act, Kind::Incoming, id, file)?;
    }
    act.record(&row.council_id, "incoming_files_added", id, &serde_json::json!({ "files": kept.len() }))
}

/// Saves a paper that came in; somebody who saved first is found by the version.
fn save(act: &mut Act, row: &mut IncomingRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = incoming_papers::table.filter(incoming_papers::id.eq(&row.id).and(incoming_papers::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(act.db)?)
}

/// A paper that came in, by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<IncomingRow> {
    Ok(incoming_papers::table.find(id).select(IncomingRow::as_select()).first(db)?)
}

/// Papers that came in, the latest first: of a year, open or all, before a number.
pub fn list(
    db: &mut Connection,
    council_id: &str,
    (year, open, before): (i64, bool, Option<i64>),
    most: i64,
) -> Outcome<Vec<IncomingRow>> {
    let mut found = incoming_papers::table
        .filter(incoming_papers::council_id.eq(council_id.to_owned()).and(incoming_papers::year.eq(year)))
        .order(incoming_papers::number.desc())
        .limit(most)
        .select(IncomingRow::as_select())
        .into_boxed();
    if open {
        found = found.filter(incoming_papers::done_on.is_null());
    }
    if let Some(before) = before {
        found = found.filter(incoming_papers::number.lt(before));
    }
    Ok(found.load(db)?)
}

/// What came in answer to an issued paper.
pub fn answers(db: &mut Connection, paper_id: &str) -> Outcome<Vec<IncomingRow>> {
    Ok(incoming_papers::table
        .filter(incoming_papers::answers_id.eq(paper_id))
        .order((incoming_papers::year, incoming_papers::number))
        .select(IncomingRow::as_select())
        .load(db)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_whoever_denounces_is_found_in_other_words_and_an_address_is_not() {
        let new = |summary: &str| NewIncoming {
            letter: DENUNCIATION.into(),
            sender: "Ông Người Kín Tên, thôn Đông, xã Mẫu".into(),
            summary: summary.into(),
            ..NewIncoming::default()
        };
        assert!(refuse(&new("Đơn của người kín tên về đất"), std::iter::empty()).is_err());
        assert!(refuse(&new("Tố cáo việc cấp đất ở thôn Đông, xã Mẫu"), std::iter::empty()).is_ok());
        assert!(refuse(&new("Tố cáo việc cấp đất"), ["don.pdf"].into_iter()).is_err(), "a file tells who wrote it");
        assert!(names_in("Bà Nguyễn Một và ông Trần Hai").contains(&"tran hai".to_owned()));
        for sender in [
            "Ông Trần Một, Bà Nguyễn Kín Tên, thôn Đông",
            "Cụ Nguyễn Kín Tên thôn Đông xã Mẫu",
            "Thôn Đông: ông/bà Nguyễn Kín Tên",
            "Tập thể giáo viên (Nguyễn Kín Tên đại diện)",
            "",
        ] {
            let summary =
                if sender.is_empty() { "Đơn tố cáo của ông X" } else { "Việc của Nguyễn Kín Tên nêu" };
            let new = NewIncoming { sender: sender.into(), ..new(summary) };
            assert!(refuse(&new, std::iter::empty()).is_err(), "{sender}");
        }
        let new =
            NewIncoming { sender: "Anh Sơn".into(), ..new("Sơn La: tố cáo hành vi của ông Trưởng thôn") };
        assert!(refuse(&new, std::iter::empty()).is_ok(), "whom it is about may stand");
        let office = NewIncoming { letter: String::new(), ..new };
        assert!(
            refuse(&NewIncoming { summary: "Đơn tố cáo việc cấp đất".into(), ..office }, std::iter::empty()).is_err()
        );
    }

    #[test]
    fn a_paper_marked_secret_is_known_by_its_mark_and_others_are_not() {
        assert!(is_marked_secret("Báo cáo (Tối mật)") && is_marked_secret("12/BC-MẬT MẬT"));
        assert!(!is_marked_secret("Báo cáo mật độ dân cư") && !is_marked_secret("Bí thư chi bộ"));
    }
}
