-- One row per statistischer Bezirk and 31 December: residents of the register count by the age groups and
-- nationalities that ratios are made of. The one place that says where an age group begins and ends.
CREATE OR REPLACE VIEW population_group AS
SELECT
    stat_id,
    reference_date,
    sum(persons)::DOUBLE AS residents,
    coalesce(sum(persons) FILTER (age < 6), 0)::DOUBLE AS under_6,
    coalesce(sum(persons) FILTER (age < 18), 0)::DOUBLE AS under_18,
    coalesce(sum(persons) FILTER (age BETWEEN 18 AND 64), 0)::DOUBLE AS age_18_to_64,
    coalesce(sum(persons) FILTER (age >= 65), 0)::DOUBLE AS age_65_plus,
    coalesce(sum(persons) FILTER (age BETWEEN 15 AND 64), 0)::DOUBLE AS age_15_to_64,
    coalesce(sum(persons) FILTER (age >= 80), 0)::DOUBLE AS age_80_plus,
    coalesce(sum(persons) FILTER (sex = 'f' AND age BETWEEN 15 AND 44), 0)::DOUBLE AS women_15_to_44,
    coalesce(sum(persons) FILTER (nationality = 'foreign'), 0)::DOUBLE AS foreign_residents,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin
FROM stats.population
GROUP BY stat_id, reference_date
