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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # other transliterations, and a slip of one letter
        ("Nikol Pachinyan spoke. Pashinian left.", ["Nikol Pashinyan"]),
        ("President Oleh Zelensky spoke. Zelenskyy left.", ["Oleh Zelensky"]),
        ("General Gadi Eizenkot spoke. Mr. Eisenkot left.", ["Gadi Eizenkot"]),
        ("Ann Keller met Bo Heller. Mr. Heller left.", ["Ann Keller", "Bo Heller"]),
        # a country between the office and the name; several offices; a slip in the office; a surname of two words
        ("He met the Prime Minister of Armenia Ann Lee.", ["Ann Lee"]),
        ("He met Deputy Prime Minsiter Ann Keller.", ["Ann Keller"]),
        ("He met Ana Diaz Moreau. President Diaz Moreau left.", ["Ana Diaz Moreau"]),
        ("He met ministers Ann Keller and Zorg Vanderbeek in Bern.", ["Ann Keller", "Zorg Vanderbeek"]),
    ],
)
def test_one_name_a_person(text, names):
    assert list(dict.fromkeys(name for _, name, how in mentions(text) if how == "name")) == names


def test_several_offices_of_one_person():
    people = find_people(parse("He met Bahraini Crown Prince and Prime Minister Omar Keller. The Crown Prince left."))
    assert ("The Crown Prince", "Omar Keller", "title") in [
        ("The Crown Prince", one.name, one.how) for one in people.mentions if one.how == "title"
    ]
    assert people.persons[0].affiliation == "Bahrain"


def test_two_offices_of_two_persons():
    people = find_people(parse("President Ann Lee met King Omar. The President and King Omar agreed."))
    assert [(one.name, one.how) for one in people.mentions][-2:] == [("Ann Lee", "title"), ("Omar", "name")]


def test_two_offices_in_a_row_are_two_persons_unless_one_holds_both():
    people = find_people(
        parse("Vice President Ann Lee met Prime Minister Bo Keller. The Vice President and Prime Minister spoke.")
    )
    assert [one.name for one in people.mentions if one.how == "title"] == ["Ann Lee", "Bo Keller"]


def test_an_office_behind_tells_a_name():
    assert mentions("He met with Tomas Zorg, National Security Advisor to the Prime Minister.")[0][1] == "Tomas Zorg"


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        ("Lee met Ada Brink, Chief Adviser to the President of Chile. They spoke.", "Chile"),
        ("Lee met Ada Brink, Spokesperson and Chief Advisor to the Prime Minister of Chile.", "Chile"),
        ("Lee met the Secretary General of Chile\u2019s National Security Council, Ada Brink.", "Chile"),
        # The office behind her name is that of the next one.
        ("It was led by Ada Brink, Deputy Prime Minister for Energy of Chile Luis Soto, and others.", None),
    ],
)
def test_country_of_an_office_behind_a_name(text, affiliation):
    (brink,) = [one for one in find_people(parse(text), []).persons if one.name == "Ada Brink"]
    assert brink.affiliation == affiliation
