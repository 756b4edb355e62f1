// The licences of the packages whose code is inside the bundles, as they ask for.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const licenceFile = /^(?:licen[cs]e|copying|unlicense)(?:[.-].*)?$/i;
const noticeFile = /^notices?(?:[.-].*)?$/i;
const heading = `CodeArts Mirrors contains code of the packages below. Each comes with the license that follows its name.`;
const line = '-'.repeat(80);

/**
 * The text of `ThirdPartyNotices.txt`. A package without the text of its licence is an error: it may not be shipped.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles esbuild's accounts of what is inside
 * @param {string} [base] the folder that their paths start from
 */
export async function thirdPartyNotices(metafiles, base = process.cwd()) {
  const folders = packagesInside(metafiles).map((folder) => path.resolve(base, folder));
  const packages = await Promise.all(folders.map(readPackage));
  const without = packages.filter(({ texts }) => texts.length === 0);
  if (without.length > 0) {
    const names = without.map(({ title, folder }) => `${title} (${folder})`).join('\n  ');
    throw new Error(`These packages are inside a bundle and have no text of their license:\n  ${names}`);
  }
  const sections = packages
    .sort((one, other) => (one.title < other.title ? -1 : 1))
    .map(({ title, license, texts }) => [line, `${title} (${license})`, line, '', texts.join('\n\n'), ''].join('\n'));
  return [heading, '', ...packages.map(({ title, license }) => `- ${title} (${license})`), '', ...sections].join('\n');
}

/** The folders of the packages of which a bundle holds at least one byte. */
function packagesInside(metafiles) {
  const files = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
  // Packages may be inside of packages: the innermost one is it.
  const folders = files.map((file) => /^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders)].filter((folder) => folder !== undefined);
}

async function readPackage(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const title = `${name} ${version}`;
  return { title, license: license ?? 'see below', folder, texts: await licenceTexts(folder) };
}

async function licenceTexts(folder) {
  const names = (await readdir(folder)).sort();
  const read = (pattern) =>
    Promise.all(
      names
        .filter((name) => pattern.test(name))
        .map(async (name) => (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r', '').trim()),
    );
  const licences = (await read(licenceFile)).filter((text) => text !== '');
  if (licences.length > 0) return [...licences, ...(await read(noticeFile))];
  const [readme = ''] = await read(/^readme(?:\..*)?$/i);
  return licenceSection(readme);
}

/** Some packages have their licence in the last section of what is to be read first: all of it, not only its name. */
function licenceSection(readme) {
  const text = /(?:^|\n)(?:#+ *licen[cs]e|licen[cs]e\n[-=]+)\s*\n([^]*?)(?=\n#|\n[^\n]+\n[-=]{3,}\n|$)/i.exec(
    readme,
  )?.[1];
  return text && /copyright/i.test(text) && /permission|redistribution/i.test(text) ? [text.trim()] : [];
}
