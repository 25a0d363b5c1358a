"""Logging in as people do it: with a demo account, and through an identity provider."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESK, PHONE, drawn, serving
from playwright.sync_api import Browser, Page

SIDEBAR = "[data-testid=stSidebar]"
USERS = [
    {"sub": "anna", "name": "Anna Amt", "preferred_username": "a.amt", "groups": ["qk-eving"]},
    {"sub": "carl", "name": "Carl", "groups": ["kegelclub"]},
]


def log_in(page: Page, button: str) -> None:
    page.locator(".login-link-main").click()
    page.get_by_role("button", name=button).click()
    drawn(page)


def test_a_demo_login_survives_a_reload_and_ends_everywhere(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents a login that a reload forgets, a logout that another tab survives, and a page that opens without one."""
    page = visit(public_address, "/register?ansicht=aufgaben")
    assert page.locator("h1").inner_text() == "Register"
    assert page.locator("[data-testid=stDataFrame]").count() == 0  # nothing but why
    log_in(page, "Koordination · Eving")
    assert "/register?ansicht=aufgaben" in page.url
    page.reload()
    drawn(page)
    assert "Eving" in page.locator(SIDEBAR).inner_text()
    other = page.context.new_page()
    other.goto(f"{public_address}/konto")
    drawn(other)
    other.get_by_role("button", name="Überall abmelden").click()
    other.locator(".login-link-main").wait_for(timeout=15_000)
    page.locator("[data-testid=stSidebarNavLink]", has_text="Verkehr").click()
    page.locator(SIDEBAR).get_by_text("überall beendet").wait_for(timeout=15_000)
    assert page.locator("[data-testid=stSidebarNavLink]", has_text="Register").count() == 0


@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
def test_the_login_page_is_usable_by_everybody(browser: Browser, public_address: str, device: dict) -> None:
    """Prevents a login that a screen reader, a keyboard or a phone cannot use, in the light or in the dark."""
    for scheme in ("light", "dark"):
        context = browser.new_context(locale="de-DE", color_scheme=scheme, **device)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{public_address}/anmelden?weiter=/register")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= device["viewport"]["width"]
        assert all(url.startswith((public_address, "data:")) for url in asked)
        page.keyboard.type("niemand")  # the cursor stands in the first field
        page.keyboard.press("Tab")
        page.keyboard.type("falsch falsch")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert page.locator("#login").input_value() == "niemand"
        context.close()


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An identity provider on this machine that knows two people."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    users = [argument for user in USERS for argument in ("--user-claims", json.dumps(user))]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), *users],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/.well-known/openid-configuration")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=10)


def test_groups_of_an_identity_provider_become_role_and_area(
    visit: Callable[..., Page], served_dir: Path, tmp_path: Path, provider: str
) -> None:
    """Prevents a login through the provider that gives nothing, too much, or leads somewhere else."""
    folder = tmp_path / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    groups = tmp_path / "groups.yml"
    groups.write_text('claim: groups\ngroups:\n  qk-eving: {role: coordinator, areas: ["bezirk:eving"]}\n', "utf-8")
    secrets = tmp_path / "secrets.toml"
    environment = {
        "STRUKTURMONITOR_AUTH": "oidc",
        "STRUKTURMONITOR_OIDC_SECRETS": str(secrets),
        "STRUKTURMONITOR_OIDC_GROUPS": str(groups),
    }
    with serving(folder, **environment) as address:
        secrets.write_text(
            "[auth]\n"
            f'redirect_uri = "{address}/oauth2callback"\n'
            'cookie_secret = "only for this test, only for this test"\n'
            'client_id = "strukturmonitor"\n'
            'client_secret = "only for this test, only for this test"\n'
            f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
            "utf-8",
        )
        page = visit(address, "/register")
        log_in(page, "anna")
        assert page.url.startswith(f"{address}/register")  # back where the reader came from
        said = page.locator(SIDEBAR).inner_text()
        assert "Anna Amt" in said and "Koordination" in said and "Gebiet: Eving" in said
        stranger = visit(address, "/register")
        log_in(stranger, "carl")
        assert "noch keine Rolle" in stranger.locator("[data-testid=stMain]").inner_text()
        assert stranger.locator("[data-testid=stSidebarNavLink]", has_text="Register").count() == 0
        page.get_by_role("button", name="Abmelden").click()
        page.wait_for_url(f"{provider}/**")  # the provider ends its session too
        page.goto(f"{address}/register")
        drawn(page)
        assert page.locator(".login-link-main").count() == 1
