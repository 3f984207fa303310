"""A JupyterHub for the course: ``docs/adopters/jupyterhub.md`` says how to use it.

``python3 start.py jupyterhub`` runs it, and tests/long/test_jupyterhub.py runs it as it stands. What
differs from server to server comes from the variables that the page names, so that an update of
the course never meets a change of yours. A hub of your own may take the lines that it needs.

People are users of the server, in one of two groups. Champions get the course's own page, trainers
get JupyterLab with nbgrader's formgrader and a terminal.
"""

import grp
import os
import pwd
import subprocess
import sys
from pathlib import Path

from champions.install import open_course, setup

c = get_config()  # noqa: F821 - JupyterHub puts this name here

SETTINGS = Path(__file__).resolve().parent / "settings"
#: What the hub keeps for itself: its database, its keys, the proxy's process. For root alone, so it
#: does not lie in the course, which people copy.
STATE = Path(os.environ.get("CHAMPIONS_HUB_STATE", "/var/lib/champions-hub"))
STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
STATE.chmod(0o700)  # it may have been there before
EXCHANGE = os.environ.get("CHAMPIONS_EXCHANGE", "/srv/nbgrader/exchange")
CHAMPIONS = os.environ.get("CHAMPIONS_GROUP", "champions")
TRAINERS = os.environ.get("CHAMPIONS_TRAINER_GROUP", "champions-trainers")
ADDRESS = os.environ.get("CHAMPIONS_HUB_ADDRESS", "http://127.0.0.1:8000")
#: Two ports that the hub and its proxy use between themselves, on this computer alone.
HUB_PORT = int(os.environ.get("CHAMPIONS_HUB_PORT", "8081"))
PROXY_PORT = int(os.environ.get("CHAMPIONS_HUB_PROXY_PORT", "8001"))
#: Where the hub keeps its list of users, and trainers their marks: addresses of databases.
DATABASE = os.environ.get("CHAMPIONS_HUB_DATABASE", f"sqlite:///{STATE / 'jupyterhub.sqlite'}")
GRADEBOOK = os.environ.get("CHAMPIONS_GRADEBOOK", "")
#: A learning platform from which people come; without one they log in with a password.
PLATFORM = os.environ.get("CHAMPIONS_LTI_ISSUER", "")


def _need_group(name, variable):
    """End with a sentence where a group is missing: later, people could not come in."""
    try:
        grp.getgrnam(name)
    except KeyError:
        sys.exit(
            f"This server has no group called {name}, so the hub was not started.\n"
            f"Make it with: groupadd {name}\n"
            f"Or set {variable} to the name of a group that is there."
        )


_need_group(CHAMPIONS, "CHAMPIONS_GROUP")
_need_group(TRAINERS, "CHAMPIONS_TRAINER_GROUP")


def _person(spawner):
    return pwd.getpwnam(spawner.user.name)


def _is_trainer(spawner):
    person = _person(spawner)
    return grp.getgrnam(TRAINERS).gr_gid in os.getgrouplist(person.pw_name, person.pw_gid)


# --- The hub and its proxy ------------------------------------------------------------------------

c.JupyterHub.bind_url = ADDRESS
c.JupyterHub.hub_port = HUB_PORT
c.JupyterHub.db_url = DATABASE
c.JupyterHub.cookie_secret_file = str(STATE / "cookie-secret")
# Closed with the hub, so that nobody's server is left over.
c.JupyterHub.cleanup_servers = True
c.ConfigurableHTTPProxy.command = [
    "node",
    str(setup.STATE / "jupyterhub-proxy/node_modules/configurable-http-proxy/bin")
    + "/configurable-http-proxy",
]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PROXY_PORT}"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")

# --- Who may come in ------------------------------------------------------------------------------

if PLATFORM:
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import lti

    lti.use(c)
else:
    # The names and passwords of the server itself. JupyterHub knows many other ways.
    c.JupyterHub.authenticator_class = "pam"
    c.LocalAuthenticator.allowed_groups = {CHAMPIONS, TRAINERS}

# --- A person's own server ------------------------------------------------------------------------

c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.default_url = "/tree"
# The first start of a day may be slow when a whole group comes at once.
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# The first signal makes Jupyter ask a question that nobody sees; the second ends it gently.
c.LocalProcessSpawner.interrupt_timeout = 1


def _own_course(spawner):
    """A trainer's own copy of the course, in which marks are kept; None where there is none."""
    own = Path(_person(spawner).pw_dir) / "champions"
    return own if _is_trainer(spawner) and own.is_dir() else None


def _home_of_the_course(spawner):
    return str(_own_course(spawner) or setup.COURSE)


def _settings(spawner):
    kind = "trainer" if _is_trainer(spawner) else "champion"
    return os.pathsep.join((str(SETTINGS / kind), str(SETTINGS / "everyone")))


c.Spawner.environment = {
    # Where a lesson finds its data, and a trainer's commands their course.
    "CHAMPIONS_HOME": _home_of_the_course,
    "CHAMPIONS_EXCHANGE": EXCHANGE,
    # Where nbgrader and Jupyter find the settings beside this file.
    "JUPYTER_CONFIG_PATH": _settings,
    # nbgrader calls some programs by name. The administrator's own folders are left out.
    "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
}


#: What the server has made for itself, and marks that somebody keeps in its copy of the course.
_NOT_COPIED = ("./.state", "./.venv*", "./work", "./deploy/compose/database-password.txt")
_UNPACK = 'rm -rf "$0" && mkdir "$0" && tar -C "$0" -x && mv -T "$0" "$1"'


def _give_course(spawner):
    """Give a trainer who has none a copy of the course. Root only reads: the trainer's own name writes."""
    own = Path(_person(spawner).pw_dir) / "champions"
    if own.exists():
        return
    left_out = [f"--exclude={one}" for one in _NOT_COPIED]
    packing = ("tar", "-C", str(setup.COURSE), *left_out, "-c", ".")
    unpacking = (
        "runuser",
        "-u",
        spawner.user.name,
        "--",
        "sh",
        "-c",
        _UNPACK,
        f"{own}.new",
        str(own),
    )
    with subprocess.Popen(packing, stdout=subprocess.PIPE) as packed:
        subprocess.run(unpacking, stdin=packed.stdout, check=True)


def as_they_need(spawner):
    """Give a champion the page of the course, and a trainer the tools for trainers."""
    if _is_trainer(spawner):
        if PLATFORM:  # nobody knows a trainer's account before they first come
            _give_course(spawner)
        if GRADEBOOK:  # the address may hold a password: champions never get it
            spawner.environment = {**spawner.environment, "CHAMPIONS_GRADEBOOK": GRADEBOOK}
        spawner.default_url = "/lab"
        spawner.notebook_dir = str(_own_course(spawner) or "")
        return
    home = Path(_person(spawner).pw_dir)
    spawner.environment = {
        **spawner.environment,
        # The course's own settings, and nothing that the person keeps for another Jupyter.
        "JUPYTER_CONFIG_DIR": str(open_course.SETTINGS),
        "JUPYTER_PATH": str(open_course.SETTINGS),
        "JUPYTERLAB_SETTINGS_DIR": str(open_course.SETTINGS / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / ".local/share/jupyter/workspaces"),
    }


c.Spawner.pre_spawn_hook = as_they_need
