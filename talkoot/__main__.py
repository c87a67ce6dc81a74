"""`python -m talkoot` is the command `talkoot`."""

import sys

from talkoot.kit.command import main

if __name__ == "__main__":
    sys.exit(main())
