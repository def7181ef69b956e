"""Every word that visitors see is there in every language."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from signalpost.kernel.languages import CATALOGUES, SOURCE, offered
from tests.catalogues import __main__ as catalogues
from tests.catalogues import po, sources
from tests.catalogues.problems import problems

ROOT = Path(__file__).parent.parent.parent
FILES = catalogues.catalogues()


def language_of(file: Path) -> str:
    return file.parent.parent.name


@pytest.fixture(scope="module")
def wanted() -> list[po.Message]:
    return sources.messages()


def test_six_languages_are_offered() -> None:
    assert {code for code, _name in offered()} == {"en", "de", "fr", "es", "ja", "ar"}


@pytest.mark.parametrize("file", FILES, ids=language_of)
def test_nothing_is_missing(file: Path, wanted: list[po.Message]) -> None:
    found = list(problems(po.read(file.read_text()), wanted))

    assert not found, "`make messages` brings the catalogues up to date"


@pytest.mark.parametrize("file", FILES, ids=language_of)
def test_what_is_read_at_run_time_is_what_was_written(file: Path) -> None:
    assert file.with_suffix(".mo").read_bytes() == po.compiled(po.read(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=language_of)
def test_the_file_is_as_the_tool_writes_it(file: Path) -> None:
    assert file.read_text() == po.written(po.read(file.read_text()))


def test_the_catalogues_are_in_the_wheel() -> None:
    shipped = {Path(file.path) for file in WheelBuilder(str(ROOT)).recurse_included_files()}

    assert {file.with_suffix(".mo") for file in FILES} <= shipped


def test_nobody_translates_the_language_of_the_sources() -> None:
    assert not (CATALOGUES / SOURCE).exists()


class TestTheReader:
    CATALOGUE = po.Catalogue(
        "ar",
        "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;",
        (
            po.Message("Light", None, None, ("فاتح",), ("ui/a.html",)),
            po.Message("Light", "weight", None, ("خفيف",), ("ui/a.html", "ui/b.html")),
            po.Message('a "quote"\nand \\', None, None, ('"«\n\\',), ("ui/a.html",)),
            po.Message("%d day", None, "%d days", ("يوم", "يومان", "%d أيام"), ("ui/a.html",)),
            po.Message("Dark", None, None, ("",), ("ui/a.html",)),
        ),
    )

    def test_it_reads_what_was_written(self) -> None:
        assert po.read(po.written(self.CATALOGUE)) == self.CATALOGUE

    def test_python_reads_what_was_compiled(self, tmp_path: Path) -> None:
        (tmp_path / "x.mo").write_bytes(po.compiled(self.CATALOGUE))

        with (tmp_path / "x.mo").open("rb") as file:
            read = gettext.GNUTranslations(file)

        assert read.gettext("Light") == "فاتح"
        assert read.pgettext("weight", "Light") == "خفيف"
        assert read.gettext('a "quote"\nand \\') == '"«\n\\'
        assert [read.ngettext("%d day", "%d days", n) for n in (1, 2, 3)] == [
            "يوم",
            "يومان",
            "%d أيام",
        ]
        assert read.gettext("Dark") == "Dark"

    def test_a_message_that_gets_a_plural_is_to_be_translated_anew(self) -> None:
        updated = self.CATALOGUE.updated([po.Message("Light", None, "Lights")])

        assert updated.messages[0].translations == ("", "", "")


class TestTheSources:
    def found(self, text: str) -> list[po.Message]:
        return list(sources.in_template(text))

    def test_tags_of_every_kind_are_found(self) -> None:
        text = (
            '{% translate "One" %}{% translate "Two" context "number" as two %}{{ _("Three") }}'
            "{% blocktranslate with x=y %}Four {{ x }}{% endblocktranslate %}"
            "{% blocktranslate count n=y %}{{ n }} thing{% plural %}{{ n }} things"
            "{% endblocktranslate %}"
        )

        assert self.found(text) == [
            po.Message("One"),
            po.Message("Two", "number"),
            po.Message("Three"),
            po.Message("Four %(x)s"),
            po.Message("%(n)s thing", None, "%(n)s things"),
        ]

    def test_functions_are_found_under_whatever_name(self) -> None:
        text = (
            "from django.utils.translation import gettext_lazy as _, npgettext\n"
            '_("One"); npgettext("c", "%d thing", "%d things", 2); other("Three")\n'
        )
        tree = ast.parse(text)

        assert list(sources.in_code(tree, names=sources.names(tree))) == [
            po.Message("One"),
            po.Message("%d thing", "c", "%d things"),
        ]

    def test_a_text_that_is_put_together_cannot_be_translated(self) -> None:
        with pytest.raises(ValueError, match="only a text that stands there"):
            list(sources.in_code(ast.parse('_(f"{name} is new")'), names={"_": "gettext"}))


class TestProblems:
    WANTED = po.Message("%(n)s <b>day</b>", None, "%(n)s <b>days</b>")

    def said(self, *translations: str) -> list[str]:
        message = po.Message("%(n)s <b>day</b>", None, "%(n)s <b>days</b>", translations)
        forms = "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;"
        return list(problems(po.Catalogue("xx", forms, (message,)), [self.WANTED]))

    def test_a_form_for_one_number_may_say_it_in_words(self) -> None:
        assert self.said("<b>Tag</b>", "zwei <b>Tage</b>", "%(n)s <b>Tage</b>") == []

    @pytest.mark.parametrize(
        ("translations", "problem"),
        [
            (("", "", ""), "has no translation"),
            (("<b>Tag</b>", "%(n)s <b>Tage</b>"), "has 2 of 3 plural forms"),
            (("<b>Tag</b>", "<b>Tage</b>", "<b>Tage</b>"), "has other placeholders"),
            (("<b>Tag</b>", "<b>Tage</b>", "%(x)s <b>Tage</b>"), "has other placeholders"),
            (("<b>Tag</b>", "<b>Tage</b>", "%(n)s Tage"), "has other tags"),
            (("<b>Tag</b>", "<b>Tage</b>", "%(n)s <b>Tage</b> "), "has spaces around"),
        ],
    )
    def test_whatever_is_wrong_is_named(self, translations: tuple[str, ...], problem: str) -> None:
        (said,) = self.said(*translations)

        assert problem in said

    def test_what_is_said_no_more_is_named(self) -> None:
        catalogue = po.Catalogue(
            "xx", "nplurals=1; plural=0;", (po.Message("Old", None, None, ("x",)),)
        )

        (said,) = problems(catalogue, [])

        assert "is said nowhere any more" in said
