"""The article's page: every word once, every finding with its note, every correction to be seen."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.report.sample import APPEAL, STATEMENTS, TEXT, TITLE, at, sample_report
from tests.web.ledgers import open_client
from tests.web.tree import find, tree, words
from whence.ledger import Store
from whence.ledger.corrections import correct
from whence.ledger.overlay import Correction, Verdict
from whence.records import Capture, Medium, Report
from whence.report.json import dump, from_json, to_json

HOSTILE = "</script></style><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>{{7*7}}"
WHO = "Ilse M."
ARTICLE = "/articles/1"


def make(path: Path, report: Report | None = None, *corrections: Correction) -> TestClient:
    """A browser on a ledger of one article with some corrections."""
    with Store(path, "test 1") as store:
        line = dump(report or sample_report()).encode()
        store.add(Capture("ferries.html", b"<p>ferries", Medium.HTML), line)
        for each in corrections:
            correct(store.base, 1, each)
    return open_client(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.whence"


def without_notes(article: Any) -> str:
    """The words of the article alone."""
    for each in find(article, ".notes, .tag, .aside i"):
        each.drop_tree()
    return words(article)


def test_every_word_of_the_article_is_there_once_and_furniture_apart(path: Path) -> None:
    page = tree(make(path), ARTICLE)
    head, article = words(find(page, "h1")[0]), without_notes(page.get_element_by_id("article"))
    assert head == TITLE
    read = [b for b in sample_report().page.blocks if not b.kind.is_furniture]
    shown = " ".join(" ".join(b.span.of(TEXT).split()) for b in read[1:])
    assert article == shown
    apart = [words(d) for d in find(page, "details.apart")]
    assert any(APPEAL in each and "2,100" in each for each in apart)


def test_every_statement_and_event_is_marked_where_its_address_leads(path: Path) -> None:
    page = tree(make(path), ARTICLE)
    for each in find(page, ".tag"):
        each.drop_tree()
    report = sample_report()
    for number, statement in enumerate(report.statements):
        marked = words(page.get_element_by_id(f"s{number}"))
        assert marked == " ".join(statement.content[0].of(TEXT).split())
    for number, event in enumerate(report.events):
        assert words(page.get_element_by_id(f"e{number}")) == event.anchor.of(TEXT)


def test_every_finding_has_a_note_with_its_speaker_act_certainty_and_score(path: Path) -> None:
    page = tree(make(path), ARTICLE)
    for number, statement in enumerate(STATEMENTS):
        (note,) = find(page, f'[data-note="s{number}"]')
        said = words(note)
        assert (statement.speaker or "not named") in said
        assert (statement.act or "unknown") in said
        assert f"{statement.scores.statement:.2f}" in said
        assert find(note, f"#n{number}")
    (event,) = find(page, '[data-note="e1"]')
    assert "Oren Dask" in words(event)
    assert "denied, at least 2 dead" in words(event)


def test_the_way_leads_from_the_words_to_the_note_and_back(path: Path) -> None:
    page = tree(make(path), ARTICLE)
    names = {each.get("id") for each in page.iter() if each.get("id")}
    for link in find(page, 'a[href^="#"]'):
        assert link.get("href")[1:] in names


def test_the_legend_begins_with_who_tells_most_and_leads_to_each_speaker(path: Path) -> None:
    lines = find(tree(make(path), ARTICLE), ".legend li")
    told = [words(number) for line in lines for number in find(line, ".num")]
    shares = [float(one.rpartition(" ")[2].strip("<%")) for one in told if "%" in one]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 5
    linked = {words(a): a.get("href") for line in lines for a in find(line, ".who a")}
    assert set(linked) == {s.speaker for s in STATEMENTS if s.speaker}
    assert all(quote(name, safe="").replace("%20", "+") in at for name, at in linked.items())


def test_names_are_not_given_twice(path: Path) -> None:
    page = tree(make(path), ARTICLE)
    names = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(names) == len(set(names))


def test_dates_tell_where_they_were_read_from(path: Path) -> None:
    facts = words(find(tree(make(path), ARTICLE), ".facts")[0])
    assert "published 2031-03-02 read from given" in facts


def test_what_a_person_changed_is_shown_with_what_it_was(path: Path) -> None:
    client = make(
        path,
        None,
        Correction("statements/1", Verdict.CHANGE, WHO, "act", "warn", "He warns."),
        Correction("statements/2", Verdict.ACCEPT, WHO),
        Correction("events/0", Verdict.CHANGE, WHO, "deaths", [2, None]),
    )
    page = tree(client, ARTICLE)
    (changed,) = find(page, '[data-note="s1"]')
    assert "✎ changed" in words(changed)
    assert "act: assert → warn by Ilse M." in words(changed)
    assert "“He warns.”" in words(changed)
    (accepted,) = find(page, '[data-note="s2"]')
    assert "✓ checked" in words(accepted)
    (toll,) = find(page, '[data-note="e0"]')
    assert "deaths: nothing → at least 2" in words(toll)


def test_changed_spans_are_shown_as_their_words(path: Path) -> None:
    span = at("Two ferries")[0]
    value = [[span.start, span.end]]
    client = make(path, None, Correction("events/2", Verdict.CHANGE, WHO, "recipient", value))
    (note,) = find(tree(client, ARTICLE), '[data-note="e2"]')
    assert "recipient: nothing → Two ferries" in words(note)


def test_what_a_person_rejected_is_kept_to_be_seen(path: Path) -> None:
    client = make(path, None, Correction("statements/9", Verdict.REJECT, WHO, why="No source."))
    page = tree(client, ARTICLE)
    assert not find(page, '[data-note="s9"]')
    apart = " ".join(words(d) for d in find(page, "details.apart"))
    assert "some 4,000 people have left the old town" in apart
    assert "“No source.”" in apart


def test_what_a_person_added_is_marked_and_said_to_be_added(path: Path) -> None:
    start, end = at("the northern pier")[0].start, at("the northern pier")[0].end
    value = {"content": [[start, end]], "speaker": "Oren Dask", "act": "warn"}
    page = tree(make(path, None, Correction("statements", Verdict.ADD, WHO, value=value)), ARTICLE)
    (note,) = find(page, '[data-note="s10"]')
    assert "+ added" in words(note)
    assert words(page.get_element_by_id("s10")).startswith("the northern pier")


def test_older_readings_are_there_and_say_that_they_are_old(path: Path) -> None:
    capture = Capture("ferries.html", b"<p>ferries", Medium.HTML)
    report = sample_report()
    with Store(path, "old") as store:
        store.add(capture, dump(dataclasses.replace(report, events=())).encode())
    with Store(path, "new") as store:
        store.add(capture, dump(report).encode())
    client = open_client(path)
    newest, older = tree(client, ARTICLE), tree(client, "/articles/1?reading=1")
    assert find(newest, '[data-note="e0"]')
    assert not find(older, '[data-note="e0"]')
    assert "This is an older reading" in words(older)
    assert "This is an older reading" not in words(newest)
    assert find(newest, 'a[href="/articles/1?reading=1"]')


def test_strangers_words_are_shown_and_never_run(path: Path) -> None:
    report = sample_report()
    text = HOSTILE + TEXT[len(HOSTILE) :]
    title = dataclasses.replace(report.page.frame.title, value=HOSTILE)  # type: ignore[type-var]
    page = dataclasses.replace(
        report.page,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        name=HOSTILE,
        url="javascript:alert(3)",
        outlet=HOSTILE,
        frame=dataclasses.replace(report.page.frame, title=title),
    )
    statements = tuple(dataclasses.replace(each, speaker=HOSTILE) for each in STATEMENTS)
    hostile = dataclasses.replace(report, page=page, statements=statements, warnings=(HOSTILE,))
    client = make(path, hostile)
    for address in ("/articles/1", "/events/1/1", f"/speakers?name={HOSTILE.replace('&', '%26')}"):
        shown = tree(client, address)
        assert not find(shown, "img, iframe, main script")
        assert all("onload" not in e.attrib and "onerror" not in e.attrib for e in shown.iter())
        assert not any("javascript" in (e.get("href") or "") for e in shown.iter())


def test_an_article_without_anything_found_says_so(path: Path) -> None:
    report = dataclasses.replace(
        sample_report(), statements=(), events=(), places=(), voices=sample_report().voices[:1]
    )
    page = tree(make(path, report), ARTICLE)
    assert "Told in the outlet's own voice" in words(page)
    assert without_notes(page.get_element_by_id("article"))


def test_an_article_that_was_not_read_is_nobodys_own_voice(path: Path) -> None:
    report = dataclasses.replace(sample_report(), statements=(), events=(), places=(), voices=())
    shown = words(tree(make(path, report), ARTICLE))
    assert "Statements were not read" in shown
    assert "own voice" not in shown


def test_where_something_happened_is_only_said_of_a_place_of_an_event(path: Path) -> None:
    assert "Where it happened" in words(tree(make(path, sample_report()), ARTICLE))
    report = dataclasses.replace(sample_report(), events=())
    shown = words(tree(make(path.with_name("other.whence"), report), ARTICLE))
    assert "Places the article names" in shown
    assert "Where it happened" not in shown


def test_json_holds_the_corrected_report_and_where_it_is_from(path: Path) -> None:
    change = Correction("statements/1", Verdict.CHANGE, WHO, "act", "warn")
    given = make(path, None, change).get("/articles/1.json").json()
    assert from_json(given["report"]).statements[1].act == "warn"
    assert given["report"]["page"] == to_json(sample_report())["page"]
    assert given["corrections"][0]["who"] == WHO
    assert given["capture"]["sightings"][0]["name"] == "ferries.html"


@pytest.mark.parametrize("address", ["/articles/9", "/articles/9.json", "/articles/1?reading=7"])
def test_what_is_not_there_is_said_not_to_be(path: Path, address: str) -> None:
    answer = make(path).get(address)
    assert answer.status_code == 404
    assert "in this ledger" in answer.text


def test_a_reading_that_is_no_number_is_the_newest(path: Path) -> None:
    client = make(path)
    for words_ in ("x", "-1", "9" * 40, "²"):
        assert client.get(f"/articles/1?reading={words_}").status_code == 200


def test_the_words_that_were_looked_for_are_marked_in_the_article(path: Path) -> None:
    with make(path) as client:
        rows = tree(client, "/statements?words=PIER")
        ways = [a.get("href") for a in find(rows, ".said a, .row-foot a")]
        assert ways
        assert all(way.startswith("/articles/1?words=PIER#") for way in ways)
        page = tree(client, ways[0])
        marked = find(page, "#article mark")
        assert [words(each) for each in marked] == ["pier"] * TEXT.count("pier")
        assert [each.get("id") for each in marked] == ["hit"] + [None] * (len(marked) - 1)
        assert "marked twice" not in words(page)
        assert f"“PIER” is marked {len(marked)} times in the text" in words(page)
        assert without_notes(page.get_element_by_id("article")) == without_notes(
            tree(client, ARTICLE).get_element_by_id("article")
        )


def test_marked_words_may_go_over_the_ends_of_statements_and_are_no_code(path: Path) -> None:
    with make(path) as client:
        page = tree(client, '/articles/1?words="dawn captain" <script>alert(1)</script>')
        assert "".join(each.text_content() for each in find(page, "#article mark")) == (
            "dawn, Captain"
        )
        assert not find(page, "#article script")
        assert not find(tree(client, "/articles/1?words=nowhere"), "mark")
