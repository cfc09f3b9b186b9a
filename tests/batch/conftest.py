"""A folder of small texts of every fate, and the reading that a run without batches makes of it."""

import json

import pytest
from pandas.testing import assert_frame_equal

import analysis

TEXTS = {
    "1.txt": "Secretary of State Jane Roe spoke with Prime Minister Nikol Pashinyan. She thanked him for the truce.",
    "2.txt": "\u201cThe road stays open to all who come in peace,\u201d President Ilham Aliyev said. He rejected the plan.",
    "3.txt": "Le ministre des affaires \u00e9trang\u00e8res a rencontr\u00e9 hier son homologue pour discuter de la paix entre eux.",
    "4.txt": "There is gon na be a meeting, Roe said. Let's hope that Armenia and Azerbaijan agree on it.",
    "5.txt": "Secretary of State Jane Roe spoke with Prime Minister Nikol Pashinyan. She thanked him for the truce.",
    "7.jsonl": "".join(json.dumps({"text": text, "wave": wave}) + "\n" for text, wave in [
        ("Roe condemned the attack on Baku.", 1), ("Pashinyan told Roe that the border is closed.", 2)]),
}  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8")
    (place / "6.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    return place


@pytest.fixture(scope="session")
def alone(folder):
    return analysis.analyze(analysis.read(folder), parties="armenia-azerbaijan")


@pytest.fixture(scope="session")
def same():
    """Whether two readings are equal, row by row."""

    def compare(one, two):
        for name, table in one.tables.items():
            assert_frame_equal(table, two.tables[name])
        assert dict(one.texts) == dict(two.texts)
        assert one.manifest["texts"] == two.manifest["texts"]
        return True

    return compare
