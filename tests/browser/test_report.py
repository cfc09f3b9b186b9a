"""The report as people meet it: opened from disk in a browser, with the network off."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd
import pytest
from views.sample import A, B, empty, hostile, sample, several

from analysis.views.report.render import write_report

from .conftest import click

MARKS = ".barlayer .point path, .scatterlayer .points path"


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """Reports by name, each written once."""
    folder = tmp_path_factory.mktemp("reports")
    made = {"one": sample(), "hostile": hostile(), "several": several(4), "empty": empty()}
    written = {name: write_report(reading, folder / f"{name}.html") for name, reading in made.items()}
    return written | {"excerpts": write_report(sample(), folder / "excerpts.html", "excerpts")}


@pytest.mark.parametrize("name", ["one", "hostile", "several", "empty", "excerpts"])
def test_it_opens_without_an_error_and_without_a_request(visit, pages, name):
    seen = visit(pages[name])
    assert seen.errors == []
    assert seen.requests == [pages[name].as_uri()]


@pytest.mark.parametrize("name", ["one", "several"])
def test_each_chart_has_marks_at_load(visit, pages, name):
    page = visit(pages[name]).page
    counts = {chart: page.locator(f"#{chart}").locator(MARKS).count()
              for chart in ("chart-acts", "chart-tone", "chart-along", "chart-speakers")}  # fmt: skip
    assert all(counts.values()), counts
    if name == "one":
        # Eight sentences and the means of two sides; twelve sentences; eight acts on each of two sides.
        assert counts == {
            "chart-acts": 16,
            "chart-tone": 10,
            "chart-along": 12,
            "chart-speakers": counts["chart-speakers"],
        }


def test_the_finding_its_n_and_its_limit_stand_on_the_first_screen(visit, pages):
    page = visit(pages["one"], width=1280, height=720).page
    for text in ("n = 3 sentences", "One article is too few to tell"):
        box = page.locator("#finding p", has_text=text).first.bounding_box()
        assert box["y"] + box["height"] <= 720
    assert page.evaluate("scrollY") == 0


def test_search_and_filters_narrow_the_evidence(visit, pages):
    page = visit(pages["one"]).page
    rows = page.locator("#evidence-table tbody tr:visible")
    assert rows.count() == 12
    page.fill("#search", "TREATY pledged")
    assert rows.count() == 2
    assert page.locator("#count").inner_text() == "2 of 12 sentences"
    page.select_option("#filter-voice", "direct")
    assert rows.count() == 1
    page.fill("#search", "no such words")
    assert rows.count() == 0
    page.click("#reset")
    assert rows.count() == 12
    page.select_option("#filter-party", B)
    page.select_option("#filter-speaker", "Omar Reyes")
    assert rows.count() == 2
    page.select_option("#filter-act", "WARN")
    assert rows.count() == 1


def test_the_evidence_is_sorted_copied_and_downloaded(visit, pages, tmp_path):
    page = visit(pages["one"], accept_downloads=True, permissions=["clipboard-read", "clipboard-write"]).page
    first = page.locator("#evidence-table tbody tr").first
    for name, order, row in (("tone", "ascending", "9"), ("tone", "descending", "2"), ("no.", "ascending", "1")):
        page.get_by_role("button", name=name, exact=True).click()
        assert page.locator(f"th[aria-sort={order}]").inner_text() == name
        assert first.locator("th").inner_text() == row
    page.fill("#search", "treaty pledged")
    with page.expect_download() as waiting:
        page.click("#download")
    waiting.value.save_as(tmp_path / "evidence.csv")
    rows = pd.read_csv(tmp_path / "evidence.csv")
    assert rows["sentence_id"].tolist() == ["one.s002", "one.s003"]
    assert rows["text"].tolist() == sample().sentences["text"][1:3].tolist()
    assert rows["tone"].tolist() == [1.0, 1.0]
    page.click("#copy")
    page.locator("#count", has_text="2 sentences copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0].split("\t")[:3] == ["article_id", "sentence_id", "party"]
    assert len(copied) == 3


def test_a_formula_is_downloaded_as_text(visit, tmp_path):
    reading = sample()
    reading.sentences.loc[0, "text"] = "=HYPERLINK(1)"
    page = visit(write_report(reading, tmp_path / "r.html"), accept_downloads=True).page
    with page.expect_download() as waiting:
        page.click("#download")
    waiting.value.save_as(tmp_path / "evidence.csv")
    assert pd.read_csv(tmp_path / "evidence.csv")["text"][0] == "'=HYPERLINK(1)"


def test_excerpts_lead_to_the_evidence(visit, pages):
    page = visit(pages["excerpts"], reduced_motion="reduce").page
    click(page, page.locator("#chart-along .scatterlayer .points path").first)
    assert page.evaluate("location.hash") == "#e-one.s002"


def test_a_row_leads_to_its_sentence_and_back_past_a_filter(visit, pages):
    page = visit(pages["one"]).page
    page.click("#e-one\\.s009 a")
    assert page.evaluate("document.activeElement.id") == "s-one.s009"
    assert page.locator("#s-one\\.s009").is_visible()
    page.fill("#search", "weather")
    page.click("#s-one\\.s009 a.back")
    page.locator("#e-one\\.s009:focus").wait_for()
    assert page.locator("#e-one\\.s009").is_visible()


def test_a_mark_leads_to_its_sentence_and_a_bar_to_its_evidence(visit, pages):
    page = visit(pages["one"], reduced_motion="reduce").page
    click(page, page.locator("#chart-along .scatterlayer .points path").first)
    assert page.evaluate("location.hash") == "#s-one.s002"
    # The coldest act of the second side is a warning.
    click(page, page.locator("#chart-acts .barlayer .trace").first.locator(".point path").first)
    assert page.input_value("#filter-party") == B
    assert page.input_value("#filter-act") == "WARN"
    assert page.locator("#evidence-table tbody tr:visible").count() == 1


def test_a_hover_label_shows_the_sentence(visit, pages):
    page = visit(pages["one"]).page
    mark = page.locator("#chart-along .scatterlayer .points path").first
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box = mark.bounding_box()
    page.mouse.move(box["x"] - 5, box["y"])
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_selector("#chart-along .hoverlayer .hovertext")
    text = page.locator("#chart-along .hoverlayer").text_content()
    assert A in text
    colour, ground = page.evaluate("""() => ['text', 'path'].map((part) =>
        getComputedStyle(document.querySelector(`#chart-along .hovertext ${part}`)).fill)""")
    assert (colour, ground) == ("rgb(245, 246, 247)", "rgb(32, 36, 42)")
    assert "pledged firm support" in text.replace("treaty", " treaty")


def test_hostile_words_run_nothing_and_ask_nothing(visit, pages):
    seen = visit(pages["hostile"])
    page = seen.page
    page.fill("#search", "<img")
    page.fill("#search", "")
    for chart in ("chart-acts", "chart-tone", "chart-along", "chart-speakers"):
        mark = page.locator(f"#{chart}").locator(MARKS).first
        mark.scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        mark.hover(force=True)
        page.wait_for_timeout(200)
    for summary in page.locator("summary").all():
        summary.click()
    page.keyboard.press("Tab")
    page.mouse.move(300, 300)
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit") is None
    assert seen.errors == []
    assert seen.requests == [pages["hostile"].as_uri()]
    # No address in the page but those to places in it.
    assert page.evaluate("[...document.querySelectorAll('[href]')].every((a) => a.getAttribute('href')[0] === '#')")
    assert page.evaluate("""[...document.querySelectorAll('svg a, svg [style*="url("], svg image')].length""") == 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_serious(visit, pages, width, scheme):
    page = visit(pages["one"], width=width, color_scheme=scheme).page
    for summary in page.locator("summary").all():
        summary.click()
    page.evaluate((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    told = [(one["id"], one["impact"], one["help"], [node["target"] for node in one["nodes"]][:3]) for one in found]
    assert [one for one in told if one[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("name", ["one", "hostile", "several"])
def test_no_width_scrolls_sideways(visit, pages, name):
    page = visit(pages[name], width=1920).page
    for width in (1920, 1280, 1024, 880, 840, 600, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(250)
        wide = page.evaluate("""() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll('main *')].filter((one) => !one.closest('.scroll, pre, svg')
                && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))""")
        assert wide == [], width


@pytest.mark.parametrize(("look", "options"), [
    ("light", {"width": 1280, "color_scheme": "light"}), ("dark", {"width": 1280, "color_scheme": "dark"}),
    ("360", {"width": 360, "height": 740, "color_scheme": "light"}),
])  # fmt: skip
@pytest.mark.parametrize("name", ["one", "several"])
def test_pictures_for_people(visit, pages, screens, name, look, options):
    page = visit(pages[name], **options).page
    page.screenshot(path=screens / f"report-{name}-{look}.png", full_page=True)
    page.screenshot(path=screens / f"report-{name}-{look}-first-screen.png")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (look != "dark")


def test_chart_words_are_not_clipped_and_do_not_overlap(visit, pages):
    for width in (1280, 360):
        page = visit(pages["one"], width=width).page
        clipped = page.evaluate("""() => [...document.querySelectorAll('.chart')].flatMap((chart) => {
            const frame = chart.getBoundingClientRect();
            return [...chart.querySelectorAll('svg text')].filter((text) => text.textContent).filter((text) => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
            }).map((text) => chart.id + ': ' + text.textContent);
        })""")
        assert clipped == []
        overlapping = page.evaluate("""() => [...document.querySelectorAll('.chart')].flatMap((chart) => {
            const texts = [...chart.querySelectorAll('.xtick text, .ytick text, .legendtext, .xtitle')];
            const boxes = texts.map((text) => text.getBoundingClientRect());
            const out = [];
            boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b, j) => {
                if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
                    out.push(chart.id + ': ' + texts[i].textContent + ' / ' + texts[i + 1 + j].textContent);
            }));
            return out;
        })""")
        assert overlapping == []


def test_by_keyboard_the_whole_page_can_be_reached(visit, pages):
    page = visit(pages["one"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the finding"
    reached = set()
    for _ in range(130):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {
        "search",
        "filter-party",
        "filter-voice",
        "filter-act",
        "filter-speaker",
        "reset",
        "copy",
        "download",
        "SUMMARY",
        "A",
    } <= reached
    # A quotation says on focus who speaks for whom.
    page.locator(".sentence .q[tabindex]").first.focus()
    assert "Dana Holt" in page.locator(".sentence .q[tabindex]").first.get_attribute("title")


def test_without_javascript_text_and_tables_stay(visit, pages):
    page = visit(pages["one"], java_script_enabled=False).page
    assert page.locator("#evidence-table tbody tr:visible").count() == 12
    assert page.locator("noscript p", has_text="need JavaScript").is_visible()
    assert not page.locator("#chart-acts").is_visible()
    assert not page.locator(".filters").is_visible()
    page.locator("summary", has_text="The numbers behind “Acts towards each side”").click()
    assert page.locator("table", has_text="Armenia: acts").is_visible()


def test_it_prints(visit, pages, screens):
    page = visit(pages["one"], color_scheme="dark").page
    document = page.pdf(path=screens / "report-one.pdf", format="A4")
    assert document.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
