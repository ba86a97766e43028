//! Every operation.

use mingbai_shared::notice::{self, Notice};
use mingbai_shared::pack::Pack;
use mingbai_shared::pack::draft::kept::Saving;
use mingbai_shared::pack::gate::{HandUp, LARGEST_HAND_UP, Standing};
use mingbai_shared::request::{Happening, ListedCase};
use mingbai_shared::sync::device::LARGEST_CALL;
use mingbai_shared::sync::{Answer, Call};

use super::super::super::{Health, LARGEST_LINE, api, calendar, cases, devices, drafts, notices, publications, push};
use super::answers::{self as h, Header, NOT_NOTED};
use super::operation::{Operation, Session, Tag, get, post};
use super::parameters::{self as p, Parameter};
use super::schemas::{bytes, read, said, text};
use crate::objects::agency::calendar::LoadedYear;
use crate::objects::agency::cases::Asker;
use crate::objects::agency::drafts::{Done, Drafts, Made, Opened as OpenedDraft, Previewed, Revision};
use crate::objects::agency::publications::{Listed, Opened};
use crate::objects::person::ways::Subscription;
use crate::people::SamplePerson;
use crate::readiness::Readiness;
use crate::sign_in::ended;

/// All of them.
pub fn all() -> Vec<Operation> {
    [record(), own(), agency(), drafting(), sign_in(), operations(), pages(), files()].into_iter().flatten().collect()
}

const BINARY: &str = "application/octet-stream";
const SIGNED_OUT: &[Header] = &[h::NO_STORE, h::COOKIES, h::CLEAR];

fn record() -> Vec<Operation> {
    let get = |path, zh, en| get(path, Tag::Record, zh, en);
    let tile = |path, zh, en, parts: &[Parameter]| {
        get(path, zh, en).note("As tlog-tiles has it (docs/record.md).").with(parts).for_ever(BINARY, bytes)
    };
    let (hashes, entries) = (("散列", "Hashes"), ("条目", "Entries"));
    vec![
        get("/log/key", "核对记录用的公钥", "The keys to check the record with")
            .note("The verifier keys of signed notes, one a line; two of them while the key changes (docs/keys.md).")
            .gives(200, "The keys.", Some(("text/plain", text)), &[]),
        get("/log/checkpoint", "记录的检查点，带签名", "The record’s signed checkpoint")
            .note("A signed note (tlog-checkpoint) with the cosignatures of witnesses below.")
            .gives_named("text/plain", text, &[h::A_MOMENT, h::NAME]),
        get("/log/since/{size}", "上次以来的新内容", "What is new since a reader came")
            .note("Checkpoint, bundle of entries and range of packs, each after its length in four bytes; empty ones where too much is new (docs/decisions/0017).")
            .with(&[p::SIZE])
            .gives_named(BINARY, bytes, &[h::A_MOMENT, h::NAME])
            .refuses(&["not_found"]),
        get("/log/proof/{digest}", "一份内容已公开的证明", "The proof that a pack is in the record")
            .note("A C2SP tlog-proof, for keeping.")
            .with(&[p::DIGEST])
            .gives(200, "The proof.", Some(("text/plain", text)), &[h::SAVE_AS, h::A_MOMENT])
            .refuses(&["not_found"]),
        tile("/log/tile/{level}/{index}", hashes.0, hashes.1, &[p::LEVEL, p::INDEX]),
        tile("/log/tile/{level}/{index}.p/{width}", hashes.0, hashes.1, &[p::LEVEL, p::INDEX, p::WIDTH]),
        tile("/log/tile/{level}/x{thousands}/{index}", hashes.0, hashes.1, &[p::LEVEL, p::THOUSANDS, p::INDEX]),
        tile("/log/tile/{level}/x{thousands}/{index}.p/{width}", hashes.0, hashes.1, &[
            p::LEVEL,
            p::THOUSANDS,
            p::INDEX,
            p::WIDTH,
        ]),
        tile("/log/tile/entries/{index}", entries.0, entries.1, &[p::INDEX]),
        tile("/log/tile/entries/{index}.p/{width}", entries.0, entries.1, &[p::INDEX, p::WIDTH]),
        tile("/log/tile/entries/x{thousands}/{index}", entries.0, entries.1, &[p::THOUSANDS, p::INDEX]),
        tile("/log/tile/entries/x{thousands}/{index}.p/{width}", entries.0, entries.1, &[
            p::THOUSANDS,
            p::INDEX,
            p::WIDTH,
        ]),
        get("/pack/{digest}", "一份政策和它的解读", "A policy with its interpretation")
            .note("The bytes that were signed for publication; their SHA-256 is in the address.")
            .with(&[p::DIGEST])
            .for_ever("application/json", read::<Pack>),
        get("/packs/{power}/{number}", "一次取多份", "Many packs at once")
            .note("Each after its length in four bytes. There once all of its entries are (docs/decisions/0015).")
            .with(&[p::POWER, p::NUMBER])
            .for_ever(BINARY, bytes),
        post("/log/cosignature", Tag::Record, "见证人交来签名", "A witness hands in its cosignature")
            .note("The line for below the checkpoint that stands, with its end (docs/keys.md).")
            .takes("text/plain", text, LARGEST_LINE)
            .gives(200, "It is taken, or a newer one was.", None, &[h::NO_STORE])
            .refuses(&["not_a_cosignature"]),
    ]
}

fn own() -> Vec<Operation> {
    let how = |operation: Operation| operation.gives_json("How one is told now.", said::<push::Push>, &[h::NO_STORE]);
    let told = |operation: Operation| how(operation.session(Session::Needed).refuses(&["forbidden"]));
    vec![
        get("/api/session", Tag::Own, "现在登录的是谁", "Who is signed in")
            .session(Session::Optional)
            .gives_json("Somebody or nobody.", said::<api::Present>, &[h::NO_STORE]),
        post("/api/sync", Tag::Own, "把本机写的交上去，把新的取回来", "Hand in what the device wrote, get what is new")
            .note("Mutations are taken once each, in their order, and the answer goes out when they are durable (docs/decisions/0014). A refused mutation is an outcome, not a problem.")
            .session(Session::Needed)
            .takes_json(read::<Call>, LARGEST_CALL)
            .gives_json("What became of it, and what is new.", said::<Answer>, &[h::NO_STORE])
            .refuses(&["forbidden", "somebody_else", "identity_fork", "digest_mismatch", "too_many"]),
        get("/api/hints", Tag::Own, "“有新内容”的 WebSocket", "A WebSocket that says “there is something new”")
            .note("It says `new`, and only that.")
            .session(Session::Needed)
            .with(&[p::UPGRADE])
            .gives(101, "The WebSocket.", None, &[])
            // Any page may begin one: it is asked where it comes from, as a change is.
            .refuses(&["cross_origin", "websocket_only"]),
        how(get("/api/push", Tag::Own, "有新消息时怎样提醒我", "How one is told that there is something new").session(Session::Optional))
            .note("Messages say that there is something new, and only that (docs/decisions/0026)."),
        told(post("/api/push", Tag::Own, "提醒这台设备", "Wake this device"))
            .note("A push subscription of a browser (RFC 8030, 8291), at a push service that this district knows. Doing it again changes nothing but keys and language; of eleven devices the first goes.")
            .takes_json(read::<Subscription>, push::LARGEST)
            .refuses(&["push_off", "unknown_push_service"]),
        told(post("/api/push/end", Tag::Own, "不再提醒这台设备", "Wake a device no more"))
            .note("One that is not known is none.")
            .takes_json(read::<push::Ending>, push::LARGEST),
        told(post("/api/push/channels", Tag::Own, "用短信、微信提醒我", "Be told by SMS or 微信"))
            .note("Of those that there are (`channels`).")
            .takes_json(read::<push::Choosing>, push::LARGEST),
        get("/api/devices", Tag::Own, "我在哪些设备上登录着", "Where one is signed in")
            .session(Session::Needed)
            .gives_json("All sign-ins that stand.", said::<devices::Devices>, &[h::NO_STORE]),
        post("/api/devices/{id}/sign-out", Tag::SignIn, "退出一台设备", "End one sign-in")
            .session(Session::Needed)
            .with(&[p::SIGN_IN])
            .gives(204, "It has ended. Where it is the one that asks, its ticket goes.", None, &[h::NO_STORE])
            .refuses(&["not_found"]),
        post("/api/devices/sign-out", Tag::SignIn, "退出所有设备", "End all sign-ins")
            .session(Session::Needed)
            .gives_json("All have ended, this one too.", said::<api::SignedOut>, SIGNED_OUT),
    ]
}

fn agency() -> Vec<Operation> {
    let step = |path, zh, en| {
        post(path, Tag::Agency, zh, en)
            .session(Session::Needed)
            .with(&[p::DIGEST])
            .gives_json("How it stands now. Doing it again changes nothing.", said::<Standing>, &[h::NO_STORE])
            .refuses(&["forbidden", "same_person", "not_found", "not_now", "not_as_kept"])
    };
    let confirm = |path, zh, en| {
        step(path, zh, en)
            .takes_json(read::<publications::Confirming>, publications::LARGEST_STEP)
            .refuses(&["other_attribute"])
    };
    let notice_step = |path, zh, en| {
        post(path, Tag::Agency, zh, en)
            .session(Session::Needed)
            .with(&[p::NOTICE])
            .gives_json("How it stands. Doing it again changes nothing.", said::<notice::Standing>, &[h::NO_STORE])
            .refuses(&["forbidden", "not_found", "not_now"])
    };
    vec![
        post("/api/cases/{id}/applicant", Tag::Agency, "查看申请人是谁", "See who asks")
            .note("For a purpose: it is noted in the agency's trail, and the person is told.")
            .session(Session::Needed)
            .with(&[p::CASE])
            .takes_json(read::<cases::What>, cases::LARGEST)
            .gives_json("Who asks.", said::<Asker>, &[h::NO_STORE])
            .refuses(&["forbidden", "prove_again", "not_found"]),
        post("/api/cases/{id}/events", Tag::Agency, "登记办理事项", "Note what happened to a case")
            .note("Its receipt, a question, an answer, an extension; or that what was noted last is taken back. What the law does not allow is not noted, and the refusal says the article (docs/deadlines.md).")
            .session(Session::Needed)
            .with(&[p::CASE])
            .takes_json(read::<Happening>, cases::LARGEST)
            .gives_json("The case as it stands now.", said::<ListedCase>, &[h::NO_STORE])
            .refuses(&["forbidden", "not_found"])
            .refuses(&NOT_NOTED),
        post("/api/calendar", Tag::Agency, "载入一年的放假安排", "Load the working days of a year")
            .note("For the whole district, by its office: into the public record, and every clock is counted again (docs/operations.md).")
            .session(Session::Needed)
            .takes_json(read::<calendar::What>, calendar::LARGEST)
            .gives_json("Which year was loaded.", said::<LoadedYear>, &[h::NO_STORE])
            .refuses(&["forbidden", "prove_again", "not_a_year"]),
        get("/api/agencies/{agency}/trail", Tag::Agency, "审计记录", "The audit trail")
            .note("JSON lines, each a `Record`, some hundreds at once, as `mingbai trail verify` reads them (docs/trail.md).")
            .session(Session::Needed)
            .with(&[p::AGENCY, p::AFTER, p::UNTIL])
            .gives(200, "The lines.", Some(("application/jsonl", text)), &[h::NO_STORE, h::LINES_UNTIL])
            .refuses(&["malformed", "forbidden", "not_found"]),
        get("/api/publications", Tag::Agency, "本机关办理中的公开", "The publications of an agency on their way")
            .note("The last changed first, fifty at once; those that one’s own step needs to see: whoever signs sees nothing before it was reviewed.")
            .session(Session::Needed)
            .with(&[p::STAGE, p::BEFORE])
            .gives_json("Some of them, and where the others begin.", said::<Listed>, &[h::NO_STORE])
            .refuses(&["forbidden", "malformed"]),
        get("/api/publications/{digest}", Tag::Agency, "一件公开和它的文件包", "A publication with its pack")
            .session(Session::Needed)
            .with(&[p::DIGEST])
            .gives_json("How it stands, and the pack byte for byte.", said::<Opened>, &[h::NO_STORE])
            .refuses(&["forbidden", "not_found"]),
        post("/api/publications", Tag::Agency, "起草人提交", "A drafter hands up a pack")
            .note("With its attribute (公开属性) and its interpretation plan (解读方案). The pack is a text, whose bytes are kept as they are: their digest is its name from here on. \
                What is incomplete is returned (422, with what is missing) and kept so; the next one names it (`replaces`).")
            .session(Session::Needed)
            .takes_json(read::<HandUp>, LARGEST_HAND_UP)
            .gives_json("How it stands. Doing it again changes nothing.", said::<Standing>, &[h::NO_STORE])
            .refuses(&["forbidden", "incomplete", "not_now", "name_taken", "not_returned", "too_many_open", "not_as_kept"]),
        confirm("/api/publications/{digest}/review", "保密审查通过", "A reviewer clears it")
            .note("And confirms its attribute."),
        confirm("/api/publications/{digest}/sign", "签发", "A signatory signs it")
            .note("What is 主动公开 goes into the public record, document and pack in one entry. For the rest the signature approves that it is not published.")
            .refuses(&["not_reviewed", "prove_again", "plan_later", "changed", "incomplete"]),
        step("/api/publications/{digest}/return", "退文", "Return it with reasons")
            .note("By the reviewer before review, by the signatory after it. Of a withdrawal that waits: do not approve it.")
            .takes_json(read::<publications::Returning>, publications::LARGEST_STEP)
            .refuses(&["reason"]),
        step("/api/publications/{digest}/withdraw", "提出撤下", "Propose a withdrawal")
            .note("Of the version that stands, for a reason that everybody reads.")
            .takes_json(read::<publications::Withdrawing>, publications::LARGEST_STEP)
            .refuses(&["reason", "changed"]),
        step("/api/publications/{digest}/approve-withdrawal", "批准撤下", "Approve a withdrawal")
            .note("A further entry of the public record says so, and why. Nothing is deleted.")
            .refuses(&["prove_again", "changed"]),
        get("/api/notices", Tag::Agency, "本机关的通知", "The notices of an agency")
            .note("For those who write or approve them, the newest first.")
            .session(Session::Needed)
            .gives_json("The notices.", said::<Vec<notice::Standing>>, &[h::NO_STORE])
            .refuses(&["forbidden"]),
        post("/api/notices", Tag::Agency, "提交通知", "Propose a notice")
            .note("For approval by another person. Whoever proposed it may write it anew until it is sent. It says to whom it goes as a rule; nobody's names go in.")
            .session(Session::Needed)
            .takes_json(read::<Notice>, notices::LARGEST)
            .gives_json("How it stands.", said::<notice::Standing>, &[h::NO_STORE])
            .refuses(&["forbidden", "same_person", "unfit", "not_now", "name_taken", "too_many_open"]),
        notice_step("/api/notices/{notice}/approve", "审核通过", "Approve a notice")
            .note("Into the public record. Never by whoever wrote it, and an agency sends three in seven days at most.")
            .takes_json(read::<notices::Approving>, notices::LARGEST_REASON)
            .refuses(&["same_person", "prove_again", "too_often_sent", "unfit", "changed", "name_taken"]),
        notice_step("/api/notices/{notice}/return", "退回通知", "Return a notice to its author")
            .takes_json(read::<notices::Returning>, notices::LARGEST_REASON)
            .refuses(&["same_person", "reason"]),
        notice_step("/api/notices/{notice}/withdraw", "撤下通知", "Withdraw a notice that was not sent")
            .note("By its author. It is gone, and what is answered is how it stood.")
            .refuses(&["same_person"]),
        notice_step("/api/notices/{notice}/recall", "撤回通知", "Recall a notice")
            .note("A further entry of the public record says so, and why.")
            .takes_json(read::<notices::Recalling>, notices::LARGEST_REASON),
    ]
}

fn drafting() -> Vec<Operation> {
    let drafter = |operation: Operation| operation.session(Session::Needed).refuses(&["forbidden"]);
    let one = |operation: Operation| drafter(operation).with(&[p::DRAFT]).refuses(&["not_found"]);
    vec![
        drafter(get("/api/drafts", Tag::Agency, "本机关的草稿", "The drafts of an agency"))
            .note("For those who write them, the last saved first: at most 200.")
            .gives_json("The drafts.", said::<Drafts>, &[h::NO_STORE]),
        one(get("/api/drafts/{draft}", Tag::Agency, "一份草稿", "A draft"))
            .note("As it was last saved, with its preview links that are open.")
            .gives_json("The draft.", said::<OpenedDraft>, &[h::NO_STORE]),
        one(post("/api/drafts/{draft}", Tag::Agency, "保存草稿", "Save a draft"))
            .note("`from` is the revision that was started from, 0 for a draft that is new. Where that is not the last any more the save is refused, and nothing is lost (docs/decisions/0036). \
                The same save once more by the same person is answered as it was.")
            .takes_json(read::<Saving>, drafts::LARGEST)
            .gives_json("The revision that it became.", said::<Revision>, &[h::NO_STORE])
            .refuses(&["draft_changed", "draft_gone", "somebody_else", "too_many_drafts"]),
        one(post("/api/drafts/{draft}/discard", Tag::Agency, "删除草稿", "Discard a draft"))
            .note("With its preview links. One that is gone is discarded already.")
            .takes_json(read::<drafts::Discarding>, drafts::LARGEST_STEP)
            .gives_json("It is gone.", said::<Done>, &[h::NO_STORE])
            .refuses(&["draft_changed"]),
        one(post("/api/drafts/{draft}/preview", Tag::Agency, "生成预览链接", "Make a preview link"))
            .note("For people who are not signed in. The token is said once: only its digest is kept.")
            .takes_json(read::<drafts::Previewing>, drafts::LARGEST_STEP)
            .gives_json("The link.", said::<Made>, &[h::NO_STORE])
            .refuses(&["too_many_links"]),
        one(post("/api/drafts/{draft}/preview/end", Tag::Agency, "让预览链接失效", "End all preview links of a draft"))
            .gives_json("They have ended.", said::<Done>, &[h::NO_STORE]),
        post("/api/previews", Tag::Agency, "用预览链接看草稿", "See a draft by a preview link")
            .note("As it was last saved, without anybody’s name. Whatever is wrong with a token, the answer is one and the same.")
            .session(Session::Never)
            .takes_json(read::<drafts::Looking>, drafts::LARGEST_STEP)
            .gives_json("The draft.", said::<Previewed>, &[h::NO_STORE])
            .refuses(&["preview_over"]),
    ]
}

fn sign_in() -> Vec<Operation> {
    let at = |operation: Operation| operation.session(Session::Never).with(&[p::SERVICE]).refuses(&["not_found"]);
    vec![
        get("/api/sign-in", Tag::SignIn, "可以怎样登录", "How one can sign in")
            .session(Session::Never)
            .gives_json("The ways.", said::<api::Ways>, &[h::NO_STORE]),
        post("/api/sign-in", Tag::SignIn, "以示例身份登录（仅供开发）", "Sign in as a sample person (development only)")
            .session(Session::Never)
            .takes_json(read::<api::SignIn>, api::LARGEST_SIGN_IN)
            .gives_json("Who is signed in.", said::<SamplePerson>, &[h::NO_STORE, h::COOKIES])
            .refuses(&["not_found"]),
        // Nobody waits for it, however often they ask.
        Operation { session: Session::Optional, ..post("/api/sign-out", Tag::SignIn, "退出", "Sign out") }
            .gives_json("Nobody is signed in any more.", said::<api::SignedOut>, SIGNED_OUT),
        at(get("/sign-in/{service}", Tag::SignIn, "去登录服务", "To a sign-in service"))
            .note("OpenID Connect, authorization code with PKCE (docs/operations.md).")
            .with(&[p::BACK, p::AGAIN])
            .gives(302, "To the service.", None, &[h::NO_STORE, h::GO_ON, h::COOKIES])
            .gives(303, "To the page of the sign-in: the service cannot be reached, or another site led here.", None, &[
                h::NO_STORE,
                h::GO_ON,
            ]),
        at(get("/sign-in/{service}/done", Tag::SignIn, "从登录服务回来", "Back from a sign-in service"))
            .with(&[p::STATE, p::CODE, p::ISSUER])
            .gives(303, "To where one was, or to the page of the sign-in, which says what went wrong.", None, &[
                h::NO_STORE,
                h::GO_ON,
                h::COOKIES,
            ]),
        at(post("/sign-in/{service}/ended", Tag::SignIn, "登录服务说登录已结束", "A service says that a sign-in has ended"))
            .note("OpenID Connect Back-Channel Logout.")
            .takes("application/x-www-form-urlencoded", |_| {
                serde_json::json!({ "type": "object", "properties": { "logout_token": { "type": "string" } }, "required": ["logout_token"] })
            }, ended::LARGEST)
            .gives(200, "It has ended here too.", None, &[h::NO_STORE])
            .refuses(&["issuer_away"]),
    ]
}

fn operations() -> Vec<Operation> {
    let get = |path, zh, en| get(path, Tag::Operations, zh, en);
    vec![
        get("/health", "是否在运行", "Whether it answers").gives_json("It does.", said::<Health>, &[]),
        get("/ready", "设置是否齐全", "Whether all is set")
            .gives_json("All is set.", said::<Readiness>, &[h::NO_STORE])
            .gives(503, "What is not set.", Some(("application/json", said::<Readiness>)), &[h::NO_STORE]),
        get("/metrics", "计数", "Counts").note("A front server does not pass it on (docs/operations.md).").gives(
            200,
            "OpenMetrics.",
            Some(("application/openmetrics-text", text)),
            &[h::NO_STORE],
        ),
        get("/api/openapi.json", "接口说明", "This description").gives_named(
            "application/json",
            |_| serde_json::json!({ "type": "object" }),
            &[h::ASK_AGAIN, h::NAME],
        ),
    ]
}

fn pages() -> Vec<Operation> {
    let page = |path, zh, en| get(path, Tag::Pages, zh, en).page();
    // The server draws these; it draws the frame alone of what only the app can show.
    let drawn = |path, zh, en| page(path, zh, en).with(&[p::LANG, p::ELDER]);
    let shell = |path| page(path, "应用的页面", "A page of the app");
    let mut all = vec![
        drawn("/", "市民主页", "A resident’s home page"),
        drawn("/policies", "政策列表，或在正文里查到的", "The list of policies, or what is found in their texts")
            .with(&[p::TYPED, p::WORDS]),
        drawn("/d/{document}", "一份文件和它的解读", "A document with its interpretation")
            .with(&[p::DOCUMENT])
            .helps_the_lost()
            .says_what_is_gone(),
        drawn("/d/{document}/art/{article}", "同上，标出一条", "The same with one article marked")
            .with(&[p::DOCUMENT, p::ARTICLE])
            .helps_the_lost()
            .says_what_is_gone(),
        drawn("/d/{document}/q/{entry}", "同上，标出一条问答", "The same with one question marked")
            .with(&[p::DOCUMENT, p::ENTRY])
            .helps_the_lost()
            .says_what_is_gone(),
        drawn("/d/{document}/term/{entry}", "同上，标出一个术语", "The same with one term marked")
            .with(&[p::DOCUMENT, p::ENTRY])
            .helps_the_lost()
            .says_what_is_gone(),
        shell("/requests/{request}").with(&[p::REQUEST]),
        shell("/staff/{request}").with(&[p::REQUEST]),
        shell("/staff/notices/{request}").with(&[p::REQUEST]),
        shell("/staff/drafts/{request}").with(&[p::REQUEST]),
    ];
    all.extend(
        [
            "/index.html",
            "/firm",
            "/request",
            "/requests",
            "/reminders",
            "/me",
            "/staff",
            "/trail",
            "/sign-in",
            "/notices",
            "/clock",
            "/calendar",
            "/preview",
        ]
        .map(shell),
    );
    all
}

fn files() -> Vec<Operation> {
    let fixed = |path, media| {
        get(path, Tag::Files, "应用的文件", "A file of the app")
            .gives_named(media, bytes, &[h::ASK_AGAIN, h::NAME])
            .refuses(&["not_found"])
    };
    vec![
        get("/assets/{file}", Tag::Files, "应用的文件", "A file of the app")
            .with(&[p::FILE])
            .gives(200, "What is there.", Some(("*/*", bytes)), &[h::FOR_EVER])
            .refuses(&["not_found"]),
        fixed("/sw.js", "text/javascript"),
        fixed("/manifest.webmanifest", "application/manifest+json"),
        fixed("/icon.svg", "image/svg+xml"),
        fixed("/icon-maskable.svg", "image/svg+xml"),
        fixed("/icon-192.png", "image/png"),
        fixed("/icon-512.png", "image/png"),
    ]
}
