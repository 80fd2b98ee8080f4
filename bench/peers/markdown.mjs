// remark-parse on a file: node markdown.mjs FILE ROUNDS prints the median seconds of a parse, after one round to warm up.
import { readFileSync } from "node:fs";
import remarkParse from "remark-parse";
import { unified } from "unified";

const [, , file, rounds] = process.argv;
const text = readFileSync(file, "utf8");
const parser = unified().use(remarkParse).freeze();
const times = [];
for (let round = 0; round <= Number(rounds); round++) {
  const started = process.hrtime.bigint();
  parser.parse(text);
  if (round > 0) {
    times.push(Number(process.hrtime.bigint() - started) / 1e9);
  }
}
times.sort((a, b) => a - b);
console.log(times[Math.floor(times.length / 2)]);
