// Holds objects of custom kinds, as JSON lines on standard input, to the schemas of their makers; called by tools/kube.py.
// For each line "ok" or what is wrong with it, or "no schema".
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const PACKAGES = {
  "gateway.networking.k8s.io": "@kubernetes-models/gateway-api",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
  "networking.istio.io": "@kubernetes-models/istio",
  "security.istio.io": "@kubernetes-models/istio",
};

async function verdict(object) {
  const [group, version] = object.apiVersion.split("/");
  if (!PACKAGES[group]) return "no schema";
  try {
    const file = path.join(import.meta.dirname, "node_modules", PACKAGES[group], group, version, "index.js");
    const kinds = await import(pathToFileURL(file));
    new kinds[object.kind](object).validate();
    return "ok";
  } catch (error) {
    return String(error.message).replaceAll("\n", " ");
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(await verdict(JSON.parse(line)));
}
