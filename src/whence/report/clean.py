"""Page text made safe to show: no control characters, no hidden changes of direction."""

from __future__ import annotations

# One character for one, so that spans stay true. C0 controls become their visible pictures;
# C1 controls and the bidirectional overrides, which have no picture, the replacement character.
# Line ends and tabs stay.
_VISIBLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_VISIBLE |= {0x7F: 0x2421}
_VISIBLE |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_VISIBLE |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_VISIBLE |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_VISIBLE |= {0x2028: 0x20, 0x2029: 0x20}


def visible(text: str) -> str:
    """The text with every character that could steer a terminal or a browser made visible.

    The length never changes. Page text comes from strangers: an escape sequence in it could
    otherwise recolour, overwrite or retitle the terminal of whoever reads the report.
    """
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The text on one line, with white space folded and control characters made visible."""
    return visible(" ".join(text.split()))
