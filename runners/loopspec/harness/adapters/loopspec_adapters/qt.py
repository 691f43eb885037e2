"""A Qt application without a screen, which Qt's loops run in."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QCoreApplication


def application() -> QCoreApplication:
    """Return the application of this process."""
    return QCoreApplication.instance() or QCoreApplication([])
