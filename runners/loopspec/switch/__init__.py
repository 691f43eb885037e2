"""Whether an application can switch to a loop: the deviations of the loop that touch what the application uses."""
