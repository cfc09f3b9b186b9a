"""News, readouts and transcripts of our own wording: who speaks for whom, on which side, with whom and when."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.benchmarks.who import score

FOLDER = Path(__file__).parent / "own"
# Both files were developed on: what they hold is that nothing breaks, not how well new texts are read.
LEAST = {"counterpart": 95, "date": 95, "speaker": 95, "principal": 90, "party": 93, "genre": 95, "issuer": 95}


@pytest.mark.parametrize("name", ["develop", "second"])
def test_labels(name):
    cells = defaultdict(list)
    failures = []
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        for measure, found in score(json.loads(line), FOLDER, failures).items():
            cells[measure] += [bool(one) for one in found]
    shares = {measure: 100 * sum(found) / len(found) for measure, found in cells.items()}
    assert all(shares[measure] >= least for measure, least in LEAST.items()), (shares, failures)
