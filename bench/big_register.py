"""A large register with a long memory: 100,000 units and a million changes, the same rows every time.

`python -m bench.big_register FOLDER [DEMO]` makes one to try things on (DEMO: an existing data folder to copy)."""

import sys
import tempfile
from pathlib import Path

import duckdb

from bench.datasets import make_demo, make_many_units
from strukturmonitor.database import Database
from strukturmonitor.database.engine import prepare
from strukturmonitor.database.execute import execute

CHANGES_PER_UNIT = 10
FIRST_DAY = "2016-01-01"
LAST_DAY = "2026-09-29"


def make_big_register(demo: Path, folder: Path) -> Path:
    """`folder`: a copy of the demo with 100,000 units, each with ten changes of its fields between FIRST_DAY and LAST_DAY.
    The memory is whole: the new value of a change is the old one of the field's next change, the last is today's."""
    make_many_units(demo, folder)
    Database(folder).close()  # brings the register to today's schema
    with duckdb.connect(str(folder / "register.duckdb")) as connection:
        prepare(connection)
        execute(connection, _CHANGES, {"changes": CHANGES_PER_UNIT, "first": FIRST_DAY, "last": LAST_DAY})
    return folder


# `pick` is a number that depends on unit and change alone; days grow with the number of the change.
_CHANGES = """
CREATE TEMP TABLE made AS
SELECT
    unit_id,
    number,
    (hash(unit_id, number) % 1000)::BIGINT AS pick,
    ['name', 'note', 'grade', 'area_m2', 'sales_area_m2', 'steps', 'previous_use', 'condition', 'last_checked_on',
        'check_method', 'owner_kind', 'is_sensitive', 'reuse_idea', 'rent_eur_m2'][1 + (hash(number, unit_id) % 14)::BIGINT] AS field,
    ($first::DATE + CAST((number * 1000 + hash(unit_id, number) % 1000) * date_diff('day', $first::DATE, $last::DATE)
        / ($changes * 1000.0) AS INTEGER))::DATE AS changed_on
FROM unit
CROSS JOIN range($changes) AS numbers (number);

CREATE TEMP TABLE valued AS
SELECT
    *,
    CASE
        WHEN field IN ('name', 'note', 'reuse_idea') THEN 'Text ' || pick
        WHEN field = 'grade' THEN ['A', 'B', 'C'][1 + pick % 3]
        WHEN field = 'steps' THEN (pick % 4)::VARCHAR
        WHEN field = 'previous_use' THEN ['bakery', 'kiosk', 'fashion'][1 + pick % 3]
        WHEN field = 'condition' THEN ['good', 'derelict'][1 + pick % 2]
        WHEN field = 'last_checked_on' THEN (changed_on - 100)::VARCHAR
        WHEN field = 'check_method' THEN ['walk', 'call'][1 + pick % 2]
        WHEN field = 'owner_kind' THEN ['private', 'commercial'][1 + pick % 2]
        WHEN field = 'is_sensitive' THEN 'false'
        ELSE (20 + pick)::VARCHAR
    END AS old_value
FROM made;

DELETE FROM unit_change;
INSERT INTO unit_change (change_set, unit_id, revision, field, old_value, new_value, is_personal, action, changed_at, changed_on, actor_name, role)
SELECT
    row_number() OVER (ORDER BY changed_on, valued.unit_id, number),
    valued.unit_id,
    number + 2,
    field,
    old_value,
    coalesce(
        lead(old_value) OVER (PARTITION BY valued.unit_id, field ORDER BY number),
        CASE field
            WHEN 'name' THEN unit.name WHEN 'note' THEN unit.note WHEN 'grade' THEN unit.grade WHEN 'area_m2' THEN unit.area_m2::VARCHAR
            WHEN 'sales_area_m2' THEN unit.sales_area_m2::VARCHAR WHEN 'steps' THEN unit.steps::VARCHAR
            WHEN 'previous_use' THEN unit.previous_use WHEN 'condition' THEN unit.condition
            WHEN 'last_checked_on' THEN unit.last_checked_on::VARCHAR WHEN 'check_method' THEN unit.check_method
            WHEN 'owner_kind' THEN unit.owner_kind WHEN 'is_sensitive' THEN unit.is_sensitive::VARCHAR
            WHEN 'reuse_idea' THEN unit.reuse_idea WHEN 'rent_eur_m2' THEN unit.rent_eur_m2::VARCHAR
        END
    ),
    false,
    CASE WHEN field = 'last_checked_on' THEN 'checked' ELSE 'edited' END,
    changed_on::TIMESTAMP + to_hours((8 + pick % 9)::INTEGER),
    changed_on,
    'Beispiel ' || pick % 12,
    'coordinator'
FROM valued
JOIN unit USING (unit_id)
ORDER BY changed_on, valued.unit_id, number;

UPDATE unit SET revision = $changes + 1;
CHECKPOINT;
"""


def main(folder: str, demo: str | None = None) -> None:
    if demo:
        make_big_register(Path(demo), Path(folder))
        return
    with tempfile.TemporaryDirectory() as temporary:
        make_big_register(make_demo(Path(temporary) / "demo"), Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
