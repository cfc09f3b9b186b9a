"""From bytes to text: which encoding they are in, and letters that a wrong one has spoilt."""

from __future__ import annotations

import codecs
import re

from analysis.errors import UnreadableText
from analysis.sources.cleaning import CONTROLS

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.-]{3,20})")
# Declared names are the file's own words: only charsets count, not Python's other codecs.
_CHARSET = re.compile(r"(?:iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|tis)[\w-]*$")
# What no text in Windows-1252 has: a sign or a capital inside a word, or hardly anything but such letters.
_NOT_WESTERN = re.compile(
    "[a-z][\u00c0-\u00de]|[A-Za-z][\u00a1-\u00a8\u00aa-\u00b6\u00b8-\u00bf][a-z]|[\u00c0-\u00ff]{5}|\ufffd"
)
# Letters that are Icelandic there; in a text without the Icelandic vowels they are Turkish ones of Windows-1254.
_TURKISH = re.compile("[\u00d0\u00dd\u00de\u00f0\u00fd\u00fe]")
_ICELANDIC = re.compile("[\u00e1\u00e9\u00ed\u00f3\u00fa\u00e6]")
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "iso8859_5",
    "koi8_r", "koi8_u", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_SAMPLE = 100_000  # bytes
_LOST_MARK = re.compile("\u00e2\u20ac(?=[\\s.,;:)]|\\Z)")


def decode(data: bytes, place: str, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text of some bytes and a warning, or None, about their encoding.

    UTF-8, UTF-16 with a byte order mark, UTF-8 with a few damaged bytes, the charset that the first two kilobytes
    declare, Windows-1252 or Windows-1254 where the letters allow it, else what charset-normalizer makes of them; all but
    the first two with a warning.

    Parameters
    ----------
    data : bytes
    place : str
        Where they are from, for the message.
    declared : str, optional
        A charset that came with them, as in the header of a page from the web.

    Raises
    ------
    UnreadableText
        If the bytes are binary: NULs, or more than one control character in a hundred.

    Examples
    --------
    >>> decode("caf\u00e9".encode("cp1252"), "a.txt")
    ('caf\u00e9', 'not UTF-8: read as Windows-1252')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text, warning = data.decode("utf-16"), None
        except UnicodeDecodeError:
            raise UnreadableText("place", "a text file", f"{place}, which is broken UTF-16") from None
    elif b"\0" in data:
        raise UnreadableText("place", "a text file", f"{place}, which is binary")
    else:
        try:
            text, warning = data.decode("utf-8-sig"), None
        except UnicodeDecodeError:
            text, warning = _guess(data, declared)
    odd = len(CONTROLS.findall(text)) + (text.count("\ufffd") if warning else 0)
    if odd * 100 > len(text):
        raise UnreadableText("place", "a text file", f"{place}, which is binary")
    return text, warning


def _guess(data: bytes, charset: str | None) -> tuple[str, str]:
    # A text cut in the middle of a letter, or with a few bytes lost, is still UTF-8.
    mended = data.decode("utf-8-sig", errors="replace")
    bad = mended.count("\ufffd")
    good = len(mended) - len(mended.encode("ascii", "ignore")) - bad
    if good > 2 * bad:
        return mended, f"not all of it is UTF-8: {bad} {'character' if bad == 1 else 'characters'} lost"
    inside = _DECLARED.search(data[:2048])
    for name in filter(None, [charset, inside and inside.group(1).decode("ascii")]):
        try:
            if _CHARSET.match(codecs.lookup(name).name):
                return data.decode(name), f"not UTF-8: read as {name}, as it declares"
        except (LookupError, UnicodeDecodeError):
            pass
    western = data.decode("cp1252", errors="replace")
    if not _NOT_WESTERN.search(western):
        if _TURKISH.search(western) and not _ICELANDIC.search(western):
            return data.decode("cp1254", errors="replace"), "not UTF-8: read as Windows-1254"
        return western, "not UTF-8: read as Windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None:
        return western, "not UTF-8: read as Windows-1252"
    return data.decode(
        best.encoding, errors="replace"
    ), f"not UTF-8: read as {best.encoding}, as far as the letters tell"


def mend(text: str) -> tuple[str, str | None]:
    """Return a text without letters that a wrong encoding has spoilt, and a warning, or None, that there were some.

    Uses ftfy (Speer 2019). Quotation marks stay as they are: what is curly tells where a quotation opens.

    Examples
    --------
    >>> mend("Andr\u00c3\u00a9s said \u00e2\u20ac\u0153peace\u00e2\u20ac\u009d")
    ('Andr\u00e9s said \u201cpeace\u201d', 'letters spoilt by a wrong encoding were mended')
    >>> mend("Andr\u00e9s said \u201cpeace\u201d")
    ('Andr\u00e9s said \u201cpeace\u201d', None)
    """
    if text.isascii():
        return text, None
    from ftfy import TextFixerConfig, fix_text
    from ftfy.badness import is_bad

    config = TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False,
                             fix_line_breaks=False, fix_surrogates=False, unescape_html=False, normalization=None)  # fmt: skip
    # A closing mark often loses the last of its three bytes, for which the wrong encoding has no letter.
    mended = fix_text(_LOST_MARK.sub("\u00e2\u20ac\x9d", text), config)
    return (
        (mended, "letters spoilt by a wrong encoding were mended")
        if is_bad(text) and mended != text
        else (mended, None)
    )
