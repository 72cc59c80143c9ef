// What is excepted now, for scripts: a scanner's rules by the policy that they stand for.
// POLICYBOT=https://policybot.contoso.example  POLICYBOT_KEY=pbk_...  a key with the scope active
import { readFileSync } from 'node:fs';

/** The exception that covers each rule for an asset now: Map of rule to what GET /api/active says of it. */
export async function covered(rulesFile, asset) {
  const rules = Object.entries(JSON.parse(readFileSync(rulesFile, 'utf8'))); // { "CVE-2026-1234": "SEC-PATCH" }
  const found = new Map();
  for (const policyId of new Set(rules.map(([, policy]) => policy))) {
    const answer = await fetch(`${process.env.POLICYBOT}/api/active?${new URLSearchParams({ policyId, asset })}`, {
      headers: { authorization: `Bearer ${process.env.POLICYBOT_KEY}` },
    });
    if (!answer.ok) throw new Error(`${policyId}: ${answer.status} ${await answer.text()}`); // "it can't be said" is not "no"
    const last = (await answer.json()).exceptions.sort((one, other) => one.until < other.until ? 1 : -1)[0];
    if (last) rules.filter(([, policy]) => policy === policyId).forEach(([rule]) => found.set(rule, last));
  }
  return found;
}

/** Why a finding is no alarm now, in a sentence. It is an accepted risk: the finding itself stays true. */
export function because(one) {
  const who = one.approvedBy.map(person => person.name).join(', ');
  const how = one.emergency ? 'started at once, not approved yet' : `risk accepted by ${who}`;
  return `${one.id} (${one.policyId}): ${how}, until ${one.until}`;
}
