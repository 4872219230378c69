// Why the server gave no answer, for reading.
import { element } from "./dom.js";
import { say } from "./words.js";

/** Characters of an answer that is not JSON. */
const SHOWN = 200;

/** What a response says that is no answer: an error as the Connect protocol writes it, or whatever stands between. */
export async function refusalOf(response) {
  const body = await response.text();
  const retry = response.headers.get("Retry-After");
  try {
    const { code, message, details } = JSON.parse(body);
    return { code: code ?? "unknown", message: message ?? "", retry, facts: (details ?? []).flatMap(factsOf) };
  } catch {
    return { code: "unknown", message: `HTTP ${response.status} ${body.slice(0, SHOWN)}`, retry, facts: [] };
  }
}

/** Violations and the id of the request, from the readable form of an error's details. */
function factsOf({ debug }) {
  const violations = (debug?.fieldViolations ?? []).map(({ field, description }) => `${field ?? ""}: ${description ?? ""}`);
  return debug?.requestId ? [...violations, `${say("request_id")}: ${debug.requestId}`] : violations;
}

/** Draws what is wrong with a text that should hold clusters. What is not said by the reader of clusters is no cluster, either. */
export function misreadOf({ say: name = "not_cluster", line = "?" }) {
  return element("section", { class: "failure", "aria-labelledby": "failure" },
    element("h2", { id: "failure" }, say("not_clusters")), element("p", null, say(name, line)));
}

/** Draws it. The server's own words are English. */
export function failureOf({ code, message, retry, facts = [] }) {
  const known = say(`code_${code}`) === `code_${code}` ? say("code_unknown") : say(`code_${code}`);
  return element("section", { class: "failure", "aria-labelledby": "failure" },
    element("h2", { id: "failure" }, say("refused")), element("p", null, known, retry && ` ${say("retry", retry)}`),
    element("p", { lang: "en", dir: "ltr", class: "soft" }, element("code", null, code), " ", message),
    facts.length > 0 && element("ul", { lang: "en", dir: "ltr" }, facts.map((fact) => element("li", null, fact))));
}
