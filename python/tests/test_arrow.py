"""Tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ARTICLE, golden_texts

import isnad

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402

import isnad.__main__ as main  # noqa: E402
from isnad import arrow  # noqa: E402


def batch(texts: list[tuple[object, object]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"id": [id for id, _ in texts], "text": [text for _, text in texts]})


def test_rows_are_those_of_the_objects() -> None:
    texts = golden_texts()[:300]
    found = arrow.analyze(batch(texts), workers=2)
    assert found.schema == arrow.SCHEMA and found["id"].to_pylist() == [id for id, _ in texts]
    for row, (_, text) in zip(found.to_pylist(), texts, strict=True):
        analysis = isnad.analyze(text)
        assert row["error"] is None and (row["clean_text"] or "") == analysis.clean_text
        assert [sentence["text"] for sentence in row["sentences"]] == [sentence.text for sentence in analysis.sentences]
        for index, (told, quote) in enumerate(zip(row["quotes"], analysis.quotes, strict=True)):
            assert told["index"] == index and told["text"] == quote.text and told["kind"] == quote.type
            assert told["content"] == [span._asdict() for span in quote.content]
            assert (told["speaker"], told["speaker_entity"]) == (quote.speaker.name, quote.speaker.entity)
            assert (told["cue"], told["cue_class"]) == ((quote.cue.lemma, quote.cue.cue_class) if quote.cue else (None, None))
            assert [relay["name"] for relay in told["relays"]] == [relay.name for relay in quote.relays]
            assert told["signature"] == list(quote.signature) and told["addressee"] == quote.addressee_name
        for told, entity in zip(row["entities"], analysis.entities, strict=True):
            assert (told["name"], told["kind"], told["gender"]) == (entity.name, entity.kind, entity.gender)
            assert told["quotes"] == list(entity.quotes) and told["titles"] == list(entity.titles)


def test_flat_tables_have_the_same_rows_also_of_a_slice() -> None:
    texts = golden_texts()[:60]
    whole = arrow.analyze(batch(texts))
    for nested, own in ((whole, texts), (whole.slice(7, 20), texts[7:27])):
        tables = arrow.tables(nested)
        assert {name: table.schema for name, table in tables.items()} == arrow.SCHEMAS
        assert tables["documents"]["id"].to_pylist() == [id for id, _ in own]
        expected = [(id, at, quote.text) for id, text in own for at, quote in enumerate(isnad.analyze(text).quotes)]
        quotes = tables["quotes"].to_pylist()
        assert [(row["document"], row["index"], row["text"]) for row in quotes] == expected
        relays = [
            (id, at, relay.name)
            for id, text in own
            for at, quote in enumerate(isnad.analyze(text).quotes)
            for relay in quote.relays
        ]
        assert [(row["document"], row["quote"], row["name"]) for row in tables["relays"].to_pylist()] == relays


def test_a_text_that_cannot_be_read_is_a_row_with_an_error() -> None:
    found = arrow.analyze(batch([(1, "نعم."), (2, ""), (3, None), (None, ARTICLE)]))
    assert found["id"].to_pylist() == ["1", "2", "3", None]
    errors = found["error"].to_pylist()
    assert [error and error["field"] for error in errors] == [None, "text", "text", None]
    assert errors[1] == {"code": "INVALID_ARGUMENT", "message": "text: is empty", "field": "text"}
    assert len(found["quotes"].to_pylist()[3]) == 7
    assert arrow.tables(found)["documents"].num_rows == 4


def test_strings_of_any_width_and_an_empty_batch() -> None:
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()):
        text = ARTICLE.encode() if "binary" in str(kind) else ARTICLE
        given = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array([text], kind)], ["id", "text"])
        assert len(arrow.analyze(given)["quotes"].to_pylist()[0]) == 7
    assert arrow.analyze(batch([("a", "نعم.")]).slice(1)).num_rows == 0


def test_bytes_that_are_no_utf8_are_an_error_of_their_row() -> None:
    array = pa.array([ARTICLE.encode(), b"\xff\xfe" + ARTICLE.encode()[:4]], pa.binary())
    found = arrow.analyze(pa.RecordBatch.from_arrays([array, array], ["id", "text"]))
    assert [error and error["message"] for error in found["error"].to_pylist()] == [None, "text: is not UTF-8"]
    assert found["id"][1].as_py().startswith("\ufffd\ufffd")
    called_strings = pa.Array.from_buffers(pa.string(), 2, array.buffers())
    with pytest.raises(pa.ArrowException, match="UTF8"):
        arrow.analyze(pa.RecordBatch.from_arrays([called_strings, called_strings], ["id", "text"]))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KeyError, match="body"):
        arrow.analyze(batch([("a", "نعم.")]), text="body")
    with pytest.raises(ValueError, match="isnad.arrow.analyze"):
        arrow.tables(batch([("a", "نعم.")]))


def test_the_schema_says_by_what_it_was_made() -> None:
    metadata = arrow.SCHEMA.metadata
    assert metadata[b"isnad.schema_version"] == b"1" and metadata[b"isnad.offsets"] == b"utf32"
    assert metadata[b"isnad.lexicon_version"].decode() == isnad.LEXICON_VERSION
    assert arrow.analyze(batch([("a", ARTICLE)])).schema.metadata == metadata


def test_frames_of_three_libraries_give_the_same_quotes() -> None:
    pandas, polars, duckdb = (pytest.importorskip(name) for name in ("pandas", "polars", "duckdb"))
    data = {"id": ["a", "b"], "text": [ARTICLE, "قال الوزير إن الطريق مفتوح."]}
    one = arrow.from_pandas(pandas.DataFrame(data))
    assert list(one["document"]) == ["a"] * 7 + ["b"]
    other = arrow.from_polars(polars.DataFrame(data))
    assert other["text"].to_list() == list(one["text"])
    connection = duckdb.connect()
    connection.register("pages", pa.Table.from_pydict(data))
    found = arrow.from_duckdb(connection.table("pages"))
    assert found["text"].to_pylist() == list(one["text"])


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    path = tmp_path / "in.parquet"
    pq.write_table(pa.Table.from_batches([batch([("a", ARTICLE), ("b", None), ("c", "نعم.")] * 50)]), path)
    return path


def test_a_parquet_file_becomes_another(parquet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.parquet"
    assert main.main(["parquet", str(parquet), str(out), "--rows", "64", "--workers", "2"]) == 1
    assert "50 documents have no answer" in capsys.readouterr().err
    table = pq.read_table(out)
    assert table["id"].to_pylist() == ["a", "b", "c"] * 50 and table.schema.metadata[b"isnad.schema_version"] == b"1"
    assert main.main(["parquet", str(parquet), str(tmp_path / "flat"), "--flat"]) == 1
    assert sorted(path.name for path in (tmp_path / "flat").iterdir()) == [
        "documents.parquet", "entities.parquet", "quotes.parquet", "relays.parquet", "sentences.parquet",
    ]  # fmt: skip
    assert pq.read_table(tmp_path / "flat/quotes.parquet").num_rows == 50 * 7


def test_what_fails_leaves_no_file_behind(parquet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.parquet"
    assert main.main(["parquet", str(parquet), str(out), "--text", "body"]) == 2
    assert main.main(["parquet", str(tmp_path / "none.parquet"), str(out)]) == 2
    assert "body" in capsys.readouterr().err and [path.name for path in tmp_path.iterdir()] == ["in.parquet"]
