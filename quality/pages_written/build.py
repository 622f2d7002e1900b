"""The 120 written pages: articles, bars, appeals and near-misses put into 20 layouts.

Half are HTML, half stripped text; half hold a bar or an appeal (or both), half hold neither but
news that speaks of money, shares and help. Everything is made up. The parts are dealt out in
order, so that each layout has bars, appeals and near-misses of its own. Every third layout
(`is_check`) is dealt parts of its own (`*_check.json`); `quality/furniture.py` says what they
measured when they were new.
"""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGES_A_LAYOUT = 3
FIXED = {
    "S": "Facebook Twitter WhatsApp Email Print",
    "L": "Sign up for our newsletter and get the day's stories in your inbox",
    "C": "© 2022 Kestrel Post. All rights reserved.",
}
MENU = ("Home", "World", "Politics", "Opinion", "Contact")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page shows that is not news: `parts` are the texts of one bar or appeal."""

    kind: str
    parts: tuple[str, ...]
    meter: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """One page with what is to be found on it. `article` are its paragraphs and near-misses."""

    name: str
    source: str
    is_html: bool
    is_check: bool
    wanted: tuple[Wanted, ...]
    article: tuple[str, ...]
    title: str | None


@cache
def _parts(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _decks(name: str) -> dict[bool, Iterator[dict[str, Any]]]:
    """The parts to deal from, endless: those of check layouts (`True`) and of the others."""
    return {False: cycle(_parts(name)), True: cycle(_parts(f"{name}_check"))}


def written_pages() -> list[WrittenPage]:
    """All pages, always the same ones in the same order."""
    layouts = json.loads((HERE / "layouts.json").read_text(encoding="utf-8"))
    return [*_with_furniture(layouts), *_with_near_misses(layouts)]


def _places(layouts: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool, bool, int]]:
    for is_html in (True, False):
        for number, layout in enumerate(layouts["html" if is_html else "text"]):
            for copy in range(PAGES_A_LAYOUT):
                yield layout, is_html, number % 3 == 2, copy


def _with_furniture(layouts: dict[str, Any]) -> Iterator[WrittenPage]:
    """One in three pages has both, one a bar only, one an appeal only."""
    decks = _decks("meters"), _decks("appeals"), _decks("tempting")
    articles = cycle(_parts("articles"))
    for layout, is_html, is_check, copy in _places(layouts):
        meters, appeals, tempting = (deck[is_check] for deck in decks)
        bar = next(meters) if copy in (0, 1) else None
        appeal = next(appeals) if copy in (0, 2) else None
        yield _page(
            layout,
            (is_html, is_check, f"with-{copy}"),
            next(articles),
            bar=bar,
            appeal=appeal,
            near=[next(tempting)] if copy == 0 else [],
        )


def _with_near_misses(layouts: dict[str, Any]) -> Iterator[WrittenPage]:
    decks = _decks("tempting")
    articles = cycle(reversed(_parts("articles")))
    for layout, is_html, is_check, copy in _places(layouts):
        near = [next(decks[is_check]) for _ in range(4)]
        yield _page(
            layout,
            (is_html, is_check, f"without-{copy}"),
            next(articles),
            near=near,
        )


def _page(
    layout: dict[str, Any],
    sort: tuple[bool, bool, str],
    article: dict[str, Any],
    *,
    bar: dict[str, Any] | None = None,
    appeal: dict[str, Any] | None = None,
    near: list[dict[str, Any]],
) -> WrittenPage:
    is_html, is_check, name = sort
    texts = _texts(article, bar, appeal)
    write = _write_html if is_html else _write_text
    wanted = []
    if bar is not None:
        wanted.append(Wanted("meter", tuple(bar["parts"]), bar))
    if appeal is not None:
        wanted.append(Wanted("appeal", (appeal["text"],)))
    rows = [row[0] if is_html else row for row in layout["rows"]]
    body = [*article["paragraphs"], *(piece for item in near for piece in _pieces(item))]
    return WrittenPage(
        name=f"{'html' if is_html else 'text'}/{layout['name']}/{name}",
        source=write(layout, texts, near),
        is_html=is_html,
        is_check=is_check,
        wanted=tuple(wanted),
        article=tuple(body),
        title=article["title"] if "T" in rows else None,
    )


def _pieces(item: dict[str, Any]) -> list[str]:
    return list(item.get("parts", ())) or [item.get("text") or item["heading"]]


def _texts(
    article: dict[str, Any], bar: dict[str, Any] | None, appeal: dict[str, Any] | None
) -> dict[str, list[str]]:
    """For each marker of a layout, the texts that stand there; none leaves the row out."""
    return {
        "T": [article["title"]],
        "U": [article["title"]],
        "D": [article["deck"]],
        "B": [article["byline"]],
        "A": [article["date"]],
        "I": [article["caption"]],
        "H": [article["heading"]],
        "R": article["related"],
        "N": list(MENU),
        "M": bar["parts"] if bar else [],
        "X": [appeal["text"]] if appeal else [],
        "*": list(article["paragraphs"]),
    } | {marker: [text] for marker, text in FIXED.items()}


def _take(marker: str, texts: dict[str, list[str]]) -> list[str]:
    if marker == "P":
        return [texts["*"].pop(0)]
    if marker == "*":
        rest, texts["*"] = texts["*"], []
        return rest
    return texts[marker]


def _write_html(
    layout: dict[str, Any], texts: dict[str, list[str]], near: list[dict[str, Any]]
) -> str:
    out = ["<!doctype html><html><head><title>Kestrel Post</title></head><body>"]
    for marker, markup in layout["rows"]:
        if marker == "W":
            out += [_near_html(item, markup) for item in near]
        else:
            out.append(_fill(markup, _take(marker, texts)))
    return "\n".join([*out, "</body></html>"])


def _fill(markup: str, texts: list[str]) -> str:
    """Put the texts into a row; a row with no texts keeps its containers' tags only."""
    if not texts:
        return "".join(piece for piece in _container_tags(markup))
    safe = [html.escape(text, quote=False) for text in texts]
    forms = {
        "{li}": "".join(f"<li>{text}</li>" for text in safe),
        "{a}": " ".join(f'<a href="/m">{text}</a>' for text in safe),
        "{div}": "".join(f"<div>{text}</div>" for text in safe),
        "{p}": "".join(f"<p>{text}</p>" for text in safe),
        "{dt}": "".join(f"<dt>{text}</dt>" for text in safe),
        "{br}": "<br>".join(safe),
        "{one}": " ".join(safe),
        "{first}": safe[0],
    }
    for mark, form in forms.items():
        if mark in markup:
            return markup.replace(mark, form)
    head, _, tail = markup.rpartition("{}")
    if len(safe) == 1:
        return head + safe[0] + tail
    return "\n".join(markup.replace("{}", text) for text in safe)


def _container_tags(markup: str) -> Iterator[str]:
    """Of a row that is left out, the tags that other rows close or that close other rows."""
    opened: list[str] = []
    for piece in markup.replace("{", "<{").replace("}", "}>").split("<")[1:]:
        tag = piece.split(">")[0]
        if tag.startswith("/") and opened:
            opened.pop()
        elif tag.startswith("/"):
            yield f"<{tag}>"
        elif not tag.startswith(("{", "progress")):
            opened.append(f"<{tag}>")
    yield from opened


def _near_html(item: dict[str, Any], markup: str) -> str:
    if "heading" in item:
        return f"<h3>{html.escape(item['heading'], quote=False)}</h3>"
    if "parts" not in item:
        return _fill(markup, [item["text"]])
    safe = [html.escape(part, quote=False) for part in item["parts"]]
    if item["markup"] == "table":
        return "<table>" + "".join(f"<tr><td>{part}</td></tr>" for part in safe) + "</table>"
    return "<ul>" + "".join(f"<li>{part}</li>" for part in safe) + "</ul>"


def _write_text(
    layout: dict[str, Any], texts: dict[str, list[str]], near: list[dict[str, Any]]
) -> str:
    join: str = layout["join"]
    line = "\r\n" if "\r" in join else "\n"
    blocks: list[str] = []
    for marker in layout["rows"]:
        if marker == "":
            blocks.append("")
        elif marker == "W":
            blocks += [line.join(_pieces(item)) for item in near]
        elif marker == "R":
            blocks += [line.join(["Related articles", *texts["R"]])]
        elif marker in ("M", "N") and texts[marker]:
            blocks.append(line.join(texts[marker]))
        elif marker == "1" and texts["M"]:
            blocks.append(" ".join(texts["M"]))
        elif marker not in ("M", "N", "1"):
            blocks += _take(marker, texts)
    if layout["wrap"]:
        blocks = [_wrap(block, layout) for block in blocks]
    return join.join(blocks) + line


def _wrap(block: str, layout: dict[str, Any]) -> str:
    indent = " " * layout.get("indent", 0)
    return "\n".join(
        textwrap.fill(line, layout["wrap"], initial_indent=indent, break_on_hyphens=False)
        for line in block.split("\n")
    )
