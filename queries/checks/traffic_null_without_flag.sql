-- fail: an hour without a value must say why (implausible, failed)
SELECT station_id, counted_on, hour, flag
FROM stats.traffic_hour
WHERE vehicles IS NULL AND flag IN ('measured', 'estimated')
LIMIT 100
