-- One row: the folder of the city whose statistics the file holds; none before the file is finished.
SELECT city FROM stats.build
