import { ConnectError } from "@connectrpc/connect";
import { failure, IsnadError } from "./errors.js";
import { serviceConfig } from "./service-config.js";

const policy = serviceConfig.methodConfig[0].retryPolicy;
const retryable: ReadonlySet<string> = new Set(policy.retryableStatusCodes);
const initialMs = milliseconds(policy.initialBackoff);
const longestMs = milliseconds(policy.maxBackoff);

/** The maximum number of attempts of a call. */
export const ATTEMPTS: number = policy.maxAttempts;

/** Whether a retry can help and the server has not forbidden it. */
export function mayRetry(error: unknown): error is IsnadError {
  return error instanceof IsnadError && retryable.has(error.code) && !((pushbackMs(error) ?? 0) < 0);
}

/** Milliseconds until the next attempt: the delay that the server requests, or exponential back-off; with jitter. */
export function pauseMs(attempt: number, error?: IsnadError): number {
  const backoff = Math.min(initialMs * policy.backoffMultiplier ** attempt, longestMs);
  const wanted = error && (pushbackMs(error) ?? error.retryAfterMs);
  return wanted ?? (backoff * (1 + Math.random())) / 2;
}

/** The pushback in the trailer; negative if the server forbids a retry, or if it is malformed. */
function pushbackMs(error: IsnadError): number | undefined {
  const said = error.cause instanceof ConnectError ? error.cause.metadata.get("grpc-retry-pushback-ms") : null;
  if (said === null) return undefined;
  return /^\d+$/.test(said) ? Number(said) : -1;
}

/** Stops retries while most calls fail, as specified in gRFC A6: a failure takes a token, an answer returns a part of one. */
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

/** Retries a call while that can help. The signal ends the attempts, with its reason. */
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

/** Waits. Fails with the signal's reason if the signal comes first. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return untilAborted(signal, (resolve) => {
    const timer = setTimeout(resolve, ms);
    return () => clearTimeout(timer);
  });
}

/** Waits for a promise. Fails with the signal's reason if the signal comes first. */
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
