"""``python -m xlmal`` is the command ``xlmal``."""

import sys

from xlmal.cli import main

sys.exit(main())
