-- Measures of the yearly programme. The columns of the phases stand in `frame` as rows (phase, content) and become one
-- text; Stadtbezirke are found by their names in the text. The year is the row's own or that of $reference_date.
-- $reference_date DATE?: any day of the programme's year
CREATE OR REPLACE TEMP TABLE programme AS
SELECT row_number, any_value(title) AS title, any_value(project_number) AS project_number,
    any_value(district_text) AS district_text, any_value(trade) AS trade, any_value(kind) AS kind,
    any_value(status) AS status, any_value(priority) AS priority, any_value(paper_number) AS paper_number,
    any_value(paper_url) AS paper_url, any_value(description) AS description, any_value(remark) AS remark,
    coalesce(any_value(programme_year), year($reference_date)) AS programme_year,
    string_agg(
        upper(replace(phase, '_', ' ')) || ': ' || content, ' · ' ORDER BY upper(replace(phase, '_', ' '))
    ) FILTER (phase IS NOT NULL AND trim(content) <> '') AS phases
FROM frame
GROUP BY row_number;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    md5(concat_ws('|', programme_year, project_number, title, district_text))[:16] AS measure_id,
    title,
    project_number,
    district_text,
    (
        SELECT coalesce(list(area.area_id ORDER BY area.level DESC, area.name), [])
        FROM stats.area AS area
        WHERE area.valid_to IS NULL AND (
            area.level = 'city' OR area.level = 'bezirk' AND regexp_matches(
                lower(programme.district_text), '(^|[^a-zäöüß-])' || regexp_escape(lower(area.name)) || '($|[^a-zäöüß-])'
            )
        )
    ) AS area_ids,
    trade,
    kind,
    status,
    priority,
    paper_number,
    CASE WHEN regexp_matches(paper_url, '^https?://') THEN paper_url END AS paper_url,
    description,
    remark,
    phases,
    programme_year,
    'published' AS origin
FROM programme
WHERE programme_year IS NOT NULL;
INSERT INTO issue
SELECT row_number, 'fail', 'reference_date_missing', NULL, title FROM programme WHERE programme_year IS NULL
UNION ALL
SELECT row_number, 'warn', 'district_not_named', 'stadtbezirk', district_text FROM staged WHERE len(area_ids) < 2
