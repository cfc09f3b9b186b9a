"""The report as text: structure, escaping, policy, limits on size, and where it can be written."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.views.report import render, summary
from analysis.views.report.excerpts import excerpt
from analysis.views.report.wording import chief_sides, finding

from .sample import BOSS, POISON, A, B, empty, hostile, sample, several

VOID = {"meta", "link", "br", "img", "input", "hr", "base"}


class Page(HTMLParser):
    """Elements with their attributes, inline scripts, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data
        elif self.open and self.open[-1] != "style":
            self.words += data

    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


@pytest.fixture(scope="module")
def page():
    return Page(render.render_report(sample()))


def test_every_element_is_closed_and_every_id_is_single(page):
    assert page.open == []
    assert len(set(page.ids())) == len(page.ids())


def test_every_link_within_the_page_arrives(page):
    targets = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    inside = [target[1:] for target in targets if target.startswith("#")]
    assert set(inside) <= set(page.ids())
    # From each row of evidence to its sentence and back.
    assert {f"s-one.s{at + 1:03d}" for at in range(12)} | {f"e-one.s{at + 1:03d}" for at in range(12)} <= set(inside)
    assert [one for one in targets if not one.startswith("#")] == ["https://example.org/two-calls"]


def test_headings_come_in_order_and_sections_in_the_promised_one(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    sections = [attributes["id"] for tag, attributes in page.elements if tag == "section"]
    assert sections == [
        "finding",
        "sides",
        "one-side",
        "words",
        "time",
        "speakers",
        "article",
        "evidence",
        "sensitivity",
        "methods",
        "limits",
        "manifest",
    ]


def test_the_policy_allows_exactly_the_scripts_of_the_page(page):
    policy = next(attributes["content"] for tag, attributes in page.elements
                  if attributes.get("http-equiv") == "Content-Security-Policy")  # fmt: skip
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    assert kinds == ["application/json", None, None]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in page.scripts[1:]]
    assert policy.startswith("default-src 'none'; script-src " + " ".join(f"'sha256-{one}'" for one in hashes) + ";")
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "unsafe-eval" not in policy
    assert sum("plotly.js (basic" in script for script in page.scripts) == 1


def test_the_charts_library_is_the_one_that_was_published():
    from plotly.offline import get_plotlyjs_version

    script = render.plotly_script()
    # Of plotly.js-basic-dist-min 4.1.1 on npm; the version that plotly.py writes figures for.
    assert (
        hashlib.sha256(script.encode()).hexdigest()
        == "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"
    )
    assert f"v{get_plotlyjs_version()}\n" in script[:80]


def test_the_report_is_small_and_its_charts_are_of_the_kinds_that_it_can_draw():
    for reading in (sample(), several(4)):
        text = render.render_report(reading)
        assert len(text.encode()) < 3_000_000
        kinds = {trace["type"] for chart in json.loads(Page(text).scripts[0])["charts"] for trace in chart["data"]}
        assert kinds <= {"bar", "scatter"}


def test_nothing_in_the_page_asks_the_network():
    for reading in (sample(), hostile()):
        page = Page(render.render_report(reading))
        assert not {tag for tag, _ in page.elements} & {
            "link",
            "img",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "video",
            "audio",
        }
        for tag, attributes in page.elements:
            assert not {"src", "srcset", "action", "poster", "data", "ping"} & set(attributes), (tag, attributes)
            assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
            assert "url(" not in (attributes.get("style") or "")
            if tag != "a":
                assert "href" not in attributes
    css = (render.files("analysis.views.report") / "report.css").read_text()
    assert "url(" not in css
    assert "@import" not in css


def test_hostile_words_are_text():
    text = render.render_report(hostile())
    page = Page(text)
    assert page.open == []
    assert len([tag for tag, _ in page.elements if tag == "script"]) == 3
    assert not [1 for tag, attributes in page.elements if tag == "a" and not re.match(r"#", attributes["href"])]
    data = json.loads(page.scripts[0])
    assert len(data["charts"]) == len(summary.summarise(hostile())["charts"])
    assert "<" not in page.scripts[0]
    for one in POISON[:-1]:
        assert one in page.words, one
    assert len(set(page.ids())) == len(page.ids())
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", one) for one in page.ids())


def test_each_chart_has_a_place_a_caption_and_a_table(page):
    names = [chart["id"] for chart in summary.summarise(sample())["charts"]]
    assert {"chart-acts", "chart-tone", "chart-difference", "chart-along", "chart-speakers"} <= set(names)
    assert all(page.ids().count(name) == 1 for name in names)
    assert page.words.count("How to read this: ") == len(names)
    assert [tag for tag, _ in page.elements].count("figure") == len(names)
    assert [tag for tag, _ in page.elements].count("figcaption") == len(names)


def test_the_page_says_what_a_readout_is_and_how_far_it_carries(page):
    assert "A readout is one government's edited account" in page.words
    assert "One article is too few to tell chance from difference" in page.words
    assert "labelled by the rules and the bundled models of this program, not by a person" in page.words
    assert f"Stands in {A}'s part, not found in {B}'s" in page.words


def test_the_finding_is_three_sentences_with_n():
    told = finding(sample())
    assert told == [
        "One article tells of Dana Holt's call with Anahit Sarian (Armenia) and call with Rauf Mammad (Azerbaijan) in "
        "3 direct, 1 mixed and 1 indirect quotations (n = 5, 1 more restates these; 3 of 5 in the words of Omar Reyes).",
        "On a scale from −1 to +1 the mean tone is +0.67 towards Armenia (n = 3 sentences, 4 acts) "
        "and −0.30 towards Azerbaijan (n = 5 sentences, 4 acts); a warning, concern and an appeal are "
        "found in Azerbaijan's part alone.",
        "One article is too few to tell chance from difference (tellings: Armenia 1, Azerbaijan 1): read this as a description.",
    ]  # fmt: skip
    assert "too few to tell" in finding(several(2))[2]
    assert finding(several(12))[2] == (
        "The tone towards Armenia is 0.90 warmer than towards Azerbaijan, more than chance explains (95 % interval 0.86 to 0.93, "
        "p < 0.001; tellings: Armenia 12, Azerbaijan 12)."
    )
    assert "n = 0" in finding(empty())[0]


def test_the_finding_says_what_cannot_be_compared_and_what_is_not_shown():
    reading = several(12)
    # Every telling its own tone, those of one side as those of the other.
    number = reading.sentences["contact_id"].map({one: at for at, one in enumerate(reading.contacts["contact_id"])})
    alike = finding(replace(reading, sentences=reading.sentences.assign(tone=number * 13 % 24 / 24 - 0.5)))[2]
    assert alike.startswith("No difference in tone is shown between Armenia and Azerbaijan"), alike
    other = reading.contacts["official"].where(reading.contacts["party"] != B, "Someone Else")
    apart = finding(replace(reading, contacts=reading.contacts.assign(official=other)))[2]
    assert apart.startswith(
        "The tone towards Armenia and Azerbaijan is not comparable: no official had contacts with both"
    ), apart
    alone = replace(reading, manifest={"parties": reading.manifest["parties"][:1]})
    assert finding(alone)[2] == "With one party there is nothing to compare (tellings: Armenia 12)."


def test_the_summary_is_plain_and_leaves_the_reading_alone():
    reading = sample()
    before = {name: table.copy() for name, table in reading.tables.items()}
    told = summary.summarise(reading)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert all(table.equals(before[name]) for name, table in reading.tables.items())
    assert told["evidence"]["total"] == told["evidence"]["shown"] == 12
    assert told["evidence"]["choices"]["party"] == [A, B, "both", "neither"]


def test_quotations_that_nest_or_are_split_are_marked_piece_by_piece():
    reading = sample()
    told = render.annotate(reading, {"one"}, render.anchor_names(reading.sentences["sentence_id"].tolist()))
    sentences = {one["number"]: one for paragraph in told["one"] for one in paragraph}
    assert len(told["one"]) == 6
    for number, one in sentences.items():
        text = reading.sentences["text"][number - 1]
        assert "".join(piece["text"] for piece in one["pieces"]) == text
    nested = [piece for piece in sentences[9]["pieces"] if "nested" in piece["classes"]]
    assert [piece["text"] for piece in nested] == ["words are not enough"]
    assert nested[0]["title"] == "mixed quotation: Omar Reyes, for Dana Holt; direct quotation: Dana Holt, in own name"
    split = [piece["text"] for piece in sentences[7]["pieces"] if "direct" in piece["classes"]]
    assert "".join(split) == "The Secretary welcomed the release of the pilotsand she urged him to reopen the road"
    assert [piece["first"] for piece in sentences[7]["pieces"]].count(True) == 1


def test_without_its_text_an_article_stands_unmarked():
    reading = replace(sample(), texts={})
    told = render.annotate(reading, {"one"}, render.anchor_names(reading.sentences["sentence_id"].tolist()))
    assert [len(one["pieces"]) for paragraph in told["one"] for one in paragraph] == [1] * 12


@pytest.mark.parametrize(("url", "link"), [
    ("https://example.org/a?b=1", True), ("HTTP://example.org", True), ("javascript:alert(1)", False),
    ("data:text/html,<script>", False), ("https://a.b/\"onclick=x", False), ("  https://a.b", False), (None, False),
    ("file:///etc/passwd", False), ("//example.org", False),
])  # fmt: skip
def test_only_web_addresses_are_links(url, link):
    assert (render._link(url) is not None) == link


def test_a_long_table_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(summary, "EVIDENCE_ROWS", 5)
    monkeypatch.setattr(summary, "ARTICLES", 1)
    page = Page(render.render_report(several(2)))
    assert "The table holds the first 5 of 24 sentences" in page.words
    assert "Shown are the first 1 of 2 texts" in page.words
    assert sum(one.startswith("e-") for one in page.ids()) == 5
    inside = [
        attributes["href"][1:] for tag, attributes in page.elements if tag == "a" and attributes["href"].startswith("#")
    ]
    assert set(inside) <= set(page.ids())


def test_what_a_cut_table_leaves_out_stands_in_a_file_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(summary, "EVIDENCE_ROWS", 5)
    reading = sample(suffix=" =1+1")
    reading.sentences.loc[0, "text"] = "=cmd()"
    page = Page(render.write_report(reading, tmp_path / "r.html").read_text(encoding="utf-8"))
    assert "in the file r-evidence.csv beside this page" in page.words
    rows = pd.read_csv(tmp_path / "r-evidence.csv")
    assert rows["sentence_id"].tolist() == reading.sentences["sentence_id"].tolist()
    assert rows["text"][0] == "'=cmd()"
    render.write_report(reading, tmp_path / "cut.html", "excerpts")
    assert pd.read_csv(tmp_path / "cut-evidence.csv")["text"].str.split().str.len().max() <= 17


def test_excerpts_hold_no_sentence_of_the_articles(tmp_path):
    reading = sample()
    target = render.write_report(reading, tmp_path / "cut.html", "excerpts")
    made = target.read_text(encoding="utf-8")
    page = Page(made)
    assert page.open == []
    # What a chart shows on hovering is wrapped and escaped.
    data = json.dumps(summary.summarise(reading, "excerpts"), ensure_ascii=False)
    told = html.unescape(" ".join(page.words.split()) + data.replace("<br>", " ").replace('\\"', '"'))
    for text in reading.sentences["text"]:
        words = text.split()
        most = min(15, len(words) // 2)
        for at in range(len(words) - most):
            assert " ".join(words[at : at + most + 1]) not in told, text
    assert "made without the texts" in page.words
    inside = [one["href"][1:] for tag, one in page.elements if tag == "a" and one["href"].startswith("#")]
    assert set(inside) <= set(page.ids())
    with pytest.raises(InputError, match=r"text: .full. or .excerpts.*.some."):
        render.render_report(reading, "some")


@pytest.mark.parametrize(("text", "at", "told"), [
    ("", 0, ""), ("one", 0, "…"), ("one two three four", 14, "… three four"), ("one two three four", 0, "one two …"),
    (" ".join(map(str, range(100))), 150, "… " + " ".join(map(str, range(46, 61))) + " …"),
])  # fmt: skip
def test_an_excerpt_is_half_a_sentence_at_most(text, at, told):
    assert excerpt(text, at) == told


def test_the_summary_is_written_as_json(tmp_path):
    target = render.write_summary(sample(suffix=" Привет"), tmp_path / "r.json")
    told = json.loads(target.read_text(encoding="utf-8"))
    assert told["finding"] == finding(sample(suffix=" Привет"))
    assert told["methods"].startswith("We read 1 text")


def test_the_two_sides_are_those_with_the_most_tellings():
    party = {"demonyms": [], "places": [], "leaders": []}
    parties = {"parties": [{"name": one, **party} for one in ("Georgia", B, A)]}
    assert chief_sides(replace(sample(), manifest=parties)) == (B, A)
    assert chief_sides(replace(sample(), manifest={"parties": parties["parties"][:1]})) is None


def test_over_time_and_how_firm_stand_where_there_is_something_to_draw():
    few = summary.summarise(sample())
    assert set(few["notes"]) == {"time", "sensitivity"}
    dates = pd.date_range("2024-01-01", periods=6, freq="40D").repeat(2)
    reading = several(6)
    reading = replace(reading, contacts=reading.contacts.assign(start_date=dates))
    many = summary.summarise(reading)
    assert {"chart-time", "chart-sensitivity"} <= {chart["id"] for chart in many["charts"]}
    assert many["notes"] == {}


def test_a_text_that_was_not_analysed_says_why():
    reading = several(2)
    kept = reading.sentences[reading.sentences["article_id"] != "no1"]
    articles = reading.articles.assign(warnings=[None, "the text is not English (<fr>)"])
    page = Page(render.render_report(replace(reading, sentences=kept, articles=articles)))
    assert "No sentence of this text was analysed: the text is not English (<fr>)" in page.words


def test_an_empty_reading_gives_a_page_that_says_so():
    page = Page(render.render_report(empty()))
    assert page.open == []
    assert "No sentence could be read" in page.words
    assert "How to read this: there is nothing to read here." in page.words


def test_other_scripts_long_titles_and_missing_values_have_a_page():
    title = "Զանգ " * 100
    reading = sample(title=title, suffix=" שלום Привет", url=None, names={BOSS: "Հոլթ", "The Valley Post": "Пост"})
    reading.sentences.loc[:, "tone"] = float("nan")
    page = Page(render.render_report(reading))
    assert "שלום Привет" in page.words
    assert title.strip() in page.words  # in full above the text; the heading is cut
    heading = re.search(r"<h1[^>]*>([^<]*)</h1>", render.render_report(reading))
    assert len(heading[1]) <= 160


def test_with_one_party_there_are_no_sides_to_compare():
    reading = replace(
        sample(), manifest={"name": "one", "parties": [{"name": A, "demonyms": [], "places": [], "leaders": []}]}
    )
    assert "There are no two sides to compare" in Page(render.render_report(reading)).words


def test_of_three_parties_the_first_two_are_compared():
    party = {"demonyms": [], "places": [], "leaders": []}
    reading = replace(
        sample(), manifest={"name": "three", "parties": [{"name": one, **party} for one in (A, B, "Georgia")]}
    )
    words = Page(render.render_report(reading)).words
    assert "Compared are Armenia and Azerbaijan, those of 3 parties with the most tellings." in words
    assert "nothing is told of Georgia alone" in words


def test_writing_is_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "report.html"
    assert render.write_report(sample(), target) == target
    assert target.stat().st_mode & 0o777 == 0o644
    before = target.read_bytes()
    assert list(tmp_path.iterdir()) == [target]

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(render.Path, "replace", broken)
    with pytest.raises(InputError, match=r"path: .*No space left"):
        render.write_report(several(1), target)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_the_same_reading_gives_the_same_page():
    assert render.render_report(sample()) == render.render_report(sample())


def test_a_path_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(InputError, match=r"path: a file to write.*which is a folder"):
        render.write_report(sample(), tmp_path)
    with pytest.raises(InputError, match=r"path: a file to write.*does not exist"):
        render.write_report(sample(), tmp_path / "missing" / "report.html")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_place_is_named(tmp_path):
    kept = tmp_path / "kept.html"
    kept.write_text("kept")
    kept.chmod(0o444)
    with pytest.raises(InputError, match="read-only"):
        render.write_report(sample(), kept)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(InputError, match="nothing can be written"):
            render.write_report(sample(), tmp_path / "report.html")
    finally:
        tmp_path.chmod(0o755)
