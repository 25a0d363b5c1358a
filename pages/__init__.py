"""Table of contents: which module shows which page, under which path, in which section, with which right."""

from dataclasses import dataclass
from types import ModuleType

from pages import (
    barrierefreiheit,
    bevoelkerung,
    daten,
    datenschutz,
    dialog,
    gebiete,
    importieren,
    impressum,
    indikatoren,
    konto,
    leerstand,
    melden,
    oeffentlicher_raum,
    praesentation,
    register,
    stadtbezirk,
    strukturwandel,
    ueberblick,
    vergleich,
    verkehr,
    verwaltung,
)


@dataclass(frozen=True)
class Entry:
    """`path` is the page's URL path; the page at the root has an empty one. `right`: action of data/access.yml."""

    module: ModuleType
    key: str
    path: str
    section: str
    icon: str
    right: str = "read_public"


CONTENTS = (
    Entry(ueberblick, "overview", "", "look", ":material/map:"),
    Entry(stadtbezirk, "district", "stadtbezirk", "look", ":material/location_city:"),
    Entry(leerstand, "vacancy", "leerstand", "look", ":material/storefront:"),
    Entry(melden, "report", "melden", "look", ":material/campaign:"),
    Entry(verkehr, "traffic", "verkehr", "look", ":material/traffic:"),
    Entry(bevoelkerung, "population", "bevoelkerung", "look", ":material/groups:"),
    Entry(oeffentlicher_raum, "public_space", "oeffentlicher-raum", "look", ":material/park:"),
    Entry(strukturwandel, "change", "strukturwandel", "look", ":material/trending_up:"),
    Entry(vergleich, "comparison", "vergleich", "look", ":material/compare_arrows:"),
    Entry(gebiete, "own_areas", "gebiete", "look", ":material/polyline:"),
    Entry(dialog, "dialog", "dialog", "look", ":material/forum:"),
    Entry(praesentation, "presentation", "praesentation", "look", ":material/co_present:"),
    Entry(register, "register", "register", "work", ":material/edit_note:", "read_internal"),
    Entry(importieren, "import", "import", "work", ":material/upload_file:", "open_import"),
    Entry(konto, "account", "konto", "work", ":material/account_circle:", "own_account"),
    Entry(verwaltung, "administration", "verwaltung", "work", ":material/admin_panel_settings:", "administrate"),
    Entry(indikatoren, "indicators", "indikatoren", "about", ":material/menu_book:"),
    Entry(daten, "data", "daten", "about", ":material/database:"),
    Entry(barrierefreiheit, "accessibility", "barrierefreiheit", "about", ":material/accessibility_new:"),
    Entry(datenschutz, "privacy", "datenschutz", "about", ":material/shield:"),
    Entry(impressum, "imprint", "impressum", "about", ":material/info:"),
)
