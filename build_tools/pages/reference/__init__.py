"""The pages that explain the records and the rules to contributors."""
