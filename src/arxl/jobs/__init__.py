"""A job from end to end (read, run, record, print, write), shared by every host."""
