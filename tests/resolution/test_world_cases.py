"""Names in news of every continent: weather, sport, courts, disease, business. Text -> name -> place."""

from __future__ import annotations

import pytest

from geo.model import Kind
from tests.resolution.conftest import Resolve

TABLE = """
The mayor of Manchester spoke.
    Manchester -> Manchester/GB
The airport in Bristol was closed.
    Bristol -> Bristol/GB
He was arrested in Florence.
    Florence -> Florence/IT
A hospital in Aberdeen is full.
    Aberdeen -> Aberdeen/GB
A tornado hit Lebanon, Kansas, on Tuesday. Two people in Lebanon were hurt.
    Lebanon;Kansas -> Lebanon/US/Kansas
China, Maine, has a lake, and so has Peru, Indiana.
    China;Maine;Peru;Indiana -> China/US/Maine
A bank in Mexico, Missouri, was robbed.
    Mexico;Missouri -> Mexico/US/Missouri
She moved from Delhi, Louisiana, to Rome, Georgia.
    Delhi;Louisiana;Rome;Georgia -> Delhi/US/Louisiana
Voters in Georgia, Arizona and Nevada decide.
    Georgia;Arizona;Nevada -> Georgia/US/Georgia
Georgia, Armenia and Azerbaijan signed.
    Georgia;Armenia;Azerbaijan -> Georgia/GE
Punjab, Sindh and Balochistan were flooded.
    Punjab;Sindh;Balochistan -> Punjab/PK
Punjab, Haryana and Gujarat were flooded.
    Punjab;Haryana;Gujarat -> Punjab/IN
Moscow and Washington agreed to talks in Istanbul.
    Washington;Moscow;Istanbul -> Washington/US/District of Columbia
Brussels and Washington will meet in Geneva.
    Washington;Brussels;Geneva -> Washington/US/District of Columbia
Police in Spokane and Yakima said Washington would pay.
    Washington;Spokane;Yakima -> Washington/US/Washington
Wildfires burned in Oregon and Washington.
    Washington;Oregon -> Washington/US/Washington
The town of Kupiansk was shelled.
    Kupiansk -> Kupyansk/UA
Envoys from Mexico, Peru and Chile signed in Lima.
    Mexico;Peru;Chile;Lima -> Mexico/MX
California, Oregon and Washington sued the government.
    Washington;California;Oregon -> Washington/US/Washington
She flew from London to Washington on Monday.
    Washington;London -> Washington/US/District of Columbia
The company, based in Cologne, hired two hundred people in Turin.
    Cologne;Turin -> Köln/DE
Voters in Georgia and Florida go to the polls.
    Georgia;Florida -> Georgia/US/Georgia
The flood reached Georgia, Texas and Florida.
    Georgia;Texas;Florida -> Georgia/US/Georgia
Floods in Tripoli drowned twelve people, Libya's rescue service said; Benghazi sent boats.
    Tripoli;Libya;Benghazi -> Tripoli/LY
Protesters filled the squares of Tripoli and Beirut, and Lebanon's banks stayed shut.
    Tripoli;Beirut;Lebanon -> Tripoli/LB
Ebola has reached Beni and Butembo in North Kivu, the Congolese ministry said.
    Beni;Butembo;North Kivu -> Beni/CD
Cholera was found in Kenema and Bo, two towns of Sierra Leone.
    Bo;Kenema;Sierra Leone -> Bo/SL
In Nigeria, gunmen attacked villages near Jos in Plateau State.
    Plateau State;Nigeria;Jos -> Plateau State/NG
Measles killed children in Maradi and Zinder in Niger.
    Zinder;Maradi;Niger -> Zinder/NE
The Niger burst its banks at Niamey, the capital of Niger, and at Gao in Mali.
    Gao;Niger;Niamey;Mali -> Gao/ML
Miners in Rustenburg and Johannesburg went on strike; South Africa's rand fell.
    Rustenburg;Johannesburg;South Africa -> Rustenburg/ZA
Kenya's police searched houses in Mombasa and Malindi.
    Malindi;Kenya;Mombasa -> Malindi/KE
Rebels took Bor and Malakal in South Sudan.
    Bor;Malakal;South Sudan -> Bor/SS
Yellow fever broke out in Luanda, and Angola asked for vaccine for Huambo.
    Huambo;Luanda;Angola -> Huambo/AO
A ferry sank off Zanzibar; Tanzania's navy came from Dar es Salaam.
    Dar es Salaam;Zanzibar;Tanzania -> Dar es Salaam/TZ
The court in Alexandria freed the bloggers, and Cairo's prosecutors appealed. Egypt said nothing.
    Alexandria;Cairo;Egypt -> Alexandria/EG
A span classifier in Alexandria, Virginia, sentenced the spy to ten years.
    Alexandria;Virginia -> Alexandria/US/Virginia
Morocco's king opened a tramway between Rabat and Sale.
    Rabat;Morocco;Sale -> Rabat/MA
Snow closed the road from Cordoba to Granada in southern Spain.
    Cordoba;Granada;Spain -> Córdoba/ES
Workers at a car plant in Cordoba struck; Argentina's economy minister flew from Buenos Aires.
    Cordoba;Argentina;Buenos Aires -> Córdoba/AR
An earthquake shook Valencia and Maracay in Venezuela.
    Valencia;Maracay;Venezuela -> Valencia/VE
Orange growers of Valencia and Murcia want Spain to help them.
    Valencia;Murcia;Spain -> Valencia/ES
Volcanic ash fell on San José and Cartago, and Costa Rica closed its airport.
    San José;Cartago;Costa Rica -> San José/CR
Police in San Jose and Oakland, California, arrested eleven men.
    San Jose;Oakland;California -> San Jose/US/California
Students marched in Santiago and Valparaíso for Chile's new constitution.
    Santiago;Valparaíso;Chile -> Santiago/CL
Brazil's Manaus ran out of oxygen, and Belém took patients.
    Belém;Brazil;Manaus -> Belém/BR/Pará
Zika was first seen in Recife and in Salvador, health officials in Brazil said.
    Salvador;Recife;Brazil -> Salvador/BR/Bahia
Gangs in San Salvador agreed to a truce, El Salvador's bishops said.
    San Salvador;El Salvador -> San Salvador/SV
Colombia's army bombed a camp near Florencia, and Cúcuta's hospitals filled.
    Florencia;Colombia;Cúcuta -> Florencia/CO
Peru's Trujillo and Piura were flooded by El Niño rains.
    Trujillo;Peru;Piura -> Trujillo/PE
Haiti's president slept in Jacmel after gangs took Port-au-Prince.
    Jacmel;Haiti;Port-au-Prince -> Jacmel/HT
Hamilton and Toronto will share the games, the premier of Ontario said.
    Hamilton;Toronto;Ontario -> Hamilton/CA/Ontario
New Zealand's dairy herd is culled around Hamilton and Auckland.
    Hamilton;New Zealand;Auckland -> Hamilton/NZ
Perth and Dundee have lost a third of their shops, Scotland's retailers say.
    Perth;Dundee;Scotland -> Perth/GB
Bushfires came within sight of Perth and Fremantle in Western Australia.
    Perth;Fremantle;Western Australia -> Perth/AU
Newcastle and Sunderland drew in front of 52,000, a record in England.
    Newcastle;Sunderland;England -> Newcastle upon Tyne/GB
Coal ships wait off Newcastle, north of Sydney, New South Wales ports said.
    Newcastle;Sydney;New South Wales -> Newcastle/AU
Wellington raised rates, and the kiwi fell; New Zealand banks followed.
    Wellington;New Zealand -> Wellington/NZ
Fiji and Samoa closed schools; in Apia nurses went from door to door.
    Apia;Fiji;Samoa -> Apia/WS
Papua New Guinea sent troops from Port Moresby to Goroka.
    Goroka;Papua New Guinea;Port Moresby -> Goroka/PG
Hyderabad and Karachi had no power after rain in Pakistan's Sindh.
    Hyderabad;Karachi;Pakistan;Sindh -> Hyderabad/PK
Software firms in Hyderabad and Bangalore hire again, India's trade body said.
    Hyderabad;Bangalore;India -> Hyderabad/IN
Nipah was confirmed in Kozhikode in Kerala.
    Kozhikode;Kerala -> Kozhikode/IN
Afghanistan's Taliban took Herat, Kandahar and Kunduz in three days.
    Kunduz;Afghanistan;Herat;Kandahar -> Kunduz/AF
An aftershock hit Van and Erciş in eastern Turkey.
    Van;Erciş;Turkey -> Van/TR
A bus fell into a gorge near Batman, and Turkey's minister flew to Diyarbakır.
    Batman;Turkey;Diyarbakır -> Batman/TR
Iran's judges in Mashhad and Shiraz jailed eight Bahais.
    Shiraz;Iran;Mashhad -> Shiraz/IR
MERS patients died in Riyadh, Jeddah and Hofuf, Saudi Arabia said.
    Hofuf;Riyadh;Jeddah;Saudi Arabia -> Al Hufūf/SA
Shells fell on Homs and Hama as Syria's envoys met.
    Hama;Homs;Syria -> Ḩamāh/SY
A drone struck Kut and Najaf, the government of Iraq said.
    Kut;Najaf;Iraq -> Al-Kut/IQ
Georgia's opposition marched in Tbilisi and Batumi.
    Georgia;Tbilisi;Batumi -> Georgia/GE
Georgia's governor called troops to Atlanta and Savannah.
    Georgia;Atlanta;Savannah -> Georgia/US
Kazakhstan's police fired in Almaty and Taraz.
    Taraz;Kazakhstan;Almaty -> Taraz/KZ
Bird flu killed a boy in Kampot, and Cambodia's Phnom Penh clinics are full.
    Kampot;Cambodia;Phnom Penh -> Kampot/KH
Vietnam found H5N1 in Long An and Tien Giang.
    Tien Giang;Vietnam;Long An -> Tiền Giang/VN
Indonesia's volcano buried villages near Solo and Yogyakarta.
    Solo;Indonesia;Yogyakarta -> Surakarta/ID
Typhoon damage in Leyte and Samar is worse than the Philippines feared; Tacloban has no water.
    Tacloban;Leyte;Samar;Philippines -> Tacloban/PH
Japan's Fukushima and Miyagi prefectures were shaken at night.
    Miyagi;Japan;Fukushima -> Miyagi/JP
South Korea culled ducks in North Jeolla and in Naju.
    Naju;South Korea;North Jeolla -> Naju/KR
Mongolia closed Khovd after two cases of plague.
    Khovd;Mongolia -> Khovd/MN
Anthrax killed a boy near Salekhard on the Yamal Peninsula.
    Salekhard;Yamal Peninsula -> Salekhard/RU
Russia's missiles hit Kharkiv, Odesa and Izium before dawn; Ukraine shot down forty.
    Izium;Russia;Kharkiv;Odesa;Ukraine -> Izyum/UA
Poland's farmers blocked the crossing at Medyka, and Przemyśl's hotels filled.
    Przemyśl;Poland;Medyka -> Przemyśl/PL
Frankfurt and Cologne lost flights as German unions struck.
    Frankfurt;Cologne -> Frankfurt am Main/DE
Frankfort is the capital of Kentucky; Lexington is bigger.
    Frankfort;Kentucky;Lexington -> Frankfort/US/Kentucky
Portland beat Houston by four points, and Oregon cheered.
    Portland;Houston;Oregon -> Portland/US/Oregon
Lisbon and Porto have few rooms left, Portugal's hotels say.
    Porto;Lisbon;Portugal -> Porto/PT
Rome sent firemen to Ischia and Naples after the landslide; Italy mourned.
    Ischia;Rome;Naples;Italy -> Ischia/IT
Swans died on Rügen, and Germany shut poultry in.
    Rügen;Germany -> Rügen/DE
Suffolk farmers near Lowestoft gassed turkeys; Britain's ministers watched.
    Lowestoft;Suffolk;Britain -> Lowestoft/GB
Dublin and Cork will have trams; Ireland's government found the money.
    Cork;Dublin;Ireland -> Cork/IE
Columbus police said the man drove from Dublin, Ohio, to Cleveland.
    Dublin;Columbus;Ohio;Cleveland -> Dublin/US/Ohio
Ships crossed the Atlantic from Halifax in Nova Scotia to Liverpool.
    Atlantic;Halifax;Nova Scotia;Liverpool -> Atlantic Ocean/-
Plastic drifts through the Pacific from Hawaii to Japan.
    Pacific;Hawaii;Japan -> Pacific Ocean/-
Flights left Heathrow and Gatwick late, and London's trains stood still.
    Heathrow;Gatwick;London -> Heathrow Airport/GB
Flights from Lima and Bogotá to Santiago were late.
    Santiago;Lima;Bogotá -> Santiago/CL
They flew over the Andes.
    Andes -> Andes/-
In Georgia, county officials in Fulton and DeKalb counties counted.
    Georgia;Fulton;DeKalb -> Georgia/US/Georgia
Bermuda closed its schools and Hamilton its port.
    Hamilton;Bermuda -> Hamilton/BM
Das Konzert in Wien war ausverkauft.
    Wien -> Vienna/AT
He was born in Leningrad in 1950.
    Leningrad -> Saint Petersburg/RU
Norfolk and Suffolk police merged, the ministry in London said.
    Norfolk;Suffolk;London -> Norfolk/GB
Bushfires burned near Orange and Bathurst, New South Wales.
    Orange;Bathurst;New South Wales -> Orange/AU
Traders in Onitsha and Aba, in Nigeria's south-east, shut their shops.
    Aba;Onitsha;Nigeria -> Aba/NG
Cholera reached Goma from Bukavu.
    Bukavu;Goma -> Bukavu/CD
"""


def cases() -> list[tuple[str, str, str]]:
    """Text, the names in it of which the first is asked about, and the place that it means."""
    lines = TABLE.strip().splitlines()
    answers = (line.strip().split(" -> ") for line in lines[1::2])
    return [(text, names, place) for text, (names, place) in zip(lines[::2], answers, strict=True)]


@pytest.mark.parametrize(("text", "names", "place"), cases(), ids=[text[:40] for text, _, _ in cases()])
def test_a_name_in_the_news_means(text: str, names: str, place: str, resolve: Resolve) -> None:
    asked = names.split(";")
    found = resolve(text, asked)[asked[0]].place
    assert found is not None
    name, country, *region = place.split("/")
    assert (found.name, found.country or "-") == (name, country)
    if region:
        assert found.region == region[0]


GREAT = """
Sydney AU, Melbourne AU, Perth AU, London GB, Birmingham GB, Paris FR, Berlin DE, Rome IT,
Madrid ES, Athens GR, Moscow RU, Kyiv UA, Kiev UA, Kharkiv UA, Istanbul TR, Cairo EG, Lagos NG,
Nairobi KE, Kinshasa CD, Los Angeles US, Chicago US, Houston US, Boston US, Philadelphia US, Toronto CA,
Vancouver CA, Lima PE, Bogotá CO, Buenos Aires AR, Rio de Janeiro BR, Havana CU, Delhi IN, Mumbai IN,
Kolkata IN, Dhaka BD, Karachi PK, Lahore PK, Kabul AF, Tehran IR, Baghdad IQ, Damascus SY, Riyadh SA,
Beijing CN, Shanghai CN, Wuhan CN, Tokyo JP, Osaka JP, Seoul KR, Pyongyang KP, Hanoi VN, Bangkok TH,
Manila PH, Jakarta ID, Yangon MM, Auckland NZ, Johannesburg ZA, Cape Town ZA
"""


@pytest.mark.parametrize("city", [city.strip() for city in GREAT.replace("\n", " ").split(",")])
def test_a_great_city_named_alone_is_itself(city: str, resolve: Resolve) -> None:
    name, _, country = city.rpartition(" ")
    found = resolve(f"{name} was calm on Tuesday.", [name])[name].place
    assert found is not None
    assert (found.kind, found.country) == (Kind.SETTLEMENT, country)
