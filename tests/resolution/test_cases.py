"""What names mean: text -> name -> place, with the reason that is told for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from geo.model import Kind
from tests.resolution.conftest import Resolve


@dataclass(frozen=True)
class Case:
    """A text, all names in it, and what one of them means."""

    text: str
    names: str
    """Separated by semicolons; the first is asked about."""
    place: str
    country: str | None
    region: str | None = None
    kind: Kind | None = None
    reason: str | None = None
    """Words of one of the reasons."""

    @property
    def name(self) -> str:
        return self.names.split(";")[0]


QUALIFIED = [
    Case(
        "The council of Paris, Texas, met on Monday.",
        "Paris;Texas",
        "Paris",
        "US",
        "Texas",
        reason="followed by 'Texas'",
    ),
    Case("Police in London, Ontario, made an arrest.", "London;Ontario", "London", "CA", "Ontario"),
    Case("He was born in Lebanon, Pa., in 1950.", "Lebanon;Pa.", "Lebanon", "US", "Pennsylvania"),
    Case(
        "The fair in Lebanon in Pennsylvania drew thousands.",
        "Lebanon;Pennsylvania",
        "Lebanon",
        "US",
        "Pennsylvania",
        reason="followed by 'Pennsylvania'",
    ),
    Case("A flood hit Athens, Ohio, on Friday.", "Athens;Ohio", "Athens", "US", "Ohio"),
    Case("The plant in Moscow, Idaho, will close.", "Moscow;Idaho", "Moscow", "US", "Idaho"),
    Case("A school in Birmingham, Ala., was closed.", "Birmingham;Ala.", "Birmingham", "US", "Alabama"),
    Case("A factory in Birmingham, England, was closed.", "Birmingham;England", "Birmingham", "GB"),
    Case("The firm moved to Cambridge, Massachusetts.", "Cambridge;Massachusetts", "Cambridge", "US"),
    Case("She studied in Cambridge, England.", "Cambridge;England", "Cambridge", "GB"),
    Case("The market of Tripoli, Lebanon, was full.", "Tripoli;Lebanon", "Tripoli", "LB"),
    Case("Fighting went on in Tripoli, Libya.", "Tripoli;Libya", "Tripoli", "LY"),
    Case("Officials in Valencia, Venezuela, spoke.", "Valencia;Venezuela", "Valencia", "VE"),
    Case(
        "The Syrian city of Tripoli does not exist, but the Libyan city of Tripoli does.",
        "Tripoli",
        "Tripoli",
        "LY",
        reason="preceded by 'Libyan'",
    ),
    Case("The Spanish city of Granada is full of visitors.", "Granada;Spanish", "Granada", "ES"),
    Case("Nicaragua's Granada is full of visitors.", "Granada;Nicaragua", "Granada", "NI"),
    Case(
        "TROY, N.C. (AP) — The mayor of Troy said on Monday that the mill would close.",
        "Troy;TROY;N.C.",
        "Troy",
        "US",
        "North Carolina",
    ),
]

TOGETHER = [
    Case(
        "Ukraine said that Kharkiv was hit. Ukraine blamed Russia. Ukraine's army held Kharkiv.",
        "Kharkiv;Ukraine;Russia",
        "Kharkiv",
        "UA",
        reason="named with Ukraine 3 times",
    ),
    Case(
        "The governor of Tbilisi's region said that Georgia would join, as Armenia and Azerbaijan did.",
        "Georgia;Tbilisi;Armenia;Azerbaijan",
        "Georgia",
        "GE",
        kind=Kind.COUNTRY,
    ),
    Case(
        "Voters in Georgia went to the polls in Atlanta, Savannah and Macon; Alabama votes next.",
        "Georgia;Atlanta;Savannah;Macon;Alabama",
        "Georgia",
        "US",
        kind=Kind.REGION,
    ),
    Case(
        "Police in Ontario said that roads between London, Kitchener and Hamilton were closed.",
        "London;Ontario;Kitchener;Hamilton",
        "London",
        "CA",
    ),
    Case(
        "Springfield's schools were closed, as were those in Chicopee, Holyoke and Worcester, Massachusetts.",
        "Springfield;Chicopee;Holyoke;Worcester;Massachusetts",
        "Springfield",
        "US",
        "Massachusetts",
    ),
    Case(
        "Trains from Dublin to Cork and Galway were late, Ireland's railway said.",
        "Dublin;Cork;Galway;Ireland",
        "Dublin",
        "IE",
    ),
    Case(
        "Buses between Valencia, Maracay and Caracas stood still in Venezuela.",
        "Valencia;Maracay;Caracas;Venezuela",
        "Valencia",
        "VE",
    ),
]

NAMES = [
    Case("Peking and Moscow signed a treaty in 1950.", "Peking;Moscow", "Beijing", "CN"),
    Case("Burma's generals met in Rangoon.", "Burma;Rangoon", "Myanmar", "MM"),
    Case("Kiev was calm on Tuesday.", "Kiev", "Kyiv", "UA"),
    Case("A Turkish official spoke to reporters.", "Turkish", "Turkey", "TR", kind=Kind.COUNTRY),
    Case("The South Korean president arrived.", "South Korean", "South Korea", "KR", kind=Kind.COUNTRY),
    Case("Ukrainians and Russians met.", "Ukrainians;Russians", "Ukraine", "UA", kind=Kind.COUNTRY),
    Case("The U.S. and the UK agreed.", "U.S.;UK", "United States", "US", kind=Kind.COUNTRY),
    Case("The US said so.", "US", "United States", "US", kind=Kind.COUNTRY),
    Case("Киев и Москва договорились.", "Киев;Москва", "Kyiv", "UA"),
    Case("東京で地震があった。", "東京", "Tokyo", "JP"),
    Case("زار الرئيس القاهرة أمس.", "القاهرة", "Cairo", "EG"),
    Case("Villages in southern Lebanon were shelled.", "southern Lebanon", "Lebanon", "LB"),
    Case("A British-based group reported it.", "British-based", "United Kingdom", "GB"),
    Case("The city of Odesa was hit again.", "city of Odesa", "Odesa", "UA"),
    Case("Turkey's president spoke.", "Turkey's", "Turkey", "TR", kind=Kind.COUNTRY),
    Case(
        "Ships waited in the Bosphorus near Istanbul.",
        "Bosphorus;Istanbul",
        "Bosphorus",
        "TR",
        kind=Kind.WATER,
    ),
]

ABSURD = [
    Case("Oklahoma's governor signed the bill.", "Oklahoma", "Oklahoma", "US", "Oklahoma", Kind.REGION),
    Case("European leaders met on Sunday.", "European", "Europe", None, kind=Kind.AREA),
    Case("Aid for Africa was doubled.", "Africa", "Africa", None, kind=Kind.AREA),
    Case("New York's capital is Albany.", "Albany;New York", "Albany", "US", "New York"),
    Case("The chancellor returned to Berlin on Friday.", "Berlin", "Berlin", "DE"),
    Case("The United Kingdom voted to leave.", "United Kingdom", "United Kingdom", "GB", kind=Kind.COUNTRY),
    Case("China and Japan traded accusations.", "China;Japan", "China", "CN", kind=Kind.COUNTRY),
    Case("Mexico said on Monday it would pay.", "Mexico", "Mexico", "MX", kind=Kind.COUNTRY),
    Case("He flew from London to Paris.", "Paris;London", "Paris", "FR"),
    Case(
        "Jordan, Syria and Iraq closed their borders.",
        "Jordan;Syria;Iraq",
        "Jordan",
        "JO",
        None,
        Kind.COUNTRY,
    ),
    Case(
        "Israel struck targets in Lebanon and Syria.",
        "Lebanon;Israel;Syria",
        "Lebanon",
        "LB",
        kind=Kind.COUNTRY,
    ),
    Case("Rome and Madrid signed the deal.", "Rome;Madrid", "Rome", "IT"),
    Case(
        "Farmers in Texas and Iowa fear tariffs on China, Washington said. Houston ships grain to China.",
        "China;Texas;Iowa;Washington;Houston",
        "China",
        "CN",
        None,
        Kind.COUNTRY,
    ),
    Case(
        "A Canadian trader in Dallas, Texas, sold wheat from Amarillo, Texas.",
        "Canadian;Dallas;Texas;Amarillo",
        "Canada",
        "CA",
        None,
        Kind.COUNTRY,
    ),
    Case(
        "The Baltimore man moved from Annapolis, Maryland, to California in May.",
        "California;Baltimore;Annapolis;Maryland",
        "California",
        "US",
        "California",
        Kind.REGION,
    ),
    Case(
        "A lottery ticket sold in Florida won; New York's lottery in Albany and Buffalo did not.",
        "Florida;New York;Albany;Buffalo",
        "Florida",
        "US",
        "Florida",
        Kind.REGION,
    ),
    Case(
        "Ohio's troops from Columbus and Dayton trained in Poland with soldiers of Germany.",
        "Poland;Ohio;Columbus;Dayton;Germany",
        "Poland",
        "PL",
        None,
        Kind.COUNTRY,
    ),
]


@pytest.mark.parametrize("case", QUALIFIED + TOGETHER + NAMES + ABSURD, ids=lambda case: f"{case.text[:40]}…")
def test_a_name_means(case: Case, resolve: Resolve) -> None:
    found = resolve(case.text, case.names.split(";"))[case.name]
    assert found.place is not None
    assert (found.place.name, found.place.country) == (case.place, case.country)
    if case.region:
        assert found.place.region == case.region
    if case.kind:
        assert found.place.kind is case.kind
    if case.reason:
        told = [evidence.text for evidence in found.candidates[0].evidence]
        assert any(case.reason in text for text in told), told
