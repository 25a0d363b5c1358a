"""The process that computes analyses beside the running app: `python -m strukturmonitor.analysis COPY FOLDER NAME…`.

COPY: a data folder made for this process (`Database.copy_for_another_process`), removed at the end; FOLDER: the data
folder that gets the results. What fails is named on stderr, the others are made all the same; exit code 1 then."""

import os
import shutil
import sys
from pathlib import Path

from strukturmonitor.analysis.results import compute
from strukturmonitor.database import Database

_GIVES_WAY = 10  # readers come first


def main(copy: Path, data_dir: Path, names: list[str]) -> int:
    """Compute the named analyses; returns the exit code."""
    failed = 0
    try:
        database = Database(copy)
        try:
            for name in names:
                try:
                    compute(database, name, data_dir)
                except Exception as error:
                    print(f"{name}: {type(error).__name__}", file=sys.stderr)
                    failed = 1
        finally:
            database.close()
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return failed


if __name__ == "__main__":
    os.nice(_GIVES_WAY)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
