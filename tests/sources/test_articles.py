"""read and Article.from_text: every kind of place, every kind of bad input, the article in seeds/."""

import datetime as dt
import json
import os
import pickle
import re
import time
from dataclasses import FrozenInstanceError
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputError, PlaceNotFound, UnreadableText
from analysis.language.sentences import paragraphs, split_sentences
from analysis.sources.articles import MOST, Article, read

SEED = Path(__file__).parents[2] / "seeds" / "000_3fedcd095ac7b606.txt"
BODY = "The envoys met in the harbour hall.\n\nThey agreed on the ferry."
DAY = dt.date(2024, 5, 3)
HTML = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Envoys Meet in Port Mary | The Harbour Post</title>"
    "<meta property='og:site_name' content='The Harbour Post'><meta property='article:published_time' content='2024-05-03T10:00:00Z'>"
    "<link rel='canonical' href='https://post.example/talks'></head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav>"
    "<article><h1>Envoys Meet in Port Mary</h1><p>The envoys met in the <b>harbour</b> hall &amp; the old mill.</p>"
    "<p>They agreed on the ferry, the price of herring and the lights of the strait.</p></article>"
    "<footer>\u00a9 2024 The Harbour Post. All rights reserved.</footer></body></html>"
)


@pytest.fixture
def file(tmp_path):
    def write(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path

    return write


def test_seed():
    (article,) = read(SEED)
    assert article.outlet == "The Armenian Report"
    assert article.published is None
    assert (
        article.title
        == "Blinken Affirms Support for Armenia's Sovereignty and Peace Efforts in Talks with Pashinyan & Aliyev"
    )
    assert article.removed == (
        "top of page",
        article.title,
        article.title,
        "Ad for subscribing to The Armenian Report",
        "bottom of page",
    )
    assert len(split_sentences(article.text)) == 12
    assert len(paragraphs(article.text)) == 7
    assert article.text.startswith("US Secretary of State Antony Blinken has engaged")
    assert article.text.endswith("between the two nations.")
    raw = SEED.read_text(encoding="utf-8")
    assert all(raw[raw.index(block) :].startswith(block) for block in article.text.split("\n\n"))
    assert article.sha256 == sha256(article.text.encode()).hexdigest()
    assert article.article_id == f"000-3fedcd095ac7b606-{article.sha256[:6]}"
    assert article.path == str(SEED)
    assert article.warnings == ()


def test_from_text():
    article = Article.from_text(
        "They\u00a0met.\r\n\r\nThey left.",
        "Talks",
        published="May 3, 2024",
        outlet="The Post",
        url="https://post.example",
    )
    assert (article.text, article.title, article.published) == ("They met.\n\nThey left.", "Talks", DAY)
    assert (article.outlet, article.url, article.path) == ("The Post", "https://post.example", None)


def test_article_is_frozen_hashable_and_goes_to_other_processes():
    article = read(pd.DataFrame({"text": ["They met."], "wave": [2]}))[0]
    with pytest.raises(FrozenInstanceError):
        article.text = ""
    with pytest.raises(TypeError):
        article.extra["wave"] = 3
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301
    assert len({article, pickle.loads(pickle.dumps(article))}) == 1  # noqa: S301


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"text": 5}, "text"), ({"text": None}, "text"), ({"text": " \n"}, "text"), ({"text": "?!"}, "text"),
        ({"text": "bottom of page"}, "text"), ({"text": "They met.", "published": "soon"}, "published"),
        ({"text": "They met.", "published": 5}, "published"), ({"text": "They met.", "title": 5}, "title"),
        ({"text": "They met.", "outlet": b"Post"}, "outlet"),
    ],
)  # fmt: skip
def test_from_text_refuses(arguments, parameter):
    with pytest.raises(InputError) as caught:
        Article.from_text(**arguments)
    assert caught.value.parameter == parameter
    assert str(caught.value).startswith(f"{parameter}: ")


def test_text_file(file):
    path = file("talks.txt", f"Envoys Meet\n\nMay 3, 2024\n\n{BODY}")
    article = read(str(path))[0]
    assert (article.text, article.title, article.published, article.path) == (BODY, "Envoys Meet", DAY, str(path))
    assert article.article_id == f"talks-{article.sha256[:6]}"


def test_markdown_with_front_matter(file):
    front = '---\ntitle: "Envoys\\_Meet"\ndate: 2024-05-03\nsource: The Post\nurl: https://post.example\ntags: [sea, fish]\nwave: 2\n---\n'
    article = read(
        file(
            "talks.md",
            front + "The **envoys** met in the\n[harbour](https://x.example) hall.\n\nThey agreed on the ferry.\n",
        )
    )[0]
    assert (article.text, article.title, article.published) == (BODY, "Envoys Meet", DAY)
    assert (article.outlet, article.url, dict(article.extra)) == (
        "The Post",
        "https://post.example",
        {"tags": "sea; fish", "wave": 2},
    )
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("raw", "title", "text", "warning"),
    [
        ("---\ntitle: Talks: day two\n---\nThey met.", "Talks: day two", "They met.", "not YAML"),
        ("---\ntitle: Talks\nx: !!python/object:os.system y\n---\nThey met.", "Talks", "They met.", "not YAML"),
        ("---\ntitle: Talks\na: &a [x]\nb: [*a, *a]\n---\nThey met.", "Talks", "They met.", "not YAML"),
        ("---\ntitle: Talks\ndate: one day\n---\nThey met.", "Talks", "They met.", "date is not understood: 'one day'"),
        ("---\nThey met in May.\n---\nThey left.", None, "They met in May.\n\nThey left.", None),
        ("---\n---\nThey met.", None, "They met.", None),
        ("---\ntitle: Talks\nThey met.", None, "title: Talks They met.", None),
    ],
)  # fmt: skip
def test_front_matter_that_is_none(file, raw, title, text, warning):
    article = read(file("talks.md", raw))[0]
    assert (article.title, article.text) == (title, text)
    assert warning in "; ".join(article.warnings) if warning else article.warnings == ()


@pytest.mark.parametrize("name", ["talks.html", "talks.HTM", "talks.txt"])
def test_html(file, name):
    article = read(file(name, HTML))[0]
    assert article.text.split("\n\n") == [
        "The envoys met in the harbour hall & the old mill.",
        "They agreed on the ferry, the price of herring and the lights of the strait.",
    ]
    assert article.title.startswith("Envoys Meet in Port Mary")
    assert (article.outlet, article.published, article.url) == ("The Harbour Post", DAY, "https://post.example/talks")


def test_the_year_of_a_copyright_line_is_no_date(file):
    page = HTML.replace("<meta property='article:published_time' content='2024-05-03T10:00:00Z'>", "")
    assert read(file("talks.html", page))[0].published is None


def test_folder(file, tmp_path):
    for name in ("b.txt", "a/c.md", "a.txt", ".hidden.txt", ".git/d.txt", "e.doc", "f.TXT"):
        file(f"in/{name}", f"They met in room {name[0]}.")
    outside = file("outside.txt", "They met outside.")
    (tmp_path / "in" / "link.txt").symlink_to(outside)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    articles = read(tmp_path / "in")
    assert [Path(one.path).relative_to(tmp_path / "in").as_posix() for one in articles] == [
        "a/c.md",
        "a.txt",
        "b.txt",
        "f.TXT",
    ]


def test_pattern_and_list(file, tmp_path):
    first, second = file("a.txt", "They met."), file("sub/b.txt", "They left.")
    assert [one.text for one in read(str(tmp_path / "**" / "*.txt"))] == ["They met.", "They left."]
    assert [one.text for one in read([second, str(first), Article.from_text("They ate.")])] == [
        "They left.",
        "They met.",
        "They ate.",
    ]
    odd = file("a[1].txt", "They sang.")  # a file of that name comes before a pattern
    assert read(str(odd))[0].text == "They sang."


def test_dataframe():
    table = pd.DataFrame({
        "text": ["They met.", "They left.", None, 7.5], "title": ["Talks", None, "No text", "A number"],
        "published": [pd.Timestamp("2024-05-03"), pd.NaT, "2024-05-03", "soon"], "outlet": ["The Post", pd.NA, None, ""],
        "article_id": ["one", "two", None, None], "wave": [1, 2, 3, 4], "note": [["a", "b"], {"k": 1}, "x", None],
    })  # fmt: skip
    before = table.copy(deep=True)
    first, second, third, fourth = read(table)
    pd.testing.assert_frame_equal(table, before)
    assert (first.article_id, first.title, first.published, first.outlet, first.path) == (
        "one",
        "Talks",
        DAY,
        "The Post",
        None,
    )
    assert dict(first.extra) == {"wave": 1, "note": "a; b"}
    assert (second.article_id, second.title, second.published, second.outlet) == ("two", None, None, None)
    assert second.extra["note"] == '{"k": 1}'
    assert (third.text, third.warnings) == ("", ("the row has no text",))
    assert fourth.warnings == ("the row's text is no text but a float", "the date is not understood: 'soon'")


def test_a_column_by_another_name_is_understood_and_passes_through():
    article = read(pd.DataFrame({"text": ["They met."], "date": ["2024-05-03"], "url": ["https://www.state.gov/x"]}))[0]
    assert (article.published, article.outlet, dict(article.extra)) == (
        DAY,
        "US Department of State",
        {"date": "2024-05-03"},
    )


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv(file, mark):
    rows = [["title", "text", "wave"], ["Talks", '"They met, and ate.\n\nThey; left."', "1"], ["None", "", "2"]]
    first, second = read(file("rows.csv", "\ufeff" + "\r\n".join(mark.join(row) for row in rows)))
    assert (first.title, first.text, first.extra["wave"]) == ("Talks", "They met, and ate.\n\nThey; left.", "1")
    assert first.article_id.startswith("talks-")
    assert second.warnings == ("the row has no text",)


def test_csv_row_with_too_many_cells(file):
    first, second = read(file("rows.csv", "text,wave\nThey met,1,and left\n\nThey ate.,2\n"))
    assert "3 cells in 2 columns" in first.warnings[0]
    assert second.warnings == ()


def test_jsonl(file):
    lines = [
        json.dumps({"text": "They met.", "wave": 1}),
        "{broken",
        "[1]",
        "",
        json.dumps({"title": "Talks"}),
        '{"text": "They \\ud800 left."}',
    ]
    articles = read(file("rows.jsonl", "\n".join(lines)))
    assert [one.text for one in articles] == ["They met.", "", "", "", "They left."]
    assert ["; ".join(one.warnings)[:20] for one in articles] == [
        "",
        "line 2 is not JSON: ",
        "line 3 is no JSON ob",
        "the row has no text",
        "",
    ]


def test_ids_are_unique_and_safe(file):
    table = pd.DataFrame(
        {"text": ["They met."] * 3 + ["Ils."], "title": ["Talks"] * 3 + ["\u00c9t\u00e9 / ../\u6771\u4eac" + "x" * 90]}
    )
    ids = [one.article_id for one in read(table)]
    assert len(set(ids)) == 4
    assert ids[1:3] == [f"{ids[0]}-2", f"{ids[0]}-3"]
    assert ids[3].startswith("ete-xxx")
    assert len(ids[3]) <= 47
    given = pd.DataFrame({"text": ["They met."] * 3, "article_id": ["a", "a-2", "a"]})
    assert [one.article_id for one in read(given)] == ["a", "a-2", "a-3"]


def test_many_equal_rows_take_linear_time():
    start = time.process_time()
    assert len(read(pd.DataFrame({"text": ["They met."] * 20_000}))) == 20_000
    assert time.process_time() - start < 15


def test_an_article_does_not_depend_on_what_is_read_with_it(file):
    path = file("in/a.txt", BODY)
    file("in/b.txt", "They left.")
    assert read(path)[0] == read(path.parent)[0]


BAD = [
    ("empty.txt", b"", "which is empty"),
    ("blank.md", b" \n\n", "which is empty"),
    ("binary.txt", b"\x89PNG\x00\x00", "which is binary"),
    ("broken.txt", b"\xff\xfe\x00", "broken UTF-16"),
    ("furniture.txt", b"top of page\n\nbottom of page", "besides page furniture"),
    ("signs.txt", b"... --- ...", "besides page furniture"),
    ("archive.zip", b"PK\x03\x04", ".zip is not read"),
    ("paper.pdf", b"%PDF-1.7", "a PDF file"),
    ("noending", b"They met.", "without an ending is not read"),
    ("page.html", b"<html><body><nav><a href='/'>x</a></nav></body></html>", "page.html"),
    ("deep.html", b"<html>" + b"<div>" * 100_000 + b"They met.", "at most"),
    ("rows.csv", b"title,body\nTalks,They met.\n", "column 'text'.*'title', 'body'"),
    ("open.csv", b'text\n"They met.\nThey left.\n', "a CSV file"),
    ("nothing.csv", b"text,title\n,a\n,b\n", "no text in all 2 rows"),
    ("head.csv", b"text,title\n", "without rows"),
    ("twice.csv", b"text,text\na,b\n", "'text' twice"),
    ("rows.jsonl", b"They met.\nThey left.\n", "line 1 is not JSON"),
    ("deep.jsonl", b"[" * 100_000, "line 1 is not JSON"),
    ("fields.jsonl", b'{"body": "They met."}', "column 'text'.*'body'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), BAD, ids=[name for name, _, _ in BAD])
def test_one_bad_file_is_an_error(file, name, data, message):
    path = file(name, data)
    start = time.process_time()
    with pytest.raises(InputError, match=rf"(?s)^place: .*{message}") as caught:
        read(path)
    assert caught.value.parameter == "place"
    assert "; got " in str(caught.value)
    assert len(str(caught.value)) < 1000
    assert time.process_time() - start < 5


def test_bad_files_among_good_ones_are_rows(file):
    places = [file(name, data) for name, data, _ in BAD]
    articles = read([*places, file("good.txt", BODY), "missing.txt", "https://127.0.0.1/talks"])
    assert [one.text for one in articles] == [""] * len(BAD) + [BODY, "", ""]
    for article, (name, _, message) in zip(articles, BAD, strict=False):
        assert Path(article.path).name == name
        assert len(article.warnings) == 1
        assert re.search(message, article.warnings[0], re.S)
    assert "existing file" in articles[-2].warnings[0]
    assert "public web" in articles[-1].warnings[0]
    assert len({one.article_id for one in articles}) == len(BAD) + 3


def test_folder_of_good_and_bad_files(file, tmp_path):
    file("bad.txt", b"\x00")
    file("good.txt", BODY)
    assert [(one.text, len(one.warnings)) for one in read(tmp_path)] == [("", 1), (BODY, 0)]


def test_file_over_the_cap_is_not_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as handle:
        handle.truncate(MOST + 1)  # takes no room on the disk
    with pytest.raises(UnreadableText, match=r"at most 20 MB.*of 20 MB"):
        read(path)


def test_windows_text_has_a_warning(file):
    article = read(file("talks.txt", "They met in the caf\u00e9.".encode("cp1252")))[0]
    assert (article.text, article.warnings) == ("They met in the caf\u00e9.", ("not UTF-8: read as Windows-1252",))


@pytest.mark.parametrize(
    "place",
    ["nowhere.txt", "no*thing.txt", "The envoys met. Did they agree?", "They met.\n\nThey left.", "a\0b", "x" * 100_000, "They [met] * ? " * 9000, ""],
)  # fmt: skip
def test_missing_place_points_to_text_in_hand(place, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlaceNotFound, match=r"^place: .*Article\.from_text.*; got '") as caught:
        read(place)
    assert isinstance(caught.value, FileNotFoundError)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (None, "NoneType"), (5, "int"), (b"a.txt", "bytes"), ({"text": "They met."}, "dict"), ([], "an empty list"), ([[]], "an empty list"),
        (pd.DataFrame({"body": ["They met."]}), "'body'"), (pd.DataFrame({"text": []}), "without rows"), (pd.DataFrame(), "without rows"),
        (pd.DataFrame({"text": [None, float("nan")]}), "no text in all 2 rows"),
        (pd.DataFrame([["a", "b"]], columns=["text", "text"]), "'text' twice"),
    ],
)  # fmt: skip
def test_what_is_no_place(place, message):
    with pytest.raises(InputError, match=rf"^place: .*; got .*{message}"):
        read(place)


def test_folder_without_articles_says_what_is_there(file, tmp_path):
    file("in/a.doc", b"x")
    file("in/b.doc", b"x")
    with pytest.raises(InputError, match=r"a folder with \.txt.*2 \.doc"):
        read(tmp_path / "in")


def test_folder_of_only_bad_files_says_why(file, tmp_path):
    file("a.txt", b"\x00")
    file("b.txt", b"")
    with pytest.raises(UnreadableText, match=r"none of 2 .*binary.*empty"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableText, match="which is none"):
        read(tmp_path / "pipe.txt")


def test_odd_file_names(tmp_path):
    names = [b"new\nline.txt", b"\xff\xfe.txt", "\u6771\u4eac.txt".encode()]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(BODY, encoding="utf-8")
    for article in read(tmp_path):
        assert article.text == BODY
        assert article.article_id.isascii()
        assert article.path.encode("utf-8")  # no half letters: a table on disk could not hold them
