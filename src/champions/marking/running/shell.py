"""Run one cell as Jupyter would, in this process, and give its outputs back. No kernel, no ports."""

from __future__ import annotations

import builtins
import gc
import io
import subprocess
import sys
from functools import lru_cache
from typing import Any

from IPython.core.async_helpers import _should_be_async
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from champions.style import in_jupyter

_awaits = lru_cache(maxsize=256)(_should_be_async)
CUT = "\n... This step wrote too much. The rest was left out. ...\n"


class Outputs:
    """The outputs of one cell in the notebook format, within a limit of characters."""

    def __init__(self) -> None:
        self.limit = 2 << 20
        self.count = 0  # the cell's number
        self.reset()

    def reset(self) -> None:
        """Begin a new cell."""
        self.kept: list[dict[str, Any]] = []
        self.size = 0
        self.full = self.clear_next = False
        self.by_id: dict[str, list[dict[str, Any]]] = {}

    def _room(self, size: int) -> bool:
        if self.full or self.size + size > self.limit:
            if not self.full:
                self.full = True
                self.kept.append({"output_type": "stream", "name": "stdout", "text": CUT})
            return False
        self.size += size
        return True

    def stream(self, name: str, text: str) -> None:
        """Add text to stdout or stderr."""
        self._clear_if_asked()
        if not text or self.full:
            return
        left = self.limit - self.size
        last = self.kept[-1] if self.kept else {}
        if last.get("output_type") != "stream" or last.get("name") != name:
            last = {"output_type": "stream", "name": name, "text": []}
            self.kept.append(last)
        last["text"].append(text[:left])
        self.size += min(len(text), left)
        if len(text) > left:
            self._room(1)

    def add(self, output: dict[str, Any], display_id: str | None = None) -> None:
        """Add a result, a picture or an error."""
        self._clear_if_asked()
        if self._room(sum(len(str(value)) for value in output.get("data", {}).values()) + 200):
            self.kept.append(output)
            if display_id:
                self.by_id.setdefault(display_id, []).append(output)

    def clear(self, wait: bool) -> None:
        """Forget what was shown: now, or when something new comes."""
        if wait:
            self.clear_next = True
        else:
            self.kept = []

    def _clear_if_asked(self) -> None:
        if self.clear_next:
            self.kept, self.clear_next = [], False

    def take(self) -> list[dict[str, Any]]:
        """Everything so far; the next cell begins empty."""
        taken = self.kept
        for output in taken:
            if isinstance(output.get("text"), list):
                output["text"] = "".join(output["text"])
        self.reset()
        return taken


OUTPUTS = Outputs()


class Stream(io.TextIOBase):
    """stdout or stderr of the lesson."""

    encoding = "utf-8"

    def __init__(self, name: str, handle: int) -> None:
        self._name, self._handle = name, handle

    @property
    def name(self) -> str:
        """What IPython's own streams are called."""
        return f"<{self._name}>"

    def write(self, text: str) -> int:
        """Keep the text as output of the cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        OUTPUTS.stream(self._name, text)
        return len(text)

    def isatty(self) -> bool:
        """False: there is nobody to type."""
        return False

    def writable(self) -> bool:
        """True."""
        return True

    def fileno(self) -> int:
        """The number that programs started by the lesson inherit; it leads nowhere."""
        return self._handle


class Publisher(DisplayPublisher):
    """Takes what ``display`` shows."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *args: Any,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **more: Any,
    ) -> None:
        """Keep a display, or change one of this cell. Displays of earlier cells stay as they were."""
        metadata = metadata or {}  # kernels clean both for old clients, and leave them for today's
        display_id = (transient or {}).get("display_id")
        if update:
            for output in OUTPUTS.by_id.get(display_id or "", []):
                output.update(data=data, metadata=metadata)
            return
        shown = {"output_type": "display_data", "data": data, "metadata": metadata}
        OUTPUTS.add(shown, display_id)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what was shown."""
        OUTPUTS.clear(wait)


class Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    _data: dict[str, Any] | None = None
    # Asked for each value: it reads the cell's text, and the same text ends in the same way.
    semicolon_at_end_of_expression = staticmethod(
        lru_cache(maxsize=256)(DisplayHook.semicolon_at_end_of_expression)
    )

    def start_displayhook(self) -> None:
        """Begin."""
        self._data = None

    def write_output_prompt(self) -> None:
        """No prompt: the notebook has its own."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value's pictures in words, HTML and so on."""
        self._data = {"data": format_dict, "metadata": md_dict or {}}

    def finish_displayhook(self) -> None:
        """Hand over."""
        if self._data:
            result = {"output_type": "execute_result", "execution_count": OUTPUTS.count}
            OUTPUTS.add({**result, **self._data})


class Shell(InteractiveShell):
    """IPython as the kernel has it, without the kernel."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)

    def should_run_async(self, raw_cell: str, **more: Any) -> bool:
        """Whether a cell awaits. IPython reads the text for it each time."""
        text = more.get("transformed_cell")
        asks = self.autoawait and not more.get("preprocessing_exc_tuple") and text is not None
        return _awaits(text) if asks else bool(super().should_run_async(raw_cell, **more))

    def init_io(self) -> None:
        """Nothing: stdout and stderr are ours."""

    def init_display_formatter(self) -> None:
        """Show values in every form, as a notebook does, not in plain text alone."""
        super().init_display_formatter()
        formatter = self.display_formatter
        assert formatter is not None  # noqa: S101 - made in the line above
        formatter.active_types = formatter.format_types

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no screen."""

    def enable_matplotlib(self, gui: str | None = None) -> Any:
        """Draw in the page."""
        return super().enable_matplotlib(gui or "inline")

    def ask_exit(self) -> None:
        """``exit`` ends nothing here: the steps after it are still marked."""

    def system(self, cmd: str) -> None:
        """Run ``!command`` and show what it writes."""
        done = subprocess.run(  # noqa: S602 - a learner's own shell line, in the jail
            cmd,
            shell=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        sys.stdout.write(done.stdout)
        self.user_ns["_exit_code"] = done.returncode

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        OUTPUTS.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", etype)),
                "evalue": str(evalue),
                "traceback": [str(line) for line in stb],
            }
        )


def _no_input(_prompt: object = "") -> str:
    raise EOFError("Nobody is there to type an answer while a lesson is marked.")


_DRAWS = """%matplotlib inline
import matplotlib.pyplot as plt
f, a = plt.subplots(); a.plot([1, 2]); a.set_title('x'); plt.show()
"""
_COUNTS = """import io, pandas as pd
pd.DataFrame({'a': [1]}).describe()
t = pd.read_csv(io.StringIO('week,days\\n2025-01-06,3\\n2025-01-13,4\\n'))
t['week'] = pd.to_datetime(t['week'], format='%Y-%m-%d')
t.drop_duplicates().head(1)['days'].median()
"""


def make(*, draws: bool = True) -> Shell:
    """The shell, with everything warm that the first cell would otherwise wait for.

    Args:
        draws: whether lessons draw charts.
    """
    gc.freeze()  # what is imported stays: to look through it takes longer than all that follows
    config = Config()
    config.HistoryManager.enabled = False
    shell = Shell.instance(config=config)
    builtins.input = _no_input
    # A beginner's endless recursion has 3,000 lines of context, which take longer than the lesson.
    shell.InteractiveTB.set_mode("Plain")
    use_streams()
    shell.run_cell(_DRAWS + _COUNTS if draws else _COUNTS)
    in_jupyter()  # every lesson begins with it
    shell.run_cell("1 / 0")  # the first traceback takes a third of a second
    OUTPUTS.take()
    shell.reset(new_session=True)
    shell.user_module.__spec__ = None  # reset takes it away, and multiprocessing asks for it
    return shell


def use_streams() -> None:
    """Let print and warnings go to the outputs of the cell."""
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)


def run_cell(shell: Shell, source: str) -> tuple[list[dict[str, Any]], int]:
    """Run a cell; give its outputs and its number."""
    OUTPUTS.count = count = shell.execution_count
    try:
        shell.run_cell(source, store_history=True)
    except KeyboardInterrupt:
        shell.showtraceback()
    return OUTPUTS.take(), count
