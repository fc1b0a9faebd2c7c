"""What was meant by what somebody wrote: the remedies of findings. Nothing here changes what is read."""
