"""Reads the forms with other programs (pypdf, MuPDF, ZXing) and says whether each letter is the one that was put there.

Usage: read.py FOLDER, where `cargo test --test print -- --ignored samples_for_another_program` wrote the forms.
Beside each PDF lies a text: for each page its square code, a tab, and all letters in their order, without spaces.
"""

import sys
import unicodedata
from pathlib import Path

import pymupdf
import pypdf
import zxingcpp
from PIL import Image

LETTERS_OF = {
    "pypdf": lambda path: [page.extract_text() for page in pypdf.PdfReader(path).pages],
    "MuPDF": lambda path: [page.get_text("text", sort=False) for page in pymupdf.open(path)],
}


def plain(text):
    return "".join(letter for letter in text if not letter.isspace())


def first_difference(said, wanted):
    at = next((at for at, (one, other) in enumerate(zip(said, wanted)) if one != other), min(len(said), len(wanted)))
    return f"at letter {at}: {said[at:at + 40]!r} is not {wanted[at:at + 40]!r}"


def faults_of(path):
    wanted = [line.split("\t", 1) for line in path.with_suffix(".txt").read_text("utf-8").splitlines()]
    for program, read in LETTERS_OF.items():
        pages = [plain(text) for text in read(path)]
        if len(pages) != len(wanted):
            yield f"{program} finds {len(pages)} pages, not {len(wanted)}"
        for number, (said, (_, letters)) in enumerate(zip(pages, wanted), 1):
            if said != letters:
                yield f"{program}, page {number}: {first_difference(said, letters)}"
            if said != unicodedata.normalize("NFC", said):
                yield f"{program}, page {number}: letters are not composed"
    document = pymupdf.open(path)
    for number, (page, (code, _)) in enumerate(zip(document, wanted), 1):
        for xref, *_ in page.get_fonts():
            name, ending, _, bytes_of = document.extract_font(xref)
            if not bytes_of or ending == "n/a":
                yield f"page {number}: the font {name} is not inside"
        picture = page.get_pixmap(dpi=150)
        seen = Image.frombytes("RGB", (picture.width, picture.height), picture.samples)
        read = [found.text for found in zxingcpp.read_barcodes(seen)]
        if read != ([code] if code else []):
            yield f"page {number}: the code says {read}, not {code}"


def main():
    forms = sorted(Path(sys.argv[1]).glob("*.pdf"))
    faults = [f"{path.name}: {fault}" for path in forms for fault in faults_of(path)]
    print("\n".join(faults))
    print(f"{len(forms)} forms read by {' and '.join(LETTERS_OF)}, {len(faults)} faults")
    sys.exit(bool(faults) or len(forms) < 20)


main()
