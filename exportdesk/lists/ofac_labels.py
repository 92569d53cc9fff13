"""What may stand before a value in the Remarks of OFAC's CSV, as OFAC's own values name it."""

import re

# Numbers of documents. What follows one of these is taken for its number only if it has a digit.
_DOCUMENTS = """
Afghan Money Service Provider License Number
Aircraft Serial Identification
Birth Certificate Number
Bosnian Personal ID No.
Branch Unit Number
British National Overseas Passport
Business Number
Business Registration Document #
Business Registration Number
C.I.F.
C.I.N.
C.R. No.
C.U.I.
C.U.I.P.
C.U.I.T.
C.U.R.P.
CNP (Personal Numerical Code)
Cartilla de Servicio Militar Nacional
Cedula No.
Central Registration System Number
Certificate of Incorporation Number
Chamber of Commerce Number
Chinese Commercial Code
Citizen's Card Number
Commercial Registry Number
Company Number
Credencial electoral
D-U-N-S Number
D.N.I.
Diplomatic Passport
Driver's License No.
Dubai Chamber of Commerce Membership No.
Economic Register Number (CBLS)
Electoral Registry No.
Enterprise Number
File Number
Fiscal Code
Folio Mercantil No.
Global Intermediary Identification Number
Government Gazette Number
I.F.E.
Identification Number
Immigration No.
Istanbul Chamber of Comm. No.
Italian Fiscal Code
Kenyan ID No.
LE Number
Legal Entity Number
License
MMSI
MSB Registration Number
Matricula Mercantil No
Military Registration Number
Moroccan Personal ID No.
N.I.E.
N.I.F.
NIT #
National Foreign ID Number
National ID No.
Numero Unico de Identificacao Tributaria (NUIT)
Numero de Identidad
Organization Code
Paraguayan tax identification number
Passport
Permit Number
Personal ID Card
Pilot License Number
Public Registration Number
Public Security and Immigration No.
R.F.C.
RFC
RIF #
RSIN
RTN
RUC #
Refugee ID Card
Registered Charity No.
Registration Certificate Number (Dubai)
Registration ID
Registration Number
Residency Number
Romanian C.R.
Romanian Permanent Resident
Romanian Tax Registration
Russian State Individual Business Registration Number Pattern (OGRNIP)
SRE Permit No.
SSN
Seafarer's Identification Document
Serial No.
Stateless Person ID Card
Stateless Person Passport
Tarjeta Profesional
Tax ID No.
Tazkira National ID Card
Tourism License No.
Trade License No.
Trademark number
Travel Document Number
Turkish Identification Number
UAE Identification
UK Company Number
US FEIN
Unified Social Credit Code (USCC)
United Social Credit Code Certificate (USCCC)
V.A.T. Number
Vessel Registration Identification
VisaNumberID
"""
_FEATURES = """
Aircraft Construction Number (also called L/N or S/N or F/N)
Aircraft Manufacture Date
Aircraft Manufacturer's Serial Number (MSN)
Aircraft Mode S Transponder Code
Aircraft Model
Aircraft Operator
Aircraft Tail Number
BIK (RU)
DOB
Email Address
Equity Ticker
Fax Number
Former Vessel Flag
Gender
ISIN
Issuer Name
MICEX Code
Nationality of Registration
Organization Established Date
Organization Type:
Other Vessel Call Sign
Other Vessel Flag
Other Vessel Type
POB
Phone Number
Previous Aircraft Tail Number
SWIFT/BIC
Target Type
UN/LOCODE
Vessel Call Sign
Vessel Flag
Vessel Owner
Vessel Type
Vessel Year of Build
Website
citizen
nationality
"""
# Those of which there will be more: a currency, an order, a directive.
_GROWING = (
    r"Additional Sanctions Information -",
    r"CAATSA Section \d+ Information:",
    r"Digital Currency Address - \w+",
    r"(?:Effective|Listing|Purchase/Sales For Divestment) Date \([^()]+\):?",
    r"Executive Order \d+ (?:Directive )?(?:Determination|Information|information)(?: ?[:-])?",
    r"IFCA Determination -",
    r"PEESA Information:",
    r"Secondary sanctions risk:",
    r"Transactions Prohibited For Persons Owned or Controlled By U\.S\. Financial Institutions:",
)


def _words(text: str) -> list[str]:
    """Return the labels of a block, the longest first, as parts of a pattern."""
    return [re.escape(label) for label in sorted(text.strip().splitlines(), key=len, reverse=True)]


DOCUMENT = re.compile(rf"({'|'.join(_words(_DOCUMENTS))}) (?=.*\d)")
FEATURE = re.compile(rf"({'|'.join((*_GROWING, *_words(_FEATURES)))}) ")
