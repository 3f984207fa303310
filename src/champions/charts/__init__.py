"""Charts of quality improvement: numbers in, a result out; knows no lesson."""

from importlib import import_module
from typing import Any

#: What a person imports from here, and the module that has it: it is loaded when first asked for.
_HERE = {
    "run_chart": "chart",
    "control_chart": "chart",
    "ChartError": "chart",
    "funnel_chart": "funnel",
    "pareto_chart": "pareto",
}


def __getattr__(name: str) -> Any:
    if name not in _HERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HERE[name]}"), name)
