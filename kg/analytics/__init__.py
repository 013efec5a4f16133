"""Analytics of a whole corpus: partitioned Parquet, and one SQL text a question.

Takes N-Quads or a graph, gives Parquet; takes Parquet, gives rows, by DuckDB or by Apache Spark.
"""
