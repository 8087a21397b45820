"""Python's own times for what CompressFrame times: the functions that `distributed` calls for frames.

    python codec_times.py --codecs lz4,zlib,zstd --sizes 1048576 --data READINGS --files READINGS=FILE,COUNTS=FILE

Each FILE has the bytes of that name, as many as the largest size at least. Lines are those of `timing.py`.
"""

from pathlib import Path

from distributed.protocol.compression import compressions

from timing import Times

TIMES = Times("Python's own times of compression", codecs=["lz4", "zlib", "zstd"], sizes=["1048576", "67108864"],
              data=["READINGS", "COUNTS"], files=[])


def main():
    files = dict(entry.split("=", 1) for entry in TIMES.options.files)
    for name in TIMES.options.data:
        whole = bytearray(Path(files[name]).read_bytes())
        for codec in TIMES.options.codecs:
            found = compressions[codec]
            for byte_size in TIMES.options.sizes:
                frame = memoryview(whole)[:int(byte_size)]
                compressed = found.compress(frame)
                parameters = {"codec": codec, "data": name, "byteSize": byte_size}
                TIMES.report("CompressFrame.compress", lambda: found.compress(frame), "CPython, distributed", **parameters)
                TIMES.report("CompressFrame.decompress", lambda: found.decompress(compressed), "CPython, distributed",
                             **parameters)


if __name__ == "__main__":
    main()
