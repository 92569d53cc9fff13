"""Addresses of the real lists, rewritten as people write them, and made-up clean ones."""

import csv
import gzip
import html
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from exportdesk.screening.addresses import read_address

_COUNTRIES = {
    "hong_kong": re.compile(r"hong kong", re.I),
    "china": re.compile(r"\b(?:china|cn)\W*$", re.I),
    "turkey": re.compile(r"\b(?:turkey|tr)\W*$", re.I),
    "emirates": re.compile(r"\b(?:united arab emirates|uae|u\.a\.e|ae)\W*$", re.I),
    "russia": re.compile(r"\b(?:russia|ru)\W*$", re.I),
    "united_states": re.compile(r"\b(?:united states|us|usa)\W*$", re.I),
}
_SUPPLEMENT_ADDRESS = re.compile(
    r"<br/>\s*<br/>\s*([^<]{20,200}?\.)\s*</TD>|Address \d\d,\s*([^<]+)<"
)


def csl_addresses(path: Path) -> Iterator[str]:
    """Return the addresses of the Consolidated Screening List as CSV of 2022."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from (part for part in row["addresses"].split("; ") if part.count(",") > 1)


def ofac_addresses(path: Path) -> Iterator[str]:
    """Return the addresses in ADD.CSV of OFAC."""
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.reader(lines):
            parts = [part.strip() for part in row[2:5] if part.strip() != "-0-"]
            if len(parts) == 3:
                yield ", ".join(parts)


def ecfr_addresses(path: Path) -> Iterator[str]:
    """Return addresses of the supplements to part 744, where they stand by themselves."""
    with gzip.open(path, "rt", encoding="utf-8") as whole:
        for one, other in _SUPPLEMENT_ADDRESS.findall(whole.read()):
            yield " ".join(html.unescape(one or other).split())


def address_entries(path: Path) -> list[str]:
    """Return the entries of the Entity List that are an address and nobody's name."""
    with gzip.open(path, "rt", encoding="utf-8") as whole:
        found = re.findall(r">\s*Address \d\d,\s*([^<]+)<", whole.read())
    return list(dict.fromkeys(" ".join(html.unescape(text).split()) for text in found))


def form_of(text: str) -> str:
    """Return which of our forms an address has, "" for another country."""
    return next((form for form, found in _COUNTRIES.items() if found.search(text)), "")


def _segments(text: str) -> list[str]:
    return [part.strip(" .") for part in text.split(",") if part.strip(" .")]


_INSIDE = re.compile(
    r"^(?:(?:flat|rm|room|unit|suite|ste|office|of|shop|apt|kapi no|daire|floor|fl|pomeshch?|kom"
    r"|kat)\b.{0,16}|\d+(?:st|nd|rd|th)? ?(?:/f\.?|floor|fl)|[a-z]?\d+/f)$",
    re.I,
)
_HOUSE = re.compile(
    r"(?P<before>^|[,\s](?:no[.:]?|d\.?)\s*|,\s*)(?P<number>\d{1,4})"
    r"(?P<after>\s+[A-Z][\w'. -]*\b(?:street|str?|road|rd|avenue|ave|lane|boulevard|drive)\b"
    r"|(?=,\s*(?:of|office|[A-Z][a-z]+ \d{6}|\w+, \d{6}))|(?=\s*,))",
    re.I,
)


def drop_inside(text: str) -> str:
    """Return an address without its floor and room, where these stand between commas."""
    return ", ".join(part for part in _segments(text) if not _INSIDE.match(part))


def reorder(text: str) -> str:
    """Return an address that begins with its town."""
    parts = _segments(text)
    return ", ".join([*parts[-2:], *parts[:-2]])


def shorten(text: str) -> str:
    """Return an address with its usual words shortened, without country and postal code."""
    parts = _segments(text)[:-1]
    short = ", ".join(parts)
    for word, less in (
        ("Street", "St."), ("Road", "Rd."), ("Building", "Bldg."), ("Avenue", "Ave."),
        ("Commercial", "Comm."), ("Centre", "Ctr"), ("Boulevard", "Blvd"), ("District", "Dist."),
        ("Sokak", "Sk."), ("Caddesi", "Cad."), ("Industrial", "Ind."), ("Floor", "Fl."),
    ):  # fmt: skip
        short = re.sub(rf"\b{word}\b", less, short, flags=re.I)
    return re.sub(r"[,\s]+\d{5,6}(?:-\d{4})?\b", "", short)


def shout(text: str) -> str:
    """Return an address in capitals, its commas left out but for one."""
    parts = _segments(text)
    return f"{' '.join(parts[:-1])}, {parts[-1]}".upper()


def other_floor(text: str) -> str:
    """Return an address on another floor of the same house."""
    return f"Room 4711, 47/F, {drop_inside(text)}"


_SPELLED = (("iy", "y"), ("yy", "y"), ("ya", "ia"), ("yu", "iu"), ("kh", "h"), ("shch", "sch"))


def respell(text: str) -> str:
    """Return an address in another transliteration."""
    for one, other in _SPELLED:
        text = re.sub(rf"(?<=[a-z]){one}", other, text)
    return text.replace("ts", "tz")


_CYRILLIC = (
    ("shch", "щ"), ("kh", "х"), ("zh", "ж"), ("ch", "ч"), ("sh", "ш"), ("ts", "ц"), ("yu", "ю"),
    ("ya", "я"), ("iy", "ий"), ("yy", "ый"),
    *zip("abvgdezijklmnoprstufy", "абвгдезийклмнопрстуфы", strict=True),
)  # fmt: skip


def in_cyrillic(text: str) -> str:
    """Return a Russian address in Cyrillic letters."""
    lower = text.lower()
    for latin, other in (
        (r"\bul\b\.?|\bst(?:r|reet)?\b\.?", "ул."), (r"\bd\b\.?", "д."),
        (r"\b(?:of|office)\b\.?", "оф."), (r"\bmoscow\b", "москва"), (r"\bpr-d\b", "пр-д"),
        (r"\b(?:st\.?|saint|sankt)[ -]petersburg\b", "санкт-петербург"),
        (r"\brussia|\bru$", "россия"),
        (r"\bkorp(?:us)?\b\.?|\bk\.", "корп."), (r"\bfloor\b", "этаж"),
        (r"\bpomeshch?\b\.?", "пом."),
        (r"\b(?:ave(?:nue)?|prospekt|pr-kt)\b\.?", "пр-кт"), (r"\broom\b", "ком."),
        (r"\bregion\b", "область"), (r"\bbuilding\b|\bbld\b\.?", "дом"),
    ):  # fmt: skip
        lower = re.sub(latin, other, lower)
    for latin, other in _CYRILLIC:
        lower = lower.replace(latin, other)
    return lower


def other_house(text: str) -> str:
    """Return an address with another house number; "" where it is not plain which that is."""
    if len(read_address(text).numbers) != 1:
        return ""
    number = read_address(text).numbers[0]
    if number.first != number.last:
        return ""
    changed = re.sub(rf"(?<![\d/-]){number.first}(?![\d/-])", str(number.first + 14), text)
    return "" if changed == text or len(re.findall(rf"\b{number.first}\b", text)) != 1 else changed


REWRITES: dict[str, Callable[[str], str]] = {
    "as listed": lambda text: text,
    "inside dropped": drop_inside,
    "reordered": reorder,
    "shortened": shorten,
    "capitals": shout,
}

_HEADS = re.findall(
    r"\w+",
    "Bel Cor Dan Fal Gar Hel Jor Kes Lun Mar Nor Osk Pel Quin Ras Sel Tor Ulm Ver Wil Zan",
)
_TAILS = re.findall(
    r"\w+",
    "amin dora eska fira gona hallen ida kara lion mira nova ostra pira renka sora vanta",
)
_TOWNS = {
    "hong_kong": [
        "Mong Kok, Kowloon",
        "Kwun Tong, Kowloon",
        "Wan Chai",
        "Tsuen Wan, N.T.",
        "Central",
        "Tsim Sha Tsui, Kowloon",
        "Sheung Wan",
    ],
    "china": [
        "Haidian District, Beijing",
        "Chaoyang District, Beijing",
        "Nanshan District, Shenzhen",
        "Pudong New Area, Shanghai",
        "Tianhe District, Guangzhou",
        "Yanta District, Xian",
    ],
    "turkey": [
        "Sisli, Istanbul",
        "Fatih, Istanbul",
        "Cankaya, Ankara",
        "Konak, Izmir",
        "Kadikoy, Istanbul",
    ],
    "emirates": [
        "Deira, Dubai",
        "Business Bay, Dubai",
        "Al Majaz, Sharjah",
        "Bur Dubai, Dubai",
    ],
    "russia": [
        "Moscow",
        "Saint Petersburg",
        "Kazan",
        "Yekaterinburg",
        "Novosibirsk",
        "Zelenograd, Moscow",
    ],
    "united_states": [
        "Miami, FL 33130",
        "Houston, TX 77002",
        "New York, NY 10022",
        "Brooklyn, NY 11235",
    ],
}
_COMMON = {
    "hong_kong": ["Nathan Road", "Castle Peak Road", "Queens Road Central", "Hennessy Road"],
    "china": ["Zhongshan Road", "Renmin Road", "Jiefang Road", "Zhongguancun East Road"],
    "turkey": ["Ataturk Cad.", "Cumhuriyet Cad.", "Istiklal Cad.", "Lale Sok."],
    "emirates": ["Al Maktoum Road", "Sheikh Zayed Road", "Al Wahda Street", "Baniyas Road"],
    "russia": ["Ul. Lenina", "Ul. Mira", "Leninskiy Prospekt", "Sovetskaya Ul."],
    "united_states": ["Main Street", "Broadway", "Park Avenue", "NW 36th Street"],
}
_ENDS = {"hong_kong": "Hong Kong", "china": "China", "turkey": "Turkey", "emirates": "UAE",
         "russia": "Russia", "united_states": "USA"}  # fmt: skip


def clean_address(form: str, dice: random.Random, *, common: bool) -> str:
    """Return an address that nobody has: in a real town, and on a common street if wanted."""
    made_up = dice.choice(_HEADS) + dice.choice(_TAILS)
    building = f"{dice.choice(_HEADS)}{dice.choice(_TAILS)}"
    street = dice.choice(_COMMON[form]) if common else ""
    town, end = dice.choice(_TOWNS[form]), _ENDS[form]
    number, floor, room = dice.randint(1, 399), dice.randint(1, 30), dice.randint(1, 40)
    match form:
        case "hong_kong":
            kind = dice.choice(["Commercial Building", "Industrial Centre", "House", "Plaza"])
            return (
                f"Flat {room}, {floor}/F, {building} {kind},"
                f" {number} {street or made_up + ' Street'}, {town}, {end}"
            )
        case "china":
            return (
                f"Room {floor}{room:02}, {building} Building, No. {number}"
                f" {street or made_up + ' Road'}, {town}, {end}"
            )
        case "turkey":
            return f"{street or made_up + ' Sk.'} No: {number} D: {room}, {town}, {end}"
        case "emirates":
            kind = dice.choice(["Tower", "Building", "Business Centre"])
            return (
                f"Office {floor}{room:02}, {building} {kind},"
                f" {street or made_up + ' Street'}, {town},"
                f" P.O. Box {dice.randint(10000, 99999)}, {end}"
            )
        case "russia":
            return f"{street or f'Ul. {made_up}skaya'}, d. {number}, of. {room}, {town}, {end}"
        case _:
            return f"{number} {street or made_up + ' Street'}, Suite {room}, {town}, {end}"
