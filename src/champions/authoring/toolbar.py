"""The words of the notebook's own buttons. Jupyter's page knows none but English, so a lesson carries them.

A lesson in another language has them in its notes, and the extension ``champions-lesson`` reads them there.
"""

from __future__ import annotations

from champions.sentences.told import bare, later, spoken, told

#: What stands on the toolbar, and what the extension says.
WORDS = (
    later("Start lesson"),
    later("Run this step"),
    later("Save"),
    later("Get my file"),
    later("All lessons"),
    later("Start the lesson, or bring it back to life after a break. Your answers stay."),
    later("Run the step you are in and go to the next one (Shift and Enter)"),
    later("Save now. The lesson also saves itself every few seconds."),
    later("Save a copy of this lesson in your downloads, to send to your trainer"),
    later("See all lessons and open another one"),
    later("Stay in this lesson"),
    later("This step on the lesson’s page"),
    later("Getting ready. This takes a few seconds."),
    later("Press “Start lesson” above to open this form again."),
    later("The code of this step. Press Escape, then Tab, to leave it."),
    later("Your last answers are not kept yet"),
    later(
        "There may be no room left on this device. Your answers are still on this page. Close this box and press "
        "“Get my file”, so that you have them in a file. Then make room on the device."
    ),
)


def words_of_the_toolbar() -> dict[str, str]:
    """Each of them in the language that is spoken, where it is translated; nothing in English.

    >>> words_of_the_toolbar()
    {}
    """
    if spoken().is_english:
        return {}
    return {one: bare(told(one)) for one in WORDS if one in spoken().messages}
