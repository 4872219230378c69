/**
 * The client of isnad for browsers: gRPC-Web, or any other transport of Connect.
 *
 * @example
 * ```ts
 * import { connect, slice } from "isnad/browser";
 *
 * const client = await connect("http://127.0.0.1:50051");
 * const { quotes } = await client.analyze({ text });
 * ```
 *
 * @module
 */
import type { Transport } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { Client, type ClientOptions, CONNECT_TIMEOUT_MS } from "./client.js";
import { version } from "./version.js";

export * from "./shared.js";

/**
 * Creates a client for the server at a URL. The server must allow calls from this page with its setting `cors_origins`. Or pass another
 * transport, such as `createGrpcWebTransport` with interceptors.
 *
 * Checks the server's health, and fails with an `IsnadError` with code `UNAVAILABLE` if no server accepts calls within
 * `connectTimeoutMs`. Browsers cannot stream requests, so `analyzeMany` makes a call for each document, and `trace` fails with
 * `UNIMPLEMENTED`.
 */
export async function connect(target: string | Transport, options: ClientOptions = {}): Promise<Client> {
  const transport = typeof target === "string" ? createGrpcWebTransport({ baseUrl: target }) : target;
  const client = new Client(
    {
      target: typeof target === "string" ? target : "the transport",
      transport,
      streams: false,
      // Browsers do not let a page set "user-agent".
      userAgent: { "x-user-agent": `isnad-typescript/${version}` },
      ready: async () => {},
      close: () => {},
    },
    options,
  );
  await client.check(options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
  return client;
}
