"""The ways to ask: the chat page, the command, HTTP and MCP, all over one `Service`."""
