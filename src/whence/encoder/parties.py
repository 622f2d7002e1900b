"""What is asked of parties, at run time: who plays which part in an attack, who does what to whom.

Its layers stand in a graph of their own, over the same embedded pieces, so that reading a page
does not wait for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from whence.encoder.output import Floats
from whence.encoder.session import WEIGHTS, Encoder, load_encoder, load_manifest
from whence.encoder.windows import Window, to_rows
from whence.errors import WeightsError


class Parties:
    """The graph, loaded. Deterministic and safe to call from several threads."""

    def __init__(self, encoder: Encoder, folder: Path = WEIGHTS) -> None:
        """Loads `parties.onnx`; raises `WeightsError` where it is missing or damaged."""
        import onnxruntime as ort

        self.encoder = encoder
        path = folder / "parties.onnx"
        try:
            blob = path.read_bytes()
        except OSError as error:
            raise WeightsError(f"{path} cannot be read ({error}); install whence again") from error
        if hashlib.sha256(blob).hexdigest() != load_manifest(folder).parties:
            raise WeightsError(f"{path} is damaged: its hash is not the manifest's")
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(blob, options, providers=["CPUExecutionProvider"])

    def tag_roles(self, window: Window) -> Floats:
        """Scores [W, role tags] of the words' parts in attacks."""
        return self._run(window, (), ())[0]

    def relate(self, window: Window, source: Sequence[int], target: Sequence[int]) -> Floats:
        """Scores [event types] of what the words `source` do to the words `target`, by index."""
        return self._run(window, source, target)[1]

    def _run(
        self, window: Window, source: Sequence[int], target: Sequence[int]
    ) -> tuple[Floats, Floats]:
        rows = to_rows(self.encoder.tokenizer, window)
        feed = {"embedded": self.encoder.embed_window(window)}
        feed |= {n: np.array(getattr(rows, n), np.int64) for n in ("first", "last")}
        feed["parties"] = np.zeros((len(rows.pieces), 2), np.float32)
        for name, words, column in (("source", source, 0), ("target", target, 1)):
            feed[name] = np.zeros(len(rows.first), np.float32)
            feed[name][list(words)] = 1
            if words:
                feed["parties"][rows.first[words[0]] : rows.last[words[-1]] + 1, column] = 1
        roles, relation = self._session.run(("roles", "relation"), feed)
        return roles, relation


@cache
def load_parties() -> Parties:
    """The shipped graph, loaded once in a process."""
    return Parties(load_encoder())
