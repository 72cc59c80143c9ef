'use strict';
// Checks a bundle and shows it. The method is that of docs/evidence.md; texts go into the page as text only.
const german = (navigator.language || '').toLowerCase().startsWith('de');
const say = (english, deutsch) => german ? deutsch : english;

// --- the form of the zip file -------------------------------------------------------------------------------------------------------
const numbers = (...fields) => {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    let rest = value;
    for (let i = 0; i < size; i++) { bytes[at++] = rest % 256; rest = Math.floor(rest / 256); }
  }
  return bytes;
};
const joined = (...parts) => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { bytes.set(part, at); at += part.length; }
  return bytes;
};
const ascii = text => Uint8Array.from(text, letter => letter.charCodeAt(0));
const same = (one, other) => one.length === other.length && one.every((byte, index) => byte === other[index]);
const number = (bytes, at, size) => { let value = 0; for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[at + i]; return value; };
const most32 = 0xFFFFFFFF;
const table = Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xEDB88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});
const crcOf = bytes => { let crc = most32; for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8); return (crc ^ most32) >>> 0; };
const header = entry => joined(numbers(
  [4, 0x04034b50], [2, 20], [2, 0], [2, 0], [2, 0], [2, 33], [4, entry.crc], [4, entry.size], [4, entry.size], [2, entry.name.length], [2, 0]), ascii(entry.name));
const directory = function* (entries, offset) {
  let size = 0;
  for (const entry of entries) {
    const far = entry.offset >= most32;
    const bytes = joined(numbers(
      [4, 0x02014b50], [2, 20], [2, far ? 45 : 20], [2, 0], [2, 0], [2, 0], [2, 33], [4, entry.crc], [4, entry.size], [4, entry.size], [2, entry.name.length],
      [2, far ? 12 : 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, far ? most32 : entry.offset]), ascii(entry.name),
    far ? numbers([2, 1], [2, 8], [8, entry.offset]) : new Uint8Array());
    size += bytes.length;
    yield bytes;
  }
  const count = entries.length, far = count >= 0xFFFF || offset + size >= most32;
  if (far) {
    yield numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, offset],
      [4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]);
  }
  yield numbers([4, 0x06054b50], [2, 0], [2, 0], [2, far ? 0xFFFF : count], [2, far ? 0xFFFF : count], [4, far ? most32 : size], [4, far ? most32 : offset], [2, 0]);
};

// --- hashes, canonical JSON, signatures ---------------------------------------------------------------------------------------------
const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const hex = bytes => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('');
const sha = async bytes => hex(await crypto.subtle.digest('SHA-256', bytes));
const canonical = value => Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
  : value !== null && typeof value === 'object'
    ? `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}` : JSON.stringify(value);
const read = bytes => {
  try { const text = strict.decode(bytes), value = JSON.parse(text); return canonical(value) === text ? value : null; } catch { return null; }
};
const isSigned = async (key, bytes, signature) => {
  try {
    if (!/^[0-9a-f]{128}$/.test(signature) || !/^[A-Za-z0-9_-]{43}$/.test(key.x) || !/^[A-Za-z0-9_-]{43}$/.test(key.y)) return false;
    const imported = await crypto.subtle.importKey('jwk', { kty: key.kty, crv: key.crv, x: key.x, y: key.y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, Uint8Array.from(signature.match(/../g), pair => parseInt(pair, 16)), bytes);
  } catch { return false; }
};
const thumbprint = async key => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(canonical({ crv: key.crv, kty: key.kty, x: key.x, y: key.y }))));
  return btoa(String.fromCharCode(...digest)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
const linesOf = bytes => {
  const lines = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start);
    lines.push(end < 0 ? null : bytes.subarray(start, end));
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
};

// --- the check ----------------------------------------------------------------------------------------------------------------------
const check = async (file, progress) => {
  const faults = [], files = new Map(), streams = new Map(), known = new Map(), retired = new Map(), stones = [], keys = new Set(), entries = [], places = new Map(), checkpoints = [];
  const fault = (where, what) => faults.push({ where, what });
  const take = async (at, size) => new Uint8Array(await file.slice(at, at + size).arrayBuffer());
  const know = (points, by) => points.forEach(({ id, version, hash }) => {
    if (!known.has(id)) known.set(id, []);
    const before = known.get(id).find(point => point.version === version);
    if (before && before.hash !== hash) fault(id, rewritten(before, hash));
    if (!before) known.get(id).push({ version, hash, by });
  });
  const removed = point => say(`REMOVED: ${point.by} counts ${point.version} events of it, and it is not there`,
    `ENTFERNT: ${point.by} zählt ${point.version} Ereignisse davon, und es ist nicht da`);
  const shortened = (point, count) => say(`REWRITTEN: ${point.by} counts ${point.version} events of it, and there are ${count}`,
    `NEU GESCHRIEBEN: ${point.by} zählt ${point.version} Ereignisse davon, und es sind ${count}`);
  const rewritten = (point, hash) => say(`REWRITTEN: its event ${point.version} had the hash ${point.hash.slice(0, 8)} in ${point.by} and has ${hash.slice(0, 8)} now`,
    `NEU GESCHRIEBEN: sein Ereignis ${point.version} hatte den Hash ${point.hash.slice(0, 8)} in ${point.by} und hat jetzt ${hash.slice(0, 8)}`);
  const against = (point, hashes) => !hashes ? removed(point) : hashes.length < point.version ? shortened(point, hashes.length)
    : hashes[point.version - 1] !== point.hash ? rewritten(point, hashes[point.version - 1]) : null;
  const again = (point, tombstone) => tombstone.version < point.version ? shortened(point, tombstone.version)
    : tombstone.version === point.version && tombstone.lastHash !== point.hash ? rewritten(point, tombstone.lastHash) : null;
  const pointsOf = id => (known.get(id) || []).toSorted((one, other) => one.version - other.version);

  const takeCheckpoints = async bytes => {
    let before = { day: '', hash: '0'.repeat(64) };
    for (const line of linesOf(bytes)) {
      const signed = line && read(line), checkpoint = signed && signed.checkpoint;
      const text = utf8.encode(canonical(checkpoint ?? null)), where = `checkpoint ${checkpoints.length + 1}`;
      if (checkpoint?.format !== 'policybot-checkpoint-1' || !await isSigned(checkpoint.publicKey, text, signed.signature)) {
        fault(where, say('its signature does not fit: nothing in it counts', 'seine Signatur passt nicht: nichts darin zählt'));
        checkpoints.push(before = { day: '', hash: '' });
        continue;
      }
      const hash = await sha(text);
      keys.add(await thumbprint(checkpoint.publicKey));
      if (checkpoint.previous !== before.hash || checkpoint.day <= before.day) {
        fault(where, say('it does not follow the checkpoint before: one is gone or was changed', 'er folgt nicht auf den Prüfpunkt davor: einer fehlt oder wurde geändert'));
      }
      know(checkpoint.streams, say(`the checkpoint of ${checkpoint.day}`, `der Prüfpunkt vom ${checkpoint.day}`));
      checkpoints.push(before = { day: checkpoint.day, hash });
    }
  };
  const takeRetired = async bytes => {
    for (const [index, line] of linesOf(bytes).entries()) {
      const sealed = line && read(line), tombstone = sealed && sealed.tombstone;
      if (tombstone?.format === 'policybot-tombstone-1' && tombstone.version > 0
        && await isSigned(sealed.publicKey, utf8.encode(canonical(tombstone)), sealed.signature)) stones.push({ line: index + 1, key: await thumbprint(sealed.publicKey), tombstone });
      else fault(`retired ${index + 1}`, say('its signature does not fit: nothing in it counts', 'seine Signatur passt nicht: nichts darin zählt'));
    }
  };
  const takeStream = async (path, bytes) => {
    const id = /^events\/(PX-[0-9A-HJKMNP-TV-Z]{8})\.jsonl$/.exec(path)?.[1];
    if (!id) return;
    let previous = '0'.repeat(64), broken = null, title = '', status = '';
    const hashes = [];
    for (const line of linesOf(bytes)) {
      const event = line && read(line), sequence = hashes.length + 1;
      hashes.push(line ? await sha(line) : '');
      if (broken) continue;
      const why = !event ? say('its text is not in the form in which events are written', 'sein Text hat nicht die Form, in der Ereignisse geschrieben werden')
        : event.sequence !== sequence ? say('another event stands in its place; one is gone, comes twice or was moved', 'an seiner Stelle steht ein anderes; eines fehlt, steht doppelt oder wurde verschoben')
          : event.exception !== id ? say('it belongs to another exception', 'es gehört zu einer anderen Ausnahme')
            : event.previous !== previous ? say('it names another predecessor than the event before it', 'es nennt einen anderen Vorgänger als das Ereignis davor') : null;
      if (why) { broken = say(`BROKEN at event ${sequence}: ${why}`, `GEBROCHEN bei Ereignis ${sequence}: ${why}`); continue; }
      previous = hashes[sequence - 1];
      title = event.fact?.content?.title ?? title;
      status = ends.has(event.fact?.type) ? event.fact.type : status;
    }
    streams.set(id, { hashes, isWhole: !broken, title, status });
    const found = broken ?? pointsOf(id).map(point => against(point, hashes)).find(what => what);
    if (found) fault(id, found);
  };

  let at = 0, zip = null, manifestBytes = null, signature = '';
  while (zip === null) {
    const head = await take(at, 30);
    if (head.length < 30 || number(head, 0, 4) !== 0x04034b50) break;
    const length = number(head, 26, 2), raw = length > 0 && length <= 200 ? await take(at + 30, length) : new Uint8Array();
    const entry = { name: String.fromCharCode(...raw), crc: number(head, 14, 4), size: number(head, 18, 4), offset: at };
    const ordered = entries.length === 0 || entries.at(-1).name < entry.name;
    if (!/^[!-~]+$/.test(entry.name) || !same(header(entry), joined(head, raw)) || !ordered) { zip = at; break; }
    const start = at + 30 + length, bytes = await take(start, entry.size);
    if (bytes.length < entry.size) { zip = start + bytes.length; break; }
    entries.push(entry);
    places.set(entry.name, { start, size: entry.size });
    at = start + entry.size;
    if (entry.name === 'signed-manifest.json') { manifestBytes = bytes; continue; }
    if (entry.name === 'signed-manifest.sig') { signature = String.fromCharCode(...bytes.subarray(0, 200)); continue; }
    if (entry.name === 'checkpoints.jsonl') await takeCheckpoints(bytes);
    if (entry.name === 'retired.jsonl') await takeRetired(bytes);
    if (entry.name.startsWith('events/')) { await takeStream(entry.name, bytes); progress(streams.size); }
    const digest = await sha(bytes);
    if (entry.name.startsWith('served/') && entry.name !== `served/${digest}.yaml`) {
      fault(entry.name, say('it is not the catalog whose hash it is named by', 'es ist nicht der Katalog, nach dessen Hash es heißt'));
    }
    files.set(entry.name, { sha256: digest, size: entry.size, crcFits: crcOf(bytes) === entry.crc });
  }
  for (const bytes of zip === null ? directory(entries, at) : []) {
    if (!same(bytes, await take(at, bytes.length))) { zip = at; break; }
    at += bytes.length;
  }
  if (zip === null && at !== file.size) zip = at;
  if (zip !== null) fault('zip', say(`byte ${zip} and what follows is not as a bundle's zip file has it`, `Byte ${zip} und was folgt ist nicht, wie die ZIP-Datei eines Bündels es hat`));

  const manifest = manifestBytes && read(manifestBytes);
  const manifestSigned = manifest?.format === 'policybot-evidence-1' && await isSigned(manifest.publicKey, manifestBytes, signature);
  if (manifestSigned) keys.add(await thumbprint(manifest.publicKey));
  for (const { line, key, tombstone } of stones) {
    if (keys.has(key)) retired.set(tombstone.exception, tombstone);
    else fault(`retired ${line}`, say(`the key ${key} signed it, and neither a checkpoint nor the manifest: nothing in it counts`,
      `der Schlüssel ${key} hat ihn unterschrieben, und weder einen Prüfpunkt noch das Manifest: nichts darin zählt`));
  }
  for (const [id, tombstone] of retired) {
    const found = streams.has(id) ? null : pointsOf(id).map(point => again(point, tombstone)).find(what => what);
    if (found) fault(id, found);
  }

  if (!manifestBytes && zip === null) fault('signed-manifest.json', say('it is missing', 'es fehlt'));
  else if (manifestBytes && !manifestSigned) {
    fault('signed-manifest.json', say('its signature does not fit: nothing in it counts', 'seine Signatur passt nicht: nichts darin zählt'));
  } else if (manifest) {
    for (const { path, sha256, size } of manifest.files) {
      const found = files.get(path);
      files.delete(path);
      if (!found) fault(path, say('it is missing', 'es fehlt'));
      else if (found.sha256 !== sha256 || found.size !== size) fault(path, say('it was changed after it was signed', 'es wurde nach dem Signieren geändert'));
      else if (!found.crcFits) fault(path, say('its checksum in the zip file is another one', 'seine Prüfsumme in der ZIP-Datei ist eine andere'));
    }
    for (const path of files.keys()) fault(path, say('it is not in the manifest', 'es steht nicht im Manifest'));
    for (const { id, version, hash } of manifest.exceptions) {
      const stream = streams.get(id), point = { version, hash, by: say('the manifest', 'das Manifest') };
      const found = !stream ? removed(point) : !stream.isWhole ? null
        : stream.hashes.length !== version ? shortened(point, stream.hashes.length) : against(point, stream.hashes);
      if (found) fault(id, found);
    }
    for (const id of manifest.isComplete ? [...known.keys()].filter(id => !streams.has(id) && !retired.has(id)) : []) fault(id, removed(pointsOf(id)[0]));
  }
  return { faults, manifest, streams, retired, checkpoints, events: async id => {
    const place = places.get(`events/${id}.jsonl`);
    return linesOf(await take(place.start, place.size)).map(line => line && read(line)).filter(event => event);
  } };
};

// --- the page -----------------------------------------------------------------------------------------------------------------------
const types = {
  submitted: ['sent to review', 'zur Prüfung gesendet'], assessed: ['assessed', 'bewertet'], routed: ['approvers chosen by the rules', 'Prüfer nach den Regeln bestimmt'],
  routingFailed: ['nobody can review it for now', 'derzeit kann niemand prüfen'], stageOpened: ['approvers asked', 'Prüfer gefragt'], approved: ['approved', 'genehmigt'],
  rejected: ['rejected', 'abgelehnt'], changesRequested: ['changes requested', 'Änderungen verlangt'], stoodIn: ['others stand in', 'andere springen ein'],
  escalated: ['others asked besides', 'weitere gefragt'], membersChanged: ['the group has changed', 'die Gruppe hat sich geändert'], reassigned: ['seat given to another person', 'Platz an eine andere Person gegeben'],
  delegated: ['handed over to a delegate', 'an eine Vertretung übergeben'], delegationEnded: ['the delegation ended', 'die Vertretung endete'], nudged: ['approvers reminded', 'Prüfer erinnert'],
  withdrawn: ['withdrawn', 'zurückgezogen'], commented: ['commented', 'kommentiert'], ownerAccepted: ['the owner accepts', 'die verantwortliche Person nimmt an'], ownerDeclined: ['the owner declines', 'die verantwortliche Person lehnt ab'],
  granted: ['in force', 'in Kraft'], emergencyStarted: ['started at once', 'sofort begonnen'], attested: ['attested', 'bestätigt'], attestationMissed: ['not attested in time', 'nicht rechtzeitig bestätigt'],
  promiseProved: ['a condition is shown to be kept', 'eine Auflage ist nachgewiesen'], promiseAccepted: ['the proof is taken', 'der Nachweis ist angenommen'], promiseReturned: ['the proof is sent back', 'der Nachweis geht zurück'],
  promiseMissed: ['a condition was missed', 'eine Auflage wurde versäumt'], suspended: ['suspended', 'ausgesetzt'], resumed: ['in force again', 'wieder in Kraft'], handOverProposed: ['another owner asked', 'andere verantwortliche Person gefragt'],
  handOverDeclined: ['the hand-over is declined', 'die Übergabe ist abgelehnt'], ownerChanged: ['another owner from now on', 'ab jetzt andere verantwortliche Person'], ownerLeft: ['the owner cannot be reached', 'die verantwortliche Person ist nicht erreichbar'],
  letToEnd: ['left to end', 'läuft aus'], closed: ['closed: the policy is met again', 'geschlossen: die Vorgabe ist wieder erfüllt'], revoked: ['revoked', 'widerrufen'], expired: ['expired', 'abgelaufen'], lapsed: ['lapsed undecided', 'ohne Entscheidung verfallen'],
  renewalStarted: ['a renewal is under review', 'eine Verlängerung wird geprüft'], renewalDropped: ['the renewal was not approved', 'die Verlängerung wurde nicht genehmigt'], renewed: ['renewed', 'verlängert'],
  metAgain: ['the policy is met again', 'die Vorgabe ist wieder erfüllt'], notMetYet: ['the policy is not met yet', 'die Vorgabe ist noch nicht erfüllt'], unconfirmed: ['not confirmed that the policy is met', 'nicht bestätigt, dass die Vorgabe erfüllt ist'],
};
const ends = new Set(['submitted', 'routed', 'changesRequested', 'rejected', 'withdrawn', 'granted', 'suspended', 'resumed', 'closed', 'revoked', 'expired', 'lapsed', 'renewed']);
const typeOf = type => types[type] ? say(...types[type]) : type;
const make = (tag, text, ...children) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};
const show = value => {
  if (value === null || typeof value !== 'object') return make('span', String(value));
  if (Array.isArray(value)) return make('ul', '', ...value.map(one => make('li', '', show(one))));
  return make('dl', '', ...Object.entries(value).filter(([name]) => name !== 'type').flatMap(([name, one]) => [make('dt', name), make('dd', '', show(one))]));
};
const folded = new Set(['assessment', 'reviewPolicy', 'identities']);
const showFact = fact => {
  const plain = Object.fromEntries(Object.entries(fact).filter(([name]) => !folded.has(name)));
  return [show(plain), ...Object.entries(fact).filter(([name]) => folded.has(name)).map(([name, value]) => make('details', '', make('summary', name), show(value)))];
};
const showEvent = event => make('li', '',
  make('strong', typeOf(event.fact.type)), `, ${event.at.replace('T', ' ').replace(/(\.\d+)?\+00:00$/, ' UTC')}, ${event.actor.name}${event.actor.person ? ` <${event.actor.person}>` : ''}`, ...showFact(event.fact));
const story = (report, id, { title, status, isWhole }) => {
  const element = make('details', '', make('summary', `${id}: ${title} (${typeOf(status)})${isWhole ? '' : ' !'}`));
  element.dataset.find = `${id} ${title} ${typeOf(status)}`.toLowerCase();
  element.addEventListener('toggle', async () => {
    if (element.open && element.children.length === 1) element.append(make('ol', '', ...(await report.events(id)).map(showEvent)));
  });
  return element;
};
const get = id => document.getElementById(id);
const verify = async file => {
  for (const id of ['faults', 'facts', 'list']) get(id).replaceChildren();
  get('stories').hidden = true;
  get('verdict').className = '';
  let last = 0;
  const report = await check(file, count => { if (Date.now() - last > 300) { last = Date.now(); get('verdict').textContent = say(`Checking: ${count} exceptions…`, `Prüfe: ${count} Ausnahmen…`); } });
  const isWhole = report.faults.length === 0;
  get('verdict').className = isWhole ? 'good' : 'bad';
  get('verdict').textContent = isWhole ? say('Whole: nothing was changed since it was signed.', 'Unversehrt: seit der Signatur wurde nichts geändert.')
    : say(`NOT whole: ${report.faults.length} faults.`, `NICHT unversehrt: ${report.faults.length} Fehler.`);
  get('faults').append(...report.faults.map(({ where, what }) => make('li', `${where}: ${what}.`)));
  const facts = [[say('Exceptions', 'Ausnahmen'), report.streams.size], [say('Checkpoints', 'Prüfpunkte'), report.checkpoints.length]];
  if (report.retired.size) facts.push([say('Moved out before', 'Zuvor ausgelagert'), report.retired.size]);
  if (report.checkpoints.length) facts.push([say('Last checkpoint', 'Letzter Prüfpunkt'), `${report.checkpoints.at(-1).day} ${report.checkpoints.at(-1).hash}`]);
  if (report.manifest?.publicKey) {
    facts.push([say('Written', 'Geschrieben'), report.manifest.createdAt], [say('Complete', 'Vollständig'), report.manifest.isComplete ? say('yes', 'ja') : say('no, some were chosen', 'nein, eine Auswahl')],
      [say('Signed by key', 'Signiert mit Schlüssel'), await thumbprint(report.manifest.publicKey)]);
  }
  get('facts').append(...facts.flatMap(([name, value]) => [make('dt', name), make('dd', String(value))]));
  get('list').append(...[...report.streams].map(([id, stream]) => story(report, id, stream)));
  get('stories').hidden = report.streams.size === 0;
  document.body.dataset.done = isWhole ? 'whole' : 'broken';
};
if (german) {
  document.documentElement.lang = 'de';
  const deutsch = { heading: 'Nachweis über Ausnahmen', choose: 'Bündel', stories: 'Ausnahmen', filter: 'Nur mit',
    intro: 'Wählen Sie das Bündel (ZIP), zu dem diese Seite gehört, oder ein anderes. Es wird in diesem Browser geprüft; nichts verlässt dieses Gerät.' };
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = deutsch[element.dataset.word];
}
get('file').addEventListener('change', async event => {
  const [file] = event.target.files;
  if (!file) return;
  try { await verify(file); } catch (error) {
    get('verdict').className = 'bad';
    get('verdict').textContent = say(`The file could not be checked: ${error.message}`, `Die Datei konnte nicht geprüft werden: ${error.message}`);
    document.body.dataset.done = 'failed';
  }
});
get('filter').addEventListener('input', event => {
  for (const element of get('list').children) element.hidden = !element.dataset.find.includes(event.target.value.toLowerCase());
});
