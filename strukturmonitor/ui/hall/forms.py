"""A question as a form for a phone, and what it answered, in HTML. Everything typed elsewhere goes through `escape`."""

from collections.abc import Mapping
from html import escape

from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.poll_votes import Behind
from strukturmonitor.texts import Texts
from strukturmonitor.ui.hall.point_map import drawing, tap_map
from strukturmonitor.ui.login.plain import hidden, message


def question_form(
    texts: Texts, behind: Behind, kept: Mapping[str, str], *, error: str | None = None, is_change: bool = False
) -> str:
    """`kept`: fields as they were typed or answered before."""
    asked = behind.question
    fields = {
        "single": _single,
        "multiple": _multiple,
        "dots": _dots,
        "scale": _scale,
        "words": _words,
        "point": _point,
    }[asked.kind](texts, behind, kept)
    said = message(error, is_bad=True) if error else message(texts("hall.phone.changing")) if is_change else ""
    explanation = f'<p class="text">{escape(behind.explanation)}</p>' if behind.explanation else ""
    button = texts("hall.phone.change" if is_change else "hall.phone.send")
    return f"""<section class="card"><p class="above">{escape(texts("hall.phone.above"))}</p>
<h1>{escape(behind.title or texts("hall.phone.title"))}</h1>{explanation}{said}
<form method="post" action="/abstimmen/{escape(behind.code)}" data-kind="{asked.kind}">{hidden(frage=behind.poll_id, sprache=texts.language)}
{fields}<button type="submit">{escape(button)}</button></form></section>{privacy_note(texts)}"""


def privacy_note(texts: Texts) -> str:
    return (
        f"<details><summary>{escape(texts('hall.phone.kept'))}</summary>"
        f'<p class="quiet">{escape(texts("hall.phone.kept.text"))}</p></details>'
    )


def fields_of(behind: Behind, given: Mapping[str, object], words: Mapping[str, str] | None = None) -> dict[str, str]:
    """The fields of a form from the answer that is kept."""
    asked = behind.question
    amounts = list(given["amounts"] or [])
    if asked.kind in ("single", "scale"):
        return {"wahl": str(amounts.index(1))} if 1 in amounts else {}
    if asked.kind in ("multiple", "dots"):
        name = "o" if asked.kind == "multiple" else "p"
        return {f"{name}{place}": str(amount) for place, amount in enumerate(amounts) if amount}
    if asked.kind == "words":
        return {f"w{place}": (words or {}).get(word, word) for place, word in enumerate(given["words"] or [])}
    kept = {"gebiet": given["area_id"] or ""}
    return kept if given["lon"] is None else kept | {"lon": str(given["lon"]), "lat": str(given["lat"])}


def answer_lines(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> list[str]:
    """What a phone answered, in words."""
    asked, labels = behind.question, behind.question.labels
    if asked.kind in ("single", "scale"):
        return [labels[int(kept["wahl"])]] if kept.get("wahl") else []
    if asked.kind == "multiple":
        return [label for place, label in enumerate(labels) if kept.get(f"o{place}")]
    if asked.kind == "dots":
        return [
            texts("hall.phone.dots_of", count=kept[f"p{place}"], option=label)
            for place, label in enumerate(labels)
            if kept.get(f"p{place}")
        ]
    if asked.kind == "words":
        return [word for name, word in kept.items() if name.startswith("w")]
    names = dict(drawing(behind.extent).areas)
    return [names[kept["gebiet"]]] if kept.get("gebiet") in names else []


def _single(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> str:
    options = "".join(
        f'<label class="option"><input type="radio" name="wahl" value="{place}" required'
        f"{_checked(kept.get('wahl') == str(place))}><span>{escape(label)}</span></label>"
        for place, label in enumerate(behind.question.labels)
    )
    return _group(texts("hall.phone.single"), options)


def _multiple(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> str:
    options = "".join(
        f'<label class="option"><input type="checkbox" name="o{place}" value="1"{_checked(bool(kept.get(f"o{place}")))}>'
        f"<span>{escape(label)}</span></label>"
        for place, label in enumerate(behind.question.labels)
    )
    return _group(texts("hall.phone.multiple"), options)


def _dots(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> str:
    most = behind.question.points
    rows = "".join(
        f'<div class="dots"><label for="p{place}">{escape(label)}</label><span><input id="p{place}" name="p{place}" '
        f'type="number" inputmode="numeric" min="0" max="{most}" step="1" value="{escape(kept.get(f"p{place}") or "0")}" '
        f'data-label="{escape(label)}"></span></div>'
        for place, label in enumerate(behind.question.labels)
    )
    legend = texts("hall.phone.dots", count=most)
    words = {"more": texts("hall.phone.more"), "less": texts("hall.phone.less")}
    data = "".join(f' data-{name}="{escape(word)}"' for name, word in words.items())
    left = texts("hall.phone.dots.left", left="#", most="%")
    over = texts("hall.phone.dots.over", over="#")
    return (
        f'<div id="punkte" data-most="{most}"{data}>{_group(legend, rows)}</div>'
        f'<p class="left" id="rest" role="status" data-left="{escape(left)}" data-over="{escape(over)}"></p>'
    )


def _scale(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> str:
    asked = behind.question
    low, high = (escape(text) for text in (asked.low, asked.high))
    ends = f'<p class="ends"><span>1 = {low}</span><span>{asked.points} = {high}</span></p>' if low or high else ""
    steps = "".join(
        f'<label><input type="radio" name="wahl" value="{place}" required{_checked(kept.get("wahl") == str(place))}>'
        f"<span>{label}</span></label>"
        for place, label in enumerate(asked.labels)
    )
    return _group(texts("hall.phone.scale", most=asked.points), f'{ends}<div class="scale">{steps}</div>')


def _words(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> str:
    rules = poll_rules()
    fields = "".join(
        f'<label for="w{place}">{escape(texts("hall.phone.word", number=place + 1))}</label>'
        f'<input id="w{place}" name="w{place}" maxlength="{rules.longest_word}" autocomplete="off" '
        f'value="{escape(kept.get(f"w{place}", ""))}"{" required" if place == 0 else ""}>'
        for place in range(rules.most_words)
    )
    note = f'<p class="quiet">{escape(texts("hall.phone.words.note"))}</p>'
    return _group(texts("hall.phone.words", most=rules.most_words), note + fields)


def _point(texts: Texts, behind: Behind, kept: Mapping[str, str]) -> str:
    map_ = drawing(behind.extent)
    lon, lat = _degrees(kept.get("lon")), _degrees(kept.get("lat"))
    options = "".join(
        f'<option value="{escape(area_id)}"{" selected" if kept.get("gebiet") == area_id else ""}>{escape(name)}</option>'
        for area_id, name in map_.areas
    )
    fields = f"""<p class="quiet">{escape(texts("hall.phone.point.note"))}</p>
{tap_map(behind.extent, texts("hall.phone.point.map"), lon, lat)}
<p id="gesetzt" class="quiet" role="status" data-said="{escape(texts("hall.phone.point.set", area="#"))}"></p>
<input type="hidden" id="lon" name="lon" value="{escape(kept.get("lon", ""))}"><input type="hidden" id="lat" name="lat" value="{escape(kept.get("lat", ""))}">
<label for="gebiet">{escape(texts("hall.phone.point.list"))}</label>
<select id="gebiet" name="gebiet"><option value="">–</option>{options}</select>"""
    return _group(texts("hall.phone.point"), fields)


def _degrees(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _group(legend: str, content: str) -> str:
    return f"<fieldset><legend>{escape(legend)}</legend>{content}</fieldset>"


def _checked(is_checked: bool) -> str:
    return " checked" if is_checked else ""
