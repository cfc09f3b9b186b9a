"""The article in an HTML page."""

from __future__ import annotations

from typing import Any

from analysis.errors import UnreadableText
from analysis.sources.dates import parse_date
from analysis.sources.raw import Raw, outlet_of

# More than any page has; what trafilatura takes beyond grows without bound.
_MOST_HTML = 5_000_000  # characters
_MOST_TAGS = 30_000


def read_html(text: str, place: str) -> Raw:
    """Return the article in an HTML page, without navigation, and its metadata (trafilatura).

    Raises
    ------
    UnreadableText
        If there is no article in it, or it is larger than a page can be.
    """
    if len(text) > _MOST_HTML or text.count("<") > _MOST_TAGS:
        allowed = f"an HTML page of at most {_MOST_HTML // 1_000_000} million characters and {_MOST_TAGS:,} tags"
        raise UnreadableText("place", allowed, f"{place} of {len(text):,} and {text.count('<'):,}")
    import trafilatura

    if "<html" not in text[:5000].casefold():
        text = f"<html>{text}"  # a piece of a page, which trafilatura takes for plain text

    # Without its extensive search: that makes a date of publication out of the year in "(c) 2024".
    dates = {"extensive_search": False, "original_date": True}
    try:
        found: Any = trafilatura.bare_extraction(
            text, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True,
            date_extraction_params=dates,
        )  # fmt: skip
    except Exception as error:  # whatever a parser of hostile pages may raise
        raise UnreadableText("place", "an HTML page", f"{place}: {type(error).__name__}: {error}") from error
    body = (getattr(found, "text", None) or "") if found is not None else ""
    if not body.strip():
        raise UnreadableText("place", "an HTML page with an article", f"{place}, in which none was found")
    url = found.url or None
    return Raw(
        "\n\n".join(line.strip().removeprefix("- ") for line in body.split("\n") if line.strip()), title=found.title or None,
        published=parse_date(found.date), outlet=found.sitename or (outlet_of(url) if url else None), url=url,
    )  # fmt: skip
