"""What is notable about an area's population, in sentences made from the data."""

import pandas as pd

from strukturmonitor.texts import Texts

_CLAUSES = ("natural", "border", "within")


def population_notables(
    texts: Texts,
    *,
    where: str,
    city: str,
    is_city: bool,
    residents: float,
    year: int,
    five_years: tuple[float, float] | None,
    youth: tuple[float, float],
    old_age: tuple[float, float],
    balances: pd.Series | None,
) -> list[str]:
    """One to three sentences.

    `where` begins a sentence («Im Stadtbezirk Eving»; in English it ends one), `city` is the city's name;
    `five_years`, `youth` and `old_age`: value of the area and of the city (change in per cent over five years, or
    None; Jugendquotient, Altenquotient); `balances`: natural, border and within of the year (rounded persons), or
    None where nothing was counted. Missing values leave their sentence out.
    """
    sentences = [_size(texts, where, residents, year, five_years, None if is_city else city)]
    if pd.notna(youth[0]) and pd.notna(old_age[0]):
        values = {"youth": texts.number(youth[0], 1), "old_age": texts.number(old_age[0], 1)}
        if is_city or pd.isna(youth[1]) or pd.isna(old_age[1]):
            sentences.append(texts("population.notable_ages", **values))
        else:
            compared = {"city_youth": texts.number(youth[1], 1), "city_old_age": texts.number(old_age[1], 1)}
            sentences.append(texts("population.notable_ages_city", city=city, **values, **compared))
    if balances is not None:
        parts = [name for name in _CLAUSES if pd.notna(balances[name]) and not (is_city and name == "within")]
        clauses = [_clause(texts, name, balances[name]) for name in parts]
        if clauses:
            sentences.append(texts("population.notable_balances", year=year, clauses="; ".join(clauses)))
    return sentences


def _size(
    texts: Texts, where: str, residents: float, year: int, five_years: tuple[float, float] | None, city: str | None
) -> str:
    values = {"where": where, "year": year, "residents": texts.number(residents)}
    if five_years is None or pd.isna(five_years[0]):
        return texts("population.notable_size", **values)
    change = _change(texts, five_years[0])
    if city is None or pd.isna(five_years[1]):
        return texts("population.notable_size_change", change=change, **values)
    city_change = f"{texts.change(five_years[1], 1)}{texts.percent_sign}"
    return texts("population.notable_size_change_city", change=change, city=city, city_change=city_change, **values)


def _change(texts: Texts, change_pct: float) -> str:
    shown = round(change_pct, 1)
    key = "same" if shown == 0 else "more" if shown > 0 else "fewer"
    return texts(f"population.change_{key}", change=texts.percent(abs(shown)))


def _clause(texts: Texts, component: str, balance: float) -> str:
    key = "even" if balance == 0 else "gain" if balance > 0 else "loss"
    return texts(f"population.{component}_{key}", count=texts.number(abs(balance)))
