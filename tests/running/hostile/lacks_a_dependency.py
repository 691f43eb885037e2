import does_not_exist_either  # noqa: F401
