from hypothesis import given
from hypothesis import strategies as st

from whence.reading.scores import PLAIN, calibrate, calibrate_scores
from whence.records import Scores

RAW = Scores(0.9, 0.8, None, 0.7, 0.6, 0.5)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 3), st.floats(-3, 3))
def test_a_surer_raw_score_never_becomes_a_less_sure_one(
    one: float, two: float, slope: float, offset: float
) -> None:
    low, high = sorted((one, two))
    held = calibrate(low, (slope, offset)), calibrate(high, (slope, offset))
    assert 0 <= held[0] <= held[1] <= 1


def test_a_field_without_a_line_keeps_its_score_and_an_unknown_one_stays_unknown() -> None:
    assert calibrate_scores(RAW, {}) == RAW
    assert calibrate(0.25, PLAIN) == 0.25


def test_each_field_goes_by_its_own_line() -> None:
    held = calibrate_scores(RAW, {"act": (1.0, -1.0), "statement": (0.5, 0.0)})
    assert held.act < RAW.act
    assert held.statement == 0.75
    assert (held.source, held.certainty) == (RAW.source, RAW.certainty)
