"""The command: help at once, exit codes, nothing half-written."""

import json
import os
import resource
import subprocess
import sys

import pytest
from conftest import ROOT, SEEDS

import analysis
from analysis.cli import main


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "analysis.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_help_is_instant_and_has_examples():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = run("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert out.returncode == 0
    assert "readouts report seeds/" in out.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3  # 0.1 s; machines differ


def test_report_prints_where_and_what(tmp_path, capsys):
    target = tmp_path / "report.html"
    assert main(["report", str(SEEDS), "-o", str(target), "--parties", "armenia-azerbaijan"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == str(target)
    assert len(out) == 4
    assert any("Armenia" in line and "Azerbaijan" in line for line in out[1:])
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_analyze_writes_the_tables(tmp_path, capsys):
    assert main(["analyze", str(SEEDS), "-o", str(tmp_path / "out"), "--parties", "armenia-azerbaijan"]) == 0
    assert len(analysis.Reading.load(tmp_path / "out").sentences) == 12
    assert "12 sentences" in capsys.readouterr().out


def test_one_bad_file_does_not_stop_the_rest(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Blinken thanked Prime Minister Pashinyan for the truce.")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    assert main(["analyze", str(tmp_path), "-o", str(tmp_path / "out"), "--parties", "armenia-azerbaijan"]) == 0
    assert "b.txt" in capsys.readouterr().err
    assert len(analysis.Reading.load(tmp_path / "out").articles) == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["report", "nowhere.txt"], "nowhere.txt"),
        (["report", "seeds/", "-o", "no/such/folder/report.html"], "no/such/folder"),
        (["report", "seeds/", "-o", "seeds"], "seeds"),
        (["report", "seeds/", "--parties", "atlantis"], "atlantis"),
        (["parties", "new"], "FILE"),
        (["parties", "new", "README.md"], "README.md"),
    ],
)
def test_wrong_input_is_named(arguments, named, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert named in err
    assert err.startswith("readouts: ")
    assert len(err.splitlines()) == 1


def test_a_wrong_run_leaves_the_old_report(tmp_path):
    target = tmp_path / "report.html"
    target.write_text("old")
    assert main(["report", "nowhere.txt", "-o", str(target)]) == 2
    assert target.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_report_of_excerpts_and_one_as_data(tmp_path, capsys):
    place = tmp_path / "call.txt"
    place.write_text(
        "Secretary Blinken thanked President Aliyev for the letter and urged him to open the road to the valley."
    )
    options = ["--parties", "armenia-azerbaijan", "-o"]
    assert main(["report", str(place), *options, str(tmp_path / "r.json"), "--format", "json"]) == 0
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert told["finding"] == capsys.readouterr().out.splitlines()[1:]
    assert told["evidence"]["rows"][0]["text"].endswith("to open the road to the valley.")
    assert main(["report", str(place), *options, str(tmp_path / "cut.html"), "--text", "excerpts"]) == 0
    page = (tmp_path / "cut.html").read_text(encoding="utf-8")
    assert "made without the texts" in page
    assert "to the valley" not in page


def test_a_reader_that_has_enough_is_no_error():
    run = subprocess.run(
        [sys.executable, "-c", "import sys; from analysis.cli import main; sys.exit(main(['parties']))"],
        stdout=_closed(),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert run.returncode in (0, 141)
    assert b"Traceback" not in run.stderr


def _closed() -> int:
    """The writing end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def test_parties_lists_and_writes_a_template_that_loads(tmp_path, capsys):
    assert main(["parties"]) == 0
    assert "armenia-azerbaijan: Armenia, Azerbaijan" in capsys.readouterr().out
    target = tmp_path / "mine.toml"
    assert main(["parties", "new", str(target)]) == 0
    text = analysis.Article.from_text("President Full Name thanked the Secondian premier.")
    assert analysis.analyze(text, parties=target).parties == ["First", "Second"]


def test_no_command_prints_the_help(capsys):
    assert main([]) == 0
    assert "commands" in capsys.readouterr().out


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("readouts 0.")
