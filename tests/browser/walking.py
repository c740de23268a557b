"""How somebody walks through the product: by the words of links, buttons and boxes, and by nothing else."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from playwright.sync_api import FilePayload, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

UNHURRIED = 90
MOST_TRIES = 5
expect.set_options(timeout=20_000)


@dataclass
class Walker:
    """One person at one screen, with scripts or without; `look` is asked about every page they come to."""

    page: Page
    javascript: bool = True
    look: Callable[[Page], None] = lambda page: None

    def arrive(self, heading: str) -> None:
        """Is on the page of this heading, within the time a busy machine takes."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, ignore_case=True)
        self.page.wait_for_load_state()
        self.look(self.page)

    def is_told(self, words: str) -> None:
        """Meets a banner with these words after a deed."""
        banner = self.page.locator(".nhsuk-notification-banner").filter(has_text=words)
        expect(banner.first).to_be_visible()
        self.look(self.page)

    def sign_in(self, login: str) -> None:
        self.page.goto("/sign-in/")
        self.fill("E-mail address", f"{login}@demo.example")
        self.page.get_by_label("Password", exact=True).fill(settings.DEMONSTRATION_PASSWORD)
        self.press("Sign in")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def sign_out(self) -> None:
        self.press("Sign out")
        self.page.wait_for_url("**/sign-in/")

    def go(self, name: str) -> None:
        """Follows an entry of the main navigation, out of its menu when a script found no room for it on the line."""
        main = self.page.get_by_role("navigation", name="Main")
        entry, menu = main.get_by_role("link", name=name, exact=True), main.get_by_role("button")
        expect(entry.or_(menu).first).to_be_visible()
        for _ in range(MOST_TRIES):  # a script may move it into the menu after it was seen
            if not entry.is_visible():
                menu.click()
            with suppress(PlaywrightTimeout):
                return entry.click(timeout=4_000)
        raise AssertionError(f"No entry of the main navigation leads to {name}")

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page.get_by_role("main")).get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label).first.fill(value)

    def fill_date(self, label: str, day: date) -> None:
        boxes = self.page.get_by_role("group", name=label)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(box).fill(str(number))

    def choose(self, label: str, words: str) -> None:
        """Takes the entry with these words out of a list."""
        box = self.page.get_by_role("combobox", name=label).first
        box.select_option(label=box.locator("option").filter(has_text=words).first.inner_text())

    def find(self, words: str) -> None:
        """Asks the search box of every page."""
        box = self.page.get_by_label("Search people, teams and posts")
        box.fill(words)
        box.press("Enter")
        self.arrive("Search")

    def row(self, words: str) -> Locator:
        """The one row of a table that names this."""
        return self.page.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=words))

    def said(self) -> str:
        """Everything that stands in the page, once all of it has come."""
        self.page.wait_for_load_state()
        return self.page.get_by_role("main").inner_text()

    def wait_for_the_worker(self, over: Locator) -> None:
        """With scripts the page looks again by itself; without, its link is followed until the work is over."""
        still = self.page.get_by_role("link", name="See how far it is now")
        until = time.monotonic() + UNHURRIED
        while not self.javascript and not over.count() and time.monotonic() < until:
            still.click()
            self.page.wait_for_timeout(300)
        expect(over).to_be_visible(timeout=1000 * UNHURRIED)
        expect(still).to_have_count(0)
        self.look(self.page)

    def load(self, workbook: FilePayload) -> None:
        """Chooses a workbook and waits until it has been read."""
        self.go("Load a workbook")
        self.arrive("Load a workbook")
        self.follow("Choose a workbook")
        self.arrive("Load a workbook")
        self.page.get_by_label("Workbook").set_input_files(workbook)
        self.press("Read this workbook")
        self.wait_for_the_worker(self.page.get_by_role("heading", name="Before you confirm"))
