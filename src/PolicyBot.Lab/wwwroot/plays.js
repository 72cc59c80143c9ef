// What plays by itself: one at a time, told in words, and stopped when the viewer says so.
import { playStory } from "/story.js";
import { playYear } from "/year.js";

const $ = (id) => document.getElementById(id);
const scripts = { play: playStory, "play-year": playYear };
let playing = null;

async function play(script, ui) {
  playing = new AbortController();
  for (const id of Object.keys(scripts)) $(id).disabled = true;
  $("stop-story").textContent = "Stop";
  $("narration").hidden = false;
  try {
    await script({ ...ui, fast: new URLSearchParams(location.search).has("fast"), signal: playing.signal, narrate: (words) => { $("narrated").textContent = words; } });
  } catch (fault) {
    if (fault.name !== "AbortError") throw fault;
    $("narrated").textContent = "Stopped. Everything stays as it is; go on by hand.";
  } finally {
    for (const id of Object.keys(scripts)) $(id).disabled = false;
    $("stop-story").textContent = "Close";
    playing = null;
  }
}

/** `guarded` shows what goes wrong; `ui` is what a play sees of the page and does to it. */
export function wirePlays(guarded, ui) {
  for (const [id, script] of Object.entries(scripts)) $(id).addEventListener("click", guarded(() => play(script, ui)));
  $("stop-story").addEventListener("click", () => { if (playing) playing.abort(); else $("narration").hidden = true; });
}
