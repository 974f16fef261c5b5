/**
 * Prints which lines of the page's model the tests have run, from what node has written to the folder NODE_V8_COVERAGE, and fails below a
 * limit. Node's own report comes only with newer versions, and knows no files that nobody has loaded.
 *
 *   node coverage.mjs FOLDER LEAST    the least share of all lines with code, in per cent
 */
import { readdirSync, readFileSync } from 'node:fs';
import { MODEL } from './browser/model.mjs';

const [, , folder, least] = process.argv;

/** Each time that a file was loaded: where its functions and blocks begin and end, and how often each was run. */
const runs = readdirSync(folder)
  .flatMap((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')).result)
  .map(({ url, functions }) => ({ url, ranges: functions.flatMap(({ ranges }) => ranges) }));

const files = readdirSync(MODEL).filter((name) => name.endsWith('.js')).map((name) => {
  const url = new URL(name, MODEL);
  const lines = linesOf(readFileSync(url, 'utf8'));
  const loaded = runs.filter((run) => run.url === url.href);
  return { name, all: lines.length, missed: lines.filter((line) => !isRun(line, loaded)).map(({ number }) => number) };
});

/** Lines with code in them. @returns {{ number: number, start: number, end: number }[]} */
function linesOf(source) {
  let at = 0;
  let comment = false;
  return source.split('\n').map((text, index) => {
    const start = at + text.length - text.trimStart().length;
    at += text.length + 1;
    const line = { number: index + 1, start, end: start + text.trim().length };
    comment ||= text.trim().startsWith('/*');
    const code = !comment && !text.trim().startsWith('//') && /\w/.test(text);
    if (text.includes('*/')) comment = false;
    return code && line;
  }).filter(Boolean);
}

/** Each part of the line was run at some time: the innermost range around it says so. */
function isRun({ start, end }, loaded) {
  const around = loaded.map(({ ranges }) => ranges.filter(({ startOffset, endOffset }) => startOffset < end && endOffset > start));
  const edges = around.flat().flatMap(({ startOffset, endOffset }) => [startOffset, endOffset]).filter((edge) => edge > start && edge < end);
  return [...new Set([start, ...edges])].every((edge) => around.some((ranges) => innermost(edge, ranges)?.count > 0));
}

function innermost(at, ranges) {
  return ranges.filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset)
    .reduce((inner, range) => (!inner || range.endOffset - range.startOffset <= inner.endOffset - inner.startOffset ? range : inner), undefined);
}

const percent = (all, missed) => (100 * (all - missed)) / all;
const print = (name, all, missed, lines = '') => console.log(`# ${name.padEnd(16)} ${percent(all, missed).toFixed(1).padStart(5)} % of ${String(all).padStart(4)} lines  ${lines}`);

for (const { name, all, missed } of files) print(name, all, missed.length, missed.length ? `not: ${missed.join(', ')}` : '');
const all = files.reduce((sum, file) => sum + file.all, 0);
const missed = files.reduce((sum, file) => sum + file.missed.length, 0);
print('web/app/model', all, missed);
if (percent(all, missed) < Number(least)) {
  console.error(`The tests run ${percent(all, missed).toFixed(1)} % of the lines of web/app/model; needed: ${least} %.`);
  process.exit(1);
}
