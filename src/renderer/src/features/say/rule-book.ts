/** Names and replacement lines of the shipped rules, for the screens. Matching is not done here. */
import english from '../../../../../resources/rules/en-US.json';
import chinese from '../../../../../resources/rules/zh-CN.json';
import type { Lang } from '../../ui/i18n/i18n.ts';

interface RuleWords {
  readonly title: string;
  readonly sayInstead: string | null;
}

const rules = new Map([...english.rules, ...chinese.rules].map((rule) => [rule.id, rule]));

/** A rule this desk does not know (an older pack) is shown by its id. */
export function ruleWords(ruleId: string, lang: Lang): RuleWords {
  const rule = rules.get(ruleId) ?? ofSameCategory(ruleId);
  return rule === undefined ? { title: ruleId, sayInstead: null } : { title: rule.title[lang], sayInstead: rule.sayInstead };
}

/** A layer without phrases of its own names its rules EN-V04-…; their category has words in the pack. */
function ofSameCategory(ruleId: string): (typeof english.rules)[number] | undefined {
  const prefix = /^(?:EN|ZH)-V\d\d-/.exec(ruleId)?.[0];
  return prefix === undefined ? undefined : [...rules.values()].find((rule) => rule.id.startsWith(prefix));
}
