"""Which words of a sentence carry meaning."""

from paripasso.matching.keywords import MOST, keywords


def test_small_words_of_both_languages_are_dropped() -> None:
    assert keywords("Vorrei presentare meglio i dati della qualità, senza leggere.") == (
        "dati", "leggere", "presentare", "qualita",
    )  # fmt: skip
    assert keywords("I would like to lead a small team and speak English") == ("english", "lead", "speak", "team")


def test_the_same_words_in_any_order_and_case_are_the_same() -> None:
    assert keywords("Power BI dashboards, REPORTS") == keywords("reports; dashboards (power bi)")


def test_nothing_gives_nothing_and_a_novel_gives_no_more_than_a_few() -> None:
    assert keywords("") == keywords("   … 12 – a b c") == ()
    assert len(keywords(" ".join(f"word{chr(97 + n)}{chr(98 + n)}x" for n in range(20)) * 3)) <= MOST
