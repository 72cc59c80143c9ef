// The method of docs/evidence.md once more, written from that page alone: Node.js and nothing else. Prints what is wrong, as JSON.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const zip = readFileSync(process.argv[2]);
const faults = [];
const fault = (where, what) => faults.push({ where, what });
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');
const canonical = value => {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return '{' + Object.keys(value).sort().map(key => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}';
};
const parse = bytes => { // null unless it is canonical JSON in UTF-8
  try {
    const value = JSON.parse(bytes.toString('utf8'));
    return Buffer.from(canonical(value)).equals(bytes) ? value : null;
  } catch { return null; }
};
const signed = (jwk, bytes, signature) => {
  try {
    if (!/^[0-9a-f]{128}$/.test(signature)) return false;
    const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, format: 'jwk' });
    return jwk.crv === 'P-256' && verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'hex'));
  } catch { return false; }
};
const lines = bytes => { // each ended by a line feed; null for a last one without
  const found = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start);
    found.push(end < 0 ? null : bytes.subarray(start, end));
    start = end < 0 ? bytes.length : end + 1;
  }
  return found;
};

// 1. The zip file: local headers and contents, then the directory that follows from them, and not one byte else.
const crcs = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xEDB88320 : n >>> 1; return n >>> 0; });
const crc32 = bytes => ~bytes.reduce((crc, byte) => crcs[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0;
const fields = (...pairs) => Buffer.concat(pairs.map(([size, value]) => {
  const field = Buffer.alloc(8);
  field.writeBigUInt64LE(BigInt(value));
  return field.subarray(0, size);
}));
const common = ({ crc, size, name }) => [[2, 0], [2, 0], [2, 0], [2, 33], [4, crc], [4, size], [4, size], [2, name.length]];
const entries = [], contents = new Map();
let at = 0, broken = -1;
while (broken < 0 && at + 30 <= zip.length && zip.readUInt32LE(at) === 0x04034b50) {
  const length = zip.readUInt16LE(at + 26), name = length <= 200 ? zip.toString('latin1', at + 30, at + 30 + length) : '';
  const entry = { name, crc: zip.readUInt32LE(at + 14), size: zip.readUInt32LE(at + 18), offset: at };
  const header = Buffer.concat([fields([4, 0x04034b50], [2, 20], ...common(entry), [2, 0]), Buffer.from(name, 'latin1')]);
  const start = at + header.length, end = start + entry.size;
  if (!/^[!-~]+$/.test(name) || !header.equals(zip.subarray(at, start)) || (entries.length > 0 && entries.at(-1).name >= name) || end > zip.length) { broken = at; break; }
  entries.push(entry);
  contents.set(name, zip.subarray(start, end));
  at = end;
}
if (broken < 0) {
  const directory = Buffer.concat(entries.map(entry => Buffer.concat([
    fields([4, 0x02014b50], [2, 20], [2, 20], ...common(entry), [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, entry.offset]), Buffer.from(entry.name, 'latin1')])));
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, directory.length], [4, at], [2, 0]);
  if (!zip.subarray(at).equals(Buffer.concat([directory, end]))) broken = at;
}
if (broken >= 0) fault('zip', `not a bundle's zip file from byte ${broken} on`);

// 2. Checkpoints: signed, each naming the one before; what they say of streams.
const known = new Map(), keys = new Set();
const keyOf = ({ crv, kty, x, y }) => [crv, kty, x, y].join(' ');
let before = { day: '', hash: '0'.repeat(64) };
for (const [index, line] of lines(contents.get('checkpoints.jsonl') ?? Buffer.alloc(0)).entries()) {
  const point = (line && parse(line)) ?? null, body = point?.checkpoint, where = `checkpoint ${index + 1}`;
  const bytes = Buffer.from(canonical(body ?? null));
  if (body?.format !== 'policybot-checkpoint-1' || !signed(body.publicKey, bytes, point.signature)) {
    fault(where, 'not signed');
    before = { day: '', hash: '' };
    continue;
  }
  keys.add(keyOf(body.publicKey));
  if (body.previous !== before.hash || body.day <= before.day) fault(where, 'follows another one');
  for (const { id, version, hash } of body.streams) known.set(id, [...known.get(id) ?? [], { version, hash }]);
  before = { day: body.day, hash: sha256(bytes) };
}

// 3. Streams: canonical lines, numbered, of this exception, each naming the hash of the line before; as the checkpoints saw them.
const streams = new Map();
for (const [path, bytes] of contents) {
  const id = /^events\/(PX-[0-9A-HJKMNP-TV-Z]{8})\.jsonl$/.exec(path)?.[1];
  if (!id) continue;
  const hashes = ['0'.repeat(64)];
  let whole = true;
  for (const line of lines(bytes)) {
    const event = line && parse(line);
    if (whole && !(event && event.sequence === hashes.length && event.exception === id && event.previous === hashes.at(-1))) {
      whole = false;
      fault(id, `broken at event ${hashes.length}`);
    }
    hashes.push(line ? sha256(line) : '');
  }
  streams.set(id, { hashes, whole });
  if (whole && known.get(id)?.some(({ version, hash }) => hashes[version] !== hash)) fault(id, 'rewritten since a checkpoint');
}

// 4. Retired: tombstones, signed by a key of the checkpoints or of the manifest; as far as the checkpoints saw them.
const manifestBytes = contents.get('signed-manifest.json'), manifest = manifestBytes && parse(manifestBytes);
const isSigned = manifest?.format === 'policybot-evidence-1'
  && signed(manifest.publicKey, manifestBytes, contents.get('signed-manifest.sig')?.toString('latin1'));
if (isSigned) keys.add(keyOf(manifest.publicKey));
const retired = new Set();
for (const [index, line] of lines(contents.get('retired.jsonl') ?? Buffer.alloc(0)).entries()) {
  const sealed = line && parse(line), stone = sealed?.tombstone;
  if (stone?.format !== 'policybot-tombstone-1' || !(stone.version > 0) || !signed(sealed.publicKey, Buffer.from(canonical(stone)), sealed.signature) || !keys.has(keyOf(sealed.publicKey))) {
    fault(`retired ${index + 1}`, 'not signed, or by another key');
    continue;
  }
  retired.add(stone.exception);
  const points = streams.has(stone.exception) ? [] : known.get(stone.exception) ?? [];
  if (points.some(({ version, hash }) => version > stone.version || (version === stone.version && hash !== stone.lastHash))) fault(stone.exception, 'rewritten before it was retired');
}

// 5. Manifest: signed; every file as it says, no other; every stream as far as it says.
if (!manifestBytes && broken < 0) fault('signed-manifest.json', 'missing');
if (manifestBytes && !isSigned) fault('signed-manifest.json', 'not signed: nothing in it counts');
if (isSigned) {
  for (const { path, sha256: hash, size } of manifest.files) {
    const bytes = contents.get(path);
    if (!bytes || sha256(bytes) !== hash || bytes.length !== size) fault(path, bytes ? 'changed' : 'missing');
    else if (crc32(bytes) !== entries.find(entry => entry.name === path).crc) fault(path, 'checksum');
  }
  const named = new Set([...manifest.files.map(file => file.path), 'signed-manifest.json', 'signed-manifest.sig']);
  for (const path of contents.keys()) if (!named.has(path)) fault(path, 'not in the manifest');
  for (const { id, version, hash } of manifest.exceptions) {
    const stream = streams.get(id);
    if (!stream) fault(id, 'removed');
    else if (stream.whole && (stream.hashes.length - 1 !== version || stream.hashes.at(-1) !== hash)) fault(id, 'rewritten');
  }
  if (manifest.isComplete) for (const id of known.keys()) if (!streams.has(id) && !retired.has(id)) fault(id, 'removed since a checkpoint');
}
for (const [path, bytes] of contents) if (path.startsWith('served/') && path !== `served/${sha256(bytes)}.yaml`) fault(path, 'another catalog');

console.log(JSON.stringify({ exceptions: streams.size, faults }));
process.exitCode = faults.length === 0 ? 0 : 1;
