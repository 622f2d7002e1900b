"""Words for values: every language that a page can be told to be in has its name."""

from __future__ import annotations

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from whence.web.labels import label_of


def test_every_language_that_is_told_has_a_name() -> None:
    codes = set(map(str, LanguageIdentifier.from_model_file(MODEL_FILE).nb_classes))
    assert {code for code in codes if label_of("language", code) == code} == set()
