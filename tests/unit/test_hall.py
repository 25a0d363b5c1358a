"""The hall beside the votes: addresses of this machine, QR codes, charts and bars."""

import socket
from types import SimpleNamespace

import psutil
import pytest

from strukturmonitor.dialogue.poll_charts import result_chart
from strukturmonitor.dialogue.poll_model import AnswerCount, Asked, Poll, PollResult
from strukturmonitor.settings import read_settings
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.hall.addresses import addresses
from strukturmonitor.ui.hall.asking import bars
from strukturmonitor.ui.hall.qr import qr_image

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def two_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(address: str, family: int = socket.AF_INET) -> SimpleNamespace:
        return SimpleNamespace(family=family, address=address)

    cards = {
        "docker0": [entry("172.17.0.1")],
        "lo": [entry("127.0.0.1")],
        "wlan0": [entry("192.168.178.20"), entry("fe80::1", socket.AF_INET6)],
        "eth1": [entry("169.254.3.4")],
        "eth2": [entry("10.1.2.3")],
        "usb0": [entry("10.9.9.9")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: cards)
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {name: SimpleNamespace(isup=name != "usb0") for name in cards})
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("asked somebody else"))


def test_the_address_is_found_on_the_machine(two_networks: None) -> None:
    """Prevents a QR code that leads to a container or to nowhere, and a question to a server outside the hall."""
    everywhere = read_settings({"HOST": "0.0.0.0", "PORT": "8501"})  # noqa: S104
    assert addresses(everywhere, "http://127.0.0.1:8501") == [
        "http://10.1.2.3:8501", "http://192.168.178.20:8501", "http://172.17.0.1:8501",
    ]  # fmt: skip
    assert addresses(everywhere, "https://monitor.example.org/")[0] == "https://monitor.example.org"


def test_a_machine_that_listens_on_itself_has_no_address_for_phones(two_networks: None) -> None:
    """Prevents a hall of people who scan a code that cannot work."""
    for opened_at in (None, "http://127.0.0.1:8501", "http://localhost:8501", "http://[::1]:8501"):
        assert addresses(read_settings({}), opened_at) == []
    assert addresses(read_settings({"HOST": "192.168.1.4"}), None) == ["http://192.168.1.4:8501"]


def test_qr_codes_are_pictures_made_here() -> None:
    """Prevents a QR code that is fetched from elsewhere."""
    assert qr_image("http://192.168.178.20:8501/abstimmen/K4T9M").startswith("data:image/svg+xml;base64,")


def result(kind: str, labels: list[str], phone: list[int], paper: list[int]) -> PollResult:
    asked = Asked(kind=kind, options=labels if kind != "words" else [])
    values = dict.fromkeys(Poll.__dataclass_fields__) | {
        "poll_id": "ab", "question": asked, "title": "Was?", "devices": max(phone), "paper": sum(paper), "held_on": None,
    }  # fmt: skip
    answers = [AnswerCount(str(place), *row) for place, row in enumerate(zip(labels, phone, paper, strict=True))]
    return PollResult(Poll(**values), answers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["single", "multiple", "dots", "words"])
def test_the_chart_holds_all_that_was_counted(language: str, kind: str) -> None:
    """Prevents bars that do not begin at zero, equal answers that become one bar, and words that run as HTML."""
    found = result(kind, ["Ja", "Ja", HOSTILE], [3, 1, 2], [0, 4, 0])
    chart = result_chart(speak(language), found)
    phones, papers = chart.figure.data
    assert list(phones.x) == [1, 3, 2] and list(papers.x) == [4, 0, 0] and len(set(phones.y)) == 3
    assert chart.figure.layout.xaxis.range[0] == 0
    assert not any("<img" in label for label in phones.y)
    assert "5" in chart.alt and chart.data.frame["total"].tolist() == [3, 5, 2]
    assert "<img" not in bars(speak(language), found)


def test_an_empty_result_says_so() -> None:
    """Prevents an empty chart without a word."""
    for kind in ("single", "words"):
        labels = ["A", "B"] if kind == "single" else []
        empty = PollResult(
            result(kind, ["A"], [0], [0]).poll, [AnswerCount(str(n), a, 0, 0) for n, a in enumerate(labels)]
        )
        assert "Noch keine Antworten" in result_chart(speak("de"), empty).alt
