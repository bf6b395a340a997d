import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint.article.accessibility import Accessibility
from healthlint.article.accessibility_names import Naming
from healthlint.article.accessibility_roles import attributes, natural_role, roles
from healthlint.article.accessibility_style import read_hiding_rules
from healthlint.model import Source
from healthlint.parse.html import parse_html


def page(text):
    return Accessibility(parse_html(Source("page.html", text)))


def last(text, name="x"):
    """The page, and the element of id ``x``."""
    read = page(text)
    return read, read.ids[name]


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<button id=x aria-label="Close">x</button>', "Close"),
        ("<button id=x>Take <b>one</b> a day</button>", "Take one a day"),
        ('<span id=a hidden>Dose</span><i id=b>mg</i><input id=x aria-labelledby="a b">', "Dose mg"),
        ('<input id=x aria-labelledby="gone" aria-label="Age">', "Age"),
        ("<label>Age <input id=x></label>", "Age"),
        ("<label for=x>Age</label><input id=x>", "Age"),
        ("<label for=x hidden>Age</label><input id=x>", ""),
        ("<input id=x placeholder=Age>", "Age"),
        ("<input id=x type=submit>", "Submit"),
        ("<input id=x type=submit value=Go>", "Go"),
        ("<input id=x type=image alt=Go>", "Go"),
        ('<a id=x href=/><img src=a alt="Home page"></a>', "Home page"),
        ("<a id=x href=/><img src=a></a>", ""),
        ("<a id=x href=/ title=Home>\n </a>", "Home"),
        ("<a id=x href=/>&nbsp;</a>", ""),
        ("<h1 id=x>A<br>B</h1>", "A B"),
        ('<h1 id=x><span aria-hidden="true">#</span>Doses</h1>', "Doses"),
        ("<h1 id=x><script>no</script></h1>", ""),
        ("<table id=x><caption>Doses by age</caption><tr><td>1</table>", "Doses by age"),
        ("<fieldset id=x><legend>Address</legend></fieldset>", "Address"),
        ("<svg id=x role=img><title>Neck</title><path/></svg>", "Neck"),
        ("<div id=x>Only text</div>", ""),
        ("<div id=x role=checkbox>Only text</div>", "Only text"),
        ("<textarea id=x title=Notes></textarea>", "Notes"),
        ("<p id=a>See <span id=x role=link aria-labelledby=a>doses</span></p>", "See doses"),
        ("<a id=x href=/><img alt='' title=Doses> <b>by</b><p>age</p></a>", "Doses by age"),
        ("<a id=x href=/>Doses<span> </span>by<br>age</a>", "Dosesby age"),
    ],
)
def test_accessible_name(markup, name):
    read, i = last(markup)
    assert read.name(i) == name
    if read.facts(read.role(i), "c"):
        assert read.nameless(i) == (not name)


@pytest.mark.parametrize(
    ("markup", "hidden"),
    [
        ("<p id=x>a</p>", False),
        ("<div hidden><p id=x>a</p></div>", True),
        ('<div style="display:none"><p id=x>a</p></div>', True),
        ('<div style="visibility: hidden"><p id=x>a</p></div>', True),
        ('<div style="visibility:hidden"><p id=x style="visibility:visible">a</p></div>', False),
        ('<div aria-hidden="true"><p id=x>a</p></div>', True),
        ('<div aria-hidden="false"><p id=x>a</p></div>', False),
        ("<div inert><p id=x>a</p></div>", True),
        ("<dialog><p id=x>a</p></dialog>", True),
        ("<dialog open><p id=x>a</p></dialog>", False),
        ("<template><p id=x>a</p></template>", True),
        ("<style>.off { display: none }</style><p id=x class=off>a</p>", True),
        ("<style>@media print { .off { display: none } }</style><p id=x class=off>a</p>", False),
        ("<style>p.off, #y { visibility: hidden }</style><p id=x class='a off'>a</p>", True),
    ],
)
def test_hidden(markup, hidden):
    read, i = last(markup)
    assert read.hidden(i) is hidden


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<a id=x href=/>a</a>", "link"),
        ("<a id=x>a</a>", "generic"),
        ("<a id=x href=/ role=button>a</a>", "button"),
        ("<img id=x src=a alt=''>", "none"),
        ("<img id=x src=a alt='' tabindex=0>", "img"),
        ("<img id=x src=a>", "img"),
        ("<nav id=x role=none>a</nav>", "none"),
        ("<nav id=x role=none aria-label=Site>a</nav>", "navigation"),
        ("<div id=x role='banana button'>a</div>", "button"),
        ("<input id=x type=checkbox>", "checkbox"),
        ("<input id=x list=y>", "combobox"),
        ("<select id=x multiple></select>", "listbox"),
        ("<table role=grid><tr><td id=x>a</table>", "gridcell"),
        ("<section id=x>a</section>", "generic"),
        ("<section id=x aria-label=Doses>a</section>", "region"),
    ],
)
def test_role(markup, role):
    read, i = last(markup)
    assert read.role(i) == role


@pytest.mark.parametrize(
    ("markup", "focusable", "in_order"),
    [
        ("<a id=x href=/>a</a>", True, True),
        ("<a id=x>a</a>", False, False),
        ("<p id=x tabindex=-1>a</p>", True, False),
        ("<p id=x tabindex=0>a</p>", True, True),
        ("<p id=x tabindex=yes>a</p>", False, False),
        ("<button id=x disabled>a</button>", False, False),
        ("<input id=x type=hidden>", False, False),
        ("<div id=x contenteditable>a</div>", True, True),
    ],
)
def test_focus(markup, focusable, in_order):
    read, i = last(markup)
    assert (read.focusable(i), read.in_tab_order(i)) == (focusable, in_order)


def test_furniture_is_known_by_place():
    read = page("<nav><a id=x href=/>Home</a></nav><p><a id=y href=/z>Doses</a></p>")
    assert read.in_furniture(read.elements[read.ids["x"]].tag)
    assert not read.in_furniture(read.elements[read.ids["y"]].tag)


def test_every_required_attribute_of_every_role_exists():
    known = attributes()
    for role, facts in roles().items():
        assert facts.required | facts.supported <= known.keys(), role
        assert facts.inside | facts.holds <= roles().keys(), role


def test_every_natural_role_is_a_role():
    assert natural_role("h2", {}) == "heading"
    for name in ("article", "button", "li", "table", "td", "progress", "time"):
        assert natural_role(name, {}) in roles()


def test_a_style_sheet_that_hides_nothing_costs_nothing():
    assert read_hiding_rules(["p { color: red }", ""]) is None


MARKUP = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<a href=/ id=a>", "</a>", "<label for=a>", "<input id=a>", "x", "<p aria-labelledby='a b'>", "<b id=b>"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=200)
@given(MARKUP)
def test_every_question_has_an_answer(text):
    read = page(text)
    for i in range(len(read.elements)):
        if read.facts(read.role(i), "c"):
            assert read.nameless(i) == (not read.name(i))
        assert list(read.children(i)) == [k for k in read.inside(i) if read.elements[k].parent == i]


PLAIN = st.lists(
    st.sampled_from([
        "<a href=/>", "</a>", "<p>", "</p>", "<b>", "</b>", "<span> ", "</span>", "<br>", "x", " ", "&nbsp;", "<img alt=Neck>",
        "<img alt=''>", "<img title=Dose>", "<svg><path/>", "<svg><title>Day</title>", "</svg>", "<i title=t>", "</i>", "<i hidden>n",
        "<u aria-label=l>", "</u>",
    ]),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=300)
@given(PLAIN)
def test_one_look_gives_the_texts_that_the_steps_of_the_standard_give(text):
    read = page(f"<div>{text}</div><hr>")
    texts = [read.text(i) for i in range(len(read.elements))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Naming, "_plain_content", lambda *_: None)
        assert texts == [read.text(i) for i in range(len(read.elements))]


def test_deep_nesting_has_an_answer():
    read = page("<a href=/>" + "<span>" * 3000 + "Doses")
    assert read.text(0) == "Doses"


@pytest.mark.parametrize(
    "unit", ["<label><input>", "<button>", "<div role=link>", "<p id=a aria-labelledby=a>", "<span aria-labelledby='a b c d'>"]
)
def test_hostile_nesting_has_names(unit):
    read = page(unit * 400 + "Doses")
    assert all(isinstance(read.name(i), str) for i in range(len(read.elements)))
