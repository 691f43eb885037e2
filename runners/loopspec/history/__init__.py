"""The history of a loop: its released versions run one after another, and the changes from each to the next."""
