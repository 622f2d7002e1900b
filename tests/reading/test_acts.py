import pytest

from whence.reading.acts import act_of_cue
from whence.records import Act


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("has warned", Act.WARN),
        ("also denied", Act.DENY),
        ("called on", Act.URGE),
        ("Asked whether", Act.ASK),
        ("hopes", Act.FEEL),
        ("pledged", Act.COMMIT),
        ("said", None),
        ("called", None),
        ("warned off by", None),
    ],
)
def test_plain_cues_give_their_act_away(cue: str, act: Act | None) -> None:
    assert act_of_cue(cue) is act
