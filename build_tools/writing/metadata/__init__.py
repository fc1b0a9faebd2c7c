"""What a document is, by what others say of it. In reading order:

- `csldate`: a date of CSL-JSON;
- `item`: a CSL-JSON item as the fields of a document, with what is doubtful and what has no place told;
- `entry`: one such item of a file or a page;
- `latex`, `bibtex`: LaTeX as text, and BibTeX as such items;
- `references`: files of BibTeX, RIS and CSL-JSON as such items;
- `page`: a web page as such an item;
- `source`: a file, an address or a DOI, whichever is given.
"""
