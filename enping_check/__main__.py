"""``python -m enping_check`` is ``enping-check``."""

from enping_check.cli import main

if __name__ == "__main__":
    main()
