"""Calendars: days as people write them, working days of two countries, both zones, and what is due or stale on a day. Pure."""
