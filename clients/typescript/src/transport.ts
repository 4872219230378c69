import type { Transport } from "@connectrpc/connect";
import { compressionGzip, createNodeHttpClient, Http2SessionManager } from "@connectrpc/connect-node";
import type { UniversalClientResponse } from "@connectrpc/connect/protocol";
import { createTransport, headerGrpcStatus } from "@connectrpc/connect/protocol-grpc";
import type { ClientHttp2Stream, SecureClientSessionOptions } from "node:http2";

/** The longest message that gRPC can frame. */
const LONGEST = 0xffffffff;

/** A connection on which nothing was heard for this long, while calls wait, is asked whether anybody is there; and for how long it is asked. */
const PINGS = { pingIntervalMs: 60_000, pingTimeoutMs: 5_000 };

/**
 * How many MB Node gives to a connection before it refuses calls over it: no bound, because Node counts what it did not send of refused
 * calls for ever.
 */
const MEMORY = { maxSessionMemory: 0xffffffff };

/** Connections as Connect manages them, on which no stream stays that is over. */
export class Sessions extends Http2SessionManager {
  constructor(baseUrl: string, nodeOptions: SecureClientSessionOptions) {
    super(baseUrl, PINGS, { ...MEMORY, ...nodeOptions });
  }

  override async request(...call: Parameters<Http2SessionManager["request"]>): Promise<ClientHttp2Stream> {
    const stream = await super.request(...call);
    // Where the server ended it before it took all messages, Node waits for them to be written, for ever.
    const leave = () => {
      if (stream.closed && stream.readableEnded) stream.destroy();
    };
    stream.once("aborted", leave).once("end", leave);
    return stream;
  }
}

/** gRPC as `createGrpcTransport` makes it, which hears the server out. */
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
 * A server that refuses a call ends it while messages are on their way to it. Node then fails to read the answer, although the server's
 * status has come: that is the end of the answer.
 */
function heardOut(response: UniversalClientResponse): UniversalClientResponse {
  const { body, header, trailer } = response;
  async function* heard(): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      // Without an error there has to be an answer, and it is not whole.
      const status = trailer.get(headerGrpcStatus) ?? header.get(headerGrpcStatus) ?? "0";
      if (status === "0") throw error;
    }
  }
  return { ...response, body: heard() };
}
