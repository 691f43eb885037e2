"""The far side: everything that runs inside the interpreter under test.

Nothing here imports anything of loopspec or beyond the standard library's barest modules, so that the
files work on an interpreter that has half of Python. ``execution`` is what a rendered scenario is handed,
``tools`` what scenarios may borrow from the standard library, ``worker`` the process around them.
"""
