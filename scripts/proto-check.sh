#!/usr/bin/env bash
# Checks proto/ with buf: lint, format, and that no client breaks. Needs no network once buf is in .tools.
#
#   scripts/proto-check.sh            check
#   scripts/proto-check.sh --accept   take proto/ as it is as what later changes are checked against;
#                                     for a release, and for a breaking change that is meant
#
# buf comes as the Python package buf-bin, pinned by the hashes of its wheels; $BUF names another one.
set -euo pipefail
cd "$(dirname "$0")/.."

version=1.75.0
baseline=proto/baseline.binpb
tools=.tools/buf-$version
buf=${BUF:-$tools/bin/buf}

if [ ! -x "$buf" ]; then
    if ! python3 -m pip --version > /dev/null; then
        echo "scripts/proto-check.sh: needs python3 with pip to fetch buf; or name one with \$BUF" >&2
        exit 1
    fi
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cat > "$work/requirements.txt" << HASHES
buf-bin==$version \
    --hash=sha256:6fd3ecb1694b6f5bcdfb9bef5297b330ffb9731b95445a42944c1b6158428101 \
    --hash=sha256:159e994efa072a7f3c84e5b90cf57f7b9a5e9f6387121bfc70e82ec7167d5694 \
    --hash=sha256:b5b1032fe41ec5f7823161697e82597c58081406b035ee6a419e8eb01f35bed6
HASHES
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: --require-hashes \
        --target "$tools" --requirement "$work/requirements.txt"
fi

if [ "${1:-}" = --accept ]; then
    exec "$buf" build --exclude-source-info --output "$baseline"
fi
"$buf" lint
"$buf" format --diff --exit-code --path proto/isnad
"$buf" breaking --against "$baseline"
echo "proto: lint, format and breaking passed with buf $("$buf" --version)"
