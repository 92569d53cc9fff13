"""Words of addresses: kinds of street and building in several languages, words that say nothing."""

import re
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
avenue: ave av avenida prospekt pr prosp pros prt prkt dadao
boulevard: blvd bulvar bulvari bul blv boulvard br bvd
lane: ln pereulok per hutong xiang longtang nong
highway: hwy shosse sh otoyol gonglu
square: sq pl ploshchad ploshad meydani meydan maydan
drive: dr
parkway: pkwy
terrace: ter
alley: aly
proezd: prd passage pass
embankment: nab naberezhnaya waterfront
caddesi: cad cd cadde
bazaar: bazar
south: s nan
north: n bei
west: w xi
east: e dong
center: centre ctr tsentr merkezi merkez cntr
commercial: comm coml
industrial: ind
international: intl
district: dist qu rayon raion
building: bldg bld bina binasi zgrada dasha daxia
tower: twr towers kulesi
plaza: plz guangchang
mansion: mansions
sheikh: shaikh sheik shk
freezone: fz
moscow: moskva
kyiv: kiev
newyork: ny
al: alabama
ak: alaska
az: arizona
ar: arkansas
ca: california
co: colorado
ct: connecticut
de: delaware
fl: florida
ga: georgia
hi: hawaii
id: idaho
il: illinois
in: indiana
ia: iowa
ks: kansas
ky: kentucky
la: louisiana
me: maine
md: maryland
ma: massachusetts
mi: michigan
mn: minnesota
ms: mississippi
mo: missouri
mt: montana
ne: nebraska
nv: nevada
oh: ohio
ok: oklahoma
or: oregon
pa: pennsylvania
tn: tennessee
tx: texas
ut: utah
vt: vermont
va: virginia
wa: washington
wi: wisconsin
wy: wyoming
""")

STREET_KINDS = _set(
    "street road avenue boulevard lane highway square drive parkway terrace alley proezd "
    "embankment caddesi court way quay tupik shosse"
)

BUILDING_WORDS: frozenset[str] = _set(
    "building bldg bld bina binasi tower twr towers kulesi centre center ctr cntr plaza plz "
    "mansion mansions house court arcade complex han hani apartmani apt residence residency mall "
    "estate merkezi dasha daxia edificio torre factory guangchang tsentr plazasi rezidans sitesi"
)

# What a quarter ends with: a new name begins behind it.
QUARTER_WORDS = _set("mah mahallesi mahalle mh bolgesi district dist qu rayon raion")

REGION_WORDS = _set("province prov oblast obl region kray krai governorate republic respublika")
# Provinces of China, which stand or are left out: not compared where nothing is beside them.
PROVINCES = _set(
    "anhui fujian gansu guangdong guangxi guizhou hainan hebei heilongjiang henan hubei hunan "
    "jiangsu jiangxi jilin liaoning ningxia qinghai shaanxi shandong shanxi sichuan xinjiang "
    "yunnan zhejiang"
)

DIRECTIONS = _set("north south east west nw ne sw se")

# What stands before a house number.
HOUSE_WORDS = _set("no nos number num n d dom h house bud budynok numara vl vladenie hao")

# What begins a part that tells of another place: "opposite the mosque".
LANDMARK_WORDS = frozenset(
    {"near", "nr", "opp", "opposite", "behind", "beside", "next", "adjacent", "yani", "arkasi"}
)

# Words that every second address has: they are not compared.
PLAIN_WORDS = _set(
    "no nos number num d dom m house h bldg building room the of and ve mah mahallesi "
    "mahalle mh district dist town township city province region oblast obl g gorod near opp "
    "opposite behind next to at in c o co area zone free plot lot sector bd "
    "vl vladenie shi qu rayon raion kln kl nt hk po box floor room unit office suite mkr"
)

ORDINALS: Mapping[str, str] = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
    "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
    "twelfth": "12th",
}  # fmt: skip

# Country names as they end an address; the country is compared by itself.
COUNTRY_WORDS: tuple[str, ...] = (
    "china", r"p\.?\s*r\.?\s*c", r"p\.?\s*r\.?\s+china", r"peoples\s+republic\s+of\s+china", "cn",
    r"hong\s*kong\s+sar", "hk", "russia", r"russian\s+federation", "rossiia", "rossiya", "rf", "ru",
    "turkey", "turkiye", "tr", r"united\s+arab\s+emirates", r"u\.?\s*a\.?\s*e", "ae", "iran", "ir",
    r"united\s+states(?:\s+of\s+america)?", r"u\.?\s*s\.?\s*a", "us",
    r"united\s+kingdom", "uk", "gb",
)  # fmt: skip

# What is one thing written in several ways; the first column is a pattern.
PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?:st|saint|sankt|s)[\s.-]*peters?burgh?", "saintpetersburg"), (r"spb", "saintpetersburg"),
    (r"mong\s*kok", "mongkok"), (r"hong[\s-]*kong", "hongkong"), (r"h\.\s*k\.?", " hk"),
    (r"tsim\s*sha\s*tsui", "tsimshatsui"), (r"wan\s*chai", "wanchai"), (r"tst", "tsimshatsui"),
    (r"new\s+territories|n\.\s*t\.?", "nt"),
    (r"jafza", "jebel ali freezone"), (r"jebel\s+ali\s+free\s*zone", "jebel ali freezone"),
    (r"jlt|jumeira?h?\s+lakes?\s+towers?", "jumeirahlakes"),
    (r"free\s*(?:trade\s*)?zone|ftz", "freezone"), (r"szr", "sheikh zayed road"),
    (r"c\s*/\s*o", " , "),
    (r"is\s+(?:hani|merkezi)", "ismerkezi merkezi"),
    (r"north\s*west|n\.\s*w\.?", "nw"), (r"north\s*east|n\.\s*e\.?", "ne"),
    (r"south\s*west|s\.\s*w\.?", "sw"), (r"south\s*east|s\.\s*e\.?", "se"),
    (r"new\s+york", "newyork"), (r"new\s+jersey", "nj"), (r"new\s+mexico", "nm"),
    (r"new\s+hampshire", "nh"), (r"north\s+carolina", "nc"), (r"south\s+carolina", "sc"),
    (r"north\s+dakota", "nd"), (r"south\s+dakota", "sd"), (r"west\s+virginia", "wv"),
    (r"rhode\s+island", "ri"), (r"no(?=\d)", "no "),
)  # fmt: skip

_CYRILLIC: tuple[tuple[str, str], ...] = (
    (r"пр(?:осп)?\.|пр-к?т|проспект", " prospekt "), (r"пр-д|проезд", " proezd "),
    (r"б-р|бул\.|бульвар", " bulvar "), (r"пер\.", " pereulok "), (r"пл\.", " ploshchad "),
    (r"наб\.", " naberezhnaya "), (r"ш\.", " shosse "), (r"ул\.", " ulitsa "),
    (r"лит(?:ер|ера)?\.?(?=\s*[а-я]\b)", " liter "), (r"стр\.?(?=\s*\d)|строение", " stroenie "),
    (r"корп?\.|корпус|к\.?(?=\s*\d)", " korpus "), (r"оф\.|офис", " office "),
    (r"пом\.|помещ(?:ение)?\.?", " pomeshchenie "), (r"кв\.", " kvartira "),
    (r"ком\.", " komnata "),
    (r"эт\.|этаж", " etazh "), (r"д\.|дом", " dom "), (r"вл\.", " vladenie "),
    (r"г\.|город", " "), (r"обл\.?|область", " oblast "), (r"р-н|район", " rayon "),
    (r"россия|российская федерация", " russia "), (r"москва", " moscow "),
    (r"санкт-петербург|спб", " saintpetersburg "), (r"а/я", " a/ya "),
)  # fmt: skip
CYRILLIC_SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), meaning)
    for pattern, meaning in _CYRILLIC
)

# Parts of a Chinese address, as the words they are in Latin ones; longer ones first.
_HAN: tuple[tuple[str, str], ...] = (
    ("香港", " , hongkong, "), ("中国", " , "), ("中國", " , "),
    ("九龍灣", " , kowloon bay, "), ("九龙湾", " , kowloon bay, "), ("九龍", " , kowloon, "),
    ("九龙", " , kowloon, "), ("旺角", " , mongkok, "), ("中環", " , central, "),
    ("上環", " , sheung wan, "), ("灣仔", " , wanchai, "), ("湾仔", " , wanchai, "),
    ("尖沙咀", " , tsimshatsui, "), ("新界", " , nt, "), ("觀塘", " , kwun tong, "),
    ("观塘", " , kwun tong, "), ("荃灣", " , tsuen wan, "), ("荃湾", " , tsuen wan, "),
    ("葵涌", " , kwai chung, "), ("北角", " , north point, "), ("銅鑼灣", " , causeway bay, "),
    ("深水埗", " , sham shui po, "), ("長沙灣", " , cheung sha wan, "), ("柴灣", " , chai wan, "),
    ("荔枝角", " , lai chi kok, "), ("屯門", " , tuen mun, "), ("沙田", " , sha tin, "),
    ("元朗", " , yuen long, "), ("火炭", " , fo tan, "), ("紅磡", " , hung hom, "),
    ("新蒲崗", " , san po kong, "), ("鰂魚涌", " , quarry bay, "), ("香港仔", " , aberdeen, "),
    ("彌敦道", " nathan road "), ("軒尼詩道", " hennessy road "), ("駱克道", " lockhart road "),
    ("告士打道", " gloucester road "), ("干諾道", " connaught road "), ("英皇道", " kings road "),
    ("德輔道", " des voeux road "), ("青山公路", " castle peak road "), ("廣東道", " canton road "),
    ("漆咸道", " chatham road "), ("亞皆老街", " argyle street "), ("皇后大道", " queens road "),
    ("東大街", " east street "), ("东大街", " east street "), ("西大街", " west street "),
    ("南大街", " south street "), ("北大街", " north street "),
    ("东街", " east street "), ("西街", " west street "), ("南街", " south street "),
    ("北街", " north street "),
    ("东路", " east road "), ("東路", " east road "), ("西路", " west road "),
    ("南路", " south road "), ("北路", " north road "), ("中路", " middle road "),
    ("大街", " street "), ("大道", " avenue "), ("公路", " highway "), ("胡同", " hutong "),
    ("工業大廈", " industrial building, "), ("工业大厦", " industrial building, "),
    ("商業中心", " commercial center, "), ("商业中心", " commercial center, "),
    ("商業大廈", " commercial building, "), ("商业大厦", " commercial building, "),
    ("大厦", " building, "), ("大廈", " building, "), ("广场", " plaza, "), ("廣場", " plaza, "),
    ("中心", " center, "), ("科技园", " science park, "), ("工业园", " industrial park, "),
    ("街道", " , "), ("路", " road "), ("道", " road "), ("街", " street "), ("巷", " lane "),
    ("自治区", " , "), ("省", " , "), ("市", " , "), ("新区", " new district, "), ("区", " , "),
    ("區", " , "), ("镇", " , "), ("鎮", " , "), ("县", " , "), ("乡", " , "),
)  # fmt: skip
HAN_PLACES: tuple[tuple[str, str], ...] = tuple(
    sorted(_HAN, key=lambda entry: len(entry[0]), reverse=True)
)
