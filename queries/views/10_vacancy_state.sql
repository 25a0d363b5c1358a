-- One row per state of a unit: whether it counts as vacant in the rate, as part of the stock, and its order.
CREATE OR REPLACE VIEW vacancy_state AS
SELECT state, is_vacant, is_stock, sort_order
FROM (VALUES
    ('occupied',      false, true,  1),
    ('reported',      false, true,  2),
    ('verified',      true,  true,  3),
    ('in_talks',      true,  true,  4),
    ('reuse_agreed',  true,  true,  5),
    ('permit',        true,  true,  6),
    ('interim_use',   false, true,  7),
    ('closed_leased', false, true,  8),
    ('never_vacant',  false, true,  9),
    ('demolished',    false, false, 10)
) AS state (state, is_vacant, is_stock, sort_order)
