"""Numbers in addresses: those that a ledger can have, so that any other is no page."""

from __future__ import annotations

from starlette.convertors import Convertor


class Number(Convertor[int]):
    """A whole number of at most 15 digits; SQLite takes 18, Python no thousands of them."""

    regex = "[0-9]{1,15}"

    def convert(self, value: str) -> int:
        """The number in an address."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The number as it stands in an address."""
        return str(value)
