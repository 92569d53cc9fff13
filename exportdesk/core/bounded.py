"""Keeps a process within bounds: memory, and what it may do to the machine."""

import os
import sys
import threading
import time

OUT_OF_MEMORY = 77
"""How a process ends that was about to take more memory than it may."""

_LOOK_SECONDS = 0.05
_FORBIDDEN = (
    *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"),
    *("os.startfile", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.symlink", "os.link"),
    *("os.truncate", "os.chmod", "subprocess.Popen", "socket.connect", "socket.bind"),
    *("socket.sendto", "socket.getaddrinfo", "webbrowser.open", "urllib.Request"),
)


def limit_memory(most: int) -> None:
    """End this process, or refuse it more, once it holds more than `most` bytes."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        return
    threading.Thread(target=_watch, args=(most,), daemon=True).start()


def forbid_acting() -> None:
    """Refuse this process, for good, to start programs, to write files and to open connections."""
    sys.addaudithook(_refuse)


def peak_memory() -> int:
    """Return the most bytes that this process held so far."""
    if sys.platform == "win32":
        return _windows_peak()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and bool(set(mode) & set("wax+"))
        if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            raise PermissionError(event)


def _watch(most: int) -> None:
    while peak_memory() <= most:
        time.sleep(_LOOK_SECONDS)
    os._exit(OUT_OF_MEMORY)


def _windows_peak() -> int:
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    ask = kernel.K32GetProcessMemoryInfo
    ask.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
    found = Counters(cb=ctypes.sizeof(Counters))
    if not ask(kernel.GetCurrentProcess(), ctypes.byref(found), found.cb):
        return 0
    return int(found.PeakPagefileUsage)
