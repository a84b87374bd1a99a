"""`python -m tpkit`: the command, where its script is not on the path."""

import sys

from tpkit.cli import main

sys.exit(main())
