"""The tests of the scenario format."""
