"""Cells that no spreadsheet runs."""

from __future__ import annotations

import pytest

from whence.exports.facts import safe


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "\t=1",
        "\r=1",
        "\n=1+1",
        "\nword",
        " =1",
        "\u3000=1",
        "＝1+1",
        "＠a",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "word", " word", "1 = 1", "a\n=1", "'=1"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert safe(cell) == cell
