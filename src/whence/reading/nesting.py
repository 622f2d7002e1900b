"""Which statement stands inside which."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records import Span


def find_outer(heads: Sequence[int], contents: Sequence[Sequence[Span]]) -> list[int | None]:
    """For each statement, the index of the innermost other one whose content it stands in.

    `heads` are offsets of the statements' first words of attribution (cue, else source, else
    content). A statement whose content is no larger than one's own holds nothing: so two
    statements of one content do not hold each other.
    """
    sizes = [sum(map(len, spans)) for spans in contents]
    outer: list[int | None] = []
    for i, head in enumerate(heads):
        holders = [
            j
            for j, spans in enumerate(contents)
            if j != i
            and any(s.start <= head < s.end for s in spans)
            and (sizes[j], j) > (sizes[i], i)
        ]
        outer.append(min(holders, key=lambda j: (sizes[j], j), default=None))
    return outer
