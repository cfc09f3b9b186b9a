"""A browser without a network, and pages that keep account of everything that happens in them.

The browser is the one that ``CHROMIUM`` names or that is on the path. Without one these tests are skipped and say so;
``REQUIRE_BROWSER=1`` makes its absence a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass
class Visit:
    """A page, with every error, console complaint and request since it was opened."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def _absent(reason: str) -> None:
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None or not Path(path).exists():
        _absent(f"no browser: set CHROMIUM or put one of {', '.join(NAMES)} on the path (looked at {path or 'PATH'})")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def screens() -> Path:
    """Where pictures of pages go, for people to look at."""
    folder = ROOT / "build" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Open a file from disk in a context of its own: ``visit(path, width=..., height=..., **context)``."""
    contexts = []

    def opened(path: Path, width: int = 1280, height: int = 900, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        seen = Visit(page)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("console", lambda line: seen.errors.append(line.text) if line.type in ("error", "warning") else None)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.goto(path.as_uri())
        if options.get("java_script_enabled", True):
            page.locator(".chart .main-svg").nth(3).wait_for(state="attached")  # a predicate in words needs eval
            page.wait_for_timeout(300)
        return seen

    yield opened
    for context in contexts:
        context.close()


def click(page: Any, locator: Any) -> None:
    """A plotly mark takes a click only after it has noticed the pointer."""
    locator.scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    box = locator.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 8, y - 3)
    page.mouse.move(x, y, steps=4)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_timeout(300)
