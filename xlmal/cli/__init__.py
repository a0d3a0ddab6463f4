"""The command line: thin over the operations, and quick to say its version."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

#: The command that is run over and over, as it is written with Swedish letters and without.
RUN_ALL = ("kör", "kor")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 all well, 1 findings of severity fel, 2 not run.

    ``--version`` loads nothing but this module: shells and installers ask for it all the time.
    Nor does ``kör`` load more than the fingerprints when nothing has changed since last time.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        from xlmal import __version__

        print(f"xlmal {__version__}")
        return 0
    if arguments and arguments[0] in RUN_ALL:
        from xlmal.operations.fingerprints import unchanged

        same = unchanged(arguments)
        if same is not None:
            code, said = same
            if not sys.stdout.isatty():  # a pipe gets UTF-8, whatever the computer's alphabet
                sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
            print(said)
            return code
    # Another package's plugin must have no say in what a value means, nor be searched for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from xlmal.cli.run import run

    return run(arguments)
