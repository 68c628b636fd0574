//! Is a file from an old office computer recognised, and is a good file left in peace?

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use words::{Encoding, decode, looks_legacy, to_unicode};

const SENTENCE: &str = "Ủy ban nhân dân xã Hoa Mai đã sửa xong đường vào chợ cũ.";

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).unwrap()).collect()
}

#[test]
fn unicode_files_are_read_whatever_their_marks() {
    let utf16 = |from: fn(u16) -> [u8; 2]| SENTENCE.encode_utf16().flat_map(from).collect::<Vec<u8>>();
    let files = [
        (SENTENCE.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF", SENTENCE.as_bytes()].concat(), Encoding::Utf8Bom),
        ([b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(), Encoding::Utf16Le),
        ([b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(), Encoding::Utf16Be),
        (utf16(u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(u16::to_be_bytes), Encoding::Utf16Be),
    ];
    for (bytes, encoding) in files {
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.repaired), (SENTENCE, encoding, false));
    }
}

#[test]
fn a_file_with_separate_tones_is_joined_and_said_to_be_repaired() {
    let apart: String = SENTENCE.nfd().collect();
    let decoded = decode(apart.as_bytes()).unwrap();
    assert_eq!(decoded.text, SENTENCE);
    assert!(decoded.repaired);
}

#[test]
fn an_abc_font_text_is_recognised_and_previewed() {
    for text in ["C«ng tµc", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Söa ®\u{AD}êng vµo chî", "C«ng"] {
        assert_eq!(looks_legacy(text), Some(Encoding::Tcvn3), "{text}");
        assert_eq!(decode(text.as_bytes()), Err(Encoding::Tcvn3), "{text}");
        assert_eq!(decode(&latin1(text)), Err(Encoding::Tcvn3), "{text}");
    }
    let text = "§éc lËp - Tù do, söa ®\u{AD}êng vµo chî";
    assert_eq!(to_unicode(text.as_bytes(), Encoding::Tcvn3), "Độc lập - Tự do, sửa đường vào chợ");
    assert_eq!(to_unicode(&latin1(text), Encoding::Tcvn3), "Độc lập - Tự do, sửa đường vào chợ");
}

#[test]
fn a_vni_text_is_recognised_and_previewed() {
    for text in ["Coâng taùc", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "söûa ñöôøng vaøo chôï"] {
        assert_eq!(looks_legacy(text), Some(Encoding::Vni), "{text}");
        assert_eq!(decode(&latin1(text)), Err(Encoding::Vni), "{text}");
    }
    let text = "ÑOÄC LAÄP, ñaõ söûa ñöôøng, naêm, maët, kyõ, ñòa";
    let preview = "ĐỘC LẬP, đã sửa đường, năm, mặt, kỹ, địa";
    assert_eq!(to_unicode(text.as_bytes(), Encoding::Vni), preview);
    assert_eq!(to_unicode(&latin1(text), Encoding::Vni), preview);
}

#[test]
fn a_windows_1258_file_is_recognised_and_previewed() {
    let bytes = b"\xDD\xD2ng h\xF4\xF2 ti\xEA\xECng Vi\xEA\xF2t, s\xFD\xD2a \xF0\xFD\xF5\xCCng";
    assert_eq!(decode(bytes), Err(Encoding::Windows1258));
    assert_eq!(to_unicode(bytes, Encoding::Windows1258), "Ửng hộ tiếng Việt, sửa đường");
}

#[test]
fn good_vietnamese_and_english_texts_are_never_called_old() {
    let texts = [
        SENTENCE,
        "Bà Lê Thị Hà, thôn Đông, xã Krông Pắk",
        "là",
        "Ê Đê",
        "10 µm, 25°C, 30 m², § 5, «nga», 5 × 3, ½",
        "· Naïve café résumé – São Paulo",
        "The road to the old market, 2024",
        "Krông",
        "Hoà bình và công lý",
        "",
    ];
    for text in texts {
        assert_eq!(looks_legacy(text), None, "{text}");
        assert!(decode(text.as_bytes()).is_ok(), "{text}");
    }
}

#[test]
fn a_file_in_no_known_letters_is_called_unknown() {
    assert_eq!(decode(b"caf\xE9 na\xEFve"), Err(Encoding::Unknown));
    assert_eq!(decode(b"\x89PNG\r\n\x1A\n\x00\x00\x00\x0D"), Err(Encoding::Unknown));
}

proptest! {
    #[test]
    fn no_bytes_make_reading_fail_without_an_answer(bytes in any::<Vec<u8>>()) {
        let _ = decode(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        let _ = looks_legacy(&text);
        for from in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1258, Encoding::Tcvn3, Encoding::Vni, Encoding::Unknown] {
            let _ = to_unicode(&bytes, from);
            let _ = to_unicode(text.as_bytes(), from);
        }
    }

    #[test]
    fn latin_letters_of_any_kind_are_read_without_panic(text in "[a-zA-Z \u{A0}-\u{FF}]{0,60}") {
        let _ = looks_legacy(&text);
        let _ = to_unicode(text.as_bytes(), Encoding::Vni);
    }
}
