-- One row: the number of a new seeker.
SELECT printf('G-%05d', nextval('seeker_number')) AS seeker_id, today FROM today
