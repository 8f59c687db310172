"""Posters scan, can be read aloud, and hold whatever title somebody gives them: judged by readers that are not ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from paripasso.config.cli import parser
from paripasso.programs.launch.poster import Poster, Size, poster
from paripasso.programs.models import Round

MILLIMETRES = 72 / 25.4
PAPERS = {Size.A3: (297, 420), Size.A4: (210, 297)}
TITLES = {
    "90 characters": "Insegna ciò che sai fare e impara ciò che ti manca, fianco a fianco con chi non conosci ok",
    "300 characters": ("Teach what you know, learn what you miss, side by side, all year long. " * 5)[:300].strip(),
    "one word of 300": "a" * 300,
    "right to left": "שלום לכולם, מלמדים ולומדים",
    "arabic": "علّم شيئًا. تعلّم شيئًا.",
    "emoji": "Teach 🎉 one thing 👩🏽‍🏭",
    "only emoji": "🎉🎉",
    "chinese": "教一件事，学一件事",
    "markup": '#panic("x") $x$ *bold* @ref <label> \\ [ ] { } `raw` = H',
    "overrides": "Teach \u202eeno\u202c thing",
}


@pytest.fixture
def titled(round_: Round):
    def make(title: str, size: Size = Size.A3, language: str = "en") -> Poster:
        round_.program.promise_it = round_.program.promise_en = title
        return poster(round_, language=language, size=size)

    return make


def text_of(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def bare(text: str) -> str:
    """Letters alone: what a line break, a hyphen or a form of a letter cannot change."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def inside(pdf: bytes, size: Size) -> bool:
    """Every character stands on the paper, and none of the title runs into the lines below."""
    page = pypdfium2.PdfDocument(pdf)[0]
    width, height = page.get_size()
    words = page.get_textpage()
    boxes = [words.get_charbox(n) for n in range(words.count_chars())]
    between = range(57, 108)  # hundredths of the width, from above: where the path alone is drawn
    return all(
        left >= 0
        and right <= width
        and bottom >= 0
        and top <= height
        and int((height - bottom) / width * 100) not in between
        for left, bottom, right, top in boxes
        if right > left
    )


@pytest.mark.slow
@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("language", ["it", "en"])
def test_a_poster_is_tagged_of_its_size_and_scans(round_, size, language, tmp_path: Path) -> None:
    made = poster(round_, language=language, size=size)
    page = pypdfium2.PdfDocument(made.pdf)[0]
    assert tuple(round(side / MILLIMETRES) for side in page.get_size()) == PAPERS[size]
    assert b"pdfuaid:part" in made.pdf
    assert b"/StructTreeRoot" in made.pdf
    assert f"/Lang ({language})".encode() in made.pdf.replace(b"/Lang(", b"/Lang (")
    assert round_.program.name(language) in text_of(made.pdf)
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg is not installed")
    picture = tmp_path / "poster.png"
    page.render(scale=1.5).to_pil().save(picture)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=True)
    assert read.stdout.strip() == f"{made.address}?via=poster"


@pytest.mark.slow
@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("size", list(Size))
def test_any_title_stays_on_the_paper_and_is_read_as_it_was_written(titled, name, size) -> None:
    made = titled(TITLES[name], size)
    drawn = [sign for sign in TITLES[name] if sign not in made.left_out]
    read, wanted = bare(text_of(made.pdf)), bare("".join(drawn))
    assert inside(made.pdf, size)
    assert sorted(set(wanted) - set(read)) == []
    if name in {"90 characters", "300 characters", "one word of 300", "emoji", "markup"}:
        assert wanted in read


@pytest.mark.slow
def test_what_no_font_can_draw_is_named(titled) -> None:
    assert set("🎉") <= set(titled(TITLES["emoji"]).left_out)
    assert titled(TITLES["90 characters"]).left_out == ""
    assert "Side by side" in text_of(titled(TITLES["only emoji"]).pdf)


@pytest.mark.slow
def test_the_command_writes_the_file(round_, tmp_path: Path, capsys) -> None:
    def run(*words: str) -> int:
        chosen = parser().parse_args(["poster", *words])
        return chosen.run(chosen)

    out = tmp_path / "a4.pdf"
    assert run(round_.slug, "--language", "en", "--size", "A4", "--out", str(out), "--json") == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert run(round_.slug, "--out", str(tmp_path / "no" / "a3.pdf")) == 2
    assert run("nowhere", "--out", str(out)) == 2
    assert "There is no round “nowhere”." in capsys.readouterr().err


@pytest.mark.slow
def test_those_who_run_the_round_get_it_from_the_browser(round_, paola, sofia, client) -> None:
    address = f"/manage/rounds/{round_.slug}/poster.pdf"
    client.force_login(paola)
    answer = client.get(address, {"language": "en", "size": "A4"})
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "application/pdf", b"%PDF")
    assert client.get(address, {"size": "A0"}).status_code == 404
    client.force_login(sofia)
    assert client.get(address).status_code == 404
