"""The result of an analysis: seven tables, their schema, a smaller reading, files on disk."""

from __future__ import annotations

import html
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from analysis.errors import InputError, PlaceNotFound
from analysis.language.stance import ACTS
from analysis.tables import KINDS, Kind, read_table, write_table

if TYPE_CHECKING:
    import pandas as pd

# Column -> dtype. "str" is pandas' string dtype with NA; "float64" holds NaN only where a score is undefined.
SCHEMA: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "article_id": "str", "title": "str", "published": "datetime64[s]", "outlet": "str", "url": "str",
        "path": "str", "genre": "str", "issuer": "str", "language": "str", "n_words": "Int64",
        "n_sentences": "Int64", "n_quotations": "Int64", "duplicate_of": "str", "sha256": "str", "warnings": "str",
    },
    "contacts": {
        "contact_id": "str", "article_id": "str", "official": "str", "counterparts": "str", "party": "str",
        "kind": "str", "start_date": "datetime64[s]", "end_date": "datetime64[s]", "joint": "boolean",
    },
    "sentences": {
        "sentence_id": "str", "article_id": "str", "position": "Int64", "paragraph": "Int64", "start": "Int64",
        "end": "Int64", "text": "str", "contact_id": "str", "party": "str", "party_evidence": "str",
        "voice": "str", "speaker": "str", "principal": "str", "compound": "float64", "positive": "float64",
        "neutral": "float64", "negative": "float64", "act": "str", "tone": "float64", "themes": "str",
    },
    "quotations": {
        "quotation_id": "str", "article_id": "str", "sentence_id": "str", "kind": "str", "start": "Int64",
        "end": "Int64", "content": "str", "cue": "str", "source": "str", "speaker": "str",
        "speaker_evidence": "str", "principal": "str", "contact_id": "str", "party": "str", "restates": "str",
        "compound": "float64", "tone": "float64",
    },
    "spans": {"quotation_id": "str", "role": "str", "start": "Int64", "end": "Int64"},
    "acts": {
        "act_id": "str", "article_id": "str", "sentence_id": "str", "contact_id": "str", "start": "Int64",
        "end": "Int64", "cue": "str", "act": "str", "plover": "str", "strength": "float64", "modality": "str",
        "principal": "str", "target": "str", "third_party": "str", "party": "str", "tone": "float64",
    },
    "speakers": {
        "speaker": "str", "role": "str", "affiliation": "str", "aliases": "str", "n_articles": "Int64",
        "n_quotations": "Int64", "n_words": "Int64", "n_relayed": "Int64", "mean_tone": "float64",
    },
}  # fmt: skip

VOICES = ("narrator", "direct", "indirect", "mixed")

# What `where` filters on: column -> the tables it applies to.
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "article_id": ("articles",), "genre": ("articles",), "outlet": ("articles",), "issuer": ("articles",),
    "official": ("contacts",), "contact_id": ("contacts", "sentences", "quotations", "acts"),
    "party": ("contacts", "sentences", "quotations", "acts"), "voice": ("sentences",),
    "speaker": ("sentences", "quotations", "speakers"), "principal": ("sentences", "quotations", "acts"),
    "act": ("sentences", "acts"), "target": ("acts",),
}  # fmt: skip


def frame(table: str, rows: Iterable[Mapping[str, object]], extra: Iterable[str] = ()) -> pd.DataFrame:
    """Return rows as a DataFrame with exactly the columns and dtypes that `SCHEMA` gives ``table``.

    Parameters
    ----------
    table : str
        A key of `SCHEMA`.
    rows : iterable of mapping
        One mapping a row; an absent key is a missing value.
    extra : iterable of str
        Further columns, kept behind the schema's in this order with whatever dtype pandas infers.

    Examples
    --------
    >>> spans = frame("spans", [{"quotation_id": "a.q1", "role": "cue", "start": 3, "end": 7}])
    >>> spans.dtypes["start"].name
    'Int64'
    """
    import pandas as pd

    listed = list(rows)
    more = {name: pd.Series([row.get(name) for row in listed]) for name in extra if name not in SCHEMA[table]}
    return columns(listed, SCHEMA[table]).assign(**more)


def passed_on(extra: Mapping[str, object]) -> dict[str, object]:
    """Return a user's further columns as `Reading.articles` has them: one with the name of ours is ``input_`` and it.

    Examples
    --------
    >>> passed_on({"desk": "Baku", "genre": "memo"})
    {'desk': 'Baku', 'input_genre': 'memo'}
    """
    return {f"input_{name}" if name in SCHEMA["articles"] else name: value for name, value in extra.items()}


def columns(rows: Sequence[Mapping[str, object]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Return rows as a DataFrame with exactly the given columns and dtypes; an absent key is a missing value.

    Examples
    --------
    >>> columns([{"n": 1}, {}], {"n": "Int64"})["n"].isna().tolist()
    [False, True]
    """
    import pandas as pd

    raw = {name: pd.Series([row.get(name) for row in rows], dtype="object") for name in dtypes}
    return pd.DataFrame(raw).astype(dict(dtypes))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read out of a set of articles: seven DataFrames and the manifest of the run.

    Attributes
    ----------
    articles, contacts, sentences, quotations, spans, acts, speakers : pandas.DataFrame
        The tables; columns and dtypes are those of `SCHEMA`. Offsets are characters into the article's text.
    texts : mapping of str to str
        ``article_id`` -> cleaned text, which the offsets refer to.
    manifest : mapping
        Versions, parameters, text hashes and the parties: what it takes to make the numbers again.

    Examples
    --------
    >>> import analysis
    >>> article = analysis.Article.from_text("Blinken thanked President Aliyev.", title="A call")
    >>> reading = analysis.analyze([article], parties="armenia-azerbaijan")
    >>> reading.sentences["party"].tolist()
    ['Azerbaijan']
    """

    articles: pd.DataFrame
    contacts: pd.DataFrame
    sentences: pd.DataFrame
    quotations: pd.DataFrame
    spans: pd.DataFrame
    acts: pd.DataFrame
    speakers: pd.DataFrame
    texts: Mapping[str, str] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The seven tables by name, in the order of `SCHEMA`."""
        return {name: getattr(self, name) for name in SCHEMA}

    @property
    def parties(self) -> list[str]:
        """Names of the parties that the reading was made for, in the order of the party file."""
        return [str(party["name"]) for party in self.manifest.get("parties", ())]

    def where(self, **conditions: object) -> Reading:
        """Return a smaller reading with the rows that meet every condition.

        A condition is applied to every table that has the column. A row stays only while the row it belongs to
        stays: a contact or sentence its article, a quotation or act its sentence, a span its quotation; and an
        article only while it has a sentence.

        Parameters
        ----------
        **conditions
            Column name -> the value it must have, or a list of values of which it must have one.

        Returns
        -------
        Reading
            A new reading; this one is unchanged.

        Raises
        ------
        InputError
            For a column that cannot be filtered on, or a value that cannot occur there.

        Examples
        --------
        >>> import analysis
        >>> article = analysis.Article.from_text("Blinken thanked President Aliyev. He urged restraint.")
        >>> reading = analysis.analyze([article], parties="armenia-azerbaijan")
        >>> reading.where(act="APPEAL").sentences["text"].tolist()
        ['He urged restraint.']
        """
        tables = self.tables
        for column, wanted in conditions.items():
            if column not in _FILTERS:
                raise InputError("where", "a column is one of " + ", ".join(_FILTERS), repr(column))
            values = list(wanted) if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]
            known = self._values(column)
            for value in values:
                if value not in known:
                    allowed = ", ".join(sorted(map(str, known))[:20]) or "none: the column is empty"
                    raise InputError(f"where({column}=...)", f"values here are {allowed}", repr(value))
            for name in _FILTERS[column]:
                tables[name] = tables[name][tables[name][column].isin(values)]

        def keep(child: str, parent: str, key: str) -> None:
            tables[child] = tables[child][tables[child][key].isin(set(tables[parent][key]))]

        keep("contacts", "articles", "article_id")
        keep("sentences", "articles", "article_id")
        if "official" in conditions:
            keep("sentences", "contacts", "contact_id")
        if "target" in conditions:
            keep("sentences", "acts", "sentence_id")
        keep("quotations", "sentences", "sentence_id")
        keep("acts", "sentences", "sentence_id")
        keep("spans", "quotations", "quotation_id")
        if conditions:
            keep("articles", "sentences", "article_id")
            keep("contacts", "articles", "article_id")
            heard = set[str]()
            for name in ("sentences", "quotations"):
                heard |= set(tables[name]["speaker"].dropna())
                heard |= {one for cell in tables[name]["principal"].dropna() for one in cell.split("; ")}
            tables["speakers"] = tables["speakers"][tables["speakers"]["speaker"].isin(heard)]
        kept = set(tables["articles"]["article_id"])
        return Reading(
            **{name: table.reset_index(drop=True) for name, table in tables.items()},
            texts={key: text for key, text in self.texts.items() if key in kept},
            manifest=self.manifest,
        )

    def _values(self, column: str) -> set[object]:
        """What a column may hold: a closed set for closed vocabularies, else what occurs."""
        closed: Mapping[str, Iterable[str]] = {
            "party": [*self.parties, "both", "neither"], "voice": VOICES, "act": ACTS,
        }  # fmt: skip
        found = {one for name in _FILTERS[column] for one in self.tables[name][column].dropna().tolist()}
        return found | set(closed.get(column, ()))

    def save(self, directory: str | os.PathLike[str]) -> Path:
        """Write the tables (Parquet, CSV and JSON Lines), the texts and the manifest into a directory.

        The directory is written aside and renamed, so that it is either whole or not there. Cells that a
        spreadsheet would take for a formula are prefixed with an apostrophe in the CSV files; Parquet and JSON Lines
        hold the exact text.

        Parameters
        ----------
        directory : path
            Made if absent. An earlier reading there is replaced; anything else there is an error.

        Returns
        -------
        pathlib.Path
            The directory.

        Raises
        ------
        InputError
            If the directory holds files that are not a saved reading.
        """
        target = Path(directory)
        if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MANIFEST).exists())):
            raise InputError("directory", "a new or empty folder, or one that holds a saved reading", str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            for name, table in self.tables.items():
                for kind in KINDS:
                    write_table(table, aside / f"{name}.{kind}")
            (aside / "texts.json").write_text(json.dumps(dict(self.texts), ensure_ascii=False), encoding="utf-8")
            (aside / MANIFEST).write_text(
                json.dumps(dict(self.manifest), ensure_ascii=False, indent=1), encoding="utf-8"
            )
            aside.chmod(0o755)
            if target.exists():
                old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
                target.replace(old / "reading")
                aside.replace(target)
                shutil.rmtree(old)
            else:
                aside.replace(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return target

    @classmethod
    def load(cls, directory: str | os.PathLike[str], kind: Kind = "parquet") -> Reading:
        """Read what `save`, or ``readouts analyze --jobs``, wrote; dtypes are the same as before.

        Parameters
        ----------
        directory : path
        kind : "parquet", "csv" or "jsonl"
            Which files to read. Columns of the user's own have their exact dtypes in Parquet only.

        Raises
        ------
        InputError
            If there is no such kind.
        PlaceNotFound
            If the directory or one of its files is missing.
        InputError
            If a run in batches is not finished there.
        """
        if kind not in KINDS:
            raise InputError("kind", ", ".join(KINDS), repr(kind))
        from analysis.parts import PARTS, load_parts

        source = Path(directory)
        if (source / PARTS).is_dir():
            return load_parts(source)
        missing = [name for name in (MANIFEST, "texts.json", *(f"{name}.{kind}" for name in SCHEMA))
                   if not (source / name).is_file()]  # fmt: skip
        if missing:
            raise PlaceNotFound("directory", "a folder written by Reading.save", f"{source} without {missing[0]}")
        tables = {name: read_table(source / f"{name}.{kind}", dtypes) for name, dtypes in SCHEMA.items()}
        return cls(
            **tables,
            texts=json.loads((source / "texts.json").read_text(encoding="utf-8")),
            manifest=json.loads((source / MANIFEST).read_text(encoding="utf-8")),
        )

    def with_lexicon(self, file: str | os.PathLike[str]) -> Reading:
        """Return a new reading whose compound, positive, neutral and negative come from another lexicon by VADER's rules.

        Parameters
        ----------
        file : path
            CSV with the columns ``word`` and ``weight`` (from -4 to 4).

        Raises
        ------
        PlaceNotFound, InputError
            As `analysis.language.lexicon.load_lexicon` says.
        """
        from analysis.language.lexicon import load_lexicon, score_sentiment

        lexicon = load_lexicon(file)

        def scored(table: pd.DataFrame, text: str) -> pd.DataFrame:
            scores = score_sentiment(table[text].tolist(), lexicon)
            kept = [name for name in ("compound", "positive", "neutral", "negative") if name in table]
            return table.assign(**{name: [getattr(one, name) for one in scores] for name in kept})

        return replace(
            self, sentences=scored(self.sentences, "text"), quotations=scored(self.quotations, "content"),
            manifest={**self.manifest, "lexicon": f"{lexicon.name}, scored by NLTK's rules of VADER"},
        )  # fmt: skip

    def corrections_sheet(self) -> pd.DataFrame:
        """Return the sheet for `correct`: every sentence and quotation with what it has now and cells to fill.

        Examples
        --------
        >>> import analysis
        >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
        >>> reading.corrections_sheet()[["now_party", "now_act"]].values.tolist()[0]
        ['Azerbaijan', 'PRAISE']
        """
        from analysis.corrections import sheet

        return sheet(self)

    def correct(self, file: str | os.PathLike[str]) -> Reading:
        """Return a new reading with a reader's corrections, and with what follows from them.

        Parameters
        ----------
        file : path
            CSV with the columns ``id`` (a sentence_id or quotation_id), ``text`` (a piece of that row's own text, so that
            a correction never lands on another one) and some of ``party``, ``speaker``, ``principal``, ``act`` and ``tone``;
            an empty cell changes nothing. `corrections_sheet` makes one.

        Returns
        -------
        Reading
            A corrected party goes on to the quotations and acts of the sentence and to its contact; a corrected act takes
            the place of the sentence's acts and, without a corrected tone, sets the tone that the codebook gives it; the
            table of speakers is made anew. The corrections stand in the manifest. This reading is unchanged.

        Raises
        ------
        PlaceNotFound
            If there is no such file.
        InputError
            For an unknown column, id or value, or a text that is not the row's own, with row and column; then nothing is
            corrected.
        """
        from analysis.corrections import corrected

        return corrected(self, file)

    def to_html(self, path: str | os.PathLike[str], text: Literal["full", "excerpts"] = "full") -> Path:
        """Write the stand-alone report, with the articles or with excerpts; see `analysis.views.report.render.write_report`."""
        from analysis.views.report.render import write_report

        return write_report(self, path, text)

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, and the sentences a side."""
        counts = ", ".join(f"{len(table):,} {name}" for name, table in self.tables.items() if name != "spans")
        sides = self.sentences["party"].value_counts()
        rows = "".join(
            f"<tr><th style='text-align:left'>{html.escape(str(side))}</th><td>{n:,}</td></tr>"
            for side, n in sides.items()
        )
        name = html.escape(str(self.manifest.get("name", "")))
        return (
            f"<div><p><b>Reading</b> {name}: {counts}</p>"
            f"<table><thead><tr><th>side</th><th>sentences</th></tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def __repr__(self) -> str:
        return f"<Reading: {', '.join(f'{len(table)} {name}' for name, table in self.tables.items())}>"


MANIFEST = "manifest.json"
