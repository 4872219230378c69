# needs: checks
"""Generates the files that the clients take from proto/ and deploy/: messages and stubs from their buf templates, and the service configuration.

  scripts/generate            generate
  scripts/generate --check    also exit with 1 if the repository's files were out of date

The generators are pinned: Go's here, TypeScript's in clients/typescript/package-lock.json. Java's runs in its own Maven build.
"""
import json
import os
import subprocess
import sys

from players import told
from project import ROOT, installed

GENERATORS = {
    "protoc-gen-go": "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12",
    "protoc-gen-go-grpc": "google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2",
}
TEMPLATES = ("buf.gen.yaml", "clients/typescript/buf.gen.yaml")
GENERATED = ("clients/go/isnadpb", "clients/typescript/src/generated")
CONFIG = ROOT / "deploy/grpc-service-config.json"
GO_CONFIG = ROOT / "clients/go/service_config.json"
TYPESCRIPT_CONFIG = ROOT / "clients/typescript/src/service-config.ts"


def generators():
    """Downloads the generators."""
    environment = {**os.environ, "GOBIN": str(ROOT / ".tools/bin")}
    for package in GENERATORS.values():
        subprocess.run([told("go"), "install", package], env=environment, check=True)
    node = told("node")
    os.environ["PATH"] = f"{node}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT / "clients/typescript", check=True)


def copy_configuration():
    config = CONFIG.read_text(encoding="utf-8")
    GO_CONFIG.write_text(config, encoding="utf-8")
    written = json.dumps(json.loads(config), indent=2)
    TYPESCRIPT_CONFIG.write_text(f"// scripts/generate makes this from deploy/grpc-service-config.json.\nexport const serviceConfig = {written} as const;\n")


def made():
    """The current files, by path."""
    files = [path for folder in GENERATED for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in [*files, GO_CONFIG, TYPESCRIPT_CONFIG] if path.exists()}


def main():
    before = made()
    generators()
    for path in before:
        path.unlink()
    for template in TEMPLATES:
        subprocess.run([installed("buf"), "generate", "--template", template], cwd=ROOT, check=True)
    copy_configuration()
    changed = sorted(str(path.relative_to(ROOT)) for path, _ in before.items() ^ made().items())
    for path in dict.fromkeys(changed):
        print(f"generate: {path} is new or has changed")
    return 1 if changed and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
