/**
 * The client of isnad for Node: gRPC over HTTP/2.
 *
 * @example
 * ```ts
 * import { connect, slice } from "isnad";
 *
 * const client = await connect("127.0.0.1:50051");
 * const { quotes } = await client.analyze({ text });
 * for (const { speaker, content } of quotes) {
 *   console.log(speaker?.name, content.map((span) => slice(text, span)).join(" … "));
 * }
 * client.close();
 * ```
 *
 * @module
 */
import { ConnectError } from "@connectrpc/connect";
import { address, type Tls } from "./address.js";
import { Client, type ClientOptions, CONNECT_TIMEOUT_MS } from "./client.js";
import { IsnadError } from "./errors.js";
import { orAborted, pauseMs, sleep } from "./retry.js";
import { grpc, Sessions } from "./transport.js";
import { version } from "./version.js";

export * from "./shared.js";
export type { Tls } from "./address.js";

/** What a client for Node is made with. */
export interface ConnectOptions extends ClientOptions {
  /** Turns TLS on: `true` for the authorities of Node, or what is to be known beside. Default: by the target, on for `https://`. */
  readonly tls?: boolean | Tls;
}

/**
 * Makes a client: `host:port`, `http://host:port`, `https://host:port`, or `unix:/path` of a socket.
 *
 * Asks the server's health. Fails with an {@link IsnadError} of `UNAVAILABLE` if no server takes calls within `connectTimeoutMs`, with a
 * `TypeError` for a target that is none, and with Node's own error for a file of TLS that cannot be read.
 *
 * Close the client in the end: until then its connection stays, although it alone does not keep the process running.
 *
 * @example
 * ```ts
 * const client = await connect("isnad.internal:50051", { tls: { ca: "ca.crt", cert: "client.crt", key: "client.key" }, timeoutMs: 2000 });
 * ```
 */
export async function connect(target: string, options: ConnectOptions = {}): Promise<Client> {
  const { baseUrl, nodeOptions } = await address(target, options.tls);
  const sessions = new Sessions(baseUrl, nodeOptions);
  const client = new Client(
    {
      target,
      transport: grpc(baseUrl, sessions),
      streams: true,
      userAgent: { "user-agent": `isnad-typescript/${version}` },
      ready: (signal) => ready(sessions, signal),
      close: () => sessions.abort(),
    },
    options,
  );
  try {
    await client.check(options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

/** Waits for a connection, as the service's configuration for clients says with "waitForReady". */
async function ready(sessions: Sessions, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    if ((await orAborted(sessions.connect(), signal)) !== "error") return;
    try {
      await sleep(pauseMs(attempt), signal);
    } catch (ended) {
      throw unconnected(ended as IsnadError, sessions.error());
    }
  }
}

/** The same error, and why there was no connection. */
function unconnected({ code, message }: IsnadError, reason: unknown): IsnadError {
  return new IsnadError(code, `${message}, without a connection: ${ConnectError.from(reason).rawMessage}`, {}, reason);
}
