"""A course folder whose lock names one tiny package, for the tests of ``python3 start.py``."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
#: A long enough wait for a loaded machine; nothing waits so long when all is well.
PATIENCE = 300


def tiny_wheel(folder: Path, version: str = "1.0") -> str:
    """Make a package of two lines with a program, and return its line of a lock."""
    folder.mkdir(exist_ok=True)
    name = f"tiny-{version}"
    path = folder / f"{name}-py3-none-any.whl"
    files = {
        "tiny.py": f"version = {version!r}\ndef main():\n    import sys\n"
        "    print(version, sys.prefix, sep='\\n')\n",
        f"{name}.dist-info/entry_points.txt": "[console_scripts]\ntiny = tiny:main\n",
        f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    listed = [f"{file},{_record_sum(text)},{len(text)}" for file, text in files.items()]
    record = "\n".join([*listed, f"{name}.dist-info/RECORD,,", ""])
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in (files | {f"{name}.dist-info/RECORD": record}).items():
            wheel.writestr(file, text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"tiny=={version} \\\n    --hash=sha256:{digest}\n"


def _record_sum(text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256={digest.rstrip(b'=').decode()}"


@dataclass
class SmallCourse:
    """A course folder whose lock names one tiny package, so that set-ups are real and quick."""

    folder: Path
    wheels: Path
    more: dict[str, str] = field(default_factory=dict)

    def surroundings(self) -> dict[str, str]:
        """No index, no settings of this computer: only the folder of wheels."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
        pip = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return kept | pip | self.more

    def start(
        self, *words: str, python: str = sys.executable, before: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        command = [*before, python, str(self.folder / "start.py"), *(words or ("commands",))]
        done = subprocess.run(
            command,
            env=self.surroundings(),
            cwd=self.folder.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def lock(self, line: str) -> None:
        (self.folder / "locks" / "course.txt").write_text(line)


def hand_out(folder: Path) -> Path:
    folder.mkdir()
    for name in ("src/champions", "vendor"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(COURSE / name, folder / name, ignore=ignored)
    shutil.copy2(COURSE / "start.py", folder)
    (folder / "locks").mkdir()
    return folder


def small_course(folder: Path) -> SmallCourse:
    """Hand out a course there, with its wheels beside it."""
    course = SmallCourse(hand_out(folder / "the course"), folder / "wheels")
    course.lock(tiny_wheel(course.wheels))
    return course
