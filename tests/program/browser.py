# SPDX-License-Identifier: Apache-2.0
"""Headless Chromium, spoken to over two pipes by its DevTools protocol: no port, no network, no other package."""

import base64
import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import time

from desk import ENVIRONMENT, Broken, Skipped, wait_for

NAMES = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = ["--headless", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu",
         "--disable-dev-shm-usage", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars",
         "--force-color-profile=srgb", "--font-render-hinting=none", "--password-store=basic", "--mute-audio"]
WAIT_SECONDS = 100
GO_AWAY_SECONDS = 5
ASKED_BY_BROWSER, TOLD_BY_BROWSER = 3, 4  # the ends that Chromium wants its pipes at


class Browser:
    """One process with a profile of its own in `folder`; ended with all its children by close()."""

    def __init__(self, folder):
        program = next(filter(None, (shutil.which(name, path=ENVIRONMENT["PATH"]) for name in NAMES)), None)
        if program is None:
            raise Skipped(f"none of {', '.join(NAMES)} is installed")
        home = folder / "browser"
        home.mkdir()
        self.log = home / "log.txt"
        self.waiting, self.events, self.number, self.ended = b"", [], 0, False
        asks, self.asking = os.pipe()
        self.told, tells = os.pipe()
        # Out of the way of the two numbers that the pipes get in the child.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (asks, tells)]
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.process = os.posix_spawn(
            program, [program, *FLAGS, *root, f"--user-data-dir={home / 'profile'}", "about:blank"],
            {**ENVIRONMENT, "HOME": str(home)}, setpgroup=0, file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, str(self.log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
                (os.POSIX_SPAWN_DUP2, high[0], ASKED_BY_BROWSER), (os.POSIX_SPAWN_DUP2, high[1], TOLD_BY_BROWSER)])
        for end in (asks, tells, *high):
            os.close(end)
        try:
            self.version = self.ask("Browser.getVersion")["product"]
        except Broken as reason:
            self.close()
            raise Skipped(f"{program} does not run here: {reason}") from None

    def close(self):
        """Asks it to go, waits a little, then ends its process group."""
        if not self.ended:
            with contextlib.suppress(OSError):
                self.send({"id": 0, "method": "Browser.close"})
            end = time.monotonic() + GO_AWAY_SECONDS
            while not self.is_gone() and time.monotonic() < end:
                time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)
        wait_for(self.is_gone, "the end of the browser")
        for pipe in (self.asking, self.told):
            os.close(pipe)

    def is_gone(self):
        if not self.ended:
            self.ended = os.waitpid(self.process, os.WNOHANG) != (0, 0)
        return self.ended

    def send(self, message):
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.asking, rest):]

    def ask(self, method, session=None, **values):
        """The answer to one command. What happens meanwhile is added to `events`."""
        self.number += 1
        number = self.number
        with contextlib.suppress(BrokenPipeError):  # reading tells more
            self.send({"id": number, "method": method, "params": values, **({"sessionId": session} if session else {})})
        end = time.monotonic() + WAIT_SECONDS
        while True:
            message = self.next_message(end, method)
            if message.get("id") == number:
                if "error" in message:
                    raise Broken(f"{method}: {message['error']}")
                return message["result"]

    def next_message(self, end, wanted):
        while b"\0" not in self.waiting:
            if not select.select([self.told], [], [], max(0, end - time.monotonic()))[0]:
                raise Broken(f"the browser did not answer {wanted} within {WAIT_SECONDS} seconds")
            piece = os.read(self.told, 1 << 20)
            if not piece:
                raise Broken(f"the browser ended at {wanted}: {self.log.read_text(errors='replace')[-2000:]}")
            self.waiting += piece
        first, self.waiting = self.waiting.split(b"\0", 1)
        message = json.loads(first)
        if "method" in message:
            self.events.append(message)
        return message


class Page:
    """One tab. `requests` are addresses that were asked for, `complaints` what its console says."""

    def __init__(self, browser):
        self.browser = browser
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")

    def ask(self, method, **values):
        return self.browser.ask(method, self.session, **values)

    def shown_as(self, width=1280, height=900, scheme="light", scale=1):
        """The size of the window in CSS pixels, and what the reader prefers."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme},
                                                         {"name": "prefers-reduced-motion", "value": "reduce"}])
        return self

    def open(self, path):
        """Waits for the whole page, and forgets what the former one did."""
        self.browser.events.clear()
        loader = self.ask("Page.navigate", url=path.resolve().as_uri())
        if "errorText" in loader:
            raise Broken(f"{path}: {loader['errorText']}")
        end = time.monotonic() + WAIT_SECONDS
        while not any(event["method"] == "Page.loadEventFired" for event in self.events()):
            self.browser.next_message(end, "the page to be loaded")
        return self

    def events(self):
        return [event for event in self.browser.events if event.get("sessionId") == self.session]

    @property
    def requests(self):
        return [event["params"]["request"]["url"] for event in self.events() if event["method"] == "Network.requestWillBeSent"]

    @property
    def complaints(self):
        words = {"Runtime.consoleAPICalled": "args", "Runtime.exceptionThrown": "exceptionDetails", "Log.entryAdded": "entry",
                 "Page.javascriptDialogOpening": "message"}
        return [event["params"][words[event["method"]]] for event in self.events() if event["method"] in words]

    def value(self, expression):
        """Of JavaScript, asked from outside of the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise Broken(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def go_to(self, anchor):
        """Follows a link inside of the page."""
        return self.ask("Page.navigate", url=self.value("location.href.split('#')[0]") + "#" + anchor)

    def picture(self, clip=None, whole=False):
        """A PNG of the window, of a part {x, y, width, height}, or of the whole page."""
        more = {"clip": {**clip, "scale": 1}} if clip else {}
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole or bool(clip),
                                         **more)["data"])

    def paper(self):
        """A PDF as the page's own rules for paper want it."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])


@contextlib.contextmanager
def opened(folder):
    browser = Browser(folder)
    try:
        yield Page(browser)
    finally:
        browser.close()
