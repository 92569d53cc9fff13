"""Words that say what a company does or where it sits, not which one it is."""

from exportdesk.screening.glossary import BUSINESS_WORDS, COMPANY_PARTS, PLACES

_MORE = """
telecom cargo air marine sea express freight worldwide overseas middle east west south north
northern southern eastern western central eurasia america american european asian
power electric electrical mechanical motor auto automotive parts spare tools sales store shop
digital data network networks cyber computer metal metals plastic plastics glass wood paper
packaging printing food agro agricultural farm estate property properties travel tourism media
studio design furniture clothing garment fashion leather rubber water environmental solar wind
health healthcare hospital clinic biotech life education school college training sport sports
hotel catering beverage partner partners venture ventures fund asset assets finance financial
leasing rental broker agency supply supplies distribution wholesale retail dept unit sector
project projects works contracting consultants advisory audit legal defense defence operations
operation lines line port terminal yard
"""
PLAIN_WORDS = BUSINESS_WORDS | PLACES | COMPANY_PARTS | frozenset(_MORE.split())
