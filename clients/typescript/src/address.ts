import { readFile } from "node:fs/promises";
import type { SecureClientSessionOptions } from "node:http2";
import { connect } from "node:net";

/** How the client authenticates the server and itself. Each value is the path of a PEM file, or its content. */
export interface Tls {
  /** The CA certificates for servers. Default: Node's. */
  readonly ca?: string | Uint8Array;
  /** The client's own certificate, for mTLS; with `key`. */
  readonly cert?: string | Uint8Array;
  /** The private key of that certificate. */
  readonly key?: string | Uint8Array;
  /** The name in the server's certificate, if it differs from the target. */
  readonly serverName?: string;
}

interface Address {
  readonly baseUrl: string;
  readonly nodeOptions: SecureClientSessionOptions;
}

/** The address of a target, and how Node connects to it. */
export async function address(target: string, tls: boolean | Tls | undefined): Promise<Address> {
  if (target.startsWith("unix:")) {
    if (tls) throw new TypeError("TLS over a Unix socket is not supported");
    // The host is only sent to the server.
    return { baseUrl: "http://localhost", nodeOptions: { createConnection: () => connect(target.slice("unix:".length)) } };
  }
  const { protocol, origin } = new URL(target.includes("://") ? target : `${tls ? "https" : "http"}://${target}`);
  if (protocol !== "http:" && protocol !== "https:") throw new TypeError(`not a target: ${target}`);
  if (tls && protocol === "http:") throw new TypeError(`TLS needs a target with https: ${target}`);
  return { baseUrl: origin, nodeOptions: typeof tls === "object" ? await secured(tls) : {} };
}

async function secured({ ca, cert, key, serverName }: Tls): Promise<SecureClientSessionOptions> {
  if ((cert === undefined) !== (key === undefined)) throw new TypeError("mTLS needs both cert and key");
  return {
    ...(ca !== undefined && { ca: await pem(ca) }),
    ...(cert !== undefined && { cert: await pem(cert) }),
    ...(key !== undefined && { key: await pem(key) }),
    ...(serverName !== undefined && { servername: serverName }),
  };
}

function pem(given: string | Uint8Array): Promise<Buffer> | Buffer {
  if (typeof given === "string") return given.startsWith("-----BEGIN") ? Buffer.from(given) : readFile(given);
  return Buffer.from(given);
}
