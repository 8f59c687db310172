"""Our own checkers: small, tested, run by `python3 dev.py lint`."""
