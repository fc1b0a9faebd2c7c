"""Whether links lead somewhere: those within the built site, and the web addresses of the records. In reading order:

- `internal`: links, anchors and files of a built site;
- `places`: the web addresses of the records, and where they stand;
- `asking`: asks politely: one request at a time to a host, a pause between them, and again what may pass;
- `judging`: alive, dead or unknown;
- `words`: whether the words that records take from a page still stand in it;
- `archive`: a copy of a page that is gone;
- `rounds`: asks every address, and says what became of each;
- `report`: what to tell of it.

What came back is kept in `reachable`, and only the command asks: `check` and `build` read that file.
"""
