"""From trained weights to the files in analysis/resources: export, calibration, parity, hashes.

python -m analysis.training.ship --data POLNEAR --runs runs/
python -m analysis.training.ship --tones NEWSMTSC --runs news/plain news/soft

Takes RUNS/reader.pt with RUNS/silver.pkl, whose names of classes it keeps, or RUNS/tone.pt, of several runs
the mean. Fails, and changes
nothing, where eight bits lose more than half a point of F1 on articles or sentences held out of the training parts.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch

from analysis.language import encoder
from analysis.language.linking import Settings
from analysis.language.models import vocabulary
from analysis.language.pieces import cut
from analysis.language.wordpiece import WordPiece
from analysis.training import calibrate, export, polnear, target_tone
from analysis.training.bert import trained

_MOST_LOST = 0.5


def opened(file: Path) -> onnxruntime.InferenceSession:
    """A model file on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def ship_encoder(runs: Path, data: Path, folder: Path) -> dict[str, float]:
    """Export the encoder, fit confidence and threshold, write the file; return the F1 of both precisions."""
    weights = runs / "reader.pt"
    network = trained(torch.load(weights, weights_only=True))
    names, _ = pickle.loads((runs / "silver.pkl").read_bytes())  # noqa: S301
    small = export.small_weights(network) | {"words": names}
    pieces = WordPiece(vocabulary())
    held = polnear.articles(data, "held")
    scores: dict[str, float] = {}
    for name, bits in (("float", False), ("int8", True)):
        file = export.export(network, weights.with_name(f"encoder.{name}.onnx"), small, bits)
        model = opened(file)
        read = [(one, encoder.encoded(cut(one.text, pieces), model)) for one in held]
        settings, fitted, scores[name] = calibrate.calibrated(read, small, Settings())
        print(f"{name}: attributed F1 in two folds of the held-out articles {scores[name]:.1f}, {settings}", flush=True)
    _check(scores)
    export.export(network, folder / encoder.MODEL, calibrate.notes(small, settings, fitted))
    return scores


def ship_tone(weights: Sequence[Path], data: Path, folder: Path) -> dict[str, float]:
    """Export the tone towards targets and write the file; return the macro F1 of both precisions."""
    network = target_tone.trained(*weights)
    _, held = target_tone.held_out(data)
    scores: dict[str, float] = {}
    for name, bits in (("float", False), ("int8", True)):
        file = export.export(network, weights[0].with_name(f"tone.{name}.onnx"), {}, bits)
        scores[name] = target_tone.macro_f1([tone for _, _, tone in held], tones(opened(file), held))
        print(f"{name}: macro F1 of the held-out sentences {scores[name]}", flush=True)
    _check(scores)
    export.export(network, folder / encoder.TONE, {})
    return scores


def tones(model: Any, every: Sequence[target_tone.Row]) -> list[int]:
    """The likeliest tone of each row by an exported model."""
    feeds = ({"numbers": np.array([pieces]), "target": np.array([inside])} for pieces, inside, _ in every)
    return [int(model.run(["tone"], feed)[0][0].argmax()) for feed in feeds]


def _check(scores: dict[str, float]) -> None:
    if scores["float"] - scores["int8"] > _MOST_LOST:
        raise SystemExit(f"eight bits lose more than {_MOST_LOST} points: {scores}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="PolNeAR; without it the encoder stays as it is")
    parser.add_argument("--tones", type=Path, help="NewsMTSC; without it the tone model stays as it is")
    parser.add_argument("--runs", type=Path, nargs="+", default=[Path("runs")])
    parser.add_argument("--folder", type=Path, default=export.RESOURCES)
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.data:
        ship_encoder(options.runs[0], options.data, options.folder)
    if options.tones:
        ship_tone([run / "tone.pt" for run in options.runs], options.tones, options.folder)
    names = [name for name in (encoder.MODEL, encoder.TONE, "vocab.txt") if (options.folder / name).exists()]
    export.write_hashes(names, options.folder)


if __name__ == "__main__":
    main()
