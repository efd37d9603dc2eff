// Keeps the site on the device, so that it opens with no signal.
//
// Each file of the site is known by its hash: what does not fit it is never kept, and never shown out of what is kept. The
// hashes stand here, so a new version of any file is a new worker, and that is what a browser looks for.
"use strict";
const VERSION = "{{version}}";
// One line for each file: its hash, its bytes on the way, its path. What every family needs, then what each routemap is.
const listed = (lines) => new Map(lines.trim().split("\n").map((line) => line.split(" ")).map(([hash, bytes, path]) => [path, { hash, bytes: +bytes }]));
const ALWAYS = listed("{{always}}");
const ROUTEMAPS = listed("{{routemaps}}");
const FILES = new Map([...ALWAYS, ...ROUTEMAPS]);

const HOME = registration.scope;
const OURS = `routemaps ${HOME} `;
const KEPT = OURS + VERSION;
// Stands among what is kept if the family asked for all of it.
const ALL = new URL("?all", HOME).href;
// How long a page waits for the network before it is shown as it was kept.
const PATIENCE = 3000;

const at = (path) => new URL(path, HOME).href;
const online = self.navigator.connection;
const isFast = () => online?.effectiveType === "4g" && !online.saveData && online.downlink >= 2;

// ---- what is kept ---------------------------------------------------------------------------------

const fits = async (path, body) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body), 0, 15);
  return btoa(String.fromCharCode(...digest)) === FILES.get(path)?.hash;
};

// Returns a kept file, if it is still as it was when it was kept. To look for it must not make a place to keep it.
async function kept(path, cacheName = KEPT) {
  try {
    const answer = await caches.match(at(path), { cacheName });
    const body = await answer?.arrayBuffer();
    if (body && (await fits(path, body))) return new Response(body, { headers: answer.headers });
    if (body && cacheName === KEPT) await (await caches.open(KEPT)).delete(at(path));
  } catch {
    // The browser gives no room any more: the network is still there.
  }
}

const earlier = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== KEPT);

// Keeps a file: as it is kept already, as an earlier version kept it, or from the network.
async function keep(path) {
  if (await kept(path)) return;
  for (const name of await earlier()) {
    const same = await kept(path, name);
    if (same) return put(at(path), same);
  }
  // A name with a hash never gets another content; anything else is asked for anew.
  const answer = await fetch(at(path), { cache: path.startsWith("assets/") ? "default" : "no-cache" });
  const body = await answer.arrayBuffer();
  if (!answer.ok || !(await fits(path, body))) throw new Error(`${path} is not what it should be`);
  await put(at(path), new Response(body, { headers: answer.headers }));
}

async function put(url, answer) {
  // The page that was open when the worker was called off still asks it for files.
  if (isOff) throw new Error("called off");
  const cache = await caches.open(KEPT);
  await cache.put(url, answer);
}

const folder = (path) => path.slice(0, path.indexOf("/") + 1);
const routemapOf = (path) => [...ROUTEMAPS.keys()].filter((other) => folder(path) && other.startsWith(folder(path)));

// Keeps many files, so many at once, and says how far it is.
async function keepThese(paths, atOnce = 4, say = () => {}) {
  const left = [...paths];
  const worker = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      await keep(path);
      say(path);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

// ---- a version comes and goes ---------------------------------------------------------------------

addEventListener("install", (event) => event.waitUntil(install()));

// What was kept of the version before is kept of this one, so that nobody loses a page by it.
async function install() {
  const wanted = new Set(ALWAYS.keys());
  const pages = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const { url } of pages) for (const path of routemapOf(pathOf(url))) wanted.add(path);
  let all = false;
  for (const name of await earlier()) {
    for (const { url } of await (await caches.open(name)).keys()) {
      all ||= url === ALL;
      for (const path of routemapOf(pathOf(url))) wanted.add(path);
    }
  }
  await keepThese(wanted);
  // A device that has no more room for all of it, or no signal, still gets the version.
  if (all) await keepAll().catch(() => {});
}

async function keepAll(say) {
  await keepThese(FILES.keys(), 4, say);
  await put(ALL, new Response());
}

addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  for (const name of await earlier()) await caches.delete(name);
  await clients.claim();
}

// Whoever hosts the site can call every worker off: `/sw-off.json`. From then on nothing is kept any more.
let isOff = false;
async function calledOff() {
  const answer = await fetch(at("sw-off.json"), { cache: "no-store" });
  if (!answer.ok || (await answer.json()).off !== true) return;
  isOff = true;
  for (const name of [KEPT, ...(await earlier())]) await caches.delete(name);
  await registration.unregister();
}

addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.data === "take over") skipWaiting();
  if (event.data === "how much") event.waitUntil(howMuch(port));
  if (event.data === "keep all") event.waitUntil(asked(port));
  // A page stands, with these routemaps begun on the device. Nobody waits for the others: one at a time, while somebody taps there.
  const { ready } = event.data;
  if (ready) event.waitUntil(keepThese(ready.flatMap((id) => routemapOf(`${id}/`))).then(() => isFast() && keepThese(FILES.keys(), 1)).catch(() => {}));
});

async function howMuch(port) {
  const cache = await caches.open(KEPT);
  const have = new Set((await cache.keys()).map(({ url }) => url));
  const missing = [...FILES].filter(([path]) => !have.has(at(path)));
  port.postMessage({ missing: missing.length, bytes: missing.reduce((sum, [, { bytes }]) => sum + bytes, 0) });
}

async function asked(port) {
  let files = 0;
  try {
    await keepAll(() => port.postMessage({ done: ++files / FILES.size }));
    port.postMessage({ all: true });
  } catch (why) {
    port.postMessage({ failed: why.name === "QuotaExceededError" ? "full" : "lost" });
  }
}

// ---- answering ------------------------------------------------------------------------------------

const pathOf = (url) => {
  const { origin, pathname } = new URL(url);
  const path = (origin + pathname).slice(HOME.length);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(HOME)) return;
  const path = pathOf(request.url);
  if (request.mode === "navigate") event.waitUntil(calledOff().catch(() => {}));
  if (path.startsWith("assets/") && FILES.has(path)) event.respondWith(hashed(path, event));
  else if (FILES.has(path)) event.respondWith(content(path, event));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => elsewhere(path)));
});

async function hashed(path, event) {
  const answer = await kept(path);
  if (answer) return answer;
  event.waitUntil(keep(path).catch(() => {}));
  return fetch(event.request);
}

async function content(path, event) {
  const old = await kept(path);
  event.waitUntil(keepThese([path, ...routemapOf(path)]).catch(() => {}));
  if (!old) return fetch(event.request).catch(() => elsewhere(path));
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  return (await Promise.race([whole(path, event), late])) ?? old;
}

// Returns a file as the network has it now, if all of it came.
async function whole(path, event) {
  try {
    const answer = await fetch(event.request);
    if (answer.status === 404 || answer.status === 410) return answer;
    const body = await answer.arrayBuffer();
    if (!answer.ok) return;
    if (await fits(path, body)) return new Response(body, { headers: answer.headers });
    if (path.endsWith(".html") && !new TextDecoder().decode(body).trimEnd().endsWith("</html>")) return;
    // There is a newer version.
    registration.update().catch(() => {});
    return new Response(body, { headers: answer.headers });
  } catch {
    // No network, or it broke off.
  }
}

// Returns what is said where there is no network and nothing is kept.
async function elsewhere(path) {
  if (FILES.has(`${path}/index.html`)) return Response.redirect(at(`${path}/`));
  return (await kept("offline.html")) ?? Response.error();
}
