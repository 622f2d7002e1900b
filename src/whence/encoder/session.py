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
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whence.encoder import labels
from whence.encoder.output import Floats, Output
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import Window, cut_windows, to_rows
from whence.errors import WeightsError
from whence.records import Model, Span

if TYPE_CHECKING:
    import onnxruntime as ort

WEIGHTS = Path(__file__).parent / "weights"
# What the manifest's label sets must be for this code to read the weights rightly.
LABELS = {
    "anchors": labels.ANCHORS,
    "tags": labels.TAGS,
    "names": labels.NAME_TAGS,
    "source_kinds": labels.SOURCE_KINDS,
    "acts": labels.ACTS,
    "certainties": labels.CERTAINTIES,
    "event_types": labels.EVENT_TYPES,
    "event_tags": labels.EVENT_TAGS,
    "event_marks": labels.EVENT_MARKS,
    "event_modes": labels.EVENT_MODES,
    "statuses": labels.STATUSES,
    "roles": labels.ROLE_TAGS,
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What lies beside the weights: who they are and the numbers that belong to them."""

    model: Model
    parties: str  # the hash of the graph that answers what is asked of parties
    budget: int
    thresholds: dict[str, float]
    steps: Floats
    event_steps: Floats
    calibration: dict[str, tuple[float, float]]


def load_manifest(folder: Path = WEIGHTS) -> Manifest:
    """Reads and checks `manifest.json`; raises `WeightsError` when it does not fit this code."""
    path = folder / "manifest.json"
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        theirs = data["labels"]
        model = Model(data["name"], data["version"], data["sha256"])
        steps, event_steps = (np.array(data[name], np.float32) for name in ("steps", "event_steps"))
        lines = {k: (float(a), float(b)) for k, (a, b) in data["calibration"].items()}
        least = {k: float(data["thresholds"][k]) for k in ("statement", "event")}
        manifest = Manifest(
            model, data["parties"], data["budget"], least, steps, event_steps, lines
        )
    except (OSError, ValueError, KeyError) as error:
        raise WeightsError(f"{path} cannot be read ({error}); install whence again") from error
    for name, expected in LABELS.items():
        if list(theirs.get(name, ())) != [str(x) for x in expected]:
            raise WeightsError(f"{path}: its {name} are not this version's; install whence again")
    return manifest


def load_graph(path: Path, sha256: str, threads: int) -> ort.InferenceSession:
    """The graph in a file, to run; `WeightsError` where it is missing or has another hash."""
    import onnxruntime as ort

    try:
        blob = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read ({error}); install whence again") from error
    if hashlib.sha256(blob).hexdigest() != sha256:
        raise WeightsError(f"{path} is damaged: its hash is not the manifest's")
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(blob, options, providers=["CPUExecutionProvider"])


class Encoder:
    """The model, loaded. Reading is deterministic and safe to call from several threads."""

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        """Loads the weights from `folder`; `threads` are ONNX Runtime's, by default all cores."""
        self.manifest = load_manifest(folder)
        self.tokenizer = Tokenizer.load(folder / "vocabulary.txt")
        sha256 = self.manifest.model.sha256
        self._session = load_graph(folder / "model.onnx", sha256, threads or os.cpu_count() or 1)

    def read(self, text: str, spans: Sequence[Span]) -> list[Output]:
        """The heads' outputs for the given stretches (paragraphs) of the text, in order."""
        return [self.read_window(w) for w in self.cut(text, spans)]

    def cut(self, text: str, spans: Sequence[Span]) -> list[Window]:
        """The windows in which the given stretches are read, in order."""
        windows = cut_windows(self.tokenizer, text, spans, self.manifest.budget)
        return [w for w in windows if len(w.words)]

    def read_window(self, window: Window) -> Output:
        """The heads' outputs for one window."""
        return Output(window, *self._session.run(OUTPUTS, self._feed(window)))

    def embed_window(self, window: Window) -> Floats:
        """The pieces of one window before the first layer [P, width]."""
        import onnxruntime as ort

        options = ort.RunOptions()
        options.only_execute_path_to_fetches = True
        embedded: Floats
        (embedded,) = self._session.run(("embedded",), self._feed(window), options)
        return embedded

    def _feed(self, window: Window) -> dict[str, NDArray[np.generic]]:
        rows = to_rows(self.tokenizer, window)
        names = ("pieces", "shapes", "quotes", "first", "last")
        feed: dict[str, NDArray[np.generic]] = {
            name: np.array(getattr(rows, name), np.int64) for name in names
        }
        # Words that are no statement's anchor in the end are not scored against the others.
        for name, kind in (("least", "statement"), ("least_event", "event")):
            feed[name] = np.array(self.manifest.thresholds[kind], np.float32)
        return feed


# In the order of `Output`.
OUTPUTS = (
    "anchors", "picks", "tags", "traits", "names", "types", "events", "parts", "marks", "natures",
)  # fmt: skip


@cache
def load_encoder(threads: int | None = None) -> Encoder:
    """The shipped encoder, loaded once in a process."""
    return Encoder(threads=threads)
