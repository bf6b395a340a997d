"""One LanguageTool JVM, started, watched and stopped by us alone."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from healthlint.grammar.backend import GrammarUnavailableError

START_SECONDS = 30
POLL_SECONDS = 0.05
HEAP = "512m"
MAIN = "org.languagetool.server.HTTPServer"
LOG_LINES = 5

REMEDY = (
    "Everything else was checked. Harper needs no Java (--grammar harper); for LanguageTool run 'healthlint languagetool install', "
    "or set HEALTHLINT_LT_DIR to a folder with languagetool-server.jar, or HEALTHLINT_LT_URL to a running server."
)


def default_folder() -> Path:
    """Where ``healthlint languagetool install`` puts the server."""
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "healthlint" / "languagetool"


def find_java() -> str:
    """The Java to use: ``JAVA_HOME``, then the path. Raises ``GrammarUnavailableError`` if there is none."""
    home = os.environ.get("JAVA_HOME")
    candidates = [Path(home) / "bin" / "java"] if home else []
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return str(candidate)
    found = shutil.which("java")
    if found is None:
        raise GrammarUnavailableError(f"LanguageTool needs Java 17 or later and none was found in JAVA_HOME or on the path. {REMEDY}")
    return found


def find_jar(folder: Path | None = None) -> Path:
    """The server's jar in ``folder``, ``HEALTHLINT_LT_DIR`` or the default folder. Raises ``GrammarUnavailableError``."""
    named = os.environ.get("HEALTHLINT_LT_DIR")
    place = folder or (Path(named) if named else default_folder())
    # Java starts in this folder, so a path relative to ours would lead nowhere.
    jar = place.expanduser().resolve() / "languagetool-server.jar"
    if not jar.is_file():
        raise GrammarUnavailableError(f"No languagetool-server.jar in {place}. {REMEDY}")
    return jar


class Server:
    """A running server; ``close`` ends it, and so does the end of our own process."""

    def __init__(self, folder: Path | None = None) -> None:
        """Start it and wait until it answers. Raises ``GrammarUnavailableError`` with the last lines of its log."""
        jar = find_jar(folder)
        java = find_java()
        self.port = _free_port()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        classes = os.pathsep.join([str(jar), str(jar.parent / "libs" / "*")])
        command = [java, f"-Xmx{HEAP}", "-cp", classes, MAIN, "--port", str(self.port)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the user's own Java
                command, cwd=jar.parent, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
                start_new_session=True, preexec_fn=_die_with_parent(),  # noqa: PLW1509 - one system call, no threads yet
            )  # fmt: skip
        except OSError as error:
            self._log.close()
            raise GrammarUnavailableError(f"Java did not start ({error.strerror}). {REMEDY}") from error
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """Address of the server, loopback only."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Number of the Java process."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.running:
                raise GrammarUnavailableError(f"LanguageTool ended while starting: {self.last_words()} {REMEDY}")
            if answers(self.url):
                return
            time.sleep(POLL_SECONDS)
        raise GrammarUnavailableError(f"LanguageTool did not answer within {START_SECONDS} s: {self.last_words()} {REMEDY}")

    def last_words(self) -> str:
        """The last lines of the server's log, on one line."""
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").splitlines()[-LOG_LINES:]
        return " / ".join("".join(c if c.isprintable() else " " for c in line).strip() for line in lines) or "its log is empty."

    def close(self) -> None:
        """End the process and wait until it is gone."""
        if self.running:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
        self._log.close()


def answers(url: str) -> bool:
    """Whether a server says that it is well."""
    try:
        # The environment's proxy is no way to our own loopback address.
        with build_opener(ProxyHandler({})).open(f"{url}/v2/healthcheck", timeout=2) as reply:
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the server when we are killed and cannot do it ourselves."""
    if sys.platform != "linux":
        return None
    import ctypes
    import signal

    library = ctypes.CDLL(None)
    set_parent_death_signal = 1
    return lambda: library.prctl(set_parent_death_signal, signal.SIGKILL)
