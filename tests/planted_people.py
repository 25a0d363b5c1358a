"""Made people with unmistakable values, for tests on privacy. Nothing of it is like a word of the product."""

from strukturmonitor.database import Database

NAME, PHONE, MAIL = "Quorbin Zaltoffel", "0190-73519-44", "zaltoffel@example.invalid"
TALK, WITH = "Zquietschgespraech ueber Erbstreit", "Frau Wuxelmann"
REPORTER, REPORTER_CONTACT = "Xaverine Pflumbdt", "pflumbdt@example.invalid"
SEEKER, SEEKER_PHONE = "Yvolda Krantzwik", "0190-66666-11"
SOUGHT, WHY, DECLINED = "Zgesuch fuer Krantzwik", "Zbegruendung Erbstreit", "Zabsage wegen Zaltoffel"
WORDS = (SOUGHT, WHY, DECLINED)  # free text that names people although the forms ask not to
PLANTED = (NAME, PHONE, MAIL, TALK, WITH, REPORTER, REPORTER_CONTACT, SEEKER, SEEKER_PHONE)

UNIT, SENSITIVE, AREA = "120-0001", "120-0002", "pg:evinger-mitte"
ADDRESS, SECRET_NOTE, OWN_ID, FOLLOW_UP = "Vrzlgasse 9173", "Zgeheimnotiz", "Zlistennummer-88", "Zwiedervorlagenotiz"
RENT = 7317.53
RESTRICTED = (*PLANTED, "7317.53", "7.317,53", "7317,53")
INTERNAL = (OWN_ID, FOLLOW_UP)
HIDDEN = (ADDRESS, SECRET_NOTE)


def plant(database: Database, unit_id: str, *, ended: bool) -> None:
    """An owner with a talk, a reporter and a seeker, all about one unit, whose case is over for five years or goes on."""
    with database._cursor() as cursor:
        # Packed values cannot be found in a file's bytes: the search for them would prove nothing.
        cursor.execute("PRAGMA force_compression = 'uncompressed'")
        day = cursor.execute("SELECT today FROM today").fetchone()[0]
        cursor.execute("DELETE FROM occupancy WHERE unit_id = $unit", {"unit": unit_id})
        cursor.execute(
            "INSERT INTO occupancy VALUES ($unit, $day::DATE - 4000, $day::DATE - 2001, 'verified', $day::DATE - 4000, 'structural', 'insolvency'),"
            " ($unit, $day::DATE - 2000, NULL, $state, CASE WHEN $state = 'verified' THEN $day::DATE - 4000 END, NULL, NULL)",
            {"unit": unit_id, "day": day, "state": "occupied" if ended else "verified"},
        )
        cursor.execute("INSERT INTO owner VALUES ('O-1', 'natural', NULL, false, 1, $day::DATE - 3000)", {"day": day})
        cursor.execute(
            "INSERT INTO owner_person VALUES (1, 'O-1', 'owner', $name, 'Weg 1', '44000', 'Ort', $phone, $mail, 'person', 'task', $day::DATE - 3000)",
            {"name": NAME, "phone": PHONE, "mail": MAIL, "day": day},
        )
        cursor.execute(
            "INSERT INTO unit_owner VALUES ($unit, 'O-1', NULL, NULL, $day::DATE - 3000)", {"unit": unit_id, "day": day}
        )
        cursor.execute(
            "INSERT INTO conversation (conversation_id, unit_id, owner_id, held_on, channel, with_whom, result, next_step, is_done, text)"
            " VALUES (1, $unit, 'O-1', $day::DATE - 2500, 'phone', $with, 'declined', 'none', true, $talk)",
            {"unit": unit_id, "day": day, "with": WITH, "talk": TALK},
        )
        cursor.execute(
            "INSERT INTO report_from_public (report_id, kind, unit_id, area_ids, message, state, received_at, received_on, decided_at)"
            " VALUES (1, 'vacant', $unit, ['pg:evinger-mitte'], 'leer', $state, $day::DATE - 2000, $day::DATE - 2000, $day::DATE - 1900)",
            {"unit": unit_id, "day": day, "state": "rejected" if ended else "in_review"},
        )
        cursor.execute(
            "INSERT INTO report_person VALUES (1, $name, $contact, now()::TIMESTAMP)",
            {"name": REPORTER, "contact": REPORTER_CONTACT},
        )
        cursor.execute(
            "INSERT INTO seeker (seeker_id, title, kind, note, area_ids, is_open, recorded_on) VALUES ('S-1', 'Laden', 'idea', $note, [], $open, $day::DATE - 1000)",
            {"open": not ended, "day": day, "note": SOUGHT},
        )
        cursor.execute(
            "INSERT INTO reuse_match VALUES ('S-1', $unit, 'declined_owner', $why, $day::DATE - 900, NULL, NULL)",
            {"unit": unit_id, "why": DECLINED, "day": day},
        )
        cursor.execute(
            "INSERT INTO seeker_person VALUES ('S-1', $name, $phone, NULL, 'person', 'consent', $day::DATE - 1000)",
            {"name": SEEKER, "phone": SEEKER_PHONE, "day": day},
        )
        cursor.execute(
            "INSERT INTO unit_change (change_set, unit_id, revision, field, old_value, new_value, is_personal, action, reason, changed_at, changed_on, role)"
            " VALUES (900, $unit, 2, 'vacancy_reason', 'insolvency', 'demand', false, 'edited', NULL, now()::TIMESTAMP, $day::DATE - 2400, 'coordinator'),"
            " (901, $unit, 3, 'state', 'verified', 'occupied', false, 'edited', $why, now()::TIMESTAMP, $day::DATE - 2000, 'coordinator')",
            {"unit": unit_id, "day": day, "why": WHY},
        )


def plant_everything(database: Database) -> None:
    """People and restricted values at UNIT, whose case goes on, and a sensitive record."""
    plant(database, UNIT, ended=False)
    with database._cursor() as cursor:
        cursor.execute(
            "UPDATE unit SET rent_eur_m2 = $rent, own_id = $own, follow_up_note = $note, handling = 'blocked', is_sensitive = false,"
            " lon = 7.478, lat = 51.556 WHERE unit_id = $unit",
            {"rent": RENT, "own": OWN_ID, "note": FOLLOW_UP, "unit": UNIT},
        )
        cursor.execute(
            "UPDATE unit SET is_sensitive = true, address = $address, name = $note, note = $note, reuse_idea = $note WHERE unit_id = $unit",
            {"address": ADDRESS, "note": SECRET_NOTE, "unit": SENSITIVE},
        )
        cursor.execute(
            "UPDATE occupancy SET state = 'verified', vacant_since = begins_on WHERE unit_id = $unit AND ends_on IS NULL",
            {"unit": SENSITIVE},
        )
        cursor.execute("UPDATE seeker SET area_ids = [$area]", {"area": AREA})
