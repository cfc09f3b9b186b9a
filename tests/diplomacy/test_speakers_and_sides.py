"""Speaker, principal and side of quotations and sentences, on texts of our own."""

import pytest

import analysis


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
