"""People's words are safe even without a content policy; sealed ones show only where they are revealed."""

from __future__ import annotations

import pytest

from paripasso.core.look import prose


class Opened:
    def __init__(self, words):
        self.words = words

    def reveal(self):
        return self.words


def test_markdown_becomes_plain_html():
    assert (
        prose.markdown("**One idea**\n\n- drop the legend")
        == "<p><strong>One idea</strong></p>\n<ul>\n<li>drop the legend</li>\n</ul>\n"
    )


def test_a_heading_starts_below_those_of_the_page():
    assert prose.markdown("# Big\n## Less") == "<h3>Big</h3>\n<h4>Less</h4>\n"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/spy.png)",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_what_would_act_stays_words(attack):
    html = prose.markdown(attack)
    for dangerous in ("<script", "<img", "<style", 'href="javascript', 'href="data', '<a href="https://x" onclick'):
        assert dangerous not in html


def test_a_link_tells_nobody_where_it_stood():
    assert (
        prose.markdown("[x](https://x.example/)")
        == '<p><a href="https://x.example/" rel="noopener noreferrer nofollow">x</a></p>\n'
    )


def test_an_opened_text_is_revealed_and_escaped():
    assert prose.sealed(Opened("<b>two\nlines")) == "&lt;b&gt;two\nlines"
    assert prose.sealed(Opened("<b>two\nlines"), "lines") == "<p>&lt;b&gt;two<br>lines</p>"
    assert prose.sealed(Opened("**two**"), "prose") == "<p><strong>two</strong></p>\n"


@pytest.mark.parametrize("closed", [None, "", "words that nobody opened", 7])
def test_what_nobody_opened_stays_closed(closed):
    assert prose.sealed(closed) == '<span class="pp-closed">•••</span>'
