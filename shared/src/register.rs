//! The public record: what was published, amended or withdrawn, as entries of an append-only, verifiable log.
//!
//! The log is served as C2SP tlog-tiles with a signed checkpoint. A client keeps a [`Frontier`]: the few hashes that sum up all that it has
//! verified so far. New entries extend it, and the signed root must come out; so a record that was changed, forked or rolled back is refused.

mod amendment;
pub mod audit;
mod bundle;
mod checkpoint;
mod entry;
mod frontier;
mod news;
mod note;
pub mod proof;
mod range;
pub mod versions;
mod withdrawal;
pub mod witness;
pub mod year;

pub use amendment::Amendment;
pub use bundle::{BUNDLE_ENTRIES, BundleError, bundle, bundle_path, read_bundle};
pub use checkpoint::{Checkpoint, CheckpointError, Claimed, ORIGIN, Signed, SigningError, checkpoint};
pub use entry::{Entry, EntryError, EntryKind, LARGEST_ENTRY};
pub use frontier::Frontier;
pub use news::{LARGEST_NEWS, MOST_NEWS, News, news, read_news};
pub use note::{NotAKey, VerifyingKey, log_keys};
pub use range::{HIGHEST_LEVEL, LARGEST_RANGE, Needed, PackRange, cheapest, range, read_range};
pub use withdrawal::Withdrawal;

/// The version of the forms of entries.
const VERSION: u8 = 1;
