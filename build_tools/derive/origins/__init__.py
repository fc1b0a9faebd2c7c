"""Who knew it first-hand: descent, what each item of evidence says of it, and how many knew it independently."""
