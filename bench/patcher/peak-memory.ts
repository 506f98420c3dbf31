// A program of its own, so that its peak is its own: reads every file of a folder and keeps the facts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFile } from '@deployment-automator/manifest-patcher';

const [folder = ''] = process.argv.slice(2);
const facts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => readFile(path, readFileSync(join(folder, path))));
const fields = facts.reduce((sum, file) => sum + file.fields.length, 0);
process.stdout.write(JSON.stringify({ fields, kilobytes: process.resourceUsage().maxRSS }));
