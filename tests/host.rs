//! A real nginx on this machine that serves a built site as its own `nginx.conf` says, and can fail as networks do.

// Several programs share it, and none uses all of it.
#![allow(dead_code)]

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A host. It stops when it is dropped.
pub struct Host {
    port: u16,
    base: String,
    /// Its settings, and a link to the site it serves.
    folder: tempfile::TempDir,
    process: Option<Child>,
    /// A site that may show ours in a frame, besides those of the place.
    framing: String,
}

impl Host {
    /// Serves a site that was built for `base`.
    pub fn start(site: &Path, base: &str) -> Host {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut host = Host { port, base: base.to_owned(), folder: tempfile::tempdir().unwrap(), process: None, framing: String::new() };
        host.put_up(site);
        host.go_on();
        host
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of the site, with a slash at its end.
    pub fn address(&self) -> String {
        format!("http://localhost:{}{}", self.port, self.base)
    }

    /// Serves another version of the site from now on.
    pub fn put_up(&self, site: &Path) {
        let (link, fresh) = (self.folder.path().join("site"), self.folder.path().join("fresh"));
        std::os::unix::fs::symlink(fs::canonicalize(site).unwrap(), &fresh).unwrap();
        fs::rename(fresh, link).unwrap();
    }

    /// Lets a site show ours in a frame, as a place does that names it.
    pub fn let_frame(&mut self, origin: &str) {
        self.framing = format!(" {origin}");
        self.stop();
        self.go_on();
    }

    /// Is there again.
    pub fn go_on(&mut self) {
        let settings = self.folder.path().join("nginx.conf");
        fs::write(&settings, self.settings()).unwrap();
        let mut nginx = Command::new(nginx().expect("nginx is installed"));
        nginx.arg("-e").arg(self.folder.path().join("error.log")).arg("-c").arg(&settings);
        self.process = Some(nginx.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let said = fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default();
            assert!(Instant::now() < end, "nginx did not start: {said}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Is gone: every connection is refused.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Answers nothing any more, and refuses nothing.
    pub fn hang(&self) {
        self.signal("-STOP");
    }

    pub fn answer_again(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let process = self.process.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
    }

    /// A server as an administrator would set one up, with the file that the build wrote.
    fn settings(&self) -> String {
        let folder = self.folder.path().display();
        let site = self.folder.path().join("site");
        let written = fs::read_to_string(site.join("nginx.conf")).unwrap();
        assert!(written.contains("alias /srv/routemaps/;"));
        let written = written.replace("/srv/routemaps/", &format!("{}/", site.display()));
        let written = written.replace("frame-ancestors 'self'", &format!("frame-ancestors 'self'{}", self.framing));
        let scratch =
            ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {folder}/scratch;\n")).concat();
        format!(
            "daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\ninclude /etc/nginx/modules-enabled/*.conf;\nevents {{}}\n\
             http {{\naccess_log off;\n{scratch}server {{\nlisten 127.0.0.1:{};\n{written}\n}}\n}}\n",
            self.port
        )
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Returns where nginx is, if it is installed. Debian puts it where only administrators look.
pub fn nginx() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&folders).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder: PathBuf| folder.join("nginx")).find(|path| path.is_file())
}
