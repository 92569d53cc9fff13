// Reads a form with pdf.js, the reader of Firefox, or fills it in: pdfjs.mjs FOLDER FORM [VALUES OUT].
// FOLDER is a node_modules that has pdfjs-dist. Without VALUES, what was read is printed as JSON.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [, , folder, form, values, out] = process.argv;
const pdfjs = await import(pathToFileURL(`${folder}/pdfjs-dist/legacy/build/pdf.mjs`));
const options = {
  data: new Uint8Array(fs.readFileSync(form)),
  standardFontDataUrl: `${folder}/pdfjs-dist/standard_fonts/`,
  cMapUrl: `${folder}/pdfjs-dist/cmaps/`,
  verbosity: values ? 0 : 1,
};
const warned = [];
console.log = (...told) => warned.push(told.join(" "));
const opened = await pdfjs.getDocument(options).promise;
const fields = await opened.getFieldObjects();
if (values) {
  for (const [name, value] of Object.entries(JSON.parse(fs.readFileSync(values)))) {
    const kept = value === "/Yes" ? true : value;
    opened.annotationStorage.setValue(fields[name][0].id, { value: kept });
  }
  fs.writeFileSync(out, await opened.saveDocument());
} else {
  let words = 0;
  for (let number = 1; number <= opened.numPages; number++) {
    const page = await opened.getPage(number);
    await page.getOperatorList();
    words += (await page.getTextContent()).items.length;
    if (!(await page.getStructTree())) warned.push(`page ${number} has no tags`);
  }
  const read = Object.entries(fields).map(([name, list]) => [name, list[0].value ?? ""]);
  const told = { pages: opened.numPages, words, fields: Object.fromEntries(read), warned };
  process.stdout.write(JSON.stringify(told));
}
process.exit(0);
