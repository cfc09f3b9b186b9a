"""Who has the word in briefings and interviews, and who tells what a sentence says."""

import pytest

import analysis

PUBLISHED = "2024-02-08"


def sentences(text, title):
    article = analysis.Article.from_text(text, title=title, published=PUBLISHED)
    reading = analysis.analyze([article], "armenia-azerbaijan")
    return reading.articles["genre"].iloc[0], reading.sentences


def test_an_interview_with_names_before_colons():
    text = (
        "On Monday U.S. Secretary of State Jane Roe telephoned Armenian Prime Minister Nikol Pashinyan. Foreign Minister Ararat "
        "Mirzoyan received this newspaper on Thursday.\n\n"
        "Q: What did she want?\n\nMirzoyan: She said that the border had to reopen.\n\n"
        "Q: And what did you answer?\n\nMirzoyan: We want deeds.\n\nQ: Will there be a treaty?\n\nMirzoyan: I hope so."
    )
    genre, found = sentences(text, "Armenia's minister on the American call")
    said = dict(zip(found["text"], found["speaker"], strict=True))
    assert genre == "news"
    assert {said["Mirzoyan: We want deeds."], said["Mirzoyan: I hope so."]} == {"Ararat Mirzoyan"}
    assert said["Q: And what did you answer?"] == "reporter"


def test_a_briefing_of_a_spokesman_without_a_name_before_the_colon():
    text = (
        "The following is a transcript of today's noon briefing by Bo Grant, Spokesman for the Secretary of State.\n\n"
        "Spokesman: Good afternoon. Secretary of State Jane Roe spoke by phone yesterday with Prime Minister Nikol Pashinyan.\n\n"
        "Question: Did she ask for a date?\n\nSpokesman: She did.\n\nQuestion: Which one?\n\nSpokesman: I will not say."
    )
    genre, found = sentences(text, "Daily briefing")
    assert genre == "briefing"
    assert found.loc[found["text"].str.contains("I will not say"), "speaker"].tolist() == ["Bo Grant"]
    assert found.loc[found["text"].str.contains("Which one"), "speaker"].tolist() == ["reporter"]


def test_headings_in_capitals_are_no_turns():
    text = "TRADE: Both sides want more of it.\n\nAID: Ann Lee said that much was needed.\n\nENERGY: There is little."
    assert "TRADE" not in set(sentences(text, "Fact sheet")[1]["speaker"])


@pytest.mark.parametrize(
    ("end", "speaker", "principal"),
    [
        ("Pashinyan answered that he was ready, his spokeswoman, Ann Lee, said.", "Ann Lee", "Nikol Pashinyan"),
        (
            "Pashinyan answered that he was ready, a senior Armenian official said.",
            "senior Armenian official",
            "Nikol Pashinyan",
        ),
        ("Roe, the spokesman said, had promised to help.", "Bo Grant", "Jane Roe"),
    ],
)
def test_who_tells_what_somebody_said(end, speaker, principal):
    text = (
        "WASHINGTON, Feb. 8 (Wire) - U.S. Secretary of State Jane Roe spoke by phone with Armenian Prime Minister Nikol Pashinyan on "
        "Wednesday, State Department spokesman Bo Grant said.\n\n" + end
    )
    _, found = sentences(text, "Roe calls Pashinyan")
    assert found[["speaker", "principal"]].values.tolist()[-1] == [speaker, principal]


def test_a_body_has_one_name():
    text = (
        "WASHINGTON, Feb. 8 (Wire) - U.S. Secretary of State Jane Roe spoke by phone with Azerbaijani President Ilham Aliyev on "
        "Wednesday.\n\nAzerbaijan's foreign ministry said that the talk had been short. It said that no date was named."
    )
    _, found = sentences(text, "Roe calls Aliyev")
    assert found["speaker"].tolist()[1:] == ["Azerbaijani Foreign Ministry"] * 2
