"""The editors' report in a real browser: accessible, complete on paper, harmless, and pleasant with a keyboard."""

import json
import shutil
from pathlib import Path
from unicodedata import normalize

import pytest
from made_reports import make_article, make_finding, make_report

from healthlint.cli.main import main
from healthlint.model import Facts, Span
from healthlint.records import replace
from healthlint.report.formats import render
from requirements import module, require

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
MAGNESIUM = ROOT / "fixtures" / "articles" / "magnesium-for-neck-pain" / "article.txt"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARABIC = "صداع\n\nقد يساعد الماء على تخفيف الصداع.\n"


@pytest.fixture(scope="module")
def browser():
    require("chromium", CHROMIUM, "install Chromium with the system's package manager")
    require("playwright", module("playwright"), "pip install playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def axe():
    require("axe-core", module("axe_playwright_python"), "pip install axe-playwright-python")
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.fixture
def show(browser, tmp_path):
    """Opens a report; fails at the end if the page asked for anything but itself or complained."""
    contexts, trouble = [], []

    def opened(report, fragment="", **options):
        file = tmp_path / f"report{len(contexts)}.html"
        file.write_text(render("html", report) if not isinstance(report, str) else report, "utf-8")
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: trouble.append(str(e)))
        page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: trouble.append(r.url) if not r.url.startswith("file://") else None)
        page.goto(file.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


def many_findings(number):
    def found(d):
        return tuple(make_finding(d, f"claims/rule-{n:03}", "cures", message=f"Finding {n} of many.") for n in range(number))

    return make_report(make_article(findings=found))


def arabic():
    facts = Facts(language="ar")
    return make_report(make_article(ARABIC, findings=lambda d: (make_finding(d, "claims/x", "الماء"),), facts=lambda _: facts))


def several():
    return make_report(make_article(path="a.md"), make_article(path="b.md", findings=lambda _: (), crashes={}))


MADE = {
    "full": make_report,
    "none": lambda: make_report(make_article(findings=lambda _: (), crashes={}, not_run={})),
    "many": lambda: many_findings(40),
    "right-to-left": arabic,
    "several": several,
}


@pytest.mark.parametrize(
    ("kind", "look", "width"),
    [
        ("full", {}, 1280),
        ("full", {"color_scheme": "dark"}, 1280),
        ("full", {"forced_colors": "active"}, 1280),
        ("full", {}, 320),
        ("none", {"color_scheme": "dark"}, 768),
        ("many", {}, 768),
        ("right-to-left", {}, 320),
        ("several", {"color_scheme": "dark"}, 1280),
    ],
)
def test_axe_finds_nothing_and_leaves_nothing_open(show, axe, kind, look, width):
    page = show(MADE[kind](), viewport={"width": width, "height": 900}, **look)
    assert axe_says(page, axe) == {"violations": [], "incomplete": []}


def axe_says(page, axe):
    # What is not laid out yet cannot be judged.
    page.evaluate("for (const a of document.querySelectorAll('.one')) a.style.contentVisibility = 'visible'")
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return {
        outcome: [(r["id"], n["target"], n["failureSummary"]) for r in found[outcome] for n in r["nodes"]]
        for outcome in ("violations", "incomplete")
    }


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_needs_sideways_scrolling(show, kind, width):
    # 320 is what 1,280 become at 400 per cent.
    page = show(MADE[kind](), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def words_of(page):
    return page.evaluate("document.body.innerText").split()


def test_every_word_is_there_without_script(show):
    buttons = {"Copy", "suppression", "fix"}
    with_script = show(make_report())
    with_script.evaluate("document.querySelectorAll('.filters,.copy').forEach(e => e.remove())")
    without = show(make_report(), java_script_enabled=False)
    assert without.locator(".filters").is_hidden()
    shown = without.locator("body").inner_text().split()
    assert set(words_of(with_script)) - buttons <= set(shown)
    for finding in make_report().articles[0].findings:
        assert " ".join(finding.message.split()) in " ".join(shown)


def test_print_holds_every_finding_and_nearly_every_word(show, tmp_path):
    require("pypdf", module("pypdf"), "pip install pypdf")
    import pypdf

    report = make_report()
    page = show(report)
    screen = show(report, java_script_enabled=False).locator(".body, section").all_inner_texts()
    page.pdf(path=tmp_path / "report.pdf")
    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    paper = normalize("NFKC", "".join("".join(p.extract_text() for p in pages).split()))
    for finding in report.articles[0].findings:
        assert "".join(finding.message.split()) in paper
    wanted = [w for w in " ".join(screen).split() if w.isalpha() and len(w) > 3]
    missing = [w for w in wanted if w not in paper]
    assert len(missing) <= 0.01 * len(wanted), missing
    assert "Showerrors" not in paper


def test_the_keyboard_reaches_every_finding_and_comes_back(show):
    report = make_report()
    page = show(report)
    wanted = {f"m{n}" for n in range(1, len(report.articles[0].findings) + 1)}
    reached = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.id")
        if here in wanted and here not in reached:
            reached.add(here)
            page.keyboard.press("Enter")
            assert page.evaluate("location.hash") == f"#f{here[1:]}"
            back = page.locator(f'#f{here[1:]} a[href="#{here}"]')
            back.focus()
            page.keyboard.press("Enter")
            assert page.evaluate("location.hash") == f"#{here}"
            page.locator(f"#{here}").focus()
        if page.evaluate("document.activeElement === document.body"):
            break
    assert reached == wanted


def test_skip_links_come_first_and_work(show):
    page = show(make_report())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to what to do first"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#text"


def shown_cards(page):
    return page.locator(".f:visible").count()


def test_filters_show_count_and_keep_their_state_in_the_address(show):
    report = make_report()
    page = show(report)
    everything = len(report.articles[0].findings)
    assert shown_cards(page) == everything
    page.get_by_label("warnings").uncheck()
    page.get_by_label("notes").uncheck()
    left = sum(f.severity.value == "error" or f.suppressed is not None for f in report.articles[0].findings)
    assert shown_cards(page) == left
    assert page.get_by_role("status").inner_text() == f"{left} of {everything} findings shown"
    assert page.evaluate("location.hash").startswith("#show=e.")
    again = show(report, page.evaluate("location.hash"))
    assert shown_cards(again) == left
    page.get_by_label("with the words").fill("instantly")
    assert shown_cards(page) == 2
    assert page.locator(".b mark.mute").count() > 0


def test_new_only_hides_what_is_in_the_baseline(show):
    page = show(make_report())
    page.get_by_label("new only").check()
    assert page.locator(".f.old:visible").count() == 0
    assert shown_cards(page) == len(make_report().articles[0].findings) - 1


def test_a_strange_address_changes_nothing(show):
    page = show(make_report(), "#show=<img>&q=%E0%A4%A")
    assert shown_cards(page) == len(make_report().articles[0].findings)


def test_j_and_k_move_between_findings_unless_switched_off_or_typing(show):
    page = show(make_report())
    at = lambda: page.evaluate("document.activeElement.id")  # noqa: E731 - a short question asked often
    page.keyboard.press("j")
    assert at() == ""
    page.get_by_label("keys move on and back").check()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert at() == "m2"
    page.keyboard.press("k")
    assert at() == "m1"
    page.get_by_label("with the words").focus()
    page.keyboard.press("j")
    assert page.get_by_label("with the words").input_value() == "j"


def test_copy_puts_the_fix_and_the_suppression_on_the_clipboard(show):
    page = show(make_report(), "#f7", permissions=["clipboard-read", "clipboard-write"])
    card = page.locator("#f7")
    card.get_by_role("button", name="Copy fix").click()
    assert page.evaluate("navigator.clipboard.readText()") == "colour"
    card.get_by_role("button", name="Copy suppression").click()
    comment = page.evaluate("navigator.clipboard.readText()")
    assert comment == "<!-- healthlint: ignore[spelling/mixed-variants] -- say why this may stand -->"


ZINC = "# Zinc\n\nZinc cures every cold instantly, and nothing else does.\n"
PROMISE = "claims/absolute-promise"


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_a_copied_suppression_works_where_it_is_pasted(browser, tmp_path, monkeypatch, capsys, ending):
    monkeypatch.chdir(tmp_path)
    article = tmp_path / f"zinc.{ending}"
    article.write_text(ZINC, "utf-8")
    main(["report", "--quiet", "-o", "report.html", article.name])
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    for card in page.locator(".f", has_text="Absolute promise").all():
        card.hover()
        card.get_by_role("button", name="Copy suppression").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        if ending == "md":
            article.write_text(ZINC.replace("Zinc cures", f"{copied}\n\nZinc cures"), "utf-8")
        else:
            with (tmp_path / "healthlint-suppressions.toml").open("a", encoding="utf-8") as file:
                file.write(copied + "\n")
    context.close()
    capsys.readouterr()
    main(["check", "--output-format", "json", "--fail-on", "never", article.name])
    findings = json.loads(capsys.readouterr().out)["articles"][0]["findings"]
    promises = [f for f in findings if f["rule"] == PROMISE]
    assert promises
    assert all(f["suppressed"] and f["suppressed"]["reason"] == "say why this may stand" for f in promises)


PAYLOADS = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg/onload=document.title='owned'>",
    "<math><mtext><style><img src onerror=document.title='owned'>",
    "</style><script>document.title='owned'</script>",
    "<!--><script>document.title='owned'</script>-->",
    "<a href=\"javascript:document.title='owned'\">x</a>",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\">",
    "<details open ontoggle=document.title='owned'>",
    "<link rel=stylesheet href=http://127.0.0.1/x.css>",
]


def test_hostile_articles_run_nothing_and_fetch_nothing(show):
    lines = [f"{n} {p.replace('owned', f'owned{n}')}" for n, p in enumerate(PAYLOADS * 100)]
    text = "A <b onmouseover=document.title='owned'>title\n\n" + "\n\n".join(lines) + "\n"

    def found(d):
        return tuple(make_finding(d, f"claims/{line}", line, message=line, advice=line) for line in lines)

    article = make_article(text, path="<img src=x onerror=document.title='owned'>.md", findings=found, facts=lambda _: Facts())
    page = show(make_report(article, rules={}))
    page.wait_for_timeout(200)
    assert "owned" not in page.title().replace("title='owned'", "")
    assert page.evaluate("document.querySelectorAll('img,iframe,math,link,[onerror],[onload],[srcdoc]').length") == 0
    assert page.evaluate("document.scripts.length") == 1


def test_the_policy_stops_a_script_that_is_planted_all_the_same(browser, tmp_path):
    planted = render("html", make_report()).replace(
        "</main>", "<script>document.title='owned'</script><p id=late style='color:red' onclick=\"document.title='owned'\">x</p></main>"
    )
    file = tmp_path / "planted.html"
    file.write_text(planted, "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator("#late").click()
    assert "owned" not in page.title()
    assert page.evaluate("getComputedStyle(document.getElementById('late')).color") != "rgb(255, 0, 0)"
    assert page.locator("html.js").count() == 1
    page.close()


def test_a_jump_into_an_article_that_is_not_laid_out_yet_arrives(show):
    report = make_report(*(make_article(path=f"{n:02}.md") for n in range(12)))
    page = show(report, "#a11f7")
    top = page.evaluate("document.getElementById('a11f7').getBoundingClientRect().top")
    assert -5 <= top <= 900
    assert page.locator("#a11f7").is_visible()


@pytest.fixture(scope="module")
def magnesium(tmp_path_factory):
    """The report of a real article, as the command writes it."""
    file = tmp_path_factory.mktemp("magnesium") / "report.html"
    assert main(["report", "--quiet", "--locale", "en-GB", "--today", "2026-11-22", "-o", str(file), str(MAGNESIUM)]) == 0
    return file.read_text("utf-8")


LOOKS = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 320, "height": 800}}}


@pytest.mark.parametrize("look", LOOKS)
def test_the_report_of_a_real_article_is_accessible_and_pictured(show, axe, magnesium, look):
    page = show(magnesium, **LOOKS[look])
    SHOTS.mkdir(parents=True, exist_ok=True)
    picture = SHOTS / f"magnesium-{look}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 20_000
    # The colours of the other looks are those of the smaller pages above: one run over so many elements is enough.
    if look == "light":
        assert axe_says(page, axe) == {"violations": [], "incomplete": []}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert len(magnesium.encode()) <= 100 * 1024
    assert page.evaluate("document.querySelectorAll('*').length") <= 2500


def test_one_endless_line_and_many_findings_load(show):
    text = "Zinc and the common cold\n\n" + "Zinc cures colds and helps. " * 2_000
    first = text.index("cures")

    def found(d):
        one = make_finding(d, "claims/x", "cures")
        return tuple(replace(one, span=Span(first + 28 * n, first + 28 * n + 5)) for n in range(300))

    page = show(make_report(make_article(text, findings=found, facts=lambda _: Facts())))
    assert page.locator(".f").count() == 300
    assert all(m.inner_text().endswith("cures") for m in page.locator(".b mark").all()[:20])
