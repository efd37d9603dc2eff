# The project's commands. Each installs what it needs, says so, and can be run again.
.DEFAULT_GOAL := help
.PHONY: help serve build check test fuzz bench setup setup-tests

help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

serve: setup ## Build the site, serve it on http://localhost:8080, build again when a file changes
	cargo run --quiet -- serve

build: setup ## Write the site to dist/
	cargo run --quiet -- build

check: ## Say what authors should mend in routemaps/
	cargo run --quiet -- check

test: setup setup-tests ## Run every test: format, lints, dependencies, native, routemaps, build, sizes, fuzzing, browsers
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --target wasm32-unknown-unknown --features own-pages --lib --bins -- -D warnings
	tests/deny
	cargo run --quiet -- check
	cargo run --quiet -- build
	cargo run --quiet -- sizes
	cargo test --quiet --lib --test suite
	tests/fuzz/run 30
	cargo test --test browser

SECONDS ?= 3600
fuzz: setup setup-tests ## Fuzz all that comes in from outside, SECONDS each (3600): link, file, stored, address, definition
	tests/fuzz/run $(SECONDS)

bench: setup setup-tests ## Measure the engine from 10 to 10,000 steps, a suite of 1,000 routemaps, and pages on a slow phone
	cargo bench --quiet --bench engine
	cargo bench --quiet --bench growth
	cargo bench --quiet --bench pages

setup:
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
	@rustup component list --installed | grep -qx rust-src || rustup component add rust-src

setup-tests:
	@rustup component list --installed | grep -q '^rustfmt' || rustup component add rustfmt
	@rustup component list --installed | grep -q '^clippy' || rustup component add clippy
	@sh tests/setup.sh
