"""Sentences of our own that show how a name is used: for the place, or for its team, government or people.

ReLocaR has few of each kind. A sentence stands here once; its names are drawn anew each time. `{lc}` is a
country meant literally, `{lt}` a town, `{mc}` and `{mt}` are those that stand for somebody, as ReLocaR's
guidelines have it: where things lie, happen or move to is literal; who acts, plays, trades or owns is not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.tagger.corpora import Article, Span, split_sentences
from training.tagger.labels import LITERAL, METONYMIC

_SENTENCES = """
She toured {lc} in {year} with a small band.
He left {lt} for {lc} after the war and never came back.
The family fled from {lc} to {lc} in {year}.
They moved between {lc} and {lc} for most of her childhood.
He defected to {lc} in {year}.
She has worked for theatres in both {lc} and {lc}.
The occupation of {lc} lasted four years.
Protests against the occupation of {lc} were put down.
The siege of {lt} ended after eleven weeks.
He was killed in the battle of {lt}.
The earthquake in {lc} killed hundreds; the {year} {lc} floods killed more.
The river marks the border between {lc} and {lc}.
The mountains separate {lc} from {lc}.
The island lies off the coast of {lc}.
The north of {lc} is dry.
{lc} is mountainous and thinly settled.
{lc} has many small lakes and two large rivers.
{lc} is one of the countries most exposed to drought.
{lt} is the largest town of the district.
{lt} was then the capital of the kingdom.
{lc}'s highest mountain was climbed in {year}.
{lc}'s old churches draw many visitors.
{lc}'s coast is rocky and steep.
{lc}'s larger banks paid for the school.
She is one of {lc}'s best known painters.
He is {lc}'s most read novelist.
{lc}'s capital was rebuilt after the fire.
He was born in {lt}, {lc}, and studied in {lt}.
He died at {lt} on a journey to {lc}.
The treaty was signed at {lt} in {year}.
The talks in {lt} ended without a result.
Soldiers marched through {lc} towards {lt}.
He was expelled from {lc} in {year}.
The product is sold throughout {lc}.
The species is found in {lc} and {lc}.
The plant grows in the hills of {lc}.
Trains run from {lt} to {lt} every hour.
The road to {lt} was closed by snow.
The people of {lc} celebrated until the morning.
The king of {lc} visited the abbey.
Athletes from {lc} won three of the races.
The team took part in a tournament in {lc}, losing to {mc} and {mc}.
She joined {lc}'s oldest football club for two years.
He signed for {lc}'s Red Star in {year}.
The final was held in {lt}.
The {lt} event has grown every year.
Her studies outside {lc} were paid for by her uncle.
He owns a vineyard near {lt}.
Migrants crossed {lc} on foot.
They settled in what is now {lc}.
Flights to {lc} were cancelled.
The company opened a branch in {lt} and another in {lc}.
The airline flies to {lt}, {lt} and {lt}.
The museum holds paintings from {lc} and {lc}.
The company has plants in {lc}, {lc} and {lc}.
The climate of {lc} is mild.
The storm moved over {lc} towards {lt}.
The history of {lt} begins with a Roman camp.
The population of {lc} has doubled since {year}.
The schools of {lt} stayed closed.
He lived in exile in {lc}.
He played for three clubs in {lc} before he retired.
She competed for {mc} at the Olympic Games.
He played for {mc} at two World Cups.
He has rowed for {mc} since {year}.
He scored twice for {mt} in the cup final.
He spent four years playing for {mt} before moving to {mt}.
She was named in {mc}'s squad for the tour.
He took part in {mc}'s only match of the tournament.
{mc}'s coach resigned after the defeat.
{mc} beat {mc} 3–1 in the final.
{mc} lost to {mc} on penalties.
{mt} won the league in {year}.
They drew with {mc} and lost 2–0 to {mc}.
The match against {mc} was abandoned.
His century against {mc} saved the match.
It was their first win over {mc} in ten years.
{mc} finished fourth, behind {mc}.
{mc} qualified for the finals for the first time.
The first goal came against {mc} in {lt}.
He captained {mc} in nine tests.
{mc} were all out for 145.
{mc} signed the treaty in {year}.
{mc} declared war on {mc} in {year}.
{mc} recalled its ambassador from {lc}.
{mc} and {mc} agreed to share the water.
{mc} refused to recognise the new government.
{mc} has asked the court for a ruling.
{mt} has denied any part in the attack.
{mt} accused {mt} of breaking the truce.
Talks between {mc} and {mc} broke down.
Relations with {mc} have improved.
Trade with {mc} and {mc} was halted.
The agreement with {mc} was never ratified.
The colony became independent from {mc} in {year}.
Independence from {mc} was declared in July.
The island was captured from {mc} in {year}.
The province was ceded to {mc} after the war.
The ships were sold to {mc}.
Secret papers were handed to {mc}.
The tanks were built for {mc} and {mc}.
Orders from {mc} kept the yard busy.
The island is claimed by {mc} and {mc}.
The army of {lc} fought at the side of {mc}.
He fought for {mc} in the war against {mc}.
His policy was to keep {mc} out of the alliance.
He was ambassador of {mc} to {mc}.
He was {mc}'s envoy to {mc}.
{mc}'s foreign minister rejected the plan.
{mc}'s exports fell by a tenth.
{mc}'s economy depends on oil.
{mc} exports mainly coffee and copper.
{mc} depends on oil for its income.
{mc} has a strong interest in peace.
{mc} voted against the plan.
{mc} joined the union in {year}.
{mc} became a republic in {year}.
{mc} adopted a new constitution.
The law was passed by {mc} in {year}.
Sanctions against {mc} were lifted.
The handover of the islands to {mc} took a year.
Pressure from {mc} forced him out.
The bank lent money to {mc}.
Aid to {mc} was stopped.
According to {mc}, four soldiers died.
{mc}, along with {mc} and {mc}, founded the league.
He is one of the founders of modern {mc}.
Fears of {mc} shaped his thinking.
He was {mc}'s delegate at the conference in {lt}.
It restored peace to {mc}.
"""
_SLOT = re.compile(r"\{(year|[lm][ct])\}")
_COUNTRIES = (
    """
Argentina; Australia; Austria; Bangladesh; Belgium; Bolivia; Brazil; Bulgaria; Cameroon; Canada;
Chile; China; Colombia; Croatia; Cuba; Cyprus; Denmark; Ecuador; Egypt; England; Estonia;
Ethiopia; Fiji; Finland; France; Germany; Ghana; Greece; Guatemala; Haiti; Hungary; Iceland;
India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Jamaica; Japan; Jordan; Kenya; Kuwait;
Latvia; Lebanon; Libya; Lithuania; Malaysia; Mali; Malta; Mexico; Morocco; Nepal; the
Netherlands; New Zealand; Nigeria; North Korea; Norway; Pakistan; Panama; Peru; the Philippines;
Poland; Portugal; Qatar; Romania; Russia; Samoa; Scotland; Senegal; Serbia; Singapore; Slovakia;
South Africa; South Korea; Spain; Sri Lanka; Sudan; Sweden; Switzerland; Syria; Taiwan;
Thailand; Tonga; Tunisia; Turkey; Uganda; Ukraine; the United Kingdom; the United States; the
Soviet Union; Uruguay; Venezuela; Vietnam; Wales; Yemen; Zambia; Zimbabwe; Prussia; Bavaria;
Texas; Victoria; Queensland; Ontario; Quebec; Yugoslavia; Czechoslovakia
""".replace("\n", " ")
    .strip()
    .split("; ")
)
_TOWNS = (
    """
Madrid; Lisbon; Toronto; Dublin; Vienna; Budapest; Kiev; Moscow; Beijing; Damascus; Washington;
Tehran; London; Paris; Cardiff; Sydney; Melbourne; Lima; Bogota; Santiago; Hamburg; Munich;
Frankfurt; Bremen; Turin; Naples; Genoa; Seville; Porto; Belgrade; Zagreb; Sofia; Athens;
Ankara; Cairo; Tunis; Nairobi; Lagos; Accra; Delhi; Mumbai; Karachi; Dhaka; Bangkok; Manila;
Osaka; Seoul; Shanghai; Boston; Chicago; Detroit; Houston; Montreal; Leeds; Bristol; Glasgow;
Aberdeen; Galway; Cork; Antwerp; Ghent; Lyon; Lille; Nantes; Minsk; Riga; Vilnius; Tallinn
""".replace("\n", " ")
    .strip()
    .split("; ")
)


def patterns(seed: int) -> Iterator[Article]:
    """Every sentence once, its places' readings known and nothing else."""
    rng = random.Random(seed)
    for number, sentence in enumerate(_SENTENCES.strip().split("\n")):
        text, readings, last = "", [], 0
        for slot in _SLOT.finditer(sentence):
            text += sentence[last : slot.start()]
            last = slot.end()
            if slot[1] == "year":
                text += str(rng.randint(1850, 2019))
                continue
            name = rng.choice(_COUNTRIES if slot[1][1] == "c" else _TOWNS)
            if name.startswith("the "):
                text += "the " if text else "The "
                name = name.removeprefix("the ")
            reading = LITERAL if slot[1][0] == "l" else METONYMIC
            readings.append((Span(len(text), len(text) + len(name)), frozenset({reading})))
            text += name
        text += sentence[last:]
        yield Article(f"pattern-{number}", text, split_sentences(text), readings=tuple(readings))
