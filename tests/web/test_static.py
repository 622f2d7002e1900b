"""What the pages carry: others' files unchanged, and a look that loads nothing and can be read."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src" / "whence" / "web" / "static"
SHEETS = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted(STATIC.glob("*.js"))


def vendored() -> dict[str, str]:
    lines = (STATIC / "vendored.txt").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name, *_ in (line.split() for line in lines[1:])}


def test_files_of_others_are_what_they_were() -> None:
    listed = vendored()
    assert listed
    for name, digest in listed.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_files_that_look_like_others_are_listed() -> None:
    assert {p.name for p in SCRIPTS if ".min." in p.name} <= set(vendored())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_a_style_sheet_loads_nothing(sheet: Path) -> None:
    style = sheet.read_text(encoding="utf-8")
    assert not re.search(r"url\s*\(|@import|image-set|src\s*:", style)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


HUES = range(1, 9)
# Words on what they stand on; AA asks for 4.5.
PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "card", "well")),
    *(("ink", f"t{n}") for n in HUES), *((f"h{n}", f"t{n}") for n in HUES),
    *(("on-hue", f"h{n}") for n in HUES), ("ink", "own"), ("ink", "mark"),
    *((name, f"{name}-tint") for name in ("good", "warn", "bad", "changed", "accent")),
    *(("ink", f"{name}-tint") for name in ("good", "warn", "bad", "changed", "accent")),
    ("on-accent", "accent"), ("soft", "accent-tint"), ("soft", "changed-tint"),
    ("soft", "warn-tint"), ("changed", "card"), ("bad", "card"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_can_be_read(scheme: str) -> None:
    style = (STATIC / "whence-1.css").read_text(encoding="utf-8")
    schemes = re.findall(r":root \{(.*?)\n\s*\}", style, re.DOTALL)
    assert len(schemes) == 2
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", each)) for each in schemes)
    colours = light if scheme == "light" else light | dark
    weak = {(a, b): contrast(colours[a], colours[b]) for a, b in PAIRS}
    assert {pair: round(c, 2) for pair, c in weak.items() if c < 4.5} == {}


def test_every_edge_of_a_field_can_be_seen() -> None:
    style = (STATIC / "whence-1.css").read_text(encoding="utf-8")
    schemes = re.findall(r":root \{(.*?)\n\s*\}", style, re.DOTALL)
    for each in schemes:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", each))
        assert contrast(colours["edge"], colours["card"]) >= 3
        assert contrast(colours["edge"], colours["paper"]) >= 3
