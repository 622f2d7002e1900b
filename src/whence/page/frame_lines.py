"""Lines around the article that are known by how they are written: bylines, dates, captions."""

# Patterns list words of many languages.
# ruff: noqa: E501

from __future__ import annotations

import re

from whence.records import Span

MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|mar(?:ch|s)?|märz|apr(?:il)?|avril|may|mai|"
    r"june?|juin|july?|juillet|juli|aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|"
    r"nov(?:ember|embre)?|de[cz](?:ember)?|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|"
    r"ottobre|novembre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|"
    r"dezembro|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    r"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    r"يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|"
    r"كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول)"
)
DATE = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)? ?(?:de |of )?{MONTH}\.?,? (?:de )?\d{{4}}"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}/\d{1,2}/\d{1,2})(?!\d)",
    re.IGNORECASE,
)
# What may stand beside a date in its line.
BESIDE_DATE = re.compile(
    r"(?:published|posted|updated|last updated|modified|created|first published|date|on|at|am|pm|gmt|utc|bst|est|edt|cet|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|uhr|um|vom|stand|"
    r"veröffentlicht|aktualisiert|am|publié|mis à jour|le|à|h|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"publicado|actualizado|atualizado|el|em|às|las|a|pubblicato|aggiornato|il|alle|ore|опубликовано|обновлено|в|"
    r"опубліковано|оновлено|о|року|года|г|yayınlanma|güncelleme|tarihi|saat|نشر|في|تاريخ|النشر|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"(?:\d+ )?min(?:ute)?s?|read|time|\d{1,2}[:.h]\d{2}(?::\d{2})?|ist|msk|eet|local)",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:by|written by|reported by|words by|report by|von|par|propos recueillis par|por|di|da|"
    r"автор(?:ы|и)?|текст|بقلم|كتب|كتبت|yazan|haber|author|from our|autor(?:in|a)?|auteur|autore|redaktion)"
    r"(?::| ) ?(?P<rest>.{2,120})",
    re.IGNORECASE | re.DOTALL,
)
NAME = re.compile(r"[^\W\d_a-zà-ÿа-я][^\W\d_]*(?:['’.-][^\W\d_]*)*")
SMALL = frozenset(
    [
        "and",
        "with",
        "for",
        "of",
        "the",
        "in",
        "at",
        "und",
        "et",
        "y",
        "e",
        "и",
        "та",
        "و",
        "de",
        "del",
        "della",
        "van",
        "von",
        "der",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "da",
        "dos",
        "our",
        "staff",
        "correspondent",
        "reporter",
        "writer",
        "editor",
        "chief",
        "political",
        "diplomatic",
        "foreign",
        "senior",
        "additional",
        "reporting",
        "special",
        "redaktion",
    ]
)
CAPTION = re.compile(
    r"\(?(?:photo(?:graph)?s?|image|picture|pic|file photo|file|foto|bild|fotografie|crédit|credit|illustration|imagen|"
    r"imagem|фото|изображение|immagine|fotoğraf|الصورة|صورة|caption|graphic|map|video|watch)"
    r"(?: ?credit| by| courtesy| source)?\s?[:©/].{2,400}",
    re.IGNORECASE | re.DOTALL,
)
CREDIT = re.compile(
    r"(?:/|\(|\[|©|photo:? |credit:? |via )\s?(?:(?:afp|reuters|ap|epa|getty(?: images)?|dpa|tass|anadolu|sana|xinhua|"
    r"associated press|afp via getty images)[ /,-]*)+(?:images|photo)?[)\]]?\.?$",
    re.IGNORECASE,
)
LONGEST_LINE = 160
DIGIT = re.compile(r"\d")


def find_date(text: str) -> Span | None:
    """The first calendar date with a year in `text`."""
    found = DATE.search(text)
    return Span(found.start(), found.end()) if found else None


def is_date(text: str) -> bool:
    """Whether a line says when, and nothing else."""
    if len(text) > LONGEST_LINE or DIGIT.search(text) is None or DATE.search(text) is None:
        return False
    rest = re.sub(r"\d{1,2}[:.h]\d{2}(?::\d{2})?", " ", DATE.sub(" ", text))
    return all(BESIDE_DATE.fullmatch(word) for word in re.findall(r"[^\W_]+", rest))


def is_byline(text: str) -> bool:
    """Whether a line names who wrote: `By Ana Lind and Omar Sarr | 19 October 2016`."""
    if len(text) > LONGEST_LINE or "\n" in text.strip():
        return False
    found = BYLINE.fullmatch(text.strip())
    if found is None or text.rstrip().endswith((".", "!", "?")):
        return False
    rest = DATE.sub(" ", found["rest"])
    words = re.findall(r"[^\W\d_][\w'’.-]*", rest)
    fit = sum(
        NAME.match(word) is not None or word.lower() in SMALL or bool(BESIDE_DATE.fullmatch(word))
        for word in words
    )
    return bool(words) and fit == len(words) and len(words) <= 14


def is_caption(text: str) -> bool:
    """Whether a line tells of a picture: it begins with `Photo:` or ends on an agency's credit."""
    if len(text) > 420:
        return False
    return CAPTION.fullmatch(text) is not None or CREDIT.search(text) is not None
