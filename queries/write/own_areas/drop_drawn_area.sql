-- Deletes an area of somebody's own: that of an account, or with a null account any that is shared.
-- $drawn_area_id VARCHAR: its random name
-- $account_id VARCHAR?: whose; null for any shared one
DELETE FROM drawn_area
WHERE drawn_area_id = $drawn_area_id AND (account_id = $account_id OR ($account_id IS NULL AND is_shared))
