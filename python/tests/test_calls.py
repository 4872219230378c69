"""The calls in process: what goes in, what comes out, and what is wrong."""

from __future__ import annotations

import json
import pickle
import threading
import time
from pathlib import Path

import pytest
from conftest import ARTICLE, lines, own_texts

import isnad


def test_quotes_of_the_article() -> None:
    analysis = isnad.analyze(ARTICLE)
    assert [quote.speaker.name for quote in analysis.quotes] == ["هالة المرزوقي"] * 3 + ["سليم الطرابيشي"] * 3 + ["مصدر في الوزارة"]
    quote = analysis.quotes[5]
    assert (quote.type, quote.text, quote.cue and quote.cue.lemma) == ("indirect", "البلدية ستطلب فحصا مستقلا", "قال")
    assert [relay.name for relay in quote.relays] == ["وكالة الضفاف"]
    assert quote.content[0].of(ARTICLE) == ARTICLE[quote.content[0].slice] == quote.text
    assert analysis.quotes[2].addressee_name == "الصحفيين"
    assert analysis.entities[0].kind == "person" and analysis.entities[0].titles == ("وزيرة المياه",)
    assert [analysis.text[span.slice] for span in analysis.metadata.bylines] == ["رانيا السلمان"]
    assert {block.kind for block in analysis.blocks if not block.kept} >= {"related", "ui"}


def test_spans_count_code_points_beyond_the_basic_plane() -> None:
    text = "🙂🙂 قالت وزيرة المياه هالة المرزوقي إن السد آمن."
    [quote] = isnad.analyze(text).quotes
    assert quote.text == "السد آمن"


def test_results_are_frozen_and_equal_and_go_through_pickle() -> None:
    one, other = isnad.analyze(ARTICLE), isnad.analyze(ARTICLE)
    assert one == other and hash(one) == hash(other) and one != isnad.analyze(ARTICLE + " ")
    assert one != isnad.clean(ARTICLE)
    with pytest.raises(AttributeError):
        one.text = ""  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.quotes[0].rule = ""  # type: ignore[misc]
    for answer in (one, isnad.clean(ARTICLE), isnad.segment(ARTICLE), isnad.extract_quotes(ARTICLE)):
        assert pickle.loads(pickle.dumps(answer)) == answer
    one.to_dict()["quotes"].clear()
    assert len(one.quotes) == 7 and one.to_dict() == json.loads(json.dumps(other.to_dict()))


def test_each_call_has_its_own_answer() -> None:
    assert isnad.clean(ARTICLE).clean_text.startswith("وزيرة المياه: سد الوادي الأخضر آمن")
    assert [sentence.text for sentence in isnad.segment("نعم. لا.")] == ["نعم.", "لا."]
    [quote] = isnad.extract_quotes("قال الوزير سامر الحلبي إن الطريق مفتوح.").quotes
    assert quote.speaker.name == "سامر الحلبي"
    assert isnad.signature(quote.text) == isnad.analyze("قال الوزير سامر الحلبي إن الطريق مفتوح.").quotes[0].signature


def test_options_reach_the_core(binary: Path) -> None:
    options = isnad.Options(profile="search", parts=["clean_text", "quotes"], min_confidence=0.7, with_steps=("diacritics",))
    analysis = isnad.analyze(ARTICLE, options)
    assert analysis.sentences == () and analysis.entities == () and analysis.metadata is None
    assert 0 < len(analysis.quotes) < 7 and all(quote.confidence >= 0.7 for quote in analysis.quotes)
    flags = ["--profile", "search", "--fields", "clean_text,quotes", "--min-confidence", "0.7", "--with", "diacritics"]
    for (_, text), line in zip(own_texts(), lines(binary, own_texts(), "analyze", *flags), strict=True):
        assert isnad.analyze(text, options).to_dict() == line["analysis"]


def test_wrong_options_name_each_field() -> None:
    with pytest.raises(isnad.InvalidArgument) as caught:
        isnad.Options(
            profile="nice",  # type: ignore[arg-type]
            min_confidence=2,
            min_speaker_confidence=float("nan"),
            parts=["speakers"],  # type: ignore[list-item]
            with_steps=["tatweel"],
            without_steps=["tatweel"],
        )
    assert [violation.field for violation in caught.value.violations] == [
        "clean.profile", "read_mask", "clean.without_steps", "quotes.min_confidence", "quotes.min_speaker_confidence",
    ]  # fmt: skip
    assert isinstance(caught.value, ValueError) and pickle.loads(pickle.dumps(caught.value)).violations


@pytest.mark.parametrize(
    ("text", "reason"), [("", "REQUIRED"), ("\ud800", "NOT_UTF8"), (None, "REQUIRED"), (b"x", "REQUIRED"), (7, "REQUIRED")]
)
def test_what_is_no_text_is_an_error_that_names_the_field(text: object, reason: str) -> None:
    calls = (isnad.analyze, isnad.clean, isnad.segment, isnad.extract_quotes, lambda text: isnad.verify(text, ["نعم"]))
    for call in calls:
        with pytest.raises(isnad.InvalidArgument) as caught:
            call(text)  # type: ignore[arg-type]
        assert (caught.value.field, caught.value.violations[0].reason) == ("text", reason)
        assert caught.value.code == "INVALID_ARGUMENT"


def test_other_threads_run_meanwhile() -> None:
    text, ticks, done = "قال الوزير سامر الحلبي إن الطريق مفتوح.\n" * 20_000, [], threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.002)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.perf_counter()
    isnad.analyze(text)
    took = time.perf_counter() - began
    done.set()
    thread.join()
    longest = max(b - a for a, b in zip(ticks, ticks[1:], strict=False))
    assert took > 0.05 and longest < took / 2, (took, longest)


def test_a_page_to_look_at_has_the_text_and_no_markup_of_it() -> None:
    shown = isnad.analyze(ARTICLE + "\n🙂 <script>alert(1)</script>")._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and "<script" not in shown.removeprefix("<iframe")
    assert "سد الوادي الأخضر" in shown


def test_a_page_counts_in_utf16() -> None:
    text = "🙂 قالت وزيرة المياه هالة المرزوقي إن السد آمن."
    page = isnad.analyze(text).to_html()
    data = page.split('class="answer">')[1].split("</script>")[0]
    [quote] = json.loads(data)["analysis"]["quotes"]
    [span] = quote["content"]
    units = text.encode("utf-16-le")
    assert units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") == "السد آمن"


def test_pairs_and_claims() -> None:
    a = isnad.Quotation("سيفتح الطريق قبل 25 نيسان المقبل ولن يغلق الجسر", published="2024-03-05")
    b = isnad.Quotation("سيفتح الطريق قبل 20 نيسان المقبل ولن يغلق الجسر", published="2024-03-05")
    found = isnad.compare(a, b)
    assert found.relation == "same" and [edit.kind for edit in found.edits] == ["number"]
    assert (found.edits[0].a.of(a.text), found.edits[0].b.of(b.text)) == ("25", "20")
    verdicts = isnad.verify(ARTICLE, ["سد الوادي الأخضر آمن", isnad.Claim("البلدية ستطلب فحصا مستقلا", "هالة المرزوقي")])
    assert [(verdict.presence, verdict.attribution) for verdict in verdicts] == [("verbatim", None), ("verbatim", "other")]
    with pytest.raises(isnad.InvalidArgument) as caught:
        isnad.verify(ARTICLE, ["نعم", "…"])
    assert caught.value.field == "claims[1].words"
    with pytest.raises(isnad.InvalidArgument):
        isnad.verify(ARTICLE, [])


def test_a_trace_joins_reports_and_names_what_failed() -> None:
    said = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل {} نيسان المقبل."
    documents = [
        isnad.Document("a", said.format(25), "صحيفة النهر", "2024-03-05"),
        isnad.Document("b", "", "صحيفة الجبل"),
        isnad.Document("c", said.format(20), "صحيفة البحر", "2024-03-06"),
        isnad.Document("d", said.format(25), "صحيفة السهل", "غدا"),
    ]
    trace = isnad.trace(documents)
    assert {index: error.field for index, error in trace.errors.items()} == {1: "text", 3: "published"}
    [cluster] = trace.clusters
    assert [member.id for member in cluster.members] == ["a", "c"] and cluster.speaker == "هالة المرزوقي"
    assert cluster.first_seen is not None and cluster.first_seen.members == (0,)
    assert [row.kind for row in cluster.drift] == ["number"] and (cluster.drift[0].base, cluster.drift[0].text) == ("25", "20")
    assert pickle.loads(pickle.dumps(trace)) == trace and pickle.loads(pickle.dumps(cluster)) == cluster
