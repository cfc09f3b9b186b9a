"""Acts: every cue file entry finds its example; principal, target, modality and tone on sentences of our own."""

import math

import pytest

import analysis
from analysis.diplomacy.acts import find_acts
from analysis.diplomacy.cues import entries
from analysis.diplomacy.document import describe, known_people
from analysis.diplomacy.parties import load_parties
from analysis.diplomacy.sides import find_sides
from analysis.diplomacy.speakers import attribute, speak
from analysis.diplomacy.tone import act_tone, main_act, sentence_tone
from analysis.language.people import find_people
from analysis.language.quotations import find_quotations
from analysis.language.stance import ACTS
from analysis.language.tokens import parse

PARTIES = load_parties("armenia-azerbaijan")
CALL = "Secretary of State Jane Roe spoke today with Prime Minister Nikol Pashinyan. "


def acts_of(sentence):
    """Acts of a sentence that follows the opening of a readout of a call with Pashinyan."""
    text = CALL + sentence
    tokens = parse(text)
    people = find_people(tokens, known_people(PARTIES))
    document = describe(tokens, people, PARTIES)
    quotations = find_quotations(text)
    sides = find_sides(text, tokens.sentences, people, document.contacts, PARTIES)
    attributions = attribute(tokens, quotations, people, document, sides, PARTIES)
    utterances = speak(tokens, quotations, attributions, people, document, sides, PARTIES, None)
    return [act for act in find_acts(tokens, people, document.contacts, PARTIES, sides, utterances) if act.sentence > 0]


def tone_of(sentence):
    return sentence_tone([act_tone(act) for act in acts_of(sentence)])


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.act}-{entry.strength}")
def test_example_has_its_act(entry):
    assert entry.act in ACTS
    assert 0 <= entry.strength <= 1
    assert main_act(acts_of(entry.example)) == entry.act


@pytest.mark.parametrize(
    ("sentence", "act", "sign"),
    [
        ("She thanked the Prime Minister for the truce.", "PRAISE", 1),
        ("She reaffirmed unwavering support for Armenia.", "SUPPORT", 1),
        ("She urged him to open the road.", "APPEAL", -1),
        ("She called on Armenia to end the blockade.", "APPEAL", -1),
        ("She called on Azerbaijan to end the blockade.", "APPEAL", 1),
        ("She expressed deep concern about the arrests.", "CONCERN", -1),
        ("She warned that any incursion into Azerbaijan would have consequences.", "WARN", -1),
        ("She condemned Azerbaijan\u2019s attack on the village.", "CONDEMN", 1),
        ("She condemned the Armenian shelling of the village.", "CONDEMN", -1),
        ("She reaffirmed support for Azerbaijan.", "SUPPORT", -1),
        ("They discussed the suffering of the war.", "CONSULT", 0),
        ("They discussed support for the talks.", "CONSULT", 0),
        ("She extended condolences to the families of the victims.", "CONDOLE", 1),
        ("She did not condemn the election.", "CONDEMN", 0),
    ],
)
def test_act_and_sign_of_its_tone(sentence, act, sign):
    assert main_act(acts_of(sentence)) == act
    tone = tone_of(sentence)
    assert (tone > 0) - (tone < 0) == sign


def test_topic_words_are_not_tone():
    assert tone_of("The war, the suffering and the prisoners were on the table.") == 0


def test_counterparts_own_acts_do_not_count():
    acts = acts_of("The Prime Minister thanked the Secretary.")
    assert [act.principal for act in acts] == ["Nikol Pashinyan"]
    assert math.isnan(act_tone(acts[0]))


def test_two_acts_two_rows():
    acts = acts_of("She welcomed the truce and urged restraint.")
    assert [act.act for act in acts] == ["WELCOME", "APPEAL"]
    assert [act.target for act in acts] == ["Nikol Pashinyan"] * 2
    assert tone_of("She welcomed the truce and urged restraint.") == 0


def test_modality():
    assert [act.modality for act in acts_of("She would welcome a truce.")] == ["possible"]
    assert [act.modality for act in acts_of("She will thank the premier.")] == ["planned"]
    assert [act.modality for act in acts_of("She did not reject the plan.")] == ["negated"]


def _acts(sentence, joint=False):
    lead = "Secretary of State Jane Roe held a joint call with Armenian Prime Minister Nikol Pashinyan and Azerbaijani President Ilham Aliyev. "
    lead = lead if joint else "Secretary of State Jane Roe spoke on Monday with Azerbaijani President Ilham Aliyev. "
    article = analysis.Article.from_text(lead + sentence, title="Call")
    rows = analysis.analyze([article], "armenia-azerbaijan").acts
    rows = rows[rows["start"] >= len(lead)]
    return [
        (row["act"], row["principal"], row["target"], row["tone"])
        for _, row in rows.iterrows()
        if row["act"] != "STATE"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Roe condemned the killing of Armenian civilians by Azerbaijani forces.",
            ("CONDEMN", "Jane Roe", "Ilham Aliyev", -1.0),
        ),
        ("Roe strongly condemned the bombing of Yerevan by Azerbaijan.", ("CONDEMN", "Jane Roe", "Ilham Aliyev", -1.0)),
        ("Azerbaijan must stop this now, Roe said.", ("APPEAL", "Jane Roe", "Ilham Aliyev", -0.5)),
        ("Roe reaffirmed support for dialogue with Armenia.", ("SUPPORT", "Jane Roe", "Ilham Aliyev", 1.0)),
    ],
)
def test_whom_blame_and_appeals_mean(sentence, expected):
    assert expected in _acts(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She condemned Azerbaijan.", ("CONDEMN", "Jane Roe", "Azerbaijan", -1.0)),
        ("She warned Azerbaijan against any use of force.", ("WARN", "Jane Roe", "Azerbaijan", -1.0)),
        ("She praised Armenia.", ("PRAISE", "Jane Roe", "Armenia", 1.0)),
    ],
)
def test_in_a_joint_call_either_side_is_addressed(sentence, expected):
    assert _acts(sentence, joint=True) == [expected]


def test_what_is_urged_behind_a_further_verb_is_urged_by_the_official():
    assert ("APPEAL", "Jane Roe", "Ilham Aliyev", -0.5) in _acts(
        "She condemned the attacks and urged Azerbaijan to stop."
    )
