-- One row: a number for what is changed in one step, and the register's day.
SELECT nextval('unit_change_set_number') AS change_set, today FROM today
