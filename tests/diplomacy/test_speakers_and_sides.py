"""Speaker, principal and side of quotations and sentences, on texts of our own."""

import pytest

import analysis
from analysis.diplomacy.actors import main_subject, named
from analysis.diplomacy.parties import load_parties
from analysis.language.people import find_people
from analysis.language.tokens import parse


def reading(text, title=None):
    return analysis.analyze(analysis.Article.from_text(text, title=title), parties="armenia-azerbaijan")


ROE = "US Secretary of State Jane Roe held separate calls with Prime Minister Nikol Pashinyan and President Ilham Aliyev. "


@pytest.mark.parametrize(
    ("text", "speaker", "principal", "evidence"),
    [
        ("\u201cThe road stays open,\u201d Mayor Ann Lee said.", "Ann Lee", "Ann Lee", "name"),
        ("Ann Lee arrived. \u201cThe road stays open,\u201d she said.", "Ann Lee", "Ann Lee", "pronoun"),
        (
            ROE
            + "\u201cThe Secretary thanked the premier for his work,\u201d State Department Spokesperson Bo Li said.",
            "Bo Li",
            "Jane Roe",
            "name",
        ),
        ("A senior official said that the road stays open.", "senior official", "senior official", "anonymous"),
        (
            "An aide to Nikol Pashinyan was content. \u201cThe road stays open,\u201d said an aide to Pashinyan.",
            "aide to Nikol Pashinyan",
            "aide to Nikol Pashinyan",
            "anonymous",
        ),
        (
            "A Western diplomat said that the road is long. \u201cIt stays open,\u201d the diplomat said.",
            "Western diplomat",
            "Western diplomat",
            "anonymous",
        ),
        (
            ROE
            + "\u201cNo road without guards, the prime minister told her,\u201d said Ann Lee, a spokeswoman for Pashinyan.",
            "Ann Lee",
            "Nikol Pashinyan",
            "name",
        ),
        (
            "James O'Brien, a diplomat, met President Ilham Aliyev. O'Brien chose soft words. \u201cWe talked,\u201d he said.",
            "James O'Brien",
            "James O'Brien",
            "pronoun",
        ),
        (
            "\u201cWe lay track while others only talk of it.\u201d With that line President Ilham Aliyev left the hall.",
            "Ilham Aliyev",
            "Ilham Aliyev",
            "name",
        ),
        (
            "Armenia's Foreign Minister Ararat Mirzoyan met Roe. The road stays open, the ministry said.",
            "Armenian Foreign Ministry",
            "Armenian Foreign Ministry",
            "name",
        ),
    ],
)
def test_speaker_and_principal(text, speaker, principal, evidence):
    row = reading(text).quotations.iloc[-1]
    assert [row["speaker"], row["principal"], row["speaker_evidence"]] == [speaker, principal, evidence]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            ROE + "She thanked Pashinyan. She praised the truce. Aliyev was urged to wait.",
            ["both", "Armenia", "Armenia", "Azerbaijan"],
        ),
        (
            ROE + "She told Pashinyan that Azerbaijan must wait. In both calls she praised the envoys.",
            ["both", "Armenia", "both"],
        ),
        ("Roe spoke with President Aliyev. She urged peace with Armenia.", ["Azerbaijan", "Azerbaijan"]),
        ("It rained. The harvest was poor.", ["neither", "neither"]),
    ],
)
def test_sides(text, sides):
    assert reading(text).sentences["party"].tolist() == sides


def test_narrator_is_the_outlet():
    article = analysis.Article.from_text("It rained in Baku.", outlet="The Hill Post")
    row = analysis.analyze(article, parties="armenia-azerbaijan").sentences.iloc[0]
    assert [row["voice"], row["speaker"]] == ["narrator", "The Hill Post"]


@pytest.mark.parametrize(
    ("sentence", "principal"),
    [
        ("The Secretary also delivered a message from President Ann Keller about the road.", "Ann Keller"),
        ("As President Ann Keller has said, the road stays open.", "Ann Keller"),
        ("He reaffirmed the U.S. commitment to the truce.", "Jane Roe"),
        ("He thanked the Secretary.", "Ilham Aliyev"),
        ("The two leaders discussed the road.", "Jane Roe; Ilham Aliyev"),
    ],
)
def test_principal_of_a_readout(sentence, principal):
    text = f"Secretary of State Jane Roe spoke with President Ilham Aliyev. She welcomed his plan. President Aliyev agreed. {sentence}"
    rows = reading(text, "Readout of Secretary Roe\u2019s Call with President Aliyev").sentences
    assert rows.iloc[-1]["principal"] == principal


def test_one_name_a_person_in_a_corpus():
    texts = (
        "Nikol Keller thanked Mayor Gabriele Pachinyan.",
        "Mayor Gabriele Pashinyan left.",
        "Gabriele Pashinyan spoke to Aliyev.",
    )
    articles = [analysis.Article.from_text(text, title=f"Text {number}") for number, text in enumerate(texts)]
    found = analysis.analyze(articles, parties="armenia-azerbaijan")
    assert found.manifest["names"] == {"Gabriele Pachinyan": "Gabriele Pashinyan"}


def told(text, title, outlet=None):
    return analysis.analyze(
        analysis.Article.from_text(text, title=title, outlet=outlet, published="2024-05-20"), "armenia-azerbaijan"
    )


def test_a_readout_of_the_other_government():
    text = (
        "On May 19, US Secretary of State Antony Blinken made a phone call to President of the Republic of Azerbaijan "
        "Ilham Aliyev.\n\nThe Secretary of State thanked the head of state for the road.\n\nThe head of state asked for a "
        "treaty. The road was reviewed. The interlocutors agreed to meet."
    )
    found = told(text, "Blinken called Aliyev", "The President of Azerbaijan")
    assert found.articles.loc[0, "genre"] == "readout"
    assert found.contacts[["official", "counterparts", "kind"]].values.tolist() == [
        ["Antony Blinken", "Ilham Aliyev", "call"]
    ]
    assert found.contacts.loc[0, "start_date"].day == 19
    assert found.sentences["principal"].tolist() == [
        "Antony Blinken", "Antony Blinken", "Ilham Aliyev", "Ilham Aliyev", "Antony Blinken; Ilham Aliyev",
    ]  # fmt: skip


def test_a_call_received_is_the_caller_s():
    found = told("Nikol Pashinyan received a phone call from Antony Blinken on Sunday.", "A call")
    assert found.contacts[["official", "counterparts"]].values.tolist() == [["Antony Blinken", "Nikol Pashinyan"]]


def test_the_readout_of_a_premier_s_office_names_him_first():
    text = (
        "On March 3, Prime Minister Nikol Pashinyan had a telephone conversation with U.S. Secretary of State Antony Blinken."
        "\n\nThe Secretary of State reaffirmed the readiness to help.\n\nNikol Pashinyan thanked the U.S. Government."
    )
    found = told(text, "Prime Minister Pashinyan holds phone call with US Secretary of State")
    assert found.contacts[["official", "counterparts", "kind"]].values.tolist() == [
        ["Antony Blinken", "Nikol Pashinyan", "call"]
    ]
    assert found.sentences["tone"].tolist()[2] == 0  # the counterpart's own thanks


def test_a_minister_who_leads_no_party_is_the_counterpart_in_his_own_readout():
    text = (
        "On January 30, Foreign Minister of the Republic of Armenia Aram Karyan held a telephone conversation with US "
        "Secretary of State Jane Roe.\n\nMinister Karyan congratulated Jane Roe.\n\nSecretary Roe praised the reforms in Armenia."
    )
    title = "Conversation between Minister of Foreign Affairs of the Republic of Armenia Aram Karyan and US Secretary of State Jane Roe"
    found = told(text, title)
    assert found.contacts[["official", "counterparts", "party"]].values.tolist() == [
        ["Jane Roe", "Aram Karyan", "Armenia"]
    ]
    assert found.sentences["principal"].tolist() == ["Aram Karyan", "Aram Karyan", "Jane Roe"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Secretary of State Jane Roe spoke on Thursday with Armenian Prime Minister Nikol Pashinyan and, separately, with "
            "Azerbaijani President Ilham Aliyev, urging both to wait. In his conversation with Pashinyan she thanked him. With "
            "Aliyev, Roe raised the arrests.",
            "Roe talks to both",
        ),
        (
            "Secretary of State Jane Roe spoke today by phone with Armenian Prime Minister Nikol Pashinyan and Azerbaijani "
            "President Ilham Aliyev. In the call with Pashinyan, she thanked him. With Aliyev, Roe raised the arrests.",
            "Statement after the Secretary\u2019s calls",
        ),
    ],
)
def test_calls_that_are_not_one(text, title):
    found = told(text, title)
    assert found.contacts[["counterparts", "kind"]].values.tolist() == [
        ["Nikol Pashinyan", "call"],
        ["Ilham Aliyev", "call"],
    ]
    assert found.sentences["party"].tolist() == ["both", "Armenia", "Azerbaijan"]


def test_a_spokesman_of_a_party_speaks_for_its_leader():
    text = (
        "US President Ann Doe called Russian President Vladimir Putin on Monday.\n\n"
        "\u201cThe talks were useful,\u201d Kremlin spokesman Pyotr Orlov said.\n\n"
        "Russia\u2019s foreign ministry said that it was waiting for a reply."
    )
    article = analysis.Article.from_text(text, title="Doe calls Putin", published="2025-02-12")
    found = analysis.analyze([article], "russia-ukraine").quotations
    direct = found[found["kind"] == "direct"]
    assert direct[["speaker", "principal"]].values.tolist() == [["Pyotr Orlov", "Vladimir Putin"]]
    assert found["principal"].tolist()[-1] == "Russian Foreign Ministry"


def test_a_sentence_that_tells_both_meetings_is_both_sides():
    text = (
        "US Secretary of State Jane Roe met Armenian Prime Minister Nikol Pashinyan in Yerevan on Tuesday before travelling to "
        "Baku, where she held talks with Azerbaijani President Ilham Aliyev. In Baku, Roe told Aliyev that she was worried."
    )
    assert told(text, "Roe in the region").sentences["party"].tolist() == ["both", "Azerbaijan"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Prime Minister Ann Lee of Arvenia and Vice President Bo Keller of the United States met to discuss trade.",
            "Ann Lee; Bo Keller",
        ),
        ("Policy Director Ann Lee and Health Director Bo Keller Brown chaired a meeting.", "Ann Lee; Bo Keller Brown"),
        ("MR. DOE: Secretary Ann Lee spoke with the envoys.", "Ann Lee"),
    ],
)
def test_every_one_of_a_list_of_subjects_acts(sentence, expected):
    tokens = parse(sentence)
    people = find_people(tokens)
    found = main_subject(tokens, tokens.bounds[0])
    assert "; ".join(named(tokens, found, people, None, load_parties("armenia-azerbaijan"), None)) == expected


NEWS = (
    "US Secretary of State Antony Blinken spoke by phone with Armenian Prime Minister Nikol Pashinyan, his office said.\n\n"
    "In a separate call, Blinken urged Azerbaijan\u2019s President Ilham Aliyev to open the road, spokesman Bo Li said.\n\n"
    "\u201cThe Secretary welcomed the plan,\u201d Li added.\n\nIn other news, Mayor Ann Keller opened a bridge. It is long."
)


def test_news_about_two_calls_and_something_else():
    found = told(NEWS, "Blinken speaks with both")
    assert found.contacts["counterparts"].tolist() == ["Nikol Pashinyan", "Ilham Aliyev"]
    assert found.sentences["party"].tolist() == ["Armenia", "Azerbaijan", "Azerbaijan", "neither", "neither"]
    direct = found.quotations[found.quotations["kind"] == "direct"]
    assert direct[["speaker", "principal"]].values.tolist() == [["Bo Li", "Antony Blinken"]]


def test_a_briefing_about_two_calls():
    text = (
        "MR. LEE: The Secretary spoke yesterday with Prime Minister Pashinyan. He praised the road.\n\n"
        "He also spoke with President Aliyev. He urged the president to wait.\n\nQUESTION: Will he travel?\n\nMR. LEE: No."
    )
    found = told(text, "Department Press Briefing", "US Department of State")
    assert found.contacts[["official", "counterparts"]].values.tolist() == [
        ["Antony Blinken", "Nikol Pashinyan"],
        ["Antony Blinken", "Ilham Aliyev"],
    ]
    assert found.articles.loc[0, "issuer"] == "Lee"
    assert found.sentences["principal"].tolist()[:4] == ["Antony Blinken"] * 4
    assert found.sentences["tone"].tolist()[3] < 0


def test_an_office_behind_a_name_is_not_he():
    text = "Prime Minister Nikol Pashinyan held a phone call with U.S. Secretary of State Jane Roe, the Prime Minister's Office said."
    found = reading(text, "Pashinyan, Roe speak").quotations.iloc[0]
    assert [found["speaker"], found["principal"]] == ["Prime Minister's Office", "Nikol Pashinyan"]


def test_other_news_behind_a_heading_of_an_official_page():
    text = "Secretary of State Jane Roe spoke today with President Ilham Aliyev. She urged restraint.\n\nRelated\n\nFlooding in Brazil kills 30."
    assert reading(text, "Secretary Roe’s Call with President Aliyev").sentences["party"].tolist()[-1] == "neither"


def test_news_whose_source_is_a_body_is_no_readout():
    text = (
        "Russian President Vladimir Putin held separate telephone conversations with President Ilham Aliyev and Prime Minister Nikol Pashinyan "
        "on September 14, the Kremlin reported.\n\nPutin called on both to wait, Kremlin spokesman Bo Li told reporters."
    )
    assert reading(text, "Kremlin: Putin, Aliyev, Pashinyan talk").articles["genre"].iloc[0] == "news"
