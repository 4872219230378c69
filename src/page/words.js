// The page's own words, in English and Arabic, and the language that is shown.
const WORDS = {
  name: ["isnad: who said what", "إسناد: من قال ماذا"],
  about: ["Paste a news text in Arabic, or pick an example.", "ألصق نصا إخباريا بالعربية، أو اختر مثالا."],
  other_language: ["العربية", "English"],
  text: ["Text", "النص"],
  examples: ["Examples", "أمثلة"],
  example_article: ["An article with its page", "مقال مع صفحته"],
  example_relays: ["Words that were passed on", "كلام نقله غير صاحبه"],
  example_damaged: ["A damaged text", "نص تالف"],
  analyse: ["Analyse", "حلل"],
  analysing: ["Analysing …", "جار التحليل …"],
  shortcut: ["Ctrl+Enter", "Ctrl+Enter"],
  characters: ["Characters", "الأحرف"],
  empty: ["There is no text to analyse.", "لا نص للتحليل."],
  analysed: ["Analysed.", "تم التحليل."],
  contents: ["Contents", "المحتويات"],
  untitled: ["A text without a title", "نص بلا عنوان"],
  quotes: ["Quotes", "الاقتباسات"],
  speakers: ["Speakers", "المتحدثون"],
  findings: ["What is doubtful in the text", "ما يستوقف في النص"],
  none: ["The text quotes nobody.", "لا اقتباس في هذا النص."],
  unsure_speaker: ["The speaker is not sure", "متحدث غير مؤكد"],
  nobody: ["The text does not say who speaks", "لا يقول النص من المتحدث"],
  article: ["Article", "المقال"],
  byline: ["Byline", "الكاتب"],
  date: ["Date", "التاريخ"],
  place: ["Place", "المكان"],
  source: ["Source", "المصدر"],
  show_dropped: ["Show what was dropped", "إظهار ما حذف"],
  to_card: ["Quote {}: to its card", "الاقتباس {}: إلى بطاقته"],
  to_text: ["Quote {}: to its place in the text", "الاقتباس {}: إلى موضعه في النص"],
  direct: ["word for word", "نص الكلام"],
  indirect: ["reported", "كلام منقول بالمعنى"],
  mixed: ["reported, with quoted words", "منقول بالمعنى وفيه كلام بنصه"],
  recovered: ["a quotation mark was supplied", "أكملت علامة تنصيص ناقصة"],
  implied: ["not named in this clause", "غير مسمى في هذه الجملة"],
  sure: ["sure", "مؤكد"],
  likely: ["likely", "مرجح"],
  doubtful: ["doubtful", "مشكوك فيه"],
  confidence_quote: ["Quote", "الاقتباس"],
  confidence_speaker: ["Speaker", "المتحدث"],
  chain: ["Chain", "سلسلة الإسناد"],
  this_text: ["this text", "هذا النص"],
  addressee: ["Said to", "المخاطب"],
  how: ["How it was found", "كيف عرف ذلك"],
  how_quote: ["Quote", "الاقتباس"],
  how_where: ["Where the speaker is named", "أين ذكر المتحدث"],
  how_who: ["Who that is", "من هو"],
  person: ["person", "شخص"],
  organisation: ["body", "جهة"],
  document: ["document", "وثيقة"],
  unnamed: ["source without a name", "مصدر غير مسمى"],
  together: ["They speak together", "يتكلمون معا"],
  legend: ["Legend", "مفتاح الألوان والعلامات"],
  legend_quote: ["A quote in its speaker's colour. The number leads to its card and back.", "اقتباس بلون المتحدث. الرقم يقود إلى بطاقته ويعود منها."],
  legend_sure: ["Line: sure, 0.80 or more", "خط متصل: مؤكد، 0.80 فأكثر"],
  legend_likely: ["Dashes: likely, 0.50 or more", "خط متقطع: مرجح، 0.50 فأكثر"],
  legend_doubtful: ["Dots: doubtful, below 0.50", "نقاط: مشكوك فيه، دون 0.50"],
  legend_nobody: ["No colour: no speaker is named", "بلا لون: لا متحدث مسمى"],
  legend_inner: ["A quote inside a quote", "اقتباس داخل اقتباس"],
  legend_cue: ["The words that attribute", "الكلمات التي تسند القول"],
  legend_mention: ["Who says it, in these words", "من يقوله، بهذه الكلمات"],
  legend_relay: ["Who passed it on", "من نقله"],
  legend_dropped: ["Dropped: not of the article", "محذوف: ليس من المقال"],
  legend_finding: ["Doubtful in the text", "ما يستوقف في النص"],
  sample: ["sample", "مثال"],
  copy_json: ["Copy JSON", "نسخ JSON"],
  copy_curl: ["Copy curl", "نسخ curl"],
  copy_grpcurl: ["Copy grpcurl", "نسخ grpcurl"],
  copied: ["Copied.", "تم النسخ."],
  not_copied: ["The browser does not allow copying.", "لا يسمح المتصفح بالنسخ."],
  repair: ["Should be", "الصواب"],
  remove: ["Should not be there", "لا ينبغي أن يكون هنا"],
  more: ["More of them", "غيرها"],
  refused: ["The server gave no answer", "لم يجب الخادم"],
  retry: ["Try again in {} s.", "حاول بعد {} ث."],
  request_id: ["Request", "رقم الطلب"],
  about_clusters: ["Clusters that isnad trace --format jsonl printed are drawn, too: paste them.", "وتعرض الصفحة أيضا ما يطبعه isnad trace --format jsonl: ألصقه هنا."],
  not_drawn: ["Not drawn.", "لم يعرض شيء."],
  drawn: ["Drawn.", "تم العرض."],
  not_clusters: ["The text begins like JSON, but no clusters can be read from it", "يبدأ النص مثل JSON، ولا يمكن قراءة أقوال مجمعة منه"],
  not_json: ["Line {} is not JSON. Paste what isnad trace --format jsonl prints, whole lines.", "السطر {} ليس JSON. ألصق ما يطبعه isnad trace --format jsonl بأسطر كاملة."],
  not_cluster: ["Line {} is JSON, but it has no members as a cluster of isnad trace has.", "السطر {} مكتوب بصيغة JSON، وليس فيه أعضاء كما في نتائج isnad trace."],
  utterances: ["What was said, and who reported it", "ما قيل ومن نقله"],
  no_utterances: ["No utterance is in two documents or more.", "لا قول ورد في وثيقتين أو أكثر."],
  traced_documents: ["Documents", "الوثائق"],
  traced_clusters: ["Utterances in two documents or more", "أقوال وردت في وثيقتين أو أكثر"],
  reports: ["Reports", "الأخبار"],
  formula: ["formula, not news", "صيغة متكررة لا خبر"],
  scripture: ["scripture", "نص ديني"],
  no_speaker: ["Nobody is named", "لم يسم قائله"],
  fullest: ["fullest report", "أكمل رواية"],
  fullest_is: ["Fullest report", "أكمل رواية"],
  fullest_has: ["in the fullest report", "في أكمل رواية"],
  fullest_not: ["not in the fullest report", "ليس في أكمل رواية"],
  member_not: ["not in this report", "ليس في هذا الخبر"],
  timeline: ["Reports in time", "الأخبار بترتيبها الزمني"],
  first: ["first seen", "أول ظهور"],
  first_tie: ["first seen, a tie", "أول ظهور، بالتساوي"],
  first_seen: ["First seen", "أول ظهور"],
  precision_day: ["known to the day", "معروف باليوم"],
  precision_minute: ["known to the minute", "معروف بالدقيقة"],
  precision_second: ["known to the second", "معروف بالثانية"],
  undated: ["Without a time", "بلا وقت"],
  undated_count: ["without a time, and perhaps earlier: {}", "بلا وقت وقد يكون أسبق: {}"],
  report_number: ["Report {}", "الخبر {}"],
  its_speaker: ["Its speaker", "المتحدث فيه"],
  relation_variant: ["another spelling of the name", "كتابة أخرى للاسم"],
  relation_contained: ["a part of the name, or more of it", "جزء من الاسم أو أكمل منه"],
  relation_role: ["an office, a title or an unnamed source; it may be the same person", "منصب أو لقب أو مصدر غير مسمى؛ قد يكون الشخص نفسه"],
  relation_body: ["a body for its spokesman, or the other way round", "جهة بدل المتحدث باسمها، أو العكس"],
  relation_other: ["another name; compare both texts, it may be read wrongly", "اسم آخر؛ قارن النصين، فقد تكون القراءة خاطئة"],
  relation_nobody: ["It names nobody", "لا يسمي أحدا"],
  confidence: ["confidence", "درجة الثقة"],
  passed_on: ["Passed on by", "نقله"],
  cue: ["Verb", "الفعل"],
  stance_denied: ["denied", "منفي"],
  stance_doubted: ["doubted by the writer", "يشكك فيه الكاتب"],
  stance_asked: ["a question", "سؤال"],
  coverage_part: ["only a part", "جزء منه فقط"],
  coverage_overlap: ["a part, and something else", "جزء منه، ومعه غيره"],
  chain_drawn: ["Who took it from whom", "من أخذه عمن"],
  no_links: ["Nothing in these reports says who took it from whom.", "لا شيء في هذه الأخبار يدل على من أخذ عمن."],
  took_it: ["took it from", "أخذه عن"],
  comma: [", ", "، "],
  may_have: ["may have it from", "ربما أخذه عن"],
  both_from: ["have it from", "أخذوه عن"],
  edge_names_outlet: ["it names {}", "يسمي {}"],
  edge_shared_agency: ["each names {}, which is none of the outlets; neither took it from the other", "يسمي كل منها {}، وليست من هذه الوسائل؛ ولم يأخذ أحدها عن الآخر"],
  edge_shared_change: ["both have {}, which most others have not", "في كليهما {}، وليس في أكثر البقية"],
  edge_shared_gap: ["both differ from the others in the same way", "كلاهما يخالف البقية بالطريقة نفسها"],
  edge_same_wording: ["the same words, later", "الألفاظ نفسها في وقت لاحق"],
  strength_strong: ["the text says so", "النص يقول ذلك"],
  strength_good: ["hardly chance", "يستبعد أن يكون مصادفة"],
  strength_weak: ["possibly chance", "قد يكون مصادفة"],
  legend_strong: ["Solid: the text says so. The arrow leads to who took it.", "خط متصل: النص يقول ذلك. السهم يشير إلى من أخذه."],
  legend_good: ["Dashes: hardly chance", "خط متقطع: يستبعد أن يكون مصادفة"],
  legend_weak: ["Dots: possibly chance", "نقاط: قد يكون مصادفة"],
  legend_agency: ["No arrow: both have it from one agency", "بلا سهم: كلاهما عن وكالة واحدة"],
  legend_kinds: ["Kinds of differences, the most harmful first", "أنواع الفروق، الأشد ضررا أولا"],
  legend_changed: ["A number was changed: struck through is what the fullest report has", "رقم تغير: المشطوب ما في أكمل رواية"],
  legend_gone: ["Left out: only the fullest report has it", "محذوف: في أكمل رواية وحدها"],
  differences: ["What differs from the fullest report", "ما يخالف أكمل رواية"],
  no_differences: ["Nothing differs.", "لا فرق."],
  difference: ["Difference", "الفرق"],
  change: ["In the words", "في الألفاظ"],
  in_reports: ["Reports", "الأخبار"],
  nothing: ["nothing", "لا شيء"],
  drift_polarity: ["negation", "نفي أو إثبات"],
  drift_number: ["number", "رقم"],
  drift_name: ["name", "اسم"],
  drift_speaker: ["speaker", "المتحدث"],
  drift_hedge: ["doubt", "تحفظ"],
  drift_quantifier: ["all or some", "كل أو بعض"],
  drift_cue: ["verb of saying", "فعل القول"],
  drift_dropped: ["left out", "محذوف"],
  drift_added: ["added", "مضاف"],
  drift_wording: ["other wording", "لفظ آخر"],
  drift_relay: ["passed on by", "الناقل"],
  drift_order: ["other place", "موضع آخر"],
  drift_form: ["other form", "صيغة أخرى"],
  drift_spelling: ["other spelling", "إملاء آخر"],
  code_unreachable: ["The server cannot be reached.", "لا يمكن الوصول إلى الخادم."],
  code_unknown: ["The server gave an answer that this page does not understand.", "أجاب الخادم بما لا تفهمه هذه الصفحة."],
  code_invalid_argument: ["The server does not accept this text.", "لا يقبل الخادم هذا النص."],
  code_out_of_range: ["The text is too long for this server.", "النص أطول مما يقبله الخادم."],
  code_resource_exhausted: ["The server has no memory free for this text now.", "لا ذاكرة لدى الخادم لهذا النص الآن."],
  code_unavailable: ["The server is busy or shutting down.", "الخادم مشغول أو في طور الإيقاف."],
  code_deadline_exceeded: ["It took too long.", "استغرق ذلك وقتا أطول من المسموح."],
  code_internal: ["The server failed; please report it.", "خلل في الخادم؛ نرجو الإبلاغ عنه."],
  block_title: ["Title", "العنوان"],
  block_deck: ["Deck", "العنوان الفرعي"],
  block_heading: ["Heading", "عنوان فقرة"],
  block_body: ["Text", "المتن"],
  block_repeat: ["Repeated", "مكرر"],
  block_byline: ["Byline", "سطر الكاتب"],
  block_timestamp: ["Date", "تاريخ"],
  block_caption: ["Caption", "تعليق صورة"],
  block_source: ["Source", "مصدر"],
  block_related: ["Other stories", "أخبار أخرى"],
  block_comments: ["Comments", "تعليقات"],
  block_ui: ["Page", "من الصفحة"],
  finding_mixed_script: ["A word of Arabic and Latin letters", "كلمة من أحرف عربية ولاتينية"],
  finding_mojibake: ["Decoded with the wrong encoding", "قرئ بترميز خاطئ"],
  finding_presentation_forms: ["Presentation forms instead of letters", "أشكال عرض بدل الأحرف"],
  finding_unbalanced_mark: ["A quotation mark without its partner", "علامة تنصيص بلا قرينتها"],
  finding_control_character: ["A control character", "حرف تحكم"],
  finding_not_arabic: ["The text is not Arabic", "النص ليس عربيا"],
  finding_truncated: ["The text is too long, and its end was not read", "النص طويل ولم تقرأ نهايته"],
  finding_markup: ["HTML with its tags", "وسوم HTML في النص"],
  finding_character_reference: ["A character reference", "رمز يدل على حرف"],
  finding_lost_character: ["A question mark in place of lost characters", "علامة استفهام مكان حرف ضائع"],
  cue_statement: ["statement", "إخبار"],
  cue_continuation: ["continuation", "متابعة"],
  cue_explanation: ["explanation", "توضيح"],
  cue_remark: ["remark", "إشارة"],
  cue_assertion: ["assertion", "تأكيد"],
  cue_opinion: ["opinion", "رأي"],
  cue_forecast: ["forecast", "توقع"],
  cue_claim: ["claim", "زعم"],
  cue_denial: ["denial", "نفي"],
  cue_admission: ["admission", "إقرار"],
  cue_promise: ["promise", "وعد"],
  cue_warning: ["warning", "تحذير"],
  cue_demand: ["demand", "مطالبة"],
  cue_question: ["question", "سؤال"],
  cue_answer: ["answer", "رد"],
  cue_judgement: ["judgement", "حكم"],
  cue_manner: ["manner of speaking", "هيئة الكلام"],
  cue_relay: ["passing on", "نقل"],
  cue_source: ["according to", "إسناد"],
};

/** English or Arabic: the place of the words in each row. */
let language = 0;

/** Shows the page in a language, "en" or "ar". */
export function speak(code) {
  language = code === "ar" ? 1 : 0;
  document.documentElement.lang = code;
  document.documentElement.dir = language ? "rtl" : "ltr";
  document.title = say("name");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
}

/** The language that is shown. */
export function spoken() {
  return language ? "ar" : "en";
}

/** The language that the address, or else the browser, asks for. */
export function wanted() {
  const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language ?? "en";
  return asked.startsWith("ar") ? "ar" : "en";
}

/** The page's words under a name, with `value` in their gap. */
export function say(name, value = "") {
  return (WORDS[name]?.[language] ?? name).replace("{}", () => value);
}

/** The one of a pair that is in the language shown. */
export function either(pair) {
  return pair?.[language] ?? "";
}

/** A number from 0 to 1 as it is shown. */
export function share(value) {
  return value.toFixed(2);
}

/** A count as it is shown. */
export function count(value) {
  return value.toLocaleString("en");
}

/** An ISO date, as exact as it is written. */
export function date(iso) {
  const [, year, month, day, time] = /^(\d{4})-(\d\d?)-(\d\d?)(?:T(\d+:\d+.*))?/.exec(iso) ?? [];
  if (!year) return iso;
  const names = new Intl.DateTimeFormat(language ? "ar-u-nu-latn" : "en-GB", { dateStyle: "long", timeZone: "UTC" });
  const shown = names.format(new Date(Date.UTC(+year, +month - 1, +day)));
  return time ? `${shown} ${time}` : shown;
}
