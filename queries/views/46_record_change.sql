-- One row per remembered change of a record or of one that was merged into it, with whether only who is in charge may
-- read its values (fields of visibility restricted in data/catalogue/register.yml, and what is said of its owner).
CREATE OR REPLACE VIEW record_change AS
SELECT
    coalesce(unit.merged_into, unit_change.unit_id) AS kept_id,
    unit_change.*,
    unit_change.field IN ('rent_eur_m2', 'handling', 'handling_detail') OR starts_with(unit_change.field, 'owner.') AS is_restricted,
    unit.area_ids
FROM unit_change
JOIN unit USING (unit_id)
