"""What the register keeps about people, from data/privacy.yml: per field what for, by which law, who sees it, until when."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts
from strukturmonitor.texts import LANGUAGES, Texts

_SHORTEST_MONTH = 28  # days


@dataclass(frozen=True)
class Words:
    """The same in both languages."""

    de: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language == LANGUAGES[1] else self.de


@dataclass(frozen=True)
class Rule:
    """Deleted `months` after the event that `when` names."""

    id: str
    months: int
    when: Words


@dataclass(frozen=True)
class Purpose:
    """Why a personal field is kept. `right`: action of data/access.yml that reading it asks for."""

    table: str
    field: str
    what_for: Words
    bases: tuple[Words, ...]
    readers: Words
    right: str
    rule: Rule

    def line(self, texts: Texts) -> str:
        """One sentence per question, as a form shows it below a field."""
        return texts(
            "privacy.line",
            purpose=self.what_for.of(texts.language),
            basis="; ".join(basis.of(texts.language) for basis in self.bases),
            readers=self.readers.of(texts.language),
            deletion=deletion_words(texts, self.rule),
        )


@dataclass(frozen=True)
class Kind:
    """What is deleted together. `due` and `erase`: names of queries; without `erase` it is a file of the archive."""

    id: str
    rule: Rule
    due: str
    erase: str | None
    in_area: bool


def deletion_words(texts: Texts, rule: Rule) -> str:
    """«12 Monate nach dem Ende des Falls»."""
    return texts("privacy.after", months=texts.number(rule.months), when=rule.when.of(texts.language))


def purpose(table: str, field: str) -> Purpose | None:
    """Why a field is kept; None where it is not personal. A table of people that does not list it is a KeyError."""
    known = _file()
    if f"{table}.{field}" in known["columns"]:
        return _purpose(table, field, known["columns"][f"{table}.{field}"])
    if table not in known["tables"] or field in known["tables"][table]["keys"]:
        return None
    return _purpose(table, field, known["tables"][table]["fields"][field])


@cache
def purposes() -> tuple[Purpose, ...]:
    """Of all personal fields, in the order of the file."""
    known = _file()
    of_tables = [(table, field) for table, entry in known["tables"].items() for field in entry["fields"]]
    of_columns = [tuple(column.split(".")) for column in known["columns"]]
    return tuple(found for table, field in [*of_tables, *of_columns] if (found := purpose(table, field)))


@cache
def kinds() -> dict[str, Kind]:
    """What is deleted together, by name."""
    return {
        name: Kind(name, rules()[entry["rule"]], entry["due"], entry.get("erase"), entry.get("in_area", False))
        for name, entry in _file()["kinds"].items()
    }


@cache
def rules() -> dict[str, Rule]:
    return {
        name: Rule(name, int(entry["months"]), Words(entry["de"], entry["en"]))
        for name, entry in _file()["rules"].items()
    }


def personal_reasons() -> tuple[str, ...]:
    """Reasons of a vacancy that say something about a person."""
    return tuple(_file()["personal_reasons"])


def queries_about(subject: str) -> tuple[str, ...]:
    """The queries that hold what is kept about an owner, seeker, reporter or account."""
    return tuple(_file()["about"][subject])


def subjects() -> tuple[str, ...]:
    """The kinds of people somebody may ask about."""
    return tuple(_file()["about"])


def shortest_period() -> tuple[Rule, int]:
    """The rule that deletes soonest, and how many days it leaves at least."""
    rule = min((kind.rule for kind in kinds().values()), key=lambda rule: rule.months)
    return rule, rule.months * _SHORTEST_MONTH


@cache
def _file() -> dict:
    return read_facts("privacy.yml")


def _purpose(table: str, field: str, entry: dict) -> Purpose:
    known = _file()
    readers = known["readers"][entry["readers"]]
    return Purpose(
        table,
        field,
        Words(**known["purposes"][entry["purpose"]]),
        tuple(Words(**known["bases"][basis]) for basis in entry["basis"]),
        Words(readers["de"], readers["en"]),
        readers["right"],
        rules()[entry["rule"]],
    )
