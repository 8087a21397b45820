"""What ndwire gives to Python peers: the modules of the project's folder `python`."""

import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parents[3] / "python"))

import ndwire_arrow as arrow  # noqa: E402, F401
