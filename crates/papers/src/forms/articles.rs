//! Articles that a person typed: Phần, Chương, Mục and Điều at the beginning of a line become headings, as the decree sets them;
//! clauses and points are paragraphs. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 6.

use serde::Deserialize;

use crate::official::{Block, Rank};

/// The words with which the parts of a text begin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    part: String,
    chapter: String,
    division: String,
    article: String,
}

/// A title of an article is shorter; longer words are what the article says.
const LONGEST_TITLE: usize = 160;

impl Parts {
    /// What was typed, block by block.
    pub fn blocks(&self, lines: &[String]) -> Vec<Block> {
        let mut all = Vec::new();
        let mut rest = lines.iter().peekable();
        while let Some(line) = rest.next() {
            let next = rest.peek().map(|line| line.as_str());
            if let Some((number, words)) = begun(line, &self.article, |letter| letter.is_ascii_digit()) {
                all.push(self.article(number, words, next));
            } else if let Some((rank, number, title)) = self.heading(line) {
                let title = if title.is_empty() && next.is_some_and(|next| self.is_title(next)) {
                    rest.next().map_or("", |line| line.as_str())
                } else {
                    title
                };
                let words = if title.is_empty() { number } else { format!("{number}\n{title}") };
                all.push(Block::Heading { rank, words });
            } else {
                all.push(Block::Words { words: line.clone() });
            }
        }
        all
    }

    /// With a title the whole line is the heading; without one its number begins what it says.
    fn article(&self, number: &str, words: &str, next: Option<&str>) -> Block {
        let number = format!("{} {number}.", self.article);
        let open = !words.ends_with(['.', ';', ':', ',']) && words.chars().count() <= LONGEST_TITLE;
        let said_below = next.is_some_and(|next| self.heading(next).is_none() && begun_article(self, next).is_none());
        match (words.is_empty(), open && said_below) {
            (true, _) => Block::Heading { rank: Rank::Article, words: number },
            (false, true) => Block::Heading { rank: Rank::Article, words: format!("{number} {words}") },
            (false, false) => Block::Article { number, words: words.to_owned() },
        }
    }

    fn heading<'a>(&self, line: &'a str) -> Option<(Rank, String, &'a str)> {
        let counted = |letter: char| letter.is_ascii_digit() || "IVXLC".contains(letter);
        let ranks = [(Rank::Part, &self.part), (Rank::Chapter, &self.chapter), (Rank::Division, &self.division)];
        ranks.into_iter().find_map(|(rank, word)| {
            let (number, title) = begun(line, word, counted)?;
            Some((rank, format!("{word} {number}"), title))
        })
    }

    /// A line below the number of a chapter is its title where nothing else begins there.
    fn is_title(&self, line: &str) -> bool {
        self.heading(line).is_none() && begun_article(self, line).is_none()
    }
}

fn begun_article<'a>(parts: &Parts, line: &'a str) -> Option<(&'a str, &'a str)> {
    begun(line, &parts.article, |letter| letter.is_ascii_digit())
}

/// The number and what follows, where a line begins with a word and a number: “Điều 1. Thông qua …”. “Điều 5 Luật …” is a
/// sentence and begins nothing.
fn begun<'a>(line: &'a str, word: &str, counted: impl Fn(char) -> bool) -> Option<(&'a str, &'a str)> {
    let rest = line.strip_prefix(word)?.strip_prefix(' ')?.trim_start();
    let end = rest.find(|letter| !counted(letter)).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let ended = rest.is_empty() || rest.starts_with(['.', ':']);
    (!number.is_empty() && ended).then(|| (number, rest.trim_start_matches(['.', ':', ' ']).trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Block> {
        let parts =
            Parts {
                part: "Phần".into(), chapter: "Chương".into(), division: "Mục".into(), article: "Điều".into()
            };
        parts.blocks(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    fn heading(rank: Rank, words: &str) -> Block {
        Block::Heading { rank, words: words.into() }
    }

    fn words(words: &str) -> Block {
        Block::Words { words: words.into() }
    }

    #[test]
    fn chapters_have_their_title_below_and_articles_with_a_title_are_headings() {
        let text = "Phần I\nQuy định chung\nChương II. Mức chi\nMục 1\nĐiều 1. Phạm vi điều chỉnh\n1. Nghị quyết này quy định mức chi.\na) Mức chi thường xuyên.";
        assert_eq!(
            read(text),
            [
                heading(Rank::Part, "Phần I\nQuy định chung"),
                heading(Rank::Chapter, "Chương II\nMức chi"),
                heading(Rank::Division, "Mục 1"),
                heading(Rank::Article, "Điều 1. Phạm vi điều chỉnh"),
                words("1. Nghị quyết này quy định mức chi."),
                words("a) Mức chi thường xuyên."),
            ]
        );
    }

    #[test]
    fn an_article_without_a_title_goes_on_in_its_line() {
        let article = |number: &str, words: &str| Block::Article { number: number.into(), words: words.into() };
        assert_eq!(
            read(
                "Điều 1. Thông qua Chương trình giám sát, gồm:\n1. Giám sát chuyên đề.\nĐiều 2: Giao Thường trực HĐND tổ chức thực hiện"
            ),
            [
                article("Điều 1.", "Thông qua Chương trình giám sát, gồm:"),
                words("1. Giám sát chuyên đề."),
                article("Điều 2.", "Giao Thường trực HĐND tổ chức thực hiện"),
            ]
        );
    }

    #[test]
    fn a_sentence_about_an_article_begins_none() {
        let said = "Điều 5 Luật này áp dụng từ ngày ký.";
        assert_eq!(read(said), [words(said)]);
        assert_eq!(read("Phần lớn kiến nghị đã xong."), [words("Phần lớn kiến nghị đã xong.")]);
    }
}
