"""The tagger for every language, with the file that ships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from geo.errors import ModelMissing
from geo.gazetteer import Gazetteer
from geo.model import Document, Reading, Resolution
from geo.pipeline import Geoparser
from geo.readers import split_sentences
from geo.recognition import LexiconRecogniser
from geo.recognition.by_language import ByLanguage, with_tagger
from geo.recognition.multilingual import MODEL, MultilingualTagger
from geo.recognition.tagger import DEFAULT_MODEL

MEGABYTE = 1024 * 1024
FOUND = [
    ("Wypadek pod Sieradzem: dwie osoby ranne, droga do Kalisza zamknięta.", ["Sieradzem", "Kalisza"]),
    ("У Черкасах уночі горів склад, рятувальники приїхали з Умані.", ["Черкасах", "Умані"]),
    ("Am Montag eröffnet in Bamberg ein neues Museum für Brot und Wein.", ["Bamberg"]),
    ("Los bomberos de Zaragoza apagaron anoche un incendio.", ["Zaragoza"]),
    ("Polisi wa Nakuru wamewakamata washukiwa wawili.", ["Nakuru"]),
    ("洛阳市昨夜发生火灾，消防员从郑州赶来。", ["洛阳市", "郑州"]),
    ("대전에서 열린 회의에 부산 시장이 참석했다.", ["대전", "부산"]),
    ("जबलपुर में आज भारी बारिश हुई।", ["जबलपुर"]),
    ("Φωτιά ξέσπασε στη Λαμία, κοντά στην Αθήνα.", ["Λαμία", "Αθήνα"]),
    ("اندلع حريق في البصرة مساء الأحد.", ["البصرة"]),
]
HEADLINES = [
    ("Brand in Kölner Kaufhaus", "Kölner"),
    ("Incendio en Murcia", "Murcia"),
    ("Pożar w Radomiu", "Radomiu"),
    ("Deprem Bingöl'ü salladı", "Bingöl"),
    ("Взрыв в Магнитогорске", "Магнитогорске"),
]
PLACED = [
    ("Premier przyjechał do Radomia na rozmowy z władzami miasta.", "Radomia", "PL"),
    ("У Полтаві відкрили новий міст через річку, повідомила міська рада.", "Полтаві", "UA"),
    ("Das russische Außenministerium wies den Bericht am Dienstag zurück.", "russische", "RU"),
    ("इंदौर में सोमवार को भारी बारिश से सड़कें डूब गईं और स्कूल बंद रहे।", "इंदौर", "IN"),
    ("화재가 울산에서 발생해 주민 수십 명이 대피했다.", "울산", "KR"),
]


@pytest.fixture(scope="module")
def tagger() -> MultilingualTagger:
    return MultilingualTagger.load(threads=2)


@pytest.fixture(scope="module")
def geoparser() -> Iterator[Geoparser]:
    with Geoparser(threads=2) as opened:
        yield opened


def toponyms(geoparser: Geoparser, text: str) -> list[str]:
    return [text[r.mention.start : r.mention.end] for r in resolutions(geoparser, text)]


def resolutions(geoparser: Geoparser, text: str) -> Sequence[Resolution]:
    return geoparser.parse(Document(id="t", text=text)).resolutions


def test_the_model_is_one_file_of_at_most_forty_five_megabytes() -> None:
    assert MODEL.stat().st_size <= 45 * MEGABYTE


@pytest.mark.parametrize(("text", "places"), FOUND)
def test_names_are_found_in_every_script(geoparser: Geoparser, text: str, places: list[str]) -> None:
    assert toponyms(geoparser, text) == places


@pytest.mark.parametrize(("text", "place"), HEADLINES)
def test_a_headline_is_read_by_itself(geoparser: Geoparser, text: str, place: str) -> None:
    assert toponyms(geoparser, text) == [place]


@pytest.mark.parametrize(("text", "name", "country"), PLACED)
def test_bent_names_and_other_scripts_have_their_place(
    geoparser: Geoparser, text: str, name: str, country: str
) -> None:
    placed = {
        text[r.mention.start : r.mention.end]: r.place.country
        for r in resolutions(geoparser, text)
        if r.place
    }
    assert placed.get(name) == country


def test_readings_are_told_in_other_languages(tagger: MultilingualTagger) -> None:
    text = (
        "Frankreich lehnte den Vorschlag ab. In Frankreich schneit es. Die französische Regierung schweigt."
    )
    document = Document(id="t", text=text)
    found = tagger.recognise(document, split_sentences(document)).mentions
    told = {(text[m.start : m.end], m.reading) for m in found}
    assert ("französische", Reading.DEMONYM) in told
    assert {reading for name, reading in told if name == "Frankreich"} == {Reading.METONYMIC, Reading.LITERAL}


def test_a_text_of_two_languages_is_read_by_sentence(geoparser: Geoparser) -> None:
    english = (
        "The minister said that the talks in Geneva would go on for another week, and that they were hard. "
    )
    polish = "Tymczasem mieszkańcy Sandomierza protestują przeciwko budowie nowej obwodnicy pod miastem."
    assert toponyms(geoparser, english + polish) == ["Geneva", "Sandomierza"]


def test_windows_side_by_side_change_nothing(tagger: MultilingualTagger) -> None:
    document = Document(id="t", text="Pożar w Radomiu. " * 60)
    sentences = split_sentences(document)
    alone = MultilingualTagger.load(threads=1).recognise(document, sentences)
    assert tagger.recognise(document, sentences) == alone
    assert len(alone.mentions) == 60


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_without_the_file_the_list_of_names_reads_other_languages_and_says_so(
    gazetteer: Gazetteer, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "multilingual.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelMissing):
        MultilingualTagger.load(path)
    recogniser, notices = with_tagger(LexiconRecogniser(gazetteer), gazetteer, DEFAULT_MODEL, path)
    assert isinstance(recogniser, ByLanguage)
    assert len(notices) == 1
    assert "multilingual.onnx" in notices[0]
    text = "Der Zug fuhr am Montag von Köln nach Hamburg, wo es am Abend regnete."
    document = Document(id="t", text=text)
    found = recogniser.recognise(document, split_sentences(document))
    assert [text[m.start : m.end] for m in found.mentions] == ["Köln", "Hamburg"]


def test_the_english_file_is_no_file_of_this_tagger() -> None:
    with pytest.raises(ModelMissing, match="format"):
        MultilingualTagger.load(DEFAULT_MODEL)
