import * as vscode from 'vscode';
import { Alarm } from '../ui/alarm';
import { coalesce } from '../ui/coalesce';
import { type Disposable, Disposables } from '../ui/emitter';
import { together, type WatchState } from '../ui/watchState';
import type { StatusOptions } from './index';
import { statusAppearance, type StatusFacts } from './statusAppearance';
import { statusTooltip } from './statusTooltip';

export { openStatusMenu } from './statusMenu';

/** What happens in the same moment is drawn once. */
const BURST_MS = 100;

/** Draws the item of the status bar, and again when it would say something else: a bundle of its own, with its menu. */
export class StatusBar implements Disposable {
  readonly #owned = new Disposables();
  readonly #alarm: Alarm;
  /** What is drawn. */
  #drawn = '';

  constructor(
    private readonly item: vscode.StatusBarItem,
    private readonly options: StatusOptions,
  ) {
    const { sessions, health, registries, watches, away, clock } = options;
    const draw = (): void => {
      this.#draw();
    };
    this.#alarm = this.#owned.add(new Alarm(clock, draw));
    const soon = this.#owned.add(coalesce(draw, BURST_MS));
    this.#owned.add(sessions.onDidChange(draw));
    this.#owned.add(health.onDidChange(draw));
    this.#owned.add(options.onDidChangeMode(draw));
    for (const { onDidChange } of [registries, ...watches, ...(away ? [away] : [])]) {
      this.#owned.add(
        onDidChange(() => {
          soon.request();
        }),
      );
    }
    draw();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #draw(): void {
    const { item } = this;
    const { away, clock } = this.options;
    const facts = this.#facts();
    const appearance = statusAppearance(facts);
    if (!appearance) {
      this.#drawn = '';
      item.hide();
      return;
    }
    const { text, label, background } = appearance;
    const tooltip = statusTooltip({ ...facts, label, away: away?.current, now: clock() });
    const drawn = JSON.stringify([appearance, tooltip.value]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      item.text = text;
      item.tooltip = tooltip;
      item.accessibilityInformation = { label, role: 'button' };
      item.backgroundColor = background && new vscode.ThemeColor(background);
      item.show();
    }
  }

  #facts(): StatusFacts {
    const { sessions, health, registries, watches, clock, mode, formats } = this.options;
    const watch = stillPaused(together(watches.map(({ current }) => current)), clock());
    this.#alarm.clear();
    if (watch.pause) {
      this.#alarm.set(watch.pause.until.getTime());
    }
    return {
      session: sessions.current,
      health: health.current,
      registries: registries.current,
      watch,
      mode: mode(),
      formats,
    };
  }
}

/** What has ended is not said, although nobody has read anything since. */
function stillPaused(watch: WatchState, now: Date): WatchState {
  return watch.pause && watch.pause.until <= now ? { ...watch, pause: undefined } : watch;
}
