//! Texts written for the tests: news-like, with invented people.

/// A scraped page: title twice, byline, body with quotes, boilerplate.
pub const PAGE: &str = "\
وزير الموارد المائية: الخزانات تكفي حتى الخريف
الرئيسية | محليات | رياضة
وزير الموارد المائية: الخزانات تكفي حتى الخريف
مدينة النهرين - وكالة الضفاف
قال وزير الموارد المائية سامر القلعاوي، الأربعاء، إن \"الخزانات ممتلئة بنسبة 80 بالمئة\".
وأضاف أن الوزارة ستبدأ توزيع المضخات الأسبوع المقبل. وأوضح القلعاوي أن «الخطة لن تتغير».
ونقلت وكالة الضفاف عن المهندسة ليان الورداني قولها إن السد آمن 😀.
شارك الخبر
أضف تعليقا
";

/// One sentence with a letter outside the basic plane before its quote.
pub const SHORT: &str = "😀 قالت ليان الورداني: \"السد آمن\".";

/// The page repeated up to about `bytes`: a long text that goes to the workers.
pub fn long(bytes: usize) -> String {
    PAGE.repeat(bytes / PAGE.len())
}
