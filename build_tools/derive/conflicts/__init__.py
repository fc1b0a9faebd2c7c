"""What cannot both be true: figures as ranges in units, where they clash, and what is declared or disputed."""
