"""What it means when Python stops at a champion's own line, in plain words, and what to do next.

Python's own message is kept for a helper, folded away. While a lesson is marked nothing is changed.
"""

from __future__ import annotations

import builtins
import contextlib
import difflib
import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from champions.questions.code_slips import CALLED, NO_COMMA, NO_TIMES, slip_in
from champions.sentences.told import as_html, later, told

NOTHING_LOST = later("Nothing is lost. Change the line, then press Run this step.")


@dataclass(frozen=True)
class Stop:
    """Why Python stopped: the sentence that says what happened, and what to do."""

    happened: str
    do: str


def explain(error: BaseException, words: Iterable[str] = (), line: str = "") -> Stop:
    """Say in plain words why Python stopped.

    Args:
        error: what was raised.
        words: names that Python knows here, to find the one that was meant.
        line: the champion's own line at which it stopped; empty where it cannot be told.

    >>> explain(NameError("name 'wiats' is not defined", name="wiats"), ["waits"]).happened
    'Python does not know the word "wiats".'
    >>> explain(NameError("name 'wiats' is not defined", name="wiats"), ["waits"]).do
    'Did you mean "waits"? Capital letters count too.'
    """
    if type(error).__module__.split(".")[0] == "champions":
        return Stop(_said(error), _quoted_table(line, words))  # our own words say what to do
    if isinstance(error, SyntaxError):
        return _cannot_read(error)
    if isinstance(error, NameError):
        return _unknown_word(error, words, line)
    if isinstance(error, KeyError):
        return _unknown_name(error)
    if isinstance(error, FileNotFoundError):
        return Stop(
            told("There is no file called {name} here.", name=_quoted(error.filename or "")),
            told("Check the name, and that the file is in the folder of this lesson."),
        )
    if isinstance(error, KeyboardInterrupt):
        return Stop(
            told("This step was stopped before its end."), told("Run it again when you are ready.")
        )
    if isinstance(error, ModuleNotFoundError):
        return Stop(
            told("This course does not have {name}.", name=_quoted(error.name or "")),
            told("The lesson needs no more than it brings. Take that line out."),
        )
    if isinstance(error, AttributeError) and (near := _near_attribute(error)):
        return near
    return Stop(
        told("Python stopped here. It says: {said}", said=_said(error)),
        _wrong_brackets(error, line)
        or slip_in(line)
        or told("Compare your line with the one that the lesson shows, letter by letter."),
    )


def _cannot_read(error: SyntaxError) -> Stop:
    where = (
        told("Python cannot read line {number}.", number=error.lineno)
        if error.lineno
        else told("Python cannot read this.")
    )
    if isinstance(error, IndentationError):
        return Stop(where, told("Take away the spaces at the start of the line."))
    if slip := slip_in(error.text or ""):
        return Stop(where, slip)
    return Stop(
        where, told("Look for a bracket, a quote mark or a comma that is missing or too many.")
    )


def _unknown_word(error: NameError, words: Iterable[str], line: str) -> Stop:
    name = str(error.name or "")
    happened = told("Python does not know the word {name}.", name=_quoted(name))
    if re.search(rf"(?m)^\s*{re.escape(name)}\s*==", line):
        said = told("Two == compare. To give a value its name, write one: {name} =", name=name)
        return Stop(happened, said)
    if near := _nearest(name, words):
        said = told("Did you mean {name}? Capital letters count too.", name=_quoted(near))
        return Stop(happened, said)
    if name in ("median", "mean", "head", "tail", "count"):
        said = told("It stands after a column, with a point before it: .{name}()", name=name)
        return Stop(happened, said)
    return Stop(
        happened,
        told(
            "Check how it is written. If a step above makes it, press Start lesson first. "
            "A word that is text needs quote marks."
        ),
    )


def _nearest(name: str, words: Iterable[str]) -> str:
    """The word that was meant: the same but for capitals, spaces and dashes, or a letter or two away."""
    known = sorted(set(words))
    alike = next((one for one in known if _bare(one) == _bare(name)), "")
    return alike or next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.7)), "")


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def _unknown_name(error: KeyError) -> Stop:
    """A column or a row that a table does not have, with the one that was meant."""
    name = error.args[0] if error.args else ""
    happened = told("There is nothing called {name} here.", name=_quoted(name))
    table = _table_in(error)
    if getattr(getattr(table, "dtype", None), "kind", "") == "b":
        said = told(
            "The part with == says only yes or no for each row. Put the name of the table and "
            "square brackets around it, as the line above has it."
        )
        return Stop(happened, said)
    if near := _nearest(str(name), _names_of(table)):
        said = told("Did you mean {name}? Capital letters count too.", name=_quoted(near))
        return Stop(happened, said)
    said = told("Compare the name with the table's own names. Capital letters and spaces count.")
    return Stop(happened, said)


def _table_in(error: BaseException) -> Any:
    """The table or column in which something was looked for; None where there is none."""
    tb = error.__traceback__
    while tb is not None:
        found = tb.tb_frame.f_locals.get("self")
        if type(found).__name__ in ("DataFrame", "Series"):
            return found
        tb = tb.tb_next
    return None


def _names_of(table: Any) -> list[str]:
    names = getattr(table, "columns", getattr(table, "index", ()))
    return [one for one in list(names)[:200] if isinstance(one, str)]


def _near_attribute(error: AttributeError) -> Stop | None:
    """A word after a point that is not there: the one that was meant, or the brackets that are missing."""
    name, of = str(error.name or ""), error.obj
    if type(of).__name__ in ("function", "method"):
        function = getattr(of, "__name__", "")
        return Stop(
            told("{name} needs brackets after it.", name=_quoted(function)),
            told("Write: {name}()", name=function),
        )
    there = [one for one in dir(of) if not one.startswith("_")]
    near = _nearest(name, CALLED.intersection(there)) or _nearest(name, there)
    if not name or not near:
        return None
    return Stop(
        told("Python does not know the word {name}.", name=_quoted(name)),
        told("Did you mean {name}? Capital letters count too.", name=_quoted(near)),
    )


def _wrong_brackets(error: BaseException, line: str) -> str:
    """What to do about brackets of the wrong kind, or none, at a name that Python cannot use so."""
    said = str(error) if isinstance(error, TypeError) else ""
    if "unexpected keyword argument 'center'" in said:
        return told("Did you mean {name}? Capital letters count too.", name=_quoted("centre"))
    if re.match(r"'(?:numpy\.)?(?:float|int)\d*' object is not callable", said):
        return told(NO_TIMES)
    if re.search(r"\d required positional argument", said) and re.search(r"[\"'][ \t]+[\"']", line):
        return told(NO_COMMA)
    if re.match(r"unhashable type: '(?:DataFrame|Series)'", said):
        found = re.search(r"\(\s*([A-Za-z_]\w*)\s*[,)]", line)
        if found:
            return told('A word that is text needs quote marks. Write: "{name}"', name=found[1])
    if "'function' object is not subscriptable" in said:
        found = re.search(r"(?<![\w.\])])([A-Za-z_]\w*)\s*\[", line)
        return told("Write: {name}()", name=found[1]) if found else ""
    if re.match(r"'(?:DataFrame|Series)' object is not callable", said):
        found = re.search(r"(?<![\w.])([A-Za-z_]\w*)\(([\"'][^\"']*[\"'])\)", line)
        if found:
            return told(
                "After the name of a table come square brackets. Write: {name}[{inside}]",
                name=found[1],
                inside=found[2],
            )
    return ""


def _quoted_table(line: str, words: Iterable[str]) -> str:
    """What to do where the name of a table stands in quote marks; empty where none does."""
    found = re.search(r"\(\s*[\"'](\w+)[\"']\s*,", line)
    if not found or found[1] not in set(words):
        return ""
    return told("The name of a table stands without quote marks. Write: {name}", name=found[1])


def _quoted(name: object) -> str:
    return f'"{str(name)[:60]}"'


def _said(error: BaseException) -> str:
    with contextlib.suppress(Exception):  # an error of a person's own may not even have words
        return str(error)[:300] or type(error).__name__
    return type(error).__name__


def page(stop: Stop, line: str, details: str) -> dict[str, Any]:
    """What is shown: as HTML, and as text for a place that shows no HTML.

    >>> print(page(Stop("Python cannot read line 1.", "Look for a bracket."), "print(1", "")["text/plain"])
    Python cannot read line 1.
    Look for a bracket.
    Nothing is lost. Change the line, then press Run this step.
    """
    code = f"<code>{escape(line)}</code>"
    here = f"<p>{told('It was at this line: {code}', code=code)}</p>" if line else ""
    kept = told(NOTHING_LOST)
    helper = told("What Python wrote, for a helper")
    do = f"<p>{escape(stop.do)}</p>" if stop.do else ""
    html = (
        '<div class="champions-feedback champions-not-yet" role="alert">'
        f"<p><strong>{escape(stop.happened)}</strong></p>{here}{do}<p>{kept}</p>"
        f"<details><summary>{helper}</summary>"
        f'<pre style="white-space: pre-wrap">{escape(details)}</pre></details></div>'
    )
    said = "\n".join(filter(None, [stop.happened, stop.do, kept]))
    return {"text/html": as_html(html), "text/plain": said}


def make_kind(shell: Any) -> None:
    """From now on, let this shell say in plain words why it stopped.

    Args:
        shell: the InteractiveShell of the lesson.
    """

    def show_stop(
        self: Any, kind: type[BaseException], error: BaseException, tb: Any, tb_offset: Any = None
    ) -> None:
        from IPython.display import display

        del kind, tb_offset
        words = [*self.user_ns, *dir(builtins)]
        line = _line(error, self.user_ns)
        stop = explain(error, [word for word in words if not word.startswith("_")], line)
        details = "".join(traceback.format_exception(type(error), error, tb, limit=-6))
        display(page(stop, line, details[-4000:]), raw=True)

    shell.set_custom_exc((Exception,), show_stop)


def _line(error: BaseException, names: Mapping[str, Any]) -> str:
    """The line of the champion's own code where Python stopped; empty when it cannot be found."""
    if isinstance(error, SyntaxError):
        return (error.text or "").rstrip()[:200]
    import linecache

    found = ""
    tb = error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_globals is names:
            found = linecache.getline(tb.tb_frame.f_code.co_filename, tb.tb_lineno)
        tb = tb.tb_next
    return found.strip()[:200]
