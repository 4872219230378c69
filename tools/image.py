"""Builds the server's image as an OCI image layout without a container engine: the image of deploy/Dockerfile, from a static binary.

The layout is one tar, which `skopeo copy oci-archive:` and `docker load` accept. It is checked by reading it again.
"""
import gzip
import hashlib
import json
import re
import shlex
import time

import archives
from archives import RUNS, Member
from project import ROOT

DOCKERFILE = ROOT / "deploy/Dockerfile"
INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
ANNOTATION = "org.opencontainers.image."
# Architectures by their names in images, each with its number in ELF files.
MACHINES = {"amd64": 62, "arm64": 183}


def stage():
    """The instructions of the Dockerfile's last stage."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    lines = text[text.rindex("\nFROM "):].strip().splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def described(version, commit, when):
    """The Dockerfile's runtime settings in the format of an image's configuration."""
    config = {"Labels": {}, "ExposedPorts": {}, "WorkingDir": "/"}
    for word, rest in stage():
        if word == "USER":
            config["User"] = rest
        elif word == "EXPOSE":
            config["ExposedPorts"] |= {f"{port}/tcp": {} for port in rest.split()}
        elif word in ("ENTRYPOINT", "CMD"):
            config[word.capitalize()] = json.loads(rest)
        elif word == "LABEL":
            config["Labels"] |= dict(pair.split("=", 1) for pair in shlex.split(rest))
        elif word not in ("FROM", "COPY"):
            raise SystemExit(f"{DOCKERFILE.name} has {word}, which tools/image.py does not know")
    config["Labels"] |= {ANNOTATION + "version": version, ANNOTATION + "revision": commit, ANNOTATION + "created": written(when)}
    return config


def written(when):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when))


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def blob(descriptor):
    """Where the blob of a descriptor is."""
    return "blobs/" + descriptor["digest"].replace(":", "/")


class Layout:
    """Files of a layout, into which blobs go."""

    def __init__(self):
        self.files = {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}'}

    def add(self, kind, data):
        """Puts a blob into the layout. Returns its descriptor."""
        descriptor = {"mediaType": kind, "digest": digest(data), "size": len(data)}
        self.files[blob(descriptor)] = data
        return descriptor


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def layout(binary, architecture, version, commit, when):
    """The files of the image's layout, by their paths."""
    made = Layout()
    contents = archives.tar({"isnad": Member(binary, RUNS)}, when)
    layer = made.add(LAYER, archives.gzipped(contents))
    platform = {"architecture": architecture, "os": "linux"}
    settings = described(version, commit, when)
    config = made.add(CONFIG, compact({
        **platform, "created": written(when), "config": settings,
        "rootfs": {"type": "layers", "diff_ids": [digest(contents)]},
        "history": [{"created": written(when), "created_by": "COPY isnad /isnad"}],
    }))
    manifest = made.add(MANIFEST, compact({
        "schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer], "annotations": settings["Labels"],
    }))
    named = {**manifest, "platform": platform, "annotations": {ANNOTATION + "ref.name": version}}
    made.files["index.json"] = compact({"schemaVersion": 2, "mediaType": INDEX, "manifests": [named]})
    # In addition to the layout, for engines that load only Docker's older format; it names the same blobs.
    made.files["manifest.json"] = compact([{"Config": blob(config), "RepoTags": [f"isnad:{version}"], "Layers": [blob(layer)]}])
    return made.files


def packed(files, when):
    return archives.tar({name: Member(data) for name, data in files.items()}, when)


def unpacked(data):
    return {name: member.data for name, member in archives.read_tar(data).items()}


class Read:
    """A layout, read by the specification alone."""

    def __init__(self, files):
        self.files = files
        self.index = json.loads(files["index.json"])
        [self.described] = self.index["manifests"]
        self.manifest = json.loads(files[blob(self.described)])
        self.config = json.loads(files[blob(self.manifest["config"])])
        self.descriptors = [self.described, self.manifest["config"], *self.manifest["layers"]]
        self.layers = [gzip.decompress(files[blob(it)]) for it in self.manifest["layers"]]

    def blobs(self):
        return {name for name in self.files if name.startswith("blobs/")}

    def program(self):
        [path] = self.config["config"]["Entrypoint"]
        return archives.read_tar(self.layers[0])[path.lstrip("/")]


def whole(files):
    read = Read(files)
    return all(it["size"] == len(files[blob(it)]) and it["digest"] == digest(files[blob(it)]) for it in read.descriptors)


def same_platform(files):
    read = Read(files)
    program = read.program()
    machine = MACHINES[read.config["architecture"]]
    elf = program.data[:4] == b"\x7fELF" and int.from_bytes(program.data[18:20], "little") == machine
    return elf and read.described["platform"] == {"architecture": read.config["architecture"], "os": read.config["os"]}


def older_form(files):
    read = Read(files)
    [it] = json.loads(files["manifest.json"])
    return it["Config"] == blob(read.manifest["config"]) and it["Layers"] == [blob(layer) for layer in read.manifest["layers"]]


RULES = {
    "it says the version of its form": lambda files: json.loads(files["oci-layout"]) == {"imageLayoutVersion": "1.0.0"},
    "index and manifest are of schema 2": lambda files: Read(files).index["schemaVersion"] == Read(files).manifest["schemaVersion"] == 2,
    "every blob has the digest and the size of its descriptor": whole,
    "there is no other blob": lambda files: Read(files).blobs() == {blob(it) for it in Read(files).descriptors},
    "diff_ids are the digests of the layers uncompressed": lambda files: Read(files).config["rootfs"] == {
        "type": "layers", "diff_ids": [digest(it) for it in Read(files).layers]},
    "the program is for the platform that the image says": same_platform,
    "the program can be run by everyone": lambda files: Read(files).program().mode == RUNS,
    "it runs as nobody": lambda files: Read(files).config["config"]["User"] == "65532:65532",
    "the older form names the same blobs": older_form,
}


def replaced(files, change):
    """Changes the configuration and updates all references to it, so that the change is the only fault."""
    read = Read(files)
    change(read.config)
    made = Layout()
    for name in [blob(read.described), blob(read.manifest["config"])]:
        del files[name]
    config = made.add(CONFIG, compact(read.config))
    manifest = made.add(MANIFEST, compact({**read.manifest, "config": config}))
    files |= made.files
    files["index.json"] = compact({**read.index, "manifests": [{**read.described, **manifest}]})
    files["manifest.json"] = compact([{"Config": blob(config), "Layers": [blob(it) for it in read.manifest["layers"]]}])


def emptied_layer(files):
    read = Read(files)
    files[blob(read.manifest["layers"][0])] += b"\0"


def unrunnable(files):
    """Replaces the layer by one whose program only its owner may read."""
    read = Read(files)
    [layer] = read.manifest["layers"]
    files[blob(layer)] = archives.gzipped(archives.tar({"isnad": Member(read.program().data)}, 0))


FAULTS = {
    "it says the version of its form": lambda files: files.update({"oci-layout": b"{}"}),
    "index and manifest are of schema 2": lambda files: files.update({"index.json": files["index.json"].replace(b'"schemaVersion":2', b'"schemaVersion":1')}),
    "every blob has the digest and the size of its descriptor": emptied_layer,
    "there is no other blob": lambda files: files.update({"blobs/sha256/" + "0" * 64: b""}),
    "diff_ids are the digests of the layers uncompressed": lambda files: replaced(files, lambda config: config["rootfs"].update(diff_ids=[digest(b"")])),
    "the program is for the platform that the image says": lambda files: replaced(files, lambda config: config.update(architecture="arm64" if config["architecture"] == "amd64" else "amd64")),
    "the program can be run by everyone": unrunnable,
    "it runs as nobody": lambda files: replaced(files, lambda config: config["config"].update(User="0")),
    "the older form names the same blobs": lambda files: files.update({"manifest.json": b'[{"Config":"","Layers":[]}]'}),
}
