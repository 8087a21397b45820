"""Has a Java program read Python's pickles and write them back, and compares in Python what comes back.

Usage: python check_pickles.py DIRECTORY COMMAND...

COMMAND runs `dev.ndwire.core.pickle.PickleEcho`, whose source describes what is said on its standard input and output.
The pickles are those of write_pickle_vectors.py in DIRECTORY. Where Java's bytes are not the ones that Python writes,
but load as equal, their digest goes to DIRECTORY/accepted.txt: name, protocol read, protocol written, `oob` for
out-of-band buffers or `-`, sha256. Ends with 1 if something comes back different.
"""

from __future__ import annotations

import base64
import hashlib
import pathlib
import pickle
import struct
import subprocess
import sys
import zlib

import pickle_cases  # noqa: F401  the pickles name its module


class Echo:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def take(self, size):
        data = self.process.stdout.read(size)
        if len(data) != size:
            raise EOFError(f"the program ended, {len(data)} of {size} bytes came")
        return data

    def chunk(self):
        return self.take(struct.unpack(">I", self.take(4))[0])

    def __call__(self, data, buffers, protocol, out_of_band):
        request = [bytes([protocol, out_of_band]), *chunked(data), struct.pack(">I", len(buffers))]
        for buffer in buffers:
            request += [bytes([not memoryview(buffer).readonly]), *chunked(buffer)]
        self.process.stdin.write(b"".join(request))
        self.process.stdin.flush()
        failed, words, written = self.take(1)[0], self.chunk().decode(), self.chunk()
        count = struct.unpack(">I", self.take(4))[0]
        made = [(bytearray if self.take(1)[0] else bytes)(self.chunk()) for _ in range(count)]
        return failed, words, written, made


def chunked(data):
    return [struct.pack(">I", len(data)), bytes(data)]


def decoded(text):
    return zlib.decompress(base64.b64decode(text))


def lines(path):
    for line in path.read_text(encoding="ascii").splitlines():
        name, protocol, data, column = line.split("\t")
        buffers = [(bytes if each[0] == "r" else bytearray)(decoded(each[1:])) for each in column.split()]
        yield name, int(protocol), decoded(data), buffers


def is_equal(name, a, b):
    import cloudpickle

    if name.startswith("cloudpickle/") and not isinstance(a, type) and callable(a):
        return a(5) == b(5)
    return cloudpickle.dumps(a, 5) == cloudpickle.dumps(b, 5)


def main(directory, command):
    folder = pathlib.Path(directory)
    echo = Echo(command)
    accepted, identical, different = [], 0, 0
    for file in "pickles.txt", "packages.txt":
        known = {(n, p, bool(b)): d for n, p, d, b in lines(folder / file)}
        for name, protocol, data, buffers in lines(folder / file):
            for target in (5,) if buffers else (4, 5):
                failed, words, written, made = echo(data, buffers, target, bool(buffers))
                if not failed and written == known.get((name, target, bool(buffers))) and made == buffers:
                    identical += 1
                    continue
                try:
                    same = not failed and is_equal(
                        name, pickle.loads(written, buffers=made), pickle.loads(data, buffers=buffers))
                except Exception as e:  # Whatever loading raises is the finding.
                    same, words = False, repr(e)
                if same:
                    digest = hashlib.sha256(written).hexdigest()
                    accepted.append(f"{name}\t{protocol}\t{target}\t{'oob' if buffers else '-'}\t{digest}\n")
                else:
                    different += 1
                    print(f"{name}, protocol {protocol} written as {target}: {words[:200]}")
    (folder / "accepted.txt").write_text("".join(accepted), encoding="ascii", newline="\n")
    print(f"{identical} identical, {len(accepted)} equal, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
