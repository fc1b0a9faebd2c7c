"""What is verbatim: the normal form, where words stand, the verdict on each, and links to them."""
