/** What speaks against a hit. A guard lowers a probability; it never hides a hit (28 % of violations hold a negation). */

export interface Guard {
  readonly name: 'negation' | 'reported' | 'lawful' | 'advice';
  readonly words: string;
}

const english: readonly (readonly [Guard['name'], RegExp])[] = [
  [
    'reported',
    /\b(?:you (?:said|told|mentioned|say|were told)|(?:said|told you|threatened) (?:that|to|you)|did (?:someone|anyone|they|he|she|somebody)|(?:previous|last|other|another) (?:agent|collector|caller|company|guy)|someone (?:claiming|pretending|who says|called)|whoever|sorry (?:that|about|for|the|you))\b/i,
  ],
  [
    'negation',
    /\b(?:(?:will|would|can|do|does|did|are|is|am|was|were|have|has) not|(?:wo|ca|do|does|did|are|is|was|have|has|would|could|must|should)n['’]t|cannot|never|nobody|no one|no need|not (?:a|an|the|going|responsible|allowed|here|calling|asking|able))\b/i,
  ],
  [
    'lawful',
    /\b(?:may (?:consider|choose|decide|issue|apply)|subject to|if approved|pre-?action|letter before|legal options|by law|entitled|your right|you have the right|in writing|official (?:website|app)|depends on|up to the (?:court|lender|creditor|bank))\b/i,
  ],
  [
    'advice',
    /\b(?:please (?:watch out|be careful|report|keep|do not|don['’]t)|be careful (?:of|with)|scam|scammers?|fraudsters?|report (?:it|them|that)|hang up (?:on|and call)|for your (?:own )?security)\b/i,
  ],
];
const chinese: readonly (readonly [Guard['name'], RegExp])[] = [
  [
    'reported',
    /(?:[您你](?:刚才|刚刚|之前|上次)?(?:说|讲|提到|提及|反映|问|收到)|有人(?:说|威胁|冒充|自称)|之前的?(?:催收|同事|专员)|上一个同事|对方(?:说|自称)|接到自称|那个?(?:人|电话|号码)|是谁说|抱歉|道歉|对不起|对不住)/u,
  ],
  ['negation', /(?:不会|不是|没有|没人|无法|不能|不可以|不需要|不用|不得|不必|绝不|从不|禁止|不允许|请勿|千万别|不要|不存在|够不上|无权|不建议)/u],
  ['lawful', /(?:有权依法|依法|按合同|以.{0,8}(?:审批|系统|法院|银行).{0,4}为准|需要?审批|可能会|民事纠纷|按规定|有异议|您的权利|官方(?:APP|渠道|客服|公众号)|对公账户)/iu],
  ['advice', /(?:请(?:您)?(?:保留|提供|注意|报警|核实)|谨防|小心骗子|诈骗电话|那是诈骗|都是骗子|可以报警|登记投诉|帮您登记|建议您)/u],
];
/** Negations that are threats themselves. */
const idioms =
  /(?:不还|不接|不配合|不处理|不想坐牢|别怪|不客气|没好果子|不给|不说|逼我|don['’]t (?:make me|pay|want to (?:find|know|see)|you dare)|won['’]t (?:like|be (?:so )?(?:nice|pretty|asking)|walk)|not (?:as|so) nice)/iu;

/** Guards that apply to a sentence; none where a negation is idiomatic. */
export function guardsOf(lang: 'en' | 'zh', text: string): readonly Guard[] {
  const found: Guard[] = [];
  for (const [name, pattern] of lang === 'en' ? english : chinese) {
    const match = pattern.exec(text);
    if (match === null || (name === 'negation' && idioms.test(text))) continue;
    found.push({ name, words: match[0] });
  }
  return found;
}
