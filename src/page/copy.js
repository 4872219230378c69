// An answer, or the call that gives it, for the clipboard.
import { button } from "./dom.js";
import { say } from "./words.js";

/** The call that this page makes. */
export const CALL = "isnad.v1.TextService/Analyze";

/** What is asked of a text. JavaScript counts UTF-16, and the answer does, too. */
export function requestOf(text) {
  return JSON.stringify({ text, offsetEncoding: "OFFSET_ENCODING_UTF16" });
}

/** The request on standard input: JSON is one line, so no line of it can end the here-document. */
function piped(command, text) {
  return `${command} << 'END'\n${requestOf(text)}\nEND\n`;
}

/** The call as a line of a shell. */
export function curlOf(text, origin) {
  return piped(`curl --header 'Content-Type: application/json' --data-binary @- '${origin}/${CALL}'`, text);
}

/** The call as a line of a shell, over gRPC. */
export function grpcurlOf(text, origin) {
  const { protocol, host } = new URL(origin);
  const port = protocol === "https:" ? 443 : 80;
  const address = /:\d+$/.test(host) ? host : `${host}:${port}`;
  return piped(`grpcurl ${protocol === "https:" ? "" : "-plaintext "}-d @ '${address}' ${CALL}`, text);
}

/** A button that copies what `make` gives, and tells `status` of it. */
export function copier(name, make, status) {
  return button(say(name), async () => {
    status.textContent = "";
    status.textContent = say((await copied(make())) ? "copied" : "not_copied");
  }, { "data-copy": name });
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return selected(text);
  }
}

/** Without the clipboard's own interface, which a page over plain HTTP does not have: select and copy. */
function selected(text) {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}
