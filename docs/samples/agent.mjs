// Calls PolicyBot's tools for agents: node agent.mjs [TOOL ARGUMENTS]…  Without a tool it lists them. It ends with 1 when one is refused.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const client = new Client({ name: 'agent.mjs', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', process.env.POLICYBOT), {
  requestInit: { headers: { Authorization: `Bearer ${process.env.POLICYBOT_KEY}` } },
}));
const { tools } = await client.listTools(); // answers are checked against their schemas from here on
const words = process.argv.slice(2);
if (words.length === 0) {
  for (const tool of tools) console.log(`${tool.name}: ${tool.description}`);
}

for (let at = 0; at < words.length; at += 2) {
  const answer = await client.callTool({ name: words[at], arguments: JSON.parse(words[at + 1]) });
  console.log(JSON.stringify(answer.isError ? { refused: answer.content[0].text } : answer.structuredContent));
  if (answer.isError) process.exitCode = 1;
}

await client.close();
