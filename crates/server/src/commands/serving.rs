//! `serve` and `demo`.

use std::io::Write as _;
use std::sync::Arc;

use super::{Ended, Ending, Place, Voice};
use crate::app::{App, Config};
use crate::councils;
use crate::demo::View;
use crate::people;
use crate::trouble::Trouble;
use crate::{deadlines, demo, setup, web};

/// Serves the pages until it is told to stop.
pub fn serve(place: &Place, listen: &str, https: bool, voice: &Voice) -> Ended {
    start_log();
    let w = &voice.w;
    let address: std::net::SocketAddr = listen.parse().map_err(|_| Ending::Unable(w.s("cmd-bad-address", listen)))?;
    // Named first and by itself, so that a bad rulebook is met with its file, line and reason.
    crate::app::Law::read(&place.data).map_err(|fault| Ending::Unable(w.s("cmd-bad-rulebook", fault)))?;
    let mut app = App::open(&place.data, &place.target(), Config { https, setup_code: None })
        .map_err(|trouble| voice.unable(&trouble))?;
    let accounts = app.store.read_here(people::store::count_accounts).map_err(|trouble| voice.unable(&trouble))?;
    if accounts == 0 {
        app.config.setup_code = Some(setup::one_time_code());
    }
    let app = Arc::new(app);
    if accounts == 0 {
        // The set-up begins with the choice of one's unit, so the list has to be there.
        let known = app.store.read_here(|db| councils::store::count_units(db, "commune"));
        if known.map_err(|trouble| voice.unable(&trouble))? == 0 {
            app.act_here(&Arc::new(people::Member::operator()), councils::units::import_shipped)
                .map_err(|trouble| voice.unable(&trouble))?;
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(24)
        .build()
        .map_err(|error| voice.unable(&Trouble::from(error)))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(|error| Ending::Unable(w.st("cmd-cannot-listen", listen, error.to_string())))?;
        let shown = listener.local_addr().map_or_else(|_| listen.to_owned(), |address| address.to_string());
        say!("{}", w.s("cmd-serving", format!("http://{shown}")));
        if let Some(code) = &app.config.setup_code {
            say!("{}", w.st("cmd-setup-code", format!("http://{shown}/thiet-lap"), code.clone()));
        }
        if app.illustration.is_some() {
            say!("{}", w.s("cmd-demo-accounts", demo::PASSWORD));
        }
        let _ = std::io::stdout().flush();
        deadlines::keep_sweeping(Arc::clone(&app));
        axum::serve(listener, web::service(&app))
            .with_graceful_shutdown(told_to_stop())
            .await
            .map_err(|error| voice.unable(&Trouble::from(error)))
    })
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}

fn start_log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("DIENHONG_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Makes the illustration.
pub fn demo(place: &Place, (scale, petitions): (usize, usize), view: View, json: bool, voice: &Voice) -> Ended {
    let w = &voice.w;
    let said = std::cell::Cell::new(0_usize);
    let progress = |done: usize, all: usize| {
        let tenth = (done * 20).checked_div(all).unwrap_or(0);
        if !json && tenth > said.get() {
            said.set(tenth);
            eprintln!("{}", w.n("cmd-demo-progress", done));
        }
    };
    let made = demo::make(&place.data, &place.target(), (scale.max(1), petitions), view, &progress)
        .map_err(|trouble| voice.unable(&trouble))?;
    if json {
        say!("{}", serde_json::json!(made));
    } else {
        say!("{}", w.nm("cmd-demo-made", made.follow_ups, made.councils));
        say!("{}", w.s("cmd-demo-accounts", demo::PASSWORD));
        for account in made.accounts.iter().take(9) {
            say!("  {:<14} {} ({})", account.sign_in, account.title, account.council);
        }
    }
    Ok(())
}
