"""What is measured on a unit: one row a unit and side, with the mean of each measure over its sentences or acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.language.stance import ACTS
from analysis.reading import Reading
from analysis.statistics.units import counted, counted_acts

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("tone", "compound", "positive", "negative", "neutral", "words", "ladder", "acts", "themes")
_LARGEST = 1e100  # its square is a number still
# What makes two units alike: the official or the body that issued the text, the kind of text, and when.
FACTS = ("official", "genre", "start_date")


def unit_table(
    reading: Reading | pd.DataFrame, measures: Sequence[str], by: str = "party"
) -> tuple[pd.DataFrame, list[str]]:
    """Return one row a unit and side with its measures, and the names of the measures.

    Parameters
    ----------
    reading : Reading or pandas.DataFrame
        A table has ``article_id``, ``contact_id``, ``by`` and a column of numbers for each measure, one row a sentence.
    measures : sequence of str
        Of `MEASURES` or columns of numbers. ``"tone"`` to ``"neutral"`` are means over the sentences of a unit, ``"words"`` is
        its number of words, ``"ladder"`` the mean tone of its acts, ``"acts"`` the share of each act among its acts, ``"themes"``
        the share of its sentences with each theme; these two give a measure each (``"act APPEAL"``, ``"theme energy"``),
        which can also be named alone.
    by : str
        A column of sentences, articles or contacts.

    Returns
    -------
    pandas.DataFrame
        ``unit``, ``side`` (text), ``article_id``, ``official`` (else the issuer), ``genre``, ``start_date``, then the measures,
        NaN where a unit has no sentence or act to measure.
    list of str
        The measures in order; empty where ``"acts"`` or ``"themes"`` found none.

    Raises
    ------
    InputError
        If a column is missing, or a measure is no number or not finite.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> units, names = unit_table(reading, ["tone", "acts"])
    >>> names, units[["side", *names]].round(0).values.tolist()
    (['tone', 'act PRAISE'], [['Azerbaijan', 1.0, 1.0]])
    """
    import pandas as pd

    table, acts = _sentences(reading, by)
    table = table[table["side"].notna()]
    keys = ["unit", "side"]
    groups = table.groupby(keys, sort=True)
    out = groups[["article_id", *FACTS]].first() if len(table) else pd.DataFrame(
        columns=["article_id", *FACTS], index=pd.MultiIndex.from_tuples([], names=keys))  # fmt: skip
    names: list[str] = []
    for measure in measures:
        kind, _, label = measure.partition(" ")
        if acts is not None and measure == "words":
            count = table["text"].map(lambda text: float(len(str(text).split())))
            found = pd.DataFrame({"words": count.groupby([table["unit"], table["side"]]).sum()})
        elif acts is not None and measure == "ladder":
            found = pd.DataFrame({"ladder": acts.groupby(keys)["tone"].mean()})
        elif acts is not None and (measure == "acts" or (kind == "act" and label in ACTS)):
            shares = pd.crosstab([acts["unit"], acts["side"]], acts["act"], normalize="index")
            kept = [label] if label else [act for act in ACTS if act in shares]
            found = shares.reindex(columns=kept, fill_value=0.0).add_prefix("act ")
        elif acts is not None and (measure == "themes" or kind == "theme"):
            # Filled first, as pandas makes no flags of a column without any value; "" is no theme.
            flags = table["themes"].fillna("").str.get_dummies("; ").astype("float64").drop(columns="", errors="ignore")
            found = flags.groupby([table["unit"], table["side"]]).mean().add_prefix("theme ")
            if label:
                if measure not in found:
                    raise InputError("measure", f"one of {', '.join(found.columns) or 'no theme: none was found'}", repr(measure))  # fmt: skip
                found = found[[measure]]
        else:
            if measure not in table or not pd.api.types.is_numeric_dtype(table[measure]):
                allowed = f"one of {', '.join(MEASURES)}, or a column of numbers"
                what = f", a column of {table[measure].dtype}" if measure in table else ""
                raise InputError("measure", allowed, repr(measure) + what)
            values = table[measure].astype("float64")
            if (values.abs() > _LARGEST).any():
                raise InputError(
                    "measure", f"finite numbers up to {_LARGEST:g}", f"{measure} with {values.abs().max():g}"
                )
            found = pd.DataFrame({measure: values.groupby([table["unit"], table["side"]]).mean()})
        fresh = [name for name in found.columns if name not in names]
        out = out.join(found[fresh])
        names += fresh
    return out.reset_index(), names


def _sentences(reading: Reading | pd.DataFrame, by: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The sentences that count with ``unit``, ``side`` and the facts; the acts of a reading likewise."""
    import pandas as pd

    if not isinstance(reading, Reading):
        if not isinstance(reading, pd.DataFrame):
            raise InputError("reading", "a Reading or a pandas DataFrame", type(reading).__name__)
        missing = [name for name in ("article_id", "contact_id", by) if name not in reading]
        if missing:
            raise InputError("reading", f"a table with article_id, contact_id, {by} and the measure's column",
                             f"one without {', '.join(missing)}")  # fmt: skip
        unit = reading["contact_id"].astype("object").where(reading["contact_id"].notna(), reading["article_id"])
        table = reading.assign(unit=unit.astype("str"), side=_text(reading[by]))
        if by == "party":
            table = table[~table["side"].isin(["both", "neither"])]
        table = table.assign(**{name: None for name in FACTS if name not in table})
        return table.assign(start_date=_dates(table["start_date"])), None
    table = counted(reading)
    contacts = reading.contacts.set_index("contact_id")[["official", "kind", "start_date"]]
    articles = reading.articles.set_index("article_id")
    # Reindexed, since a map over no rows loses the dtype of dates.
    about = contacts.reindex(table["contact_id"]).set_axis(table.index)
    told = articles.reindex(table["article_id"]).set_axis(table.index)
    facts: dict[str, Any] = {str(name): about[name] for name in about} | {"genre": told["genre"]}
    facts["official"] = facts["official"].fillna(told["issuer"])
    if by in table:
        side = table[by]
    elif by in facts:
        side = facts[by]
    elif by in articles:
        side = told[by]
    else:
        allowed = ", ".join([*reading.sentences.columns, *reading.articles.columns, *contacts])
        raise InputError("by", f"a column of sentences, articles or contacts: {allowed}", repr(by))
    table = table.assign(**{name: facts[name] for name in FACTS}, side=_text(side))
    acts = counted_acts(reading).join(table.set_index(["sentence_id", "party"])["side"], on=["sentence_id", "party"])
    return table, acts[acts["side"].notna()]


def _dates(values: pd.Series[Any]) -> pd.Series[Any]:
    """The values as dates without a zone; what stands in no calendar is an error."""
    import pandas as pd

    try:
        dates = pd.to_datetime(values, utc=True, format="ISO8601" if values.dtype in ("str", object) else None)
    except (ValueError, TypeError) as error:
        raise InputError("start_date", "dates such as 2024-05-01", str(error)) from None
    return dates.dt.tz_localize(None)


def _text(values: pd.Series[Any]) -> pd.Series[Any]:
    """The values as text, so that a side can be named whatever its column holds; missing ones stay missing."""
    return values.astype("object").map(str, na_action="ignore")
