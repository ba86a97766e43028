/** An address of each page, for checks that hold for all of them. */
export const PAGES = ["/", "/firm", "/policies", "/d/elderly-allowance", "/request", "/requests", "/me", "/sign-in", "/staff", "/no-such-page"];
