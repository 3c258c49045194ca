"""Pages of records: lists, one record, deciding, its fields and files."""
