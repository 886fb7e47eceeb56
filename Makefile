# The two commands that matter to a newcomer are `make demo` and `make test`; both do all set-up.
CARGO ?= cargo

.PHONY: demo test setup lint bench eval fuzz schema help

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: ## Build, and run the main job on a recorded incident
	$(CARGO) build --release --locked --bin backstory
	$(CARGO) run --release --locked --quiet --bin backstory -- demo

setup: ## Install what the tests talk to, from Debian packages when missing and we are root
	./scripts/setup.sh

test: setup ## Run all tests
	$(CARGO) test --workspace --locked

lint: ## Formatting, clippy and documentation, as CI does
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked

schema: ## Write the JSON Schemas from the types
	UPDATE_SCHEMA=1 $(CARGO) test --locked -p backstory-cli --test schema

fuzz: ## Fuzz one reader of foreign bytes (TARGET=report_document SECONDS=120; nightly toolchain and cargo-fuzz)
	./scripts/fuzz.sh $(or $(TARGET),report_document) $(or $(SECONDS),120)

bench: ## Long benches: speed of the whole program, with ratios
	./benches/run.sh

eval: ## Ask about each case of a folder and score the suspects (RCA=DIR, EVAL="--disturb services,samples")
	$(CARGO) build --release --locked --bin backstory
	python3 benches/rca/eval.py $(RCA) --binary $${CARGO_TARGET_DIR:-target}/release/backstory --misses $(EVAL)
