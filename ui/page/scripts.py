"""The page's script: modules of `ui/page/script`, served as the files they are.

The policy allows scripts from this server ('self'), so modules need no bundler, no import map and no nonce.
"""

from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

SCRIPTS = {path.name: path for path in sorted((Path(__file__).parent / "script").glob("*.js"))}
BEGIN = 'import("/script/page.js").then(({ start }) => start({ server, upload }));'
"""What Gradio runs in the browser when the page is drawn; it gives it `server` and `upload`."""


def serve_scripts(app: FastAPI) -> None:
    """Adds `/script/NAME.js` to `app`: the modules by their names, and nothing else of the folder."""

    @app.get("/script/{name}")
    def script(name: str) -> FileResponse:
        if name not in SCRIPTS:
            raise HTTPException(404)
        # The type is said, since on Windows it comes from the registry and a wrong one stops the page. Asking again
        # each time keeps the modules of two versions of Quoth from running together.
        return FileResponse(SCRIPTS[name], media_type="text/javascript", headers={"cache-control": "no-cache"})
