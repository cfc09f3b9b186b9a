# make report   the article in seeds/ -> build/report.html
# make test     lint, types, layers, tests, notebooks, browser
# make corpus   the public pages that data/sources.csv lists -> data/raw/, politely: some minutes
# make lab      JupyterLab on the notebooks
# make notebooks  run them and export HTML to build/

PYTHON ?= python3
RUN := .venv/bin
DEV := .venv-dev/bin

.DELETE_ON_ERROR:
.PHONY: report test corpus lab notebooks lock check-python clean

report: .venv/.done
	@mkdir -p build
	@$(RUN)/readouts report seeds/ -o build/report.html --parties armenia-azerbaijan

test: .venv-dev/.done
	$(DEV)/ruff check .
	$(DEV)/ruff format --check .
	$(DEV)/mypy
	$(DEV)/lint-imports --no-cache
	$(DEV)/pytest -n 2

corpus: .venv/.done
	$(RUN)/readouts fetch data/sources.csv -o data/raw

lab: .venv-dev/.done
	cd notebooks && ../$(DEV)/jupyter lab

notebooks: .venv-dev/.done
	@mkdir -p build
	$(DEV)/python notebooks/export.py build

.venv/.done: requirements.txt pyproject.toml | check-python
	$(PYTHON) -m venv --clear .venv
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv-dev/.done: requirements-dev.txt pyproject.toml | check-python
	$(PYTHON) -m venv --clear .venv-dev
	$(DEV)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(DEV)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

check-python:
	@command -v $(PYTHON) >/dev/null || { echo "readouts needs Python 3.11 to 3.14: install it, or name one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
		{ echo "readouts needs Python 3.11 to 3.14; $(PYTHON) is $$($(PYTHON) -V). Name another with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) lacks venv or ensurepip: install them (on Debian and Ubuntu: apt install python3-venv)"; exit 1; }

# The two locks: everything that make installs, with hashes. Needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
		--extra build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
		--extra build --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv .venv-dev build dist
