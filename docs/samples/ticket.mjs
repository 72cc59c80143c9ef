// Keeps a ticket for each exception that was granted, with its last day, and closes it when it ends: node ticket.mjs
// npm install standardwebhooks@1.1.1
// POLICYBOT_WEBHOOK_SECRET=whsec_...  what webhook add printed; PORT=8515
// TICKETS=https://tickets.contoso.example/policybot  takes PUT TICKETS/PX-...: the same ticket again changes nothing
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.POLICYBOT_WEBHOOK_SECRET);
const open = new Set(['granted', 'resumed', 'suspended']);
const closed = new Set(['expired', 'closed', 'revoked', 'renewed']);

async function keep({ type, data: { exception: one } }) {
  const name = type.split('.')[2];
  if (!open.has(name) && !closed.has(name)) return;
  const answer = await fetch(`${process.env.TICKETS}/${one.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      state: closed.has(name) ? 'closed' : 'open',
      summary: `${one.id}: ${one.title} (${one.status})`,
      assignee: one.owner.email, due: one.expiresOn, labels: [one.policyId, ...one.controls],
    }),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
}

createServer(async (request, response) => {
  try {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    let event;
    try {
      webhook.verify(body, request.headers);
      event = JSON.parse(body);
    } catch {
      return response.writeHead(401).end();
    }

    if (event.data.exception) await keep(event); // a test goes no further
    response.writeHead(204).end();
  } catch {
    response.writeHead(503).end(); // it comes again
  }
}).listen(Number(process.env.PORT ?? 8515), '127.0.0.1');
