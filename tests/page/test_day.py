"""Days as they are printed."""

import pytest

from whence.page.day import iso_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published 8 May 2023, 09:30", "2023-05-08"),
        ("May 8th, 2023", "2023-05-08"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("8. März 2023", "2023-03-08"),
        ("8 août 2023", "2023-08-08"),
        ("8 de mayo de 2023", "2023-05-08"),
        ("8 мая 2023 года", "2023-05-08"),
        ("8 ноября 2023", "2023-11-08"),
        ("2023-05-08T09:30:00Z", "2023-05-08"),
        ("08.05.2023", "2023-05-08"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("03/04/2023", None),
        ("31 February 2023", None),
        ("on Tuesday", None),
    ],
)
def test_a_day_is_read_or_left_alone(text: str, day: str | None) -> None:
    assert iso_day(text) == day
