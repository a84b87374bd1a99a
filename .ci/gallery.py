"""The gallery: a page with a picture of every document, and the documents themselves.

As a hook of mkdocs it writes the page, with each document as it is filled with its
typical sample, so that a picture leads to what it shows. The pictures are taken by
Chromium, and are not taken anew while the site is built:

    python .ci/gallery.py            say which pictures are not of today's documents
    python .ci/gallery.py --write    take those anew, and forget those of none

Exits with 1 where a picture is not of today's document.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from tpkit.report import FORMATS, Document, Reporter

DOCS = Path(__file__).parents[1] / "docs"
PICTURES = DOCS / "images" / "gallery"
TAKEN = PICTURES / "taken.json"
"""For each picture, of what it was taken: the hash of the page."""
PAGE = "gallery.md"
WIDTH, HEIGHT, SCALE = 820, 1000, 0.55


def pages() -> dict[str, str]:
    """Give every document that is a web page, filled with its typical sample."""
    reporter = Reporter()
    return {
        document.name: reporter.preview(document.name) for document in _shown(reporter)
    }


def _shown(reporter: Reporter) -> list[Document]:
    return [document for document in reporter.documents if "html" in document.formats]


def _hash(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()


def stale(shown: dict[str, str]) -> list[str]:
    """Give the names of the documents of which there is no picture as they are."""
    taken = json.loads(TAKEN.read_text(encoding="utf-8")) if TAKEN.exists() else {}
    return [
        name
        for name, page in shown.items()
        if taken.get(name) != _hash(page) or not (PICTURES / f"{name}.png").exists()
    ]


def take(name: str, page: str) -> None:
    """Take the picture of one page."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("expected Chromium on the path, which takes the pictures; install it")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        subprocess.run(  # noqa: S603  # a browser that was found on the path
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                f"--force-device-scale-factor={SCALE}",
                f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={PICTURES / name}.png",
                file.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def main(write: bool) -> int:  # noqa: FBT001  # from the command line
    """Take the pictures anew, or say which are not of today's documents."""
    shown = pages()
    old = stale(shown)
    if not write:
        for name in old:
            print(f"docs/images/gallery/{name}.png is not of today's {name}")
        return 1 if old else 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in old:
        print(name)
        take(name, shown[name])
    for picture in PICTURES.glob("*.png"):
        if picture.stem not in shown:
            picture.unlink()
    hashes = {name: _hash(page) for name, page in sorted(shown.items())}
    TAKEN.write_text(f"{json.dumps(hashes, indent=2)}\n", encoding="utf-8")
    return 0


# --------------------------------------------------------------------- the hook


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the gallery, and the documents that it shows."""
    shown = pages()
    files.append(File.generated(config, PAGE, content="\n".join(_gallery())))
    for name, page in shown.items():
        files.append(File.generated(config, f"gallery/{name}.html", content=page))
    return files


def _gallery() -> Iterator[str]:
    reporter = Reporter()
    yield "# Gallery of documents\n"
    yield (
        "Every document that comes with tpkit, filled with a made-up partnership's "
        "records. Choose a picture to read the document itself. Each is a template "
        "of which you can [change one block](how-to/adapt-a-template.md).\n"
    )
    yield '<div class="gallery" markdown="0">'
    for document in _shown(reporter):
        formats = ", ".join(FORMATS[format].label for format in document.formats)
        about = reporter.manifest(document.name).description
        yield (
            f'<figure><a href="gallery/{document.name}.html">'
            f'<img src="images/gallery/{document.name}.png" loading="lazy" '
            f'width="{WIDTH * SCALE:.0f}" height="{HEIGHT * SCALE:.0f}" '
            f'alt="{document.title}: the first page"></a>'
            f"<figcaption><strong>{document.title}</strong> "
            f"<code>{document.name}</code><br>{about}<br>"
            f"<small>{formats}</small></figcaption></figure>"
        )
    yield "</div>"


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
