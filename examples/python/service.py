"""A FastAPI handler before a server of isnad: who says what in a page that is posted.

    pip install "$(ls target/wheels/isnad-*.whl)[client]" fastapi uvicorn
    scripts/serve &
    uvicorn --app-dir examples/python service:app
    curl --data-binary @examples/article.txt http://127.0.0.1:8000/quotes
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request

import isnad
from isnad import aio


@asynccontextmanager
async def connected(app: FastAPI) -> AsyncIterator[None]:
    """One client for all requests; the application does not start without a server."""
    async with aio.Client(os.environ.get("ISNAD_TARGET", "127.0.0.1:50051")) as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=connected)


@app.post("/quotes")
async def quotes(request: Request) -> list[dict[str, str | None]]:
    """The quotes of the page in the body, each with its speaker."""
    client: aio.Client = request.app.state.client
    try:
        analysis = await client.analyze((await request.body()).decode())
    except isnad.InvalidArgument as wrong:
        raise HTTPException(422, wrong.message) from None
    except isnad.Error as failed:
        raise HTTPException(503, failed.message) from None
    return [{"speaker": quote.speaker.name, "text": quote.text} for quote in analysis.quotes]
