import pytest

from tools import templates

PAGE = "src/paripasso/templates/peer/home.html"
MAIL = "src/paripasso/templates/emails/met/body.html"


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<button onclick="go()">',
        "<script>go()</script>",
        '<a href="javascript:go()">',
        '<div hx-on:click="go()">',
        "{% blocktranslate %}Hello{% endblocktranslate %}",
        "{{ note|safe }}",
        '<img src="https://elsewhere.example/one.png">',
        '<form method="post"><button></button></form>',
    ],
)
def test_names_the_line_of_what_a_page_may_not_hold(line: str) -> None:
    found = list(templates.in_template(PAGE, f"<h1></h1>\n{line}\n"))
    assert [text.split(": ")[0] for text in found] == [f"{PAGE}:2"]


def test_a_clean_page_passes_and_so_does_what_only_looks_alike() -> None:
    text = """{# style="old" #}{% comment %}
    <script>old()</script>{% endcomment %}
    <script src="{% static 'js/a.js' %}" type="module"></script>
    <form method="post" action="{% url 'x' %}">{% csrf_token %}<button data-on="x">{% translate "On" %}</button></form>
    {% blocktranslate trimmed count n=n %}one{% plural %}{{ n }}{% endblocktranslate %}
    <a href="https://example.org">elsewhere</a>"""
    assert list(templates.in_template(PAGE, text)) == []


def test_mails_may_style_inline_but_run_nothing() -> None:
    text = '<p style="color:red" onclick="go()">'
    assert [line.split(": ")[1] for line in templates.in_template(MAIL, text)] == [
        "an inline handler; use data-* and a module"
    ]
