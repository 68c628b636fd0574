//! Six reports that councils published, rebuilt: petitions made to the published counts come in through the table that offices
//! send, and the program's own tables give the published numbers back. Who published them stands with each; the petitions
//! themselves are invented.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Person, Town};

/// So many petitions alike: level, field, class of the answer (empty where it is not answered).
type Alike = (usize, &'static str, &'static str, &'static str);

const WORDS: &[&str] = &["sửa đường", "nạo vét kênh", "lắp điện chiếu sáng", "xây nhà văn hóa", "giải quyết chế độ"];

/// A table as an office sends it.
fn sheet(received: &str, answered: &str, all: &[Alike]) -> String {
    let mut text = "TT;Nội dung kiến nghị;Địa phương;Lĩnh vực;Cấp thẩm quyền;Cơ quan giải quyết;Ngày tiếp nhận;Văn bản trả lời;Ngày trả lời;Nội dung trả lời;Phân loại trả lời;Thời hạn hoàn thành\n".to_owned();
    let mut n = 0;
    for (count, level, topic, class) in all {
        for _ in 0..*count {
            n += 1;
            let asked = format!("Đề nghị {} tuyến minh họa số {n}", WORDS[n % WORDS.len()]);
            let answer = match *class {
                "" => ";;;;".to_owned(),
                class => format!("Số {n}/BC-UBND;{answered};Đã trả lời nội dung số {n};{class};31/12/2027"),
            };
            let _ = writeln!(text, "{n};{asked};thôn {n}, xã Mẫu Tâm;{topic};{level};UBND BG;{received};{answer}");
        }
    }
    text
}

async fn taken_in(clerk: &Person, sheet: &str) {
    let at = clerk.takes_in("bao-cao.csv", sheet.as_bytes(), &[]).await;
    clerk.reaches(&at, "đã nhập xong").await;
}

/// A table of the program as CSV: the numbers by the name of the row.
async fn table(clerk: &Person, period: &str, id: &str) -> BTreeMap<String, Vec<i64>> {
    let file = clerk.opens(&format!("/bao-cao/tep?{period}&so=bang-{id}&dang=csv")).await;
    assert_eq!(file.status, StatusCode::OK, "{id}: {}", file.text);
    let rows = file.text.lines().filter_map(|line| {
        // Names hold commas, numbers do not: the numbers are read from the end.
        let (mut name, mut numbers) = (line, Vec::new());
        while let Some((before, cell)) = name.rsplit_once([';', ',']) {
            let Ok(number) = cell.parse() else { break };
            numbers.insert(0, number);
            name = before;
        }
        (!numbers.is_empty()).then(|| (name.trim_matches(['"', '\u{feff}']).to_owned(), numbers))
    });
    rows.collect()
}

async fn figure(clerk: &Person, period: &str, id: &str) -> i64 {
    let told = clerk.opens(&format!("/api/v1/figures?{period}&so={id}")).await.json();
    let records = told["records"].as_array().expect("records").len();
    let number = told["number"].as_i64().expect("a number");
    assert!(told["source"].is_string() || i64::try_from(records) == Ok(number), "{id}: {number} of {records} records");
    number
}

/// Báo cáo giám sát kết quả giải quyết kiến nghị, kỳ họp thứ 7, HĐND tỉnh Thái Nguyên (2022).
#[tokio::test]
async fn thai_nguyen_session_7() {
    let town = Town::on("2022-09-01");
    let clerk = town.person("clerk", "BG");
    let all = [
        (13, "Trung ương", "Giao thông", ""),
        (18, "Tỉnh", "Giao thông", "Đã giải quyết xong"),
        (37, "Tỉnh", "Giao thông", "Giải trình"),
        (38, "Tỉnh", "Giao thông", "Đang giải quyết"),
        (19, "Huyện", "Giao thông", ""),
    ];
    taken_in(&clerk, &sheet("05/6/2022", "20/7/2022", &all)).await;
    let period = "hdnd=BG&tu=2022-01-01&den=2022-08-31";
    let levels = table(&clerk, period, "petitions-by-level").await;
    assert_eq!(levels["Cộng"][0], 125);
    assert_eq!(levels["trung ương"][0], 13);
    assert_eq!(levels["cấp tỉnh"][..5], [93, 93, 18, 37, 38], "received, answered, done, explained, in progress");
    assert_eq!(levels["cấp huyện (trước 01/7/2025)"][0], 19);
    assert_eq!(figure(&clerk, period, "explained/competence=province").await, 37);
}

/// Báo cáo 783/BC-UBND ngày 03/12/2022, kỳ họp thứ 9, tỉnh Bắc Kạn. Irrigation and the irrigation company share no field here.
#[tokio::test]
async fn bac_kan_session_9() {
    let town = Town::on("2022-12-10");
    let clerk = town.person("clerk", "BG");
    let done = "Đã giải quyết xong";
    let all = [
        (13, "Tỉnh", "Chính sách xã hội", done),
        (46, "Tỉnh", "Giao thông", done),
        (12, "Tỉnh", "Nông nghiệp", done),
        (12, "Tỉnh", "Đất đai", done),
        (18, "Tỉnh", "Điện", done),
        (7, "Tỉnh", "Giáo dục", done),
        (1, "Tỉnh", "Thủy lợi", done),
        (6, "Tỉnh", "Thủy lợi", "Giải trình"),
        (8, "Tỉnh", "Kinh tế", "Giải trình"),
        (16, "Tỉnh", "Kinh tế", "Đang giải quyết"),
    ];
    taken_in(&clerk, &sheet("05/10/2022", "01/12/2022", &all)).await;
    let period = "hdnd=BG&tu=2022-01-01&den=2022-12-10";
    let topics = table(&clerk, period, "petitions-by-topic").await;
    let received: Vec<i64> = topics.iter().filter(|(name, _)| *name != "Cộng").map(|(_, numbers)| numbers[0]).collect();
    assert_eq!((received.iter().sum::<i64>(), topics["Cộng"][0]), (139, 139));
    let of = |begun: &str| topics.iter().find(|(name, _)| name.starts_with(begun)).expect("a row").1[0];
    let fields = ["Chính sách", "Giao thông", "Nông nghiệp", "Đất đai", "Điện", "Giáo dục", "Thủy lợi", "Kinh tế"];
    assert_eq!(fields.map(of), [13, 46, 12, 12, 18, 7, 7, 24]);
    assert_eq!(topics["Cộng"][1..5], [139, 109, 14, 16], "answered, done, not for objective reasons, in hand");
}

/// Giám sát kết quả giải quyết kiến nghị của cử tri, kỳ họp thứ 11, HĐND tỉnh Bình Dương (2023): 71,28 %.
#[tokio::test]
async fn binh_duong_session_11() {
    let town = Town::on("2023-12-01");
    let clerk = town.person("clerk", "BG");
    let all = [(144, "Tỉnh", "Giao thông", "Đã giải quyết xong"), (58, "Tỉnh", "Môi trường", "Đang giải quyết")];
    taken_in(&clerk, &sheet("05/9/2023", "01/11/2023", &all)).await;
    let period = "hdnd=BG&tu=2023-01-01&den=2023-12-01";
    let received = figure(&clerk, period, "petitions").await;
    assert_eq!((received, figure(&clerk, period, "answered").await), (202, 202), "all taken up");
    assert_eq!(figure(&clerk, period, "answered-done").await, 144);
    let page = clerk.opens(&format!("/bao-cao?{period}")).await.text;
    assert!(page.contains("71,3%"), "one place after the comma");
}

/// Báo cáo kết quả giám sát việc giải quyết kiến nghị, kỳ họp thứ 5, HĐND tỉnh Ninh Bình (2017): five classes of answers.
#[tokio::test]
async fn ninh_binh_session_5() {
    let town = Town::on("2021-12-20");
    let clerk = town.person("clerk", "BG");
    let all = [
        (4, "Tỉnh", "Giao thông", "Đã giải quyết xong"),
        (5, "Tỉnh", "Giao thông", "Đang giải quyết"),
        (17, "Tỉnh", "Giao thông", "Tiếp thu, có lộ trình"),
        (8, "Tỉnh", "Giao thông", "Tiếp thu, chưa có lộ trình"),
        (7, "Tỉnh", "Giao thông", "Tiếp thu, chưa có văn bản"),
    ];
    taken_in(&clerk, &sheet("05/9/2021", "01/12/2021", &all)).await;
    let classes = table(&clerk, "hdnd=BG&tu=2021-07-01&den=2021-12-20", "petitions-by-class").await;
    let of = |begun: &str| classes.iter().find(|(name, _)| name.starts_with(begun)).map(|(_, numbers)| numbers[0]);
    let named = [
        "Đã giải quyết xong",
        "Đang giải quyết",
        "Tiếp thu, có văn bản chỉ đạo, có lộ trình",
        "Tiếp thu, có văn bản chỉ đạo nhưng",
        "Tiếp thu nhưng",
    ];
    assert_eq!(named.map(of), [4, 5, 17, 8, 7].map(Some), "{classes:?}");
    assert_eq!(classes["Cộng"], [41]);
}

/// Kiến nghị của cử tri gửi kỳ họp thứ 6, HĐND tỉnh Kon Tum (2024), theo Ban thẩm tra.
#[tokio::test]
async fn kon_tum_session_6() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let all = [
        (40, "Tỉnh", "Giao thông", ""),
        (36, "Tỉnh", "Đất đai", ""),
        (3, "Tỉnh", "An ninh", ""),
        (5, "Tỉnh", "Giáo dục", ""),
    ];
    taken_in(&clerk, &sheet("05/4/2024", "", &all)).await;
    let committees = table(&clerk, "hdnd=BG&tu=2024-01-01&den=2024-06-20", "petitions-by-committee").await;
    let of = |name: &str| committees[name][0];
    assert_eq!(
        (of("Kinh tế - ngân sách"), of("Pháp chế"), of("Văn hóa - xã hội"), of("Cộng")),
        (76, 3, 5, 84),
        "{committees:?}"
    );
}

/// HĐND xã Phú Vang (thành phố Huế), 01/7/2025 – 3/2026.
#[tokio::test]
async fn phu_vang_first_nine_months() {
    let town = Town::on("2026-04-01");
    let clerk = town.person("clerk", "BG");
    taken_in(&clerk, &sheet("05/10/2025", "", &[(59, "Xã", "Giao thông", "")])).await;
    let entered: Vec<_> = [("sessions", "4"), ("sessions-regular", "3"), ("resolutions", "19"), ("receptions", "99")]
        .into_iter()
        .map(|(indicator, number)| {
            json!({ "indicator": indicator, "first": "2025-07-01", "last": "2026-03-31", "number": number,
                    "source": "Báo cáo chín tháng của HĐND xã" })
        })
        .collect();
    let sent = clerk.sends("/api/v1/figures", &json!({ "council": "BG", "figures": entered })).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let period = "hdnd=BG&tu=2025-07-01&den=2026-03-31";
    let mut told = Vec::new();
    for id in ["sessions", "sessions-regular", "resolutions", "petitions", "receptions"] {
        told.push(figure(&clerk, period, id).await);
    }
    assert_eq!(told, [4, 3, 19, 59, 99]);
    // The report of these months says the same.
    let new = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2025-07-01:2026-03-31" });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let paper = clerk.opens(&format!("/van-ban/{id}")).await.text;
    for words in [">59</a> kiến nghị", ">4</a> kỳ", ">19</a> nghị quyết", ">99</a> ngày"] {
        assert!(paper.contains(words), "{words}: {paper}");
    }
}
