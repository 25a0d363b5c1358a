-- Empties what is derived from boundaries, before it is derived again.
DELETE FROM stats.area_part;
DELETE FROM stats.area_neighbour
