"""From what was said to what stands: acts judged and stored in one transaction, records and intervals brought up to date."""
