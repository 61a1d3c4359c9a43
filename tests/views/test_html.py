"""Components written out as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from s3dash.views import html
from s3dash.views.html import Raw, to_html


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(node):
    reader = Reader()
    reader.feed(to_html(node))
    reader.close()
    return reader


@given(st.text().filter(lambda text: "\r" not in text and "\x00" not in text))
def test_any_text_comes_through_as_text_and_as_attribute(text):
    reader = read(html.A(text, title=text, href="/"))
    assert reader.text == text
    assert reader.tags == [("a", {"href": "/", "title": text})]


def test_attributes_get_their_html_names():
    tag = read(
        html.Div(className="a", id="b", hidden=True, tabIndex="0", style={"width": "3%"}, **{"data-x": "1"})
    ).tags[0]
    assert tag == (
        "div",
        {"class": "a", "id": "b", "hidden": None, "tabindex": "0", "style": "width:3%", "data-x": "1"},
    )


def test_nothing_is_left_out_and_void_elements_have_no_end():
    tree: html.Node = [html.P(["a", None, html.Input(), 3, [html.Small("c")]]), Raw("<hr>"), None]
    assert to_html(tree) == "<p>a<input>3<small>c</small></p><hr>"
