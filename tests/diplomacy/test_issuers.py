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


@pytest.mark.parametrize(
    ("title", "text", "issuer", "principal"),
    [
        (
            "Jane Roe made phone call to President Ilham Aliyev",
            "On March 10, US Secretary of State Jane Roe made a phone call to President of the Republic of Azerbaijan Ilham Aliyev.\n\n"
            "The head of state thanked her for the call.",
            "Office of the President of Azerbaijan",
            "Ilham Aliyev",
        ),
        (
            "Comment of the MFA spokesperson Lusine Arzumanyan on the call of the US Secretary of State with the President of Azerbaijan",
            "We have seen the statement about the call of Secretary of State Jane Roe with President Ilham Aliyev. We call on Azerbaijan to refrain from threats.",
            "Lusine Arzumanyan",
            "Lusine Arzumanyan",
        ),
        (
            "Commentary of Lusine Arzumanyan, Spokesperson of the Ministry of Foreign Affairs of the Republic of Armenia, on the call of the Secretary of State",
            "We have seen the statement about the call of Secretary of State Jane Roe with President Ilham Aliyev. We reject these words.",
            "Lusine Arzumanyan",
            "Ministry of Foreign Affairs of Armenia",
        ),
        (
            "Telephone conversation with Secretary of State Jane Roe",
            "10 March 2025\n\nPresident of the Republic Ilham Aliyev received a telephone call from Jane Roe. The President said that peace was near.\n\n"
            "Presidential Press Service",
            "Presidential Press Service",
            None,
        ),
        (
            "Foreign Secretary's calls with the Foreign Ministers of Armenia and Azerbaijan",
            "The Foreign Secretary, Jane Roe, spoke to Foreign Minister Ararat Mirzoyan and Foreign Minister Jeyhun Bayramov today.",
            "Foreign, Commonwealth and Development Office",
            "Jane Roe",
        ),
    ],
)
def test_pages_of_other_governments(title, text, issuer, principal):
    reading = first(text, title)
    assert reading.articles.loc[0, "issuer"] == issuer
    if principal:
        assert reading.sentences["principal"].iloc[-1] == principal


def test_calls_in_a_title_are_several():
    text = "The Secretary-General, Jane Roe, spoke by telephone with President Ilham Aliyev and Prime Minister Nikol Pashinyan."
    found = first(text, "Readout of the Secretary-General's calls with the leaders of Armenia and Azerbaijan").contacts
    assert sorted(found["party"]) == ["Armenia", "Azerbaijan"]


def test_the_receiver_of_a_call_tells_it():
    text = "On March 10, Secretary of State Jane Roe called President of the Republic of Azerbaijan Ilham Aliyev. The head of state thanked her."
    reading = first(text, "Ilham Aliyev received a phone call from the US Secretary of State")
    assert reading.articles.loc[0, "issuer"] == "Office of the President of Azerbaijan"


def test_a_conversation_without_a_date():
    text = "Vladimir Putin had a telephone conversation with President of the Republic of Azerbaijan Ilham Aliyev.\n\nThe leaders discussed trade."
    reading = first(text, "Telephone conversation with President of Azerbaijan Ilham Aliyev")
    assert reading.articles.loc[0, ["genre", "issuer"]].tolist() == ["readout", "Office of the President of Russia"]
