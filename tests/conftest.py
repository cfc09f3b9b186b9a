"""What several tests share: the reading of the article in seeds/."""

from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def seed_reading() -> analysis.Reading:
    return analysis.analyze(analysis.read(SEEDS), parties="armenia-azerbaijan")
