"""Random programs, run on several targets, traces compared: finds where loops part beyond what scenarios say."""
