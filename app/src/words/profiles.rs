//! Whose pages a device has, and how what they said is kept.

use mingbai_shared::words;

words! {
    MYSELF: "我" / "Me";
    WHOSE: "这一页是给 {} 看的 · 换" / "This page is for: {} · change";

    TITLE: "给谁看的" / "Whose pages";
    NOTE: "家里人、自己的公司，可以各存一份，互不影响。申请和登录不分开，还是登录的人的。" / "Family members or your firm can each have their own; none affects another. Requests and sign-in are not divided: they stay with whoever is signed in.";
    IS_SHOWN: "现在看的" / "shown now";
    SHOW: "换到这份" / "Show this";
    SHOW_THIS: "换到：{}" / "Show: {}";
    RENAME: "改称呼" / "Rename";
    RENAME_THIS: "改称呼：{}" / "Rename: {}";
    REMOVE: "删掉" / "Remove";
    REMOVE_THIS: "删掉：{}" / "Remove: {}";
    ADD: "添一份" / "Add one";
    ADD_TITLE: "给谁添一份？" / "For whom?";
    RENAME_TITLE: "改成什么称呼？" / "What should it be called?";
    NAME: "称呼" / "Name";
    NAME_HINT: "比如“妈妈”“我的公司”，最多 20 个字。只存在这台设备上。" / "Such as “Mother” or “My firm”, up to 20 characters. Kept on this device only.";
    SAVE: "确定" / "Save";
    CANCEL: "取消" / "Cancel";
    REMOVE_TITLE: "删掉这一份？" / "Remove this one?";
    REMOVE_SURE: "“{}”说过的都会删除，不能恢复。别的几份不受影响。" / "All that “{}” said will be deleted for good. The others are not affected.";
    REMOVE_YES: "确定删掉" / "Yes, remove it";

    SEALED: "您说过的在这台设备上加密存着。能打开这台设备和浏览器的人仍看得到；要防这样的人，可以设一个口令。" / "What you said is kept encrypted on this device. Whoever can open the device and this browser still sees it; a passphrase prevents that.";
    UNLOCKED: "设了口令：关掉页面以后，要输口令才能看到说过的。" / "There is a passphrase: once the page is closed, what you said shows only after it is typed.";
    PLAIN: "这个浏览器不能加密，您说过的按原样存在这台设备上。" / "This browser cannot encrypt: what you said is kept on this device as it is.";
    KEEPING: "怎么存着" / "How it is kept";
    SET: "设口令" / "Set a passphrase";
    CHANGE: "换口令" / "Change the passphrase";
    UNSET: "不用口令了" / "No passphrase any more";
    LOCK: "锁上" / "Lock";
    SET_TITLE: "设一个口令" / "Set a passphrase";
    NO_WAY_BACK: "口令找不回来，谁也查不到。忘了它，说过的就读不出来了，只能重新说。请写在纸上收好。" / "It cannot be recovered by anybody. Without it what you said cannot be read again and has to be said anew. Write it down and keep it safe.";
    PASSPHRASE: "口令" / "Passphrase";
    PASSPHRASE_HINT: "至少 6 个字，汉字、字母、数字都可以。" / "At least 6 characters of any kind.";
    AGAIN: "再输一次" / "The same again";
    LOOK: "看看输了什么" / "Show what is typed";
    HIDE: "不看了" / "Hide what is typed";
    TOO_SHORT: "太短了，至少 6 个字。" / "That is too short: at least 6 characters.";
    DIFFER: "两次输的不一样，请再输一次。" / "The two are not the same, please type it again.";
    WAIT: "正在准备，要等几秒。" / "This takes a few seconds.";
    IS_SET: "口令设好了。" / "The passphrase is set.";
    IS_UNSET: "不用口令了。" / "There is no passphrase any more.";
    NOT_DONE: "没有做成，原来怎样还是怎样。请再试一次。" / "That did not work and nothing has changed. Please try again.";

    LOCKED_TITLE: "输入口令" / "Type the passphrase";
    LOCKED: "说过的情况锁着。不输口令也能看政策、查时限、提申请。" / "What was said is locked. Policies, due dates and requests work without it.";
    OPEN: "打开" / "Open";
    WRONG: "口令不对，请再试一次。" / "That is not the passphrase, please try again.";
    FORGOTTEN: "忘了口令" / "I forgot it";
    LOST_TITLE: "说过的读不出来了" / "What was said cannot be read";
    LOST: "内容还在这台设备上，可是打开它的钥匙没有了，多半是浏览器清理过数据。可以重新开始；要是不急，也可以先这样放着。" / "It is still on this device, but the key to it is gone, most likely because the browser cleared data. You can begin anew, or leave it as it is for now.";
    ANEW: "重新开始" / "Begin anew";
    ANEW_TITLE: "重新开始？" / "Begin anew?";
    ANEW_SURE: "这台设备上每一份说过的都会删除，不能恢复。申请、草稿和政策都留着。" / "All that was said on this device, of everyone, will be deleted for good. Requests, drafts and policies stay.";
    ANEW_YES: "确定重新开始" / "Yes, begin anew";
}
