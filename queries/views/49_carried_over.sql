-- One row per area whose earlier values are estimates because boundaries changed: an old statistischer Bezirk lies only
-- partly in it, and its values were carried over by share of the surface. `own_from`: first day of values of its own.
CREATE OR REPLACE VIEW carried_over AS
SELECT area_id, max(new_valid_from) AS own_from
FROM (
    SELECT part.area_id, conversion.old_area_id, conversion.new_valid_from
    FROM stats.area_conversion AS conversion
    JOIN stats.area_part AS part ON part.stat_id = conversion.new_area_id
    GROUP BY ALL
    HAVING bool_or(conversion.is_estimate) AND sum(conversion.share * part.share) < 0.999999
) AS torn
GROUP BY area_id
