-- Takes cleaned rows as they are, for sources whose rows are the rows of the table.
CREATE OR REPLACE TEMP TABLE staged AS SELECT * FROM frame
