"""Spellings of streets, house numbers and other words, brought to one form so that they can be compared."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ADDRESS = re.compile(
    r"^(?P<street>.*?[^\d\s,])[,\s]*(?P<number>\d{1,4}\s*[a-zA-Z]?(?:\s*[-–/+]\s*\d{1,4}\s*[a-zA-Z]?)?)(?:\s*[,(].*)?$"
)
_STREET_WORD = re.compile(r"(strasse|str)\b")


def plain(text: str) -> str:
    """A spelling without case, umlauts, accents and punctuation: «Leerstand (bestätigt)» → «leerstand bestaetigt»."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_UMLAUTS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def street_key(street: str) -> str:
    """«Evinger Str.», «Evinger-Straße» and «EVINGER STRASSE» are one street."""
    return _STREET_WORD.sub("str", plain(street)).replace(" ", "")


def number_key(number: str) -> str:
    """«210 A» and «0210a» are one house; «210–212» is another."""
    return re.sub(r"\s+", "", number.lower()).replace("–", "-").lstrip("0")


def split_address(address: str) -> tuple[str, str]:
    """Street and house number; the number is empty where there is none."""
    found = _ADDRESS.match(address.strip())
    return (found["street"], found["number"]) if found else (address, "")
