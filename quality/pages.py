"""How well pages are read: body, headline, authors, date, deck and captions against gold.

    python -m quality.pages --limit 60 --set aed --set fundus_parsers

The gold sets are the article-extraction dataset (421 English pages, body by hand) and the test
pages of fundus (257 pages of 41 countries; body, deck and captions by its own parsers). The body
is scored as the article-extraction benchmark scores it: precision and recall of 4-word shingles,
averaged over pages, F1 of the averages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from whence.capture.take import take
from whence.errors import WhenceError
from whence.page.reader import read_page
from whence.records import BlockKind, Medium, Page

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "pages"
SETS = ("aed", "fundus_parsers")
WORD = re.compile(r"\w+")
SHINGLE = 4
# A gold caption counts as found when this share of its words stands in caption blocks.
FOUND = 0.8

Row = dict[str, Any]
Scores = dict[str, float]


def score_pages(
    sets: Sequence[str] = SETS,
    *,
    limit: int | None = None,
    processes: int = 1,
    gold: Path = GOLD,
) -> dict[str, float]:
    """Score the reader on gold sets; keys are `<set>/<measure>`.

    `limit` takes that many pages of each set, evenly spread and always the same.
    """
    scores: dict[str, float] = {}
    for name in sets:
        rows = list(_rows(gold / name, limit))
        jobs = [(str(gold / name / "html" / f"{row['id']}.html.gz"), row) for row in rows]
        if processes > 1:
            with ProcessPoolExecutor(processes) as pool:
                pages = list(pool.map(_score_row, jobs, chunksize=4))
        else:
            pages = [_score_row(job) for job in jobs]
        scores |= {f"{name}/{key}": value for key, value in _average(pages).items()}
    return scores


def _rows(folder: Path, limit: int | None) -> Iterator[Row]:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row["body"]]
    step = max(1, len(rows) // limit) if limit else 1
    yield from rows[::step][:limit]


def _score_row(job: tuple[str, Row]) -> Scores:
    path, row = job
    body = gzip.decompress(Path(path).read_bytes())
    try:
        capture = take(body, name=row["id"], medium=Medium.HTML, url=row.get("url"))
        page: Page | None = read_page(capture)
    except WhenceError as error:
        print(f"{row['id']}: {error}", file=sys.stderr)
        page = None
    return _score_page(page, row)


def _score_page(page: Page | None, row: Row) -> Scores:
    """All measures of one page; a measure that the gold has no value for is left out."""
    body = _text(page, lambda kind: kind.is_body or kind is BlockKind.DECK)
    scores = _body_scores(body, row["body"])
    title = page.frame.title.value if page and page.frame.title else ""
    lines = {_squash(line) for line in body.split("\n")}
    scores["headline_repeated"] = float(_squash(row["title"]) in lines) if row["title"] else 0.0
    if row["title"]:
        scores["headline"] = float(_squash(title) == _squash(row["title"]))
    if authors := _names(row.get("author")):
        found = _names([author.value for author in page.frame.authors] if page else [])
        scores["authors"] = float(authors == found)
        scores["authors_any"] = float(bool(authors & found))
    if row.get("date"):
        published = page.frame.published if page else None
        scores["date"] = float(bool(published) and published.value[:10] == row["date"][:10])  # type: ignore[union-attr]
    if row.get("deck"):
        deck = page.frame.deck.value if page and page.frame.deck else ""
        deck += "\n" + _text(page, lambda kind: kind is BlockKind.DECK)
        scores["deck"] = float(_share(row["deck"], deck) >= FOUND)
    if captions := [caption for caption in row.get("captions") or () if caption]:
        field = _text(page, lambda kind: kind is BlockKind.CAPTION)
        scores["captions"] = _mean([float(_share(one, field) >= FOUND) for one in captions])
        long = [one for one in captions if len(WORD.findall(one)) > SHINGLE]
        leaks = [float(_stands(one, body) and not _stands(one, row["body"])) for one in long]
        scores["captions_leaked"] = _mean(leaks) if leaks else 0.0
    return scores


def _body_scores(body: str, gold: str) -> Scores:
    ours, theirs = _shingles(body), _shingles(gold)
    right = sum((ours & theirs).values())
    return {
        "body_precision": right / ours.total() if ours else 0.0,
        "body_recall": right / theirs.total() if theirs else 1.0,
        "body_exact": float(_squash(body) == _squash(gold)),
    }


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    if len(words) < SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def _text(page: Page | None, wanted: Any) -> str:  # noqa: ANN401
    if page is None:
        return ""
    return "\n".join(block.span.of(page.text) for block in page.blocks if wanted(block.kind))


def _squash(text: str) -> str:
    return "".join(WORD.findall(text.lower().replace("_", "")))


def _share(wanted: str, text: str) -> float:
    words = WORD.findall(wanted.lower())
    if _squash(wanted) in _squash(text):
        return 1.0
    return (Counter(words) & Counter(WORD.findall(text.lower()))).total() / max(1, len(words))


def _stands(wanted: str, text: str) -> bool:
    """Whether most of a text's shingles stand in another one."""
    shingles = _shingles(wanted)
    return (shingles & _shingles(text)).total() >= FOUND * shingles.total()


def _names(value: str | Sequence[str] | None) -> frozenset[str]:
    if isinstance(value, str):
        value = re.split(r",|;|\band\b", value)
    return frozenset(name for one in value or () if (name := _squash(one)))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _average(pages: Sequence[Scores]) -> Scores:
    keys = sorted({key for page in pages for key in page})
    means = {key: _mean([page[key] for page in pages if key in page]) for key in keys}
    precision, recall = means["body_precision"], means["body_recall"]
    means["body_f1"] = 2 * precision * recall / ((precision + recall) or 1)
    means["pages"] = float(len(pages))
    return means


def main() -> None:
    """Print every measure, one a line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    scores = score_pages(given.sets or SETS, limit=given.limit, processes=given.processes)
    for key, value in scores.items():
        print(f"{key:40} {value:.4f}")


if __name__ == "__main__":
    main()
