"""Party files: what is wrong is named with file and table."""

import datetime as dt

import pytest

import analysis
from analysis.diplomacy.parties import TEMPLATE, load_parties, shipped_parties

GOOD = 'name = "x"\n[[party]]\nname = "A"\n'


def test_every_shipped_file_loads():
    for name in shipped_parties():
        assert len(load_parties(name).names) >= 2


def test_template_loads(tmp_path):
    file = tmp_path / "new.toml"
    file.write_text(TEMPLATE)
    assert load_parties(file).names == ("First", "Second")


def test_in_office():
    pashinyan = load_parties("armenia-azerbaijan").parties[0].leaders[0]
    assert not pashinyan.in_office(dt.date(2017, 1, 1))
    assert pashinyan.in_office(dt.date(2024, 1, 1))
    assert pashinyan.in_office(None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("name = ", "TOML"),
        ('name = "x"', "party"),
        (GOOD + 'colour = "red"', "colour"),
        (GOOD + 'demonyms = "Aish"', "demonyms"),
        (GOOD + "demonyms = [1]", "demonyms"),
        (GOOD + GOOD.split("\n", 1)[1], "different names"),
        ('[[party]]\nname = "both"', "both"),
        (GOOD + '[[party.leader]]\nname = "B"\nfrom = "today"', "from"),
        (GOOD + '[[party.leader]]\ntitle = "King"', "name"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, named):
    file = tmp_path / "sides.toml"
    file.write_text(text)
    with pytest.raises(analysis.InputError, match=named) as caught:
        load_parties(file)
    assert "sides.toml" in str(caught.value)


def test_no_such_file():
    with pytest.raises(analysis.PlaceNotFound, match="armenia-azerbaijan"):
        load_parties("nowhere.toml")


def test_not_utf8(tmp_path):
    file = tmp_path / "sides.toml"
    file.write_bytes(b'name = "\xff"')
    with pytest.raises(analysis.InputError, match="UTF-8"):
        load_parties(file)
