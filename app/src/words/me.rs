//! 我的 and signing in.

use mingbai_shared::words;

words! {
    TITLE: "我的" / "Mine";
    MY_REQUESTS: "我的申请" / "My requests";
    ABOUT_ME: "我说过的" / "What I have said";
    ABOUT_FIRM: "企业的情况" / "About the firm";
    FACTS_NOTE: "只存在这台设备上，从不发送。不想答的可以空着。" / "Kept on this device only and never sent. Leave out whatever you like.";
    FORGET: "忘掉" / "Forget";
    FORGET_THIS: "忘掉：{}" / "Forget: {}";
    NOT_SAID: "还没说" / "not said";
    SAID_COUNT: "说了 {} 项" / "{} said";
    ACCOUNT: "登录" / "Sign-in";
    SIGNED_IN_AS: "已登录：{}（{}）" / "Signed in: {} ({})";
    SIGNED_OUT: "没有登录。只有发送申请时才需要登录。" / "Not signed in. It is needed only for sending requests.";
    SIGN_IN: "登录" / "Sign in";
    SIGN_OUT: "退出登录" / "Sign out";
    DISPLAY: "语言和显示" / "Language and display";
    ABOUT_ELDER: "长者版字更大、按钮更大，每一页都能朗读，内容和功能一样。" / "The larger version has larger text and buttons and reads each page aloud; content and functions are the same.";
    TO_ELDER: "改用长者版" / "Use the larger version";
    TO_STANDARD: "改回普通版" / "Back to standard";
    DATA: "资料在哪里" / "Where the data is";
    DATA_DEVICE: "您说过的情况、没发出的草稿、读过的政策：都在这台设备的浏览器里。" / "What you said, drafts and policies: in the browser of this device.";
    DATA_SERVER: "服务器只知道您发送过的申请。每台设备取来的政策都一样，由设备自己判断哪些与您有关。" / "The server knows only the requests that you sent. Every device fetches the same policies and decides by itself which concern you.";
    DATA_RECORD: "政策来自可核对的公开记录，被悄悄改动会被发现。" / "Policies come from a public record that can be verified: a silent change would be found.";
    ROOM: "这个网站在本机用了 {}，浏览器给的空间约 {}。" / "This site uses {} on this device; the browser allows about {}.";
    IS_KEPT: "浏览器答应保留，不会自动清除。" / "The browser has promised to keep it.";
    MAY_GO: "空间不够或很久不用时，浏览器可能自动清除，包括没发出的内容。" / "The browser may clear it when space runs out or after long disuse, unsent writing included.";
    ASK_TO_KEEP: "请浏览器保留" / "Ask the browser to keep it";
    NOT_PROMISED: "浏览器没有答应。把网页添加到主屏幕后再试，或先导出。" / "The browser did not promise. Try again after adding the page to the home screen, or export first.";
    EXPORT: "导出没发出的" / "Export what is unsent";
    EXPORTED: "已导出到“{}”。里面有您填写的证件号码和电话，请收好。" / "Exported to “{}”. It has the document number and telephone that you filled in: keep it safe.";
    NOT_KEPT: "这个浏览器现在不让网页存东西：关掉页面，写的就没有了。" / "This browser keeps nothing for pages now: what you write goes when the page is closed.";
    UNREADABLE: "本机存的内容现在读不出来，没有导出。请关掉这个网站的所有页面，再打开一次。" / "What is kept on this device cannot be read now; nothing was exported. Close all pages of this site and open it again.";
    NOTHING_UNSENT: "没有没发出的内容。" / "Nothing is unsent.";
    EXPORT_TITLE: "没发出的政府信息公开申请" / "Unsent requests for government information";
    EXPORT_USE: "这些内容还没有交给机关。可以联网后在原来的设备上发送，也可以打印后当面或邮寄提交。" / "None of this has reached an agency. Send it from the device it was written on, or print it and hand it in or post it.";
    EXPORT_DRAFT: "还在填写" / "Still being written";
    EXPORT_WAITING: "待发送" / "Waiting to be sent";
    EXPORT_FILE: "没发出的申请-{}.txt" / "unsent-requests-{}.txt";
    TO_COMMUNAL: "这是公用的设备" / "This is a shared device";
    FROM_COMMUNAL: "这不是公用的设备" / "This is not a shared device";
    FORGET_ALL: "忘掉我说过的" / "Forget all that I said";
    WIPE: "清空这台设备" / "Wipe this device";
    WIPE_TITLE: "清空这台设备？" / "Wipe this device?";
    FORGOTTEN: "已忘掉：{}" / "Forgotten: {}";
    WIPE_SURE: "我说过的、草稿、没发出的申请都会删除，不能恢复。" / "What you said, drafts and unsent requests will be deleted for good.";
    WIPE_YES: "确定清空" / "Yes, wipe it";
    WIPE_NO: "不清空" / "Keep it";
    WIPED: "已清空。" / "Wiped.";
    FAILED: "没有做成：{}。原来的内容都还在。" / "That did not work: {}. Nothing was lost.";

    SAMPLE_TITLE: "示例登录" / "Sample sign-in";
    SAMPLE_NOTE: "这是演示用的登录，人物都是虚构的示例。正式使用时接入一网通办和机关的统一认证。" / "This sign-in is for demonstration, all people are invented samples. In use, the city’s and the agencies’ own sign-in takes its place.";
    RESIDENTS: "市民" / "Residents";
    FIRMS: "企业" / "Firms";
    STAFF: "机关工作人员" / "Staff";
}
