"""``python -m isnad parquet IN OUT``: analyzes the texts of a Parquet file and writes the results to a Parquet file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from isnad._options import Options

# The exit code for failed rows, the same as for the program isnad.
SOME_FAILED = 1


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m isnad", description="Extracts who said what to whom from Arabic news text.")
    commands = parser.add_subparsers(dest="command", required=True)
    parquet = commands.add_parser("parquet", help="analyse the texts of a Parquet file")
    parquet.add_argument("input", metavar="IN", type=Path, help="a Parquet file with a column of texts and one of ids")
    parquet.add_argument("output", metavar="OUT", type=Path, help="a Parquet file; with --flat a folder")
    parquet.add_argument("--text", default="text", help="the column of texts (default: text)")
    parquet.add_argument("--id", default="id", help="the column of ids (default: id)")
    parquet.add_argument("--flat", action="store_true", help="write documents, sentences, quotes, relays and entities, one file each")
    parquet.add_argument("--workers", type=int, help="threads (default: one per core)")
    parquet.add_argument("--rows", type=int, default=1024, help="rows processed at a time (default: 1024)")
    parquet.add_argument("--min-confidence", type=float, default=0.0, help="leave out quotes below this confidence (default: 0)")
    return parser.parse_args(given)


class _Output:
    """Output files that have a temporary name until they are complete."""

    def __init__(self, path: Path, flat: bool) -> None:
        import pyarrow.parquet as pq

        from isnad import arrow

        self._path, self._flat = path, flat
        schemas = dict(arrow.SCHEMAS) if flat else {"": arrow.SCHEMA}
        if flat:
            path.mkdir(parents=True, exist_ok=True)
        self._paths = {name: path / f"{name}.parquet" if flat else path for name in schemas}
        parts = {name: path.with_name(f"{path.name}.part") for name, path in self._paths.items()}
        self._parts = parts
        self._writers = {name: pq.ParquetWriter(parts[name], schema, compression="zstd") for name, schema in schemas.items()}

    def write(self, nested: Any) -> None:
        """Writes the results of a batch."""
        from isnad import arrow

        batches = arrow.tables(nested) if self._flat else {"": nested}
        for name, batch in batches.items():
            self._writers[name].write_batch(batch)

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for name, writer in self._writers.items():
            writer.close()
            if kind is None:
                os.replace(self._parts[name], self._paths[name])
            else:
                self._parts[name].unlink()


def _parquet(arguments: argparse.Namespace) -> int:
    import pyarrow.parquet as pq
    from tqdm import tqdm

    from isnad import arrow

    options = Options(min_confidence=arguments.min_confidence)
    failed = 0
    with ExitStack() as stack:
        source = stack.enter_context(pq.ParquetFile(arguments.input))
        output = stack.enter_context(_Output(arguments.output, arguments.flat))
        shown = sys.stderr.isatty()
        bar = stack.enter_context(tqdm(total=source.metadata.num_rows, unit=" documents", disable=not shown))
        batches: Iterator[Any] = source.iter_batches(arguments.rows, columns=[arguments.id, arguments.text])
        for batch in batches:
            found = arrow.analyze(batch, text=arguments.text, id=arguments.id, options=options, workers=arguments.workers)
            failed += len(found) - found["error"].null_count
            output.write(found)
            bar.update(len(found))
    if failed:
        print(f"isnad: {failed} documents have no answer; see their column error", file=sys.stderr)
        return SOME_FAILED
    return 0


def main(given: list[str] | None = None) -> int:
    """Runs the command line. Returns the exit code: 0 all documents were answered, 1 some failed, 2 the command line or a file is
    invalid."""
    arguments = _arguments(given)
    try:
        return _parquet(arguments)
    except (OSError, KeyError, ValueError) as error:
        print(f"isnad: {error.args[0] if error.args else error}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"isnad: {error}; pip install pyarrow tqdm", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
