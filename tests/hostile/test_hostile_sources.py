"""Hostile files: no crash, no hang, nothing lost beside them, and each says what is wrong."""

import gzip
import io
import json
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from benchmarks.damage import pdf
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.errors import ReadoutsError
from analysis.sources.articles import read

BODY = "The envoys met in the harbour hall of Port Mary.\n\nThey agreed on the ferry and the price of herring."
SECONDS = 5
ENDINGS = (".txt", ".md", ".html", ".pdf", ".csv", ".jsonl")
SETTINGS = settings(derandomize=True, deadline=None, database=None)


def survives(name: str, data: bytes) -> list[analysis.Article]:
    """Read a file beside a good one: it has a text or says what is wrong, and the good one is whole."""
    with TemporaryDirectory() as folder:
        bad, good = Path(folder, name), Path(folder, "zz-good.txt")
        bad.write_bytes(data)
        good.write_text(BODY, encoding="utf-8")
        start = time.process_time()
        *articles, last = read([bad, good])
        assert time.process_time() - start < SECONDS
    assert last.text == BODY
    assert articles
    for one in articles:
        assert one.text or one.warnings
        assert bool(one.text) == bool(one.sha256)
        one.text.encode("utf-8")
        json.dumps([one.title, one.outlet, one.url, one.removed, one.warnings], ensure_ascii=False).encode("utf-8")
        assert all(len(warning) < 1500 for warning in one.warnings)
    return articles


def zipped(data: bytes = bytes(10_000_000)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", data)
    return out.getvalue()


PDF = pdf([[(BODY.replace("\n\n", " "), 0.0)]], "Talks")
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{two}: &{two} [{','.join([f'*{one}'] * 9)}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)
CHOSEN = {
    "nothing": b"", "spaces": b" \n\t" * 1000, "nul": b"They met.\0They left.", "nuls": bytes(5000), "all bytes": bytes(range(256)) * 20,
    "controls": b"They \x01met\x02 in the \x1b[31mhall\x07." + b" and so on" * 80, "zip": zipped(), "gzip": gzip.compress(BODY.encode() * 100),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100), "half a letter": "Andr\u00e9 met H\u00e9l\u00e8ne at the caf\u00e9 ".encode() * 9 + b"\xe2\x80",
    "half a letter first": b"\x9d" + BODY.encode(), "lone halves": BODY.encode() + b" \xed\xa0\x80 \xed\xbf\xbf", "utf-16 cut": BODY.encode("utf-16")[:-1],
    "utf-16": BODY.encode("utf-16"), "utf-32": BODY.encode("utf-32"), "overlong": b"\xc0\xaf\xc0\xae" + BODY.encode(), "two marks": b"\xef\xbb\xbf" * 3 + BODY.encode(),
    "one line": b"They met in the hall. " * 45_000, "one word": b"a" * 1_000_000, "no spaces": b"met." * 250_000, "lines": b"a\n" * 300_000,
    "blank lines": b"\n" * 1_000_000, "returns": b"\r" * 500_000, "accents": "a\u0301\u0323".encode() * 60_000, "mojibake": "\u00e2\u20ac\u0153".encode() * 90_000,
    "quotation marks": b'"' * 10_000, "curly": "\u201c".encode() * 10_000, "open": "\u201cThey met. ".encode() * 3_000, "guillemets": "\u00ab".encode() * 10_000,
    "quoted csv": b'text\n"They met.\nThey left.\n', "quote in csv": b'text,a\nThey "met",1\n"They" left,2\n', "csv bomb": b"text\n" + b'""' * 200_000,
    "wide csv": b"text," * 20_000 + b"\n" + b"a," * 20_000, "csv of commas": b"," * 300_000, "csv of rows": b"text\n" + b"a\n" * 20_000,
    "formulas": b"text,title,wave\n=1+1 They met.,@SUM(A1),-2+3\n+They left.,=cmd|' /C calc'!A0,\t=1\n",
    "json bomb": b'{"text": ' + b"[" * 100_000, "json numbers": b'{"text": 1e999}\n{"text": ' + b"9" * 5000 + b"}\n", "json halves": b'{"text": "They \\ud800 met."}',
    "json keys": b'{"text": "They met.", "' + b"k" * 100_000 + b'": {"a": [1, {"b": null}]}}', "json in rows": b'{"text": "They met."}\n{"text": null}\n[]\n"x"\n{',
    "tags": b"<html>" + b"<div>" * 100_000 + BODY.encode(), "few tags": b"<html><body>" + b"<div>" * 29_000 + BODY.encode(), "open tag": b"<html><body><p " + b"a=b " * 100_000,
    "attributes": b"<html><body><p" + b" a='" * 50_000 + b">They met.</p>", "comments": b"<html><!--" * 10_000 + BODY.encode(), "entities": b"<html><body><p>" + b"&amp;" * 100_000 + b"</p>",
    "doctype bomb": b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body><p>&b;&b; They met in the hall.</p></body></html>',
    "file entity": b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a; They met in the harbour hall.</p></body></html>',
    "script": b"<html><body><script>alert(1)</script><p onclick='alert(1)'>They met in the harbour hall &lt;script&gt;.</p></body></html>",
    "tables": b"<html><body>" + b"<table><tr><td>" * 5_000 + BODY.encode(), "no article": b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "svg": b"<html><svg>" * 3000,
    "charset": b"<html><meta charset=utf-7><p>+ADw-script+AD4- They met in the hall of Port Mary \xe9.</p></html>", "no charset": b"<meta charset='nonsense'><p>They met \xe9</p>",
    "front open": b"---\ntitle: Talks\n" + BODY.encode(), "front prose": b"---\nThey met: in May, [the hall\n---\n" + BODY.encode(), "front tag": b"---\ntitle: !!python/object/apply:os.system [id]\n---\n" + BODY.encode(),
    "front aliases": b"---\ntitle: Talks\n" + ALIASES.encode() + b"---\n" + BODY.encode(), "front list": b"---\n- a\n- b\n---\n" + BODY.encode(), "front deep": b"---\ntitle: " + b"[" * 20_000 + b"\n---\n" + BODY.encode(),
    "front huge": b"---\ntitle: Talks\n" + b"a: b\n" * 200_000 + b"---\n" + BODY.encode(), "front dates": b"---\ndate: 99999-99-99\ntitle: 0x1f\nurl: [1, {a: b}]\n---\n" + BODY.encode(),
    "front keys": b"---\n? [a, b]\n: c\n<<: {x: 1}\n=: 2\n---\n" + BODY.encode(), "rules": b"---\n" * 50_000, "brackets": b"[" * 200_000, "links": b"[a](" * 100_000, "stars": b"*a " * 100_000,
    "ticks": b"`" * 200_000, "quotes": b"> " * 200_000, "list": b"- a\n" * 100_000, "definitions": b"[a]: http://x\n" * 20_000,
    "pdf": PDF, "half a pdf": PDF[: len(PDF) // 2], "pdf tail": PDF[len(PDF) // 2 :], "pdf head": b"%PDF-1.7\n", "pdf loop": PDF.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
    "pdf xref": PDF.replace(b"startxref\n", b"startxref\n9999"), "pdf root": PDF.replace(b"/Root 1 0 R", b"/Root 9 0 R"), "pdf length": PDF.replace(b"/Length ", b"/Length 99999"),
    "pdf count": PDF.replace(b"/Count 1", b"/Count 999999999"), "pdf previous": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"), "pdf deep": PDF.replace(b"/Title", b"/X " + b"[" * 50_000 + b" /Title"),
    "pdf operators": pdf([[(f"word {at}", 1.0) for at in range(40_000)]]), "pdf pages": pdf([[("They met.", 0.0)]] * 600), "pdf twice": PDF * 2, "pdf bracket": PDF.replace(b" Tj", b""),
    "ligature": "The e\ufb00ort of the o\ufb03ce.".encode(), "right to left": "\u202eThey met.\u202c \u05d4\u05dd \u05e0\u05e4\u05d2\u05e9\u05d5 \u0647\u0645".encode(), "emoji": "\U0001f600\u200d\U0001f468 They met.".encode() * 999,
    "tags of text": "\U000e0041\U000e0042They met.\ufff9".encode(), "soft hyphens": ("co\u00ad\nop\u00aderate. " * 5000).encode(), "separators": ("They met.\u2028\u2029\x85" * 9000).encode(),
}  # fmt: skip
# What the ending cannot make a difference to beside the first is read with one ending only.
OWN = {"pdf": (".pdf",), "front": (".md",), "json": (".jsonl",), "csv": (".csv",), "few": (".html",)}


@pytest.mark.parametrize(
    ("name", "ending"),
    [(name, ending) for name in CHOSEN for ending in OWN.get(name.split()[0], ENDINGS if len(CHOSEN[name]) < 60_000 else (".txt", ".md", ".html"))],
)  # fmt: skip
def test_chosen(name, ending):
    survives(f"bad{ending}", CHOSEN[name])


FRAGMENTS = [
    "They met in the hall. ", "\u201c", "\u201d", '"', "'", "\u2019", "\u00ab", "said", "\n", "\n\n", "\r\n", "\t", " ", "\u00a0", "\u00ad", "\ufeff", "\u200b", "\x00", "\x1b[", "\u0301", "---\n", "title: ",
    "- ", "# ", "> ", "* ", "**", "_", "`", "[", "](", ")", "<", ">", "</p>", "<p>", "<html>", "<!--", "-->", "&amp;", "&#0;", "&#xd800;", "<script>", "{", "}", '{"text": "', '"}\n', "\\ud800", "text,", "url,", ",", ";",
    "!!python/name:os ", "&a ", "*a ", "\u00e2\u20ac\u0153", "\u00c3\u00a9", "\u6771\u4eac", "\u0535\u0580\u0587\u0561\u0576", "https://example.invalid/", "top of page", "May 3, 2024", "=1+1", "@x", ".", "?", "\U0001f600",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=30).map("".join)


@settings(SETTINGS, max_examples=500)
@given(
    text=TEXTS,
    ending=st.sampled_from([".txt", ".md", ".html", ".csv", ".jsonl"]),
    cut=st.integers(0, 3),
    encoding=st.sampled_from(["utf-8", "utf-8", "utf-16", "cp1252"]),
)
def test_generated(text, ending, cut, encoding):
    data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    survives(f"bad{ending}", data[: len(data) - cut])


@settings(SETTINGS, max_examples=250)
@given(
    place=st.integers(0, len(PDF) - 1),
    cut=st.integers(0, 40),
    piece=st.binary(max_size=12)
    | st.sampled_from([b"<<", b">>", b"[", b"(", b"endobj", b"stream", b"%%EOF", b"999999999"]),
)
def test_generated_pdf(place, cut, piece):
    survives("bad.pdf", PDF[:place] + piece + PDF[place + cut :])


@settings(SETTINGS, max_examples=150)
@given(
    cells=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "text": TEXTS | st.none() | st.integers() | st.floats(),
                "title": TEXTS,
                "published": TEXTS | st.dates(),
                "url": TEXTS,
                "x": TEXTS | st.lists(st.integers()),
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_generated_rows(cells):
    import pandas as pd

    table = pd.DataFrame(cells, columns=["text", "title", "published", "url", "x"], dtype=object)
    try:
        articles = read(table)
    except ReadoutsError:
        return
    assert len(articles) == len(cells)
    assert len({one.article_id for one in articles}) == len(cells)


GOOD = {
    "01.txt": BODY, "02.md": f"---\ntitle: Talks\n---\n{BODY}", "03.html": f"<html><body><p>{BODY.replace(chr(10) * 2, '</p><p>')}</p></body></html>", "04.htm": f"<!doctype html><p>{BODY}</p>", "05.pdf": PDF,
    "06.csv": f'text,title\n"{BODY}",Talks\n', "07.jsonl": json.dumps({"text": BODY}), "08.txt": BODY.encode("utf-16"), "09.txt": b"\x93" + BODY.encode() + b"\x94", "10.txt": b"\xef\xbb\xbf" + BODY.encode(),
    "11.txt": BODY.replace(" ", "\u00a0"), "12.md": BODY, "13.MD": f"# Talks\n\n{BODY}", "14.TXT": BODY.replace("\n", "\r\n"), "15.csv": f'\ufeffurl;text\nhttps://a.example;"{BODY}"\n', "16.pdf": pdf([[("They met.", 0.0)]]),
    "17.txt": f"<!DOCTYPE html><html><body><p>{BODY}</p></body></html>", "18.html": f"<p>{BODY}", "19.jsonl": json.dumps({"text": BODY, "wave": [1]}) + "\n\n", "20.txt": "\u201c" + BODY,
}  # fmt: skip
BAD = {
    "21.txt": "", "22.txt": " \n", "23.txt": b"They\0met", "24.txt": CHOSEN["zip"], "25.txt": b"\xff\xfe\x00", "26.txt": "top of page", "27.md": CHOSEN["png"], "28.md": "---\ntitle: x\n---\n", "29.html": CHOSEN["no article"],
    "30.html": CHOSEN["tags"], "31.htm": CHOSEN["zip"], "32.pdf": PDF[: len(PDF) // 2], "33.pdf": CHOSEN["zip"], "34.pdf": pdf([[]]), "35.pdf": BODY, "36.csv": "title\nTalks\n", "37.csv": 'text\n"They met.\n',
    "38.csv": "text,text\na,b\n", "39.jsonl": "{broken", "40.jsonl": b"[" * 100_000,
}  # fmt: skip


def test_a_folder_of_twenty_good_and_twenty_damaged_files(tmp_path):
    for name, data in (GOOD | BAD).items():
        (tmp_path / name).write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    (tmp_path / "00-link.txt").symlink_to(__file__)  # out of the folder: passed over
    articles = read(tmp_path)
    assert [Path(one.path).name for one in articles] == [*GOOD, *BAD]
    assert [bool(one.text) for one in articles] == [True] * 20 + [False] * 20
    for one in articles[20:]:
        assert len(one.warnings) == 1
        assert one.warnings[0].startswith("place: ")
        assert Path(one.path).name in one.warnings[0]
        assert one.sha256 == ""
    assert [Path(one.path).name for one in articles[:20] if one.warnings] == [
        "09.txt"
    ]  # which says that it is Windows-1252
    reading = analysis.analyze(articles, "armenia-azerbaijan")
    assert len(reading.articles) == 40
    assert reading.articles["sha256"].isna().tolist() == [False] * 20 + [True] * 20
    assert reading.articles["warnings"].iloc[20:].notna().all()


def test_formulas_are_neutral_in_what_is_written(tmp_path):
    (tmp_path / "rows.csv").write_bytes(CHOSEN["formulas"])
    place = analysis.analyze(read(tmp_path / "rows.csv"), "armenia-azerbaijan").save(tmp_path / "out")
    import pandas as pd

    for path in place.glob("*.csv"):
        for cell in pd.read_csv(path, dtype="str", keep_default_na=False).to_numpy().ravel():
            negative = str(cell).startswith("-") and str(cell)[1:2].isdigit()  # a number, not a formula
            assert negative or not str(cell).startswith(("=", "+", "-", "@", "\t")), (path.name, cell)


def test_names_of_files(tmp_path):
    names = [
        "a\nb.txt",
        "=cmd.txt",
        "-rf.txt",
        "a;b|c&d.txt",
        "'\"<script>.txt",
        "\u202etxt.exe.txt",
        "x" * 250 + ".txt",
        " .txt",
    ]
    for name in names:
        (tmp_path / name).write_text(BODY)
    articles = read(tmp_path)
    assert len(articles) == len(names)
    assert all(one.text == BODY for one in articles)
    assert all(set(one.article_id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for one in articles)
