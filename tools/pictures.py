"""Makes the pictures of the documentation: builds a demo city of its own, takes the tour of README.md in
headless Chromium and keeps what it sees as docs/pictures/*.png.

`.venv/bin/python tools/pictures.py` makes all of them anew, in about half a minute. Needs `make .venv/dev` and
Chromium (`apt install chromium`; another one by CHROMIUM=/path). Your own demo data are not touched.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes; larger ones make a clone slow
UNIT = "sjohagen-ekonomiskt-bistand"
BOARD = "sdn-sjohagen"
ROUND = "t2-2026"
MANAGER, REPORTER, OUTSIDER = "gustav.norell", "nadia.berggren", "ludvig.frisk"
OFFICE, CONTROLLER, ADMINISTRATOR = "farhad.eklof", "milan.akesson", "jonas.kallio"
FILE = (
    "Nyckel;Namn;Slag;Överordnad;Från\n"
    f"sjohagen-forebyggande;Förebyggande arbete;unit;sjohagen-individ-familj;2027-01-01\n"
    f"{UNIT};Enheten för försörjningsstöd;unit;sjohagen-individ-familj;\n"
)


@contextmanager
def demo() -> Iterator[str]:
    """A demo city with a data folder of its own on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tempfile.mkdtemp(prefix="tertial-pictures-")
    environ = os.environ | {
        "TERTIAL_DATA": f"{data}/demo",
        "TERTIAL_DEMO": "1",
        "TERTIAL_PROFILE": str(ROOT / "profiles/demo"),
    }
    command = [sys.executable, "-m", "tertial.site.cli", "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(data, ignore_errors=True)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/halsa/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                sys.exit("Demostaden startade inte; läs felet ovan.")
            time.sleep(0.2)
        else:
            return address
    sys.exit("Demostaden svarade inte inom fem minuter.")


class Camera:
    """One browser, one size of window; signs in as whom one asks for."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    def as_person(self, who: str = "", width: int = 1180, height: int = 780, dark: bool = False) -> Page:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto("/logga-in/")
        if who:
            page.click(f'button[value="{who}@ekstad.example"]')
            page.wait_for_load_state()
        return page

    def keep(self, page: Page, name: str, whole: bool = False) -> None:
        page.evaluate("document.activeElement && document.activeElement.blur()")
        page.evaluate("document.fonts.ready.then(() => true)")
        picture = Image.open(BytesIO(page.screenshot(full_page=whole))).convert("RGB")
        few = picture.quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        path = PICTURES / f"{name}.png"
        few.save(path, optimize=True)
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}  {picture.width} × {picture.height}, {size // 1000} kB")
        if size > LARGEST:
            sys.exit(f"{name}.png är för stor för dokumentationen.")


def find_and_rename(camera: Camera) -> None:
    page = camera.as_person()
    camera.keep(page, "logga-in")
    page = camera.as_person(MANAGER)
    camera.keep(page, "min-sida")
    page.goto("/sok/?q=ekonomiskt+bistånd")
    camera.keep(page, "sok")
    page.goto(f"/enheter/{UNIT}/andra/")
    page.fill('[name="name"]', "Enheten för ekonomiskt stöd")
    camera.keep(page, "andra-enhet")
    page.press('[name="name"]', "Control+Enter")
    page.wait_for_url(f"**/enheter/{UNIT}/")
    camera.keep(page, "enhet-andrad", whole=True)
    page.goto(f"/enheter/{UNIT}/versioner/")
    camera.keep(page, "versioner", whole=True)


def be_refused(camera: Camera) -> None:
    page = camera.as_person(OUTSIDER)
    page.goto(f"/enheter/{UNIT}/andra/")
    camera.keep(page, "nekad")


def look_back(camera: Camera) -> None:
    page = camera.as_person(OFFICE)
    page.goto("/enheter/?dag=2024-12-31")
    camera.keep(page, "enheter-2024")
    page.goto(f"/enheter/{BOARD}/")
    camera.keep(page, "enhet")
    page.goto("/enheter/sdn-stenbro-ormvik/")
    camera.keep(page, "sammanslagen", whole=True)
    page.goto("/handelser/")
    camera.keep(page, "handelser")
    page.goto("/roller/")
    camera.keep(page, "roller")


def take_in_and_undo(camera: Camera) -> None:
    page = camera.as_person(ADMINISTRATOR)
    page.goto("/inlasning/")
    camera.keep(page, "inlasning")
    page.goto("/inlasning/ny/units/")
    content = FILE.encode("utf-8-sig")
    page.set_input_files(
        'input[type="file"]', [{"name": "enheter.csv", "mimeType": "text/csv", "buffer": content}]
    )
    page.click('main form button[type="submit"]')
    page.wait_for_load_state()
    camera.keep(page, "fil-visas", whole=True)
    page.click('form[action$="/godkann/"] button')
    page.wait_for_load_state()
    camera.keep(page, "fil-inlast")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click('form[action$="/angra/"] button')
    page.wait_for_load_state()
    camera.keep(page, "fil-angrad")


def report_and_follow_up(camera: Camera) -> None:
    page = camera.as_person(REPORTER)
    page.goto(f"/rapportera/{ROUND}/{UNIT}/")
    camera.keep(page, "rapportera")
    page = camera.as_person(CONTROLLER)
    page.goto(f"/rapportera/{ROUND}/{BOARD}/")
    page.locator("section.money").scroll_into_view_if_needed()
    camera.keep(page, "prognos")
    page = camera.as_person(OFFICE, height=960)
    page.goto(f"/omgangar/{ROUND}/")
    camera.keep(page, "omgang")
    page.goto("/matt/")
    page.goto(page.locator("main a.rowlink").first.get_attribute("href") or "")
    page.goto(page.locator('main a[href^="/varde/"]').first.get_attribute("href") or "")
    camera.keep(page, "siffran")


def read_a_plan(camera: Camera) -> None:
    page = camera.as_person(CONTROLLER, height=960)
    page.goto("/planer/las-in/")
    sample = page.get_by_role("link", name="Exempelplan som PDF").get_attribute("href") or ""
    content = page.request.get(sample).body()
    page.set_input_files(
        'input[type="file"]', [{"name": "plan.pdf", "mimeType": "application/pdf", "buffer": content}]
    )
    page.get_by_role("button", name="Läs dokumentet").click()
    page.locator(".review").wait_for(timeout=60_000)
    camera.keep(page, "granska-plan")


def one_s_own(camera: Camera) -> None:
    page = camera.as_person(REPORTER)
    page.goto("/konto/")
    camera.keep(page, "konto")
    page.goto("/konto/vikarie/")
    camera.keep(page, "vikarie")
    page = camera.as_person(REPORTER, width=390, height=760, dark=True)
    page.goto(f"/enheter/{UNIT}/")
    camera.keep(page, "mobil-mork")


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("Chromium saknas: apt install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--lang=sv-SE"],
            env=os.environ | {"LANGUAGE": "sv"},
        )
        camera = Camera(browser, address)
        for tour in (
            find_and_rename,
            be_refused,
            look_back,
            take_in_and_undo,
            report_and_follow_up,
            read_a_plan,
            one_s_own,
        ):
            tour(camera)
        browser.close()


if __name__ == "__main__":
    main()
