"""Encodings: declared, undeclared and wrongly declared; and the way back to bytes."""

import pytest

from tests.in_time import in_time
from whence.capture.take import take
from whence.page.decode import decode
from whence.records import Capture, Medium

RUSSIAN = "Губернатор Орлу Ада Ибе заявила, что мост закрыт до вечера. Жители ждут новостей. "
FRENCH = "Le préfet a déclaré que la « forêt » près du château était brûlée, et l’été s’achève. "
POLISH = "Gubernator powiedziała wczoraj, że most jest zamknięty. Część mieszkańców wyjechała. "
GREEK = "Η κυβερνήτης δήλωσε χθες ότι η γέφυρα παραμένει κλειστή στην πόλη. "
CHINESE = "州长昨天表示,这座桥仍然关闭,居民们在学校里等待消息。"
JAPANESE = "知事は昨日、橋は閉鎖されたままだと述べた。住民は学校で知らせを待っている。"


def html(text: str, encoding: str, declared: str | None) -> bytes:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>{text * 5}</p></body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16-le"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-8"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (GREEK, "cp1253"),
        (CHINESE, "gb18030"),
    ],
)
@pytest.mark.parametrize("declared", [None, "windows-1252", "utf-8", "right"])
def test_undeclared_and_wrongly_declared_encodings(
    text: str, encoding: str, declared: str | None
) -> None:
    body = html(text, encoding, encoding if declared == "right" else declared)
    decoded = decode(take(body, name="page", medium=Medium.HTML))
    assert text.strip() in decoded.text


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "big5", "euc_kr"])
def test_a_right_declaration_is_believed(encoding: str) -> None:
    text = {"big5": "州長昨天表示,這座橋仍然關閉。", "euc_kr": "다리는 닫혀 있다고 말했다. "}.get(
        encoding, JAPANESE
    )
    decoded = decode(take(html(text, encoding, encoding), name="page"))
    assert text.strip() in decoded.text


def test_the_transport_is_asked_before_the_page() -> None:
    body = html(JAPANESE, "euc_jp", "windows-1252")
    decoded = decode(take(body, name="page", charset="EUC-JP"))
    assert JAPANESE in decoded.text


def test_a_byte_order_mark_is_not_text() -> None:
    decoded = decode(take(b"\xef\xbb\xbf" + RUSSIAN.encode(), name="page"))
    assert decoded.text == RUSSIAN
    assert decoded.byte_offsets([0, 3]) == {0: 3, 3: 9}


def test_broken_utf8_is_replaced_counted_and_still_mapped_to_bytes() -> None:
    body = RUSSIAN.encode()[:30] + b"\xff\xd0" + RUSSIAN.encode()[30:] + FRENCH.encode() * 5
    decoded = decode(take(body, name="page"))
    assert decoded.encoding == "utf-8"
    assert decoded.replaced >= 2
    assert "\ufffd" in decoded.text
    at = decoded.text.index("préfet")
    assert body[decoded.byte_offsets([at])[at] :].startswith("préfet".encode())


def test_line_ends_count_as_the_bytes_they_are() -> None:
    body = "Erste Zeile über Orlu\r\nzweite Zeile\r\n".encode("cp1252")
    decoded = decode(take(body, name="page"))
    at = decoded.text.index("zweite")
    assert body[decoded.byte_offsets([at])[at] :].startswith(b"zweite")


@pytest.mark.parametrize(
    ("hostile", "encoding"),
    [
        (b"\x1b$B" * 100_000, "utf-8"),
        (b"<meta charset=" + b" " * 32_000 + b"!", "utf-8"),
        (b"<meta charset" * 2_400 + b"!", "utf-8"),
        (b"<script " * 100_000 + b"\xe9t\xe9", "cp1252"),
        (b"<style></script>" * 60_000 + b"\xe9t\xe9", "cp1252"),
        (b"<" * 1_000_000 + b"\xe9t\xe9", "cp1252"),
        (b"\xe9t\xe9" + b"<p>" * 300_000, "cp1252"),
    ],
)
def test_decoding_takes_no_longer_than_the_page_is_long(hostile: bytes, encoding: str) -> None:
    with in_time(10):
        decoded = decode(Capture("page", b"<html><p>x</p>" + hostile, Medium.HTML))
    assert decoded.encoding == encoding


def test_scripts_and_styles_are_no_words_to_tell_an_encoding_by() -> None:
    noise = "<script>var a = 'Ж§ж';</script ><STYLE>q { content: 'Ж§ж' }</style>" * 40
    body = f"<html>{noise}<p>{POLISH}</p><script>never closed {noise[:7]}".encode(
        "cp1250", "ignore"
    )
    assert POLISH.strip() in decode(Capture("page", body, Medium.HTML)).text
