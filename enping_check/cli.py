"""The console script. It answers --version before anything heavy is imported, and turns every outcome into an exit code."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs ``enping-check`` on ``sys.argv`` and exits with 0, 1 or 2 (design: 2 whenever something was not checked)."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from enping_check import __version__

        print(f"enping-check {__version__}")
        return
    import gc

    gc.disable()  # what a run builds lives to its end and has hardly a cycle in it: looking for them takes a twentieth of its time
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """The exit code of a command line. Errors of use and crashes are one line on stderr and exit code 2."""
    from enping_check.gate.decision import UNCHECKED
    from enping_check.wording import Trouble, say, spoken

    verbose = "--verbose" in arguments or "-v" in arguments
    lang = spoken(arguments)
    try:
        from enping_check import commands

        return commands.invoke(arguments)
    except Trouble as trouble:
        message = trouble.said(lang)
    except KeyboardInterrupt:
        message = say(lang, "interrupted")
    except Exception as error:
        if verbose:
            import traceback

            traceback.print_exc()
        message = say(lang, "crash", reason=f"{type(error).__name__}: {error}".splitlines()[0])
    print(say(lang, "trouble", message=message), file=sys.stderr)
    return UNCHECKED
