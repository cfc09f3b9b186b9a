"""One canonical name a person."""

import pytest

from analysis.language.names import Known
from analysis.language.people import find_people
from analysis.language.tokens import parse

KNOWN = [Known("Nikol Pashinyan", "Prime Minister", "Armenia", ("Pashinian", "Pa\u015finyan"))]


def mentions(text, title=None):
    return [(text[one.start : one.end], one.name, one.how) for one in find_people(parse(text), KNOWN, title).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Jane Keller spoke. Keller left.",
            [("Jane Keller", "Jane Keller", "name"), ("Keller", "Jane Keller", "name")],
        ),
        (
            "Keller spoke. Jane Keller left.",
            [("Keller", "Jane Keller", "name"), ("Jane Keller", "Jane Keller", "name")],
        ),
        ("Pashinian spoke.", [("Pashinian", "Nikol Pashinyan", "name")]),
        (
            "Secretary of State Jane Keller spoke. The Secretary left.",
            [("Jane Keller", "Jane Keller", "name"), ("The Secretary", "Jane Keller", "title")],
        ),
        (
            "Secretary of State Jane Keller spoke. She left.",
            [("Jane Keller", "Jane Keller", "name"), ("She", "Jane Keller", "pronoun")],
        ),
        ("Jane Keller\u2019s plan failed.", [("Jane Keller", "Jane Keller", "name")]),
        (  # an office alone never reaches over the end of a sentence
            "President Anne Moreau saw the North Bank. The President left.",
            [("Anne Moreau", "Anne Moreau", "name"), ("The President", "Anne Moreau", "title")],
        ),
    ],
)
def test_mentions(text, expected):
    assert mentions(text) == expected


def test_full_name_from_the_headline():
    assert ("Keller", "Jane Keller", "name") in mentions(
        "Secretary Keller spoke with him.", "Secretary Jane Keller\u2019s Call"
    )


def test_a_plural_office_in_the_headline_is_no_first_name():
    assert mentions("He met Senators Keller and Brown.", "Meeting with Senators Keller and Brown") == [
        ("Keller", "Keller", "name"),
        ("Brown", "Brown", "name"),
    ]


def test_of_two_with_one_surname_the_one_named_in_full():
    people = find_people(parse("President Paul Keller met Senator Jane Keller."))
    assert people.named("the call with Jane Keller") == ["Jane Keller"]
    assert people.named("the call with Keller") == ["Jane Keller", "Paul Keller"]


def test_roles():
    people = find_people(parse("French President Anne Moreau met US Secretary of State Jane Keller."))
    assert [(one.name, one.role, one.affiliation) for one in people.persons] == [
        ("Anne Moreau", "President", "France"),
        ("Jane Keller", "Secretary of State", "United States"),
    ]


def test_a_text_without_people():
    people = find_people(parse("It rained in the hills."))
    assert people.persons == ()
    assert people.mentions == ()
