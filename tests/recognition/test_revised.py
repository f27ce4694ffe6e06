"""What becomes of a tagger's suggestions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, EntityClass, Mention, Name, Reading
from geo.reading import split_sentences
from geo.recognition.evidence import Suspect
from geo.recognition.judge import Judge
from geo.recognition.revised import Revised, without_overlaps
from geo.recognition.suggestions import Suggestion
from tests.recognition.suggesting import Suggests, person, suggestion


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.load()


def mentions(
    gazetteer: Gazetteer, judge: Judge, text: str, *spans: Suggestion, names: tuple[Name, ...] = ()
) -> tuple[Mention, ...]:
    document = Document(id="t", text=text)
    recogniser = Revised(Suggests(spans, names), gazetteer, judge)
    return recogniser.recognise(document, split_sentences(document)).mentions


def toponyms(
    gazetteer: Gazetteer, judge: Judge, text: str, *spans: Suggestion, names: tuple[Name, ...] = ()
) -> list[str]:
    return [text[m.start : m.end] for m in mentions(gazetteer, judge, text, *spans, names=names)]


def test_a_sure_suggestion_stays(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "Talks were held in Istanbul."
    (mention,) = mentions(gazetteer, judge, text, suggestion(text, "Istanbul"))
    assert text[mention.start : mention.end] == "Istanbul"
    assert mention.reading is Reading.LITERAL
    assert mention.score > 0.9


def test_a_doubtful_name_stays_where_the_gazetteer_knows_it(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "It rained from Kharkiv to Fithwick Webbing."
    doubtful = [suggestion(text, name, 0.3) for name in ("Kharkiv", "Fithwick Webbing")]
    assert toponyms(gazetteer, judge, text, *doubtful) == ["Kharkiv"]


def test_what_a_name_is_elsewhere_in_the_document_counts(gazetteer: Gazetteer, judge: Judge) -> None:
    alone = "He wrote that Lombard paid."
    with_others = "They live in Lombard, a town. Lombard grew. Roads to Lombard closed. " + alone
    doubtful = suggestion(alone, "Lombard", 0.3)
    last = with_others.rindex("Lombard")
    others = [suggestion(with_others, "Lombard", after=at) for at in (0, 25, 40)]
    score = mentions(gazetteer, judge, alone, doubtful)
    again = mentions(
        gazetteer, judge, with_others, *others, suggestion(with_others, "Lombard", 0.3, after=last)
    )
    assert again[-1].start == last
    assert again[-1].score > (score[0].score if score else 0.0)


def test_a_name_that_is_a_persons_counts_less(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "Jordan spoke. So did Tom Jordan."
    doubtful = suggestion(text, "Jordan", 0.4, label="PER")
    found = mentions(gazetteer, judge, text, doubtful)
    beside = mentions(gazetteer, judge, text, doubtful, names=(person(text, "Tom Jordan"),))
    assert (beside[0].score if beside else 0.0) < (found[0].score if found else 0.5)


@pytest.mark.parametrize("word", ["Western", "Central", "Street", "County", "Hospital"])
def test_a_word_that_only_says_which_or_what_names_no_place(
    gazetteer: Gazetteer, judge: Judge, word: str
) -> None:
    text = f"{word} people and Turkish officials met."
    spans = [suggestion(text, name, reading=Reading.DEMONYM) for name in (word, "Turkish")]
    assert toponyms(gazetteer, judge, text, *spans) == ["Turkish"]


def test_two_parts_of_one_name_become_one(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "Talks in Saudi Arabia went on."
    spans = [suggestion(text, "Saudi"), suggestion(text, "Arabia")]
    assert toponyms(gazetteer, judge, text, *spans) == ["Saudi Arabia"]


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 5, True), (6, 9, False), (2, 12, True)], [(0, 12)]),
        ([(0, 5, True), (3, 9, False), (10, 12, True)], [(0, 5), (10, 12)]),
        ([(0, 9, False), (6, 12, True), (8, 15, True)], [(6, 15)]),
        ([(0, 5, False), (5, 9, False)], [(0, 5), (5, 9)]),
    ],
)
def test_suspects_that_grew_into_one_another_become_one(
    spans: list[tuple[int, int, bool]], kept: list[tuple[int, int]]
) -> None:
    opinion = suggestion("Kyiv", "Kyiv").opinion
    grown = [Suspect(Mention(start=start, end=end), opinion, not sure) for start, end, sure in spans]
    assert [(s.mention.start, s.mention.end) for s in without_overlaps(grown)] == kept


def test_what_is_surely_a_name_gives_nothing_to_a_doubtful_neighbour(
    gazetteer: Gazetteer, judge: Judge
) -> None:
    text = "Rain fell on British Columbia."
    spans = [suggestion(text, "British Columbia"), suggestion(text, "Columbia", 0.1)]
    assert toponyms(gazetteer, judge, text, *spans) == ["British Columbia"]


def test_a_mention_ends_with_its_sentence(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "He went to Kyiv. She stayed in Lviv."
    assert toponyms(gazetteer, judge, text, suggestion(text, "Kyiv. She stayed in Lviv")) == ["Kyiv"]


def test_what_has_no_letter_is_no_name(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "They met in - near Kyiv."
    assert toponyms(gazetteer, judge, text, suggestion(text, "-"), suggestion(text, "Kyiv")) == ["Kyiv"]


def test_a_name_that_became_a_mention_is_no_other_name(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "Roads in Lombard were closed after Tom Lombard spoke."
    start = text.index("Lombard")
    taken = Name(start=start, end=start + len("Lombard"), entity_class=EntityClass.ORGANISATION)
    document = Document(id="t", text=text)
    names = (taken, person(text, "Tom Lombard"))
    found = Revised(Suggests([suggestion(text, "Lombard")], names), gazetteer, judge).recognise(document, ())
    assert found.names == names[1:]


def test_a_road_takes_nothing_from_the_mention_before_it(gazetteer: Gazetteer, judge: Judge) -> None:
    text = "They met in Washington, D.C. and in S. Clinton Avenue."
    spans = [suggestion(text, "in S."), suggestion(text, "Clinton Avenue")]
    found = mentions(gazetteer, judge, text, *spans)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_nothing_suggested_is_nothing_found(gazetteer: Gazetteer, judge: Judge) -> None:
    assert mentions(gazetteer, judge, "It rained.") == ()


@pytest.mark.parametrize(
    ("text", "toponym"),
    [
        ("West Nile virus spread.", "West Nile"),
        ("Two died of Lassa fever.", "Lassa"),
        ("Spanish flu returned.", "Spanish"),
        ("Middle East respiratory syndrome came back.", "Middle East"),
    ],
)
def test_an_illness_is_no_place(gazetteer: Gazetteer, judge: Judge, text: str, toponym: str) -> None:
    assert toponyms(gazetteer, judge, text, suggestion(text, toponym)) == []
