"""Many articles: in batches, on several processes or machines, each batch a folder of Parquet that a later run keeps."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus import ArticleTables, provenance
from analysis.diplomacy.parties import Parties, load_parties
from analysis.errors import InputError
from analysis.parts import PARTS, check, finish, save_part, write
from analysis.pipeline import analyze_or_warn, failed, proposed
from analysis.reading import MANIFEST
from analysis.sources.articles import Article, read
from analysis.sources.formats import KINDS

if TYPE_CHECKING:
    from concurrent.futures import Executor


ARTICLES = 64
_CHARACTERS = 400_000  # a batch ends here too, so that long texts do not fill a worker
_AHEAD = 2  # batches a worker that are read and wait, or are being worked on
_DIED = "the worker that read it died, most likely for want of memory"


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are analysed together, and the name of the folder that holds their tables.

    The name is the batch's number and the start of a hash over its articles, the parties, the models and the
    versions: a folder of that name holds the result of just this work, whoever did it.
    """

    name: str
    articles: tuple[Article, ...]


def analyze_places(
    place: object,
    directory: str | os.PathLike[str],
    parties: str | os.PathLike[str] | Parties | None = None,
    *,
    jobs: int = 1,
    dask: str | None = None,
    progress: bool = False,
    size: int = ARTICLES,
) -> dict[str, Any]:
    """Write the tables of all articles of a place into a directory, batch by batch; return the manifest.

    The rows are those of `analysis.analyze`. ``Reading.load(directory)`` reads them whole; ``parts/*/NAME.parquet`` are
    plain Parquet files for everything else. Until all batches are done memory does not grow with the number of articles,
    but for their identifiers; the search for repeats at the end holds all texts. A run that was cut off goes on where it
    ended when it is started again: a batch whose folder is there is not done twice.

    Parameters
    ----------
    place : str, path, or a list of these
        As `analysis.read`. A folder is read file by file.
    directory : path
        A new or empty folder, or one that an earlier such run wrote.
    parties
        As `analysis.analyze`.
    jobs : int
        Worker processes.
    dask : str, optional
        Address of a Dask scheduler (``tcp://...``), whose workers are used in place of processes of this machine.
    progress : bool
        Show a bar with rate and time left on standard error.
    size : int
        The most articles of a batch.

    Raises
    ------
    InputError
        If the directory holds something else, ``jobs`` is no positive number, or as `analysis.read` and
        `analysis.analyze`.
    """
    if jobs < 1:
        raise InputError("jobs", "a number of processes from 1 up", jobs)
    target = Path(directory)
    check(target)
    counts = {"n_articles": 0, "n_words": 0}
    sides = load_parties(parties) if parties is not None else None
    surveyed = _counted(each_article(place), counts)
    if sides is None:
        sides = proposed(surveyed)
    else:
        for _ in surveyed:
            pass
    about = provenance(sides)
    (target / PARTS).mkdir(parents=True, exist_ok=True)
    for left in (target / PARTS).glob(".*"):
        shutil.rmtree(left, ignore_errors=True)
    write(target / MANIFEST, json.dumps(about | {"complete": False}, ensure_ascii=False, indent=1).encode())
    names = []
    with _bar(counts["n_articles"], progress) as advance:

        def missing() -> Iterator[Batch]:
            for batch in batches(each_article(place), about, size):
                names.append(batch.name)
                if (target / PARTS / batch.name).is_dir():
                    advance(len(batch.articles), done=True)
                else:
                    yield batch

        with _workers(jobs, dask) as (start, width):
            for batch, results in _analyzed(missing(), start, width, sides):
                save_part(target / PARTS / batch.name, batch.articles, results)
                advance(len(batch.articles))
    for part in (target / PARTS).iterdir():
        if part.name not in set(names):  # of articles that are no longer there
            shutil.rmtree(part)
    manifest = about | counts | finish(target, sorted(names)) | {"n_parts": len(names), "complete": True}
    write(target / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return manifest


def each_article(place: object) -> Iterator[Article]:
    """Yield what `analysis.read` returns, a folder file by file, so that only one file's articles are held.

    A folder that holds CSV files beside others is read at once: such a table may list the other files.
    """
    taken: dict[str, int] = {}
    places = list(place) if isinstance(place, list | tuple) else [place]
    listed = list(chain.from_iterable(map(_files, places)))
    if len(listed) < 2:
        yield from read(places if len(places) > 1 else places[0])
        return
    for one in listed:
        for article in read([one, _NOTHING])[:-1]:
            article_id, number = article.article_id, taken.get(article.article_id, 0)
            while article_id in taken:
                number += 1
                article_id = f"{article.article_id}-{number}"
            taken[article.article_id] = max(number, 1)
            taken[article_id] = 1
            yield replace(article, article_id=article_id) if article_id != article.article_id else article


# Beside another place nothing that is wrong with that one is an error; see `read`.
_NOTHING = Article("nothing", "-")


def _files(place: object) -> list[object]:
    """The files of a folder in the order of `read`; any other place as it is."""
    if not isinstance(place, str | os.PathLike) or not Path(place).is_dir():
        return [place]
    folder, home = Path(place), Path(place).resolve()
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if path.suffix.lower() in KINDS and not name.startswith(".") and path.resolve().is_relative_to(home):
                found.append(path)
    kinds = {path.suffix.lower() == ".csv" for path in found}
    if len(found) < 2 or len(kinds) > 1:
        return [place]
    return [*sorted(found, key=lambda path: path.relative_to(folder).parts)]


def batches(articles: Iterable[Article], about: dict[str, Any], size: int = ARTICLES) -> Iterator[Batch]:
    """Yield the articles in batches, the same for the same articles, parties and versions."""
    held: list[Article] = []
    number = 0
    for article in articles:
        held.append(article)
        if len(held) == size or sum(len(one.text) for one in held) >= _CHARACTERS:
            yield _batch(number, held, about)
            number, held = number + 1, []
    if held:
        yield _batch(number, held, about)


def _batch(number: int, articles: Sequence[Article], about: dict[str, Any]) -> Batch:
    digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
    for one in articles:
        known = (
            one.article_id,
            one.title,
            one.published,
            one.outlet,
            one.url,
            one.path,
            one.sha256,
            one.removed,
            one.warnings,
            dict(one.extra),
        )
        digest.update(repr(known).encode("utf-8", "backslashreplace"))
    return Batch(f"{number:06d}-{digest.hexdigest()[:12]}", tuple(articles))


def analyze_batch(articles: Sequence[Article], parties: Parties) -> list[ArticleTables]:
    """Return what `analysis.analyze_article` gives for each article: what a worker does."""
    return [analyze_or_warn(article, parties) for article in articles]


def _analyzed(
    todo: Iterator[Batch], start: Callable[[int], Executor], jobs: int, parties: Parties
) -> Iterator[tuple[Batch, list[ArticleTables]]]:
    """Yield the batches with their results as they come; where a worker died, its batch is tried again in pieces."""
    executor = start(jobs)
    waiting: dict[Future[list[ArticleTables]], Batch] = {}
    try:
        while True:
            while len(waiting) < _AHEAD * jobs and (batch := next(todo, None)):
                waiting[executor.submit(analyze_batch, batch.articles, parties)] = batch
            if not waiting:
                return
            suspects = []
            broken = False
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                batch = waiting.pop(future)
                try:
                    results = future.result()
                except Exception as error:
                    if not _crashed(error):
                        raise
                    broken = broken or isinstance(error, BrokenProcessPool)
                    suspects.append(batch)
                else:
                    yield batch, results
            if broken:  # a pool breaks as a whole: whoever was in it is a suspect
                suspects += waiting.values()
                waiting.clear()
                executor.shutdown(wait=True)
            for batch in suspects:
                yield batch, _carefully(batch.articles, start, parties)
            if broken:
                executor = start(jobs)
    finally:
        for future in waiting:  # Dask's executor has no way to cancel what waits when it shuts down
            future.cancel()
        executor.shutdown(wait=True)


def _carefully(articles: Sequence[Article], start: Callable[[int], Executor], parties: Parties) -> list[ArticleTables]:
    """Results of articles of which one may kill its worker: by halves, down to the one that does."""
    with start(1) as executor:
        try:
            return executor.submit(analyze_batch, articles, parties).result()
        except Exception as error:
            if not _crashed(error):
                raise
    if len(articles) == 1:
        return [failed(articles[0], _DIED)]
    half = len(articles) // 2
    return _carefully(articles[:half], start, parties) + _carefully(articles[half:], start, parties)


def _crashed(error: Exception) -> bool:
    """Whether an error says that a worker died; Dask's is known by its name, as it may not be installed."""
    return isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker"


@contextmanager
def _workers(jobs: int, dask: str | None) -> Iterator[tuple[Callable[[int], Executor], int]]:
    """What starts an executor of some width, and the width to use."""
    if dask is None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks of whoever calls
        yield lambda width: ProcessPoolExecutor(width, context, initializer=_begin), jobs
        return
    try:
        from distributed import Client
    except ImportError:
        raise InputError("dask", "the package distributed: pip install 'readouts[dask]'", "no such package") from None
    try:
        client = Client(dask, timeout=20)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(
            "dask", "the address of a running scheduler, as tcp://HOST:8786", f"{dask} ({error})"
        ) from None
    with client:
        width = max(1, len(client.nthreads()))  # type: ignore[no-untyped-call]
        yield lambda _: client.get_executor(pure=False), width  # type: ignore[no-untyped-call]


def _begin() -> None:
    """Set a worker process up: matrices on one thread, and an end when the process that started it is gone."""
    import multiprocessing

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _counted(articles: Iterable[Article], counts: dict[str, int]) -> Iterator[Article]:
    for article in articles:
        counts["n_articles"] += 1
        counts["n_words"] += len(article.text.split())
        yield article


@contextmanager
def _bar(total: int, shown: bool) -> Iterator[Callable[..., None]]:
    """What counts the articles that are left; those of an earlier run would make the rate look better."""
    from tqdm import tqdm

    with tqdm(total=total, desc="reading", unit="article", disable=not shown) as bar:

        def advance(number: int, done: bool = False) -> None:
            if done:
                bar.total = (bar.total or 0) - number
                bar.refresh()
            else:
                bar.update(number)

        yield advance
