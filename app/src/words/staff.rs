//! The staff's list of incoming requests.

use mingbai_shared::words;

words! {
    TITLE: "收到的申请" / "Incoming requests";
    NUMBER: "收件编号" / "Number";
    SUBMITTED: "提交日期" / "Submitted";
    WANTED: "申请内容" / "Wanted";
    APPLICANT: "申请人" / "Applicant";
    AGENCY: "机关" / "Agency";
    NO_NUMBER: "未编号" / "No number yet";
    EMPTY: "还没有收到申请。" / "No requests have come in.";
    NOT_STAFF: "这一页给信息公开工作人员用。您现在的登录身份不能看。" / "This page is for information officers. Your sign-in does not open it.";
    OFFLINE: "现在连不上网络。联网登录一次，以后离线也能看收到的申请。" / "There is no network now. Sign in once online; from then on the requests can be read offline too.";
    COUNT: "共 {} 件" / "{} in all";
}
