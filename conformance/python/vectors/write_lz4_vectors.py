"""Writes frames of lz4, for the tests of the compressions.

Usage: python write_lz4_vectors.py core/src/test/resources/dev/ndwire/core/compress

Writes, below that directory, lz4/SIZE-BLOCK-FLAGS.lz4: SIZE bytes of `plain`, in blocks of BLOCK KiB at most. FLAGS are
letters: l for linked blocks, s for a size in the header, b and c for checksums of blocks and of the content. noise.lz4 has
linked blocks of what cannot be compressed.
"""

import hashlib
import pathlib
import sys

import lz4.frame

BLOCKS = {64: lz4.frame.BLOCKSIZE_MAX64KB, 256: lz4.frame.BLOCKSIZE_MAX256KB, 4096: lz4.frame.BLOCKSIZE_MAX4MB}


def plain(size):
    """Bytes that a test makes again: runs, repetitions near and far, and some noise."""
    return bytes(((i // 97) * 31 + i % 7 if i % 4096 < 4000 else i * i // 13) & 255 for i in range(size))


def main():
    root = pathlib.Path(sys.argv[1]) / "lz4"
    root.mkdir(parents=True, exist_ok=True)
    for size in [0, 1, 13, 64 << 10, 200_000]:
        for block, flags in [(64, "l"), (64, "lsbc"), (64, ""), (64, "sbc"), (256, "lc"), (4096, "ls")]:
            frame = lz4.frame.compress(
                plain(size),
                block_size=BLOCKS[block],
                block_linked="l" in flags,
                store_size="s" in flags,
                block_checksum="b" in flags,
                content_checksum="c" in flags,
            )
            (root / f"{size}-{block}-{flags}.lz4").write_bytes(frame)
    noise = b"".join(hashlib.sha256(i.to_bytes(4, "big")).digest() for i in range(2100))
    (root / "noise.lz4").write_bytes(lz4.frame.compress(noise, block_size=BLOCKS[64], block_linked=True))


if __name__ == "__main__":
    main()
