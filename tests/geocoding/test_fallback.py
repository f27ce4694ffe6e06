"""Names that the gazetteer does not know are asked for; an outage costs them their place and nothing else."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from geopy.location import Location

from geo.errors import GeocoderUnavailable
from geo.geocoding import FallbackGeocoding
from geo.geocoding.base import RateLimited
from geo.geocoding.fallback import SECONDS_A_DOCUMENT
from geo.model import FROM_TEXT, Candidate, Document, Kind, Mention, Place, Reading, Resolution
from tests.geocoding.conftest import A_SHOP, KRYVYI_RIH

KYIV = Place(id="geonames:703448", name="Kyiv", kind=Kind.SETTLEMENT, lat=50.45, lon=30.52, country="UA")
LIMA = replace(KYIV, id="geonames:3936456", name="Lima", country="PE")
TOWN = Location("Kryvyi Rih, Ukraine", (47.91, 33.39), KRYVYI_RIH)
TWIN_IN_PERU = Location(
    "Kryvyi Rih, Peru",
    (-12.5, -77.0),
    KRYVYI_RIH | {"osm_id": 8, "address": {"country": "Peru", "country_code": "pe"}},
)
SHOP = Location("Kryvyi Rih, Lima, Peru", (-12.5, -77.0), A_SHOP)


class Answers:
    """A service with these answers; the clock goes on by `seconds` with each."""

    def __init__(self, *found: Location, seconds: float = 0.0) -> None:
        self.found = list(found)
        self.errors: list[Exception] = []
        self.asked: list[str] = []
        self.seconds = seconds
        self.now = 0.0

    def geocode(self, query: str, *, exactly_one: bool = True) -> list[Location] | None:
        self.asked.append(query)
        self.now += self.seconds
        if self.errors:
            raise self.errors.pop(0)
        return self.found or None


def asking(service: Answers) -> FallbackGeocoding:
    return FallbackGeocoding(service, "nominatim", clock=lambda: service.now)  # type: ignore[arg-type]


def unknown(*names: str) -> tuple[Document, tuple[Resolution, ...]]:
    """A document of these names, none of which the gazetteer knows."""
    text, resolutions = "", []
    for name in names:
        resolutions.append(
            Resolution(mention=Mention(start=len(text), end=len(text) + len(name)), place=None)
        )
        text += f"{name} "
    return Document(id="a", text=text), tuple(resolutions)


def known(place: Place) -> Resolution:
    return Resolution(
        mention=Mention(start=0, end=1),
        place=place,
        score=0.9,
        candidates=(Candidate(place=place, score=0.9),),
    )


def down(times: int) -> list[Exception]:
    return [GeocoderUnavailable("nominatim cannot be reached.") for _ in range(times)]


def test_an_unknown_name_gets_the_services_place_with_its_source_and_reasons() -> None:
    (found,), notices = asking(Answers(TOWN)).complete(*unknown("Kryvyi Rih"))
    assert found.place is not None
    assert (found.place.id, found.place.source) == ("nominatim:R2190226", "nominatim")
    assert found.candidates[0].place == found.place
    assert found.candidates[0].evidence[0].text.startswith("nominatim's first answer")
    assert 0 < found.score < 1
    assert (found.failure, notices) == (None, ())


def test_what_the_gazetteer_knows_is_not_asked() -> None:
    service = Answers(TOWN)
    doubted = Resolution(
        mention=Mention(start=0, end=1), place=None, candidates=(Candidate(place=KYIV, score=0.1),)
    )
    resolutions = (known(KYIV), doubted)
    completed, _ = asking(service).complete(Document(id="a", text="Kyiv"), resolutions)
    assert completed == resolutions
    assert service.asked == []


def test_what_only_the_text_knows_is_asked() -> None:
    service = Answers(TOWN)
    document, (resolution,) = unknown("Kryvyi Rih")
    beside = replace(KYIV, id="text:kryvyi-rih:geonames:703448", name="Kryvyi Rih", source=FROM_TEXT)
    guess = replace(resolution, place=beside, score=0.6, candidates=(Candidate(place=beside, score=0.6),))
    (found,), _ = asking(service).complete(document, (guess,))
    assert service.asked == ["Kryvyi Rih"]
    assert found.place is not None
    assert found.place.source != FROM_TEXT


def test_demonyms_are_not_asked() -> None:
    service = Answers(TOWN)
    document, (resolution,) = unknown("Ruritanian")
    demonym = replace(resolution, mention=replace(resolution.mention, reading=Reading.DEMONYM))
    assert asking(service).complete(document, [demonym])[0] == (demonym,)
    assert service.asked == []


def test_a_name_is_asked_once_a_document_however_it_is_written() -> None:
    service = Answers(TOWN)
    completed, _ = asking(service).complete(*unknown("Kryvyi Rih", "KRYVYI RIH", "Kryvyi Rih"))
    assert service.asked == ["Kryvyi Rih"]
    assert all(r.place is not None for r in completed)


def test_no_such_place_is_not_a_failure() -> None:
    document, resolutions = unknown("Xyzzy")
    assert asking(Answers()).complete(document, resolutions) == (resolutions, ())


def test_the_country_that_the_document_names_decides_between_twins() -> None:
    document, resolutions = unknown("Kryvyi Rih")
    for neighbours, country in [
        ((KYIV,), "UA"),
        ((LIMA,), "PE"),
        ((LIMA, LIMA, LIMA, LIMA, LIMA, KYIV), "PE"),
        ((), "UA"),
    ]:
        completed, _ = asking(Answers(TOWN, TWIN_IN_PERU)).complete(
            document, (*map(known, neighbours), *resolutions)
        )
        assert completed[-1].place is not None
        assert completed[-1].place.country == country
        assert sum(c.score for c in completed[-1].candidates) == pytest.approx(0.7)


def test_a_shop_of_that_name_is_not_preferred_to_a_town() -> None:
    (found,), _ = asking(Answers(SHOP, TOWN)).complete(*unknown("Kryvyi Rih"))
    assert found.place is not None
    assert found.place.kind is Kind.SETTLEMENT


def test_an_outage_costs_the_names_their_places_and_is_told_once() -> None:
    service = Answers(TOWN)
    service.errors = down(2)
    completed, notices = asking(service).complete(*unknown("A", "B", "C"))
    assert [r.failure for r in completed] == ["nominatim cannot be reached."] * 2 + [None]
    assert [r.place is None for r in completed] == [True, True, False]
    assert notices == ("2 names stay unplaced because nominatim cannot be reached.",)


def test_after_three_failures_in_a_row_the_service_is_not_asked_for_a_minute() -> None:
    service = Answers(TOWN)
    service.errors = down(3)
    asked = asking(service)
    completed, notices = asked.complete(*unknown("A", "B", "C", "D", "E"))
    assert service.asked == ["A", "B", "C"]
    assert [r.failure for r in completed[3:]] == [
        "nominatim was not asked again: it failed 3 times in a row."
    ] * 2
    assert notices == (
        "3 names stay unplaced because nominatim cannot be reached.",
        "2 names stay unplaced because nominatim was not asked again: it failed 3 times in a row.",
    )
    asked.complete(*unknown("F"))
    assert service.asked == ["A", "B", "C"]
    service.now += 61
    completed, notices = asked.complete(*unknown("F"))
    assert completed[0].place is not None
    assert notices == ()


def test_failures_with_answers_between_them_do_not_add_up() -> None:
    service = Answers(TOWN)
    asked = asking(service)
    for number in range(5):
        service.errors = down(2)
        asked.complete(*unknown(f"A{number}", f"B{number}", f"C{number}"))
    assert len(service.asked) == 15


@pytest.mark.parametrize(
    ("pause", "said"),
    [
        (10.0, "it asked for 10 seconds of rest"),
        (172_800.0, "it asked for 2 days of rest"),
        (None, "it is limiting requests"),
    ],
)
def test_a_service_that_asks_to_be_left_alone_is_at_once_and_the_notice_says_so(
    pause: float | None, said: str
) -> None:
    service = Answers(TOWN)
    service.errors = [RateLimited("nominatim is limiting requests.", pause)]
    asked = asking(service)
    completed, notices = asked.complete(*unknown("A", "B"))
    assert service.asked == ["A"]
    assert completed[0].failure == "nominatim is limiting requests."
    assert completed[1].failure == f"nominatim was not asked again: {said}."
    assert notices == (
        "A name stays unplaced because nominatim is limiting requests.",
        f"A name stays unplaced because nominatim was not asked again: {said}.",
    )
    service.now += min(pause or 60, 60) + 1
    assert asked.complete(*unknown("B"))[0][0].place is not None


def test_failures_of_many_readers_at_once_are_all_counted() -> None:
    """Eight threads fail once each, all at the same moment."""
    together = threading.Barrier(8)

    class Down:
        asked = 0

        def geocode(self, query: str, *, exactly_one: bool = True) -> None:
            together.wait()
            raise GeocoderUnavailable("nominatim cannot be reached.")

    asked = FallbackGeocoding(Down(), "nominatim")  # type: ignore[arg-type]
    threads = [threading.Thread(target=asked.complete, args=unknown(f"Town{n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (left,), _ = asked.complete(*unknown("Another"))
    assert left.failure == "nominatim was not asked again: it failed 3 times in a row."


def test_a_slow_service_holds_a_document_for_a_bounded_time() -> None:
    service = Answers(TOWN, seconds=4.0)
    completed, notices = asking(service).complete(*unknown(*(f"Town{n}" for n in range(50))))
    assert service.now <= SECONDS_A_DOCUMENT + 4.0
    assert completed[-1].failure == "nominatim was not asked: the document's other names had taken too long."
    assert len(notices) == 1
