"""Where no lesson runs: the things in their order."""

from __future__ import annotations

from typing import Any

from champions.questions.order.question import Order
from champions.questions.page import bullets


def html(question: Order, answer: Any) -> str:
    """The answer given, as it stands without a running lesson."""
    order = answer if isinstance(answer, list) else question.items
    return bullets((f"{at}.", question.items.get(str(key), "")) for at, key in enumerate(order, 1))
