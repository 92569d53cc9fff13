"""Countries are found however a list or a customer file writes them."""

import pytest

from exportdesk.core.country_spelling import fold
from exportdesk.rulebook import Countries, load_rulebook


@pytest.fixture(scope="module")
def countries() -> Countries:
    return load_rulebook().countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RU", "RU"),
        ("ru", "RU"),
        (" RUS ", "RU"),
        ("Russian Federation", "RU"),
        ("RUSSIA", "RU"),
        ("Россия", "RU"),
        ("PRC", "CN"),
        ("P.R. China", "CN"),
        ("People's Republic of China", "CN"),
        ("People’s Republic of China", "CN"),
        ("中国", "CN"),
        ("TW", "TW"),
        ("Taiwan, Province of China", "TW"),
        ("Macau", "MO"),
        ("Man, Isle of", "IM"),
        ("Türkiye", "TR"),
        ("TURKIYE", "TR"),
        ("Turkey", "TR"),
        ("Korea, South", "KR"),
        ("Korea, North", "KP"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "KP"),
        ("IRAN (ISLAMIC REPUBLIC OF)", "IR"),
        ("Cote d Ivoire", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("The Gambia", "GM"),
        ("Bahamas, The", "BS"),
        ("Virgin Islands, British", "VG"),
        ("North Macedonia, The Republic of", "MK"),
        ("Congo, Democratic Republic of the", "CD"),
        ("CONGO, Democratic Republic of (was Zaire)", "CD"),
        ("Congo", "CG"),
        ("Trinidad & Tobago", "TT"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("UAE", "AE"),
        ("China, Hong Kong Special Administrative Region", "HK"),
        ("Burma", "MM"),
        ("XK", "XK"),
        ("Palestinian", "PS"),
        ("Region: West Bank", "PS"),
        ("REGION: RUSSIA", "RU"),
        ("Viet Nam", "VN"),
    ],
)
def test_one_country(countries: Countries, text: str, code: str) -> None:
    assert countries.country_code(text) == code


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("ES", "España Espagne Spanien Espanha Spagna İspanya Испания 西班牙"),
        ("DE", "Alemania Allemagne Deutschland Alemanha Germania Almanya Германия 德国 德國"),
        ("CZ", "Chequia Tchéquie Tschechien Tchéquia Cechia Çekya Чехия 捷克"),
        ("US", "ABD США 美国 EE.UU. Stati_Uniti Estados_Unidos États-Unis Vereinigte_Staaten"),
        ("GB", "Reino_Unido Royaume-Uni Großbritannien Regno_Unito Birleşik_Krallık 英国"),
        ("NL", "Países_Bajos Pays-Bas Niederlande Holland Paesi_Bassi Hollanda Нидерланды 荷兰"),
        ("KR", "Corea_del_Sur Corée_du_Sud Südkorea Coreia_do_Sul Güney_Kore 韩国 韓國"),
        ("EG", "Egipto Égypte Ägypten Egito Egitto Mısır Египет 埃及"),
        ("CA", "Canadá Kanada Канада 加拿大"),
    ],
)
def test_countries_in_other_languages(countries: Countries, code: str, spellings: str) -> None:
    texts = [text.replace("_", " ") for text in spellings.split()]
    assert {text: countries.country_code(text) for text in texts} == dict.fromkeys(texts, code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-0-",
        "unknown",
        "undetermined",
        "None Identified",
        "Crimea (Occupied)",
        "Region: Crimea",
        "Region: Kafia Kingi",
        "Region: Commonwealth of Independent States",
        "REGION: KASHMIR",
        "Korea",
        "Corea",
        "Guyane et Guinée",
        "Virgin Islands",
        "Yugoslavia",
        "SERBIA AND MONTENEGRO",
        "Netherlands Antilles",
        "AN",
        "NM",
        "the",
        "...",
    ],
)
def test_not_one_country(countries: Countries, text: str) -> None:
    assert countries.country_code(text) == ""


def test_names(countries: Countries) -> None:
    assert countries.country_name("TR") == "Türkiye"
    assert countries.country_name("RU") == "Russia"
    assert countries.country_name("ZZ") == "ZZ"
    assert countries.country_name("") == ""


def test_all_are_sorted_by_name_as_people_read_it(countries: Countries) -> None:
    names = [country.name for country in countries.all()]
    assert len(names) == 250
    assert names[0] == "Afghanistan"
    assert names[-1] == "Zimbabwe"
    assert names.index("Åland Islands") == names.index("Albania") - 1


def test_every_spelling_leads_back(countries: Countries) -> None:
    for country in countries.all():
        for spelling in country.spellings:
            assert countries.country_code(spelling) == country.code
            assert countries.country_code(spelling.upper()) == country.code


def test_the_memory_of_texts_is_bounded(countries: Countries) -> None:
    for number in range(50_000):
        countries.country_code(f"nowhere {number}")
    assert countries.country_code("France") == "FR"


def test_fold_keeps_a_lone_article() -> None:
    assert fold("The") == "the"
    assert fold("The the") == "the"
