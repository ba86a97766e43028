import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";

/** Gives the bytes at a path such as `log/checkpoint` or `pack/<hex>`; undefined where there is no such file. */
export type Read = (path: string) => Promise<Uint8Array | undefined>;

/** What `audit` found to be true of the whole log. */
export type Audit = { size: number; root: string; packs: number };

/** What `audit` also checks: an earlier checkpoint, and witnesses (vkeys of type 0x04) each of which must have cosigned. */
export type AuditOptions = { since?: Uint8Array; witnesses?: string[] };

/** What `checkProof` found to be true of one document. */
export type Proven = { index: number; size: number; entry: unknown };

/** Something is not as the specifications have it; the message names the file or the entry and says what is wrong. */
export class Wrong extends Error {
  override name = "Wrong";
}

type Key = { vkey: string; name: string; id: string; type: number; raw: Uint8Array; object: KeyObject };
type Signature = { name: string; id: string; bytes: Uint8Array };
type Note = { text: string; signatures: Signature[] };
type Checkpoint = { origin: string; size: number; root: Uint8Array; note: Note };
type Publication = { pack: string; size: number; entry: unknown };
type Tile = { level: number | "entries"; index: number; width: number };

const log = 0x01; // signed-note, "Signature types": plain Ed25519
const cosigner = 0x04; // signed-note, "Signature types": timestamped Ed25519 cosignature

/** Checks the whole log: the five points of "Checking all of it". Throws `Wrong` at the first thing that is not true. */
export const audit = async (read: Read, keys: string[], options: AuditOptions = {}): Promise<Audit> => {
  const logKeys = readKeys(keys, log);
  const witnesses = readKeys(options.witnesses ?? [], cosigner);

  // Point 1.
  const file = await read("log/checkpoint");
  if (!file) throw new Wrong("log/checkpoint: there is no such file");
  const now = readCheckpoint(file, "log/checkpoint");
  checkSignatures(now, "log/checkpoint", logKeys, witnesses, true);

  // Point 5 as far as it needs no entries. The witnesses need not have seen an earlier checkpoint, but what they signed must be true.
  const since = options.since && readCheckpoint(options.since, "the earlier checkpoint");
  if (since) {
    checkSignatures(since, "the earlier checkpoint", logKeys, witnesses, false);
    if (since.origin !== now.origin) throw new Wrong(`the earlier checkpoint: it is of another log, ${since.origin}, not of ${now.origin}`);
    if (since.size > now.size) {
      throw new Wrong(`log/checkpoint: the record was rolled back: it has ${now.size} entries, an earlier checkpoint has ${since.size}`);
    }
  }

  // Point 2.
  const entries: Uint8Array[] = [];
  for (const tile of tilesOf("entries", now.size)) {
    for (const entry of await readBundle(read, tile)) entries.push(entry);
  }
  const leaves = entries.map(leafHash);
  const root = treeHash(leaves);
  if (!same(root, now.root)) throw new Wrong(`log/checkpoint: the entries give the root ${hex(root)}, it says ${hex(now.root)}`);

  // Point 5. The root of the first entries comes before the tiles, so that a fork is called a fork.
  if (since && !same(treeHash(leaves, 0, since.size), since.root)) {
    throw new Wrong(`log/checkpoint: the record is a fork: its first ${since.size} entries do not give the earlier checkpoint's root`);
  }

  // Point 3. tlog-tiles, "Merkle Tree": each hash at a level is that of 256 hashes, that is of a full tile, at the level below.
  const levels: Uint8Array[][] = [];
  for (let level = leaves; level.length > 0; level = parents(level)) levels.push(level);
  for (const [level, hashes] of levels.entries()) {
    for (const tile of tilesOf(level, hashes.length)) await checkTile(read, tile, hashes, true);
  }
  // tlog-tiles, "Partial Tiles": those of an earlier checkpoint may be gone or not, but what is served must be true.
  if (since) {
    for (const [level, hashes] of levels.entries()) {
      const partial = partialOf(level, Math.floor(since.size / 256 ** level));
      if (partial) await checkTile(read, partial, hashes, false);
    }
    const partial = partialOf("entries", since.size);
    if (partial && (await read(pathOf(partial)))) {
      const start = partial.index * 256;
      const old = (await readBundle(read, partial)).map(leafHash);
      const wrong = old.findIndex((hash, i) => !same(hash, leaves[start + i]!));
      if (wrong >= 0) throw new Wrong(`${pathOf(partial)}: entry ${start + wrong} is not the one in the record`);
    }
  }

  // Point 4.
  const packs = new Map<string, number>();
  for (const [index, bytes] of entries.entries()) {
    const publication = readEntry(bytes, `entry ${index}`);
    if (!publication) continue;
    const before = packs.get(publication.pack);
    if (before !== undefined) throw new Wrong(`entry ${index}: its pack ${publication.pack} is in the record already, as entry ${before}`);
    packs.set(publication.pack, index);
    const pack = await read(`pack/${publication.pack}`);
    if (!pack) throw new Wrong(`pack/${publication.pack}: there is no such file, but entry ${index} has it`);
    checkPack(pack, publication, `pack/${publication.pack} of entry ${index}`);
  }
  return { size: now.size, root: hex(root), packs: packs.size };
};

/** Checks the proof of one document offline: "Proof of one document", and tlog-proof. Throws `Wrong` if it proves nothing. */
export const checkProof = (proof: Uint8Array, pack: Uint8Array, keys: string[], witnesses: string[] = []): Proven => {
  const logKeys = readKeys(keys, log);
  const cosigners = readKeys(witnesses, cosigner);
  const text = utf8(proof);
  if (text === undefined) throw new Wrong("proof: it is not UTF-8");
  // tlog-proof, "Format": no line before the checkpoint is empty, so that the first empty line ends the proof's own part.
  const end = text.indexOf("\n\n");
  if (end < 0) throw new Wrong("proof: there is no empty line before a checkpoint");
  const [head, extraLine = "", indexLine = "", ...hashLines] = text.slice(0, end).split("\n");
  if (head !== "c2sp.org/tlog-proof@v1") throw new Wrong("proof: its first line is not c2sp.org/tlog-proof@v1");
  // tlog-proof lets the line be left out; record.md has the entry on it.
  const bytes = extraLine.startsWith("extra ") ? base64(extraLine.slice(6)) : undefined;
  if (!bytes) throw new Wrong("proof: its second line is not the word extra and the entry in base64");
  const index = indexLine.startsWith("index ") ? decimal(indexLine.slice(6)) : undefined;
  if (index === undefined) throw new Wrong("proof: its third line is not the word index and a number");
  const hashes = hashLines.map((line, i) => {
    const hash = base64(line);
    if (hash?.length !== 32) throw new Wrong(`proof: hash ${i + 1} is not 32 bytes in base64`);
    return hash;
  });

  const publication = readEntry(bytes, "proof: its entry");
  if (!publication) throw new Wrong("proof: its entry is not a publication that can be read");
  checkPack(pack, publication, "pack");
  const checkpoint = readCheckpoint(Buffer.from(text.slice(end + 2)), "proof: its checkpoint");
  checkSignatures(checkpoint, "proof: its checkpoint", logKeys, cosigners, true);
  if (index >= checkpoint.size) throw new Wrong(`proof: its index is ${index}, but the checkpoint has ${checkpoint.size} entries`);
  const root = rootFromPath(leafHash(bytes), index, checkpoint.size, hashes);
  if (!root) throw new Wrong(`proof: ${hashes.length} hashes are not the number for entry ${index} of ${checkpoint.size}`);
  if (!same(root, checkpoint.root)) throw new Wrong("proof: the entry, its index and the hashes do not give the root of the checkpoint");
  return { index, size: checkpoint.size, entry: publication.entry };
};

// Keys, notes and checkpoints.

const keyName = "[^\\p{White_Space}+]+"; // signed-note, "Format": non-empty, no Unicode spaces, no plus
const vkeyForm = new RegExp(`^(${keyName})\\+([0-9a-f]{8})\\+(.*)$`, "u");
const signatureForm = new RegExp(`^\u2014 (${keyName}) ([^ ]+)$`, "u");
const maxSignatures = 100; // signed-note, "Format": a limit there should be, 16 must be accepted

const readKeys = (vkeys: string[], type: number): Key[] => {
  const keys = [...new Set(vkeys)].map((vkey) => readKey(vkey, type));
  for (const [i, key] of keys.entries()) {
    // signed-note, "Signatures": name and id are to identify the key.
    const twin = keys.slice(0, i).find(({ name, id }) => name === key.name && id === key.id);
    if (twin) throw new Wrong(`key ${key.vkey}: another key has its name and id`);
    // tlog-cosignature, "Ed25519 signed message": what is signed does not have the cosigner's name in it.
    const shared = type === cosigner && keys.slice(0, i).find(({ raw }) => same(raw, key.raw));
    if (shared) throw new Wrong(`key ${key.vkey}: the witness ${shared.name} has the same public key`);
  }
  return keys;
};

/** signed-note, "Verifier keys" and "Ed25519 signatures". */
const readKey = (vkey: string, type: number): Key => {
  const [, name = "", id = "", encoded = ""] = vkeyForm.exec(vkey) ?? [];
  const material = base64(encoded);
  if (!name || !material) throw new Wrong(`key ${vkey}: it is not of the form name+id+key`);
  if (material[0] !== type) throw new Wrong(`key ${vkey}: its type is ${material[0]}, not ${type}`);
  if (material.length !== 33) throw new Wrong(`key ${vkey}: an Ed25519 key has 32 bytes, this one has ${material.length - 1}`);
  const trueId = hex(sha256(Buffer.from(`${name}\n`), material).subarray(0, 4));
  if (id !== trueId) throw new Wrong(`key ${vkey}: its id is ${id}, but what it says of itself gives ${trueId}`);
  const raw = material.subarray(1);
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]); // RFC 8410: SubjectPublicKeyInfo of Ed25519
  return { vkey, name, id, type, raw, object: createPublicKey({ key: der, format: "der", type: "spki" }) };
};

/** signed-note, "Format". Every signature line must have the form, also one by a key that is not known. */
const readNote = (bytes: Uint8Array, where: string): Note => {
  const all = utf8(bytes);
  if (all === undefined) throw new Wrong(`${where}: it is not UTF-8`);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(all)) throw new Wrong(`${where}: it has a control character`);
  const end = all.lastIndexOf("\n\n");
  if (end < 0) throw new Wrong(`${where}: there is no empty line before the signatures`);
  if (!all.endsWith("\n") || all.length === end + 2) throw new Wrong(`${where}: it does not end in a whole signature line`);
  const lines = all.slice(end + 2, -1).split("\n");
  if (lines.length > maxSignatures) throw new Wrong(`${where}: it has more than ${maxSignatures} signatures`);
  const signatures = lines.map((line, i) => {
    const [, name = "", encoded = ""] = signatureForm.exec(line) ?? [];
    const decoded = base64(encoded);
    if (!name || !decoded || decoded.length < 5) throw new Wrong(`${where}: signature line ${i + 1} is not of the form of one`);
    return { name, id: hex(decoded.subarray(0, 4)), bytes: decoded.subarray(4) };
  });
  return { text: all.slice(0, end + 1), signatures };
};

/** tlog-checkpoint, "Note text". */
const readCheckpoint = (bytes: Uint8Array, where: string): Checkpoint => {
  const note = readNote(bytes, where);
  const lines = note.text.slice(0, -1).split("\n");
  const [origin = "", sizeLine = "", rootLine = ""] = lines;
  if (lines.length < 3 || lines.includes("")) throw new Wrong(`${where}: its text is not three lines or more that are not empty`);
  const size = decimal(sizeLine);
  if (size === undefined) throw new Wrong(`${where}: its second line is not a number of entries`);
  const root = base64(rootLine);
  if (root?.length !== 32) throw new Wrong(`${where}: its third line is not a hash of 32 bytes in base64`);
  return { origin, size, root, note };
};

/** signed-note, "Signatures": unknown keys are ignored, one false signature by a known key is enough to refuse the whole note. */
const checkSignatures = (checkpoint: Checkpoint, where: string, logKeys: Key[], witnesses: Key[], allWitnesses: boolean): void => {
  const signers = new Set<Key>();
  for (const signature of checkpoint.note.signatures) {
    for (const key of [...logKeys, ...witnesses]) {
      if (key.name !== signature.name || key.id !== signature.id) continue;
      if (!isTrue(signature, key, checkpoint.note.text)) throw new Wrong(`${where}: the signature by ${key.name}+${key.id} is false`);
      signers.add(key);
    }
  }
  const signed = logKeys.filter((key) => signers.has(key));
  if (signed.length === 0) throw new Wrong(`${where}: it has no signature by a key of the district`);
  if (!signed.some(({ name }) => name === checkpoint.origin)) {
    throw new Wrong(`${where}: its origin is ${checkpoint.origin}, but the key that signed it is ${signed[0]!.name}`);
  }
  const missing = allWitnesses && witnesses.find((key) => !signers.has(key));
  if (missing) throw new Wrong(`${where}: it has no cosignature by the witness ${missing.name}`);
};

const isTrue = ({ bytes }: Signature, key: Key, text: string): boolean => {
  if (key.type === log) return bytes.length === 64 && verify(null, Buffer.from(text), key.object, bytes);
  // tlog-cosignature, "Format": the time in 8 bytes, big endian and at most 2^63 - 1, then the signature.
  if (bytes.length !== 72) return false;
  const time = Buffer.from(bytes).readBigUInt64BE();
  if (time >= 2n ** 63n) return false;
  return verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), key.object, bytes.subarray(8));
};

// Tiles.

/** tlog-tiles, "Merkle Tree" and "Partial Tiles": full tiles, and one partial tile of what is left over; never an empty one. */
function* tilesOf(level: Tile["level"], count: number): Generator<Tile> {
  for (let index = 0; index * 256 < count; index++) yield { level, index, width: Math.min(256, count - index * 256) };
}

const partialOf = (level: Tile["level"], count: number): Tile | undefined =>
  count % 256 === 0 ? undefined : { level, index: Math.floor(count / 256), width: count % 256 };

/** The path of a tile: the index in elements of three digits, all but the last after an x; the width only where it is partial. */
const pathOf = ({ level, index, width }: Tile): string => {
  const digits = String(index);
  const elements = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g) ?? [];
  const number = elements.map((element, i) => (i < elements.length - 1 ? `x${element}` : element)).join("/");
  return `log/tile/${level}/${number}${width < 256 ? `.p/${width}` : ""}`;
};

/** A log may delete a partial tile once the full one is there (tlog-tiles, "Partial Tiles"); what is read then is the full one. */
const readTile = async (read: Read, tile: Tile): Promise<{ path: string; bytes: Uint8Array; width: number } | undefined> => {
  for (const width of new Set([tile.width, 256])) {
    const path = pathOf({ ...tile, width });
    const bytes = await read(path);
    if (bytes) return { path, bytes, width };
  }
  return undefined;
};

/** tlog-tiles, "Log entries": each entry after its length in two bytes, exactly as many as the tile is wide, and nothing after them. */
const readBundle = async (read: Read, tile: Tile): Promise<Uint8Array[]> => {
  const found = await readTile(read, tile);
  if (!found) throw new Wrong(`${pathOf(tile)}: there is no such file`);
  const { path, bytes, width } = found;
  const view = Buffer.from(bytes);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < view.length; ) {
    const index = tile.index * 256 + entries.length;
    const start = at + 2;
    if (start > view.length) throw new Wrong(`${path}: it ends within the length of entry ${index}`);
    at = start + view.readUInt16BE(at);
    if (at > view.length) throw new Wrong(`${path}: it ends within entry ${index}`);
    entries.push(view.subarray(start, at));
  }
  if (entries.length !== width) throw new Wrong(`${path}: it has ${entries.length} entries, not ${width}`);
  return entries.slice(0, tile.width);
};

/** `hashes` are all those of the tile's level. */
const checkTile = async (read: Read, tile: Tile, hashes: Uint8Array[], needed: boolean): Promise<void> => {
  const found = await readTile(read, tile);
  if (!found && needed) throw new Wrong(`${pathOf(tile)}: there is no such file`);
  if (!found) return;
  const { path, bytes, width } = found;
  if (bytes.length !== width * 32) throw new Wrong(`${path}: it has ${bytes.length} bytes, not ${width} hashes of 32 bytes`);
  for (let i = 0; i < tile.width; i++) {
    const isSame = same(bytes.subarray(i * 32, i * 32 + 32), hashes[tile.index * 256 + i]!);
    if (!isSame) throw new Wrong(`${path}: hash ${i} is not what follows from the entries`);
  }
};

// Entries and packs.

const members = ["v", "kind", "document", "agency", "title", "pack", "size", "at"];

const isName = (value: unknown): boolean => typeof value === "string" && value.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);

/** record.md, "Entries": undefined for what cannot be read: what is not JSON, another version, another kind. */
const readEntry = (bytes: Uint8Array, where: string): Publication | undefined => {
  if (bytes.length > 4096) throw new Wrong(`${where}: it has ${bytes.length} bytes, more than 4,096`);
  const text = utf8(bytes);
  const entry = text === undefined ? undefined : parsed(text);
  if (text === undefined || !isObject(entry) || entry["v"] !== 1 || !["publication", "notice", "withdrawal"].includes(entry["kind"] as string)) return undefined;
  // Written again it may differ within strings and numbers only: no white space around them, no member twice.
  if (skeleton(text) !== skeleton(JSON.stringify(entry))) throw new Wrong(`${where}: it has white space, or a member twice`);
  const names = Object.keys(entry);
  const odd = members.find((name, i) => names[i] !== name);
  if (odd) throw new Wrong(`${where}: its member ${odd} is not there or not in its place`);
  const { title, pack, size, at } = entry;
  const unnamed = ["document", "agency"].find((member) => !isName(entry[member]));
  if (unnamed) throw new Wrong(`${where}: its ${unnamed} is not a name of a-z, 0-9 and single hyphens`);
  if (typeof title !== "string") throw new Wrong(`${where}: its title is not a string`);
  if (typeof pack !== "string" || !/^[0-9a-f]{64}$/.test(pack)) throw new Wrong(`${where}: its pack is not a SHA-256 in hexadecimal`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1) throw new Wrong(`${where}: its size is not a number of bytes`);
  if (typeof at !== "string" || !isTime(at)) throw new Wrong(`${where}: its at is not a time in UTC as record.md writes it`);
  return { pack, size, entry };
};

const checkPack = (bytes: Uint8Array, { pack, size }: Publication, where: string): void => {
  if (bytes.length !== size) throw new Wrong(`${where}: it has ${bytes.length} bytes, the entry says ${size}`);
  if (hex(sha256(bytes)) !== pack) throw new Wrong(`${where}: its SHA-256 is ${hex(sha256(bytes))}, the entry says ${pack}`);
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const skeleton = (json: string): string => json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token[0] === '"' ? '""' : "0"));

/** record.md, "Entries": RFC 3339, 5.6, in one way to write it. A day that is not in the calendar comes back as another; a leap second is no Date. */
const isTime = (at: string): boolean => {
  const [, day = "", time = "", fraction = ""] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{3}|\d{6}|\d{9}))?Z$/.exec(at) ?? [];
  if (fraction.endsWith("000")) return false;
  const date = new Date(`${day}T${time}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && !time.startsWith("24");
};

// RFC 6962, section 2.1.

const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafHash = (entry: Uint8Array): Uint8Array => sha256(Uint8Array.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(Uint8Array.of(1), left, right);

/** The largest power of two smaller than n; n is at least 2. */
const split = (n: number): number => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};

/** RFC 6962, 2.1: the Merkle Tree Hash of hashes[from .. to), each of which is a leaf's or a whole subtree's of one size. */
const treeHash = (hashes: Uint8Array[], from = 0, to = hashes.length): Uint8Array => {
  if (to === from) return sha256();
  if (to - from === 1) return hashes[from]!;
  const middle = from + split(to - from);
  return nodeHash(treeHash(hashes, from, middle), treeHash(hashes, middle, to));
};

/** The hashes of the level above: one for each full tile. */
const parents = (hashes: Uint8Array[]): Uint8Array[] =>
  Array.from({ length: Math.floor(hashes.length / 256) }, (_, i) => treeHash(hashes, i * 256, i * 256 + 256));

/** RFC 6962, 2.1.1, PATH read backwards: the root that leaf m of n and its path give; undefined where the path has not its length. */
const rootFromPath = (leaf: Uint8Array, m: number, n: number, path: Uint8Array[]): Uint8Array | undefined => {
  if (n === 1) return path.length === 0 ? leaf : undefined;
  const sibling = path.at(-1);
  if (!sibling) return undefined;
  const k = split(n);
  const below = m < k ? rootFromPath(leaf, m, k, path.slice(0, -1)) : rootFromPath(leaf, m - k, n - k, path.slice(0, -1));
  return below && (m < k ? nodeHash(below, sibling) : nodeHash(sibling, below));
};

// Encodings.

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** RFC 4648, section 4, only in the one form that it is written in: padded, and with zero bits under the padding. */
const base64 = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
};

/** ASCII decimal without leading zeroes; no larger than a number of JavaScript is exact. */
const decimal = (text: string): number | undefined =>
  /^(0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};
