"""Random programs, run on several targets, traces compared: finds where loops disagree beyond what scenarios say."""
