"""Batches: the rows of a run without them, whatever dies on the way; nothing lost, nothing done twice."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT

import analysis
from analysis import batch, pipeline
from analysis.batch import analyze_places
from analysis.cli import main

PARTIES = "armenia-azerbaijan"
RUN = """
import sys
from analysis.batch import analyze_places
if __name__ == "__main__":
    analyze_places(sys.argv[1], sys.argv[2], "armenia-azerbaijan", size=1)
"""


class Deadly(str):
    """A title at which the process dies that receives it."""

    def __reduce__(self):
        return eval, ("__import__('os').kill(__import__('os').getpid(), 9)",)


def until(true, seconds=120):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def parts(target):
    return {one.name: one.stat().st_ino for one in (target / "parts").glob("0*")}


def test_rows_are_those_of_a_run_without_batches(folder, alone, same, tmp_path):
    manifest = analyze_places(folder, tmp_path / "out", PARTIES, jobs=2, size=3)
    assert (manifest["n_articles"], manifest["n_parts"], manifest["n_warnings"]) == (8, 3, 2)
    assert same(analysis.Reading.load(tmp_path / "out"), alone)
    assert alone.articles["wave"].tolist()[-2:] == [1, 2]


def test_killed_it_goes_on_where_it_ended(folder, alone, same, tmp_path):
    script, target = tmp_path / "run.py", tmp_path / "out"
    script.write_text(RUN)
    started = subprocess.Popen([sys.executable, script, folder, target], cwd=ROOT, start_new_session=True,
                               env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    until(lambda: started.poll() is not None or len(parts(target)) > 1)
    started.send_signal(signal.SIGKILL)
    started.wait()

    def gone():
        try:
            os.killpg(started.pid, 0)
        except ProcessLookupError:
            return True
        return False

    until(gone)  # a worker does not outlive the run
    done = parts(target)
    assert 1 < len(done) < 8
    with pytest.raises(analysis.InputError, match="not finished"):
        analysis.Reading.load(target)
    shutil.copytree(target / "parts" / min(done), target / "parts" / ".half")  # what a kill while writing leaves
    analyze_places(folder, target, PARTIES, size=1)
    assert done.items() <= parts(target).items()
    assert same(analysis.Reading.load(target), alone)
    # Other parties are other work.
    assert not done.keys() & {one.name for one in batch.batches(batch.each_article(folder), {"name": "others"}, 1)}


def test_a_run_that_is_done_starts_no_worker(folder, tmp_path, monkeypatch):
    nothing = [analysis.Article(f"empty-{number}", "", warnings=("no text",)) for number in range(5)]
    analyze_places(nothing, tmp_path / "out", PARTIES, size=2)
    before = parts(tmp_path / "out")
    monkeypatch.setattr(batch, "analyze_batch", None)
    analyze_places(nothing, tmp_path / "out", PARTIES, size=2)
    assert parts(tmp_path / "out") == before
    analyze_places(nothing[:2], tmp_path / "out", PARTIES, size=2)  # the others are no longer asked for
    assert len(parts(tmp_path / "out")) == 1


def test_an_article_that_kills_its_worker_is_a_row(tmp_path):
    articles = [analysis.Article(f"text-{number}", "") for number in range(6)]
    articles[3] = analysis.Article("deadly", "", title=Deadly("A call"))
    manifest = analyze_places(articles, tmp_path / "out", PARTIES, size=4)
    found = analysis.Reading.load(tmp_path / "out").articles.set_index("article_id")["warnings"]
    assert "worker" in found.pop("deadly")
    assert found.tolist() == ["no text"] * 5
    assert manifest["n_warnings"] == 6


def test_an_article_at_which_the_analysis_fails_is_a_row(monkeypatch):
    real = pipeline.encode

    def encode(text):
        if "unlucky" in text:
            raise RecursionError("too deep")
        return real(text)

    monkeypatch.setattr(pipeline, "encode", encode)
    texts = [analysis.Article.from_text(text) for text in ("An unlucky text.", "Roe thanked Aliyev.")]
    reading = analysis.analyze(texts, PARTIES)
    assert reading.articles["warnings"].tolist()[0] == "could not be analysed (RecursionError: too deep)"
    assert len(reading.articles) == 2
    assert reading.sentences["act"].tolist() == ["PRAISE"]


def test_articles_are_read_one_file_at_a_time(folder, monkeypatch):
    read = []
    monkeypatch.setattr(batch, "read", lambda places: read.append(places[0]) or analysis.read(places))
    articles = batch.each_article(folder)
    next(articles)
    assert [one.name for one in read] == ["1.txt"]
    rest = [one.article_id for one in articles]
    assert rest == [one.article_id for one in analysis.read(folder)][1:]


@pytest.mark.parametrize("number", [0, -1])
def test_wrong_input(folder, tmp_path, number, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["analyze", str(folder), "-o", str(tmp_path), "--jobs", "1"]) == 2
    assert "directory" in capsys.readouterr().err
    assert main(["analyze", str(folder), "-o", str(tmp_path / "out"), "--jobs", str(number)]) == 2
    assert "jobs" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
