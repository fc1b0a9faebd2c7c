"""What has become of a commitment, under the rubric: what it takes, what follows what, silence, the fold."""
