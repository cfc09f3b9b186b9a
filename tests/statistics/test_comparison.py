"""Comparison: values pinned against independent sources, verdicts that refuse, input that is wrong."""

import math
from statistics import fmean, variance

import pandas as pd
import pytest
from scipy import stats

import analysis
from analysis.errors import InputError
from analysis.statistics.comparison import COLUMNS
from analysis.statistics.effects import cliffs_delta, hedges_g
from analysis.statistics.inference import difference, difference_interval, permutation, t_interval

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


def studentised(x, y):
    return (x.mean() - y.mean()) / math.sqrt(x.var(ddof=1) / len(x) + y.var(ddof=1) / len(y))


def test_permutation_is_scipys():
    expected = stats.permutation_test((A, B), studentised, n_resamples=10**6, vectorized=False)
    assert permutation(A, B)[0] == pytest.approx(expected.pvalue)


def test_sign_flips_within_pairs():
    expected = stats.permutation_test(
        (A[:5], B),
        lambda x, y: stats.ttest_rel(x, y).statistic,
        permutation_type="samples",
        n_resamples=10**6,
        vectorized=False,
    )
    assert permutation(A[:5], B, pairs=[(i, i) for i in range(5)]) == (pytest.approx(expected.pvalue), 2 / 2**5)


def test_pairs_have_students_interval():
    expected = stats.ttest_rel(A[:5], B).confidence_interval(0.95)
    assert t_interval(A[:5], B, [(i, i) for i in range(5)]) == pytest.approx((expected.low, expected.high))


def test_partly_paired_sides_are_those_of_derrick_and_others():
    # Formulas of Derrick, Toher & White (2017) for T_new2, written out.
    n, loose_a, loose_b = 3, 3, 2
    share_a, share_b = variance(A) / 6, variance(B) / 5
    r = stats.pearsonr(A[:3], B[:3]).statistic
    error = math.sqrt(share_a + share_b - 2 * r * math.sqrt(variance(A) * variance(B)) * n / 30)
    welch = (share_a + share_b) ** 2 / (share_a**2 / 5 + share_b**2 / 4)
    freedom = n - 1 + (welch - n + 1) / (loose_a + loose_b + 2 * n) * (loose_a + loose_b)
    found = difference(A, B, [(0, 0), (1, 1), (2, 2)])
    assert found == pytest.approx((fmean(A) - fmean(B), error, freedom, r))


def test_bootstrap_t_is_the_one_drawn_by_hand():
    import numpy as np

    a, b, rng = np.array(A), np.array([*B, 3.3, 4.1, 2.2, 5.0, 3.9]), np.random.default_rng(5)
    seen = a.mean() - b.mean()
    t = []
    for _ in range(4_000):
        x, y = rng.choice(a, len(a)), rng.choice(b, len(b))
        t.append(abs(x.mean() - y.mean() - seen) / math.sqrt(x.var(ddof=1) / len(x) + y.var(ddof=1) / len(y)))
    half = np.quantile(t, 0.95) * difference(a, b).error
    low, high = difference_interval(a, b)
    assert (high - low) / 2 == pytest.approx(half, rel=0.06)
    assert (high + low) / 2 == pytest.approx(seen)


def test_a_side_that_never_varies_is_taken_to_vary_like_the_other():
    never = [0.0] * 6
    expected = stats.ttest_ind(A, never).confidence_interval(0.95)
    assert difference_interval(A, never) == pytest.approx((expected.low, expected.high))


def test_effect_sizes_have_pingouins_values():
    # pingouin 0.7.0: compute_effsize(A, B, eftype="hedges"), compute_esci(g, 6, 5, decimals=6)
    assert hedges_g(A, B) == pytest.approx((1.675060, 0.084771, 3.265349), abs=1e-6)
    # pingouin 0.7.0: mwu(A, B).RBC
    assert cliffs_delta(A, B).value == pytest.approx(0.8)


def test_the_interval_of_cliffs_delta_is_that_of_feng_and_cliff():
    delta = 0.8
    d = [[(x > y) - (x < y) for y in B] for x in A]
    rows, columns = [fmean(row) for row in d], [fmean(column) for column in zip(*d, strict=True)]
    spread = (25 * sum((one - delta) ** 2 for one in rows) + 36 * sum((one - delta) ** 2 for one in columns)
              - sum((one - delta) ** 2 for row in d for one in row)) / (30 * 5 * 4)  # fmt: skip
    t = stats.t.ppf(0.975, 9)
    half = t * math.sqrt(spread * ((1 - delta**2) ** 2 + t**2 * spread))
    below = 1 - delta**2 + t**2 * spread
    low, high = (delta - delta**3 - half) / below, (delta - delta**3 + half) / below
    assert cliffs_delta(A, B) == pytest.approx((delta, low, min(1.0, high)))


def test_many_units_are_sampled_the_same_way_each_time():
    one = permutation(range(40), range(1, 41), resamples=999, seed=3)
    assert one == permutation(range(40), range(1, 41), resamples=999, seed=3)
    assert one[1] == 0.002


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


@pytest.mark.parametrize(
    ("columns", "options", "named"),
    [
        ({"start_date": "soon"}, {}, "start_date: dates such as 2024-05-01"),
        ({}, {"measure": 3}, "measure: a name or a list of names; got 3"),
        ({"tone": "1"}, {}, "or a column of numbers; got 'tone', a column of str"),
        ({"tone": 1e300}, {}, "measure: finite numbers up to 1e.100"),
        ({}, {"resamples": 99.5}, "resamples: a whole number"),
        ({}, {"days": float("nan")}, "days: 0 or more"),
    ],
)
def test_a_wrong_table_or_option_is_named(columns, options, named):
    table = pd.DataFrame(
        {"article_id": list("abcd"), "contact_id": list("abcd"), "party": list("ABAB"), "tone": [0.0, 1, 0, 1]}
    )
    with pytest.raises(InputError, match=named):
        analysis.compare(table.assign(**columns), **options)


def test_dates_in_a_zone_as_text_or_of_python_are_dates():
    table = pd.DataFrame({"article_id": list("abcd"), "contact_id": list("abcd"), "party": list("ABAB"), "tone": [0.0, 1, 0, 1],
                          "official": "Roe", "genre": "readout"})  # fmt: skip
    days = pd.Series(pd.to_datetime(["2024-05-01", "2024-05-02", "2024-08-01", "2024-08-02"]))
    for dates in (days, days.dt.tz_localize("UTC"), days.dt.strftime("%Y-%m-%d"), days.dt.date):
        assert analysis.compare(table.assign(start_date=dates))["n_pairs"].item() == 2
        assert len(analysis.timeline(table.assign(start_date=dates))) == 4


def test_more_than_two_sides_need_two_names():
    rows = pd.concat([table(A, B), table(A, []).assign(party="C")])
    with pytest.raises(analysis.InputError, match="between"):
        analysis.compare(rows)
    assert analysis.compare(rows, between=("A", "C"))["n_b"].tolist() == [6]


def test_a_table_without_the_column_is_named():
    with pytest.raises(analysis.InputError, match="contact_id"):
        analysis.compare(pd.DataFrame({"article_id": ["a"], "party": ["A"], "tone": [1.0]}))


def dated(n_a, n_b, **more):
    rows = table([0.1 * i for i in range(n_a)], [0.1 * i + 0.05 for i in range(n_b)])
    return rows.assign(
        official="Ann Lee", genre="readout", start_date=pd.to_datetime(["2024-03-01"] * len(rows)), **more
    )


def test_a_pair_is_of_one_round():
    rows = dated(4, 4)
    assert analysis.compare(rows)["n_pairs"].tolist() == [4]
    for column, value in (("genre", "news"), ("official", "Bo Diaz"), ("start_date", pd.Timestamp("2024-04-01"))):
        other = rows.copy()
        other.loc[other["party"] == "B", column] = [value] * 4 if column == "start_date" else [value, "x", "x", "x"]
        assert analysis.compare(other)["n_pairs"].tolist() == [0], column


def test_dates_that_are_missing_make_no_pair_and_no_error():
    rows = dated(4, 4).assign(start_date=pd.NaT)
    row = analysis.compare(rows).iloc[0]
    assert [row["n_pairs"], row["verdict"]] == [0, "no difference shown"]


def test_matching_keeps_what_is_alike_and_the_balance_shows_it():
    rows = dated(6, 5)
    rows.loc[rows["article_id"].isin(["a0", "a1"]), "genre"] = "news"
    found = analysis.compare(rows, match="genre").iloc[0]
    assert [found["n_a"], found["n_b"]] == [4, 5]
    counts = analysis.balance(rows, match="genre").query("stratum == 'all'").iloc[0]
    assert counts[["before_a", "before_b", "after_a", "after_b"]].tolist() == [6, 5, 4, 5]
    none = analysis.compare(rows.assign(genre=rows["party"]), match="genre").iloc[0]
    assert none["verdict"] == "not comparable"
    assert "like one" in none["reason"]
    with pytest.raises(analysis.InputError, match="colour"):
        analysis.compare(rows, match="colour")


def test_the_difference_within_a_stratum():
    rows = dated(6, 6)
    rows.loc[rows["article_id"].isin(["a0", "a1", "a2", "b0", "b1"]), "genre"] = "news"
    found = analysis.strata(rows)
    assert found[["stratum", "n_a", "n_b"]].values.tolist() == [["news", 3, 2], ["readout", 3, 4]]
    assert found["p_adjusted"].max() <= 1
    with pytest.raises(analysis.InputError, match="stratum"):
        analysis.strata(rows, "colour")


def test_one_side_only():
    row = analysis.compare(table(A, [])).iloc[0]
    assert [row["verdict"], row["reason"]] == ["not comparable", "there is one side only: A"]
    assert pd.isna(row["party_b"])


def test_one_unit_describes():
    row = analysis.compare(table([1.0], [0.1 * i for i in range(30)])).iloc[0]
    assert row["verdict"] == "too few to tell"
    assert math.isnan(row["low"])
    assert not math.isnan(row["difference"])


def test_sides_that_never_vary_have_no_interval_and_say_so():
    row = analysis.compare(table([1.0] * 5, [0.0] * 5)).iloc[0]
    assert row["verdict"] == "different"
    assert "nothing varies" in row["reason"]
    assert math.isnan(row["hedges_g"])


def test_an_infinite_score_is_an_error():
    with pytest.raises(analysis.InputError, match="finite numbers up to"):
        analysis.compare(table([math.inf, 1.0], [1.0]))


def test_many_measures_at_once_need_more_units():
    rows = table(A[:4], B[:4])
    assert analysis.compare(rows)["verdict"].tolist() != ["too few to tell"]
    many = analysis.compare(rows.assign(**{f"m{i}": rows["tone"] for i in range(5)}), [f"m{i}" for i in range(5)])
    assert set(many["verdict"]) == {"too few to tell"}
    assert "5 measures at once" in many["reason"][0]


def test_columns_of_numbers_can_be_the_sides():
    rows = table(A, B).rename(columns={"party": "side"}).assign(year=[2020] * 6 + [2021] * 5)
    assert analysis.compare(rows, by="year")[["party_a", "n_a", "n_b"]].values.tolist() == [["2020", 6, 5]]


def test_labels_that_put_one_article_on_both_sides_make_it_a_pair():
    rows = pd.concat([table(A, []), table(A, []).assign(party="B", tone=lambda one: one["tone"] + 1)])
    assert analysis.compare(rows)[["n_a", "n_b", "n_pairs"]].values.tolist() == [[6, 6, 6]]


def test_measures_of_a_reading(seed_reading):
    found = analysis.compare(seed_reading, ["ladder", "words", "act APPEAL", "themes"])
    assert found["measure"].tolist()[:3] == ["ladder", "words", "act APPEAL"]
    assert analysis.compare(seed_reading, by="voice", between=("direct", "narrator"))["n_pairs"][0] >= 1
    assert analysis.effect_sizes(seed_reading)["cliffs_delta"].between(-1, 1).all()
    themed = seed_reading.sentences.assign(themes=["peace; trade", None] * 6)
    from dataclasses import replace

    named = analysis.compare(replace(seed_reading, sentences=themed), "themes")
    assert named["measure"].tolist() == ["theme peace", "theme trade"]


def test_a_thousand_units_take_under_two_cpu_seconds():
    import time

    rows = table([0.001 * (i * 7919 % 997) for i in range(500)], [0.001 * (i * 6007 % 997) for i in range(500)])
    analysis.compare(table(A, B))  # imports
    start = time.process_time()
    analysis.compare(rows)
    assert time.process_time() - start < 2


def test_intervals_cover_and_sentences_would_not():
    from tests.benchmarks.coverage import MEASURES, simulate

    found = simulate(MEASURES[1], (6, 6), 0.5, False, 300)
    assert found.coverage >= 92
    assert found.alarms <= 8
    assert found.naive >= 20
