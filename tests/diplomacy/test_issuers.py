"""Who put a text out."""

import datetime as dt

import pytest

import analysis
from analysis.diplomacy.issuers import issuing_body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("U.S. DEPARTMENT OF STATE Office of the Spokesperson Readout\n\nThey met.", "U.S. Department of State"),
        ("They met.\n\nPublic Relations Department Office of the Prime Minister of Arvenia",
         "Office of the Prime Minister of Arvenia"),
        ("Lindow, 3 May 2025 \u2013 The Office of the President of Arvenia announces that they will meet.",
         "Office of the President of Arvenia"),
        ("White House adviser phones both capitals\n\nThey spoke.", None),
        ("They met.\n\nThe White House welcomed the outcome.", None),
        ("", None),
    ],
)  # fmt: skip
def test_body_of_a_line(text, body):
    assert issuing_body(text) == body


def first(text, title, date=dt.date(2025, 3, 11)):
    article = analysis.Article.from_text(text, title=title, published=date)
    return analysis.analyze(article, parties="armenia-azerbaijan")


def test_a_ministry_informs():
    text = (
        "Ministry of Foreign Affairs of the Republic of Armenia\n\nThe Spokesperson of the Ministry, Lusine Arzumanyan, informs:\n\n"
        "On March 10, Minister of Foreign Affairs Ararat Mirzoyan held a telephone conversation with US Deputy Secretary of "
        "State Harold Pruett.\n\nThe Minister thanked Harold Pruett for the assistance."
    )
    reading = first(text, "Phone conversation of the Foreign Minister of Armenia with the US Deputy Secretary of State")
    assert reading.articles.loc[0, ["genre", "issuer"]].tolist() == ["readout", "Lusine Arzumanyan"]
    assert reading.contacts[["official", "counterparts", "kind"]].values.tolist() == [
        ["Harold Pruett", "Ararat Mirzoyan", "call"]
    ]
    assert reading.sentences["principal"].iloc[-1] == "Ararat Mirzoyan"


def test_the_body_of_the_officials_office():
    reading = first(
        "Secretary of State Marco Rubio spoke today with Prime Minister Nikol Pashinyan. He thanked him.",
        "Readout of Secretary Rubio's Call with Prime Minister Pashinyan",
    )
    assert reading.articles.loc[0, "issuer"] == "Department of State"
