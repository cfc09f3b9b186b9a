"""From bytes to clean paragraphs: tables of cases, each of our own wording."""

import time

import pytest

from analysis.errors import UnreadableText
from analysis.sources.cleaning import join_lines, normalise
from analysis.sources.dates import dateline, parse_date
from analysis.sources.encodings import decode, mend
from analysis.sources.furniture import clean, outlet_in
from analysis.sources.markdown import plain_markdown, plain_marks

WRAPPED = """\
The harbour ministers of both islands met on the ferry this morning and
talked for two hours about the lighthouse, the price of herring and the
long-standing quarrel over the sandbank. They agreed to meet again in the
U.S. Embassy.
"""


@pytest.mark.parametrize(
    ("data", "text", "warning"),
    [
        ("caf\u00e9".encode(), "caf\u00e9", None),
        ("caf\u00e9".encode("utf-8-sig"), "caf\u00e9", None),
        ("caf\u00e9".encode("utf-16"), "caf\u00e9", None),
        (b"\x93Peace\x94, he said", "\u201cPeace\u201d, he said", "Windows-1252"),
        ("<meta charset=iso-8859-2> \u0141\u00f3d\u017a".encode("iso-8859-2"), "<meta charset=iso-8859-2> \u0141\u00f3d\u017a", "iso-8859-2"),
        (b"charset=punycode caf\xe9", "charset=punycode caf\u00e9", "Windows-1252"),  # no charset, though Python has it
        ("Al\u00e9 m\u00e9t H\u00e9l\u00e8ne.".encode() + b"\xe2\x80", "Al\u00e9 m\u00e9t H\u00e9l\u00e8ne.\ufffd", "not all of it"),
    ],
)  # fmt: skip
def test_decode(data, text, warning):
    # Padding: one lost letter in a short text would be more than one in a hundred.
    padding = b" and so on" * 20
    got, told = decode(
        data if data.startswith((b"\xff\xfe", b"\xfe\xff")) else padding + data if warning == "not all of it" else data,
        "a.txt",
    )
    assert got.endswith(text)
    assert told is None if warning is None else warning in told


@pytest.mark.parametrize(
    ("text", "charset", "told"),
    [
        ("President Erdo\u011fan and \u015eahin met.", "cp1254", "Windows-1254"),
        ("Gu\u00f0ni J\u00f3hannesson met them.", "cp1252", "Windows-1252"),
        ("\u201cWe agree,\u201d he said \u2013 don\u2019t they?", "mac_roman", "mac_roman"),
        ("\u041c\u0438\u043d\u0438\u0441\u0442\u0440 \u0432\u0441\u0442\u0440\u0435\u0442\u0438\u043b\u0441\u044f \u0432\u0447\u0435\u0440\u0430 \u0441 \u043a\u043e\u043b\u043b\u0435\u0433\u043e\u0439. " * 5, "cp1251", "cp1251"),
    ],
)  # fmt: skip
def test_encodings_that_nothing_declares(text, charset, told):
    filler = " The envoys met in the hall to speak of the ferry and the lights." * 9
    got, warning = decode((text + filler).encode(charset), "a.txt")
    assert got == text + filler
    assert told in warning


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\u00e2\u20ac\u0153Peace,\u00e2\u20ac\x9d he said", "\u201cPeace,\u201d he said"),
        ("\u00e2\u20ac\u0153Peace\u00e2\u20ac today", "\u201cPeace\u201d today"),  # the last byte is lost
        ("don\u00e2\u20ac\u2122t", "don\u2019t"),
        ("S\u00c3\u00a3o Paulo", "S\u00e3o Paulo"),
        ("\u201cCurly\u201d \u2018marks\u2019 and caf\u00e9s stay &amp; so do entities", None),
    ],
)
def test_mend(raw, text):
    mended, told = mend(raw)
    assert mended == (text or raw)
    assert (told is None) == (text is None)


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"They met.\x00", bytes(range(1, 32)) * 9, b"\xff\xfe\x00"])
def test_binary_is_refused(data):
    with pytest.raises(UnreadableText, match=r"place: .*text file.*a\.bin"):
        decode(data, "a.bin")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u00a0b\u2009c\u202fd", "a b c d"),
        ("co\u00adop\u200ber\u2060ate\ufeff", "cooperate"),
        ("cafe\u0301", "caf\u00e9"),
        ("the har\u00ad\n  bour o\ufb03ce", "the harbour office"),
        ("a\u2029b", "a\n\nb"),
        ("a\ud800b\x07c", "a b c"),
        ("\u201cAliyev\u2019s\u201d", "\u201cAliyev\u2019s\u201d"),  # quotation marks stay as they are
    ],
)
def test_normalise(raw, text):
    assert normalise(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (WRAPPED, " ".join(WRAPPED.split())),
        (WRAPPED + "\n" + WRAPPED, "\n\n".join([" ".join(WRAPPED.split())] * 2)),
        ("They met.\nThey ate.\nThey left.", "They met.\n\nThey ate.\n\nThey left."),  # a paragraph a line
        ("X " * 90 + "end.\n" + "Y " * 90 + "end.", "X " * 90 + "end.\n\n" + "Y " * 90 + "end."),
        ("Harbour Office\nPort Mary\nMay 3, 2024", "Harbour Office\n\nPort Mary\n\nMay 3, 2024"),
        ("They met in the\nHarbour Hall.", "They met in the Harbour Hall."),
        ("They met at the U.S.\nembassy there.", "They met at the U.S. embassy there."),
        (WRAPPED + "- the ferry\n- the herring", " ".join(WRAPPED.split()) + "\n\n- the ferry\n\n- the herring"),
        ("a long-\nstanding tie", "a long-standing tie"),
        ("the pre- and post-war years", "the pre- and post-war years"),
        ("of the pre-\nand post-war years", "of the pre- and post-war years"),
        ("\n \n a  b\t c \n\n\n", "a b c"),
        ("", ""),
    ],
)
def test_join_lines(raw, text):
    assert join_lines(raw) == text


@pytest.mark.parametrize("columns", [50, 60, 72, 80, 110])
def test_wrapping_at_any_width_is_undone(columns):
    import textwrap

    text = "\n\n".join(" ".join(WRAPPED.split()[number:] + WRAPPED.split()) for number in range(4))
    assert join_lines("\n\n".join(textwrap.fill(one, columns) for one in text.split("\n\n"))) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("[her](https://example.org/a_(b)#:~:text=x(y)) left", "her left"),
        ("[a [sic] note](https://example.org) and [so] on", "a [sic] note and [so] on"),
        ("[a link\nthat wraps](https://example.org \"a title\")", "a link that wraps"),
        ("![a map](map.png)\n\n[![pic](a.png)](b.html) text", "a map\n\npic text"),
        ("see [one][1] and [two][2]\n\n[1]: https://example.org", "see one and [two][2]"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("[senior official]: Yes.", "[senior official]: Yes."),
        ("**bold\nover lines** and *one*, ***both***, _low_ __lines__", "bold over lines and one, both, low lines"),
        ("2 * 3 * 4, snake_case_name, 5\\* and a*", "2 * 3 * 4, snake_case_name, 5* and a*"),
        ("under *Roe v. Doe *for years", "under Roe v. Doe for years"),
        ("# Talks #\n\n## C#\ntext", "Talks\n\nC#\n\ntext"),
        ("Talks\n=====\ntext\n\n---\n\nmore", "Talks\n\ntext\n\nmore"),
        ("They brought:\n\n-  bread\n-  wine\n   and figs\n*  salt\n\nThey left.", "They brought:\n\nbread\n\nwine and figs\n\nsalt\n\nThey left."),
        ("1.  One\n2.  Two\n\n2021. was dry", "One\n\nTwo\n\n2021. was dry"),
        ("They met\n- so he said - at\n12. May Street", "They met - so he said - at 12. May Street"),
        ("> He said\n> so.\n>\n> > Twice.", "He said so.\n\nTwice."),
        ("more than\n>5 percent", "more than >5 percent"),
        ("A line,  \nThe Next  \nLast.  \n\nEnd", "A line, The Next\n\nLast.\n\nEnd"),
        ("a<br>B <u>c</u> 5<sup>th</sup> &amp; <!-- note --> d", "a\n\nB c 5th & d"),
        ("x < y and y > z <!-- open", "x < y and y > z <!-- open"),
        ("First they met there.\nThen they ate well.\nAt last they left.\nNo more.", "First they met there.\n\nThen they ate well.\n\nAt last they left.\n\nNo more."),
        ("\\###", "###"),
    ],
)  # fmt: skip
def test_plain_markdown(raw, text):
    assert plain_markdown(raw) == text


def test_plain_text_keeps_what_may_be_no_mark():
    text = "* note *, # one, [so] (there), _x_, 2 * 3"
    assert plain_marks(text) == text
    assert plain_marks("see [the text](https://example.org/a) in **March**") == "see the text in March"


BODY = "The envoys met in the harbour hall.\n\nThey agreed on the ferry."


@pytest.mark.parametrize(
    ("above", "below", "title", "outlet"),
    [
        ([], [], None, None),
        (["Envoys Meet"], [], "Envoys Meet", None),
        (["top of page", "Envoys Meet", "Envoys Meet"], ["Ad for subscribing to The Harbour Post", "bottom of page"], "Envoys Meet", "The Harbour Post"),
        (["Will They Meet?", "Will They Meet?"], [], "Will They Meet?", None),
        (["Skip to content", "Home | News | Search".replace("News | ", ""), "Envoys Meet"], ["Share this article", "Facebook Twitter Email"], "Envoys Meet", None),
        (["Envoys Meet", "By Jane Roe", "Friday, May 3, 2024 at 9:15 am"], [], "Envoys Meet", None),
        ([], ["We use cookies to improve your visit. Read our policy.", "Accept all cookies"], None, None),
        ([], ["\u00a9 2024 The Harbour Post. All rights reserved."], None, "The Harbour Post"),
        ([], ["Copyright \u00a9 2019-2024 Harbour News Agency, Inc.", "Privacy Policy | Terms of Use"], None, "Harbour News Agency"),
        ([], ["Subscribe to our newsletter.", "# # #"], None, None),
        (["FOR IMMEDIATE RELEASE", "Envoys Meet"], ["-30-"], "Envoys Meet", None),
    ],
)  # fmt: skip
def test_furniture_goes_and_is_listed(above, below, title, outlet):
    cleaned = clean("\n\n".join([*above, BODY, *below]))
    assert cleaned.text == BODY
    assert cleaned.removed == (*above, *below)
    assert (cleaned.title, cleaned.outlet) == (title, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "Ad hoc talks opened in the harbour.",
        "Share prices fell as the envoys met.",
        "Copyright law was on the table.",
        "Search teams were sent to the strait.",
        "The bakers brought cookies for both envoys.",
        "Home ministers of both islands took part.",
        "They will sign up to the accord in May.",
        "He asked them to follow us to the hall.",
        "By Friday both had left.",
        "In all, 12 views were heard.",
        "\u201cRead more,\u201d she told them.",
        "Participants included:",
        "Top of the page was his name.",
    ],
)
def test_prose_at_the_edges_stays(line):
    for text in (f"{line}\n\n{BODY}", f"{BODY}\n\n{line}"):
        cleaned = clean(text)
        assert cleaned.text == text
        assert cleaned.removed == ()


def test_furniture_words_inside_the_body_stay():
    text = "\n\n".join(["The envoys met."] * 7 + ["Advertisement"] + ["They agreed."] * 7)
    assert clean(text).text == text


def test_known_title_is_taken_off_the_text_and_no_other_line_is():
    assert (
        clean(f"ENVOYS MEET IN THE HARBOUR\n\nA short line\n\n{BODY}", "Envoys meet in the harbour | The Post").text
        == f"A short line\n\n{BODY}"
    )
    assert clean(f"A short line\n\n{BODY}", "Envoys Meet").removed == ()


@pytest.mark.parametrize("times", [1, 2])
def test_a_long_title_is_no_sentence(times):
    title = " ".join(["Envoys Meet in the Harbour Hall of Port Mary to Speak of the Ferry"] * 8)
    assert len(title) > 500
    cleaned = clean("\n\n".join([title] * times + [BODY]))
    assert (cleaned.text, cleaned.title) == (BODY, title)
    prose = "The envoys met in the hall of the harbour and " * 12 + "left"
    assert clean(f"{prose}\n\n{BODY}").title is None


def test_a_text_of_one_line_is_no_headline():
    assert clean("Envoys met").text == "Envoys met"
    assert clean("Envoys met").title is None


def test_end_mark_behind_the_last_sentence():
    cleaned = clean("They met.\n\nThey left. ###")
    assert (cleaned.text, cleaned.removed) == ("They met.\n\nThey left.", ("###",))


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Subscribe to The Port Times today", "The Port Times"),
        ("\u00a9 Harbour Radio", "Harbour Radio"),
        ("Copyright 2024 by Bank of the Strait Review", "Bank of the Strait Review"),
        ("Subscribe to Our Newsletter", None),
        ("\u00a9 2024", None),
    ],
)
def test_outlet(line, outlet):
    assert outlet_in(line) == outlet


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-03", "2024-05-03"), ("2024-05-03 19:48:25-04:00", "2024-05-03"), ("2024-05-03T10:00:00Z", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"), ("Sept. 3 2024", "2024-09-03"), ("3rd May 2024", "2024-05-03"),
        ("Published: Fri, 3 May 2024", "2024-05-03"), ("Updated on May 3, 2024 | 9:15 pm (GMT)", "2024-05-03"),
        ("March 3, 2024 was dry", None), ("03/05/2024", None), ("2024-02-31", None), ("Foo 3, 2024", None), ("May 2024", None),
        (20240503, None), ("x" * 500, None), (None, None),
    ],
)  # fmt: skip
def test_dates(value, day):
    assert str(parse_date(value)) == str(day)


@pytest.mark.parametrize(
    ("paragraph", "day"),
    [
        ("PORT MARY, May 3, 2024 (Agency) \u2014 They met.", "2024-05-03"),
        ("PORT MARY, 3 May 2024 - They met.", "2024-05-03"),
        ("On May 3, 2024 they met.", None),
        ("PORT MARY, May 3 - They met.", None),
    ],
)
def test_dateline(paragraph, day):
    assert str(dateline(paragraph)) == str(day)


@pytest.mark.parametrize(
    "piece",
    ["word ", "*", "*a ", "a*", "_a", "[", "[a](", "[[a]", "[a][b] ", "<", "<a ", "<!--", "`a", ">", "\n", " \n", "- a\n", '."', "a-\n",
     " ", "a\u0301\u0323", "**a ", "[a](("],
)  # fmt: skip
def test_time_is_linear(piece):
    """A megabyte of any mark takes seconds; anything quadratic would take hours."""
    text = "They met." + piece * (1_000_000 // len(piece)) + "end"
    start = time.process_time()
    clean(plain_marks(join_lines(normalise(text))))
    clean(plain_markdown(normalise(text)))
    assert time.process_time() - start < 10


def test_a_pointer_to_another_story_is_furniture_and_a_sentence_is_not():
    body = "The envoys met in the hall and spoke of the harvest.\n\nThey left at noon by the northern road."
    assert clean(f"{body}\n\nRelated: Ten recipes for spring").text == body
    told = f"{body}\n\nRelated: the envoys said that they would meet again."
    assert clean(told).text == told
