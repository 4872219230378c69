/**
 * A small HTTP service before a server of isnad: who says what in a page that is posted.
 *
 *     node examples/typescript/service.ts &
 *     curl --data-binary @examples/article.txt http://127.0.0.1:8000/
 *
 * The caller may give a deadline in `Connect-Timeout-Ms`, and a trace context.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { type CallOptions, connect, IsnadError, slice, type StatusCode } from "isnad";

const STATUSES: Partial<Record<StatusCode, number>> = {
  INVALID_ARGUMENT: 400,
  OUT_OF_RANGE: 413,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};
const TRACE_CONTEXT = ["traceparent", "tracestate"];

const client = await connect(process.env.ISNAD_TARGET ?? "127.0.0.1:50051");
const server = createServer(answer).listen(Number(process.env.PORT ?? 8000), "127.0.0.1");

// A server that is told to end finishes what it has begun.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close(() => client.close()));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const text = await textOf(request);
    const { quotes } = await client.analyze({ text }, { ...passedOn(request), signal: gone.signal });
    const said = quotes.map(({ speaker, content }) => ({
      speaker: speaker?.name || null,
      text: content.map((span) => slice(text, span)).join(" … "),
    }));
    send(response, 200, said);
  } catch (error) {
    if (response.destroyed) return;
    if (error instanceof IsnadError) fail(response, error);
    else send(response, 500, { message: "a fault of this service" });
  }
}

/** The caller's deadline and trace context. */
function passedOn({ headers }: IncomingMessage): CallOptions {
  const timeoutMs = Number(headers["connect-timeout-ms"]);
  return {
    ...(timeoutMs > 0 && { timeoutMs }),
    headers: TRACE_CONTEXT.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]] as [string, string]] : [])),
  };
}

function fail(response: ServerResponse, { code, message, violations, retryAfterMs, requestId }: IsnadError): void {
  if (retryAfterMs !== undefined) response.setHeader("retry-after", Math.ceil(retryAfterMs / 1000));
  send(response, STATUSES[code] ?? 500, { code, message, violations, requestId });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
