"""Made-up ordinary names of people and companies, to see how often such a name alerts.

The parts are common given names, family names and words of trade; put together they name nobody in
particular. Half are companies, as most customers of an exporter are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exportdesk.screening.dice import Dice


@dataclass(frozen=True, slots=True)
class Region:
    """What names are made of in one part of the world. `last_first`: the family name leads."""

    country: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    places: tuple[str, ...]
    legal: tuple[str, ...]
    last_first: bool = False


def _region(
    country: str, given: str, family: str, places: str, legal: str, *, last_first: bool = False
) -> Region:
    parts = [tuple(part.split("|")) for part in (given, family, places, legal)]
    return Region(country, parts[0], parts[1], parts[2], parts[3], last_first)


_REGIONS = (
    _region(
        "US",
        "James|Mary|Robert|Linda|Michael|Susan|Kevin|Angela|Brian|Heather|Scott|Denise",
        "Whitaker|Holloway|Brennan|Sutter|Marsh|Tolliver|Keating|Ferris|Langdon|Oakes|Rudd|Pruitt",
        "Dayton|Cedar Falls|Lakeside|Blue Ridge|Mill Creek|Tacoma|Red River|Fairview",
        "Inc.|LLC|Corp.|Co.|, Inc.|",
    ),
    _region(
        "GB",
        "Oliver|Charlotte|Graham|Fiona|Alistair|Imogen|Nigel|Rosie|Callum|Harriet",
        "Ashworth|Pemberton|Thackeray|Lockwood|Hargreaves|Blythe|Winslow|Kirkby|Fenwick|Stanton",
        "Leeds|Severn|Kirkwall|Highfield|Ashford|Thornbury|Pennine|Solent",
        "Ltd|Limited|PLC|LLP|& Sons Ltd",
    ),
    _region(
        "DE",
        "Jürgen|Sabine|Matthias|Heike|Torsten|Anja|Ulrich|Katrin|Lukas|Greta",
        "Kettler|Brandhorst|Vogelsang|Lindenau|Ostermann|Weidlich|Hufnagel|Röttger|Stahlmann|Dörr",
        "Rhein|Bodensee|Münster|Elbtal|Nord|Allgäu|Harz|Weser",
        "GmbH|AG|GmbH & Co. KG|KG|e.K.",
    ),
    _region(
        "FR",
        "Luc|Amélie|Thierry|Solène|Didier|Maëlle|Gérard|Élodie|Bastien|Coralie",
        "Beaumont|Lefranc|Marchetti|Dumas|Chevallier|Poirier|Rousselot|Delcourt|Garnier|Vasseur",
        "Lyon|Provence|Loire|Atlantique|Bretagne|Savoie|Garonne|Vosges",
        "SARL|SAS|S.A.|SA|EURL",
    ),
    _region(
        "IT",
        "Paolo|Chiara|Giancarlo|Ilaria|Renato|Francesca|Dario|Elisa|Tommaso|Ginevra",
        "Bellandi|Rovere|Castagna|Morandi|Pellegrini|Fabbri|Zanetti|Corsini|Malvezzi|Tarantola",
        "Brescia|Adriatica|Lombarda|Toscana|Friuli|Modena|Ligure|Emiliana",
        "S.r.l.|S.p.A.|Srl|s.n.c.",
    ),
    _region(
        "ES",
        "Alejandro|Lucía|Ignacio|Marta|Gonzalo|Pilar|Rodrigo|Inés|Esteban|Jimena",
        "Valdés|Montero|Quiroga|Arriaga|Cifuentes|Barrera|Olmedo|Santillán|Echeverri|Pizarro",
        "Andes|Bajío|Levante|Pacífico|Monterrey|Aragón|Cuyo|Sabana",
        "S.A. de C.V.|S.L.|S.A.|S.A.S.|Ltda.",
    ),
    _region(
        "BR",
        "Thiago|Larissa|Rafael|Juliana|Caio|Beatriz|Gustavo|Helena|Otávio|Lívia",
        "Nogueira|Teixeira|Carvalho|Figueiredo|Bragança|Moreira|Pacheco|Vilela|Queiroz|Amorim",
        "Paulista|Minas|Curitiba|Serra Azul|Nordeste|Bela Vista|Iguaçu|Planalto",
        "Ltda.|S.A.|Ltda ME|EIRELI",
    ),
    _region(
        "PL",
        "Zbigniew|Agnieszka|Marek|Dorota|Krzysztof|Ewelina|Petra|Ondřej|László|Zsófia",
        "Nowicki|Zielonka|Wróbel|Kamiński|Jelínek|Dvorský|Szalai|Kerekes|Gajda|Bartoš",
        "Śląsk|Wisła|Moravia|Dunaj|Tatra|Karpaty|Pomorze|Balaton",
        "Sp. z o.o.|S.A.|s.r.o.|Kft.|a.s.",
    ),
    _region(
        "RU",
        "Dmitri|Yelena|Sergei|Olga|Nikolai|Irina|Timur|Svetlana|Roman|Galina",
        "Belyakov|Orlenko|Gusev|Malinin|Sorokina|Tikhonov|Vetrov|Lapshina|Kruglov|Zimin",
        "Ural|Volga|Neva|Sibir|Kama|Onega|Altai|Baikal",
        "LLC|OOO|JSC|AO",
    ),
    _region(
        "TR",
        "Emre|Ayşe|Burak|Elif|Serkan|Zeynep|Onur|Gülşen|Kaan|Derya",
        "Yıldırım|Korkmaz|Aydoğan|Çelebi|Özkan|Tunçer|Demirel|Karaca|Sezgin|Uysal",
        "Anadolu|Bursa|Marmara|Ege|Konya|Boğaz|Toros|İzmir",
        "A.Ş.|Ltd. Şti.|San. ve Tic. A.Ş.",
    ),
    _region(
        "AE",
        "Khalid|Noura|Tariq|Layla|Faisal|Hessa|Sami|Dalal|Yousef|Rania",
        "Al Marzouqi|Al Harbi|Haddad|Al Suwaidi|Nasser|Khoury|Al Balushi|Qasim|Darwish|Al Otaibi",
        "Gulf|Jumeirah|Al Noor|Desert Rose|Oasis|Sharjah|Al Wadi|Pearl",
        "LLC|FZE|FZCO|Trading LLC|W.L.L.",
    ),
    _region(
        "IN",
        "Rajesh|Priya|Sunil|Kavita|Arjun|Meena|Vikram|Anjali|Harish|Deepa",
        "Deshmukh|Iyer|Bhatt|Chaudhary|Menon|Kulkarni|Saxena|Reddy|Fernandes|Thakur",
        "Deccan|Konkan|Gujarat|Nilgiri|Pune|Malabar|Kaveri|Himalaya",
        "Pvt. Ltd.|Private Limited|Ltd.|LLP|& Co.",
    ),
    _region(
        "CN",
        "Jianguo|Meiling|Haoran|Xiuying|Zhiwei|Yuting|Guangming|Lihua|Zihan|Wenjing",
        "Zhou|Tang|Feng|Dong|Pan|Yuan|Cai|Jiang|Yu|Du",
        "Suzhou|Ningbo|Dongguan|Foshan|Wuxi|Xiamen|Hefei|Qingdao",
        "Co., Ltd.|Co. Ltd|Limited|Technology Co., Ltd.|Import and Export Co., Ltd.",
        last_first=True,
    ),
    _region(
        "JP",
        "Haruto|Yuki|Kenji|Aiko|Takeshi|Naomi|Minjun|Seoyeon|Jihoon|Hyejin",
        "Hayashida|Morimoto|Okabe|Nishikawa|Tsuchiya|Uehara|Kwon|Bae|Seong|Noh",
        "Kansai|Nagano|Sapporo|Hamamatsu|Busan|Daegu|Kyushu|Incheon",
        "K.K.|Co., Ltd.|Corporation|Inc.",
        last_first=True,
    ),
    _region(
        "NG",
        "Chinedu|Ngozi|Kwame|Abena|Thabo|Lerato|Juma|Wanjiku|Babatunde|Folake",
        "Okonkwo|Adeyemi|Mensah|Boateng|Dlamini|Nkosi|Kamau|Otieno|Balogun|Eze",
        "Lagos|Volta|Kilimanjaro|Savanna|Mombasa|Highveld|Accra|Niger Delta",
        "Ltd|Limited|(Pty) Ltd|Nig. Ltd|Enterprises",
    ),
    _region(
        "VN",
        "Minh|Thuy|Budi|Dewi|Somchai|Siti|Hung|Lan|Aditya|Ratna",
        "Nguyen Van|Pham Thi|Santoso|Wijaya|Chaiyasit|Rahman|Tran Duc|Hidayat|Le Quang|Suharto",
        "Mekong|Saigon|Java|Borneo|Siam|Penang|Hanoi|Andaman",
        "JSC|Co., Ltd|Sdn. Bhd.|Pte. Ltd.|Tbk",
        last_first=True,
    ),
)
_TRADES = (
    "Instruments", "Electronics", "Trading", "Engineering", "Logistics", "Foods", "Textiles",
    "Machinery", "Chemicals", "Optics", "Automation", "Shipping", "Medical Supplies", "Furniture",
    "Construction", "Software", "Packaging", "Metals", "Laboratory Equipment", "Agro", "Motors",
    "Plastics", "Consulting", "Pharma", "Aviation Services", "Energy", "Industrial Supply", "Tools",
)  # fmt: skip
_STARTS = ("Vel", "Nor", "Tri", "Cal", "Ost", "Mer", "Zan", "Pol", "Lum", "Fen", "Qua", "Bri")
_MIDDLES = ("va", "do", "ri", "to", "na", "lexi", "mo", "sca", "ne", "pha")
_ENDS = ("ra", "tek", "lis", "con", "dyne", "mar", "via", "sol", "nix", "gard")


@dataclass(frozen=True, slots=True)
class MadeName:
    """A made-up name: whether it is a company's, and the country its parts are from."""

    name: str
    is_company: bool
    country: str


def made_names() -> Iterator[MadeName]:
    """Yield made-up names without end, each once, the same on every machine."""
    seen = set()
    number = 0
    while True:
        number += 1
        dice = Dice("clean name", str(number))
        region = dice.one_of(_REGIONS)
        is_company = number % 2 == 0
        name = _company(dice, region) if is_company else _person(dice, region)
        if name not in seen:
            seen.add(name)
            yield MadeName(name, is_company, region.country)


def _person(dice: Dice, region: Region) -> str:
    given, family = dice.one_of(region.given), dice.one_of(region.family)
    if dice.below(4) == 0:
        given = f"{given} {dice.one_of(region.given)}"
    return f"{family} {given}" if region.last_first else f"{given} {family}"


def _company(dice: Dice, region: Region) -> str:
    coined = "".join(dice.one_of(parts) for parts in (_STARTS, _MIDDLES, _ENDS))
    lead = (
        coined,
        dice.one_of(region.family),
        dice.one_of(region.places),
        f"{dice.one_of(region.places)} {coined}",
        f"{dice.one_of(region.family)} & {dice.one_of(region.family)}",
    )[dice.below(5)]
    name = f"{lead} {dice.one_of(_TRADES)} {dice.one_of(region.legal)}"
    return name.replace(" ,", ",").strip()
