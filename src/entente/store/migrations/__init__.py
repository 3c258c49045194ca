"""Steps from one published set of tables to the next."""
