"""Speakers, principals, parties, contacts and dates against labels of real texts.

python -m tests.benchmarks.who --data FOLDER [--labels FILE] [--least PERCENT] [--failures]

FOLDER holds the texts that the labels in tests/real/ name. Each figure is a percentage with a 95 % interval from a
bootstrap over texts. The labels are a language model's; tests/real/README.md says how they were made.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import analysis
from analysis.training.readouts import sides

LABELS = Path(__file__).parent.parent / "real" / "who.jsonl"
# First names that are one name.
SHORT = {"joseph": "joe", "tony": "antony", "anthony": "antony", "mohamed": "mohammed", "bjoern": "bjorn", "bob": "robert",
         "mike": "michael", "jim": "james", "tom": "thomas", "bill": "william", "jake": "jacob", "phil": "philip",
         "liz": "elizabeth", "dan": "daniel", "tim": "timothy", "ron": "ronald", "bibi": "benjamin"}  # fmt: skip


def plain(name: str | None) -> tuple[str, ...]:
    """A name as lower-case words without accents, initials and suffixes."""
    text = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().casefold().replace("-", " ")
    words = [word for word in re.findall(r"[a-z][a-z']+", text) if word not in ("jr", "sr", "iii", "the", "dr")]
    return tuple(SHORT.get(word, word) for word in words)


def same(one: object, two: object) -> bool:
    """Whether two cells name the same: each name in one has its match in the other."""
    first, second = [
        [plain(part) for part in (cell if isinstance(cell, str) else "").split("; ") if part] for cell in (one, two)
    ]

    def match(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        if a == b:
            return True
        if not a or not b or a[-1] != b[-1]:
            return False
        short, long = sorted((a, b), key=len)
        return long[-len(short) :] == short or a[0] == b[0]  # a surname, also of two words, stands for the name

    return len(first) == len(second) and all(any(match(a, b) for b in second) for a in first)


def score(label: dict, folder: Path, failures: list[str]) -> dict[str, list[bool | None]]:
    """What is right in one text, by measure; None where the pipeline leaves the cell open."""
    article = analysis.read(folder / label["file"])[0]
    reading = analysis.analyze([article], parties=sides(label["parties"]))
    out: dict[str, list[bool | None]] = defaultdict(list)

    def note(measure: str, right: bool | None, wanted: object, got: object, where: str = "") -> None:
        out[measure].append(right)
        if not right:
            failures.append(f"{measure:12} {label['file'][:70]} {where} | wanted {wanted} | got {got}")

    row = reading.articles.iloc[0]
    note("genre", row["genre"] == label["genre"], label["genre"], row["genre"])
    note("issuer", same(row["issuer"], label["issuer"]), label["issuer"], row["issuer"])
    found = reading.contacts.to_dict("records")
    for contact in label["contacts"]:
        wanted = "; ".join(contact["counterparts"])
        rest = [one for one in found if same(one["counterparts"], wanted)]
        note("counterpart", bool(rest), wanted, [one["counterparts"] for one in found])
        best = rest[0] if rest else (found[0] if len(found) == len(label["contacts"]) == 1 else None)
        if best is None:
            continue
        day = tuple(
            None if best[key] != best[key] or best[key] is None else str(best[key])[:10]
            for key in ("start_date", "end_date")
        )
        day = tuple(None if one in (None, "NaT") else one for one in day)
        if contact["start"]:
            note("date", day == (contact["start"], contact["end"]), (contact["start"], contact["end"]), day)
        note("official", same(best["official"], contact["official"]), contact["official"], best["official"])
        note("kind", best["kind"] == contact["kind"], contact["kind"], best["kind"])
        note("contact party", best["party"] == contact["party"], contact["party"], best["party"])
    note(
        "contacts count",
        len(found) == len(label["contacts"]),
        len(label["contacts"]),
        [(one["counterparts"], one["kind"], str(one["start_date"])[:10]) for one in found],
    )
    for sentence in label["sentences"]:
        at = place(article.text, sentence)
        if at is None:
            failures.append(f"no anchor    {label['file'][:70]} {sentence}")
            continue
        cells = next((one for one in reading.sentences.to_dict("records") if one["start"] <= at < one["end"]), None)
        if cells is None:
            failures.append(f"no sentence  {label['file'][:70]} {sentence}")
            continue
        for measure in ("speaker", "principal", "party"):
            wanted, got = sentence[measure], cells[measure]
            if wanted is None:
                continue
            unknown = not isinstance(got, str)
            right = None if unknown else (got == wanted if measure == "party" else same(got, wanted))
            note(measure, right, wanted, got, repr(cells["text"][:60]))
    return out


def place(text: str, sentence: dict) -> int | None:
    """Where a label's anchor stands: in its paragraph, else anywhere if it is there once."""
    pattern = re.compile(r"\s+".join(map(re.escape, sentence["anchor"].split())))
    blocks = [one for one in re.finditer(r"(?:(?!\n[^\S\n]*\n).)+", text, re.S) if one.group().strip()]
    if sentence["n"] < len(blocks):
        match = pattern.search(text, *blocks[sentence["n"]].span())
        if match:
            return match.start()
    everywhere = [match.start() for match in pattern.finditer(text)]
    return everywhere[0] if everywhere else None


def interval(texts: list[list[bool | None]]) -> tuple[float, float, float]:
    """Percentage right and a 95 % interval over texts."""

    def share(chosen: list[list[bool | None]]) -> float:
        cells = [bool(one) for text in chosen for one in text]
        return 100 * sum(cells) / len(cells) if cells else float("nan")

    draw = random.Random(0)  # noqa: S311
    shares = sorted(share(draw.choices(texts, k=len(texts))) for _ in range(1000))
    return share(texts), shares[25], shares[974]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument(
        "--least", type=float, help="fail where speaker, principal, party, counterpart or date is below"
    )
    parser.add_argument("--failures", action="store_true", help="print what is wrong, one line each")
    options = parser.parse_args()
    labels = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    failures: list[str] = []
    scored = [(label, score(label, options.data, failures)) for label in labels]
    if options.failures:
        print("\n".join(failures))
    low = []
    measures = list(dict.fromkeys(measure for _, one in scored for measure in one))
    print(f"{len(labels)} texts\n{'measure':15} {'n':>4}  right  95 % interval  unknown")
    for measure in measures:
        texts = [one[measure] for _, one in scored if one[measure]]
        cells = [cell for text in texts for cell in text]
        right, lower, upper = interval(texts)
        print(
            f"{measure:15} {len(cells):4}  {right:5.1f}  [{lower:.1f}, {upper:.1f}]   {100 * cells.count(None) / len(cells):5.1f}"
        )
        if (
            measure in ("speaker", "principal", "party", "counterpart", "date")
            and options.least
            and right < options.least
        ):
            low.append(measure)
    genres = sorted({label["genre"] for label, _ in scored})
    for genre in genres:
        some = [one for label, one in scored if label["genre"] == genre]
        line = []
        for measure in ("speaker", "principal", "party", "counterpart", "date"):
            cells = [bool(cell) for one in some for cell in one[measure]]
            if cells:
                line.append(f"{measure} {100 * sum(cells) / len(cells):.0f} (n {len(cells)})")
        print(f"{genre}: {len(some)} texts: {', '.join(line)}")
    if low:
        print(f"below {options.least}: {', '.join(low)}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
