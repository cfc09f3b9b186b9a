"""Run the notebooks of this folder and export them to HTML that shows its charts offline.

Usage: python notebooks/export.py FOLDER [NOTEBOOK...]

nbconvert drops a chart that a notebook holds only as plotly's own MIME type, and its default pages load scripts from
the network. Here each chart becomes a piece of HTML, plotly.js is written into the page once, and no address is left
from which a page would load anything.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
import plotly.io
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from plotly.offline import get_plotlyjs

HERE = Path(__file__).parent
MIME = "application/vnd.plotly.v1+json"
# The code folds away at a click, without a script.
FOLD = """<input type="checkbox" id="code" checked style="margin: 1rem 0 0 1rem"> <label for="code">Show the code</label>
<style>#code:not(:checked) ~ main .jp-CodeCell > .jp-Cell-inputWrapper { display: none }</style>"""
WIDGET = "application/vnd.jupyter.widget-view+json"
ADDRESSES = ("mathjax_url", "require_js_url", "jquery_url", "mermaid_js_url")


class Charts(Preprocessor):
    """Give every chart of a notebook an HTML form, with plotly.js before the first one."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        first = True
        for cell in notebook.cells:
            for output in cell.get("outputs", ()):
                if WIDGET in output.get("data", {}):
                    output["data"] = {"text/html": "<p><em>Interactive in JupyterLab: a click on a mark shows the sentences behind it.</em></p>"}
                figure = output.get("data", {}).get(MIME)
                if figure is not None:
                    script = f"<script>{get_plotlyjs()}</script>" if first else ""
                    figure = {key: figure[key] for key in ("data", "layout", "frames") if key in figure}
                    page = plotly.io.to_html(figure, full_html=False, include_plotlyjs=False)
                    output["data"] = {"text/html": script + page}
                    first = False
        return notebook, resources


def export(path: Path, folder: Path) -> Path:
    """Run a notebook in its own folder and write its page; the notebook itself stays as it is."""
    notebook = nbformat.read(path, as_version=4)
    os.environ["PLOTLY_RENDERER"] = "plotly_mimetype"
    # A widget's state is of no use without the kernel, and would be most of the page.
    NotebookClient(notebook, timeout=600, store_widget_state=False, resources={"metadata": {"path": str(HERE)}}).execute()
    exporter = HTMLExporter(preprocessors=[Charts], exclude_input_prompt=True, exclude_output_prompt=True)
    for name in ADDRESSES:
        if exporter.has_trait(name):
            exporter.set_trait(name, "")
    page, _ = exporter.from_notebook_node(notebook)
    page = re.sub(r"<body[^>]*>", lambda body: body.group() + FOLD, page, count=1)
    target = folder / f"{path.stem}.html"
    aside = target.with_suffix(".part")
    aside.write_text(page, encoding="utf-8")
    aside.replace(target)
    return target


if __name__ == "__main__":
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "build")
    out.mkdir(parents=True, exist_ok=True)
    for one in [Path(name) for name in sys.argv[2:]] or sorted(HERE.glob("*.ipynb")):
        print(export(one, out))
