"""PDF files: paragraphs, headers and footers, what cannot be read."""

import pytest
from benchmarks.damage import pdf

from analysis.errors import UnreadableText
from analysis.sources.articles import read
from analysis.sources.pdf import read_pdf

PAGES = [
    [("The Harbour Office", 0), ("Envoys Meet in Port Mary", 30), ("The envoys met in the harbour hall to speak of the ferry, the price of herring", 24),
     ("and the lights. \u201cWe agree,\u201d Ms. Lee said (twice). They spoke of long-", 13), ("standing quarrels, and then for the better part of the afternoon of the", 13),
     ("Page 1 of 2", 40)],
    [("The Harbour Office", 0), ("sandbank.", 13), ("They left.", 24), ("Page 2 of 2", 40)],
]  # fmt: skip
TEXT = (
    "The envoys met in the harbour hall to speak of the ferry, the price of herring and the lights. \u201cWe agree,\u201d Ms. Lee said "
    "(twice). They spoke of long-standing quarrels, and then for the better part of the afternoon of the sandbank.\n\nThey left."
)


@pytest.mark.parametrize("title", ["", "Envoys Meet in Port Mary", "Microsoft Word - draft2.doc"])
def test_paragraphs_run_over_pages_and_headers_are_listed(tmp_path, title):
    path = tmp_path / "talks.pdf"
    path.write_bytes(pdf(PAGES, title))
    (article,) = read(path)
    assert (article.text, article.title) == (TEXT, "Envoys Meet in Port Mary")
    assert article.removed == (
        "The Harbour Office",
        "Page 1 of 2",
        "The Harbour Office",
        "Page 2 of 2",
        "Envoys Meet in Port Mary",
    )
    assert article.warnings == ()


def test_the_letterhead_stands_above_the_title_of_the_metadata(tmp_path):
    path = tmp_path / "talks.pdf"
    path.write_bytes(pdf([[("Harbour Board", 0), *PAGES[0][1:]]], "Envoys Meet in Port Mary"))
    (article,) = read(path)
    assert article.title == "Envoys Meet in Port Mary"
    assert article.removed == ("Page 1 of 2", "Harbour Board", "Envoys Meet in Port Mary")


def test_a_file_that_ends_early_says_so():
    raw = read_pdf(
        pdf(PAGES) + b"9 0 obj << /Length 9000 >> stream " + b"x" * 3000, "a.pdf"
    )  # a second part that is cut
    assert "We agree" in raw.text
    assert "ends early" in raw.warnings[0]


def encrypted() -> bytes:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf(PAGES))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: b"", "a PDF file"), (lambda: b"They met.", "a PDF file"), (lambda: pdf(PAGES)[:300], "a PDF file"),
        (lambda: pdf([[]]), "OCR"), (encrypted, "password"),
        (lambda: pdf([[("They met.", 0)]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), "a PDF file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(make, told, caplog):
    with pytest.raises(UnreadableText, match=rf"^place: .*{told}"):
        read_pdf(make(), "'a.pdf'")
    assert not caplog.records
