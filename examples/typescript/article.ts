/**
 * Who says what in one article.
 *
 *     node examples/typescript/article.ts examples/article.txt
 */
import { readFile } from "node:fs/promises";
import { connect, slice } from "isnad";

const text = await readFile(process.argv[2] ?? "examples/article.txt", "utf8");
const client = await connect(process.env.ISNAD_TARGET ?? "127.0.0.1:50051");
const { quotes } = await client.analyze({ text });
for (const { speaker, content } of quotes) {
  console.log(`${speaker?.name || "?"}: ${content.map((span) => slice(text, span)).join(" … ")}`);
}
client.close();
