-- Macro: how long a unit has stood empty on a day, as a class; null where it does not.
CREATE OR REPLACE MACRO vacancy_age(vacant_since, day) AS CASE
    WHEN vacant_since > day - INTERVAL 6 MONTH THEN 'under_6_months'
    WHEN vacant_since > day - INTERVAL 1 YEAR THEN '6_to_12_months'
    WHEN vacant_since > day - INTERVAL 3 YEAR THEN '1_to_3_years'
    WHEN vacant_since > day - INTERVAL 5 YEAR THEN '3_to_5_years'
    WHEN vacant_since IS NOT NULL THEN 'over_5_years'
END;

-- Macro: how long a check is trusted; after that a record is to be checked again.
CREATE OR REPLACE MACRO trust_lasts() AS INTERVAL 6 MONTH;

-- Macro: how long ago a record was checked on a day, as a class. The classes bear their limits in their names.
CREATE OR REPLACE MACRO check_age(checked_on, day) AS CASE
    WHEN checked_on IS NULL THEN 'never'
    WHEN checked_on >= day - INTERVAL 3 MONTH THEN 'under_3_months'
    WHEN checked_on >= day - INTERVAL 6 MONTH THEN '3_to_6_months'
    WHEN checked_on >= day - INTERVAL 1 YEAR THEN '6_to_12_months'
    ELSE 'over_1_year'
END
