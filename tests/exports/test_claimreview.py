"""Claims: what is asserted or denied, never turned into its reverse, and no verdict."""

from __future__ import annotations

import io
import json

from hypothesis import given, settings

from tests.exports.pages import reports
from tests.report.sample import sample_report
from whence.exports import write_export
from whence.records import Report


def claims(report: Report) -> list[dict[str, object]]:
    out = io.BytesIO()
    count = write_export([("page-7", report)], "claimreview", out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == count
    return found


def test_only_what_is_asserted_or_denied_is_a_claim_and_none_is_judged() -> None:
    found = claims(sample_report())
    assert [one["@id"] for one in found] == [
        f"urn:x-whence:page-7/statement/{number}" for number in (1, 2, 3, 6, 8)
    ]
    assert {one["@type"] for one in found} == {"Claim"}


def test_a_claim_has_its_author_and_where_it_appeared() -> None:
    dask, _, worker, _, rumour = claims(sample_report())
    assert dask["text"] == "Two ferries were hit before dawn"
    assert dask["author"] == {"@type": "Person", "name": "Oren Dask"}
    assert dask["keywords"] == ["assert", "certain"]
    assert dask["appearance"] == {
        "@type": "NewsArticle",
        "url": "https://ledger.example/ferries",
        "headline": "Ferries stay in port as shelling reaches Tormar harbour",
        "datePublished": "2031-03-02",
        "publisher": {"@type": "Organization", "name": "The Tormar Ledger"},
    }
    assert dask["firstAppearance"] == dask["appearance"]
    assert worker["author"] == {
        "@type": "Person",
        "description": "a dock worker who asked not to be named",
    }
    assert "author" not in rumour


def test_a_denial_does_not_say_what_it_denies() -> None:
    denied = claims(sample_report())[3]
    assert denied["text"] == "The government in Kesh denied that its batteries had fired"


@settings(max_examples=40, deadline=None)
@given(reports())
def test_a_claim_is_made_of_the_words_of_its_content(report: Report) -> None:
    (claim,) = claims(report)
    (one,) = report.statements
    words = [" ".join(span.of(report.page.text).split()) for span in one.content]
    assert claim["text"] == " […] ".join(words)
