"""A lesson as a SCORM 1.2 package: a platform, played here by a page, hears how far a learner is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import sites
from browser import COURSE, DESKTOP, new_page
from playwright.sync_api import Browser

from champions.questions.choice.question import Choice
from champions.questions.scheme import load_scheme
from champions.website import scorm

LESSON = "00-start-here"
CP, ADL = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}", "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"  # fmt: skip
#: A platform: it keeps what it is told, and in which order.
PLATFORM = """<!DOCTYPE html><title>Platform</title><script>
const kept = JSON.parse(localStorage.getItem("kept") || "{}");
const told = [];
window.API = {
  LMSInitialize: () => { told.push("begin"); return "true"; },
  LMSGetValue: (name) => kept[name] || (name.endsWith("status") ? "not attempted" : ""),
  LMSSetValue: (name, value) => {
    told.push(name + "=" + value); kept[name] = value;
    localStorage.setItem("kept", JSON.stringify(kept)); return "true";
  },
  LMSCommit: () => { told.push("commit"); return "true"; },
  LMSFinish: () => { told.push("end"); return "true"; },
  LMSGetLastError: () => "0",
};
</script><iframe id="sco" src="package/index.html" style="width: 100%; height: 900px"></iframe>"""


@pytest.fixture(scope="module")
def package() -> bytes:
    return scorm.packages(COURSE, [LESSON])[LESSON]


def test_the_manifest_is_that_of_scorm_and_names_every_file_of_the_package(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = set(archive.namelist())
        manifest = ET.fromstring(archive.read(scorm.MANIFEST))
    assert manifest.findtext(f"{CP}metadata/{CP}schema") == "ADL SCORM"
    assert manifest.findtext(f"{CP}metadata/{CP}schemaversion") == "1.2"
    (resource,) = manifest.iter(f"{CP}resource")
    assert resource.get(f"{ADL}scormtype") == "sco"
    (item,) = manifest.iter(f"{CP}item")
    assert item.get("identifierref") == resource.get("identifier")
    assert {one.get("href") for one in resource} == names - {scorm.MANIFEST}
    assert resource.get("href") in names
    assert not [name for name in names if name.endswith(("lesson.md", "facts.py", ".ipynb"))]


@pytest.fixture
def address(package: bytes, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "jupyter-lite.json").write_text("{}", encoding="utf-8")
    (tmp_path / "platform.html").write_text(PLATFORM, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(tmp_path / "package")
    served = sites.serving(tmp_path)
    yield f"{served.address}platform.html"
    served.stop()


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_platform_hears_how_many_steps_are_right_and_when_the_learner_leaves(
    address: str, browser: Browser
) -> None:
    page = new_page(browser, DESKTOP)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    lesson = page.frame_locator("#sco").frame_locator("#lesson")
    lesson.locator("[data-question] button").first.wait_for(state="attached")
    assert lesson.locator('a[href^="../"]').count() == 0, "a link leads out of the package"
    page.wait_for_function("told.some(one => one.startsWith('cmi.core.score.raw=0'))")
    assert page.evaluate("kept['cmi.core.lesson_status']") == "incomplete"
    question = next(
        one
        for one in load_scheme(COURSE / "solutions" / LESSON).questions
        if isinstance(one, Choice) and one.marked
    )
    step = lesson.locator(f'[data-question="{question.id}"]')
    step.get_by_text(question.options[question.right], exact=True).first.click()
    page.wait_for_function("Number(kept['cmi.core.score.raw']) > 0")
    # How the page's own bar moves is seen; the rest of its way is moved here as its script moves it.
    inside = (
        "document.getElementById('sco').contentDocument.getElementById('lesson').contentDocument"
    )
    page.evaluate(f"{{const b = {inside}.getElementById('progress'); b.max = 4; b.value = 1;}}")
    page.wait_for_function("kept['cmi.core.score.raw'] === '25'")
    page.evaluate(f"{inside}.getElementById('progress').value = 4")
    page.wait_for_function("kept['cmi.core.lesson_status'] === 'completed'")
    page.evaluate(f"{inside}.getElementById('progress').value = 2")
    page.wait_for_function("kept['cmi.core.score.raw'] === '50'")
    assert page.evaluate("kept['cmi.core.lesson_status']") == "completed", "it was taken back"
    page.evaluate("document.getElementById('sco').src = 'about:blank'")
    page.wait_for_function("told.at(-1) === 'end'")
    told = page.evaluate("told")
    assert told[0] == "begin"
    assert any(one.startswith("cmi.core.session_time=00:00:") for one in told)
    assert told.count("end") == 1
    assert faults == []
    page.context.close()


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_without_a_platform_the_lesson_works_and_nothing_is_told(
    address: str, browser: Browser
) -> None:
    page = new_page(browser, DESKTOP)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address.replace("platform.html", "package/index.html"))
    page.frame_locator("#lesson").locator("[data-question] button").first.wait_for(state="attached")
    assert faults == []
    page.context.close()
