"""Every sentence that the reader of tables says: whole, with named parts, so that languages can follow."""

from __future__ import annotations

from typing import Any

from champions.sentences.told import InWords, later, told

_SAVE_CSV = later(
    "Open it in your spreadsheet program. Choose File, then Save as (or "
    'Download). As the kind of file choose CSV, "comma separated values". Then '
    "choose that new file here."
)

_SAID = {
    # What is no table, and what to do.
    "empty": later("This file is empty."),
    "empty-do": later("Save it again from your spreadsheet, and choose it here."),
    "nothing": later("There is nothing in this file."),
    "nothing-do": later("Save it again from your spreadsheet as CSV."),
    "nothing-pasted": later("There is nothing in this list."),
    "nothing-pasted-do": later("Type or paste one row a line."),
    "too-large": later("This file is larger than {megabytes} megabytes."),
    "too-large-do": later(
        "Keep the columns that you need only, save it again, and choose that file."
    ),
    "too-wide": later("This file has more than {most} columns."),
    "too-wide-do": later("Keep the columns that you need, save it again, and choose that file."),
    "no-text": later("This file holds no text."),
    "save-csv": _SAVE_CSV,
    "picture": later("This file is a picture. A picture cannot be read as numbers or names."),
    "picture-do": later(
        "Type in what it shows, or save the spreadsheet itself as CSV and choose that file."
    ),
    "pdf": later("This file is a PDF. A PDF has no table that can be read for sure."),
    "pdf-do": later(
        "Ask for the spreadsheet that it was made from. Save that as CSV, and choose that file."
    ),
    "old-excel": later("This is an older Excel file (.xls)."),
    "old-excel-do": later(
        "Open it, choose Save as, and save it as .xlsx or as CSV. Then choose that new file."
    ),
    "excel-xml": later("This is a spreadsheet in an older XML form."),
    "locked": later("This workbook has a password, or is locked by your organisation."),
    "locked-do": later(
        "Open it, copy the table to a new workbook, and save that as CSV without a password."
    ),
    "binary-excel": later("This is an Excel file of the binary kind (.xlsb)."),
    "opendocument": later("This is an OpenDocument spreadsheet (.ods). The course cannot read it."),
    "numbers": later("This is a Numbers file from a Mac or an iPad."),
    "numbers-do": later(
        "Open it in Numbers. Choose File, then Export To, then CSV. Then choose that new file."
    ),
    "document": later("This is a document with text, such as one from Word."),
    "document-do": later("Copy the table in it to a new spreadsheet, and save that as CSV."),
    "mail": later("This is a saved e-mail."),
    "mail-do": later(
        "Open the e-mail, save the table that is attached to it, and choose that file."
    ),
    "packed": later("This is a packed file, such as .zip."),
    "packed-do": later("Unpack it, and choose the table inside."),
    "database": later("This file is a database or a kind of data that the course cannot read."),
    "broken-workbook": later(
        "This Excel file cannot be opened. It may be damaged, or not be an Excel file."
    ),
    "broken-workbook-do": later(
        "Open it, choose Save as, and save it as CSV. Then choose that new file."
    ),
    "large-workbook": later("This Excel file is too large to be read here."),
    "no-workbooks": later(
        "This is an Excel file. The part of the course that reads Excel files did not come."
    ),
    "no-workbooks-do": later(
        "If you have a network, choose the file again. If not, use a CSV file. Open it in your spreadsheet "
        "program. Choose File, then Save as (or Download). As the kind of file choose CSV, "
        '"comma separated values". Then choose that new file here.'
    ),
    "page": later("This is a web page with no table in it."),
    "no-sheet": later("This file has no sheet called {wanted}. It has: {sheets}."),
    "no-sheet-do": later("Check the name of the sheet."),
    "which-sheet": later("This file has more than one table: {sheets}. Which one is meant?"),
    "choose-sheet": later(
        "Keep one of them in the file, or save that one as CSV. Then choose that file."
    ),
    "no-table": later("This file holds no table that we can read."),
    # How it was read.
    "letters-windows": later(
        'The letters are in an older Windows form. Look whether "{shown}" is right.'
    ),
    "letters-windows-plain": later("The letters are in an older Windows form."),
    "letters-mac": later('The letters are in an older Mac form. Look whether "{shown}" is right.'),
    "letters-guessed": (
        later(
            "The letters are in an older form. We read them as {form}. Look whether "
            '"{shown}" is right. If it is not, choose Save as in Excel, then "CSV '
            'UTF-8", and send that.'
        )
    ),
    "letters-unknown": (
        later(
            'The letters are in a form that we do not know: "{shown}" may be wrong. '
            'In Excel choose Save as, then "CSV UTF-8", and send that.'
        )
    ),
    "letters-mixed": (
        later(
            "The letters are in two forms. We read these lines in an older Windows "
            'form: {lines}. Look whether "{shown}" is right.'
        )
    ),
    "letters-cut": later("The file ends in the middle of a letter. It may be cut off."),
    "columns": later("The columns are parted by {sign}."),
    "columns-unsure": (
        later(
            "We read {sign} as what parts the columns. It could be {other} too. Look "
            "whether the columns are right."
        )
    ),
    "quotes": later(
        "A quote mark is opened and not closed, so quote marks were read as plain signs."
    ),
    "above-one": later('1 line above the table left out: "{titles}".'),
    "above": later('{count} lines above the table left out: "{titles}".'),
    "no-head": later(
        "The first line holds no names, so the columns are called Column 1, Column 2 …"
    ),
    "joined": later('The heads stand in two rows. We joined them, such as "{shown}".'),
    "repeats": later("Some columns have the same name. We call them: {names}."),
    "blank-one": later("1 blank line was passed over."),
    "blank": later("{count} blank lines were passed over."),
    "longer": later("These lines have more cells than there are names of columns: {lines}."),
    "shorter": later("These lines have fewer cells than the others: {lines}."),
    "footers": later(
        "These lines look like a total or a note below the table: {lines}. They are kept."
    ),
    "breaks": later("Some cells hold more than one line of text. They begin on: {lines}."),
    "sheet": later("The table is from the sheet {sheet}. These hold no table: {others}."),
    "hidden": later("These sheets are hidden, and were not read: {sheets}."),
    "hidden-rows": later("These rows are hidden in the workbook, and were read too: {lines}."),
    "hidden-columns": later(
        "These columns are hidden in the workbook, and were read too: {columns}."
    ),
    "merged": later('A merged cell counts for each of its rows, such as "{shown}".'),
    "web-page": later("This file is a web page with a table in it, whatever its name says."),
    "formulas": (
        later(
            "Some cells hold formulas without a result, and count as empty: {cells}. "
            "Open the file in Excel, save it, and send it again."
        )
    ),
}

#: The signs that part columns, as people call them.
SIGNS = InWords(
    {
        ",": later("commas"),
        ";": later("semicolons"),
        "\t": later("tabs"),
        "|": later("upright strokes"),
    }
)


def say(key: str, **parts: Any) -> str:
    """One sentence, with its named parts filled in.

    >>> say("columns", sign=SIGNS[";"])
    'The columns are parted by semicolons.'
    """
    return told(_SAID[key], **parts)


def listed(items: list[str], most: int = 5) -> str:
    """A few of many, as a plain list.

    >>> listed(["3", "5"]), listed([str(n) for n in range(9)], 2)
    ('3, 5', '0, 1 …')
    """
    return ", ".join(items[:most]) + (" …" if len(items) > most else "")


def short(text: str, most: int = 80) -> str:
    """Text of at most so many signs."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
