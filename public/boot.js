// Starts the app behind the static page, in the words for its reader, and brings the static page back if the app cannot
// run or dies. It is fetched while the page is read, and runs before that is painted; a browser that does not know how to wait for
// it (Safari before 18.2, Firefox) may paint the static page as it is for a moment before.
"use strict";
(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  const whenRead = (act) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act) : act());

  // The app is fetched and compiled behind the page, while that is still being read.
  const fetched = (cache) =>
    fetch(new URL(script.dataset.wasm, location.href), { integrity: script.dataset.wasmIntegrity, priority: "low", cache });
  const compiled = (file) => WebAssembly.compileStreaming?.(file) ?? file;
  // What came broken is fetched once more, past what the browser kept of it.
  const module =
    script.dataset.wasm && typeof WebAssembly === "object" ? compiled(fetched("default")).catch(() => compiled(fetched("reload"))) : null;
  // Its script stands in the page, which says how its integrity is looked at: not before that has been read.
  const app = module && new Promise(whenRead).then(() => import(new URL(script.dataset.app, location.href)));
  // Whether the app died, or nothing that is done here counts.
  let failed = false;
  // Whoever waits for them hears of a failure.
  module?.catch(() => {});
  app?.catch(() => {});

  // Somebody may be guided in this tab, or a route only looked at. Then the tab keeps everything, each family's apart, and
  // nothing is kept on the device: the number of the family stands first, then their names.
  let guided = null;
  try {
    guided = sessionStorage.getItem("routemaps/guide");
  } catch {
    // Storage is blocked: nobody can be guided.
  }
  const [turn, ...names] = (guided ?? "").split("\n");
  const family = guided === null ? "" : `routemaps/family/${parseInt(turn)}/`;
  const storage = () => (family ? sessionStorage : localStorage);
  if (family) {
    root.dataset.guided = turn.endsWith("look") ? "look" : "guide";
    whenRead(() => {
      for (const law of document.querySelectorAll(".law")) law.open = true;
      for (const who of document.querySelectorAll(".guides b")) who.textContent = names[parseInt(turn)] ?? "";
      let switched = false;
      names.forEach((name, number) => {
        // A family that was finished leaves its number free.
        if (!name) return;
        const tab = document.createElement("button");
        tab.type = "button";
        tab.textContent = name;
        if (number === parseInt(turn)) tab.setAttribute("aria-current", "true");
        tab.addEventListener("click", () => {
          if (switched) return;
          let at = null;
          try {
            if (sessionStorage.getItem("routemaps/guide") !== guided) return location.reload();
            // The route that is open, at the place where it stands by then.
            const route = /^[a-z0-9]+$/.test(history.state ?? "") ? `#journey=${history.state}` : "";
            sessionStorage.setItem(`${family}at`, location.pathname + route);
            sessionStorage.setItem("routemaps/guide", [number, ...names].join("\n"));
            at = sessionStorage.getItem(`routemaps/family/${number}/at`);
          } catch {
            // The tab is full: its turn stays with the family it has.
            return;
          }
          switched = true;
          const to = new URL(at ?? new URL("../", script.src), location.href);
          if (to.pathname !== location.pathname) return location.replace(to);
          history.replaceState(null, "", to);
          location.reload();
        });
        const item = document.createElement("li");
        item.append(tab);
        document.getElementById("families_")?.append(item);
      });
    });
  }
  // In a new tab nobody would be guided, and what is done there would go to the device's own routes.
  const stay = (event) => {
    if (family && event.target.closest?.("a[href]") && (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey))
      event.preventDefault();
  };
  for (const type of ["click", "auxclick"]) document.addEventListener(type, stay, true);
  // A page that comes back from the browser's memory may be another family's, or offer what was done meanwhile. It is not
  // seen before that is known.
  window.addEventListener("pagehide", () => (root.hidden = Boolean(family)));
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    try {
      if (guided !== sessionStorage.getItem("routemaps/guide") || location.pathname.includes("/hand-over/")) {
        // Until it is loaded anew nothing that is done here counts.
        failed = true;
        return location.reload();
      }
      root.hidden = false;
    } catch {
      // Storage is blocked: nobody can be guided.
    }
  });

  if (window.top !== window) root.dataset.framed = "";

  // The way past the band is no step of a route, so it must not get into the address.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".skip")) return;
    event.preventDefault();
    document.getElementById("main_")?.focus();
  });

  // A journey that an address carries is opened where it can be looked at first, also when it is put into an open page.
  const open = (event) => {
    if (!location.hash.startsWith("#j=") || location.pathname.includes("/hand-over/")) return;
    event?.stopImmediatePropagation();
    const routemap = /([^/]+)\/(?:young-person\/)?(?:index\.html)?$/.exec(location.pathname)?.[1] ?? "";
    location.replace(new URL(`../hand-over/#j=${routemap}.${location.hash.slice(3)}`, script.src));
  };
  open();
  window.addEventListener("popstate", open);

  // The part that the address names stands alone from the first paint on, as the app shows it, also while the others are still
  // being read. Until the app is there a link brings them back, and the style shows what it leads to.
  const showAll = () => (document.adoptedStyleSheets &&= []);
  const showAlone = (part) => {
    const sheet = new CSSStyleSheet();
    sheet.insertRule(`main :is(.overview, .steps > .step, .words):not(#${part}) { display: none }`);
    document.adoptedStyleSheets = [sheet];
  };
  const [, named = "overview"] = /^#(?!(?:map|new)$)([a-z][a-z0-9-]*)$/.exec(location.hash) ?? [];
  if (module && "adoptedStyleSheets" in document) {
    showAlone(named);
    whenRead(() => document.getElementById(named) ?? showAlone("overview"));
    document.addEventListener("click", (event) => event.target.closest?.("a[href^='#']") && showAll(), true);
    window.addEventListener("popstate", showAll);
  }

  // The fields of its dates are brought to a step when it is shown, by the app too. Where there is no app they are of no use.
  let fields = 0;
  const bringFields = (step) => {
    if (!module || failed || root.dataset.app === "off") return;
    for (const place of step?.querySelectorAll("[data-fields]") ?? []) {
      const brought = document.getElementById(place.dataset.fields).content.cloneNode(true);
      const id = (brought.querySelector(".said").id = `said_${++fields}`);
      for (const field of brought.querySelectorAll("input")) field.setAttribute("aria-describedby", id);
      place.append(brought);
      place.removeAttribute("data-fields");
    }
  };
  window.routemapsFields = bringFields;
  // Before each paint, while what the address names is still being read.
  const bringToNamed = () => {
    bringFields(document.getElementById(named));
    if (document.readyState === "loading") requestAnimationFrame(bringToNamed);
  };
  bringToNamed();
  whenRead(bringToNamed);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link) bringFields(document.getElementById(link.hash.slice(1)));
  });
  window.addEventListener("popstate", () => bringFields(document.getElementById(location.hash.slice(1))));

  // A routemap that speaks to two readers asks once who follows. The answer leads to the words for them.
  const { reader, other } = script.dataset;
  let kept = null;
  try {
    kept = storage().getItem(`${family}routemaps/reader`);
  } catch {
    // Storage is blocked: the page asks each time.
  }
  if (reader && ["parent", "young-person"].includes(kept)) {
    root.dataset.reader = kept;
    if (kept !== reader) location.replace(other + location.hash);
  }
  const choose = (event) => {
    const choice = event.target.closest?.("a[data-reader]");
    if (!choice) return;
    root.dataset.reader = choice.dataset.reader;
    let journey = null;
    try {
      storage().setItem(`${family}routemaps/reader`, choice.dataset.reader);
      // The history entry names the route that is open; the other page opens the same one.
      if (storage().getItem(`${family}routemaps/journey/${history.state}`)) journey = history.state;
    } catch {
      // A full device keeps no answer: then an older one must not lead back here.
      try {
        storage().removeItem(`${family}routemaps/reader`);
      } catch {
        // Storage is blocked: the link still leads to the right words.
      }
    }
    if (choice.dataset.reader === reader) {
      event.preventDefault();
      document.getElementById("overview_")?.focus();
      return;
    }
    const step = location.hash.includes("=") || location.hash === "#map" ? "" : location.hash.slice(1);
    choice.hash = journey ? `journey=${journey}${step && `/${step}`}` : location.hash;
  };
  for (const type of ["click", "auxclick"]) document.addEventListener(type, choose);

  // On the map the arrow keys go along the lines: down and up from station to station, right and left through the ways
  // out of one, and down from a way out to the station it leads to.
  document.addEventListener("keydown", (event) => {
    const at = event.target.closest?.(".map a");
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!at || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const stations = [...at.closest(".map").querySelectorAll("p a")];
    const station = at.closest("ol > li");
    let next;
    if (["ArrowRight", "ArrowLeft"].includes(event.key)) {
      const ways = [...station.querySelectorAll("a")];
      next = ways[ways.indexOf(at) + step];
    } else if (at.closest("ul")) {
      next = step > 0 ? stations.find((other) => other.href === at.href) : station.querySelector("a");
    } else {
      next = stations[stations.indexOf(at) + step];
    }
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // A returning family's routes stand at the top of the home page: leave room for them before the first paint.
  try {
    const routes = Object.keys(storage()).filter((key) => key.startsWith(`${family}routemaps/journey/`)).length;
    if (routes > 0) root.dataset.kept = Math.min(routes, 3);
  } catch {
    // Storage is blocked: there is nothing to leave room for.
  }

  // Choices made on the static page before the app is ready; the app follows them.
  window.routemapsTaps = [];
  const remember = (event) => {
    const choice = event.target.closest?.("a[data-choice]");
    if (choice) window.routemapsTaps.push(choice.dataset.choice);
  };
  document.addEventListener("click", remember);

  // Parts of the static page that the app has changed, each with a copy of how it came.
  window.routemapsStill = new Map();

  // Puts the static page back at the step the address names.
  const putBack = (why) => {
    for (const [part, copy] of window.routemapsStill) part.replaceWith(copy);
    const here = document.getElementById("app_");
    for (const slot of here.querySelectorAll("[data-slot]")) slot.replaceChildren();
    for (const part of document.querySelectorAll("main > :is(.overview, .words), .step, [data-all]")) part.hidden = false;
    for (const map of here.querySelectorAll(".map.open")) map.classList.remove("open");
    const note = document.createElement("p");
    note.className = "notice warn";
    note.setAttribute("role", "status");
    note.textContent = why;
    (here.querySelector("main") ?? here).prepend(note);
    const step = location.hash.split("/")[0];
    if (step && !step.includes("=")) location.replace(step);
  };
  const died = () => {
    if (failed || !["starting", "ready"].includes(root.dataset.app)) return;
    failed = true;
    // From now on the app finds nothing in the page. What it had begun of its own comes to its end first.
    root.dataset.app = "failed";
    root.dataset.died = "";
    setTimeout(putBack, 0, "Something went wrong on this page. What this device kept is safe. You can read on here. Open the page again to go on with your route.");
  };
  // An app that died must not go on with half of itself. These listeners stand before its own.
  for (const type of ["click", "change", "input", "popstate", "storage", "visibilitychange"])
    window.addEventListener(type, (event) => failed && event.stopImmediatePropagation(), true);
  window.addEventListener("error", died);
  window.addEventListener("unhandledrejection", died);

  // What the page can do without is fetched when there is nothing else to do.
  const later = () => {
    const { href } = new URL(script.dataset.offline, location.href);
    const link = document.createElement("link");
    // Only this way has a module's integrity looked at; browsers that do not know it start the module as it comes.
    if (!link.relList.supports("modulepreload")) return import(href);
    Object.assign(link, { rel: "modulepreload", integrity: script.dataset.offlineIntegrity, href });
    link.addEventListener("load", () => import(href));
    document.head.append(link);
  };
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1000));

  whenRead(async () => {
    await start();
    // Keeping the site takes a slow phone's whole strength: not while somebody passes through this page.
    setTimeout(() => idle(later, { timeout: 5000 }), 3000);
  });

  async function start() {
    if (!document.getElementById("app_")) return;
    if (typeof WebAssembly !== "object") {
      root.dataset.app = "off";
      return;
    }
    try {
      const { default: run } = await app;
      root.dataset.app = "starting";
      await run({ module_or_path: module });
      document.removeEventListener("click", remember);
      showAll();
    } catch {
      // Without the app the static page is complete; only if the app had begun is there something to put back.
      showAll();
      if (root.dataset.app) died();
      else root.dataset.app = "off";
    }
  }
})();
