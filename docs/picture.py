"""Draw docs/report.png: the first page of the report that ``make report`` writes, in headless Chromium.

Usage: make report && .venv-dev/bin/python docs/picture.py
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
    )
    page = browser.new_context(viewport={"width": 1280, "height": 1330}, offline=True).new_page()
    page.goto((ROOT / "build" / "report.html").as_uri())
    page.wait_for_timeout(2000)
    page.screenshot(path=str(ROOT / "docs" / "report.png"))
    browser.close()
