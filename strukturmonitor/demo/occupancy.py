"""Episodes of the units: what happened before, during and after each vacancy, down to the day."""

import numpy as np
import pandas

from strukturmonitor.demo.effects import days
from strukturmonitor.demo.streams import pick, scaled, stream
from strukturmonitor.demo.unit_stock import Stock
from strukturmonitor.demo.vacancy import BEFORE_REGISTER, Spell, months

COUNTED_STATES = ("verified", "in_talks", "reuse_agreed", "permit")
VACANT_STATES = ("reported", *COUNTED_STATES)
LEAST_STAGE_DAYS = 12
QUIET_DAYS = 30  # least days of occupation between two vacancies
OLDEST_VACANCY_DAYS = 2200  # before the register begins
MEAN_REST_DAYS = 330  # assumed further course of a vacancy that still goes on
ONE_DAY = np.timedelta64(1, "D")


class EpisodeBook:
    """Collects episodes unit by unit; `add` closes the episode before. Dates are day numbers since 1970."""

    def __init__(self) -> None:
        self.unit_ids: list[str] = []
        self.begins: list[int] = []
        self.states: list[str] = []
        self.vacant_since: list[int | None] = []
        self.spell: list[int] = []
        self.told: dict[int, tuple] = {}  # kind and reason of single episodes, by place in the book

    def add(self, unit_id: str, begins: int, state: str, vacant_since: int | None = None, spell: int = -1) -> None:
        """Begin an episode; `vacant_since` for vacant states, `spell` numbers the vacancy it belongs to."""
        if self.unit_ids and self.unit_ids[-1] == unit_id and self.begins[-1] == begins:
            for column in (self.unit_ids, self.begins, self.states, self.vacant_since, self.spell):
                column.pop()
        self.unit_ids.append(unit_id)
        self.begins.append(int(begins))
        self.states.append(state)
        self.vacant_since.append(vacant_since)
        self.spell.append(spell)


def make_occupancy(truth: dict, stock: Stock, spells: list[Spell], scale: float) -> pandas.DataFrame:
    """Table occupancy with a further column spell (number of the vacancy, -1 without one)."""
    rng = stream(truth, "units/episodes")
    by_unit: dict[int, list[Spell]] = {}
    for spell in spells:
        by_unit.setdefault(spell.unit, []).append(spell)
    last = _last_events(truth, stock, by_unit, scale, rng)
    writer = _Writer(truth, rng)
    for unit, unit_id in enumerate(stock.unit_ids):
        writer.write(unit_id, int(stock.begins_on[unit].astype(int)), by_unit.get(unit, []), last.get(unit))
    for row in truth["units"]["told"]:
        writer.write_told(row)
    return _frame(truth, writer.book, rng)


def _last_events(truth: dict, stock: Stock, by_unit: dict, scale: float, rng: np.random.Generator) -> dict[int, str]:
    """Units (now occupied, without a recent vacancy) that get one more state before the reference date."""
    all_months = months(truth)
    wanted = dict(truth["units"]["today"])
    in_interim = sum(s[-1].has_interim and s[-1].interim_ends is None for s in by_unit.values())
    wanted["interim_use"] = max(wanted["interim_use"] - round(in_interim / scale), 0)
    quiet_month = len(all_months) - 14
    born = (stock.begins_on.astype("datetime64[M]") - all_months[0]).astype(int)
    free = [
        unit
        for unit in range(len(stock))
        if born[unit] < quiet_month and all(_over_by(spell, quiet_month) for spell in by_unit.get(unit, [])[-1:])
    ]
    counts = {state: scaled(count, scale) if count else 0 for state, count in wanted.items()}
    drawn = iter(rng.choice(free, size=sum(counts.values()), replace=False))
    return {int(next(drawn)): state for state, count in counts.items() for _ in range(count)}


def _over_by(spell: Spell, month: int) -> bool:
    end = spell.interim_ends if spell.has_interim else spell.ends
    return end is not None and end < month


class _Writer:
    def __init__(self, truth: dict, rng: np.random.Generator) -> None:
        self.settings = truth["units"]
        self.rng = rng
        self.book = EpisodeBook()
        self.month_begins = days(np.append(months(truth), months(truth)[-1] + 1)).astype(int)
        self.register_begins = int(days(self.settings["register_begins"]).astype(int))
        self.today = int(days(truth["reference_date"]).astype(int))
        self.spells_written = 0

    def write(self, unit_id: str, born: int, spells: list[Spell], last_event: str | None) -> None:
        """Write all episodes of one unit."""
        occupied_from = born
        self.book.add(unit_id, born, "occupied")
        for spell in spells:
            occupied_from = self._write_spell(unit_id, occupied_from, spell)
        if last_event:
            self._write_last_event(unit_id, last_event)

    def _day_in(self, month: int) -> int:
        first, after = self.month_begins[month], min(self.month_begins[month + 1], self.today + 1)
        return int(self.rng.integers(first, after))

    def _write_spell(self, unit_id: str, occupied_from: int, spell: Spell) -> int:
        """Write one vacancy with its prelude and end; return the day from which the unit is occupied again."""
        number, self.spells_written = self.spells_written, self.spells_written + 1
        if spell.begins == BEFORE_REGISTER:
            begins = self.register_begins
            since = begins - int(self.rng.exponential(OLDEST_VACANCY_DAYS / 4)) % OLDEST_VACANCY_DAYS
        else:
            begins = self._day_in(spell.begins)
            since = self._write_prelude(unit_id, occupied_from, begins, number)
        ends = None if spell.ends is None else self._day_in(spell.ends)
        planned = (ends or self.today + int(self.rng.exponential(MEAN_REST_DAYS))) - begins
        for state, day in self._stages(begins, planned):
            if day <= self.today:
                self.book.add(unit_id, day, state, since, number)
        if ends is None:
            return self.today
        if spell.has_interim:
            self.book.add(unit_id, ends, "interim_use")
            if spell.interim_ends is None:
                return self.today
            ends = self._day_in(spell.interim_ends)
        self.book.add(unit_id, ends, "occupied")
        return ends

    def _write_prelude(self, unit_id: str, occupied_from: int, begins: int, number: int) -> int:
        """Perhaps a reported or closed-but-leased episode before the day; return since when the unit is vacant."""
        chance = self.rng.random()
        reported_share, leased_share = (
            self.settings["reported_before_share"],
            self.settings["closed_leased_before_share"],
        )
        if chance < reported_share:
            day = begins - int(self.rng.integers(*self.settings["reported_days"]))
            if day > occupied_from + QUIET_DAYS:
                self.book.add(unit_id, day, "reported", day, number)
                return day
        elif chance < reported_share + leased_share:
            day = begins - int(self.rng.integers(*self.settings["closed_leased_days"]))
            if day > occupied_from + QUIET_DAYS:
                self.book.add(unit_id, day, "closed_leased")
        return begins

    def _stages(self, begins: int, planned_days: int) -> list[tuple[str, int]]:
        """States of a vacancy with their first days, spread over its (planned) length."""
        count = 1 + int(self.rng.choice(len(COUNTED_STATES), p=self.settings["stage_shares"]))
        count = max(1, min(count, planned_days // LEAST_STAGE_DAYS))
        cuts = np.sort(self.rng.beta(2.2, 1.4, size=count - 1)) * planned_days
        stages, day = [], begins
        for state, cut in zip(COUNTED_STATES[:count], np.append(0, cuts), strict=True):
            day = max(day + 1 if stages else day, begins + int(cut))
            stages.append((state, day))
        return [stage for stage in stages if stage[1] < begins + planned_days]

    def _write_last_event(self, unit_id: str, state: str) -> None:
        rng, today = self.rng, self.today
        if state == "reported":
            day = today - int(rng.integers(3, 120))
            self.book.add(unit_id, day, "reported", day, self.spells_written)
            self.spells_written += 1
        elif state == "never_vacant":
            day = today - int(rng.integers(60, 300))
            reported = day - int(rng.integers(20, 60))
            self.book.add(unit_id, reported, "reported", reported)
            self.book.add(unit_id, day, "never_vacant")
        else:
            self.book.add(unit_id, today - int(rng.integers(20, 330)), state)

    def write_told(self, row: dict) -> None:
        """Write the episodes of a unit that demo.yml tells one by one."""
        since = None
        for episode in row["episodes"]:
            day = int(days(episode["begins_on"]).astype(int))
            is_vacant = episode["state"] in VACANT_STATES
            since = (since or day) if is_vacant else None
            self.book.add(row["unit_id"], day, episode["state"], since, self.spells_written if is_vacant else -1)
            self.book.told[len(self.book.states) - 1] = (episode.get("kind"), episode.get("reason"))
        self.spells_written += 1


def _frame(truth: dict, book: EpisodeBook, rng: np.random.Generator) -> pandas.DataFrame:
    settings = truth["units"]
    begins = np.array(book.begins).astype("datetime64[D]")
    unit_ids = np.array(book.unit_ids, dtype=object)
    follows = np.append(unit_ids[1:] == unit_ids[:-1], False)
    ends = np.where(follows, np.append(begins[1:], begins[:1]) - ONE_DAY, np.datetime64("NaT"))
    since = np.array([np.datetime64("NaT") if day is None else np.datetime64(day, "D") for day in book.vacant_since])
    spell = np.array(book.spell)
    count = max(int(spell.max()) + 1, 1)
    kind, reason = pick(rng, settings["kind_shares"], count), pick(rng, settings["reason_shares"], count)
    kind[rng.random(count) > settings["kind_known_share"]] = None
    reason[rng.random(count) > settings["reason_known_share"]] = None
    known = (spell >= 0) & (np.array(book.states) != "reported")
    frame = pandas.DataFrame(
        {
            "unit_id": unit_ids,
            "begins_on": begins.astype("datetime64[s]"),
            "ends_on": ends.astype("datetime64[s]"),
            "state": np.array(book.states, dtype=object),
            "vacant_since": since.astype("datetime64[s]"),
            "vacancy_kind": np.where(known, kind[spell], None),
            "vacancy_reason": np.where(known, reason[spell], None),
            "spell": spell,
        }
    )
    for place, (told_kind, told_reason) in book.told.items():
        frame.loc[place, ["vacancy_kind", "vacancy_reason"]] = [told_kind, told_reason]
    return frame
