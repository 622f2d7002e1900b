from py3langid.langid import MODEL_FILE, LanguageIdentifier

from whence.page.language import language_name

NO_LANGUAGE = "zxx"


def test_every_language_that_is_told_apart_has_a_name() -> None:
    codes = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).nb_classes
    assert [c for c in codes if language_name(str(c)) == c] == [NO_LANGUAGE]
    assert (language_name("ja"), language_name("ar")) == ("Japanese", "Arabic")
    assert language_name("xx") == "xx"
