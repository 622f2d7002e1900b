"""What one party does to another, by the shipped weights."""

import pytest

import whence
from whence import EventType, Span


def relate(text: str, source: str, target: str) -> whence.Relation | None:
    places = (text.index(source), text.index(target))
    spans = [Span(at, at + len(words)) for at, words in zip(places, (source, target), strict=True)]
    return whence.relation(text, *spans)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Rebels attacked an army post in Karda.", "Rebels", "army post", EventType.ASSAULT),
        ("France condemned Karda over the arrests.", "France", "Karda", EventType.ACCUSE),
        ("Norway sent food aid to Karda.", "Norway", "Karda", EventType.AID),
    ],
)
def test_plain_sentences(text: str, source: str, target: str, expected: EventType) -> None:
    found = relate(text, source, target)
    assert found is not None
    assert found.type is expected
    assert 0 < found.score <= 1


def test_parties_that_are_not_read_together_have_no_relation() -> None:
    text = (
        "Rebels met.\n"
        + "Rain fell on the hills for a day and a night. " * 60
        + "\nThe army slept."
    )
    assert relate(text, "Rebels", "army") is None


def test_the_shipped_weights_name_an_attack_s_parts() -> None:
    text = "Guerrillas of the Red Front killed a mayor with a car bomb in Usulta."
    roles = {f.role for f in whence.attack_roles(text)}
    assert whence.AttackRole.DESCRIBED_VICTIM in roles
