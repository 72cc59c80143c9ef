// One request's life over the real Host, from the question to the end.
import { makePlayer, orNothing } from "/player.js";

const SAL = "sal@contoso.example";
const APPROVERS = ["ana@contoso.example", "bo@contoso.example", "ciso@contoso.example"];
const BO = "bo@contoso.example";

export async function playStory(ui) {
  const { tell, card, known, throughTheForm, decide, where, waiting, stampsOf } = makePlayer(ui);
  const unseen = (message) => !seen.has(JSON.stringify(message));
  const next = (rather) => waiting(APPROVERS, id, rather, () => where(SAL, "Renew", unseen), unseen);

  let seen = await stampsOf([...APPROVERS, SAL]); // what waits there from before is not this story's
  await ui.select(SAL, false, "teams");
  await tell("Sal runs the builds. One service account cannot use multi-factor sign-in yet, and the policy says that every account must. Sal asks.");
  await ui.say(SAL, "request");
  const id = await throughTheForm({}, {
    Next: "A short form: first which policy …", Preview: "… then what, why, and what protects us meanwhile.",
    Submit: "Nobody has seen it yet: this is the risk, the one reason for it, and who will decide. Sal sends it.",
  });

  const first = await next();
  await ui.select(first.email, false, first.app);
  await tell("The rules chose the approvers, not the model. Ana gets a card made for a phone: risk, who, what, until when, why.");
  const old = await decide(first, "Request changes", { comment: "Who else can reach the build server? Please name the people, and say what the vendor promised." }, seen, id);
  await tell("She has a question, so it goes back. A comment is required: Sal and the auditor read it.");

  await ui.select(SAL, false, "teams");
  await tell("Sal reads her words above the form, which still holds what stood in it, and answers.", 2.5);
  await throughTheForm({
    justification: "The build server's vendor supports hardware keys only from its spring release on, confirmed in writing for March. Only the four people of the build team reach the server. Until then the nightly build cannot sign in, and releases would stop.",
  }, { Preview: "What is sent now is the second revision; approvals of the first would not count.", Submit: "Assessed, routed and reviewed anew." });

  seen = new Set([...seen, ...old]);
  for (let turn = 0; turn < 4; turn++) {
    const one = await next(turn === 0 ? BO : undefined);
    if (!one) break;
    await ui.select(one.email, false, one.app);
    const there = one.app === "slack" ? " All of it is in Slack here: the same request, the same words, and the reason goes into a dialog." : "";
    const why = turn > 0 ? "The rule asks for one more stage." : one.email === BO ? "Either of the security leads may decide; this time Bo does." : "Ana sees what is new and decides.";
    await tell(`${why} Approving is accepting the remaining risk, in so many words.${there}`, 4);
    const before = seen;
    seen = new Set([...seen, ...await stampsOf(APPROVERS)]);
    await decide(one, "Approve", { comment: "Four people, a fixed address and a date in writing: fine until then." }, before, id);
  }

  await ui.select(SAL, false, "teams");
  await tell("Sal is told at once, with a receipt: the number and hash of the event, a witness outside the store.", 4);
  const before = known();
  for (let week = 0; week < 8; week++) {
    await tell(week === 0 ? "Now time passes. The clock on top turns a week at a time …" : "… and another week …", 2);
    await ui.turnClock(168);
    const ping = await card(["Let it end"], before, 2).catch(orNothing);
    if (ping) {
      await tell("Before it runs out its owner is asked: renew, closed because it is fixed, or let it end. Nothing stays by silence.", 5);
      await tell("All of it stands in the record: every step, who, when, chained by hashes. Press \"Change one byte\" and see what the auditor's check says.", 6);
      return;
    }
  }
  throw new Error("The owner was not asked before the exception ran out.");
}
