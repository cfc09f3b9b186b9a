"""What reading makes of damaged texts: the sentences of a damaged text should be those of the clean one.

python -m tests.benchmarks.damage --data FOLDER [--texts 100] [--least PERCENT] [--failures]

FOLDER holds Markdown files with front matter, such as the public readouts of the White House. Of those with at least 60
words every n-th is taken, and damaged in each way: as an HTML page with navigation, as a PDF file, in Windows-1252, with
mojibake, wrapped at 60 columns, with a doubled headline and a cookie banner. A sentence is found where the same words with
the same marks are a sentence of the damaged text. Each figure is the percentage of sentences found, with a 95 % interval
from a bootstrap over texts; "added" are sentences that the clean text does not have, as a percentage of its own.
"""

from __future__ import annotations

import argparse
import html
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import analysis
from analysis.sources.articles import Article
from analysis.sources.encodings import mend
from tests.benchmarks.bootstrap import interval, redrawn

_LEAST_WORDS = 60


def pdf(pages: Sequence[Sequence[tuple[str, float]]], title: str = "") -> bytes:
    """A PDF file of lines, each with the space above it in points, in Times at 11 points; what Windows-1252 lacks is a "?"."""

    def literal(text: str) -> bytes:
        raw = text.encode("cp1252", "replace")
        return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"

    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Title " + literal(title) + b" >>",
    ]
    for at, lines in enumerate(pages):
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * at} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>".encode())  # fmt: skip
        content = b"BT /F1 11 Tf 72 760 Td\n"
        for text, above in lines:
            content += f"0 {-above:g} Td ".encode() + literal(text) + b" Tj\n"
        content += b"ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def pdf_of(article: Article) -> bytes:
    """The article on pages with a header and a page number, wrapped at 90 columns."""
    lines = [(line, 20.0 if at == 0 else 13.0) for at, line in enumerate(textwrap.wrap(article.title or "", 90))]
    for block in article.text.split("\n\n"):
        lines += [
            (line, 20.0 if at == 0 else 13.0)
            for at, line in enumerate(textwrap.wrap(block, 90, break_on_hyphens=False))
        ]
    size = 38
    pages = [lines[at : at + size] for at in range(0, len(lines), size)]
    return pdf(
        [
            [("Office of the Press Secretary", 0.0), *page, (f"Page {at} of {len(pages)}", 40.0)]
            for at, page in enumerate(pages, 1)
        ],
        article.title or "",
    )


def page_of(article: Article) -> bytes:
    """The article as a page with a menu, a list of other pages and a footer."""
    title = html.escape(article.title or "")
    body = "".join(f"<p>{html.escape(block)}</p>\n" for block in article.text.split("\n\n"))
    menu = "".join(
        f'<li><a href="/{word}">{word}</a></li>'
        for word in "Home Administration Priorities Briefings Contact Search".split()
    )
    others = "".join(f'<li><a href="/{at}">Remarks at the harbour, part {at}</a></li>' for at in range(1, 7))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Example House</title></head><body>'
        f'<a class="skip" href="#content">Skip to content</a><header><nav><ul>{menu}</ul></nav></header>'
        f'<main id="content"><article><h1>{title}</h1><div class="share">Share this page</div>{body}</article></main>'
        f"<aside><h2>More like this</h2><ul>{others}</ul></aside>"
        "<footer><p>\u00a9 2024 The Example House. All rights reserved.</p><p>Privacy Policy | Terms of Use</p></footer></body></html>"
    ).encode()


def plain(article: Article) -> str:
    return f"{article.title}\n\n{article.text}\n"


def spoilt(article: Article) -> bytes:
    """UTF-8 read as Windows-1252 and saved again; bytes that Windows-1252 lacks stay as control characters."""
    data = plain(article).encode()
    return "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in data).encode()


def wrapped(article: Article) -> bytes:
    blocks = plain(article).strip().split("\n\n")
    return "\n\n".join(
        textwrap.fill(one, 60, break_long_words=False, break_on_hyphens=False) for one in blocks
    ).encode()


def bannered(article: Article) -> bytes:
    banner = (
        "We use cookies to improve your visit. By continuing you accept our cookie policy.\n\nAccept all cookies\n\n"
    )
    return f"Skip to content\n\n{banner}{article.title}\n\n{plain(article)}\nShare this article\n".encode()


KINDS: dict[str, tuple[str, Callable[[Article], bytes]]] = {
    "HTML page": (".html", page_of), "PDF": (".pdf", pdf_of),
    "Windows-1252": (".txt", lambda article: plain(article).encode("cp1252")), "mojibake": (".txt", spoilt),
    "wrapped at 60": (".txt", wrapped), "headline, banner": (".txt", bannered),
}  # fmt: skip


def sentences(text: str) -> Counter[str]:
    return Counter(" ".join(text[start:end].split()) for start, end in analysis.split_sentences(text))


def chosen(folder: Path, number: int) -> list[Article]:
    """Every n-th text that Windows-1252 can hold, with at least 60 words and a title."""
    good = []
    for path in sorted(folder.glob("*.md")):
        article = analysis.read(path)[0]
        try:
            plain(article).encode("cp1252")
        except UnicodeEncodeError:
            continue
        if article.title and len(article.text.split()) >= _LEAST_WORDS and mend(article.text)[1] is None:
            good.append(article)
    return good[:: max(1, len(good) // number)][:number]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--least", type=float, help="fail where a kind of damage is below")
    parser.add_argument("--failures", action="store_true", help="print what is lost and added, one line each")
    options = parser.parse_args()
    articles = chosen(options.data, options.texts)
    if not articles:
        print(f"no texts in {options.data}")
        return 1
    low = []
    print(f"{len(articles)} texts\n{'damage':17} sentences  found  95 % interval    added  titles")
    with tempfile.TemporaryDirectory() as folder:
        for kind, (ending, damage) in KINDS.items():
            counts = []
            for article in articles:
                path = Path(folder) / f"text{ending}"
                path.write_bytes(damage(article))
                (got,) = analysis.read([path, Article.from_text("They met.")])[:1]
                wanted, found = sentences(article.text), sentences(got.text)
                counts.append(Counter(right=(wanted & found).total(), all=wanted.total(), added=(found - wanted).total(),
                                      titles=got.title is not None and got.title.split() == (article.title or "").split()))  # fmt: skip
                if options.failures:
                    for mark, some in (("-", wanted - found), ("+", found - wanted)):
                        for one in some:
                            print(f"  {kind} {mark} {article.path}: {one[:100]!r}")
            total = sum(counts, Counter())

            def share(some: Counter[str]) -> float:
                return 100 * some["right"] / some["all"]

            lower, upper = interval(redrawn(counts), share)
            print(f"{kind:17} {total['all']:9}  {share(total):5.1f}  [{lower:.1f}, {upper:.1f}]  "
                  f"{100 * total['added'] / total['all']:9.1f}  {total['titles']:6}")  # fmt: skip
            if options.least and share(total) < options.least:
                low.append(kind)
    if low:
        print(f"below {options.least}: {', '.join(low)}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
