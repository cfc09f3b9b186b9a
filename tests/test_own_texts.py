"""News, readouts and transcripts of our own wording: who speaks for whom, on which side, with whom and when."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.benchmarks.who import score

FOLDER = Path(__file__).parent / "own"
# All three files were developed on, the third a little: what they hold is that nothing breaks, not how well new texts are read.
LEAST = {"counterpart": 95, "date": 95, "speaker": 95, "principal": 90, "party": 93, "genre": 95, "issuer": 95}


THIRD = {"counterpart": 90, "date": 90, "speaker": 85, "principal": 85, "party": 93, "genre": 93, "issuer": 93}


@pytest.mark.parametrize(("name", "floors"), [("develop", LEAST), ("second", LEAST), ("third", THIRD)])
def test_labels(name, floors):
    cells = defaultdict(list)
    failures = []
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        for measure, found in score(json.loads(line), FOLDER, failures).items():
            cells[measure] += [bool(one) for one in found]
    shares = {measure: 100 * sum(found) / len(found) for measure, found in cells.items()}
    assert all(shares[measure] >= least for measure, least in floors.items()), (shares, failures)
