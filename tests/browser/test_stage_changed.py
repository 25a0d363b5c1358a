"""The scripts of the wall and the notes window while the story is changed at the desk: without a server."""

from playwright.sync_api import Page, expect

from strukturmonitor.settings import PROJECT_DIR

STAGE = PROJECT_DIR / "strukturmonitor" / "ui" / "stage"
ADDRESS = "http://127.0.0.1/"  # answered in the test: channels and addresses need one
WORDS = {"counter": "{number} / {total}", "last_step": "Ende", "no_notes": "–", "not_begun": "–", "black": "Schwarz"}
DRAW = """([revision, ids]) => {
  window.told ??= [];
  const steps = ids.map((id) => ({ id, title: `Schritt ${id}` }));
  const data = { ...window.data, revision, steps };
  window.mounted({ parentElement: document.body, data, setStateValue: (what, value) => told.push([what, value]) });
  const slots = [...document.querySelectorAll('[class^="st-key-stage-slot-"]')];
  slots.forEach((slot) => slot.replaceChildren());
  ids.forEach((id, at) => {
    slots[at % slots.length].innerHTML += `<p class="stage-step" data-step="${at + 1}">${id}</p><p class="stage-done" data-step="${at + 1}"></p>`;
  });
}"""


def window_of(name: str, page: Page, first: int) -> None:
    """The wall or the notes window (`name`) as the page mounts it, with slots for eight steps."""
    slots = "".join(f'<div class="st-key-stage-slot-{slot}" style="visibility: hidden"></div>' for slot in range(8))
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=_markup(name) + slots))
    page.goto(f"{ADDRESS}?schritt={first}")
    script = "".join((STAGE / file).read_text(encoding="utf-8") for file in ("channel.js", f"{name}.js"))
    page.add_script_tag(content=script.replace("export default function", "window.mounted = function"))
    page.evaluate(
        "(data) => { window.data = data; }",
        {"story": "abc", "title": "Abend", "language": "de", "step": first, "slots": 8, "auto_s": 20, "words": WORDS},
    )


def draw(page: Page, revision: int, ids: str) -> None:
    """A run of the server: the story with these steps, one letter each."""
    page.evaluate(DRAW, [revision, list(ids)])


def _markup(name: str) -> str:
    return (STAGE / f"{name}.html").read_text(encoding="utf-8")


def test_an_open_wall_takes_up_a_changed_story(page: Page) -> None:
    """Prevents a hall that loses its place, runs past the end or shows the old list, because a step before the one in sight
    was taken out, put in or moved at the desk; and notes that then stand elsewhere than the wall."""
    notes = page.context.new_page()
    window_of("wall", page, 3)
    draw(page, 1, "abcd")
    window_of("notes", notes, 3)
    draw(notes, 1, "abcd")
    seen = page.locator(".stage-step:visible")
    expect(seen).to_have_text("c")

    draw(page, 2, "xabcde")  # put before it: the wall stays where it is
    expect(seen).to_have_text("c")
    expect(page.locator(".counter")).to_have_text("4 / 6")
    assert "schritt=4" in page.url
    page.keyboard.press("PageDown")
    expect(seen).to_have_text("d")
    assert page.evaluate("told.at(-1)") == ["step", {"number": 5, "id": "d"}]
    expect(notes.locator(".counter")).to_have_text("4 / 4")  # has not heard of the change: the same step, its number
    draw(notes, 2, "xabcde")
    expect(notes.locator(".counter")).to_have_text("5 / 6")
    expect(notes.locator(".coming strong")).to_have_text("Schritt e")

    draw(page, 3, "abc")  # the one in sight is gone: the last that is left
    expect(seen).to_have_text("c")
    expect(page.locator(".counter")).to_have_text("3 / 3")
    expect(page.locator(".next")).to_be_disabled()
    assert page.locator(".steps button").all_text_contents() == ["Schritt a", "Schritt b", "Schritt c"]
