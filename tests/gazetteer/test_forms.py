"""Dictionary forms of names as languages bend them, and countries of their peoples' names."""

from __future__ import annotations

import pytest

from geo.gazetteer import name_key
from geo.gazetteer.forms import country_called, country_of_people, dictionary_forms, unglued
from geo.languages import language, language_codes

BENT = [
    ("pl", "Toruniu", "Toruń"),
    ("pl", "Sosnowcu", "Sosnowiec"),
    ("pl", "Nowego Sącza", "Nowy Sącz"),
    ("pl", "Pragi", "Praga"),
    ("pl", "Węgier", "Węgry"),
    ("cs", "Ostravě", "Ostrava"),
    ("cs", "Karlových Varech", "Karlovy Vary"),
    ("sl", "Celju", "Celje"),
    ("uk", "Ужгороді", "Ужгород"),
    ("uk", "Чернігова", "Чернігів"),
    ("ru", "Самаре", "Самара"),
    ("ru", "Великого Новгорода", "Великий Новгород"),
    ("hr", "Osijeku", "Osijek"),
    ("el", "Καλαμάτας", "Καλαμάτα"),
    ("fi", "Oulussa", "Oulu"),
    ("hu", "Szegeden", "Szeged"),
    ("tr", "Adanadan", "Adana"),
    ("de", "Hessens", "Hessen"),
    ("ar", "وبغداد", "بغداد"),
    ("ar", "للخرطوم", "الخرطوم"),
    ("he", "בחיפה", "חיפה"),
    ("ko", "광주에서는", "광주"),
    ("ja", "前橋", "前橋市"),
    ("sw", "Nakuruni", "Nakuru"),
]
PEOPLES = [
    ("pl", "ukraińskiego", "Ukraina"),
    ("pl", "amerykańscy", "Stany Zjednoczone"),
    ("de", "syrischen", "Syrien"),
    ("de", "norwegische", "Norwegen"),
    ("fr", "marocaines", "Maroc"),
    ("fr", "allemand", "Allemagne"),
    ("es", "colombianos", "Colombia"),
    ("it", "albanesi", "Albania"),
    ("uk", "литовський", "Литва"),
    ("ru", "армянские", "Армения"),
    ("ar", "العراقية", "العراق"),
    ("he", "הלבנוני", "לבנון"),
    ("hi", "नेपाली", "नेपाल"),
    ("tr", "Ukraynalılar", "Ukrayna"),
    ("zh", "俄", "俄罗斯"),
    ("sw", "Wakenya", "Kenya"),
]


@pytest.mark.parametrize(("code", "written", "name"), BENT)
def test_a_bent_name_has_its_dictionary_form(code: str, written: str, name: str) -> None:
    assert name_key(name) in {name_key(form) for form in dictionary_forms(written, code)}


@pytest.mark.parametrize(("code", "written", "country"), PEOPLES)
def test_an_adjective_is_of_the_country_that_its_stem_begins_the_name_of(
    code: str, written: str, country: str
) -> None:
    assert country_of_people(written, code) == country


def test_a_language_without_a_table_bends_nothing() -> None:
    assert list(dictionary_forms("Krakowie", None)) == []
    assert list(dictionary_forms("Krakowie", "xx")) == []
    assert country_of_people("russische", None) is None


def test_forms_have_capitals_and_are_few() -> None:
    forms = list(dictionary_forms("Nowego Miasta nad Pilicą", "pl"))
    assert forms
    assert all(form.istitle() for form in forms)
    assert len(forms) < 100


def test_what_is_glued_before_a_name_comes_off() -> None:
    assert "بيروت" in list(unglued("وبيروت", "ar"))
    assert "אילת" in list(unglued("באילת", "he"))


def test_a_word_that_no_people_has_is_of_no_country() -> None:
    assert country_of_people("zielonego", "pl") is None
    assert country_called("Xyz", "hi") is None


@pytest.mark.parametrize("code", language_codes())
def test_every_languages_tables_can_be_read(code: str) -> None:
    for name in ("endings", "glued"):
        for written, others in language(code).tables.get(name, {}).items():
            assert isinstance(written, str)
            assert others.split(), f"{code}: [{name}] {written!r} stands for nothing; say '-'"
    assert not list(dictionary_forms("", code))
