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
 * Makes a client of the server at a URL, which has to let this page call: its setting `cors_origins`. Or over another transport, such as
 * `createGrpcWebTransport` with interceptors.
 *
 * Asks the server's health, and fails with an `IsnadError` of `UNAVAILABLE` if no server takes calls within `connectTimeoutMs`. Browsers
 * cannot stream requests: `analyzeMany` makes a call for each document, and `trace` fails with `UNIMPLEMENTED`.
 */
export async function connect(target: string | Transport, options: ClientOptions = {}): Promise<Client> {
  const transport = typeof target === "string" ? createGrpcWebTransport({ baseUrl: target }) : target;
  const client = new Client(
    {
      target: typeof target === "string" ? target : "the transport",
      transport,
      streams: false,
      // Browsers keep the name "user-agent" for themselves.
      userAgent: { "x-user-agent": `isnad-typescript/${version}` },
      ready: async () => {},
      close: () => {},
    },
    options,
  );
  await client.check(options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
  return client;
}
