"""Reading speed beside a BERT-base tagger, on the same pages in one run, one core each.

    python -m benchmarks.reading [--pages 30]

Whence is given raw HTML and does everything: decoding, the page, the frame, statements, names,
speakers. The peer, a BERT-base token classifier in PyTorch with random weights (its speed does
not depend on them), is given the article's text already taken out, and only tags it, in windows
of 512 pieces, eight to a batch, sorted by length. The two take turns page by page, so that a
slow moment of the machine slows both. Needs the `training` extra.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from whence.encoder.output import Output
from whence.encoder.session import WEIGHTS, Encoder
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import Window
from whence.errors import WhenceError
from whence.page.reader import read_page
from whence.reading.reader import Reader
from whence.records import Capture, Medium, Page

PAGES = Path(__file__).resolve().parents[2] / "shared/gold/pages/aed/html"
PIECES, BATCH = 512, 8


class TimedEncoder(Encoder):
    """The shipped encoder, with a clock on the model's own run."""

    seconds = 0.0

    def read_window(self, window: Window) -> Output:
        """As the encoder does, timed."""
        began = time.perf_counter()
        output = super().read_window(window)
        self.seconds += time.perf_counter() - began
        return output


class Peer:
    """A BERT-base token classifier of the usual kind."""

    def __init__(self) -> None:
        import torch
        from transformers import BertConfig, BertForTokenClassification

        torch.set_num_threads(1)
        torch.manual_seed(0)
        self.torch = torch
        self.model = BertForTokenClassification(BertConfig(num_labels=9)).eval()
        self.tokenizer = Tokenizer.load(WEIGHTS / "vocabulary.txt")

    def tag(self, text: str) -> None:
        """Tags a whole text."""
        words = self.tokenizer.words(text, 0, len(text))
        ids = [i for pieces in words.pieces for i in pieces]
        windows = [ids[i : i + PIECES - 2] for i in range(0, len(ids), PIECES - 2)]
        windows.sort(key=len)
        for i in range(0, len(windows), BATCH):
            self._run(windows[i : i + BATCH])

    def _run(self, windows: list[list[int]]) -> None:
        torch = self.torch
        longest = max(map(len, windows)) + 2
        rows = [[101, *w, 102] + [0] * (longest - len(w) - 2) for w in windows]
        ids = torch.tensor(rows)
        with torch.inference_mode():
            self.model(input_ids=ids, attention_mask=(ids > 0).long()).logits.argmax(-1)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that each took for one page."""

    whence: float
    peer: float


def time_call(call: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def body_text(page: Page) -> str:
    """The article's text, as the peer gets it."""
    return "\n".join(b.span.of(page.text) for b in page.blocks if b.kind.is_read)


def compare(count: int) -> None:
    """Reads `count` pages with both and prints articles a second and the ratio."""
    paths = sorted(PAGES.glob("*.html.gz"))
    paths = paths[:: max(1, len(paths) // count)][:count]
    encoder = TimedEncoder(threads=1)
    reader, peer = Reader(encoder), Peer()
    times: list[Times] = []
    for i, path in enumerate(paths):
        capture = Capture(path.name, gzip.decompress(path.read_bytes()), Medium.HTML)
        try:
            page = read_page(capture)
        except WhenceError:
            continue
        if i == 0:  # both warm
            reader.read(page)
            peer.tag(body_text(page))
            encoder.seconds = 0.0
        ours = time_call(lambda c=capture: reader.read(read_page(c)))  # type: ignore[misc]
        theirs = time_call(lambda p=page: peer.tag(body_text(p)))  # type: ignore[misc]
        times.append(Times(ours, theirs))
    ours, theirs = sum(t.whence for t in times), sum(t.peer for t in times)
    print(f"{len(times)} pages, one core each")
    print(f"whence, HTML to report: {len(times) / ours:.2f} articles a second")
    print(f"BERT-base, text to tags: {len(times) / theirs:.2f} articles a second")
    middle = statistics.median(t.peer / t.whence for t in times)
    print(f"ratio: {theirs / ours:.1f} (median of pages {middle:.1f})")
    print(f"share of whence's time inside the model: {encoder.seconds / ours:.2f}")


def main() -> None:
    """Reads the command line and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=30)
    compare(parser.parse_args().pages)


if __name__ == "__main__":
    main()
