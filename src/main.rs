//! One program, two homes: the command line natively, the app in the page for wasm32.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    routemaps::cli::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {
    routemaps::view::start();
}
