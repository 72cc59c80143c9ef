// Marks what an exception covers as suppressed: node sarif.mjs rules.json ASSET < scan.sarif > checked.sarif
// A result keeps its kind and its level. Of a run either all results have suppressions or none.
import { readFileSync } from 'node:fs';
import { because, covered } from './active.mjs';

const [rules, asset] = process.argv.slice(2);
const found = await covered(rules, asset);
const log = JSON.parse(readFileSync(0, 'utf8'));
for (const run of log.runs) {
  for (const result of run.results ?? []) {
    const one = found.get(result.ruleId ?? result.rule?.id ?? run.tool.driver.rules?.[result.ruleIndex]?.id);
    result.suppressions = [
      ...result.suppressions ?? [],
      ...one ? [{ kind: 'external', status: 'accepted', justification: because(one) }] : [],
    ];
  }
}
process.stdout.write(JSON.stringify(log, null, 2));
