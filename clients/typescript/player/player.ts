/** The player of this client, which performs the steps of clients/README.md, one per line. */
import { type DescMessage, fromJson, type JsonObject, toJson } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AnalyzeStreamRequestSchema,
  type CallOptions,
  type Client,
  connect,
  IsnadError,
  OffsetEncoding,
  type Quote,
  type Result,
  slice,
  TextService,
  TraceRequestSchema,
  TraceResponseSchema,
} from "isnad";

type Step = Record<string, any>;

type Make = (request: any, options: CallOptions) => Promise<any>;

const calls: Record<string, { method: { input: DescMessage; output: DescMessage }; make: Make }> = {
  Analyze: { method: TextService.method.analyze, make: (request, options) => client.analyze(request, options) },
  Clean: { method: TextService.method.clean, make: (request, options) => client.clean(request, options) },
  Segment: { method: TextService.method.segment, make: (request, options) => client.segment(request, options) },
  ExtractQuotes: { method: TextService.method.extractQuotes, make: (request, options) => client.extractQuotes(request, options) },
  Verify: { method: TextService.method.verify, make: (request, options) => client.verify(request, options) },
  GetInfo: { method: TextService.method.getInfo, make: (_, options) => client.info(options) },
};

let target = "";
let client: Client;

const steps: Record<string, (step: Step) => Promise<Step>> = {
  async connect(step) {
    target = step["target"];
    client = await connect(target, { ...named(step, "timeoutMs", "connectTimeoutMs", "tls"), headers: step["metadata"] ?? {} });
    return {};
  },

  async call(step) {
    const options: CallOptions = {
      ...named(step, "timeoutMs"),
      headers: step["metadata"] ?? {},
      ...("cancelAfterMs" in step && { signal: AbortSignal.timeout(step["cancelAfterMs"]) }),
    };
    const { method, make } = calls[step["method"]]!;
    const request: any = fromJson(method.input, step["request"]);
    const answer = await make(request, options);
    return {
      response: toJson(method.output, answer),
      ...("quotes" in answer && { quotes: quotes(answer.quotes, request.text) }),
    };
  },

  async trace({ documents }) {
    const answer = await client.trace(documents.map((it: JsonObject) => fromJson(TraceRequestSchema, it)));
    return { response: toJson(TraceResponseSchema, answer) };
  },

  async stream(step) {
    const results: Step[] = [];
    let taken = 0;
    let readAhead = 0;
    function* source() {
      for (const document of step["documents"]) {
        readAhead = Math.max(readAhead, ++taken - results.length);
        yield fromJson(AnalyzeStreamRequestSchema, document);
      }
    }
    for await (const result of client.analyzeMany(source(), named(step, "inFlight"))) {
      results.push(told(result));
      await sleep(step["consumeDelayMs"] ?? 0);
      if (results.length === step["cancelAfter"]) break;
    }
    return { results, readAhead };
  },

  async close() {
    client.close();
    const until = performance.now() + 1000;
    while (handles() > 0 && performance.now() < until) await sleep(10);
    return { leftover: handles() };
  },

  async overhead({ calls, text }) {
    const sessionManager = new Http2SessionManager(`http://${target}`);
    const stub = createClient(TextService, createGrpcTransport({ baseUrl: `http://${target}`, sessionManager }));
    const both = [
      () => client.analyze({ text }),
      () => stub.analyze({ text, offsetEncoding: OffsetEncoding.UTF16 }, { timeoutMs: 10_000 }),
    ];
    const times: number[][] = [[], []];
    for (let turn = -500; turn < calls; turn++) {
      for (const [index, call] of both.entries()) {
        const began = performance.now();
        await call();
        if (turn >= 0) times[index]!.push(1000 * (performance.now() - began));
      }
    }
    sessionManager.abort();
    const [ours, bare] = times.map(median) as [number, number];
    return { client: ours, stub: bare, ratio: ours / bare };
  },
};

/** The number of open connections and timers. The player itself has none. */
function handles(): number {
  return process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS|Timeout)/.test(name)).length;
}

function named<K extends string>(step: Step, ...names: K[]): Partial<Record<K, any>> {
  return Object.fromEntries(names.filter((name) => name in step).map((name) => [name, step[name]])) as Partial<Record<K, any>>;
}

function quotes(found: readonly Quote[], text: string): Step[] {
  return found.map(({ speaker, content }) => ({
    speaker: speaker?.name || null,
    mention: speaker?.mention ? slice(text, speaker.mention) : null,
    content: content.map((span) => slice(text, span)),
  }));
}

function told({ id, text, analysis, error }: Result): Step {
  return error ? { id, error: fault(error) } : { id, quotes: quotes(analysis.quotes, text) };
}

function fault({ code, message, reason, violations, retryAfterMs, requestId }: IsnadError): Step {
  return {
    code,
    message,
    reason: reason ?? null,
    violations,
    retryAfterMs: retryAfterMs ?? null,
    requestId: requestId ?? null,
  };
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}

async function does(step: Step): Promise<Step> {
  try {
    return { ok: await steps[step["op"]]!(step) };
  } catch (error) {
    if (error instanceof IsnadError) return { error: fault(error) };
    throw error;
  }
}

function say(it: Step): void {
  process.stdout.write(`${JSON.stringify(it)}\n`);
}

say({ player: "typescript", unit: "utf16" });
for await (const line of createInterface({ input: process.stdin })) say(await does(JSON.parse(line)));
