"""Amounts of money and percentages in running text, as people write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from whence.records import Span

# What is written -> ISO 4217. A bare "kr" or "peso" is shared by several: it stays unknown.
SYMBOLS: dict[str, str | None] = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "NT$": "TWD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "元": "CNY",
    "₴": "UAH",
    "₽": "RUB",
    "₹": "INR",
    "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN",
    "₩": "KRW",
    "₱": "PHP",
    "₫": "VND",
    "฿": "THB",
    "₾": "GEL",
    "₸": "KZT",
    "₼": "AZN",
    "֏": "AMD",
}
CODES = [
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "UAH",
    "RUB",
    "INR",
    "TRY",
    "ILS",
    "NGN",
    "KRW",
    "PHP",
    "VND",
    "THB",
    "GEL",
    "KZT",
    "AZN",
    "AMD",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "JPY",
    "CNY",
    "AUD",
    "CAD",
    "NZD",
    "HKD",
    "SGD",
    "BRL",
    "MXN",
    "ARS",
    "COP",
    "CLP",
    "PEN",
    "ZAR",
    "KES",
    "GHS",
    "EGP",
    "LBP",
    "SYP",
    "IQD",
    "IRR",
    "JOD",
    "SAR",
    "AED",
    "QAR",
    "KWD",
    "MAD",
    "TND",
    "DZD",
    "PKR",
    "BDT",
    "LKR",
    "NPR",
    "MMK",
    "IDR",
    "MYR",
    "TWD",
    "RSD",
    "BAM",
    "MDL",
    "BYN",
    "UZS",
]
WORDS: dict[str, str | None] = {
    r"us dollars?|u\.s\. dollars?|dollars?|dollari|dólares|доллар\w*|долар\w*|دولارا?": "USD",
    r"euros?|euro's|евро|євро|يورو|avro": "EUR",
    r"pounds sterling|pounds?|livres sterling|фунт\w*": "GBP",
    r"zł(?:otych)?|złoty": "PLN",
    r"kč|korun": "CZK",
    r"грн\.?|гривен\w*|гривн\w*|hryvnias?": "UAH",
    r"руб\.?|рубл\w*|rubles?|roubles?": "RUB",
    r"rupees?|rs\.?": "INR",
    r"tl|lira": "TRY",
    r"shekels?|nis": "ILS",
    r"francs? suisses?|sfr\.?|fr\.": "CHF",
    r"ft|forint": "HUF",
    r"lei|ron": "RON",
    r"лв\.?|лева": "BGN",
    r"reais": "BRL",
    r"ل\.س": "SYP",
    r"ر\.س": "SAR",
    r"د\.إ": "AED",
    r"ج\.م|جنيه": "EGP",
    r"د\.ع|دينار": None,
    r"kr\.?|kronor|kroner": None,
    r"pesos?": None,
}
SCALES: dict[str, float] = {
    r"k|tsd\.?|тыс\.?|тис\.?|mille|mil|bin|tys\.?|thousand|ألف": 1e3,
    r"m|mn|mln\.?|mio\.?|млн\.?|million(?:s|en|es)?|millones|milhões|milioni|milyon|مليون": 1e6,
    r"bn|mrd\.?|млрд\.?|billions?|milliarden?": 1e9,
    r"lakhs?|lacs?": 1e5,
    r"crores?": 1e7,
}
SPACES = "\u00a0\u202f\u2009 "
# One mark parts the groups of a number throughout; India's groups are of two digits but the last.
DIGITS = r"\d{1,3}(?P<mark>[.,'’٬" + SPACES + r"])(?:\d{2,3}(?P=mark))*\d{3}(?:[.,٫]\d{1,2})?"
NUMBER = rf"(?:{DIGITS}|\d+(?:[.,٫]\d+)?)(?![.,:]?\d)"


def _alternation(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


SYMBOL = _alternation([re.escape(symbol) for symbol in SYMBOLS])
CODE = "|".join(CODES)
WORD = _alternation(list(WORDS))
SCALE = _alternation(list(SCALES))
AFTER_SCALE = rf"(?:[{SPACES}]?(?P<scale>(?i:{SCALE}))(?!\w))?"
AMOUNT = re.compile(
    rf"""(?<![\w.,:])
    (?:(?P<before>{SYMBOL}|(?:{CODE})(?!\w)|(?i:rs\.?|fr\.|sfr\.?)(?=[{SPACES}]?\d)|R(?=\d))[{SPACES}]?)?
    (?P<number>{NUMBER})
    {AFTER_SCALE}
    (?(before)(?:[{SPACES}](?:{CODE})(?!\w))?|(?:[{SPACES}]?(?P<after>{SYMBOL}|(?:{CODE})(?!\w)|(?i:{WORD})(?!\w)))?)
    """,
    re.VERBOSE,
)
PERCENT = re.compile(
    rf"(?<![\w.,])(?P<number>\d+(?:[.,٫]\d+)?)[{SPACES}]?(?:%|٪|percent\b|per cent\b|prozent\b)"
    rf"|[%٪](?P<turkish>\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: its value in whole units, and its currency.

    `currency` is an ISO 4217 code, `None` where nothing or nothing unequivocal is written;
    `marked` says that some currency is written.
    """

    span: Span
    value: float
    currency: str | None
    marked: bool


def read_amounts(text: str) -> list[Amount]:
    """All numbers of `text` that are not percentages, with their currencies, in order."""
    taken = [found.span() for found in PERCENT.finditer(text)]
    amounts = []
    for found in AMOUNT.finditer(text):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        value = read_number(found["number"], scaled=found["scale"] is not None)
        if value is None:
            continue
        written = found["before"] or found["after"]
        amounts.append(
            Amount(
                Span(found.start(), found.end()),
                value * _scale(found["scale"]),
                read_currency(written) if written else None,
                written is not None,
            )
        )
    return amounts


def read_percents(text: str) -> list[tuple[Span, float]]:
    """All percentages of `text`, as shares: `58 %` is 0.58."""
    percents = []
    for found in PERCENT.finditer(text):
        value = read_number(found["number"] or found["turkish"], scaled=True)
        if value is not None:
            percents.append((Span(found.start(), found.end()), round(value / 100, 6)))
    return percents


def read_currency(written: str) -> str | None:
    """The ISO 4217 code of a sign, code or word; `None` where several currencies share it."""
    if written in SYMBOLS:
        return SYMBOLS[written]
    if written in CODES:
        return written
    if written == "R":
        return "ZAR"
    for pattern, code in WORDS.items():
        if re.fullmatch(pattern, written, re.IGNORECASE):
            return code
    return None


def read_number(written: str, *, scaled: bool = False) -> float | None:
    """The value of digits with whatever marks; before a scale (`1.250k`) one mark is decimal.

    >>> [read_number(x) for x in ("2,911", "12.500", "1 234,50", "1,00,000", "1'200.5")]
    [2911.0, 12500.0, 1234.5, 100000.0, 1200.5]
    """
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in written)
    digits = re.sub(rf"[{SPACES}'’٬]", "", digits).replace("٫", ".")
    marks = [char for char in digits if char in ".,"]
    if not marks:
        return float(digits)
    last = max(digits.rfind("."), digits.rfind(","))
    tail = len(digits) - last - 1
    is_decimal = tail != 3 or (scaled and len(marks) == 1) or len(set(marks)) > 1
    if is_decimal and marks.count(digits[last]) > 1:
        return None
    if is_decimal:
        return float(re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :])
    return float(re.sub(r"[.,]", "", digits))


def _scale(written: str | None) -> float:
    if not written:
        return 1.0
    for pattern, factor in SCALES.items():
        if re.fullmatch(pattern, written, re.IGNORECASE):
            return factor
    return 1.0
