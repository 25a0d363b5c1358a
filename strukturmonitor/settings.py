"""All settings, read once from the environment; docs/settings.md lists each of them."""

import os
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.errors import SettingInvalid

PROJECT_DIR = Path(__file__).resolve().parent.parent
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
ROLES = ("public", "council", "coordinator", "jury", "statistics", "admin")


@dataclass(frozen=True)
class Settings:
    """What an operator can set. `data_dir` holds everything made at run time; the rest of the data stays
    with the code."""

    data_dir: Path
    host: str
    port: int
    auth: str
    demo_role: str
    contact_email: str | None

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK_HOSTS


def read_settings(environment: dict[str, str] | None = None) -> Settings:
    """Settings from environment variables. Raises SettingInvalid with the variable's name and what it may be."""
    environment = dict(os.environ) if environment is None else environment

    def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
        value = environment.get(name, default)
        if value not in allowed:
            raise SettingInvalid(name=name, value=value, allowed=", ".join(allowed))
        return value

    port = environment.get("PORT", "8501")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SettingInvalid(name="PORT", value=port, allowed="1–65535")
    return Settings(
        data_dir=Path(environment.get("STRUKTURMONITOR_DATA_DIR") or PROJECT_DIR / "data" / "local").resolve(),
        host=environment.get("HOST", "127.0.0.1"),
        port=int(port),
        auth=one_of("STRUKTURMONITOR_AUTH", ("none",), "none"),
        demo_role=one_of("STRUKTURMONITOR_DEMO_ROLE", ROLES, "public"),
        contact_email=environment.get("STRUKTURMONITOR_CONTACT_EMAIL") or None,
    )
