//! The samples were signed with the command `openssl cms -sign -binary` and throw-away keys that were not kept: certificates for
//! an invented signer, which nobody vouches for.

use super::*;

const RSA: &[u8] = include_bytes!("samples/rsa.pdf");
const TWO: &[u8] = include_bytes!("samples/two.pdf");
const ECDSA: &[u8] = include_bytes!("samples/ecdsa.pdf");
const OPEN_LENGTHS: &[u8] = include_bytes!("samples/open_lengths.pdf");
const BARE: &[u8] = include_bytes!("samples/bare.pdf");
const PSS: &[u8] = include_bytes!("samples/pss.pdf");

fn only(pdf: &[u8]) -> Signature {
    let all = signatures(pdf).expect("a PDF");
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().expect("one")
}

fn at(pdf: &[u8], words: &str) -> usize {
    pdf.windows(words.len()).rposition(|part| part == words.as_bytes()).expect("it stands there")
}

/// The same file with words of the same length in place of others.
fn with(pdf: &[u8], words: &str, others: &str) -> Vec<u8> {
    assert_eq!(words.len(), others.len());
    let (mut changed, from) = (pdf.to_vec(), at(pdf, words));
    changed[from..from + words.len()].copy_from_slice(others.as_bytes());
    changed
}

/// The same file with other numbers for the range of bytes.
fn with_ranges(pdf: &[u8], numbers: &str) -> Vec<u8> {
    let from = at(pdf, "/ByteRange [") + "/ByteRange [".len();
    let length = pdf[from..].iter().position(|byte| *byte == b']').expect("closed");
    let mut changed = pdf.to_vec();
    changed[from..from + length].copy_from_slice(format!("{numbers:length$}").as_bytes());
    changed
}

/// Where the digits of the signature begin and end.
fn digits(pdf: &[u8]) -> std::ops::Range<usize> {
    let from = at(pdf, "/Contents <") + "/Contents <".len();
    from..from + pdf[from..].iter().position(|byte| *byte == b'>').expect("closed")
}

/// The same file with a message in place of the signed one.
fn with_message(pdf: &[u8], message: &[u8]) -> Vec<u8> {
    let mut changed = pdf.to_vec();
    let room = &mut changed[digits(pdf)];
    room.fill(b'0');
    for (pair, byte) in room.chunks_mut(2).zip(message) {
        pair.copy_from_slice(format!("{byte:02x}").as_bytes());
    }
    changed
}

fn message(pdf: &[u8]) -> Vec<u8> {
    objects::string(&[b"<", &pdf[digits(pdf)], b">"].concat())
}

#[test]
fn a_signed_paper_tells_who_signed_it_when_and_that_it_is_intact() {
    let one = only(RSA);
    let signer = one.signer.clone().expect("a certificate");
    assert_eq!((signer.name.as_str(), signer.organisation.as_str()), ("Người ký minh họa", "Đơn vị minh họa"));
    assert_eq!(signer.issuer, "Người ký minh họa", "nobody else vouches for it");
    assert!(signer.valid_from.len() == 10 && signer.valid_from < signer.valid_until, "{signer:?}");
    let claimed = one.claimed.clone().expect("a time");
    assert_eq!(claimed.stands, Stands::Message);
    assert!(claimed.at.starts_with(&signer.valid_from) && claimed.at.ends_with('Z'), "{claimed:?}");
    assert_eq!((one.reason.as_str(), one.location.as_str()), ("Phê duyệt", "Mẫu Tâm"));
    assert_eq!(one.sub_filter, "ETSI.CAdES.detached");
    assert_eq!((one.covers, one.integrity), (Covers::Whole, Integrity::Intact));
}

#[test]
fn a_curve_open_lengths_and_a_message_that_signs_the_file_itself_are_read_too() {
    for pdf in [ECDSA, OPEN_LENGTHS, BARE] {
        let one = only(pdf);
        assert_eq!((one.covers, one.integrity), (Covers::Whole, Integrity::Intact), "{one:?}");
        assert_eq!(one.signer.expect("a certificate").name, "Người ký minh họa");
    }
    let claimed = only(BARE).claimed.expect("a time");
    assert_eq!(claimed, Claimed { at: "2024-06-20T08:30:00+07:00".into(), stands: Stands::Dictionary });
}

#[test]
fn a_byte_that_was_changed_after_signing_is_seen_wherever_it_stands() {
    for (words, others) in [("100 100 l", "100 190 l"), ("20240620083000", "20230620083000"), ("/Size 7", "/Size 8")] {
        let one = only(&with(RSA, words, others));
        assert_eq!((one.covers, one.integrity), (Covers::Whole, Integrity::Changed), "{words}");
    }
    for place in (0..RSA.len()).filter(|place| !digits(RSA).contains(place)) {
        let mut changed = RSA.to_vec();
        changed[place] ^= 0x04;
        let all = signatures(&changed).unwrap_or_default();
        assert!(all.iter().all(|one| one.integrity != Integrity::Intact), "byte {place}: {all:?}");
    }
}

#[test]
fn what_is_added_after_signing_leaves_the_signature_intact_and_is_told() {
    let more = [RSA, b"\n7 0 obj\n<< /Type /Page >>\nendobj\n"].concat();
    let one = only(&more);
    assert_eq!((one.covers, one.integrity), (Covers::Before { added: more.len() - RSA.len() }, Integrity::Intact));
}

#[test]
fn two_signatures_stand_in_the_order_of_the_file_and_the_second_is_an_addition_to_the_first() {
    let all = signatures(TWO).expect("a PDF");
    let told: Vec<_> = all.iter().map(|one| (one.reason.as_str(), one.covers, one.integrity)).collect();
    let added = TWO.len() - RSA.len();
    assert_eq!(
        told,
        [("Phê duyệt", Covers::Before { added }, Integrity::Intact), ("Đóng dấu", Covers::Whole, Integrity::Intact)]
    );
    let all = signatures(&with(TWO, "(K2)", "(K3)")).expect("a PDF");
    assert_eq!(all[0].integrity, Integrity::Intact, "the first never covered it");
    assert_eq!(all[1].integrity, Integrity::Changed);
}

#[test]
fn what_is_not_understood_is_not_called_changed() {
    let one = only(PSS);
    assert_eq!((one.covers, one.integrity), (Covers::Whole, Integrity::NotUnderstood));
    assert_eq!(one.signer.expect("a certificate").organisation, "Đơn vị minh họa");
    let one = only(&with(ECDSA, "adbe.pkcs7.detached", "adbe.pkcs7.sha1    "));
    assert_eq!((one.sub_filter.as_str(), one.integrity), ("adbe.pkcs7.sha1", Integrity::NotUnderstood));
}

#[test]
fn a_message_that_is_cut_is_not_understood_and_a_value_of_another_key_is_changed() {
    let whole = message(RSA);
    let length = 4 + usize::from(whole[2]) * 256 + usize::from(whole[3]);
    for end in (0..length).step_by(7) {
        let one = only(&with_message(RSA, &whole[..end]));
        assert_ne!(one.integrity, Integrity::Intact, "cut at {end}");
    }
    let mut other = whole.clone();
    other[length - 1] ^= 1;
    assert_eq!(only(&with_message(RSA, &other)).integrity, Integrity::Changed);
    let of_curve = message(ECDSA);
    let end = 4 + usize::from(of_curve[2]) * 256 + usize::from(of_curve[3]);
    let mut other = of_curve.clone();
    other[end - 1] ^= 1;
    assert_eq!(only(&with_message(ECDSA, &other)).integrity, Integrity::Changed);
    let half = only(&with_message(RSA, &whole[..length / 2]));
    assert_eq!((half.integrity, half.signer), (Integrity::NotUnderstood, None));
}

#[test]
fn ranges_that_fit_no_signature_are_never_intact() {
    let (hole, size) = (digits(RSA), RSA.len());
    let (first, second) = (hole.start - 1, hole.end + 1);
    let rest = size - second;
    assert_eq!(only(&with_ranges(RSA, &format!("0 {first} {second} {rest}"))).covers, Covers::Whole);
    for (numbers, integrity) in [
        (format!("9 {first} {second} {rest}"), Integrity::NotUnderstood),
        (format!("0 {} {second} {rest}", first - 9), Integrity::NotUnderstood),
        (format!("0 {first} {} {}", second + 9, rest - 9), Integrity::NotUnderstood),
        (format!("0 {second} {first} {rest}"), Integrity::NotUnderstood),
        (format!("0 {first} {second} -{rest}"), Integrity::NotUnderstood),
        (format!("0 -{first} {second} {rest}"), Integrity::NotUnderstood),
        (format!("0 {first} {second} {}", i64::MAX), Integrity::NotUnderstood),
        (format!("0 {first} {}", i64::MAX), Integrity::NotUnderstood),
        ("0 99999999999999999999999999999".to_owned(), Integrity::NotUnderstood),
        (String::new(), Integrity::NotUnderstood),
        (format!("0 {first} {second} 9999999999"), Integrity::Changed),
    ] {
        let one = only(&with_ranges(RSA, &numbers));
        assert_eq!((one.covers, one.integrity), (Covers::Gaps, integrity), "{numbers}");
    }
}

#[test]
fn files_without_a_signature_and_those_that_are_no_pdf_are_told_apart() {
    let plain = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
    assert_eq!(signatures(plain), Ok(Vec::new()));
    let ours = crate::official::pdf(&crate::official::Official {
        language: "vi".into(),
        day: (2024, 6, 20),
        title: crate::official::Title::Letter { about: "V/v nạo vét".into() },
        body: vec![crate::official::Block::Words { words: "Nạo vét mương tiêu (đoạn 2). ".repeat(400) }],
        ..Default::default()
    });
    assert_eq!(signatures(&ours.expect("a paper")), Ok(Vec::new()));
    assert_eq!(signatures(b""), Err(NotRead::NotAPdf));
    assert_eq!(signatures(b"PK\x03\x04 a workbook"), Err(NotRead::NotAPdf));
    assert_eq!(signatures(&plain[..40]), Err(NotRead::Broken));
    assert_eq!(signatures(b"%PDF-1.7\n1 0 obj (never closed"), Err(NotRead::Broken));
    assert_eq!(signatures(b"%PDF-1.7\n1 0 obj <00 "), Err(NotRead::Broken));
    let locked = with(RSA, "/Size 7 /Root 1 0 R", "/Root 1 0 R/Encrypt");
    assert_eq!(signatures(&locked), Err(NotRead::Encrypted));
}

#[test]
fn what_stands_in_a_stream_is_not_a_signature() {
    let of = |length: &str| {
        let words = format!("<< /ByteRange [0 1 2 3] /Contents <00> >> {}", "x".repeat(9));
        format!("%PDF-1.7\n1 0 obj\n<< /Length {length} >>\nstream\n{words}\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
    };
    for length in ["51", "7 0 R", "-1", "99999999999999999999", "9"] {
        assert_eq!(signatures(of(length).as_bytes()), Ok(Vec::new()), "{length}");
    }
}

#[test]
fn no_file_however_hostile_ends_the_program() {
    for pdf in [RSA, TWO, OPEN_LENGTHS] {
        for end in (0..pdf.len()).step_by(13) {
            let _ = signatures(&pdf[..end]);
        }
    }
    for pdf in [RSA, ECDSA, OPEN_LENGTHS] {
        let whole = message(pdf);
        for (place, bit) in (0..whole.len()).zip((0..8).cycle()) {
            let mut flipped = whole.clone();
            flipped[place] ^= 1 << bit;
            let _ = only(&with_message(pdf, &flipped));
        }
    }
    let deep = |word: &str| format!("%PDF-1.7\n{}\nstartxref\n9\n", word.repeat(300_000));
    for word in ["[", "<<", "<< /A ", "<< /ByteRange [", "]", ">>", "obj <<", "<< /Length 3 >> stream\n"] {
        assert_ne!(signatures(deep(word).as_bytes()), Err(NotRead::NotAPdf), "{word}");
    }
    for open in [&[0x30, 0x80][..], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0xa0, 0x80], &[0x3f, 0x80], &[0, 0]] {
        assert_eq!(only(&with_message(RSA, &open.repeat(700))).signer, None);
    }
    let many = "<< /ByteRange [0 1 2 3] /Contents <00> >>\n".repeat(MOST_SIGNATURES + 1);
    assert_eq!(signatures(format!("%PDF-1.7\n{many}").as_bytes()), Err(NotRead::TooMany));
}

#[test]
fn times_that_cannot_be_are_not_told_and_names_turn_no_letters_around() {
    for (written, told) in [
        ("D:20240620083000+07'00'", Some("2024-06-20T08:30:00+07:00")),
        ("D:20240620083000Z", Some("2024-06-20T08:30:00Z")),
        ("D:20240620", Some("2024-06-20")),
        ("20240229120000", Some("2024-02-29T12:00:00")),
        ("D:20230229120000", None),
        ("D:20241320", None),
        ("D:2024", None),
        ("D:20240620993000", Some("2024-06-20")),
        ("ngày 20", None),
        ("", None),
    ] {
        assert_eq!(words::pdf_time(written).as_deref(), told, "{written}");
    }
    assert_eq!(words::message_time(pieces::tag::UTC_TIME, b"990620013000Z").as_deref(), Some("1999-06-20T01:30:00Z"));
    assert_eq!(words::cleaned("Nguyễn\u{202e} Văn\n\u{0}  A"), "Nguyễn Văn A");
    assert_eq!(words::text(b"\xfe\xff\x1e\xa4\xd8"), "Ấ");
    assert_eq!(objects::string(b"(a\\(b\\)\\101\\\r\n\\8(c))"), b"a(b)A8(c)");
    assert_eq!(objects::name(b"Byte#52ange#"), "ByteRange#");
}
