"""The words by which people head the columns of their tables, and name kinds of parties."""

import re
import unicodedata

from exportdesk.core.parties import PartyKind

_NOT_WORD = re.compile(r"[\W_]+")

# Words of the same meaning, as `folded` leaves them, divided by "|".
REFERENCE = (
    "no|nr|number|ref|reference|uid|key|entity id|party id|record id|customer id|entity number"
    "|lfd nr|numero"
)
NAME = (
    "company|company name|party|party name|entity|entity name|full name|customer|customer name"
    "|supplier|supplier name|consignee|organization|organisation|firm|firm name|denied party"
    "|listed party|legal name|business name|firma|firmenname|unternehmen|kunde|nom|societe"
    "|raison sociale|nombre|empresa|razon social|naam|bedrijf|nome|azienda|название|наименование"
    "|компания|名称|公司|公司名称|名前|会社名"
)
OTHER_NAMES = (
    "alias|aka|a k a|akas|also known as|other name|other names|alternative name"
    "|alternative names|alt names|auch bekannt als|weitere namen|alias names|别名"
)
FORMER_NAME = "fka|f k a|formerly|former name|former names"
TRADING_NAME = "dba|d b a|trading as|trade name|trade names"
KIND = "type|party type|entity type|art|typ|tipo|kind of party"
COUNTRY = (
    "countries|country code|country name|nation|nationality|land|staat|pays|pais|paese|iso"
    "|country iso|страна|国家|国"
)
WHOLE_ADDRESS = (
    "addresses|full address|anschrift|adresse|direccion|indirizzo|adres|location|адрес|地址|住所"
)
STREET = (
    "street address|street name|address 1|address1|address line 1|address 2|address2"
    "|address line 2|address 3|address3|address line 3|strasse|str|rue|calle|via|улица"
)
CITY = "town|city town|ort|stadt|ville|ciudad|citta|plaats|place|город|市"
REGION = "state|province|state province|bundesland|county|district|область"
POSTAL_CODE = (
    "zip|zip code|zipcode|post code|postcode|postal|plz|code postal|codigo postal|cap|индекс"
)
TAX_ID = (
    "tax id|tax number|tax no|tin|vat|vat id|vat number|inn|инн|ust id|ust idnr|steuernummer|uscc"
)
REGISTRATION_ID = "ogrn|огрн|registration number|registration no|company number|commercial register"
OTHER_ID = (
    "identifier|identification|passport|passport number|passport no|imo|imo number|imo no|mmsi"
    "|swift|bic|duns|duns number|lei"
)
NOTES = (
    "reasons|remark|remarks|note|notes|comment|comments|why|detail|details|description|grund"
    "|bemerkung|bemerkungen|kommentar|motif|motivo|причина|примечание"
)

CONTACT = (
    "contact|contact person|contact persons|attention|attn|ansprechpartner|ansprechperson|kontakt"
    "|kontaktperson|contacto|persona de contacto|personne de contact|interlocuteur|referente"
    "|contactpersoon|контактное лицо|联系人|担当者"
)

_KINDS: dict[PartyKind, str] = {
    PartyKind.PERSON: "person|individual|natural person|man|woman|p|mensch|persona|personne"
    "|физлицо|个人",
    PartyKind.ORGANIZATION: "organization|organisation|company|entity|org|firm|business|bank"
    "|legal person|legal entity|firma|unternehmen|entreprise|empresa|university|юрлицо|公司",
    PartyKind.VESSEL: "vessel|ship|boat|schiff|tanker|navire|buque|судно|船",
    PartyKind.AIRCRAFT: "aircraft|plane|airplane|helicopter|flugzeug|avion",
    PartyKind.ADDRESS: "address|addresses|anschrift|adresse",
    PartyKind.UNKNOWN: "unknown|any|other|unbekannt",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}


def folded(text: str) -> str:
    """Return a heading so that case, accents, punctuation and spaces do not count."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare)).split())


def kind_of(text: str) -> PartyKind | None:
    """Return the kind of party that a word says, None where nobody knows the word."""
    return _KIND_OF.get(folded(text))
