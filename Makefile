# make run starts the dashboard, make test runs everything; both install what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := $(CURDIR)

.PHONY: run test bench reliability lint docs-check images clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m strukturmonitor init --if-missing
	@$(BIN)/python -m strukturmonitor serve

$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=…)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Debian's Chromium for the browser tests; without it they are left out, and it is said.
chromium:
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
		&& apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
		|| echo "No chromium here and it cannot be installed: the browser tests are left out."
.PHONY: chromium

# Two at a time, a file of tests in one piece: its fixtures are made once.
test: $(VENV)/test.stamp chromium lint
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

docs-check: $(VENV)/test.stamp
	@$(BIN)/python -m pytest tests/rules -q

bench: $(VENV)/test.stamp chromium
	@$(BIN)/python -m bench

# Kills, crowds, full disks, damaged files: about 40 minutes.
reliability: $(VENV)/test.stamp
	@$(BIN)/python -m bench.reliability

images: $(VENV)/test.stamp chromium
	@$(BIN)/python -m docs.make_images

clean:
	rm -rf $(VENV)
