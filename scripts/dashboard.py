"""Uses the server's page in a headless Chromium as a person would; fails at the first thing that is not as it should be.

    scripts/test-dashboard            makes the environment, starts a server on the default model, and runs this
"""

import os
import sys

from playwright.sync_api import sync_playwright

address, pictures = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
TEXT = "The lamp at Elm Head is kept by Otto. The lamp burns rapeseed oil. Its tower is eleven metres high."


def check(truth, what):
    if not truth:
        sys.exit(f"dashboard: {what}")
    print(f"ok  {what}")


def use(page):
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    page.get_by_text("Nothing yet.").wait_for()
    page.get_by_label("or a text under a name").fill("elm-head.md")
    page.get_by_placeholder("The text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("0 of 1 in weights").wait_for()
    check(True, "a text is added")

    page.get_by_label("Question", exact=True).fill("Who keeps the lamp at Elm Head?")
    page.get_by_label("Question", exact=True).press("Enter")
    answer = page.locator("#answer .card")
    answer.get_by_text("Otto").first.wait_for()
    answer.locator("summary").first.click()
    check(answer.locator("blockquote").inner_text() == TEXT, "it is answered from, and the citation opens")

    answer.get_by_label("The right answer").fill("Mabel keeps the lamp at Elm Head since May.")
    answer.get_by_role("button", name="Correct it").click()
    lesson = page.locator("#lessons .card")
    lesson.get_by_text("Mabel").wait_for()
    if pictures:
        shoot(page)
    lesson.get_by_role("button", name="Approve").click()
    page.get_by_text("None waits.").wait_for()
    page.locator("#sources").get_by_text("Corrections").wait_for()
    check(True, "a correction waits, and is approved")

    page.get_by_role("button", name="Learn now").click()
    page.locator("#progress").wait_for()
    page.get_by_text("The last update ended").wait_for(timeout=600_000)
    check("0 passages wait" in page.locator("#learning").inner_text(), "what waits is learned")
    page.get_by_label("Question", exact=True).fill("Who keeps the lamp at Elm Head since May?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#answer .card").get_by_text("Mabel").first.wait_for(timeout=60_000)
    check(True, "the new answer is given")

    versions = page.locator("#versions tbody tr")
    check(versions.count() >= 2, "there are versions")
    page.get_by_role("button", name="Let it answer").first.click()
    page.wait_for_function("document.querySelector('#versions tbody tr').innerText.includes('active') === false")
    check(True, "an earlier version answers again")
    for title in ["Corrections", "Elm head"]:
        page.get_by_role("button", name=f"Forget {title}").click()
        page.get_by_role("button", name=f"Forget {title}").wait_for(state="detached")
    page.get_by_text("Nothing yet.").wait_for()
    check(True, "all is forgotten")
    check(not troubles, f"the browser has nothing to say {troubles}")


def shoot(page):
    for scheme in ["light", "dark"]:
        for width in [1200, 390]:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=os.path.join(pictures, f"dashboard-{scheme}-{width}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1200, "height": 900})


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    use(browser.new_page(viewport={"width": 1200, "height": 900}))
    browser.close()
