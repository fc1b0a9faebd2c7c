"""Everything on the site in the formats of other tools: one module a format, each a pure function of the dossier.

- `tables`: the records and what follows from them as tables, from the fields that the schemas declare;
- `computed`: the tables of what follows from the records;
- `spreadsheets`: the tables as CSV in a Frictionless Data Package;
- `database`: the tables as a SQLite database, with views and a search.
- `references`: BibTeX, RIS and CSL-JSON of all documents, and of each page with its sources;
- `annotations`: the words of the records where they stand in their documents, as W3C Web Annotations.
"""
