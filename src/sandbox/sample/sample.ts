import type { History, MirrorWire, ProjectRecord, RepositoryRecord } from '../model';
import { randomLetters } from '../secrets';
import type { State } from '../state';
import { BITING_NAMES } from './bitingNames';
import { ENDPOINT, KINDS, type Kind, type MirrorPlan } from './mirrors';
import { bitingProject, THEMES, themeProject, vendorProject, type Theme } from './projects';
import { Random } from './random';
import { sampleRegistries } from './registries';
import { cloneUrl, drawRepository } from './repositories';
import { addVendorExamples } from './vendor';

export interface SampleOptions {
  /** Number of repositories that are drawn, in addition to the vendor's and the biting ones. */
  readonly repositories: number;
  readonly now: Date;
  /** Address of the sandbox. */
  readonly url: string;
  /** Address of the pages about its repositories. */
  readonly pages: string;
}

const FIRST_ID = 2_111_300_000;
const SEED = 20_250_424;

/** Fills the state. The same options give the same sample, but for the secrets. */
export function fillSample(state: State, options: SampleOptions): void {
  const random = new Random(SEED);
  state.endpoints.set(ENDPOINT.uuid, { ...ENDPOINT, password: randomLetters(24) });
  state.registries.push(...sampleRegistries(options.now));

  const vendor = vendorProject();
  const projects = THEMES.map((theme, index) => themeProject(theme, index, options.now));
  const biting = bitingProject(options.now);
  state.projects.push(vendor, ...projects, biting);

  addVendorExamples(state, vendor, options.pages);
  const names = new Names(random);
  const kinds = new Dealer(random);
  for (let index = 0; index < options.repositories; index += 1) {
    const theme = names.theme();
    const project = projects[THEMES.indexOf(theme)] ?? vendor;
    addRepository(state, { ...options, random, project, theme, name: names.name(theme), index, kind: kinds.next() });
  }
  for (const [position, name] of BITING_NAMES.entries()) {
    const index = options.repositories + position;
    addRepository(state, { ...options, random, project: biting, name, index, kind: kinds.next() });
  }
}

interface Place extends SampleOptions {
  readonly random: Random;
  readonly project: ProjectRecord;
  readonly theme?: Theme;
  readonly name: string;
  readonly index: number;
  readonly kind: Kind;
}

function addRepository(state: State, place: Place): void {
  const { random, kind, name, index, project, now, url, pages } = place;
  const group = place.theme?.group ?? 'biting';
  const id = FIRST_ID + index * 7;
  const seed = `${group}/${name}`;
  const length = random.between(3, 6);
  const until = new Date(now.getTime() - random.between(1, 72) * 60 * 60 * 1000);
  const commits = 'none' in kind && kind.isEmpty === true ? 0 : length;
  const history = 'none' in kind ? { seed, commits, until } : historyOfMirror(kind, { seed, length, until });
  const drawn = drawRepository({ id, name, group, project, history, now, url, pages }, random);
  state.addRepository('none' in kind && kind.isEmpty === true ? readyForMirror(drawn) : drawn);
  if ('none' in kind) {
    state.setMirror(id, { kind: 'none', form: kind.none });
    return;
  }
  // Sources have plain names: what a repository is called says nothing about where it comes from.
  const path = { group: kind.source === 'guarded' ? 'guarded' : 'oss', name: `source-${index}` };
  if (kind.source === 'live' || kind.source === 'guarded') {
    const source: History = { seed, commits: length, until };
    state.addUpstream({ path: `${path.group}/${path.name}`, history: source, guarded: kind.source === 'guarded' });
  }
  const host = kind.source === 'deadPort' ? 'http://127.0.0.1:1' : url;
  const source = cloneUrl(host, 'upstream', path.group, path.name);
  const record: MirrorWire = {
    id: 11_000 + index,
    repository_id: id,
    url: source,
    is_private: false,
    endpoint_uuid: null,
    ...kind.record({ random, now, url: source }),
  };
  state.setMirror(id, { kind: 'mirror', record, branches: kind.branches ?? 'all', setBy: 'sample' });
}

/** What can be made a mirror, and whose first synchronisation then succeeds. */
function readyForMirror(repository: RepositoryRecord): RepositoryRecord {
  const description = 'Empty: ready to become a mirror';
  return { ...repository, description, sizeMb: 0, lfsMb: 0, status: 0, role: 40, archived: false };
}

function historyOfMirror(
  { behind, diverged }: MirrorPlan,
  source: { readonly seed: string; readonly length: number; readonly until: Date },
): History {
  const commits = behind === 'all' ? 0 : source.length - behind;
  return { seed: source.seed, commits, until: source.until, diverged };
}

/** Names that a project of this theme would have, none of them twice. */
class Names {
  private readonly used = new Set<string>();
  private readonly themes: readonly [Theme, ...Theme[]];

  constructor(private readonly random: Random) {
    const [first, ...rest] = THEMES.flatMap((theme) => Array.from({ length: theme.weight }, () => theme));
    this.themes = [first ?? THEMES[0], ...rest];
  }

  theme(): Theme {
    return this.random.pick(this.themes);
  }

  name(theme: Theme): string {
    const base = `${this.random.pick(theme.first)}-${this.random.pick(theme.second)}`;
    let name = base;
    for (let number = 2; this.used.has(`${theme.group}/${name}`); number += 1) {
      name = `${base}-${number}`;
    }
    this.used.add(`${theme.group}/${name}`);
    return name;
  }
}

/** Deals out the kinds in a new order each round, so that each occurs in its share from the first round on. */
class Dealer {
  private hand: Kind[] = [];

  constructor(private readonly random: Random) {}

  next(): Kind {
    if (this.hand.length === 0) {
      this.hand = this.random.shuffled(KINDS);
    }
    return this.hand.pop() ?? { none: 'notFound' };
  }
}
