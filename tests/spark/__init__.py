"""Payment control on Spark in local mode; needs pyspark and a Java."""
