"""Comparison: values pinned against independent sources, verdicts that refuse, input that is wrong."""

import math
from statistics import fmean, variance

import pandas as pd
import pytest
from scipy import stats

import analysis
from analysis.statistics.comparison import COLUMNS
from analysis.statistics.effects import cliffs_delta, hedges_g
from analysis.statistics.inference import permutation, t_interval

A = [4.2, 5.1, 3.9, 6.0, 5.5, 4.8]
B = [3.1, 4.0, 3.6, 4.4, 2.9]


def table(values_a, values_b, **more):
    rows = [{"article_id": f"a{i}", "contact_id": f"a{i}.c1", "party": "A", "tone": x} for i, x in enumerate(values_a)]
    rows += [{"article_id": f"b{i}", "contact_id": f"b{i}.c1", "party": "B", "tone": x} for i, x in enumerate(values_b)]
    return pd.DataFrame(rows).assign(**more)


def test_welch_is_scipys():
    expected = stats.ttest_ind(A, B, equal_var=False).confidence_interval(0.95)
    assert t_interval(A, B) == pytest.approx((expected.low, expected.high))


def test_effect_sizes():
    pooled = math.sqrt((5 * variance(A) + 4 * variance(B)) / 9)
    assert hedges_g(A, B).value == pytest.approx((fmean(A) - fmean(B)) / pooled * (1 - 3 / 35))
    above = sum((x > y) - (x < y) for x in A for y in B)
    assert cliffs_delta(A, B).value == pytest.approx(above / 30)


def test_permutation_is_scipys():
    expected = stats.permutation_test(
        (A, B), lambda x, y: abs(x.mean() - y.mean()), n_resamples=10**6, alternative="greater", vectorized=False
    )
    assert permutation(A, B)[0] == pytest.approx(expected.pvalue)


def test_sign_flips_within_pairs():
    expected = stats.permutation_test((A[:5], B), lambda x, y: abs((x - y).mean()), permutation_type="samples",
                                      n_resamples=10**6, alternative="greater", vectorized=False)  # fmt: skip
    assert permutation(A[:5], B, pairs=[(i, i) for i in range(5)])[0] == pytest.approx(expected.pvalue)


def test_many_units_are_sampled_the_same_way_each_time():
    one = permutation(range(40), range(1, 41), resamples=999, seed=3)
    assert one == permutation(range(40), range(1, 41), resamples=999, seed=3)
    assert one[1] == 0.001


def test_columns_and_dtypes():
    found = analysis.compare(table(A, B))
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == dict(COLUMNS)
    row = found.iloc[0]
    assert [row["n_a"], row["n_b"], row["n_pairs"]] == [6, 5, 0]
    assert row["verdict"] == "different"
    assert "A" in row["reason"]
    assert "6 and 5 units" in row["reason"]


def test_units_not_sentences_are_counted():
    rows = pd.concat([table([1.0], [0.0])] * 50)
    row = analysis.compare(rows).iloc[0]
    assert [row["n_a"], row["n_b"]] == [1, 1]
    assert row["verdict"] == "too few to tell"


@pytest.mark.parametrize(
    ("values_a", "values_b", "verdict"),
    [
        ([1.0, 2.0], [3.0, 4.0], "too few to tell"),
        ([1.0, 2.0, 3.0, 4.0], [1.1, 2.1, 2.9, 4.0], "no difference shown"),
        ([1.0] * 5, [1.0] * 5, "no difference shown"),
        ([1.0, math.nan], [math.nan, math.nan], "not comparable"),
    ],
)
def test_verdicts(values_a, values_b, verdict):
    row = analysis.compare(table(values_a, values_b)).iloc[0]
    assert row["verdict"] == verdict
    assert row["reason"]


def test_nothing_in_common_is_not_comparable():
    rows = table(A, B)
    unlike = rows.assign(official=["Ann Lee" if party == "A" else "Bo Diaz" for party in rows["party"]])
    row = analysis.compare(unlike).iloc[0]
    assert row["verdict"] == "not comparable"
    assert "official" in row["reason"]
    assert math.isnan(row["p"])
    days = rows.assign(
        start_date=pd.to_datetime(["2020-01-01" if party == "A" else "2024-01-01" for party in rows["party"]])
    )
    assert "overlap" in analysis.compare(days).iloc[0]["reason"]


def test_holm_over_measures():
    rows = table(A, B)
    found = analysis.compare(rows.assign(other=[1.0, 2.0] * 5 + [1.0]), ["tone", "other"])
    assert found["p_adjusted"].tolist() == pytest.approx([2 * found["p"][0], max(2 * found["p"][0], found["p"][1])])


def test_one_article_describes_and_refuses(seed_reading):
    found = analysis.compare(seed_reading, ["tone", "acts", "words"])
    assert set(found["verdict"]) <= {"too few to tell", "not comparable"}
    tone = found[found["measure"] == "tone"].iloc[0]
    assert [tone["party_a"], tone["party_b"], tone["n_a"], tone["n_b"], tone["n_pairs"]] == [
        "Armenia",
        "Azerbaijan",
        1,
        1,
        1,
    ]
    assert not math.isnan(tone["difference"])


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"measure": "colour"}, "colour"),
        ({"by": "colour"}, "colour"),
        ({"between": ("Armenia", "Atlantis")}, "Atlantis"),
        ({"alpha": 2}, "alpha"),
        ({"days": -1}, "days"),
    ],
)
def test_wrong_input_is_named(seed_reading, options, named):
    with pytest.raises(analysis.InputError, match=named):
        analysis.compare(seed_reading, **options)


def test_more_than_two_sides_need_two_names():
    rows = pd.concat([table(A, B), table(A, []).assign(party="C")])
    with pytest.raises(analysis.InputError, match="between"):
        analysis.compare(rows)
    assert analysis.compare(rows, between=("A", "C"))["n_b"].tolist() == [6]


def test_a_table_without_the_column_is_named():
    with pytest.raises(analysis.InputError, match="contact_id"):
        analysis.compare(pd.DataFrame({"article_id": ["a"], "party": ["A"], "tone": [1.0]}))
