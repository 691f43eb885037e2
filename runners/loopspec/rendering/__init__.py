"""Makes code of scenarios: the files of ``generated_tests``, and scripts that run by themselves."""
