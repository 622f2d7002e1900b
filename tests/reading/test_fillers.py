"""Who plays which part in attacks."""

import numpy as np

from whence.encoder.labels import ROLE_TAGS
from whence.encoder.output import Floats
from whence.encoder.session import WEIGHTS
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import Window, cut_windows
from whence.reading.fillers import find_fillers
from whence.records import AttackRole, Span

TOKENIZER = Tokenizer.load(WEIGHTS / "vocabulary.txt")
TEXT = (
    "Guerrillas of the Farabundo Front shot a mayor. The guerrillas fled; the FF said nothing. "
    "Two bombs were found."
)


def tag(parts: dict[str, str]) -> list[tuple[Window, Floats]]:
    """The windows of `TEXT` with the given words' tags, all others without a part."""
    (window,) = cut_windows(TOKENIZER, TEXT, [Span(0, len(TEXT))], 320)
    scores = np.zeros((len(window.words), len(ROLE_TAGS)), np.float32)
    scores[:, 0] = 3
    for i, (a, b) in enumerate(zip(window.words.starts, window.words.ends, strict=True)):
        if (label := parts.get(TEXT[a:b])) is not None:
            scores[i, ROLE_TAGS.index(label)] = 8
    return [(window, scores)]


def test_mentions_of_one_filler_are_joined_and_best_named() -> None:
    found = find_fillers(TEXT, tag({"Guerrillas": "B-PerpInd", "guerrillas": "B-PerpInd"}))
    (filler,) = found
    assert filler.role is AttackRole.PERPETRATOR
    assert [m.of(TEXT) for m in filler.mentions] == ["Guerrillas", "guerrillas"]
    assert filler.score > 0.9


def test_initials_name_the_same_organisation() -> None:
    parts = {"Farabundo": "B-PerpOrg", "Front": "I-PerpOrg", "FF": "B-PerpOrg"}
    (filler,) = find_fillers(TEXT, tag(parts))
    assert filler.clearest.of(TEXT) in ("Farabundo Front", "FF")
    assert len(filler.mentions) == 2


def test_roles_are_kept_apart_and_in_order() -> None:
    found = find_fillers(TEXT, tag({"bombs": "B-Weapon", "mayor": "B-Victim"}))
    assert [f.role for f in found] == [AttackRole.VICTIM, AttackRole.WEAPON]


def test_nothing_is_told_of_a_text_without_parts() -> None:
    assert find_fillers(TEXT, tag({})) == ()


def test_an_unsure_filler_is_told_only_on_asking() -> None:
    ((window, scores),) = tag({"mayor": "B-Victim"})
    scores[scores == 8] = 3.2
    assert find_fillers(TEXT, [(window, scores)], least=0.9) == ()
    assert len(find_fillers(TEXT, [(window, scores)], least=0.3)) == 1
