"""One module a kind of record: its page, and what only that page holds."""
