"""The model files of the package: checked against their hashes, opened once a process."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from analysis.errors import ModelUnusable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

HASHES = "models.sha256"
THREADS = "READOUTS_THREADS"


def session(name: str) -> InferenceSession:
    """Return the open model of a file in ``resources/``.

    It works on one thread, or on as many as the environment variable ``READOUTS_THREADS`` says; its threads do not
    spin while they wait. A process opens each file once; one that was forked opens its own.

    Parameters
    ----------
    name : str
        The file's name.

    Raises
    ------
    ModelUnusable
        If the file is missing or is not the one whose SHA-256 stands in ``resources/models.sha256``.
    """
    return _session(name, os.getpid())


def vocabulary() -> list[str]:
    """Return the lines of ``resources/vocab.txt``: the pieces of words, each under its number.

    Raises
    ------
    ModelUnusable
        As `session`.
    """
    return content("vocab.txt").decode("utf-8").splitlines()


def content(name: str) -> bytes:
    """Return the bytes of a file in ``resources/`` that has a hash there, checked.

    Raises
    ------
    ModelUnusable
        As `session`.
    """
    expected = expected_hash(name)
    place = files("analysis.resources") / name
    try:
        data = place.read_bytes()
    except OSError:
        raise ModelUnusable(str(place), expected, "no such file") from None
    got = hashlib.sha256(data).hexdigest()
    if got != expected:
        raise ModelUnusable(str(place), expected, got)
    return data


def expected_hash(name: str) -> str:
    """Return the SHA-256 that a file of ``resources/`` must have, in hexadecimal digits."""
    lines = (files("analysis.resources") / HASHES).read_text(encoding="ascii").splitlines()
    return {file: digest for digest, file in (line.split() for line in lines)}[name]


@lru_cache(maxsize=4)
def _session(name: str, process: int) -> InferenceSession:
    data = content(name)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _threads() -> int:
    value = os.environ.get(THREADS, "1")
    return int(value) if value.isdecimal() and int(value) > 0 else 1
