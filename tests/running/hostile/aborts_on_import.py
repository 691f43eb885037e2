import os
import sys

print("giving up", file=sys.stderr, flush=True)
os.abort()
