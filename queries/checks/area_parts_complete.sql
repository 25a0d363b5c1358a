-- fail: statistische Bezirke that belong to no Stadtbezirk
SELECT area_id, name FROM stats.area WHERE level = 'stat' AND valid_to IS NULL AND parent_id IS NULL
