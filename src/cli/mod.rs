//! The command line: `routemaps check | build | serve | new | report | diff`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    calendar::Date,
    check::{self, Severity},
    definition::document::Standing,
    site::{self, Build, sizes},
};

mod author;
mod draw;
mod trial;

/// Guided processes that families can travel: check the routemaps, build the site, see it.
#[derive(Parser)]
#[command(name = "routemaps")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what an author should mend, and where. Exit 0: fine; 1: errors; 2: could not run.
    Check {
        /// The folder of routemaps, or one file of it.
        #[arg(default_value = "routemaps")]
        path: PathBuf,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The day on which the law is looked at: 2029-09-01. Today without it.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// Write the site to a folder.
    Build {
        #[command(flatten)]
        folders: Folders,
        /// Let the pages reload after a change; for `serve`.
        #[arg(long, hide = true)]
        reloads: bool,
    },
    /// Build the site, serve it on this machine, and build again when a file changes.
    Serve {
        #[command(flatten)]
        folders: Folders,
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Try a rule: print the date it gives, then the rule in words. Exit 1 if it gives none.
    Date {
        /// The rule, in quotes: '6 weeks after request-received'.
        rule: String,
        /// The dates it counts from: request-received=2026-11-02
        #[arg(value_name = "NAME=DATE")]
        dates: Vec<String>,
        /// A break of the school, for rules that count school days: 2026-12-19..2027-01-03
        #[arg(long, value_name = "FIRST..LAST")]
        closed: Vec<String>,
        /// The folder of routemaps, for its bank holidays.
        #[arg(long, default_value = "routemaps")]
        routemaps: PathBuf,
    },
    /// Write a commented routemap to start from, with a story. It passes the checker.
    New {
        /// Its id, which is its file name and its address: library-card
        id: String,
        /// The folder of routemaps.
        #[arg(long, default_value = "routemaps")]
        routemaps: PathBuf,
    },
    /// Write a report for reviewers: every way through, every time limit, every contact and link. HTML that needs no app.
    Report {
        /// One routemap; all of them without it.
        id: Option<String>,
        /// The folder of routemaps.
        #[arg(long, default_value = "routemaps")]
        routemaps: PathBuf,
        /// Where the report goes.
        #[arg(long, default_value = "reports")]
        out: PathBuf,
    },
    /// Draw a routemap on one sheet of paper, to print or to hand out.
    Draw {
        /// The routemap.
        id: String,
        /// PDF to print, SVG to show or to work on.
        #[arg(long, value_enum, default_value_t = Drawing::Pdf)]
        format: Drawing,
        #[arg(long, value_enum, default_value_t = PaperSize::A3)]
        paper: PaperSize,
        /// The folder of routemaps.
        #[arg(long, default_value = "routemaps")]
        routemaps: PathBuf,
        /// Where the site stands: https://example.org/routemaps/. The QR code leads there. Without it, what `place.toml` says.
        #[arg(long)]
        address: Option<String>,
        /// The file to write; ID.pdf or ID.svg without it.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Say what changed between two versions, in plain words: two folders, or two files with one name.
    Diff { old: PathBuf, new: PathBuf },
    /// Print how many bytes a built site makes a phone fetch. Exit 1 if a limit is passed.
    Sizes {
        #[arg(default_value = "dist")]
        site: PathBuf,
    },
}

#[derive(clap::Args, Clone)]
struct Folders {
    /// The folder of routemaps.
    #[arg(long, default_value = "routemaps")]
    routemaps: PathBuf,
    /// Where the site goes.
    #[arg(long, default_value = "dist")]
    out: PathBuf,
    /// Where the site will stand on its host, for the page of a wrong address.
    #[arg(long, default_value = "/")]
    base: String,
    /// Where the site will stand: https://example.org/routemaps/. The QR codes on paper lead there. Without it, what `place.toml` says.
    #[arg(long)]
    address: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Drawing {
    Svg,
    Pdf,
}

#[derive(Clone, Copy, ValueEnum)]
enum PaperSize {
    A4,
    A3,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the program with the arguments it was called with.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check { path, format, on } => return run_check(&path, format, on.as_deref()),
        Command::Date { rule, dates, closed, routemaps } => return trial::run(&rule, &dates, &closed, &routemaps),
        Command::Build { folders, reloads } => build(&folders, reloads),
        Command::Serve { folders, port } => serve(&folders, port),
        Command::New { id, routemaps } => author::new(&id, &routemaps),
        Command::Report { id, routemaps, out } => author::report(id.as_deref(), &routemaps, &out),
        Command::Draw { id, format, paper, routemaps, address, out } => draw::run(&id, format, paper, &routemaps, address, out),
        Command::Diff { old, new } => author::diff(&old, &new),
        Command::Sizes { site } => return report_sizes(&site),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => could_not_run(&error),
    }
}

fn run_check(path: &Path, format: Format, on: Option<&str>) -> ExitCode {
    let loaded = today().and_then(|today| match on {
        None => load_round(path, today),
        Some(on) => {
            let on = Date::from_iso(on).with_context(|| format!("`{on}` is not a date like 2029-09-01"))?;
            let mut suite = load_round(path, on)?;
            suite.stand_on(on, Standing::OneDay);
            Ok(suite)
        }
    });
    let (suite, mut found) = match loaded {
        Ok(suite) => {
            let found = check::check(&suite);
            (suite, found)
        }
        Err(error) => return could_not_run(&error),
    };
    if path.is_file() {
        let shown = path.to_string_lossy().replace('\\', "/");
        found.retain(|diagnostic| diagnostic.path == shown);
    }
    match format {
        Format::Json => println!("{}", check::as_json(&found)),
        Format::Text => {
            print!("{}", check::as_text(&found, &suite));
            println!("{}", summary(&suite, &found));
        }
    }
    if check::has_errors(&found) { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Reads the folder round a file, so that what the file refers to is known.
fn load_round(path: &Path, today: Date) -> Result<check::Suite> {
    if !path.is_file() {
        return site::load(path, today);
    }
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) if folder.ends_with("pages") => folder.parent().unwrap_or(folder),
        Some(folder) => folder,
        None => Path::new("."),
    };
    let mut suite = site::load(folder, today)?;
    // The folder's files are named with the folder; one given as `./a.toml` or `a.toml` is the same file.
    let shown = path.to_string_lossy().replace('\\', "/");
    for document in suite.documents.iter_mut().chain(&mut suite.for_young_people) {
        if Path::new(&document.path).file_name() == path.file_name() && same_file(Path::new(&document.path), path) {
            document.path.clone_from(&shown);
        }
    }
    Ok(suite)
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn summary(suite: &check::Suite, found: &[check::Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let many = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    format!(
        "checked {}: {}, {}",
        many(suite.routemaps().count(), "routemap"),
        many(count(Severity::Error), "error"),
        many(count(Severity::Warning), "warning")
    )
}

fn build(folders: &Folders, reloads: bool) -> Result<()> {
    site::build(&Build {
        project: project(),
        routemaps: folders.routemaps.clone(),
        out: folders.out.clone(),
        base: folders.base.clone(),
        address: folders.address.clone(),
        reloads,
        today: today()?,
    })?;
    println!("The site is in {}", folders.out.display());
    print!("{}", sizes::as_text(&sizes::measure(&folders.out)?));
    Ok(())
}

fn serve(folders: &Folders, port: u16) -> Result<()> {
    build(folders, true)?;
    let server = site::serve(&folders.out, &folders.base, port)?;
    println!("Open http://localhost:{}{} (Ctrl+C stops)", server.address.port(), folders.base);
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let again = ["build", "--reloads", "--routemaps", &text(&folders.routemaps), "--out", &text(&folders.out), "--base", &folders.base];
    site::watch(server, std::env::current_dir()?, &again.map(str::to_owned))
}

fn report_sizes(site: &Path) -> ExitCode {
    match sizes::measure(site) {
        Ok(sizes) => {
            print!("{}", sizes::as_text(&sizes));
            let fits = sizes.iter().all(|size| size.bytes > 0 && size.bytes <= size.limit);
            if fits { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => could_not_run(&error),
    }
}

fn could_not_run(error: &anyhow::Error) -> ExitCode {
    eprintln!("routemaps: {error:#}");
    ExitCode::from(2)
}

/// Returns the folder of the project this program was built from.
fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns today's date by this machine's clock (in UTC, which is close enough for a review date).
fn today() -> Result<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).context("this machine's clock is before 1970")?.as_secs();
    Date::from_days_since_1970(seconds / 86_400).context("this machine's clock is not set")
}
