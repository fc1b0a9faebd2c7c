"""What changes the files of sources/ themselves."""
