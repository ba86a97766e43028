//! Signing in, and what can go wrong on the way.

use mingbai_shared::words;

words! {
    LEAD: "只有发送申请、办理公务时才需要登录。看政策不用登录。" / "Needed for sending requests and for official work only; reading policies needs none.";
    OFFLINE: "现在连不上网络，登录要联网。您写的内容都在本机，联网登录后再发送。" / "There is no network now, and signing in needs it. What you wrote is on this device and is sent once you have signed in.";
    NO_WAY: "这里还没有设好登录服务，请联系管理员。" / "No sign-in service is set up here yet, please tell the administrator.";
    DECLINED: "登录没有完成。可以再试一次；您写的内容都在本机。" / "The sign-in was not completed. You can try again; what you wrote is on this device.";
    EXPIRED: "这次登录隔得太久，或者不是从这里开始的。请再登录一次。" / "This sign-in took too long or did not begin here. Please sign in again.";
    NOT_VALID: "登录服务的回答核对不上，没有登录。请再试一次；多次不行，请联系管理员。" / "The sign-in service’s answer could not be verified, so you are not signed in. Please try again, and tell the administrator if it keeps failing.";
    NO_ROLE: "您的账号在这里没有角色。请联系本单位的管理员。" / "Your account has no role here. Please tell your agency’s administrator.";
    UNREACHABLE: "登录服务现在没有回应。请过一会儿再试；看政策、写申请不受影响。" / "The sign-in service does not answer now. Please try again in a while; reading and writing work as before.";
    DEVICES: "登录着的设备" / "Where you are signed in";
    DEVICES_NOTE: "不认识的设备，请让它退出。" / "Sign out any device that you do not recognise.";
    THIS_DEVICE: "这台" / "this one";
    DEVICE_LINE: "{}登录，最近使用 {}" / "signed in {}, last used {}";
    END_DEVICE: "让它退出" / "Sign it out";
    END_DEVICE_OF: "让 {} 退出" / "Sign out {}";
    END_ALL: "全部退出" / "Sign out everywhere";
    ENDED: "已退出。" / "Signed out.";
    AGAIN: "再登录一次" / "Sign in once more";
}
