"""The text of a PDF file: lines, paragraphs, no headers and footers."""

from __future__ import annotations

import io
import itertools
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from analysis.errors import UnreadableText
from analysis.sources.cleaning import join_block, normalise
from analysis.sources.raw import Raw

_MOST_PAGES = 500
_MOST_SECONDS = 4.0  # of the processor; a page takes a hundredth
# What programs print at the edges of a page.
_STAMP = re.compile(
    r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|-\s*\d{1,4}\s*-|(?:https?|file):\S+(?:\s+\d+\s*/\s*\d+)?"
    r"|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s*[AP]M)?.{0,120}", re.I,
)  # fmt: skip
_END = re.compile(r"[.!?\u2026:][\"'\u201d\u2019)\]]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    height: float  # above the foot of the page, in points
    size: float  # of the letters, in points


class _TooLong(Exception):
    pass


def read_pdf(data: bytes, place: str) -> Raw:
    """Return the text of a PDF file, one paragraph a line, a blank line between paragraphs (pypdf).

    A paragraph ends where the space below a line is larger than usual or the size of the letters changes. Headers,
    footers and page numbers are left out and listed. The title is that of the file's metadata where the text has it near
    its beginning; what stands above is the letterhead. The file's own dates are not used: they tell when it was printed.

    Raises
    ------
    UnreadableText
        If it is damaged, encrypted, has no text (a scan has none) or takes more than some seconds.
    """
    from pypdf import PdfReader

    warnings = () if b"%%EOF" in data[-2048:] else ("the PDF file ends early: pages may be missing",)
    deadline = time.process_time() + _MOST_SECONDS

    def in_time(*_: object) -> None:
        if time.process_time() > deadline:
            raise _TooLong

    try:
        with _quiet():
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableText("place", "a PDF file without a password", f"{place}, which is encrypted")
            count = len(reader.pages)
            if count > _MOST_PAGES:
                raise UnreadableText("place", f"a PDF file of at most {_MOST_PAGES} pages", f"{place} of {count:,}")
            pages = []
            for page in reader.pages:
                in_time()
                pages.append(_lines(page, in_time))
            title = str((reader.metadata and reader.metadata.title) or "")
    except UnreadableText:
        raise
    except _TooLong:
        raise UnreadableText("place", f"a PDF file that is read in {_MOST_SECONDS:.0f} seconds", place) from None
    except Exception as error:  # whatever a parser of hostile files may raise
        raise UnreadableText("place", "a PDF file", f"{place}: {type(error).__name__}: {str(error)[:200]}") from error
    pages, removed = _without_edges(pages)
    blocks = list(_paragraphs(pages))
    title = _folded(title)
    # The letterhead above the headline, where the metadata tell which that is.
    at = next((at for at, block in enumerate(blocks[:5]) if len(title) >= 8 and _folded(block).startswith(title)), None)
    removed, blocks = (*removed, *blocks[:at]) if at else removed, blocks[at or 0 :]
    text = "\n\n".join(blocks)
    if not re.search(r"\w", text):
        raise UnreadableText(
            "place", "a PDF file with text", f"{place}, in which there is none: a scan must be read by OCR first"
        )
    headline = None if at is None else blocks[0]
    return Raw(text, title=headline if headline and len(headline) < 2 * len(title) else None, joined=True,
               warnings=warnings, removed=removed)  # fmt: skip


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(text[:1000]).casefold()))


def _lines(page: Any, in_time: Any) -> list[_Line]:
    """The lines of a page in the order in which the file draws them."""
    parts: list[str] = []
    places: list[tuple[float, float]] = []  # of each piece: height and size

    def piece(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        in_time()
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        parts.append(text)
        places.append((height, abs(size * (tm[3] or tm[1]) * (cm[3] or cm[1]))))

    page.extract_text(visitor_text=piece, visitor_operand_before=in_time)
    out: list[_Line] = []
    text, place = "", (0.0, 0.0)
    for part, here in [*zip(parts, places, strict=True), ("\n", (0.0, 0.0))]:
        head, *rest = part.split("\n")
        for at, some in enumerate([head, *rest]):
            if at:
                if text.strip():
                    out.append(_Line(" ".join(text.split()), *place))
                text = ""
            if some.strip() and not text.strip():
                place = here
            text += some
    return out


def _without_edges(pages: Sequence[Sequence[_Line]]) -> tuple[list[list[_Line]], tuple[str, ...]]:
    """Pages without the page numbers, stamps and repeated lines at their top and foot, and those lines."""

    def edges(page: Sequence[_Line]) -> set[int]:
        by_height = sorted(range(len(page)), key=lambda at: page[at].height)
        return {*by_height[:2], *by_height[-2:]}

    def folded(line: _Line) -> str:
        return re.sub(r"\d+", "0", line.text.casefold())

    at_edges = [edges(page) for page in pages]
    seen = Counter(
        one for page, at in zip(pages, at_edges, strict=True) for one in {folded(page[number]) for number in at}
    )
    out, removed = [], []
    for page, at in zip(pages, at_edges, strict=True):
        kept = []
        for number, line in enumerate(page):
            again = seen[folded(line)] >= max(2, 0.5 * len(pages))
            if number in at and (again or _STAMP.fullmatch(line.text)):
                removed.append(line.text)
            else:
                kept.append(line)
        out.append(kept)
    return out, tuple(removed)


def _paragraphs(pages: Sequence[Sequence[_Line]]) -> Iterator[str]:
    """Paragraphs, also those that run over a page."""
    usual = _pitch(pages)
    widest = max((len(line.text) for page in pages for line in page), default=0)
    block: list[str] = []
    for page in pages:
        before: _Line | None = None
        for line in page:
            if before is not None:
                gap, size = before.height - line.height, max(before.size, line.size, 1.0)
                ends = (
                    gap > 1.25 * usual.get(round(line.size), 1.2 * size)
                    or gap < -0.5 * size
                    or abs(before.size - line.size) > 0.15 * size
                )
            else:  # over the page a line that fills its column goes on
                ends = bool(block) and (bool(_END.search(block[-1][-20:])) or len(block[-1]) < 0.7 * widest)
            if ends and block:
                yield join_block(block, wrapped=True)
                block = []
            block.append(line.text)
            before = line
    if block:
        yield join_block(block, wrapped=True)


def _pitch(pages: Sequence[Sequence[_Line]]) -> dict[int, float]:
    """For each size of letters the usual distance from line to line: the lower quartile of those there are."""
    gaps: dict[int, list[float]] = {}
    for page in pages:
        for one, two in itertools.pairwise(page):
            gap = one.height - two.height
            if round(one.size) == round(two.size) and 0.5 * two.size < gap < 4 * two.size:
                gaps.setdefault(round(two.size), []).append(gap)
    return {size: sorted(some)[len(some) // 4] for size, some in gaps.items()}


@contextmanager
def _quiet() -> Iterator[None]:
    """What pypdf would print about a damaged file is in the error or the warning already."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
