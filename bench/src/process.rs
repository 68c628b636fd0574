//! The product as a process of its own: started, watched, ended.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server in a process of its own.
pub struct Served {
    child: Child,
    /// Its address.
    pub address: String,
}

impl Served {
    /// Starts it on a free port and waits until it answers.
    pub fn start(program: &Path, arguments: &[&str]) -> Result<Self, String> {
        let free = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let address = free.local_addr().map_err(|error| error.to_string())?.to_string();
        drop(free);
        let child = Command::new(program)
            .args(arguments)
            .args(["--listen", &address])
            .env("DIENHONG_LOG", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let served = Self { child, address };
        for _ in 0..4000 {
            if std::net::TcpStream::connect(&served.address).is_ok() {
                return Ok(served);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err("the server did not answer".into())
    }

    /// Lets the first sweep end.
    pub fn settle(&self) {
        let mut last = self.cpu();
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(500));
            let now = self.cpu();
            if now - last < 0.005 {
                return;
            }
            last = now;
        }
    }

    /// CPU seconds so far, in user and system mode.
    pub fn cpu(&self) -> f64 {
        cpu_of(&self.child.id().to_string())
    }

    /// Resident memory in bytes.
    pub fn resident(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// The most that was resident.
    pub fn peak(&self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(&self, key: &str) -> u64 {
        let Ok(file) = std::fs::File::open(format!("/proc/{}/status", self.child.id())) else { return 0 };
        BufReader::new(file)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix(key)?.trim().split(' ').next()?.parse::<u64>().ok())
            .map_or(0, |kilobytes| kilobytes * 1024)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A bearer token for an account.
pub fn token(program: &Path, data: &Path, database: Option<&str>, user: &str) -> Result<String, String> {
    let output = Command::new(program)
        .args(["token", "create", "--user", user, "--data"])
        .arg(data)
        .args(database.map(|url| ["--database", url]).into_iter().flatten())
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// CPU seconds so far of every PostgreSQL process of this machine.
pub fn postgres_cpu() -> f64 {
    let Ok(entries) = std::fs::read_dir("/proc") else { return 0.0 };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .filter(|id| {
            std::fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.trim().starts_with("postgres"))
        })
        .map(|id| cpu_of(&id))
        .sum()
}

/// CPU seconds so far of a process, in user and system mode.
fn cpu_of(id: &str) -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The name in brackets may hold blanks: fields are counted after it.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let tick = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (tick(11) + tick(12)) / TICKS
}
