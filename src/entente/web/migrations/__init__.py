"""Migrations of the pages' own tables; the store has its own."""
