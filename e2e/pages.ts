/** An address of each page, for checks that hold for all of them. */
export const PAGES = [
  "/",
  "/firm",
  "/policies",
  "/d/elderly-allowance",
  "/request",
  "/requests",
  "/reminders",
  "/notices",
  "/me",
  "/sign-in",
  "/staff",
  "/staff/due",
  "/staff/notices",
  "/clock?rule=request.answer&received=2026-01-05&basis=signed_mail&third_party_asked=2026-01-12&third_party_replied=2026-01-23&extended=2026-02-10,10",
  "/calendar",
  "/no-such-page",
];
