import { readdirSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run, runOrThrow } from './processes.mjs';

/** Makes sure of Git, a Chromium and (for Chinese text in the pictures) a font with Chinese characters. */
export async function ensureSystemPackages(say) {
  const wanted = [
    ...((await works('git', ['--version'])) ? [] : ['git']),
    ...(findChromium() || (await playwrightChromium()) ? [] : ['chromium']),
    ...(process.platform !== 'linux' || (await hasChineseFont()) ? [] : ['fonts-noto-cjk']),
  ];
  if (wanted.length > 0 && (await mayInstall())) {
    say(`Installing ${wanted.join(', ')} (apt-get) ...`);
    // Whether what cannot be done without is there is looked at below; pictures without Chinese are a small loss.
    await installWithApt(wanted).catch((error) => say(error.message));
  } else if (wanted.includes('chromium')) {
    say("Installing Chromium (Playwright's installer) ...");
    await run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], { quiet: true });
  }
  await demand(wanted);
}

async function installWithApt(packages) {
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await runOrThrow('apt-get', ['update', '-qq'], options);
  await runOrThrow('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

async function demand(wanted) {
  if (wanted.includes('git') && !(await works('git', ['--version']))) {
    throw new Error('Git is needed. Install it (https://git-scm.com) and try again.');
  }
  if (!wanted.includes('chromium') || findChromium()) return;
  if (!(await playwrightChromium())) {
    throw new Error('Chromium or Chrome is needed. Install one, or name one in CHROMIUM_PATH, and try again.');
  }
}

/** The browser that Playwright's installer has put into its cache: from here on, the chosen one. */
async function playwrightChromium() {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  if (!file || !(await works(file, ['--version']))) return false;
  process.env.CHROMIUM_PATH = file;
  return true;
}

/** Without one, pictures show empty boxes; nothing fails. */
async function hasChineseFont() {
  const { code, output } = await run('fc-list', [':lang=zh', 'file'], { quiet: true });
  if (code === 0) return output.trim() !== '';
  return ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk'].some((folder) => {
    try {
      return readdirSync(folder).some((name) => name.includes('CJK'));
    } catch {
      return false;
    }
  });
}

async function mayInstall() {
  return process.getuid?.() === 0 && (await works('apt-get', ['--version']));
}

async function works(command, args) {
  return (await run(command, args, { quiet: true })).code === 0;
}
