"""`python -m geo` is `dateline`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python puts the current folder first, where a stranger's `click.py` may lie beside what is to be read.
    if Path(sys.path[0]) == Path.cwd() and not Path(__file__).is_relative_to(Path.cwd()):
        del sys.path[0]

    from geo.cli import main

    main()
