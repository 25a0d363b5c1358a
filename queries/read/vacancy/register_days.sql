-- One row: the first day of which the register knows anything, and the day that counts as today.
SELECT min(occupancy.begins_on) AS first_day, any_value(today.today) AS today
FROM today
LEFT JOIN occupancy ON true
