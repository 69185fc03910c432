"""`python -m quoth` is the command `quoth`."""

import sys

from ui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
