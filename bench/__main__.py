"""`python -m bench [CORPORA]`: every table. The accuracy tables need the folder of the corpora."""

from __future__ import annotations

import subprocess
import sys

ALWAYS = ("gazetteer", "speed", "page")
WITH_CORPORA = ("tagger", "resolution", "end_to_end")


def main() -> int:
    """Runs each benchmark in a process of its own, so that none warms another. 1 where one failed."""
    corpora = sys.argv[1:2]
    failed = []
    for name in ALWAYS + WITH_CORPORA:
        if name in WITH_CORPORA and not corpora:
            print(f"\n{name}: not measured, for no folder of corpora is given: python -m bench CORPORA")
            continue
        arguments = corpora if name in WITH_CORPORA else []
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *arguments], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
