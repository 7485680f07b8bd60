"""A person at a browser that never gives up: what is not answered is sent again, as the page's own script does."""

import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.reports import as_seen

PASSWORD = "ett-langt-losenord"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 90.0
GONE = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Got:
    status: int
    text: str
    location: str = ""


class Person:
    """Signed in; each request is a connection of its own, so that several windows may ask at once."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.cookies, self.token = port, {}, ""  # type: tuple[int, dict[str, str], str]
        page = self.insist("/logga-in/")
        form = {"login": f"{key}@prov.example", "password": PASSWORD}
        self.token = _token(page)
        assert self.insist("/logga-in/", form).status == 302, f"{key} could not sign in"
        self.token = _token(self.insist("/rapportera/"))

    def ask(self, path: str, form: dict[str, str] | None = None) -> Got:
        """Once; OSError or HTTPException when there is nobody to answer."""
        if form is None:
            return self._send("GET", path)
        body = urlencode(form | {"csrfmiddlewaretoken": self.token}).encode()
        return self._send("POST", path, body, "application/x-www-form-urlencoded")

    def insist(self, path: str, form: dict[str, str] | None = None) -> Got:
        """The same again until somebody answers with more than that something is wrong."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                got = self.ask(path, form)
                if got.status < 500:
                    return got
            except GONE:
                pass
            if time.monotonic() > until:
                raise TimeoutError(path)
            time.sleep(0.1)

    def seen(self, path: str) -> dict[str, str]:
        """What the page there tells of itself, for its form to send along."""
        return as_seen(self.insist(path).text)

    def attach(self, path: str, name: str, content: bytes) -> Got:
        """A file, as the form without script sends it: the part's own token and one file."""
        mark = "¤gräns".encode().hex()
        fields = {"csrfmiddlewaretoken": self.token, "do": "attach"}
        body = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        )
        body += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body += content + f"\r\n--{mark}--\r\n".encode()
        return self._send("POST", path, body, f"multipart/form-data; boundary={mark}")

    def _send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            head = {"Cookie": cookies, "X-CSRFToken": self.token} | ({"Content-Type": kind} if kind else {})
            connection.request(method, path, body, head)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, kept = value.partition(";")[0].partition("=")
                    self.cookies[key] = kept
            return Got(answer.status, text, answer.getheader("Location") or "")
        finally:
            connection.close()


def _token(page: Got) -> str:
    found = TOKEN.search(page.text)
    assert found, page.text[:500]
    return found[1]
