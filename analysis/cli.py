"""The command ``readouts``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError, ReadoutsError

if TYPE_CHECKING:
    from analysis.reading import Reading

_EPILOG = """\
examples:
  readouts report seeds/ -o report.html --parties armenia-azerbaijan
  readouts report "articles/*.txt" -o report.html
  readouts analyze articles/ more.csv -o tables/ --parties my-sides.toml
  readouts fetch data/sources.csv -o data/raw
  readouts analyze articles/ -o tables/ --jobs 4
  readouts parties
  readouts parties new my-sides.toml
  readouts code-sheet tables/ -o sheet.csv
  readouts agreement sheet-anna.csv sheet-bo.csv --tables tables/

PLACE is a .txt, .md, .html, .pdf, .csv or .jsonl file, a folder, a pattern in quotation marks, or the address of a page.
exit codes: 0 done, 1 some pages could not be fetched, 2 a wrong input (the message says which), 130 interrupted
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with some arguments (those of the process by default) and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except ReadoutsError as error:
        print(f"readouts: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads the output has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("readouts: interrupted, nothing is half-written", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="readouts",
        description="Who said what, for whom, to which side and in what tone: diplomatic readouts, compared.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    parser.set_defaults(run=lambda options: _version() if options.version else _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    report = _command(commands, "report", "write a stand-alone HTML report", _report)
    _places(report)
    report.add_argument("-o", "--output", metavar="FILE", help="default: report.html or report.json")
    report.add_argument(
        "--format", choices=["html", "json"], default="html", help="json: the same findings and tables as data"
    )
    report.add_argument(
        "--text", choices=["full", "excerpts"], default="full",
        help="excerpts: without the articles, for texts that may not be passed on; of each sentence a few words",
    )  # fmt: skip

    analyze = _command(commands, "analyze", "write the tables as Parquet, CSV and JSON Lines", _analyze)
    _places(analyze)
    analyze.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="a new folder, or one with an earlier reading"
    )
    analyze.add_argument(
        "--jobs", type=int, metavar="N",
        help="for many articles: N processes, a part a batch in DIR; given again after a cut, it goes on where it ended",
    )  # fmt: skip
    analyze.add_argument("--dask", metavar="tcp://...", help="the same on the workers of a Dask scheduler")

    sheet = _command(commands, "code-sheet", "write a blind sheet of sentences for human coders", _code_sheet)
    sheet.add_argument("tables", metavar="DIR", help="what `readouts analyze` wrote")
    sheet.add_argument("-o", "--output", metavar="FILE", required=True, help="a CSV file")
    sheet.add_argument("-n", type=int, default=100, help="sentences, default: 100")
    sheet.add_argument("--seed", type=int, default=0, help="the same seed draws the same sheet, default: 0")

    agree = _command(commands, "agreement", "say how far coders agree, and the scores with them", _agreement)
    agree.add_argument("files", nargs="+", metavar="FILE", help="filled sheets, one or more a coder")
    agree.add_argument(
        "--tables", metavar="DIR", help="the tables that the sheet was drawn from, to compare the scores"
    )

    fetch = _command(commands, "fetch", "get the pages that a catalogue lists, politely; those there are kept", _fetch)
    fetch.add_argument("catalogue", metavar="CSV", help="a CSV file with a column url")
    fetch.add_argument("-o", "--output", metavar="DIR", required=True, help="gets pages/ and pages.csv")
    fetch.add_argument(
        "--allow-private", action="store_true", help="also pages of private networks and of this machine"
    )

    parties = _command(commands, "parties", "list the shipped party files, or write a new one to fill in", _parties)
    parties.add_argument("action", nargs="?", choices=["new"], help="write a commented template")
    parties.add_argument("file", nargs="?", metavar="FILE", help="where the template goes")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, run: object
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.set_defaults(run=run)
    return parser


def _places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("places", nargs="+", metavar="PLACE", help="a file, a folder, a pattern or an address")
    parser.add_argument(
        "--parties", metavar="NAME|FILE",
        help="a shipped name or a TOML file; left out, the sides are proposed from titles and first lines",
    )  # fmt: skip


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 0


def _version() -> int:
    from importlib.metadata import version

    print(f"readouts {version('readouts')}")
    return 0


def _reading(options: argparse.Namespace) -> Reading:
    """Read and analyse the places; what is wrong with single articles goes to standard error."""
    from analysis.pipeline import analyze
    from analysis.sources.articles import read

    places = options.places
    articles = read(places[0] if len(places) == 1 else places)
    reading = analyze(articles, parties=options.parties, progress=sys.stderr.isatty())
    told = reading.articles[reading.articles["warnings"].notna()]
    for row in told.to_dict("records"):
        print(f"readouts: {row['path'] or row['article_id']}: {row['warnings']}", file=sys.stderr)
    if reading.sentences.empty:
        raise InputError("place", "at least one English article with text", ", ".join(map(str, places)))
    if not reading.sentences["party"].isin([*reading.parties, "both"]).any():
        print(f"readouts: no sentence belongs to {' or '.join(reading.parties)}: are these the sides?", file=sys.stderr)
    if options.parties is None:
        print(f"readouts: sides proposed: {', '.join(reading.parties)} (give others with --parties)", file=sys.stderr)
    return reading


def _report(options: argparse.Namespace) -> int:
    from analysis.views.report.render import check_target, write_report, write_summary
    from analysis.views.report.wording import finding

    target = check_target(options.output or f"report.{options.format}")  # before minutes of work
    reading = _reading(options)
    print((write_report if options.format == "html" else write_summary)(reading, target, options.text))
    print("\n".join(finding(reading)))
    return 0


def _analyze(options: argparse.Namespace) -> int:
    if options.jobs is not None or options.dask is not None:
        return _analyze_many(options)
    reading = _reading(options)
    path = reading.save(options.output)
    print(path)
    print(", ".join(f"{len(table):,} {name}" for name, table in reading.tables.items()))
    return 0


def _code_sheet(options: argparse.Namespace) -> int:
    from analysis.reading import Reading
    from analysis.statistics.coding import code_sheet, write_sheet

    if Path(options.output).exists():
        raise InputError("FILE", "a new file: a filled sheet is never written over", options.output)
    print(write_sheet(code_sheet(Reading.load(options.tables), options.n, options.seed), options.output))
    return 0


def _agreement(options: argparse.Namespace) -> int:
    from analysis.reading import Reading
    from analysis.statistics.coding import agreement, confusion, corrected_means, read_sheets

    reading = Reading.load(options.tables) if options.tables else None
    codes = read_sheets(options.files, reading)
    print(agreement(codes, reading).to_string(index=False, float_format="{:.2f}".format, na_rep="not defined"))
    if reading is not None:
        print("\nActs, coders in rows, scores in columns", confusion(codes, reading).to_string(), sep="\n")
        means = corrected_means(codes, reading)
        print(
            "\nMean tone, corrected", means.to_string(index=False, float_format="{:.2f}".format, na_rep="-"), sep="\n"
        )
    return 0


def _fetch(options: argparse.Namespace) -> int:
    from analysis.sources.catalogue import NAME, fetch

    rows = fetch(options.catalogue, options.output, allow_private=options.allow_private)
    missing = [row for row in rows if row["problem"]]
    for row in missing:
        print(f"readouts: {row['problem']}", file=sys.stderr)
    print(Path(options.output) / NAME)
    print(
        f"{len(rows) - len(missing):,} of {len(rows):,} pages are there"
        + (f"; {NAME} says why not the others" if missing else "")
    )
    return 1 if missing else 0


def _analyze_many(options: argparse.Namespace) -> int:
    from analysis.batch import analyze_places

    manifest = analyze_places(
        options.places[0] if len(options.places) == 1 else options.places, options.output, options.parties,
        jobs=1 if options.jobs is None else options.jobs, dask=options.dask, progress=sys.stderr.isatty(),
    )  # fmt: skip
    if manifest["n_warnings"]:
        print(
            f"readouts: {manifest['n_warnings']:,} articles have warnings, in the column of that name", file=sys.stderr
        )
    if options.parties is None:
        sides = ", ".join(party["name"] for party in manifest["parties"])
        print(f"readouts: sides proposed: {sides} (give others with --parties)", file=sys.stderr)
    print(options.output)
    tables = ("articles", "contacts", "sentences", "quotations", "acts", "speakers")
    print(", ".join(f"{manifest[f'n_{name}']:,} {name}" for name in tables))
    return 0


def _parties(options: argparse.Namespace) -> int:
    from analysis.diplomacy.parties import TEMPLATE, load_parties, shipped_parties

    if options.action is None:
        for name in shipped_parties():
            print(f"{name}: {', '.join(load_parties(name).names)}")
        return 0
    if options.file is None:
        raise InputError("file", "where the template goes: readouts parties new FILE", "nothing")
    target = Path(options.file)
    try:
        with target.open("x", encoding="utf-8") as file:  # never over a file that somebody filled in
            file.write(TEMPLATE)
    except FileExistsError:
        raise InputError("file", "a new file", f"{target}, which exists") from None
    except OSError as error:
        raise InputError(
            "file", "a file in an existing folder that can be written", f"{target} ({error.strerror})"
        ) from None
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
