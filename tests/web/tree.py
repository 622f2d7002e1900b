"""A page of the tests as a tree, and its elements by simple selectors."""

from __future__ import annotations

import re
from typing import Any

from lxml import html as lxml_html
from starlette.testclient import TestClient

PART = re.compile(r'\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:(\^?)="([^"]*)")?\]|([\w-]+)')


def tree(client: TestClient, address: str) -> Any:
    """The page at an address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return lxml_html.document_fromstring(answer.text)


def words(node: Any) -> str:
    """A node's words on one line."""
    return " ".join(node.text_content().split())


def find(node: Any, selector: str) -> list[Any]:
    """The elements under a node that CSS would select: tags, classes, ids, attributes, `>`, `,`."""
    paths = []
    for each in selector.split(","):
        path = "."
        for step in re.sub(r"\s*>\s*", " >", each.strip()).split():
            child = step.startswith(">")
            path += ("/" if child else "//") + step_of(step.removeprefix(">"))
        paths.append(path)
    found: list[Any] = node.xpath(" | ".join(paths))
    return found


def step_of(step: str) -> str:
    """One step of a selector as XPath."""
    tag, tests = "*", ""
    for kind, name, key, begins, value, plain in PART.findall(step):
        if kind:
            tests += f"[contains(concat(' ', normalize-space(@class), ' '), ' {kind} ')]"
        elif name:
            tests += f"[@id='{name}']"
        elif key and begins:
            tests += f"[starts-with(@{key}, '{value}')]"
        elif key:
            tests += f"[@{key}='{value}']" if value else f"[@{key}]"
        else:
            tag = plain
    return tag + tests
