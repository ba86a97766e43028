import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program is, in the path or one of the other folders; the error names the package that brings it. */
export function program(name: string, debian: string, folders: string[] = []): string {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...folders].map((folder) => join(folder, name));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`No ${name} found. Install the package \`${debian}\`, or run scripts/tools.sh test.`);
  return found;
}

/** The folders of a library that is there once for each architecture. */
export function libraryFolders(library: string): string[] {
  return readdirSync("/usr/lib").map((architecture) => join("/usr/lib", architecture, library));
}
