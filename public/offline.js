// Lets the site open with no signal, says when there is a new version, and keeps all of it when asked. Fetched when the page
// is ready and idle.
const home = new URL("../", import.meta.url);
const root = document.documentElement;
const workers = navigator.serviceWorker;
// A frame in another site has a storage of its own, and whoever is guided leaves nothing behind.
if (workers && window.top === window && !root.dataset.guided) start().catch(() => {});

async function start() {
  // What makes the site an app of its own on a device. Browsers would fetch it before the page's own parts.
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: new URL("manifest.webmanifest", home) }));
  if (await calledOff()) {
    for (const registration of await workers.getRegistrations()) if (registration.scope === home.href) await registration.unregister();
    for (const name of await caches.keys()) if (name.startsWith(`routemaps ${home} `)) await caches.delete(name);
    return;
  }
  // All tabs move together to a new version. What was just typed is kept when its field is left.
  let moves = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (moves) {
      document.activeElement?.blur();
      location.reload();
    }
    moves = true;
  });
  // Only this one script may become a worker.
  const policy = window.trustedTypes?.createPolicy("routemaps", { createScriptURL: () => new URL("sw.js", home).href });
  const registration = await workers.register(policy?.createScriptURL("") ?? new URL("sw.js", home), { updateViaCache: "none" });
  const tell = () => registration.waiting && workers.controller && offer(registration);
  tell();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
  const { active } = await workers.ready;
  const begun = journeys();
  active.postMessage({ ready: begun });
  // A browser that is short of room clears what sites keep, unless it was asked not to.
  if (begun.length > 0) await navigator.storage?.persist?.();
  await offerAll(active);
}

// Whoever hosts the site can call the worker off.
async function calledOff() {
  try {
    const answer = await fetch(new URL("sw-off.json", home), { cache: "no-store" });
    return answer.ok && (await answer.json()).off === true;
  } catch {
    return false;
  }
}

// The routemaps of the journeys that are kept here. A family may have left their pages before there was a worker to keep them.
function journeys() {
  const texts = Object.entries(localStorage).filter(([key]) => key.startsWith("routemaps/journey/"));
  return texts.map(([, text]) => /^journey\t[^\t]*\t([^\t]*)/m.exec(text)?.[1] ?? "");
}

// Says that a new version is there. It is taken at a tap, or by itself when every page of the site was closed.
function offer(registration) {
  if (document.getElementById("new_version_")) return;
  const bar = document.createElement("aside");
  bar.id = "new_version_";
  bar.className = "newer";
  bar.setAttribute("aria-label", "New version");
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const button = (words, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  };
  bar.append(words, button("Use it now", () => registration.waiting?.postMessage("take over")), button("Later", () => bar.remove()));
  document.body.append(bar);
  // Said by a screen reader because it comes into a place that is there already.
  setTimeout(() => (words.textContent = "There is a new version of this site. Your place and your notes stay."), 100);
}

// On the page of what the device keeps: how much of the site is missing, and a button that fetches it.
async function offerAll(worker) {
  const place = document.getElementById("no_signal_");
  if (!place) return;
  const [button, bar, said] = ["button", "progress", "[role=status]"].map((name) => place.querySelector(name));
  const show = ({ missing, bytes }) => {
    place.hidden = false;
    button.hidden = missing === 0;
    said.textContent = missing
      ? `Not kept yet: ${missing} files, ${(bytes / 1e6).toFixed(1)} MB to fetch.`
      : "All routemaps are kept on this device. They open without a signal.";
  };
  const ask = (words, hear) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => hear(event.data);
    worker.postMessage(words, [port2]);
  };
  ask("how much", show);
  button.addEventListener("click", () => {
    // It has the focus until it is done, so it is not taken away.
    if (!bar.hidden) return;
    bar.hidden = false;
    said.textContent = "Fetching all routemaps.";
    ask("keep all", ({ done, all, failed }) => {
      bar.value = done ?? bar.value;
      if (all) show({ missing: 0 });
      if (failed === "full") said.textContent = "This device has no room for all routemaps. Those you open are kept as long as there is room.";
      if (failed === "lost") said.textContent = "The connection was lost. What came is kept. Try again when you have a signal.";
      bar.hidden = all || failed !== undefined;
      if (all) place.focus();
    });
  });
}
