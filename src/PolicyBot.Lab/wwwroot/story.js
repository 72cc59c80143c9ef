// One request's life over the real Host, pressed by hand as anybody could, in whichever app somebody is reached: it finds cards by their buttons and inputs, never by verbs.
const SAL = "sal@contoso.example";
const APPROVERS = ["ana@contoso.example", "bo@contoso.example", "ciso@contoso.example"];
const BO = "bo@contoso.example";

export async function playStory(ui) {
  const pause = (seconds) => new Promise((resolve, reject) => {
    if (ui.signal.aborted) { reject(new DOMException("stopped", "AbortError")); return; }
    const timer = setTimeout(resolve, ui.fast ? Math.min(60, seconds * 1000) : seconds * 1000);
    ui.signal.addEventListener("abort", () => { clearTimeout(timer); reject(new DOMException("stopped", "AbortError")); }, { once: true });
  });
  const tell = async (words, seconds = 3.5) => { ui.narrate(words); await pause(seconds); };

  const buttons = (message) => [...message.querySelectorAll(".card button.ac-pushButton, .card button.block-button")].filter((button) => button.offsetParent !== null);
  const button = (message, title) => buttons(message).find((one) => one.textContent.trim() === title) ?? buttons(message).find((one) => one.textContent.trim().startsWith(`${title} `));

  /** The newest card in the open chat that has one of these buttons and was not there, as it is, before. */
  async function card(titles, known = new Set(), seconds = 45) {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      await ui.refresh();
      for (const message of ui.messages().reverse()) {
        if (known.has(message.stamp)) continue;
        const title = titles.find((one) => button(message, one));
        if (title) { message.scrollIntoView({ block: "nearest" }); return { message, title }; }
      }
      await pause(0.3);
    }
    throw new Error(`The story waits for a card with ${titles.join(" or ")}, and none came.`);
  }
  const known = () => new Set(ui.messages().map((message) => message.stamp));

  async function fill(found, answers = {}) {
    await fillIn(live(found).drawn.inputs(), answers);
  }

  async function fillIn(inputs, answers) {
    for (const input of inputs) {
      const given = answers[input.id];
      const value = given ?? (input.value ? undefined : ui.exampleFor(input, ui.labNow(), "SEC-"));
      if (value === undefined) continue;
      ui.fillInput(input, value);
      await pause(0.5);
    }
  }

  /** A living card may be drawn anew while the story talks (the model has answered, a colleague has decided), so it is looked up again. */
  const live = (found) => ui.messages().find((message) => message.dataset.id === found.message.dataset.id) ?? found.message;

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
    if (!ui.dialog()) throw new Error("The story waits for a dialog to write in, and none opened.");
  }

  /** Next, Preview, Submit, in whatever order the product asks for them. */
  async function throughTheForm(answers, told) {
    let before = new Set();
    for (let step = 0; step < 8; step++) {
      const found = await card(["Submit", "Preview", "Next", "Edit", "Revise"], before);
      before = known();
      if (told[found.title]) await tell(told[found.title], 3);
      if (found.title === "Next" || found.title === "Preview") await fill(found, answers);
      await pause(1);
      await press(found);
      if (found.title === "Submit") return;
    }
    throw new Error("The form did not come to an end.");
  }

  async function decide({ email, app }, title, comment, before) {
    await ui.select(email, false, app);
    const found = await card([title], before);
    await pause(2);
    const after = known();
    if (app === "teams") await fill(found, { comment });
    await press(found);
    if (app === "slack") await throughTheDialog({ comment });
    await pause(2);
    if (app === "slack") await ui.closeDialog(email);
    return after;
  }

  const has = (message, title) => {
    const walk = (node) => Array.isArray(node) ? node.some(walk) : node !== null && typeof node === "object"
      && ((String(node.type).startsWith("Action.") && (node.title === title || String(node.title).startsWith(`${title} `))) || (node.type === "button" && node.text?.text === title) || Object.entries(node).some(([name, child]) => name !== "fallback" && walk(child)));
    return walk(message.card ?? message.blocks ?? []);
  };

  /** Who of the approvers has a card to decide on right now that was not there before, and where. Null: Sal holds a new card that only an approved request has. */
  async function waiting(seen, rather) {
    const [start, until] = [Date.now(), Date.now() + 45000];
    const fresh = async (email, title) => (await ui.chats(email)).find(({ messages }) => messages.some((message) => has(message, title) && !seen.has(JSON.stringify(message))))?.app;
    while (Date.now() < until) {
      for (const email of rather && Date.now() < start + 8000 ? [rather] : APPROVERS) {
        const app = await fresh(email, "Approve");
        if (app) return { email, app };
      }
      if (await fresh(SAL, "Renew")) return null;
      await pause(0.5);
    }
    throw new Error("The story waits for somebody to be asked, and nobody was.");
  }
  const stampsOf = async (emails) => new Set((await Promise.all(emails.map((email) => ui.chats(email)))).flat().flatMap(({ messages }) => messages).map((message) => JSON.stringify(message)));

  let seen = await stampsOf([...APPROVERS, SAL]); // whatever waits there from before is not this story's
  await ui.select(SAL, false, "teams");
  await tell("Sal runs the builds. One service account cannot use multi-factor sign-in yet, and the policy says that every account must. Sal asks.");
  await ui.say(SAL, "request");
  await throughTheForm({}, {
    Next: "A short form: first which policy …", Preview: "… then what, why, and what protects us meanwhile.",
    Submit: "Nobody has seen it yet: this is the risk, the one reason for it, and who will decide. Sal sends it.",
  });

  const first = await waiting(seen);
  await ui.select(first.email, false, first.app);
  await tell("The rules chose the approvers, not the model. Ana gets a card made for a phone: risk, who, what, until when, why.");
  const old = await decide(first, "Request changes", "Who else can reach the build server? Please name the people, and say what the vendor promised.", seen);
  await tell("She has a question, so it goes back. A comment is required: Sal and the auditor read it.");

  await ui.select(SAL, false, "teams");
  await tell("Sal reads her words above the form, which still holds what stood in it, and answers.", 2.5);
  await throughTheForm({
    justification: "The build server's vendor supports hardware keys only from its spring release on, confirmed in writing for March. Only the four people of the build team reach the server. Until then the nightly build cannot sign in, and releases would stop.",
  }, { Preview: "What is sent now is the second revision; approvals of the first would not count.", Submit: "Assessed, routed and reviewed anew." });

  seen = new Set([...seen, ...old]);
  for (let turn = 0; turn < 4; turn++) {
    const next = await waiting(seen, turn === 0 ? BO : undefined);
    if (!next) break;
    await ui.select(next.email, false, next.app);
    const where = next.app === "slack" ? " All of it is in Slack here: the same request, the same words, and the reason goes into a dialog." : "";
    const why = turn > 0 ? "The rule asks for one more stage." : next.email === BO ? "Either of the security leads may decide; this time Bo does." : "Ana sees what is new and decides.";
    await tell(`${why} Approving is accepting the remaining risk, in so many words.${where}`, 4);
    const before = seen;
    seen = new Set([...seen, ...await stampsOf(APPROVERS)]);
    await decide(next, "Approve", "Four people, a fixed address and a date in writing: fine until then.", before);
  }

  await ui.select(SAL, false, "teams");
  await tell("Sal is told at once, with a receipt: the number and hash of the event, a witness outside the store.", 4);
  const before = known();
  for (let week = 0; week < 8; week++) {
    await tell(week === 0 ? "Now time passes. The clock on top turns a week at a time …" : "… and another week …", 2);
    await ui.turnClock(168);
    const ping = await card(["Let it end"], before, 2).catch((fault) => { if (fault.name === "AbortError") throw fault; return null; });
    if (ping) {
      await tell("Before it runs out its owner is asked: renew, closed because it is fixed, or let it end. Nothing stays by silence.", 5);
      await tell("All of it stands in the record: every step, who, when, chained by hashes. Press \"Change one byte\" and see what the auditor's check says.", 6);
      return;
    }
  }
  throw new Error("The owner was not asked before the exception ran out.");
}
