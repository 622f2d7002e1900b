"""Decisions by plain forms: signed, one after the other, every field, and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.report.sample import TEXT, sample_report
from tests.web.ledgers import HOST, TOKEN, make_ledger, open_client, report_of
from whence.ledger import check_ledger, open_base
from whence.ledger.corrections import list_corrections, read_corrected
from whence.ledger.overlay import Correction, Verdict
from whence.records import Act

HEADS = {"Origin": f"http://{HOST}"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "news.whence", 2)


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with open_client(path) as client:
        yield client


def item_of(client: TestClient, query: str = "") -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"/review.json?{query}").json()
    return told


def decide(client: TestClient, at: str, verdict: str, kind: str = "statements", **form: str) -> str:
    """Sends the form of a decision, and gives the address that it leads to."""
    answer = client.post(
        f"/review?kind={kind}&at={at}",
        data={"token": TOKEN, "verdict": verdict, "who": "Ada"} | form,
        headers=HEADS,
    )
    assert answer.status_code == 303, unescape(answer.text)
    return answer.headers["location"]


def refused(
    client: TestClient, at: str, verdict: str, kind: str = "statements", **form: str
) -> str:
    """What the page says where a decision cannot be taken."""
    answer = client.post(
        f"/review?kind={kind}&at={at}",
        data={"token": TOKEN, "verdict": verdict, "who": "Ada"} | form,
        headers=HEADS,
    )
    assert answer.status_code == 400
    found = re.search(r'id="wrong">(.*?)</p>', answer.text)
    assert found is not None
    return unescape(found[1])


def made(path: Path, article: int = 1) -> list[Correction]:
    base = open_base(path)
    try:
        return list_corrections(base, read_corrected(base, article).reading)
    finally:
        base.close()


def test_the_least_sure_one_is_shown_in_its_words(client: TestClient) -> None:
    shown = client.get("/review").text
    first = item_of(client)
    assert first["item"] == "1/statements/4"
    assert (first["place"], first["left"], first["before"]) == (1, 20, None)
    for words in ("told the council", "the pier was watched"):
        assert re.search(rf'<span class="in [^>]*>{words}</span>', shown), words
    assert 'name="verdict" value="accept"' in shown


def test_after_a_decision_the_next_one_opens(client: TestClient, path: Path) -> None:
    first = item_of(client)
    address = decide(client, first["item"], "accept", why="it says so")
    assert f"at={first['after'].replace('/', '%2F')}" in address
    assert "Accepted." in client.get(address).text
    (one,) = made(path)
    assert (one.verdict, one.who, one.why) == (Verdict.ACCEPT, "Ada", "it says so")
    assert item_of(client)["left"] == first["left"] - 1
    assert check_ledger(path) == []


def test_the_name_is_remembered_and_needed(client: TestClient, path: Path) -> None:
    first = item_of(client)["item"]
    assert "name" in refused(client, first, "accept", who=" ")
    assert made(path) == []
    decide(client, first, "accept", who="Žofie 日本")
    assert 'value="Žofie 日本"' in client.get("/review").text
    following = item_of(client)["item"]
    decide(client, following, "reject", who="")
    article = int(following.split("/")[0])
    assert made(path, article)[-1].who == "Žofie 日本"


def test_a_rejected_one_goes_and_comes_back_when_that_is_undone(
    client: TestClient, path: Path
) -> None:
    first = item_of(client)["item"]
    decide(client, first, "reject")
    assert len(report_of(path).statements) == 9
    address = decide(client, "1/statements/0", "undo")
    assert f"at={first.replace('/', '%2F')}" in address
    assert "Taken back." in client.get(address).text
    assert item_of(client)["item"] == first
    assert len(report_of(path).statements) == 10
    assert "no decision" in refused(client, first, "undo")


def test_every_changed_field_is_recorded_and_the_rest_is_not(
    client: TestClient, path: Path
) -> None:
    form = {
        "speaker": "the dockers", "act": "urge", "certainty": "", "source": "a dock worker",
        "cue": "told the council", "content": "the pier was\r\nwatched", "within": "",
    }  # fmt: skip
    address = decide(client, "1/statements/4", "change", **form)
    assert "at=1%2Fstatements%2F4" in address, "it stays until it is accepted"
    one = report_of(path).statements[4]
    assert (one.speaker, one.act, one.certainty, one.within) == (
        "the dockers",
        Act.URGE,
        None,
        None,
    )
    assert [span.of(TEXT) for span in one.source] == ["a dock worker"]
    assert [span.of(TEXT) for span in one.content] == ["the pier was", "watched"]
    changed = [c.field for c in made(path)]
    assert changed == ["speaker", "act", "certainty", "source", "content", "within"]
    assert "Nothing was changed" in client.get(
        decide(client, "1/statements/4", "change", speaker="the dockers", act="urge")
    ).text  # fmt: skip


def test_accepting_takes_what_stands_in_the_fields(client: TestClient, path: Path) -> None:
    decide(client, "1/statements/4", "accept", act="urge")
    assert [c.verdict for c in made(path)] == [Verdict.CHANGE, Verdict.ACCEPT]
    assert report_of(path).statements[4].act is Act.URGE


def test_a_form_with_one_wrong_field_saves_nothing(client: TestClient, path: Path) -> None:
    # Told in itself: what is wrong with it comes out when all of it is put together.
    form = {"speaker": "the dockers", "within": "statements/4"}
    for verdict in ("change", "accept"):
        assert "does not fit" in refused(client, "1/statements/4", verdict, **form)
        assert made(path) == []


def test_one_undo_takes_back_all_of_one_save(client: TestClient, path: Path) -> None:
    at, before = "1/statements/4", report_of(path)
    decide(client, at, "change", speaker="the dockers", act="urge")
    saved = report_of(path)
    decide(client, at, "accept", certainty="", cue="told the council")
    assert item_of(client)["item"] != at
    decide(client, at, "undo")
    assert report_of(path) == saved, "what was saved before that one stays"
    assert item_of(client)["item"] == at
    decide(client, at, "undo")
    assert report_of(path) == before
    decide(client, "1/events/0", "change", "events", type="ASSAULT", status="planned")
    decide(client, at, "undo")
    assert report_of(path) == before
    assert check_ledger(path) == []


def test_all_fields_of_an_event(client: TestClient, path: Path) -> None:
    form = {
        "type": "ASSAULT", "status": "planned", "date": "2031-03", "deaths_low": "3",
        "deaths_high": "", "injured_low": "0", "injured_high": "5", "anchor": "shelling",
        "actor": "Velian Coast Guard", "recipient": "Two ferries", "place": "Tormar",
        "mentions": "hit before dawn\nfired", "statement": "statements/1", "mode": "restrict",
    }  # fmt: skip
    decide(client, "1/events/0", "change", "events", **form)
    report = report_of(path)
    one = report.events[0]
    assert (one.type, one.mode, one.status) == ("ASSAULT", None, "planned"), (
        "restrict is no assault"
    )
    assert (one.date, one.statement) == ("2031-03", 1)
    assert one.deaths is not None
    assert (one.deaths.low, one.deaths.high) == (3, None)
    assert one.injured is not None
    assert (one.injured.low, one.injured.high) == (0, 5)
    words = {
        "anchor": [one.anchor], "actor": one.actor, "recipient": one.recipient,
        "place": one.place, "mentions": one.mentions,
    }  # fmt: skip
    for name, spans in words.items():
        assert [span.of(TEXT) for span in spans] == form[name].split("\n"), name
    assert check_ledger(path) == []


@pytest.mark.parametrize(
    ("kind", "form", "told"),
    [
        ("statements", {"act": "sing"}, "act: 'sing' is none of assert"),
        ("statements", {"manner": ""}, "manner"),
        ("statements", {"source": "the King of Spain"}, "does not stand in the article"),
        ("statements", {"within": "statements/77"}, "there is no statements/77"),
        ("events", {"date": "soon"}, "2016-10-17"),
        ("events", {"deaths_low": "5", "deaths_high": "3"}, "no range"),
        ("events", {"deaths_low": "", "deaths_high": "3"}, "no range"),
        ("events", {"deaths_low": "-1"}, "no range"),
        ("events", {"anchor": ""}, "one anchor"),
        ("events", {"anchor": "shelling\nfired"}, "one anchor"),
        ("events", {"type": ""}, "type"),
        ("events", {"mode": "visit"}, "its modes: seize"),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(
    client: TestClient, path: Path, kind: str, form: dict[str, str], told: str
) -> None:
    assert told in refused(client, f"1/{kind}/0", "change", kind, **form)
    assert made(path) == []


def test_what_was_written_is_kept_where_it_is_refused(client: TestClient) -> None:
    answer = client.post(
        "/review?at=1/statements/4",
        data={"token": TOKEN, "verdict": "change", "who": "Ada", "act": "sing", "speaker": "Bo"},
        headers=HEADS,
    )
    assert 'value="Bo"' in answer.text


def span(words: str) -> dict[str, str]:
    start = TEXT.index(words)
    return {"start": str(start), "end": str(start + len(words))}


def test_selected_words_become_a_span(client: TestClient, path: Path) -> None:
    at = "1/statements/4"
    decide(client, at, "fix", field="cue", **span(" told the "))
    assert [s.of(TEXT) for s in report_of(path).statements[4].cue] == ["told the"]
    decide(client, at, "fix", field="source", how="beside", **span("Radio Lagune"))
    assert [s.of(TEXT) for s in report_of(path).statements[4].source] == ["We", "Radio Lagune"]
    decide(client, at, "fix", field="source", how="beside", **span("to Radio Lagune"))
    assert [s.of(TEXT) for s in report_of(path).statements[4].source] == ["We", "to Radio Lagune"]
    for form in ({"start": "5", "end": "5"}, {"start": "0", "end": "99999"}, {"start": "x"}):
        assert refused(client, at, "fix", field="cue", **form)
    assert "no field" in refused(client, at, "fix", field="act", **span("told"))


def test_selected_words_are_saved_with_what_else_the_form_changes(
    client: TestClient, path: Path
) -> None:
    at, before = "1/statements/4", report_of(path)
    form = {"speaker": "the dockers", "cue": "no words of it", "source": "We\nRadio Lagune"}
    decide(client, at, "fix", field="cue", **form, **span("told the"))
    one = report_of(path).statements[4]
    assert (one.speaker, [s.of(TEXT) for s in one.cue]) == ("the dockers", ["told the"])
    assert [s.of(TEXT) for s in one.source] == ["We", "Radio Lagune"]
    decide(client, at, "undo")
    assert report_of(path) == before
    decide(client, at, "fix", field="source", how="beside", source="Radio Lagune", **span("told"))
    one = report_of(path).statements[4]
    assert {s.of(TEXT) for s in one.source} == {"told", "Radio Lagune"}, "as the form has it"


def test_a_reason_is_kept_until_something_is_decided(client: TestClient, path: Path) -> None:
    address = decide(client, "1/statements/4", "change", why="so it says & more")
    shown = client.get(address).text
    assert "Nothing was changed" in shown
    assert 'name="why" value="so it says &amp; more"' in shown
    assert made(path) == []


def test_where_nothing_is_left_the_last_decision_can_be_taken_back(client: TestClient) -> None:
    address = "/review?kind=events&article=2"
    while (at := item_of(client, address.partition("?")[2])["item"]) is not None:
        decide(client, at, "accept", "events")
    for shown in (client.get(address).text, client.get(f"{address}&done=accept").text):
        assert "Nothing is left" in shown
        assert shown.count('name="verdict" value="undo"') == 1
    undone = client.post(address, data={"token": TOKEN, "verdict": "undo"}, headers=HEADS)
    assert undone.headers["location"].startswith(f"{address}&at=2%2Fevents%2F")


def test_what_the_reader_missed_is_added_and_opened(client: TestClient, path: Path) -> None:
    address = decide(client, "1/statements/4", "add", part="events", type="RETREAT",
                     words="people have left the old town")  # fmt: skip
    shown = client.get(address).text
    assert "Added." in shown
    one = report_of(path).events[-1]
    assert (one.anchor.of(TEXT), one.type) == ("people have left the old town", "RETREAT")
    address = decide(client, "1/statements/4", "add", part="statements", **span("the guns"))
    assert [s.of(TEXT) for s in report_of(path).statements[-1].content] == ["the guns"]
    at = "1/" + address.split("at=1%2F")[1].split("&")[0].replace("%2F", "/")
    decide(client, "1/events/0", "change", "events", statement=at.removeprefix("1/"))
    assert report_of(path).events[0].statement == 10
    undone = decide(client, at, "undo")
    assert "events%2F0" in undone
    assert "select the words" in refused(client, "1/statements/4", "add", part="events")


def test_a_queue_keeps_to_its_filter_and_its_article(client: TestClient) -> None:
    told = item_of(client, "speaker=Oren Dask")
    assert told["left"] == 4
    assert item_of(client, "article=2")["left"] == 10
    shown = client.get("/review?speaker=Oren+Dask").text
    assert 'href="/review?speaker=Oren+Dask&amp;kind=events"' in shown
    assert "Nothing is left" in client.get("/review?words=nowhere").text


def test_the_whole_article_is_shown_when_asked_for(client: TestClient) -> None:
    some, everything = (client.get(f"/review?at=1/statements/1{w}").text for w in ("", "&whole=1"))
    assert "It was reported that" not in some
    assert "It was reported that" in everything
    assert "Do you value reporting" not in everything, "furniture is no part of it"


def tabs(shown: str) -> dict[str, tuple[str, str]]:
    """What is left of each kind, and where it is."""
    found = re.findall(r'<li><a href="([^"]*)"[^>]*>(\w+) <span class="count">(\S+) left', shown)
    return {kind: (left, unescape(href)) for href, kind, left in found}


def chips(shown: str) -> dict[str, str]:
    """What the queue is kept to, and where it is not."""
    found = re.findall(r'<a class="chip" href="([^"]*)"><small>([^<]*):</small> <bdi>', shown)
    return {label: unescape(href) for href, label in found}


def test_what_is_left_of_one_article_is_counted_there(client: TestClient) -> None:
    shown = client.get("/review?article=2").text
    events, title = len(sample_report().events), sample_report().page.frame.title
    assert title is not None
    address = "/review?kind=events&article=2"
    assert tabs(shown)["Statements"][0] == "10"
    assert tabs(shown)["Events"] == (str(events), address)
    assert f"<small>Article:</small> <bdi>{title.value}</bdi>" in unescape(shown)
    assert chips(client.get("/review?article=2&speaker=Oren+Dask").text) == {
        "Article": "/review?speaker=Oren+Dask&kind=statements",
        "Speaker": "/review?kind=statements&article=2",
    }
    assert "<bdi>77</bdi>" in client.get("/review?article=77").text


def test_when_one_kind_is_done_the_other_is_offered(client: TestClient) -> None:
    while (at := item_of(client, "kind=events&article=2")["item"]) is not None:
        decide(client, at, "accept", "events")
    shown = client.get("/review?kind=events&article=2").text
    assert "Nothing is left to decide here" in shown
    assert '<a href="/review?kind=statements&amp;article=2">10 statements to decide</a>' in shown


def test_the_other_kind_is_kept_to_what_it_has(client: TestClient) -> None:
    shown = client.get("/review?type=ASSAULT&deaths=1&outlet=Wire&kind=events").text
    assert tabs(shown)["Statements"] == ("10", "/review?outlet=Wire&kind=statements")
    query = "type=ASSAULT&deaths=1&outlet=Wire&kind=events"
    form = {"token": TOKEN, "who": "Ada", "verdict": "add", "part": "statements"}
    answer = client.post(
        f"/review?{query}&at=2/events/0", data=form | span("the guns"), headers=HEADS
    )
    address = answer.headers["location"]
    assert address.startswith("/review?outlet=Wire&kind=statements&at=2%2Fadded%2F")
    assert "the guns" in client.get(address).text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/statements?speaker=Oren+Dask", "/review?speaker=Oren+Dask&amp;kind=statements"),
        ("/events?type=ASSAULT", "/review?type=ASSAULT&amp;kind=events"),
        ("/map?type=ASSAULT", "/review?type=ASSAULT&amp;kind=events"),
        ("/events/2/0", "/review?kind=events&amp;at=2%2Fevents%2F0"),
    ],
)
def test_what_is_found_leads_to_its_review(path: Path, address: str, link: str) -> None:
    with open_client(path) as client:
        shown = client.get(address).text
        assert f'href="{link}"' in shown
        assert client.get(unescape(link)).status_code == 200
    with open_client(path, read_only=True) as client:
        assert 'href="/review' not in client.get(address).text


def test_an_empty_date_does_not_look_filled_in(client: TestClient, path: Path) -> None:
    at = f"1/events/{[e.date for e in report_of(path).events].index(None)}"
    shown = client.get(f"/review?kind=events&at={at}").text
    assert re.search(r'name="date" value=""[^>]* placeholder="YYYY-MM-DD"', shown)


@pytest.mark.parametrize("query", ["kind=pages", "at=1", "at=1/pages/3", "article=x"])
def test_a_wrong_address_is_told(client: TestClient, query: str) -> None:
    answer = client.get(f"/review?{query}")
    assert answer.status_code == 400
    assert query.split("=", maxsplit=1)[0] in answer.text


def test_what_is_gone_leads_on(client: TestClient) -> None:
    decide(client, "1/statements/4", "reject")
    assert client.get("/review?at=1/statements/4").status_code == 303
    assert client.get("/review?at=77/statements/4").status_code == 404


def test_a_decision_needs_the_token(client: TestClient, path: Path) -> None:
    form = {"verdict": "accept", "who": "Eve"}
    answer = client.post("/review?at=1/statements/4", data=form, headers=HEADS)
    assert answer.status_code == 403
    assert made(path) == []
    answer = client.post("/review?at=1/statements/4", data=form | {"token": TOKEN, "verdict": "x"},
                         headers=HEADS)  # fmt: skip
    assert answer.status_code == 400
