"""All settings, read once from the environment; docs/settings.md lists each of them."""

import datetime
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from strukturmonitor.errors import SettingInvalid

PROJECT_DIR = Path(__file__).resolve().parent.parent
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
ROLES = ("public", "council", "coordinator", "jury", "statistics", "admin")
AUTH_KINDS = ("none", "local", "oidc")
_SHORTEST_SECRET = 32
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)(:[1-9]\d{0,4})?")


@dataclass(frozen=True)
class Settings:
    """What an operator can set. `data_dir` holds everything made at run time; the rest of the data stays
    with the code. `offers_demo_accounts`: on demo data and a loopback address the login offers an account of every
    role; so it is where local accounts are used, and where the kind of login was not set at all. `oidc_groups`: file
    that says which group of the identity provider has which role. `oidc_secrets`: Streamlit's file of
    secrets, where it lies elsewhere than in .streamlit. `embed_origins`: web sites that may show our charts in
    a frame. `secret_key`: signs the cookies; None: the key in
    the data folder."""

    data_dir: Path
    host: str
    port: int
    auth: str
    demo_role: str
    contact_email: str | None
    offers_demo_accounts: bool = False
    oidc_groups: Path = PROJECT_DIR / "data" / "oidc_groups.yml"
    oidc_secrets: Path | None = None
    secret_key: str | None = field(default=None, repr=False)
    backup_keep_days: int = 30
    nightly_at: datetime.time | None = datetime.time(3)
    embed_origins: tuple[str, ...] = ()

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
    secret = environment.get("STRUKTURMONITOR_SECRET_KEY") or None
    if secret is not None and len(secret) < _SHORTEST_SECRET:
        # the value stays unsaid
        raise SettingInvalid(name="STRUKTURMONITOR_SECRET_KEY", allowed=_SHORTEST_SECRET, reason="too_short")
    return Settings(
        data_dir=Path(environment.get("STRUKTURMONITOR_DATA_DIR") or PROJECT_DIR / "data" / "local").resolve(),
        host=environment.get("HOST") or "127.0.0.1",  # an empty one would listen on every address
        port=int(port),
        auth=one_of("STRUKTURMONITOR_AUTH", AUTH_KINDS, "none"),
        demo_role=one_of("STRUKTURMONITOR_DEMO_ROLE", ROLES, "public"),
        contact_email=environment.get("STRUKTURMONITOR_CONTACT_EMAIL") or None,
        offers_demo_accounts=environment.get("STRUKTURMONITOR_AUTH", "local") == "local",
        oidc_groups=Path(
            environment.get("STRUKTURMONITOR_OIDC_GROUPS") or PROJECT_DIR / "data" / "oidc_groups.yml"
        ).resolve(),
        oidc_secrets=_path_or_none(environment.get("STRUKTURMONITOR_OIDC_SECRETS")),
        secret_key=secret,
        backup_keep_days=_days(environment),
        nightly_at=_nightly_at(environment),
        embed_origins=_origins(environment),
    )


def _path_or_none(value: str | None) -> Path | None:
    return Path(value).resolve() if value else None


def backup_dir(data_dir: Path) -> Path:
    """Where the backups of a data folder lie."""
    wanted = os.environ.get("STRUKTURMONITOR_BACKUP_DIR")
    return Path(wanted).resolve() if wanted else data_dir / "backups"


def _origins(environment: dict[str, str]) -> tuple[str, ...]:
    """Web sites by scheme, name and port. Without encryption only this machine's own."""
    name = "STRUKTURMONITOR_EMBED_ORIGINS"
    found = []
    for origin in environment.get(name, "").replace(",", " ").split():
        said = _ORIGIN.fullmatch(origin.lower())
        if said is None or (said["scheme"] == "http" and said["host"] not in LOOPBACK_HOSTS):
            raise SettingInvalid(name=name, value=origin, allowed="https://www.example.org, https://example.org:8443")
        found.append(origin.lower())
    return tuple(dict.fromkeys(found))


def _days(environment: dict[str, str]) -> int:
    """How long backups are kept."""
    name, longest = "STRUKTURMONITOR_BACKUP_KEEP_DAYS", 3650
    value = environment.get(name, "30")
    if not value.isdecimal() or not 1 <= int(value) <= longest:
        raise SettingInvalid(name=name, value=value, allowed=f"1–{longest}")
    return int(value)


def _nightly_at(environment: dict[str, str]) -> datetime.time | None:
    """When the app deletes what is due and backs up; None for never."""
    value = environment.get("STRUKTURMONITOR_NIGHTLY_AT", "03:00")
    if value == "off":
        return None
    try:
        return datetime.datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 (a time of day where the office is)
    except ValueError as error:
        raise SettingInvalid(name="STRUKTURMONITOR_NIGHTLY_AT", value=value, allowed="00:00–23:59, off") from error
