# The two commands that matter: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# Many processes are started: none needs to compile what another has compiled.
unexport PYTHONDONTWRITEBYTECODE
DEMO := TERTIAL_DATA=data/demo TERTIAL_DEMO=1 TERTIAL_PROFILE=profiles/demo

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test faults test-postgres check browser bench explore fuzz format messages clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: .venv/run ## Set up everything and start the demo city (another port: make demo PORT=8080)
	@$(DEMO) $(BIN)/tertial demo --port $(PORT)

demo-reset: .venv/run ## Start the demo city over, without what has been entered
	@$(DEMO) $(BIN)/tertial demo --reset --port $(PORT)

test: .venv/dev ## Run every test that needs no outside server
	@$(BIN)/python -m pytest -n auto --dist worksteal --ignore tests/faults

faults: .venv/dev ## Kill, cut and fill up the real service while people report (some minutes; PostgreSQL when it is here)
	@$(BIN)/python -m pytest tests/faults

test-postgres: .venv/dev ## Run the tests that use a database on PostgreSQL (TERTIAL_DATABASE_URL=postgres://…)
	@test -n "$$TERTIAL_DATABASE_URL" || { echo "Sätt TERTIAL_DATABASE_URL=postgres://användare@värd:port/databas"; exit 2; }
	@$(BIN)/python -m pytest -n auto --dist worksteal tests/actions tests/pages tests/site \
	  --ignore tests/site/test_serving.py --ignore tests/site/test_long_plans.py # a service of their own, on SQLite

check: .venv/dev ## Format, lint, types, import contracts, templates, translations, migrations
	@tools/check

browser: .venv/dev ## Run the journeys in real Chromium
	@$(BIN)/python -m pytest tests/browser

bench: .venv/dev ## Measure pages, reading and payment control; prints ratios (docs/performance.md)
	@for each in $(filter-out bench/%_city.py bench/%_import.py bench/%_inside.py bench/%_browser.py bench/%_crowd.py bench/%_pandas.py,$(wildcard bench/*.py)); do echo "== $$each"; $(BIN)/python $$each || exit 1; done

explore: .venv/dev ## Try the property tests on new examples (more: make explore EXAMPLES=2000)
	@EXPLORE=$(or $(EXAMPLES),500) $(BIN)/python -m pytest -n auto --dist worksteal $$(grep -rl "from hypothesis" tests/rules --include='test_*.py')

fuzz: .venv/dev ## Feed the readers with broken files for five minutes (another time: make fuzz SECONDS=60)
	@tools/fuzz $(SECONDS)

format: .venv/dev ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

messages: .venv/dev ## Collect texts for translation and compile the catalogues
	@$(BIN)/python tools/messages.py

.venv/run: requirements/run.lock pyproject.toml
	@PYTHON="$(PYTHON)" tools/setup run

.venv/dev: requirements/dev.lock pyproject.toml
	@PYTHON="$(PYTHON)" tools/setup dev

clean: ## Remove what can be made again; the demo's data stay
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis
