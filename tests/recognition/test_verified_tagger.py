"""What becomes of a tagger's proposals."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, EntityClass, Mention, Name, Reading
from geo.readers import split_sentences
from geo.recognition.proposals import SpanProposal
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.span_features import BoundedProposal
from geo.recognition.tagger import Tagger
from geo.recognition.verified_tagger import VerifiedTagger, without_overlaps
from tests.recognition.proposing import Proposes, person, proposal


@pytest.fixture(scope="module")
def classifier() -> SpanClassifier:
    return SpanClassifier.load()


def mentions(
    gazetteer: Gazetteer,
    classifier: SpanClassifier,
    text: str,
    *spans: SpanProposal,
    names: tuple[Name, ...] = (),
) -> tuple[Mention, ...]:
    document = Document(id="t", text=text)
    recogniser = VerifiedTagger(Proposes(spans, names), gazetteer, classifier)
    return recogniser.recognise(document, split_sentences(document)).mentions


def toponyms(
    gazetteer: Gazetteer,
    classifier: SpanClassifier,
    text: str,
    *spans: SpanProposal,
    names: tuple[Name, ...] = (),
) -> list[str]:
    return [text[m.start : m.end] for m in mentions(gazetteer, classifier, text, *spans, names=names)]


def test_a_sure_suggestion_stays(gazetteer: Gazetteer, classifier: SpanClassifier) -> None:
    text = "Talks were held in Istanbul."
    (mention,) = mentions(gazetteer, classifier, text, proposal(text, "Istanbul"))
    assert text[mention.start : mention.end] == "Istanbul"
    assert mention.reading is Reading.LITERAL
    assert mention.score > 0.9


def test_a_doubtful_name_stays_where_the_gazetteer_knows_it(
    gazetteer: Gazetteer, classifier: SpanClassifier
) -> None:
    text = "It rained from Kharkiv to Fithwick Webbing."
    doubtful = [proposal(text, name, 0.3) for name in ("Kharkiv", "Fithwick Webbing")]
    assert toponyms(gazetteer, classifier, text, *doubtful) == ["Kharkiv"]


def test_what_a_name_is_elsewhere_in_the_document_counts(
    gazetteer: Gazetteer, classifier: SpanClassifier
) -> None:
    alone = "He wrote that Lombard paid."
    with_others = "They live in Lombard, a town. Lombard grew. Roads to Lombard closed. " + alone
    doubtful = proposal(alone, "Lombard", 0.3)
    last = with_others.rindex("Lombard")
    others = [proposal(with_others, "Lombard", after=at) for at in (0, 25, 40)]
    score = mentions(gazetteer, classifier, alone, doubtful)
    again = mentions(
        gazetteer, classifier, with_others, *others, proposal(with_others, "Lombard", 0.3, after=last)
    )
    assert again[-1].start == last
    assert again[-1].score > (score[0].score if score else 0.0)


def test_a_name_that_is_a_persons_counts_less(gazetteer: Gazetteer, classifier: SpanClassifier) -> None:
    text = "Jordan spoke. So did Tom Jordan."
    doubtful = proposal(text, "Jordan", 0.4, label="PER")
    found = mentions(gazetteer, classifier, text, doubtful)
    beside = mentions(gazetteer, classifier, text, doubtful, names=(person(text, "Tom Jordan"),))
    assert (beside[0].score if beside else 0.0) < (found[0].score if found else 0.5)


@pytest.mark.parametrize("word", ["Western", "Central", "Street", "County", "Hospital"])
def test_a_word_that_only_says_which_or_what_names_no_place(
    gazetteer: Gazetteer, classifier: SpanClassifier, word: str
) -> None:
    text = f"{word} people and Turkish officials met."
    spans = [proposal(text, name, reading=Reading.DEMONYM) for name in (word, "Turkish")]
    assert toponyms(gazetteer, classifier, text, *spans) == ["Turkish"]


def test_two_parts_of_one_name_become_one(gazetteer: Gazetteer, classifier: SpanClassifier) -> None:
    text = "Talks in Saudi Arabia went on."
    spans = [proposal(text, "Saudi"), proposal(text, "Arabia")]
    assert toponyms(gazetteer, classifier, text, *spans) == ["Saudi Arabia"]


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
    opinion = proposal("Kyiv", "Kyiv").opinion
    grown = [BoundedProposal(Mention(start=start, end=end), opinion, not sure) for start, end, sure in spans]
    assert [(s.mention.start, s.mention.end) for s in without_overlaps(grown)] == kept


def test_what_is_surely_a_name_gives_nothing_to_a_doubtful_neighbour(
    gazetteer: Gazetteer, classifier: SpanClassifier
) -> None:
    text = "Rain fell on British Columbia."
    spans = [proposal(text, "British Columbia"), proposal(text, "Columbia", 0.1)]
    assert toponyms(gazetteer, classifier, text, *spans) == ["British Columbia"]


def test_a_mention_ends_with_its_sentence(gazetteer: Gazetteer, classifier: SpanClassifier) -> None:
    text = "He went to Kyiv. She stayed in Lviv."
    assert toponyms(gazetteer, classifier, text, proposal(text, "Kyiv. She stayed in Lviv")) == ["Kyiv"]


def test_what_has_no_letter_is_no_name(gazetteer: Gazetteer, classifier: SpanClassifier) -> None:
    text = "They met in - near Kyiv."
    assert toponyms(gazetteer, classifier, text, proposal(text, "-"), proposal(text, "Kyiv")) == ["Kyiv"]


def test_a_name_that_became_a_mention_is_no_other_name(
    gazetteer: Gazetteer, classifier: SpanClassifier
) -> None:
    text = "Roads in Lombard were closed after Tom Lombard spoke."
    start = text.index("Lombard")
    taken = Name(start=start, end=start + len("Lombard"), entity_class=EntityClass.ORGANISATION)
    document = Document(id="t", text=text)
    names = (taken, person(text, "Tom Lombard"))
    found = VerifiedTagger(Proposes([proposal(text, "Lombard")], names), gazetteer, classifier).recognise(
        document, ()
    )
    assert found.names == names[1:]


def test_a_road_takes_nothing_from_the_mention_before_it(
    gazetteer: Gazetteer, classifier: SpanClassifier
) -> None:
    text = "They met in Washington, D.C. and in S. Clinton Avenue."
    spans = [proposal(text, "in S."), proposal(text, "Clinton Avenue")]
    found = mentions(gazetteer, classifier, text, *spans)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_nothing_suggested_is_nothing_found(gazetteer: Gazetteer, classifier: SpanClassifier) -> None:
    assert mentions(gazetteer, classifier, "It rained.") == ()


@pytest.mark.parametrize(
    ("text", "toponym"),
    [
        ("West Nile virus spread.", "West Nile"),
        ("Two died of Lassa fever.", "Lassa"),
        ("Spanish flu returned.", "Spanish"),
        ("Middle East respiratory syndrome came back.", "Middle East"),
    ],
)
def test_an_illness_is_no_place(
    gazetteer: Gazetteer, classifier: SpanClassifier, text: str, toponym: str
) -> None:
    assert toponyms(gazetteer, classifier, text, proposal(text, toponym)) == []


@pytest.mark.parametrize("last", ["Two missiles struck Kharkiv.", "The harbour of Kisumu was flooded."])
def test_a_great_city_that_the_tagger_takes_for_a_place_is_one(
    gazetteer: Gazetteer, classifier: SpanClassifier, last: str
) -> None:
    text = f"The talks in Istanbul ended. Moscow said little. {last}"
    document = Document(id="t", text=text)
    recogniser = VerifiedTagger(Tagger.load(), gazetteer, classifier)
    found = recogniser.recognise(document, split_sentences(document)).mentions
    assert text[found[-1].start : found[-1].end] in ("Kharkiv", "Kisumu")
