"""Fixtures of the tests of reports."""

from .browsing import browse as browse
from .browsing import browser as browser
