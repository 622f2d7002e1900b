"""Words for values, also for those that no field has."""

from __future__ import annotations

import pytest

from whence.records import SourceKind
from whence.web.labels import SAID, label_of


@pytest.mark.parametrize("name", SAID)
def test_what_is_no_value_is_said_as_it_stands(name: str) -> None:
    assert "zzz" in label_of(name, "zzz").lower()


def test_values_are_said_in_words() -> None:
    assert label_of("source_kind", SourceKind.NONE) != "none"
    assert label_of("language", "ja") == "Japanese"
    assert label_of("disputed", "status deaths") == "whether it happened, the dead"
    assert label_of("decided", "accepted") == "checked by hand"
