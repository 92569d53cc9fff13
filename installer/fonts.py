"""Builds resources/fonts from the published Noto fonts.

Needs fonttools, which the program itself does not: run it in a virtual environment of its own.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3      (also noto-sans-jp, noto-sans-kr)
    apt-get download fonts-noto-core                    (20201225-1; plain ar archive, any system)
    python installer/fonts.py FOLDER                    the folder that holds the four archives

What it does: takes the fonts below, drops hinting and every table a PDF has no use for, keeps of
the Japanese and Korean fonts only what the Chinese one lacks, and writes `coverage.txt`, which
tells the program which characters each font has without opening any of them.
"""

import hashlib
import io
import lzma
import sys
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parents[1] / "resources" / "fonts"

DEBIAN = (
    "fonts-noto-core_20201225-1_all.deb",
    "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
)
NPM = {
    "SC": (
        "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    ),
    "JP": (
        "expo-google-fonts-noto-sans-jp-0.4.3.tgz",
        "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
    ),
    "KR": (
        "expo-google-fonts-noto-sans-kr-0.4.3.tgz",
        "7614af529705ea48e8b76cb3b056b92db66b7625ef3fc97ce76366063df94d3f",
    ),
}

# In order of preference: a character that several have is printed in the first.
LATIN = ("NotoSans-Regular", "NotoSans-Bold")
SCRIPTS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansThai-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansArmenian-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansBengali-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansGujarati-Regular",
    "NotoSansOriya-Regular",
    "NotoSansTamil-Regular",
    "NotoSansTelugu-Regular",
    "NotoSansKannada-Regular",
    "NotoSansMalayalam-Regular",
    "NotoSansSinhala-Regular",
    "NotoSansEthiopic-Regular",
    "NotoSansKhmer-Regular",
    "NotoSansMyanmar-Regular",
    "NotoSansLao-Regular",
    "NotoSerifTibetan-Regular",
    "NotoSansMongolian-Regular",
    "NotoSansCherokee-Regular",
    "NotoSansCanadianAboriginal-Regular",
    "NotoSansSyriac-Regular",
    "NotoSansThaana-Regular",
    "NotoSansNKo-Regular",
    "NotoSansAdlam-Regular",
    "NotoSansTifinagh-Regular",
    "NotoSansVai-Regular",
    "NotoSansOlChiki-Regular",
    "NotoSansJavanese-Regular",
    "NotoSansBalinese-Regular",
    "NotoSansSundanese-Regular",
    "NotoSansMeeteiMayek-Regular",
    "NotoSansChakma-Regular",
    "NotoSansCham-Regular",
    "NotoSansTaiLe-Regular",
    "NotoSansNewTaiLue-Regular",
    "NotoSansYi-Regular",
    "NotoSansLisu-Regular",
    "NotoSansCoptic-Regular",
)
# Before the scripts, some of which carry a minus sign or an arrow of their own.
SIGNS = ("NotoSansMath-Regular", "NotoSansSymbols-Regular")
LAST = ("NotoSansSymbols2-Regular",)
README = """# Fonts for papers

Noto, by Google and Adobe, under the SIL Open Font License 1.1: `OFL-Noto.txt` for all but the
three CJK fonts, `OFL-NotoCJK.txt` for those. Written by `installer/fonts.py` out of the published
fonts: hinting, vertical setting and tables that a PDF has no use for are left out, outlines are as
published. Of the Japanese and Korean fonts only what the Chinese one lacks is kept.
`coverage.txt` tells which characters each has; where several have one, the first font prints it.

| font | version | from | characters |
| --- | --- | --- | --- |
"""
DROPPED = ["DSIG", "GASP", "gasp", "hdmx", "LTSH", "VDMX", "vhea", "vmtx", "VORG", "BASE", "meta"]
SIDEWAYS = {"vert", "vrt2", "vkna", "vhal", "vpal", "valt", "vkrn", "ruby", "hwid", "twid", "qwid"}
OPTIONAL_CJK = {"aalt", "hist", "jp78", "jp83", "jp90", "nlck", "trad", "zero", "dlig", "fwid"}


def main(folder: Path) -> None:
    """Write every font, the coverage table and nothing else into resources/fonts."""
    published = dict(debian_fonts(checked(folder, *DEBIAN)))
    coverage: dict[str, set[int]] = {}
    for name in LATIN:
        coverage[name] = slim(published[name], name)
    for name in SIGNS:
        lacking = characters(published[name]) - set().union(*coverage.values())
        coverage[name] = slim(published[name], name, only=lacking)
    for name in SCRIPTS:
        coverage[name] = slim(published[name], name)
    chinese = npm_font(checked(folder, *NPM["SC"]), "SC")
    coverage["NotoSansSC-Regular"] = slim(chinese, "NotoSansSC-Regular", cjk=True)
    for region in ("JP", "KR"):
        name = f"NotoSans{region}-Regular"
        data = npm_font(checked(folder, *NPM[region]), region)
        lacking = characters(data) - set().union(*coverage.values())
        coverage[name] = slim(data, name, only=lacking, cjk=True)
    for name in LAST:
        lacking = characters(published[name]) - set().union(*coverage.values())
        coverage[name] = slim(published[name], name, only=lacking)
    lines = [f"{name} {' '.join(ranges(found))}" for name, found in coverage.items()]
    (HERE / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    write_readme(coverage)
    total = sum(file.stat().st_size for file in HERE.glob("*.ttf"))
    print(f"{len(coverage)} fonts, {total / 1e6:.1f} MB")


def checked(folder: Path, name: str, expected: str) -> bytes:
    """Return the bytes of an archive. Raises SystemExit where they are not the expected ones."""
    data = (folder / name).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: SHA-256 is {found}, expected {expected}")
    return data


def debian_fonts(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of every TrueType font in a Debian package."""
    at = 8  # after "!<arch>\n"
    while at < len(archive):
        name = archive[at : at + 16].decode().strip().rstrip("/")
        size = int(archive[at + 48 : at + 58])
        if name == "data.tar.xz":
            packed = lzma.decompress(archive[at + 60 : at + 60 + size])
            with tarfile.open(fileobj=io.BytesIO(packed)) as files:
                for member in files:
                    if member.isfile() and member.name.endswith(".ttf"):
                        opened = files.extractfile(member)
                        if opened is not None:
                            yield Path(member.name).stem, opened.read()
        at += 60 + size + size % 2


def npm_font(archive: bytes, region: str) -> bytes:
    """Return the regular weight out of an npm package of one of the Noto CJK fonts."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        opened = files.extractfile(f"package/400Regular/NotoSans{region}_400Regular.ttf")
        if opened is None:
            raise SystemExit(f"no regular weight for {region}")
        return opened.read()


def characters(data: bytes) -> set[int]:
    """Return the code points that a font has."""
    return set(TTFont(io.BytesIO(data)).getBestCmap())


def slim(data: bytes, name: str, only: set[int] | None = None, cjk: bool = False) -> set[int]:
    """Write the font with what a PDF needs of it; return the code points it has."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if "fvar" in font or "glyf" not in font:
        raise SystemExit(f"{name}: not a static TrueType font")
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += DROPPED
    options.layout_features = ["*"]
    if cjk:
        present = {
            record.FeatureTag
            for tag in ("GSUB", "GPOS")
            if tag in font
            for record in font[tag].table.FeatureList.FeatureRecord
        }
        options.layout_features = sorted(present - SIDEWAYS - OPTIONAL_CJK)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=font.getBestCmap() if only is None else only)
    worker.subset(font)
    font.save(HERE / f"{name}.ttf")
    print(f"{name:40s} {(HERE / f'{name}.ttf').stat().st_size:>10,d}")
    return set(font.getBestCmap())


def write_readme(coverage: dict[str, set[int]]) -> None:
    """List every font with its version, its source and what it holds."""
    rows = []
    for name, found in coverage.items():
        version = TTFont(HERE / f"{name}.ttf")["name"].getDebugName(5)
        region = name.removeprefix("NotoSans").removesuffix("-Regular")
        source = NPM[region][0] if region in NPM else DEBIAN[0]
        rows.append(f"| {name} | {version.split(';')[0]} | {source} | {len(found):,} |")
    (HERE / "README.md").write_text(README + "\n".join(rows) + "\n", encoding="utf-8")


def ranges(found: Iterable[int]) -> Iterator[str]:
    """Yield runs of code points as hexadecimal `first-last`."""
    first = last = -2
    for code in sorted(found):
        if code != last + 1:
            if first >= 0:
                yield f"{first:X}-{last:X}"
            first = code
        last = code
    yield f"{first:X}-{last:X}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
