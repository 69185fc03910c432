"""The page: a local web app, its HTTP endpoint and its MCP tool."""
