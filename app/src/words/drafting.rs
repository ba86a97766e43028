//! The drafting desk: a document and its interpretation while they are written.

use mingbai_shared::words;

words! {
    TITLE: "起草" / "Drafts";
    PAGE: "起草台" / "Drafting desk";
    LEAD: "文件和解读一起写、一起报、一起公开（办法第26、27条）。写的随时存在本机；联网时存到本机关，同事可以接着写。" / "A document and its interpretation are written, handed up and published together (Measures, art. 26, 27). What you write is kept on this device as you type, and with your agency whenever there is a network, so that colleagues can go on with it.";
    NOT_YOURS: "这一页给起草的人用。您现在的登录身份不能看。" / "This page is for those who draft. Your sign-in does not open it.";
    OFFLINE: "现在连不上网络，也不知道您是谁。登录过的设备离线也能写。" / "There is no network, and it is not known who you are. A device on which you signed in can be written on offline.";
    LOADING: "正在打开…" / "Opening…";
    NEW: "写一份新的" / "Write a new one";
    FROM_FILE: "从文件开始" / "Begin with a file";
    FROM_FILE_HINT: ".docx、.md 或 .txt，不超过 5 MB；只取文字。" / ".docx, .md or .txt, at most 5 MB; only the text is taken.";
    FROM_PUBLISHED: "修订已公开的文件" / "Amend a published document";
    FROM_PUBLISHED_HINT: "解读、条件、金额都带过来；正文请从文件导入或粘贴。" / "Interpretation, conditions and amounts come along; import or paste the text.";
    CHOOSE: "请选择" / "Choose";
    EMPTY: "还没有草稿。" / "There are no drafts.";
    COUNT: "共 {} 份草稿" / "{} drafts";
    COLUMN_TITLE: "文件" / "Document";
    COLUMN_BY: "保存人" / "Saved by";
    COLUMN_AT: "保存时间" / "When";
    COLUMN_WHERE: "保存位置" / "Where";
    UNTITLED: "还没有标题" / "No title yet";
    HERE_ONLY: "只在本机，联网后存到本机关" / "On this device; goes to your agency once online";
    AHEAD: "本机写的还没有全部存到本机关" / "Some of it is only on this device";
    AT_AGENCY: "本机关" / "With your agency";
    LIST_OFFLINE: "连不上网络，下面只有本机的草稿。" / "There is no network: these are the drafts on this device.";
    NOT_FOUND: "没有这份草稿，或者它已被删除。" / "There is no such draft, or it was discarded.";
    UNREADABLE: "本机存的这份草稿，这一版应用读不了，先原样留着。请更新应用再打开。" / "This version of the app cannot read the draft on this device; it is left as it is. Update the app and open it again.";
    NOT_READ: "这个文件没有读进来：{}" / "The file was not read: {}";
    READ: "正文已换成文件里的文字" / "The text is that of the file now";
    BACK: "回到草稿" / "Back to drafts";

    REACHED_AGENCY: "已存到本机关" / "Kept with your agency";
    REACHED_ON_THE_WAY: "已存到本机，正在存到本机关…" / "On this device; on its way to your agency…";
    REACHED_DEVICE: "已存到本机；联网后自动存到本机关" / "On this device; goes to your agency once online";
    REACHED_REFUSED: "已存到本机；本机关没有收下：{}" / "On this device; your agency did not take it: {}";
    REACHED_GONE: "这份草稿在本机关已被删除。您写的还在本机。" / "This draft was discarded at your agency. What you wrote is on this device.";
    REACHED_NOWHERE: "这台设备存不下，写的只在这一页上。请先复制出来，或清出空间再改一个字。" / "This device does not take it: what you wrote is on this page alone. Copy it elsewhere, or make room and type once more.";
    BEGIN_AGAIN: "另存成一份新的" / "Keep it as a new one";

    VIEWS: "查看" / "What to look at";
    VIEW_TEXT: "正文" / "Text";
    VIEW_EASY: "解读" / "Interpretation";
    VIEW_CHECKS: "检查" / "Checks";
    VIEW_SHOWN: "预览" / "Preview";

    TEXT_WRITE: "写正文" / "Write";
    TEXT_ARTICLES: "逐条看" / "By article";
    TEXT_LABEL: "文件正文" / "Text of the document";
    TEXT_HINT: "每条另起一行，写“第一条 …”。" / "Each article on a line of its own: 第一条 …";
    IMPORT: "从文件导入正文" / "Take the text from a file";
    NO_ARTICLES: "没有识别到条文。" / "There are no articles yet.";
    EXPLAINED: "解读 {} 处" / "explained in {} places";
    UNEXPLAINED: "还没有解读" / "not explained yet";
    ADD_POINT: "写要点" / "Add a point";
    ADD_STANDARD: "写注意事项" / "Add what to mind";
    ADD_QUESTION: "写问答" / "Add a question";
    ADD_CASE: "写案例" / "Add a case";
    ABOUT_ARTICLE: "{}：{}" / "{}: {}";

    BASICS: "基本情况" / "The document";
    ADDRESS_HINT: "网址的最后一段，公开后不能改，例如 elderly-allowance。" / "The end of its web address, which stays for good, as elderly-allowance.";
    ADD: "添一条" / "Add one";
    RAISE: "上移" / "Up";
    TAKE_OUT: "删除" / "Take out";
    RAISE_THIS: "{}第 {} 条上移" / "Move up: {} {}";
    TAKE_OUT_THIS: "删除{}第 {} 条" / "Take out: {} {}";
    TAKEN_OUT: "已删除一条" / "One was taken out";
    NTH: "第 {} 条" / "No. {}";
    NOTHING_YET: "还没有写。" / "Nothing yet.";
    ARTICLES_HINT: "例如 3、5-1" / "As 3, 5-1";
    WORKED_HINT: "一行一个算式，例如 150元 × 12 = 1,800元" / "One equation a line, as 150元 × 12 = 1,800元";
    OFFER_HINT: "不给钱也不给便利的文件，这一块不用写。" / "A document that grants nothing leaves this out.";
    AMOUNT: "金额" / "Amount";
    CEILING: "年度上限" / "Ceiling in a year";
    EXCLUDES: "不可同时享受的政策" / "Policies that exclude it";
    BANDS: "年龄段" / "Bands of age";
    WHO: "谁可以享受" / "Who gets it";
    IN_WORDS: "读作：{}" / "In words: {}";
    SUBJECT_NONE: "没有选" / "Not chosen";
    RESIDENT: "市民" / "Residents";
    FIRM: "企业" / "Firms";
    ROUTE_WITHOUT_REVIEW: "免审即享" / "Without examination";
    ROUTE_WITHOUT_APPLICATION: "免申即享" / "Without application";
    ROUTE_APPLY: "要申请" / "By application";
    KIND_NONE: "不是钱，或没有固定金额" / "No money, or no fixed sum";
    KIND_FIXED: "固定金额" / "A fixed sum";
    KIND_EACH: "按人数，每人一份" / "A sum for each person under an age";
    KIND_BY_AGE: "按年龄段" / "By age";
    PER_MONTH: "每月" / "A month";
    PER_YEAR: "每年" / "A year";
    PER_ONCE: "一次性" / "Once";
    FACT_NONE: "没有选" / "Not chosen";
    POLICY_HINT: "那份文件的地址，例如 talent-rent" / "The address of that document, as talent-rent";

    CHECKS_NONE: "没有要改的。" / "Nothing to mend.";
    MUST: "要改的" / "To be mended";
    SHOULD: "请再看一眼" / "To be looked at";
    AT_PLACE: "{}：{}" / "{}: {}";
    MORE_FINDINGS: "另有 {} 处" / "and {} more";

    CONFLICTS: "有 {} 处两个人都改了，请在下面选定。" / "Changed by two people: {}. Please decide below.";
    CONFLICTS_TITLE: "两个人都改了的地方" / "Changed by two people";
    DECIDED: "已用您写的" / "Yours was taken";
    MINE: "我写的" / "Mine";
    THEIRS: "现在的" / "As it is";
    TAKE_MINE: "换成我写的" / "Take mine";
    LEAVE_IT: "保留现在的" / "Leave it as it is";
    KEEP_IT: "保留" / "Keep it";
    KEEP_ORDER: "保留现在的顺序" / "Leave it so";
    EMPTY_TEXT: "（空）" / "(empty)";

    SHOWN: "在手机上的样子" / "As a phone shows it";
    SHOWN_NORMAL: "标准版" / "Standard";
    SHOWN_ELDER: "长者版" / "For older people";
    SHOWN_FRAME: "预览" / "Preview";

    LINK: "预览链接" / "Preview link";
    LINK_HINT: "给没有登录的人看。看到的是本机关最近存下的草稿，到期失效。" / "For people who are not signed in. They see the draft as your agency last kept it, until the link ends.";
    LINK_DAYS: "几天有效" / "Days";
    LINK_DAYS_OF: "{} 天" / "{} days";
    LINK_ONE_DAY: "1 天" / "1 day";
    LINK_MAKE: "生成链接" / "Make a link";
    LINK_UNTIL: "{}前有效" / "Until {}";
    LINK_COPY: "复制" / "Copy";
    LINK_COPIED: "已复制" / "Copied";
    LINK_END: "停用全部链接" / "End all links";
    LINK_ENDED: "这份草稿的预览链接都已停用。" / "All preview links of this draft have ended.";
    LINK_WAITS: "先存到本机关，才能生成链接。" / "It must be kept with your agency first.";
    LINK_QR: "预览链接的二维码" / "QR code of the preview link";

    HAND_UP: "报送" / "Hand up";
    HAND_UP_HINT: "报送后由别人做保密审查，再由第三个人签发。" / "Somebody else reviews it for confidentiality, and a third person signs.";
    ATTRIBUTE: "公开属性（办法第46条）" / "How it is opened (Measures, art. 46)";
    GROUND: "依据（条例第14至16条）" / "Ground (Regulations, art. 14 to 16)";
    GROUND_OF: "{}（第{}条）" / "{} (art. {})";
    REASON: "为什么不公开" / "Why it is not published";
    FORMS: "解读方案：除了文字，还用什么形式（办法第28条）" / "Forms of interpretation beside the written one (Measures, art. 28)";
    BY: "由谁解读（谁起草、谁解读；不写就是咨询窗口的部门）" / "Who explains it: the office that drafted it; empty for the office of the contact";
    ON: "哪天以前（不写就是同步）" / "By which day; empty for the same moment";
    WHY_ZH: "为什么修改（中文，公众会看到）" / "Why it changed (Chinese; everybody reads it)";
    WHY_EN: "为什么修改（英文）" / "Why it changed (English)";
    NOT_READY: "还有 {} 处要改，改好才能报送。" / "{} things are to be mended before it can be handed up.";
    NOT_DECIDED: "还有两个人都改了的地方没有定。" / "Some of what two people changed is not decided.";
    UNDER_WAY: "这份文件已经报送，正在审查签发。要改，请先请审查的人退文。" / "It was handed up and is under way. To change it, ask for it to be returned.";
    NAME_ATTRIBUTE: "请选公开属性。" / "Choose how it is opened.";
    HANDED_UP: "已经报送，等保密审查。" / "Handed up; it waits for review.";
    SEE_IT: "查看办理进度" / "See how far it is";
    RETURNED: "上一次报送被退文了：" / "It was returned:";
    STANDS: "最近一次报送：{}" / "Last handed up: {}";
    NEEDS_NETWORK: "报送要联网。写的都在本机。" / "Handing up needs the network. What you wrote is on this device.";

    DISCARD: "删除这份草稿" / "Discard this draft";
    DISCARD_SURE: "草稿从本机和本机关删除，同事也看不到了；已经报送或公开的不受影响。" / "The draft is removed here and at your agency, for colleagues too. What was handed up or published stays.";
    DISCARD_YES: "删除" / "Discard";
    DISCARD_NO: "不删除" / "Keep it";

    PREVIEW: "预览" / "Preview";
    PREVIEW_NOTE: "这是草稿的预览，还没有公开，内容可能会改。{}前可以看。" / "This is a preview of a draft. It is not published and may change. It can be seen until {}.";
    PREVIEW_NONE: "这里没有要预览的。请用完整的预览链接打开。" / "There is nothing to preview. Open the whole link.";
    PREVIEW_NOT_YET: "草稿里还没有能看的内容。" / "There is nothing to be seen in the draft yet.";
}
