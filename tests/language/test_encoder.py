"""The bundled model: pieces, windows, encodings, tone towards a target, damaged files."""

import itertools
import multiprocessing
import random
import unicodedata

import numpy as np
import pytest

from analysis.errors import InputError, ModelUnusable
from analysis.language import models
from analysis.language.encoder import TAGS, encode, tone_towards
from analysis.language.marks import quoted_stretches
from analysis.language.models import vocabulary
from analysis.language.pieces import OVERLAP, ROOM, cut, windows
from analysis.language.wordpiece import WordPiece


@pytest.fixture(scope="module")
def pieces() -> WordPiece:
    return WordPiece(vocabulary())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pashinyan said", ["Pas", "hin", "yan", "said"]),
        ("U.S.-led", ["U", ".", "S", ".", "-", "led"]),
        ("Müller’s café", ["Müller", "’", "s", "café"]),
        ("go\u00adal", ["go\u00adal"]),
        ("和平 talks", ["和", "平", "talks"]),
        ("", []),
        (" \n\t", []),
        ("x" * 101, ["x" * 101]),
    ],
)
def test_pieces_are_parts_of_the_text(pieces: WordPiece, text: str, expected: list[str]) -> None:
    assert [text[start:end] for _, start, end, _ in pieces(text)] == expected


def test_pieces_are_in_order_and_inside(pieces: WordPiece) -> None:
    rng = random.Random(1)  # noqa: S311
    letters = [chr(number) for number in range(1, 0x3000) if unicodedata.category(chr(number)) != "Cs"]
    for _ in range(50):
        text = "".join(rng.choice(letters + list("aeinst  ..\"'")) for _ in range(200))
        found = pieces(text)
        assert all(0 <= start < end <= len(text) for _, start, end, _ in found)
        assert all(one[1] <= two[1] for one, two in itertools.pairwise(found))


def test_features_say_what_an_uncased_model_does_not_see(pieces: WordPiece) -> None:
    found = cut('The UN said "no".\n\nMiller', pieces)
    shown = {found.text[start:end]: list(row) for (start, end), row in zip(found.offsets, found.features, strict=True)}
    assert shown["The"] == [1, 0, 0, 1]
    assert shown["UN"] == [1, 1, 0, 0]
    assert shown["no"] == [0, 0, 1, 0]
    assert shown["Miller"] == [1, 0, 0, 1]


@pytest.mark.parametrize("text", ["word " * 3000, "One two. " * 1000, "A paragraph of words.\n\n" * 400, "x"])
def test_windows_cover_every_piece(pieces: WordPiece, text: str) -> None:
    found = cut(text, pieces)
    ranges = windows(found)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(found)
    assert all(end - start <= ROOM for start, end in ranges)
    assert all(two[0] <= one[1] < two[1] and one[1] - two[0] <= OVERLAP for one, two in itertools.pairwise(ranges))


def test_own_parts_of_windows_share_nothing_and_leave_nothing_out() -> None:
    encoding = encode("the minister said that " * 300)
    covered = [at for window in encoding.windows for at in range(*window.own)]
    assert covered == list(range(len(encoding.pieces)))
    assert np.allclose(encoding.tags.sum(1), 1, atol=1e-5)


def test_an_encoding_does_not_depend_on_the_others() -> None:
    texts = ["Miller said that talks go on.", "No.", "", "Lee said so. " * 100]
    for alone, together in zip(map(encode, texts), encode(texts), strict=True):
        assert np.array_equal(alone.tags, together.tags)


def test_nothing_can_be_changed() -> None:
    encoding = encode("Miller said so.")
    with pytest.raises(AttributeError):
        encoding.tags = encoding.tags  # type: ignore[misc]


def _tags(text: str) -> list[str]:
    return [TAGS[tag] for tag in encode(text).tags.argmax(1)]


def test_a_spawned_process_gives_the_same() -> None:
    text = "Miller said that talks go on."
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_tags, [text]) == [_tags(text)]


def test_missing_and_damaged_files_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    expected = models.expected_hash("encoder.onnx")
    monkeypatch.setattr(models, "expected_hash", lambda name: "0" * 64)
    with pytest.raises(ModelUnusable, match=rf"vocab\.txt.*{'0' * 64}.*got [0-9a-f]{{64}}"):
        models.content("vocab.txt")
    with pytest.raises(ModelUnusable, match=r"absent\.onnx.*no such file"):
        models.content("absent.onnx")
    assert len(expected) == 64


@pytest.mark.parametrize(
    ("text", "target", "tone"),
    [
        ("The senator praised Ms. Lee as brave, honest and wise.", "Ms. Lee", "positive"),
        ("The senator called Mr. Brown a liar and a disgrace.", "Mr. Brown", "negative"),
        ("The committee of Ms. Lee meets on Tuesday at noon.", "Ms. Lee", "neutral"),
    ],
)
def test_tone_towards_a_target(text: str, target: str, tone: str) -> None:
    start = text.index(target)
    found = tone_towards(text, (start, start + len(target)))
    assert sum(found) == pytest.approx(1, abs=1e-5)
    assert max(found._fields, key=lambda name: float(getattr(found, name))) == tone


def test_tone_takes_and_gives_lists() -> None:
    text = "Lee thanked Brown warmly. Nothing else happened."
    assert tone_towards([text, text], [(0, 3), (12, 17)]) == [tone_towards(text, (0, 3)), tone_towards(text, (12, 17))]
    assert tone_towards([], []) == []


@pytest.mark.parametrize("target", [(0, 0), (5, 3), (-1, 2), (0, 99), (3, 4)])
def test_a_target_is_a_part_of_the_text(target: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="target"):
        tone_towards("Lee said so.", target)


def test_as_many_targets_as_texts() -> None:
    with pytest.raises(InputError, match="target"):
        tone_towards(["Lee said so."], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ('“He called it "grand" twice,” she said.', ['He called it "grand" twice,']),
        ("“Open here.\n\n“Goes on.” She left.", ["Open here.", "Goes on."]),
        ("A stray ” mark, then “one” more.", ["one"]),
        ('Six " feet.\n\nShe said "yes".', [" feet.", "yes"]),
        ("«Oui», „ja“, ``yes''", ["Oui", "ja", "yes"]),
        ('“Mixed marks" end.', ["Mixed marks"]),
        ("", []),
        ('""""', []),
    ],
)
def test_quoted_stretches(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_stretches(text)] == expected
