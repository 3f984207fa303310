"""Something went wrong that a person can mend: said plainly, without a traceback."""

from __future__ import annotations


class Trouble(Exception):
    """What happened and what to do next, in words for the person at the keyboard.

    Args:
        what: one plain sentence that says what happened. It blames nobody.
        do: what to do next.
        details: where a helper finds more, such as the path of a log file; may be empty.
    """

    def __init__(self, what: str, do: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.details = details

    def __str__(self) -> str:
        """The lines that are shown.

        >>> print(Trouble("There is no folder called cohort-2.", "Check the name and try again."))
        There is no folder called cohort-2.
        What to do: Check the name and try again.
        """
        lines = [self.what, f"What to do: {self.do}"]
        if self.details:
            lines.append(f"For a helper: {self.details}")
        return "\n".join(lines)
