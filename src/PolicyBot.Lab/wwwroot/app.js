import { knowNames } from "/blocks.js";
import { drawCard, fillInput, renderMarkdown } from "/cards.js";
import { make, place, showLatest } from "/elements.js";
import { exampleFor, fillWithExamples } from "/examples.js";
import { showModel, wireModel } from "/model.js";
import { wirePlays } from "/plays.js";
import { headOf, showRecord, showVerdict } from "/record.js";
import { drawHome, drawModals, drawSlackMessage, isDialog } from "/slack.js";

const $ = (id) => document.getElementById(id);
const zone = "Europe/Berlin";
const lab = { state: null, selected: null, app: "teams", inChannel: false, tab: "messages", apps: new Map(), seen: new Map(), ahead: 0 };

// ---- talking to the Lab
async function ask(path, body) {
  const response = await fetch(`/api/${path}`, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.fault ?? `The Lab answered ${response.status}.`);
  return answer;
}

function trouble(words) {
  $("trouble").textContent = words ?? "";
  $("trouble").hidden = !words;
}

const guarded = (act) => async (...given) => {
  try { trouble(null); return await act(...given); } catch (fault) { trouble(fault.message); return undefined; }
};

// ---- time
const labNow = () => new Date(Date.now() + lab.ahead);
const shortTime = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const longTime = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const tick = () => { $("now").textContent = longTime.format(labNow()); };

async function showNext() {
  const next = await ask("next");
  const words = next.at ? `Next: ${shortTime.format(new Date(next.at))} · ${next.words}` : "Nothing is planned.";
  if ($("next").textContent !== words) $("next").textContent = words;
}

async function turnClock(by) {
  const buttons = document.querySelectorAll("[data-clock]");
  const pressed = document.activeElement;
  for (const button of buttons) button.disabled = true;
  try {
    const state = await ask("clock", by === "next" ? {} : { hours: Number(by) });
    takeState(state);
    if (state.turned === false) trouble("Nothing is planned.");
    await refresh(); // who turns again has seen what this turn brought
  } finally { for (const button of buttons) button.disabled = false; }
  if (pressed?.dataset?.clock) pressed.focus(); // a disabled button loses it, and the clock is turned again and again
}

// ---- people
const hueOf = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
const person = (email) => lab.state.people.find((one) => one.email === email);
const appsOf = (one) => ["teams", "slack"].filter((app) => one[app]);
const appNames = { teams: "Teams", slack: "Slack" };
/** Under which addresses the channels know somebody, each with where it stands; most people have the same one everywhere. */
const addressesOf = (one) => [["Teams mail", one.teams?.mail], ["Teams sign-in (UPN)", one.teams?.principalName], ["Slack", one.slack?.mail]].filter(([, address]) => address);
const differing = (one) => new Set(addressesOf(one).map(([, address]) => address.toLowerCase())).size;
const unreadIn = (one, app) => (one[app]?.received ?? 0) - (lab.seen.get(`${one.email}|${app}`) ?? 0);
const unread = (one) => unreadIn(one, "teams") + unreadIn(one, "slack");
/** The app somebody is looking at: where something waits for them, else where they were last. */
const appOf = (one) => {
  const last = lab.apps.get(one.email) ?? appsOf(one)[0];
  const other = appsOf(one).find((app) => app !== last);
  return other && unreadIn(one, last) === 0 && unreadIn(one, other) > 0 ? other : last;
};

function takeState(state) {
  lab.state = state;
  lab.ahead = new Date(state.now).getTime() - Date.now();
  knowNames({ ...state.slackNames, ...(state.slackChannel ? { [state.slackChannel.bot]: "PolicyBot" } : {}) });
  for (const one of state.people) for (const app of appsOf(one)) if (!lab.seen.has(`${one.email}|${app}`)) lab.seen.set(`${one.email}|${app}`, one[app].received);
  const mine = person(lab.selected ??= state.people[0].email);
  if (!mine[lab.app]) lab.app = appsOf(mine)[0];
  if (document.body.dataset.view === "chat" && !lab.inChannel) lab.seen.set(`${mine.email}|${lab.app}`, mine[lab.app].received);
  drawPeople();
  drawWho(mine);
  showModel($("model"), state.model);
  $("host-address").textContent = `${state.host}${state.hostAlive ? "" : " (not running)"}`;
  $("start").hidden = state.hostAlive;
  $("kill").hidden = !state.hostAlive;
  tick();
}

function drawWho(mine) {
  const slack = lab.app === "slack";
  $("who").textContent = lab.inChannel ? `# ${(slack ? lab.state.slackChannel : lab.state.channel).name}` : mine.name;
  $("who-title").textContent = lab.inChannel ? `Everybody reads this; you write as ${mine.name} and name PolicyBot` : differing(mine) > 1 ? mine.title : `${mine.title} · ${addressesOf(mine)[0]?.[1] ?? mine.email}`;
  drawAddresses(mine);
  $("installed").hidden = lab.inChannel || slack;
  $("installed").textContent = mine.teams?.installed ? "Remove the app" : "Install the app";
  $("apps").hidden = lab.inChannel || appsOf(mine).length < 2;
  for (const button of document.querySelectorAll("#apps button")) {
    button.setAttribute("aria-pressed", String(button.dataset.app === lab.app));
    const waiting = button.dataset.app === lab.app ? 0 : unreadIn(mine, button.dataset.app);
    button.textContent = `${appNames[button.dataset.app]}${waiting > 0 ? ` (${waiting})` : ""}`;
  }
  $("tabs").hidden = !slack || lab.inChannel;
  for (const button of document.querySelectorAll("#tabs button")) button.setAttribute("aria-pressed", String(button.dataset.tab === lab.tab));
  const atHome = slack && !lab.inChannel && lab.tab === "home";
  $("home").hidden = !atHome;
  $("chat").hidden = atHome;
  $("say").hidden = atHome;
  for (const button of document.querySelectorAll("[data-only]")) button.hidden = button.dataset.only !== lab.app;
  $("composer").placeholder = slack ? `Write to PolicyBot, or ${lab.state.slackChannel.command}` : "Write to PolicyBot";
}

/** Somebody whom each channel knows under another address is one person all the same. */
function drawAddresses(mine) {
  const stamp = JSON.stringify(addressesOf(mine));
  $("addresses").hidden = lab.inChannel || differing(mine) < 2;
  if ($("addresses").dataset.stamp === stamp) return;
  $("addresses").dataset.stamp = stamp;
  $("addresses").replaceChildren(`One person, ${differing(mine)} addresses: `, ...addressesOf(mine).flatMap(([where, address]) => {
    const part = make("span", {}, `${where} `);
    part.append(make("b", {}, address));
    return [part, " "];
  }));
}

function drawPeople() {
  const stamp = JSON.stringify([lab.selected, lab.app, lab.inChannel, lab.state.people.map((one) => [one.email, one.teams?.installed, unread(one), differing(one)])]);
  if ($("people").dataset.stamp === stamp) return; // drawn anew between press and release, a button is not pressed
  $("people").dataset.stamp = stamp;
  const focused = document.activeElement?.dataset?.email;
  $("people").replaceChildren(...lab.state.people.map((one) => {
    const button = make("button", { type: "button", "data-email": one.email, "data-testid": `person-${one.email}`, "aria-current": String(one.email === lab.selected && !lab.inChannel), class: !one.teams || one.teams.installed ? "" : "off" });
    const face = make("span", { class: "face", "aria-hidden": "true", style: `--hue:${hueOf(one.email)}` }, one.name.split(" ").map((part) => part[0]).join(""));
    const words = make("span", { class: "words" });
    words.append(make("span", { class: "name" }, one.name), make("span", { class: "title" }, differing(one) > 1 ? `${one.title} · ${differing(one)} addresses` : one.title));
    button.append(face, words);
    if (unread(one) > 0) button.append(make("span", { class: "unread", "data-testid": `unread-${one.email}`, "aria-label": `${unread(one)} unread` }, String(unread(one))));
    button.addEventListener("click", guarded(() => select(one.email)));
    return button;
  }));
  for (const [app, at] of [["teams", lab.state.channel], ["slack", lab.state.slackChannel]].filter(([, one]) => one)) {
    const testId = app === "teams" ? "channel" : "slack-channel";
    const channel = make("button", { type: "button", "data-email": `#${app}`, "data-testid": testId, "aria-current": String(lab.inChannel && lab.app === app) });
    const words = make("span", { class: "words" });
    words.append(make("span", { class: "name" }, at.name), make("span", { class: "title" }, lab.state.slackChannel ? `Channel in ${appNames[app]}` : "Channel"));
    channel.append(make("span", { class: "face", "aria-hidden": "true", style: "--hue:230" }, "#"), words);
    channel.addEventListener("click", guarded(() => select(person(lab.selected)[app] ? lab.selected : lab.state.people.find((one) => one[app]).email, true, app)));
    $("people").append(channel);
  }
  if (focused) $("people").querySelector(`[data-email="${CSS.escape(focused)}"]`)?.focus();
}

async function select(email, inChannel = false, app = appOf(person(email))) {
  if (lab.selected !== email || lab.inChannel !== inChannel || lab.app !== app) { $("chat").replaceChildren(); lab.tab = "messages"; }
  lab.selected = email;
  lab.app = app;
  if (!inChannel) lab.apps.set(email, app);
  lab.inChannel = inChannel;
  if (document.body.dataset.view !== "chat") show("chat");
  await refresh();
  showLatest($("chat"));
  document.querySelector(`[data-testid="person-${CSS.escape(email)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// ---- messages
function drawMessage(email, message) {
  const mine = message.from !== null;
  const element = make("article", { class: mine ? "message mine" : "message", "data-testid": "message", "data-id": message.id });
  const author = mine ? person(message.from)?.name ?? message.from : "PolicyBot";
  element.append(make("header", {}, `${author} · ${shortTime.format(new Date(message.at))}${message.edited ? " · edited" : ""}`));
  if (message.deleted) element.append(make("p", { class: "bubble gone" }, "This message was deleted."));
  if (message.text) {
    const bubble = make("div", { class: "bubble" });
    if (message.format === "markdown" && !mine) bubble.innerHTML = renderMarkdown(message.text); // markdown-it with html off: it escapes
    else bubble.textContent = message.text;
    element.append(bubble);
  }
  if (message.card) drawMessageCard(element, email, message);
  else if (message.notice) element.append(make("p", { class: "notice", role: "status" }, message.notice));
  return element;
}

function drawMessageCard(element, email, message) {
  const frame = make("div", { class: "card", "data-testid": "card" });
  const under = make("div", { class: "under" });
  const drawn = drawCard(message.card, guarded(async (action) => {
    frame.setAttribute("aria-busy", "true");
    $("stream").dataset.chosen = JSON.stringify(message.card).match(/PX-[0-9A-Z]{8}/)?.[0] ?? $("stream").dataset.chosen ?? ""; // the record follows what is pressed
    try {
      const outcome = await ask(`people/${encodeURIComponent(email)}/${action.kind}`, { messageId: message.id, verb: action.verb, data: action.data, title: action.title, id: action.id });
      if (outcome.shown === "wrong") trouble(`Something went wrong: ${outcome.text}`);
      await refresh();
    } finally {
      frame.removeAttribute("aria-busy");
    }
  }));
  frame.append(drawn.element);
  element.drawn = drawn;
  if (drawn.inputs().length > 0) {
    const fill = make("button", { type: "button", class: "fill", "data-testid": "fill-example" }, "Fill with an example");
    fill.addEventListener("click", () => fillWithExamples(drawn.inputs(), labNow(), message.card));
    under.append(fill);
  }
  if (message.notice) under.append(make("p", { class: "notice", role: "status" }, message.notice));
  element.append(frame, under);
}

/** Draws only what changed: what somebody is typing into another card stays. */
function drawChat(container, email, messages, draw = drawMessage) {
  const atEnd = container.scrollHeight - container.scrollTop - container.clientHeight < 60;
  const before = new Map([...container.querySelectorAll(":scope > .message")].map((element) => [element.dataset.id, element]));
  let changed = false;
  const elements = messages.map((message) => {
    const stamp = JSON.stringify(message);
    const old = before.get(message.id);
    if (old?.stamp === stamp) return old;
    changed = true;
    const element = draw(email, message);
    element.stamp = stamp;
    return element;
  });
  if (!changed && elements.length === before.size) return;
  const typedIn = container.contains(document.activeElement) ? document.activeElement.closest(".message")?.dataset.id : undefined;
  if (elements.length === 0) elements.push(make("p", { class: "empty" }, "Nothing yet. Write \"request\" to ask for an exception."));
  place(container, elements);
  if (atEnd || before.size === 0) showLatest(container);
  if (typedIn && !container.contains(document.activeElement)) elements.find((element) => element.dataset.id === typedIn)?.drawn?.focus();
}

// ---- Slack
const slackUi = {
  get names() { return { ...lab.state.slackNames, [lab.state.slackChannel.bot]: "PolicyBot" }; },
  now: labNow,
  time: (date) => shortTime.format(date),
  act: guarded(async (email, act, body, about) => {
    if (about) $("stream").dataset.chosen = JSON.stringify(about).match(/PX-[0-9A-Z]{8}/)?.[0] ?? $("stream").dataset.chosen ?? ""; // the record follows what is pressed
    const outcome = await ask(`slack/${encodeURIComponent(email)}/${act}`, body);
    if (outcome.shown === "wrong") trouble(`The app did not answer as Slack expects: ${outcome.text}`);
    await refresh();
  }),
  focusBack: () => (lab.tab === "home" ? $("home") : $("composer")).focus(),
};
const drawInSlack = (email, message) => drawSlackMessage(slackUi, email, message);

async function drawEverybody() {
  const all = lab.state.people.flatMap((one) => appsOf(one).map((app) => ({ one, app, key: app === "teams" ? one.email : `slack-${one.email}`, said: one[app].messages, modals: one[app].modals ?? 0 })));
  const busy = all.filter((at) => at.said > (at.app === "teams" ? 1 : 0) || at.modals > 0); // in Teams everybody has a welcome
  const present = busy.length > 0 ? busy : all.filter((at) => at.said > 0);
  const chats = await Promise.all(present.map((at) => ask(`${at.app === "teams" ? "chats" : "slack"}/${encodeURIComponent(at.one.email)}`)));
  const columns = new Map([...$("everybody").children].map((column) => [column.dataset.key, column]));
  place($("everybody"), present.map(({ one, app, key }) => {
    const column = columns.get(key) ?? make("section", { class: "column", "data-key": key, "data-testid": `column-${key}` });
    if (!column.firstChild) {
      const heading = make("h3", {}, one.name);
      heading.append(make("span", {}, ` · ${one.title}${one.slack && one.teams ? ` · ${appNames[app]}` : ""}`));
      column.append(heading, make("div", { class: "messages", tabindex: "0", role: "log", "aria-label": `Messages of ${one.name} in ${appNames[app]}` }));
      if (app === "slack") column.append(make("div", { class: "modals", hidden: "" }));
    }
    return column;
  }));
  present.forEach(({ one, app }, index) => { // in the page: only then there is a height to scroll
    const [, messages, modals] = $("everybody").children[index].children;
    drawChat(messages, one.email, app === "slack" ? chats[index].messages : chats[index], app === "slack" ? drawInSlack : drawMessage);
    if (modals) drawModals(slackUi, one.email, modals, chats[index].views);
  });
}

/** What the selected person sees in the app they look at. */
async function drawSelected() {
  const { selected: email, inChannel, app } = lab;
  const path = app === "slack" ? (inChannel ? "slack-channel" : "slack") : inChannel ? "channel" : "chats";
  const seen = await ask(`${path}/${encodeURIComponent(email)}`);
  if (email !== lab.selected || inChannel !== lab.inChannel || app !== lab.app) return false;
  const alone = app === "slack" && !inChannel;
  drawChat($("chat"), email, alone ? seen.messages : seen, app === "slack" ? drawInSlack : drawMessage);
  drawHome(slackUi, email, $("home"), alone ? seen.home : null);
  drawModals(slackUi, email, $("modals"), alone ? seen.views : app === "slack" ? (await ask(`slack/${encodeURIComponent(email)}`)).views : []);
  return true;
}

// ---- keeping up
let refreshing = null;
let again = false;
async function refresh() {
  if (refreshing) { again = true; return refreshing; }
  refreshing = (async () => {
    do {
      again = false;
      takeState(await ask("state"));
      await showNext();
      if (!await drawSelected()) again = true;
      if (document.body.dataset.view === "everybody") await drawEverybody();
      if (document.body.dataset.view === "mail") await drawMail();
      if (document.body.dataset.view === "output") await drawOutput();
      else await showRecord(ask, $("stream"), $("rows"), shortTime);
    } while (again);
  })();
  try { await refreshing; } finally { refreshing = null; }
}

async function drawMail() {
  const mails = await ask("mail");
  if ($("mails").children.length === Math.max(1, mails.length) && mails.length > 0) return;
  $("mails").replaceChildren(...mails.map(({ to, subject, text }) => {
    const mail = make("article");
    mail.append(make("h3", {}, subject), make("p", { class: "quiet" }, `To ${to}`), make("pre", {}, text));
    return mail;
  }));
  if (mails.length === 0) $("mails").append(make("p", { class: "quiet" }, "None yet."));
}

async function drawOutput() {
  const atEnd = $("lines").scrollHeight - $("lines").scrollTop - $("lines").clientHeight < 60;
  $("lines").textContent = (await ask("output")).join("\n");
  if (atEnd) $("lines").scrollTop = $("lines").scrollHeight;
}

function show(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === view));
}

// ---- wiring
for (const button of document.querySelectorAll("[data-clock]")) button.addEventListener("click", guarded(() => turnClock(button.dataset.clock)));
for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", guarded(async () => { show(button.dataset.show); await refresh(); }));
for (const button of document.querySelectorAll("[data-hint]")) button.addEventListener("click", () => { $("composer").value = button.dataset.hint; $("composer").focus(); });

wireModel($("model"), guarded(async (choice) => takeState(await ask("model", choice))));

const say = guarded(async (email, text) => {
  if (lab.app === "slack") {
    const { command } = lab.state.slackChannel;
    const slash = isDialog(text, command);
    await slackUi.act(email, slash ? "slash" : lab.inChannel ? "mention" : "say", { text: slash ? text.slice(command.length).trim() : text, inChannel: lab.inChannel });
    return;
  }
  const answer = await ask(`people/${encodeURIComponent(email)}/${lab.inChannel ? "mention" : "say"}`, { text });
  if (answer.status < 200 || answer.status > 299) trouble(answer.status ? `The bot answered ${answer.status}: ${answer.body || "the Host's output may say why."}` : `The bot did not answer: ${answer.body}`);
  await refresh();
});
$("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("composer").value.trim();
  if (!text) return;
  $("composer").value = "";
  await say(lab.selected, text);
  showLatest($("chat"));
});
$("composer").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("say").requestSubmit(); }
});
$("installed").addEventListener("click", guarded(async () => {
  await ask(`people/${encodeURIComponent(lab.selected)}/${person(lab.selected).teams.installed ? "uninstall" : "install"}`, {});
  await refresh();
}));
for (const button of document.querySelectorAll("#apps button")) button.addEventListener("click", guarded(() => select(lab.selected, false, button.dataset.app)));
for (const button of document.querySelectorAll("#tabs button")) {
  button.addEventListener("click", guarded(async () => {
    lab.tab = button.dataset.tab;
    if (lab.tab === "home") await slackUi.act(lab.selected, "home", {}); else await refresh(); // opening it is an event that the app hears of
  }));
}
$("shortcut").addEventListener("click", () => slackUi.act(lab.selected, "shortcut", {}));
async function turnHost(act, pressed, other) {
  $(pressed).disabled = true;
  try { takeState(await ask(`host/${act}`, {})); } finally { $(pressed).disabled = false; }
  $(other).focus(); // the pressed one is gone
  await refresh();
}
$("kill").addEventListener("click", guarded(() => turnHost("kill", "kill", "start")));
$("start").addEventListener("click", guarded(() => turnHost("start", "start", "kill")));
$("stream").addEventListener("change", guarded(() => { $("stream").dataset.chosen = $("stream").value; return refresh(); }));

async function tamper(path) {
  $("change-byte").disabled = true;
  $("verdict").textContent = "The product verifies every chain …";
  $("verdict").className = "";
  try {
    const verdict = await ask(path, {});
    showVerdict($("verdict"), verdict);
    $("mend").hidden = !verdict.changed;
    $("change-byte").hidden = verdict.changed;
    $("rows").dataset.struck = verdict.changed ? `${verdict.exception}/${verdict.row}` : "";
    $("rows").dataset.stamp = "";
    await refresh();
  } catch (fault) { $("verdict").textContent = ""; throw fault; } finally { $("change-byte").disabled = $("stream").value === ""; }
}
$("change-byte").addEventListener("click", guarded(() => tamper(`tamper/${encodeURIComponent($("stream").value)}`)));
$("mend").addEventListener("click", guarded(() => tamper("mend")));

wirePlays(guarded, {
  select, say, turnClock, refresh, fillInput, exampleFor, labNow, time: (at) => shortTime.format(at),
  next: async (id) => { const next = await ask(`next/${id}`); return next.at && { at: new Date(next.at), words: next.words }; },
  headOf: async (id) => headOf((await ask(`record/${id}`)).find((row) => row.RowKey === "head")),
  messages: () => [...$("chat").querySelectorAll(".message")],
  chats: (email) => Promise.all(appsOf(person(email)).map(async (app) => {
    const seen = await ask(`${app === "slack" ? "slack" : "chats"}/${encodeURIComponent(email)}`);
    return { app, messages: app === "slack" ? seen.messages : seen };
  })),
  dialog: () => $("modals").querySelector(".modal"),
  closeDialog: async (email) => { for (let view = $("modals").querySelector(".modal"); view; view = $("modals").querySelector(".modal")) await slackUi.act(email, "close", { view: view.dataset.view }); },
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", guarded(() => { $("chat").replaceChildren(); $("everybody").replaceChildren(); return refresh(); }));
setInterval(tick, 1000);
setInterval(() => { if (!document.hidden) refresh().catch(() => trouble("The Lab does not answer; is it still running?")); }, 3000); // the record also changes without a message
const changes = new EventSource("/api/changes");
changes.onmessage = () => refresh().then(() => { if ($("trouble").textContent.startsWith("The Lab does not answer")) trouble(null); }, () => {});
guarded(refresh)();
