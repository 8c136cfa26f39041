# `make run` starts the product with a simulated city; `make help` lists the rest.
PYTHON_IN_VENV = .venv/bin/python
UV_COMPILE = $(PYTHON_IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-config --upgrade pyproject.toml
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test lint format check bench soak migrate screenshots lock install install-dev

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: install ## start the demo at http://127.0.0.1:8050 (another port: make run PORT=8060)
	@$(if $(PORT),OPS_PORT=$(PORT)) exec $(PYTHON_IN_VENV) app.py --demo

test: install-dev ## everything: format, lint, types, import contracts, all tests on real servers
	@.ci/install-servers
	@$(MAKE) --no-print-directory check
	$(PYTHON_IN_VENV) -m pytest -q -n 2 --dist loadfile -m "not serial"
	$(PYTHON_IN_VENV) -m pytest -q -m serial

lint: install-dev check ## format, lint, types and import contracts, without the tests

check:
	$(PYTHON_IN_VENV) -m ruff format --check .
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m mypy
	$(PYTHON_IN_VENV) .venv/bin/lint-imports

format: install-dev ## write the code the one way, mend what ruff can
	$(PYTHON_IN_VENV) -m ruff format .
	$(PYTHON_IN_VENV) -m ruff check --fix .

bench: install-dev ## measure speed, each figure beside its raw limit
	@.ci/install-servers
	$(PYTHON_IN_VENV) -m benchmarks

soak: install-dev ## does a wall grow or tire? 20 minutes of the demo at x60; longer: make soak MINUTES=240
	@.ci/install-servers
	$(PYTHON_IN_VENV) -m benchmarks.soak $(if $(MINUTES),--minutes $(MINUTES))

migrate: install ## bring the store's tables up to date (the start does so too)
	@$(PYTHON_IN_VENV) -c 'from dashboard.db import engine, migrate; from dashboard.settings import settings; \
		migrate(engine(settings().store_url))'

screenshots: install-dev ## take the README's pictures from the running demo
	@.ci/install-servers
	$(PYTHON_IN_VENV) docs/screenshots.py
	$(PYTHON_IN_VENV) docs/wall_screenshots.py

lock: install-dev ## take the newest versions that pyproject.toml allows, with hashes
	$(UV_COMPILE) -o requirements.txt
	$(UV_COMPILE) --group dev --constraints requirements.txt -o requirements-dev.txt
	$(PYTHON_IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --no-config --upgrade --group install -o requirements-uv.txt

install:
	@.ci/install-python requirements.txt

install-dev:
	@.ci/install-python requirements-dev.txt
