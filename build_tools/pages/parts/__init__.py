"""What several kinds of page are put together from."""
