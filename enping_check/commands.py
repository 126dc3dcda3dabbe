"""The commands, their options and their help. What they do is in session.py; what they print is in reports/."""

from __future__ import annotations

import codecs
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from enping_check import session
from enping_check.gate import baseline as baselines
from enping_check.gate.decision import CLEAN, UNCHECKED, exit_code
from enping_check.model import Article
from enping_check.reports import FORMATS, Options, known, render
from enping_check.settings import KEYS, SEVERITIES
from enping_check.wording import LANGUAGES, Trouble, because, nearest, say, spoken

if TYPE_CHECKING:
    from enping_check.settings import Loaded

DEFAULT_COMMAND = "check"
DEFAULT_BASELINE = "enping-check-baseline.json"
LANG = spoken(sys.argv[1:])
LONG_WORK = 200_000  # characters from which a person would wonder whether anything happens

_INTERRUPTED = 130  # what typer makes of Ctrl-C; the contract has no such code

# what a command line fails with: typer carries its own copy of click, older ones use the real one
_ClickException = cast("type[Exception]", typer.BadParameter.__mro__[2])


def h(key: str) -> str:
    """A phrase of the help in the reader's language."""
    return say(LANG, f"help-{key}")


_TYPER_OPTIONS = {"help": "help", "install_completion": "install-completion", "show_completion": "show-completion"}


def _in_our_words(parameters: list[Any]) -> list[Any]:
    """The options that typer adds, with help in the reader's language."""
    for parameter in parameters:
        if parameter.name in _TYPER_OPTIONS:
            parameter.help = h(_TYPER_OPTIONS[parameter.name])
    return parameters


class Command(TyperCommand):
    """One command."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All options, those of typer in our words."""
        return _in_our_words(super().get_params(ctx))


class Commands(TyperGroup):
    """``enping-check PATH…`` is ``enping-check check PATH…``: a first argument that names no command is a path."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All options, those of typer in our words."""
        return _in_our_words(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the command in front, then goes on as usual."""
        return super().parse_args(ctx, with_command(args, self.commands))


def with_command(args: list[str], commands: Mapping[str, Any]) -> list[str]:
    """``args`` with the command first: the one they name before any path, else ``check``; unchanged where only help is asked for."""
    valued = {name for p in commands[DEFAULT_COMMAND].params if not getattr(p, "is_flag", False) for name in p.opts if name.startswith("-")}
    skip = False
    for n, arg in enumerate(args):
        if skip:
            skip = False
        elif arg == "--":
            break
        elif arg.startswith("-") and arg != session.STDIN:
            skip = arg in valued
        elif arg in commands:
            return [arg, *args[:n], *args[n + 1 :]]
        else:
            break
    else:
        if not args or any(a in ("--help", "--version", "-V", "--install-completion", "--show-completion") for a in args):
            return args
    return [DEFAULT_COMMAND, *args]


def _complete(words: Iterable[str]) -> Callable[[str], list[str]]:
    """A completion that offers those of ``words`` that begin as typed."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def _complete_rule(incomplete: str) -> list[str]:
    from enping_check.rules.catalog import RULES

    return [word for rule in RULES for word in (rule.code, rule.name) if word.lower().startswith(incomplete.lower())]


app = typer.Typer(
    name="enping-check", cls=Commands, help=h("app"), epilog=h("epilog"), no_args_is_help=True, rich_markup_mode="rich",
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip

_WHAT, _COUNTS, _SHOWN = h("panel-what"), h("panel-counts"), h("panel-shown")

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH…", help=h("paths"), show_default=False)]
Encoding = Annotated[str | None, typer.Option(help=h("encoding"), rich_help_panel=_WHAT, show_default=False)]
Exclude = Annotated[list[str] | None, typer.Option(metavar="GLOB", help=h("exclude"), rich_help_panel=_WHAT, show_default=False)]
FilesFrom = Annotated[list[str] | None, typer.Option(metavar="FILE", help=h("files-from"), rich_help_panel=_WHAT, show_default=False)]
StdinName = Annotated[
    str | None, typer.Option("--stdin-filename", metavar="NAME", help=h("stdin-filename"), rich_help_panel=_WHAT, show_default=False)
]
Each = Annotated[bool | None, typer.Option("--each", help=h("each"), rich_help_panel=_WHAT, show_default=False)]
AllowEmpty = Annotated[bool, typer.Option("--allow-empty", help=h("allow-empty"), rich_help_panel=_WHAT)]
Against = Annotated[list[str] | None, typer.Option(metavar="PATH", help=h("against"), rich_help_panel=_WHAT, show_default=False)]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help=h("settings-file"), rich_help_panel=_WHAT, show_default=False)
]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE", autocompletion=_complete_rule, help=h("select"), rich_help_panel=_COUNTS, show_default=False),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE", autocompletion=_complete_rule, help=h("ignore"), rich_help_panel=_COUNTS, show_default=False),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(SEVERITIES), autocompletion=_complete(SEVERITIES), help=h("fail-on"), rich_help_panel=_COUNTS, show_default=False
    ),
]
Baseline = Annotated[str | None, typer.Option(metavar="FILE", help=h("baseline"), rich_help_panel=_COUNTS, show_default=False)]
Diff = Annotated[str | None, typer.Option(metavar="REV", help=h("diff"), rich_help_panel=_COUNTS, show_default=False)]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT[=FILE]",
        autocompletion=_complete(FORMATS),
        help=h("format"),
        rich_help_panel=_SHOWN,
        show_default=False,
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=h("output"), rich_help_panel=_SHOWN, show_default=False)
]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(LANGUAGES), autocompletion=_complete(LANGUAGES), help=h("lang"), rich_help_panel=_SHOWN, show_default=False
    ),
]
Verified = Annotated[bool, typer.Option("--verified", help=h("verified"), rich_help_panel=_SHOWN)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=h("quiet"), rich_help_panel=_SHOWN)]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=h("verbose"), rich_help_panel=_SHOWN)]
Statistics = Annotated[bool, typer.Option("--statistics", help=h("statistics"), rich_help_panel=_SHOWN)]
ListFormat = Annotated[str, typer.Option("--format", "-f", metavar="table|jsonl|csv", help=h("list-format"), rich_help_panel=_SHOWN)]


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", "-V", help=h("version"))] = False) -> None:
    if version:
        from enping_check import __version__

        print(f"enping-check {__version__}")
        raise typer.Exit(CLEAN)


@app.command(cls=Command, help=h("check"), epilog=h("check-epilog"))
def check(
    paths: Paths = None,
    files_from: FilesFrom = None,
    stdin_filename: StdinName = None,
    against: Against = None,
    each: Each = None,
    exclude: Exclude = None,
    encoding: Encoding = None,
    allow_empty: AllowEmpty = False,
    settings_file: SettingsFile = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = None,
    baseline: Baseline = None,
    diff: Diff = None,
    formats: Formats = None,
    output: Output = None,
    lang: Lang = None,
    verified: Verified = False,
    statistics: Statistics = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Recomputes what the articles state redundantly."""
    targets = _targets(formats or [], output)
    given = _options(
        select=_split(select), ignore=_split(ignore), fail_on=fail_on, baseline=baseline, each=each, exclude=_tuple(exclude),
        encoding=encoding, lang=lang,
    )  # fmt: skip
    request = session.Request(_paths(paths, files_from), given, settings_file, stdin_filename, tuple(against or ()), allow_empty, diff)
    outcome = session.check(request, _progress)
    report, gathered = outcome.report, outcome.gathered
    code = exit_code(report.findings, report.problems, gathered.scope.fail_on)
    _complain(gathered.lang, (p.message for p in report.problems))
    if not quiet:
        _complain(gathered.lang, outcome.notices)
    for name, file in targets:
        options = Options(
            verified=verified, quiet=quiet, statistics=statistics, verbose=verbose, width=None if file else _width(),
            withheld=outcome.withheld, fail_on=gathered.scope.fail_on, aside=frozenset(a.name for a in gathered.facts),
        )  # fmt: skip
        text = render(name, report, lang=gathered.lang, options=options)
        try:
            _deliver(text, file, gathered, exact=name not in ("table", "concise"))
        except Trouble as trouble:  # the other reports are still written
            _complain(gathered.lang, [trouble.said(gathered.lang)])
            code = UNCHECKED
    return code


@app.command(cls=Command, help=h("claims"))
def claims(
    paths: Paths = None,
    form: ListFormat = "table",
    why: Annotated[bool, typer.Option("--why", help=h("list-why"), rich_help_panel=_SHOWN)] = False,
    files_from: FilesFrom = None,
    stdin_filename: StdinName = None,
    each: Each = None,
    exclude: Exclude = None,
    encoding: Encoding = None,
    allow_empty: AllowEmpty = False,
    settings_file: SettingsFile = None,
    output: Output = None,
    lang: Lang = None,
    verbose: Verbose = False,
) -> int:
    """Lists the claims read in the articles."""
    given = _options(each=each, exclude=_tuple(exclude), encoding=encoding, lang=lang)
    request = session.Request(_paths(paths, files_from), given, settings_file, stdin_filename, allow_empty=allow_empty)
    return _listing("claims", request, form, output, why)


@app.command(cls=Command, help=h("quantities"))
def quantities(
    paths: Paths = None,
    form: ListFormat = "table",
    files_from: FilesFrom = None,
    stdin_filename: StdinName = None,
    exclude: Exclude = None,
    encoding: Encoding = None,
    allow_empty: AllowEmpty = False,
    settings_file: SettingsFile = None,
    output: Output = None,
    lang: Lang = None,
    verbose: Verbose = False,
) -> int:
    """Lists every number in the articles, claimed or not."""
    given = _options(exclude=_tuple(exclude), encoding=encoding, lang=lang)
    request = session.Request(_paths(paths, files_from), given, settings_file, stdin_filename, allow_empty=allow_empty)
    return _listing("quantities", request, form, output, False)


def _listing(kind: str, request: session.Request, form: str, output: Path | None, why: bool) -> int:
    from enping_check.reports import listing

    listing.known(form)
    gathered = session.gather(request)
    report = session.read(gathered)
    _complain(gathered.lang, (p.message for p in report.problems))
    rows = list(listing.claim_rows(report, why=why) if kind == "claims" else listing.quantity_rows(report))
    text = listing.render(rows, form, kind, lang=gathered.lang, width=None if output else _width(), why=why)
    _deliver(text, output, gathered, exact=form != "table")
    return UNCHECKED if report.problems else CLEAN


@app.command(cls=Command, help=h("rules"))
def rules(lang: Lang = None) -> int:
    """Lists the rules."""
    from enping_check.reports import manual

    _print(manual.rules(_language(lang), _width()))
    return CLEAN


@app.command(cls=Command, help=h("explain"))
def explain(
    rule: Annotated[str, typer.Argument(metavar="CODE|NAME", autocompletion=_complete_rule, help=h("explain-rule"), show_default=False)],
    lang: Lang = None,
) -> int:
    """Explains a rule, with examples."""
    from enping_check.gate.selection import unknown_rule
    from enping_check.reports import manual
    from enping_check.rules.catalog import RULES, find

    found = find(rule)
    if found is None:
        raise unknown_rule(rule, RULES)
    _print(manual.explanation(found, _language(lang), _width()))
    return CLEAN


@app.command(cls=Command, help=h("settings"))
def settings(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help=h("settings-path"), show_default=False)] = ".",
    settings_file: SettingsFile = None,
    schema: Annotated[bool, typer.Option("--schema", help=h("settings-schema"))] = False,
    lang: Lang = None,
) -> int:
    """Shows the settings in force, and where each comes from."""
    from enping_check.reports import manual

    if schema:
        import json

        from enping_check import settings as configuration

        _print(json.dumps(configuration.schema(), ensure_ascii=False, indent=1) + "\n", exact=True)
        return CLEAN
    if not Path(path).exists():
        raise Trouble("path-missing", path=path)
    scope = session.Scope(_options(lang=lang), settings_file)
    scope.selection(path)  # a misspelt rule is an error here too
    loaded: Loaded = scope.loaded(path)
    _print(manual.settings(loaded, loaded.settings.lang or LANG, _width()))
    return CLEAN


@app.command(cls=Command, help=h("baseline-command"))
def baseline(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=h("baseline-output"))] = Path(DEFAULT_BASELINE),
    files_from: FilesFrom = None,
    against: Against = None,
    each: Each = None,
    exclude: Exclude = None,
    encoding: Encoding = None,
    allow_empty: AllowEmpty = False,
    settings_file: SettingsFile = None,
    select: Select = None,
    ignore: Ignore = None,
    lang: Lang = None,
    verbose: Verbose = False,
) -> int:
    """Writes down the findings there are, so that only new ones count from now on."""
    given = _options(select=_split(select), ignore=_split(ignore), each=each, exclude=_tuple(exclude), encoding=encoding, lang=lang)
    request = session.Request(
        _paths(paths, files_from), given, settings_file, against=tuple(against or ()), allow_empty=allow_empty, use_baseline=False
    )
    outcome = session.check(request, _progress)
    spoken_lang = outcome.gathered.lang
    _complain(spoken_lang, (p.message for p in outcome.report.problems))
    if outcome.report.problems:
        raise Trouble("baseline-unwritten")
    found = baselines.entries(outcome.report.findings, output.parent)
    _not_over_input(output, outcome.gathered)
    baselines.write(output, found)
    _complain(spoken_lang, [say(spoken_lang, "baseline-written", count=len(outcome.report.findings), file=output)])
    return CLEAN


@app.command(cls=Command, help=h("server"))
def server() -> int:
    """Speaks the language server protocol on standard input and output."""
    try:
        from enping_check.server import build
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] in ("pygls", "lsprotocol"):
            raise Trouble("server-extra") from None
        raise
    gc.enable()  # it lives as long as its editor
    build().start_io()
    return CLEAN


def invoke(arguments: list[str]) -> int:
    """Runs a command line; the exit code. Raises :class:`Trouble` for what the user must mend."""
    if not arguments or not {"--help", "-h"}.isdisjoint(arguments):
        _prepare_help()
    try:
        done = app(args=arguments, prog_name="enping-check", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _ClickException as error:
        # typer exits with 2 after showing help where no argument was given: that is no error to word again
        if type(error).__name__ == "NoArgsIsHelpError":
            cast(Any, error).show()
            return UNCHECKED
        raise _translated(error) from None
    if done == _INTERRUPTED:
        raise KeyboardInterrupt
    return done if isinstance(done, int) else CLEAN


def _prepare_help() -> None:
    """Titles in the reader's language, and no help cut short: a Chinese sentence has no blanks at which rich would wrap it."""
    from rich.table import Table
    from rich.text import Text
    from typer import rich_utils

    class Folding(Table):
        def add_row(self, *cells: Any, **style: Any) -> None:
            super().add_row(*cells, **style)
            for text in (part for cell in cells for part in getattr(cell, "renderables", ()) if isinstance(part, Text)):
                text.overflow = "fold"

    for name in ("arguments", "options", "commands"):
        setattr(rich_utils, f"{name.upper()}_PANEL_TITLE", h(f"panel-{name}"))
    setattr(rich_utils, "Table", Folding)  # noqa: B010  # it is no part of typer's interface


def _translated(error: Exception) -> Trouble:
    option = getattr(error, "option_name", None)
    if option is not None and type(error).__name__ == "NoSuchOption":
        context = getattr(error, "ctx", None)
        options = [name for p in context.command.params for name in p.opts if name.startswith("--")] if context else []
        guess = nearest(option, options)
        return Trouble("option-unknown-near", option=option, guess=guess) if guess else Trouble("option-unknown", option=option)
    return _misused(cast(Any, error))


def _misused(error: Any) -> Trouble:
    """The parser's own errors in our words, so that they have both languages."""
    kind, message = type(error).__name__, " ".join(str(error.format_message()).split())
    context = getattr(error, "ctx", None)
    if kind == "MissingParameter" and getattr(error, "param", None) is not None:
        return Trouble("argument-missing", name=error.param.make_metavar(context))
    if kind == "BadOptionUsage":
        return Trouble("option-flag" if "not take a value" in message else "option-valueless", option=error.option_name)
    surplus = message.rpartition(" (")[2].rstrip(")") if "unexpected extra argument" in message else ""
    return Trouble("argument-extra", names=surplus) if surplus else Trouble("usage", message=message)


def _targets(formats: Sequence[str], output: Path | None) -> list[tuple[str, Path | None]]:
    """(format, file or None for standard output) for each report to write."""
    parsed: list[tuple[str, Path | None]] = []
    for word in formats or ["table"]:
        name, equals, file = word.partition("=")
        known(name)
        if equals and not file:
            raise Trouble("no-target", word=word)
        parsed.append((name, Path(file) if equals else None))
    bare = [n for n, (_, file) in enumerate(parsed) if file is None]
    if output is not None:
        if len(bare) != 1:
            raise Trouble("output-twice")
        parsed[bare[0]] = (parsed[bare[0]][0], output)
    elif len(bare) > 1:
        raise Trouble("two-formats")
    written: set[str] = set()
    for _, target in parsed:
        if target is not None and not _endless(target):
            if os.path.realpath(target) in written:
                raise Trouble("target-twice", file=target)
            written.add(os.path.realpath(target))
    return parsed


def _endless(target: Path) -> bool:
    """True for /dev/stdout, /dev/null, a pipe: what is written there overwrites nothing."""
    return target.exists() and not target.is_file()


def _deliver(text: str, file: Path | None, gathered: session.Gathered, *, exact: bool) -> None:
    """Writes a report to its file, or prints it."""
    if file is None:
        _print(text, exact=exact)
    else:
        _not_over_input(file, gathered)
        baselines.write_whole(file, text)


def _not_over_input(file: Path, gathered: session.Gathered) -> None:
    """Raises :class:`Trouble` where writing ``file`` would destroy an article."""
    inputs = (*(a.name for a in (*gathered.articles, *gathered.facts)), *(p.file for p in gathered.problems))
    if file.is_file() and any(os.path.realpath(file) == os.path.realpath(name) for name in inputs):
        raise Trouble("target-input", file=file)


def _paths(paths: Sequence[str] | None, files_from: Sequence[str] | None) -> tuple[str, ...]:
    """The paths given, then those of the lists: parted by NUL, else one a line, in the file system's own bytes."""
    listed: list[str] = []
    for name in files_from or ():
        try:
            raw = sys.stdin.buffer.read() if name == session.STDIN else Path(name).read_bytes()
        except OSError as error:
            raise Trouble("files-from", file=name, reason=because(error)) from None
        raw = raw.removeprefix(codecs.BOM_UTF8)
        lines = raw.split(b"\0") if b"\0" in raw else [line.removesuffix(b"\r") for line in raw.split(b"\n")]
        listed += [os.fsdecode(line) for line in lines if line.strip()]
    return (*(paths or ()), *listed)


def _options(**given: Any) -> dict[str, Any]:
    """Options that are settings, read as the settings would read them; None stays None."""
    readers = {key.field: key for key in KEYS}
    read: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, str) and name in ("fail_on", "lang", "encoding"):
            read[name] = readers[name].read_word("--" + name.replace("_", "-"), value)
        else:
            read[name] = value
    return read


def _split(words: Sequence[str] | None) -> tuple[str, ...] | None:
    """--select EP1,EP2 --select EP3 → EP1 EP2 EP3."""
    return None if not words else tuple(part.strip() for word in words for part in word.split(",") if part.strip())


def _tuple(words: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(words) if words else None


def _language(lang: str | None) -> str:
    wanted = _options(lang=lang)["lang"] or session.Scope({}, None).settings(".").lang
    return wanted or LANG


def _width() -> int | None:
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _print(text: str, *, exact: bool = False) -> None:
    """Machine formats are UTF-8 wherever they go; text for people is in the terminal's own encoding, as well as it can."""
    encoding = "utf-8" if exact else sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, "backslashreplace" if exact else "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has seen enough; what was found does not change by that
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise Trouble("cannot-write", file="<stdout>", reason=because(error)) from None


def _complain(lang: str, lines: Iterable[str]) -> None:
    for line in lines:
        print(say(lang, "trouble", message=" ".join(line.splitlines())), file=sys.stderr)


def _progress(bodies: Sequence[Sequence[Article]]) -> Iterator[Sequence[Article]]:
    """Passes the bodies on, with a bar on stderr where that is a terminal and the work is long."""
    articles = sum(map(len, bodies))
    if not sys.stderr.isatty() or sum(len(a.source) for body in bodies for a in body) < LONG_WORK:
        yield from bodies
        return
    from rich.console import Console

    console = Console(stderr=True)
    if len(bodies) == 1:
        with console.status(say(LANG, "reading", count=articles)):
            yield bodies[0]
        return
    from rich.progress import track

    yield from track(bodies, description=say(LANG, "progress"), console=console, transient=True)
