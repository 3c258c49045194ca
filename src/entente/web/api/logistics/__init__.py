"""Logistic support by the API: orders with the ledgers of all sides. Serves S6."""
