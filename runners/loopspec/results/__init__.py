"""The results of a run, their file, and what is made of several of them."""
