"""What is personal in official files: contact columns, addresses in free text, beneficiaries who are people.

The rules are plain and err on the side of hiding.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from s3dash.data.words import fold

_CONTACT = re.compile(
    r"\b(?:"
    # e-mail and telephone
    r"e ?mail\w*|e ?post\w*|mail|mejl\w*|sahkopost\w*|e ?past[sa]?|el past\w*|tele?[fp]h?on\w*|phone\w*|tel|tel ?nr|"
    r"tlf|mobil|mobile|mobil(?:e|nr|nummer|telefon)\w*|puhelin\w*|puh|talrunis|talrun\w*|fax|faks\w*|"
    # people
    r"kontakt\w*|contact\w*|yhteyshenkilo\w*|yhteystie\w*|ansprechpartner\w*|osoba do kontaktu|asmuo kontakt\w*|"
    r"projektledare\w*|projektleder\w*|projektleiter\w*|project ?(?:leader|manager)|projektijuht|projektipaallikko|"
    r"projekta vaditajs|projekto vadovas|kierownik projektu|handlaggare\w*|sagsbehandler|case officer|"
    r"sachbearbeiter\w*|involved ?people|firmatecknare|legal representative|"
    # numbers of people
    r"personnummer\w*|personal (?:identity )?number|henkilotunnus|pesel|isikukood|personas kods|asmens kodas|"
    r"cpr(?: nr)?"
    r")\b"
)
_EMAIL = re.compile(r"(?:mailto:)?[\w.+-]+ ?(?:@|[(\[](?:at|a)[)\]]) ?[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"[+(]{0,2}\d(?:[ ()/.–-]{0,2}\d){5,24}[)]?")
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:efon|ephone)?|tlf|phone|mobil(?:e|telefon)?|mob|puh(?:elin)?|t[āa]lr|fax|faks)\.? ?(?:nr\.?)? ?:? ?$",
    re.IGNORECASE,
)
_PHONE = re.compile(
    # international, of a European country
    r"(?<![\w.,/+-])[(]?(?:\+|00)[345]\d\d?[\d ()/-]{6,16}\d"
    # national with a trunk 0 and an area code: 08-123 45 67
    r"|(?<![\w.,/+-])0\d{1,3} ?[-/–] ?\d[\d ]{4,9}\d(?![\w-])"
)
_SIX_DIGITS = re.compile(r"[0-9](?:[ ()/.–-]{0,2}[0-9]){5}")
"""Begins with a class of letters, which makes it several times faster than `_NUMBER` where there is no number."""
_HOLLOW = re.compile(r"[(\[]\s*(?:e-?mail|e-?post|tel(?:efon)?|mail)?\.?\s*[,;:]?\s*[)\]]", re.IGNORECASE)


@lru_cache(maxsize=1 << 10)
def is_contact_column(name: str) -> bool:
    """Say whether a column holds people or how to reach them, in the languages of the Baltic Sea countries."""
    return bool(_CONTACT.search(fold(name)))


def without_contacts(text: str) -> str:
    """Give free text without e-mail addresses and telephone numbers.

    A telephone number is one with a word for it before, with a European country code, or with a trunk 0, an area code
    and a hyphen or slash; other digits may be amounts or case numbers and stay.
    """
    cleaned = _EMAIL.sub("", text) if "@" in text or "(a" in text or "[a" in text else text
    if _SIX_DIGITS.search(cleaned):
        cleaned = _NUMBER.sub(_without_phone, cleaned)
    return text if cleaned == text else " ".join(_HOLLOW.sub("", cleaned).split())


def _without_phone(found: re.Match[str]) -> str:
    """Give a run of digits without the telephone numbers in it."""
    start = found.start()
    if _PHONE_WORD.search(found.string[max(start - 20, 0) : start]):
        return ""
    return found[0] if found.string[start - 1 : start].isalnum() else _PHONE.sub("", found[0])


_SAYS_PERSON = re.compile(
    r"\b(?:privatperson\w*|private person|natural person\w*|individual person|"
    r"enskild (?:firma|naringsverksamhet|naringsidkare|person)|enkeltperson\w*|enkeltmandsvirksomhed|"
    r"personligt ejet\w*|yksityishenkilo\w*|luonnollinen henkilo|toiminimi|tmi|t mi|"
    r"yksityinen elinkeinonharjoittaja|fuusiline isik|fuusilisest isikust ettevotja|fie|"
    r"fiziska persona|pasnodarbinata persona|fizinis asmuo|individuali veikla|"
    r"osoba fizyczna|osoby fizyczne|osoba prywatna|indywidualna dzialalnosc gospodarcza|naturliche person|"
    r"einzelunternehm\w*|einzelperson|e k|e kfm|e kfr|inh|inhaber(?:in)?)\b"
)
"""Words that say that a beneficiary is a person or a sole trader, folded."""

_LEGAL_FORM = re.compile(
    r"\b(?:ab|aktiebolag|hb|kb|ekonomisk forening|ek for|ideell|oy|oyj|osk|ltd|llc|plc|inc|llp|gmbh|ggmbh|mbh|kg|kgaa|"
    r"ug|ohg|gbr|e v|e g|a s|asa|aps|p s|k s|i s|amba|fmba|ans|s a|sp ?z ?o ?o|sp z o ?o|sp k|sp j|spolka\w*|s c|mtu|"
    r"sihtasutus|biedriba|nodibinajums|uab|vsi|nv|bv|b v|n v|sarl|srl|s p a|s r l|s r o|z s|o p s|d o o|kft|zrt|vzw|"
    r"asbl|egtc|eric|spzoz|gops|mops|mosir)\b"
)
"""Legal forms, as whole folded words."""

_SHORT_FORM = re.compile(r"\b(?:AG|AS|EG|EV|KY|MB|OU|OÜ|RF|RY|SA|SE|SIA|SPA|ry|rf|ev)\b")
"""Legal forms that may be a surname in other letters (Sá, Se): as they are written."""

_BODY = re.compile(
    # these begin a word in many languages, or stand inside a compound
    r"univers|uniwers|ulikool|yliopisto|hogsk|hojskole|hogskole|hoyskole|hochschul|ammattikork|"
    r"kork(?:ea)?koul|augstskol|kolledz|college|akadem|academ|institut|instytut|koulu|school|skola\b|skole\b|schule|szkol|gymnasi|licej|"
    r"kommun|municip|gmina|gminy|powiat|miasto|stadt|landkreis|vald\b|valla|linna\b|novad|pasvald|savivald|seniunij|"
    r"maakun|maakond|kunta|kuntayht|kaupunki|region|wojew|urzad|county|fylke|landsting|\blan\b|lansstyr|council|"
    r"ministry|ministeri|ministerst|departe?ment|myndighet|authority|agentur|agency|agenc|virasto|keskus|\bamet\b|"
    r"departament|verket\b|styrelse|forvaltning|verwaltung|namnd|hallitus|"
    r"stiftels|stiftung|foundation|fundac|fond|saatio|forening|forbund|verband|verein|association|asocia|liitto|liit\b|"
    r"yhdistys|selts|uhing|stowarzysz|zwiazek|federa|union|cooperat|kooperat|osuus|samfund|society|societ|alliance|"
    r"network|natverk|netzwerk|kluster|cluster|klaster|"
    r"bolag|compan|corporation|koncern|konsult|consult|industri|teknik|techni|tekno|techno|system|solution|service|"
    r"holding|group|gruppen|grupp\b|invest|energi|miljo|bygg|fastighet|trade|export|import|produ|fabri|maschin|"
    r"\bbank|kredit|forsakring|media|digital|software|data\b|design|bio|\blab\b|labs\b|laborator|research|forsk|"
    r"innov|inkub|incub|science|\bpark|centr|center|zentrum|hub\b|campus|museum|muzeum|bibliot|librar|teater|teatr|"
    r"kyrk|kirche|church|parafia|diecez|stift\b|hospit|sjukhus|szpital|klini|sairaala|haigla|slimnica|sykehus|"
    r"hotel|restaurang|turis|visit|destination|marina\b|hamn|port\b|airport|flygplats|rail|transport|logist|"
    r"sparbank|handelskamm|kammare|kammer|chamber|izba|kamara|arbetsformedl|folkets|naringsliv|foretag|enterprise|"
    r"przedsieb|zaklad|uzdaroji|akcine|imone|uznemums|ettevot|osaleht|samverkan|projekt|program|initiativ|vision|"
    r"klubb|club|team\b|leader\b|local action|lag\b|leaderomrade"
)
"""Parts of words that name an organisation, folded; the languages of the Baltic Sea countries."""

_TRADE = re.compile(
    r"\b(?:firma|firmy|f ?h ?u|p ?p ?h ?u|p ?h ?u|p ?u ?h|gospodarstwo|gabinet|kancelaria|apteka|uslugi|sklep|"
    r"pracownia|przedsiebiorstwo|zaklad|lantbruk|jordbruk|gard|talu|hof|landwirtschaft|tila|ukis|"
    r"zemnieku saimnieciba|zs)\b"
)
"""Words of a trade or a farm that often stand before its owner's name, folded."""

_INITIAL = re.compile(r"[^\W\d_]\.")
_WORD = re.compile(r"[^\W\d_]+(?:['’´-][^\W\d_]+)*\.?")
_PARTICLES = frozenset({"von", "van", "de", "af", "av", "der", "zu", "la", "le", "di", "da", "del", "den", "ten"})


@lru_cache(maxsize=1 << 16)
def is_private_person(name: str | None) -> bool:
    """Say whether a beneficiary may be a natural person, whose name is then not shown.

    The rule, in this order:

    1. A word that says so (`enskild firma`, `privatperson`, `tmi`, `FIE`, `osoba fizyczna`, `Inh.`): yes.
    2. A legal form (`AB`, `Oy`, `GmbH`, `Sp. z o.o.`): no.
    3. A word of a trade or farm (`firma`, `gospodarstwo`, `lantbruk`) beside a common given name: yes.
    4. A word for an organisation (`kommun`, `universitet`, `stiftelse`, `region`, `institut`): no.
    5. Two to four words, all written as names, of which the first (after a comma in `Surname, Given`) is an initial or
       a common given name in one of ten countries: yes.
    6. Two words of which the last is a common given name and the first is none (`Surname Given`): yes.

    An organisation named like a person and without any such word is hidden too.
    """
    if not name:
        return False
    folded = fold(name)
    if _SAYS_PERSON.search(folded):
        return True
    words = folded.split()
    if _LEGAL_FORM.search(folded) or (_SHORT_FORM.search(name) and (len(words) > 2 or name != name.upper())):
        return False
    if _TRADE.search(folded) and any(word in _given_names() for word in words):
        return True
    return not _BODY.search(folded) and _written_as_person(name)


def _written_as_person(name: str) -> bool:
    surname, comma, given = name.partition(",")
    words = (f"{given} {surname}" if comma else name).split()
    names = [word for word in words if word.lower() not in _PARTICLES]
    if not 2 <= len(names) <= 4 or not all(_WORD.fullmatch(word) and word[0].isupper() for word in names):
        return False
    first, last = _is_given(names[0]), _is_given(names[-1])
    return first or _INITIAL.fullmatch(names[0]) is not None or (last and len(names) == 2)


def _is_given(word: str) -> bool:
    """Say whether a word, or the first half of one with a hyphen, is a common given name."""
    parts = fold(word).split()
    return bool(parts) and parts[0] in _given_names()


@cache
def _given_names() -> frozenset[str]:
    with Path(__file__).with_name("given_names.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(fold(row["name"]) for row in csv.DictReader(file))
