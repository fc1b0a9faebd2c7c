"""From notes in YAML to the pages of a research site. Modules in reading order: see the table in the README."""
