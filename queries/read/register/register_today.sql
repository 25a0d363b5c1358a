-- One row: the register's day (the demo has its own).
SELECT today FROM today
