"""Opens the models' files. Home of onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.errors import ModelMissing


def open_session(path: Path, whose: str) -> tuple[Any, dict[str, str]]:
    """The session of a model file on one thread, and what the file says of itself.

    Raises `ModelMissing`, which names the file and `whose` it is, where it is missing, unreadable or damaged.
    """
    if not path.is_file():
        raise ModelMissing(f"The {whose}'s model file {path} is missing.")
    try:
        model = path.read_bytes()
    except OSError as error:
        raise ModelMissing(f"The {whose}'s model file {path} cannot be read: {error}.") from error
    return session_of(model, f"The {whose}'s model file {path}")


def session_of(model: bytes, called: str) -> tuple[Any, dict[str, str]]:
    """The same of a model in memory, which errors name as `called`."""
    import onnxruntime  # type: ignore[import-untyped]  # no stubs

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The higher levels fuse additions into a normalisation that is four times slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return session, session.get_modelmeta().custom_metadata_map
    except Exception as error:  # onnxruntime's errors have no root of their own
        raise ModelMissing(f"{called} is damaged or no model.") from error
