"""Every notebook runs from top to bottom, is stored without outputs, and exports to a page that needs no network."""

import json
import re
import sys

import pytest
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# Jupyter warns of its own changes to come; they are not ours to mend.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Proactor event loop"),
]


def test_there_are_notebooks():
    assert [one.stem for one in NOTEBOOKS][:1] == ["01_one_article"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path):
    for cell in json.loads(path.read_text())["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_exports(path, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "notebooks"))
    sys.modules.pop("export", None)
    from export import export

    page = export(path, tmp_path).read_text(encoding="utf-8")
    assert page.count("Plotly.newPlot(") >= 3
    assert page.count('id="code"') == 1  # what folds the code
    assert page.count("widget-state") == 0
    loads = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=[\"'](?!data:|#)([^\"']+)", page)
    assert [one for one in loads if "://" in one or one.startswith("//")] == []
