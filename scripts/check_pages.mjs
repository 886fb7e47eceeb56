// Looks at rendered pages as readers do: accessibility (axe), overflow, errors and screenshots in light and dark, wide
// and phone; and whether the Mermaid of Markdown files parses. Not part of `make test`: it needs packages of npm.
//
//     npm install --prefix /tmp/pages playwright-core axe-core mermaid jsdom
//     NODE_PATH=/tmp/pages/node_modules node scripts/check_pages.mjs report.html report.md
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const require = createRequire(`${process.env.NODE_PATH ?? "."}/`);
const files = process.argv.slice(2).map((file) => resolve(file));
const pages = files.filter((file) => file.endsWith(".html"));
const documents = files.filter((file) => file.endsWith(".md"));
let faults = 0;
const fault = (...words) => { faults += 1; console.log(...words); };

const { chromium } = require("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const views = [["wide", 1440, "light"], ["wide-dark", 1440, "dark"], ["phone", 390, "light"], ["phone-dark", 390, "dark"]];
for (const file of pages) {
  for (const [name, width, colorScheme] of views) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    page.on("pageerror", (error) => fault(file, name, error.message));
    page.on("console", (message) => { if (message.type() === "error") fault(file, name, message.text()); });
    await page.goto(`file://${file}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fault(file, name, `is ${over} pixels too wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    for (const { id, nodes } of violations) fault(file, name, id, nodes.length, nodes[0].html.slice(0, 160), nodes[0].failureSummary);
    await page.screenshot({ path: file.replace(/html$/, `${name}.png`), fullPage: true });
    await context.close();
  }
}
const page = await browser.newPage();
await page.addScriptTag({ path: require.resolve("mermaid/dist/mermaid.min.js") });
for (const file of documents) {
  const diagrams = [...readFileSync(file, "utf8").matchAll(/```mermaid\n([\s\S]*?)```/g)].map((match) => match[1]);
  for (const [n, diagram] of diagrams.entries()) {
    const error = await page.evaluate(async (text) => mermaid.parse(text).then(() => "", String), diagram);
    if (error) fault(file, `diagram ${n + 1}`, error);
  }
  console.log(file, `${diagrams.length} diagrams`);
}
await browser.close();
console.log(`${pages.length} pages, ${documents.length} documents, ${faults} faults`);
process.exitCode = faults ? 1 : 0;
