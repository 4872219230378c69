import { ConnectError } from "@connectrpc/connect";
import { failure, IsnadError } from "./errors.js";
import { serviceConfig } from "./service-config.js";

const policy = serviceConfig.methodConfig[0].retryPolicy;
const retryable: ReadonlySet<string> = new Set(policy.retryableStatusCodes);
const initialMs = milliseconds(policy.initialBackoff);
const longestMs = milliseconds(policy.maxBackoff);

/** How often a call is made, all in all. */
export const ATTEMPTS: number = policy.maxAttempts;

/** Whether a later attempt may mend it, and the server did not forbid one. */
export function mayRetry(error: unknown): error is IsnadError {
  return error instanceof IsnadError && retryable.has(error.code) && !((pushbackMs(error) ?? 0) < 0);
}

/** Milliseconds until the next attempt: what the server wants, or twice as long each time; never all clients at once. */
export function pauseMs(attempt: number, error?: IsnadError): number {
  const backoff = Math.min(initialMs * policy.backoffMultiplier ** attempt, longestMs);
  const wanted = error && (pushbackMs(error) ?? error.retryAfterMs);
  return wanted ?? (backoff * (1 + Math.random())) / 2;
}

/** What the trailer says; negative where the server wants no other attempt, or says what nobody can read. */
function pushbackMs(error: IsnadError): number | undefined {
  const said = error.cause instanceof ConnectError ? error.cause.metadata.get("grpc-retry-pushback-ms") : null;
  if (said === null) return undefined;
  return /^\d+$/.test(said) ? Number(said) : -1;
}

/** Stops retries while most calls fail, as gRFC A6 says: a failure takes a token, an answer gives a part of one back. */
export class Throttle {
  static readonly #most = serviceConfig.retryThrottling.maxTokens;
  #tokens: number = Throttle.#most;

  answered(): void {
    this.#tokens = Math.min(this.#tokens + serviceConfig.retryThrottling.tokenRatio, Throttle.#most);
  }

  failed(): void {
    this.#tokens = Math.max(this.#tokens - 1, 0);
  }

  get allowsRetries(): boolean {
    return this.#tokens > Throttle.#most / 2;
  }
}

/** Makes a call again while that may help. The signal ends it, with its reason. */
export async function withRetries<A>(call: () => Promise<A>, throttle: Throttle, signal: AbortSignal): Promise<A> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await call();
      throttle.answered();
      return answer;
    } catch (thrown) {
      if (signal.aborted) throw thrown instanceof IsnadError ? thrown : signal.reason;
      const error = failure(thrown);
      if (error instanceof IsnadError && retryable.has(error.code)) throttle.failed();
      if (attempt + 1 === ATTEMPTS || !mayRetry(error) || !throttle.allowsRetries) throw error;
      await sleep(pauseMs(attempt, error), signal);
    }
  }
}

/** Waits. Fails with the signal's reason when that comes first. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return untilAborted(signal, (resolve) => {
    const timer = setTimeout(resolve, ms);
    return () => clearTimeout(timer);
  });
}

/** Waits for what somebody else does. Fails with the signal's reason when that comes first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return untilAborted(signal, (resolve, reject) => {
    promise.then(resolve, reject);
    return () => {};
  });
}

function untilAborted<T>(
  signal: AbortSignal,
  begin: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => reject(signal.reason);
  const end = begin(resolve, reject);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  return promise.finally(() => {
    signal.removeEventListener("abort", stop);
    end();
  });
}

function milliseconds(duration: string): number {
  return Number.parseFloat(duration) * 1000;
}
