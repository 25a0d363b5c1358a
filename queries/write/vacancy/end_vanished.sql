-- Units that a whole list does not name leave the stock on the day before it: they keep their record and their history.
-- `frame`: unit_id of the units it names. What was never seen before that day and never touched by hand goes.
-- $list_date DATE: day of the list
DELETE FROM occupancy WHERE begins_on >= $list_date AND unit_id NOT IN (SELECT unit_id FROM frame);
UPDATE occupancy
SET ends_on = $list_date - 1
WHERE coalesce(ends_on, DATE '9999-12-31') >= $list_date AND unit_id NOT IN (SELECT unit_id FROM frame);
DELETE FROM unit
WHERE revision = 1 AND unit_id NOT IN (SELECT unit_id FROM frame) AND unit_id NOT IN (SELECT unit_id FROM occupancy)
