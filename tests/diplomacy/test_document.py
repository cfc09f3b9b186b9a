"""Genre, issuer and contacts, on texts of our own."""

import datetime as dt

import pytest

import analysis
from analysis.diplomacy.document import describe, known_people, propose_parties
from analysis.diplomacy.parties import load_parties
from analysis.language.people import find_people
from analysis.language.tokens import parse

PARTIES = load_parties("armenia-azerbaijan")
ROE = "Secretary of State Jane Roe "


def document(text, title=None, published=None):
    tokens = parse(text)
    return describe(tokens, find_people(tokens, known_people(PARTIES), title), PARTIES, title, None, published)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("Readout of Secretary Roe\u2019s Call with Prime Minister Pashinyan", "readout"),
        ("Secretary Roe\u2019s Meeting with President Aliyev", "readout"),
        ("Statement by Secretary Roe on the Truce", "statement"),
        ("Roe Backs Truce as Talks Resume", "news"),
    ],
)
def test_genre(title, genre):
    assert document(ROE + "met the envoys and discussed the truce.", title).genre == genre


def test_briefing():
    turns = "\n\n".join(["MR. LEE: Good morning.", "Q: What about the truce?", "MR. LEE: It holds.", "Q: Thank you."])
    assert document(turns, "Press Briefing").genre == "briefing"


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        (ROE + "spoke today with Prime Minister Pashinyan.", [(("Nikol Pashinyan",), "Armenia", "call", False)]),
        (ROE + "met with President Aliyev in Bern.", [(("Ilham Aliyev",), "Azerbaijan", "meeting", False)]),
        (
            ROE + "hosted Prime Minister Pashinyan and President Aliyev.",
            [(("Nikol Pashinyan", "Ilham Aliyev"), "both", "meeting", True)],
        ),
        (
            ROE + "held separate calls with Pashinyan and Aliyev.",
            [(("Nikol Pashinyan",), "Armenia", "call", False), (("Ilham Aliyev",), "Azerbaijan", "call", False)],
        ),
        (
            ROE + "and President Aliyev discussed the road.",
            [(("Ilham Aliyev",), "Azerbaijan", "meeting", False)],
        ),
        (
            ROE + "met with Pashinyan to review the road and with Foreign Minister of Armenia Ara Keller.",
            [(("Nikol Pashinyan", "Ara Keller"), "Armenia", "meeting", False)],
        ),
        ("It rained in Baku.", [((), "Azerbaijan", "statement", False)]),
        ("It rained.", []),
    ],
)
def test_contacts(text, contacts):
    found = document(text).contacts
    assert [(one.counterparts, one.party, one.kind, one.joint) for one in found] == contacts


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", dt.date(2024, 5, 22)),
        ("on Sunday", dt.date(2024, 5, 19)),
        ("yesterday", dt.date(2024, 5, 21)),
        ("on May 3", dt.date(2024, 5, 3)),
    ],
)
def test_dates_count_from_publication(words, day):
    contact = document(ROE + f"spoke {words} with President Aliyev.", published=dt.date(2024, 5, 22)).contacts[0]
    assert (contact.start, contact.end) == (day, day)


def test_proposed_parties_are_named_in_titles():
    assert propose_parties([("Talks of Chile and Peru", "A text.")]).names == ("Chile", "Peru")
    assert propose_parties([(None, "It rained.")]) is None


def test_other_persons_of_one_country_on_another_day_are_another_contact():
    text = ROE + "met yesterday with Armenian Minister of Energy Ara Keller, and, today, she met with Pashinyan."
    found = document(text, published=dt.date(2024, 5, 22)).contacts
    assert [(one.counterparts, one.start.day) for one in found] == [(("Ara Keller",), 21), (("Nikol Pashinyan",), 22)]


def test_a_conversation_that_is_talked_about_is_no_contact():
    text = ("President Joe Biden spoke today with Chancellor Olaf Scholz of Germany.\n\nThe leaders discussed their respective conversations with President "
            "Emmanuel Macron and President Sergio Mattarella about the dam. They reaffirmed their commitment to the river treaty.")  # fmt: skip
    article = analysis.Article.from_text(
        text, title="Readout of President Biden's Call with Chancellor Olaf Scholz of Germany"
    )
    reading = analysis.analyze(article)
    assert reading.contacts["counterparts"].tolist() == ["Olaf Scholz"]
    assert set(reading.sentences["party"]) == {"Germany"}


def test_on_a_trip_a_country_is_one_contact():
    text = ROE + "met yesterday with Armenian Minister of Energy Ara Keller, and, today, she met with Pashinyan."
    found = document(text, "Readout of Secretary Roe\u2019s Trip to Armenia", dt.date(2024, 5, 22)).contacts
    assert [one.counterparts for one in found] == [("Ara Keller", "Nikol Pashinyan")]


def test_a_meeting_with_a_group_stays_beside_a_call():
    text = ROE + "met with fellow ministers from the region today. Later she spoke by phone with President Aliyev."
    assert [(one.counterparts, one.kind) for one in document(text).contacts] == [
        (("ministers",), "meeting"),
        (("Ilham Aliyev",), "call"),
    ]


def test_bodies_of_a_joint_text():
    text = "The working group met in Bern. We agreed to go on."
    assert document(text, "Joint Statement of the Armenia-Chile Working Group").bodies == ("Armenia", "Chile")


def test_a_dateline_is_no_date_of_a_contact_and_whose_words_a_text_is_belongs_to_no_side():
    text = ("WASHINGTON, May 3, 2024 (Wire) \u2014 Secretary Antony Blinken spoke on Thursday with Prime Minister Nikol Pashinyan.\n\n"
            "The below is attributable to Spokesperson Matthew Miller:\n\nThe Secretary thanked the Prime Minister.")  # fmt: skip
    reading = analysis.analyze(analysis.Article.from_text(text, published="2024-05-03"), "armenia-azerbaijan")
    assert reading.contacts["start_date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-02"]
    assert reading.sentences["party"].tolist() == ["Armenia", "neither", "Armenia"]


def test_one_office_behind_another_is_no_person():
    article = analysis.Article.from_text("National Security Advisor Jake Sullivan spoke today with Ibrahim Kalin, Spokesperson and Chief Advisor to the President of Turkey.",
                                         title="Statement on Jake Sullivan's Meeting with Ibrahim Kalin, Spokesperson and Chief Advisor to the President of Turkey")  # fmt: skip
    assert analysis.analyze(article).contacts["counterparts"].tolist() == ["Ibrahim Kalin"]
