"""Fits pages that are written for the repository into a site (see mkdocs.yml).

- Pages outside docs/ are added, and links between the two are rewritten.
- A link to a file that is no page leads to the repository, if TRACKLAYER_REPOSITORY has its address; else only its text
  is left.
- Headings get the anchors that GitHub gives them. What belongs to an item of a list is indented by four spaces, as
  Python-Markdown wants it; GitHub wants it under the item's first letter.
- After the build, every link within the site must lead to a page and an anchor that are there.
"""

import os
import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File

LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")
FENCE = re.compile(r"(^[ ]*```.*?^[ ]*```)", re.DOTALL | re.MULTILINE)


def anchor(heading, _separator):
    """As GitHub makes it: lower case, without punctuation, a hyphen for each space."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def on_config(config):
    config["mdx_configs"]["toc"] = {"slugify": anchor, "permalink": True}
    return config


def on_files(files, config):
    root = Path(config["config_file_path"]).parent
    for name, path in config["extra"]["pages"].items():
        page = File(name, config["docs_dir"], config["site_dir"], config["use_directory_urls"])
        page.abs_src_path = str(root / path)
        files.append(page)
    return files


def on_page_markdown(markdown, page, config, files):
    outside = config["extra"]["pages"]
    on_site = {path: name for name, path in outside.items()}
    here = page.file.src_uri
    root = Path(config["config_file_path"]).parent
    path = outside.get(here, "docs/" + here)

    def rewritten(link):
        text, target = link.groups()
        if urlsplit(target).scheme or target.startswith("#"):
            return link.group()
        file, fragment = urldefrag(target)
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
        name = on_site.get(file, file[5:] if file.startswith("docs/") else None)
        if name and files.get_file_from_path(name):
            near = posixpath.relpath(name, posixpath.dirname(here) or ".")
            return f"[{text}]({near}{'#' + fragment if fragment else ''})"
        if not (root / file).exists():
            return link.group()
        repository = os.environ.get("TRACKLAYER_REPOSITORY")
        return f"[{text}]({repository}/blob/main/{file})" if repository else text

    parts = FENCE.split(markdown)
    return indented("".join(p if i % 2 else LINK.sub(rewritten, p) for i, p in enumerate(parts)))


def indented(markdown):
    lines, items, in_fence = [], [], False
    for line in markdown.split("\n"):
        if line.strip() and not in_fence:
            while items and len(line) - len(line.lstrip()) < items[-1]:
                items.pop()
        lines.append(" " * 4 * len(items) + line[items[-1] if items else 0 :])
        if line.lstrip().startswith("```"):
            in_fence = not in_fence
        item = re.match(r" *([-*+]|\d+\.) +", line)
        if item and not in_fence:
            items.append(item.end())
    return "\n".join(lines)


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.targets, self.anchors = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors.add(values.get("id"))
        if tag == "a" and values.get("href"):
            self.targets.append(values["href"])


def on_post_build(config):
    site = Path(config["site_dir"])
    pages = {page: Links(page.read_text()) for page in site.rglob("*.html") if page.name != "404.html"}
    broken = []
    for page, links in pages.items():
        for target in links.targets:
            if urlsplit(target).scheme:
                continue
            path, fragment = urldefrag(unquote(target))
            there = (page.parent / path).resolve() if path else page
            there = there / "index.html" if there.is_dir() else there
            if not there.exists():
                broken.append(f"{page.relative_to(site)}: {target} leads to no page")
            elif fragment and there in pages and fragment not in pages[there].anchors:
                broken.append(f"{page.relative_to(site)}: {target} names a heading that is not there")
    if broken:
        raise Abort("\n".join(broken))
