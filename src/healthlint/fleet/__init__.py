"""Millions of pages on Daft: Parquet, JSON Lines or WARC in, one row of findings and facts for each page out."""
