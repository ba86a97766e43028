//! A table that becomes cards on a phone: each cell then carries the name of its column.
//!
//! The roles are written out, since a browser forgets that something is a table as soon as its style says `display: block`.

#[cfg(feature = "patterns")]
pub mod fixture;

use mingbai_shared::words::Bilingual;

use crate::view::{Element, View, classed, el};
use crate::words::t;

/// One row: a cell for each column. `testid` names the row for tests.
pub struct Row {
    pub testid: &'static str,
    pub cells: Vec<View>,
}

/// The table with its caption, which is read first and says how many there are.
pub fn table(caption: String, columns: &[Bilingual], rows: Vec<Row>) -> Element {
    let head =
        columns.iter().map(|name| el("th").attr("scope", "col").attr("role", "columnheader").child(t(*name)).into());
    let head = el("tr").attr("role", "row").child(head.collect::<Vec<View>>());
    let rows = rows.into_iter().map(|Row { testid, cells }| {
        let cells = columns.iter().zip(cells);
        let cells =
            cells.map(|(name, cell)| el("td").attr("role", "cell").attr("data-label", t(*name)).child(cell).into());
        el("tr").attr("role", "row").attr("data-testid", testid).child(cells.collect::<Vec<View>>()).into()
    });
    classed("table", "table")
        .attr("role", "table")
        .child(el("caption").child(caption))
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(el("tbody").attr("role", "rowgroup").child(rows.collect::<Vec<View>>()))
}
