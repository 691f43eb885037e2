raise RuntimeError("half built")
