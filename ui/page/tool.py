"""The MCP tool's reply as JSON, the same as the command and the HTTP endpoint give."""

import json
from typing import Any

import gradio as gr
from mcp.types import ImageContent, TextContent


def reply_in_json(blocks: gr.Blocks) -> None:
    """Makes the mounted MCP server send JSON; Gradio would send Python's `repr` of a `dict`."""
    server = blocks.mcp_server_obj
    if server is None:
        raise RuntimeError("The MCP server did not start. Run pip install 'gradio[mcp]', then start Quoth again.")
    server.postprocess_output_data = _json_contents  # type: ignore[method-assign]


def _json_contents(data: Any, root_url: str) -> list[TextContent | ImageContent]:
    return [TextContent(type="text", text=json.dumps(output, ensure_ascii=False)) for output in data]
