"""What the columns of customers and products may hold, and by which headings they are known."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from exportdesk.tables import vocabulary as words


class Reads(Enum):
    """How a cell is read."""

    LINE = "line"
    LINES = "lines"
    LIST = "list"
    COUNTRY = "country"
    KIND = "kind"
    ADDRESS_ROLE = "address_role"
    DATE = "date"
    PERCENT = "percent"
    WEBSITE = "website"
    EMAIL = "email"
    ECCN = "eccn"
    USML = "usml"
    HS_CODE = "hs_code"
    JURISDICTION = "jurisdiction"
    HS_SCHEDULE = "hs_schedule"


class CustomerField(StrEnum):
    """What a column of customers may hold."""

    REFERENCE = "reference"
    LEGAL_NAME = "legal_name"
    TRADING_NAME = "trading_name"
    NATIVE_NAME = "native_name"
    FORMER_NAME = "former_name"
    OTHER_NAMES = "other_names"
    KIND = "kind"
    ADDRESS_ROLE = "address_role"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    WHOLE_ADDRESS = "whole_address"
    TAX_ID = "tax_id"
    REGISTRATION_ID = "registration_id"
    OTHER_ID = "other_id"
    WEBSITE = "website"
    EMAIL = "email"
    FORMED_ON = "formed_on"
    TAGS = "tags"
    OWNER = "owner"
    OWNER_PERCENT = "owner_percent"
    OWNER_COUNTRY = "owner_country"
    DIRECTOR = "director"
    DIRECTOR_COUNTRY = "director_country"
    END_USER = "end_user"
    END_USER_COUNTRY = "end_user_country"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    INTERMEDIATE_CONSIGNEE_COUNTRY = "intermediate_consignee_country"
    FREIGHT_FORWARDER = "freight_forwarder"
    FREIGHT_FORWARDER_COUNTRY = "freight_forwarder_country"
    BANK = "bank"
    BANK_COUNTRY = "bank_country"
    AGENT = "agent"
    AGENT_COUNTRY = "agent_country"
    OTHER_PARTY = "other_party"
    OTHER_PARTY_COUNTRY = "other_party_country"
    NOTES = "notes"
    CONTACT = "contact"


class ProductField(StrEnum):
    """What a column of products may hold."""

    SKU = "sku"
    DESCRIPTION = "description"
    HS_CODE = "hs_code"
    HS_SCHEDULE = "hs_schedule"
    ECCN = "eccn"
    JURISDICTION = "jurisdiction"
    USML_CATEGORY = "usml_category"
    ORIGIN = "origin"
    MANUFACTURER = "manufacturer"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One field: headings that mean it, folded and divided by "|", and how its cells are read.

    `once` = only one column may feed it; of the others all columns are taken together. Not
    `guessed`: no heading leads to it, only a person who chooses it.
    """

    words: str
    reads: Reads = Reads.LINE
    once: bool = True
    guessed: bool = True


ADDRESS_FIELDS = frozenset(
    (
        CustomerField.ADDRESS_ROLE, CustomerField.STREET, CustomerField.CITY, CustomerField.REGION,
        CustomerField.POSTAL_CODE, CustomerField.COUNTRY, CustomerField.WHOLE_ADDRESS,
    )
)  # fmt: skip
IDENTIFIER_FIELDS = frozenset(
    (CustomerField.TAX_ID, CustomerField.REGISTRATION_ID, CustomerField.OTHER_ID)
)
RELATED_ROLES = {
    **{
        field: field.value
        for field in (
            CustomerField.OWNER, CustomerField.DIRECTOR, CustomerField.END_USER,
            CustomerField.INTERMEDIATE_CONSIGNEE, CustomerField.FREIGHT_FORWARDER,
            CustomerField.BANK, CustomerField.AGENT,
        )
    },
    CustomerField.OTHER_PARTY: "other",
}  # fmt: skip
"""The fields that name a related party, and the role it has (`core.parties.Role`)."""

CODE_FIELDS = IDENTIFIER_FIELDS | {
    CustomerField.WEBSITE, CustomerField.EMAIL, CustomerField.FORMED_ON,
    CustomerField.OWNER_PERCENT, ProductField.ECCN, ProductField.USML_CATEGORY,
}  # fmt: skip
"""The fields in whose cells "N/A" is nothing, and never a name."""

RELATED_FIELDS = frozenset(
    field
    for field in CustomerField
    if any(field is role or field.value.startswith(f"{role.value}_") for role in RELATED_ROLES)
)

_OWNER = (
    "owner|owner name|owners|beneficial owner|ultimate beneficial owner|ubo|shareholder"
    "|shareholder name|parent|parent company|gesellschafter|eigentumer|inhaber|proprietaire"
    "|actionnaire|propietario|accionista|socio|proprietario|владелец|учредитель|股东|所有人"
)
_DIRECTOR = (
    "director|directors|director name|managing director|ceo|president|general manager"
    "|geschaftsfuhrer|directeur|gerant|administrador|amministratore|директор|руководитель"
    "|генеральныи директор|法人|法定代表人|代表者"
)
_END_USER = (
    "end user|end user name|enduser|ultimate consignee|endverbraucher|endverwender"
    "|utilisateur final|usuario final|конечныи пользователь|最终用户"
)
_INTERMEDIATE = "intermediate consignee|intermediate consignee name|intermediary"
_FORWARDER = (
    "forwarder|forwarder name|freight forwarder|freight forwarder name|carrier|spediteur"
    "|spedition|transitaire|transitario|экспедитор|货代"
)
_BANK = "bank|bank name|banque|banco|banca|банк|银行"
_AGENT = "agent|agent name|sales agent|broker|representative|vertreter|агент|代理"


def _of(names: str, *endings: str) -> str:
    return "|".join(f"{name} {ending}" for name in names.split("|") for ending in endings)


_PERCENT = ("percent", "percentage", "share", "stake", "ownership", "pct")
_PLACE = ("country", "nationality", "country code", "land", "pays", "pais")

CUSTOMER_KINDS: dict[CustomerField, FieldKind] = {
    CustomerField.REFERENCE: FieldKind(
        f"{words.REFERENCE}|id|customer no|customer number|customer code|customer ref|account"
        "|cust no|cust id|cust nr|account no|account number|account id|client id|client no"
        "|client number|vendor no"
        "|internal id|kundennummer|kunden nr|kundennr|debitor|code client|numero client"
        "|codigo de cliente|codigo cliente|codice cliente|klantnummer|код клиента|номер|код"
        "|客户编号|编号"
    ),
    CustomerField.LEGAL_NAME: FieldKind(
        f"{words.NAME}|name|legal entity name|registered name|account name|client|client name"
        "|buyer|buyer name|purchaser|vendor|vendor name|sold to|sold to name|bill to name"
        "|kundenname|nom du client|denomination|denomination sociale|nombre del cliente"
        "|cliente|nome cliente|ragione sociale|razao social|klant|klantnaam"
        "|наименование организации|клиент|покупатель|организация"
        "|企业名称|客户|客户名称|顧客名|取引先名|unvan|firma adi|sirket"
        "|اسم الشركة|الاسم|العميل|שם החברה|שם"
    ),
    CustomerField.TRADING_NAME: FieldKind(
        f"{words.TRADING_NAME}|trading name|trading names|brand|brand name|doing business as"
        "|nom commercial|nombre comercial|nome commerciale|handelsname|коммерческое название",
        Reads.LIST,
        once=False,
    ),
    CustomerField.NATIVE_NAME: FieldKind(
        "native name|native names|name in native script|native script name|local name"
        "|name local|original name|chinese name|russian name|arabic name|japanese name|中文名称"
        "|中文名",
        Reads.LIST,
        once=False,
    ),
    CustomerField.FORMER_NAME: FieldKind(
        f"{words.FORMER_NAME}|previous name|previous names|old name|fruherer name|ancien nom",
        Reads.LIST,
        once=False,
    ),
    CustomerField.OTHER_NAMES: FieldKind(words.OTHER_NAMES, Reads.LIST, once=False),
    CustomerField.KIND: FieldKind(
        f"{words.KIND}|kind|customer type|customer kind|account type|entity kind", Reads.KIND
    ),
    CustomerField.ADDRESS_ROLE: FieldKind(
        "address role|address type|address kind|type of address|adressart",
        Reads.ADDRESS_ROLE,
        once=False,
    ),
    CustomerField.STREET: FieldKind(
        f"{words.STREET}|street|street 1|street 2|street 3|addr|addr 1|addr 2|address line"
        "|strasse und hausnummer|strasse nr|house number|adresse ligne 1|adresse ligne 2|straat"
        "|logradouro|endereco|街道|番地",
        Reads.LINES,
        once=False,
    ),
    CustomerField.CITY: FieldKind(
        f"{words.CITY}|city|municipality|localite|localidad|cidade|comune|woonplaats|miasto"
        "|sehir|город населенныи пункт|城市|市区町村|المدينة|עיר",
        once=False,
    ),
    CustomerField.REGION: FieldKind(
        f"{words.REGION}|region|state region|prefecture|departement|provincia|estado|provincie"
        "|регион|省|都道府県",
        once=False,
    ),
    CustomerField.POSTAL_CODE: FieldKind(
        f"{words.POSTAL_CODE}|postal code|zip postal code|pin code|postleitzahl|postcode zip"
        "|cep|cp|почтовыи индекс|邮编|邮政编码|郵便番号",
        once=False,
    ),
    CustomerField.COUNTRY: FieldKind(
        f"{words.COUNTRY}|country|country region|country of residence|destination"
        "|destination country|ctry|cntry|ulke|kraj|zemlja|nazione|страна регион|国别|国家地区"
        "|国名|البلد|الدولة|מדינה|ארץ",
        Reads.COUNTRY,
        once=False,
    ),
    CustomerField.WHOLE_ADDRESS: FieldKind(
        f"{words.WHOLE_ADDRESS}|address|whole address|complete address|mailing address"
        "|postal address|registered address|legal address|юридическии адрес|العنوان|כתובת",
        Reads.LINES,
        once=False,
    ),
    CustomerField.TAX_ID: FieldKind(
        f"{words.TAX_ID}|ein|vat no|vat reg no|gst|gst no|gstin|nif|cif|rfc|cuit|cnpj|kpp|кпп"
        "|tax identifier|tax identification number|tva|n tva|numero tva|partita iva|btw"
        "|btw nummer|steuer id|umsatzsteuer id|统一社会信用代码|税号",
        Reads.LIST,
        once=False,
    ),
    CustomerField.REGISTRATION_ID: FieldKind(
        f"{words.REGISTRATION_ID}|company registration number|company registration no"
        "|registration id|registration identifier|company no|company reg no|crn|siren|siret"
        "|handelsregister|handelsregisternummer|hrb|kvk|kvk nummer|business number|trade register"
        "|注册号",
        Reads.LIST,
        once=False,
    ),
    CustomerField.OTHER_ID: FieldKind(
        f"{words.OTHER_ID}|identifiers|other id|other identifier|cage|cage code|duns no|d u n s"
        "|lei code|bic swift|swift code",
        Reads.LIST,
        once=False,
    ),
    CustomerField.WEBSITE: FieldKind(
        "website|web site|web|url|homepage|home page|site|web page|web address|internet|www"
        "|webseite|internetseite|site web|sitio web|pagina web|sito web|сайт|веб саит|саит"
        "|网站|网址|ウェブサイト|الموقع",
        Reads.WEBSITE,
    ),
    CustomerField.EMAIL: FieldKind(
        "email|e mail|mail|email address|e mail address|email domain|e mail domain|contact email"
        "|correo|correo electronico|courriel|adresse e mail|posta elettronica|почта"
        "|электронная почта|эл почта|邮箱|电子邮件|メール|メールアドレス|البريد",
        Reads.EMAIL,
        once=False,
    ),
    CustomerField.FORMED_ON: FieldKind(
        "formed on|formed|founded|founded on|date founded|established|date established"
        "|date of incorporation|incorporation date|incorporated|incorporated on|date formed"
        "|formation date|registration date|grundungsdatum|gegrundet|date de creation"
        "|fecha de constitucion|data di costituzione|дата регистрации|дата основания|成立日期"
        "|設立日",
        Reads.DATE,
    ),
    CustomerField.TAGS: FieldKind(
        "tags|tag|labels|label|category|categories|group|customer group|segment|schlagworte"
        "|etiquettes|etiquetas|теги|标签",
        Reads.LIST,
        once=False,
    ),
    CustomerField.OWNER: FieldKind(_OWNER, once=False),
    CustomerField.OWNER_PERCENT: FieldKind(
        f"{_of(_OWNER, *_PERCENT)}|ownership percent|ownership percentage|ownership|percent owned"
        "|percentage owned|percent|shareholding|share|anteil|доля|持股比例",
        Reads.PERCENT,
        once=False,
    ),
    CustomerField.OWNER_COUNTRY: FieldKind(_of(_OWNER, *_PLACE), Reads.COUNTRY, once=False),
    CustomerField.DIRECTOR: FieldKind(_DIRECTOR, once=False),
    CustomerField.DIRECTOR_COUNTRY: FieldKind(_of(_DIRECTOR, *_PLACE), Reads.COUNTRY, once=False),
    CustomerField.END_USER: FieldKind(_END_USER, once=False),
    CustomerField.END_USER_COUNTRY: FieldKind(_of(_END_USER, *_PLACE), Reads.COUNTRY, once=False),
    CustomerField.INTERMEDIATE_CONSIGNEE: FieldKind(_INTERMEDIATE, once=False),
    CustomerField.INTERMEDIATE_CONSIGNEE_COUNTRY: FieldKind(
        _of(_INTERMEDIATE, *_PLACE), Reads.COUNTRY, once=False
    ),
    CustomerField.FREIGHT_FORWARDER: FieldKind(_FORWARDER, once=False),
    CustomerField.FREIGHT_FORWARDER_COUNTRY: FieldKind(
        _of(_FORWARDER, *_PLACE), Reads.COUNTRY, once=False
    ),
    CustomerField.BANK: FieldKind(_BANK, once=False),
    CustomerField.BANK_COUNTRY: FieldKind(_of(_BANK, *_PLACE), Reads.COUNTRY, once=False),
    CustomerField.AGENT: FieldKind(_AGENT, once=False),
    CustomerField.AGENT_COUNTRY: FieldKind(_of(_AGENT, *_PLACE), Reads.COUNTRY, once=False),
    # Who goods are sent to the attention of is screened, unless the person wants a note of it.
    CustomerField.OTHER_PARTY: FieldKind(
        f"{words.CONTACT}|other related party|related party", Reads.LIST, once=False
    ),
    CustomerField.OTHER_PARTY_COUNTRY: FieldKind(
        _of(words.CONTACT, *_PLACE), Reads.COUNTRY, once=False
    ),
    CustomerField.NOTES: FieldKind(words.NOTES, Reads.LINES, once=False),
    CustomerField.CONTACT: FieldKind(words.CONTACT, once=False, guessed=False),
}

PRODUCT_KINDS: dict[ProductField, FieldKind] = {
    ProductField.SKU: FieldKind(
        "sku|item|item no|item number|item code|item id|part|part no|part nr|part number|pn|p n"
        "|mpn|product|product code|product id|product no|product number|article|article no"
        "|article number|artikel|artikelnummer|artikel nr|material|material number|material no"
        "|model|model no|model number|stock code|code article|reference|referencia|codigo"
        "|codice|codice articolo|артикул|货号|型号|品番|id|no|nr|number"
    ),
    ProductField.DESCRIPTION: FieldKind(
        "description|desc|product name|product description|item description|item name|name"
        "|short description|description of goods|goods|goods description|bezeichnung"
        "|artikelbezeichnung|beschreibung|warenbezeichnung|descripcion|designation|descrizione"
        "|descricao|omschrijving|описание|наименование|наименование товара|品名|产品名称|商品名"
        "|名称"
    ),
    ProductField.HS_CODE: FieldKind(
        "hs code|hs|hs no|hs number|hscode|hts|hts code|hts no|hts number|htsus|htsus number"
        "|schedule b|schedule b number|schedule b no|schedule b code|sched b|sch b|tariff"
        "|tariff code|tariff no|tariff number|customs code|customs tariff number|commodity"
        "|commodity code|harmonized code|harmonised code|harmonized tariff code"
        "|harmonized system code|hs hts code|hs schedule b hts code|zolltarifnummer"
        "|zolltarif nr|warennummer|statistische warennummer|code sh|code douanier|nomenclature"
        "|taric|cn code|ncm|codigo hs|codigo arancelario|partida arancelaria"
        "|fraccion arancelaria|codice doganale|voce doganale|gn code|тн вэд|код тн вэд|тнвэд"
        "|海关编码|hs编码|商品编码|税则号|hsコード|gtip",
        Reads.HS_CODE,
    ),
    ProductField.HS_SCHEDULE: FieldKind("hs schedule|code system", Reads.HS_SCHEDULE),
    ProductField.ECCN: FieldKind(
        "eccn|eccn code|eccn no|eccn number|us eccn|export classification"
        "|export control classification number|export control classification|ccl",
        Reads.ECCN,
    ),
    ProductField.JURISDICTION: FieldKind(
        "jurisdiction|export jurisdiction|ear itar|itar ear|export control jurisdiction"
        "|controlled by",
        Reads.JURISDICTION,
    ),
    ProductField.USML_CATEGORY: FieldKind(
        "usml|usml category|usml cat|itar category|us munitions list category", Reads.USML
    ),
    ProductField.ORIGIN: FieldKind(
        "origin|country of origin|coo|origin country|made in|country of manufacture|ursprung"
        "|ursprungsland|pays d origine|pais de origen|paese di origine|paese d origine"
        "|land van oorsprong|страна происхождения|原产国|原产地|原産国|country",
        Reads.COUNTRY,
    ),
    ProductField.MANUFACTURER: FieldKind(
        "manufacturer|manufacturer name|maker|mfr|mfg|producer|brand|vendor|supplier|hersteller"
        "|fabricant|fabricante|produttore|fabrikant|производитель|制造商|生产商|メーカー|製造元"
    ),
    ProductField.NOTES: FieldKind(
        words.NOTES.replace("|description", ""), Reads.LINES, once=False
    ),
}  # fmt: skip
