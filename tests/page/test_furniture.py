"""Furniture is known by its words, and news about the same things stays news."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.page.furniture import label_furniture
from whence.page.raw import RawBlock
from whence.records import BlockKind, Span

from .test_meter import blocks


def label(text: str, *, links: float = 0.0, hints: tuple[str, ...] = ()) -> BlockKind | None:
    block = RawBlock(0, text, Span(0, len(text)), "p", "html/body/p[1]", hints, links)
    return label_furniture([block])[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Do you like this content? Consider helping us!", BlockKind.APPEAL),
        ("The Tarn Valley Observer needs your support. Donate today.", BlockKind.APPEAL),
        ("Good journalism is expensive. Help us pay for it.", BlockKind.APPEAL),
        ("Unterstützen Sie unabhängigen Journalismus: Werden Sie Mitglied.", BlockKind.APPEAL),
        ("Soutenez notre rédaction par un don.", BlockKind.APPEAL),
        ("Apoya el periodismo independiente", BlockKind.APPEAL),
        ("Поддержите нашу редакцию", BlockKind.APPEAL),
        ("Підтримайте нас донатом", BlockKind.APPEAL),
        ("ادعموا الصحافة المستقلة", BlockKind.APPEAL),
        ("Desteğinize ihtiyacımız var", BlockKind.APPEAL),
        ("Sostienici con una donazione", BlockKind.APPEAL),
        ("Apoie o nosso jornalismo", BlockKind.APPEAL),
        ("Facebook Twitter WhatsApp Email Print", BlockKind.SHARE),
        ("Share this article", BlockKind.SHARE),
        ("Read also: Two Shepherds Killed Near Ordu", BlockKind.RELATED),
        ("Читайте также", BlockKind.RELATED),
        ("Sign up for our newsletter", BlockKind.NEWSLETTER),
        ("Leave a comment", BlockKind.COMMENTS),
        ("Home | World | Politics | Contact", BlockKind.NAVIGATION),
        ("© 2022 Kestrel Post. All rights reserved.", BlockKind.NOTICE),
        ("We use cookies to measure how our site is used.", BlockKind.NOTICE),
        ("$2,911 raised of $5,000", BlockKind.METER),
    ],
)
def test_furniture_under_a_neutral_name(text: str, kind: BlockKind) -> None:
    assert label(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations appeals for $2bn to feed nine million people this winter.",
        "Donations to the Orvan flood fund have passed $4.2 million, the organisers said.",
        "“Please support us. We need your help,” Mayor Ilse Brandt told the crowd.",
        "“Donate blood today,” the hospital's director urged residents.",
        "Shares of Norvik Steel closed at $41.20, up 3.4%.",
        "Subscribers to the state-run gas company will pay 12% more from January.",
        "The journal, which relies on donations from its readers, was closed by court order.",
        "Become a patron of the arts, the count liked to say, and you will be forgiven your wars.",
        "Related to the clashes, two men were arrested in Halden on Friday night.",
        "Home to eighty thousand people, Velk has been without light since Saturday.",
        "Share prices fell across the region after the attack on the pipeline.",
        "Donors meet in Halden",
        "Help us build our list of the wars of the valley! Write to add names, years and places.",
        "We writers need the tools that the trade gives us, and should keep raising its standards.",
    ],
)
def test_news_stays_news(text: str) -> None:
    assert label(text) is None


def test_class_names_are_evidence_where_words_are_few() -> None:
    assert label("Bluebird") is None
    assert label("Bluebird", hints=("social", "share")) is BlockKind.SHARE
    long = "The army said that the shells came from the hills that the column holds. " * 4
    assert label(long, hints=("share", "newsletter", "comments")) is None


def test_stories_under_a_head_belong_to_it() -> None:
    page = [
        *blocks("The envoys left Halden on Friday."),
        RawBlock(1, "Related articles", Span(40, 56), "h3", "html/body/h3[1]"),
        RawBlock(2, "A Bridge Too Near", Span(58, 75), "li", "html/body/li[1]", (), 1.0),
        RawBlock(3, "Nobody answered.", Span(77, 93), "p", "html/body/p[2]"),
    ]
    assert label_furniture(page) == [None, BlockKind.RELATED, BlockKind.RELATED, None]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), max_size=12))
def test_one_label_a_block_whatever_the_words(texts: list[str]) -> None:
    page = blocks(*texts)
    kinds = label_furniture(page)
    assert len(kinds) == len(page)
    assert all(kind is None or kind.is_furniture for kind in kinds)
