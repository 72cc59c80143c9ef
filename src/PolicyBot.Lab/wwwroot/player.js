// What a play on the page needs: it presses by hand as a person could, in the app in which they are reached, and finds cards by their buttons and inputs, never by verbs.
export const stopped = () => new DOMException("stopped", "AbortError");

/** Keeps on when something was awaited and did not come, but not when the viewer has stopped the play. */
export const orNothing = (fault) => { if (fault.name === "AbortError") throw fault; return null; };

export function makePlayer(ui) {
  const pause = (seconds) => new Promise((resolve, reject) => {
    if (ui.signal.aborted) { reject(stopped()); return; }
    const timer = setTimeout(resolve, ui.fast ? Math.min(60, seconds * 1000) : seconds * 1000);
    ui.signal.addEventListener("abort", () => { clearTimeout(timer); reject(stopped()); }, { once: true });
  });
  const tell = async (words, seconds = 3.5) => { ui.narrate(words); await pause(seconds); };

  const buttons = (message) => [...message.querySelectorAll(".card button.ac-pushButton, .card button.block-button")].filter((button) => button.offsetParent !== null);
  const button = (message, title) => buttons(message).find((one) => one.textContent.trim() === title) ?? buttons(message).find((one) => one.textContent.trim().startsWith(`${title} `));

  /** The newest card in the open chat that has one of these buttons, was not there, as it is, before, and is about this exception if one is named. */
  async function card(titles, known = new Set(), seconds = 45, id = "") {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      await ui.refresh();
      for (const message of ui.messages().reverse()) {
        if (known.has(message.stamp) || !message.stamp.includes(id)) continue;
        const title = titles.find((one) => button(message, one));
        if (title) { message.scrollIntoView({ block: "nearest" }); return { message, title }; }
      }
      await pause(0.3);
    }
    throw new Error(`The play waits for a card with ${titles.join(" or ")}, and none came.`);
  }
  const known = () => new Set(ui.messages().map((message) => message.stamp));

  /** A living card may be drawn anew while the play talks (the model has answered, a colleague has decided), so it is looked up again. */
  const live = (found) => ui.messages().find((message) => message.dataset.id === found.message.dataset.id) ?? found.message;

  async function fill(found, answers = {}) {
    const hidden = live(found).drawn.inputs().some((input) => answers[input.id] !== undefined && input.renderedElement?.offsetParent === null);
    if (hidden) (button(live(found), "More") ?? button(live(found), "Conditions"))?.click();
    await fillIn(live(found).drawn.inputs(), answers);
  }

  async function fillIn(inputs, answers) {
    for (const input of inputs) {
      const given = answers[input.id];
      const value = given ?? (input.value ? undefined : ui.exampleFor(input, ui.labNow(), "SEC-MFA"));
      if (value === undefined) continue;
      ui.fillInput(input, value);
      await pause(0.5);
    }
  }

  async function press(found) {
    button(live(found), found.title)?.focus();
    await pause(0.8);
    const target = button(live(found), found.title);
    if (!target) throw new Error(`"${found.title}" was on the card a moment ago and is gone.`);
    target.click();
  }

  /** What somebody writes in Slack goes into a dialog: it opens at the press, and what stands in it comes a moment later. */
  async function throughTheDialog(answers, seconds = 20) {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      await ui.refresh();
      const dialog = ui.dialog();
      if (dialog?.drawn.inputs().length > 0) {
        await fillIn(dialog.drawn.inputs(), answers);
        await pause(2);
        ui.dialog().querySelector("button[type=submit]").click();
        break;
      }
      await pause(0.3);
    }
    while (Date.now() < until && (!ui.dialog() || ui.dialog().drawn.inputs().length > 0)) await pause(0.3); // the same dialog shows what came of it
    if (!ui.dialog()) throw new Error("The play waits for a dialog to write in, and none opened.");
  }

  /** Next, Preview, Submit, in whatever order the product asks for them; and the form that opened before, where `before` says what was there then. Returns the number of what was sent. */
  async function throughTheForm(answers, told, before = new Set()) {
    for (let step = 0; step < 8; step++) {
      const found = await card(["Submit", "Preview", "Next", "Edit", "Revise"], before);
      before = known();
      if (told[found.title]) await tell(told[found.title], 3);
      if (found.title === "Next" || found.title === "Preview") await fill(found, answers);
      await pause(1);
      await press(found);
      if (found.title === "Submit") return found.message.stamp.match(/PX-[0-9A-Z]{8}/)[0];
    }
    throw new Error("The form did not come to an end.");
  }

  async function decide({ email, app }, title, answers, before, id) {
    await ui.select(email, false, app);
    const found = await card([title], before, 45, id);
    await pause(2);
    const after = known();
    if (app === "teams") await fill(found, answers);
    await press(found);
    if (app === "slack") await throughTheDialog(answers);
    await pause(2);
    if (app === "slack") await ui.closeDialog(email);
    return after;
  }

  /** Presses a button that opens a form, fills the form in and sends it: on the card itself in Teams, in a dialog in Slack. */
  async function answer({ email, app, id }, title, answers) {
    await ui.select(email, false, app);
    const found = await card([title], new Set(), 45, id);
    const before = known();
    await press(found);
    if (app === "slack") {
      await throughTheDialog(answers);
      await pause(2);
      await ui.closeDialog(email);
      return;
    }
    const form = await card([title], before);
    await fill(form, answers);
    await pause(1);
    const sent = known();
    await press(form);
    await until(() => ui.messages().some((message) => !sent.has(message.stamp)), "The play waits for an answer to what was sent, and none came.");
    await pause(1.5);
  }

  async function until(look, otherwise, seconds = 45) {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      await ui.refresh();
      const found = await look();
      if (found) return found;
      await pause(0.3);
    }
    throw new Error(otherwise);
  }

  const has = (message, title) => {
    const walk = (node) => Array.isArray(node) ? node.some(walk) : node !== null && typeof node === "object"
      && ((String(node.type).startsWith("Action.") && (node.title === title || String(node.title).startsWith(`${title} `))) || (node.type === "button" && node.text?.text === title) || Object.entries(node).some(([name, child]) => name !== "fallback" && walk(child)));
    return walk(message.card ?? message.blocks ?? []);
  };

  /** The app in which somebody holds a card with this button that passes; undefined: nowhere. */
  const where = async (email, title, passes) => (await ui.chats(email)).find(({ messages }) => messages.some((message) => has(message, title) && passes(message)))?.app;

  /** Whoever has much to decide on has this one as a line of a list: it is opened, and comes as a card of its own. */
  async function openLine(email, app, id) {
    await ui.select(email, false, app);
    await ui.refresh();
    const lines = ui.messages().flatMap(buttons).filter((one) => one.textContent.trim() === "Open");
    lines.find((one) => `${one.title} ${one.ariaLabel}`.includes(id))?.click();
    await pause(1.5);
  }

  /** Who of these has a card about this exception to decide on right now that passes, and where; the one named for the first seconds alone. Null: `done` says that nobody will. */
  async function waiting(people, id, rather, done, passes = () => true) {
    const about = (message) => JSON.stringify(message).includes(id);
    const [start, end] = [Date.now(), Date.now() + 45000];
    while (Date.now() < end) {
      for (const email of rather && Date.now() < start + 8000 ? [rather] : people) {
        const app = await where(email, "Approve", (message) => about(message) && passes(message));
        if (app) return { email, app };
        const listed = await where(email, "Open", about);
        if (listed) await openLine(email, listed, id);
      }
      if (await done()) return null;
      await pause(0.5);
    }
    throw new Error("The play waits for somebody to be asked, and nobody was.");
  }
  const stampsOf = async (emails) => new Set((await Promise.all(emails.map((email) => ui.chats(email)))).flat().flatMap(({ messages }) => messages).map((message) => JSON.stringify(message)));

  return { pause, tell, card, known, press, throughTheForm, decide, answer, until, where, waiting, stampsOf };
}
