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
    CASE: "申请" / "Request";
    NO_CASE: "没有这件申请，或者还没有取到本机。" / "There is no such request, or it has not come to this device yet.";
    BACK: "回到列表" / "Back to the list";
    TRAIL: "审计记录" / "Audit trail";
    WHO_ASKS: "申请人是谁" / "Who asks";
    WHO_NOTE: "证件号码和联系方式平时不显示。选好用途才能看；每次查看都会记入审计记录，并告诉申请人。" / "Document number and contact are not shown as a rule. Choose a purpose to read them; each reading goes into the audit trail, and the applicant is told.";
    PURPOSE: "为什么要看" / "What for";
    READ: "查看" / "Read";
    CHOOSE_FIRST: "请先选用途。" / "Please choose a purpose first.";
    READ_DONE: "已记入审计记录。离开这一页就不再显示。" / "Noted in the audit trail. It is shown until you leave this page.";
    MAY_NOT: "您的角色不查看申请人身份信息。" / "Your role does not read who asks.";
    COUNT: "共 {} 件" / "{} in all";
}
