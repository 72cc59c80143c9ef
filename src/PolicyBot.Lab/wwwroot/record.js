// The stored rows of one exception in a readable form. It knows where the parts of an event are, and shows the rest as it is stored.
import { make } from "/elements.js";

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

/** What a head's row holds; nothing while there is none. */
export const headOf = (row) => (row && take(row).json) ?? {};

const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
const brief = (value) => (value.length > 160 ? `${value.slice(0, 160)}…` : value);

function describe(key, json, plain) {
  if (key === "head") {
    return { kind: "head", what: words(json?.status ?? plain.Status ?? "head"), at: null, more: json?.content?.title ?? "" };
  }
  if (key.startsWith("e|")) {
    const fact = json?.fact ?? json ?? {};
    const who = json?.actor?.name ?? json?.actor?.person ?? json?.actor?.kind ?? "";
    const said = fact.comment ?? fact.how ?? fact.reason ?? fact.content?.title ?? fact.title ?? fact.text ?? fact.assessment?.label ?? fact.reviewPolicy?.rule ?? "";
    const hash = plain.Hash ?? json?.hash ?? "";
    return { kind: "event-row", what: words(fact.type ?? "event"), at: json?.at, more: [who, typeof said === "string" ? brief(said) : ""].filter(Boolean).join(": "), hash: typeof hash === "string" ? hash : "" };
  }
  if (key.startsWith("m|")) {
    const [, sequence, kind, ...to] = key.split("|");
    return { kind: "notice-row", what: words(kind ?? ""), at: json?.at, more: `to ${to.join("|")}, about event ${Number(sequence)}` };
  }
  return { kind: "other-row", what: key, at: null, more: "" };
}

function drawRow(row, time, open, struck) {
  const { json, plain } = take(row);
  const { kind, what, at, more, hash } = describe(row.RowKey, json, plain);
  const element = make("details", { class: `row ${kind}${struck ? " struck" : ""}`, "data-testid": kind === "head" ? "head-row" : kind, "data-key": row.RowKey });
  element.open = open;
  const summary = make("summary");
  summary.append(make("span", { class: "what" }, what), at ? make("time", { datetime: at }, time.format(new Date(at))) : make("span"));
  if (more) summary.append(make("span", { class: "more" }, more));
  const key = row.RowKey.startsWith("m|") ? row.RowKey.split("|").slice(0, 2).join("|") : row.RowKey;
  const chain = hash ? ` · ${String(json?.previous ?? "").slice(0, 8) || "—"} → ${hash.slice(0, 8)}` : "";
  summary.append(make("span", { class: "key" }, key + chain));
  element.append(summary, make("pre", { tabindex: "0" }, JSON.stringify(json === undefined ? plain : { ...plain, json }, null, 2)));
  return element;
}

const groups = [["head", "Head: what the events add up to"], ["e|", "Events: appended, never changed"], ["m|", "Notices: who was told what"], ["", "Other rows"]];
const groupOf = (row) => groups.findIndex(([start]) => row.RowKey.startsWith(start));

export async function showRecord(ask, select, container, time) {
  // The request sent last stands first: it stays in sight when the clock brings something about elsewhere.
  const heads = (await ask("record")).map((head) => ({ id: head.PartitionKey, state: headOf(head) }))
    .sort((one, other) => String(other.state.submittedAt).localeCompare(String(one.state.submittedAt)));
  const ids = heads.map((head) => head.id);
  const chosen = ids.includes(select.dataset.chosen) ? select.dataset.chosen : ids[0] ?? "";
  const names = heads.map((head) => `${head.id} · ${words(head.state.status ?? "")}`);
  if ([...select.options].map((option) => option.text).join() !== names.join()) {
    select.replaceChildren(...ids.map((id, index) => make("option", { value: id }, names[index])));
  }
  select.value = chosen;
  select.hidden = ids.length === 0;
  document.getElementById("change-byte").disabled = ids.length === 0;
  if (!chosen) {
    container.replaceChildren(make("p", { class: "empty" }, "No exception is stored yet."));
    container.dataset.stamp = "";
    return;
  }
  const rows = await ask(`record/${encodeURIComponent(chosen)}`);
  const stamp = JSON.stringify(rows);
  if (container.dataset.stamp === stamp) return;
  const known = new Set([...container.querySelectorAll("details")].map((element) => element.dataset.key));
  const top = container.scrollTop;
  const open = new Set([...container.querySelectorAll("details[open]")].map((element) => element.dataset.key));
  const focused = document.activeElement?.closest("#rows details")?.dataset.key;
  const drawn = groups.flatMap(([, title], group) => {
    const members = rows.filter((row) => groupOf(row) === group);
    return members.length === 0 ? [] : [make("h3", {}, title), ...members.map((row) => drawRow(row, time, open.has(row.RowKey), container.dataset.struck === `${chosen}/${row.RowKey}`))];
  });
  container.replaceChildren(...drawn);
  container.dataset.stamp = stamp;
  container.scrollTop = top;
  if (focused) container.querySelector(`details[data-key="${CSS.escape(focused)}"] summary`)?.focus({ preventScroll: true });
  const struck = container.querySelector(".struck");
  const newest = struck ?? drawn.filter((element) => element.classList.contains("event-row") && !known.has(element.dataset.key)).at(-1);
  if (newest) reveal(container, newest);
}

/** Scrolls this container only: the whole page would jump with scrollIntoView. */
function reveal(container, element) {
  const [inner, outer] = [element.getBoundingClientRect(), container.getBoundingClientRect()];
  if (inner.top < outer.top) container.scrollTop += inner.top - outer.top - 8;
  else if (inner.bottom > outer.bottom) container.scrollTop += inner.bottom - outer.bottom + 8;
}

export function showVerdict(element, verdict) {
  element.className = verdict.changed ? "broken" : "whole";
  const excerpt = (text) => {
    const code = make("code", {}, `…${text.slice(0, verdict.at)}`);
    code.append(make("mark", {}, text.slice(verdict.at, verdict.at + 1)), `${text.slice(verdict.at + 1)}…`);
    return code;
  };
  const event = verdict.row.startsWith("e|") ? `event ${Number(verdict.row.slice(2))}` : verdict.row;
  const [from, to] = verdict.changed ? [verdict.before, verdict.after] : [verdict.after, verdict.before];
  element.replaceChildren(
    make("p", {}, verdict.changed ? `One letter of ${event} is another one now:` : `The letter of ${event} is back:`),
    make("p", {}), make("pre", { "data-testid": "verify-output" }, `$ policybot audit verify\n${verdict.output}\n(exit code ${verdict.exitCode})`));
  element.children[1].append(excerpt(from), " → ", excerpt(to));
}
