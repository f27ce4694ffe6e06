from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from geo.model import Document, NamedPlace, Recognition, Sentence
from geo.recognition.by_language import ByLanguage, is_english, with_tagger

ENGLISH = [
    "The second round of direct peace talks between Russia and Ukraine did not end negatively.",
    "Fire damages S.E. Paris apartment. Paris firefighters made quick work of a kitchen fire.",
    "LAUREL COUNTY, Ky. - A man is dead as a result of a crash on Interstate 75 near London.",
    "Bosnian police say that they arrested Dragan Petrović in Banja Luka and Željko Kovačević in Zenica.",
    "The storm that hit Manila was the worst of the year.",
]
OTHERS = [
    "Die zweite Runde der direkten Friedensgespräche zwischen Russland und der Ukraine endete in Istanbul.",
    "La deuxième série de pourparlers de paix entre la Russie et l'Ukraine s'est achevée à Istanbul lundi.",
    "La segunda ronda de conversaciones de paz entre Rusia y Ucrania terminó el lunes en Estambul.",
    "Rusya ile Ukrayna arasındaki doğrudan barış görüşmelerinin ikinci turu İstanbul'da sona erdi.",
    "Druga runda bezpośrednich rozmów pokojowych między Rosją a Ukrainą zakończyła się w Stambule.",
    "De tweede ronde van de directe vredesbesprekingen tussen Rusland en Oekraïne is in Istanbul geëindigd.",
    "Putaran kedua perundingan damai langsung antara Rusia dan Ukraina berakhir di Istanbul pada hari Senin.",
    "Vòng đàm phán hòa bình trực tiếp thứ hai giữa Nga và Ukraine đã kết thúc tại Istanbul hôm thứ Hai.",
    "Второй раунд прямых мирных переговоров между Россией и Украиной завершился в Стамбуле.",
    "Другий раунд прямих мирних переговорів між Росією та Україною завершився у Стамбулі.",
    "انتهت الجولة الثانية من محادثات السلام المباشرة بين روسيا وأوكرانيا في إسطنبول يوم الاثنين.",
    "俄罗斯与乌克兰的第二轮直接和谈周一在伊斯坦布尔结束。",
    "ロシアとウクライナの第2回直接和平協議が月曜日にイスタンブールで終了した。",
    "रूस और यूक्रेन के बीच सीधी शांति वार्ता का दूसरा दौर सोमवार को इस्तांबुल में समाप्त हुआ।",
    "Ο δεύτερος γύρος των άμεσων ειρηνευτικών συνομιλιών έληξε στην Κωνσταντινούπολη.",
    "Storm hits Manila",  # too short to tell: the tagger for every language reads English too
    "12 34 5678",
    "",
]


class NoNames:
    """A gazetteer that knows none."""

    longest_name = 1

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        return ()


class Recorder:
    """Remembers what it was asked to read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        self.read.append(document.text)
        return Recognition(mentions=())


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_told(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_told(text: str) -> None:
    assert not is_english(text)


def test_each_text_goes_to_the_recogniser_of_its_language() -> None:
    english, other = Recorder(), Recorder()
    recogniser = ByLanguage(english, other)
    for text in ENGLISH + OTHERS:
        recogniser.recognise(Document(id="t", text=text), ())
    assert english.read == ENGLISH
    assert other.read == OTHERS


def test_the_header_does_not_decide_the_language() -> None:
    english, other = Recorder(), Recorder()
    header = "Published by the British newspaper of record on the second of June in the year. "
    document = Document(id="t", text=header + OTHERS[0], body_start=len(header))
    ByLanguage(english, other).recognise(document, ())
    assert other.read == [document.text]


def test_without_its_model_the_other_recogniser_takes_over_and_says_so(tmp_path: Path) -> None:
    other = Recorder()
    recogniser, notices = with_tagger(other, NoNames(), tmp_path / "tagger.onnx")
    assert recogniser is other
    assert len(notices) == 1
    assert "tagger.onnx is missing" in notices[0]


def test_with_its_model_there_is_nothing_to_tell() -> None:
    recogniser, notices = with_tagger(Recorder(), NoNames())
    assert isinstance(recogniser, ByLanguage)
    assert notices == ()
