-- One row per state of a unit: whether it counts as vacant in the rate, as part of the stock, whether somebody keeps
-- an eye on it (everything but plainly in use or gone), and its order.
CREATE OR REPLACE VIEW vacancy_state AS
SELECT state, is_vacant, is_stock, is_watched, sort_order
FROM (VALUES
    ('occupied',      false, true,  false, 1),
    ('reported',      false, true,  true,  2),
    ('verified',      true,  true,  true,  3),
    ('in_talks',      true,  true,  true,  4),
    ('reuse_agreed',  true,  true,  true,  5),
    ('permit',        true,  true,  true,  6),
    ('interim_use',   false, true,  true,  7),
    ('closed_leased', false, true,  true,  8),
    ('never_vacant',  false, true,  false, 9),
    ('demolished',    false, false, false, 10)
) AS state (state, is_vacant, is_stock, is_watched, sort_order)
