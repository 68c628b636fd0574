//! Actors: a district council with two communes on a standing day, people who sign in and do things.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dienhong::app::{App, Config};
use dienhong::clock::{Clock, instant};
use dienhong::councils::{self, NewCouncil, store, units};
use dienhong::db::Target;
use dienhong::db::act::Act;
use dienhong::people::{self, Member, NewAccount, passes};
use http_body_util::BodyExt as _;
use law::day::Day;
use serde_json::{Value, json};
use tower::ServiceExt as _;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// An installation of its own.
pub struct Town {
    pub app: Arc<App>,
    pub folder: std::path::PathBuf,
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Somebody with a pass.
#[derive(Clone)]
pub struct Person {
    pub app: Arc<App>,
    pub token: String,
    pub account: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub text: String,
    pub bytes: Vec<u8>,
    pub location: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn number(&self) -> String {
        assert_eq!(self.status, StatusCode::CREATED, "{}", self.text);
        self.json()["number"].as_str().expect("a number").to_owned()
    }
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A fresh place to keep records, on the engine that the run names.
pub fn fresh_place() -> (std::path::PathBuf, Target) {
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("dienhong-{}-{n}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let target = match std::env::var("DIENHONG_TEST_POSTGRES") {
        Ok(url) => postgres(&url, &name.replace('-', "_")),
        Err(_) => Target::from(None, &folder),
    };
    (folder, target)
}

#[cfg(feature = "postgres")]
fn postgres(url: &str, name: &str) -> Target {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection};
    let mut admin = PgConnection::establish(url).expect("the test server");
    admin
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))
        .and_then(|()| admin.batch_execute(&format!("CREATE DATABASE {name}")))
        .expect("a database");
    let (server, _) = url.rsplit_once('/').expect("a database in the address");
    Target::Postgres(format!("{server}/{name}"))
}

#[cfg(not(feature = "postgres"))]
fn postgres(_: &str, _: &str) -> Target {
    panic!("built without PostgreSQL")
}

impl Town {
    /// A district "BG" with communes "HK" and "CB", on a day.
    pub fn on(today: &str) -> Self {
        Self::with(today, |_| {})
    }

    /// The same, with something changed before anything is done with it.
    pub fn with(today: &str, change: impl FnOnce(&mut App)) -> Self {
        let (folder, target) = fresh_place();
        let mut app = App::open(&folder, &target, Config::default()).expect("opens");
        app.clock = Clock::standing(day(today));
        change(&mut app);
        let town = Self { app: Arc::new(app), folder };
        town.found();
        town
    }

    fn found(&self) {
        let operator = Arc::new(Member::operator());
        self.app
            .act_here(&operator, |act: &mut Act| {
                let rows: Vec<Vec<String>> = [
                    "province_code,province_name,province_name_en,commune_code,commune_name,commune_full_name,commune_full_name_en,commune_type",
                    "31,Thành phố Hải Phòng,Hai Phong City,10966,Bình Giang,Xã Bình Giang,Binh Giang Commune,commune",
                    "31,Thành phố Hải Phòng,Hai Phong City,10945,Kẻ Sặt,Xã Kẻ Sặt,Ke Sat Commune,commune",
                    "31,Thành phố Hải Phòng,Hai Phong City,10972,Đường An,Xã Đường An,Duong An Commune,commune",
                ]
                .iter()
                .map(|line| line.split(',').map(str::to_owned).collect())
                .collect();
                units::import(act, &rows, "test").map(drop)
            })
            .expect("units");
        let found = |mark: &'static str, name: &'static str, unit: &'static str, upper: Option<String>| {
            self.app
                .act_here(&operator, move |act: &mut Act| {
                    let level = if upper.is_some() { "commune" } else { "province" };
                    let unit_id = store::unit_by_code(act.db, unit, level, "2025-07-01")?.expect("the unit");
                    let new = NewCouncil {
                        unit_id,
                        mark: mark.into(),
                        name: name.into(),
                        level: "commune".into(),
                        term: "2021–2026".into(),
                        starts_on: "2021-07-01".into(),
                        ends_on: None,
                        upper_id: upper.clone(),
                        illustration: None,
                    };
                    let bodies = [
                        ("standing_committee", format!("Thường trực {name}")),
                        ("peoples_committee", format!("UBND {mark}")),
                        ("department", format!("Phòng Tài nguyên {mark}")),
                    ];
                    let (id, bodies) = councils::found(act, &new, &bodies)?;
                    Ok((id, bodies))
                })
                .expect("a council")
        };
        let (upper, _) = found("BG", "HĐND huyện Bình Giang", "31", None);
        found("HK", "HĐND xã Hồng Khê", "10966", Some(upper.clone()));
        found("CB", "HĐND xã Cổ Bì", "10945", Some(upper));
    }

    /// The id of a council.
    pub fn council(&self, mark: &str) -> String {
        self.app.store.read_here(|db| store::by_mark(db, mark)).expect("read").expect("the council").id
    }

    /// The id of a body by its name.
    pub fn body(&self, mark: &str, name: &str) -> String {
        let council = self.council(mark);
        self.app
            .store
            .read_here(|db| store::bodies_of(db, &council))
            .expect("read")
            .into_iter()
            .find(|body| body.name == name)
            .unwrap_or_else(|| panic!("no body {name}"))
            .id
    }

    /// Somebody with a role in a council; a unit's person answers for that council's People's Committee.
    pub fn person(&self, role: &str, mark: &str) -> Person {
        let body = if role == "unit" { self.body(mark, &format!("UBND {mark}")) } else { String::new() };
        let council_id = self.council(mark);
        let new = NewAccount {
            sign_in: format!("{role}.{}.{}", mark.to_lowercase(), COUNT.fetch_add(1, Ordering::Relaxed)),
            name: format!("Người {role} {mark}"),
            title: String::new(),
            password: "mat-khau-du-dai".into(),
            council: mark.into(),
            role: role.into(),
            body,
            from: "2021-07-01".into(),
            to: String::new(),
        };
        let operator = Arc::new(Member::operator());
        let account = self
            .app
            .act_here(&operator, move |act: &mut Act| {
                // One hash serves all: hashing is slow on purpose and is tested elsewhere.
                let id = people::open_account_hashed(act, &new, &council_id, "no password")?;
                act.record(&council_id, "account_opened", &id, &json!({}))?;
                Ok(id)
            })
            .expect("an account");
        self.comes_as(account)
    }

    fn comes_as(&self, account: String) -> Person {
        let operator = Arc::new(Member::operator());
        let token = self
            .app
            .act_here(&operator, {
                let account = account.clone();
                move |act: &mut Act| passes::open(act, &account, passes::Kind::Token, "")
            })
            .expect("a pass");
        Person { app: Arc::clone(&self.app), token, account }
    }

    /// The same person, with a further role in another council.
    pub fn also(&self, person: &Person, role: &'static str, mark: &str) -> Person {
        let (account, council) = (person.account.clone(), self.council(mark));
        let operator = Arc::new(Member::operator());
        self.app
            .act_here(&operator, {
                let account = account.clone();
                move |act: &mut Act| {
                    people::add_role_rows(act, &account, &council, role)?;
                    act.record(&council, "account_opened", &account, &json!({}))
                }
            })
            .expect("a role");
        self.comes_as(account)
    }

    /// Somebody with access to the machine, as a clerk of a council.
    pub fn operator(&self, mark: &str) -> Arc<Member> {
        let held =
            dienhong::people::Held { council_id: self.council(mark), body_id: None, role: law::role::Role::Clerk };
        Arc::new(Member { roles: vec![held], ..Member::operator() })
    }

    /// Days go by; the sweep runs once at the end, as after a standstill.
    pub fn days_pass(&self, days: i32) {
        let today = self.app.clock.today();
        let later = today.checked_add(jiff::Span::new().days(days)).expect("a day");
        self.app.clock.move_to(instant(later, 9, 0));
    }

    /// Sweeps.
    pub fn sweeps(&self) -> dienhong::deadlines::Swept {
        dienhong::deadlines::sweep(&self.app).expect("the sweep")
    }

    /// Somebody without a pass.
    pub fn nobody(&self) -> Person {
        Person { app: Arc::clone(&self.app), token: String::new(), account: String::new() }
    }

    /// Sends a request without a pass.
    pub async fn stranger(&self, method: &str, path: &str) -> Answer {
        send(&self.app, method, path, "", "", Body::empty()).await
    }
}

async fn send(app: &Arc<App>, method: &str, path: &str, token: &str, media: &str, body: Body) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if !media.is_empty() {
        request = request.header(header::CONTENT_TYPE, media);
    }
    let request = request.body(body).expect("a request");
    let response = dienhong::web::service(app).oneshot(request).await.expect("an answer");
    let status = response.status();
    let location =
        response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    Answer { status, text: String::from_utf8_lossy(&bytes).into_owned(), bytes: bytes.to_vec(), location }
}

impl Person {
    /// Opens a page or list.
    pub async fn opens(&self, path: &str) -> Answer {
        send(&self.app, "GET", path, &self.token, "", Body::empty()).await
    }

    /// Sends JSON.
    pub async fn sends(&self, path: &str, body: &Value) -> Answer {
        send(&self.app, "POST", path, &self.token, "application/json", Body::from(body.to_string())).await
    }

    /// Sends a form.
    pub async fn submits(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            form.append_pair(name, value);
        }
        let media = "application/x-www-form-urlencoded";
        send(&self.app, "POST", path, &self.token, media, Body::from(form.finish())).await
    }

    /// Sends a form with a file.
    pub async fn uploads(&self, path: &str, fields: &[(&str, &str)], name: &str, content: &[u8]) -> Answer {
        const EDGE: &str = "----ranh-gioi";
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes());
        body.extend_from_slice(content);
        body.extend(format!("\r\n--{EDGE}--\r\n").bytes());
        let media = format!("multipart/form-data; boundary={EDGE}");
        send(&self.app, "POST", path, &self.token, &media, Body::from(body)).await
    }

    /// Writes a follow-up down that the council's People's Committee owes, due on a day. Returns its number.
    pub async fn records(&self, town: &Town, mark: &str, words: &str, due_on: &str) -> String {
        let body = json!({
            "council": mark, "origin": "recommendation", "words": words, "source": "Kết luận giám sát rác thải",
            "source_on": "2024-03-12", "lead": town.body(mark, &format!("UBND {mark}")), "lead_words": "UBND",
            "product": "Biên bản nghiệm thu", "due_on": due_on,
        });
        self.sends("/api/v1/follow-ups", &body).await.number()
    }

    /// Brings a table of petitions, looks at it, and takes it in as guessed. Returns where its progress is shown.
    pub async fn takes_in(&self, name: &str, content: &[u8], typed: &[(&str, &str)]) -> String {
        let looked = self.uploads("/kien-nghi/nhap", &[&[("hdnd", "BG")], typed].concat(), name, content).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
        let page = &looked.text;
        let mut fields: Vec<(String, String)> = ["hash", "seal", "name", "columns"]
            .iter()
            .map(|name| ((*name).to_owned(), hidden_field(page, name).to_owned()))
            .collect();
        let count: usize = fields[3].1.parse().expect("a number");
        for at in 0..count {
            let name = format!("col_{at}");
            let from = page.find(&format!("name=\"{name}\"")).expect("a column");
            let chosen = page[from..].split("</select>").next().expect("its choices").split(" selected").next();
            let value =
                chosen.and_then(|before| before.rsplit("value=\"").next()).expect("chosen").trim_end_matches('"');
            fields.push((name, value.to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let started = self.submits("/kien-nghi/nhap/luu", &[&[("hdnd", "BG")], &fields[..], typed].concat()).await;
        assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text);
        started.location
    }

    /// Waits until a page says some words.
    pub async fn reaches(&self, at: &str, words: &str) -> String {
        for _ in 0..6000 {
            let page = self.opens(at).await.text;
            if page.contains(words) {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("never {words}: {}", self.opens(at).await.text)
    }

    /// Reports on a follow-up, with a piece of evidence.
    pub async fn reports(&self, number: &str, kind: &str) -> Answer {
        let body = json!({
            "words": "Đã nạo vét xong tuyến mương", "kind": kind,
            "files": [{ "name": "bien-ban.txt", "content": "YmnDqm4gYuG6o24=" }],
        });
        self.sends(&format!("/api/v1/follow-ups/{number}/reports"), &body).await
    }

    /// Judges.
    pub async fn judges(&self, number: &str, verdict: &str, words: &str) -> Answer {
        let body = json!({ "verdict": verdict, "words": words });
        self.sends(&format!("/api/v1/follow-ups/{number}/verdicts"), &body).await
    }

    /// Reads a follow-up.
    pub async fn reads(&self, number: &str) -> Value {
        let answer = self.opens(&format!("/api/v1/follow-ups/{number}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }
}

/// What a page holds in a hidden field.
pub fn hidden_field<'a>(page: &'a str, name: &str) -> &'a str {
    let from = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name} in {page}"));
    let from = from + name.len() + 15;
    &page[from..from + page[from..].find('"').expect("an end")]
}

/// The words of a DOCX.
pub fn words_of_docx(bytes: &[u8]) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut words = String::new();
    archive.by_name("word/document.xml").expect("a part").read_to_string(&mut words).expect("text");
    words
}
