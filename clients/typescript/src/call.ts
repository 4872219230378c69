import { IsnadError } from "./errors.js";

/** The longest deadline that `grpc-timeout` can express in milliseconds: more than a day. A longer one means no deadline. */
const LONGEST_MS = 99_999_999;

/** An operation that runs until it is done, or is ended by its caller, its deadline or the closing of its client. */
export class Call {
  readonly #controller = new AbortController();
  readonly #given: AbortSignal | undefined;
  readonly #until: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  /** `given` is the caller's signal; `timeoutMs` may be `Infinity`. */
  constructor(given: AbortSignal | undefined, timeoutMs: number) {
    this.#given = given;
    this.#until = performance.now() + timeoutMs;
    if (timeoutMs <= LONGEST_MS) this.#timer = setTimeout(this.#expire, timeoutMs);
    if (given?.aborted) this.#giveUp();
    given?.addEventListener("abort", this.#giveUp);
  }

  /** The signal of the call; its reason is the error of the call. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds until the deadline in the form that transports expect: an integer, 0 for none. */
  get leftMs(): number {
    const left = this.#until - performance.now();
    return left > LONGEST_MS ? 0 : Math.max(Math.ceil(left), 1);
  }

  readonly #expire = (): void => this.stop(new IsnadError("DEADLINE_EXCEEDED", "the deadline has passed"));

  readonly #giveUp = (): void => this.stop(new IsnadError("CANCELLED", "the call was given up", {}, this.#given?.reason));

  /** Ends the operation. */
  stop(reason: IsnadError): void {
    this.#controller.abort(reason);
  }

  /** Marks the operation as done, and releases its resources. */
  end(): void {
    clearTimeout(this.#timer);
    this.#given?.removeEventListener("abort", this.#giveUp);
  }
}
