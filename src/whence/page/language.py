"""The language of the body."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from whence.records import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SHORTEST = 20  # letters below which a guess is worth nothing
REACH = 2000  # characters; more does not change the verdict


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def read_language(text: str) -> Language | None:
    """Tell the language of a body text, as ISO 639-1 code with py3langid's probability.

    `None` where there are fewer than 20 letters to judge by.
    """
    if sum(char.isalpha() for char in text[:REACH]) < SHORTEST:
        return None
    code, score = _identifier().classify(text[:REACH])
    return Language(str(code), round(float(score), 4))


def language_name(code: str) -> str:
    """The English name of a language by its code; the code itself where it is not known."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    lines = files("whence.page").joinpath("languages.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if not line.startswith("#"))
    return {code: name for code, _, name in pairs}
