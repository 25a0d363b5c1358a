-- Macro: the areas in which everybody may count a unit. A sensitive one counts in districts only: a programme area or a
-- drawn one is so small that list and count together would tell the place.
CREATE OR REPLACE MACRO public_areas(area_ids, is_sensitive) AS CASE
    WHEN NOT is_sensitive THEN area_ids
    ELSE list_filter(area_ids, area_id -> NOT starts_with(area_id, 'pg:') AND NOT starts_with(area_id, 'ub:'))
END
