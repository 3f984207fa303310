"""The sandbox: the bubblewrap command that says what the warm process may see, and nothing else."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import champions

#: The kinds of warm process: all that lessons may want is loaded, or what counting needs alone.
WHOLE, LEAN = "whole", "lean"
#: Where lessons find the course's data, inside.
HOME_INSIDE = "/course"
#: Folders that each lesson has for itself, inside: what lies there outside must be shown again.
PRIVATE = ("/work", "/tmp", "/dev/shm", "/warm")  # noqa: S108


def command_for(requests: int, datasets: Path | None, kind: str) -> list[str]:
    """The bubblewrap command: what the warm process may see, and nothing else."""
    python = Path(sys.executable)
    package = Path(champions.__file__).resolve().parent
    seen = _places_of_python()
    keep = sorted(str(place) for place in seen if _is_covered(place))
    command = [
        *("bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"),
        *("--hostname", "lesson", "--ro-bind", "/usr", "/usr", "--dir", "/etc", "--dir", "/tmp"),  # noqa: S108
        *("--dir", "/work", "--proc", "/proc", "--dev", "/dev"),
        # For all: root has become nobody when a scheme is read there. Each lesson has its own over it.
        *("--perms", "0777", "--tmpfs", "/warm", "--dir", "/warm/matplotlib"),
    ]
    command += _rights()
    for name in ("bin", "lib", "lib64", "sbin"):
        place = Path("/", name)
        if place.is_symlink():
            command += ["--symlink", str(place.readlink()), str(place)]
        elif place.is_dir():
            command += ["--ro-bind", str(place), str(place)]
    for name in ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/alternatives"):
        command += ["--ro-bind-try", name, name]
    for place in seen:
        for above in reversed(place.parents):  # bubblewrap would make them for its own user alone
            command += [] if above == Path("/") else ["--perms", "0755", "--dir", str(above)]
        command += ["--ro-bind", str(place), str(place)]
    command += ["--perms", "0755", "--dir", "/champions", "--perms", "0755", "--dir", HOME_INSIDE]
    command += ["--ro-bind", str(package), "/champions/champions"]
    if datasets is not None:
        command += ["--ro-bind", str(datasets.resolve()), f"{HOME_INSIDE}/datasets"]
    command += _fonts()
    for name, value in _environment(python).items():
        command += ["--setenv", name, value]
    # An ordinary user owns these: a lesson could leave something there for the next one.
    command += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work", "--"]
    module = "champions.marking.running.warm"
    return [*command, str(python), "-P", "-m", module, str(requests), json.dumps(keep), kind]


def _rights() -> list[str]:
    from champions.marking.running import jail

    if os.getuid() != 0:
        return ["--unshare-user"]
    if jail.may_administer():
        # Root's own rights are needed once, to become nobody before a learner's code runs.
        return ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    # Root of a container may do no more than an ordinary user, and is one inside.
    return ["--unshare-user", "--uid", str(jail.INSIDE), "--gid", str(jail.INSIDE)]


def _places_of_python() -> list[Path]:
    """The folders that our Python and its libraries live in, outer ones first."""
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_prefix).resolve()}
    places |= {Path(entry) for entry in sys.path if entry.endswith("site-packages")}
    places |= {Path(os.path.realpath(sys.executable)).parent.parent}
    real = {place for place in places if place.is_dir() and not _under_usr(place)}
    return sorted(p for p in real if not any(o != p and o in p.parents for o in real))


def _is_covered(place: Path) -> bool:
    """True for a place of ours under a folder that each lesson has new and empty."""
    return any(Path(own) in place.parents for own in PRIVATE)


def _under_usr(place: Path) -> bool:
    return place == Path("/usr") or Path("/usr") in place.parents


def _fonts() -> list[str]:
    """Matplotlib's list of fonts, when it has been made: making it takes seconds."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get("MPLCONFIGDIR") or Path(home) / "matplotlib")
    lists = folder.glob("fontlist-*.json") if folder.is_dir() else []
    return [w for path in lists for w in ("--ro-bind", str(path), f"/warm/matplotlib/{path.name}")]


def _environment(python: Path) -> dict[str, str]:
    libraries = [entry for entry in sys.path if entry.endswith("site-packages")]
    return {
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "PYTHONPATH": ":".join(["/champions", *libraries]),
        "HOME": "/work",
        "TMPDIR": "/tmp",  # noqa: S108 - inside, a memory disk of the lesson's own
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": "/warm/matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": "/warm/ipython",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "CHAMPIONS_HOME": HOME_INSIDE,
        "NBGRADER_EXECUTION": "autograde",
    }
