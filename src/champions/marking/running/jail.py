"""What a child loses before it meets a learner's code: files, network, rights, system calls.

Linux only, by system calls through ctypes: no library that is well kept does all of it. What each
step takes away is tried by live probes in ``champions doctor`` and in tests/test_confined.py.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
NEWUSER, NEWPID, NEWNET, NEWTIME = 0x10000000, 0x20000000, 0x40000000, 0x80
_ANY_NEW = NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET
_NOSUID, _NODEV, _BIND, _REC, _PRIVATE = 2, 4, 0x1000, 0x4000, 1 << 18
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECCOMP, _CAPBSET_DROP, _SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
_ADMINISTER = 21  # the number of CAP_SYS_ADMIN
#: The user that a learner's code runs as, when we are root: never root itself.
NOBODY = 65534
#: The user id that a learner's code sees.
INSIDE = 1000

# Other systems may read this file, so that the doctor can tell them what they lack.
_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
#: The same, keeping Python's lock: for the call that makes a second process of this one.
_held: Any = ctypes.PyDLL(None, use_errno=True) if sys.platform == "linux" else None


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def _done(result: int, what: str) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def _mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    encoded = (
        source.encode(),
        target.encode(),
        kind.encode() or None,
        flags,
        data.encode() or None,
    )
    _done(_libc.mount(*encoded), f"mount {target}")


def _write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="ascii")


def give_up_root() -> None:
    """Become nobody when we are root. The host then sees no root process beside a learner's code."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # A change of user hides /proc/self, in which the user's map has to be written.
        _done(_libc.prctl(_SET_DUMPABLE, 1, 0, 0, 0), "prctl dumpable")


def fork_apart() -> int:
    """Fork, the child in new namespaces: ``os.fork`` and ``unshare`` in one step, of one process.

    The C library's fork takes no flags, so the kernel is asked itself, and Python is told what
    ``os.fork`` tells it. Only for a process with one thread.

    Returns:
        0 in the child, the child's number in the parent.

    Raises:
        OSError: when this machine does not allow it.
    """
    python, ask = ctypes.pythonapi, _held.syscall
    number = _CLONE[_known_machine(platform.machine())[1]]
    ask.argtypes, ask.restype = [ctypes.c_long] * 6, ctypes.c_long
    python.PyOS_BeforeFork()
    child = int(ask(number, _ANY_NEW & ~NEWCGROUP | signal.SIGCHLD, 0, 0, 0, 0))
    if child == 0:
        python.PyOS_AfterFork_Child()
        return 0
    python.PyOS_AfterFork_Parent()
    _done(min(child, 0), "clone")
    return child


def close_all_but(*handles: int) -> None:
    """Close every open file but these and the three usual ones."""
    first = 3
    for handle in sorted(handles):
        os.closerange(first, handle)
        first = handle + 1
    os.closerange(first, 1 << 20)


def enter(work: str, megabytes: int, keep: list[str], owner: tuple[int, int]) -> None:
    """After :func:`fork_apart`: a user of our own, and private, size-limited memory disks.

    Args:
        work: the folder that becomes the lesson's own, empty and writable.
        megabytes: the most that it holds.
        keep: folders of our Python that lie under /tmp and must stay to be seen.
        owner: the user and group that forked.

    Raises:
        OSError: when this machine does not allow it; nothing must be run then.
    """
    user, group = owner
    # Where memory runs out all the same, the lesson goes first: not the warm process, not the trainer's.
    _write("/proc/self/oom_score_adj", "1000")
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{INSIDE} {user} 1")
    _write("/proc/self/gid_map", f"{INSIDE} {group} 1")
    _mount("none", "/", "", _REC | _PRIVATE)
    held = {path: os.open(path, os.O_PATH | os.O_DIRECTORY) for path in keep}
    own = ((work, megabytes), ("/tmp", 16), ("/dev/shm", 16), ("/warm", 4))  # noqa: S108 - inside
    for folder, size in own:
        _mount("tmpfs", folder, "tmpfs", _NOSUID | _NODEV, f"size={size}m,nr_inodes=4096,mode=700")
    for path, handle in held.items():
        Path(path).mkdir(parents=True, exist_ok=True)
        _mount(f"/proc/self/fd/{handle}", path, "", _BIND | _REC)
        os.close(handle)
    # It gives zeros too, and cannot be mapped: memory mapped by way of /dev/zero escapes the watch.
    _mount("/dev/full", "/dev/zero", "", _BIND)
    # Terminals of our own: lessons that shared these could read and write each other's.
    _mount("devpts", "/dev/pts", "devpts", _NOSUID, "newinstance,ptmxmode=0666,mode=600,max=32")


def own_processes_only() -> None:
    """Show only the lesson's own processes under /proc; an empty folder where that is refused."""
    try:
        _mount("proc", "/proc", "proc", _NOSUID | _NODEV)
    except OSError:
        _mount("tmpfs", "/proc", "tmpfs", _NOSUID | _NODEV, "size=4k")


def die_with_parent() -> None:
    """End when the one who watches ends."""
    _done(_libc.prctl(_SET_PDEATHSIG, 9, 0, 0, 0), "prctl pdeathsig")


def limit(*, memory_mb: int, cpu_seconds: int, processes: int, file_mb: int) -> None:
    """Set the kernel's own limits. They hold for every process that the lesson starts."""
    import resource  # not on Windows

    megabyte = 1 << 20
    for what, much in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, file_mb * megabyte),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_AS, memory_mb * megabyte),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        resource.setrlimit(what, (much, much))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 2))


def drop_capabilities() -> None:
    """Give up every capability, for good."""
    for capability in range(64):
        with suppress(OSError):
            _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    header, nothing = _Header(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _done(_libc.capset(ctypes.byref(header), nothing), "capset")


# --- System calls ---------------------------------------------------------------------------------

#: System calls that no lesson needs: (x86-64, AArch64). From the kernel's own tables
#: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
_REFUSED = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),  # its memory would escape the watch
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "semget": (64, 190),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "shmget": (29, 194),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vhangup": (153, 58),
    "vmsplice": (278, 75),  # as memfd_create: pages in a pipe
}
#: The kernel's number for each machine, and which column above is its.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_CLONE, _CLONE3, _SOCKET, _SOCKETPAIR = (56, 220), 435, (41, 198), (53, 199)
_MMAP = (9, 222)
_AF_UNIX, _SHARED_WITHOUT_FILE = 1, 0x21
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AND = 0x54
_NUMBER, _ARCH, _FIRST_ARGUMENT, _FOURTH_ARGUMENT = 0, 4, 16, 40
_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026


def supported_machine() -> bool:
    """True when there is a table of system calls for this kind of machine."""
    return platform.machine() in _MACHINES


def _known_machine(machine: str) -> tuple[int, int]:
    if machine not in _MACHINES:
        raise OSError(f"There is no table of system calls for {machine}.")
    return _MACHINES[machine]


@cache
def program(machine: str) -> bytes:
    """The filter as the kernel reads it: classic BPF, eight bytes an instruction.

    Raises:
        OSError: for a kind of machine that has no table here.
    """
    arch, column = _known_machine(machine)

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    steps = [step(_LOAD, _ARCH), step(_IF_EQUAL, arch, 1, 0), step(_RETURN, _KILL)]
    steps += [step(_LOAD, _NUMBER)]
    if machine == "x86_64":  # the x32 calls are the same ones under other numbers
        steps += [step(_IF_AT_LEAST, 0x40000000, 0, 1), step(_RETURN, _EPERM)]
    for numbers in _REFUSED.values():
        steps += [step(_IF_EQUAL, numbers[column], 0, 1), step(_RETURN, _EPERM)]
    # clone3 hides its flags from a filter; the C library then falls back on clone.
    steps += [step(_IF_EQUAL, _CLONE3, 0, 1), step(_RETURN, _ENOSYS)]
    steps += [step(_IF_EQUAL, _CLONE[column], 0, 4), step(_LOAD, _FIRST_ARGUMENT)]
    steps += [step(_IF_ANY_BIT, _ANY_NEW, 0, 1), step(_RETURN, _EPERM), step(_LOAD, _NUMBER)]
    for call in (_SOCKET, _SOCKETPAIR):  # only sockets that stay inside the lesson
        steps += [step(_IF_EQUAL, call[column], 0, 4), step(_LOAD, _FIRST_ARGUMENT)]
        steps += [step(_IF_EQUAL, _AF_UNIX, 1, 0), step(_RETURN, _EPERM), step(_LOAD, _NUMBER)]
    # Memory shared without a file: its pages stay when a process lets go of them, so that nobody
    # is charged with them.
    steps += [step(_IF_EQUAL, _MMAP[column], 0, 5), step(_LOAD, _FOURTH_ARGUMENT)]
    steps += [step(_AND, _SHARED_WITHOUT_FILE), step(_IF_EQUAL, _SHARED_WITHOUT_FILE, 0, 1)]
    steps += [step(_RETURN, _EPERM), step(_LOAD, _NUMBER)]
    return b"".join([*steps, step(_RETURN, _ALLOW)])


def may_administer() -> bool:
    """True when this process may make namespaces as root does; root of a container often may not."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        held = next(line for line in lines if line.startswith("CapEff:")).split()[1]
        return bool(int(held, 16) >> _ADMINISTER & 1)
    return False


def prepare() -> None:
    """Make the filter once, for every lesson that is forked from here."""
    with suppress(OSError):  # a machine without a table is refused when it matters
        program(platform.machine())


def refuse_calls() -> None:
    """Put the filter on this process and all that it starts. It cannot be taken off."""
    code = program(platform.machine())
    kept = ctypes.create_string_buffer(code, len(code))
    whole = _Filter(len(code) // 8, ctypes.cast(kept, ctypes.c_void_p))
    _done(_libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl no_new_privs")
    _done(_libc.prctl(_SET_SECCOMP, 2, ctypes.byref(whole), 0, 0), "prctl seccomp")
