"""Boosted trees as an ONNX model: a row of numbers in, the log odds out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import lightgbm
import numpy as np
import onnx
from onnx import TensorProto, helper

Node = dict[str, Any]
"""A fork with its branches, or a leaf, as LightGBM writes them."""


def build(booster: lightgbm.Booster, columns: Sequence[str]) -> onnx.ModelProto:
    """The model of a LightGBM booster whose trees fork at numbers alone; its metadata name the columns."""
    trees = [info["tree_structure"] for info in booster.dump_model()["tree_info"]]
    rows = [row for number, tree in enumerate(trees) for row in _rows(number, tree)]
    leaves = [row for row in rows if row["mode"] == "LEAF"]
    node = helper.make_node(
        "TreeEnsembleRegressor",
        ["evidence"],
        ["odds"],
        domain="ai.onnx.ml",
        n_targets=1,
        post_transform="NONE",
        nodes_treeids=[row["tree"] for row in rows],
        nodes_nodeids=[row["id"] for row in rows],
        nodes_modes=[row["mode"] for row in rows],
        nodes_featureids=[row["column"] for row in rows],
        nodes_values=[row["value"] for row in rows],
        nodes_truenodeids=[row["left"] for row in rows],
        nodes_falsenodeids=[row["right"] for row in rows],
        nodes_hitrates=[1.0] * len(rows),
        nodes_missing_value_tracks_true=[0] * len(rows),
        target_treeids=[row["tree"] for row in leaves],
        target_nodeids=[row["id"] for row in leaves],
        target_ids=[0] * len(leaves),
        target_weights=[row["weight"] for row in leaves],
    )
    graph = helper.make_graph(
        [node],
        "trees",
        [helper.make_tensor_value_info("evidence", TensorProto.FLOAT, ["rows", len(columns)])],
        [helper.make_tensor_value_info("odds", TensorProto.FLOAT, ["rows", 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="dateline")
    helper.set_model_props(model, {"evidence": json.dumps(list(columns))})
    return model


def joined(model: onnx.ModelProto, booster: lightgbm.Booster, columns: Sequence[str]) -> onnx.ModelProto:
    """The trees of `model`, whose columns are the first of `columns`, and those of `booster` added up."""
    whole = build(booster, columns)
    (first,), (second,) = model.graph.node, whole.graph.node
    old = {each.name: helper.get_attribute_value(each) for each in first.attribute}
    count = max(old["nodes_treeids"]) + 1
    for attribute in second.attribute:
        if isinstance(old[attribute.name], list):
            added = helper.get_attribute_value(attribute)
            if attribute.name.endswith("_treeids"):
                added = [number + count for number in added]
            attribute.CopyFrom(helper.make_attribute(attribute.name, [*old[attribute.name], *added]))
    return whole


def _rows(number: int, tree: Node) -> Iterator[Node]:
    """The nodes of a tree from the root on, each with the numbers of its branches."""
    waiting, count = [(0, tree)], 1
    while waiting:
        node_id, node = waiting.pop()
        row = {
            "tree": number,
            "id": node_id,
            "mode": "LEAF",
            "column": 0,
            "value": 0.0,
            "left": 0,
            "right": 0,
        }
        if "leaf_value" in node:
            row["weight"] = node["leaf_value"]
        else:
            row |= {"mode": "BRANCH_LEQ", "column": node["split_feature"], "left": count, "right": count + 1}
            row["value"] = _no_greater(node["threshold"])
            waiting += [(count, node["left_child"]), (count + 1, node["right_child"])]
            count += 2
        yield row


def _no_greater(threshold: float) -> float:
    """The greatest number of 32 bits that is no greater: of such numbers it parts the same."""
    nearest = np.float32(threshold)
    # Held against a number of 32 bits, `threshold` itself would be rounded first.
    return float(np.nextafter(nearest, np.float32(-np.inf)) if float(nearest) > threshold else nearest)
