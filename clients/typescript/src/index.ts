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

/** The options of a client for Node. */
export interface ConnectOptions extends ClientOptions {
  /** Enables TLS: `true` for Node's CA certificates, or an object with settings. Default: by the target, on for `https://`. */
  readonly tls?: boolean | Tls;
}

/**
 * Creates a client. The target is `host:port`, `http://host:port`, `https://host:port`, or `unix:/path` of a socket.
 *
 * Checks the server's health. Fails with an {@link IsnadError} with code `UNAVAILABLE` if no server accepts calls within
 * `connectTimeoutMs`, with a `TypeError` for an invalid target, and with Node's own error for a TLS file that cannot be read.
 *
 * Close the client when done. Its connection stays open until then, but does not keep the process running.
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

/** Waits for a connection, as required by "waitForReady" in the service config. */
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

/** The same error with the cause of the failed connection. */
function unconnected({ code, message }: IsnadError, reason: unknown): IsnadError {
  return new IsnadError(code, `${message}, without a connection: ${ConnectError.from(reason).rawMessage}`, {}, reason);
}
