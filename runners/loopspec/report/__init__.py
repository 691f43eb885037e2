"""Reports: each is a pure function of a ``Results`` value; the same results give the same bytes."""
