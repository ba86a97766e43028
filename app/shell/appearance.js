// Before anything is drawn: 长者版, and standing inside another app without bars of its own. Both can be asked for by a link and are remembered.
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
const embedded = remembered(() => sessionStorage, "mingbai-embedded", asked.has("embedded"), "yes");
if (embedded !== undefined) root.dataset.embedded = embedded;
