"""Files that come from outside, read: the text of documents, tables, declarations, calendars in mail."""
