"""The package as a whole: public names, an import without effects, locks that are safe."""

import re
import subprocess
import sys
from importlib.metadata import distributions

import pytest
from conftest import ROOT

import analysis

HEAVY = ("nltk", "lemminflect", "pandas", "plotly", "pyarrow", "trafilatura", "onnxruntime", "numpy", "jinja2", "yaml")


def test_public_names_are_documented():
    assert sorted(analysis._HOMES) == sorted(analysis.__all__)
    for name in analysis.__all__:
        assert (getattr(analysis, name).__doc__ or "").strip(), name


def test_import_loads_nothing_heavy():
    code = f"import sys, analysis, analysis.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert out.stdout.strip() == "[]"


def test_no_other_package_owns_the_name():
    owners = set()
    for distribution in distributions():
        top = (distribution.read_text("top_level.txt") or "").split()
        files = [str(one) for one in distribution.files or ()]
        if "analysis" in top or any(one.startswith("analysis/") for one in files):
            owners.add(distribution.metadata["Name"])
    assert owners <= {"readouts"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_have_hashes_and_no_addresses(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^torch\b", text, re.M)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_run_lock_is_part_of_the_dev_lock():
    def pins(name):
        return set(re.findall(r"^([\w.-]+==\S+)", (ROOT / name).read_text(), re.M))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
