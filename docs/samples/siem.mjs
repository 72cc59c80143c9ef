// Receives webhooks of PolicyBot, verifies each, and hands it to a syslog daemon as RFC 5424 over TCP: node siem.mjs
// npm install standardwebhooks@1.1.1
// POLICYBOT_WEBHOOK_SECRET=whsec_...  what webhook add printed; PORT=8514  SYSLOG_PORT=5514
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.POLICYBOT_WEBHOOK_SECRET);
const levels = { rejected: 5, revoked: 4, suspended: 4, emergencyStarted: 4, promiseMissed: 4, attestationMissed: 4, ownerLeft: 4 };

function send(event) {
  const name = event.type.split('.')[2];
  const data = `[event id="${event.id}" exception="${event.subject}" sequence="${event.sequence}" type="${event.type}"]`;
  const time = event.time.replace(/(\.\d{6})\d+/, '$1'); // RFC 5424 knows no finer ones
  const line = `<${13 * 8 + (levels[name] ?? 6)}>1 ${time} policybot policybot - ${name} ${data} ${JSON.stringify(event)}`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(process.env.SYSLOG_PORT ?? 5514), '127.0.0.1');
    socket.on('error', reject).on('close', resolve);
    socket.end(`${Buffer.byteLength(line)} ${line}`);
  });
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

    if (event.data.exception) await send(event); // a test goes no further
    response.writeHead(204).end();
  } catch {
    response.writeHead(503).end(); // it comes again
  }
}).listen(Number(process.env.PORT ?? 8514), '127.0.0.1');
