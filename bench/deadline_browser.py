"""One person's browser for bench/deadline.py: a kept connection, cookies, a form's token, one request at a time."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlencode

TRIES = 3
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BOX = re.compile(r'data-answer="(\d+)" data-version="(\d+)" data-save="([^"]+)"')
FIELD = re.compile(r'data-field="(\w+)"')


@dataclass
class Answer:
    """A field of the workspace, as the page tells of it."""

    pk: int
    version: int
    address: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Got:
    status: int
    body: bytes
    location: str = ""


class Browser:
    """`address` is what the proxy says of where the person sits."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address, self.token = port, address, ""
        self.cookies: dict[str, str] = {}
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.again = 0  # requests sent once more, because the connection had been closed

    async def sign_in(self, email: str, password: str) -> None:
        page = await self.ask("/logga-in/")
        self._take_token(page)
        form = {"login": email, "password": password, "csrfmiddlewaretoken": self.token}
        got = await self.ask("/logga-in/", form)
        if got.status != 302 or "sessionid" not in self.cookies:
            raise SystemExit(f"{email} could not sign in: {got.status}")

    async def open(self, path: str) -> tuple[str, list[Answer]]:
        """A part of a report, with the fields that can be written in it."""
        got = await self.ask(path)
        if got.status != 200:
            raise SystemExit(f"{path}: {got.status}")
        self._take_token(got)
        page = got.body.decode()
        boxes = list(BOX.finditer(page))
        ends = [each.start() for each in boxes[1:]] + [len(page)]
        return page, [
            Answer(int(box[1]), int(box[2]), box[3], tuple(FIELD.findall(page, box.end(), end)))
            for box, end in zip(boxes, ends, strict=True)
        ]

    def _take_token(self, page: Got) -> None:
        found = TOKEN.search(page.body.decode())
        assert found, "no token on the page"
        self.token = found[1]

    async def ask(self, path: str, form: dict[str, str] | None = None, *, live: bool = False) -> Got:
        """What the page's own script does too: a connection that is gone is opened anew, and the same sent again."""
        for left in range(TRIES, 0, -1):
            try:
                return await self._once(path, form, live)
            except (OSError, EOFError):
                self.streams, self.again = None, self.again + 1
                if left == 1:
                    raise
        raise AssertionError

    async def _once(self, path: str, form: dict[str, str] | None, live: bool) -> Got:
        reader, writer = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        self.streams = reader, writer
        body = urlencode(form).encode() if form else b""
        said = {
            "Host": f"127.0.0.1:{self.port}",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Length": str(len(body)),
        }
        if form:
            said |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
        if live:
            said["HX-Request"] = "true"
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        writer.write(f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        await writer.drain()
        return await self._got(reader, writer)

    async def _got(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Got:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
        said = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        for name, value in said:
            if name == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        head = dict(said)
        if head.get("transfer-encoding") == "chunked":
            body = b""
            while size := int((await reader.readline()).strip() or b"0", 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
        else:
            body = await reader.readexactly(int(head.get("content-length", "0")))
        if head.get("connection", "").lower() == "close":
            writer.close()
            self.streams = None
        return Got(int(first.split()[1]), body, head.get("location", ""))
