"""nbgrader's settings for everybody on a JupyterHub of the course: where work is handed over.

A trainer's own copy of the course has an ``nbgrader_config.py`` too, which adds to these.
"""

import os

c = get_config()  # noqa: F821 - nbgrader puts this name here

c.Exchange.root = os.environ.get("CHAMPIONS_EXCHANGE", "/srv/nbgrader/exchange")
c.CourseDirectory.course_id = "champions"
