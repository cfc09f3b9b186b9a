"""Who deals with whom in news, by the grammar of its sentences."""

import datetime as dt

import pytest

import analysis


def contacts(text, title="Talks", published="2024-02-08"):
    article = analysis.Article.from_text(text, title=title, published=published)
    rows = analysis.analyze([article], "armenia-azerbaijan").contacts
    return {
        row["counterparts"]: (row["official"], row["kind"], str(row["start_date"])[:10]) for _, row in rows.iterrows()
    }


LEAD = "WASHINGTON, Feb. 8 (Wire) - U.S. Secretary of State Jane Roe tried on Wednesday to save the border talks.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Armenian Prime Minister Nikol Pashinyan, whom Roe telephoned, asked for time.",
        "Armenian Prime Minister Nikol Pashinyan was reached by Roe after midnight.",
        "Roe told Armenian Prime Minister Nikol Pashinyan by phone that time was short.",
        "Armenian Prime Minister Nikol Pashinyan told Roe by phone that time was short.",
        "Armenian Prime Minister Nikol Pashinyan took a call from Roe.",
    ],
)
def test_a_verb_joins_the_official_and_a_side(sentence):
    found = contacts(LEAD + "Roe spoke by phone with Azerbaijani President Ilham Aliyev on Wednesday.\n\n" + sentence)
    assert found["Nikol Pashinyan"][:2] == ("Jane Roe", "call")
    assert set(found) == {"Nikol Pashinyan", "Ilham Aliyev"}


def test_a_spokesperson_is_nobody_met():
    found = contacts(
        LEAD + "Roe spoke by phone with Azerbaijani President Ilham Aliyev on Wednesday.\n\n"
        "Ann Lee, a spokeswoman for the Armenian government, told Roe's hosts that Yerevan had no comment."
    )
    assert set(found) == {"Ilham Aliyev"}


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("A day earlier Roe had called Armenian Prime Minister Nikol Pashinyan.", dt.date(2024, 2, 6)),
        ("The same day Roe called Armenian Prime Minister Nikol Pashinyan.", dt.date(2024, 2, 7)),
        ("Roe called Armenian Prime Minister Nikol Pashinyan on Monday.", dt.date(2024, 2, 5)),
        ("Roe urged Armenian Prime Minister Nikol Pashinyan on Tuesday to sign, her spokesman said on Thursday.", dt.date(2024, 2, 6)),
        ("Armenian Prime Minister Nikol Pashinyan told Roe on Tuesday that time was short, Ann Lee, his aide, said on Thursday.", dt.date(2024, 2, 6)),
        ("On Monday, two days before she dialled Baku, Roe called Armenian Prime Minister Nikol Pashinyan.", dt.date(2024, 2, 5)),
        ("Two days earlier, in Yerevan, the tone was another.\n\nThere Roe met Armenian Prime Minister Nikol Pashinyan.", dt.date(2024, 2, 5)),
        ("It was Armenian Prime Minister Nikol Pashinyan who picked up first, on Tuesday. Roe told Pashinyan that time was short.", dt.date(2024, 2, 6)),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_exchange(sentence, day):
    found = contacts(LEAD + "Roe spoke by phone with Azerbaijani President Ilham Aliyev on Wednesday.\n\n" + sentence)
    assert found["Nikol Pashinyan"][2] == str(day)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("She spoke with Aliyev again on Tuesday.", ["2024-02-05", "2024-02-06"]),
        ("She had spoken with Aliyev at length.", ["2024-02-05"]),
    ],
)
def test_a_second_call_with_one_person(sentence, days):
    text = LEAD + "Roe spoke by phone with Azerbaijani President Ilham Aliyev on Monday. " + sentence
    article = analysis.Article.from_text(text, title="Talks", published="2024-02-08")
    found = analysis.analyze([article], "armenia-azerbaijan")
    assert sorted(str(day)[:10] for day in found.contacts["start_date"]) == days
    assert found.sentences["contact_id"].iloc[-1] == found.contacts["contact_id"].iloc[-1]


def test_calls_on_two_days_in_one_sentence():
    found = contacts(
        LEAD
        + "Roe reached Azerbaijani President Ilham Aliyev on Monday and his Armenian counterpart, Nikol Pashinyan, on Tuesday."
    )
    assert (found["Ilham Aliyev"][2], found["Nikol Pashinyan"][2]) == ("2024-02-05", "2024-02-06")


def test_the_day_that_a_later_sentence_tells():
    found = contacts(
        LEAD + "Roe held a phone call with Azerbaijani President Ilham Aliyev. The call took place on February 2."
    )
    assert found["Ilham Aliyev"][2] == "2024-02-02"


def test_leaders_of_a_plural():
    found = contacts(
        LEAD + "Roe telephoned the leaders of Armenia and Azerbaijan on Tuesday.\n\n"
        "Prime Minister Nikol Pashinyan of Armenia was content. President Ilham Aliyev of Azerbaijan was not."
    )
    assert set(found) == {"Nikol Pashinyan", "Ilham Aliyev"}
    assert {row[2] for row in found.values()} == {"2024-02-06"}


def test_a_phone_call_is_no_quotation():
    text = (
        LEAD + "Roe called Armenian Prime Minister Nikol Pashinyan on Wednesday. He called the plan of Roe a disgrace."
    )
    article = analysis.Article.from_text(text, title="Roe calls Pashinyan", published="2024-02-08")
    found = analysis.analyze([article], "armenia-azerbaijan").quotations
    assert not found["content"].str.contains("Prime Minister Nikol Pashinyan").any()
    assert found["content"].str.contains("a disgrace").any()


def test_a_call_held_and_one_to_come_with_the_other_side():
    found = contacts(
        LEAD + "Armenian Prime Minister Nikol Pashinyan told Roe by phone on Tuesday that time was short, his spokeswoman said.\n\n"
        + "A long paragraph about the weather in the hills, the price of bread and the state of the road between them. " * 4
        + "\n\nRoe means to put the same questions to President Ilham Aliyev by phone on Friday."
    )  # fmt: skip
    assert found["Nikol Pashinyan"][1:] == ("call", "2024-02-06")
    assert found["Ilham Aliyev"][1:] == ("preview", "2024-02-09")
