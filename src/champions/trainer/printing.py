"""A page as PDF, made by a browser that is on this computer, shut away from everything else."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from champions.trouble import Trouble

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_PATIENCE = 60


def browser() -> str:
    """A browser that can print without a window; empty when there is none."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), "")


def pdf(page: str) -> bytes:
    """A page as PDF, with its headings and alt texts.

    Raises:
        Trouble: when there is no browser that can do it, or it does not.
    """
    by_hand = "Open the page itself, print it, and choose Save as PDF."
    if not (program := browser()):
        raise Trouble("There is no Chromium or Chrome on this computer to make a PDF.", by_hand)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        words = [program, "--headless", "--disable-gpu", "--no-pdf-header-footer"]
        words += ["--disable-background-networking", "--no-first-run", "--disable-sync"]
        words += [f"--user-data-dir={folder}/browser", f"--print-to-pdf={made}", source.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            words.insert(1, "--no-sandbox")  # as root it starts in no other way
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=_PATIENCE)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Trouble("The PDF could not be made.", by_hand) from error
