// The stored rows of one exception in a readable form. It knows where the parts of an event are, and shows the rest as it is stored.
import { make } from "/app.js";

const keysOfTheStore = new Set(["PartitionKey", "RowKey", "Timestamp", "odata.etag", "odata.metadata"]);

function parsed(text) {
  if (typeof text !== "string" || !/^[[{]/.test(text)) return undefined;
  try { return JSON.parse(text); } catch { return undefined; }
}

/** A row's JSON text (which may be cut into Text, Text1, Text2 …) and its other properties. */
function take(row) {
  const plain = {};
  let json;
  for (const [name, value] of Object.entries(row)) {
    if (keysOfTheStore.has(name) || name.includes("@")) continue;
    if (/\d$/.test(name) && name.replace(/\d+$/, "") in row) continue;
    let text = value;
    for (let part = 1; typeof text === "string" && typeof row[`${name}${part}`] === "string"; part++) text += row[`${name}${part}`];
    const value2 = parsed(text);
    if (value2 && !json) json = value2; else plain[name] = text;
  }
  return { json, plain };
}

const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
const brief = (value) => (value.length > 160 ? `${value.slice(0, 160)}…` : value);

function describe(key, json, plain) {
  if (key === "head") {
    return { kind: "head", what: json?.status ?? plain.Status ?? "head", at: null, more: "What the events add up to" };
  }
  if (key.startsWith("e|")) {
    const fact = json?.fact ?? json ?? {};
    const who = json?.actor?.name ?? json?.actor?.person ?? json?.actor?.kind ?? "";
    const said = fact.comment ?? fact.reason ?? fact.content?.title ?? fact.title ?? fact.text ?? fact.assessment?.label ?? fact.reviewPolicy?.rule ?? "";
    const hash = plain.Hash ?? json?.hash ?? "";
    return { kind: "event-row", what: words(fact.type ?? "event"), at: json?.at, more: [who, typeof said === "string" ? brief(said) : ""].filter(Boolean).join(": "), hash: typeof hash === "string" ? hash : "" };
  }
  if (key.startsWith("m|")) {
    const [, sequence, kind, ...to] = key.split("|");
    return { kind: "notice-row", what: `notice ${kind ?? ""}`, at: json?.at, more: `to ${to.join("|")}, about event ${Number(sequence)}` };
  }
  return { kind: "other-row", what: key, at: null, more: "" };
}

function drawRow(row, time, open, struck) {
  const { json, plain } = take(row);
  const { kind, what, at, more, hash } = describe(row.RowKey, json, plain);
  const element = make("details", { class: `row ${kind}${struck ? " struck" : ""}`, "data-testid": kind === "head" ? "head-row" : kind, "data-key": row.RowKey });
  element.open = open;
  const summary = make("summary");
  summary.append(make("span", { class: "key" }, row.RowKey.startsWith("m|") ? row.RowKey.split("|").slice(0, 2).join("|") : row.RowKey), make("span", { class: "what" }, what));
  summary.append(at ? make("time", { datetime: at }, time.format(new Date(at))) : make("span"));
  if (more) summary.append(make("span", { class: "more" }, more));
  if (hash) summary.append(make("span", { class: "more hash" }, `${String(json?.previous ?? "").slice(0, 8) || "—"} → ${hash.slice(0, 8)}`));
  element.append(summary, make("pre", { tabindex: "0" }, JSON.stringify(json === undefined ? plain : { ...plain, json }, null, 2)));
  return element;
}

export async function showRecord(ask, select, container, time) {
  const heads = (await ask("record")).sort((one, other) => String(other.Timestamp).localeCompare(String(one.Timestamp)));
  const ids = heads.map((head) => head.PartitionKey);
  const chosen = ids.includes(select.dataset.chosen) ? select.dataset.chosen : ids[0] ?? "";
  if ([...select.options].map((option) => option.value).join() !== ids.join()) {
    select.replaceChildren(...ids.map((id) => make("option", { value: id }, id)));
  }
  select.value = chosen;
  select.disabled = ids.length === 0;
  document.getElementById("change-byte").disabled = ids.length === 0;
  if (!chosen) {
    container.replaceChildren(make("p", { class: "empty" }, "No exception is stored yet."));
    container.dataset.stamp = "";
    return;
  }
  const rows = await ask(`record/${encodeURIComponent(chosen)}`);
  const stamp = JSON.stringify(rows);
  if (container.dataset.stamp === stamp) return;
  const atEnd = container.scrollHeight - container.scrollTop - container.clientHeight < 40;
  const top = container.scrollTop;
  const open = new Set([...container.querySelectorAll("details[open]")].map((element) => element.dataset.key));
  const order = (row) => (row.RowKey === "head" ? "0" : row.RowKey.startsWith("e|") ? `1${row.RowKey}` : `2${row.RowKey}`);
  rows.sort((one, other) => (order(one) < order(other) ? -1 : 1));
  container.replaceChildren(...rows.map((row) => drawRow(row, time, open.has(row.RowKey), container.dataset.struck === `${chosen}/${row.RowKey}`)));
  container.dataset.stamp = stamp;
  container.scrollTop = atEnd ? container.scrollHeight : top;
}

export function showVerdict(element, verdict) {
  element.className = verdict.changed ? "broken" : "";
  const what = make("p", {}, verdict.changed ? `One letter of ${verdict.exception}, row ${verdict.row}, is another one now: ` : `The letter of ${verdict.exception}, row ${verdict.row}, is back: `);
  what.append(make("code", {}, `…${verdict.changed ? verdict.before : verdict.after}…`), " → ", make("code", {}, `…${verdict.changed ? verdict.after : verdict.before}…`));
  element.replaceChildren(what, make("pre", { "data-testid": "verify-output" }, `$ policybot audit verify\n${verdict.output}\n(exit code ${verdict.exitCode})`));
}
