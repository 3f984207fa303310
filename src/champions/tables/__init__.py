"""Tables that people send: a file's bytes or pasted text in, a frozen result and plain notes out.

One reader for lists of people, a champion's own numbers and adopters' data. It finds the letters
(encoding), what parts the columns (delimiter), the sheet, the rows of titles above the table and the row
or two that name its columns. It says what it found and what it assumed. It does not say what a column
means: who a person is, or what a date is, the rooms above decide.

Formats that it was made for, each looked up in the source or in what its users report:

- Canvas, ``lib/gradebook_exporter.rb``: an optional byte order mark, comma or semicolon and numbers by the
  user's language, and a row "    Points Possible" (at times one more) between the heads and the people.
- Moodle, ``grade/export/txt`` with ``lib/csvlib.class.php``: comma, semicolon, tab or colon, as the trainer
  chose. A colon is in every time of day, so it is not tried here.
- Brightspace's export (``OrgDefinedId`` to ``End-of-Line Indicator``) and Blackboard's or WebAssign's
  ``.xls``, which is text with tabs; other platforms' ``.xls`` is a web page with a table in it
  (hhurz/tableExport.jquery.plugin, issues 49 and 324).
- NHS England's published tables: 4 to 17 rows of title above the heads (HFAnalyticsLab/COVID19_NHS111
  skips 4; A&E time series skip 17), an empty first column, and heads over two rows with merged cells.
- Excel: "Unicode text" is UTF-16 with tabs; "CSV" is Windows-1252 or Mac Roman; "CSV UTF-8" has a byte
  order mark; ``sep=;`` may stand on the first line.

Quoting is Python's ``csv``, workbooks are openpyxl's (imported when one comes; a browser has none, and
then a sentence says what to do), web pages are Python's ``html.parser``. The encoding is found by code of
our own: charset-normalizer, which the course has, is not in a browser, and on lists as short as ours it
took "Zoë Example" in Windows-1252 for Windows-1250, "José" for code page 1006 and "£12" for Japanese.

Nothing but :class:`NotATable` is raised, whatever the bytes.
"""

from champions.tables.head import normal
from champions.tables.reading import LARGEST, of_rows, read, read_text
from champions.tables.result import Cell, NotATable, Note, Read, Sheet, Table

__all__ = [
    "LARGEST",
    "Cell",
    "NotATable",
    "Note",
    "Read",
    "Sheet",
    "Table",
    "normal",
    "of_rows",
    "read",
    "read_text",
]
