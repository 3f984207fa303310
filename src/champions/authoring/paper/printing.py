"""A page as PDF, made by a browser that is on this computer, shut away from everything else."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from champions.sentences.told import told
from champions.trouble import Trouble

_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
#: Where Windows and macOS keep them: no command there leads to a browser.
_ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_ON_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
_PATIENCE = 60
#: The first two give headings, alt texts and a list of contents, also where they are not the default.
_FLAGS = (
    *("--export-tagged-pdf", "--generate-pdf-document-outline", "--no-pdf-header-footer"),
    *("--headless", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    "--no-first-run",
)


def browser() -> str:
    """A browser that can print without a window; empty when there is none."""
    named = next((found for name in _BROWSERS if (found := shutil.which(name))), "")
    return named or next((str(path) for path in _usual_places() if path.is_file()), "")


def _usual_places() -> Iterator[Path]:
    for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        if folder := os.environ.get(variable):
            yield from (Path(folder) / name for name in _ON_WINDOWS)
    for folder in ("/Applications", str(Path.home() / "Applications")):
        yield from (Path(folder) / f"{name}.app/Contents/MacOS/{name}" for name in _ON_MACOS)


def pdf(page: str) -> bytes:
    """A page as PDF, with its headings and alt texts.

    Raises:
        Trouble: when there is no browser that can do it, or it does not.
    """
    by_hand = told("Open the page itself, print it, and choose Save as PDF.")
    if not (program := browser()):
        raise Trouble(
            told("There is no Chrome, Edge or Chromium on this computer to make a PDF."), by_hand
        )
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        words = [program, *_FLAGS]
        words += [f"--user-data-dir={folder}/browser", f"--print-to-pdf={made}", source.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            words.insert(1, "--no-sandbox")  # as root it starts in no other way
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=_PATIENCE)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Trouble(told("The PDF could not be made."), by_hand) from error
