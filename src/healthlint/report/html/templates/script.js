"use strict";
document.documentElement.className = "js";
document.addEventListener("DOMContentLoaded", () => {
  for (const find of document.querySelectorAll(".find")) {
    const rows = [...document.querySelectorAll(".index tbody tr")];
    find.hidden = false;
    find.addEventListener("input", () => {
      const words = find.querySelector("input").value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(words);
        shown += row.hidden ? 0 : 1;
      }
      find.querySelector("[role=status]").textContent = `${shown} of ${rows.length} articles shown`;
    });
  }
  const form = document.querySelector(".filters:not(.find)");
  if (!form) return;
  const all = (what) => [...document.querySelectorAll(what)];
  const cards = all(".f");
  const status = form.querySelector("[role=status]");
  const field = Object.fromEntries([...form.querySelectorAll("input")].map((input) => [input.name, input]));
  const markOf = (card) => document.getElementById(card.id.replace(/f(\d+)$/, "m$1"));
  const say = (text) => { status.textContent = text; };
  form.hidden = false;

  const matches = (card) => {
    const has = (name) => card.classList.contains(name);
    const off = ["e", "w", "i", "c1", "c2", "c3"].some((name) => !field[name].checked && has(name));
    const words = field.q.value.trim().toLowerCase();
    return !off && !(field.new.checked && has("old")) && (!words || card.textContent.toLowerCase().includes(words));
  };
  const apply = () => {
    const hidden = new Set();
    for (const card of cards) {
      card.hidden = !matches(card);
      if (card.hidden) hidden.add("#" + card.id);
    }
    for (const mark of all(".b mark")) {
      mark.classList.toggle("mute", [...mark.querySelectorAll("a,[data-f]")].every((a) => hidden.has(a.getAttribute("href") || "#" + a.dataset.f)));
    }
    say(`${cards.length - hidden.size} of ${cards.length} findings shown`);
  };
  const keep = () => {
    const on = ["e", "w", "i", "c1", "c2", "c3", "new"].filter((name) => field[name].checked);
    history.replaceState(null, "", "#show=" + on.join(".") + "&q=" + encodeURIComponent(field.q.value));
  };
  const state = /^#show=([a-z0-9.]*)&q=([^&]*)$/.exec(location.hash);
  if (state) {
    const on = state[1].split(".");
    for (const name of ["e", "w", "i", "c1", "c2", "c3", "new"]) field[name].checked = on.includes(name);
    try { field.q.value = decodeURIComponent(state[2]); } catch { field.q.value = ""; }
    apply();
  } else {
    say(`${cards.length} findings`);
  }
  form.addEventListener("input", (event) => {
    if (event.target === field.keys) return;
    apply();
    keep();
  });

  document.addEventListener("click", (event) => {
    const rest = event.target.closest("mark u[data-f]");
    if (rest) location.hash = rest.dataset.f;
  });

  let last = -1;
  const move = (step) => {
    const shown = cards.filter((card) => !card.hidden);
    const here = document.activeElement;
    const now = shown.findIndex((card) => card.contains(here) || markOf(card) === here);
    last = Math.min(Math.max((now < 0 ? last : now) + step, 0), shown.length - 1);
    const mark = shown.length ? markOf(shown[last]) : null;
    if (!mark) return;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (!field.keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    if (event.key === "j") move(1);
    if (event.key === "k") move(-1);
  });

  const ruleOf = (card) => {
    const named = card.querySelector("p.z").textContent.split(",")[0];
    return named.startsWith("why: ") ? ruleOf(document.querySelector(card.querySelector("p.z a").getAttribute("href"))) : named;
  };
  const suppression = (card) => {
    const article = card.closest("article");
    // A later card of a rule links to the first one, which names it.
    const rule = ruleOf(card);
    const why = "say why this may stand";
    if (article.dataset.format !== "text") return `<!-- healthlint: ignore[${rule}] -- ${why} -->`;
    const line = (key, value) => `${key} = ${JSON.stringify(value)}\n`;
    return "[[suppress]]\n" + line("fingerprint", card.dataset.print) + line("rule", rule) + line("path", article.dataset.path) + line("reason", why);
  };
  // Buttons are made for cards near the view only: a page may hold twelve thousand. Their room is reserved by the style sheet.
  const dress = (card) => {
    const box = document.createElement("div");
    box.className = "copy";
    const add = (label, text) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", async () => {
        await copy(text());
        button.textContent = "Copied";
        button.focus();
        setTimeout(() => { button.textContent = label; }, 1500);
      });
      box.append(button);
    };
    const fix = card.querySelector(".all ins");
    if (fix) add("Copy fix", () => fix.textContent);
    if (card.dataset.print || card.closest("article").dataset.format !== "text") add("Copy suppression", () => suppression(card));
    card.append(box);
  };
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      dress(target);
    }
  }, { rootMargin: "600px" });
  for (const card of cards) if (!card.classList.contains("z")) near.observe(card);
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
  };
});
