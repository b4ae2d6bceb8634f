"""Decides whether the report of `dechrome --explain html` is good in a real browser: it asks the network for nothing, runs
nothing, fits every screen, and is readable in light and dark. From the pages of the corpus and some made here, or from the
pages that are named; leaves screenshots for somebody to look at. For `make test-report`."""

import pathlib
import shutil
import subprocess
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# How the report is looked at: width, height and colour scheme.
VIEWS = {
    "desktop-light": (1280, 900, "light"),
    "desktop-dark": (1280, 900, "dark"),
    "phone-light": (360, 740, "light"),
    "phone-dark": (360, 740, "dark"),
}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Blocks that the audit looks at: it asks for the colours behind every element, and blocks differ in little but words.
AUDITED = 30
# Kinds of pages that differ in the report: running text, posts, a shop, tables, right to left, no spaces, nothing, no tags.
CASES = [
    "wire-news",
    "forum-thread",
    "product-page",
    "documentation",
    "wire-news-arabic",
    "newspaper-japanese",
    "json-ld-body-only",
    "navigation-only",
    "bad-empty",
    "wire-news-text",
]

PROSE = "The ferry waited an hour for the fog to lift, and the passengers drank tea in the hall. "
HOSTILE = (
    """<!DOCTYPE html><html lang='en"><script>bad()</script>'><title>&lt;/title>&lt;script>bad()&lt;/script></title>
<meta name=author content='"><img src=https://evil.example/a onerror=bad()>'>
<link rel=canonical href="javascript:bad()"><base href="https://evil.example/">
<meta property=og:image content="https://evil.example/i.png">
<h1>&lt;/h1>&lt;iframe src=https://evil.example/>&lt;/iframe> &lt;style>*{display:none}&lt;/style></h1>
<div class="&quot;&gt;&lt;script&gt;bad()&lt;/script&gt;"><p onclick=bad()>"""
    + "&lt;script src=https://evil.example/x.js>&lt;/script> &lt;img src=x onerror=bad()> "
    + PROSE * 3
    + "</p></div><p>"
    + "unbreakable" * 300
    + "</p><pre>"
    + "very_long_name_" * 100
    + "</pre><p>\u202eturned around\u202c \u0627\u0644\u0645\u064a\u0646\u0627\u0621 and back</p>"
)
HUGE = "<title>Many</title><main>" + "".join(f"<p>{number}: {PROSE}</p><a href=/{number}>More</a>" for number in range(1500))

# Unfolds everything and lays out what is off the screen too.
UNFOLD = """() => {
    const style = document.createElement('style');
    style.textContent = '.blocks > li { content-visibility: visible !important }';
    document.head.append(style);
    document.querySelectorAll('details').forEach(details => { details.open = true });
}"""
# Leaves only so many blocks of either verdict.
SHORTEN = """most => {
    for (const verdict of ['kept', 'dropped']) {
        [...document.querySelectorAll(`.blocks > .${verdict}`)].slice(most / 2).forEach(block => block.remove());
    }
}"""
# What is wider than the screen and not cut off or scrolled by something around it.
TOO_WIDE = """() => {
    const wide = document.documentElement.clientWidth, found = [];
    if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways');
    for (const element of document.body.querySelectorAll('*')) {
        const box = element.getBoundingClientRect();
        if (box.width && (box.right > wide + 1 || box.left < -1) && !element.closest('.unseen, .skip, .bar, svg')) {
            found.push(`${element.tagName}.${element.className}: ${Math.round(box.left)} to ${Math.round(box.right)}`);
        }
    }
    return found.slice(0, 5);
}"""
ACTIVE = """() => {
    const found = [];
    for (const element of document.querySelectorAll('*')) {
        if (/^(SCRIPT|IFRAME|OBJECT|EMBED|IMG|FORM|BASE|LINK|VIDEO|AUDIO)$/i.test(element.tagName)) found.push(element.tagName);
        for (const { name, value } of element.attributes) {
            if (/^on/i.test(name)) found.push(`${element.tagName} ${name}`);
            if (name === 'href' && !/^(https?:|#)/i.test(value)) found.push(`${element.tagName} ${name}=${value}`);
        }
    }
    return found.slice(0, 5);
}"""
COUNTS = "[...document.querySelectorAll('.blocks > li')].filter(block => block.offsetParent !== null).map(block => block.classList[0])"


def pages(folder, named):
    """The pages that are looked at, by name."""
    if named:
        # The pages of the corpus are told apart by their folders.
        return {path.parent.name + "-" + path.stem: path for path in map(pathlib.Path, named)}
    found = {}
    for case in CASES:
        found[case] = next(pathlib.Path("corpus", case).glob("page.*"))
    for name, text in {"hostile": HOSTILE, "huge": HUGE}.items():
        found[name] = folder / f"{name}.page.html"
        found[name].write_text(text)
    return found


def report(binary, page, target):
    """Writes the report of a page; a page without an article has one too."""
    with target.open("wb") as output:
        done = subprocess.run([binary, "--quiet", "--explain", "html", str(page)], stdout=output, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{page}: dechrome ended with {done.returncode}")


def look(browser, path, view, folder):
    """Opens a report in one view and gives back what is wrong with it."""
    width, height, scheme = VIEWS[view]
    # The audit is a script, which the report's own policy forbids; the policy is looked at in another view.
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=view != "desktop-light"
    )
    page = context.new_page()
    # A page of thousands of blocks on a busy machine.
    page.set_default_timeout(180_000)
    faults, address = [], path.as_uri()
    page.on("request", lambda request: request.url == address or faults.append(f"asks for {request.url}"))
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.goto(address)
    picture(page, folder / f"{path.stem}-{view}.png")
    faults += [f"active: {found}" for found in page.evaluate(ACTIVE)]
    blocks = page.evaluate(COUNTS)
    if blocks and view == "desktop-light":
        faults += choices(page, blocks)
    if view != "desktop-light":
        page.evaluate(UNFOLD)
        faults += [f"too wide: {found}" for found in page.evaluate(TOO_WIDE)]
        page.evaluate(SHORTEN, AUDITED)
        picture(page, folder / f"{path.stem}-{view}-unfolded.png")
        faults += audit(page)
    else:
        page.emulate_media(media="print")
        page.pdf(path=folder / f"{path.stem}.pdf")
    context.close()
    return faults


def picture(page, path):
    """Leaves what stands on the first four screens: the blocks of a report begin below the first of a phone."""
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(whole, 4 * height)})


def choices(page, blocks):
    """Whether each choice shows what it says and nothing else."""
    faults = []
    for choice in ("kept", "dropped"):
        page.locator(f"#show-{choice}").check(force=True)
        shown = page.evaluate(COUNTS)
        if shown != [block for block in blocks if block == choice]:
            faults.append(f"the choice '{choice}' shows {len(shown)} of {blocks.count(choice)} blocks")
    page.locator("#show-all").check(force=True)
    return faults


def audit(page):
    """What the rules of WCAG A and AA find, contrast among it."""
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]} ({len(fault['nodes'])} times)" for fault in found]


def main():
    """Looks at every page in every view."""
    binary, folder, named = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    failed = 0
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        with playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
            for name, page in pages(folder, named).items():
                path = folder / f"{name}.html"
                report(binary, page, path)
                for view in VIEWS:
                    faults = look(browser, path, view, folder)
                    failed += bool(faults)
                    print(f"{name} {view}: {'; '.join(faults) or 'good'}")
    print(f"Screenshots are in {folder}")
    sys.exit(f"{failed} views are not good" if failed else 0)


main()
