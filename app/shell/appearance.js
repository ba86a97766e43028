// Before anything is drawn: 长者版, type and colours as they were chosen, standing inside another app without bars of its own, and the language. A link can ask for each, and they are remembered.
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const remembered = (storage, key, wanted, value) => {
  try {
    if (wanted && storage().getItem(key) === null) storage().setItem(key, value);
    return storage().getItem(key) ?? undefined;
  } catch {
    // A browser that keeps nothing still shows what was asked for.
    return wanted ? value : undefined;
  }
};
const elder = remembered(() => localStorage, "mingbai-elder", asked.has("elder"), "20");
if (elder !== undefined) root.dataset.elder = elder;
for (const name of ["size", "lines", "colours", "contrast"]) {
  const chosen = remembered(() => localStorage, `mingbai-${name}`);
  if (chosen !== undefined) root.dataset[name] = chosen;
}
try {
  // The app begins in the language that the link asked for, as the served page did.
  const language = new Map([["en", "en"], ["zh", "zh-CN"]]).get(asked.get("lang"));
  if (language) localStorage.setItem("mingbai-language", language);
} catch {
  // Then the app begins in Chinese, with its own button beside.
}
// The address keeps only where one is: opened again, it must not undo what was chosen since.
if (["elder", "embedded", "lang"].some((name) => asked.has(name))) {
  const plain = new URL(location.href);
  for (const name of ["elder", "embedded", "lang"]) plain.searchParams.delete(name);
  history.replaceState(history.state, "", plain);
}
const embedded = remembered(() => sessionStorage, "mingbai-embedded", asked.has("embedded"), "yes");
if (embedded !== undefined) root.dataset.embedded = embedded;
