"""The only place that talks to DuckDB.

Two databases: the *register* (vacancy units, imports, feedback; read and written by the one running app) and the
*published statistics* (areas, population, traffic …; built as a new file and swapped in under the readers).
"""

from strukturmonitor.database.build import StatisticsBuild
from strukturmonitor.database.connection import Database, Transaction
from strukturmonitor.database.statements import Statement, statement, statements

__all__ = ["Database", "Statement", "StatisticsBuild", "Transaction", "statement", "statements"]
