//! Every route with every role at both levels: a route that asks for a deed lets in exactly the roles that the table
//! allows. A new route has to have a row in `ROWS`, which says what stands in its parameters.

use axum::http::StatusCode;
use dienhong::web::{Route, routes};
use law::role::{Act as Deed, Reach, Role, reach};

use crate::app::{Answer, Town};

/// What stands in the parameters of each address that has any.
const ROWS: &[(&str, &str)] = &[
    ("/tep/{*name}", "/tep/css/tokens.css"),
    ("/tai-khoan/phien/{id}/thu-hoi", "/tai-khoan/phien/none/thu-hoi"),
    ("/nguoi-dung/vai-tro/{id}/ket-thuc", "/nguoi-dung/vai-tro/none/ket-thuc"),
    ("/viec-theo-doi/{number}", "/viec-theo-doi/NONE-1"),
    ("/viec-theo-doi/{number}/sua", "/viec-theo-doi/NONE-1/sua"),
    ("/viec-theo-doi/{number}/tra-loi", "/viec-theo-doi/NONE-1/tra-loi"),
    ("/viec-theo-doi/{number}/bao-cao", "/viec-theo-doi/NONE-1/bao-cao"),
    ("/viec-theo-doi/{number}/nhan-xet", "/viec-theo-doi/NONE-1/nhan-xet"),
    ("/viec-theo-doi/{number}/mo-lai", "/viec-theo-doi/NONE-1/mo-lai"),
    ("/viec-theo-doi/{number}/han", "/viec-theo-doi/NONE-1/han"),
    ("/viec-theo-doi/{number}/yeu-cau-giai-trinh", "/viec-theo-doi/NONE-1/yeu-cau-giai-trinh"),
    ("/viec-theo-doi/{number}/giai-trinh", "/viec-theo-doi/NONE-1/giai-trinh"),
    ("/viec-theo-doi/{number}/khong-cung-viec", "/viec-theo-doi/NONE-1/khong-cung-viec"),
    ("/viec-theo-doi/{number}/minh-chung/{evidence}", "/viec-theo-doi/NONE-1/minh-chung/none"),
    ("/don-doc/{id}", "/don-doc/none"),
    ("/don-doc/{id}/ky", "/don-doc/none/ky"),
    ("/don-doc/{id}/gui", "/don-doc/none/gui"),
    ("/don-doc/{id}/da-nhan", "/don-doc/none/da-nhan"),
    ("/don-doc/{id}/bo", "/don-doc/none/bo"),
    ("/van-ban/{id}", "/van-ban/none"),
    ("/van-ban/{id}/tep", "/van-ban/none/tep"),
    ("/van-ban/{id}/so-lieu", "/van-ban/none/so-lieu"),
    ("/van-ban/{id}/ban-hanh", "/van-ban/none/ban-hanh"),
    ("/van-ban/{id}/ghi-viec", "/van-ban/none/ghi-viec"),
    ("/van-ban/{id}/bo", "/van-ban/none/bo"),
    ("/van-ban/{id}/thay-the", "/van-ban/none/thay-the"),
    ("/van-ban/{id}/da-nhan", "/van-ban/none/da-nhan"),
    ("/van-ban/{id}/ban-ky", "/van-ban/none/ban-ky"),
    ("/van-ban/{id}/tep/{file}", "/van-ban/none/tep/none"),
    ("/van-ban/mau/{form}", "/van-ban/mau/none"),
    ("/van-ban/mau/{form}/tra-lai", "/van-ban/mau/none/tra-lai"),
    ("/van-ban/mau/{form}/tep", "/van-ban/mau/none/tep"),
    ("/van-ban/mau/{form}/bo-tep", "/van-ban/mau/none/bo-tep"),
    ("/van-ban-den/{id}", "/van-ban-den/none"),
    ("/van-ban-den/{id}/sua", "/van-ban-den/none/sua"),
    ("/van-ban-den/{id}/tep", "/van-ban-den/none/tep"),
    ("/van-ban-den/{id}/ghi-viec", "/van-ban-den/none/ghi-viec"),
    ("/van-ban-den/{id}/bao-nhan", "/van-ban-den/none/bao-nhan"),
    ("/van-ban-den/{id}/tep/{file}", "/van-ban-den/none/tep/none"),
    ("/cham-diem/khung/{frame}", "/cham-diem/khung/none"),
    ("/cham-diem/{mark}", "/cham-diem/NONE"),
    ("/cham-diem/{mark}/tep", "/cham-diem/NONE/tep"),
    ("/van-ban/{id}/lay-y-kien", "/van-ban/none/lay-y-kien"),
    ("/van-ban/{id}/gop-y", "/van-ban/none/gop-y"),
    ("/van-ban/{id}/gop-y/xu-ly", "/van-ban/none/gop-y/xu-ly"),
    ("/van-ban/{id}/thong-qua", "/van-ban/none/thong-qua"),
    ("/van-ban/{id}/mo-lai", "/van-ban/none/mo-lai"),
    ("/van-ban/{id}/chot-so-lieu", "/van-ban/none/chot-so-lieu"),
    ("/van-ban/{id}/han-che", "/van-ban/none/han-che"),
    ("/van-ban/{id}/so-sanh", "/van-ban/none/so-sanh"),
    ("/api/v1/incoming/{id}", "/api/v1/incoming/none"),
    ("/api/v1/incoming/{id}/dealing", "/api/v1/incoming/none/dealing"),
    ("/api/v1/incoming/{id}/telling", "/api/v1/incoming/none/telling"),
    ("/api/v1/incoming/{id}/corrections", "/api/v1/incoming/none/corrections"),
    ("/api/v1/papers/{id}/askings", "/api/v1/papers/none/askings"),
    ("/api/v1/papers/{id}/comments", "/api/v1/papers/none/comments"),
    ("/api/v1/papers/{id}/settlings", "/api/v1/papers/none/settlings"),
    ("/api/v1/papers/{id}/adoption", "/api/v1/papers/none/adoption"),
    ("/api/v1/papers/{id}/reopening", "/api/v1/papers/none/reopening"),
    ("/api/v1/papers/{id}/figures", "/api/v1/papers/none/figures"),
    ("/api/v1/papers/{id}", "/api/v1/papers/none"),
    ("/api/v1/papers/{id}/words", "/api/v1/papers/none/words"),
    ("/api/v1/papers/{id}/issue", "/api/v1/papers/none/issue"),
    ("/api/v1/papers/{id}/discard", "/api/v1/papers/none/discard"),
    ("/api/v1/papers/{id}/followings", "/api/v1/papers/none/followings"),
    ("/api/v1/papers/{id}/receipts", "/api/v1/papers/none/receipts"),
    ("/tai-giam-sat/{id}", "/tai-giam-sat/none"),
    ("/chuong-trinh/muc/{id}", "/chuong-trinh/muc/none"),
    ("/chuong-trinh/muc/{id}/chuyen", "/chuong-trinh/muc/none/chuyen"),
    ("/chuong-trinh/muc/{id}/trung-lap", "/chuong-trinh/muc/none/trung-lap"),
    ("/chuong-trinh/de-xuat/{id}/khong-dua-vao", "/chuong-trinh/de-xuat/none/khong-dua-vao"),
    ("/chuong-trinh/{id}/ky-hop", "/chuong-trinh/none/ky-hop"),
    ("/chuong-trinh/{id}/thong-qua", "/chuong-trinh/none/thong-qua"),
    ("/api/v1/programme-items/{id}/overlaps", "/api/v1/programme-items/none/overlaps"),
    ("/api/v1/programme-items/{id}/corrections", "/api/v1/programme-items/none/corrections"),
    ("/api/v1/programme-items/{id}/moves", "/api/v1/programme-items/none/moves"),
    ("/api/v1/programme-items/{id}/decisions", "/api/v1/programme-items/none/decisions"),
    ("/api/v1/programmes/{id}/approval", "/api/v1/programmes/none/approval"),
    ("/giam-sat/{id}", "/giam-sat/none"),
    ("/giam-sat/{id}/buoc", "/giam-sat/none/buoc"),
    ("/giam-sat/{id}/tach", "/giam-sat/none/tach"),
    ("/api/v1/supervisions/{id}/parts", "/api/v1/supervisions/none/parts"),
    ("/giam-sat/{id}/doan", "/giam-sat/none/doan"),
    ("/giam-sat/{id}/doan/{member}/roi", "/giam-sat/none/doan/none/roi"),
    ("/giam-sat/{id}/viec-khac", "/giam-sat/none/viec-khac"),
    ("/giam-sat/{id}/cau-hoi", "/giam-sat/none/cau-hoi"),
    ("/giam-sat/{id}/don-vi", "/giam-sat/none/don-vi"),
    ("/giam-sat/{id}/don-vi/{unit}", "/giam-sat/none/don-vi/none"),
    ("/giam-sat/{id}/don-vi/{unit}/doan", "/giam-sat/none/don-vi/none/doan"),
    ("/giam-sat/{id}/giay-to", "/giam-sat/none/giay-to"),
    ("/giam-sat/{id}/giay-to/{paper}", "/giam-sat/none/giay-to/none"),
    ("/giam-sat/{id}/phat-hien", "/giam-sat/none/phat-hien"),
    ("/giam-sat/{id}/ket-luan", "/giam-sat/none/ket-luan"),
    ("/giam-sat/{id}/kien-nghi", "/giam-sat/none/kien-nghi"),
    ("/api/v1/supervisions/{id}", "/api/v1/supervisions/none"),
    ("/api/v1/supervisions/{id}/steps", "/api/v1/supervisions/none/steps"),
    ("/api/v1/supervisions/{id}/members", "/api/v1/supervisions/none/members"),
    ("/api/v1/supervision-members/{id}/leaving", "/api/v1/supervision-members/none/leaving"),
    ("/api/v1/supervisions/{id}/duties", "/api/v1/supervisions/none/duties"),
    ("/api/v1/supervisions/{id}/questions", "/api/v1/supervisions/none/questions"),
    ("/api/v1/supervisions/{id}/units", "/api/v1/supervisions/none/units"),
    ("/api/v1/supervision-units/{id}/deeds", "/api/v1/supervision-units/none/deeds"),
    ("/api/v1/supervision-units/{id}/team-deeds", "/api/v1/supervision-units/none/team-deeds"),
    ("/api/v1/supervisions/{id}/papers", "/api/v1/supervisions/none/papers"),
    ("/api/v1/supervisions/{id}/findings", "/api/v1/supervisions/none/findings"),
    ("/api/v1/supervisions/{id}/conclusion", "/api/v1/supervisions/none/conclusion"),
    ("/api/v1/supervisions/{id}/recommendations", "/api/v1/supervisions/none/recommendations"),
    ("/kien-nghi/{number}", "/kien-nghi/NONE-1"),
    ("/kien-nghi/{number}/nhac-lai", "/kien-nghi/NONE-1/nhac-lai"),
    ("/kien-nghi/{number}/phan-loai", "/kien-nghi/NONE-1/phan-loai"),
    ("/kien-nghi/{number}/tra-loi-ngay", "/kien-nghi/NONE-1/tra-loi-ngay"),
    ("/kien-nghi/{number}/chuyen", "/kien-nghi/NONE-1/chuyen"),
    ("/kien-nghi/{number}/chuyen-cap", "/kien-nghi/NONE-1/chuyen-cap"),
    ("/kien-nghi/{number}/tra-loi", "/kien-nghi/NONE-1/tra-loi"),
    ("/kien-nghi/{number}/minh-chung", "/kien-nghi/NONE-1/minh-chung"),
    ("/kien-nghi/{number}/tra-lai", "/kien-nghi/NONE-1/tra-lai"),
    ("/kien-nghi/{number}/y-kien", "/kien-nghi/NONE-1/y-kien"),
    ("/kien-nghi/{number}/ket-thuc", "/kien-nghi/NONE-1/ket-thuc"),
    ("/kien-nghi/{number}/gop", "/kien-nghi/NONE-1/gop"),
    ("/kien-nghi/{number}/tach", "/kien-nghi/NONE-1/tach"),
    ("/kien-nghi/{number}/lap-lai", "/kien-nghi/NONE-1/lap-lai"),
    ("/kien-nghi/{number}/khong-lap", "/kien-nghi/NONE-1/khong-lap"),
    ("/kien-nghi/{number}/lui", "/kien-nghi/NONE-1/lui"),
    ("/kien-nghi/{number}/rut", "/kien-nghi/NONE-1/rut"),
    ("/kien-nghi/{number}/tep/{id}", "/kien-nghi/NONE-1/tep/none"),
    ("/api/v1/petitions/{number}", "/api/v1/petitions/NONE-1"),
    ("/api/v1/petitions/{number}/occurrences", "/api/v1/petitions/NONE-1/occurrences"),
    ("/api/v1/petitions/{number}/screening", "/api/v1/petitions/NONE-1/screening"),
    ("/api/v1/petitions/{number}/spot-answer", "/api/v1/petitions/NONE-1/spot-answer"),
    ("/api/v1/petitions/{number}/forwarding", "/api/v1/petitions/NONE-1/forwarding"),
    ("/api/v1/petitions/{number}/sending-outside", "/api/v1/petitions/NONE-1/sending-outside"),
    ("/api/v1/petitions/{number}/answers", "/api/v1/petitions/NONE-1/answers"),
    ("/api/v1/petitions/{number}/return", "/api/v1/petitions/NONE-1/return"),
    ("/api/v1/petitions/{number}/opinions", "/api/v1/petitions/NONE-1/opinions"),
    ("/api/v1/petitions/{number}/closing", "/api/v1/petitions/NONE-1/closing"),
    ("/api/v1/petitions/{number}/joined", "/api/v1/petitions/NONE-1/joined"),
    ("/api/v1/petitions/{number}/parted", "/api/v1/petitions/NONE-1/parted"),
    ("/api/v1/petitions/{number}/earlier", "/api/v1/petitions/NONE-1/earlier"),
    ("/api/v1/petitions/{number}/not-earlier", "/api/v1/petitions/NONE-1/not-earlier"),
    ("/api/v1/petitions/{number}/setting-back", "/api/v1/petitions/NONE-1/setting-back"),
    ("/api/v1/petitions/{number}/withdrawal", "/api/v1/petitions/NONE-1/withdrawal"),
    ("/tiep-xuc/dot/{id}", "/tiep-xuc/dot/none"),
    ("/tiep-xuc/dot/{id}/cuoc", "/tiep-xuc/dot/none/cuoc"),
    ("/tiep-xuc/dot/{id}/da-lam", "/tiep-xuc/dot/none/da-lam"),
    ("/tiep-xuc/dot/{id}/quyet-dinh", "/tiep-xuc/dot/none/quyet-dinh"),
    ("/tiep-xuc/cuoc/{id}", "/tiep-xuc/cuoc/none"),
    ("/tiep-xuc/cuoc/{id}/sua", "/tiep-xuc/cuoc/none/sua"),
    ("/tiep-xuc/cuoc/{id}/da-dien-ra", "/tiep-xuc/cuoc/none/da-dien-ra"),
    ("/tiep-xuc/cuoc/{id}/hoan", "/tiep-xuc/cuoc/none/hoan"),
    ("/tiep-xuc/cuoc/{id}/giay-moi", "/tiep-xuc/cuoc/none/giay-moi"),
    ("/tiep-xuc/cuoc/{id}/bien-ban", "/tiep-xuc/cuoc/none/bien-ban"),
    ("/tiep-xuc/cuoc/{id}/kien-nghi-truoc", "/tiep-xuc/cuoc/none/kien-nghi-truoc"),
    ("/tiep-xuc/cuoc/{id}/vao-so", "/tiep-xuc/cuoc/none/vao-so"),
    ("/tiep-xuc/cuoc/{id}/anh/{photo}", "/tiep-xuc/cuoc/none/anh/none"),
    ("/api/v1/contact-rounds/{id}", "/api/v1/contact-rounds/none"),
    ("/api/v1/contact-rounds/{id}/decision", "/api/v1/contact-rounds/none/decision"),
    ("/api/v1/contact-rounds/{id}/meetings", "/api/v1/contact-rounds/none/meetings"),
    ("/api/v1/contact-rounds/{id}/clocks-met", "/api/v1/contact-rounds/none/clocks-met"),
    ("/api/v1/voter-meetings/{id}", "/api/v1/voter-meetings/none"),
    ("/api/v1/voter-meetings/{id}/changes", "/api/v1/voter-meetings/none/changes"),
    ("/api/v1/voter-meetings/{id}/holding", "/api/v1/voter-meetings/none/holding"),
    ("/api/v1/voter-meetings/{id}/calling-off", "/api/v1/voter-meetings/none/calling-off"),
    ("/api/v1/voter-meetings/{id}/notes", "/api/v1/voter-meetings/none/notes"),
    ("/tiep-xuc/cuoc/{id}/anh", "/tiep-xuc/cuoc/none/anh"),
    ("/y-kien-cu-tri/{code}", "/y-kien-cu-tri/NONE"),
    ("/kien-nghi/{number}/cong-khai", "/kien-nghi/NONE-1/cong-khai"),
    ("/kien-nghi/{number}/mo-lai", "/kien-nghi/NONE-1/mo-lai"),
    ("/kien-nghi/{number}/ma", "/kien-nghi/NONE-1/ma"),
    ("/api/v1/petitions/{number}/publication", "/api/v1/petitions/NONE-1/publication"),
    ("/api/v1/petitions/{number}/reopening", "/api/v1/petitions/NONE-1/reopening"),
    ("/kien-nghi/nhap/{id}", "/kien-nghi/nhap/none"),
    ("/kien-nghi/nhap/{id}/dung", "/kien-nghi/nhap/none/dung"),
    ("/kien-nghi/nhap/{id}/tiep", "/kien-nghi/nhap/none/tiep"),
    ("/kien-nghi/nhap/{id}/lay-lai", "/kien-nghi/nhap/none/lay-lai"),
    ("/kien-nghi/chu-viet-tat/{id}/bo", "/kien-nghi/chu-viet-tat/none/bo"),
    ("/hoi-dong/{mark}", "/hoi-dong/NONE"),
    ("/hoi-dong/{mark}/co-quan", "/hoi-dong/NONE/co-quan"),
    ("/hoi-dong/{mark}/co-quan/{id}", "/hoi-dong/NONE/co-quan/none"),
    ("/hoi-dong/{mark}/dai-bieu", "/hoi-dong/NONE/dai-bieu"),
    ("/hoi-dong/{mark}/chuc-vu", "/hoi-dong/NONE/chuc-vu"),
    ("/hoi-dong/{mark}/ket-thuc", "/hoi-dong/NONE/ket-thuc"),
    ("/hoi-dong/{mark}/ban-giao", "/hoi-dong/NONE/ban-giao"),
    ("/nhap-du-lieu/bang/{list}", "/nhap-du-lieu/bang/dai-bieu"),
    ("/nhap-du-lieu/mau/{list}", "/nhap-du-lieu/mau/dai-bieu"),
    ("/quy-tac/{id}", "/quy-tac/none"),
    ("/quy-tac/{id}/xac-nhan", "/quy-tac/none/xac-nhan"),
    ("/api/v1/rules/{id}/reckoning", "/api/v1/rules/none/reckoning"),
    ("/api/v1/rules/{id}/confirmations", "/api/v1/rules/none/confirmations"),
    ("/api/v1/me/passes/{id}/revocation", "/api/v1/me/passes/none/revocation"),
    ("/api/v1/roles/{id}/ending", "/api/v1/roles/none/ending"),
    ("/api/v1/follow-ups/{number}", "/api/v1/follow-ups/NONE-1"),
    ("/api/v1/follow-ups/{number}/corrections", "/api/v1/follow-ups/NONE-1/corrections"),
    ("/api/v1/follow-ups/{number}/responses", "/api/v1/follow-ups/NONE-1/responses"),
    ("/api/v1/follow-ups/{number}/reports", "/api/v1/follow-ups/NONE-1/reports"),
    ("/api/v1/follow-ups/{number}/verdicts", "/api/v1/follow-ups/NONE-1/verdicts"),
    ("/api/v1/follow-ups/{number}/reopenings", "/api/v1/follow-ups/NONE-1/reopenings"),
    ("/api/v1/follow-ups/{number}/due-days", "/api/v1/follow-ups/NONE-1/due-days"),
    ("/api/v1/follow-ups/{number}/explanation-demands", "/api/v1/follow-ups/NONE-1/explanation-demands"),
    ("/api/v1/follow-ups/{number}/explanations", "/api/v1/follow-ups/NONE-1/explanations"),
    ("/api/v1/follow-ups/{number}/partings", "/api/v1/follow-ups/NONE-1/partings"),
    ("/hop-tac/{id}/y-kien", "/hop-tac/none/y-kien"),
    ("/hop-tac/{id}/trinh", "/hop-tac/none/trinh"),
    ("/api/v1/cooperation-sheets/{id}/answer", "/api/v1/cooperation-sheets/none/answer"),
    ("/api/v1/cooperation-sheets/{id}/laying", "/api/v1/cooperation-sheets/none/laying"),
    ("/chuyen-viec/{id}", "/chuyen-viec/none"),
    ("/chuyen-viec/{id}/nhan", "/chuyen-viec/none/nhan"),
    ("/chuyen-viec/{id}/khong-nhan", "/chuyen-viec/none/khong-nhan"),
    ("/chuyen-viec/{id}/rut", "/chuyen-viec/none/rut"),
    ("/viec-theo-doi/{number}/chuyen", "/viec-theo-doi/NONE-1/chuyen"),
    ("/api/v1/transfers/{id}", "/api/v1/transfers/none"),
    ("/api/v1/transfers/{id}/acceptance", "/api/v1/transfers/none/acceptance"),
    ("/api/v1/transfers/{id}/refusal", "/api/v1/transfers/none/refusal"),
    ("/api/v1/transfers/{id}/withdrawal", "/api/v1/transfers/none/withdrawal"),
    ("/api/v1/follow-ups/{number}/transfers", "/api/v1/follow-ups/NONE-1/transfers"),
    ("/api/v1/urgings/{id}/sign-offs", "/api/v1/urgings/none/sign-offs"),
    ("/api/v1/urgings/{id}/dispatches", "/api/v1/urgings/none/dispatches"),
    ("/api/v1/urgings/{id}/acknowledgements", "/api/v1/urgings/none/acknowledgements"),
    ("/api/v1/urgings/{id}/discards", "/api/v1/urgings/none/discards"),
    ("/api/v1/resupervisions/{id}", "/api/v1/resupervisions/none"),
    ("/api/v1/councils/{mark}", "/api/v1/councils/NONE"),
    ("/api/v1/councils/{mark}/bodies", "/api/v1/councils/NONE/bodies"),
    ("/api/v1/bodies/{id}/changes", "/api/v1/bodies/none/changes"),
    ("/api/v1/councils/{mark}/deputies", "/api/v1/councils/NONE/deputies"),
    ("/api/v1/councils/{mark}/positions", "/api/v1/councils/NONE/positions"),
    ("/api/v1/councils/{mark}/ending", "/api/v1/councils/NONE/ending"),
    ("/api/v1/councils/{mark}/handovers", "/api/v1/councils/NONE/handovers"),
    ("/api/v1/councils/{mark}/supervision-records", "/api/v1/councils/NONE/supervision-records"),
];

/// Acts that would take the person's own pass away in the middle of the test.
const LAST: &[&str] = &["/dang-xuat"];

fn address(route: &Route) -> String {
    if !route.path.contains('{') {
        return route.path.to_owned();
    }
    ROWS.iter()
        .find(|(path, _)| *path == route.path)
        .unwrap_or_else(|| panic!("{} {} has no row in ROWS", route.method, route.path))
        .1
        .to_owned()
}

#[tokio::test]
async fn every_route_lets_in_exactly_the_roles_of_the_table() {
    let town = Town::on("2024-06-20");
    for mark in ["BG", "HK"] {
        for role in Role::ALL {
            let person = town.person(role.as_str(), mark);
            for route in routes().list.iter().filter(|route| !LAST.contains(&route.path)) {
                let address = address(route);
                let answer = if route.method == "GET" {
                    person.opens(&address).await
                } else if route.path.starts_with("/api/") {
                    person.sends(&address, &serde_json::json!({})).await
                } else {
                    person.submits(&address, &[]).await
                };
                let allowed = route.deed.is_none_or(|deed| reach(*role, deed) != Reach::Nothing);
                assert_eq!(
                    answer.status != StatusCode::FORBIDDEN,
                    allowed,
                    "{} {} as {} of {mark}: {}",
                    route.method,
                    route.path,
                    role.as_str(),
                    answer.status
                );
                assert!(answer.status.as_u16() < 500, "{} {}: {}", route.method, route.path, answer.text);
            }
        }
    }
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_and_a_program_is_told() {
    let town = Town::on("2024-06-20");
    let _clerk = town.person("clerk", "BG");
    for route in routes().list.iter().filter(|route| route.deed.is_some()) {
        let answer: Answer = town.stranger(route.method, &address(route)).await;
        if route.path.starts_with("/api/") {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", route.path);
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", route.path);
            assert!(answer.location.starts_with("/dang-nhap"), "{}", route.path);
        }
    }
}

#[tokio::test]
async fn the_upper_council_reads_lower_ones_and_a_lower_one_never_its_neighbour() {
    let town = Town::on("2024-06-20");
    let (district, hong_khe, co_bi) =
        (town.person("clerk", "BG"), town.person("clerk", "HK"), town.person("clerk", "CB"));
    let number = hong_khe.records(&town, "HK", "Sửa nhà văn hóa thôn Đông", "2024-07-20").await;
    assert_eq!(district.opens(&format!("/viec-theo-doi/{number}")).await.status, StatusCode::OK);
    assert_eq!(co_bi.opens(&format!("/viec-theo-doi/{number}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(co_bi.opens("/viec-theo-doi?hdnd=HK").await.status, StatusCode::NOT_FOUND);
    assert_eq!(co_bi.opens("/viec-theo-doi?hdnd=BG").await.status, StatusCode::NOT_FOUND);
    // Reading is not writing: the district may not report on, or correct, what a commune is owed.
    assert_eq!(district.reports(&number, "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_unit_sees_what_it_owes_to_any_council_and_nothing_else() {
    let town = Town::on("2024-06-20");
    let (clerk, unit) = (town.person("clerk", "BG"), town.person("unit", "BG"));
    let own = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-28").await;
    let other = clerk
        .sends(
            "/api/v1/follow-ups",
            &serde_json::json!({
                "origin": "conclusion", "words": "Việc của phòng", "lead": town.body("BG", "Phòng Tài nguyên BG"),
            }),
        )
        .await
        .number();
    assert_eq!(unit.opens(&format!("/viec-theo-doi/{own}")).await.status, StatusCode::OK);
    assert_eq!(unit.opens(&format!("/viec-theo-doi/{other}")).await.status, StatusCode::NOT_FOUND);
    let list = unit.opens("/api/v1/follow-ups").await.json();
    assert_eq!(list["follow_ups"].as_array().expect("rows").len(), 1);
}

#[tokio::test]
async fn access_ends_with_the_mandate() {
    let town = Town::on("2024-06-20");
    let (clerk, admin) = (town.person("clerk", "BG"), town.person("administrator", "BG"));
    assert_eq!(clerk.opens("/viec-theo-doi").await.status, StatusCode::OK);
    let accounts = admin.opens("/api/v1/accounts").await.json();
    let role =
        accounts["accounts"].as_array().expect("rows").iter().find(|line| line["role"] == "clerk").expect("the clerk")
            ["role_id"]
            .as_str()
            .expect("an id")
            .to_owned();
    let ended = admin.sends(&format!("/api/v1/roles/{role}/ending"), &serde_json::json!({ "to": "2024-06-30" })).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
    assert_eq!(clerk.opens("/viec-theo-doi").await.status, StatusCode::OK, "the last day still counts");
    town.days_pass(11);
    assert_eq!(clerk.opens("/viec-theo-doi").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_pass_revoked_on_the_own_page_opens_nothing_any_more() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let me = clerk.opens("/api/v1/me").await.json();
    let pass = me["passes"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(clerk.submits(&format!("/tai-khoan/phien/{pass}/thu-hoi"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(clerk.opens("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn every_api_route_is_described_and_every_body_has_a_schema() {
    let document = dienhong::web::openapi::describe();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    for route in routes().list.iter().filter(|route| route.path.starts_with("/api/v1/")) {
        let described = &document["paths"][route.path][route.method.to_lowercase()];
        assert!(described.is_object(), "{} {}", route.method, route.path);
        if let Some(body) = route.body {
            assert!(schemas.contains_key(body), "{} names {body}", route.path);
        }
        if route.method == "POST" {
            assert!(route.body.is_some(), "{} says what it takes", route.path);
        }
    }
    assert!(reach(Role::Clerk, Deed::Judge) == Reach::Nothing);
}
