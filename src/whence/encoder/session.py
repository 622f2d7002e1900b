"""The encoder at run time: ONNX Runtime on the CPU over one window at a time.

Windows are never padded and never share a batch, so a page reads the same whatever stands
around it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from whence.encoder.labels import ACTS, ANCHORS, CERTAINTIES, NAME_TAGS, SOURCE_KINDS, TAGS
from whence.encoder.output import Floats, Output
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import Window, cut_windows, to_rows
from whence.errors import WeightsError
from whence.records import Model, Span

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What lies beside the weights: who they are and the numbers that belong to them."""

    model: Model
    budget: int
    thresholds: dict[str, float]
    steps: Floats
    calibration: dict[str, tuple[float, float]]


def load_manifest(folder: Path = WEIGHTS) -> Manifest:
    """Reads and checks `manifest.json`; raises `WeightsError` when it does not fit this code."""
    path = folder / "manifest.json"
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        labels = data["labels"]
        model = Model(data["name"], data["version"], data["sha256"])
        steps = np.array(data["steps"], np.float32)
        lines = {k: (float(a), float(b)) for k, (a, b) in data["calibration"].items()}
        manifest = Manifest(model, data["budget"], data["thresholds"], steps, lines)
    except (OSError, ValueError, KeyError) as error:
        raise WeightsError(f"{path} cannot be read ({error}); install whence again") from error
    ours = {
        "anchors": ANCHORS,
        "tags": TAGS,
        "names": NAME_TAGS,
        "source_kinds": SOURCE_KINDS,
        "acts": ACTS,
        "certainties": CERTAINTIES,
    }
    for name, expected in ours.items():
        if list(labels.get(name, ())) != [str(x) for x in expected]:
            raise WeightsError(f"{path}: its {name} are not this version's; install whence again")
    return manifest


class Encoder:
    """The model, loaded. Reading is deterministic and safe to call from several threads."""

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        """Loads the weights from `folder`; `threads` are ONNX Runtime's, by default all cores."""
        import onnxruntime as ort

        self.manifest = load_manifest(folder)
        self.tokenizer = Tokenizer.load(folder / "vocabulary.txt")
        path = folder / "model.onnx"
        try:
            blob = path.read_bytes()
        except OSError as error:
            raise WeightsError(f"{path} cannot be read ({error}); install whence again") from error
        if hashlib.sha256(blob).hexdigest() != self.manifest.model.sha256:
            raise WeightsError(f"{path} is damaged: its hash is not the manifest's")
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(blob, options, providers=["CPUExecutionProvider"])

    def read(self, text: str, spans: Sequence[Span]) -> list[Output]:
        """The heads' outputs for the given stretches (paragraphs) of the text, in order."""
        windows = cut_windows(self.tokenizer, text, spans, self.manifest.budget)
        return [self.read_window(w) for w in windows if len(w.words)]

    def read_window(self, window: Window) -> Output:
        """The heads' outputs for one window."""
        rows = to_rows(self.tokenizer, window)
        feed = {
            name: np.array(getattr(rows, name), np.int64)
            for name in ("pieces", "shapes", "quotes", "first", "last")
        }
        # Words that are no statement's anchor in the end are not scored against the others.
        feed["least"] = np.array(self.manifest.thresholds["statement"], np.float32)
        anchors, picks, tags, traits, names = self._session.run(
            ["anchors", "picks", "tags", "traits", "names"], feed
        )
        return Output(window, anchors, picks, tags, traits, names)


@cache
def load_encoder(threads: int | None = None) -> Encoder:
    """The shipped encoder, loaded once in a process."""
    return Encoder(threads=threads)
