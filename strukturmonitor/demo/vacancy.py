"""Which units are vacant from when to when: month by month along the planted vacancy rates.

Every pool (a Bezirk, or a single street with an own path in demo.yml) has a target number of vacant units at
the end of each month. Part of the vacant units find a user anyway; units then close (or further ones open)
until the target is met. Counted as vacant are the states verified to permit.
"""

from dataclasses import dataclass

import numpy as np

from strukturmonitor.demo.effects import DAYS_PER_YEAR, days, knots, planted
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import stream
from strukturmonitor.demo.unit_stock import Stock

OCCUPIED, VACANT, INTERIM = 0, 1, 2
BEFORE_REGISTER = -1  # month number of a vacancy that is older than the register


@dataclass
class Spell:
    """A counted vacancy of one unit: first and last month number (ends None: today), and the month in which an
    interim use after it ends (None without one, or beyond the last month)."""

    unit: int
    begins: int
    ends: int | None = None
    has_interim: bool = False
    interim_ends: int | None = None


def months(truth: dict) -> np.ndarray:
    """First day of every month from the beginning of the register to the reference date, datetime64[M]."""
    first = np.datetime64(truth["units"]["register_begins"], "M")
    return np.arange(first, np.datetime64(truth["reference_date"], "M") + 1)


def make_spells(truth: dict, places: Places, stock: Stock) -> list[Spell]:
    """Counted vacancies of all units, in the order of their beginning."""
    pools = _Pools(truth, places, stock)
    market = _Market(truth, places, stock, months(truth))
    for month in range(len(market.months)):
        for units, target in pools.targets(month):
            market.step(month, units, target)
    return market.spells


class _Pools:
    """The pools of units and their target numbers of vacant units per month end."""

    def __init__(self, truth: dict, places: Places, stock: Stock) -> None:
        settings = truth["units"]
        self.month_ends = days(months(truth) + 1) - np.timedelta64(1, "D")
        exists = stock.begins_on[:, None] <= self.month_ends[None, :]
        rates = self._rates(truth, places)
        self.members, self.numbers = [], []
        own_paths = np.zeros((len(places.bezirke), len(self.month_ends)))
        for segment in np.unique(stock.segment[stock.segment >= 0]):
            units = np.flatnonzero(stock.segment == segment)
            number = knots(settings["streets"][segment]["vacancy_pct"], self.month_ends) / 100.0 * len(units)
            self.members.append(units)
            self.numbers.append(np.rint(number).astype(int))
            own_paths[places.bezirk_number[stock.stat[units[0]]]] += np.rint(number)
        for bezirk in range(len(places.bezirke)):
            in_bezirk = places.bezirk_number[stock.stat] == bezirk
            number = rates[bezirk] * exists[in_bezirk].sum(axis=0) - own_paths[bezirk]
            self.members.append(np.flatnonzero(in_bezirk & (stock.segment < 0)))
            self.numbers.append(np.rint(np.maximum(number, 0)).astype(int))

    def _rates(self, truth: dict, places: Places) -> np.ndarray:
        """Float (Bezirke, months): vacancy rate as a share of 1."""
        settings = truth["units"]
        years = (self.month_ends - days(settings["register_begins"])).astype(float) / DAYS_PER_YEAR
        effect = planted(truth, places, "leerstandsquote", self.month_ends)
        rng = stream(truth, "units/vacancy-noise")
        rates = np.empty((len(places.bezirke), len(years)))
        for number, bezirk in enumerate(places.bezirke):
            base, drift = settings["vacancy_pct"][bezirk]
            noise = rng.normal(0, settings["vacancy_noise_pct"], size=len(years))
            rates[number] = base + drift * years + effect[places.mask(bezirk)].mean(axis=0) + noise
        return np.clip(rates, 0.5, 60.0) / 100.0

    def targets(self, month: int) -> list[tuple[np.ndarray, int]]:
        """Pools (unit numbers) with their target at the end of the month."""
        return [(units, int(number[month])) for units, number in zip(self.members, self.numbers, strict=True)]


class _Market:
    """State of all units while the months go by."""

    def __init__(self, truth: dict, places: Places, stock: Stock, all_months: np.ndarray) -> None:
        self.settings = truth["units"]
        self.months = all_months
        self.rng = stream(truth, "units/market")
        self.spells: list[Spell] = []
        self.current: dict[int, Spell] = {}
        self.state = np.zeros(len(stock), dtype=np.int8)
        self.blocked_until = np.where(
            stock.begins_on.astype("datetime64[M]") > all_months[0],
            (stock.begins_on.astype("datetime64[M]") - all_months[0]).astype(int) + 1,
            0,
        )
        spread = 1.0 + self.rng.normal(0, self.settings["stat_vacancy_spread_relative"], size=len(places)).clip(
            -0.5, 0.5
        )
        grade = np.array([self.settings["grade_vacancy_factor"][letter] for letter in stock.grade])
        closing = np.array([self.settings["uses"][use]["closing"] for use in stock.use])
        self.closing = spread[stock.stat] * grade * closing
        boost = self.settings["closing_boost"]
        self.boosted = np.where(np.isin(stock.use, boost["uses"]), boost["factor"], 1.0)
        self.boost_month = int((np.datetime64(boost["date"], "M") - all_months[0]).astype(int))
        self.opening = np.exp(self.rng.normal(0, self.settings["reopening_spread"], size=len(stock)))
        self.opening /= self.opening.mean() * spread[stock.stat]
        self.interim_share = self._interim_shares(places, stock)

    def _interim_shares(self, places: Places, stock: Stock) -> list[tuple[int, np.ndarray]]:
        shares = [(0, np.full(len(stock), self.settings["interim_share"]))]
        for entry in self.settings["interim_share_from"]:
            later = shares[-1][1].copy()
            later[places.mask(entry["area_id"])[stock.stat]] = entry["share"]
            shares.append((int((np.datetime64(entry["date"], "M") - self.months[0]).astype(int)), later))
        return shares

    def step(self, month: int, units: np.ndarray, target: int) -> None:
        """Let units of one pool open and close in this month so that `target` of them are vacant at its end."""
        self._end_interim_uses(month, units)
        vacant = units[self.state[units] == VACANT]
        settled = vacant[[self.current[unit].begins < month - 1 for unit in vacant]] if len(vacant) else vacant
        chance = np.clip(self.settings["reopening_share_per_month"] * self.opening[settled], 0.0, 0.5)
        self._open(month, settled[self.rng.random(len(settled)) < chance])
        gap = target - int((self.state[units] == VACANT).sum())
        if gap > 0:
            self._close(month, units, gap)
        elif gap < 0:
            still = settled[self.state[settled] == VACANT]
            self._open(month, self._draw(still, self.opening[still], -gap))

    def _end_interim_uses(self, month: int, units: np.ndarray) -> None:
        ended = units[(self.state[units] == INTERIM) & (self.blocked_until[units] <= month)]
        self.state[ended] = OCCUPIED
        self.blocked_until[ended] = month + 2

    def _close(self, month: int, units: np.ndarray, count: int) -> None:
        free = units[(self.state[units] == OCCUPIED) & (self.blocked_until[units] <= month)]
        weight = self.closing[free] * (self.boosted[free] if month >= self.boost_month else 1.0)
        for unit in self._draw(free, weight, count):
            self.current[unit] = Spell(int(unit), BEFORE_REGISTER if month == 0 else month)
            self.spells.append(self.current[unit])
            self.state[unit] = VACANT

    def _open(self, month: int, units: np.ndarray) -> None:
        share = next(values for first, values in reversed(self.interim_share) if month >= first)
        with_interim = self.rng.random(len(units)) < share[units]
        length = self.rng.integers(*self.settings["interim_months"], size=len(units), endpoint=True)
        for unit, has_interim, interim_months in zip(units, with_interim, length, strict=True):
            spell = self.current.pop(unit)
            spell.ends, spell.has_interim = month, bool(has_interim)
            self.state[unit] = INTERIM if has_interim else OCCUPIED
            self.blocked_until[unit] = month + (int(interim_months) if has_interim else 2)
            if has_interim and self.blocked_until[unit] < len(self.months):
                spell.interim_ends = int(self.blocked_until[unit])

    def _draw(self, units: np.ndarray, weight: np.ndarray, count: int) -> np.ndarray:
        count = min(count, len(units))
        if count == 0:
            return units[:0]
        return self.rng.choice(units, size=count, replace=False, p=weight / weight.sum())
