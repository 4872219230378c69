import type { Transport } from "@connectrpc/connect";
import { compressionGzip, createNodeHttpClient, Http2SessionManager } from "@connectrpc/connect-node";
import type { UniversalClientResponse } from "@connectrpc/connect/protocol";
import { createTransport, headerGrpcStatus } from "@connectrpc/connect/protocol-grpc";
import type { ClientHttp2Stream, SecureClientSessionOptions } from "node:http2";

/** The longest message that gRPC can frame. */
const LONGEST = 0xffffffff;

/** Keep-alive: a connection that is silent for this long while calls wait is pinged, and the ping times out after this long. */
const PINGS = { pingIntervalMs: 60_000, pingTimeoutMs: 5_000 };

/**
 * The memory limit in MB after which Node refuses calls over a connection. There is no limit, because Node never stops counting the
 * unsent data of refused calls.
 */
const MEMORY = { maxSessionMemory: 0xffffffff };

/** Connect's session manager, with cleanup of streams that have ended. */
export class Sessions extends Http2SessionManager {
  constructor(baseUrl: string, nodeOptions: SecureClientSessionOptions) {
    super(baseUrl, PINGS, { ...MEMORY, ...nodeOptions });
  }

  override async request(...call: Parameters<Http2SessionManager["request"]>): Promise<ClientHttp2Stream> {
    const stream = await super.request(...call);
    // If the server ends the stream before it has read all messages, Node would wait forever for them to be written.
    const leave = () => {
      if (stream.closed && stream.readableEnded) stream.destroy();
    };
    stream.once("aborted", leave).once("end", leave);
    return stream;
  }
}

/** The transport of `createGrpcTransport`, changed to read the server's status in all cases. */
export function grpc(baseUrl: string, sessions: Sessions): Transport {
  const call = createNodeHttpClient({ httpVersion: "2", sessionProvider: () => sessions });
  return createTransport({
    baseUrl,
    httpClient: async (request) => heardOut(await call(request)),
    useBinaryFormat: true,
    interceptors: [],
    acceptCompression: [compressionGzip],
    sendCompression: null,
    compressMinBytes: LONGEST,
    readMaxBytes: LONGEST,
    writeMaxBytes: LONGEST,
  });
}

/**
 * A server that refuses a call ends it while messages are still in transit. Node then fails to read the answer although the server's
 * status has arrived; the status is used as the end of the answer.
 */
function heardOut(response: UniversalClientResponse): UniversalClientResponse {
  const { body, header, trailer } = response;
  async function* heard(): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      // Without an error there must be an answer, and it is incomplete.
      const status = trailer.get(headerGrpcStatus) ?? header.get(headerGrpcStatus) ?? "0";
      if (status === "0") throw error;
    }
  }
  return { ...response, body: heard() };
}
