"""Bytes, seconds and requests at once: what is too much is refused, and the next request is answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo.api.limits import MOST_BYTES, Queue
from geo.api.problems import Problem
from geo.errors import GazetteerMissing
from geo.model import Document, ParsedDocument
from geo.pipeline import Geoparser, Stages
from tests.api.conftest import Client
from tests.mapping.atlases import KHARKIV, parsed

DOCUMENT = {"id": "a", "text": "Kharkiv slept."}


class Held(Geoparser):
    """Reads nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__(stages=Stages(recogniser=None, resolver=None))  # type: ignore[arg-type]
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)

    def _resolved(self, document: Document, mentions: object) -> ParsedDocument:
        self.begun.release()
        assert self.go.wait(30)
        return parsed(document.text, {"Kharkiv": KHARKIV})

    def _completed(self, found: ParsedDocument) -> ParsedDocument:
        return found


@pytest.fixture
def held() -> Iterator[Held]:
    parser = Held()
    yield parser
    parser.go.set()


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(client: Client) -> None:
    answer = client().post("/api/parse", content=b" " * (MOST_BYTES + 1))
    assert (answer.status_code, answer.json()["status"]) == (413, 413)
    assert "5 MB" in answer.json()["detail"]


def test_a_body_that_does_not_say_how_large_it_is_is_refused_where_it_becomes_too_large(
    client: Client,
) -> None:
    sent = []

    def parts() -> Iterator[bytes]:
        for _ in range(200):
            sent.append(1)
            yield b" " * 100_000

    answer = client().post("/api/parse", content=parts())
    assert answer.status_code == 413


def test_a_packed_body_is_refused(client: Client) -> None:
    answer = client().post("/api/parse", content=b"x", headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_what_takes_too_long_is_given_up_and_says_so(client: Client, held: Held) -> None:
    answer = client(parser=held, seconds=0.2).post("/api/parse", json=DOCUMENT)
    assert answer.status_code == 504
    assert "0.2 s" in answer.json()["detail"]


def test_a_request_that_was_given_up_keeps_its_place_until_its_thread_is_through(
    client: Client, held: Held
) -> None:
    asked = client(parser=held, seconds=0.2, queue=Queue(at_work=1, waiting=0))
    assert asked.post("/api/parse", json=DOCUMENT).status_code == 504
    assert asked.post("/api/parse", json=DOCUMENT).status_code == 429
    held.go.set()
    answers = (asked.post("/api/parse", json=DOCUMENT) for _ in range(10_000))
    answer = next(answer for answer in answers if answer.status_code != 429)
    assert answer.json()["mentions"][0]["place"]["name"] == "Kharkiv"


def test_more_requests_than_may_wait_are_told_when_to_come_again(client: Client, held: Held) -> None:
    asked = client(parser=held, queue=Queue(at_work=1, waiting=0))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(asked.post, "/api/parse", json=DOCUMENT)
        assert held.begun.acquire(timeout=30)
        refused = asked.post("/api/parse", json=DOCUMENT)
        held.go.set()
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert first.result().status_code == 200


def test_as_many_requests_wait_as_may(held: Held) -> None:
    queue = Queue(at_work=1, waiting=2)
    with queue.place(), queue.place():
        with queue.place(), pytest.raises(Problem, match="try again"), queue.place():
            pass
        with queue.place():
            pass


def test_a_body_that_cannot_be_read_gives_its_place_back(client: Client, held: Held) -> None:
    asked = client(parser=held, queue=Queue(at_work=1, waiting=0))
    held.go.set()
    assert [asked.post("/api/parse", content=b"no").status_code for _ in range(3)] == [422] * 3
    assert asked.post("/api/parse", json=DOCUMENT).status_code == 200


def test_a_missing_gazetteer_is_a_server_that_is_not_ready(client: Client) -> None:
    class Missing(Held):
        def _resolved(self, document: Document, mentions: object) -> ParsedDocument:
            raise GazetteerMissing("The gazetteer is not built.")

    answer = client(parser=Missing()).post("/api/parse", json=DOCUMENT)
    assert (answer.status_code, answer.json()["detail"]) == (503, "The gazetteer is not built.")


def test_a_fault_of_our_own_says_nothing_of_the_inside(client: Client) -> None:
    class Broken(Held):
        def _resolved(self, document: Document, mentions: object) -> ParsedDocument:
            raise KeyError("a secret")

    answer = client(parser=Broken()).post("/api/parse", json=DOCUMENT)
    assert answer.status_code == 500
    assert "secret" not in answer.text
