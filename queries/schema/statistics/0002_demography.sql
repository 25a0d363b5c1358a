-- Population and its movements, per statistischer Bezirk.
CREATE TABLE population (
    stat_id VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    age UTINYINT NOT NULL CHECK (age <= 100),
    sex VARCHAR NOT NULL CHECK (sex IN ('m', 'f')),
    nationality VARCHAR NOT NULL CHECK (nationality IN ('german', 'foreign')),
    persons UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE population IS 'Persons with main residence (register count, Melderegister) by single year of age.';
COMMENT ON COLUMN population.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN population.reference_date IS '31 December of the year.';
COMMENT ON COLUMN population.age IS 'Age in completed years; 100 means 100 and older.';
COMMENT ON COLUMN population.sex IS 'm or f, as in the register''s table.';
COMMENT ON COLUMN population.nationality IS 'german (also with a second nationality) or foreign.';
COMMENT ON COLUMN population.persons IS 'Number of persons, unrounded.';
COMMENT ON COLUMN population.origin IS 'published, counted, estimated or made.';

CREATE TABLE population_official (
    area_id VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    persons UINTEGER NOT NULL,
    census_base VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (area_id, reference_date, census_base)
);
COMMENT ON TABLE population_official IS 'Official population of IT.NRW (amtliche Fortschreibung); never mixed with the register count.';
COMMENT ON COLUMN population_official.area_id IS 'Area; IT.NRW publishes the city only.';
COMMENT ON COLUMN population_official.reference_date IS '31 December of the year.';
COMMENT ON COLUMN population_official.persons IS 'Number of persons.';
COMMENT ON COLUMN population_official.census_base IS 'Zensus 2011 or Zensus 2022.';
COMMENT ON COLUMN population_official.origin IS 'published, counted, estimated or made.';

CREATE TABLE birth (
    stat_id VARCHAR NOT NULL,
    year USMALLINT NOT NULL,
    mother_age UTINYINT NOT NULL,
    births UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE birth IS 'Live births by the mother''s age.';
COMMENT ON COLUMN birth.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN birth.year IS 'Calendar year.';
COMMENT ON COLUMN birth.mother_age IS 'Age of the mother in completed years.';
COMMENT ON COLUMN birth.births IS 'Number of births.';
COMMENT ON COLUMN birth.origin IS 'published, counted, estimated or made.';

CREATE TABLE death (
    stat_id VARCHAR NOT NULL,
    year USMALLINT NOT NULL,
    age UTINYINT NOT NULL,
    sex VARCHAR NOT NULL CHECK (sex IN ('m', 'f')),
    deaths UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE death IS 'Deaths by age and sex.';
COMMENT ON COLUMN death.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN death.year IS 'Calendar year.';
COMMENT ON COLUMN death.age IS 'Age in completed years; 100 means 100 and older.';
COMMENT ON COLUMN death.sex IS 'm or f.';
COMMENT ON COLUMN death.deaths IS 'Number of deaths.';
COMMENT ON COLUMN death.origin IS 'published, counted, estimated or made.';

CREATE TABLE move (
    stat_id VARCHAR NOT NULL,
    year USMALLINT NOT NULL,
    age UTINYINT NOT NULL,
    scope VARCHAR NOT NULL CHECK (scope IN ('border', 'within')),
    direction VARCHAR NOT NULL CHECK (direction IN ('in', 'out')),
    persons UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE move IS 'Moves into and out of a statistischer Bezirk by age.';
COMMENT ON COLUMN move.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN move.year IS 'Calendar year.';
COMMENT ON COLUMN move.age IS 'Age in completed years; 100 means 100 and older.';
COMMENT ON COLUMN move.scope IS 'border: across the city''s border (Außenwanderung); within: between statistische Bezirke of the city.';
COMMENT ON COLUMN move.direction IS 'in or out, seen from the statistischer Bezirk.';
COMMENT ON COLUMN move.persons IS 'Number of persons.';
COMMENT ON COLUMN move.origin IS 'published, counted, estimated or made.';

CREATE TABLE household (
    stat_id VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    persons_in_household UTINYINT NOT NULL CHECK (persons_in_household BETWEEN 1 AND 5),
    households UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE household IS 'Private households by size.';
COMMENT ON COLUMN household.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN household.reference_date IS '31 December of the year.';
COMMENT ON COLUMN household.persons_in_household IS 'Size; 5 means five and more.';
COMMENT ON COLUMN household.households IS 'Number of households.';
COMMENT ON COLUMN household.origin IS 'published, counted, estimated or made.';

CREATE TABLE unemployment (
    stat_id VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    unemployed UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (stat_id, reference_date)
);
COMMENT ON TABLE unemployment IS 'Registered unemployed persons (SGB II and III).';
COMMENT ON COLUMN unemployment.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN unemployment.reference_date IS '31 December of the year.';
COMMENT ON COLUMN unemployment.unemployed IS 'Number of unemployed persons.';
COMMENT ON COLUMN unemployment.origin IS 'published, counted, estimated or made.';
