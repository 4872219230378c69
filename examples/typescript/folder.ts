/**
 * How many quotes each page of a folder has, over one stream. A file is read when there is a place for it.
 *
 *     node examples/typescript/folder.ts pages/
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "isnad";

async function* pages(folder: string) {
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith(".txt")) yield { id: name, text: await readFile(join(folder, name), "utf8") };
  }
}

const client = await connect(process.env.ISNAD_TARGET ?? "127.0.0.1:50051");
for await (const { id, analysis, error } of client.analyzeMany(pages(process.argv[2] ?? "examples"), { inFlight: 16 })) {
  console.log(error ? `${id}: ${error.message}` : `${id}: ${analysis.quotes.length} quotes`);
}
client.close();
