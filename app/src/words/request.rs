//! 依申请公开: the form, the list and one request.

use mingbai_shared::words;

words! {
    TITLE: "申请公开政府信息" / "Ask for government information";
    LEAD_UNKEPT: "不用说明用途。" / "No purpose has to be given.";
    LEAD: "不用说明用途。每一步都自动存在本机。" / "No purpose has to be given. Each step is saved on this device.";
    STEP_WHAT: "要什么" / "What";
    STEP_HOW: "怎么要" / "How";
    STEP_WHO: "您是谁" / "Who";
    STEP_CHECK: "核对" / "Check";
    NEXT: "下一步" / "Next";
    BACK: "上一步" / "Back";
    SEND: "发送申请" / "Send the request";
    SAVING: "正在存…" / "Saving…";
    NOT_SAVED: "没有存下，请先不要关闭页面。" / "Not saved, please do not close the page.";

    AGENCY_HINT: "谁制作的信息，就向谁申请。" / "Ask the agency that made the information.";
    AGENCY_CHOOSE: "请选择" / "Choose";
    WANTED_HINT: "写名称、文号，或能帮助查找的描述。" / "A name, a number, or a description that helps to find it.";
    RELATED: "已公开的相关信息" / "Already public";
    RELATED_NOTE: "也许已经公开，打开就能看，不用申请。" / "Perhaps it is here, to be read at once.";
    MEDIUM: "获取方式" / "Form";
    DELIVERY: "获取途径" / "Way";
    ADDRESS_HINT: "邮寄写地址和收件人，电子邮件写邮箱。" / "For post the address and name, for e-mail the address.";
    APPLICANT: "申请人" / "Applicant";
    CITIZEN: "个人" / "A person";
    ORGANISATION: "单位" / "An organisation";
    IDENTITY_KIND: "证件" / "Document";
    NAME_PERSON: "姓名" / "Name";
    NAME_ORGANISATION: "单位名称" / "Name of the organisation";
    CREDIT_CODE: "统一社会信用代码" / "Unified social credit code";
    IDENTITY_HINT: "法律要求核对身份（条例第29条）。只随这份申请发给受理机关。" / "The law asks for it (Regulations art. 29). It goes only to the agency, with this request.";
    SENT_EXACTLY: "发送的就是下面这些，没有别的。" / "Exactly this is sent, and nothing else.";
    COLON: "：" / ": ";
    CHANGE: "修改" / "Change";
    WHEN_CLOCK: "网上提交的申请，法定期限从双方确认收到之日起算（条例第31条）。" / "For a request sent online the legal period runs from the day on which both sides have confirmed it (Regulations art. 31).";
    SIGN_IN_FIRST: "您还没有登录。现在可以先写好存在本机，登录后自动发送。" / "You are not signed in. The request is kept on this device and sent once you sign in.";
    ELSEWHERE: "这份申请已在另一个标签页里发出或改过。这里显示的是现在的内容。" / "This request was sent or changed in another tab. What you see is how it stands now.";
    NOT_QUEUED: "没有存下，也没有发出，内容还在表单里。请腾出一些空间再按一次，或者到“我的”导出。" / "It could not be saved and was not sent; everything is still in the form. Make some room on this device and press again, or export it on the page “Me”.";

    MINE: "我的申请" / "My requests";
    MINE_SIGN_IN: "登录后，您以前发送的申请会回到这里。" / "Requests that you sent before come back here once you sign in.";
    MINE_NONE: "还没有申请。" / "No requests yet.";
    NEW: "写一份申请" / "Write a request";
    REFUSED: "未被接受" / "Not accepted";
    NO_SUCH: "这台设备上没有这份申请。登录后会从服务器取来。" / "This request is not on this device. It comes from the server once you sign in.";
    NUMBER: "收件编号" / "Receipt number";
    WHAT_HAPPENED: "经过" / "So far";
    WHAT_NEXT: "接下来" / "What comes next";
    WRITTEN: "{}，您写好申请，存在本机。" / "{}: you wrote the request; it was saved on this device.";
    RECEIVED_LINE: "服务器已收到，正在交给机关编号。" / "The server has it and is passing it to the agency for its number.";
    REGISTERED_LINE: "{}，机关收件，编号{}。" / "{}: the agency took it in as {}.";
    REFUSED_LINE: "没有被接受：{}" / "It was not accepted: {}";
    WHO_READ: "谁看过您的身份信息" / "Who read your identity data";
    READ_LINE: "{}，{}的{}看过证件号码和联系方式，用于：{}。" / "{}: {}, {}, read the document number and contact. {}.";
    READ_BY_NOBODY: "还没有人看过您的证件号码和联系方式。谁看过、为了什么，都会写在这里。" / "Nobody has read your document number and contact yet. Whoever does, and what for, will stand here.";
    PUT_BACK: "放回表单修改" / "Put it back into the form";
    NEXT_WAITING: "联网后自动发送，不用守着。关掉页面也不会丢。" / "It is sent once you are online. You can close the page; nothing is lost.";
    NEXT_SIGN_IN: "登录后自动发送。关掉页面也不会丢。" / "It is sent once you are signed in. You can close the page; nothing is lost.";
    NEXT_CONFIRM: "机关会与您确认收到申请，期限从双方确认之日起算（条例第31条）。" / "The agency confirms with you that it has the request; the period runs from that day (Regulations art. 31).";
    NEXT_UNCLEAR: "如果写得不够清楚，机关在 7 个工作日内一次说清要补什么（条例第30条）。" / "If something is unclear, the agency says within 7 working days, once, what to add (Regulations art. 30).";
    NEXT_ANSWER: "能当场答复的当场答复；不能的，20 个工作日内答复；确需延长的，最多再加 20 个工作日，并会告诉您（条例第33条）。" / "It answers at once where it can, otherwise within 20 working days; if it must extend, by at most 20 more, and it tells you (Regulations art. 33).";
    AS_SENT: "发送的内容" / "As sent";
}
