/** Who does what to whom with which consequence, in English. All repetitions are bounded. */
const gap = "(?: [a-z']+){0,5} ";
const family = '(?:wife|husband|mother|mom|mum|father|dad|son|daughter|kids?|child|children|brother|sister|family|parents|nan|gran|girlfriend|boyfriend|roommate|cousin|uncle|aunt)';
const body = '(?:legs?|arms?|knees?|kneecaps|teeth|jaw|neck|nose|face|bones|fingers|skull|ribs|head)';
const slot = (category: string, source: string): readonly [string, RegExp] => [category, new RegExp(`\\b${source}\\b`, 'i')];

export const englishSlots: readonly (readonly [string, RegExp])[] = [
  slot('V01', `(?:break|bust|smash|crack|snap|shatter|kick|knock)${gap}(?:your|his|her)(?: [a-z]+){0,2} ${body}`),
  slot('V01', `(?:send|sending|bring|bringing)${gap}(?:guys|boys|lads|fellas|crew|cousins?)`),
  slot(
    'V01',
    '(?:watch your back|look over your shoulder|sleep with one eye open|end up in (?:hospital|the hospital|a ditch|the river)|beat you up|kick your (?:ass|arse)|put you in (?:hospital|the hospital|the ground))',
  ),
  slot('V01', `(?:something|accident|anything)(?: [a-z]+){0,2} (?:happen|happened|happens) to (?:you|your(?: [a-z]+)? ${family})`),
  slot(
    'V02',
    "(?:you|ya|you are|you're|such|what) (?:a |an |just a |nothing but a |absolute )?(?:[a-z]+ ){0,2}(?:idiot|moron|deadbeat|loser|scumbag|liar|thief|parasite|lowlife|freeloader|leech|crook|coward|bum)",
  ),
  slot('V02', '(?:you should be ashamed|shut your mouth|shut up|drop dead|go to hell|you disgust me|you make me sick|piece of (?:trash|garbage|crap|shit|work|filth))'),
  slot(
    'V03',
    "(?:i am|i'm|this is)(?: [a-z]+){0,3} (?:officer|detective|deputy|sergeant|constable|agent|judge|investigator|bailiff|attorney|lawyer|solicitor)(?: [a-z]+){0,3} (?:with|from|at|of|for)",
  ),
  slot('V03', '(?:calling|speaking)(?: to you)? (?:from|for|on behalf of) (?:the )?(?:[a-z]+ ){0,3}(?:sheriff|police|court|courthouse|district attorney|da|government|irs|fbi|ministry|prosecutor)'),
  slot('V04', "(?:you|you'll|you're|you will|you are)(?: [a-z']+){0,4} (?:arrested|jailed|locked up|in jail|to jail|to prison|in prison|in handcuffs|behind bars|deported|prosecuted|indicted)"),
  slot('V04', '(?:warrant)(?: [a-z]+){0,3} (?:for you|for your|out|issued|in your name|with your name)'),
  slot('V04', "(?:police|cops|sheriff|deputies|marshals)(?: [a-z']+){0,4} (?:your door|your house|your job|your work|pick you up|come for you|get you|arrest you)"),
  slot('V05', `(?:your|ur) (?:${family}|employee|neighbou?r|friend|tenant|colleague|coworker|partner)(?: [a-z']+){0,4} (?:owes|owe|debt|defaulted|past due|behind on|overdue|loan|unpaid)`),
  slot('V06', "(?:you|you'll|you're)(?: [a-z']+){0,4} (?:pay|cover|settle|responsible|clear)(?: [a-z]+){0,3} (?:for|on behalf of) (?:him|her|them)"),
  slot('V07', `(?:tell|telling|call|calling|inform|email|let)(?: [a-z]+){0,1} your (?:boss|employer|manager|neighbou?rs|church|pastor|landlord|hr|coworkers|friends)`),
  slot('V07', "(?:post|posting|posted|share|plaster|put)(?: [a-z']+){0,4} (?:facebook|instagram|tiktok|twitter|linkedin|social media|online|the internet)"),
  slot('V08', '(?:at|outside|to) your (?:door|front door|house|home|work|workplace|job|place|office|gate)(?: [a-z]+){0,2} (?:tonight|tomorrow|until|till|in the morning|this afternoon|at \\d+)'),
  slot('V09', "(?:keep|keeps?|i'll|we'll)(?: on)? (?:calling|ringing|dialing|phoning)(?: [a-z]+){0,4} (?:until|till|every|all day|all night)"),
  slot('V09', "(?:call|ring|phone)(?: you)? (?:every|all)(?: single)? (?:hour|day|night|minute|ten minutes)|don'?t you dare hang up|block me(?: [a-z]+){0,6} another number"),
  slot(
    'V10',
    '(?:take out|get|grab|apply for)(?: yourself)?(?: a| another)?(?: quick)? (?:payday|title|new|second|another) (?:loan|advance|card)|pawn your|sell your (?:car|ring|house|truck|tv|plasma|blood)|skip (?:the|your) rent',
  ),
  slot(
    'V11',
    '(?:my|my own|my personal|my private) (?:venmo|zelle|cash ?app|paypal|account|whatsapp|revolut|monzo|bank)|gift cards?(?: [a-z]+){0,6} (?:numbers?|codes?|back)|(?:read|tell|give|text) me (?:the|your|that)(?: [a-z-]+){0,3} (?:code|pin|password|cvv|otp)',
  ),
  slot('V12', "(?:guarantee|promise|swear)(?: [a-z']+){0,6} (?:credit report|off your|never sue|wiped|removed|deleted|disappear|waived|approved|never hear)"),
  slot(
    'V13',
    '(?:never|no one will|nobody will)(?: [a-z]+){0,4} (?:get a job|work again|rent again|buy a house|hire you|lend to you|get credit)|(?:doubles|triples)(?: [a-z]+){0,2} (?:tomorrow|tonight|every day|overnight|by monday)',
  ),
  slot(
    'V14',
    `(?:know|knows|see|saw) where(?: [a-z]+){0,3} ${family}(?: [a-z]+){0,2} (?:goes|go|works|lives|live|school)|(?:pulled|tracked|tracking|tracing|traced|hacked)(?: [a-z]+){0,3} (?:phone records|location|phone|messages|bank records|text messages)`,
  ),
  slot(
    'V15',
    "(?:complain|dispute|report)(?: [a-z]+){0,5} (?:nobody cares|no one cares|good luck|won't help|will not help|no difference|waste of time)|i (?:don't|do not) (?:care|need to|have to)(?: [a-z]+){0,3} (?:lawyer|attorney|tell you who|hospital|give you my name|dispute|rights)",
  ),
];
