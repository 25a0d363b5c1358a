-- Table macro: one row per accident a reader chose: inside an area, first to last year, of some categories, kinds of
-- road user and hours (null for all). The one place that says what the filters mean; extracts of incomplete years are
-- among them.
CREATE OR REPLACE MACRO accident_chosen(in_area_id, from_year, to_year, categories, involved, hours) AS TABLE
FROM stats.accident
WHERE list_contains(area_ids, in_area_id)
    AND year BETWEEN from_year AND to_year
    AND (categories IS NULL OR list_contains(categories, category))
    AND (hours IS NULL OR list_contains(hours, hour))
    AND (involved IS NULL
        OR (is_bicycle AND list_contains(involved, 'bicycle'))
        OR (is_pedestrian AND list_contains(involved, 'pedestrian'))
        OR (is_motorcycle AND list_contains(involved, 'motorcycle'))
        OR (is_car AND list_contains(involved, 'car'))
        OR (is_goods_vehicle AND list_contains(involved, 'goods_vehicle'))
        OR (is_other AND list_contains(involved, 'other')))
