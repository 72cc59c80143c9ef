// Writes what an exception covers as .trivyignore.yaml, each line with its end: node trivyignore.mjs rules.json ASSET > .trivyignore.yaml
import { because, covered } from './active.mjs';

const [rules, asset] = process.argv.slice(2);
const kinds = { vulnerabilities: [], misconfigurations: [] };
for (const [rule, one] of await covered(rules, asset)) {
  // A text in JSON is a text in YAML.
  (/^(CVE|GHSA)-/.test(rule) ? kinds.vulnerabilities : kinds.misconfigurations).push(
    `  - id: ${JSON.stringify(rule)}\n    expired_at: ${one.until}\n    statement: ${JSON.stringify(because(one))}\n`);
}
for (const [kind, lines] of Object.entries(kinds)) if (lines.length) process.stdout.write(`${kind}:\n${lines.join('')}`);
