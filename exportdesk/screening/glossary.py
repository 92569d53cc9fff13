"""Tables of words: legal forms, abbreviations, titles, small words. Keys are normalized."""

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA


def _classes(**groups: str) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in words.split()}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Legal forms written as one code. "OOO" and "LLC" are one class: users write either for the other.
LEGAL_CODES: Mapping[str, str] = _classes(
    llc="llc ooo osoo spzoo doo eood ood tov mchj",
    ltd="ltd limited co company corp corporation inc incorporated plc pvt pte bhd sdn ltda cia"
    " kk limitd lmtd compania compagnie companhia kompaniya",
    jsc="jsc ao pao oao zao pjsc ojsc cjsc psc pjs sjc saoc saog saog",
    gmbh="gmbh mbh haftung",
    sa="sa cv rl sacv",
    sirket="as sti sirketi",
    bv="bv",
    nv="nv",
    ag="ag aktiengesellschaft",
    spa="spa",
    srl="srl sarl eirl",
    fze="fze fzco fzc fz fzllc dmcc dwc",
    kg="kg kommanditgesellschaft",
    ab="ab aktiebolag",
    oy="oy oyj",
    tbk="tbk",
    pt="pt",
    llp="llp lp",
    aps="aps",
    se="se",
)

# Codes that are also initials, given names or small words: a legal form at the ends of a name only.
LEGAL_AT_THE_ENDS = _set(
    "as sa ab ag oy nv bv kg lp fz pt ao se kk spa co psc pao ood tov doo dwc cia cv rl "
)

# Codes that are no word of any name, so that a letter too many does not hide them: "lltd".
LEGAL_UNMISTAKABLE = _set("ltd llc gmbh pvt pte pjsc ojsc cjsc inc corp")

# Spelled-out legal words that say more than "company": the strongest one present gives the class.
LEGAL_SPELLED: Mapping[str, str] = _classes(
    llc="liability otvetstvennostyu responsabilidad vidpovidalnistyu vidpovidalnistiu",
    jsc="joint aktsionernoe aktsionerne",
    sa="anonima anonyme",
    spa="azioni",
    srl="responsabilita responsabilite raspundere",
    pt="perseroan",
    bv="vennootschap",
)

# Words that belong to a legal form only when one of the others stands in the name too.
LEGAL_WITH: Mapping[str, frozenset[str]] = {
    word: frozenset(others.split())
    for word, others in {
        "stock": "joint company",
        "public": "stock joint limited ltd jsc ao",
        "open": "stock joint jsc ao",
        "closed": "stock joint jsc ao",
        "private": "limited ltd stock joint",
        "proprietary": "limited ltd",
        "pty": "limited ltd",
        "ko": "limited ltd",
        "partnership": "limited ltd liability",
        "obshchestvo": "otvetstvennostyu aktsionernoe ogranichennoi",
        "tovarystvo": "vidpovidalnistyu vidpovidalnistiu",
        "obmezhenoyu": "tovarystvo vidpovidalnistyu",
        "ogranichennoi": "obshchestvo otvetstvennostyu",
        "otkrytoe": "aktsionernoe",
        "zakrytoe": "aktsionernoe",
        "publichnoe": "aktsionernoe",
        "publichne": "aktsionerne",
        "tovarystvo_": "aktsionerne",
        "s": "ogranichennoi otvetstvennostyu",
        "z": "vidpovidalnistyu vidpovidalnistiu obmezhenoyu",
        "gesellschaft": "haftung",
        "mit": "haftung",
        "beschrankter": "haftung",
        "beschraenkter": "haftung",
        "sociedad": "anonima responsabilidad",
        "sociedade": "anonima limitada",
        "societe": "anonyme responsabilite",
        "societa": "azioni responsabilita",
        "societatea": "raspundere",
        "limitada": "responsabilidad sociedade",
        "limitata": "responsabilita raspundere",
        "limitee": "responsabilite",
        "variable": "capital",
        "per": "azioni",
        "terbatas": "perseroan",
        "besloten": "vennootschap",
        "naamloze": "vennootschap",
        "anonim": "sirketi sti as",
        "san": "tic ltd sti as",
    }.items()
}

# Legal words long enough to be recognized with a slip of the pen.
LEGAL_MENDED: tuple[str, ...] = (
    "company",
    "limited",
    "liability",
    "corporation",
    "incorporated",
    "public",
    "private",
    "obshchestvo",
    "aktsionernoe",
    "ogranichennoi",
    "otvetstvennostyu",
    "publichnoe",
    "otkrytoe",
    "zakrytoe",
    "sirketi",
)

# Legal words long enough that another word seldom ends in them.
LEGAL_LONG = frozenset(LEGAL_MENDED) | {"joint", "stock"}
LEGAL_GLUED: tuple[str, ...] = (*LEGAL_MENDED, "limitd", "gmbh", "fzco", "ltd", "llc", "ooo")

_ABBREVIATED = """
international: intl int internatl
trading: trdg trade ticaret torgovyi
manufacturing: mfg mfr manuf
technology: tech technologies techn technol teknoloji tekhnologies tekhnologii tekhnologiya
institute: inst instit institut institutes
university: univ
engineering: eng engg engr muhendislik
industry: ind inds industries industrial indust sanayi
science: sci scientific sciences nauchno
research: res rsch
development: dev devt develop
electronics: elec elex electronic electron elektronik
group: grp grup gruppa groupe
national: natl
management: mgmt mgt
service: svcs services svc serv
shipping: shpg shipg
transport: transp transportation
laboratory: lab labs laboratories
general: gen
brothers: bros
academy: acad
equipment: equip eqpt eqp
enterprise: ent enterprises predpriyatie predpriiatie
innovation: innovations innovatsii
commercial: comm coml
aviation: avn aviat
aerospace: aerosp
center: centre ctr centr centar tsentr merkezi
system: systems sys sistem
saint: st
import: imp ithalat imports
export: exp ihracat exports
sons: son
holding: holdings hldg hldgs
association: ass assn assoc
department: dept
ministry: min
investment: inv invest investments
communication: comms communications telecommunications telecommunication
petroleum: petro
machinery: mach makine
product: prod products
production: proizvodstvennyi
material: materials matl
resource: resources
logistic: logistics lojistik
solution: solutions
chemical: chem chemicals
pharmaceutical: pharma pharm pharmaceuticals
construction: constr insaat
security: sec
government: govt
allah: ullah ulla alla
din: deen eddine eddin uddin ddin addin aldin
muhammad: mohd muhd mohammed mohammad muhammed mohamed mohamad mehmed
federal: fed
north: nth
microelectronics: microelec
semiconductor: semicon semiconductors
instrument: instruments instr
optical: optics
automation: autom
energy: enerji
"""
ABBREVIATIONS: Mapping[str, str] = {
    short: full.strip()
    for line in _ABBREVIATED.strip().splitlines()
    for full, shorts in [line.split(":")]
    for short in shorts.split()
}

# Business words of this length are known with one letter gone, added, changed or turned.
_LEAST_MENDED = 9
_LEAST_SLIPPING = 6


def _less(word: str) -> set[str]:
    """Return a word and every text that it is with one letter left out."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


_FULL = frozenset(ABBREVIATIONS.values())
_LONG = sorted({*ABBREVIATIONS, *_FULL})
# The commonest name of all is known with a slip from six letters on.
_MUHAMMAD = frozenset(
    word for word, full in ABBREVIATIONS.items() if full == "muhammad" and len(word) > 6
)
_NEARLY: Mapping[str, str] = {
    less: word
    for word in _LONG
    if len(word) >= _LEAST_MENDED or word in _MUHAMMAD
    for less in sorted(_less(word))
}

_MOST_SLIPPING = 1 + max(map(len, _NEARLY))


@lru_cache(maxsize=1 << 15)
def business_word(key: str) -> str:
    """Return the full form of a business word, a slip in a long one mended, or the key."""
    known = ABBREVIATIONS.get(key) or ABBREVIATIONS.get(key.replace("rn", "m"))
    if known or not _LEAST_SLIPPING <= len(key) <= _MOST_SLIPPING or key in _FULL:
        return known or key
    lessened = _less(key)
    if _NEARLY.keys().isdisjoint(lessened):
        return key  # as nearly every word does
    for less in sorted(lessened):
        word = _NEARLY.get(less, "")
        if word and OSA.distance(word, key) == 1:
            return ABBREVIATIONS.get(word, word)
    return key


SMALL_WORDS = _set(
    "and the of for de la el al le les du des und et ve da do dos di del der den van von bin "
    "ibn ben bint ul ur ud an in "
)
# Never part of a name, even when little else is left.
EMPTY_WORDS = frozenset(["and", "the", "of", "for"])

TITLES = _set(
    "colonel col general president doctor monsieur madame mister captain capt commander "
    "brigadier major lieutenant mr mrs ms dr prof professor eng haji hajji hajj sheikh shaikh "
    "shaykh gen mullah sayyid seyyed sayyed mawlawi maulavi maulvi ing ayatollah "
)

# fmt: off
_COUNTED = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
]
_RANKED = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
]
# fmt: on
_ENDINGS = ("st", "nd", "rd")
NUMBERS: Mapping[str, str] = {
    **{str(at): word for at, word in enumerate(_COUNTED, 1)},
    **{
        f"{at}{_ENDINGS[at - 1] if at <= len(_ENDINGS) else 'th'}": word
        for at, word in enumerate(_RANKED, 1)
    },
    "30": "thirty",
    "40": "forty",
    "50": "fifty",
}
NUMBER_WORDS = frozenset(NUMBERS.values())

# Places say little about which one it is.
PLACES = _set(
    "moscow dubai shenzhen istanbul hong kong tehran europe asia africa london singapore "
    "shanghai beijing global usa uk uae china russia india iran turkey "
    "germany france japan korea taiwan pakistan guangzhou ankara "
)
# Parts of a company: they say next to nothing about which one it is.
COMPANY_PARTS = _set("branch office head department division subsidiary filial representative")

# A party with one of these in its name is taken for an organization when its kind is not given.
BUSINESS_WORDS = _set(
    "technology trading electronics international industry shipping engineering bank group "
    "holding university institute research logistics logistic aviation import export energy "
    "petroleum machinery service enterprise investment capital resource pharmaceutical chemical "
    "steel textile foods insurance security medical system software manufacturing equipment "
    "laboratory construction solution commercial production product material communication "
    "development association microelectronics semiconductor instrument optical automation center "
    "plant factory oil gas mining airlines motors foundation bureau academy ministry consulting "
    "transport transportation aerospace innovation management "
)
