"""What changes the files of sources/ themselves: new records, and records changed as a whole. In reading order:

- `remarks`, `order`, `canonical`: a record in canonical form, with its comments;
- `metadata`: what a file of references or a web page says of a document;
- `search`: records by part of a name;
- `ids`: the id that a new record could have;
- `values`: the fields of a record as they are given on a command line;
- `draft`: a record as commented YAML, checked before it is written;
- `issue`: what was written into a form on GitHub;
- `references`, `rename`: another id at every place that names it, in all files or none.
"""
