"""`python -m geo` is `dateline`."""

from geo.cli import main

if __name__ == "__main__":
    main()
