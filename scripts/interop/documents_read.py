"""Compares what selkie reads of this machine's own documentation with what reference parsers read.

    documents_read.py PROGRAM [--count 50] [--verbose]

PROGRAM is selkie. Half of the pages are HTML and half Markdown, taken at even distances from the sorted list of those that
installed packages bring, those of the build's among them. html5lib and markdown-it-py (with tables, footnotes and front matter) are the reference, and
decide which words a page has; words are runs of letters, so that marks of lists and notes don't count. Out of the
comparison is what a reader of a page doesn't see or want: scripts, styles, navigation, footers of the page, forms' controls,
alternatives and hidden parts. A word in a table may come more often, as rows are said again by the names of their columns,
and so may the name of an element that HTML doesn't know, as it may be meant as text: List<String>.

Prints a line for each page that differs and one for all; ends with an error when a word is lost or doubled anywhere.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import html5lib
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

ROOTS = [
    "/usr/share/doc", "/usr/share/gtk-doc", "/usr/share/nodejs", "/usr/lib/node_modules", "/opt", sys.prefix, sys.base_prefix,
    ".build/checkouts",
]
UNSEEN = {
    "script", "style", "head", "template", "noscript", "nav", "select", "textarea", "button", "option",
    "datalist", "svg", "object", "iframe", "video", "audio", "canvas", "math", "noframes", "rp", "dialog", "menu",
}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
}
SECTIONS = {"article", "section", "main", "blockquote", "figure"}
# Of HTML's elements those that somebody may have meant as text are none of these.
ELEMENTS = UNSEEN | INLINE | SECTIONS | {
    "aside", "fieldset", "td", "details", "footer",
    "html", "body", "main", "header", "div", "p", "br", "hr", "pre", "img", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "h1", "h2", "h3", "h4", "h5", "h6", "form", "input",
    "figcaption", "address", "center", "hgroup", "summary", "legend", "source", "picture", "title", "meta", "link",
}


def pages(count: int) -> list[Path]:
    """As many of this machine's pages, the same ones each time."""
    chosen = []
    for ending in ("html", "md"):
        found = {
            path.resolve() for root in ROOTS for path in Path(root).rglob(f"*.{ending}")
            if path.is_file() and 2_000 <= path.stat().st_size <= 200_000
        }
        paths = sorted(found)
        wanted = count // 2
        if len(paths) < wanted:
            raise SystemExit(f"{len(paths)} pages end in .{ending}, {wanted} are wanted: ask for fewer with --count")
        chosen += [paths[index * len(paths) // wanted] for index in range(wanted)]
    return chosen


def words(text: str) -> collections.Counter[str]:
    """How often each run of letters comes."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\u200b", ""))
    return collections.Counter(re.findall(r"[^\W\d_]+", text))


class Reference:
    """The words of a page, and those that stand in its tables."""

    def __init__(self, page: str) -> None:
        """Reads HTML as browsers do."""
        self.parts: list[str] = []
        self.repeatable: list[str] = []
        self.depth = 0
        self.sections = 0
        tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
        self.take(tree)
        self.words = words("".join(self.parts))
        self.often = words("".join(self.repeatable))

    def put(self, text: str | None) -> None:
        """Takes characters."""
        if text:
            self.parts.append(text)
            if self.depth:
                self.repeatable.append(text)

    def take(self, element) -> None:  # noqa: ANN001
        """Takes an element with all in it, but not what follows."""
        name = element.tag if isinstance(element.tag, str) else "comment"
        if name in UNSEEN or name == "comment" or "hidden" in element.attrib or element.get("role") == "navigation":
            return
        # That of an article says who wrote it.
        if name == "footer" and not self.sections:
            return
        if name not in ELEMENTS:
            self.repeatable.append(f" {name} ")
        self.sections += name in SECTIONS
        is_apart = name not in INLINE
        if is_apart:
            self.put("\n")
        self.depth += name == "table"
        self.put(element.text)
        for child in element:
            self.take(child)
            self.put(child.tail)
        self.depth -= name == "table"
        self.sections -= name in SECTIONS
        if is_apart:
            self.put("\n")


def reference(path: Path) -> Reference:
    """What the reference reads of a page."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".md":
        parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        text = parser.use(footnote_plugin).use(front_matter_plugin).render(text)
        text = re.sub(r'<a [^>]*class="footnote-backref"[^>]*>.*?</a>', "", text)
    return Reference(text)


def read(program: str, path: Path) -> str:
    """What selkie reads of a page."""
    result = subprocess.run([program, "read", "--json", str(path)], capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"{path}: {result.stderr.strip()}")
    document = json.loads(result.stdout)["documents"][0]
    return "\n".join(passage["text"] for passage in document["passages"])


def main() -> None:
    """Compares the pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--verbose", action="store_true", help="name the words")
    options = parser.parse_args()
    lost_of_all = doubled_of_all = words_of_all = differing = 0
    chosen = pages(options.count)
    for path in chosen:
        known, ours = reference(path), words(read(options.program, path))
        lost = known.words - ours
        doubled = collections.Counter(
            {word: more for word, more in (ours - known.words).items() if word not in known.often})
        words_of_all += known.words.total()
        lost_of_all += lost.total()
        doubled_of_all += doubled.total()
        if lost or doubled:
            differing += 1
            print(f"{path}: {lost.total()} lost, {doubled.total()} too many, of {known.words.total()}")
            if options.verbose:
                print(f"    lost: {dict(lost.most_common(20))}\n    too many: {dict(doubled.most_common(20))}")
    print(
        f"{len(chosen)} pages, {words_of_all} words: {lost_of_all} lost, {doubled_of_all} too many, on {differing} pages")
    if lost_of_all or doubled_of_all:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
