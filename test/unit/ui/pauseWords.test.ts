import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { CloudError } from '../../../src/api/index';
import { errorText } from '../../../src/ui/errorText';
import { pausedUntilWords } from '../../../src/ui/pauseWords';
import { readStrings } from '../manifest/manifest';

const at = (minute: number, second: number): Date => {
  const date = new Date();
  date.setHours(14, minute, second, 0);
  return date;
};

describe('The words for a pause', () => {
  it('name a minute at which reading does go on', () => {
    assert.match(
      pausedUntilWords(at(5, 0), 'rateLimited'),
      /^Paused until 2:05\sPM: Huawei Cloud asks to slow down\.$/,
    );
    assert.match(pausedUntilWords(at(5, 1), 'rateLimited'), /2:06/);
  });

  it('name the day when it is another one', () => {
    const tomorrow = new Date(at(5, 0).getTime() + 24 * 3600_000);
    assert.match(pausedUntilWords(tomorrow, 'rateLimited'), /until \w{3} \d{1,2}, \d{4}, 2:05/);
  });

  it('say why, each in Chinese too, and that a refresh is tried at once where it is', () => {
    const chinese = readStrings('l10n/bundle.l10n.zh-cn.json');
    const kinds = ['rateLimited', 'offline', 'tls', 'proxy', 'timeout'] as const;
    const texts = kinds.map((kind) => pausedUntilWords(at(5, 0), kind));
    assert.equal(new Set(texts).size, kinds.length);
    for (const [index, text] of texts.entries()) {
      assert.equal(text.endsWith('Refresh to try now.'), kinds[index] !== 'rateLimited', text);
      assert.match(chinese[text.replace(/2:05\sPM/, '{0}')] ?? '', /^已暂停至 \{0\}：/);
    }
  });

  it('are what a person reads who asks meanwhile, without a button that could not help', () => {
    const details = { kind: 'rateLimited', operation: 'test' } as const;
    const { message, remedy } = errorText(new CloudError('x', { ...details, pausedUntil: at(5, 0) }));
    assert.match(message, /^Paused until 2:05/);
    assert.equal(remedy, undefined);
    assert.equal(errorText(new CloudError('x', details)).remedy?.command, 'codeartsMirrors.refresh');
  });
});
