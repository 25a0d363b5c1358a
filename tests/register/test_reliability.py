"""Short versions of bench/reliability: the same promises in seconds."""

import shutil
from pathlib import Path

from bench.reliability.crowd import crowd
from bench.reliability.faults import damaged, full_disk, read_only
from bench.reliability.killing import kill_many_times
from bench.reliability.load import backup_under_load


def test_killed_while_saving(writable_dir: Path) -> None:
    """An edit that was confirmed and is gone after a power cut, or a register that needs somebody to mend it."""
    found = kill_many_times(writable_dir, 4, longest_s=0.2)
    assert found["edits_acknowledged"] >= 4 and found["edits_lost"] == 0 and found["opened_by_itself"] == 4


def test_a_crowd_on_the_same_records(writable_dir: Path) -> None:
    """A save that undoes somebody else's without a word, or a refusal that does not show what the other one wrote."""
    found = crowd(writable_dir, sessions=8, units=3, seconds=1.5)
    assert found["saves_accepted"] > 5 and found["saves_refused"] > 0
    assert (found["updates_lost"], found["revisions_that_do_not_fit"]) == (0, 0)
    assert (found["refusals_without_both_versions"], found["other_errors"]) == (0, 0)


def test_full_disk_and_read_only_folder(writable_dir: Path, tmp_path: Path) -> None:
    """A full disk that costs what was saved, or a message that nobody understands."""
    found = full_disk(writable_dir, tmp_path / "full")
    if "skipped_for_want_of_rights" not in found:
        assert found.pop("edits_saved_before") > 0
        assert found.pop("refused_with_a_clear_message") == 3
        assert set(found.values()) == {1}
    assert 0 not in read_only(writable_dir, tmp_path / "read-only").values()


def test_damaged_files(writable_dir: Path, tmp_path: Path) -> None:
    """Wrong data shown from a damaged file, or a message without the way back."""
    found = damaged(writable_dir, tmp_path / "damaged", 6)
    assert (found["wrong_data"], found["unclear"], found["brought_back"]) == (0, 0, 1)


def test_backup_while_others_write(writable_dir: Path, tmp_path: Path) -> None:
    """A backup of two moments: a record's value without the change that made it."""
    shutil.rmtree(writable_dir / "backups", ignore_errors=True)
    found = backup_under_load(writable_dir, tmp_path / "load", 1)
    assert found["edits_meanwhile"] > 0 and found["records_torn"] == 0
