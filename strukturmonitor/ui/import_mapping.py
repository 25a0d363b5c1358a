"""Which column of an uploaded list holds what: what the program makes of the headers, corrected by hand, and saved
under a name for the next time."""

import datetime

import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.archive import sha256
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.headers import header_row
from strukturmonitor.imports.mappings import Guess, as_option, guess, save, saved
from strukturmonitor.imports.reading import Cell, as_text, read_table
from strukturmonitor.imports.sources import Source, plain_header
from strukturmonitor.imports.vacancy_list import MODES
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_SAMPLES = 60  # values of a column by which it is judged
_EXAMPLES = 2
_LONGEST_EXAMPLE = 40
_WIDTHS = (3, 4, 4, 3)
_SURE = ("known", "never")


def show_mapping(page: Page, source: Source, file_name: str, content: bytes, options: dict[str, str]) -> dict[str, str]:
    """Shows the assignment of columns and returns the options with it. A file that cannot be read is left to the check,
    which says why."""
    try:
        guesses, examples = _headers(page, source, file_name, content, options.get("sheet"))
    except StrukturmonitorError:
        return options
    options = dict(options)
    mode = _mode(page)
    if mode != MODES[0]:
        options["mode"] = mode
    assigned = _assigned(page, guesses)
    _box(page, source, guesses, examples, assigned)
    mapping = _mapping(source, guesses, assigned)
    if mapping:
        options["mapping"] = as_option(mapping)
    return options


def _mode(page: Page) -> str:
    """Whether the list is the whole stock or only what changed."""
    texts = page.texts
    return st.radio(
        texts("imports.mode.title"),
        MODES,
        format_func=lambda mode: texts(f"imports.mode.{mode}"),
        captions=[texts(f"imports.mode.{mode}_help") for mode in MODES],
        key=page.view.key("umfang"),
        horizontal=not page.is_phone,
    )


def _headers(
    page: Page, source: Source, file_name: str, content: bytes, sheet: str | None
) -> tuple[list[Guess], dict[str, list[str]]]:
    """Guesses and example values per column, read once per file and sheet. Raises StrukturmonitorError."""
    key = page.view.key("zuordnung:datei")
    said = (source.id, file_name, sha256(content), sheet)
    if key in st.session_state and st.session_state[key][0] == said:
        return st.session_state[key][1:]
    table = read_table(source, file_name, content, sheet=sheet)
    number, cells = header_row(source, file_name, table.rows)
    body = [row for row_number, row in table.rows if row_number > number]
    step = max(1, len(body) // _SAMPLES)
    samples = [[row[i] for row in body[::step][:_SAMPLES] if i < len(row)] for i in range(len(cells))]
    guesses = guess(cells, samples, source, today=datetime.date.today())
    examples: dict[str, list[str]] = {}
    for header, values in zip(cells, samples, strict=True):
        shown = [text[:_LONGEST_EXAMPLE] for text in dict.fromkeys(_example(page, value) for value in values) if text]
        examples.setdefault(header, shown[:_EXAMPLES])
    st.session_state[key] = (said, guesses, examples)
    for name in ("zuordnung:felder", "zuordnung:gespeichert"):
        st.session_state.pop(page.view.key(name), None)
    st.session_state[page.view.key("zuordnung:runde")] = st.session_state.get(page.view.key("zuordnung:runde"), 0) + 1
    return guesses, examples


def _example(page: Page, cell: Cell) -> str:
    """A cell as the reader writes such values."""
    if isinstance(cell, datetime.date):
        return page.texts.date(cell)
    text = as_text(cell)
    is_fraction = isinstance(cell, float) and not cell.is_integer()
    return text.replace(".", ",") if is_fraction and page.texts.language == "de" else text


def _assigned(page: Page, guesses: list[Guess]) -> dict[str, str]:
    """Header → field as the person has it now; it lives as long as the file."""
    key = page.view.key("zuordnung:felder")
    if key not in st.session_state:
        st.session_state[key] = {entry.header: entry.field for entry in guesses}
    return st.session_state[key]


def _mapping(source: Source, guesses: list[Guess], assigned: dict[str, str]) -> dict[str, str]:
    """Only what differs from what the source knows by itself; columns that nobody knows stay unknown."""
    seen: set[str] = set()
    mapping = {}
    for entry in guesses:
        if entry.reason == "never":
            continue
        default = source.headers.get(plain_header(entry.header), ("",))[0]
        if default in seen:
            default = ""
        seen.add(default)
        if assigned.get(entry.header, "") != default:
            mapping[entry.header] = assigned.get(entry.header, "")
    there = {entry.header for entry in guesses}
    return mapping | {header: field for header, field in assigned.items() if header not in there and field}


def _box(
    page: Page,
    source: Source,
    guesses: list[Guess],
    examples: dict[str, list[str]],
    assigned: dict[str, str],
) -> None:
    texts, key = page.texts, page.view.key
    missing = [c.header for c in source.columns.values() if c.is_required and c.field not in assigned.values()]
    is_unsure = missing or any(entry.reason not in _SURE for entry in guesses)
    count, known = len(guesses), sum(entry.reason in _SURE for entry in guesses)
    title = f"{texts('imports.mapping.title')} ({texts.number(known)}/{texts.number(count)})"
    box = st.expander(
        title, expanded=bool(is_unsure), key=key(f"zuordnung:offen:{_round(page)}"), on_change="rerun",
        icon=":material/view_column:",
    )  # fmt: skip
    if missing:
        st.warning(texts("imports.mapping.missing", columns=", ".join(missing)), icon=":material/warning:")
    if not box.open:
        return
    with box:
        if known == count:
            st.markdown(texts("imports.mapping.all_known", count=texts.number(count)))
        else:
            st.markdown(texts("imports.mapping.some", known=texts.number(known), count=texts.number(count)))
        _choose_saved(page, source, guesses, assigned)
        if not page.is_phone:
            places = st.columns(_WIDTHS)
            for place, name in zip(places, ("header", "examples", "field", "reason"), strict=True):
                place.markdown(f"**{texts(f'imports.mapping.{name}')}**")
        for number, entry in sorted(enumerate(guesses), key=lambda pair: (pair[1].reason in _SURE, pair[0])):
            _row(page, source, number, entry, examples[entry.header], assigned)
        for field in sorted({f for f in assigned.values() if f and list(assigned.values()).count(f) > 1}):
            label = source.columns[field].header
            st.warning(texts("imports.mapping.twice", field=label), icon=":material/warning:")
        _save(page, source, _mapping(source, guesses, assigned))


def _row(page: Page, source: Source, number: int, entry: Guess, examples: list[str], assigned: dict[str, str]) -> None:
    """One column of the file. Personal columns cannot be assigned."""
    texts = page.texts
    shown = " · ".join(plain(example) for example in examples) or "–"
    reason = texts(f"imports.mapping.reason.{entry.reason}")
    if page.is_phone:
        with st.container(border=True):
            st.markdown(f"**{plain(entry.header)}**  \n{shown}  \n_{reason}_")
            _select(page, source, number, entry, assigned)
        return
    header, values, field, why = st.columns(_WIDTHS, vertical_alignment="center")
    header.markdown(plain(entry.header))
    values.caption(shown if entry.reason != "never" else "–")
    with field:
        _select(page, source, number, entry, assigned)
    why.caption(reason)


def _select(page: Page, source: Source, number: int, entry: Guess, assigned: dict[str, str]) -> None:
    texts = page.texts
    if entry.reason == "never":
        st.caption(texts("imports.mapping.none"))
        return
    fields = ["", *source.columns]
    now = assigned.get(entry.header, "")
    chosen = st.selectbox(
        texts("imports.mapping.field") + f": {entry.header}",
        fields,
        index=fields.index(now) if now in fields else 0,
        format_func=lambda field: source.columns[field].header if field else texts("imports.mapping.none"),
        key=page.view.key(f"zuordnung:{_round(page)}:{number}"),
        label_visibility="collapsed",
    )
    assigned[entry.header] = chosen


def _choose_saved(page: Page, source: Source, guesses: list[Guess], assigned: dict[str, str]) -> None:
    known = saved(database(), source)
    if not known:
        return
    texts, key = page.texts, page.view.key
    chosen = st.selectbox(
        texts("imports.mapping.choose"),
        ["", *known],
        format_func=lambda name: name or texts("imports.mapping.guessed"),
        key=key("zuordnung:gespeichert"),
    )
    used = key("zuordnung:benutzt")
    if st.session_state.get(used, "") == chosen:
        return
    st.session_state[used] = chosen
    assigned.clear()
    assigned |= {entry.header: entry.field for entry in guesses}
    if chosen:
        by_spelling = {plain_header(entry.header): entry.header for entry in guesses}
        for header, field in known[chosen].items():
            assigned[by_spelling.get(plain_header(header), header)] = field
    st.session_state[key("zuordnung:runde")] = _round(page) + 1
    st.rerun()


def _save(page: Page, source: Source, mapping: dict[str, str]) -> None:
    texts, key = page.texts, page.view.key
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            texts("imports.mapping.name"),
            max_chars=80,
            key=key("zuordnung:name"),
            help=texts("imports.mapping.name_help"),
        )
        clicked = st.button(
            texts("imports.mapping.save"), disabled=not mapping, key=key("zuordnung:speichern"), icon=":material/save:"
        )
    if clicked and name.strip():
        try:
            save(database(), page.data.actor, source, name, mapping)
        except StrukturmonitorError as error:
            st.error(explain_error(texts, error), icon=":material/error:")
            return
        st.success(texts("imports.mapping.saved", name=plain(name.strip())), icon=":material/check_circle:")


def _round(page: Page) -> int:
    """Widgets begin anew with every file and every chosen assignment."""
    return st.session_state.get(page.view.key("zuordnung:runde"), 0)
