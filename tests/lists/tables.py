"""Writes the EU's and the UK's XML as the CSV that the same publishers issue.

Knows nothing of the readers: the two shapes of one list are held against each other with it, also
at full size.
"""

import csv
import io
from collections.abc import Iterator
from itertools import product, zip_longest

from lxml import etree
from lxml.etree import _Element as Element

_REGULATION = (
    "Type OrganisationType PublicationDate EntryIntoForceDate NumberTitle Programme PublicationUrl"
)
_ENTITY = (
    "LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails Remark "
    "SubjectType SubjectType_ClassificationCode"
)
_ABOUT = "LogicalId RegulationLanguage Remark"
_COUNTRY = "CountryIso2Code CountryDescription"
_BLOCKS = {
    "NameAlias": "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function",
    "Address": "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo " + _COUNTRY,
    "BirthDate": "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode "
    "Region Place City " + _COUNTRY,
    "Identification": "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer "
    "IssuedBy IssuedDate ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription "
    "Region " + _COUNTRY,
    "Citizenship": "Region " + _COUNTRY,
}
EU_COLUMNS = [
    "fileGenerationDate",
    *(
        f"Entity_{name}"
        for name in [
            "LogicalId",
            "EU_ReferenceNumber",
            "UnitedNationId",
            "DesignationDate",
            "DesignationDetails",
            "Remark",
            "SubjectType",
            "SubjectType_ClassificationCode",
        ]
    ),
    *(f"Entity_Regulation_{name}" for name in _REGULATION.split()),
    *(
        f"{block}_{name}"
        for block, names in _BLOCKS.items()
        for name in [
            *names.split(),
            *_ABOUT.split(),
            *(f"Regulation_{told}" for told in _REGULATION.split()),
        ]
    ),
]
# Where the attribute of the XML is not the column without its block.
_ATTRIBUTES = {
    "BirthDate_BirthDate": "birthdate",
    "BirthDate_Day": "dayOfMonth",
    "BirthDate_Month": "monthOfYear",
    "Identification_IssuedDate": "issueDate",
    "Identification_TypeCode": "identificationTypeCode",
    "Identification_TypeDescription": "identificationTypeDescription",
}
UK_COLUMNS = [
    "Last Updated",
    "Unique ID",
    "OFSI Group ID",
    "UN Reference Number",
    "Name 6",
    "Name 1",
    "Name 2",
    "Name 3",
    "Name 4",
    "Name 5",
    "Name type",
    "Alias strength",
    "Title",
    "Name non-latin script",
    "Non-latin script type",
    "Non-latin script language",
    "Regime Name",
    "Designation Type",
    "Designation source",
    "Sanctions Imposed",
    "Other Information",
    "UK Statement of Reasons",
    "Address Line 1",
    "Address Line 2",
    "Address Line 3",
    "Address Line 4",
    "Address Line 5",
    "Address Line 6",
    "Address Postal Code",
    "Address Country",
    "Phone number",
    "Website",
    "Email address",
    "Date Designated",
    "D.O.B",
    "Nationality(/ies)",
    "National Identifier number",
    "National Identifier additional information",
    "Passport number",
    "Passport additional information",
    "Position",
    "Gender",
    "Town of birth",
    "Country of birth",
    "Type of entity",
    "Subsidiaries",
    "Parent company",
    "Business registration number (s)",
    "IMO number",
    "Current owner/operator (s)",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year Built",
    "Hull identification number (HIN)",
]
_UK_TAGS = {
    "Last Updated": "LastUpdated",
    "Unique ID": "UniqueID",
    "OFSI Group ID": "OFSIGroupID",
    "UN Reference Number": "UNReferenceNumber",
    "Title": "Title",
    "Regime Name": "RegimeName",
    "Designation Type": "IndividualEntityShip",
    "Designation source": "DesignationSource",
    "Sanctions Imposed": "SanctionsImposed",
    "Other Information": "OtherInformation",
    "UK Statement of Reasons": "UKStatementofReasons",
    "Phone number": "PhoneNumber",
    "Website": "Website",
    "Email address": "EmailAddress",
    "Date Designated": "DateDesignated",
    "D.O.B": "DOB",
    "Nationality(/ies)": "Nationality",
    "National Identifier number": "NationalIdentifierNumber",
    "National Identifier additional information": "NationalIdentifierAdditionalInformation",
    "Position": "Position",
    "Gender": "Gender",
    "Town of birth": "TownOfBirth",
    "Country of birth": "CountryOfBirth",
    "Type of entity": "TypeOfEntity",
    "Subsidiaries": "Subsidiary",
    "Parent company": "ParentCompany",
    "Business registration number (s)": "BusinessRegistrationNumber",
    "IMO number": "IMONumber",
    "Current owner/operator (s)": "CurrentOwnerOperator",
    "Previous owner/operator (s)": "PreviousOwnerOperator",
    "Current believed flag of ship": "CurrentBelievedFlagOfShip",
    "Previous flags": "PreviousFlag",
    "Type of ship": "TypeOfShip",
    "Tonnage of ship": "TonnageOfShip",
    "Length of ship": "LengthOfShip",
    "Year Built": "YearBuilt",
    "Hull identification number (HIN)": "HullIdentificationNumber",
}


def eu_csv(data: bytes) -> bytes:
    """Return the EU's XML as its CSV: a row for every name, address, birth, id, citizenship."""
    root = etree.fromstring(data)
    out = io.StringIO()
    table = csv.DictWriter(out, EU_COLUMNS, delimiter=";", lineterminator="\n")
    table.writeheader()
    year, month, day = root.get("generationDate", "")[:10].split("-")
    for entity in root:
        if isinstance(entity.tag, str):
            for row in _eu_rows(entity):
                table.writerow({"fileGenerationDate": f"{day}/{month}/{year}", **row})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _eu_rows(entity: Element) -> Iterator[dict[str, str]]:
    common = {
        "Entity_LogicalId": entity.get("logicalId", ""),
        "Entity_EU_ReferenceNumber": entity.get("euReferenceNumber", ""),
        "Entity_UnitedNationId": entity.get("unitedNationId", ""),
        "Entity_DesignationDate": entity.get("designationDate", ""),
        "Entity_DesignationDetails": entity.get("designationDetails", ""),
        "Entity_Remark": "; ".join(_texts(entity, "{*}remark")),
    }
    for subject in entity.iterfind("{*}subjectType"):  # the real file has the two the other way
        common["Entity_SubjectType"] = subject.get("classificationCode", "")
        common["Entity_SubjectType_ClassificationCode"] = subject.get("code", "")
    told = [_regulation(one) for one in entity.iterfind("{*}regulation")] or [{}]
    for block in _BLOCKS:
        tag = "birthdate" if block == "BirthDate" else block[0].lower() + block[1:]
        for one in entity.iterfind(f"{{*}}{tag}"):
            yield {**common, **told[0], **_block(block, one)}
    for more in told[1:]:
        yield {**common, **more}


def _regulation(one: Element) -> dict[str, str]:
    row = {
        f"Entity_Regulation_{name}": one.get(name[0].lower() + name[1:], "")
        for name in _REGULATION.split()
    }
    row["Entity_Regulation_Type"] = one.get("regulationType", "")
    row["Entity_Regulation_PublicationUrl"] = "".join(_texts(one, "{*}publicationUrl"))
    return row


def _block(block: str, one: Element) -> dict[str, str]:
    row = {}
    for column in EU_COLUMNS:
        if column.startswith(f"{block}_"):
            name = column.removeprefix(f"{block}_")
            row[column] = one.get(_ATTRIBUTES.get(column, name[0].lower() + name[1:]), "")
    row[f"{block}_Remark"] = "; ".join(_texts(one, "{*}remark"))
    for summary in one.iterfind("{*}regulationSummary"):
        row[f"{block}_Regulation_NumberTitle"] = summary.get("numberTitle", "")
        row[f"{block}_Regulation_PublicationUrl"] = summary.get("publicationUrl", "")
    return row


def uk_csv(data: bytes) -> bytes:
    """Return the UK's XML as its CSV: a row for every name with every address."""
    root = etree.fromstring(data)
    out = io.StringIO()
    out.write("Report Date: 30-Oct-2026\n")
    table = csv.DictWriter(out, UK_COLUMNS, lineterminator="\n")
    table.writeheader()
    for designation in root.iterfind("Designation"):
        for row in _uk_rows(designation):
            table.writerow(row)
    return out.getvalue().encode()


def _uk_rows(designation: Element) -> Iterator[dict[str, str]]:
    common = {
        column: "|".join(_texts(designation, f".//{tag}")) for column, tag in _UK_TAGS.items()
    }
    passports = [*designation.iterfind(".//Passport")]
    common["Passport number"] = "|".join(_text(one, "PassportNumber") for one in passports)
    about = [_text(one, "PassportAdditionalInformation") for one in passports]
    common["Passport additional information"] = "|".join(about) if any(about) else ""
    names = [
        {
            **{f"Name {n}": _text(name, f"Name{n}") for n in range(1, 7)},
            "Name type": _text(name, "NameType"),
            "Alias strength": _text(name, "AliasStrength"),
        }
        for name in designation.iterfind(".//Name")
    ]
    originals = [
        {
            "Name non-latin script": _text(one, "NameNonLatinScript"),
            "Non-latin script type": _text(one, "NonLatinScriptType"),
            "Non-latin script language": _text(one, "NonLatinScriptLanguage"),
        }
        for one in designation.iterfind(".//NonLatinName")
    ]
    addresses = [
        {
            **{f"Address Line {n}": _text(one, f"AddressLine{n}") for n in range(1, 7)},
            "Address Postal Code": _text(one, "AddressPostalCode"),
            "Address Country": _text(one, "AddressCountry"),
        }
        for one in designation.iterfind(".//Address")
    ]
    pairs = list(zip_longest(names, originals, fillvalue={}))
    for (name, original), address in product(pairs, addresses or [{}]):
        yield {**common, **name, **original, **address}


def _text(element: Element, tag: str) -> str:
    return "".join(_texts(element, tag))


def _texts(element: Element, path: str) -> list[str]:
    return [one.text for one in element.iterfind(path) if one.text]
