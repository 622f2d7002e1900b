"""What is asked of parties, at run time: who plays which part in an attack, who does what to whom.

Its layers stand in a graph of their own, over the same embedded pieces, so that reading a page
does not wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from whence.encoder.output import Floats
from whence.encoder.session import WEIGHTS, Encoder, load_encoder, load_graph, load_manifest
from whence.encoder.windows import Window, to_rows


class Parties:
    """The graph, loaded. Deterministic and safe to call from several threads."""

    def __init__(self, encoder: Encoder, folder: Path = WEIGHTS) -> None:
        """Loads `parties.onnx`; raises `WeightsError` where it is missing or damaged."""
        self.encoder = encoder
        self._session = load_graph(folder / "parties.onnx", load_manifest(folder).parties, 1)

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
