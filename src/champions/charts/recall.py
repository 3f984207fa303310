"""Where a picture or a page of a chart may be found that was made before.

Nothing is kept unless somebody sets :data:`recall`. Whoever runs many lessons that show the same charts
does: the marking of a cohort.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def make_anew(_maker: Callable[..., Any], _size: str, make: Callable[[], Any]) -> Any:
    """Make it, whatever was made before.

    >>> make_anew(print, "screen", lambda: "made")
    'made'
    """
    return make()


#: Called with the method of the chart that makes something, its size, and how to make it; gives what
#: was made, now or before.
recall: Callable[[Callable[..., Any], str, Callable[[], Any]], Any] = make_anew
