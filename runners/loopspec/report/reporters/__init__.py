"""Report formats, a module each; ``loopspec.report.reporter`` finds them here."""
