//! What stands around every page: bars, banners, and what all pages say.

use mingbai_shared::words;
pub use mingbai_shared::words::bar::*;

words! {
    NAME: "明白" / "Mingbai";
    STAFF: "办理" / "Cases";
    DUTIES: "职责" / "Duties";
    DUTY_CASES: "申请办理" / "Requests";
    DUTY_DUE: "时限" / "Due dates";
    DUTY_DRAFTS: "起草" / "Drafting";
    DUTY_PUBLICATIONS: "审查签发" / "Review and sign";
    DUTY_NOTICES: "推送" / "Notices";
    DUTY_CATALOGUE: "公开目录" / "Catalogue";
    STANDARD: "普通版" / "Standard";
    BACK: "返回" / "Back";
    LISTEN: "听" / "Listen";
    STOP: "停" / "Stop";
    NO_VOICE: "这台设备没有朗读的声音。" / "This device has no voice to read with.";
    SMALLER: "字小" / "Smaller";
    LARGER: "字大" / "Larger";

    OFFLINE: "您已离线。阅读、匹配、填写都能用；发送会等到联网。" / "You are offline. Reading, matching and writing work; sending waits until you are online.";
    UPDATE: "有新版本。您写的内容都已存好。" / "There is a new version. What you typed is saved.";
    UPDATE_UNSAVED: "有新版本。写的内容还没存下：请先到“我的”导出，再重新打开页面。" / "There is a new version. What you typed is not saved: export it on the page “Me”, then open the page again.";
    UPDATE_NOW: "更新" / "Update";
    REFUSED: "公开记录没有通过核对，已停止更新，仍显示核对过的内容。" / "The public record failed its check. It was not updated; what you see was verified before.";
    STORAGE_FAILED: "这台设备暂时存不下，请先不要关闭页面。" / "This device could not save. Please do not close the page.";
    BLOCKED: "另一个标签页还开着旧版本，请先关掉它，这里会接着打开。" / "Another tab still has an older version open. Close it, and this page goes on.";

    COMMUNAL: "公用设备：用完请按“离开并清空”。三分钟没人用会自动清空，没发出的也会清掉。" / "Shared device: press “Leave and clear” when done. After three minutes without use it is cleared, unsent writing included.";
    LEFT_ALONE: "半分钟后清空这台设备。还在用的话，点一下页面或按任意键。" / "This device is cleared in half a minute. If you are still here, touch the page or press any key.";
    NOT_CLEARED: "没有清空成功，请再按一次“离开并清空”，或者告诉工作人员。" / "It could not be cleared. Press “Leave and clear” again, or tell the staff.";
    LEAVE: "离开并清空" / "Leave and clear";

    UNDO: "撤销" / "Undo";
    CLOSE: "关闭" / "Close";
    STEPS: "步骤" / "Steps";
    STEP_DONE: "（已填）" / " (done)";
    PALETTE: "快速打开" / "Open quickly";
    PALETTE_NONE: "没有这样的页面或申请。" / "No such page or request.";
    PALETTE_COUNT: "{} 项，上下键选，回车打开。" / "{} found: arrow keys choose, Enter opens.";
    PRINTED_FROM: "打印自" / "Printed from";

    WAITING: "正在打开…" / "Opening…";
    NOT_FOUND_TITLE: "没有找到这个页面" / "There is no such page";
    NOT_FOUND: "地址可能写错了，或者文件不在公开记录里。可以从首页或政策列表找起。" / "The address may be wrong, or the document is not in the public record. Start from the home page or the list of policies.";
    NOT_HERE_TITLE: "这一页还没有存到本机" / "This page is not on this device yet";
    NOT_HERE: "现在连不上网络。联网打开一次，以后离线也能用。您写过的内容都在。" / "There is no network now. Open the page once online; from then on it works offline. What you wrote is kept.";
    NOT_HERE_ONLINE: "网络不稳，或者有了新版本。请再试一次，您写过的内容都在。" / "The network is unsteady, or there is a new version. Try again; what you wrote is kept.";
    TRY_AGAIN: "再试一次" / "Try again";
    TO_HOME: "回首页" / "Home page";
    SIGN_IN: "登录" / "Sign in";
    ERROR_SUMMARY: "还有 {} 处要改" / "{} things to correct";
}
