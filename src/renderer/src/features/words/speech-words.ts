import type { AppInfo } from '../../../../contract/desk/desk-contract.ts';
import type { Words } from '../../ui/i18n/i18n.ts';

/** One sentence per state of the speech models, such as "English ready, recognised on this computer". */
export function speechWords(models: AppInfo['speech'], t: Words): string {
  const named = (pick: (model: AppInfo['speech'][number]) => boolean): string =>
    models
      .filter(pick)
      .map((model) => t(`speech.${model.language}`))
      .join(', ');
  const ready = named((m) => m.state === 'ready' && m.engine === 'vosk');
  const replay = named((m) => m.state === 'ready' && m.engine === 'replay');
  const absent = named((m) => m.state === 'absent');
  const refused = named((m) => m.state === 'refused');
  return [
    ready === '' ? '' : t('speech.ready', { languages: ready }),
    replay === '' ? '' : t('speech.replay', { languages: replay }),
    absent === '' ? '' : t('speech.absent', { languages: absent }),
    refused === '' ? '' : t('speech.refused', { languages: refused }),
  ]
    .filter((part) => part !== '')
    .join('; ');
}
