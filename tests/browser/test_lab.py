"""The notebooks as people meet them: in a real JupyterLab, every cell run, a mark clicked."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .conftest import ROOT, click

pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
WAIT = 240_000  # ms; two cores may be busy with other tests


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """The address of a JupyterLab server on a copy of the notebooks; ``browser`` first, so that without one nothing starts."""
    home = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "seeds", "data"):
        shutil.copytree(
            ROOT / name, home / name, ignore=shutil.ignore_patterns("raw", "processed", ".ipynb_checkpoints")
        )
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir()
    (quiet / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    # Otherwise cells out of sight are not in the page.
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    port = _free_port()
    places = {f"JUPYTER_{name}": str(home / name.lower()) for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")}
    log = (home / "log.txt").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
         "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={home}", "--LabApp.expose_app_in_browser=True",
         "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
        env=os.environ | places | {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "IPYTHONDIR": str(home / "ipython")},
        stdout=subprocess.DEVNULL, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _await(f"{address}/api", server, home / "log.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _await(address: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  our own address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")


@pytest.fixture
def notebook(browser, lab):
    """Open a notebook, run all its cells and return the page."""
    contexts = []

    def opened(name: str):
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        # A workspace of its own: the other notebook is not opened again in it.
        page.goto(f"{lab}/lab/workspaces/{name.split('_', maxsplit=1)[0]}/tree/notebooks/{name}")
        page.wait_for_function("window.jupyterapp && jupyterapp.shell.currentWidget && jupyterapp.shell.currentWidget.sessionContext"
                               " && jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
                               " && jupyterapp.shell.currentWidget.context.isReady")  # fmt: skip
        page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.ran = true; })")
        page.wait_for_function("window.ran")
        failed = page.evaluate("""jupyterapp.shell.currentWidget.model.toJSON().cells.flatMap((cell) => cell.outputs || [])
            .filter((output) => output.output_type === 'error').map((output) => output.ename + ': ' + output.evalue)""")
        assert failed == []
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_click_in_the_first_notebook_shows_the_sentences(notebook, screens):
    page = notebook("01_one_article.ipynb")
    assert page.locator(".jp-OutputArea .js-plotly-plot").count() >= 5  # four charts, and those of the explorer
    view = (
        page.locator(".jp-OutputArea .widget-vbox, .jp-OutputArea .jupyter-widgets.widget-box")
        .filter(has=page.locator("select"))
        .first
    )
    head = view.locator("b", has_text="sentences").last
    head.wait_for()
    assert head.inner_text() == "12 of 12 sentences"
    mark = view.locator(".barlayer .trace").first.locator(".point path").first
    click(page, mark)
    page.wait_for_function("(view) => !view.innerText.includes('12 of 12 sentences') && /[1-9] of 12 sentences/.test(view.innerText)",
                           arg=view.element_handle())  # fmt: skip
    assert view.locator("li").count() >= 1
    # The bar's side and act stand in the menus.
    assert all(
        menu.evaluate("(one) => one.selectedOptions[0].text") != "all"
        for menu in (view.locator("select").first, view.locator("select").last)
    )
    assert view.locator(".modebar-btn[data-title*='Chart Studio'], .modebar-btn[data-title*='loud']").count() == 0
    view.screenshot(path=screens / "lab-explore.png")


def test_the_second_notebook_runs(notebook, screens):
    page = notebook("02_two_sides.ipynb")
    assert page.locator(".jp-OutputArea .js-plotly-plot").count() >= 8
    page.screenshot(path=screens / "lab-two-sides.png")
