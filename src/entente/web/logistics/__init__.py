"""Pages of logistic support: the orders, and one order with the ledgers of all sides beside each other."""
