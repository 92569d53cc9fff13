"""Words of addresses: kinds of street and building in several languages, words that say nothing."""

from collections.abc import Mapping


def _one_word(table: str) -> dict[str, str]:
    return {
        word: name.strip()
        for line in table.strip().splitlines()
        for name, words in [line.split(":")]
        for word in words.split()
    }


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STREET_WORDS: Mapping[str, str] = _one_word("""
street: st str ul ulitsa ulica vul vulytsia sokak sok sk sokagi jie calle cl rue via strasse shari
road: rd lu doroga yolu
avenue: ave av avenida prospekt pr prosp pros
boulevard: blvd bulvar bulvari bul
lane: ln pereulok per hutong xiang
highway: hwy shosse sh otoyol
square: sq pl ploshchad ploshad meydani meydan maydan
alley: al
embankment: nab naberezhnaya
caddesi: cad cd cadde
bazaar: bazar
south: s nan
north: n bei
center: centre ctr tsentr merkezi merkez
commercial: comm
industrial: ind
international: intl
district: dist qu rayon raion
building: bldg bld bina binasi zgrada
tower: twr towers kulesi
plaza: plz
mansion: mansions
freezone: fz
""")

BUILDING_WORDS: frozenset[str] = _set(
    "building bldg bld bina binasi tower twr towers kulesi centre center ctr plaza plz mansion "
    "mansions house court arcade complex han hani apartmani apt residence residency square mall "
    "estate merkezi dasha daxia edificio torre "
)

# What begins a part that tells of another place: "opposite the mosque".
LANDMARK_WORDS = frozenset(
    {"near", "nr", "opp", "opposite", "behind", "beside", "next", "adjacent"}
)

# Words that every second address has: they are not compared.
PLAIN_WORDS = _set(
    "no nr nos number num d dom m house h bldg building room the of and ve mah mahallesi "
    "mahalle mh district town city province region oblast obl g gorod near opp opposite behind "
    "next to at in c o co area zone plot lot sector bd "
)

# Parts of a Chinese address, as the words they are in Latin ones; longest first.
HAN_PARTS: tuple[tuple[str, str], ...] = (
    ("香港", " hong kong, "), ("中国", " china, "), ("中國", " china, "),
    ("北京", " beijing "), ("上海", " shanghai "), ("深圳", " shenzhen "), ("广州", " guangzhou "),
    ("東大街", " east street, "), ("东大街", " east street, "), ("西大街", " west street, "),
    ("南大街", " south street, "), ("北大街", " north street, "),
    ("东路", " east road, "), ("西路", " west road, "), ("南路", " south road, "),
    ("北路", " north road, "), ("大街", " street, "), ("大道", " avenue, "),
    ("大厦", " building, "), ("大廈", " building, "), ("广场", " plaza, "), ("廣場", " plaza, "),
    ("中心", " center, "), ("街道", " , "), ("路", " road, "), ("道", " road, "),
    ("街", " street, "),
    ("省", " , "), ("市", " , "), ("区", " , "), ("區", " , "), ("镇", " , "), ("县", " , "),
    ("号楼", " lou, "), ("號", " , "), ("号", " , "), ("楼", " lou, "), ("樓", " lou, "),
    ("层", " ceng, "), ("層", " ceng, "), ("室", " shi, "), ("座", " , "),
)  # fmt: skip
