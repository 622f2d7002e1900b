"""How well bars and appeals are found, and how often news is taken for one.

    python -m quality.furniture            # the layouts that rules are tuned on
    python -m quality.furniture --check    # the other layouts, with parts of their own
    python -m quality.furniture --misses

Three sets of check parts were written, each before the rules were tuned further, and each was
measured once unseen and then given to the tuning. Unseen, on 12 bars and 12 appeals each:
bars found 0.83, 0.75, 0.75; appeals found 0.83, 0.50, 0.67; no false alarm on 18 pages each.
So the numbers that this prints now are in-sample; expect two in three on wording that is new.

Found and false alarms are measured on the 120 written pages (`pages_written/`): a bar is found
where the words of all its parts lie in METER blocks, and exact where its numbers are right, too;
an appeal is found where its block is an APPEAL. A false alarm is a METER or APPEAL block on a
page that has neither. On real pages (aed and fundus_parsers, 678 pages, measured only) no bar
is known to stand, so each METER is an alarm, and so is each APPEAL inside the gold body.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quality.pages_written.build import Wanted, WrittenPage, written_pages
from whence.page.furniture import label_furniture
from whence.page.html import read_html
from whence.page.meter import find_meters
from whence.page.plain import read_plain
from whence.records import BlockKind, Meter

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "pages"
REAL = ("aed", "fundus_parsers")
NOT_LETTERS = re.compile(r"[\W_]+")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader makes of a page: its labelled texts, and its bars with their texts."""

    blocks: tuple[tuple[BlockKind | None, str], ...]
    meters: tuple[tuple[str, Meter], ...]
    title: str | None = None


def score_furniture(
    *, check: bool | None = None, real: bool = True, tell: Tell = lambda _: None
) -> dict[str, float]:
    """Score the written pages (`check`: one part of the layouts only) and, if there, the real ones.

    Rates are in [0, 1]; false alarms are counted per 200 pages. `tell` is handed every miss.
    """
    pages = [page for page in written_pages() if check is None or page.is_check is check]
    counts: Counter[str] = Counter()
    for page in pages:
        _score_page(page, counts, tell)
    scores = {
        "meter_found": counts["meter_found"] / counts["meter"],
        "meter_exact": counts["meter_exact"] / counts["meter"],
        "appeal_found": counts["appeal_found"] / counts["appeal"],
        "alarms_per_200": 200 * counts["alarm_pages"] / counts["without"],
        "alarms_per_200_with": 200 * counts["alarm_pages_with"] / counts["with"],
        "article_lost": counts["article_lost"] / counts["article"],
        "plain_title": counts["title_right"] / max(1, counts["title"]),
    }
    for name in REAL if real and GOLD.is_dir() else ():
        scores |= _score_real(name, tell)
    return scores


def read_written(page: WrittenPage) -> Read:
    """Read one written page as the reader does."""
    if page.is_html:
        raw = read_html(page.source).blocks
        kinds = label_furniture(raw)
        bars = tuple(
            ("\n".join(block.text for block in raw[first:end]), meter)
            for first, end, meter in find_meters(raw)
        )
        return Read(tuple((kind, b.text) for kind, b in zip(kinds, raw, strict=True)), bars)
    plain = read_plain(page.source)
    return Read(
        blocks=tuple((block.kind, block.span.of(page.source)) for block in plain.blocks),
        meters=tuple((span.of(page.source), meter) for span, meter in plain.meters),
        title=plain.title.of(page.source) if plain.title else None,
    )


def _score_page(page: WrittenPage, counts: Counter[str], tell: Tell) -> None:
    read = read_written(page)
    counts["with" if page.wanted else "without"] += 1
    for wanted in page.wanted:
        counts[wanted.kind] += 1
        _score_wanted(page, read, wanted, counts, tell)
    asked = [_squash(part) for wanted in page.wanted for part in wanted.parts]
    alarms = [
        (kind, text)
        for kind, text in read.blocks
        if kind in (BlockKind.METER, BlockKind.APPEAL)
        and not any(_squash(text) in part or part in _squash(text) for part in asked)
    ]
    counts["alarm_pages_with" if page.wanted else "alarm_pages"] += bool(alarms)
    for kind, text in alarms:
        tell(f"alarm   {page.name}: {kind} {text!r}")
    _score_article(page, read, counts, tell)
    if not page.is_html:
        counts["title"] += 1
        right = " ".join((read.title or "").split()) == (page.title or "")
        counts["title_right"] += right
        if not right:
            tell(f"title   {page.name}: {read.title!r} for {page.title!r}")


def _score_wanted(
    page: WrittenPage, read: Read, wanted: Wanted, counts: Counter[str], tell: Tell
) -> None:
    kind = BlockKind(wanted.kind)
    seen = _squash(" ".join(text for label, text in read.blocks if label is kind))
    found = all(_squash(part) in seen for part in wanted.parts)
    counts[f"{wanted.kind}_found"] += found
    if not found:
        tell(f"missed  {page.name}: {wanted.kind} {wanted.parts}")
    if wanted.meter is not None and found:
        exact = any(_is_exact(meter, wanted.meter) for _, meter in read.meters)
        counts["meter_exact"] += exact
        if not exact:
            tell(f"inexact {page.name}: {wanted.parts} {read.meters}")


def _is_exact(meter: Meter, gold: dict[str, Any]) -> bool:
    goal, raised = gold.get("goal"), gold.get("raised")
    share = raised / goal if raised is not None and goal else gold.get("share")
    return (
        list(meter.marks) == gold.get("marks", [])
        and (meter.goal, meter.raised, meter.currency) == (goal, raised, gold.get("currency"))
        and (meter.share_of_goal is None) == (share is None)
        and abs((meter.share_of_goal or 0) - (share or 0)) < 1e-6
    )


def _score_article(page: WrittenPage, read: Read, counts: Counter[str], tell: Tell) -> None:
    """Paragraphs and near-misses that are labelled as any furniture."""
    article = [_squash(text) for text in page.article]
    counts["article"] += len(article)
    for kind, text in read.blocks:
        if kind is not None and kind.is_furniture and _squash(text):
            lost = sum(_same(piece, _squash(text)) for piece in article)
            counts["article_lost"] += bool(lost)
            if lost:
                tell(f"lost    {page.name}: {kind} {text!r}")


def _same(piece: str, text: str) -> bool:
    return (len(piece) > 7 and piece in text) or piece == text or (len(text) > 12 and text in piece)


def _squash(text: str) -> str:
    return NOT_LETTERS.sub("", text).lower()


def _real_pages(name: str) -> Iterator[tuple[dict[str, Any], str]]:
    from whence.page.decode import decode
    from whence.records import Capture, Medium

    with (GOLD / name / "gold.jsonl").open(encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            body = gzip.decompress((GOLD / name / "html" / f"{row['id']}.html.gz").read_bytes())
            yield row, decode(Capture(row["id"], body, Medium.HTML)).text


def _score_real(name: str, tell: Tell) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for row, source in _real_pages(name):
        blocks = read_html(source).blocks
        kinds = label_furniture(blocks)
        body = _squash(row["body"])
        counts["pages"] += 1
        meters = [b.text for b, kind in zip(blocks, kinds, strict=True) if kind is BlockKind.METER]
        counts["meter_pages"] += bool(meters)
        appeals = [b.text for b, k in zip(blocks, kinds, strict=True) if k is BlockKind.APPEAL]
        inside = [text for text in appeals if len(text) > 15 and _squash(text) in body]
        counts["appeal_pages"] += bool(inside)
        counts["appeals"] += bool(appeals)
        eaten = [
            (kind, block.text)
            for block, kind in zip(blocks, kinds, strict=True)
            if kind is not None and len(block.text) > 60 and _squash(block.text) in body
        ]
        counts["eaten"] += bool(eaten)
        for text in (*meters, *inside):
            tell(f"real    {row['id']}: {text[:200]!r}")
        for kind, text in eaten:
            tell(f"eaten   {row['id']}: {kind} {text[:120]!r}")
    pages = counts["pages"]
    return {
        f"{name}_meters_per_200": 200 * counts["meter_pages"] / pages,
        f"{name}_appeals_in_body_per_200": 200 * counts["appeal_pages"] / pages,
        f"{name}_pages_with_appeal": counts["appeals"] / pages,
        f"{name}_pages_with_eaten_paragraph": counts["eaten"] / pages,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="the layouts kept for checking")
    parser.add_argument("--no-real", action="store_true", help="leave the gold pages out")
    parser.add_argument("--misses", action="store_true", help="print every miss and alarm")
    given = parser.parse_args(arguments)
    tell: Tell = print if given.misses else lambda _: None
    scores = score_furniture(check=given.check, real=not given.no_real, tell=tell)
    for name, value in scores.items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
