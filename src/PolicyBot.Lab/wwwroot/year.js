// An exception's year over the real Host: what is asked of people because time passes, and what becomes of it when they answer, wait or forget.
import { dayAhead } from "/examples.js";
import { makePlayer } from "/player.js";

const SAL = "sal@contoso.example";
const ANA = "ana@contoso.example";
const BO = "bo@contoso.example";
const IAN = "iam@contoso.example"; // owns the policy
const APPROVERS = [ANA, BO, "ciso@contoso.example"];
const LONGEST = 88; // days; the policy allows 90
const MET = "The policy is met again"; // once "Not yet" was said

export async function playYear(ui) {
  const player = makePlayer(ui);
  const { until, where } = player;
  const began = ui.labNow();
  const days = () => Math.round((ui.labNow() - began) / 86400000);
  const tell = (words, seconds) => player.tell(`Day ${days()}. ${words}`, seconds);
  const about = (id) => (message) => JSON.stringify(message).includes(id);
  const numbersOf = async (email) => new Set((await ui.chats(email)).flatMap(({ messages }) => JSON.stringify(messages).match(/PX-[0-9A-Z]{8}/g) ?? []));

  /** Shows somebody the card that asks them for this, wherever they are reached. */
  async function show(email, title, id) {
    const app = await until(() => where(email, title, about(id)), `The play waits for ${email} to be asked for "${title}" on ${id}, and nobody asked.`);
    await ui.select(email, false, app);
    return { email, app, id };
  }

  /** Turns the clock to the next thing that is planned for it, says what that is, and lets the product do it. */
  async function turn(id) {
    const next = await until(() => ui.next(id), `Nothing is planned for ${id} any more.`);
    ui.narrate(`The clock goes on to ${ui.time(next.at)}. ${next.words}`);
    await player.pause(2.5);
    await ui.turnClock((next.at - ui.labNow()) / 3600000 + 1 / 1800);
    return next.words;
  }

  /** Turns on until something that reads like this has come. */
  async function turnTo(id, expected) {
    for (let times = 0; times < 12; times++) if (expected.test(await turn(id))) return;
    throw new Error(`The play waits for "${expected.source}" on ${id}, and it did not come.`);
  }

  /** Sends what was asked for and has it decided by all whose word is needed. Returns its number. */
  async function ask(form, words, rather, comment, more = {}) {
    const before = await numbersOf(SAL);
    await form();
    const id = await until(async () => [...await numbersOf(SAL)].find((one) => !before.has(one)), "The play waits for the number of what was sent, and none came.");
    const head = () => ui.headOf(id);
    for (let stage = 1; stage < 5; stage++) {
      const { review } = await until(async () => { const now = await head(); return now.review?.stage === stage && now; }, `The play waits for ${id} to be reviewed, and it is not.`);
      const asked = review.policy.stages[stage - 1].people.map(({ person }) => person).filter((email) => APPROVERS.includes(email));
      const one = await player.waiting(asked, id, stage === 1 ? rather : undefined, () => false);
      await ui.select(one.email, false, one.app);
      await tell(stage === 1 ? words : "The risk is high, so the rule asks for one more stage.", 3.5);
      await player.decide(one, "Approve", { comment, ...(stage === 1 ? more : {}) }, new Set(), id);
      const { status } = await until(async () => { const now = await head(); return now.review?.stage !== stage && now; }, `The play waits for an approval of ${id} to be taken, and it was not.`);
      if (status === "approved") return id;
    }
    throw new Error(`${id} is not approved after four stages.`);
  }

  const pressOn = async (id, title) => player.press(await player.card([title], new Set(), 45, id));
  const requests = (told) => async () => {
    await ui.say(SAL, "request");
    await player.throughTheForm({ expiresOn: dayAhead(ui.labNow(), LONGEST) }, told);
  };
  const renews = (id, why) => async () => {
    const at = await show(SAL, "Renew", id);
    const before = player.known();
    await pressOn(id, "Renew");
    if (at.app !== "teams") throw new Error("Sal is asked in Slack; the play goes on in Teams only.");
    await player.throughTheForm({ expiresOn: dayAhead(ui.labNow(), LONGEST), justification: why }, { Preview: "A renewal asks two things: until when, and what was done since. The old words stay in sight." }, before);
  };
  const attests = async (id, comment) => player.answer(await show(SAL, "Still needed", id), "Still needed", { comment });

  await ui.select(SAL, false, "teams");
  await tell("An exception is temporary, and this is what the product does about it in a year. Sal asks for the longest that the policy allows: 90 days.", 4.5);
  const first = await ask(
    requests({ Submit: "Until the very last day that is allowed. Sal sends it." }),
    "Ana approves, under More with a condition that has a day.", ANA, "Fine while the address is limited, and if that is shown soon.",
    { conditions: "Sign-in of svc-build is limited to the build server's address", conditionsDueOn: dayAhead(began, 21) });
  await ui.select(SAL, false, "teams");
  await tell("It is in force. From now on only the clock moves; beside it stands what comes next, and whose it is.", 4.5);

  await turnTo(first, /condition/);
  const promised = await show(SAL, "Show that it is kept", first);
  await tell("A week before the day of the condition Sal is asked to show that it is kept: a comment and a link.");
  await player.answer(promised, "Show that it is kept", { comment: "The sign-in rule of svc-build allows one address only.", evidence: "https://intra.contoso.example/rules/svc-build" });
  const judge = await Promise.any(APPROVERS.map((email) => where(email, "Take the proof", about(first)).then((app) => app ? email : Promise.reject(new Error(email))))).catch(() => ANA);
  const proof = await show(judge, "Take the proof", first);
  await tell("Whoever approved looks at it, and takes it or sends it back. Not shown in time, it would suspend the exception.");
  await player.answer(proof, "Take the proof", { comment: "Seen: one address, and it is the build server's." });

  await turnTo(first, /still needed/);
  await show(SAL, "Still needed", first);
  await tell("Every 30 days, says the policy, the owner attests that it is still needed and that what protects us works. Sal does.");
  await attests(first, "The vendor's release is still to come; the rule was checked today.");

  await turnTo(first, /ends in 30 days/);
  await show(SAL, "Let it end", first);
  await tell("The end comes near: the ping names the last sensible day to renew, and what happens when nothing is done. It is early, and Sal lets it stand.", 5);
  await turnTo(first, /still needed\?/);
  await tell("Still needed? This time Sal is on holiday and says nothing.", 3);
  await turnTo(first, /not attested/);
  await ui.select(SAL, false, "teams");
  await tell("Three days of silence: it counts as missed, and Sal is warned. Silence confirms nothing, and it approves nothing.", 4);
  await turnTo(first, /told that nobody/);
  await ui.select(IAN, false, await until(() => where(IAN, "Revoke", about(first)), "The play waits for the policy owner to be told, and nobody told him."));
  await tell("A week of silence: Ian, who owns the policy, is told. He could revoke it with a reason. But Sal is back.", 4.5);
  await attests(first, "Back from holiday. The vendor confirmed the release; the rule was checked today.");

  await turnTo(first, /ends in 14 days/);
  await show(SAL, "Renew", first);
  await tell("The second ping. The vendor is late, so Sal renews.");
  const second = await ask(renews(first, "The vendor slipped by a quarter and says so in writing. The rule for the build server's address stands and was shown."),
    "A renewal is a request of its own, linked and counted. Bo decides this one, in Slack.", BO, "The delay is in writing and the limit was shown; one more quarter.");
  await ui.select(SAL, false, "teams");
  await until(async () => (await ui.headOf(first)).status === "renewed", `The play waits for ${second} to take over from ${first}, and it did not.`);
  await tell(`The old one ends the moment the new one is in force: ${first} is renewed, and never outlives its own end. ${second} is the living one.`, 5);

  for (let times = 0; times < 2; times++) {
    await turnTo(second, /still needed\?/);
    await tell("The same rhythm for the renewal.", 2);
    await attests(second, "Still waiting for the vendor; the rule was checked today.");
  }
  await turnTo(second, /ends in 14 days/);
  await tell("Once more: this policy allows two renewals.", 2.5);
  const third = await ask(renews(second, "The vendor delivered a first version that fails on our build server; the second one is promised for the summer."),
    "Whoever decides sees how often it was renewed, and what was said then.", ANA, "A last time: the failure is documented, and the limit stands.");

  for (let times = 0; times < 2; times++) {
    await turnTo(third, /still needed\?/);
    await attests(third, "The second version is being tested; the rule was checked today.");
  }
  await turnTo(third, /ends in 14 days/);
  const last = await show(SAL, "Let it end", third);
  await tell("Renewed twice, and that is as often as the policy allows: there is no Renew any more. Sal lets it end, and is not pinged again.", 5);
  await pressOn(third, "Let it end");
  await until(async () => await where(SAL, "Let it end", about(third)) === undefined, "The play waits for the pings to be silenced, and they were not.");

  await turnTo(third, / ends$/);
  await show(SAL, "Not yet", third);
  await tell("It ran out with the end of its last day, by itself. Is the policy met again? Sal, honestly: not yet.", 4.5);
  await ui.select(last.email, false, last.app);
  await pressOn(third, "Not yet");
  await until(async () => (await ui.headOf(third)).endAnswer?.met === false, "The play waits for the answer to be taken, and it was not.");
  await ui.select(IAN, false, "teams");
  await tell("So Ian is told, and the register says: expired, not confirmed. Three days of silence would have come to the same.", 5);

  await ui.turnClock(Math.max(1, 365 - days()) * 24);
  await tell("The year is over. The vendor has delivered at last; Sal says that the policy is met again, and how that was checked.", 4);
  await player.answer(await show(SAL, MET, third), MET, { comment: "All service accounts sign in with keys since Monday; the report is green." });
  await until(async () => (await ui.headOf(third)).endAnswer?.met === true, "The play waits for the answer to be taken, and it was not.");
  await until(async () => (await ui.chats(IAN)).some(({ messages }) => JSON.stringify(messages).includes("Your policies from")),
    "The play waits for the policy owner's report of a month, and none came.");
  await ui.select(IAN, false, "teams");
  await tell("And at the beginning of a month Ian read how his policies had fared: asked for, approved, renewed, and for which reasons.", 5);
  await tell("That was a year: three requests, one chain of records each, nobody reminded twice a day, and nothing that went on by silence.", 6);
}
