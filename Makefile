# The two commands are `make run` and `make test`; `make help` lists all.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SHARED := $(shell find shared -name '*.rs' -o -name Cargo.toml -path 'shared/*' -o -path 'shared/data/*') Cargo.toml Cargo.lock .cargo/config.toml
APP := $(shell find app style xtask -type f) e2e/budgets.json package-lock.json
WORKER := $(shell find worker -type f -not -path 'worker/build/*' -not -path 'worker/deploy/*')

.PHONY: help run test build patterns lighthouse beside matching searching bench scale load deploy-try dev backup restore cli clean trunk-build

help: ## lists the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: build ## installs what is missing, builds, serves the sample district on 127.0.0.1:8787 (PORT=… for another)
	@exec scripts/run.sh

test: ## everything that CI checks
	@scripts/tools.sh test
	@scripts/test.sh

build: dist/index.html worker/build/index.js mingbai ## the release build, with the size of every file after brotli
	@cargo xtask sizes

patterns: target/patterns/index.html worker/build/index.js mingbai ## serves the pattern page: every state of every component, at /patterns
	@SITE=target/patterns scripts/run.sh

lighthouse: build ## Lighthouse as a phone, five times each on the home page and a document
	@scripts/lighthouse.sh

beside: ## other sync engines side by side, five rounds (ROUNDS=…): their packages are installed for this alone
	@e2e/beside/run.sh $(ROUNDS)

matching: ## other rule engines side by side: verdicts of what was not said, and speed (docs/matching.md)
	@e2e/matching/run.sh $(PEOPLE)

searching: ## other search engines side by side: bytes, load, heap, speed, precision and recall (docs/search.md)
	@e2e/searching/run.sh

bench: ## what a due date costs, beside a naive recount (docs/deadlines.md)
	@cargo bench --quiet --profile tool -p mingbai-shared --bench deadline

scale: build ## what visits cost and what the server carries (docs/scale.md); DOCUMENTS=… more are published before
	@scripts/scale.sh

backup: ## a copy of all that the district of `make run` holds, into backups/ (INTO=… for another place); it may be running
	@scripts/backup.sh $(INTO)

restore: ## puts the newest copy back (FROM=… for another); devices hand in again what it lacks
	@scripts/restore.sh $(FROM)

load: build ## honest readers while 2,000 requests a second are refused (docs/operations.md)
	@scripts/load.sh

deploy-try: build ## tries what a district runs on (worker/deploy): nginx, units, copies
	@worker/deploy/try.sh

cli: mingbai ## the command line, as ./mingbai

dev: cli worker/build/index.js ## rebuilds the app on change: Trunk on 127.0.0.1:8080, the worker behind it
	@scripts/tools.sh dev
	@scripts/dev.sh

trunk-build: ## builds the app as `make dev` does, once
	@scripts/tools.sh dev
	@. scripts/cache.sh && trunk build --offline true

clean: ## removes everything built, and the data of `make run`
	rm -rf target dist data worker/build mingbai node_modules test-results

.PHONY: tools
tools:
	@scripts/tools.sh build

dist/index.html: $(SHARED) $(APP) | tools
	@cargo xtask dist
	@touch $@

target/patterns/index.html: $(SHARED) $(APP) | tools
	@cargo xtask patterns
	@touch $@

worker/build/index.js: $(SHARED) $(WORKER) | tools
	@scripts/build-worker.sh development
	@touch $@

mingbai: $(SHARED) | tools
	@cargo build --quiet --profile tool -p mingbai-shared --features cli --bin mingbai
	@cp -f "$${CARGO_TARGET_DIR:-target}/tool/mingbai" $@
