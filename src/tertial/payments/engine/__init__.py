"""The engine of payment control: reads a delivery, runs the rules on DuckDB or Spark, writes the findings."""
