"""The shipped ONNX graph → a state that training can go on from: `python -m training.restore OUT`.

Matrices come back as they were rounded (seven bits), heads as they were; names of the graph's
weights are those of the PyTorch state. What a newer model has and the graph lacks starts anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.export import WEIGHTS
from training.model import Whence

TABLES = ("words.weight", "positions.weight", "shapes.weight", "quotes.weight", "distance.weight")


def restore(graph: Path) -> dict[str, Tensor]:
    """The state of the model that a graph was made of, as far as it holds it.

    Raises `ValueError` where a weight has another shape than this version's model.
    """
    kept = {w.name: numpy_helper.to_array(w) for w in onnx.load(str(graph)).graph.initializer}
    wanted = Whence().state_dict()
    state: dict[str, Tensor] = {}
    for name, tensor in wanted.items():
        value = words_of(kept) if name == "encoder.words.weight" else kept.get(name)
        if value is None:
            continue
        if (scale := kept.get(f"{name}.scale")) is not None:
            value = value.astype(np.float32) * scale
        if value.ndim == 2 and not name.endswith(TABLES):
            value = value.T  # products are stored the other way round
        if value.shape != tuple(tensor.shape):
            raise ValueError(f"{graph}: {name} has the shape {value.shape}, not {tensor.shape}")
        state[name] = torch.tensor(np.ascontiguousarray(value, np.float32))
    manifest = json.loads(graph.with_name("manifest.json").read_text(encoding="utf-8"))
    for name in ("steps", "event_steps"):
        if name in manifest:
            state[name] = torch.tensor(manifest[name], dtype=torch.float32)
    return state


def words_of(kept: dict[str, np.ndarray]) -> np.ndarray:
    """The table of word embeddings."""
    rows: np.ndarray = kept["words.rows"].astype(np.float32) * kept["words.scales"]
    return rows


def main() -> None:
    """Writes the restored weights for `python -m training.train --start`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--graph", type=Path, default=WEIGHTS / "model.onnx")
    args = parser.parse_args()
    state = restore(args.graph)
    missing = sorted(set(Whence().state_dict()) - set(state))
    torch.save(state, args.out)
    print(f"{len(state)} weights; anew: {', '.join(missing) or 'none'}")


if __name__ == "__main__":
    main()
