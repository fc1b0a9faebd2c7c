"""The pages that tell of many records: the home page, the board, the timeline, the indexes."""
