"""The action plan's pages: the table, the chart, spreadsheets in and out, editions."""
