"""Addresses: what may be opened, whoever wrote it, and what never is."""

from __future__ import annotations

import contextlib
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.capture.address import find_public, is_public, parse_address
from whence.errors import CaptureError


@pytest.mark.parametrize(
    ("given_url", "url"),
    [
        ("https://courier.example", "https://courier.example/"),
        ("HTTPS://Courier.Example:443/a?b=1#c", "https://courier.example/a?b=1"),
        ("http://courier.example:8080/a%20b", "http://courier.example:8080/a%20b"),
        ("https://courier.example/мост?q=о", "https://courier.example/%D0%BC%D0%BE%D1%81%D1%82?q=%D0%BE"),
        ("https://почта.example/", "https://xn--80a1acny.example/"),
        ("https://courier.example./x", "https://courier.example/x"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2001:4860:4860:0::8888]/", "http://[2001:4860:4860::8888]/"),
    ],
)  # fmt: skip
def test_an_address_is_written_in_one_way(given_url: str, url: str) -> None:
    assert parse_address(given_url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://courier.example/", "gopher://courier.example/",
        "javascript:alert(1)", "data:text/html,x", "//courier.example/", "courier.example", "",
        "http://", "http:///a", "http://courier.example@127.0.0.1/",
        "http://a:b@courier.example/", "http://@courier.example/",
        "http://courier.example\\@127.0.0.1/", "http://courier.example:22/",
        "http://courier.example:0/", "http://courier.example:99999/",
        "http://courier.example:x/", "http://[::1", "http://[nothing]/",
        "http://cour ier.example/", "http://courier.example/\r\nX: y", "http://a..b/",
        "http://127.0.0.1%2e/", "http://%31%32%37.0.0.1/", "http://" + "a" * 64 + ".b/",
        "https://courier.example/" + "a" * 9000,
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(CaptureError) as refused:
        parse_address(url)
    assert len(str(refused.value)) < 400, "one clear message, however long the address"


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/",
        "http://127.1/", "http://127.0.0.01/", "http://1.2.3.4.5/", "http://a.0x/",
        "http://127.0.0.1.1/", "http://017700000001/",
    ],
)  # fmt: skip
def test_numbers_that_browsers_take_for_addresses_are_refused(url: str) -> None:
    with pytest.raises(CaptureError, match="is a number"):
        parse_address(url)


def test_digits_of_other_widths_are_digits() -> None:
    assert parse_address("http://１２７.0.0.1/").host == "127.0.0.1"
    assert parse_address("http://127。0。0。1/").host == "127.0.0.1"


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",  # noqa: S104
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16",
        "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
        "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "2001:4860:4860::8888%eth0",
        "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001::1", "2001:db8::1", "100::1", "5f00::1", "no address", "", "127.0.0.1 ",
        "0177.0.0.1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_never_opened(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.215.14", "2606:4700::6810:84e5", "2a00:1450::5"])
def test_what_is_public_may_be(ip: str) -> None:
    assert is_public(ip)


@given(st.ip_addresses(v=6))
def test_no_address_with_an_ipv4_one_inside_is_public(ip: ipaddress.IPv6Address) -> None:
    mapped = ipaddress.IPv6Address(0xFFFF << 32 | int(ip) & 0xFFFFFFFF)
    assert not is_public(str(mapped))
    assert not is_public(str(ipaddress.IPv6Address(0x2002 << 112 | int(ip) >> 16)))


@given(st.text(max_size=40) | st.text(max_size=40).map("http://".__add__))
def test_any_words_are_an_address_or_refused(words: str) -> None:
    with contextlib.suppress(CaptureError):
        address = parse_address(words)
        assert parse_address(address.url) == address, "what is asked for is read the same again"
        assert address.url.isascii()


def test_one_private_address_among_the_public_ones_refuses_the_host() -> None:
    with pytest.raises(CaptureError, match=r"10\.0\.0\.1"):
        find_public(parse_address("http://a.example/"), lambda *_: ["8.8.8.8", "10.0.0.1"])


def test_a_host_that_is_an_ip_address_is_not_resolved() -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"resolved {host}:{port}")

    assert find_public(parse_address("http://8.8.8.8/"), never) == "8.8.8.8"
    for url in ("http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/"):
        with pytest.raises(CaptureError):
            find_public(parse_address(url), never)


def test_ipv4_is_taken_where_there_is_one() -> None:
    address = parse_address("http://a.example/")
    assert find_public(address, lambda *_: ["2606:4700::1", "8.8.8.8"]) == "8.8.8.8"


def test_a_host_that_is_not_found_is_told() -> None:
    def gone(host: str, port: int) -> list[str]:
        raise OSError(f"no {host} on {port}")

    def empty(host: str, port: int) -> list[str]:
        assert (host, port) == ("a.example", 80)
        return []

    for resolve in (gone, empty):
        with pytest.raises(CaptureError, match="not found"):
            find_public(parse_address("http://a.example/"), resolve)
