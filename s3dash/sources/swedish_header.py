"""The columns of the statutory list of operations (article 49(3) of Regulation (EU) 2021/1060), as Sweden names them.

No header is prescribed, and it has changed from one publication to the next: a field is known by any of its names,
in Swedish or English, and by either half of a bilingual one.
"""

from __future__ import annotations

FIELDS: dict[str, list[str]] = {
    "case": [
        "Diarienummer", "Diarienr", "Dnr", "Ärende-ID", "Ärendenummer", "Ärende", "Projekt-ID", "Projektnummer",
        "Insatsens ID", "Insats-ID", "Case number", "Operation ID", "Operation Local Identifier", "Project ID",
        "Unique identifier of the operation",
    ],
    "title": [
        "Namn på insatsen", "Insatsens namn", "Insats", "Benämning på insatsen", "Projektnamn", "Projektets namn",
        "Projekttitel", "Projekt", "Operation name", "Name of the operation", "Name of operation", "Operation",
        "Project name", "Project title", "Operation Name Programme Language",
    ],
    "title_en": [
        "Namn på insatsen engelsk", "Insatsens namn på engelska", "Projektnamn engelska", "Projektnamn på engelska",
        "Operation name in English", "Operation Name English", "Project name in English", "English title",
    ],
    "beneficiary": [
        "Stödmottagare", "Stödmottagarens namn", "Stödmottagare namn", "Namn på stödmottagare",
        "Namn på stödmottagaren", "Projektägare", "Projektägarens namn", "Sökande", "Beneficiary", "Beneficiary name",
        "Name of the beneficiary", "Name of beneficiary",
    ],
    "number": [
        "Organisationsnummer", "Organisationsnr", "Org.nr", "Orgnr", "Stödmottagarens organisationsnummer",
        "Stödmottagare organisationsnummer", "Projektägare organisationsnummer", "Projektägarens organisationsnummer",
        "Beneficiary ID", "Organisation number", "Organization number", "Beneficiary Local Identifier",
        "Registration number", "VAT number",
    ],
    "city": [
        "Projektägare ort", "Projektägarens ort", "Stödmottagare ort", "Stödmottagarens ort", "Beneficiary city",
        "Beneficiary town", "Ort",
    ],
    "home": ["Stödmottagarens land", "Stödmottagare land", "Beneficiary country", "Country of the beneficiary"],
    "summary": [
        "Sammanfattning", "Projektsammanfattning", "Sammanfattning av insatsen", "Beskrivning", "Projektbeskrivning",
        "Beskrivning av insatsen", "Syfte", "Insatsens syfte", "Syfte och resultat",
        "Insatsens syfte och förväntade resultat", "Insatsens syfte och dess förväntade eller faktiska resultat",
        "Insatsens syfte och förväntade och faktiska resultat", "Summary", "Operation summary", "Project summary",
        "Purpose", "Purpose and achievements", "Purpose of the operation",
        "Purpose of the operation and its expected or actual achievements",
        "Purpose of the operation and its expected and actual achievements",
    ],
    "summary_en": [
        "Sammanfattning engelsk", "Sammanfattning engelska", "Sammanfattning på engelska", "Summary in English",
        "Operation Summary English", "Purpose in English",
    ],
    "start": [
        "Startdatum", "Insatsens startdatum", "Startdatum för insatsen", "Projektstart", "Starttid", "Start",
        "Start date", "Operation start date", "Start date of the operation", "Project start",
    ],
    "end": [
        "Slutdatum", "Insatsens slutdatum", "Slutdatum för insatsen", "Beräknat slutdatum", "Faktiskt slutdatum",
        "Förväntat eller faktiskt slutdatum", "Projektslut", "Sluttid", "Slut", "End date", "Operation end date",
        "End date of the operation", "Expected or actual date of completion", "Project end",
    ],
    "total": [
        "Total kostnad", "Totalkostnad", "Totala kostnader", "Totala kostnaden för insatsen",
        "Insatsens totala kostnad", "Insatsens totala kostnader", "Total projektbudget", "Projektbudget",
        "Total budget", "Total finansiering", "Total finansiering av insatsen",
        "Totala stödberättigande utgifter", "Totala stödberättigande kostnader", "Total cost",
        "Total cost of the operation", "Total eligible cost", "Total eligible expenditure",
        "Total eligible expenditure amount", "Project budget",
    ],
    "grant": [
        "EU-stöd", "Beviljat EU-stöd", "Beviljat stöd",
        "Beviljat belopp", "Beviljat ERUF-stöd", "ERUF-stöd", "EU-medel", "EU-belopp",
        "EU-medfinansiering", "Stöd från EU", "Stöd från regionalfonden", "Unionens stöd", "Unionsstöd",
        "EU contribution", "EU support", "Union support", "Union contribution", "EU funding",
        "ERDF contribution", "ERDF support", "Project EU budget",
    ],
    "rate": [
        "Unionens medfinansieringsgrad", "EU:s medfinansieringsgrad", "EU-medfinansieringsgrad",
        "Medfinansieringsgrad", "Medfinansieringssats", "Stödandel", "EU-andel", "Union co-financing rate",
        "EU co-financing rate", "Co-financing rate", "Cofinancing rate",
    ],
    "currency": ["Valuta", "Currency"],
    "fund": ["EU-fond", "Fond", "Berörd fond", "Fondens namn", "EU fund", "Fund", "Fund concerned"],
    "objective": [
        "Specifikt mål", "Berört specifikt mål", "Särskilt mål", "Specific objective", "Specific objective concerned",
    ],
    "priority": ["Prioritering", "Prioritet", "Insatsområde", "Politiskt mål", "Priority", "Priority axis"],
    "field": [
        "Interventionsområde", "Interventionstyp", "Interventionskategori", "Typ av intervention",
        "Typ av intervention för insatsen", "Typ av insats", "Insatstyp", "Intervention field", "Type of intervention",
        "Type of intervention for the operation", "Category of intervention",
    ],
    "programme": [
        "Program", "Programområde", "Programnamn", "Regionalfondsprogram", "Område", "Programme", "Programme name",
        "Program name", "Programme area",
    ],
    "cci": [
        "CCI", "CCI-kod", "CCI-nummer", "Program CCI", "Programmets CCI", "Programme CCI", "CCI number",
        "Programme code",
    ],
    "period": ["Programperiod", "Period", "Programming period"],
    "county": ["Län", "Länsnamn", "Genomförandelän", "County", "Counties"],
    "nuts": [
        "NUTS", "NUTS-kod", "NUTS 3", "NUTS 3-kod", "NUTS3", "NUTS3-kod", "NUTS-region", "NUTS code", "NUTS 3 code",
        "NUTS 2", "NUTS 2-kod",
    ],
    "municipality": ["Kommun", "Kommuner", "Kommunnamn", "Genomförandekommun", "Municipality", "Municipalities"],
    "postcode": ["Postnummer", "Postnr", "Postal code", "Postcode", "Zip code", "Operation postcode"],
    "coordinates": [
        "Koordinater", "Geolokalisering", "Geodata", "Coordinates", "Geolocation", "Latitude longitude",
        "Latitud longitud",
    ],
    "latitude": ["Latitud", "Lat", "Latitude"],
    "longitude": ["Longitud", "Long", "Lon", "Longitude"],
    "location": [
        "Lokaliseringsindikator", "Lokaliseringsindikator eller geolokalisering", "Plats", "Plats för insatsen",
        "Geografiskt område", "Region", "Location", "Location indicator", "Location indicator or geolocation",
        "Location of the operation",
    ],
}  # fmt: skip
"""Field -> names of its column."""

UNITS = {
    "SEK": ("SEK", 1), "kr": ("SEK", 1), "kronor": ("SEK", 1), "tkr": ("SEK", 1e3), "ksek": ("SEK", 1e3),
    "mkr": ("SEK", 1e6), "msek": ("SEK", 1e6), "EUR": ("EUR", 1), "euro": ("EUR", 1), "keur": ("EUR", 1e3),
    "meur": ("EUR", 1e6),
}  # fmt: skip
"""Word at the end of an amount's column -> its currency and the multiple of the amounts in it."""

for _field in ("total", "grant"):
    FIELDS[_field] += [f"{name}{of}{unit}" for name in FIELDS[_field] for of in (" ", " i ", " in ") for unit in UNITS]
