"""From a trained network to the file that the package ships: ONNX, fused, eight bits a channel."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import logging
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from analysis.language.models import HASHES
from analysis.training.bert import HEADS, HIDDEN, Reader, TargetTone

_SAID = ["tags", "as_cue", "as_part", "hidden", "kinds", "as_word", "as_head"]
RESOURCES = Path(__file__).parent.parent / "resources"


class _Plain(nn.Module):
    """A network without mask and dropout, in operations that fuse."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, numbers: Tensor, other: Tensor) -> Tensor | tuple[Tensor, ...]:
        return self.network(numbers, other, plain=True)  # type: ignore[no-any-return]


class _Rows(nn.Module):
    """An embedding in eight bits with a scale a row: one scale for all words costs the rare ones their shape."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.scale = nn.Parameter(table.abs().amax(1, keepdim=True) / 127)
        self.register_buffer("rows", (table / self.scale).round().to(torch.int8))

    def forward(self, numbers: Tensor) -> Tensor:
        return self.rows[numbers].float() * self.scale[numbers]  # type: ignore[index, operator]


def export(network: Reader | TargetTone, file: Path, notes: Mapping[str, Any], bits: bool = True) -> Path:
    """Write a network as ONNX with notes in it; ``bits`` for weights of eight bits.

    The weights keep one bit in reserve (`reduce_range`): processors without VNNI add up pairs of products in 16 bits,
    which the full range overflows without a word.

    Returns
    -------
    Path
        ``file``.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    network = copy.deepcopy(network).eval()
    if bits:
        network.encoder.words = _Rows(network.encoder.words.weight.detach())  # type: ignore[assignment, arg-type]
    numbers = torch.randint(1000, 2000, (1, 17))
    if isinstance(network, Reader):
        names, other, outputs = ("numbers", "features"), torch.zeros(1, 17, 4), _SAID
    else:
        names, other, outputs = ("numbers", "target"), torch.zeros(1, 17, dtype=torch.long), ["tone"]
        other[:, 3:5] = 1
    logging.getLogger("onnxruntime").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, fused, small = (str(Path(folder) / name) for name in ("plain.onnx", "fused.onnx", "small.onnx"))
        axes = {name: {1: "n"} for name in (*names, *(outputs if isinstance(network, Reader) else ()))}
        torch.onnx.export(_Plain(network), (numbers, other), plain, input_names=list(names), output_names=outputs,
                          dynamo=False, opset_version=17, dynamic_axes=axes)  # fmt: skip
        optimizer.optimize_model(plain, model_type="bert", num_heads=HEADS, hidden_size=HIDDEN).save_model_to_file(
            fused
        )
        if bits:
            quantize_dynamic(fused, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                             extra_options={"DefaultTensorType": 1})  # fmt: skip
        model = onnx.load(small if bits else fused)
    onnx.helper.set_model_props(model, {key: json.dumps(_plain_value(value)) for key, value in notes.items()})
    part = file.with_suffix(".part")
    part.write_bytes(model.SerializeToString())
    part.replace(file)
    return file


def _plain_value(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        data = np.ascontiguousarray(value, np.float32)
        return {"shape": list(data.shape), "base64": base64.b64encode(data.tobytes()).decode("ascii")}
    return value


def small_weights(network: Reader) -> dict[str, Any]:
    """The small weights that the package works out in NumPy: those that score pairs, and those of the stance."""
    parts = {
        "distance": network.distance.weight,
        "near": network.near,
        "score": network.score.weight,
        "bias": network.score.bias,
    } | {f"stance.{name}": value for name, value in network.stance.named_parameters()}
    return {name: value.detach().cpu().numpy() for name, value in parts.items()}


def write_hashes(names: Sequence[str], folder: Path = RESOURCES) -> None:
    """Write the SHA-256 of files beside them, as `sha256sum` does."""
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(names)]
    (folder / HASHES).write_text("".join(lines), encoding="ascii")
