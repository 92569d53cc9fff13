"""Countries that lists give as people's citizenship: `Syrian`, `a) Chad b) Sudan`."""

import re

from exportdesk.lists.files import CountryCode
from exportdesk.lists.text import plain

# Words that mean the people of exactly one country. "Congolese", "Korean" and "Dominican" do not.
_PEOPLES = {
    "afghan": "AF", "afghani": "AF", "albanian": "AL", "algerian": "DZ", "angolan": "AO",
    "american": "US", "argentine": "AR", "armenian": "AM", "australian": "AU", "austrian": "AT",
    "azerbaijani": "AZ", "bahraini": "BH", "bangladeshi": "BD", "belarusian": "BY",
    "belarussian": "BY", "belgian": "BE", "bosnian": "BA", "brazilian": "BR", "british": "GB",
    "bulgarian": "BG", "burmese": "MM", "burundian": "BI", "canadian": "CA", "chadian": "TD",
    "chinese": "CN", "colombian": "CO", "croatian": "HR", "cuban": "CU", "cypriot": "CY",
    "czech": "CZ", "danish": "DK", "dutch": "NL", "egyptian": "EG", "emirati": "AE",
    "eritrean": "ER", "estonian": "EE", "ethiopian": "ET", "filipino": "PH", "finnish": "FI",
    "french": "FR", "georgian": "GE", "german": "DE", "greek": "GR", "guatemalan": "GT",
    "haitian": "HT", "hungarian": "HU", "indian": "IN", "indonesian": "ID", "iranian": "IR",
    "iraqi": "IQ", "irish": "IE", "israeli": "IL", "italian": "IT", "ivorian": "CI",
    "japanese": "JP", "jordanian": "JO", "kazakh": "KZ", "kazakhstani": "KZ", "kenyan": "KE",
    "kuwaiti": "KW", "kyrgyz": "KG", "latvian": "LV", "lebanese": "LB", "libyan": "LY",
    "lithuanian": "LT", "malaysian": "MY", "malian": "ML", "maltese": "MT", "mauritanian": "MR",
    "mauritian": "MU", "mexican": "MX", "moldovan": "MD", "montenegrin": "ME", "moroccan": "MA",
    "nicaraguan": "NI", "nigerian": "NG", "nigerien": "NE", "north korean": "KP",
    "norwegian": "NO", "omani": "OM", "pakistani": "PK", "palestinian": "PS", "polish": "PL",
    "portuguese": "PT", "qatari": "QA", "romanian": "RO", "russian": "RU", "rwandan": "RW",
    "saudi": "SA", "saudi arabian": "SA", "senegalese": "SN", "serbian": "RS",
    "singaporean": "SG", "slovak": "SK", "slovenian": "SI", "somali": "SO", "somalian": "SO",
    "south african": "ZA", "south korean": "KR", "south sudanese": "SS", "spanish": "ES",
    "sri lankan": "LK", "sudanese": "SD", "swedish": "SE", "swiss": "CH", "syrian": "SY",
    "taiwanese": "TW", "tajik": "TJ", "tanzanian": "TZ", "thai": "TH", "tunisian": "TN",
    "turkish": "TR", "turkmen": "TM", "ugandan": "UG", "ukrainian": "UA", "uzbek": "UZ",
    "uzbekistani": "UZ", "venezuelan": "VE", "vietnamese": "VN", "yemeni": "YE",
    "zimbabwean": "ZW",
}  # fmt: skip
_LETTERED = re.compile(r"(?:^|(?<=\s))\(?[a-z]\)\s*")
_BETWEEN = re.compile(r"\s*[;/,\n]\s*|\s+and\s+")
_ASIDE = re.compile(r"\([^)]*\)")


def citizenship_codes(told: str, country_code: CountryCode) -> list[str]:
    """Return the countries of a text that gives one or several citizenships."""
    whole = plain(_ASIDE.sub(" ", told)).strip(" .;,")
    code = _code(whole, country_code)
    if code:
        return [code]
    pieces = [piece for part in _LETTERED.split(whole) for piece in _parts(part, country_code)]
    return list(dict.fromkeys(filter(None, (_code(piece, country_code) for piece in pieces))))


def _parts(part: str, country_code: CountryCode) -> list[str]:
    # "Trinidad and Tobago" is one country.
    bare = part.strip(" .;,")
    return [bare] if _code(bare, country_code) else _BETWEEN.split(bare)


def _code(text: str, country_code: CountryCode) -> str:
    return _PEOPLES.get(text.strip(" .;,").casefold(), "") or country_code(text.strip(" .;,"))
