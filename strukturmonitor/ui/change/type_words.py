"""Words for types of area, made from what sets each apart."""

import pandas as pd

from strukturmonitor.analysis.area_types import types_facts
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.texts import Texts

_MOST_NAMES = 12


class TypeWords:
    """Names and sentences on the types of one result (`frames` as of `area_types.results`) in one language."""

    def __init__(self, texts: Texts, frames: dict[str, pd.DataFrame], names: dict[str, str]) -> None:
        """`names`: area_id → name."""
        self._texts = texts
        self._areas = frames["areas"]
        self._types = frames["types"].set_index("type")
        self._traits = frames["traits"]
        self._choice = frames["choice"]
        self._weights = frames["weights"]
        self._about = frames["about"].iloc[0]
        self._area_names = names
        self.letters: list[str] = self._types.index.tolist()
        self._names = self._unique_names()

    @property
    def most_telling(self) -> str:
        """The type shown first: the largest that is not simply most of all areas."""
        few = [letter for letter in self.letters if not self._is_majority(letter)]
        return (few or self.letters)[0]

    def name(self, letter: str) -> str:
        """«jünger werdend, mehr Leerstand»."""
        return self._names[letter]

    def label(self, letter: str) -> str:
        return self._texts("area_types.label", letter=letter, name=self.name(letter))

    def of_area(self, row: dict) -> str:
        """Its type, or why it has none. `row`: a row of the frame `areas`."""
        if row["type"] == "":
            return self._reason(row["reason"])
        parts = [self.label(row["type"])]
        if row["is_reference"]:
            parts.append(self._texts("area_types.is_reference"))
        elif row["silhouette"] < 0:
            parts.append(self._texts("area_types.between"))
        return " · ".join(parts)

    def finding(self) -> tuple[str, str]:
        """Headline and sentences over the map."""
        texts = self._texts
        valued = int(self._types["size"].sum())
        headline = texts("area_types.headline", areas=valued, types=len(self.letters))
        largest = self.letters[0]
        sentences = []
        if self._is_majority(largest):
            sentences.append(texts("area_types.most", count=int(self._types.loc[largest, "size"]), letter=largest))
        others = [letter for letter in self.letters if letter != largest] if sentences else self.letters
        sentences += [
            texts("area_types.some", letter=letter, count=int(self._types.loc[letter, "size"]), name=self.name(letter))
            for letter in others
        ]
        without = int((self._areas["type"] == "").sum())
        if without:
            sentences.append(texts("area_types.without", count=without))
        return headline, " ".join(sentences)

    def portrait(self, letter: str) -> str:
        """Members, what sets the type apart, and the area nearest to its middle."""
        texts = self._texts
        members = self._areas[self._areas["type"] == letter].sort_values("distance")["area_id"]
        names = [self._area_names.get(area_id, area_id) for area_id in members]
        more = len(names) - _MOST_NAMES
        told = texts.list(names) if more <= 0 else texts(
            "neighbourhood.and_more", names=", ".join(names[:_MOST_NAMES]), more=more
        )  # fmt: skip
        reference = self._area_names.get(self._types.loc[letter, "reference_id"], "–")
        traits = [f"- {self._change(row)}" for row in self._telling(letter)]
        parts = [texts("area_types.members", count=len(names), names=told)]
        if traits:
            parts += ["", texts("area_types.apart"), "", *traits]
        else:
            parts += ["", texts("area_types.like_all")]
        return "\n".join([*parts, "", texts("area_types.reference", name=reference)])

    def changes(self, letter: str) -> str:
        """How the type changed in every indicator."""
        rows = self._traits[self._traits["type"] == letter].to_dict("records")
        return " ".join(f"{self._change(row)}." for row in rows if row["indicator_id"] in catalogue())

    def how_sure(self) -> str:
        texts, facts = self._texts, types_facts()
        chosen = self._choice[self._choice["is_chosen"]].iloc[0]
        cuts = facts["silhouette"]
        clear = next((name for name in ("clear", "recognisable") if chosen["silhouette"] >= cuts[name]), "blurred")
        is_stable = chosen["stability"] >= facts["stability"]["stable_from"]
        between = int((self._areas["silhouette"] < 0).sum())
        return " ".join(
            [
                texts(f"area_types.{clear}", silhouette=texts.number(chosen["silhouette"], 2)),
                texts(
                    "area_types.stable" if is_stable else "area_types.unstable",
                    share=texts.percent(100 * facts["stability"]["share"], 0),
                    stability=texts.number(chosen["stability"], 2),
                ),
                texts("area_types.between_count" if between else "area_types.between_count.none", count=between),
            ]
        )

    def weights(self) -> str:
        """How much each indicator counts."""
        shown = self._weights.sort_values("weight", ascending=False).itertuples()
        told = [f"{self._title(row.indicator_id)} {self._texts.percent(100 * row.weight, 0)}" for row in shown]
        return self._texts("area_types.weights", weights=self._texts.list(told))

    def left_out(self) -> str:
        """Indicators that said nothing, with the reason; '' where there are none."""
        told = []
        for part in filter(None, str(self._about["left_out"]).split(",")):
            name, reason = part.split(":")
            told.append(f"{self._title(name)} ({self._texts(f'area_types.left_out.{reason}')})")
        return self._texts("area_types.left_out", names=self._texts.list(told)) if told else ""

    def _is_majority(self, letter: str) -> bool:
        return bool(2 * self._types.loc[letter, "size"] > self._types["size"].sum())

    def _telling(self, letter: str) -> list[dict]:
        """The traits that set a type apart, the most telling first."""
        rows = self._traits[self._traits["type"] == letter].to_dict("records")
        least = types_facts()["traits"]["from_spreads"]
        return [row for row in rows if abs(row["effect"]) >= least and row["indicator_id"] in catalogue()]

    def _unique_names(self) -> dict[str, str]:
        words = types_facts()["indicators"]
        many = types_facts()["traits"]["in_name"]
        found: dict[str, str] = {}
        for letter in self.letters:
            traits = [words[row["indicator_id"]][row["manner"]][self._texts.language] for row in self._telling(letter)]
            name = ", ".join(traits[:many])
            while name in found.values() and len(traits) > many:
                many += 1
                name = ", ".join(traits[:many])
            many = types_facts()["traits"]["in_name"]
            if traits and self._is_majority(letter):
                name = self._texts("area_types.majority", trait=traits[0])
            found[letter] = name or self._texts("area_types.average")
        return found

    def _change(self, row: dict) -> str:
        """«Leerstandsquote: +2,6 Prozentpunkte, gesamte Stadt +1,9, übrige Gebiete −1,6»."""
        indicator = catalogue()[row["indicator_id"]]
        told = {key: self._difference(indicator, row[key]) for key in ("own", "city", "others")}
        return self._texts("area_types.change", indicator=self._title(indicator.id), **told)

    def _difference(self, indicator: Indicator, value: float) -> str:
        if indicator.is_amount:  # differences of logarithms read as per cent
            shown = self._texts.change(value, 1)
            return shown if shown == "–" else f"{shown}{self._texts.percent_sign}"
        return indicator.format_difference(self._texts, value)

    def _title(self, indicator_id: str) -> str:
        return catalogue()[indicator_id].title.in_language(self._texts) if indicator_id in catalogue() else indicator_id

    def _reason(self, reason: str) -> str:
        if reason.startswith("missing:"):
            return self._texts("area_types.missing", indicator=self._title(reason.removeprefix("missing:")))
        return self._texts("area_types.few_residents", minimum=types_facts()["minimum_population"])
